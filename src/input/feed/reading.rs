//! The way from bytes to a feed.

use super::super::charset::decode;
use super::super::signature::signature;
use super::super::{Hints, InputError};
use super::model::{Feed, FeedError};
use super::{json, xml};
use crate::text::LIMIT;

/// Reads a feed. `hints.source` is its address, against which links are resolved.
pub fn read_feed(bytes: Vec<u8>, hints: &Hints) -> Result<Feed, FeedError> {
    if bytes.trim_ascii().is_empty() {
        return Err(FeedError::Empty);
    }
    if bytes.len() > LIMIT {
        return Err(FeedError::TooLarge { limit: LIMIT });
    }
    if let Some(what) = signature(&bytes) {
        return Err(FeedError::Binary { what });
    }
    let text = decode(bytes, hints).map_err(|error| match error {
        InputError::UnknownEncoding { label } => FeedError::UnknownEncoding { label },
        _ => FeedError::Binary { what: "binary data" },
    })?;
    if text.len() > LIMIT {
        return Err(FeedError::TooLarge { limit: LIMIT });
    }
    let start =
        text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if start.starts_with('{') {
        return json::read(start, hints.base(), &hints.stop);
    }
    xml::read(&text, hints.base(), &hints.stop)
}
