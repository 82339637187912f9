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
    let text = windows_signs(text);
    let start =
        text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if start.starts_with('{') {
        return json::read(start, hints.base(), &hints.stop);
    }
    xml::read(&text, hints.base(), &hints.stop)
}

/// `text` with the signs of Windows-1252 that are meant where a program wrote their numbers as
/// characters (U+0080 to U+009F, which are controls that no feed needs), as HTML reads such
/// references. Takes one pass.
fn windows_signs(text: String) -> String {
    let is_control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if !text.contains(is_control) {
        return text;
    }
    let mut meant = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if is_control(c) {
            let byte = [c as u32 as u8];
            meant.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0);
        } else {
            meant.push(c);
        }
    }
    meant
}
