//! Tokens and sentences, as spans.
//!
//! Tokens follow the Penn Treebank and Universal Dependencies for English where spans allow it: clitics stand alone
//! (`do|n't`, `Belarus|’s`), so do currency signs, percent signs and all punctuation; abbreviations keep their stop (`U.S.`).

use super::{Document, Span};

/// One sentence: where it stands, which tokens are its, and in which block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Indices into [`Segments::tokens`].
    pub tokens: std::ops::Range<u32>,
    /// Index into [`Document::blocks`].
    pub block: u32,
}

/// The tokens and sentences of the prose blocks of a document, in order. No sentence crosses a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    pub tokens: Vec<Span>,
    pub sentences: Vec<Sentence>,
}

impl Segments {
    pub fn of(document: &Document) -> Self {
        let mut segments = Self::default();
        for (index, block) in document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_prose()) {
            let first = segments.tokens.len();
            tokenize(document.text(), block.span, &mut segments.tokens);
            split(document.text(), first, index as u32, &mut segments);
        }
        segments
    }

    /// The tokens that overlap `span`, as indices.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|token| token.end() <= span.start());
        let end = self.tokens.partition_point(|token| token.start() < span.end());
        start..end.max(start)
    }

    /// The index of the sentence that holds `offset`, if one does.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.start() <= offset).checked_sub(1)?;
        self.sentences[index].span.contains(offset).then_some(index)
    }
}

const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "assn", "assoc", "aug", "ave", "blvd", "brig", "bros", "capt", "cf", "cmdr", "co", "col", "corp", "cpl", "ct", "dec", "dept", "det", "dist",
    "dr", "e.g", "esq", "est", "etc", "feb", "fr", "ft", "gen", "gov", "hon", "i.e", "inc", "insp", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar",
    "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "pp", "ph.d", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sept", "sep",
    "sgt", "sr", "st", "supt", "univ", "vol", "vs", "v",
];

/// Abbreviations that stand before a name or a number, so that a capital after them starts no sentence.
const BEFORE_NAMES: &[&str] = &[
    "adm", "brig", "capt", "cmdr", "col", "cpl", "det", "dr", "fr", "gen", "gov", "hon", "insp", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "no", "nos",
    "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "supt", "vs", "v", "cf", "e.g", "i.e", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec",
];

fn tokenize(text: &str, block: Span, tokens: &mut Vec<Span>) {
    let base = block.start() as usize;
    let words = &text[block.range()];
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let c = rest.chars().next().unwrap_or(' ');
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let length = if c.is_alphanumeric() { word(rest, tokens, base + at) } else { mark(rest, c, tokens, base + at) };
        at += length;
    }
}

/// A run of punctuation that stands as one token: `...`, `--`, `''`, or a single character.
fn mark(rest: &str, c: char, tokens: &mut Vec<Span>, at: usize) -> usize {
    let run = rest.len() - rest.trim_start_matches(c).len();
    if matches!(c, '\'' | '’')
        && let Some(length) = clitic(rest, rest.len())
    {
        tokens.push(Span::from_usize(at, at + length));
        return length;
    }
    let length = match c {
        '.' | '-' | '_' | '*' | '=' | '~' | '#' => run,
        '\'' | '`' => {
            if run >= 2 {
                2
            } else {
                1
            }
        }
        _ => c.len_utf8(),
    };
    tokens.push(Span::from_usize(at, at + length));
    length
}

/// The length of a clitic (`'s`, `’re`, `'ll`) that `rest` begins with.
fn clitic(rest: &str, limit: usize) -> Option<usize> {
    let quote = rest.chars().next()?.len_utf8();
    let tail = &rest[quote..limit.min(rest.len())];
    let letters = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
    let word = &tail[..letters];
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|c| word.eq_ignore_ascii_case(c)).then_some(quote + letters)
}

fn word(rest: &str, tokens: &mut Vec<Span>, at: usize) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((index, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            _ if c.is_alphanumeric() => true,
            '\'' | '’' => before.is_alphabetic() && next.is_alphabetic(),
            '-' | '‐' | '‑' | '/' | '_' | '@' | '&' => before.is_alphanumeric() && next.is_alphanumeric(),
            '.' => before.is_alphanumeric() && next.is_alphanumeric(),
            ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
            _ => unicode_width::UnicodeWidthChar::width(c) == Some(0),
        };
        if !joins {
            break;
        }
        end = index + c.len_utf8();
        before = c;
    }
    let mut length = end;
    if rest[end..].starts_with('.') && keeps_stop(&rest[..end], &rest[end + 1..]) {
        length += 1;
    }
    let body = &rest[..length];
    if let Some(cut) = contraction(body) {
        tokens.push(Span::from_usize(at, at + cut));
        tokens.push(Span::from_usize(at + cut, at + length));
    } else {
        tokens.push(Span::from_usize(at, at + length));
    }
    length
}

/// Does the stop after `word` belong to it?
fn keeps_stop(word: &str, after: &str) -> bool {
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
    let known = ABBREVIATIONS.contains(&lower.as_str())
        && (word.chars().next().is_some_and(char::is_uppercase) || !matches!(lower.as_str(), "no" | "sat" | "mar" | "est" | "co" | "v"));
    if lower == "no" {
        return known && after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    }
    (initial && lower != "i") || dotted || known
}

/// Where a contraction is cut: before `n't`, `'s`, `'re`.
fn contraction(word: &str) -> Option<usize> {
    let apostrophe = word.rfind(['\'', '’'])?;
    let quote = word[apostrophe..].chars().next()?.len_utf8();
    let tail = &word[apostrophe + quote..];
    let head = &word[..apostrophe];
    if tail.eq_ignore_ascii_case("t") && head.len() > 1 && (head.ends_with('n') || head.ends_with('N')) {
        return Some(apostrophe - 1);
    }
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|c| tail.eq_ignore_ascii_case(c)).then_some(apostrophe)
}

/// Splits the tokens of a block, from `first` on, into sentences.
fn split(text: &str, first: usize, block: u32, segments: &mut Segments) {
    let Segments { tokens, sentences } = segments;
    let mut start = first;
    let mut index = first;
    let mut push = |start: usize, end: usize| {
        if start < end {
            let span = Span::new(tokens[start].start(), tokens[end - 1].end());
            sentences.push(Sentence { span, tokens: start as u32..end as u32, block });
        }
    };
    while index < tokens.len() {
        if !ends_sentence(text, tokens, index) {
            index += 1;
            continue;
        }
        let mut end = index + 1;
        while end < tokens.len() && closes(text, tokens, end) {
            end += 1;
        }
        if end >= tokens.len() || starts_sentence(text, tokens, index, end) {
            push(start, end);
            start = end;
        }
        index = end;
    }
    push(start, tokens.len());
}

fn ends_sentence(text: &str, tokens: &[Span], index: usize) -> bool {
    let word = &text[tokens[index].range()];
    matches!(word, "." | "!" | "?" | "…" | "。" | "！" | "？" | "؟" | "।") || word.starts_with("..") || (word.len() > 1 && word.ends_with('.'))
}

/// Is the token a mark that closes a quotation or bracket and belongs to the sentence before it?
fn closes(text: &str, tokens: &[Span], index: usize) -> bool {
    let touches = tokens[index - 1].end() == tokens[index].start();
    match &text[tokens[index].range()] {
        "”" | "’" | "»" | ")" | "]" | "''" | "'" | "!" | "?" | "." => touches,
        "\"" => touches && text[tokens[index].end() as usize..].chars().next().is_none_or(|c| !c.is_alphanumeric()),
        _ => false,
    }
}

/// May a sentence start at token `next`, given that the one before was ended by token `stop`?
fn starts_sentence(text: &str, tokens: &[Span], stop: usize, next: usize) -> bool {
    let word = &text[tokens[next].range()];
    let ending = &text[tokens[stop].range()];
    let first = word.chars().next().unwrap_or(' ');
    if tokens[next].start() == tokens[next - 1].end() && !"。！？".contains(ending) {
        return false;
    }
    let opener = matches!(first, '“' | '"' | '‘' | '«' | '„' | '(' | '[' | '—' | '–' | '`' | '\'') || word == "--";
    if ending.len() > 1 && ending.ends_with('.') && !ending.starts_with("..") {
        let stem = ending.trim_end_matches('.').to_lowercase();
        let initial = stem.chars().count() == 1;
        if initial || BEFORE_NAMES.contains(&stem.as_str()) {
            return false;
        }
        return opener || (first.is_uppercase() && STARTERS.contains(&word));
    }
    if ending.starts_with("..") || ending == "…" {
        return opener || first.is_uppercase();
    }
    !first.is_lowercase() || next > stop + 1 && first.is_uppercase()
}

/// Words that, in capitals after an abbreviation, nearly always start a sentence rather than go on with a name.
const STARTERS: &[&str] = &[
    "A", "After", "All", "Although", "An", "And", "As", "At", "Because", "Before", "But", "By", "During", "For", "From", "He", "Her", "His", "However", "I",
    "If", "In", "Is", "It", "Its", "Last", "Many", "More", "Most", "Mr.", "Mrs.", "Ms.", "No", "Not", "Now", "On", "One", "Other", "Our", "She", "Since", "So",
    "Some", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though", "To", "Two", "Under", "Until", "We", "What", "When", "Where",
    "While", "Who", "With", "Yet", "You",
];

#[cfg(test)]
mod tests {
    use super::Segments;
    use crate::text::Document;

    fn tokens(text: &str) -> Vec<String> {
        let document = Document::verbatim(text.into());
        Segments::of(&document).tokens.iter().map(|&span| document.slice(span).to_owned()).collect()
    }

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::verbatim(text.into());
        Segments::of(&document).sentences.iter().map(|s| document.slice(s.span).to_owned()).collect()
    }

    #[test]
    fn clitics_and_marks_stand_alone() {
        assert_eq!(tokens("He didn't say “Belarus’s $5.2m.”"), ["He", "did", "n't", "say", "“", "Belarus", "’s", "$", "5.2m", ".", "”"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(tokens("Gen. A. Ruiz, U.S. Army."), ["Gen.", "A.", "Ruiz", ",", "U.S.", "Army", "."]);
        assert_eq!(sentences("The U.S. Army left. He met Gen. Ruiz in the U.S. The talks failed.").len(), 3);
    }

    #[test]
    fn a_quotation_closes_inside_its_sentence() {
        assert_eq!(sentences("“We won.” She left. “Did you?” he asked."), ["“We won.”", "She left.", "“Did you?” he asked."]);
    }
}
