//! When a feed may be asked again without its reader forcing it: pure functions of the clock, the
//! answer and the hints.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::answer::{Freshness, Response};
use super::error::NetError;

/// The bounds of waiting. The defaults are those that the documentation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// No feed is asked more often than this.
    pub least: Duration,
    /// No hint and no failure makes it wait longer than this.
    pub most: Duration,
}

/// How a request ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// `None`: there was no answer, or none that could be used.
    pub status: Option<u16>,
    pub freshness: Freshness,
    /// Failures in a row, this one included; 0 after a success.
    pub failures: u32,
}

/// What the feed says about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedHints {
    /// RSS `ttl`, or the update period of the syndication module.
    pub ttl: Option<Duration>,
    /// Bit n: the hour n of the day in UTC is skipped.
    pub skip_hours: u32,
    /// Bit n: the day n of the week is skipped, Monday is 0.
    pub skip_days: u8,
}

/// Failures that are counted at most of those that do not come from a server.
const AWAY: u32 = 2;

impl Default for Pace {
    fn default() -> Self {
        Self { least: Duration::from_mins(15), most: Duration::from_hours(24) }
    }
}

impl Asked {
    /// How `answer` ended a request, after so many failures in a row before it.
    pub fn after(answer: &Result<Response, NetError>, failures_before: u32) -> Self {
        match answer {
            Ok(response) => {
                let failures = if response.is_good() || response.is_not_modified() {
                    0
                } else {
                    failures_before.saturating_add(1)
                };
                Self {
                    status: Some(response.status),
                    freshness: response.freshness.clone(),
                    failures,
                }
            }
            Err(error) => {
                // A network that is away is away for all feeds, and no server is spared by waiting
                // long for it.
                let most = if matches!(
                    error,
                    NetError::Unresolved { .. } | NetError::Unreachable { .. }
                ) {
                    AWAY.max(failures_before)
                } else {
                    u32::MAX
                };
                Self {
                    status: None,
                    freshness: Freshness::default(),
                    failures: failures_before.saturating_add(1).min(most),
                }
            }
        }
    }
}

/// The earliest time of the next automatic request; `None` when the feed is gone for good (410).
///
/// `chance` in 0–1 spreads the return of many readers after a failure: it only ever makes the wait
/// longer, by a quarter at most.
pub fn next_allowed(
    now: Timestamp,
    asked: &Asked,
    hints: &FeedHints,
    pace: &Pace,
    chance: f64,
) -> Option<Timestamp> {
    let wait = match asked.status {
        Some(410) => return None,
        Some(200..300 | 304) => after_success(&asked.freshness, hints),
        _ => after_failure(asked, pace, chance),
    };
    let earliest = later(now, wait.min(pace.most).max(pace.least));
    Some(past_skipped(earliest, hints))
}

fn after_success(freshness: &Freshness, hints: &FeedHints) -> Duration {
    let cached = freshness.max_age.or(freshness.expires_in).unwrap_or_default();
    let asked_to_wait = freshness.retry_after.unwrap_or_default();
    cached.max(hints.ttl.unwrap_or_default()).max(asked_to_wait)
}

/// Doubles with each failure from the least wait on, or what the server asks for if that is longer.
fn after_failure(asked: &Asked, pace: &Pace, chance: f64) -> Duration {
    let doublings = asked.failures.saturating_sub(1).min(16);
    let own = pace.least.saturating_mul(1 << doublings);
    let told = asked.freshness.retry_after.unwrap_or_default();
    let wait = own.max(told).min(pace.most);
    wait + wait.mul_f64(chance.clamp(0.0, 1.0) / 4.0)
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

/// The first moment from `at` on in an hour and on a day that the feed does not ask to skip. Hints
/// that skip everything are no hints.
fn past_skipped(at: Timestamp, hints: &FeedHints) -> Timestamp {
    const ALL_HOURS: u32 = (1 << 24) - 1;
    const ALL_DAYS: u8 = (1 << 7) - 1;
    let hours = if hints.skip_hours & ALL_HOURS == ALL_HOURS { 0 } else { hints.skip_hours };
    let days = if hints.skip_days & ALL_DAYS == ALL_DAYS { 0 } else { hints.skip_days };
    let hour = 3600;
    let mut moment = at;
    // A week of hours is enough to leave any skipped time.
    for _ in 0..=7 * 24 {
        let time = TimeZone::UTC.to_datetime(moment);
        let day = time.weekday().to_monday_zero_offset();
        if hours >> time.hour() & 1 == 0 && days >> day & 1 == 0 {
            return moment;
        }
        let next = (moment.as_second().div_euclid(hour) + 1) * hour;
        match Timestamp::from_second(next) {
            Ok(next) => moment = next,
            Err(_) => return at,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-03-02T08:20:00Z"; // a Monday

    fn next(asked: &Asked, hints: &FeedHints, chance: f64) -> Option<String> {
        next_allowed(NOW.parse().expect("a time"), asked, hints, &Pace::default(), chance)
            .map(|at| at.to_string())
    }

    fn good(freshness: Freshness) -> Asked {
        Asked { status: Some(200), freshness, failures: 0 }
    }

    fn failed(status: u16, failures: u32, retry_after: Option<u64>) -> Asked {
        Asked {
            status: Some(status),
            freshness: Freshness {
                retry_after: retry_after.map(Duration::from_secs),
                ..Freshness::default()
            },
            failures,
        }
    }

    #[test]
    fn a_quarter_of_an_hour_is_the_least() {
        assert_eq!(
            next(&good(Freshness::default()), &FeedHints::default(), 1.0),
            Some("2026-03-02T08:35:00Z".to_owned())
        );
        let short = Freshness { max_age: Some(Duration::from_secs(5)), ..Freshness::default() };
        assert_eq!(
            next(&good(short), &FeedHints::default(), 0.0),
            Some("2026-03-02T08:35:00Z".to_owned())
        );
    }

    #[test]
    fn the_longest_of_the_hints_holds_and_a_day_is_the_most() {
        let hour = Freshness {
            max_age: Some(Duration::from_hours(1)),
            expires_in: Some(Duration::from_secs(99_999)),
            ..Freshness::default()
        };
        assert_eq!(
            next(&good(hour.clone()), &FeedHints::default(), 0.0),
            Some("2026-03-02T09:20:00Z".to_owned())
        );
        let ttl = FeedHints { ttl: Some(Duration::from_hours(3)), ..FeedHints::default() };
        assert_eq!(next(&good(hour), &ttl, 0.0), Some("2026-03-02T11:20:00Z".to_owned()));
        let year = Freshness { max_age: Some(Duration::from_hours(8760)), ..Freshness::default() };
        assert_eq!(
            next(&good(year), &FeedHints::default(), 0.0),
            Some("2026-03-03T08:20:00Z".to_owned())
        );
    }

    #[test]
    fn skipped_hours_and_days_are_skipped_but_never_all() {
        let morning = FeedHints { skip_hours: 0b111 << 8, ..FeedHints::default() };
        assert_eq!(
            next(&good(Freshness::default()), &morning, 0.0),
            Some("2026-03-02T11:00:00Z".to_owned())
        );
        let monday = FeedHints { skip_days: 1, ..FeedHints::default() };
        assert_eq!(
            next(&good(Freshness::default()), &monday, 0.0),
            Some("2026-03-03T00:00:00Z".to_owned())
        );
        let always = FeedHints {
            ttl: Some(Duration::from_hours(3)),
            skip_hours: u32::MAX,
            skip_days: u8::MAX,
        };
        assert_eq!(
            next(&good(Freshness::default()), &always, 0.0),
            Some("2026-03-02T11:20:00Z".to_owned())
        );
    }

    #[test]
    fn gone_is_gone() {
        assert_eq!(next(&failed(410, 1, Some(60)), &FeedHints::default(), 0.0), None);
    }

    #[test]
    fn a_server_that_asks_to_wait_is_obeyed_within_reason() {
        assert_eq!(
            next(&failed(503, 1, Some(3600)), &FeedHints::default(), 0.0),
            Some("2026-03-02T09:20:00Z".to_owned())
        );
        assert_eq!(
            next(&failed(429, 1, Some(3600)), &FeedHints::default(), 1.0),
            Some("2026-03-02T09:35:00Z".to_owned())
        );
        assert_eq!(
            next(&failed(429, 1, Some(u64::MAX)), &FeedHints::default(), 1.0),
            Some("2026-03-03T08:20:00Z".to_owned())
        );
        assert_eq!(
            next(&failed(429, 1, Some(0)), &FeedHints::default(), 0.0),
            Some("2026-03-02T08:35:00Z".to_owned())
        );
    }

    #[test]
    fn failures_wait_twice_as_long_each_time() {
        let waits: Vec<_> = [1, 2, 3, 99]
            .map(|failures| {
                next(&failed(500, failures, None), &FeedHints::default(), 0.0).unwrap_or_default()
            })
            .to_vec();
        assert_eq!(
            waits,
            [
                "2026-03-02T08:35:00Z",
                "2026-03-02T08:50:00Z",
                "2026-03-02T09:20:00Z",
                "2026-03-03T08:20:00Z"
            ]
        );
        let silent = Asked { status: None, failures: 1, ..Asked::default() };
        assert_eq!(
            next(&silent, &FeedHints::default(), 0.4),
            Some("2026-03-02T08:36:30Z".to_owned())
        );
    }
}
