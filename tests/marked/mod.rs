//! Reads the marks of the cases in `tests/analysis` out of their texts: names as `«Ana Ruiz|person
//! 1»`, quotations as `{said}`, `<source>`, `_cue_`, `^told whom^` and `~passed on by~` with a line
//! `→ kind: name` for each. Behind the kind may stand what is claimed, as much of it as a case asks:
//! `→ indirect denies unnamed_person: nobody`, with the act, `not_said`, `possible` or `planned`,
//! the kind of source, and `no_speech`. A claim that names an act is asked whole.
#![allow(dead_code, reason = "every test that reads marks uses some of them")]

use std::ops::Range;
use std::path::Path;

use dateline::annotation::{Modality, Polarity, Quote};
use dateline::text::Span;

/// A marked name: the words, and the claim behind the bar (a kind, and a number where who is who is
/// asked).
#[derive(Debug)]
pub(crate) struct NameMark {
    pub range: Range<usize>,
    pub claim: String,
}

/// A text without the marks of its names, and the names in order.
pub(crate) fn names(marked: &str) -> (String, Vec<NameMark>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('«') {
        text.push_str(before);
        let (inner, after) = after.split_once('»').expect("a mark that is closed");
        let (words, claim) = inner.rsplit_once('|').expect("a claim in the mark");
        let start = text.len();
        text.push_str(words);
        names.push(NameMark { range: start..text.len(), claim: claim.to_owned() });
        rest = after;
    }
    text.push_str(rest);
    (text, names)
}

/// Where a byte of a marked text stands once the marks of its names are gone.
fn without_marks(marked: &str, at: usize) -> usize {
    let (text, _) = names(&closed(&marked[..at]));
    text.len()
}

/// A piece of a marked text that ends inside a mark, with that mark closed.
fn closed(piece: &str) -> String {
    match (piece.rfind('«'), piece.rfind('»')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => {
            format!("{piece}{}»", if piece[open..].contains('|') { "" } else { "|" })
        }
        _ => piece.to_owned(),
    }
}

/// What a case expects of one quotation.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Expected {
    pub parts: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub source: Vec<Range<usize>>,
    pub told: Vec<Range<usize>>,
    pub via: Vec<Range<usize>>,
    pub kind: String,
    pub name: Option<String>,
    pub claim: Claimed,
}

/// What a case expects of the claim of a quotation; what it is silent about may be anything.
#[derive(Debug, Default)]
pub(crate) struct Claimed {
    pub act: Option<String>,
    pub not_said: bool,
    pub modality: Option<String>,
    pub source: Option<String>,
    pub no_speech: bool,
}

impl PartialEq for Claimed {
    /// Two claims are one where neither says what the other does not allow. Polarity, modality and
    /// speech are compared where an act is named.
    fn eq(&self, other: &Self) -> bool {
        let open = self.act.is_none() || other.act.is_none();
        let same = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        same(&self.source, &other.source)
            && (open
                || self.act == other.act
                    && self.not_said == other.not_said
                    && self.modality == other.modality
                    && self.no_speech == other.no_speech)
    }
}

impl Claimed {
    /// Reads the words behind the kind.
    fn read(words: &str) -> Self {
        let mut claim = Self::default();
        for word in words.split_whitespace() {
            match word {
                "not_said" => claim.not_said = true,
                "no_speech" => claim.no_speech = true,
                "possible" | "planned" => claim.modality = Some(word.to_owned()),
                "person" | "body" | "unnamed_person" | "group" | "document" | "none" => {
                    claim.source = Some(word.to_owned());
                }
                act => claim.act = Some(act.to_owned()),
            }
        }
        claim
    }

    /// As a case writes it, with a space before each word.
    pub(crate) fn write(&self) -> String {
        let words = self
            .act
            .iter()
            .map(String::as_str)
            .chain(self.not_said.then_some("not_said"))
            .chain(self.modality.as_deref())
            .chain(self.source.as_deref())
            .chain(self.no_speech.then_some("no_speech"));
        words.map(|word| format!(" {word}")).collect()
    }
}

/// A text without the marks of its quotations, and the quotations without kind and name.
fn unmark(marked: &str) -> (String, Vec<Expected>) {
    let mut text = String::new();
    let mut quotes: Vec<Expected> = Vec::new();
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let closes = matches!(c, '}' | '>')
            || matches!(c, '_' | '^' | '~') && open.last().is_some_and(|mark| mark.0 == c);
        if closes {
            let (opener, index, start) = open.pop().expect("a mark closes what is open");
            let range = start..text.len();
            let quote = &mut quotes[index];
            match opener {
                '{' => quote.parts.push(range),
                '<' => quote.source.push(range),
                '^' => quote.told.push(range),
                '~' => quote.via.push(range),
                _ => quote.cue.push(range),
            }
        } else if matches!(c, '{' | '<' | '_' | '^' | '~') {
            let mut letters = rest.chars();
            let index = match (letters.next(), letters.next()) {
                (Some(letter @ 'b'..='z'), Some(':')) => letter as usize - 'a' as usize,
                _ => 0,
            };
            rest = if index > 0 { &rest[2..] } else { rest };
            while quotes.len() <= index {
                quotes.push(Expected::default());
            }
            open.push((c, index, text.len()));
        } else {
            text.push(c);
        }
    }
    (text, quotes)
}

/// A text without the marks of its quotations, and the quotations with the kinds and names that the
/// answers give.
pub(crate) fn quotations(marked: &str, answers: &[String]) -> (String, Vec<Expected>) {
    let (text, mut quotes) = unmark(marked);
    assert_eq!(quotes.len(), answers.len(), "one line → for each quotation of: {text}");
    for (quote, answer) in quotes.iter_mut().zip(answers) {
        let (kind, name) =
            answer.trim_start_matches('→').trim().split_once(": ").expect("kind: name");
        let (kind, claim) = kind.split_once(' ').unwrap_or((kind, ""));
        kind.clone_into(&mut quote.kind);
        quote.claim = Claimed::read(claim);
        quote.name = (name != "nobody").then(|| name.to_owned());
    }
    (text, quotes)
}

/// A text without any marks, its names and its quotations.
pub(crate) fn article(marked: &str, answers: &[String]) -> (String, Vec<NameMark>, Vec<Expected>) {
    let (with_names, mut quotes) = quotations(marked, answers);
    for quote in &mut quotes {
        for range in quote
            .parts
            .iter_mut()
            .chain(&mut quote.cue)
            .chain(&mut quote.source)
            .chain(&mut quote.told)
            .chain(&mut quote.via)
        {
            *range = without_marks(&with_names, range.start)..without_marks(&with_names, range.end);
        }
    }
    let (text, names) = names(&with_names);
    (text, names, quotes)
}

/// The indented paragraphs of a page of cases: where each ends, its marked text, its lines that
/// begin with `→`.
pub(crate) fn indented(path: &Path) -> Vec<(String, String, Vec<String>)> {
    let file = std::fs::read_to_string(path).expect("a readable file of cases");
    let (mut found, mut lines): (Vec<_>, Vec<&str>) = (Vec::new(), Vec::new());
    for (number, line) in file.lines().chain([""]).enumerate() {
        if let Some(inner) = line.strip_prefix("    ") {
            lines.push(inner);
        } else if !lines.is_empty() {
            let (answers, marked): (Vec<&str>, Vec<&str>) =
                lines.drain(..).partition(|line| line.starts_with('→'));
            found.push((
                format!("{}:{number}", path.display()),
                marked.join("\n"),
                answers.into_iter().map(str::to_owned).collect(),
            ));
        }
    }
    found
}

fn ranges(spans: &[Span]) -> Vec<Range<usize>> {
    spans.iter().map(|span| span.range()).collect()
}

/// What was found, as a case writes it.
pub(crate) fn found(quote: &Quote) -> Expected {
    Expected {
        parts: ranges(&quote.parts),
        cue: ranges(&quote.cue),
        source: ranges(&quote.speaker),
        told: ranges(&quote.addressee),
        via: ranges(&quote.via),
        kind: quote.kind.name().to_owned(),
        name: quote.name.clone(),
        claim: Claimed {
            act: Some(quote.act.name().to_owned()),
            not_said: quote.polarity == Polarity::NotSaid,
            modality: (quote.modality != Modality::Certain)
                .then(|| quote.modality.name().to_owned()),
            source: Some(quote.source.name().to_owned()),
            no_speech: !quote.speech,
        },
    }
}
