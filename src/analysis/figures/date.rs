//! Dates that name a day, month, year or decade: "March 1, 2023", "1 March", "May 2011", "the
//! 1990s", "2010-12", "Wednesday".

use jiff::civil::Weekday;

use super::Found;
use super::calendar::{self, Calendar, Side};
use super::line::Line;
use crate::annotation::{Figure, FigureKind};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
const HOURS_OF_DAY: &[&str] = &["morning", "afternoon", "evening", "night"];

pub(super) fn found(tokens: usize, iso: Option<String>) -> Found {
    Found { tokens, figure: Figure { kind: FigureKind::Date, value: None, unit: None, iso } }
}

pub(super) fn find(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    if line.is(at, &["early", "late", "mid", "the"]) {
        let skip = if line.word(at) == "the" && line.is(at + 1, &["early", "late", "mid"]) {
            2
        } else {
            1
        };
        let skip = skip + usize::from(line.is(at + skip, &["-"]));
        let inner = find_bare(line, at + skip, calendar).filter(|_| {
            line.word(at) != "the"
                || skip == 2
                || is_decade(line.word(at + 1))
                || is_day(line, at + 1)
        })?;
        return Some(Found { tokens: inner.tokens + skip, ..inner });
    }
    find_bare(line, at, calendar)
}

fn is_day(line: &Line, at: usize) -> bool {
    of_month(line.word(at)).is_some() && line.word(at + 1) == "of" && month(line, at + 2).is_some()
}

fn find_bare(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    weekday(line, at, calendar)
        .or_else(|| month_first(line, at, calendar))
        .or_else(|| day_first(line, at, calendar))
        .or_else(|| part_of_year(line.word(at), calendar))
        .or_else(|| in_digits(line, at, calendar))
        .or_else(|| decade(line, at))
        .or_else(|| season(line, at, calendar))
        .or_else(|| year_alone(line, at, calendar))
}

pub(super) fn weekday_of(line: &Line, at: usize) -> Option<Weekday> {
    let word = line.word(at).trim_end_matches('.');
    let short = |day: &str| {
        word.len() >= 3
            && word.len() <= 5
            && day.starts_with(word)
            && !matches!(word, "sun" | "sat" | "wed")
    };
    let listed = DAYS.iter().find(|(day, _)| *day == word || short(day))?;
    line.capital(at).then_some(listed.1)
}

/// The month at `at`, 1 to 12. "May" and "March" must be capitalised, as all months are.
pub(super) fn month(line: &Line, at: usize) -> Option<i8> {
    let word = line.word(at).trim_end_matches('.');
    let place = MONTHS.iter().position(|&month| {
        month == word || (word.len() == 3 || word == "sept") && month.starts_with(word)
    })?;
    line.capital(at).then_some(place as i8 + 1)
}

fn of_month(word: &str) -> Option<i8> {
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// A year of four digits that news can mean.
pub(super) fn year(word: &str) -> Option<i16> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1000..=2199).contains(year))
}

/// Whether the sentence looks ahead before this place: "will meet on Friday", "due on May 3".
pub(super) fn side(line: &Line, at: usize) -> Side {
    let ahead = |word: &str| {
        matches!(
            word,
            "will"
                | "'ll"
                | "’ll"
                | "due"
                | "scheduled"
                | "upcoming"
                | "shall"
                | "expected"
                | "planned"
                | "plans"
                | "until"
                | "deadline"
        )
    };
    let from = at.saturating_sub(12);
    if (from..at).any(|i| ahead(line.word(i))) { Side::Coming } else { Side::Past }
}

/// "Wednesday", "Monday, May 18, 2015", "Friday night"
fn weekday(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    let day = weekday_of(line, at)?;
    let comma = usize::from(line.word(at + 1) == ",");
    if let Some(inner) = month_first(line, at + 1 + comma, calendar)
        .or_else(|| day_first(line, at + 1 + comma, calendar))
    {
        return Some(Found { tokens: inner.tokens + 1 + comma, ..inner });
    }
    let hours = usize::from(line.is(at + 1, HOURS_OF_DAY));
    Some(found(1 + hours, calendar.weekday(day, side(line, at))))
}

/// "March 1, 2023", "March 1", "May 2011", "in May"
fn month_first(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    let month = month(line, at)?;
    if let Some(day) = of_month(line.word(at + 1)) {
        let comma = usize::from(line.word(at + 2) == ",");
        if let Some(year) = year(line.word(at + 2 + comma)) {
            calendar.name_year(year);
            return Some(found(3 + comma, calendar::full(year, month, day)));
        }
        // "May 3-5" and "May 10%" are other things, but for the range's first day.
        if line.is(at + 2, &["%", "percent"]) {
            return None;
        }
        return Some(found(2, calendar.day_of_month(month, day, side(line, at))));
    }
    let of = usize::from(line.is(at + 1, &[",", "of"]));
    if let Some(year) = year(line.word(at + 1 + of)) {
        calendar.name_year(year);
        return Some(found(2 + of, Some(format!("{year:04}-{month:02}"))));
    }
    let doubtful = matches!(month, 3 | 5)
        || matches!(line.word(at), "jan" | "jun" | "mar" | "dec" | "april" | "june" | "august");
    let sure = !doubtful
        || line.is(
            at.wrapping_sub(1),
            &[
                "in", "since", "until", "by", "last", "next", "this", "early", "late", "of",
                "from", "to", "for", "between", "through", "mid",
            ],
        );
    (sure && (at > 0 || !doubtful)).then(|| found(1, calendar.month_of_year(month, side(line, at))))
}

/// "1 March 2023", "the 1st of March"
fn day_first(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    let day = of_month(line.word(at))?;
    let of = usize::from(line.word(at + 1) == "of");
    let month = month(line, at + 1 + of)?;
    let comma = usize::from(line.word(at + 2 + of) == ",");
    if let Some(year) = year(line.word(at + 2 + of + comma)) {
        calendar.name_year(year);
        return Some(found(3 + of + comma, calendar::full(year, month, day)));
    }
    Some(found(2 + of, calendar.day_of_month(month, day, side(line, at))))
}

/// "2023-03-01", "2010-12", "2010–2012"; "13/12/2011" where only one reading is a date.
fn in_digits(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    let word = line.word(at);
    let parts: Vec<&str> = word.split(['-', '/', '–']).collect();
    match parts[..] {
        [y, m, d] if y.len() == 4 && word.contains('-') => {
            Some(found(1, Some(calendar::full(year(y)?, m.parse().ok()?, d.parse().ok()?)?)))
        }
        [a, b, y] if word.contains('/') => {
            let (a, b): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
            let (first, second) = (calendar::full(year(y)?, a, b), calendar::full(year(y)?, b, a));
            match (first, second) {
                (Some(iso), None) | (None, Some(iso)) => Some(found(1, Some(iso))),
                (Some(_), Some(_)) => Some(found(1, None)),
                (None, None) => None,
            }
        }
        [from, to] if to.len() == 4 || to.len() == 2 => {
            let from = year(from)?;
            let to: i16 = if to.len() == 4 {
                year(to)?
            } else {
                from / 100 * 100 + to.parse::<i16>().ok()?
            };
            calendar.name_year(to);
            (from < to).then(|| found(1, Some(format!("{from:04}/{to:04}"))))
        }
        _ => None,
    }
}

/// "mid-2011", "late-1990s"
fn part_of_year(word: &str, calendar: &mut Calendar) -> Option<Found> {
    let inner = word
        .strip_prefix("mid-")
        .or_else(|| word.strip_prefix("late-"))
        .or_else(|| word.strip_prefix("early-"))?;
    if is_decade(inner) {
        return Some(found(1, inner.strip_suffix("0s").map(|stem| format!("{stem}X"))));
    }
    let named = year(inner)?;
    calendar.name_year(named);
    Some(found(1, Some(format!("{named:04}"))))
}

fn is_decade(word: &str) -> bool {
    word.strip_suffix("0s")
        .is_some_and(|stem| stem.len() == 3 && year(&format!("{stem}0")).is_some())
}

/// "1990s" (ISO 8601-2 writes 199X), "'90s"
fn decade(line: &Line, at: usize) -> Option<Found> {
    let word = line.word(at);
    if is_decade(word) {
        return Some(found(1, word.strip_suffix("0s").map(|stem| format!("{stem}X"))));
    }
    let short = word.strip_suffix("0s")?;
    (short.len() == 1
        && short.bytes().all(|b| b.is_ascii_digit())
        && line.is(at.wrapping_sub(1), &["'", "’", "‘", "the"]))
    .then(|| found(1, None))
}

/// "spring 2011", "summer of 2012"
fn season(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    line.is(at, &["spring", "summer", "autumn", "fall", "winter", "christmas"]).then_some(())?;
    let of = usize::from(line.word(at + 1) == "of");
    let named = year(line.word(at + 1 + of))?;
    calendar.name_year(named);
    Some(found(2 + of, Some(format!("{named:04}"))))
}

/// "in 2022", "the 2016 election"; not "2000 people", not "$2000".
fn year_alone(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    let named = year(line.word(at))?;
    let led = line.is(
        at.wrapping_sub(1),
        &[
            "in", "since", "of", "from", "until", "till", "by", "before", "after", "during",
            "year", "between", "through", "the", "late", "early", "circa", "and", "to", ",", "(",
            "mid",
        ],
    );
    let modern = (1900..=2099).contains(&named);
    let counted = super::count::counts(line, at + 1);
    if line.touches(at) && !line.is(at.wrapping_sub(1), &["(", "“", "\"", "‘", "'", "’", "—", "–"])
        || counted && !line.is(at.wrapping_sub(1), &["in", "since", "the"])
        || !(modern || led && !counted)
    {
        return None;
    }
    if line.is(
        at.wrapping_sub(1),
        &[
            "about",
            "around",
            "some",
            "nearly",
            "almost",
            "over",
            "than",
            "least",
            "approximately",
            "roughly",
        ],
    ) {
        return None;
    }
    if !modern && line.is(at.wrapping_sub(1), &["the", ",", "and", "to", "of", "(", "from", "by"]) {
        return None;
    }
    calendar.name_year(named);
    Some(found(1, Some(format!("{named:04}"))))
}
