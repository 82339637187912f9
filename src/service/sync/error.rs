//! What can end a sync, or a part of it, as data.

use std::time::Duration;

use crate::net::NetError;

/// Why a sync, or a part of it, did not come to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SyncError {
    #[error("{0}")]
    Net(#[from] NetError),
    #[error("the server does not take this user name and password")]
    Refused,
    #[error("the server asks to wait (status {status})")]
    Busy { status: u16, wait: Option<Duration> },
    #[error("{words}")]
    Status { status: u16, words: String },
    #[error("the server's answer is broken: {why}")]
    Broken { why: &'static str },
    #[error("{0}")]
    Password(String),
    #[error("{0}")]
    Library(#[from] crate::library::LibraryError),
    #[error("{0}")]
    Fault(String),
}

impl SyncError {
    /// Whether going on with other requests is of no use now.
    pub(super) fn ends_it(&self) -> bool {
        match self {
            Self::Refused
            | Self::Busy { .. }
            | Self::Password(_)
            | Self::Library(_)
            | Self::Fault(_) => true,
            Self::Net(error) => !matches!(
                error,
                NetError::CutShort { .. }
                    | NetError::BadChunk
                    | NetError::Corrupt { .. }
                    | NetError::TooLarge { .. }
                    | NetError::Bomb { .. }
                    | NetError::Empty
                    | NetError::TimedOut { .. }
                    | NetError::Lost { .. }
            ),
            Self::Status { .. } | Self::Broken { .. } => false,
        }
    }

    /// What the reader can do about it.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Refused => Some(
                "FreshRSS and Miniflux have a password of their own for this interface; it is set in their settings",
            ),
            Self::Status { status: 404 | 405, .. } => Some(
                "url is the address of the interface: FreshRSS's ends in /api/greader.php, Miniflux's is the server's own",
            ),
            Self::Net(NetError::RedirectedForm { .. }) => {
                Some("write that address in the settings")
            }
            Self::Net(error) => error.hint(),
            _ => None,
        }
    }
}
