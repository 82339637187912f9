//! Counts with what is counted, measures, shares in words, ordinals: "900 people", "15 km",
//! "21-gun", "two-thirds", "the third".

use super::Found;
use super::line::Line;
use super::number::{self, Number};
use crate::annotation::{Figure, FigureKind};

const ORDINALS: [&str; 21] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Units written short, or the same for one and many.
const UNITS: &[&str] = &[
    "km",
    "kilometre",
    "kilometer",
    "m",
    "metre",
    "meter",
    "cm",
    "mm",
    "mi",
    "mile",
    "mph",
    "kph",
    "km/h",
    "kg",
    "kilo",
    "kilogram",
    "g",
    "gram",
    "tonne",
    "ton",
    "lb",
    "lbs",
    "oz",
    "ounce",
    "pound",
    "litre",
    "liter",
    "gallon",
    "barrel",
    "foot",
    "feet",
    "ft",
    "inch",
    "yard",
    "acre",
    "hectare",
    "ha",
    "degree",
    "volt",
    "watt",
    "kw",
    "mw",
    "gw",
    "kwh",
    "mwh",
    "mb",
    "gb",
    "tb",
    "hz",
    "khz",
    "mhz",
    "ghz",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "century",
    "people",
    "men",
    "women",
    "children",
    "police",
    "staff",
    "troops",
    "personnel",
    "cattle",
    "sheep",
    "aircraft",
    "fish",
    "dead",
    "wounded",
    "injured",
    "missing",
    "percent",
    "person",
    "man",
    "woman",
    "child",
    "vote",
    "seat",
    "point",
    "goal",
    "run",
    "wicket",
    "page",
    "storey",
    "story",
    "lawmaker",
    "vehicle",
    "victim",
    "square",
    "cubic",
    "nautical",
    "households",
    "homes",
    "houses",
    "media",
    "criteria",
    "mice",
    "lives",
    "wives",
    "geese",
];

/// Plural words that are not counted things: verbs, and words after which the counted thing is
/// still to come or is unsaid.
const NOT_COUNTED: &[&str] = &[
    "is",
    "was",
    "has",
    "does",
    "its",
    "his",
    "hers",
    "ours",
    "theirs",
    "this",
    "thus",
    "as",
    "us",
    "yes",
    "less",
    "plus",
    "versus",
    "across",
    "towards",
    "perhaps",
    "always",
    "sometimes",
    "says",
    "said",
    "goes",
    "gives",
    "makes",
    "takes",
    "remains",
    "means",
    "comes",
    "includes",
    "shows",
    "needs",
    "wants",
    "besides",
    "overseas",
    "others",
    "unless",
    "minus",
    "afterwards",
    "previous",
    "various",
    "serious",
    "famous",
    "consecutive",
    "who",
    "whose",
    "which",
    "that",
];

pub(super) fn find(line: &Line, at: usize) -> Option<Found> {
    ordinal(line, at)
        .or_else(|| hyphened(line, at))
        .or_else(|| fraction(line, at))
        .or_else(|| counted(line, at))
}

fn quantity(tokens: usize, value: f64, unit: Option<String>) -> Found {
    Found {
        tokens,
        figure: Figure { kind: FigureKind::Quantity, value: Some(value), unit, iso: None },
    }
}

/// "21st", "the third", "her second term"; not "at first", "a second".
fn ordinal(line: &Line, at: usize) -> Option<Found> {
    let word = line.word(at);
    let value = if let Some(place) = ORDINALS.iter().position(|&ordinal| ordinal == word) {
        let before = line.before(at, 1);
        let owned = matches!(
            before,
            "the"
                | "his"
                | "her"
                | "its"
                | "their"
                | "my"
                | "our"
                | "your"
                | "'s"
                | "’s"
                | "this"
                | "that"
                | "every"
        );
        let more = line.is(
            at + 1,
            &[
                "time", "day", "year", "term", "place", "round", "half", "quarter", "set",
                "person", "woman", "man", "child", "son", "daughter", "wife",
            ],
        );
        if !(owned || more) || word == "second" && line.is(at + 1, &["-"]) {
            return None;
        }
        place as f64
    } else {
        let digits = word
            .strip_suffix("st")
            .or_else(|| word.strip_suffix("nd"))
            .or_else(|| word.strip_suffix("rd"))
            .or_else(|| word.strip_suffix("th"))?;
        if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok()?
    };
    Some(Found {
        tokens: 1,
        figure: Figure { kind: FigureKind::Ordinal, value: Some(value), unit: None, iso: None },
    })
}

/// "21-gun", "45-year-old", "three-year": a number tied to what it counts.
fn hyphened(line: &Line, at: usize) -> Option<Found> {
    let (number, unit) = line.word(at).split_once('-')?;
    let lettered = unit.len() > 1 && unit.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    if !lettered
        || matches!(
            unit,
            "thirds" | "third" | "quarters" | "quarter" | "fifths" | "half" | "halves"
        )
    {
        return None;
    }
    let tied = match number::digits(number) {
        Some((value, _)) => value,
        // "one-time" and "two-way" count nothing; "three-year" does.
        None => number::in_words(number)
            .filter(|_| UNITS.contains(&unit.split('-').next().unwrap_or("")))?,
    };
    (number::in_words(line.word(at)).is_none()).then(|| quantity(1, tied, Some(unit.to_owned())))
}

/// "two-thirds", "a quarter of", "half of"
fn fraction(line: &Line, at: usize) -> Option<Found> {
    let under = |word: &str| match word {
        "half" | "halves" => Some(2.0),
        "third" | "thirds" => Some(3.0),
        "quarter" | "quarters" | "fourths" => Some(4.0),
        "fifth" | "fifths" => Some(5.0),
        "sixth" | "sixths" => Some(6.0),
        "eighth" | "eighths" => Some(8.0),
        "tenth" | "tenths" => Some(10.0),
        _ => None,
    };
    let word = line.word(at);
    if let Some((over, part)) = word.split_once('-') {
        let value = number::in_words(over)? / under(part)?;
        return Some(quantity(1, value, None));
    }
    let over = if matches!(word, "a" | "one") { 1.0 } else { number::in_words(word)? };
    let part = under(line.word(at + 1))?;
    let of = line.is(at + 2, &["of"]);
    (of || over > 1.0 && line.word(at + 1).ends_with('s')).then(|| quantity(2, over / part, None))
}

/// A number and, where it follows, what is counted.
fn counted(line: &Line, at: usize) -> Option<Found> {
    if line.is(at, &["dozens", "hundreds", "thousands", "millions", "several"]) {
        return None;
    }
    let number = number::read(line, at)?;
    let next = at + number.tokens;
    if line.touches(next) && line.word(next).starts_with(['/', '@'])
        || line.touches(at)
            && !matches!(
                line.before(at, 1),
                "(" | "[" | "“" | "\"" | "‘" | "—" | "–" | "+" | "~" | "#"
            )
    {
        return None;
    }
    if let Some((tokens, unit)) = unit(line, next, &number) {
        return Some(quantity(number.tokens + tokens, number.value, Some(unit)));
    }
    // A bare number in words is mostly "one of them"; a bare "1" after a name numbers it.
    (number.scaled || !number.in_words || number.value >= 13.0)
        .then(|| quantity(number.tokens, number.value, None))
}

/// The counted thing: up to two words that describe it and a plural, or a unit.
fn unit(line: &Line, at: usize, number: &Number) -> Option<(usize, String)> {
    for length in 0..3 {
        let word = line.word(at + length);
        let lettered = word.len() > 1
            && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'/')
            || matches!(word, "m" | "g");
        if !lettered || NOT_COUNTED.contains(&word) || is_small(word) {
            return None;
        }
        let known =
            UNITS.contains(&word) || word.strip_suffix('s').is_some_and(|one| UNITS.contains(&one));
        if matches!(word, "square" | "cubic" | "nautical") {
            continue;
        }
        let plural = (number.value - 1.0).abs() > f64::EPSILON
            && word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && (length == 0 || !line.capital(at + length));
        let done = known
            && (length == 0 || word.len() > 3 || line.is(at, &["square", "cubic", "nautical"]))
            || plural;
        if done {
            let mut end = length + 1;
            // "900 asylum seekers", "24 hours": a noun that follows a singular unit is not taken.
            if line.is(at + end, &["old"])
                && line.is(at + length, &["years", "year", "months", "weeks", "days"])
            {
                end += 1;
            }
            let unit = (0..end).map(|step| line.word(at + step)).collect::<Vec<_>>().join(" ");
            return Some((end, unit));
        }
    }
    None
}

/// Words that end the search for the counted thing.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "to"
            | "in"
            | "on"
            | "at"
            | "and"
            | "or"
            | "for"
            | "by"
            | "from"
            | "with"
            | "the"
            | "a"
            | "an"
            | "were"
            | "are"
            | "be"
            | "been"
            | "had"
            | "have"
            | "after"
            | "before"
            | "since"
            | "until"
            | "than"
            | "but"
            | "when"
            | "while"
            | "if"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "you"
            | "i"
            | "not"
            | "more"
            | "per"
            | "out"
            | "up"
            | "down"
            | "over"
            | "under"
            | "into"
            | "about"
            | "where"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "million"
            | "billion"
    )
}

/// Whether the word at `at` is something counted, so that a number before it is no year.
pub(super) fn counts(line: &Line, at: usize) -> bool {
    let number = Number { tokens: 1, value: 2.0, in_words: false, scaled: false };
    unit(line, at, &number).is_some_and(|(length, _)| length == 1)
}
