//! A refresh of many feeds by the network alone, nothing parsed or stored: twice, the second time
//! conditionally.
//!
//! `cargo bench --bench refresh -- http://127.0.0.1:8791/b1000 1000 20` asks `f0000.xml` to
//! `f0999.xml` there, 20 at a time; `docs/network.md` says which server answers.
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::time::{Duration, Instant};

use dateline::inside::net::{Cancel, Client, Policy, Request, Response};
use dateline::inside::service::{FeedRequest, FetchEvent, FetchSettings, fetch_all};

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [base, count, jobs] = &arguments[..] else {
        // A test runner that asks every target for its list gets an empty one.
        if !std::env::args().any(|argument| argument == "--list") {
            println!("usage: cargo bench --bench refresh -- BASE FEEDS JOBS");
        }
        return;
    };
    let (Ok(count), Ok(jobs)) = (count.parse::<i64>(), jobs.parse::<usize>()) else { return };
    let client = Client::new(Policy { connections_per_host: jobs, ..Policy::default() });
    let mut requests: Vec<_> = (0..count)
        .map(|feed| FeedRequest { feed, request: Request::new(format!("{base}/f{feed:04}.xml")) })
        .collect();
    for round in ["first", "again"] {
        let begin = Instant::now();
        let (mut bytes, mut unchanged, mut failed) = (0, 0, 0);
        let settings = FetchSettings {
            jobs,
            per_host: jobs,
            pause: Duration::ZERO,
            ..FetchSettings::default()
        };
        fetch_all(
            &client,
            &requests.clone(),
            settings,
            &Cancel::new(),
            |outcome| outcome.answer,
            |event| {
                let FetchEvent::Done { feed, result } = event else { return };
                match result {
                    Ok(response) => {
                        bytes += response.body.len();
                        unchanged += usize::from(response.is_not_modified());
                        remember(
                            &mut requests[usize::try_from(feed).unwrap_or_default()],
                            response,
                        );
                    }
                    Err(_) => failed += 1,
                }
            },
        );
        println!(
            "{round}: {:.2} s, {} MB, {unchanged} unchanged, {failed} failed",
            begin.elapsed().as_secs_f64(),
            bytes >> 20
        );
    }
}

fn remember(feed: &mut FeedRequest, response: Response) {
    if response.is_good() {
        feed.request.etag = response.etag;
        feed.request.last_modified = response.last_modified;
        feed.request.validated_url = Some(response.final_url);
    }
}
