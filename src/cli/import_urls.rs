//! newsboat's `urls` into the library, and what its lines say of a feed.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::Timestamp;

use super::import_lists::{Count, first_position};
use super::outline::{add_tags, is_web, kind_of};
use crate::input::opml::{UrlEntry, UrlLine, read_urls, write_urls};
use crate::library::{FeedId, Library, LibraryError, Subscription};
use crate::query::Query;
use crate::service::programs::URLS;

/// With `programs`, lines that name one are run later.
pub(super) fn import_urls(
    library: &mut Library,
    lines: Vec<UrlLine>,
    programs: bool,
) -> Result<Count, LibraryError> {
    let (said, first) = (subscriptions(&lines), first_position(library)?);
    let mut count = Count::default();
    let mut seen = HashSet::new();
    for entry in entries(&lines) {
        let feed = &said[entry.url.as_str()];
        let (id, is_new) = library.add_feed(
            &Subscription { position: first + feed.position, ..feed.clone() },
            Timestamp::now(),
        )?;
        let is_changed = seen.insert(id) && !is_new && change(library, id, feed)?;
        let is_run = keep_query(library, &entry.url)?
            || entry.special().is_some_and(|special| programs && special != "query");
        count.line(&entry.url, is_web(&entry.url) || is_run, is_new, is_changed);
    }
    let before = library.kept(URLS)?.map(|text| read_urls(&text)).unwrap_or_default();
    library.keep(URLS, Some(&write_urls(&together(before, lines))))?;
    Ok(count)
}

/// `query:NAME:FILTER` as a saved query, where its filter has a counterpart here and the name is
/// free; answers whether it is one.
fn keep_query(library: &mut Library, url: &str) -> Result<bool, LibraryError> {
    let Some((name, filter)) = url.strip_prefix("query:").and_then(|rest| rest.split_once(':'))
    else {
        return Ok(false);
    };
    let Some(query) = Query::from_newsboat(filter).map(|query| query.to_string()) else {
        return Ok(false);
    };
    if let Some(saved) = library.saved_queries()?.into_iter().find(|saved| saved.name == name) {
        return Ok(saved.query == query);
    }
    library.choose_query(name, Some(&query), &format!("saved as “{name}”"), Timestamp::now())?;
    Ok(true)
}

fn entries(lines: &[UrlLine]) -> impl Iterator<Item = &UrlEntry> {
    lines.iter().filter_map(|line| if let UrlLine::Feed(entry) = line { Some(entry) } else { None })
}

/// What the lines say of each address: one that stands in several has the tags of all, and the
/// first title.
pub(super) fn subscriptions(lines: &[UrlLine]) -> HashMap<&str, Subscription> {
    let mut all: HashMap<&str, Subscription> = HashMap::new();
    for (position, entry) in entries(lines).enumerate() {
        let new = || Subscription {
            kind: kind_of(&entry.url),
            position: position as i64,
            ..Subscription::to(&entry.url)
        };
        let subscription = all.entry(&entry.url).or_insert_with(new);
        add_tags(&mut subscription.tags, entry.plain_tags());
        subscription.own_title =
            subscription.own_title.take().or_else(|| entry.title().map(str::to_owned));
        subscription.hidden |= entry.hiding().is_some();
    }
    all
}

/// Gives a feed that was known what the lines say more of it; answers whether that was anything.
fn change(library: &mut Library, id: FeedId, said: &Subscription) -> Result<bool, LibraryError> {
    library.change_feed(id, |subscription| {
        add_tags(&mut subscription.tags, said.tags.iter().map(String::as_str));
        if said.own_title.as_ref().is_some_and(|title| *title != subscription.title) {
            subscription.own_title.clone_from(&said.own_title);
        }
        subscription.hidden |= said.hidden;
    })
}

/// The lines that were kept, with those that came: each in the place of one that had its address,
/// new ones behind.
fn together(before: Vec<UrlLine>, lines: Vec<UrlLine>) -> Vec<UrlLine> {
    if before.is_empty() {
        return lines;
    }
    let again: HashSet<String> = entries(&lines).map(|entry| entry.url.clone()).collect();
    let mut places: HashMap<String, VecDeque<usize>> = HashMap::new();
    let mut all: Vec<Option<UrlLine>> = before.into_iter().map(Some).collect();
    for (at, line) in all.iter_mut().enumerate() {
        if let Some(UrlLine::Feed(entry)) = line
            && again.contains(&entry.url)
        {
            places.entry(entry.url.clone()).or_default().push_back(at);
            *line = None;
        }
    }
    for line in lines {
        let UrlLine::Feed(entry) = &line else { continue };
        match places.get_mut(&entry.url).and_then(VecDeque::pop_front) {
            Some(at) => all[at] = Some(line),
            None => all.push(Some(line)),
        }
    }
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{subscriptions, together};
    use crate::input::opml::{read_urls, write_urls};

    #[test]
    fn a_line_that_came_again_stands_where_it_stood() {
        let all = together(
            read_urls("# mine\nhttp://a/ x\nhttp://b/\nhttp://a/\n"),
            read_urls("# theirs\nhttp://c/\nhttp://a/ y # why\nhttp://a/ z\n"),
        );
        assert_eq!(
            write_urls(&all),
            "# mine\nhttp://a/ y # why\nhttp://b/\nhttp://a/ z\nhttp://c/\n"
        );
    }

    #[test]
    fn an_address_in_two_lines_has_the_tags_of_both() {
        let lines = read_urls("http://a/ x \"~A\"\nhttp://a/ X y ! ~B\n");
        let said = &subscriptions(&lines)["http://a/"];
        assert_eq!(
            (said.tags.as_slice(), said.own_title.as_deref(), said.hidden),
            (&["x".to_owned(), "y".into()][..], Some("A"), true)
        );
    }
}
