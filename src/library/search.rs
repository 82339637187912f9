//! Searching: words to articles, best first, with a snippet.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::clock::Clock;
use super::compile::compile;
use super::error::{LibraryError, Result};
use super::index_text::{fold, index_text, phrase};
use super::lists::{ListRow, ROW, Scope, row_of};
use super::set_aside::set_aside;
use super::{ArticleId, Library, TextId, body};
use crate::query::{Node, Query};
use crate::text::Span;

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
        let Some(words) = query.root.as_ref().and_then(ranked) else {
            let scope = Scope { query: query.clone(), ..Scope::default() };
            let rows = self.page(&scope, clock, None, limit)?;
            return rows.into_iter().map(|row| self.hit(row, 0.0, query)).collect();
        };
        let mut values = vec![Value::Text(words)];
        let mut condition = String::new();
        if let Some(root) = &query.root {
            let rest = compile(root, clock);
            condition = format!(" AND {}", rest.sql);
            values.extend(rest.values);
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
        rows.into_iter().map(|(row, score)| self.hit(row, score, query)).collect()
    }

    fn hit(&self, row: ListRow, score: f64, query: &Query) -> Result<Hit> {
        let (snippet, found) = match self.article(row.id) {
            Ok(article) => snippet(article.document.text(), &query.wanted()),
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
                "SELECT article.id, title, body.id, hash, data FROM article LEFT JOIN body ON body.id = body_id WHERE article.id IN \
                 (SELECT id FROM article INDEXED BY article_unindexed WHERE indexed = 0 LIMIT ?1)",
            )?;
            let mut put = connection.prepare_cached("INSERT OR REPLACE INTO article_word (rowid, title, text) VALUES (?1, ?2, ?3)")?;
            let mut done = connection.prepare_cached("UPDATE article SET indexed = 1 WHERE id = ?1")?;
            let batch = pending
                .query_map([limit as i64], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                })?
                .collect::<rusqlite::Result<Vec<Pending>>>()?;
            let count = batch.len();
            for (id, title, text, hash, data) in batch {
                let body = body::unpack(&data.unwrap_or_default(), &hash.unwrap_or_default());
                let words = match (&body, text) {
                    (Some(body), _) => body.document.text(),
                    (None, None) => "",
                    (None, Some(text)) => {
                        // What is shown instead is indexed the next time.
                        set_aside(connection, text)?;
                        continue;
                    }
                };
                put.execute(rusqlite::params![id, index_text(&title), index_text(words)])?;
                done.execute([id])?;
            }
            Ok(count)
        })
    }
}

/// An article that is not indexed: its number, title, and the text that is shown with its number
/// and
/// hash, if it has one.
type Pending = (ArticleId, String, Option<TextId>, Option<Vec<u8>>, Option<Vec<u8>>);

/// The words that decide the rank: those that must all be there.
fn ranked(root: &Node) -> Option<String> {
    let wanted = |node: &Node| match node {
        Node::Words { text, prefix } => Some(phrase(text, *prefix)),
        _ => None,
    };
    let words: Vec<String> = match root {
        Node::And(nodes) => nodes.iter().filter_map(wanted).collect(),
        Node::Or(nodes) if nodes.iter().all(|node| wanted(node).is_some()) => {
            return Some(nodes.iter().filter_map(wanted).collect::<Vec<_>>().join(" OR "));
        }
        node => wanted(node).into_iter().collect(),
    };
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// A stretch of `text` around the first of the wanted words, its line ends made spaces.
fn snippet(text: &str, wanted: &[&str]) -> (String, Option<Span>) {
    let first_words: Vec<String> = wanted
        .iter()
        .filter_map(|words| fold(words.trim_end_matches('*')).split(' ').next().map(str::to_owned))
        .collect();
    let place =
        first_words.iter().filter(|word| !word.is_empty()).find_map(|word| find_folded(text, word));
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

fn find_folded(text: &str, word: &str) -> Option<(usize, usize)> {
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let folded = fold(text.get(from..at).unwrap_or_default());
                if folded.starts_with(word)
                    || (!word.is_ascii() && folded.replace(' ', "").contains(word))
                {
                    return Some((from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    None
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn a_snippet_begins_and_ends_at_spaces_of_any_width() {
        for space in [' ', '\u{a0}', '\u{2003}', '\u{3000}'] {
            let side = format!("quay{space}").repeat(60);
            let text = format!("{side}ferry{space}{side}");
            let (snippet, place) = snippet(&text, &["ferry"]);
            let place = place.expect("it is there");
            assert_eq!(&snippet[place.start() as usize..place.end() as usize], "ferry");
            assert!(snippet.starts_with("quay") && snippet.len() < text.len(), "{snippet}");
        }
    }
}
