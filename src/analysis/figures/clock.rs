//! Times of day: "9:30 p.m. ET", "14:30 GMT", "9am", "noon".

use super::Found;
use super::line::Line;
use crate::annotation::{Figure, FigureKind};

const ZONES: &[&str] = &[
    "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt", "pt", "pst", "pdt", "gmt", "utc",
    "bst", "cet", "cest", "eet", "ist", "jst", "hkt", "aest", "aedt", "msk",
];

pub(super) fn find(line: &Line, at: usize) -> Option<Found> {
    let word = line.word(at);
    match word {
        "noon" | "midday" => return Some(time(line, at, 1, 12, 0)),
        "midnight" => return Some(time(line, at, 1, 0, 0)),
        _ => {}
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    if digits.is_empty() {
        return spoken(line, at);
    }
    let (hour, minute, exact) = hour_and_minute(digits)?;
    if let Some(shift) = half_of_day(&word[digits.len()..]) {
        return twelve(line, at, 1, hour, minute, shift);
    }
    if digits.len() != word.len() {
        return None;
    }
    if let Some(shift) = half_of_day(line.word(at + 1)) {
        return twelve(line, at, 2, hour, minute, shift);
    }
    if line.is(at + 1, &["o'clock", "o’clock"]) && (1..=12).contains(&hour) {
        return Some(Found { tokens: 2, figure: figure(None) });
    }
    let zoned = ZONES.contains(&line.word(at + 1)) && line.capital(at + 1);
    (exact || zoned && digits.len() == 4 && hour < 24).then(|| time(line, at, 1, hour, minute))
}

/// "nine o'clock"
fn spoken(line: &Line, at: usize) -> Option<Found> {
    let hour = super::number::in_words(line.word(at))?;
    (line.is(at + 1, &["o'clock", "o’clock"]) && (1.0..=12.0).contains(&hour))
        .then(|| Found { tokens: 2, figure: figure(None) })
}

/// Hours and minutes, and whether the form alone shows that it is a time: "14:30", not "1430" or
/// "9".
fn hour_and_minute(word: &str) -> Option<(u32, u32, bool)> {
    let number = |part: &str| {
        (part.len() <= 2 && !part.is_empty()).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (hour, minute, exact) = match word.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => {
            (number(hour)?, number(minute)?, word.contains(':'))
        }
        Some(_) => return None,
        None if word.len() == 4 && word.is_ascii() => {
            (number(&word[..2])?, number(&word[2..])?, false)
        }
        None => (number(word)?, 0, false),
    };
    (hour < 24 && minute < 60).then_some((hour, minute, exact))
}

fn half_of_day(word: &str) -> Option<u32> {
    match word {
        "am" | "a.m." | "a.m" => Some(0),
        "pm" | "p.m." | "p.m" => Some(12),
        _ => None,
    }
}

fn twelve(
    line: &Line,
    at: usize,
    tokens: usize,
    hour: u32,
    minute: u32,
    shift: u32,
) -> Option<Found> {
    (1..=12).contains(&hour).then(|| time(line, at, tokens, hour % 12 + shift, minute))
}

/// The time with its zone, if one follows.
fn time(line: &Line, at: usize, tokens: usize, hour: u32, minute: u32) -> Found {
    let zone = line.word(at + tokens);
    let mut iso = format!("{hour:02}:{minute:02}");
    let mut tokens = tokens;
    if ZONES.contains(&zone) && line.capital(at + tokens) {
        tokens += 1;
        if matches!(zone, "gmt" | "utc") {
            iso.push('Z');
        }
    } else if zone == "local" && line.word(at + tokens + 1) == "time" {
        tokens += 2;
    }
    Found { tokens, figure: figure(Some(iso)) }
}

fn figure(iso: Option<String>) -> Figure {
    Figure { kind: FigureKind::Time, value: None, unit: None, iso }
}
