//! How a refresh goes.

use std::time::Duration;

use crate::config::FullText;

/// How a refresh goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchSettings {
    /// Feeds asked or worked on at a time.
    pub jobs: usize,
    /// Of those, at one host.
    pub per_host: usize,
    /// Between the end of a request to a host and the next one to it.
    pub pause: Duration,
    /// A request that takes longer makes room for others.
    pub slow_after: Duration,
    /// What holds for a feed whose subscription leaves it open.
    pub full_text: FullText,
    /// Days and megabytes that the whole library is kept within.
    pub keep_days: Option<u32>,
    pub keep_megabytes: Option<u32>,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            jobs: 8,
            per_host: 2,
            pause: Duration::from_millis(50),
            slow_after: Duration::from_millis(500),
            full_text: FullText::Auto,
            keep_days: None,
            keep_megabytes: None,
        }
    }
}
