//! What its reader corrects and decides, in one text or for all articles, each a step that undo takes
//! back; the articles that it concerns are noted anew at once.

use jiff::Timestamp;

use super::Library;
use super::choices::{Choice, choose};
use super::corrections::GeneralChange;
use super::decision::{Decision, Party, Places, Verb};
use super::error::{LibraryError, Result};
use super::field::Field;
use super::history::remember;
use super::identity::{ArticleId, PersonId};
use super::index_text::fold;
use super::kept::{KeptChange, Rows, rows_of};
use super::noting::AT_ONCE;
use super::readings::{TextIdentity, find};
use crate::annotation::Correction;

impl Library {
    /// Makes changes to the marks and corrections of a text, all or none, as one step that undo
    /// takes back. `change` returns the words with which undo says what it was.
    pub fn change_kept(
        &mut self,
        text: &TextIdentity,
        now: Timestamp,
        change: impl FnOnce(&mut Self) -> Result<String>,
    ) -> Result<()> {
        self.together(|library| {
            let before = match find(&library.connection, text)? {
                Some(reading) => rows_of(&library.connection, reading)?,
                None => Rows::new(),
            };
            let label = change(library)?;
            let connection = &library.connection;
            let Some(reading) = find(connection, text)? else { return Ok(()) };
            let Some(change) = KeptChange::since(connection, reading, &before, now)? else {
                return Ok(());
            };
            let packed = Choice::Kept(change).packed()?;
            let what = (Field::Choice, true, None);
            remember(connection, &library.window, what, &packed, &label, now)?;
            library.note_anew(AT_ONCE)
        })
    }

    /// Corrects a name for all articles. `label` is what undo says.
    pub fn correct_everywhere(
        &mut self,
        subject: &str,
        correction: &Correction,
        label: &str,
        now: Timestamp,
    ) -> Result<()> {
        if !matches!(correction, Correction::Kind(_) | Correction::Rename(_) | Correction::Merge(_))
        {
            return Err(LibraryError::Refused("this can be corrected in one article only"));
        }
        self.together(|library| {
            let change = GeneralChange::kept(&library.connection, subject, correction, now)?;
            choose(library, &Choice::General(change), label, now)?;
            library.note_anew(AT_ONCE)
        })
    }

    /// Makes one of two for good: all that is `from`'s is `into`'s, under the name of `into`.
    pub fn join_people(
        &mut self,
        from: PersonId,
        into: PersonId,
        now: Timestamp,
    ) -> Result<String> {
        self.together(|library| {
            let (one, other) =
                (Party::of(&library.connection, from)?, Party::of(&library.connection, into)?);
            if from == into {
                return Err(LibraryError::Refused("these two are one already"));
            }
            if one.kind != other.kind {
                return Err(LibraryError::Refused("these two are of different kinds"));
            }
            let label = format!("{} is {}", one.name, other.name);
            let places = Places {
                kind: one.kind.name().to_owned(),
                ones: one.articles,
                others: other.articles,
            };
            library.decide(Verb::Same, &one.name, &other.name, places, &label, now)?;
            Ok(label)
        })
    }

    /// Parts somebody in two for good: whoever is shown in these articles is another one.
    pub fn part_person(
        &mut self,
        from: PersonId,
        articles: &[ArticleId],
        now: Timestamp,
    ) -> Result<String> {
        self.together(|library| {
            let whole = Party::of(&library.connection, from)?;
            let (ones, others): (Vec<ArticleId>, Vec<ArticleId>) =
                whole.articles.into_iter().partition(|article| articles.contains(article));
            if ones.is_empty() {
                return Err(LibraryError::Refused("none of these articles names them"));
            }
            if others.is_empty() {
                return Err(LibraryError::Refused("these are all the articles there are"));
            }
            let label = format!(
                "{}: another one in {} of {}",
                whole.name,
                ones.len(),
                ones.len() + others.len()
            );
            let places = Places { kind: whole.kind.name().to_owned(), ones, others };
            library.decide(Verb::Apart, &whole.name, &whole.name, places, &label, now)?;
            Ok(label)
        })
    }

    /// Gives somebody a name for good.
    pub fn rename_person(&mut self, id: PersonId, name: &str, now: Timestamp) -> Result<String> {
        self.together(|library| {
            let party = Party::of(&library.connection, id)?;
            let name = crate::text::clean_line(name);
            if fold(&name).is_empty() || name.chars().count() > 200 {
                return Err(LibraryError::Refused("a name needs a letter, and at most 200"));
            }
            let label = format!("{} is called {name}", party.name);
            if name != party.name {
                let places = Places {
                    kind: party.kind.name().to_owned(),
                    ones: party.articles,
                    others: Vec::new(),
                };
                library.decide(Verb::Called, &party.name, &name, places, &label, now)?;
            }
            Ok(label)
        })
    }

    fn decide(
        &self,
        verb: Verb,
        subject: &str,
        value: &str,
        places: Places,
        label: &str,
        now: Timestamp,
    ) -> Result<()> {
        let decision = Decision::kept(&self.connection, verb, subject, value, places, now)?;
        choose(self, &Choice::Person(Box::new(decision)), label, now)
    }
}
