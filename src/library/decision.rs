//! What its reader decided about people for all articles: that two are one, that one is two, how
//! somebody is called.
//!
//! A decision is a correction without a text. It names the articles in which each of the two is
//! shown, so that it holds when the index is made anew, in this library and in another.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::{LibraryError, Result};
use super::identity::{ArticleId, CorrectionId, PersonId};
use super::index_text::fold;
use super::persons;
use super::words::Numbered;
use crate::annotation::EntityKind;
use crate::authority::Appearance;

/// So many articles of one are kept with a decision.
const ARTICLES: i64 = 20_000;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Verb {
    /// Those of `ones` and those of `others` are one.
    Same,
    /// Those of `ones` are not those of `others`.
    Apart,
    /// Those of `ones` are called by the value.
    Called,
}

impl Verb {
    fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Apart => "apart",
            Self::Called => "called",
        }
    }
}

/// Where those are shown of whom a decision is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Places {
    pub(super) kind: String,
    pub(super) ones: Vec<ArticleId>,
    pub(super) others: Vec<ArticleId>,
}

/// A decision as it is kept with the change that takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Decision {
    id: CorrectionId,
    verb: Verb,
    subject: String,
    value: String,
    places: Places,
}

/// The decisions that stand, not yet read.
pub(super) struct Decisions(Vec<(String, String, String, String)>);

/// What they say of one appearance.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) is: Option<PersonId>,
    pub(super) not: Vec<PersonId>,
    pub(super) name: Option<String>,
}

impl Decisions {
    pub(super) fn of(connection: &Connection) -> Result<Self> {
        let rows = connection
            .prepare_cached(
                "SELECT kind, subject, coalesce(value, ''), anchor FROM correction \
                 WHERE reading_id IS NULL AND removed IS NULL AND kind IN ('same', 'apart', 'called') AND anchor IS NOT NULL ORDER BY id",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self(rows))
    }

    pub(super) fn about(
        &self,
        connection: &Connection,
        article: ArticleId,
        shown: &Appearance,
    ) -> Result<Decided> {
        let mut decided = Decided::default();
        for (verb, subject, value, places) in &self.0 {
            let named = |name: &String| {
                shown.names.iter().any(|shown| shown == name || fold(shown) == fold(name))
            };
            if !named(subject) && !named(value) {
                continue;
            }
            let Ok(places) = serde_json::from_str::<Places>(places) else { continue };
            if places.kind != shown.kind.name() {
                continue;
            }
            let (one, other) = (places.ones.contains(&article), places.others.contains(&article));
            let held = |articles: &[ArticleId], name: &str| {
                holders(connection, shown.kind, name, articles, article)
            };
            match verb.as_str() {
                "same" if one => {
                    decided.is = held(&places.others, value)?.first().copied().or(decided.is)
                }
                "same" if other => {
                    decided.is = held(&places.ones, subject)?.first().copied().or(decided.is)
                }
                "apart" if one => {
                    decided.is = held(&places.ones, subject)?.first().copied().or(decided.is);
                    decided.not.extend(held(&places.others, subject)?);
                }
                "apart" if other => decided.not.extend(held(&places.ones, subject)?),
                "called" if one => decided.name = Some(value.clone()),
                _ => {}
            }
        }
        decided.is = decided.is.filter(|id| !decided.not.contains(id));
        Ok(decided)
    }
}

/// Who is shown under a name in these articles, but for one of them.
fn holders(
    connection: &Connection,
    kind: EntityKind,
    name: &str,
    articles: &[ArticleId],
    but: ArticleId,
) -> Result<Vec<PersonId>> {
    let mut found = Vec::new();
    let key = fold(name);
    let mut statement = connection.prepare_cached(
        "SELECT entity_id, names, name FROM article_entity JOIN entity ON id = entity_id WHERE article_id = ?1 AND kind = ?2",
    )?;
    for article in articles.iter().filter(|article| **article != but) {
        let mut rows = statement.query(params![article, Numbered(kind)])?;
        while let Some(row) = rows.next()? {
            let (id, names, called): (PersonId, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let bears = fold(&called) == key || names.lines().any(|name| fold(name) == key);
            if bears && !found.contains(&id) {
                found.push(id);
            }
        }
        // Whoever holds the one article holds, most often, all of them.
        if found.len() > 8 {
            break;
        }
    }
    Ok(found)
}

/// The places of a decision with the numbers that its articles have here; those that are not here are
/// left out. `None` for what is no decision.
pub(super) fn renumbered(places: &str, here: impl Fn(i64) -> Option<i64>) -> Option<String> {
    let Places { kind, ones, others } = serde_json::from_str(places).ok()?;
    let map = |articles: Vec<ArticleId>| {
        articles.into_iter().filter_map(|old| here(old.0).map(ArticleId)).collect()
    };
    serde_json::to_string(&Places { kind, ones: map(ones), others: map(others) }).ok()
}

impl Decision {
    /// Keeps a decision, as one that is taken back: it is put by its own hand.
    pub(super) fn kept(
        connection: &Connection,
        verb: Verb,
        subject: &str,
        value: &str,
        places: Places,
        now: Timestamp,
    ) -> Result<Self> {
        let anchor =
            serde_json::to_string(&places).map_err(|_| LibraryError::Unreadable("a decision"))?;
        connection.execute(
            "INSERT INTO correction (reading_id, kind, anchor, subject, value, created, removed) VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?5)",
            params![verb.word(), anchor, subject, value, now.as_microsecond()],
        )?;
        let id = CorrectionId(connection.last_insert_rowid());
        Ok(Self { id, verb, subject: subject.to_owned(), value: value.to_owned(), places })
    }

    /// Makes it so, or, `back`, as it was before; answers whether it did.
    pub(super) fn put(&self, connection: &Connection, back: bool) -> Result<bool> {
        let changed = connection.execute(
            "UPDATE correction SET removed = iif(?2, created, NULL) WHERE id = ?1 AND (removed IS NULL) = ?2",
            params![self.id, back],
        )?;
        if changed == 0 {
            return Ok(false);
        }
        let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == self.places.kind);
        let kind = kind.ok_or(LibraryError::Unreadable("a decision"))?;
        let one = |articles: &[ArticleId], name: &str| -> Result<Option<PersonId>> {
            Ok(holders(connection, kind, name, articles, ArticleId(0))?.first().copied())
        };
        let Places { ones, others, .. } = &self.places;
        match (self.verb, back) {
            (Verb::Same, false) => {
                let both = (one(ones, &self.subject)?, one(others, &self.value)?);
                if let (Some(from), Some(into)) = both {
                    persons::join(connection, from, into)?;
                }
            }
            (Verb::Apart, true) => {
                let both = (one(ones, &self.subject)?, one(others, &self.subject)?);
                if let (Some(from), Some(into)) = both {
                    persons::join(connection, from, into)?;
                }
            }
            (Verb::Same, true) => {
                if let Some(from) = one(ones, &self.subject)? {
                    persons::part(connection, from, ones)?;
                }
            }
            (Verb::Apart, false) => {
                if let Some(from) = one(ones, &self.subject)? {
                    persons::part(connection, from, ones)?;
                }
            }
            (Verb::Called, _) => {
                let (now, name) =
                    if back { (&self.value, &self.subject) } else { (&self.subject, &self.value) };
                if let Some(id) = one(ones, now)? {
                    persons::rename(connection, kind, id, name)?;
                    if back {
                        connection.execute("UPDATE entity SET named = 0 WHERE id = ?1", [id])?;
                    }
                }
            }
        }
        Ok(true)
    }
}

/// Somebody of whom something is decided.
pub(super) struct Party {
    pub(super) kind: EntityKind,
    pub(super) name: String,
    pub(super) articles: Vec<ArticleId>,
}

impl Party {
    pub(super) fn of(connection: &Connection, id: PersonId) -> Result<Self> {
        let row: Option<(Numbered<EntityKind>, String)> = connection
            .prepare_cached("SELECT kind, name FROM entity WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (kind, name) = row.ok_or(LibraryError::Missing("person"))?;
        let articles = connection
            .prepare_cached("SELECT article_id FROM article_entity WHERE entity_id = ?1 ORDER BY at DESC LIMIT ?2")?
            .query_map(params![id, ARTICLES], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { kind: kind.0, name, articles })
    }
}

#[cfg(test)]
mod tests {
    use super::renumbered;

    #[test]
    fn a_decision_goes_along_with_its_articles() {
        let places = r#"{"kind":"person","ones":[1,2],"others":[3]}"#;
        let here = |old| (old != 2).then_some(old + 10);
        let expected = r#"{"kind":"person","ones":[11],"others":[13]}"#;
        assert_eq!(renumbered(places, here).as_deref(), Some(expected));
        assert_eq!(renumbered(r#"{"exact":"words"}"#, here), None);
    }
}
