//! Analyses, kept by the text's hash and the engine's version, and from them who is in which
//! article and who said what.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::{LibraryError, Result};
use super::identity::{ArticleId, PersonId};
use super::index_text::{fold, index_text};
use super::words::Numbered;
use super::{Library, analysis_pack, stories};
use crate::analysis::{Analysis, ENGINE};
use crate::annotation::{EntityKind, Quote};
use crate::text::{ContentHash, Document};

/// So many of those an article is most about are kept for it.
const FOREMOST: usize = 16;

impl Library {
    /// The kept analysis of a text, if this engine made one.
    pub fn analysis(&self, document: &Document) -> Result<Option<Analysis>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT data FROM analysis WHERE hash = ?1 AND engine = ?2")?;
        let data: Option<Vec<u8>> = statement
            .query_row(params![document.hash().as_bytes(), ENGINE], |row| row.get(0))
            .optional()?;
        Ok(data.and_then(|data| analysis_pack::unpack(&data, document)))
    }

    /// Articles whose shown text this engine has not analysed, at most `limit`: first those that
    /// none analysed, then those that an older engine did; both newest first.
    pub fn unanalysed(&self, limit: usize) -> Result<Vec<ArticleId>> {
        if self.is_read_only() {
            return Ok(Vec::new());
        }
        self.unanalysed_by(ENGINE, limit)
    }

    pub(super) fn unanalysed_by(&self, engine: u32, limit: usize) -> Result<Vec<ArticleId>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM article INDEXED BY article_engine WHERE engine = ?1 AND body_id IS NOT NULL ORDER BY id DESC LIMIT ?2")?;
        let mut older = self
            .connection
            .prepare_cached("SELECT id FROM article INDEXED BY article_engine WHERE engine > 0 AND engine < ?1 AND body_id IS NOT NULL ORDER BY engine DESC, id DESC LIMIT ?2")?;
        let mut found = statement
            .query_map(params![0, limit as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let left = limit.saturating_sub(found.len()) as i64;
        found.extend(
            older
                .query_map(params![engine, left], |row| row.get::<_, ArticleId>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?,
        );
        Ok(found)
    }

    /// Keeps an analysis, and notes for the article whom it is about and who says what. One of
    /// another text is kept for that text alone.
    pub fn save_analysis(
        &mut self,
        article: Option<ArticleId>,
        document: &Document,
        analysis: &Analysis,
    ) -> Result<()> {
        self.save_analyses(&[(article, document, analysis)])
    }

    /// Notes of articles that this engine leaves them unanalysed until they are opened; nothing is
    /// kept about their texts.
    pub fn leave_unanalysed(&mut self, articles: &[ArticleId]) -> Result<()> {
        if articles.is_empty() {
            return Ok(());
        }
        self.transact(|connection| {
            for article in articles {
                forget(connection, *article)?;
                connection
                    .prepare_cached("UPDATE article SET engine = ?2, people = NULL WHERE id = ?1")?
                    .execute(params![article, ENGINE])?;
            }
            Ok(())
        })
    }

    /// Keeps many analyses in one transaction, as [`Library::save_analysis`] keeps one.
    pub fn save_analyses(
        &mut self,
        batch: &[(Option<ArticleId>, &Document, &Analysis)],
    ) -> Result<()> {
        self.transact(|connection| {
            for (article, document, analysis) in batch {
                connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO analysis (hash, engine, data) VALUES (?1, ?2, ?3)",
                    )?
                    .execute(params![
                        analysis.document.as_bytes(),
                        ENGINE,
                        analysis_pack::pack(analysis)
                    ])?;
                if let Some(article) = article
                    && shown_hash(connection, *article)? == Some(document.hash())
                    && analysis.document == document.hash()
                {
                    forget(connection, *article)?;
                    note(connection, *article, document, analysis)?;
                }
            }
            Ok(())
        })
    }
}

fn shown_hash(connection: &Connection, article: ArticleId) -> Result<Option<ContentHash>> {
    let mut statement = connection.prepare_cached(
        "SELECT hash FROM article JOIN body ON body.id = body_id WHERE article.id = ?1",
    )?;
    let hash: Option<[u8; 16]> = statement.query_row([article], |row| row.get(0)).optional()?;
    Ok(hash.map(ContentHash::from_bytes))
}

/// Takes an article out of the index of who is where and who said what.
pub(super) fn forget(connection: &Connection, article: ArticleId) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE entity SET articles = articles - 1, quotes = quotes - (SELECT quotes FROM article_entity WHERE entity_id = entity.id AND article_id = ?1) \
             WHERE id IN (SELECT entity_id FROM article_entity WHERE article_id = ?1)",
        )?
        .execute([article])?;
    connection
        .prepare_cached("DELETE FROM article_entity WHERE article_id = ?1")?
        .execute([article])?;
    connection
        .prepare_cached(
            "DELETE FROM quote_word WHERE rowid IN (SELECT id FROM quote WHERE article_id = ?1)",
        )?
        .execute([article])?;
    connection.prepare_cached("DELETE FROM quote WHERE article_id = ?1")?.execute([article])?;
    Ok(())
}

fn note(
    connection: &Connection,
    article: ArticleId,
    document: &Document,
    analysis: &Analysis,
) -> Result<()> {
    let mut said = vec![0i64; analysis.entities.len()];
    for entity in
        analysis.quotes.iter().filter(|quote| quote.is_said()).filter_map(|quote| quote.entity)
    {
        if let Some(count) = said.get_mut(entity.0 as usize) {
            *count += 1;
        }
    }
    let mut rows = vec![None; analysis.entities.len()];
    for (index, entity) in analysis.entities.iter().enumerate() {
        if index >= FOREMOST && said[index] == 0 {
            continue;
        }
        let Some(id) = entity_row(connection, entity.kind, &entity.name, &entity.aliases)? else {
            continue;
        };
        let new = connection
            .prepare_cached("INSERT OR IGNORE INTO article_entity (entity_id, article_id, weight, quotes, at) SELECT ?1, id, ?3, ?4, at FROM article WHERE id = ?2")?
            .execute(params![id, article, (entity.salience * 1000.0) as i64, said[index]])?;
        if new > 0 {
            connection
                .prepare_cached(
                    "UPDATE entity SET articles = articles + 1, quotes = quotes + ?2 WHERE id = ?1",
                )?
                .execute(params![id, said[index]])?;
        }
        rows[index] = Some(id);
    }
    for (number, quote) in analysis.quotes.iter().enumerate() {
        note_quote(connection, article, document, analysis, number, quote, &rows)?;
    }
    stories::fold(connection, article, document, analysis)?;
    let people: Vec<&str> = analysis
        .entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Person)
        .take(2)
        .map(|entity| entity.name.as_str())
        .collect();
    let people = (!people.is_empty()).then(|| people.join(", "));
    connection
        .prepare_cached("UPDATE article SET engine = ?2, people = ?3 WHERE id = ?1")?
        .execute(params![article, ENGINE, people])?;
    Ok(())
}

fn note_quote(
    connection: &Connection,
    article: ArticleId,
    document: &Document,
    analysis: &Analysis,
    number: usize,
    quote: &Quote,
    rows: &[Option<PersonId>],
) -> Result<()> {
    let speaker = quote.entity.and_then(|entity| rows.get(entity.0 as usize).copied().flatten());
    connection
        .prepare_cached(
            "INSERT INTO quote (article_id, number, kind, entity_id, act, polarity, modality, speech, at) \
             SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, at FROM article WHERE id = ?1",
        )?
        .execute(params![
            article,
            number as i64,
            quote.kind as i64,
            speaker,
            quote.act as i64,
            quote.polarity as i64,
            quote.modality as i64,
            quote.speech
        ])?;
    let id = connection.last_insert_rowid();
    let words: Vec<&str> = quote.parts.iter().map(|part| document.slice(*part)).collect();
    // Words are found as what somebody said only where they were said.
    if quote.is_statement() {
        connection
            .prepare_cached("INSERT INTO quote_word (rowid, text) VALUES (?1, ?2)")?
            .execute(params![id, index_text(&words.join(" … "))])?;
    }
    for part in &quote.parts {
        for (_, mention) in analysis.mentions.within(*part) {
            if let Some(entity) = rows.get(mention.entity.0 as usize).copied().flatten() {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO quote_about (entity_id, quote_id) VALUES (?1, ?2)",
                    )?
                    .execute(params![entity, id])?;
            }
        }
    }
    Ok(())
}

/// The number of somebody or something under one name, made if need be; `None` for a name without a
/// letter.
fn entity_row(
    connection: &Connection,
    kind: EntityKind,
    name: &str,
    aliases: &[String],
) -> Result<Option<PersonId>> {
    let key = fold(name);
    if key.is_empty() {
        return Ok(None);
    }
    let number = Numbered(kind);
    let known: Option<PersonId> = connection
        .prepare_cached("SELECT id FROM entity WHERE kind = ?1 AND key = ?2")?
        .query_row(params![number, key], |row| row.get(0))
        .optional()?;
    let id = if let Some(id) = known {
        id
    } else {
        connection
            .prepare_cached("INSERT INTO entity (kind, key, name) VALUES (?1, ?2, ?3)")?
            .execute(params![number, key, name])?;
        let id = PersonId(connection.last_insert_rowid());
        add_words(connection, id, &key)?;
        id
    };
    for alias in aliases.iter().filter(|alias| alias.as_str() != name).take(16) {
        let new = connection
            .prepare_cached(
                "INSERT OR IGNORE INTO entity_alias (entity_id, alias) VALUES (?1, ?2)",
            )?
            .execute(params![id, alias])?;
        if new > 0 {
            add_words(connection, id, &fold(alias))?;
        }
    }
    Ok(Some(id))
}

fn add_words(connection: &Connection, entity: PersonId, folded: &str) -> Result<()> {
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO entity_word (word, entity_id) VALUES (?1, ?2)")?
            .execute(params![word, entity])?;
    }
    Ok(())
}

/// The kept analysis of an article's shown text, for lists of quotations.
pub(super) fn of_article(library: &Library, document: &Document) -> Result<Analysis> {
    library.analysis(document)?.ok_or(LibraryError::Missing("analysis"))
}
