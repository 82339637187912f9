//! Every limit of the client in one place, as plain data.

use std::sync::Arc;
use std::time::Duration;

use super::dial::{Resolve, SystemResolver};
use super::password::{NoPasswords, Passwords};
use super::proxy::Proxies;

/// How the client behaves. Built once from the settings; cheap to clone.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The `User-Agent`: name, version, an address where a server's owner can ask.
    pub user_agent: String,
    pub limits: Limits,
    pub patience: Patience,
    /// Connections open to one host at a time.
    pub connections_per_host: usize,
    /// Hosts in private networks that may be reached although nobody typed their address: names or
    /// literal addresses.
    pub private_hosts: Vec<String>,
    /// Root certificates trusted beside the system's, as PEM.
    pub extra_roots_pem: Vec<Vec<u8>>,
    pub proxies: Proxies,
    pub resolver: Arc<dyn Resolve>,
    /// Asked where an address that the reader gave names a user and no password.
    pub passwords: Arc<dyn Passwords>,
}

/// Sizes in bytes, counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Status line and headers together.
    pub head: usize,
    /// Headers of one answer.
    pub headers: usize,
    /// The body as it travels.
    pub wire: u64,
    /// The body once decompressed.
    pub body: u64,
    /// Redirects followed.
    pub redirects: usize,
}

/// Time limits. The phases count from their own beginning, `whole` from the first connection to the
/// last byte, redirects included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Looking up the name and connecting, and the TLS handshake as long again.
    pub connect: Duration,
    /// From the sent request to the first byte of the answer.
    pub first_byte: Duration,
    /// Between two bytes.
    pub stall: Duration,
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: 64 << 10, headers: 256, wire: 32 << 20, body: 32 << 20, redirects: 10 }
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(15),
            stall: Duration::from_secs(10),
            whole: Duration::from_secs(25),
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            user_agent: concat!(
                "dateline/",
                env!("CARGO_PKG_VERSION"),
                " (+",
                env!("CARGO_PKG_HOMEPAGE"),
                ")"
            )
            .to_owned(),
            limits: Limits::default(),
            patience: Patience::default(),
            connections_per_host: 2,
            private_hosts: Vec::new(),
            extra_roots_pem: Vec::new(),
            proxies: Proxies::default(),
            resolver: Arc::new(SystemResolver),
            passwords: Arc::new(NoPasswords),
        }
    }
}
