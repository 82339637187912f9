//! How many unread articles each place has: as many as its list of the unread holds. One feed's
//! number is kept as it changes; for folders and tags the numbers of their feeds are added up, and
//! what several of those feeds share is counted once.

use std::collections::HashMap;
use std::hash::Hash;

use super::clock::Clock;
use super::error::Result;
use super::identity::{ArticleId, FeedId, FolderId, TagId};
use super::subscription::{FeedEntry, FolderRow};
use super::{Library, identity::seconds};
use crate::query::When;

/// Folders inside each other beyond this are no folders but a circle.
const DEEPEST: usize = 100;

impl Library {
    /// The unread of today.
    pub fn unread_today(&self, clock: &Clock) -> Result<u32> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM article INDEXED BY article_unread WHERE unread = 1 AND at >= ?1",
        )?;
        Ok(statement
            .query_row([seconds(When::Today.start(clock.now, &clock.zone))], |row| row.get(0))?)
    }

    /// The unread among the starred, or among those with marks.
    pub(super) fn unread_among(&self, few: Few) -> Result<u32> {
        Ok(self.connection.prepare_cached(few.sql())?.query_row([], |row| row.get(0))?)
    }

    /// All starred, or all with marks.
    pub(super) fn all_among(&self, few: Few) -> Result<u32> {
        let sql = few.sql().trim_end_matches(AND_UNREAD);
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// The unread of each folder, with the folders inside, and of each tag, by its name.
    pub(super) fn unread_of_places(
        &self,
        feeds: &[FeedEntry],
        folders: &[FolderRow],
    ) -> Result<(HashMap<FolderId, u32>, Vec<(String, u32)>)> {
        let of_folders = feeds
            .iter()
            .filter(|feed| feed.folder.is_some())
            .map(|feed| (feed.id, around(feed.folder, folders)))
            .collect::<HashMap<_, _>>();
        let mut of_tags: HashMap<FeedId, Vec<TagId>> = HashMap::new();
        let mut statement =
            self.connection.prepare_cached("SELECT feed_id, tag_id FROM feed_tag")?;
        for pair in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (feed, tag) = pair?;
            of_tags.entry(feed).or_default().push(tag);
        }
        let shared =
            if of_folders.is_empty() && of_tags.is_empty() { Vec::new() } else { self.shared()? };
        let unread: HashMap<FeedId, u32> =
            feeds.iter().map(|feed| (feed.id, feed.unread)).collect();
        let by_feed = distinct(&of_tags, &unread, &shared);
        let tags = self.tags_with_own()?;
        let tags = tags
            .into_iter()
            .map(|(id, name, own)| (name, own + by_feed.get(&id).copied().unwrap_or_default()))
            .collect();
        Ok((distinct(&of_folders, &unread, &shared), tags))
    }

    /// The unread articles that several feeds have: the feeds of each.
    fn shared(&self) -> Result<Vec<Vec<FeedId>>> {
        let mut statement = self.connection.prepare_cached(SHARED)?;
        let mut rows = statement.query([])?;
        let (mut shared, mut last): (Vec<Vec<FeedId>>, Option<ArticleId>) = (Vec::new(), None);
        while let Some(row) = rows.next()? {
            let (article, feed) = (row.get(0)?, row.get(1)?);
            match shared.last_mut().filter(|_| last == Some(article)) {
                Some(feeds) => feeds.push(feed),
                None => shared.push(vec![feed]),
            }
            last = Some(article);
        }
        Ok(shared)
    }

    /// The tags in use, each with the unread articles that have it of their own and are in no feed
    /// that has it.
    fn tags_with_own(&self) -> Result<Vec<(TagId, String, u32)>> {
        let mut statement = self.connection.prepare_cached(OWN_TAGS)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Those of which there are few, so that the unread among them are counted one by one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Few {
    Starred,
    Annotated,
}

const AND_UNREAD: &str = " AND unread = 1";

impl Few {
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Starred => {
                "SELECT count(*) FROM article INDEXED BY article_starred WHERE starred = 1 AND unread = 1"
            }
            Self::Annotated => {
                "SELECT count(*) FROM article INDEXED BY article_annotated WHERE marks > 0 AND unread = 1"
            }
        }
    }
}

/// One walk over an index that holds nothing else finds the articles of several feeds; only those
/// are looked at.
pub(super) const SHARED: &str = "SELECT article_id, feed_id FROM item WHERE article_id IN \
     (SELECT article_id FROM item INDEXED BY item_article GROUP BY article_id HAVING count(*) > 1) AND unread = 1 ORDER BY article_id";

const OWN_TAGS: &str = "SELECT id, name, (SELECT count(*) FROM article_tag CROSS JOIN article ON article.id = article_tag.article_id AND article.unread = 1 \
     WHERE article_tag.tag_id = tag.id AND NOT EXISTS (SELECT 1 FROM item CROSS JOIN feed_tag ON feed_tag.feed_id = item.feed_id \
     AND feed_tag.tag_id = tag.id WHERE item.article_id = article_tag.article_id)) \
     FROM tag WHERE EXISTS (SELECT 1 FROM article_tag WHERE tag_id = tag.id) OR EXISTS (SELECT 1 FROM feed_tag WHERE tag_id = tag.id) ORDER BY name";

/// A folder and those around it.
fn around(folder: Option<FolderId>, folders: &[FolderRow]) -> Vec<FolderId> {
    let parent = |id: &FolderId| {
        folders.iter().find(|folder| folder.id == *id).and_then(|folder| folder.parent)
    };
    std::iter::successors(folder, parent).take(DEEPEST).collect()
}

/// The unread of each place: those of its feeds added up, less what was counted more than once.
fn distinct<P: Copy + Eq + Hash>(
    places: &HashMap<FeedId, Vec<P>>,
    unread: &HashMap<FeedId, u32>,
    shared: &[Vec<FeedId>],
) -> HashMap<P, u32> {
    let mut counts: HashMap<P, u32> = HashMap::new();
    for (place, feed) in
        places.iter().flat_map(|(feed, places)| places.iter().map(move |place| (*place, feed)))
    {
        *counts.entry(place).or_default() += unread.get(feed).copied().unwrap_or_default();
    }
    let mut met: Vec<P> = Vec::new();
    for feeds in shared {
        met.clear();
        for place in feeds.iter().filter_map(|feed| places.get(feed)).flatten() {
            match counts.get_mut(place).filter(|_| met.contains(place)) {
                Some(count) => *count = count.saturating_sub(1),
                None => met.push(*place),
            }
        }
    }
    counts
}
