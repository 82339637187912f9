//! Group “redirect”: followed where it is safe, bounded always.

use dateline::inside::net::{Cancel, NetError, Request};

use super::server::{Hostile, is_live, text};

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn redirects_are_followed_and_the_permanent_ones_are_told() {
    let server = Hostile::start();
    for (slug, moved) in
        [("r301", true), ("r308", true), ("r302", false), ("r307", false), ("chain5", false)]
    {
        let response = server.get(slug).expect(slug);
        assert!(text(&response).contains("Redirect target"), "{slug}");
        assert_eq!(response.final_url, server.url("target"), "{slug}");
        assert_eq!(response.moved_to, moved.then(|| server.url("target")), "{slug}");
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn an_address_that_moved_to_a_gone_one_is_not_replaced() {
    let server = Hostile::start();
    let response = server.get("r301-410").expect("an answer");
    assert_eq!(
        (response.status, response.moved_to, response.final_url),
        (410, None, server.url("gone"))
    );
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn loops_and_chains_end_by_name_and_soon() {
    let server = Hostile::start();
    assert!(matches!(
        server.get("r-self"),
        Err(NetError::RedirectLoop { asks_for_cookies: false, .. })
    ));
    assert!(matches!(server.get("loop-a"), Err(NetError::RedirectLoop { .. })));
    assert!(matches!(server.get("chain50"), Err(NetError::TooManyRedirects { limit: 10, .. })));
    assert!(matches!(server.get("r-noloc"), Err(NetError::RedirectNowhere { status: 301 })));
    let wall = server.get("cookie-wall").expect_err("a wall");
    assert!(
        matches!(wall, NetError::RedirectLoop { asks_for_cookies: true, .. })
            && wall.to_string().contains("asks for cookies"),
        "{wall}"
    );
    let log = server.told("_log");
    let counts: u64 =
        log.as_object().expect("paths").values().filter_map(|entry| entry["count"].as_u64()).sum();
    assert_eq!(counts, 1 + 2 + 11 + 1 + 1, "{log}");
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn other_schemes_are_refused() {
    let server = Hostile::start();
    for (slug, scheme) in [("r-file", "file"), ("r-data", "data"), ("r-gopher", "gopher")] {
        assert_eq!(
            server.get(slug),
            Err(NetError::RedirectScheme { scheme: scheme.to_owned() }),
            "{slug}"
        );
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn what_a_location_carries_is_neither_used_nor_shown() {
    let server = Hostile::start();
    let response = server.get("r-cred").expect("an answer");
    assert!(text(&response).contains("Redirect target") && !response.final_url.contains("s3cret"));
    let log = server.told("_log");
    assert_eq!(log["/c/target"]["requests"][0]["Authorization"], serde_json::Value::Null);
    let response = server.get("r-escape").expect("an answer");
    assert!(!is_live(&response.final_url), "{:?}", response.final_url);
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn credentials_stay_with_their_origin() {
    let server = Hostile::start();
    let url = server.url("r-authleak").replace("http://", "http://u:p4ss@");
    let outcome = Hostile::client().get(&Request::new(url), &Cancel::new());
    assert!(matches!(outcome, Err(NetError::RedirectPrivate { .. })), "{outcome:?}");
    assert!(!format!("{outcome:?}").contains("p4ss"));
    assert_eq!(server.canary(), serde_json::json!([]));
    assert_eq!(
        server.told("_log")["/c/r-authleak"]["requests"][0]["Authorization"],
        "Basic dTpwNHNz"
    );
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn credentials_do_not_follow_to_another_public_host() {
    let server = Hostile::start();
    let outcome = server
        .proxied()
        .get(&Request::new("http://u:p4ss@news.example/c/r-authleak"), &Cancel::new());
    assert!(matches!(outcome, Err(NetError::RedirectPrivate { .. })), "{outcome:?}");
    assert_eq!(server.canary(), serde_json::json!([]));
}
