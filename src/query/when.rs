//! Dates in queries, as written; which moment that is depends on the reader's clock and place.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A moment as a query names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Day(Date),
    Month(i16, i8),
    Year(i16),
    Today,
    Yesterday,
    HoursAgo(u32),
    DaysAgo(u32),
    WeeksAgo(u32),
}

impl When {
    /// Reads `2026-03-01`, `2026-03`, `2026`, `today`, `yesterday`, `12h`, `7d`, `2w`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "today" => return Some(Self::Today),
            "yesterday" => return Some(Self::Yesterday),
            _ => {}
        }
        if let Some(unit) = text.chars().next_back().filter(char::is_ascii_alphabetic) {
            let count = text[..text.len() - 1].parse().ok()?;
            return match unit.to_ascii_lowercase() {
                'h' => Some(Self::HoursAgo(count)),
                'd' => Some(Self::DaysAgo(count)),
                'w' => Some(Self::WeeksAgo(count)),
                _ => None,
            };
        }
        let mut parts = text.split('-');
        let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let Some(month) = parts.next() else {
            return (0..=9998).contains(&year).then_some(Self::Year(year));
        };
        let month: i8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        let Some(day) = parts.next() else {
            return Date::new(year, month, 1).ok().map(|_| Self::Month(year, month));
        };
        let day: i8 = day.parse().ok()?;
        if parts.next().is_some() {
            return None;
        }
        Date::new(year, month, day).ok().map(Self::Day)
    }

    /// The first moment behind it; of a moment so long ago that moment.
    pub fn end(self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let today = now.to_zoned_datetime(zone.clone()).date();
        let last = match self {
            Self::Day(date) => Some(date),
            Self::Month(year, month) => Date::new(year, month, 1).ok().map(Date::last_of_month),
            Self::Year(year) => Date::new(year, 12, 31).ok(),
            Self::Today => Some(today),
            Self::Yesterday => today.yesterday().ok(),
            Self::HoursAgo(_) | Self::DaysAgo(_) | Self::WeeksAgo(_) => {
                return self.start(now, zone);
            }
        };
        last.and_then(|date| date.tomorrow().ok())
            .map_or(Timestamp::MAX, |next| Self::Day(next).start(now, zone))
    }

    /// Its first moment, for a reader whose clock says `now` in the zone `zone`.
    pub fn start(self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let midnight = |date: Date| {
            date.to_zoned_datetime(zone.clone()).map_or(now, |zoned| zoned.timestamp())
        };
        let today = now.to_zoned_datetime(zone.clone()).date();
        let ago = |hours: i64| {
            now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MIN)
        };
        match self {
            Self::Day(date) => midnight(date),
            Self::Month(year, month) => Date::new(year, month, 1).map_or(now, midnight),
            Self::Year(year) => Date::new(year, 1, 1).map_or(now, midnight),
            Self::Today => midnight(today),
            Self::Yesterday => today.yesterday().map_or(now, midnight),
            Self::HoursAgo(hours) => ago(i64::from(hours)),
            Self::DaysAgo(days) => ago(i64::from(days) * 24),
            Self::WeeksAgo(weeks) => ago(i64::from(weeks) * 24 * 7),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
            Self::HoursAgo(count) => write!(f, "{count}h"),
            Self::DaysAgo(count) => write!(f, "{count}d"),
            Self::WeeksAgo(count) => write!(f, "{count}w"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::When;

    #[test]
    fn dates_are_read_and_written_alike() {
        for text in ["2026-03-01", "2026-03", "2026", "today", "yesterday", "12h", "7d", "2w"] {
            assert_eq!(When::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "2026-13",
            "2026-02-30",
            "26",
            "7x",
            "d",
            "2026-01-01-01",
            "-5d",
            "é",
            "99999999999d",
            "2026-",
        ] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    #[test]
    fn moments_count_from_the_readers_clock() {
        let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let start = |text: &str| When::parse(text).unwrap().start(now, &TimeZone::UTC).to_string();
        assert_eq!(start("today"), "2026-03-01T00:00:00Z");
        assert_eq!(start("yesterday"), "2026-02-28T00:00:00Z");
        assert_eq!(start("2w"), "2026-02-15T12:00:00Z");
        let end = |text: &str| When::parse(text).unwrap().end(now, &TimeZone::UTC).to_string();
        assert_eq!(end("2026-02"), "2026-03-01T00:00:00Z");
        assert_eq!(end("2025"), "2026-01-01T00:00:00Z");
        assert_eq!(end("yesterday"), "2026-03-01T00:00:00Z");
        assert_eq!(end("2w"), start("2w"));
        assert_eq!(When::parse("9999-12-31").unwrap().end(now, &TimeZone::UTC), Timestamp::MAX);
        assert_eq!(start("2025"), "2025-01-01T00:00:00Z");
        assert_eq!(When::WeeksAgo(u32::MAX).start(now, &TimeZone::UTC), Timestamp::MIN);
    }
}
