//! The way from bytes to an article.

use super::charset::{SAMPLE, choose, decode, valid_utf8};
#[cfg(feature = "html")]
use super::html;
#[cfg(feature = "reader")]
use super::mail;
use super::signature::{is_binary, signature};
use super::{Hints, InputError, Kind, kind, markdown, plain};
use crate::annotation::Article;
use crate::text::LIMIT;

/// Plain text shorter than this is read at once; there is nothing to preview.
const WORTH_A_PREVIEW: usize = 4 * SAMPLE;

/// Reads an input whole. The bytes are taken, not borrowed: plain text is cleaned in the memory it
/// came in.
pub fn read(bytes: Vec<u8>, hints: &Hints) -> Result<Article, InputError> {
    if bytes.is_empty() {
        return Err(InputError::Empty);
    }
    if bytes.len() > LIMIT {
        return Err(InputError::TooLarge { bytes: bytes.len(), limit: LIMIT });
    }
    #[cfg(feature = "reader")]
    if mail::is_mail(&bytes, hints) {
        return mail::article(&bytes, hints).map(|article| with_source(article, hints));
    }
    let by_hand = hints.kind.is_some() || hints.encoding.is_some();
    if !by_hand && let Some(what) = signature(&bytes) {
        return Err(InputError::Binary { what });
    }
    let text = decode(bytes, hints)?;
    if !by_hand && is_binary(beginning(&text)) {
        return Err(InputError::Binary { what: "binary data" });
    }
    if text.len() > LIMIT {
        return Err(InputError::TooLarge { bytes: text.len(), limit: LIMIT });
    }
    if hints.stop.is_wished() {
        return Err(InputError::Stopped);
    }
    let article = match kind::kind(&text, hints) {
        Kind::Text => plain::read(text),
        Kind::Markdown => {
            let article = markdown::read(&text);
            // Marks alone (a fence that never ends, say) are better shown than nothing.
            if article.document.blocks().is_empty() { plain::read(text) } else { article }
        }
        #[cfg(feature = "html")]
        Kind::Html => html::page(&text, hints)?,
        #[cfg(not(feature = "html"))]
        Kind::Html => return Err(InputError::NoHtml),
        #[cfg(feature = "reader")]
        Kind::Mail => return mail::article(text.as_bytes(), hints),
    };
    if article.document.blocks().is_empty() {
        return Err(InputError::Blank);
    }
    Ok(with_source(article, hints))
}

fn with_source(mut article: Article, hints: &Hints) -> Article {
    article.source = article.source.or_else(|| hints.source.clone());
    article
}

/// As much of a text as decides whether it is one.
fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE)]
}

/// The first part of a large plain text, some 64 KiB cut between two paragraphs, as [`read`] will
/// give it: its text is the beginning of the whole text, its blocks are the first blocks. `None`
/// where the input is not plain text, is small, or where its character set cannot be told from its
/// beginning.
pub fn preview(bytes: &[u8], hints: &Hints) -> Option<Article> {
    if bytes.len() < WORTH_A_PREVIEW || bytes.len() > LIMIT || signature(bytes).is_some() {
        return None;
    }
    let head = &bytes[..SAMPLE * 2];
    let utf8 = choose(head, hints).ok()? == encoding_rs::UTF_8;
    if !utf8 || !valid_utf8(head) {
        return None;
    }
    let text = String::from_utf8_lossy(head);
    if is_binary(beginning(&text)) {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}');
    if kind::kind(text, hints) != Kind::Text {
        return None;
    }
    let mut article = plain::beginning(text)?;
    article.source = article.source.or_else(|| hints.source.clone());
    Some(article)
}

#[cfg(test)]
mod tests {
    use super::{Hints, InputError, read};

    /// Bytes that look random and are the same each time (xorshift).
    fn noise(seed: u64, length: usize) -> Vec<u8> {
        let mut state = seed;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        std::iter::repeat_with(&mut next).take(length).collect()
    }

    #[test]
    fn random_bytes_are_refused_however_they_are_decoded() {
        for seed in 1..=200_u64 {
            for length in [1000, 100_000] {
                let read = read(
                    noise(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), length),
                    &Hints::default(),
                );
                assert!(
                    matches!(read, Err(InputError::Binary { .. })),
                    "{length} bytes of seed {seed} were read as text"
                );
            }
        }
    }

    #[test]
    fn old_character_sets_are_read_as_before() {
        let russian =
            "Вчера вечером в городе открыли новый мост через реку, сообщила мэрия. ".repeat(8);
        let japanese =
            "昨日の夜、町で新しい橋が開通したと市役所が発表した。雨が降っていた。".repeat(8);
        let chinese = "市政府說，新橋昨晚在城裡開通，雨一直下到清晨，沒有人受傷。".repeat(8);
        let korean = "시청은 어제 저녁 시내에 새 다리가 열렸다고 밝혔다. 비가 내렸다. ".repeat(8);
        let western =
            "Hier soir, la mairie a annoncé que le pont était ouvert à la circulation. ".repeat(8);
        let sets: [(&str, &[&str]); 5] = [
            (&russian, &["windows-1251", "koi8-r", "iso-8859-5", "ibm866"]),
            (&japanese, &["shift_jis", "euc-jp", "iso-2022-jp"]),
            (&chinese, &["big5", "gb18030"]),
            (&korean, &["euc-kr"]),
            (&western, &["windows-1252", "iso-8859-15", "macintosh"]),
        ];
        for (text, names) in sets {
            for name in names {
                let bytes = encoding_rs::Encoding::for_label(name.as_bytes())
                    .expect("a known set")
                    .encode(text)
                    .0
                    .into_owned();
                let article = read(bytes, &Hints::default())
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(!article.document.text().is_empty());
            }
            for (name, bytes) in [
                ("UTF-16LE", text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
                ("UTF-16BE", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            ] {
                let mark = if name == "UTF-16LE" { [0xff, 0xfe] } else { [0xfe, 0xff] };
                assert!(
                    read([mark.as_slice(), &bytes].concat(), &Hints::default()).is_ok(),
                    "{name} with a mark: {text}"
                );
                if text.is_ascii() || text.contains("mairie") {
                    assert!(
                        read(bytes, &Hints::default()).is_ok(),
                        "{name} without a mark: {text}"
                    );
                }
            }
        }
    }
}
