//! The client against a server of our own that does the worst things: it leads astray, lies about
//! lengths and codings, sends without end or not at all. `tests/hostile` has many more of each kind
//! where the shared server is at hand.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dateline::inside::net::{
    Cancel, Client, NetError, Patience, Phase, Policy, Request, Response, Word,
};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Answers by path until the test ends; counts what it is asked.
struct BadServer {
    port: u16,
    asked: Arc<AtomicUsize>,
}

impl BadServer {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let count = Arc::clone(&count);
                std::thread::spawn(move || serve(stream, port, &count));
            }
        });
        Self { port, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    fn get(&self, path: &str) -> Result<Response, NetError> {
        client().get(&Request::new(self.url(path)), &Cancel::new())
    }
}

fn client() -> Client {
    let patience = Patience {
        connect: Duration::from_secs(2),
        first_byte: Duration::from_millis(700),
        stall: Duration::from_millis(700),
        whole: Duration::from_secs(30),
    };
    Client::new(Policy { patience, ..Policy::default() })
}

/// Reads one request and does what its path says. A client that has gone is no error here.
fn serve(mut stream: TcpStream, port: u16, asked: &AtomicUsize) {
    let mut head = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut first = String::new();
    let mut line = String::new();
    while head.read_line(&mut line).is_ok_and(|read| read > 2) {
        if first.is_empty() {
            first.clone_from(&line);
        }
        line.clear();
    }
    asked.fetch_add(1, Ordering::SeqCst);
    let path = first.split(' ').nth(1).unwrap_or("/").trim_start_matches('/');
    let _ = match path {
        "moved" => redirect(&mut stream, 301, &format!("http://127.0.0.1:{port}/plain")),
        "passing" => redirect(&mut stream, 302, &format!("http://127.0.0.1:{port}/plain")),
        "self" => redirect(&mut stream, 302, "/self"),
        "file" => redirect(&mut stream, 302, "file:///etc/hostname"),
        "private" => redirect(&mut stream, 302, "http://10.0.0.1/"),
        "nowhere" => answer(&mut stream, "301 Moved", &[], b""),
        "too-long" => answer(&mut stream, "200 OK", &["Content-Length: 500"], b"short"),
        "two-lengths" => {
            answer(&mut stream, "200 OK", &["Content-Length: 5", "Content-Length: 6"], b"short")
        }
        "bomb" => answer(&mut stream, "200 OK", &["Content-Encoding: gzip"], &zeros(64 << 20)),
        "cut-gzip" => {
            let whole = zeros(4000);
            answer(&mut stream, "200 OK", &["Content-Encoding: gzip"], &whole[..whole.len() / 2])
        }
        "endless" => endless(&mut stream),
        "silent" => {
            // Waits until the client hangs up.
            let mut rest = Vec::new();
            std::io::Read::read_to_end(&mut stream, &mut rest).map(|_| ())
        }
        "no-http" => stream.write_all(b"SSH-2.0-Quay\r\n"),
        _ => answer(&mut stream, "200 OK", &["Content-Type: text/plain"], b"plain words"),
    };
}

fn redirect(stream: &mut TcpStream, status: u16, to: &str) -> std::io::Result<()> {
    answer(stream, &format!("{status} Elsewhere"), &[&format!("Location: {to}")], b"")
}

fn answer(
    stream: &mut TcpStream,
    status: &str,
    headers: &[&str],
    body: &[u8],
) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n")?;
    for header in headers {
        write!(stream, "{header}\r\n")?;
    }
    stream.write_all(b"\r\n")?;
    stream.write_all(body)
}

fn endless(stream: &mut TcpStream) -> std::io::Result<()> {
    answer(stream, "200 OK", &[], b"")?;
    loop {
        stream.write_all(&[b'a'; 1 << 12])?;
    }
}

/// So many zero bytes, deflated.
fn zeros(count: usize) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(&vec![0; count]).expect("memory takes it");
    out.finish().expect("memory takes it")
}

#[test]
fn a_redirect_is_followed_and_a_permanent_one_is_told() {
    let server = BadServer::start();
    let moved = server.get("moved").expect("an answer");
    assert_eq!(
        (moved.body.as_slice(), moved.moved_to),
        (&b"plain words"[..], Some(server.url("plain")))
    );
    assert_eq!(server.get("passing").map(|answer| answer.moved_to), Ok(None));
}

#[test]
fn a_redirect_that_leads_astray_is_refused_by_name() {
    let server = BadServer::start();
    assert!(matches!(server.get("self"), Err(NetError::RedirectLoop { .. })));
    assert!(matches!(server.get("nowhere"), Err(NetError::RedirectNowhere { status: 301 })));
    assert_eq!(server.get("file"), Err(NetError::RedirectScheme { scheme: "file".to_owned() }));
    assert!(matches!(server.get("private"), Err(NetError::RedirectPrivate { .. })));
    assert_eq!(server.asked.load(Ordering::SeqCst), 4, "nothing is asked twice");
}

#[test]
fn an_address_that_a_text_names_reaches_no_private_host() {
    let server = BadServer::start();
    let found = Request { word: Word::Found, ..Request::new(server.url("plain")) };
    assert!(matches!(client().get(&found, &Cancel::new()), Err(NetError::Private { .. })));
    assert_eq!(server.asked.load(Ordering::SeqCst), 0);
}

#[test]
fn lies_about_length_and_coding_have_names() {
    let server = BadServer::start();
    assert!(matches!(server.get("too-long"), Err(NetError::CutShort { .. })));
    assert!(matches!(server.get("two-lengths"), Err(NetError::BadLength { .. })));
    assert_eq!(server.get("cut-gzip").err(), Some(NetError::Corrupt { coding: "gzip" }));
    assert!(server.get("no-http").is_err());
}

#[test]
fn what_has_no_end_is_cut_at_the_limit() {
    let server = BadServer::start();
    assert!(matches!(server.get("bomb"), Err(NetError::Bomb { .. })));
    assert!(matches!(server.get("endless"), Err(NetError::TooLarge { .. })));
}

#[test]
fn a_server_that_says_nothing_is_left_in_time() {
    let server = BadServer::start();
    let begin = Instant::now();
    let outcome = server.get("silent");
    assert!(
        matches!(outcome, Err(NetError::TimedOut { phase: Phase::FirstByte, .. })),
        "{outcome:?}"
    );
    assert!(begin.elapsed() < Duration::from_secs(5));
}
