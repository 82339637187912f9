//! Group “transfer”: slow, endless, bombs, wrong lengths.

use std::time::{Duration, Instant};

use dateline::inside::net::{Cancel, Client, NetError, Patience, Phase, Policy, Request};

use super::server::{Hostile, text};

fn hurried() -> Client {
    let patience = Patience {
        connect: Duration::from_secs(2),
        first_byte: Duration::from_millis(2600),
        stall: Duration::from_millis(2500),
        whole: Duration::from_secs(4),
    };
    Client::new(Policy { patience, connections_per_host: 4, ..Hostile::policy() })
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn each_kind_of_slowness_has_its_limit() {
    let server = Hostile::start();
    let client = hurried();
    std::thread::scope(|scope| {
        for (slug, phase) in [
            ("silent", Phase::FirstByte),
            ("stall-mid", Phase::Stall),
            ("drip", Phase::Whole),
            ("drip-head", Phase::Whole),
        ] {
            let (client, server) = (&client, &server);
            scope.spawn(move || {
                let begin = Instant::now();
                let outcome = client.get(&Request::new(server.url(slug)), &Cancel::new());
                assert!(matches!(outcome, Err(NetError::TimedOut { phase: found, .. }) if found == phase), "{slug}: {outcome:?}");
                assert!(begin.elapsed() < Duration::from_secs(6), "{slug}");
            });
        }
    });
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_waiting_request_stops_at_once_when_asked() {
    let server = Hostile::start();
    for slug in ["silent", "drip", "drip-head", "stall-mid"] {
        let cancel = Cancel::new();
        let outcome = std::thread::scope(|scope| {
            let request =
                scope.spawn(|| Hostile::client().get(&Request::new(server.url(slug)), &cancel));
            std::thread::sleep(Duration::from_millis(300));
            let begin = Instant::now();
            cancel.cancel();
            let outcome = request.join().expect("no panic");
            assert!(begin.elapsed() < Duration::from_millis(500), "{slug}: {:?}", begin.elapsed());
            outcome
        });
        assert_eq!(outcome, Err(NetError::Cancelled), "{slug}");
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn endless_bodies_and_bombs_are_cut_and_memory_stays_small() {
    let server = Hostile::start();
    for slug in ["endless", "endless-page", "items-1m", "gzip-bomb", "gzip-bomb-page"] {
        let begin = Instant::now();
        let error = server.get(slug).map(|response| response.body.len()).expect_err(slug);
        let is_named = if slug.starts_with("gzip") {
            matches!(error, NetError::Bomb { .. })
        } else {
            matches!(error, NetError::TooLarge { .. })
        };
        assert!(is_named && error.to_string().contains("32 MB"), "{slug}: {error}");
        assert!(begin.elapsed() < Duration::from_secs(20), "{slug}");
    }
    if let Some(peak) = peak_memory() {
        assert!(peak < 200 << 20, "{} MB", peak >> 20);
    }
}

/// The most memory that this process has had, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn lies_about_length_and_coding_have_names() {
    let server = Hostile::start();
    assert!(matches!(server.get("len-long"), Err(NetError::CutShort { .. })));
    assert_eq!(server.get("len-short").map(|response| response.body.len()), Ok(100));
    assert!(matches!(server.get("len-neg"), Err(NetError::BadLength { .. })));
    assert!(matches!(server.get("len-two"), Err(NetError::BadLength { .. })));
    assert!(matches!(server.get("chunk-cut"), Err(NetError::CutShort { .. })));
    assert!(matches!(server.get("chunk-huge"), Err(NetError::TooLarge { .. })));
    assert_eq!(server.get("gzip-cut"), Err(NetError::Corrupt { coding: "gzip" }));
    assert!(text(&server.get("gzip-nested").expect("two layers")).contains("Nested"));
    assert!(text(&server.get("gzip-lie").expect("plain after all")).contains("Lie"));
}
