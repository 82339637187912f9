//! What plain words match.

use super::error::FindError;
use super::scan::Scan;
use crate::text::Span;

/// Letters that the scan looks for at once: each may stand in two cases, which makes eight words,
/// as many as fit its registers.
const ANCHOR: usize = 3;
/// How far behind the start of a hit its anchor is looked for, beyond four bytes for each element:
/// room for long white space.
const REACH: usize = 1024;

/// One step of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// A character, folded unless case counts.
    Letter(char),
    /// All white space here.
    White,
    /// All dashes here; `long` asks for more than a single hyphen.
    Dash {
        long: bool,
    },
    Single,
    Double,
    /// `…` or `...`.
    Dots,
}

const SINGLE: &[char] = &['\'', '’', '‘', '‛', '‚', '′', '`', '´'];
const DOUBLE: &[char] = &['"', '“', '”', '„', '‟', '«', '»', '″'];
const DASHES: &[char] = &['-', '‐', '‑', '‒', '–', '—', '―', '−'];
const HYPHENS: &[char] = &['-', '‐', '‑'];

/// Plain words, made ready to be found.
#[derive(Debug)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    sensitive: bool,
    /// The element that the scan looks for (with those behind it).
    anchor: usize,
    scan: Scan,
}

impl Pattern {
    pub(super) fn new(words: &str) -> Result<Self, FindError> {
        let sensitive = words.chars().any(char::is_uppercase);
        let elements = elements(words, sensitive);
        let (anchor, length) = anchor(&elements).ok_or(FindError::Empty)?;
        let scan = Scan::new(&spellings(&elements[anchor..anchor + length], sensitive))
            .ok_or(FindError::TooLarge)?;
        Ok(Self { elements, sensitive, anchor, scan })
    }

    /// The first hit that starts in `from..to`.
    pub(super) fn first(&self, text: &str, from: usize, to: usize) -> Option<Span> {
        let (before, behind) = self.elements.split_at(self.anchor);
        let until = if before.is_empty() {
            to.saturating_add(ANCHOR * 4)
        } else {
            to.saturating_add(before.len() * 4 + REACH)
        }
        .min(text.len());
        let mut at = from;
        while let Some(found) = self.scan.find(text, at, until) {
            at = found + 1;
            if behind[0].is_run() && text[..found].ends_with(DASHES) {
                continue;
            }
            let start = before
                .iter()
                .rev()
                .try_fold(found, |at, element| element.back(text, at, self.sensitive));
            let Some(start) = start.filter(|&start| start >= from) else { continue };
            if start >= to {
                return None;
            }
            if let Some(end) =
                behind.iter().try_fold(found, |at, element| element.ahead(text, at, self.sensitive))
            {
                return Some(Span::from_usize(start, end));
            }
        }
        None
    }
}

fn elements(words: &str, sensitive: bool) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let run = |is: &dyn Fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        let (element, length) = match c {
            _ if c.is_whitespace() => (Element::White, run(&char::is_whitespace)),
            _ if DASHES.contains(&c) => {
                let length = run(&|c| DASHES.contains(&c));
                (Element::Dash { long: rest[..length].chars().count() > 1 }, length)
            }
            '…' => (Element::Dots, c.len_utf8()),
            '.' if rest.starts_with("...") => (Element::Dots, 3),
            _ if SINGLE.contains(&c) => (Element::Single, c.len_utf8()),
            _ if DOUBLE.contains(&c) => (Element::Double, c.len_utf8()),
            _ => (Element::Letter(if sensitive { c } else { fold(c) }), c.len_utf8()),
        };
        elements.push(element);
        rest = &rest[length..];
    }
    elements
}

/// The elements that the scan looks for: the rarest few letters in a row, or where there are none
/// any element but white space.
fn anchor(elements: &[Element]) -> Option<(usize, usize)> {
    let rarity = |&element: &Element| if let Element::Letter(c) = element { rarity(c) } else { 0 };
    let mut best: Option<(u32, usize, usize)> = None;
    for start in 0..elements.len() {
        let length = elements[start..]
            .iter()
            .take(ANCHOR)
            .take_while(|element| matches!(element, Element::Letter(_)))
            .count();
        let score = elements[start..start + length].iter().map(rarity).sum();
        if length > 0 && best.is_none_or(|(most, ..)| score > most) {
            best = Some((score, start, length));
        }
    }
    let other = || elements.iter().position(|&element| element != Element::White).map(|at| (at, 1));
    best.map(|(_, start, length)| (start, length)).or_else(other)
}

/// How rare a character is in English text: about how often its frequency can be halved from one in
/// two.
fn rarity(c: char) -> u32 {
    match c.to_ascii_lowercase() {
        'e' | 't' | 'a' | 'o' | 'i' | 'n' | 's' | 'r' | 'h' => 4,
        'd' | 'l' | 'u' | 'c' | 'm' | 'f' | 'p' => 6,
        'g' | 'w' | 'y' | 'b' | ',' | '.' | 'v' | 'k' => 7,
        '0'..='9' => 9,
        'x' | 'j' | 'q' | 'z' => 10,
        _ => 11,
    }
}

/// All ways to write the anchor.
fn spellings(anchor: &[Element], sensitive: bool) -> Vec<String> {
    let mut all = vec![String::new()];
    for element in anchor {
        let ways: Vec<String> = match element {
            Element::Letter(c) if sensitive => vec![c.to_string()],
            Element::Letter(c) => cases(*c),
            Element::White => Vec::new(),
            Element::Dash { .. } => DASHES.iter().map(char::to_string).collect(),
            Element::Single => SINGLE.iter().map(char::to_string).collect(),
            Element::Double => DOUBLE.iter().map(char::to_string).collect(),
            Element::Dots => vec!["…".into(), "...".into()],
        };
        all = all
            .iter()
            .flat_map(|start| ways.iter().map(move |way| format!("{start}{way}")))
            .collect();
    }
    all
}

/// Every character that [`fold`] makes `c` of.
fn cases(c: char) -> Vec<String> {
    let mut cases = vec![c.to_string()];
    cases.extend(
        only(c.to_uppercase())
            .filter(|&upper| upper != c && fold(upper) == c)
            .map(|upper| upper.to_string()),
    );
    if c == 'σ' {
        cases.push("ς".into());
    }
    cases
}

/// The lower case of a capital whose capital it is in turn; everything else is itself. So a letter
/// outside ASCII never matches one inside it, and each letter has two cases at most, but sigma.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if c == 'ς' {
        return 'σ';
    }
    only(c.to_lowercase()).filter(|lower| only(lower.to_uppercase()) == Some(c)).unwrap_or(c)
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

impl Element {
    fn is_run(self) -> bool {
        matches!(self, Self::Dash { .. })
    }

    /// The end of this element where it starts at `at`.
    fn ahead(self, text: &str, at: usize, sensitive: bool) -> Option<usize> {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        let run = |is: &dyn Fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        let length = match self {
            Self::White => run(&char::is_whitespace),
            Self::Dash { long } => {
                let length = run(&|c| DASHES.contains(&c));
                if is_dash(&rest[..length], long) { length } else { 0 }
            }
            Self::Dots if rest.starts_with("...") => 3,
            _ if self.is(c, sensitive) => c.len_utf8(),
            _ => 0,
        };
        (length > 0).then_some(at + length)
    }

    /// The start of this element where it ends at `at`.
    fn back(self, text: &str, at: usize, sensitive: bool) -> Option<usize> {
        let rest = &text[..at];
        let c = rest.chars().next_back()?;
        let run = |is: &dyn Fn(char) -> bool| rest.len() - rest.trim_end_matches(is).len();
        let length = match self {
            Self::White => run(&char::is_whitespace),
            Self::Dash { long } => {
                let length = run(&|c| DASHES.contains(&c));
                if is_dash(&rest[at - length..], long) { length } else { 0 }
            }
            Self::Dots if rest.ends_with("...") => 3,
            _ if self.is(c, sensitive) => c.len_utf8(),
            _ => 0,
        };
        (length > 0).then_some(at - length)
    }

    /// Whether `c` alone is this element.
    fn is(self, c: char, sensitive: bool) -> bool {
        match self {
            Self::Letter(letter) => c == letter || (!sensitive && fold(c) == letter),
            Self::Single => SINGLE.contains(&c),
            Self::Double => DOUBLE.contains(&c),
            Self::Dots => c == '…',
            Self::White | Self::Dash { .. } => false,
        }
    }
}

fn is_dash(run: &str, long: bool) -> bool {
    !run.is_empty() && (!long || run.chars().count() > 1 || !run.starts_with(HYPHENS))
}
