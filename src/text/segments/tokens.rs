//! Cutting a block into tokens.

use super::abbreviations::keeps_stop;
use crate::text::Span;

/// Adds the tokens of `block` to `tokens`.
pub(super) fn cut(text: &str, block: Span, tokens: &mut Vec<Span>) {
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
        at += if c.is_alphanumeric() {
            word(rest, tokens, base + at)
        } else {
            mark(rest, c, tokens, base + at)
        };
    }
}

/// A run of punctuation that stands as one token (`...`, `--`, `''`, `?!`), or a single character.
fn mark(rest: &str, c: char, tokens: &mut Vec<Span>, at: usize) -> usize {
    let run = |same: &dyn Fn(char) -> bool| rest.find(|other| !same(other)).unwrap_or(rest.len());
    let length = match c {
        '\'' | '’' => match clitic(rest) {
            Some(length) => length,
            None if rest.starts_with("''") => 2,
            None => c.len_utf8(),
        },
        '`' if rest.starts_with("``") => 2,
        '!' | '?' => run(&|other| matches!(other, '!' | '?')),
        '.' | '-' | '_' | '*' | '=' | '~' | '#' => run(&|other| other == c),
        _ => c.len_utf8(),
    };
    tokens.push(Span::from_usize(at, at + length));
    length
}

const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// The length of a clitic (`'s`, `’re`, `'ll`) that `rest` begins with.
fn clitic(rest: &str) -> Option<usize> {
    let quote = rest.chars().next()?.len_utf8();
    let tail = &rest[quote..];
    let letters = tail
        .char_indices()
        .take(3)
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or_else(|| tail.len().min(3), |(at, _)| at);
    let word = tail.get(..letters)?;
    CLITICS.iter().any(|c| word.eq_ignore_ascii_case(c)).then_some(quote + letters)
}

fn word(rest: &str, tokens: &mut Vec<Span>, at: usize) -> usize {
    let mut push = |start: usize, end: usize| tokens.push(Span::from_usize(at + start, at + end));
    if let Some(length) = address(rest) {
        push(0, length);
        return length;
    }
    let mut length = stretch(rest);
    if rest[length..].starts_with('.') && keeps_stop(&rest[..length], &rest[length + 1..]) {
        length += 1;
    }
    if let Some(cut) = seam(&rest[..length]) {
        push(0, cut);
        push(cut, length);
    } else {
        push(0, length);
    }
    length
}

/// The length of the letters, digits and joining marks that `rest` begins with.
fn stretch(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((index, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            _ if c.is_alphanumeric() => true,
            '\'' | '’' => before.is_alphabetic() && next.is_alphabetic(),
            '-' | '‐' | '‑' | '/' | '_' | '@' | '&' | '.' => {
                before.is_alphanumeric() && next.is_alphanumeric()
            }
            ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
            _ => unicode_width::UnicodeWidthChar::width(c) == Some(0),
        };
        if !joins {
            break;
        }
        end = index + c.len_utf8();
        before = c;
    }
    end
}

/// The length of a web address that `rest` begins with, without the punctuation behind it.
fn address(rest: &str) -> Option<usize> {
    if !["http://", "https://", "www."]
        .iter()
        .any(|start| rest.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)))
    {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '”' | '“' | '’'))
        .unwrap_or(rest.len());
    let end = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']).len();
    (end > "www.".len()).then_some(end)
}

/// Where a word is cut in two: `do|n't`, `Ana|'s`, `can|not`, `6:00|am`.
fn seam(word: &str) -> Option<usize> {
    if word.eq_ignore_ascii_case("cannot") {
        return Some(3);
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let hours = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        let half = &word[hours.len()..];
        let clock = hours.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        return (clock
            && ["am", "pm", "a.m.", "p.m."].iter().any(|name| half.eq_ignore_ascii_case(name)))
        .then_some(hours.len());
    }
    let apostrophe = word.rfind(['\'', '’'])?;
    let quote = word[apostrophe..].chars().next()?.len_utf8();
    let tail = &word[apostrophe + quote..];
    let head = &word[..apostrophe];
    if tail.eq_ignore_ascii_case("t") && head.len() > 1 && head.ends_with(['n', 'N']) {
        return Some(apostrophe - 1);
    }
    CLITICS.iter().any(|c| tail.eq_ignore_ascii_case(c)).then_some(apostrophe)
}
