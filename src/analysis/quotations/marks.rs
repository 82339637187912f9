//! Quotation marks: which stretches of a text stand between them.
//!
//! Knows straight, curly, German, guillemet, single and doubled-apostrophe marks, marks that are
//! never closed, and speech over several paragraphs with an opening mark on each. Apostrophes are
//! never marks. What a stretch is (speech, a title, scorn) is not decided here. One look at each
//! character, so time is linear whatever stands in the text.

use crate::text::{Document, Span};

/// What stands between one opening mark and its closing mark; the outermost pair only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// With its marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// Whether a mark closes it. Otherwise it ends with its block.
    pub closed: bool,
    /// Whether it goes on with the speech of the block before.
    pub continues: bool,
}

/// A family of marks that close each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Single,
    Guillemet,
    Apostrophes,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Open,
    Close,
    /// A straight mark between two words or two spaces: closes what is open, else opens.
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    family: Family,
    role: Role,
}

/// An opening mark that waits for its closing one.
struct Waiting {
    mark: Mark,
    /// Stretches already found when it opened: what came later lies inside it.
    found: usize,
}

/// Marks nested deeper than this are no quotations of anybody; the bound keeps every search short.
const DEEPEST: usize = 16;

/// Words that begin with an apostrophe; no quotation starts there.
const CLIPPED: &[&str] = &[
    "bout", "cause", "cos", "coz", "em", "er", "fraid", "im", "n", "nother", "nuff", "round",
    "til", "till", "tis", "twas", "tween", "twere", "twill", "um",
];

/// The quoted stretches of a document, in order, none inside another.
pub(super) fn stretches(document: &Document) -> Vec<Stretch> {
    let mut all = Vec::new();
    let mut open_before: Option<Family> = None;
    for (index, block) in document.blocks().iter().enumerate() {
        if !block.kind.is_prose() {
            open_before = None;
            continue;
        }
        let marks = marks_of(document.slice(block.span), block.span.start());
        open_before = pair(document, &marks, index, open_before, &mut all);
    }
    all
}

/// Pairs the marks of one block; gives the family of a mark that stays open at its end.
fn pair(
    document: &Document,
    marks: &[Mark],
    block: usize,
    open_before: Option<Family>,
    all: &mut Vec<Stretch>,
) -> Option<Family> {
    let span = document.blocks()[block].span;
    let first = all.len();
    let mut waiting: Vec<Waiting> = Vec::new();
    for (number, &mark) in marks.iter().enumerate() {
        let opens = match mark.role {
            Role::Open => true,
            Role::Close => false,
            Role::Either => !waiting.iter().any(|w| w.mark.family == mark.family),
        };
        if opens && waiting.len() == DEEPEST {
            continue;
        }
        if opens {
            waiting.push(Waiting { mark, found: all.len() });
            continue;
        }
        if mark.family == Family::Single && is_plural(document, mark, &marks[number + 1..]) {
            continue;
        }
        match waiting.iter().rposition(|w| w.mark.family == mark.family) {
            Some(at) => {
                let opener = waiting.split_off(at).swap_remove(0);
                all.truncate(opener.found);
                all.push(stretch(document, opener.mark.span, mark.span, block, true));
            }
            // speech goes on from the block before although nothing opens it here
            None if number == 0 && open_before == Some(mark.family) => {
                all.push(stretch(document, Span::at(span.start()), mark.span, block, true))
            }
            None => {}
        }
    }
    let left = waiting.iter().find(|w| w.mark.family != Family::Single).map(|w| (w.mark, w.found));
    if let Some((mark, found)) = left {
        close_open_end(document, mark, found, block, all);
    }
    if let (Some(before), Some(opening)) = (open_before, all.get_mut(first))
        && opening.outer.start() == span.start()
        && marks.first().is_some_and(|mark| mark.family == before)
    {
        opening.continues = true;
    }
    left.map(|(mark, _)| mark.family)
}

/// A mark that nothing closes: at the start of its block it takes the whole block, which holds what
/// was found since; elsewhere it ends before the next stretch.
fn close_open_end(
    document: &Document,
    mark: Mark,
    found: usize,
    block: usize,
    all: &mut Vec<Stretch>,
) {
    let span = document.blocks()[block].span;
    let mut end = span.end();
    if mark.span.start() == span.start() {
        all.truncate(found);
    } else if let Some(next) = all.get(found) {
        end = next.outer.start();
    }
    if end > mark.span.end() {
        all.insert(found.min(all.len()), stretch(document, mark.span, Span::at(end), block, false));
    }
}

fn stretch(document: &Document, open: Span, close: Span, block: usize, closed: bool) -> Stretch {
    let inner = Span::new(open.end(), close.start().max(open.end()));
    let words = document.slice(inner);
    // « French marks » stand off their words
    let start = inner.start() + (words.len() - words.trim_start().len()) as u32;
    let end = start + words.trim().len() as u32;
    Stretch {
        outer: open.cover(close),
        inner: Span::new(start, end),
        block,
        closed,
        continues: false,
    }
}

/// The apostrophe of "the players’ day" inside single marks: a plural before it, a word behind it,
/// and another mark that closes.
fn is_plural(document: &Document, mark: Mark, rest: &[Mark]) -> bool {
    let text = document.text();
    let goes_on = text[mark.span.end() as usize..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let next = rest.iter().take(DEEPEST).find(|next| next.family == Family::Single);
    goes_on
        && text[..mark.span.start() as usize].ends_with('s')
        && next.is_some_and(|next| next.role == Role::Close)
}

/// The marks of one block, whose text starts at `base`.
fn marks_of(text: &str, base: u32) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let doubled =
            matches!(c, '\'' | '`' | '’' | '‘') && text[at + c.len_utf8()..].starts_with(c);
        let length = if doubled { 2 * c.len_utf8() } else { c.len_utf8() };
        let rest = &text[at + length..];
        if let Some((family, role)) = role(c, doubled, before, rest) {
            marks.push(Mark {
                span: Span::new(base + at as u32, base + (at + length) as u32),
                family,
                role,
            });
        }
        before = c;
        at += length;
    }
    marks
}

fn role(c: char, doubled: bool, before: char, rest: &str) -> Option<(Family, Role)> {
    let next = rest.chars().next().unwrap_or(' ');
    let starts = before.is_whitespace()
        || matches!(
            before,
            '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '"' | '‘' | '\'' | '«' | '„' | ':'
        );
    let straight = match (starts, next.is_whitespace() || is_closing(next)) {
        (true, false) => Role::Open,
        (false, true) => Role::Close,
        _ => Role::Either,
    };
    match c {
        // „German“ closes with the mark that opens in English
        '“' | '‟' => Some((
            Family::Double,
            if !starts && !next.is_alphanumeric() { Role::Close } else { Role::Open },
        )),
        '„' => Some((Family::Double, Role::Open)),
        '”' => Some((Family::Double, Role::Close)),
        '"' | '＂' => Some((Family::Double, straight)),
        '«' => Some((Family::Guillemet, if starts { Role::Open } else { Role::Close })),
        '»' => Some((
            Family::Guillemet,
            if starts && !next.is_whitespace() { Role::Open } else { Role::Close },
        )),
        '`' if doubled => Some((Family::Apostrophes, Role::Open)),
        '\'' | '’' | '‘' if doubled => Some((Family::Apostrophes, straight)),
        '‘' | '‚' | '‹' => {
            (!next.is_whitespace() && !is_clipped(rest)).then_some((Family::Single, Role::Open))
        }
        '›' => Some((Family::Single, Role::Close)),
        '\'' if starts && !next.is_whitespace() => {
            (next.is_alphanumeric() && !is_clipped(rest)).then_some((Family::Single, Role::Open))
        }
        '\'' | '’' => {
            (!starts && !next.is_alphanumeric()).then_some((Family::Single, Role::Close))
        }
        _ => None,
    }
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '—'
            | '–'
            | '”'
            | '’'
            | '"'
            | '\''
            | '»'
    )
}

/// Whether a clipped word ('em, '90s) follows the apostrophe.
fn is_clipped(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let decade =
        word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.len() <= 3;
    decade || (word.len() <= 8 && CLIPPED.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::stretches;
    use crate::text::Document;

    fn inner(text: &str) -> Vec<String> {
        let document = Document::verbatim(text.into());
        stretches(&document)
            .iter()
            .map(|stretch| document.slice(stretch.inner).to_owned())
            .collect()
    }

    #[test]
    fn marks_of_every_family_are_paired() {
        assert_eq!(
            inner("“One,” two. \"Three,\" four. «Five», „six“ and ''seven'' and ``eight''."),
            ["One,", "Three,", "Five", "six", "seven", "eight"]
        );
        assert_eq!(inner("He said 'this is it' and ‘so is that’."), ["this is it", "so is that"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(inner("It's the workers' day; give 'em a rock ’n’ roll of the '90s, the players’ and the coach's.").is_empty());
    }

    #[test]
    fn the_outermost_pair_counts() {
        assert_eq!(inner("“She told me ‘no’ twice,” he said."), ["She told me ‘no’ twice,"]);
        assert_eq!(inner("‘She told me “no” twice,’ he said."), ["She told me “no” twice,"]);
    }

    #[test]
    fn speech_over_paragraphs_opens_on_each() {
        let document = Document::verbatim("“One.\n“Two.\n“Three,” he said.".into());
        let found = stretches(&document);
        assert_eq!(
            found.iter().map(|s| (s.closed, s.continues)).collect::<Vec<_>>(),
            [(false, false), (false, true), (true, true)]
        );
    }

    #[test]
    fn a_mark_that_nothing_closes_ends_with_its_paragraph() {
        assert_eq!(inner("He said: “It is late\nThen he left."), ["It is late"]);
        assert_eq!(
            inner("“It is late, he said and called it “done”."),
            ["It is late, he said and called it “done”."]
        );
    }
}
