//! Searching: words to articles, best first, with a snippet.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

use super::clock::Clock;
use super::compile::{Compiled, Terms, Way, conditions, words};
use super::error::{LibraryError, Result};
use super::forms::{self, Forms};
use super::hits::{Sought, first_place};
use super::index_text::index_text;
use super::lists::{ListRow, ROW, Scope, row_of};
use super::set_aside::set_aside;
use super::{ArticleId, Library, TextId, body};
use crate::analysis::language;
use crate::query::{Node, Query};
use crate::text::{Document, Span};

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub row: ListRow,
    /// How well it fits; higher is better. 0 for queries without words.
    pub score: f64,
    /// A stretch of its text around the first word looked for, and where that stands in the
    /// stretch.
    pub snippet: String,
    pub found: Option<Span>,
}

/// Bytes of a snippet on both sides of what was found.
const AROUND: usize = 80;

impl Library {
    /// The best articles for a query: by words where it has some (a word in the title counts four
    /// times), else the newest.
    pub fn search(&self, query: &Query, clock: &Clock, limit: usize) -> Result<Vec<Hit>> {
        let forms = self.forms(query.root.as_ref())?;
        let sought = self.sought(query)?;
        let Some(words) = query.root.as_ref().and_then(|root| ranked(root, &forms)) else {
            let scope = Scope { query: query.clone(), ..Scope::default() };
            let rows = self.page(&scope, clock, None, limit)?;
            return rows.into_iter().map(|row| self.hit(row, 0.0, &sought)).collect();
        };
        let mut values = vec![Value::Text(words)];
        let mut condition = String::new();
        let terms = Terms { clock, forms: &forms, way: Way::LookedUp };
        for rest in query.root.iter().flat_map(|root| rest(root, terms)) {
            condition.push_str(&format!(" AND {}", rest.sql));
            values.extend(rest.values);
        }
        if self.hides(query)? {
            condition.push_str(" AND article.hidden = 0");
        }
        values.push(Value::Integer(limit as i64));
        let sql = format!(
            "SELECT {ROW}, -bm25(article_word, 4.0, 1.0) AS score FROM article_word CROSS JOIN article ON article.id = article_word.rowid \
             WHERE article_word MATCH ?{condition} ORDER BY score DESC, article.id DESC LIMIT ?"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement
            .query_map(params_from_iter(values), |row| Ok((row_of(row)?, row.get("score")?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter().map(|(row, score)| self.hit(row, score, &sought)).collect()
    }

    fn hit(&self, row: ListRow, score: f64, sought: &[Sought]) -> Result<Hit> {
        let (snippet, found) = match self.article(row.id) {
            Ok(article) => snippet(article.document.text(), sought),
            Err(LibraryError::Damaged { .. } | LibraryError::Lost) => Default::default(),
            Err(error) => return Err(error),
        };
        Ok(Hit { row, score, snippet, found })
    }

    /// Puts the words of articles into the index that are not there yet, at most `limit`; answers
    /// how many it looked at. 0: all are there. A text that cannot be read is set aside, and an
    /// article without one is found by its title.
    pub fn index_pending(&mut self, limit: usize) -> Result<usize> {
        if self.is_read_only() {
            return Ok(0);
        }
        self.transact(|connection| {
            let mut pending = connection.prepare_cached(
                "SELECT article.id, title, body.id, hash, data, byline, language FROM article LEFT JOIN body ON body.id = body_id WHERE article.id IN \
                 (SELECT id FROM article INDEXED BY article_unindexed WHERE indexed = 0 LIMIT ?1)",
            )?;
            let mut put = connection.prepare_cached("INSERT OR REPLACE INTO article_word (rowid, title, text) VALUES (?1, ?2, ?3)")?;
            let mut put_byline = connection.prepare_cached("INSERT OR REPLACE INTO byline_word (rowid, byline) VALUES (?1, ?2)")?;
            let mut done = connection.prepare_cached("UPDATE article SET indexed = 1, indexed_language = ?2 WHERE id = ?1")?;
            let mut known = HashSet::new();
            let batch = pending
                .query_map([limit as i64], |row| {
                    Ok(Pending {
                        id: row.get(0)?,
                        title: row.get(1)?,
                        text: row.get(2)?,
                        hash: row.get(3)?,
                        data: row.get(4)?,
                        byline: row.get(5)?,
                        declared: row.get(6)?,
                    })
                })?
                .collect::<rusqlite::Result<Vec<Pending>>>()?;
            let count = batch.len();
            for Pending { id, title, text, hash, data, byline, declared } in batch {
                let body = body::unpack(&data.unwrap_or_default(), &hash.unwrap_or_default());
                let document = match (body, text) {
                    (Some(body), _) => body.document,
                    (None, None) => Document::verbatim(String::new()),
                    (None, Some(text)) => {
                        // What is shown instead is indexed the next time.
                        set_aside(connection, text)?;
                        continue;
                    }
                };
                let words = document.text();
                put.execute(params![id, index_text(&title), index_text(words)])?;
                if let Some(byline) = byline {
                    put_byline.execute(params![id, index_text(&byline)])?;
                }
                let language = language(&document, declared.as_deref());
                forms::gather(&title, language, &mut known);
                forms::gather(words, language, &mut known);
                done.execute(params![id, tag_of(language, declared)])?;
            }
            forms::keep(connection, &known)?;
            Ok(count)
        })
    }
}

/// An article that is not indexed, with the text that is shown, if it has one.
struct Pending {
    id: ArticleId,
    title: String,
    text: Option<TextId>,
    hash: Option<Vec<u8>>,
    data: Option<Vec<u8>>,
    byline: Option<String>,
    declared: Option<String>,
}

/// The tag that tells a language: the declared one, which may say more, unless the text is in
/// another.
fn tag_of(language: &'static str, declared: Option<String>) -> String {
    let same = |tag: &String| {
        tag.split(['-', '_']).next().is_some_and(|code| code.eq_ignore_ascii_case(language))
    };
    declared.filter(|tag| language == "und" || same(tag)).unwrap_or_else(|| language.to_owned())
}

/// The words that decide the rank: those that must all be there.
fn ranked(root: &Node, forms: &Forms) -> Option<String> {
    let all: Vec<String> = match root {
        Node::And(nodes) => nodes.iter().filter_map(|node| words(node, forms)).collect(),
        Node::Or(nodes) => {
            let any: Option<Vec<String>> = nodes.iter().map(|node| words(node, forms)).collect();
            return any.map(|any| any.join(" OR "));
        }
        node => words(node, forms).into_iter().collect(),
    };
    (!all.is_empty()).then(|| all.join(" AND "))
}

/// What else must hold beside the words that decide the rank.
fn rest(root: &Node, terms: Terms<'_>) -> Vec<Compiled> {
    match root {
        Node::And(nodes) => {
            let rest = nodes.iter().filter(|node| !matches!(node, Node::Words { .. })).cloned();
            conditions(&Node::And(rest.collect()), terms)
        }
        _ => Vec::new(),
    }
}

/// A stretch of `text` around the first place of what was looked for, its line ends made spaces.
fn snippet(text: &str, sought: &[Sought]) -> (String, Option<Span>) {
    let place = first_place(text, sought);
    let (start, end) = place.unwrap_or((0, 0));
    let from = floor(text, start.saturating_sub(AROUND));
    let to = floor(text, (end + AROUND).min(text.len())).max(end);
    // Whole words, where there are such.
    let before = text.get(from..start).unwrap_or_default();
    let whole = before.split_once(char::is_whitespace).filter(|_| from > 0);
    let from = whole.map_or(from, |(_, words)| start - words.len());
    let behind = text.get(end..to).unwrap_or_default();
    let whole = behind.rsplit_once(char::is_whitespace).filter(|_| to < text.len());
    let to = whole.map_or(to, |(words, _)| end + words.len());
    let snippet = text.get(from..to).unwrap_or_default().replace(['\n', '\r', '\t'], " ");
    (snippet, place.map(|(start, end)| Span::from_usize(start - from, end - from)))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Sought, snippet};

    #[test]
    fn a_snippet_begins_and_ends_at_spaces_of_any_width() {
        for space in [' ', '\u{a0}', '\u{2003}', '\u{3000}'] {
            let side = format!("quay{space}").repeat(60);
            let text = format!("{side}ferry{space}{side}");
            let (snippet, place) =
                snippet(&text, &[Sought::Word { word: "ferry".into(), is_start: false }]);
            let place = place.expect("it is there");
            assert_eq!(&snippet[place.start() as usize..place.end() as usize], "ferry");
            assert!(snippet.starts_with("quay") && snippet.len() < text.len(), "{snippet}");
        }
    }
}
