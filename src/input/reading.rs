//! The way from bytes to an article.

use super::charset::{SAMPLE, choose, decode, valid_utf8};
use super::signature::{is_binary, signature};
use super::{Hints, InputError, Kind, html, kind, markdown, plain};
use crate::annotation::Article;
use crate::text::LIMIT;

/// Plain text shorter than this is read at once; there is nothing to preview.
const WORTH_A_PREVIEW: usize = 4 * SAMPLE;

/// Reads an input whole. The bytes are taken, not borrowed: plain text is cleaned in the memory it came in.
pub fn read(bytes: Vec<u8>, hints: &Hints) -> Result<Article, InputError> {
    if bytes.is_empty() {
        return Err(InputError::Empty);
    }
    if bytes.len() > LIMIT {
        return Err(InputError::TooLarge { bytes: bytes.len(), limit: LIMIT });
    }
    let by_hand = hints.kind.is_some() || hints.encoding.is_some();
    if !by_hand && let Some(what) = signature(&bytes) {
        return Err(InputError::Binary { what });
    }
    let text = decode(bytes, hints)?;
    if !by_hand && is_binary(&text.as_bytes()[..text.len().min(SAMPLE)]) {
        return Err(InputError::Binary { what: "binary data" });
    }
    if text.len() > LIMIT {
        return Err(InputError::TooLarge { bytes: text.len(), limit: LIMIT });
    }
    let mut article = match kind::kind(&text, hints) {
        Kind::Text => plain::read(text),
        Kind::Markdown => {
            let article = markdown::read(&text);
            // Marks alone (a fence that never ends, say) are better shown than nothing.
            if article.document.blocks().is_empty() { plain::read(text) } else { article }
        }
        Kind::Html => html::page(&text, hints)?,
    };
    if article.document.blocks().is_empty() {
        return Err(InputError::Blank);
    }
    article.source.clone_from(&hints.source);
    Ok(article)
}

/// The first part of a large plain text, some 64 KiB cut between two paragraphs, as [`read`] will give it: its text is the
/// beginning of the whole text, its blocks are the first blocks. `None` where the input is not plain text, is small, or
/// where its character set cannot be told from its beginning.
pub fn preview(bytes: &[u8], hints: &Hints) -> Option<Article> {
    if bytes.len() < WORTH_A_PREVIEW || bytes.len() > LIMIT || signature(bytes).is_some() {
        return None;
    }
    let head = &bytes[..SAMPLE * 2];
    let utf8 = choose(head, hints).ok()? == encoding_rs::UTF_8;
    if !utf8 || !valid_utf8(head) || is_binary(&head[..SAMPLE]) {
        return None;
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}');
    if kind::kind(text, hints) != Kind::Text {
        return None;
    }
    let mut article = plain::beginning(text)?;
    article.source.clone_from(&hints.source);
    Some(article)
}
