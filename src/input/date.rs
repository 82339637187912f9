//! Days and times in the forms that feeds, pages and bylines have.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::calendar::{is_weekday, month_named, says_nothing};

/// The instant that `text` names, if it names one and nothing else. A bare date is its midnight in
/// UTC, a time without a zone is taken as UTC. Forms that could be read in two ways ("03/04/2023")
/// give `None`, as do years before 1900 and after 2199.
pub(super) fn parse_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > 100 {
        return None;
    }
    iso(text).or_else(|| iso_week(text)).or_else(|| unix(text)).or_else(|| in_words(text)).filter(
        |at| {
            let year = Offset::UTC.to_datetime(*at).year();
            (1900..2200).contains(&year)
        },
    )
}

fn at(date: Date, time: Time, offset: i32) -> Option<Timestamp> {
    let offset = Offset::from_seconds(offset).ok()?;
    offset.to_timestamp(DateTime::from_parts(date, time)).ok()
}

/// ISO 8601 and its relatives: "2023-03-01T10:30:00Z", "2023-03-01 10:30", "20230301", "2023-03",
/// "2023".
fn iso(text: &str) -> Option<Timestamp> {
    let mut scan = Scan { rest: text };
    let year: i16 = scan.digits(4, 4)?.parse().ok()?;
    let dashed = scan.take('-');
    let slashed = !dashed && scan.take('/');
    let (month, day) = match scan.run() {
        0 => (1, 1),
        3 if !slashed => {
            let ordinal: i16 = scan.digits(3, 3)?.parse().ok()?;
            let first = Date::new(year, 1, 1).ok()?;
            let date = (1..=first.days_in_year())
                .contains(&ordinal)
                .then(|| first.checked_add((ordinal - 1).days()).ok())
                .flatten()?;
            (date.month(), date.day())
        }
        _ => {
            let month = scan.digits(1, 2)?.parse().ok()?;
            let parted = scan.take('-') || scan.take('/');
            let day = if scan.run() > 0 && (parted || !dashed && !slashed) {
                scan.digits(1, 2)?.parse().ok()?
            } else {
                1
            };
            (month, day)
        }
    };
    let date = Date::new(year, month, day).ok()?;
    if scan.rest.is_empty() {
        return at(date, Time::midnight(), 0);
    }
    if !(scan.take('T') || scan.take('t') || scan.take(' ') || scan.take('_')) {
        return scan
            .zone()
            .filter(|_| scan.rest.is_empty())
            .and_then(|offset| at(date, Time::midnight(), offset));
    }
    let (time, days) = scan.time()?;
    let offset = scan.zone().unwrap_or(0);
    scan.spaces();
    let date = date.checked_add(days.days()).ok()?;
    scan.rest.is_empty().then(|| at(date, time, offset)).flatten()
}

/// A week of the year and a day of it: "2026-W10-1".
fn iso_week(text: &str) -> Option<Timestamp> {
    let mut scan = Scan { rest: text };
    let year: i16 = scan.digits(4, 4)?.parse().ok()?;
    scan.take('-');
    let week: i8 = scan.take('W').then(|| scan.digits(2, 2)).flatten()?.parse().ok()?;
    scan.take('-');
    let day: i8 = scan.digits(1, 1)?.parse().ok()?;
    let date =
        ISOWeekDate::new(year, week, Weekday::from_monday_one_offset(day).ok()?).ok()?.date();
    scan.rest.is_empty().then(|| at(date, Time::midnight(), 0)).flatten()
}

/// Seconds since 1970 in ten digits, thousandths of them in thirteen: the years 2001 to 2286, so
/// that nothing else is taken for them.
fn unix(text: &str) -> Option<Timestamp> {
    let number: i64 =
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
    match text.len() {
        10 if number >= 1_000_000_000 => Timestamp::from_second(number).ok(),
        13 if number >= 1_000_000_000_000 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    fn run(&self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<&'a str> {
        let length = self.run().min(most);
        if length < least {
            return None;
        }
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(digits)
    }

    fn take(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// "10:30", "10:30:15.250", "103015", "24:00"; with the days it runs over.
    fn time(&mut self) -> Option<(Time, i64)> {
        let hour: i8 = self.digits(1, 2)?.parse().ok()?;
        let colon = self.take(':');
        let minute: i8 =
            if colon || self.run() >= 2 { self.digits(1, 2)?.parse().ok()? } else { 0 };
        let mut second: i8 = 0;
        if colon && self.take(':') || !colon && self.run() >= 2 {
            second = self.digits(1, 2)?.parse().ok()?;
            if self.take('.') || self.take(',') {
                self.digits(1, 12)?;
            }
        }
        if hour == 24 && minute == 0 && second == 0 {
            return Some((Time::midnight(), 1));
        }
        Some((Time::new(hour, minute, second.min(59), 0).ok()?, 0))
    }

    /// Seconds east of Greenwich: "Z", "+02:00", "-0500", "GMT", "EST", "GMT+2". `None` (and
    /// nothing taken) where there is none.
    fn zone(&mut self) -> Option<i32> {
        self.spaces();
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters > 0 {
            let (name, rest) = self.rest.split_at(letters);
            let base = zone_named(name)?;
            self.rest = rest;
            let more = if base == 0 { self.offset() } else { None };
            return Some(more.unwrap_or(base));
        }
        self.offset()
    }

    fn offset(&mut self) -> Option<i32> {
        let sign = match self.rest.chars().next()? {
            '+' => 1,
            '-' | '−' => -1,
            _ => return None,
        };
        let mut scan = Scan { rest: self.rest.trim_start_matches(['+', '-', '−']) };
        let hours: i32 = scan.digits(1, 2)?.parse().ok()?;
        scan.take(':');
        let minutes: i32 = if scan.run() > 0 { scan.digits(2, 2)?.parse().ok()? } else { 0 };
        self.rest = scan.rest;
        (hours < 15 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }
}

/// Zones of RFC 822 and those that newspapers use; names that mean several ("IST", "BST" aside) are
/// left out.
fn zone_named(name: &str) -> Option<i32> {
    let quarter_hours = match name.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" | "WET" => 0,
        "BST" | "CET" | "MEZ" | "WEST" => 4,
        "CEST" | "EET" | "SAST" | "MESZ" => 8,
        "EEST" | "MSK" => 12,
        "JST" | "KST" => 36,
        "AEST" => 40,
        "AEDT" => 44,
        "HKT" | "SGT" | "AWST" => 32,
        "NZST" => 48,
        "NZDT" => 52,
        "EST" | "CDT" => -20,
        "EDT" | "AST" => -16,
        "NDT" => -10,
        "NST" => -14,
        "ADT" | "BRT" | "ART" => -12,
        "EAT" | "TRT" | "IDT" => 12,
        "WAT" => 4,
        "CAT" => 8,
        "PKT" | "YEKT" => 20,
        "NPT" => 23,
        "WIB" | "ICT" => 28,
        "PHT" => 32,
        "ACST" => 38,
        "ACDT" => 42,
        "CST" | "MDT" => -24,
        "MST" | "PDT" => -28,
        "PST" | "AKDT" => -32,
        "AKST" => -36,
        "HST" => -40,
        "A" => -4,
        "M" => -48,
        "N" => 4,
        "Y" => 48,
        _ => return None,
    };
    Some(quarter_hours * 900)
}

/// Dates with the month in letters: "Wed, 01 Mar 2023 10:30:00 +0100", "March 1, 2023", "1 March
/// 2023 at 10:30 a.m. EST", "Wed Mar  1 10:30:00 2023", "01-Mar-23", "2 de marzo de 2026", "lun. 2
/// mars 2026 à 10h30".
fn in_words(text: &str) -> Option<Timestamp> {
    let spaced =
        NAMES.iter().fold(text.replace([',', '|', '•', '·'], " "), |text, (long, short)| {
            text.replace(long, short)
        });
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parts = Parts::default();
    for (at, word) in words.iter().copied().enumerate() {
        let half = |word: &&str| matches!(word.to_ascii_lowercase().as_str(), "am" | "pm");
        let bare = word.trim_start_matches('(').trim_end_matches(')');
        let is_hour = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(clock) = clock(word) {
            parts.clock(&clock)?;
        } else if is_hour && parts.time.is_none() && words.get(at + 1).is_some_and(half) {
            parts.clock(&format!("{word}:00"))?;
        } else if half(&word) && parts.time.is_some() {
            parts.half(word.eq_ignore_ascii_case("pm"))?;
        } else if parts.time.is_some()
            && let Some(rule) = american(bare)
        {
            parts.american = Some(rule);
        } else if parts.time.is_some()
            && parts.offset.is_none()
            && (word.starts_with(['+', '-'])
                || zone_named(bare.split(['+', '-']).next().unwrap_or(bare)).is_some())
        {
            parts.offset = Some(Scan { rest: bare }.zone()?);
        } else {
            parts.day_word(word)?;
        }
    }
    parts.finish()
}

/// Longer forms of halves of the day and of zones, and the short ones.
const NAMES: [(&str, &str); 14] = [
    ("a.m.", "am"),
    ("p.m.", "pm"),
    ("A.M.", "am"),
    ("P.M.", "pm"),
    ("a. m.", "am"),
    ("p. m.", "pm"),
    ("Eastern Standard Time", "EST"),
    ("Eastern Daylight Time", "EDT"),
    ("Central Standard Time", "CST"),
    ("Central Daylight Time", "CDT"),
    ("Pacific Standard Time", "PST"),
    ("Pacific Daylight Time", "PDT"),
    ("Central European Time", "CET"),
    ("Central European Summer Time", "CEST"),
];

/// The rule of a zone of the United States that is named without saying whether it is summer, as
/// POSIX writes it; it holds since 2007.
fn american(name: &str) -> Option<&'static str> {
    Some(match name {
        "ET" => "EST5EDT,M3.2.0,M11.1.0",
        "CT" => "CST6CDT,M3.2.0,M11.1.0",
        "MT" => "MST7MDT,M3.2.0,M11.1.0",
        "PT" => "PST8PDT,M3.2.0,M11.1.0",
        _ => return None,
    })
}

/// A time of the day, with a colon between hours and minutes: "8:00", "8h30", "8h".
fn clock(word: &str) -> Option<Cow<'_, str>> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if word.contains(':') {
        return Some(word.into());
    }
    // "3pm", "3.30pm"
    let lower = word.to_ascii_lowercase();
    if let Some(half) = ["am", "pm"].into_iter().find(|half| lower.ends_with(half)) {
        let (hours, minutes) =
            lower[..lower.len() - 2].split_once('.').unwrap_or((&lower[..lower.len() - 2], "00"));
        let is_time = hours.len() <= 2 && minutes.len() == 2;
        return is_time.then(|| format!("{hours}:{minutes}{half}").into());
    }
    let (hours, minutes) = word.split_once(['h', 'H'])?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(hours) && digits(minutes))
        .then(|| format!("{hours}:{}", if minutes.is_empty() { "00" } else { minutes }).into())
}

#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    offset: Option<i32>,
    /// The rule that tells the offset by the date.
    american: Option<&'static str>,
    days: i64,
    weekday: bool,
    /// The word taken for the month could be a day of the week ("mar." is March and Tuesday).
    unsure: bool,
}

impl Parts {
    fn clock(&mut self, word: &str) -> Option<()> {
        let lower = word.to_ascii_lowercase();
        let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
            (Some(clock), _) => (clock, Some(false)),
            (_, Some(clock)) => (clock, Some(true)),
            _ => (lower.as_str(), None),
        };
        let mut scan = Scan { rest: clock };
        let (time, days) = scan.time()?;
        if self.time.replace(time).is_some() {
            return None;
        }
        self.days = days;
        if let Some(half) = half {
            self.half(half)?;
        }
        if !scan.rest.is_empty() {
            self.offset = Some(scan.zone()?);
        }
        scan.rest.is_empty().then_some(())
    }

    fn half(&mut self, afternoon: bool) -> Option<()> {
        let time = self.time?;
        let hour = match (time.hour(), afternoon) {
            (12, false) => 0,
            (12, true) => 12,
            (hour @ 1..=11, true) => hour + 12,
            (hour @ 0..=11, false) => hour,
            // "15:30 PM" can be nothing else.
            (hour @ 13..=23, true) => hour,
            _ => return None,
        };
        self.time = Time::new(hour, time.minute(), time.second(), 0).ok();
        Some(())
    }

    /// A day in numbers alone, where these read one way only: "13/03/2026", "03/13/2026",
    /// "03/03/2026", "2026-03-13"; with full stops the day comes first everywhere.
    fn numbers(&mut self, word: &str) -> Option<()> {
        let sign = word.chars().find(|c| !c.is_ascii_digit())?;
        let parts: Vec<&str> = word.split(sign).collect();
        let [one, two, three] = parts[..] else { return None };
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !parts.iter().all(|part| is_number(part)) || self.day.is_some() || self.month.is_some() {
            return None;
        }
        let (year, first, second) = match (one.len(), two.len(), three.len()) {
            (4, 1..=2, 1..=2) => (one, three, two),
            (1..=2, 1..=2, 4) => (three, one, two),
            _ => return None,
        };
        let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
        let (day, month) = match sign {
            _ if one.len() == 4 || sign == '.' => (first, second),
            '/' | '-' if first > 12 || first == second => (first, second),
            '/' | '-' if second > 12 => (second, first),
            _ => return None,
        };
        (self.year, self.month, self.day) = (year.parse().ok(), Some(month), Some(day));
        Some(())
    }

    fn day_word(&mut self, word: &str) -> Option<()> {
        if self.numbers(word).is_some() {
            return Some(());
        }
        if word.contains(['-', '/']) {
            return word.split(['-', '/']).try_for_each(|part| self.day_word(part));
        }
        if says_nothing(word) {
            return Some(());
        }
        if let Some(month) = month_named(word)
            && (self.month.is_none() || self.unsure)
        {
            self.weekday |= self.unsure;
            self.unsure = self.month.is_none() && !self.weekday && is_weekday(word);
            self.month = Some(month);
            return Some(());
        }
        if !self.weekday && is_weekday(word) {
            self.weekday = true;
            return Some(());
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let ending = &word[digits..];
        if digits == 0
            || !matches!(
                ending,
                "" | "st" | "nd" | "rd" | "th" | "." | "er" | "e" | "º" | "°" | ".º"
            )
        {
            return None;
        }
        let number: i16 = word[..digits].parse().ok()?;
        match digits {
            1 | 2 if self.day.is_none() => self.day = i8::try_from(number).ok(),
            // A year of two digits: RFC 822 writes them, and no feed is older than 1970.
            2 if self.year.is_none() => {
                self.year = Some(if number < 70 { 2000 + number } else { 1900 + number })
            }
            4 if self.year.is_none() => self.year = Some(number),
            _ => return None,
        }
        Some(())
    }

    fn finish(self) -> Option<Timestamp> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let date = date.checked_add(self.days.days()).ok()?;
        let time = self.time.unwrap_or(Time::midnight());
        if let Some(rule) = self.american {
            let zone = TimeZone::posix(rule).ok().filter(|_| date.year() >= 2007)?;
            return zone.to_timestamp(DateTime::from_parts(date, time)).ok();
        }
        at(date, time, self.offset.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    fn date(text: &str) -> String {
        parse_date(text).map(|at| at.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_forms_of_feeds_and_pages() {
        for (text, expected) in [
            ("2023-03-01T10:30:00Z", "2023-03-01T10:30:00Z"),
            ("2023-03-01T10:30:00.123+02:00", "2023-03-01T08:30:00Z"),
            ("2023-03-01 10:30", "2023-03-01T10:30:00Z"),
            ("20230301T103000Z", "2023-03-01T10:30:00Z"),
            ("2023-03", "2023-03-01T00:00:00Z"),
            ("2023-060", "2023-03-01T00:00:00Z"),
            ("Wed, 01 Mar 2023 10:30:00 +0100", "2023-03-01T09:30:00Z"),
            ("1 Mar 23 10:30 EST", "2023-03-01T15:30:00Z"),
            ("Wed Mar  1 10:30:00 2023", "2023-03-01T10:30:00Z"),
            ("March 1, 2023", "2023-03-01T00:00:00Z"),
            ("Wednesday, March 1st, 2023 at 3:30 p.m. GMT", "2023-03-01T15:30:00Z"),
            ("01-Mar-2023", "2023-03-01T00:00:00Z"),
            ("Thu, 31 Dec 2022 24:00:00 GMT", "2023-01-01T00:00:00Z"),
            ("Mo, 02 Mär 2026 08:00:00 +0100", "2026-03-02T07:00:00Z"),
            ("lun. 2 mars 2026 08:00", "2026-03-02T08:00:00Z"),
            ("Montag, 2. März 2026 um 8:00 Uhr", "2026-03-02T08:00:00Z"),
            ("mar. 3 févr. 2026 à 8h30", "2026-02-03T08:30:00Z"),
            ("1er août 2026", "2026-08-01T00:00:00Z"),
            ("martes, 3 de marzo de 2026 a las 8:00", "2026-03-03T08:00:00Z"),
            ("mar 3 giu 2026", "2026-06-03T00:00:00Z"),
            ("segunda-feira, 2 de março de 2026", "2026-03-02T00:00:00Z"),
            ("maandag 2 mrt 2026", "2026-03-02T00:00:00Z"),
            ("2026-W10-1", "2026-03-02T00:00:00Z"),
            ("March 2, 2026 3 PM EST", "2026-03-02T20:00:00Z"),
            ("2 March 2026, 3.30pm", "2026-03-02T15:30:00Z"),
            ("Mar 2, 2026 at 12:15 A.M.", "2026-03-02T00:15:00Z"),
            ("2 de marzo de 2026 3:30 p. m.", "2026-03-02T15:30:00Z"),
            ("2026-03-02 03:30:00 PM", "2026-03-02T15:30:00Z"),
            ("03/13/2026 3:30 PM", "2026-03-13T15:30:00Z"),
            ("13/03/2026 15:30", "2026-03-13T15:30:00Z"),
            ("03/03/2026", "2026-03-03T00:00:00Z"),
            ("3.4.2026 08:00", "2026-04-03T08:00:00Z"),
            ("Mon, 2 Mar 2026 15:30 PM", "2026-03-02T15:30:00Z"),
            ("March 2, 2026 8:00 AM ET", "2026-03-02T13:00:00Z"),
            ("July 2, 2026 8:00 AM ET", "2026-07-02T12:00:00Z"),
            ("2 July 2026 8:00 Pacific Daylight Time", "2026-07-02T15:00:00Z"),
            ("1 Mar 2026 10:30:00 NPT", "2026-03-01T04:45:00Z"),
            ("1772438400", "2026-03-02T08:00:00Z"),
            ("1772438400000", "2026-03-02T08:00:00Z"),
        ] {
            assert_eq!(date(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_unclear_is_no_date() {
        for text in [
            "",
            "yesterday",
            "03/04/2023",
            "March 2023",
            "0000-00-00",
            "2023-13-01",
            "Wed, 32 Mar 2023 10:30:00 GMT",
            "1 March 2023 was a day",
            "１２",
            "2 jui 2026",
            "mar mar 2026",
            "17724384",
            "2026-W60-1",
            "03/04/2026 3:30 PM",
            "2 March 2026 13:30 AM",
            "2 March 2026 10:30 IST",
            "1 July 1995 8:00 ET",
        ] {
            assert_eq!(date(text), "", "{text}");
        }
    }
}
