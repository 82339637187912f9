//! What a date in words means on the day the article was published, as ISO 8601.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The day of publication, if it is known, and the year the sentence has named last.
pub(super) struct Calendar {
    today: Option<Date>,
    /// The last year named in this sentence: what "the previous year" counts from.
    year: Option<i16>,
}

/// Into which direction from the day of publication a date without a year or week lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Past,
    Coming,
}

impl Calendar {
    pub(super) fn new(published: Option<jiff::Timestamp>) -> Self {
        let today = published.map(|instant| jiff::tz::Offset::UTC.to_datetime(instant).date());
        Self { today, year: None }
    }

    pub(super) fn start_sentence(&mut self) {
        self.year = None;
    }

    pub(super) fn name_year(&mut self, year: i16) {
        self.year = Some(year);
    }

    /// The year before or behind the one named last in the sentence.
    pub(super) fn beside_named_year(&self, step: i16) -> Option<String> {
        self.year.map(|year| format!("{:04}", year + step))
    }

    pub(super) fn day(&self, step: i32) -> Option<String> {
        self.shifted(step).map(day)
    }

    fn shifted(&self, days: i32) -> Option<Date> {
        self.today?.checked_add(days.days()).ok()
    }

    /// ISO 8601 week: "2023-W08".
    pub(super) fn week(&self, step: i32) -> Option<String> {
        let week = self.shifted(step.checked_mul(7)?)?.iso_week_date();
        Some(format!("{:04}-W{:02}", week.year(), week.week()))
    }

    pub(super) fn month(&self, step: i32) -> Option<String> {
        let first = self.today?.first_of_month();
        Some(month(first.checked_add(step.months()).ok()?))
    }

    pub(super) fn year(&self, step: i32) -> Option<String> {
        let year = i32::from(self.today?.year()) + step;
        (0..=9999).contains(&year).then(|| format!("{year:04}"))
    }

    /// The weekday nearest to the day of publication on that side; the day itself counts as past.
    pub(super) fn weekday(&self, weekday: Weekday, side: Side) -> Option<String> {
        let today = self.today?;
        let back = i32::from(today.weekday().since(weekday));
        let step = match side {
            Side::Past => -back,
            Side::Coming => 7 - back,
        };
        self.day(step)
    }

    /// A day of a month without a year: the last one, unless only the coming one is near.
    pub(super) fn day_of_month(&self, month: i8, of_month: i8, side: Side) -> Option<String> {
        let today = self.today?;
        let years = [today.year() - 1, today.year(), today.year() + 1];
        let dates = years.into_iter().filter_map(|year| Date::new(year, month, of_month).ok());
        self.nearest(dates, side).map(day)
    }

    /// A month without a year, by the same rule.
    pub(super) fn month_of_year(&self, of_year: i8, side: Side) -> Option<String> {
        let today = self.today?.first_of_month();
        let years = [today.year() - 1, today.year(), today.year() + 1];
        let dates = years.into_iter().filter_map(|year| Date::new(year, of_year, 1).ok());
        Calendar { today: Some(today), year: None }.nearest(dates, side).map(month)
    }

    fn nearest(&self, dates: impl Iterator<Item = Date>, side: Side) -> Option<Date> {
        let today = self.today?;
        let (mut past, mut coming) = (None, None);
        for date in dates {
            if date <= today {
                past = Some(date);
            } else if coming.is_none() {
                coming = Some(date);
            }
        }
        match side {
            Side::Past => past,
            Side::Coming => coming,
        }
    }
}

/// "2023-03-01", if there is such a day.
pub(super) fn full(year: i16, month: i8, of_month: i8) -> Option<String> {
    Date::new(year, month, of_month).ok().map(day)
}

fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn month(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}
