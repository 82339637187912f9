//! The subscriptions as newsboat's `urls`.

use std::collections::{HashMap, HashSet};

use super::import_urls::subscriptions;
use super::outline::{own_name, same_tags};
use crate::input::opml::{UrlEntry, UrlLine, write_urls};
use crate::library::{FeedKind, FeedRow, Subscription};

/// The lines of an imported file as they stood, where nothing has changed, then what came since.
/// `url` says what is shown of an address.
pub(super) fn urls(kept: &[UrlLine], rows: &[FeedRow], url: impl Fn(&str) -> String) -> String {
    let said = subscriptions(kept);
    let former = rows.iter().filter_map(|row| Some((row.fetch.moved_from.as_deref()?, row)));
    let by_address: HashMap<&str, &FeedRow> =
        former.chain(rows.iter().map(|row| (row.subscription.url.as_str(), row))).collect();
    let mut done = HashSet::new();
    let mut lines = Vec::new();
    for line in kept {
        let UrlLine::Feed(entry) = line else {
            lines.push(line.clone());
            continue;
        };
        let Some(row) = by_address.get(entry.url.as_str()) else { continue };
        let is_first = done.insert(row.id);
        let as_it_stood = url(&entry.url) == entry.url
            && says_the_same(&said[entry.url.as_str()], &row.subscription);
        if as_it_stood {
            lines.push(line.clone());
        } else if is_first {
            lines.push(UrlLine::Feed(changed(entry, &row.subscription, &url)));
        }
    }
    lines.extend(
        rows.iter()
            .filter(|row| !done.contains(&row.id))
            .map(|row| new_line(&row.subscription, &url)),
    );
    write_urls(&lines)
}

/// Whether lines say what is true of the subscription.
fn says_the_same(said: &Subscription, now: &Subscription) -> bool {
    let said_name =
        own_name(&Subscription { title: now.title.clone(), ..said.clone() }).map(str::to_owned);
    said.url == now.url
        && same_tags(&said.tags, &now.tags)
        && said_name.as_deref() == own_name(now)
        && said.hidden == now.hidden
}

fn changed(entry: &UrlEntry, now: &Subscription, url: impl Fn(&str) -> String) -> UrlEntry {
    entry.changed(&url(&now.url), &tags(now, entry.hiding().unwrap_or("!")))
}

fn new_line(subscription: &Subscription, url: impl Fn(&str) -> String) -> UrlLine {
    let entry = UrlLine::Feed(UrlEntry::new(&url(&subscription.url), &tags(subscription, "!")));
    // A program that a list in OPML named is none of the reader's own: as a comment it is not run
    // when the file is read again.
    let is_foreign = matches!(subscription.kind, FeedKind::Exec | FeedKind::Filter);
    if is_foreign {
        UrlLine::Other(format!("# not run: {}", write_urls(&[entry]).trim_end()))
    } else {
        entry
    }
}

fn tags(subscription: &Subscription, hiding: &str) -> Vec<String> {
    let mut tags = subscription.tags.clone();
    tags.extend(own_name(subscription).map(|title| format!("~{title}")));
    tags.extend(subscription.hidden.then(|| hiding.to_owned()));
    tags
}

#[cfg(test)]
mod tests {
    use super::urls;
    use crate::input::opml::read_urls;
    use crate::library::{FeedId, FeedRow, FetchState, Subscription};

    fn row(subscription: Subscription) -> FeedRow {
        FeedRow { id: FeedId(1), subscription, items: 0, unread: 0, fetch: FetchState::default() }
    }

    fn out(kept: &str, subscription: Subscription) -> String {
        urls(&read_urls(kept), &[row(subscription)], str::to_owned)
    }

    #[test]
    fn lines_stay_as_they_stood_until_something_changes() {
        let tagged = |tags: &[&str]| Subscription {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Subscription::to("http://a/")
        };
        let kept = "http://a/ \"x\" # why\nhttp://a/ y\n";
        assert_eq!(out(kept, tagged(&["x", "y"])), kept);
        assert_eq!(out(kept, tagged(&["x", "y", "z"])), "http://a/ x y z # why\n");
        assert_eq!(
            out("http://a/ !later\n", Subscription { hidden: true, ..tagged(&["x"]) }),
            "http://a/ x !later\n"
        );
    }

    #[test]
    fn an_address_and_the_feed_s_own_title_are_no_titles_of_the_reader_s() {
        let feed = |title: &str, own: &str| Subscription {
            title: title.into(),
            own_title: Some(own.into()),
            ..Subscription::to("http://a/")
        };
        assert_eq!(out("", feed("", "http://a/")), "http://a/\n");
        assert_eq!(out("", feed("A", "A")), "http://a/\n");
        assert_eq!(out("", feed("A", "B")), "http://a/ ~B\n");
        assert_eq!(out("http://a/ ~A\n", feed("A", "A")), "http://a/ ~A\n");
    }
}
