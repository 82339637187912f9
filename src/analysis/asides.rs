//! Words that are shown but are not the article's prose: its title, who wrote it, the credit of a
//! picture, a line that leads elsewhere, words that were struck out.
//!
//! Capitals tell nothing there ("Standard Clinton Attack Falls Flat"), and a photographer is not in
//! the story. So nobody is found in such a stretch; it shows those that the prose names. Pure and
//! linear; uses `text` and `annotation`.

use std::collections::HashMap;

use super::names::Name;
use crate::annotation::EntityKind;
use crate::text::{BlockKind, Document, Segments, Span};

/// More words than this are not one name.
const LONGEST_NAME: usize = 8;
/// A line that leads elsewhere is no longer than this, in words.
const LONGEST_LEAD: usize = 40;

/// What begins a line that is a credit, a list of tags or a way to another article.
const LEADS: &[&str] = &[
    "related:",
    "related stories:",
    "related articles:",
    "read more:",
    "read also:",
    "also read:",
    "read next:",
    "see also:",
    "more on this story:",
    "more:",
    "watch:",
    "listen:",
    "recommended:",
    "don't miss:",
    "tags:",
    "topics:",
    "filed under:",
    "categories:",
    "photo:",
    "photos:",
    "photo by ",
    "photo credit:",
    "photograph:",
    "photograph by ",
    "photographs by ",
    "photography by ",
    "picture:",
    "pictures:",
    "image:",
    "image by ",
    "image credit:",
    "images:",
    "credit:",
    "illustration:",
    "illustration by ",
    "graphic:",
    "(photo by ",
    "(photo:",
    "(image:",
];

/// Words behind which the rest of a caption is its credit.
const CREDITS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "picture",
    "pictures",
    "image",
    "images",
    "credit",
    "illustration",
    "graphic",
    "composite",
    "courtesy",
    "handout",
];

/// The stretches of a document that are not prose, in order; `ways` are the items of its lists of
/// links.
pub(super) fn find(document: &Document, segments: &Segments, ways: &[Span]) -> Vec<Span> {
    let aside = |block: &crate::text::Block| {
        let text = document.slice(block.span);
        match block.kind {
            BlockKind::Heading(1) | BlockKind::Byline => Some(block.span),
            BlockKind::Heading(_) => is_title_case(text).then_some(block.span),
            BlockKind::Caption => credit(document, segments, block.span),
            _ => (ways.binary_search_by_key(&block.span.start(), |way| way.start()).is_ok()
                || leads_elsewhere(text))
            .then_some(block.span),
        }
    };
    document.blocks().iter().filter_map(aside).collect()
}

/// The names of the prose, and in each aside those that the prose has. A surname alone may be one
/// of them where the model too saw a name; `names` are sorted and do not overlap, and so is what is
/// given back.
pub(super) fn settle(
    document: &Document,
    segments: &Segments,
    asides: &[Span],
    names: Vec<Name>,
) -> Vec<Name> {
    if asides.is_empty() {
        return names;
    }
    let is_aside = |name: &Name| {
        let first = asides.partition_point(|aside| aside.end() <= name.span.start());
        asides.get(first).is_some_and(|aside| aside.start() < name.span.end())
    };
    let (seen, mut kept): (Vec<Name>, Vec<Name>) = names.into_iter().partition(is_aside);
    let known = Known::of(document, segments, &kept);
    for aside in asides {
        known.find(document, segments, *aside, &seen, &mut kept);
    }
    kept.sort_by_key(|name| name.span.start());
    kept
}

/// The names of the prose by their words.
struct Known {
    kinds: HashMap<String, EntityKind>,
    /// The same in capitals, for titles that shout.
    shouted: HashMap<String, EntityKind>,
}

impl Known {
    fn of(document: &Document, segments: &Segments, names: &[Name]) -> Self {
        let mut known = Self { kinds: HashMap::new(), shouted: HashMap::new() };
        for name in names {
            let tokens = &segments.tokens[segments.tokens_in(name.span)];
            let key = words(document, tokens);
            known.shouted.entry(key.to_uppercase()).or_insert(name.kind);
            known.kinds.entry(key).or_insert(name.kind);
            if name.kind == EntityKind::Person && tokens.len() > 1 {
                let surname = words(document, &tokens[tokens.len() - 1..]);
                known.shouted.entry(surname.to_uppercase()).or_insert(name.kind);
                known.kinds.entry(surname).or_insert(name.kind);
            }
        }
        known
    }

    /// Adds the known names of one aside, the longest at each place.
    fn find(
        &self,
        document: &Document,
        segments: &Segments,
        aside: Span,
        seen: &[Name],
        names: &mut Vec<Name>,
    ) {
        let range = segments.tokens_in(aside);
        let shouts = is_shouted(document.slice(aside));
        let kinds = if shouts { &self.shouted } else { &self.kinds };
        let mut start = range.start;
        while start < range.end {
            let longest = LONGEST_NAME.min(range.end - start);
            let found = (1..=longest).rev().find_map(|count| {
                let tokens = &segments.tokens[start..start + count];
                let kind = *kinds.get(&words(document, tokens))?;
                let span = tokens[0].cover(tokens[count - 1]);
                let first = seen.partition_point(|name| name.span.end() <= span.start());
                let was_seen = seen.get(first).is_some_and(|name| name.span.start() < span.end());
                (count > 1 || was_seen).then_some((count, Name { span, kind }))
            });
            match found {
                Some((count, name)) => {
                    names.push(name);
                    start += count;
                }
                None => start += 1,
            }
        }
    }
}

fn words(document: &Document, tokens: &[Span]) -> String {
    let texts: Vec<&str> = tokens.iter().map(|token| document.slice(*token)).collect();
    texts.join(" ")
}

/// Whether nearly all its longer words begin with a capital: "Council Votes to Close Two Baths".
fn is_title_case(text: &str) -> bool {
    let (mut capitals, mut all) = (0, 0);
    for word in text.split_whitespace().skip(1) {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { continue };
        if first.is_lowercase() && letters.count() < 4 {
            continue;
        }
        all += 1;
        capitals += usize::from(first.is_uppercase());
    }
    all >= 2 && capitals * 5 >= all * 4
}

fn is_shouted(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Whether a line is no sentence of the article but a credit, its tags or a way elsewhere.
fn leads_elsewhere(text: &str) -> bool {
    let longest = LEADS.iter().map(|lead| lead.len()).max().unwrap_or(0);
    let head: String = text.chars().take(longest).flat_map(char::to_lowercase).collect();
    let head = head.replace('’', "'");
    LEADS.iter().any(|lead| head.starts_with(lead))
        && text.split_whitespace().nth(LONGEST_LEAD).is_none()
}

/// The credit at the end of a caption: behind a word for a picture, in brackets at the end, or a
/// name and an agency with a stroke between them ("Ana Ruiz/Coast News").
fn credit(document: &Document, segments: &Segments, caption: Span) -> Option<Span> {
    let tokens = &segments.tokens[segments.tokens_in(caption)];
    let text = |at: usize| tokens.get(at).map_or("", |token| document.slice(*token));
    let by_word = (0..tokens.len()).find(|&at| {
        let word = text(at).to_lowercase();
        CREDITS.contains(&word.as_str())
            && (matches!(text(at + 1), ":" | "/")
                || text(at + 1).eq_ignore_ascii_case("by")
                || CREDITS.contains(&text(at + 1).to_lowercase().as_str())
                || matches!(word.as_str(), "courtesy"))
    });
    let in_brackets = || {
        let last = tokens.len().checked_sub(1)?;
        let close = if text(last) == "." { last.checked_sub(1)? } else { last };
        if !matches!(text(close), ")" | "]") {
            return None;
        }
        (close.saturating_sub(2 * LONGEST_NAME)..close)
            .rev()
            .find(|&at| matches!(text(at), "(" | "["))
    };
    let by_stroke = || {
        let last = segments.sentence_at(caption.end().checked_sub(1)?)?;
        let sentence = segments.sentences[last].span;
        let words: Vec<&str> = document.slice(sentence).split_whitespace().collect();
        let stroke = words.iter().any(|word| {
            word.split_once('/').is_some_and(|(left, right)| {
                [left, right].iter().all(|side| side.starts_with(char::is_uppercase))
            })
        });
        (stroke && words.len() <= LONGEST_NAME)
            .then(|| tokens.partition_point(|token| token.end() <= sentence.start()))
    };
    let first = by_word.or_else(in_brackets).or_else(by_stroke)?;
    Some(Span::new(tokens[first].start(), caption.end()))
}
