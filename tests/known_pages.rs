//! Articles cut out of known pages, against the text that Mozilla's Readability is expected to
//! give.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::annotation::{Article, Inline};
use dateline::input::{Hints, Kind, read};
use dateline::text::{BlockKind, Span};

/// The words of markup, tags of blocks and of what stands above or below the line taken as spaces:
/// counted without our own reading of HTML.
fn stripped(html: &str) -> String {
    const INLINE: &[&str] =
        &["a", "b", "i", "em", "strong", "span", "code", "u", "font", "abbr", "small"];
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 3)
        } else {
            tag.find('>').map(|end| end + 1)
        }
        .unwrap_or(tag.len());
        let name: String = tag[1..end]
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        if !INLINE.contains(&name.as_str()) {
            text.push(' ');
        }
        rest = &tag[end..];
    }
    text.push_str(rest);
    html_escape::decode_html_entities(&text).into_owned()
}

/// The words of a block, with a space on both sides of what stands above or below the line.
fn set_apart(article: &Article, block: Span) -> String {
    let document = &article.document;
    let (mut words, mut at) = (String::new(), block.start());
    for (span, inline) in article.inline.within(block) {
        let raised = matches!(inline, Inline::Superscript | Inline::Subscript | Inline::Note(_));
        if raised && span.start() >= at {
            words.push_str(document.slice(Span::new(at, span.start())));
            words.push_str(&format!(" {} ", document.slice(*span)));
            at = span.end();
        }
    }
    words.push_str(document.slice(Span::new(at, block.end())));
    words.push(' ');
    words
}

fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    words
}

fn word_f1(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> f64 {
    let common: usize = a.iter().map(|(word, count)| *count.min(b.get(word).unwrap_or(&0))).sum();
    let all: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    if all == 0 { 1.0 } else { 2.0 * common as f64 / all as f64 }
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_article_is_the_article() {
    let pages = Path::new(env!("DATELINE_SHARED")).join("corpora/dev/pages/readability");
    let (mut sum, mut count, mut good) = (0.0, 0, 0);
    let mut folders: Vec<PathBuf> =
        fs::read_dir(pages).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders {
        let (Ok(page), Ok(expected)) = (
            fs::read(folder.join("source.html")),
            fs::read_to_string(folder.join("expected.html")),
        ) else {
            continue;
        };
        let hints = Hints {
            kind: Some(Kind::Html),
            source: Some("http://fakehost/test/page.html".into()),
            ..Hints::default()
        };
        let article = read(page, &hints)
            .unwrap_or_else(|error| panic!("{} is refused: {error}", folder.display()));
        let document = &article.document;
        // What stands for media, and the marks that we set before notes, are no words of the page.
        let body = document.blocks().iter().filter(|block| {
            !matches!(block.kind, BlockKind::Heading(1) | BlockKind::Byline | BlockKind::Media)
        });
        let words: String = body.map(|block| set_apart(&article, block.span)).collect();
        let words = icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(&words);
        let f1 = word_f1(
            &counted(&words),
            &counted(
                &icu_normalizer::ComposingNormalizerBorrowed::new_nfkc()
                    .normalize(&stripped(&expected)),
            ),
        );
        sum += f1;
        // Formulas stand in the notation that the page gives for them, which is left out there.
        let has_formulas = expected.contains("<math") || expected.contains("displaystyle");
        assert!(f1 >= 0.9 || has_formulas && f1 >= 0.85, "{}: {f1:.3}", folder.display());
        count += 1;
        good += usize::from(f1 >= 0.985);
    }
    let mean = sum / f64::from(count);
    println!("word F1: mean {mean:.4} over {count} pages, {good} at 0.985 or more");
    // Offers, comments, lines about other articles, credits and boxes about the author are left out
    // though they are expected there, and a lead that stands outside the article is set before it;
    // marks of notes and formulas are shown and are no words of the expected text.
    assert!(mean >= 0.985, "mean word F1 {mean:.4}");
}
