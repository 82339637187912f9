//! Forgetting for good: what is named here is gone from the file, not only from sight.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::error::{LibraryError, Result};
use super::identity::{ArticleId, FeedId, seconds};
use super::index_text::fold;
use super::limits::remove_articles;
use super::{Library, corrections, forms};

impl Library {
    /// Forgets articles with their texts, versions, marks, corrections and places; their feeds do
    /// not bring them back.
    pub fn forget_articles(&mut self, ids: &[ArticleId], now: Timestamp) -> Result<()> {
        self.forgetting(|connection| {
            for id in ids {
                forget_article(connection, *id, now)?;
            }
            Ok(())
        })
    }

    /// Forgets a feed with all articles that no other feed has, also those that are starred, tagged
    /// or annotated. Answers how many articles went.
    pub fn forget_feed(&mut self, feed: FeedId, now: Timestamp) -> Result<usize> {
        self.forgetting(|connection| {
            let alone: Vec<ArticleId> = connection
                .prepare(
                    "SELECT article_id FROM item AS of WHERE feed_id = ?1 \
                     AND NOT EXISTS (SELECT 1 FROM item WHERE article_id = of.article_id AND feed_id <> ?1)",
                )?
                .query_map([feed], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in &alone {
                forget_article(connection, *id, now)?;
            }
            connection.execute("DELETE FROM feed WHERE id = ?1", [feed])?;
            Ok(alone.len())
        })
    }

    /// Forgets the pages of all that bear a name, with what the reader corrected to it: the articles
    /// stay, and their next analysis finds again whom they name. Answers how many pages went.
    pub fn forget_person(&mut self, name: &str) -> Result<usize> {
        self.forgetting(|connection| {
            let key = fold(name);
            let ids: Vec<i64> = connection
                .prepare("SELECT id FROM entity WHERE key = ?1")?
                .query_map([&key], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in &ids {
                connection
                    .execute("UPDATE quote SET entity_id = NULL WHERE entity_id = ?1", [id])?;
                connection.execute("DELETE FROM entity WHERE id = ?1", [id])?;
            }
            connection.execute("DELETE FROM follow WHERE name = ?1", [name])?;
            corrections::forget_name(connection, name)?;
            Ok(ids.len())
        })
    }

    /// Runs a change whose deletions overwrite what they delete, then writes the file anew without
    /// the pages and pieces of the index that still held it.
    fn forgetting<T>(&mut self, change: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.connection.pragma_update(None, "secure_delete", true)?;
        let answer = self.transact(|connection| {
            // Former changes tell of what was changed: they go too.
            connection.execute("DELETE FROM change", [])?;
            change(connection)
        })?;
        let located = |error: LibraryError| self.located(error);
        self.connection
            .execute_batch(
                "INSERT INTO article_word (article_word) VALUES ('optimize'); INSERT INTO byline_word (byline_word) VALUES ('optimize'); \
                 INSERT INTO quote_word (quote_word) VALUES ('optimize');",
            )
            .map_err(|error| located(error.into()))?;
        forms::prune(&self.connection).map_err(located)?;
        self.connection.execute_batch("VACUUM").map_err(|error| located(error.into()))?;
        // What was in the log is written over as well; a window that reads holds it back.
        let held: bool =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if held {
            return Err(LibraryError::Locked { path: self.path.clone() });
        }
        Ok(answer)
    }
}

fn forget_article(connection: &Connection, id: ArticleId, now: Timestamp) -> Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO removed (feed_id, key, at) SELECT feed_id, key, ?2 FROM item WHERE article_id = ?1",
        params![id, seconds(now)],
    )?;
    let of_it = "SELECT id FROM reading WHERE article_id = ?1 OR hash IN (SELECT hash FROM body WHERE article_id = ?1)";
    for table in ["mark", "correction"] {
        connection.execute(&format!("DELETE FROM {table} WHERE reading_id IN ({of_it})"), [id])?;
    }
    connection.execute(&format!("DELETE FROM reading WHERE id IN ({of_it})"), [id])?;
    let named: Vec<i64> = connection
        .prepare_cached("SELECT entity_id FROM article_entity WHERE article_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    remove_articles(connection, &[id])?;
    // Whom no other article names goes too.
    let mut unnamed = connection.prepare_cached(
        "DELETE FROM entity WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article_entity WHERE entity_id = ?1) \
         AND NOT EXISTS (SELECT 1 FROM quote WHERE entity_id = ?1)",
    )?;
    for entity in named {
        unnamed.execute([entity])?;
    }
    Ok(())
}
