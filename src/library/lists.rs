//! Lists of articles, a page at a time or as row numbers. Every list has an index that gives its
//! order, so that a page takes the same time at ten articles and at a million; `tests/plans.rs`
//! reads the query plans.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

use super::Library;
use super::clock::Clock;
use super::compile::{Compiled, Terms, Way, conditions};
use super::error::Result;
use super::forms::Forms;
use super::identity::{ArticleId, FeedId, FolderId, PersonId, from_seconds, seconds};
use super::item::Teaser;
use super::words::Numbered;
use crate::query::{Is, Query};

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
    /// That show somebody.
    Person(PersonId),
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
    /// Also what rules put out of sight.
    pub with_hidden: bool,
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
        let forms = self.forms(scope.query.root.as_ref())?;
        let (driver, rest) = match self.plan(scope, clock, &forms, limit)? {
            Plan::By(first, rest) => {
                list.values.extend(first.values);
                (first.ids, rest)
            }
            Plan::Walk(all) => (None, all),
        };
        let (at, id) = match scope.place {
            _ if driver.is_some() => {
                match scope.place {
                    Place::All => {}
                    Place::Feed(feed) => list.and(OF_FEED, [Value::Integer(feed.0)]),
                    Place::Folder(folder) => list.and(IN_FOLDER, [Value::Integer(folder.0)]),
                    Place::Person(person) => list.and(OF_PERSON, [Value::Integer(person.0)]),
                }
                ("article.at", "article.id")
            }
            Place::Feed(feed) => {
                list.and("item.feed_id = ?", [Value::Integer(feed.0)]);
                if scope.only == Only::Unread {
                    list.and("item.unread = 1", []);
                }
                ("item.at", "item.article_id")
            }
            Place::Person(person) => {
                list.and("article_entity.entity_id = ?", [Value::Integer(person.0)]);
                ("article_entity.at", "article_entity.article_id")
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
        if !scope.with_hidden && self.hides(&scope.query)? {
            list.and("article.id NOT IN (SELECT id FROM article WHERE hidden = 1)", []);
        }
        for condition in rest {
            list.and(&condition.sql, condition.values);
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
        let by_ids = driver.map(|ids| {
            format!(
                "(SELECT DISTINCT id FROM ({ids})) AS one CROSS JOIN article ON article.id = one.id"
            )
        });
        let tables = match &by_ids {
            Some(tables) => tables.as_str(),
            None => self.tables(scope)?,
        };
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
            (Place::Person(_), ..) => {
                "article_entity CROSS JOIN article ON article.id = article_entity.article_id"
            }
            (Place::Feed(_), ..) => "item CROSS JOIN article ON article.id = item.article_id",
            (Place::Folder(folder), Only::Unread, _) if self.is_small(folder)? => UNREAD_OF_FOLDER,
            (Place::Folder(folder), ..) if self.is_small(folder)? => OF_FOLDER,
            (_, Only::Unread, true) => "article INDEXED BY article_unread",
            (_, Only::Starred, _) => "article INDEXED BY article_starred",
            (_, Only::Annotated, _) => "article INDEXED BY article_annotated",
            (Place::All, Only::All, true) => "article INDEXED BY article_at",
            _ => "article",
        })
    }

    /// How the articles of a list's query are found: few by the smallest set of numbers that an
    /// index has, and all of them by it where the whole list is wanted.
    fn plan(
        &self,
        scope: &Scope,
        clock: &Clock,
        forms: &Forms,
        limit: Option<usize>,
    ) -> Result<Plan> {
        let Some(root) = &scope.query.root else { return Ok(Plan::Walk(Vec::new())) };
        let with = |way| conditions(root, Terms { clock, forms, way });
        let mut parts = with(Way::LookedUp);
        let mut smallest: Option<(i64, usize)> = None;
        let mut largest = 0;
        for (index, part) in parts.iter().enumerate() {
            if let Some(ids) = &part.ids {
                let count = self.bounded_count(ids, &part.values)?;
                largest = largest.max(count);
                smallest = smallest.min(Some((count, index))).or(Some((count, index)));
            }
        }
        let is_small_place = match scope.place {
            Place::Feed(_) | Place::Person(_) => true,
            Place::Folder(folder) => self.is_small(folder)?,
            Place::All => false,
        };
        match smallest {
            Some((count, index)) if count <= FEW || (limit.is_none() && !is_small_place) => {
                let first = parts.remove(index);
                Ok(Plan::By(first, parts))
            }
            Some(_) if largest > MANY && limit.is_some() => Ok(Plan::Walk(parts)),
            _ => Ok(Plan::Walk(with(Way::Gathered))),
        }
    }

    /// How many numbers a set has, counted up to [`MANY`] and one more.
    fn bounded_count(&self, ids: &str, values: &[Value]) -> Result<i64> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ({ids}) LIMIT {})", MANY + 1);
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// Whether something is out of sight that a query does not ask for.
    pub(super) fn hides(&self, query: &Query) -> Result<bool> {
        if query.asks(Is::Hidden) {
            return Ok(false);
        }
        let mut any = self.connection.prepare_cached(
            "SELECT 1 FROM article INDEXED BY article_hidden WHERE hidden = 1 LIMIT 1",
        )?;
        Ok(any.exists([])?)
    }

    /// Whether a folder, with those inside, has so few articles that a walk over all would mostly
    /// meet others.
    fn is_small(&self, folder: FolderId) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(FOLDER_IS_SMALL)?;
        Ok(statement.query_row(params![SMALL, folder], |row| row.get(0))?)
    }
}

/// So few are found by their numbers and sorted, whatever is asked.
const FEW: i64 = 2_000;
/// So many are gathered once, and asked about in the order of the list; of more, each article is
/// looked up. With 1,000,000 articles the first takes 20 ms for 100,000, the second 8 ms for 500,000.
const MANY: i64 = 150_000;

/// How the articles of a query are found.
enum Plan {
    /// By the numbers of the first condition, in the order of the list afterwards.
    By(Compiled, Vec<Compiled>),
    /// In the order of the list.
    Walk(Vec<Compiled>),
}

/// Of one feed.
const OF_FEED: &str =
    "EXISTS (SELECT 1 FROM item AS of WHERE of.feed_id = ? AND of.article_id = article.id)";

/// That shows somebody.
const OF_PERSON: &str = "EXISTS (SELECT 1 FROM article_entity AS of WHERE of.entity_id = ? AND of.article_id = article.id)";

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
