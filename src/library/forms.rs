//! The forms of words: `ferry` finds `ferries`, by the stem that a word has in the language of the
//! articles it stands in (Snowball, <https://snowballstem.org>).
//!
//! The index of words has words as they are written. Beside it stand, for each language, the stems
//! with the words that have them; a word that is looked for is looked for in all of these. So the
//! exact form costs nothing, and a form takes a row, not a place in each text.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};
use rust_stemmers::{Algorithm, Stemmer};

use super::Library;
use super::error::Result;
use super::hits::{Sought, line_of, places};
use super::index_text::fold;
use crate::query::{Field, Node, Query, Wanted};
use crate::text::{Document, Span};

/// So many forms of one word in one language are looked for.
const MOST: i64 = 64;
/// Letters of the longest word that has forms.
const LONGEST: usize = 40;

/// Words that were looked up, with their forms.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forms(HashMap<String, Vec<String>>);

impl Forms {
    /// The forms of a word, folded, itself among them; none of what was not looked up.
    pub(super) fn of(&self, word: &str) -> &[String] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

impl Library {
    /// The forms of all words that a query looks for, those it shuts out among them.
    pub(super) fn forms(&self, root: Option<&Node>) -> Result<Forms> {
        let mut forms = Forms::default();
        if let Some(root) = root {
            self.collect(root, &mut forms)?;
        }
        Ok(forms)
    }

    fn collect(&self, node: &Node, forms: &mut Forms) -> Result<()> {
        match node {
            Node::And(nodes) | Node::Or(nodes) => {
                nodes.iter().try_for_each(|node| self.collect(node, forms))
            }
            Node::Not(node) => self.collect(node, forms),
            Node::Words { text, exact: false, .. } => self.look_up(text, forms),
            Node::Field { field: Field::Said | Field::Title, text } => {
                match Wanted::of_value(text) {
                    Wanted::Word(word) => self.look_up(word, forms),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn look_up(&self, word: &str, forms: &mut Forms) -> Result<()> {
        if !forms.0.contains_key(word) {
            forms.0.insert(word.to_owned(), forms_of(&self.connection, word)?);
        }
        Ok(())
    }

    /// Where in a text stands what a query looks for, in order.
    pub fn lit(&self, query: &Query, document: &Document) -> Result<Vec<Span>> {
        Ok(places(document.text(), &self.sought(query)?))
    }

    /// What a query looks for, word by word as it stands in texts: each with all its forms.
    pub(super) fn sought(&self, query: &Query) -> Result<Vec<Sought>> {
        let forms = self.forms(query.root.as_ref())?;
        let mut sought = Vec::new();
        for wanted in query.wanted() {
            match wanted {
                Wanted::Word(word) => {
                    let all = forms.of(word).iter().map(|form| line_of(form));
                    sought.extend(all.map(|form| Sought::Word { word: form, is_start: false }));
                }
                Wanted::Start(text) => {
                    sought.push(Sought::Word { word: line_of(text), is_start: true });
                }
                Wanted::Exact(text) => {
                    sought.push(Sought::Word { word: line_of(text), is_start: false });
                }
                Wanted::Pattern(pattern) => sought.push(Sought::Pattern(pattern.source().into())),
            }
        }
        sought.retain(|one| !matches!(one, Sought::Word { word, .. } if word.is_empty()));
        Ok(sought)
    }
}

/// Adds the words of a text in a language to those whose stems are to be kept.
pub(super) fn gather(text: &str, language: &str, words: &mut HashSet<(&'static str, String)>) {
    let Some(code) = code_of(language) else { return };
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.len() > 2 && word.len() <= LONGEST {
            words.insert((code, word.to_lowercase()));
        }
    }
}

/// Keeps the stems of words, in the order of the file. A word that is its own stem needs no row.
pub(super) fn keep(connection: &Connection, words: &HashSet<(&'static str, String)>) -> Result<()> {
    let mut rows = BTreeSet::new();
    for &(code, _) in LANGUAGES {
        let Some(stemmer) = stemmer(code) else { continue };
        let of_language = words.iter().filter(|(language, _)| *language == code);
        rows.extend(of_language.filter_map(|(_, word)| {
            let (stem, word) = (fold(&stemmer.stem(word)), fold(word));
            (stem != word && !stem.is_empty()).then_some((code, stem, word))
        }));
    }
    let mut put = connection.prepare_cached(
        "INSERT OR IGNORE INTO word_form (language, stem, word) VALUES (?1, ?2, ?3)",
    )?;
    for (language, stem, word) in rows {
        put.execute(params![language, stem, word])?;
    }
    Ok(())
}

/// The forms of a word in each language that the library has, folded, itself first.
fn forms_of(connection: &Connection, word: &str) -> Result<Vec<String>> {
    let own = fold(word);
    let mut found = vec![own.clone()];
    if own.is_empty() || word.len() > LONGEST || !word.chars().all(char::is_alphabetic) {
        return Ok(found);
    }
    let mut languages = connection.prepare_cached(
        "WITH RECURSIVE of (x) AS (SELECT min(language) FROM word_form UNION ALL \
         SELECT (SELECT min(language) FROM word_form WHERE language > x) FROM of WHERE x IS NOT NULL) \
         SELECT x FROM of WHERE x IS NOT NULL",
    )?;
    let languages: Vec<String> =
        languages.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut select = connection
        .prepare_cached("SELECT word FROM word_form WHERE language = ?1 AND stem = ?2 LIMIT ?3")?;
    let lower = word.to_lowercase();
    for language in &languages {
        let Some(stemmer) = stemmer(language) else { continue };
        // Accents that were typed count for the stem; those that were not are not missed.
        let stems: BTreeSet<String> =
            [&lower, &own].iter().map(|word| fold(&stemmer.stem(word))).collect();
        for stem in stems.into_iter().filter(|stem| !stem.is_empty()) {
            let words = select
                .query_map(params![language, stem, MOST], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            for form in words.into_iter().chain([stem]) {
                if !found.contains(&form) {
                    found.push(form);
                }
            }
        }
    }
    Ok(found)
}

/// Takes out the words that no article has any more.
pub(super) fn prune(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE temp.indexed_word USING fts5vocab (main, article_word, 'row'); \
         DELETE FROM word_form WHERE word NOT IN (SELECT term FROM temp.indexed_word); \
         DROP TABLE temp.indexed_word;",
    )?;
    Ok(())
}

/// Languages whose words have forms here, by their codes (ISO 639-1).
const LANGUAGES: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("tr", Algorithm::Turkish),
];

fn code_of(language: &str) -> Option<&'static str> {
    let code = if matches!(language, "nb" | "nn") { "no" } else { language };
    LANGUAGES.iter().map(|(known, _)| *known).find(|known| *known == code)
}

fn stemmer(language: &str) -> Option<Stemmer> {
    let found = LANGUAGES.iter().find(|(known, _)| *known == language);
    found.map(|(_, algorithm)| Stemmer::create(*algorithm))
}
