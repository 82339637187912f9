//! Texts that cannot be read. Such a text is set aside as it was found, the article shows the
//! newest
//! other text it has, and all that goes over many articles goes on. What set it aside tells so.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::{LibraryError, Result};
use super::identity::{ArticleId, TextId};
use super::item::Origin;
use super::words::Numbered;
use super::{Library, analyses, body};
use crate::annotation::Article;

/// A text that could not be read and was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    pub article: ArticleId,
    pub title: String,
    /// Whether the article has no other text.
    pub is_all: bool,
}

impl Library {
    /// The texts that were set aside, oldest first.
    pub fn set_aside(&self) -> Result<Vec<SetAside>> {
        let mut statement = self.connection.prepare(
            "SELECT article.id, title, article.body_id IS NULL FROM set_aside JOIN article ON article.id = article_id ORDER BY set_aside.body_id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(SetAside { article: row.get(0)?, title: row.get(1)?, is_all: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// An article with the text that is shown; one that cannot be read is set aside for the next.
    /// [`LibraryError::Lost`] where there is none.
    pub fn readable(&mut self, id: ArticleId) -> Result<Article> {
        self.or_set_aside(id, |library| library.article(id))
    }

    /// An article as its feed has it, else as it is shown; texts that cannot be read are set aside.
    pub fn as_fed(&mut self, id: ArticleId) -> Result<Article> {
        self.or_set_aside(id, |library| {
            match library.versions(id)?.iter().rfind(|version| version.origin == Origin::Feed) {
                Some(version) => library.article_at_version(id, version.number),
                None => library.article(id),
            }
        })
    }

    /// Reads until a text is met that can be read.
    fn or_set_aside(
        &mut self,
        id: ArticleId,
        read: impl Fn(&Self) -> Result<Article>,
    ) -> Result<Article> {
        loop {
            match read(self) {
                Err(LibraryError::Damaged { text }) if !self.is_read_only() => {
                    self.transact(|connection| set_aside(connection, text))?;
                }
                // One that is shown but is not there is lost like one that was set aside.
                Err(LibraryError::Lost) if !self.is_read_only() && self.shows_a_text(id)? => {
                    self.transact(|connection| show_another(connection, id, Origin::Feed))?;
                }
                read => return read,
            }
        }
    }

    /// Whether an article names a text to be shown, be it there or not.
    fn shows_a_text(&self, id: ArticleId) -> Result<bool> {
        let mut shown = self
            .connection
            .prepare_cached("SELECT 1 FROM article WHERE id = ?1 AND body_id IS NOT NULL")?;
        Ok(shown.exists([id])?)
    }

    /// Looks at every text there is, and sets aside those that cannot be read.
    pub fn set_aside_damaged(&mut self) -> Result<()> {
        self.transact(|connection| {
            for text in damaged(connection)? {
                set_aside(connection, text)?;
            }
            Ok(())
        })
    }
}

/// The numbers of the texts that cannot be read. Reads all of them.
pub(super) fn damaged(connection: &Connection) -> Result<Vec<TextId>> {
    let mut statement = connection.prepare("SELECT id, hash, data FROM body ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (hash, data) = (row.get_ref(1)?.as_bytes(), row.get_ref(2)?.as_bytes());
        if !hash.is_ok_and(|hash| data.is_ok_and(|data| body::unpack(data, hash).is_some())) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Sets a text aside. Where its feed or page still has it, the next fetch asks for it as if it had
/// never come.
pub(super) fn set_aside(connection: &Connection, text: TextId) -> Result<()> {
    let found = connection
        .prepare_cached("SELECT article_id, origin, (SELECT body_id FROM article WHERE id = article_id) = body.id FROM body WHERE id = ?1")?
        .query_row([text], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<bool>>(2)?)))
        .optional()?;
    let Some((article, Numbered(origin), shown)): Option<(ArticleId, Numbered<Origin>, _)> = found
    else {
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO set_aside (body_id, article_id, origin, hash, added, data) \
             SELECT id, article_id, origin, hash, added, data FROM body WHERE id = ?1",
        )?
        .execute([text])?;
    connection.prepare_cached("DELETE FROM body WHERE id = ?1")?.execute([text])?;
    let again = if origin == Origin::Page {
        "INSERT OR IGNORE INTO wanted_page (article_id, feed_id, due) SELECT article_id, feed_id, 0 FROM item WHERE article_id = ?1 ORDER BY feed_id LIMIT 1"
    } else {
        "UPDATE fetch SET etag = NULL, last_modified = NULL, body_hash = NULL WHERE feed_id IN (SELECT feed_id FROM item WHERE article_id = ?1)"
    };
    connection.prepare_cached(again)?.execute([article])?;
    if shown == Some(true) {
        show_another(connection, article, origin)?;
    }
    Ok(())
}

/// Shows the newest text that can be read, of the same origin where there is one; those that cannot
/// are set aside too.
fn show_another(connection: &Connection, article: ArticleId, origin: Origin) -> Result<()> {
    let texts = connection
        .prepare_cached("SELECT id, hash, data FROM body WHERE article_id = ?1 ORDER BY origin = ?2 DESC, id DESC")?
        .query_map(params![article, Numbered(origin)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(TextId, Vec<u8>, Vec<u8>)>>>()?;
    let mut shown = None;
    for (text, hash, data) in texts {
        if let Some(body) = body::unpack(&data, &hash) {
            shown = Some((text, body.document.words() as i64));
            break;
        }
        set_aside(connection, text)?;
    }
    analyses::forget(connection, article)?;
    connection
        .prepare_cached(
            "UPDATE article SET body_id = ?2, words = coalesce(?3, words), indexed = 0, engine = 0, people = NULL, \
             versions = coalesce((SELECT max(many) FROM (SELECT count(*) AS many FROM body WHERE article_id = ?1 GROUP BY origin, feed_id)), 1) WHERE id = ?1",
        )?
        .execute(params![article, shown.map(|(text, _)| text), shown.map(|(_, words)| words)])?;
    Ok(())
}
