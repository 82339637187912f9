//! The refresh of many feeds: slow ones do not hold the others, two at a host, cancelled soon.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use dateline::inside::net::{Cancel, NetError, Request};
use dateline::inside::service::{FeedRequest, FetchEvent, FetchSettings, fetch_all};

use super::server::Hostile;

const GOOD: [&str; 20] = [
    "target",
    "etag",
    "both",
    "ttl",
    "r301",
    "chain5",
    "gzip-ok",
    "gzip-nested",
    "ct-html",
    "ct-none",
    "koi8",
    "sjis",
    "utf16le",
    "utf8bom",
    "entities",
    "no-guid",
    "dup-guid",
    "dates",
    "links",
    "xmlbase",
];

fn requests(server: &Hostile, slugs: &[&str]) -> Vec<FeedRequest> {
    slugs
        .iter()
        .zip(0..)
        .map(|(slug, feed)| FeedRequest { feed, request: Request::new(server.url(slug)) })
        .collect()
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn twenty_good_feeds_are_done_in_two_seconds_beside_two_that_never_end() {
    let server = Hostile::start();
    let slugs: Vec<_> = ["silent", "drip"].into_iter().chain(GOOD).collect();
    let begin = Instant::now();
    let cancel = Cancel::new();
    let (mut good, mut bad, mut last_good) = (HashSet::new(), 0, Duration::ZERO);
    let client = Hostile::client();
    let count = fetch_all(
        &client,
        &requests(&server, &slugs),
        FetchSettings::default(),
        &cancel,
        |outcome| outcome.answer,
        |event| {
            let FetchEvent::Done { feed, result } = event else { return };
            if result.is_ok_and(|response| response.is_good()) {
                good.insert(feed);
                last_good = begin.elapsed();
            } else {
                bad += 1;
            }
            if good.len() == GOOD.len() {
                cancel.cancel();
            }
        },
    );
    assert_eq!((good.len(), bad), (20, 0));
    assert!(last_good < Duration::from_secs(2), "{last_good:?}");
    assert_eq!((count.done, count.left), (20, 2));
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn each_feed_is_done_exactly_once_also_the_slow_ones() {
    let server = Hostile::start();
    let slugs: Vec<_> = ["silent", "notfound"].into_iter().chain(GOOD).collect();
    let mut done = Vec::new();
    let client = Hostile::client();
    let count = fetch_all(
        &client,
        &requests(&server, &slugs),
        FetchSettings::default(),
        &Cancel::new(),
        |outcome| outcome.answer,
        |event| {
            if let FetchEvent::Done { feed, result } = event {
                if feed == 0 {
                    assert!(matches!(result, Err(NetError::TimedOut { .. })), "{result:?}");
                }
                done.push(feed);
            }
        },
    );
    done.sort_unstable();
    assert_eq!(done, (0..22).collect::<Vec<_>>());
    assert_eq!((count.done, count.left), (22, 0));
    assert_eq!(server.count("/c/etag"), 1);
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_refresh_is_cancelled_in_half_a_second() {
    let server = Hostile::start();
    let cancel = Cancel::new();
    let mut cancelled = Instant::now();
    let client = Hostile::client();
    let count = fetch_all(
        &client,
        &requests(&server, &["silent", "drip", "etag"]),
        FetchSettings::default(),
        &cancel,
        |outcome| outcome.answer,
        |event| {
            if matches!(event, FetchEvent::Started { feed: 1 }) {
                cancelled = Instant::now();
                cancel.cancel();
            }
        },
    );
    assert!(cancelled.elapsed() < Duration::from_millis(500), "{:?}", cancelled.elapsed());
    assert_eq!(count.done + count.left, 3);
}
