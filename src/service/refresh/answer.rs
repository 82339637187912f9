//! One feed's answer: read on a fetching thread, stored on the one that has the library.

use std::time::Duration;

use jiff::Timestamp;

use super::items::new_items;
use super::line::{FeedLine, FeedResult};
use crate::input::feed::{Feed, FeedError, read_feed};
use crate::input::{Hints, Stop};
use crate::library::{
    FeedId, FeedKind, FeedRow, FeedState, FetchHints, FetchState, Library, LibraryError, NewItem,
};
use crate::net::{Asked, FeedHints, NetError, Pace, Response, masked, next_allowed};
use crate::text::ContentHash;

/// What a request brought.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The answer; of a good one the body is taken out.
    answer: Result<Response, NetError>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Feed {
        about: Box<Feed>,
        items: Vec<NewItem>,
        hash: Vec<u8>,
    },
    /// Its reading was ended: nothing is known of it.
    Stopped,
    /// Not modified, or byte for byte what came the last time.
    Same,
    /// There is none, and why.
    None(String),
}

/// Reads an answer. `known` is the hash of the last body; `address` what the feed's links are
/// resolved against if the answer does not say.
pub(crate) fn take(
    mut answer: Result<Response, NetError>,
    known: Option<&[u8]>,
    address: &str,
    stop: &Stop,
) -> Taken {
    let content = match &mut answer {
        Err(error) => Content::None(error.to_string()),
        Ok(response) if response.is_not_modified() => Content::Same,
        Ok(response) if !response.is_good() => Content::None(response.refusal()),
        Ok(response) => {
            let body = std::mem::take(&mut response.body);
            let hash = ContentHash::of_bytes(&body).as_bytes().to_vec();
            if known == Some(&hash[..]) {
                Content::Same
            } else {
                read(body, response, address, hash, stop)
            }
        }
    };
    Taken { answer, content }
}

/// The same of a feed whose document goes through a program of its reader's. The line names the
/// program, so the address cannot move.
pub(super) fn take_filtered(
    mut answer: Result<Response, NetError>,
    known: Option<&[u8]>,
    address: &str,
    run: impl FnOnce(&[u8]) -> Result<Vec<u8>, String>,
    stop: &Stop,
) -> Taken {
    if let Ok(response) = &mut answer {
        response.moved_to = None;
        if response.is_good() && !response.is_not_modified() {
            match run(&response.body) {
                Ok(printed) => response.body = printed,
                Err(why) => return Taken { answer, content: Content::None(why) },
            }
        }
    }
    take(answer, known, address, stop)
}

fn read(body: Vec<u8>, response: &Response, address: &str, hash: Vec<u8>, stop: &Stop) -> Content {
    let source =
        if response.final_url.is_empty() { address.to_owned() } else { response.final_url.clone() };
    let hints = Hints {
        content_type: response.content_type.clone(),
        source: Some(source),
        stop: stop.clone(),
        ..Hints::default()
    };
    match read_feed(body, &hints) {
        Ok(mut feed) => {
            let Some(items) = new_items(&feed, hints.source.as_deref(), stop) else {
                return Content::Stopped;
            };
            feed.items = Vec::new();
            Content::Feed { about: Box::new(feed), items, hash }
        }
        Err(FeedError::Stopped) => Content::Stopped,
        Err(error) => Content::None(error.to_string()),
    }
}

impl Taken {
    /// Whether its reading was ended before it was done.
    pub(crate) fn is_stopped(&self) -> bool {
        matches!(self.content, Content::Stopped)
    }

    /// What a program printed that no server was asked for.
    pub(crate) fn printed(
        printed: Result<Vec<u8>, String>,
        known: Option<&[u8]>,
        address: &str,
    ) -> Self {
        let response = Response { status: 200, ..Response::default() };
        match printed {
            Ok(body) => take(Ok(Response { body, ..response }), known, address, &Stop::default()),
            Err(why) => Self { answer: Ok(response), content: Content::None(why) },
        }
    }

    /// What the feed says of itself, if there is one.
    pub(crate) fn feed(&self) -> Option<&Feed> {
        match &self.content {
            Content::Feed { about, .. } => Some(about),
            _ => None,
        }
    }
}

/// Stores what a feed brought, and what is to be remembered of the request, as one change. `row` is
/// the feed as it was when it was asked; what its reader changed since then stays. An error never
/// takes away what was there.
pub(crate) fn store(
    library: &mut Library,
    row: &FeedRow,
    taken: Taken,
    now: Timestamp,
) -> Result<FeedLine, LibraryError> {
    library.together(|library| put(library, row, taken, now))
}

fn put(
    library: &mut Library,
    asked_as: &FeedRow,
    taken: Taken,
    now: Timestamp,
) -> Result<FeedLine, LibraryError> {
    let Taken { answer, content } = taken;
    let row = &library.feed(asked_as.id)?;
    let response = answer.as_ref().ok();
    let mut line = FeedLine::of(row, FeedResult::Unchanged);
    line.status = response
        .map(|response| response.status)
        .filter(|_| row.subscription.kind != FeedKind::Exec);
    let mut asked = Asked::after(&answer, row.fetch.failures);
    let mut state = FetchState {
        fetched: Some(now),
        status: line.status,
        state: FeedState::Ok,
        error: None,
        ..row.fetch.clone()
    };
    match content {
        Content::Same | Content::Stopped => {}
        Content::Feed { about, items, hash } => {
            let stored = library.store_items(row.id, &items, now)?;
            if !stored.new.is_empty() || !stored.updated.is_empty() {
                line.result = FeedResult::New;
            }
            line.new = stored.new;
            line.updated = stored.updated;
            state.body_hash = Some(hash);
            state.hints = hints_of(&about);
            describe(library, row.id, &about)?;
            if row.name() == row.subscription.url {
                line.name = FeedLine::of(&library.feed(row.id)?, line.result).name;
            }
        }
        Content::None(why) => {
            if asked.failures == 0 {
                asked =
                    Asked { status: None, failures: row.fetch.failures.saturating_add(1), ..asked };
            }
            line.result = FeedResult::Failed;
            line.error = Some(why.clone());
            state.error = Some(why);
            state.state = if asked.freshness.retry_after.is_some() {
                FeedState::Waiting
            } else {
                FeedState::Failed
            };
            if response.is_none() {
                state.fetched = row.fetch.fetched;
            }
        }
    }
    state.failures = asked.failures;
    let chance = f64::from(
        (now.subsec_nanosecond().unsigned_abs() / 1000).wrapping_add(row.id.0 as u32 * 7919) % 1000,
    ) / 1000.0;
    state.next = next_allowed(now, &asked, &feed_hints(state.hints), &Pace::default(), chance);
    match response {
        Some(response) if response.is_gone() => {
            (state.state, line.result) = (FeedState::Gone, FeedResult::Gone);
        }
        Some(response) if line.error.is_none() => {
            if response.is_good() {
                remember_validators(&mut state, response);
            }
            // Only the address that was asked has moved.
            let is_same = row.subscription.url == asked_as.subscription.url;
            if let Some(address) = response.moved_to.as_deref().filter(|_| is_same) {
                follow(library, row, address, &mut state, &mut line)?;
            }
        }
        _ => {}
    }
    library.set_fetch_state(row.id, &state)?;
    let (count, days) = (row.subscription.keep_count, row.subscription.keep_days);
    if count.is_some() || days.is_some() {
        library.keep_within(row.id, count, days, now)?;
    }
    Ok(line)
}

/// Gives a feed the address to which it moved, or, where that is subscribed to, asks it no more, so
/// that nothing comes twice.
fn follow(
    library: &mut Library,
    row: &FeedRow,
    address: &str,
    state: &mut FetchState,
    line: &mut FeedLine,
) -> Result<(), LibraryError> {
    if address == row.subscription.url {
        return Ok(());
    }
    line.result = FeedResult::Moved;
    if move_to(library, row.id, address)? {
        state.moved_from = Some(row.subscription.url.clone());
    } else {
        state.state = FeedState::Gone;
        let known = format!("it moved to {}, which is subscribed to already", masked(address));
        state.error = Some(known.clone());
        line.error = Some(known);
    }
    Ok(())
}

/// The validators, and the address that gave them: they go back to nobody else.
fn remember_validators(state: &mut FetchState, response: &Response) {
    (state.etag, state.last_modified) = (response.etag.clone(), response.last_modified.clone());
    state.validated = Some(response.final_url.clone());
}

/// Gives the subscription its new address, unless another has that one; answers whether it did.
fn move_to(library: &mut Library, feed: FeedId, address: &str) -> Result<bool, LibraryError> {
    if library.feed_at(address)?.is_some() {
        return Ok(false);
    }
    library.change_feed(feed, |subscription| address.clone_into(&mut subscription.url))
}

/// Title, page and language as the feed says now.
fn describe(library: &mut Library, id: FeedId, feed: &Feed) -> Result<(), LibraryError> {
    library.change_feed(id, |subscription| {
        if let Some(title) = &feed.title {
            subscription.title.clone_from(title);
        }
        subscription.site = feed.link.clone().or(subscription.site.take());
        subscription.language = feed.language.clone().or(subscription.language.take());
    })?;
    Ok(())
}

/// What the feed says of when to ask it. It is kept as it is said: a feed that was not modified
/// says it by what it said the last time, and a wait that was made of it is no wish of its own.
fn hints_of(feed: &Feed) -> FetchHints {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    FetchHints {
        ttl: feed.ttl.map(|minutes| minutes.saturating_mul(60)),
        skip_hours: feed
            .skip_hours
            .iter()
            .filter(|hour| **hour < 24)
            .fold(0, |bits, hour| bits | 1 << hour),
        skip_days: feed
            .skip_days
            .iter()
            .filter_map(|day| DAYS.iter().position(|known| known == day))
            .fold(0, |bits, day| bits | 1 << day),
    }
}

fn feed_hints(FetchHints { ttl, skip_hours, skip_days }: FetchHints) -> FeedHints {
    FeedHints { ttl: ttl.map(|ttl| Duration::from_secs(ttl.into())), skip_hours, skip_days }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Subscription;

    #[expect(clippy::unnecessary_wraps, reason = "as a request gives it")]
    fn outcome(status: u16, body: &str) -> Result<Response, NetError> {
        Ok(Response {
            status,
            final_url: "http://a.example/feed".into(),
            body: body.as_bytes().to_vec(),
            ..Response::default()
        })
    }

    #[test]
    fn an_answer_is_a_feed_the_same_again_or_nothing_with_a_reason() {
        let feed =
            "<rss><channel><title>Harbour</title><item><title>Ferry</title></item></channel></rss>";
        let taken = take(outcome(200, feed), None, "", &Stop::default());
        let Content::Feed { about, items, hash } = &taken.content else {
            unreachable!("it is a feed")
        };
        assert_eq!((about.title.as_deref(), items.len()), (Some("Harbour"), 1));
        assert!(matches!(
            take(outcome(200, feed), Some(hash), "", &Stop::default()).content,
            Content::Same
        ));
        assert!(matches!(
            take(outcome(304, ""), None, "", &Stop::default()).content,
            Content::Same
        ));
        let page =
            take(outcome(200, "<html><title>Sign in</title></html>"), None, "", &Stop::default());
        assert!(
            matches!(page.content, Content::None(why) if why == "it is a web page, not a feed")
        );
        assert!(
            matches!(take(outcome(404, ""), None, "", &Stop::default()).content, Content::None(why) if why.contains("404"))
        );
    }

    #[test]
    fn validators_go_back_to_the_address_that_gave_them_behind_a_passing_redirect_too() {
        let folder = crate::library::tests::Folder::new();
        let mut library = folder.library();
        let now = Timestamp::UNIX_EPOCH;
        let (id, _) =
            library.add_feed(&Subscription::to("http://a.example/feed"), now).expect("saved");
        let body = b"<rss><channel><title>Harbour</title></channel></rss>".to_vec();
        let answer = Response {
            status: 200,
            final_url: "http://b.example/feed".into(),
            hops: 1,
            etag: Some("\"1\"".into()),
            body,
            ..Response::default()
        };
        let taken = taken(Ok(answer));
        let row = library.feed(id).expect("it is there");
        store(&mut library, &row, taken, now).expect("saved");
        let request =
            super::super::request(&library.feed(id).expect("it is there"), "http://a.example/feed");
        assert_eq!(
            (request.url.as_str(), request.etag.as_deref()),
            ("http://a.example/feed", Some("\"1\""))
        );
        assert_eq!(request.validated_url.as_deref(), Some("http://b.example/feed"));
    }

    /// A library with one feed.
    fn library() -> (crate::library::tests::Folder, Library, FeedId) {
        let folder = crate::library::tests::Folder::new();
        let mut library = folder.library();
        let feed = Subscription::to("http://a.example/feed");
        let (id, _) = library.add_feed(&feed, Timestamp::UNIX_EPOCH).expect("saved");
        (folder, library, id)
    }

    fn taken(outcome: Result<Response, NetError>) -> Taken {
        take(outcome, None, "", &Stop::default())
    }

    #[test]
    fn what_was_set_while_the_feed_was_asked_stays_when_its_title_and_address_change() {
        let (_folder, mut library, id) = library();
        let asked = library.feed(id).expect("it is there");
        library
            .change_feed(id, |feed| {
                feed.tags = vec!["ships".into()];
                (feed.hidden, feed.keep_count) = (true, Some(7));
            })
            .expect("saved");
        let feed =
            "<rss><channel><title>Harbour</title><item><title>Ferry</title></item></channel></rss>";
        let mut outcome = outcome(200, feed);
        let moved = "http://a.example/new";
        if let Ok(response) = &mut outcome {
            response.moved_to = Some(moved.into());
        }
        store(&mut library, &asked, taken(outcome), Timestamp::UNIX_EPOCH).expect("saved");
        let now = library.feed(id).expect("it is there").subscription;
        assert_eq!((now.title.as_str(), now.url.as_str()), ("Harbour", moved));
        assert_eq!(
            (now.tags, now.hidden, now.keep_count),
            (vec!["ships".to_owned()], true, Some(7))
        );
    }

    #[test]
    fn what_another_refresh_stored_meanwhile_is_not_written_over() {
        let (_folder, mut library, id) = library();
        let asked = library.feed(id).expect("it is there");
        let feed = "<rss><channel><title>Harbour</title></channel></rss>";
        store(&mut library, &asked, taken(outcome(200, feed)), Timestamp::UNIX_EPOCH)
            .expect("saved");
        let hash = library.feed(id).expect("it is there").fetch.body_hash;
        store(&mut library, &asked, taken(outcome(500, "")), Timestamp::UNIX_EPOCH).expect("saved");
        let now = library.feed(id).expect("it is there").fetch;
        assert!(hash.is_some());
        assert_eq!((now.body_hash, now.failures), (hash, 1));
    }

    #[test]
    fn a_change_of_letters_that_are_not_utf_8_is_news() {
        let feed = |headline: &[u8]| {
            let mut body =
                b"<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><guid>1</guid><title>".to_vec();
            body.extend_from_slice(headline);
            body.extend_from_slice(b"</title></item></channel></rss>");
            let mut outcome = outcome(200, "");
            if let Ok(response) = &mut outcome {
                response.body = body;
            }
            outcome
        };
        // "Мост закрыт" and "Порт открыт": as many letters, all of them beyond ASCII.
        let (first, second) = (
            feed(b"\xcc\xee\xf1\xf2 \xe7\xe0\xea\xf0\xfb\xf2"),
            feed(b"\xcf\xee\xf0\xf2 \xee\xf2\xea\xf0\xfb\xf2"),
        );
        let Content::Feed { hash, .. } = taken(first.clone()).content else {
            unreachable!("it is a feed")
        };
        let again = |outcome| take(outcome, Some(&hash), "", &Stop::default()).content;
        assert!(matches!(again(first), Content::Same));
        let Content::Feed { items, .. } = again(second) else { unreachable!("it changed") };
        assert_eq!(items[0].article.title.as_deref(), Some("Порт открыт"));
    }

    #[test]
    fn a_wait_that_was_stretched_by_hours_to_skip_is_no_wish_of_the_feed() {
        let (_folder, mut library, id) = library();
        let hours: String = (0..20).map(|hour| format!("<hour>{hour}</hour>")).collect();
        let feed = format!(
            "<rss><channel><title>Harbour</title><ttl>60</ttl><skipHours>{hours}</skipHours></channel></rss>"
        );
        let mut ask = |at: &str, outcome: Result<Response, NetError>| {
            let now: Timestamp = at.parse().expect("a time");
            let row = library.feed(id).expect("it is there");
            store(&mut library, &row, taken(outcome), now).expect("saved");
            library.feed(id).expect("it is there").fetch.next.map(|next| next.to_string())
        };
        let night = ask("2026-03-02T00:30:00Z", outcome(200, &feed));
        assert_eq!(night.as_deref(), Some("2026-03-02T20:00:00Z"), "the first hour not to skip");
        // Twenty hours are not what it asked for: its own hour holds again.
        let evening = ask("2026-03-02T20:00:00Z", outcome(304, ""));
        assert_eq!(evening.as_deref(), Some("2026-03-02T21:00:00Z"));
        let last = ask("2026-03-02T23:30:00Z", outcome(304, ""));
        assert_eq!(last.as_deref(), Some("2026-03-03T20:00:00Z"), "and so do the hours to skip");
    }
}
