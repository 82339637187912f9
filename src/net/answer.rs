//! An answer, with what of its headers is of use.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use super::head::Head;

/// A final answer: any status but a redirect's. The body is there for successes only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// Where the answer came from, without credentials.
    pub final_url: String,
    /// The address to ask from now on, if permanent redirects (301, 308) led to a good answer.
    /// Holds the request's credentials where they are for its origin: mask it before it is shown.
    pub moved_to: Option<String>,
    /// Redirects that were followed.
    pub hops: usize,
    /// Byte for byte, each byte as one character: to be stored and sent back, not to be shown.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Without control characters.
    pub content_type: Option<String>,
    /// `Link` (RFC 8288), as it was given: cut, not yet clean.
    pub link: Option<String>,
    pub freshness: Freshness,
    pub body: Vec<u8>,
}

/// What the server says about when to come back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// `Cache-Control: max-age` less the `Age` that the answer already has.
    pub max_age: Option<Duration>,
    /// `Expires`, told as a time from the server's own `Date`, else from now.
    pub expires_in: Option<Duration>,
    /// `Retry-After` as a time from now.
    pub retry_after: Option<Duration>,
}

impl Response {
    /// 200 and its like: there is a body.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn is_not_modified(&self) -> bool {
        self.status == 304
    }

    pub fn is_gone(&self) -> bool {
        self.status == 410
    }

    /// What a status that is no success comes to, and at which address if that is not the one that
    /// was asked.
    pub fn refusal(&self) -> String {
        let words = format!("{} (status {})", self.status_words(), self.status);
        if self.hops == 0 {
            words
        } else {
            format!("it leads to {}: {words}", super::masked(&self.final_url))
        }
    }

    /// The status in words of our own; the server's reason is never shown.
    pub fn status_words(&self) -> &'static str {
        match self.status {
            200..300 => "fine",
            304 => "not modified",
            400 => "the server finds the request wrong",
            401 => "a user name and password are needed",
            402 | 403 => "the server refuses access",
            404 => "not found",
            407 => "the proxy wants a user name and password",
            410 => "gone for good",
            429 => "asked too often",
            451 => "withheld for legal reasons",
            503 => "the server is busy",
            status if (400..500).contains(&status) => "the server refuses",
            status if (500..600).contains(&status) => "the server has failed",
            _ => "an unexpected status",
        }
    }
}

impl Freshness {
    pub(super) fn of(head: &Head, now: Timestamp) -> Self {
        let date = head.get("date").and_then(http_date).unwrap_or(now);
        let until = |later: Timestamp, from: Timestamp| {
            Duration::try_from(later.duration_since(from)).unwrap_or_default()
        };
        Self {
            max_age: max_age(head),
            expires_in: head.get("expires").and_then(http_date).map(|at| until(at, date)),
            retry_after: head.get("retry-after").and_then(|value| {
                seconds(value).or_else(|| http_date(value).map(|at| until(at, now)))
            }),
        }
    }
}

fn max_age(head: &Head) -> Option<Duration> {
    let directives = head.items("cache-control");
    if directives.iter().any(|directive| directive == "no-store" || directive == "no-cache") {
        return None;
    }
    let value = directives.iter().find_map(|directive| directive.strip_prefix("max-age="))?;
    let age = head.get("age").and_then(seconds).unwrap_or_default();
    Some(seconds(value.trim_matches('"'))?.saturating_sub(age))
}

/// A number of seconds; more digits than fit mean the longest time there is.
fn seconds(text: &str) -> Option<Duration> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| Duration::from_secs(text.parse().unwrap_or(u64::MAX)))
}

/// A date in one of HTTP's forms that are alive.
fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::head::read_head;
    use crate::net::policy::Limits;

    fn freshness(headers: &str) -> Freshness {
        let text = format!("HTTP/1.1 200 X\r\n{headers}\r\n\r\n");
        let head =
            read_head(&mut text.as_bytes(), &Limits::default()).expect("a head").expect("a head");
        Freshness::of(&head, "2026-03-02T08:00:00Z".parse().expect("a time"))
    }

    fn minutes(count: u64) -> Duration {
        Duration::from_secs(60 * count)
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        assert_eq!(freshness("Retry-After: 120").retry_after, Some(minutes(2)));
        assert_eq!(
            freshness("Retry-After: Mon, 02 Mar 2026 08:02:00 GMT").retry_after,
            Some(minutes(2))
        );
        assert_eq!(
            freshness("Retry-After: Mon, 02 Mar 2020 08:02:00 GMT").retry_after,
            Some(Duration::ZERO)
        );
        assert_eq!(
            freshness("Retry-After: 9999999999999999999999").retry_after,
            Some(Duration::from_secs(u64::MAX))
        );
        assert_eq!(freshness("Retry-After: -5").retry_after, None);
        assert_eq!(freshness("Retry-After: soon").retry_after, None);
    }

    #[test]
    fn max_age_is_what_is_left_of_it() {
        assert_eq!(freshness("Cache-Control: public, Max-Age=3600").max_age, Some(minutes(60)));
        assert_eq!(freshness("Cache-Control: max-age=3600\r\nAge: 600").max_age, Some(minutes(50)));
        assert_eq!(freshness("Cache-Control: max-age=3600, no-cache").max_age, None);
        assert_eq!(freshness("Cache-Control: max-age=x").max_age, None);
    }

    #[test]
    fn expires_counts_by_the_server_s_own_clock() {
        let headers =
            "Date: Mon, 02 Mar 2026 01:00:00 GMT\r\nExpires: Mon, 02 Mar 2026 02:00:00 GMT";
        assert_eq!(freshness(headers).expires_in, Some(minutes(60)));
        assert_eq!(freshness("Expires: 0").expires_in, None);
    }
}
