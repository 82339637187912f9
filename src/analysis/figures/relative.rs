//! Dates that count from another day: "three years ago", "last week", "yesterday", "later this
//! year", "the previous year".

use super::calendar::{Calendar, Side};
use super::date::{found, month, side, weekday_of};
use super::line::Line;
use super::{Found, number};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
    /// Seasons, quarters, weekends, decades, centuries, hours: shown, but without an ISO form.
    Vague,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "weekend" | "quarter" | "spring" | "summer" | "autumn" | "fall" | "winter" | "decade"
        | "decades" | "century" | "centuries" | "season" | "semester" | "morning" | "afternoon"
        | "evening" | "hour" | "hours" | "minute" | "minutes" | "fortnight" | "night" | "term" => {
            Unit::Vague
        }
        _ => return None,
    })
}

pub(super) fn find(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    one_day(line, at, calendar)
        .or_else(|| pointed(line, at, calendar))
        .or_else(|| ago(line, at, calendar))
        .or_else(|| {
            let within = line.is(at, &["later", "earlier", "early", "late"]).then_some(1)?;
            let of = usize::from(line.is(at + 1, &["in", "on"]));
            let inner = one_day(line, at + within + of, calendar)
                .or_else(|| pointed(line, at + within + of, calendar))?;
            Some(Found { tokens: inner.tokens + within + of, ..inner })
        })
}

/// "today", "yesterday morning", "tonight"; "the day before yesterday"
fn one_day(line: &Line, at: usize, calendar: &Calendar) -> Option<Found> {
    if line.word(at) == "the"
        && line.word(at + 1) == "day"
        && line.is(at + 2, &["before", "after"])
        && line.is(at + 3, &["yesterday", "tomorrow"])
    {
        return Some(found(4, calendar.day(if line.word(at + 3) == "yesterday" { -2 } else { 2 })));
    }
    let step = match line.word(at) {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    if line.is(at + 1, &["'s", "’s"])
        && line.word(at) == "today"
        && !line.is(at + 2, &["meeting", "vote", "election", "game"])
    {
        return None;
    }
    let hours = usize::from(line.is(at + 1, &["morning", "afternoon", "evening", "night"]));
    Some(found(1 + hours, calendar.day(step)))
}

/// "last week", "this year", "next Friday", "the previous year", "the following day"
fn pointed(line: &Line, at: usize, calendar: &mut Calendar) -> Option<Found> {
    let article = usize::from(line.word(at) == "the");
    let step = match line.word(at + article) {
        "last" | "past" => -1,
        "this" if article == 0 => 0,
        "next" | "coming" => 1,
        "previous" | "preceding" => return beside(line, at, article, -1, calendar),
        "following" if article == 1 => return beside(line, at, article, 1, calendar),
        _ => return None,
    };
    let place = at + article + 1;
    let tokens = article + 2;
    if let Some(weekday) = weekday_of(line, place) {
        let side = if step > 0 || step == 0 && side(line, at) == Side::Coming {
            Side::Coming
        } else {
            Side::Past
        };
        return Some(found(tokens, calendar.weekday(weekday, side)));
    }
    if let Some(month) = month(line, place) {
        let iso = calendar.month_of_year(month, if step < 0 { Side::Past } else { side(line, at) });
        return Some(found(
            tokens,
            if step > 0 { calendar.month_of_year(month, Side::Coming) } else { iso },
        ));
    }
    let unit = unit(line.word(place))?;
    let plural = line.word(place).ends_with('s');
    // "the past" week may be any seven days; "this day", "last day", "the last year of" are no
    // dates.
    if plural
        || article == 1 && line.word(at + 1) == "last"
        || unit == Unit::Day && step <= 0
        || line.word(place) == "term" && step == 0
    {
        return None;
    }
    let settled = line.word(at + article) != "past" && article == 0;
    let iso = match unit {
        Unit::Week => calendar.week(step),
        Unit::Month => calendar.month(step),
        Unit::Year => calendar.year(step),
        Unit::Day | Unit::Vague => None,
    };
    Some(found(tokens, iso.filter(|_| settled)))
}

/// "the previous year", "the following day": beside a date that was named before; only years are
/// reckoned.
fn beside(line: &Line, at: usize, article: usize, step: i16, calendar: &Calendar) -> Option<Found> {
    let _ = at;
    let unit = unit(line.word(at + article + 1))?;
    if line.word(at + article + 1).ends_with('s') {
        return None;
    }
    let iso = if unit == Unit::Year { calendar.beside_named_year(step) } else { None };
    Some(found(article + 2, iso))
}

/// "three years ago", "a week earlier", "two days later"
fn ago(line: &Line, at: usize, calendar: &Calendar) -> Option<Found> {
    let (tokens, count) = if line.is(at, &["a", "an"]) && unit(line.word(at + 1)).is_some() {
        (1, Some(1))
    } else if line.word(at) == "several" {
        (1, None)
    } else {
        let number = number::read(line, at)?;
        (
            number.tokens,
            (number.value.fract() == 0.0 && number.value < 4000.0).then_some(number.value as i32),
        )
    };
    let half = if line.is(at + tokens, &["and"])
        && line.is(at + tokens + 1, &["a"])
        && line.is(at + tokens + 2, &["half"])
    {
        3
    } else {
        0
    };
    let unit = unit(line.word(at + tokens + half))?;
    let end = at + tokens + half + 1;
    let iso = match (line.word(end), count.filter(|_| half == 0)) {
        ("ago", Some(count)) => match unit {
            Unit::Day => calendar.day(-count),
            Unit::Week => calendar.week(-count),
            Unit::Month => calendar.month(-count),
            Unit::Year => calendar.year(-count),
            Unit::Vague => None,
        },
        ("ago", None) | ("earlier" | "later", _) => None,
        _ => return None,
    };
    Some(found(tokens + half + 2, iso))
}
