//! All cases of the server, whatever their group: an answer or an error with a name, in time, with
//! nothing live in its words.

use std::time::{Duration, Instant};

use dateline::inside::net::{Cancel, Client, Patience, Policy, Request};

use super::server::{Hostile, is_live};

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn every_case_ends_in_time_with_an_answer_or_a_name() {
    let server = Hostile::start();
    let patience = Patience {
        connect: Duration::from_secs(2),
        first_byte: Duration::from_secs(3),
        stall: Duration::from_secs(2),
        whole: Duration::from_secs(5),
    };
    let client = Client::new(Policy { patience, ..Hostile::policy() });
    let cases = server.told("_cases");
    let cases = cases.as_array().expect("a list");
    assert!(cases.len() >= 144, "{}", cases.len());
    for case in cases {
        let slug = case["slug"].as_str().expect("a slug");
        let path = format!("/c/{slug}");
        let (before, begin) = (server.count(&path), Instant::now());
        let outcome = client.get(&Request::new(server.url(slug)), &Cancel::new());
        let took = begin.elapsed();
        assert!(took < Duration::from_secs(15), "{slug} took {took:?}");
        match &outcome {
            Ok(response) => {
                assert!(
                    !is_live(&response.final_url)
                        && !response.content_type.as_deref().is_some_and(is_live),
                    "{slug}"
                );
            }
            Err(error) => assert!(
                !is_live(&error.to_string()) && !error.to_string().contains("s3cret"),
                "{slug}: {error}"
            ),
        }
        if let Some(most) = case["max_requests"].as_u64() {
            assert!(server.count(&path) - before <= most, "{slug}");
        }
    }
    assert_eq!(server.canary(), serde_json::json!([]));
}
