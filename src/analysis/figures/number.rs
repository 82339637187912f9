//! Numbers in digits and words: "34.1 million", "5.2m", "two hundred and fifty", "half a million",
//! "3-4".

use super::line::Line;

/// A number, how many tokens it takes, and whether it stands in words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Number {
    pub tokens: usize,
    pub value: f64,
    pub in_words: bool,
    /// "34.1 million", "5.2m": too large for years and ages.
    pub scaled: bool,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number that starts at token `at`. Of a range ("3-4", "3 to 4" is two numbers) the value is
/// that of its upper end.
pub(super) fn read(line: &Line, at: usize) -> Option<Number> {
    let word = line.word(at);
    if word == "half" && line.is(at + 1, &["a"]) && scale(line.word(at + 2)).is_some() {
        return Some(Number {
            tokens: 3,
            value: 0.5 * scale(line.word(at + 2))?,
            in_words: true,
            scaled: true,
        });
    }
    if matches!(word, "a" | "an") {
        return article(line, at);
    }
    let (value, in_words, short) = digits(word)
        .map(|(value, short)| (value, false, short))
        .or_else(|| Some((in_words(word)?, true, false)))?;
    if in_words && !short {
        return Some(words(line, at, value));
    }
    let mut number = Number { tokens: 1, value, in_words: false, scaled: short };
    if let Some(factor) = scale(line.word(at + 1)).filter(|_| !short) {
        number = Number { tokens: 2, value: value * factor, in_words: false, scaled: true };
    }
    Some(number)
}

/// "a million", "a dozen", "a hundred"; "a half".
fn article(line: &Line, at: usize) -> Option<Number> {
    let value = match line.word(at + 1) {
        "dozen" => 12.0,
        "hundred" => 100.0,
        other => scale(other)?,
    };
    Some(Number { tokens: 2, value, in_words: true, scaled: true })
}

/// A number in words, as far as it goes: "two hundred and fifty thousand", "twenty-one", "three
/// million".
fn words(line: &Line, at: usize, first: f64) -> Number {
    let (mut total, mut group, mut tokens) = (0.0, first, 1);
    let mut scaled = false;
    while tokens < 12 {
        let step = usize::from(line.is(at + tokens, &["and"]) && group >= 100.0);
        let next = line.word(at + tokens + step);
        if next == "hundred" && group < 100.0 && step == 0 {
            group *= 100.0;
        } else if next == "dozen" && group < 100.0 && step == 0 {
            group *= 12.0;
        } else if let Some(factor) = scale(next).filter(|_| step == 0) {
            total += group * factor;
            group = 0.0;
            scaled = true;
        } else if let Some(more) = in_words(next).filter(|&more| adds(group, more, scaled)) {
            group += more;
        } else {
            break;
        }
        tokens += step + 1;
    }
    Number { tokens, value: total + group, in_words: true, scaled }
}

/// Whether `more` may follow `group` within one number: "two hundred" + "fifty", "twenty" + "one".
fn adds(group: f64, more: f64, scaled: bool) -> bool {
    group == 0.0 && scaled
        || group >= 100.0 && more < 100.0 && group % 100.0 == 0.0
        || group >= 20.0 && group % 10.0 == 0.0 && more < 10.0 && more > 0.0
}

/// "seven", "forty", "twenty-one".
pub(super) fn in_words(word: &str) -> Option<f64> {
    if let Some(value) = UNITS.iter().position(|&unit| unit == word) {
        return Some(value as f64);
    }
    if let Some(ten) = TENS.iter().position(|&ten| ten == word) {
        return Some(20.0 + 10.0 * ten as f64);
    }
    match word {
        "hundred" => return Some(100.0),
        "dozen" => return Some(12.0),
        _ => {}
    }
    let (ten, unit) = word.split_once('-')?;
    let ten = TENS.iter().position(|&t| t == ten)?;
    let unit = UNITS[1..10].iter().position(|&u| u == unit)?;
    Some(21.0 + 10.0 * ten as f64 + unit as f64)
}

pub(super) fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "thousand" => 1e3,
        "million" | "mln" | "mn" | "m" => 1e6,
        "billion" | "bn" | "bln" => 1e9,
        "trillion" | "trn" | "tn" => 1e12,
        _ => return None,
    })
}

/// A token in digits with its value and whether a short scale is written to it: "34.1", "10,000",
/// "5.2m", "3-4", "1/2".
pub(super) fn digits(word: &str) -> Option<(f64, bool)> {
    let body = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &word[body.len()..];
    let factor = match tail {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "mln" => 1e6,
        "b" | "bn" | "bln" => 1e9,
        "t" | "tn" | "trn" => 1e12,
        _ => return None,
    };
    let last = body.rsplit(['-', '–', '—', '‑']).next()?;
    let all = body.split(['-', '–', '—', '‑']).all(|part| plain(part).is_some());
    let (dashes, body_ok) = (body.matches(['-', '–', '—', '‑']).count(), all);
    if dashes > 1 || !body_ok {
        return None;
    }
    Some((plain(last)? * factor, !tail.is_empty()))
}

/// "10,000", "34.1", "7", "1/2"; not "1,00", not "1.2.3".
fn plain(word: &str) -> Option<f64> {
    if let Some((over, under)) = word.split_once('/') {
        let (over, under) = (plain(over)?, plain(under)?);
        return (under > 0.0).then_some(over / under);
    }
    let (whole, part) = word.split_once('.').unwrap_or((word, "0"));
    let figures = |part: &str| {
        !part.is_empty() && part.len() <= 18 && part.bytes().all(|b| b.is_ascii_digit())
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = groups.all(|group| group.len() == 3 && figures(group))
        && figures(first)
        && (first.len() <= 3 || !whole.contains(','));
    (grouped && figures(part))
        .then(|| format!("{}.{part}", whole.replace(',', "")).parse().ok())
        .flatten()
}
