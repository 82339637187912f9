//! Nouns that report: "her claim that".

use std::ops::Range;

use super::super::draft::{Attribution, How};
use super::super::extent;
use super::super::lexicon::{self};
use super::super::source;
use super::super::words::Class;
use super::Finder;
use crate::analysis::syntax::{Pos, Relation};

impl Finder<'_> {
    /// "Ruiz's claim that …"; false where nobody owns it.
    pub(super) fn owned(&mut self, noun: usize) -> bool {
        let words = self.words;
        let mut buffer = words.text(noun).to_owned();
        buffer.make_ascii_lowercase();
        if !lexicon::is_utterance(&buffer) || noun <= self.line.words.start {
            return false;
        }
        let lowest = self.line.words.start.max(noun.saturating_sub(5));
        let owner = (lowest..noun).rev().find_map(|at| match words.class(at) {
            Class::Possessive => source::phrase_before(words, at, self.line.words.start),
            _ if matches!(
                words.text(at),
                "his" | "her" | "their" | "its" | "His" | "Her" | "Their"
            ) =>
            {
                Some(at..at + 1)
            }
            _ => None,
        });
        let Some(owner) = owner else { return false };
        let by = Attribution::of(noun..noun + 1, Some(owner), How::Owner);
        self.parse();
        let base = self.line.words.start;
        let tree_end = self.tree.as_ref().and_then(|tree| {
            let clause = tree.children(noun - base).find(|&child| {
                child > noun - base
                    && matches!(
                        tree.relation(child),
                        Relation::Acl | Relation::Ccomp | Relation::AclRelcl
                    )
            })?;
            Some(base + tree.subtree(clause).end)
        });
        if let Some(range) = self.clip(noun, noun + 2, tree_end) {
            let end = self.main_verb(&range).unwrap_or(range.end);
            if let Some(range) = extent::trim(words, range.start..end) {
                self.push(&[range], by);
            }
        }
        true
    }

    /// "her denial that it existed surprised them": a second verb with nothing before it that could
    /// open a clause of its own is the sentence's.
    fn main_verb(&self, clause: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let mut verbs = clause
            .clone()
            .filter(|&at| words.all[at].tag.is_finite() && words.all[at].stretch.is_none());
        let first = verbs.next()?;
        let second = verbs.find(|&at| {
            !matches!(words.class(at - 1), Class::Auxiliary | Class::Between)
                && words.class(at.saturating_sub(1)) != Class::Word
                || words.pos(at - 1) != Pos::Adv
                    && words.class(at - 1) == Class::Word
                    && !matches!(words.pos(at - 1), Pos::Aux | Pos::Part)
        })?;
        let opens = (first + 1..second).any(|at| {
            matches!(
                words.class(at),
                Class::Conjunction
                    | Class::Subordinator
                    | Class::That
                    | Class::Comma
                    | Class::Pronoun
            ) || matches!(words.text(at), "how" | "what" | "if" | "where" | "whose")
        });
        (!opens).then_some(second)
    }
}
