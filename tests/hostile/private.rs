//! Private addresses are reached by the user's own word alone.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline::inside::net::{Cancel, Client, NetError, Policy, Request, Resolve, Word};

use super::server::Hostile;

const LEADING_ASTRAY: [&str; 4] = ["r-private", "r-private6", "r-private-dec", "r-meta"];

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_public_host_leads_nobody_into_a_private_network() {
    let server = Hostile::start();
    let client = server.proxied();
    for slug in LEADING_ASTRAY {
        let begin = Instant::now();
        let outcome =
            client.get(&Request::new(format!("http://news.example/c/{slug}")), &Cancel::new());
        assert!(matches!(outcome, Err(NetError::RedirectPrivate { .. })), "{slug}: {outcome:?}");
        assert!(begin.elapsed() < Duration::from_secs(1), "{slug}");
    }
    assert_eq!(server.canary(), serde_json::json!([]));
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn nor_does_the_user_s_own_machine() {
    let server = Hostile::start();
    for slug in LEADING_ASTRAY {
        let outcome = server.get(slug);
        assert!(matches!(outcome, Err(NetError::RedirectPrivate { .. })), "{slug}: {outcome:?}");
    }
    assert_eq!(server.canary(), serde_json::json!([]));
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_private_address_in_a_document_is_refused() {
    let server = Hostile::start();
    let request = Request { word: Word::Found, ..Request::new(server.url("target")) };
    assert!(matches!(
        Hostile::client().get(&request, &Cancel::new()),
        Err(NetError::Private { .. })
    ));
    let allowed =
        Client::new(Policy { private_hosts: vec!["127.0.0.1".to_owned()], ..Hostile::policy() });
    assert!(allowed.get(&request, &Cancel::new()).is_ok(), "the setting allows it");
}

/// Says that every name is this machine.
#[derive(Debug)]
struct Rebound(u16);

impl Resolve for Rebound {
    fn resolve(&self, _host: &str, _port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok(vec![SocketAddr::from(([127, 0, 0, 1], self.0))])
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_public_name_with_a_private_address_is_refused_unless_allowed() {
    let server = Hostile::start();
    let policy = Policy { resolver: Arc::new(Rebound(server.port)), ..Hostile::policy() };
    let request = Request::new("http://rebound.example/c/target");
    assert!(matches!(
        Client::new(policy.clone()).get(&request, &Cancel::new()),
        Err(NetError::Private { .. })
    ));
    assert_eq!(server.count("/c/target"), 0);
    let policy = Policy { private_hosts: vec!["rebound.example".to_owned()], ..policy };
    assert!(Client::new(policy).get(&request, &Cancel::new()).is_ok());
}
