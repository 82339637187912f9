//! Analyses, kept by the text's hash and the engine's version, and from them who is in which
//! article and who said what.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Result;
use super::identity::{ArticleId, PersonId};
use super::index_text::index_text;
use super::{Library, analysis_pack, corrections, linking, persons, stories};
use crate::analysis::{Analysis, ENGINE, corrected};
use crate::annotation::{Entity, EntityId, EntityKind, Quote};
use crate::text::{ContentHash, Document};

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

    /// The analysis of an article's text as its reader corrected it, in this article and in all.
    /// `None` where it is not analysed.
    pub fn corrected_analysis(
        &self,
        article: ArticleId,
        document: &Document,
    ) -> Result<Option<Analysis>> {
        let Some(analysis) = self.analysis(document)? else { return Ok(None) };
        let corrected = as_corrected(&self.connection, article, document, &analysis)?;
        Ok(Some(corrected.into_owned()))
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
    persons::forget(connection, article)?;
    connection
        .prepare_cached(
            "DELETE FROM quote_word WHERE rowid IN (SELECT id FROM quote WHERE article_id = ?1)",
        )?
        .execute([article])?;
    connection.prepare_cached("DELETE FROM quote WHERE article_id = ?1")?.execute([article])?;
    Ok(())
}

/// Notes whom an article is about and who says what in it, as its reader corrected it.
pub(super) fn note(
    connection: &Connection,
    article: ArticleId,
    document: &Document,
    found: &Analysis,
) -> Result<()> {
    let analysis = &*as_corrected(connection, article, document, found)?;
    let mut said = vec![0i64; analysis.entities.len()];
    for entity in
        analysis.quotes.iter().filter(|quote| quote.is_said()).filter_map(|quote| quote.entity)
    {
        if let Some(count) = said.get_mut(entity.0 as usize) {
            *count += 1;
        }
    }
    let rows = linking::link(connection, article, document, analysis, &said)?;
    for (number, quote) in analysis.quotes.iter().enumerate() {
        note_quote(connection, article, document, analysis, number, quote, &rows)?;
    }
    stories::fold(connection, article, document, found)?;
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

/// An analysis with what its reader corrected in the article. A speaker whom the article does not
/// name is one of its entities then.
pub(super) fn as_corrected<'a>(
    connection: &Connection,
    article: ArticleId,
    document: &Document,
    analysis: &'a Analysis,
) -> Result<Cow<'a, Analysis>> {
    let corrections = corrections::of_article(connection, article, document, analysis)?;
    if corrections.is_empty() {
        return Ok(Cow::Borrowed(analysis));
    }
    let mut result = corrected(analysis, document, &corrections);
    for quote in &mut result.quotes {
        let (None, Some(name)) = (quote.entity, &quote.name) else { continue };
        if quote.confidence < 1.0 {
            continue;
        }
        let known = result.entities.iter().position(|entity| entity.name == *name);
        let at = known.unwrap_or_else(|| {
            result.entities.push(Entity {
                kind: EntityKind::Person,
                name: name.clone(),
                aliases: Vec::new(),
                role: None,
                salience: 0.0,
            });
            result.entities.len() - 1
        });
        quote.entity = Some(EntityId(at as u32));
    }
    Ok(Cow::Owned(result))
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
