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

/// The marks and labels of notes, which a page may write or leave to its lists to count.
fn labels(article: &Article) -> Vec<String> {
    let notes = article.inline.iter().filter(|(_, inline)| matches!(inline, Inline::Note(_)));
    notes.flat_map(|(span, _)| counted(article.document.slice(*span)).into_keys()).collect()
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
        let (ours, theirs) = (
            counted(&words),
            counted(
                &icu_normalizer::ComposingNormalizerBorrowed::new_nfkc()
                    .normalize(&stripped(&expected)),
            ),
        );
        let of =
            |words: &BTreeMap<String, usize>, word: &str| words.get(word).copied().unwrap_or(0);
        // A heading that repeats the title is the title.
        let title = counted(article.title.as_deref().unwrap_or_default());
        let labels = labels(&article);
        let missed: Vec<&String> = theirs
            .iter()
            .filter(|(word, _)| !labels.contains(word))
            // The letters that lead back from a note to each of its marks.
            .filter(|(word, _)| labels.is_empty() || word.chars().count() > 1)
            // "Jump up to", the hidden words of such a link.
            .filter(|(word, _)| labels.is_empty() || !["jump", "up", "to"].contains(&word.as_str()))
            .filter(|(word, many)| of(&ours, word) + of(&title, word) < **many)
            .map(|(word, _)| word)
            .collect();
        let more: Vec<&String> = ours
            .iter()
            .filter(|(word, _)| !labels.contains(word))
            .filter(|(word, many)| of(&theirs, word) < **many)
            .map(|(word, _)| word)
            .collect();
        // Formulas stand in the notation that the page gives for them, which is left out there.
        let has_formulas = expected.contains("<math") || expected.contains("displaystyle");
        assert!(
            missed.is_empty() && (more.is_empty() || has_formulas),
            "{}: missed {missed:?}, beyond {more:?}",
            folder.display()
        );
        count += 1;
        good += usize::from(f1 >= 0.9);
    }
    let mean = sum / f64::from(count);
    println!("word F1: mean {mean:.4} over {count} pages, {good} at 0.9 or more");
    // Marks of notes and formulas are shown and are no words of the expected text.
    assert!(mean >= 0.9965, "mean word F1 {mean:.4}");
}
