//! What can go wrong on the way, as data; the words are in `Display`, and no word carries a
//! password or a control character.

use std::time::Duration;

/// The step of a request in which time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Connect,
    Handshake,
    FirstByte,
    Stall,
    Whole,
}

impl Phase {
    fn words(self) -> &'static str {
        match self {
            Self::Connect => "no connection",
            Self::Handshake => "no TLS handshake",
            Self::FirstByte => "no answer",
            Self::Stall => "nothing more came",
            Self::Whole => "not finished",
        }
    }
}

/// Why a request gave no answer that can be used. Addresses in it are masked and cleaned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    #[error("“{url}” is not a web address: {why}")]
    BadAddress { url: String, why: String },
    #[error("only http and https are read, not {scheme}")]
    Scheme { scheme: String },
    #[error("it redirects to {scheme}, and only http and https are followed")]
    RedirectScheme { scheme: String },
    #[error(
        "{host} is in a private network, which is only reached when you give such an address yourself"
    )]
    Private { host: String },
    #[error("it redirects to {url}, a private address that you did not give yourself")]
    RedirectPrivate { url: String },
    #[error("the name {host} cannot be looked up: {}", why.trim_start_matches("failed to lookup address information: "))]
    Unresolved { host: String, why: String },
    #[error("no connection to {host}: {why}")]
    Unreachable { host: String, why: String },
    #[error("no safe connection to {host}: {why}")]
    Tls { host: String, why: String },
    #[error("the proxy {proxy} cannot be used: {why}")]
    Proxy { proxy: String, why: String },
    #[error("{} in {}", phase.words(), seconds(*after))]
    TimedOut { phase: Phase, after: Duration },
    #[error("stopped")]
    Cancelled,
    #[error("more than {limit} redirects, the last to {url}")]
    TooManyRedirects { limit: usize, url: String },
    #[error("its redirects go in a loop at {url}{}", if *asks_for_cookies { ": it asks for cookies, which are never sent" } else { "" })]
    RedirectLoop { url: String, asks_for_cookies: bool },
    #[error("redirect {status} without a place to go to")]
    RedirectNowhere { status: u16 },
    #[error("it has moved to {url}")]
    RedirectedForm { url: String },
    #[error("the answer is not HTTP")]
    NotHttp,
    #[error("the answer's head is broken: {why}")]
    BadHead { why: &'static str },
    #[error("the answer's head is larger than {}", size(*limit as u64))]
    HeadTooLarge { limit: usize },
    #[error("more than {limit} headers")]
    TooManyHeaders { limit: usize },
    #[error("the answer is larger than {}", size(*limit))]
    TooLarge { limit: u64 },
    #[error("the answer opens to more than {} ({coding})", size(*limit))]
    Bomb { limit: u64, coding: String },
    #[error("the answer's length is broken: {why}")]
    BadLength { why: &'static str },
    #[error("the answer was cut short after {}", size(*got))]
    CutShort { got: u64 },
    #[error("the answer's chunks are broken")]
    BadChunk,
    #[error("the answer is compressed in a way that is not read ({coding})")]
    UnknownCoding { coding: String },
    #[error("the answer cannot be decompressed ({coding})")]
    Corrupt { coding: &'static str },
    #[error("the answer is empty")]
    Empty,
    #[error("“not modified” was answered to a request without conditions")]
    UnaskedNotModified,
    #[error("no password for {host}: {why}")]
    Password { host: String, why: String },
    #[error("the connection was lost: {why}")]
    Lost { why: String },
}

impl NetError {
    /// What the reader can do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Private { .. } | Self::RedirectPrivate { .. } => {
                Some("name the host in the setting for private hosts to allow it")
            }
            Self::Tls { why, .. } if why.contains("InvalidContentType") => {
                Some("the server does not speak TLS there; http:// may reach it")
            }
            Self::Tls { .. } => Some(
                "a certificate of your own network can be added in the settings as an extra root",
            ),
            Self::Scheme { .. } => Some("give an address that begins with https:// or http://"),
            Self::RedirectLoop { asks_for_cookies: true, .. } => Some("open it in a browser"),
            _ => None,
        }
    }

    /// Whether the same request may well succeed later without anyone changing anything.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Unresolved { .. }
                | Self::Unreachable { .. }
                | Self::TimedOut { .. }
                | Self::Cancelled
                | Self::CutShort { .. }
                | Self::Lost { .. }
                | Self::Empty
                | Self::UnaskedNotModified
        )
    }
}

fn seconds(after: Duration) -> String {
    if after.subsec_millis() == 0 {
        format!("{} s", after.as_secs())
    } else {
        format!("{:.1} s", after.as_secs_f64())
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..=9_999 => format!("{bytes} bytes"),
        10_000..=1_048_575 => format!("{} kB", bytes / 1024),
        _ => format!("{} MB", bytes >> 20),
    }
}
