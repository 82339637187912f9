//! Every file of the corpora gives an article or a named error, within two seconds, and nothing in
//! it commands a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline::input::feed::read_feed;
use dateline::input::opml::{Opml, read_urls, write_urls};
use dateline::input::{Hints, Kind, read};
use dateline::text::{BlockKind, Document};
use proptest::prelude::*;

/// Small inputs of our own, one of each kind that has been wrong.
fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs")
}

fn corpora() -> PathBuf {
    Path::new(env!("DATELINE_SHARED")).join("corpora/dev")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

/// No control characters but line ends, and tabs in tables; no characters that turn the direction
/// of writing; blocks in order.
fn is_inert(document: &Document) -> Result<(), String> {
    let text = document.text();
    for (at, c) in text.char_indices() {
        let in_table = || {
            document
                .blocks()
                .get(document.block_at(at as u32))
                .is_some_and(|block| block.kind == BlockKind::Table)
        };
        let is_bad = c.is_control() && c != '\n' && !(c == '\t' && in_table())
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
        if is_bad {
            return Err(format!("{c:?} at {at}"));
        }
    }
    let mut end = 0;
    for (index, block) in document.blocks().iter().enumerate() {
        let is_apart = index == 0 || block.span.start() > end;
        if block.span.is_empty()
            || !is_apart
            || !text.is_char_boundary(block.span.start() as usize)
            || !text.is_char_boundary(block.span.end() as usize)
        {
            return Err(format!("block {index} at {:?}", block.span));
        }
        end = block.span.end();
    }
    Ok(())
}

#[test]
fn every_file_is_read_or_named_in_every_kind() {
    are_read_or_named(&own());
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn every_file_of_the_corpora_is_read_or_named_in_every_kind() {
    are_read_or_named(&corpora());
}

fn are_read_or_named(folder: &Path) {
    let files = files(folder);
    assert!(!files.is_empty(), "{} holds files", folder.display());
    for path in files {
        let bytes = fs::read(&path).unwrap_or_default();
        for kind in [None, Some(Kind::Text), Some(Kind::Markdown), Some(Kind::Html)] {
            let start = Instant::now();
            let result = read(bytes.clone(), &Hints { kind, ..Hints::default() });
            // Unoptimised code on a busy machine takes several times as long as what people run.
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "{} as {kind:?} took {:?}",
                path.display(),
                start.elapsed()
            );
            match result {
                Ok(article) => assert_eq!(
                    is_inert(&article.document),
                    Ok(()),
                    "{} as {kind:?}",
                    path.display()
                ),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}

#[test]
fn every_feed_is_read_or_named() {
    feeds_are_read_or_named(&own());
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn every_feed_of_the_corpora_is_read_or_named() {
    feeds_are_read_or_named(&corpora());
}

fn feeds_are_read_or_named(folder: &Path) {
    for path in ["feeds", "lists", "subs"].iter().flat_map(|name| files(&folder.join(name))) {
        let start = Instant::now();
        let _ = read_feed(fs::read(&path).unwrap_or_default(), &Hints::default());
        assert!(start.elapsed() < Duration::from_secs(10), "{}", path.display());
    }
}

#[test]
fn every_list_of_feeds_survives_a_round_trip() {
    lists_survive(&own().join("lists"));
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn every_list_of_the_corpora_survives_a_round_trip() {
    lists_survive(&corpora().join("subs"));
}

fn lists_survive(folder: &Path) {
    let files = files(folder);
    assert!(!files.is_empty(), "{} holds lists", folder.display());
    for path in files {
        let text =
            String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).replace("\r\n", "\n");
        if path.to_string_lossy().contains("newsboat-urls") {
            assert_eq!(
                write_urls(&read_urls(&text)).trim_end(),
                text.trim_end(),
                "{}",
                path.display()
            );
            continue;
        }
        let list = Opml::read(&text);
        assert!(list.is_ok(), "{} is no OPML", path.display());
        let list = list.unwrap_or_default();
        assert_eq!(
            list.feeds().len(),
            text.to_lowercase().matches("xmlurl=\"h").count().max(list.feeds().len()),
            "{}",
            path.display()
        );
        assert_eq!(Opml::read(&list.write()), Ok(list), "{}", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..4000)) {
        for kind in [None, Some(Kind::Text), Some(Kind::Markdown), Some(Kind::Html)] {
            if let Ok(article) = read(bytes.clone(), &Hints { kind, ..Hints::default() }) {
                prop_assert_eq!(is_inert(&article.document), Ok(()));
            }
        }
        let _ = read_feed(bytes, &Hints::default());
    }

    #[test]
    fn odd_markup_never_panics(text in "([<>&;/=\"'\\[\\]!\\-#|*`~_ \n\ta-c]|<p>|<td>|<table>|<tr>|<li>|<pre>|</|<item>|<title>|\u{202e}|\u{9b}|é){0,300}") {
        for kind in [Kind::Text, Kind::Markdown, Kind::Html] {
            if let Ok(article) = read(text.clone().into_bytes(), &Hints { kind: Some(kind), ..Hints::default() }) {
                prop_assert_eq!(is_inert(&article.document), Ok(()));
            }
        }
        let _ = read_feed(format!("<rss>{text}").into_bytes(), &Hints::default());
        if let Ok(list) = Opml::read(&format!("<opml>{text}")) {
            prop_assert_eq!(Opml::read(&list.write()).map(|list| list.feeds().len()), Ok(list.feeds().len()));
        }
    }
}
