//! Group “polite”: validators as they came, waiting as told, nothing that tells more than needed.

use std::time::Duration;

use dateline::inside::net::{
    Asked, Cancel, Client, FeedHints, Pace, Request, Response, next_allowed,
};
use jiff::Timestamp;

use super::server::{Hostile, text};

fn again(client: &Client, server: &Hostile, slug: &str, before: &Response) -> Response {
    let request = Request {
        etag: before.etag.clone(),
        last_modified: before.last_modified.clone(),
        validated_url: Some(before.final_url.clone()),
        ..Request::new(server.url(slug))
    };
    client.get(&request, &Cancel::new()).expect(slug)
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn the_second_request_is_conditional_and_the_server_finds_no_fault() {
    let server = Hostile::start();
    for slug in [
        "etag",
        "last-modified",
        "both",
        "etag-weak",
        "etag-odd",
        "etag-unquoted",
        "lm-odd",
        "max-age",
        "gzip-ok",
        "cookies",
        "304-body",
    ] {
        let client = Hostile::client();
        let first = server.get(slug).expect(slug);
        assert!(first.is_good(), "{slug}");
        let second = again(&client, &server, slug, &first);
        assert!(second.is_not_modified() && second.body.is_empty(), "{slug}: {}", second.status);
        assert!(
            again(&client, &server, slug, &first).is_not_modified(),
            "{slug}, a third time on the same client"
        );
    }
    let score = server.told("_score");
    for (path, entry) in score.as_object().expect("paths") {
        assert_eq!(entry["faults"], serde_json::json!([]), "{path}");
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_changing_feed_is_asked_with_its_newest_tag() {
    let server = Hostile::start();
    let client = Hostile::client();
    let mut known = server.get("changing").expect("a feed");
    for _ in 0..7 {
        let next = again(&client, &server, "changing", &known);
        if next.is_good() {
            known = next;
        }
    }
    assert!(text(&known).contains("chg2"));
    assert_eq!(server.told("_score")["/c/changing"]["faults"], serde_json::json!([]));
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn the_next_automatic_request_is_not_before_the_server_wants_it() {
    let server = Hostile::start();
    let now = Timestamp::now();
    let waits = |slug: &str| {
        let asked = Asked::after(&server.get(slug), 0);
        next_allowed(now, &asked, &FeedHints::default(), &Pace::default(), 0.0)
            .map(|at| Duration::try_from(at.duration_since(now)).expect("later").as_secs() / 60)
    };
    assert_eq!(waits("max-age"), Some(60));
    assert_eq!(waits("r503"), Some(60));
    assert_eq!(
        waits("r429"),
        Some(15),
        "two minutes are asked for, a quarter of an hour is the least"
    );
    assert_eq!(waits("r429-date"), Some(15));
    assert_eq!(waits("r429-silly"), Some(24 * 60));
    assert_eq!(waits("notfound"), Some(15));
    assert_eq!(waits("gone"), None);
}
