//! One connection to a host, plain or TLS, straight or through a proxy.

use std::io::{self, BufReader, Read, Write};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::dial::{Place, Resolve, dial};
use super::error::{NetError, Phase};
use super::head::read_head;
use super::policy::{Limits, Patience};
use super::proxy::Proxy;
use super::target::{Target, brief};
use super::watch::{Watch, WatchedSocket, ended};

pub(super) enum Stream {
    Plain(WatchedSocket),
    Tls(Box<StreamOwned<ClientConnection, WatchedSocket>>),
}

pub(super) struct Connection {
    pub(super) stream: BufReader<Stream>,
}

/// What opening a connection needs to know.
pub(super) struct Opening<'a> {
    pub(super) target: &'a Target,
    pub(super) proxy: Option<&'a Proxy>,
    pub(super) private_allowed: bool,
    pub(super) resolver: &'a Arc<dyn Resolve>,
    pub(super) patience: &'a Patience,
    pub(super) limits: &'a Limits,
    pub(super) user_agent: &'a str,
}

impl Opening<'_> {
    /// Connects; with `tls` also shakes hands. What goes through a proxy was checked by name: the
    /// proxy looks it up.
    pub(super) fn open(
        &self,
        tls: Option<Arc<ClientConfig>>,
        mut watch: Watch,
    ) -> Result<Connection, NetError> {
        let place = match self.proxy {
            Some(proxy) => {
                Place { host: proxy.host.clone(), port: proxy.port, private_allowed: true }
            }
            None => Place {
                host: self.target.bare_host().to_owned(),
                port: self.target.port(),
                private_allowed: self.private_allowed,
            },
        };
        let socket = dial(place, self.resolver, &mut watch, self.patience.connect)?;
        let mut socket = WatchedSocket::new(socket, watch).map_err(|why| ended(&why))?;
        let Some(config) = tls else {
            return Ok(Connection {
                stream: BufReader::with_capacity(64 << 10, Stream::Plain(socket)),
            });
        };
        if let Some(proxy) = self.proxy {
            socket = self.tunnel(socket, proxy)?;
        }
        let stream = self.shake_hands(socket, config)?;
        Ok(Connection { stream: BufReader::with_capacity(64 << 10, Stream::Tls(Box::new(stream))) })
    }

    /// Has the proxy lay a line through to the target (CONNECT, RFC 9110).
    fn tunnel(&self, mut socket: WatchedSocket, proxy: &Proxy) -> Result<WatchedSocket, NetError> {
        let place = format!("{}:{}", self.target.host(), self.target.port());
        let authorization = proxy
            .authorization
            .as_ref()
            .map(|value| format!("Proxy-Authorization: {value}\r\n"))
            .unwrap_or_default();
        let head = format!(
            "CONNECT {place} HTTP/1.1\r\nHost: {place}\r\nUser-Agent: {}\r\n{authorization}\r\n",
            self.user_agent
        );
        socket.watch.enter(Phase::FirstByte, self.patience.first_byte);
        socket.write_all(head.as_bytes()).map_err(|why| ended(&why))?;
        // One byte at a time: what follows the head belongs to TLS.
        let mut reader = BufReader::with_capacity(1, socket);
        let refused = |why: String| NetError::Proxy { proxy: brief(&proxy.host), why };
        let head =
            read_head(&mut reader, self.limits)?.ok_or_else(|| refused("it hung up".to_owned()))?;
        if !(200..300).contains(&head.status) {
            return Err(refused(format!("it answered {}", head.status)));
        }
        Ok(reader.into_inner())
    }

    fn shake_hands(
        &self,
        mut socket: WatchedSocket,
        config: Arc<ClientConfig>,
    ) -> Result<StreamOwned<ClientConnection, WatchedSocket>, NetError> {
        let failed =
            |why: String| NetError::Tls { host: brief(self.target.host()), why: brief(&why) };
        let name = ServerName::try_from(self.target.bare_host().to_owned())
            .map_err(|why| failed(why.to_string()))?;
        let mut session =
            ClientConnection::new(config, name).map_err(|why| failed(why.to_string()))?;
        socket.watch.enter(Phase::Handshake, self.patience.connect);
        while session.is_handshaking() {
            session.complete_io(&mut socket).map_err(|why| match ended(&why) {
                NetError::Lost { why } => failed(why),
                other => other,
            })?;
        }
        Ok(StreamOwned::new(session, socket))
    }
}

impl Connection {
    pub(super) fn socket(&mut self) -> &mut WatchedSocket {
        match self.stream.get_mut() {
            Stream::Plain(socket) => socket,
            Stream::Tls(stream) => &mut stream.sock,
        }
    }

    /// Whether it can serve another request: nothing unread anywhere.
    pub(super) fn is_quiet(&mut self) -> bool {
        self.stream.buffer().is_empty() && self.socket().is_quiet()
    }

    pub(super) fn send(&mut self, bytes: &[u8]) -> Result<(), NetError> {
        let stream = self.stream.get_mut();
        stream.write_all(bytes).and_then(|()| stream.flush()).map_err(|why| ended(&why))
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(into),
            Self::Tls(stream) => stream.read(into),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.write(bytes),
            Self::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(socket) => socket.flush(),
            Self::Tls(stream) => stream.flush(),
        }
    }
}
