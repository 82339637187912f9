//! Starts the hostile server on free ports and asks it what it saw.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dateline::inside::net::{
    Cancel, Client, NetError, Patience, Policy, Proxies, Request, Response,
};
use serde_json::Value;

/// A running server; stopped when dropped.
pub(crate) struct Hostile {
    child: Child,
    pub port: u16,
}

impl Hostile {
    pub(crate) fn start() -> Self {
        let script = Path::new(env!("DATELINE_SHARED")).join("corpora/hostile_server.py");
        let mut child = Command::new("python3")
            .arg("-u")
            .arg(script)
            .args(["--port", "0", "--canary-port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3 starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped"))
            .read_line(&mut line)
            .expect("the server's first line");
        let port = line
            .split(':')
            .nth(2)
            .and_then(|rest| rest.split('/').next())
            .and_then(|port| port.parse().ok())
            .expect("a port in the server's first line");
        Self { child, port }
    }

    pub(crate) fn url(&self, slug: &str) -> String {
        format!("http://127.0.0.1:{}/c/{slug}", self.port)
    }

    /// A client with short limits.
    pub(crate) fn client() -> Client {
        Client::new(Self::policy())
    }

    pub(crate) fn policy() -> Policy {
        let patience = Patience {
            connect: Duration::from_secs(2),
            first_byte: Duration::from_secs(2),
            stall: Duration::from_secs(2),
            whole: Duration::from_secs(18),
        };
        Policy { patience, ..Policy::default() }
    }

    /// A client that has the server play the whole web, as its proxy.
    pub(crate) fn proxied(&self) -> Client {
        let proxy = format!("http://127.0.0.1:{}", self.port);
        Client::new(Policy {
            proxies: Proxies::from_variables(|name| (name == "http_proxy").then(|| proxy.clone())),
            ..Self::policy()
        })
    }

    pub(crate) fn get(&self, slug: &str) -> Result<Response, NetError> {
        Self::client().get(&Request::new(self.url(slug)), &Cancel::new())
    }

    /// What the server tells at one of its own addresses, as JSON.
    pub(crate) fn told(&self, name: &str) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream
            .write_all(format!("GET /{name} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes())
            .expect("it reads");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it answers");
        serde_json::from_str(text.split_once("\r\n\r\n").expect("a head").1).expect("JSON")
    }

    /// How often `path` was asked.
    pub(crate) fn count(&self, path: &str) -> u64 {
        self.told("_log")[path]["count"].as_u64().unwrap_or_default()
    }

    /// What should never have been asked.
    pub(crate) fn canary(&self) -> Value {
        self.told("_canary")
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn text(response: &Response) -> String {
    String::from_utf8_lossy(&response.body).into_owned()
}

/// Whether `text` could do something to a terminal.
pub(crate) fn is_live(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}
