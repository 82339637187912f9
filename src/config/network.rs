//! What a reader can choose about the network; `docs/network.md` says what each means.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::FullText;

/// The table `[network]`. Every field has a default.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Network {
    /// Feeds asked at a time.
    pub jobs: usize,
    /// Connections open to one host at a time.
    pub connections_per_host: usize,
    /// Milliseconds between the end of a request to a host and the next one to it.
    pub pause: u64,
    /// Seconds that one document may take in all; its connection, first byte and pauses have limits
    /// of their own below that.
    pub time_limit: u64,
    /// Megabytes that one document may have, before and after decompression.
    pub size_limit: u64,
    /// Hosts in private networks that may be reached although their address was not given by hand.
    pub private_hosts: Vec<String>,
    /// PEM files with root certificates that are trusted beside the system's.
    pub extra_roots: Vec<PathBuf>,
    /// Where a server's owner can reach you; stands in the User-Agent in place of the program's own
    /// address.
    pub contact: Option<String>,
    /// Program and arguments that print the password of `%u` at `%h`; run without a shell.
    pub password_command: Vec<String>,
    /// Whether `exec:` and `filter:` lines of an imported `urls` file may be run.
    pub programs: bool,
    /// Days and megabytes that the whole library is kept within; 0: no limit.
    pub keep_days: u32,
    pub keep_megabytes: u32,
    /// For feeds that do not say it themselves.
    pub full_text: FullText,
    /// Servers to sync with; they stand in tables of their own, `[accounts.NAME]`.
    #[serde(skip)]
    pub accounts: Vec<Account>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            jobs: 8,
            connections_per_host: 2,
            pause: 50,
            time_limit: 25,
            size_limit: 32,
            private_hosts: Vec::new(),
            extra_roots: Vec::new(),
            contact: None,
            password_command: Vec::new(),
            programs: false,
            keep_days: 0,
            keep_megabytes: 0,
            full_text: FullText::Auto,
            accounts: Vec::new(),
        }
    }
}

/// An account on a server that speaks the interface of Google Reader, as FreshRSS and Miniflux do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub name: String,
    /// Without a slash at its end.
    pub url: String,
    pub user: String,
    /// Program and arguments that print the password; where there is none, `network.password_command`
    /// is asked, and then the reader.
    pub password_command: Vec<String>,
}
