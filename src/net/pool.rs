//! Connections kept open for the next request to the same origin by the same way.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::connection::Connection;

/// A server closes idle connections after a while; asking on one that is about to close would lose
/// a request.
const IDLE: Duration = Duration::from_secs(4);
const MOST: usize = 32;

/// Scheme, host and port of the target, and of the proxy where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) origin: (String, String, u16),
    pub(super) proxy: Option<(String, u16)>,
    pub(super) private_allowed: bool,
}

struct Idle {
    way: Way,
    since: Instant,
    connection: Connection,
}

#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Idle>>);

impl Pool {
    /// An open connection by `way`, the one used last first.
    pub(super) fn take(&self, way: &Way) -> Option<Connection> {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|kept| kept.since.elapsed() < IDLE);
        while let Some(at) = idle.iter().rposition(|kept| kept.way == *way) {
            let mut connection = idle.remove(at).connection;
            if connection.is_quiet() {
                return Some(connection);
            }
        }
        None
    }

    pub(super) fn put(&self, way: Way, mut connection: Connection) {
        if !connection.is_quiet() {
            return;
        }
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() >= MOST {
            idle.remove(0);
        }
        idle.push(Idle { way, since: Instant::now(), connection });
    }
}
