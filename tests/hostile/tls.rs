//! TLS: trusted roots only, a root of the user's own if it is added, and through a proxy's tunnel.
//!
//! `tls/` holds a root, and a certificate of it for `localhost`, made for this test alone and good
//! until 2120.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;

use dateline::inside::net::{Cancel, Client, NetError, Policy, Proxies, Request};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const ROOT: &[u8] = include_bytes!("tls/root.pem");
const CERTIFICATE: &[u8] = include_bytes!("tls/server.pem");
const KEY: &[u8] = include_bytes!("tls/server-key.pem");

fn server_config() -> Arc<ServerConfig> {
    let builder =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(KEY).expect("a key");
    Arc::new(
        builder
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .expect("a pair"),
    )
}

/// Answers one connection with a short feed; as a proxy it is asked for a tunnel first. Gives back
/// what it was asked.
fn serve(as_proxy: bool) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let thread = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().expect("a connection");
        let mut asked = Vec::new();
        if as_proxy {
            asked.push(head(&mut socket));
            socket.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").expect("written");
        }
        let mut stream =
            StreamOwned::new(ServerConnection::new(server_config()).expect("a session"), socket);
        asked.push(head(&mut stream));
        // A client that does not trust the certificate has gone by now.
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfeed");
        let _ = stream.flush();
        asked
    });
    (port, thread)
}

fn head(from: &mut impl Read) -> String {
    let (mut text, mut byte) = (Vec::new(), [0]);
    while !text.ends_with(b"\r\n\r\n") && matches!(from.read(&mut byte), Ok(1)) {
        text.push(byte[0]);
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn trusting() -> Policy {
    Policy { extra_roots_pem: vec![ROOT.to_vec()], ..Policy::default() }
}

#[test]
fn a_certificate_of_an_unknown_root_is_refused_and_an_added_root_is_trusted() {
    let (port, asked) = serve(false);
    let outcome = Client::new(Policy::default())
        .get(&Request::new(format!("https://localhost:{port}/feed")), &Cancel::new());
    assert!(matches!(outcome, Err(NetError::Tls { .. })), "{outcome:?}");
    assert_eq!(asked.join().expect("no panic"), [""], "no request went out");

    let (port, asked) = serve(false);
    let response = Client::new(trusting())
        .get(&Request::new(format!("https://u:p@localhost:{port}/feed")), &Cancel::new())
        .expect("an answer");
    assert_eq!(response.body, b"feed");
    assert!(asked.join().expect("no panic")[0].contains("\r\nAuthorization: Basic dTpw\r\n"));
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let (port, _asked) = serve(false);
    let outcome = Client::new(trusting())
        .get(&Request::new(format!("https://127.0.0.1:{port}/feed")), &Cancel::new());
    assert!(matches!(outcome, Err(NetError::Tls { .. })), "{outcome:?}");
}

#[test]
fn through_a_proxy_tls_reaches_to_the_server_and_credentials_stay_inside() {
    let (port, asked) = serve(true);
    let proxy = format!("http://me:secret@127.0.0.1:{port}");
    let policy = Policy {
        proxies: Proxies::from_variables(|name| (name == "https_proxy").then(|| proxy.clone())),
        ..trusting()
    };
    let response = Client::new(policy)
        .get(&Request::new("https://u:p@localhost/feed"), &Cancel::new())
        .expect("an answer");
    assert_eq!(response.body, b"feed");
    let asked = asked.join().expect("no panic");
    assert!(
        asked[0].starts_with("CONNECT localhost:443 HTTP/1.1\r\n")
            && asked[0].contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"),
        "{}",
        asked[0]
    );
    assert!(!asked[0].contains("\r\nAuthorization") && !asked[1].contains("Proxy-Authorization"));
}

#[test]
fn what_is_no_tls_at_all_is_an_error_with_a_name() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let thread = std::thread::spawn(move || {
        let (mut socket, _): (TcpStream, _) = listener.accept().expect("a connection");
        let _ = socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let outcome = Client::new(trusting())
        .get(&Request::new(format!("https://localhost:{port}/")), &Cancel::new());
    assert!(matches!(outcome, Err(NetError::Tls { .. })), "{outcome:?}");
    thread.join().expect("no panic");
}
