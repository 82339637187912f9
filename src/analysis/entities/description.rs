//! Descriptions that mean one person: "the president", "the Chinese leader", where only one in the
//! article has that role.

use std::collections::HashMap;

use super::cast::Actor;
use super::form::fold;
use super::lexicon::ROLE_NOUNS;
use crate::text::{Document, Segments, Sentence, Span};

/// Longest description in tokens.
const LONGEST: usize = 5;

pub(super) struct Descriptions<'a> {
    document: &'a Document,
    segments: &'a Segments,
    /// By the noun of the role: who has it, or nobody where several do; and the words of that role.
    bearers: HashMap<&'a str, Option<(usize, String)>>,
    /// Where the roles themselves stand, in order.
    roles: Vec<Span>,
}

impl<'a> Descriptions<'a> {
    pub(super) fn of(document: &'a Document, segments: &'a Segments, cast: &'a [Actor]) -> Self {
        let mut bearers: HashMap<&str, Option<(usize, String)>> = HashMap::new();
        for (cluster, actor) in cast.iter().enumerate() {
            for role in &actor.roles {
                let entry = bearers
                    .entry(&role.head)
                    .or_insert_with(|| Some((cluster, fold(document.slice(role.span)))));
                if entry.as_ref().is_some_and(|(other, _)| *other != cluster) {
                    *entry = None;
                }
            }
        }
        let mut roles: Vec<Span> =
            cast.iter().flat_map(|actor| actor.roles.iter().map(|role| role.span)).collect();
        roles.sort_unstable();
        Self { document, segments, bearers, roles }
    }

    fn word(&self, token: usize) -> &str {
        self.segments.tokens.get(token).map_or("", |&span| self.document.slice(span))
    }

    /// The description that starts at `token`: its length in tokens and whom it means.
    pub(super) fn at(&self, token: usize, sentence: &Sentence) -> Option<(usize, usize)> {
        if self.bearers.is_empty() || !matches!(self.word(token), "the" | "The") {
            return None;
        }
        let end = (sentence.tokens.end as usize).min(token + LONGEST);
        let mut words: Vec<String> = Vec::new();
        for at in token + 1..end {
            let word = fold(self.word(at));
            if !word.starts_with(char::is_alphabetic) {
                return None;
            }
            let next = self.word(at + 1);
            // "the president of …", "the police chief": the noun goes on.
            let goes_on = matches!(next, "of" | "for" | "-" | "and")
                || next.starts_with(char::is_uppercase)
                || ROLE_NOUNS.has(&fold(next));
            if ROLE_NOUNS.has(&word) && !goes_on {
                let (cluster, role) = self.bearers.get(word.as_str())?.as_ref()?;
                let here = self.segments.tokens[at];
                let in_role = self
                    .roles
                    .partition_point(|role| role.start() <= here.start())
                    .checked_sub(1)
                    .is_some_and(|last| self.roles[last].overlaps(here));
                let agrees =
                    !in_role && words.iter().all(|word| role.split(' ').any(|other| other == word));
                return agrees.then_some((at + 1 - token, *cluster));
            }
            words.push(word);
        }
        None
    }
}
