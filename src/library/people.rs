//! Who is in the library, and who said what, across articles.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::Library;
use super::compile::people as named;
use super::error::{LibraryError, Result};
use super::identity::{ArticleId, PersonId, from_seconds};
use super::index_text::{any_run, phrase};
use super::words::Numbered;
use crate::annotation::{Act, Attribution, EntityKind, Modality, Polarity, QuoteKind};
use crate::story::are_versions;
use crate::text::Span;

/// Somebody or something that articles are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    pub id: PersonId,
    pub kind: EntityKind,
    pub name: String,
    pub aliases: Vec<String>,
    pub articles: u32,
    pub quotes: u32,
    /// When the first and the last article about them came.
    pub first: Option<Timestamp>,
    pub last: Option<Timestamp>,
}

/// Something that was said, in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteRow {
    pub text: String,
    pub kind: QuoteKind,
    pub speaker: Option<String>,
    /// Who did what with the words, in one line; empty where the words are not known either.
    pub told: String,
    pub act: Act,
    pub polarity: Polarity,
    pub modality: Modality,
    pub article: ArticleId,
    pub title: String,
    pub published: Option<Timestamp>,
    /// Its place in the article's analysis.
    pub number: usize,
    /// Where the article came from, as its feed is called.
    pub source: Option<String>,
    pub at: Timestamp,
    /// Where the words begin in the article's text; `None` where they are not known.
    pub place: Option<Span>,
}

/// Which quotations: all that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteFilter {
    /// Who said it.
    pub person: Option<PersonId>,
    /// Words of the speaker's name.
    pub speaker: Option<String>,
    /// Words of the name of somebody it speaks of.
    pub about: Option<String>,
    /// Words in it.
    pub words: Option<String>,
    /// Words of which it is a version, cut or changed.
    pub same: Option<String>,
    /// What is done with the words; without one, all that is speech.
    pub act: Option<Act>,
    pub article: Option<ArticleId>,
}

/// So many quotations with some of the words in a row are compared with words of which versions are
/// wanted.
const LOOKED_AT: usize = 2_000;

impl Library {
    /// Those whom most articles are about, of these kinds, whose name or aliases hold all words of
    /// `name` (all, if empty).
    pub fn people(&self, kinds: &[EntityKind], name: &str, limit: usize) -> Result<Vec<PersonRow>> {
        let wanted = named(name);
        let is_any = name.trim().is_empty();
        // The few of a name are looked up by their numbers, and all others read in order.
        let who = if is_any {
            String::from("kind = ?")
        } else {
            format!("+kind = ? AND id IN ({})", wanted.sql)
        };
        let ranked = format!(
            "SELECT * FROM (SELECT id, kind, name, articles, quotes FROM entity WHERE {who} AND articles > 0 \
             ORDER BY articles DESC, quotes DESC, id LIMIT ?)"
        );
        let mut parts = Vec::new();
        let mut values = Vec::new();
        // Each kind is read from its own stretch of the ranking, no further than the limit.
        for (number, _) in
            EntityKind::ALL.iter().enumerate().filter(|(_, kind)| kinds.contains(kind))
        {
            parts.push(ranked.as_str());
            values.push(Value::Integer(number as i64));
            if !is_any {
                values.extend(wanted.values.iter().cloned());
            }
            values.push(Value::Integer(limit as i64));
        }
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT id, kind, name, articles, quotes, \
             (SELECT min(at) FROM article_entity WHERE entity_id = shown.id), \
             (SELECT max(at) FROM article_entity WHERE entity_id = shown.id) \
             FROM (SELECT * FROM ({}) ORDER BY articles DESC, quotes DESC, id LIMIT ?) AS shown \
             ORDER BY articles DESC, quotes DESC, id",
            parts.join(" UNION ALL ")
        );
        values.push(Value::Integer(limit as i64));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut people = statement
            .query_map(params_from_iter(values), person_of)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut aliases = self
            .connection
            .prepare_cached("SELECT alias FROM entity_alias WHERE entity_id = ?1 ORDER BY alias")?;
        for person in &mut people {
            person.aliases = aliases
                .query_map([person.id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
        }
        Ok(people)
    }

    /// Quotations, newest article first.
    pub fn quotes(&self, filter: &QuoteFilter, limit: usize) -> Result<Vec<QuoteRow>> {
        let mut sql = String::from(
            "SELECT quote.article_id, quote.number, quote.kind, entity.name, article.title, article.published, act, polarity, modality, article.source, article.at FROM quote \
             JOIN article ON article.id = quote.article_id LEFT JOIN entity ON entity.id = quote.entity_id WHERE 1",
        );
        let mut values = Vec::new();
        if let Some(person) = filter.person {
            sql.push_str(" AND quote.entity_id = ?");
            values.push(Value::Integer(person.0));
        }
        if let Some(speaker) = &filter.speaker {
            // Of one person the rows come in order from the index; of several they are sorted.
            match self.numbers_of(speaker)?.as_slice() {
                [one] => {
                    sql.push_str(" AND quote.entity_id = ?");
                    values.push(Value::Integer(*one));
                }
                _ => {
                    let who = named(speaker);
                    sql.push_str(&format!(" AND quote.entity_id IN ({})", who.sql));
                    values.extend(who.values);
                }
            }
        }
        if let Some(about) = &filter.about {
            let who = named(about);
            sql.push_str(&format!(
                " AND quote.id IN (SELECT quote_id FROM quote_about WHERE entity_id IN ({}))",
                who.sql
            ));
            values.extend(who.values);
        }
        if let Some(words) = &filter.words {
            sql.push_str(
                " AND quote.id IN (SELECT rowid FROM quote_word WHERE quote_word MATCH ?)",
            );
            values.push(Value::Text(phrase(words, false)));
        }
        if let Some(same) = &filter.same {
            sql.push_str(
                " AND quote.id IN (SELECT rowid FROM quote_word WHERE quote_word MATCH ?)",
            );
            values.push(Value::Text(any_run(same)));
        }
        match filter.act {
            Some(act) => {
                sql.push_str(" AND quote.act = ?");
                values.push(Value::Integer(act as i64));
            }
            None => sql.push_str(" AND quote.speech = 1"),
        }
        if let Some(article) = filter.article {
            sql.push_str(" AND quote.article_id = ?");
            values.push(Value::Integer(article.0));
        }
        sql.push_str(" ORDER BY quote.at DESC, quote.article_id DESC, quote.number LIMIT ?");
        // Of what holds some words in a row, all are looked at: which are versions, their words say.
        let most = if filter.same.is_some() { LOOKED_AT.max(limit) } else { limit };
        values.push(Value::Integer(most as i64));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement
            .query_map(params_from_iter(values), quote_of)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut rows = self.with_words(rows)?;
        if let Some(same) = &filter.same {
            rows.retain(|row| are_versions(same, &row.text));
            rows.truncate(limit);
        }
        Ok(rows)
    }

    /// The first two who have all words of a name.
    fn numbers_of(&self, name: &str) -> Result<Vec<i64>> {
        let who = named(name);
        let sql = format!("SELECT * FROM ({}) LIMIT 2", who.sql);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let numbers = statement
            .query_map(params_from_iter(who.values), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(numbers)
    }

    /// Fills in the words, from the articles' texts. Those of an engine that is no longer known
    /// have none.
    fn with_words(&self, mut rows: Vec<QuoteRow>) -> Result<Vec<QuoteRow>> {
        let mut words: HashMap<ArticleId, Vec<(String, String, Option<Span>)>> = HashMap::new();
        for row in &mut rows {
            if let std::collections::hash_map::Entry::Vacant(e) = words.entry(row.article) {
                let article = match self.article(row.article) {
                    Err(LibraryError::Damaged { .. } | LibraryError::Lost) => {
                        e.insert(Vec::new());
                        continue;
                    }
                    article => article?,
                };
                let analysis = self
                    .corrected_analysis(row.article, &article.document)
                    .and_then(|found| found.ok_or(LibraryError::Missing("analysis")));
                let texts = analysis.map_or_else(
                    |_| Vec::new(),
                    |analysis| {
                        let text = |parts: &[Span]| {
                            parts
                                .iter()
                                .map(|part| article.document.slice(*part))
                                .collect::<Vec<_>>()
                                .join(" … ")
                        };
                        let told = |quote| Attribution::of(&article.document, quote).to_string();
                        analysis
                            .quotes
                            .iter()
                            .map(|quote| {
                                (text(&quote.parts), told(quote), quote.parts.first().copied())
                            })
                            .collect()
                    },
                );
                e.insert(texts);
            }
            (row.text, row.told, row.place) = words
                .get(&row.article)
                .and_then(|texts| texts.get(row.number))
                .cloned()
                .unwrap_or_default();
        }
        Ok(rows)
    }
}

pub(super) fn person_of(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: row.get(0)?,
        kind: row.get::<_, Numbered<EntityKind>>(1)?.0,
        name: row.get(2)?,
        aliases: Vec::new(),
        articles: row.get(3)?,
        quotes: row.get(4)?,
        first: row.get::<_, Option<i64>>(5)?.map(from_seconds),
        last: row.get::<_, Option<i64>>(6)?.map(from_seconds),
    })
}

fn quote_of(row: &Row<'_>) -> rusqlite::Result<QuoteRow> {
    Ok(QuoteRow {
        text: String::new(),
        kind: row.get::<_, Numbered<QuoteKind>>(2)?.0,
        speaker: row.get(3)?,
        told: String::new(),
        act: row.get::<_, Numbered<Act>>(6)?.0,
        polarity: row.get::<_, Numbered<Polarity>>(7)?.0,
        modality: row.get::<_, Numbered<Modality>>(8)?.0,
        article: row.get(0)?,
        title: row.get(4)?,
        published: row.get::<_, Option<i64>>(5)?.map(from_seconds),
        number: row.get::<_, i64>(1)? as usize,
        source: row.get(9)?,
        at: from_seconds(row.get(10)?),
        place: None,
    })
}
