//! Group “status”: every status is an answer, every broken head an error with a name.

use std::time::Duration;

use dateline::inside::net::NetError;

use super::server::{Hostile, is_live};

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_status_is_told_and_nothing_is_tried_again() {
    let server = Hostile::start();
    for (slug, status) in [
        ("gone", 410),
        ("notfound", 404),
        ("forbidden", 403),
        ("auth", 401),
        ("r429", 429),
        ("r503", 503),
        ("r500", 500),
        ("reason-esc", 404),
        ("status-esc", 500),
    ] {
        let response = server.get(slug).expect(slug);
        assert_eq!(response.status, status, "{slug}");
        assert!(response.body.is_empty(), "{slug}: a failure's body is not for reading");
        assert!(!is_live(&format!("{response:?}")), "{slug}");
        assert_eq!(server.count(&format!("/c/{slug}")), 1, "{slug}");
    }
    assert_eq!(
        server.told("_log")["/c/auth"]["requests"][0]["Authorization"],
        serde_json::Value::Null
    );
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_wish_to_wait_is_read() {
    let server = Hostile::start();
    let told = |slug| server.get(slug).expect(slug).freshness.retry_after;
    assert_eq!(told("r429"), Some(Duration::from_mins(2)));
    assert_eq!(told("r503"), Some(Duration::from_hours(1)));
    let date = told("r429-date").expect("a date").as_secs();
    assert!((100..=120).contains(&date), "{date}");
    assert!(told("r429-silly").is_some_and(|wait| wait > Duration::from_secs(1 << 40)));
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn broken_heads_have_names() {
    let server = Hostile::start();
    assert_eq!(server.get("http09"), Err(NetError::NotHttp));
    assert!(matches!(server.get("headers-big"), Err(NetError::HeadTooLarge { .. })));
    assert!(matches!(
        server.get("headers-many"),
        Err(NetError::TooManyHeaders { .. } | NetError::HeadTooLarge { .. })
    ));
    assert_eq!(server.get("empty200"), Err(NetError::Empty));
    assert_eq!(server.get("304-first"), Err(NetError::UnaskedNotModified));
    assert_eq!(server.get("partial206").map(|response| response.status), Ok(206));
}
