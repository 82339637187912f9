//! Names to addresses to connections. A name is looked up once, its addresses are checked, and the
//! connection goes to a checked address: a name that answers differently the next time (DNS
//! rebinding) gains nothing.

use std::fmt::Debug;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use super::address::is_private_address;
use super::error::{NetError, Phase};
use super::target::brief;
use super::watch::{LOOK, Watch};

/// Looks names up. The system's own is `SystemResolver`; tests bring theirs.
pub trait Resolve: Debug + Send + Sync {
    /// All addresses of `host`, best first. May block.
    fn resolve(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// The system's resolver.
#[derive(Clone, Copy, Debug)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok((host, port).to_socket_addrs()?.collect())
    }
}

/// Where to connect to.
pub(super) struct Place {
    pub(super) host: String,
    pub(super) port: u16,
    /// Whether addresses in private networks may be used.
    pub(super) private_allowed: bool,
}

enum Failure {
    Unresolved(String),
    Private,
    Unreachable(String),
}

/// Connects to `place` within `limit`. Looking up and connecting block, so they run in a thread of
/// their own that ends by itself; this one watches, and leaves when it must.
pub(super) fn dial(
    place: Place,
    resolver: &Arc<dyn Resolve>,
    watch: &mut Watch,
    limit: Duration,
) -> Result<TcpStream, NetError> {
    watch.enter(Phase::Connect, limit);
    let since = Instant::now();
    watch.check(since)?;
    let until = (since + limit).min(watch.whole);
    let host = brief(&place.host);
    let (send, receive) = mpsc::sync_channel(1);
    let resolver = Arc::clone(resolver);
    let started = std::thread::Builder::new().name("dial".to_owned()).spawn(move || {
        // Nobody listens any more when the request was given up: the connection is dropped then.
        let _ = send.send(connect(&place, &*resolver, until));
    });
    if let Err(why) = started {
        return Err(NetError::Unreachable { host, why: why.to_string() });
    }
    loop {
        match receive.recv_timeout(LOOK) {
            Ok(Ok(socket)) => return Ok(socket),
            Ok(Err(Failure::Unresolved(why))) => return Err(NetError::Unresolved { host, why }),
            Ok(Err(Failure::Private)) => return Err(NetError::Private { host }),
            Ok(Err(Failure::Unreachable(why))) => return Err(NetError::Unreachable { host, why }),
            Err(mpsc::RecvTimeoutError::Timeout) => watch.check(since)?,
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                return Err(NetError::Unreachable { host, why: "the look-up failed".to_owned() });
            }
        }
    }
}

fn connect(place: &Place, resolver: &dyn Resolve, until: Instant) -> Result<TcpStream, Failure> {
    let addresses = match place.host.parse::<IpAddr>() {
        Ok(address) => vec![SocketAddr::new(address, place.port)],
        Err(_) => resolver
            .resolve(&place.host, place.port)
            .map_err(|why| Failure::Unresolved(brief(&why.to_string())))?,
    };
    if addresses.is_empty() {
        return Err(Failure::Unresolved("it has no address".to_owned()));
    }
    let checked: Vec<_> = addresses
        .into_iter()
        .filter(|address| place.private_allowed || !is_private_address(address.ip()))
        .collect();
    if checked.is_empty() {
        return Err(Failure::Private);
    }
    let mut last = String::from("no time left");
    for (index, address) in checked.iter().enumerate() {
        let left = until.saturating_duration_since(Instant::now());
        // A dead first address must leave time for the others.
        let share = left / u32::try_from(checked.len() - index).unwrap_or(u32::MAX);
        if share.is_zero() {
            break;
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(socket) => return Ok(socket),
            Err(why) => last = brief(&why.to_string()),
        }
    }
    Err(Failure::Unreachable(last))
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::SocketAddr;
    use std::sync::Arc;

    use crate::net::{Cancel, Client, NetError, Policy, Request, Resolve};

    /// Has a fault of its own.
    #[derive(Debug)]
    struct Faulty;

    impl Resolve for Faulty {
        fn resolve(&self, _host: &str, _port: u16) -> io::Result<Vec<SocketAddr>> {
            panic!("a fault in looking up")
        }
    }

    #[test]
    fn a_look_up_that_panics_is_one_that_failed() {
        let policy = Policy { resolver: Arc::new(Faulty), ..Policy::default() };
        let answer = Client::new(policy).get(&Request::new("http://a.example/"), &Cancel::new());
        assert!(
            matches!(&answer, Err(NetError::Unreachable { why, .. }) if why == "the look-up failed"),
            "{answer:?}"
        );
    }
}
