//! The time and the zone that callers pass: nothing in the library knows them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The reader's clock and place, which queries with dates count from.
#[derive(Clone, Debug)]
pub struct Clock {
    pub now: Timestamp,
    pub zone: TimeZone,
}
