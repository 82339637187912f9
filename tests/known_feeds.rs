//! feedparser's test feeds, against what they are expected to give for titles, links, ids and
//! summaries.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::input::feed::{Feed, read_feed};
use dateline::input::{Hints, fragment};
use dateline::text::BlockKind;

/// The value of a string of Python.
fn unquoted(literal: &str) -> Option<String> {
    let literal = literal.trim().trim_start_matches('u');
    let quote = literal.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut value = String::new();
    let mut chars = literal[1..].chars();
    loop {
        match chars.next()? {
            c if c == quote => break,
            '\\' => value.push(match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                digits @ ('u' | 'x' | 'U') => {
                    let count = if digits == 'u' {
                        4
                    } else if digits == 'x' {
                        2
                    } else {
                        8
                    };
                    let code: String = chars.by_ref().take(count).collect();
                    char::from_u32(u32::from_str_radix(&code, 16).ok()?)?
                }
                other => other,
            }),
            c => value.push(c),
        }
    }
    chars.as_str().trim().is_empty().then_some(value)
}

/// Words and links, which is what a reader gets of a piece of HTML; without the lines for what is
/// not text, which feedparser takes away.
fn shown(html: &str, base: Option<&str>) -> (String, Vec<String>) {
    let article = fragment(html, base);
    let document = &article.document;
    let text = document.blocks().iter().filter(|block| block.kind != BlockKind::Media);
    let words: Vec<&str> =
        text.clone().flat_map(|block| document.slice(block.span).split_whitespace()).collect();
    let links = article
        .links
        .iter()
        .filter(|(span, _)| text.clone().any(|block| block.span.encloses(*span)));
    (words.join(" "), links.map(|(_, link)| link.url.clone()).collect())
}

/// The field that an expectation is about, whether we give what is expected; `None` for fields that
/// are not counted.
fn holds(
    field: &str,
    expected: &str,
    feed: Option<&Feed>,
    address: &str,
) -> Option<(&'static str, bool)> {
    let item = feed.and_then(|feed| feed.items.first());
    let is = |got: Option<&String>| got.map_or("", String::as_str) == expected;
    let is_title = |got: Option<&String>| {
        is(got)
            || got.map_or("", String::as_str) == expected.trim()
            || shown(expected, None).0 == got.map_or("", String::as_str)
    };
    Some(match field {
        "feed['title']" => ("feed title", is_title(feed.and_then(|feed| feed.title.as_ref()))),
        "feed['link']" => ("feed link", is(feed.and_then(|feed| feed.link.as_ref()))),
        "entries[0]['title']" => {
            ("entry title", is_title(item.and_then(|item| item.title.as_ref())))
        }
        "entries[0]['link']" => ("entry link", is(item.and_then(|item| item.link.as_ref()))),
        "entries[0]['id']" | "entries[0]['guid']" => {
            ("entry id", is(item.and_then(|item| item.id.as_ref())))
        }
        "entries[0]['summary']" | "entries[0]['description']" => {
            let got = item
                .and_then(|item| item.summary.as_ref().or(item.content.as_ref()))
                .map_or("", String::as_str);
            // Relative links are resolved where the article is made: against what the item says,
            // else the address of the feed.
            let base = item.and_then(|item| item.base.as_deref().or(item.link.as_deref()));
            let base = base.or(feed.and_then(|feed| feed.link.as_deref())).or(Some(address));
            ("entry summary", shown(expected, base) == shown(got, base))
        }
        _ => return None,
    })
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn of_a_hundred_expectations_ninety_seven_hold() {
    let folder = Path::new(env!("DATELINE_SHARED")).join("corpora/dev/feeds/feedparser");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for file in files {
        let Ok(bytes) = fs::read(&file) else { continue };
        let raw = String::from_utf8_lossy(&bytes).replace('\0', "");
        let after = |label: &str| {
            raw.lines()
                .find_map(|line| line.split_once(label))
                .map(|(_, value)| value.trim().to_owned())
        };
        let Some((field, expected)) = after("Expect:")
            .and_then(|line| line.split_once("==").map(|(a, b)| (a.to_owned(), b.to_owned())))
        else {
            continue;
        };
        let Some(expected) = unquoted(&expected) else { continue };
        let content_type = after("Header:").and_then(|header| {
            header
                .split_once(':')
                .filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-type"))
                .map(|(_, value)| value.trim().to_owned())
        });
        let name = file.file_name().unwrap_or_default().to_string_lossy().replace("__", "/");
        let address = format!("http://127.0.0.1:8097/tests/{name}");
        let hints = Hints { content_type, source: Some(address.clone()), ..Hints::default() };
        let feed = read_feed(bytes, &hints).ok();
        let field = field.trim().trim_start_matches("not ").trim_start_matches("bozo and ").trim();
        let Some((class, is_right)) = holds(field, &expected, feed.as_ref(), &address) else {
            continue;
        };
        if !is_right {
            println!("{name}: {field} is not {expected:?}");
        }
        for class in [class, "all"] {
            let (right, count) = tally.entry(class).or_default();
            *right += usize::from(is_right);
            *count += 1;
        }
    }
    for (class, (right, count)) in &tally {
        println!("{class}: {right} of {count}");
    }
    let (right, count) = tally["all"];
    assert!(right * 100 >= count * 97, "{right} of {count} hold");
}
