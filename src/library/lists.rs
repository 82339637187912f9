//! Lists of articles, a page at a time or as row numbers. Every list has an index that gives its
//! order, so that a page takes the same time at ten articles and at a million; `tests/plans.rs`
//! reads the query plans.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

use super::Library;
use super::clock::Clock;
use super::compile::{Compiled, compile};
use super::error::Result;
use super::identity::{ArticleId, FeedId, FolderId, from_seconds, seconds};
use super::item::Teaser;
use super::words::Numbered;
use crate::query::Query;

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    pub id: ArticleId,
    pub title: String,
    pub url: Option<String>,
    /// Its feed by name, else the host it came from.
    pub source: Option<String>,
    pub byline: Option<String>,
    /// As its source says; `None` where it does not.
    pub published: Option<Timestamp>,
    /// What lists are sorted by: published, else first seen.
    pub at: Timestamp,
    pub words: u32,
    pub unread: bool,
    pub starred: bool,
    pub marks: u32,
    pub tags: u32,
    /// The tags of its own by name, without those of its feeds.
    pub tag_names: Vec<String>,
    /// Texts it had: more than 1 where it changed.
    pub versions: u32,
    /// How many feeds have it.
    pub feeds: u32,
    /// The one or two people it is most about, as far as it is analysed.
    pub people: Option<String>,
    /// Why only a teaser is there; `None` where it is whole, as far as is known.
    pub teaser: Option<Teaser>,
}

/// Where the articles of a list come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Place {
    #[default]
    All,
    Feed(FeedId),
    /// With the folders inside.
    Folder(FolderId),
}

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Only {
    #[default]
    All,
    Unread,
    Starred,
    Annotated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Newest,
    Oldest,
    /// By feed or host, then newest first.
    Source,
    Longest,
    Shortest,
}

/// What a list holds and in which order.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub place: Place,
    pub only: Only,
    pub order: Order,
    /// Nothing older.
    pub since: Option<Timestamp>,
    pub query: Query,
}

/// A row's place in an order: the page after it starts behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    key: Value,
    at: i64,
    id: i64,
}

impl ListRow {
    /// Where the list goes on behind this row.
    pub fn cursor(&self, order: Order) -> Cursor {
        let key = match order {
            Order::Newest | Order::Oldest => Value::Integer(seconds(self.at)),
            Order::Source => self.source.clone().map_or(Value::Null, Value::Text),
            Order::Longest | Order::Shortest => Value::Integer(i64::from(self.words)),
        };
        Cursor { key, at: seconds(self.at), id: self.id.0 }
    }
}

pub(super) const ROW: &str = "article.id, article.title, article.url, article.source, byline, published, article.at, words, article.unread, starred, marks, tags, \
     versions, (SELECT count(*) FROM item AS of WHERE of.article_id = article.id), people, teaser, \
     CASE WHEN tags > 0 THEN (SELECT group_concat(tag.name, char(10)) FROM article_tag AS own CROSS JOIN tag ON tag.id = own.tag_id WHERE own.article_id = article.id) END";

impl Library {
    /// At most `limit` rows of a list, from its start or behind a row.
    pub fn page(
        &self,
        scope: &Scope,
        clock: &Clock,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<ListRow>> {
        let (sql, values) = self.select(ROW, scope, clock, after, Some(limit))?;
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), row_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The numbers of all articles of a list, in order: what a list of any length scrolls over,
    /// with [`Library::rows`] for what shows.
    pub fn ids(&self, scope: &Scope, clock: &Clock) -> Result<Vec<ArticleId>> {
        let (sql, values) = self.select("article.id", scope, clock, None, None)?;
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The rows of these articles, in their order; those that are gone are left out.
    pub fn rows(&self, ids: &[ArticleId]) -> Result<Vec<ListRow>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {ROW} FROM article WHERE article.id = ?1"))?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let mut rows = statement.query([id])?;
            if let Some(row) = rows.next()? {
                found.push(row_of(row)?);
            }
        }
        Ok(found)
    }

    /// The statement of a list, and its values.
    pub(super) fn select(
        &self,
        columns: &str,
        scope: &Scope,
        clock: &Clock,
        after: Option<&Cursor>,
        limit: Option<usize>,
    ) -> Result<(String, Vec<Value>)> {
        let mut list = Compiled::default();
        let (at, id) = match scope.place {
            Place::Feed(feed) => {
                list.and("item.feed_id = ?", [Value::Integer(feed.0)]);
                if scope.only == Only::Unread {
                    list.and("item.unread = 1", []);
                }
                ("item.at", "item.article_id")
            }
            Place::Folder(folder) if self.is_small(folder)? => {
                list.values.push(Value::Integer(folder.0));
                ("article.at", "article.id")
            }
            Place::Folder(folder) => {
                list.and(IN_FOLDER, [Value::Integer(folder.0)]);
                ("article.at", "article.id")
            }
            Place::All => ("article.at", "article.id"),
        };
        match scope.only {
            Only::All => {}
            Only::Unread => list.and("article.unread = 1", []),
            Only::Starred => list.and("article.starred = 1", []),
            Only::Annotated => list.and("article.marks > 0", []),
        }
        if let Some(since) = scope.since {
            list.and(&format!("{at} >= ?"), [Value::Integer(seconds(since))]);
        }
        if let Some(root) = &scope.query.root {
            let query = compile(root, clock);
            list.and(&query.sql, query.values);
        }
        let (key, way) = match scope.order {
            Order::Newest => (at, "DESC"),
            Order::Oldest => (at, "ASC"),
            Order::Source => ("article.source", "ASC"),
            Order::Longest => ("article.words", "DESC"),
            Order::Shortest => ("article.words", "ASC"),
        };
        let by_source = scope.order == Order::Source;
        if let Some(Cursor { key: value, at: then, id: last }) = after {
            let (then, last) = (Value::Integer(*then), Value::Integer(*last));
            match (by_source, way) {
                (true, _) if *value == Value::Null => {
                    list.and(&format!("({key} IS NOT NULL OR ({at}, {id}) < (?, ?))"), [then, last])
                }
                (true, _) => list.and(
                    &format!("({key} > ? OR ({key} = ? AND ({at}, {id}) < (?, ?)))"),
                    [value.clone(), value.clone(), then, last],
                ),
                (false, "DESC") => {
                    list.and(&format!("({key}, {id}) < (?, ?)"), [value.clone(), last])
                }
                (false, _) => list.and(&format!("({key}, {id}) > (?, ?)"), [value.clone(), last]),
            }
        }
        let order = if by_source {
            format!("{key}, {at} DESC, {id} DESC")
        } else {
            format!("{key} {way}, {id} {way}")
        };
        let tables = self.tables(scope)?;
        let mut sql =
            format!("SELECT {columns} FROM {tables} WHERE {} ORDER BY {order}", list.sql_or("1"));
        if let Some(limit) = limit {
            sql.push_str(" LIMIT ?");
            list.values.push(Value::Integer(limit as i64));
        }
        Ok((sql, list.values))
    }

    /// What a list is read from, in this order. Few articles are found by their own index and
    /// sorted; many are walked in their order.
    fn tables(&self, scope: &Scope) -> Result<&'static str> {
        let by_date = matches!(scope.order, Order::Newest | Order::Oldest);
        Ok(match (scope.place, scope.only, by_date) {
            (Place::Feed(_), Only::Unread, true) => {
                "item INDEXED BY item_unread CROSS JOIN article ON article.id = item.article_id"
            }
            (Place::Feed(_), _, true) => {
                "item INDEXED BY item_list CROSS JOIN article ON article.id = item.article_id"
            }
            (Place::Feed(_), ..) => "item CROSS JOIN article ON article.id = item.article_id",
            (Place::Folder(folder), Only::Unread, _) if self.is_small(folder)? => UNREAD_OF_FOLDER,
            (Place::Folder(folder), ..) if self.is_small(folder)? => OF_FOLDER,
            (_, Only::Unread, true) => "article INDEXED BY article_unread",
            (_, Only::Starred, _) => "article INDEXED BY article_starred",
            (_, Only::Annotated, _) => "article INDEXED BY article_annotated",
            _ => "article",
        })
    }

    /// Whether a folder, with those inside, has so few articles that a walk over all would mostly
    /// meet others.
    fn is_small(&self, folder: FolderId) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(FOLDER_IS_SMALL)?;
        Ok(statement.query_row(params![SMALL, folder], |row| row.get(0))?)
    }
}

/// A folder with less than one in so many of all articles is small.
const SMALL: i64 = 16;

/// A folder (its number is the value) and those inside.
macro_rules! inside {
    () => {
        "(WITH RECURSIVE inside (id) AS (VALUES (?) UNION SELECT folder.id FROM folder JOIN inside ON parent_id = inside.id) SELECT id FROM inside)"
    };
}

/// The articles of a folder and of those inside.
const OF_FOLDER: &str = concat!(
    "(SELECT DISTINCT article_id FROM feed CROSS JOIN item ON item.feed_id = feed.id WHERE folder_id IN ",
    inside!(),
    ") AS of CROSS JOIN article ON article.id = of.article_id"
);
const UNREAD_OF_FOLDER: &str = concat!(
    "(SELECT DISTINCT article_id FROM feed CROSS JOIN item INDEXED BY item_unread ON item.feed_id = feed.id AND item.unread = 1 WHERE folder_id IN ",
    inside!(),
    ") AS of CROSS JOIN article ON article.id = of.article_id"
);
/// Whether the article is of one of them.
const IN_FOLDER: &str = concat!(
    "EXISTS (SELECT 1 FROM item AS of JOIN feed ON feed.id = of.feed_id WHERE of.article_id = article.id AND feed.folder_id IN ",
    inside!(),
    ")"
);
const FOLDER_IS_SMALL: &str = concat!(
    "SELECT coalesce(sum(items), 0) * ? < (SELECT coalesce(max(id), 0) FROM article) \
     FROM feed CROSS JOIN feed_count ON feed_count.feed_id = feed.id WHERE folder_id IN ",
    inside!()
);

pub(super) fn row_of(row: &Row<'_>) -> rusqlite::Result<ListRow> {
    Ok(ListRow {
        id: row.get(0)?,
        title: row.get(1)?,
        url: row.get(2)?,
        source: row.get(3)?,
        byline: row.get(4)?,
        published: row.get::<_, Option<i64>>(5)?.map(from_seconds),
        at: from_seconds(row.get(6)?),
        words: row.get(7)?,
        unread: row.get(8)?,
        starred: row.get(9)?,
        marks: row.get(10)?,
        tags: row.get(11)?,
        versions: row.get(12)?,
        feeds: row.get(13)?,
        people: row.get(14)?,
        tag_names: row
            .get::<_, Option<String>>(16)?
            .map(|names| names.lines().map(str::to_owned).collect())
            .unwrap_or_default(),
        teaser: row.get::<_, Option<Numbered<Teaser>>>(15)?.map(|teaser| teaser.0),
    })
}
