//! What the words beside a person's name say that person is: "Ukrainian President" before it, "the
//! agency's chief" behind it.

use super::form::{Gender, fold};
use super::lexicon::{ROLE_NOUNS, TITLES};
use super::role_words::{ENDS, FIELDS, HONORIFICS, MODIFIERS, PREPOSITIONS, describes, is_small};
use crate::text::{Document, Segments, Span};

/// A role as the text gives it.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub span: Span,
    /// The noun at its heart, folded: "president".
    pub head: String,
    pub gender: Option<Gender>,
}

/// Longest role, in tokens.
const REACH: usize = 14;

/// Reads the words beside names.
pub(super) struct Roles<'a> {
    pub document: &'a Document,
    pub segments: &'a Segments,
}

impl Roles<'_> {
    fn word(&self, token: usize) -> &str {
        self.segments.tokens.get(token).map_or("", |&span| self.document.slice(span))
    }

    fn folded(&self, token: usize) -> String {
        fold(self.word(token))
    }

    fn capital(&self, token: usize) -> bool {
        self.word(token).starts_with(char::is_uppercase)
    }

    /// The role beside the name at `name`, in front of it or behind. `sentence` are the tokens of
    /// its sentence.
    pub(super) fn beside(
        &self,
        name: Span,
        sentence: std::ops::Range<usize>,
        people: &dyn Fn(Span) -> bool,
    ) -> Option<Role> {
        let tokens = self.segments.tokens_in(name);
        let (first, last) = (tokens.start.max(sentence.start), tokens.end.min(sentence.end));
        self.before(first, sentence.start, people)
            .or_else(|| self.behind(last, sentence.end, people))
            .or_else(|| self.set_off(first, last, sentence))
    }

    /// "Ukrainian President Volodymyr …": walks back from the name over what can belong to a role.
    fn before(&self, name: usize, limit: usize, people: &dyn Fn(Span) -> bool) -> Option<Role> {
        let mut start = name;
        let mut head: Option<usize> = None;
        // "mentor to Mr. Obama": what stands before an honorific is said of somebody else.
        if name > limit && HONORIFICS.contains(&self.folded(name - 1).as_str()) {
            return None;
        }
        while start > limit.max(name.saturating_sub(REACH)) {
            let at = start - 1;
            // "Foreign Minister Ana Ruiz and Defense Secretary Bo Lima": somebody else's name ends
            // the role, unless it owns what follows.
            if people(self.segments.tokens[at])
                && !matches!(self.word(start), "'s" | "’s")
                && !people(self.segments.tokens[start])
            {
                break;
            }
            let word = self.folded(at);
            let noun = ROLE_NOUNS.has(&word) || TITLES.has(&word) && self.capital(at);
            if noun && head.is_none() && start == name {
                head = Some(at);
            }
            // The first word of a sentence has a capital for no reason of its own.
            let named = self.capital(at)
                && (at > limit || noun || name - at > 1 && !is_small(&word))
                && !is_small(&word);
            let linked = matches!(word.as_str(), "of" | "for" | "and" | "to" | "&")
                && self.capital(start)
                && self.is_noun_before(at, limit);
            let owner = matches!(self.word(at), "'s" | "’s") && at > limit && self.capital(at - 1);
            let part = noun
                || named
                || linked
                || owner
                || MODIFIERS.contains(&word.as_str())
                || FIELDS.contains(&word.as_str())
                || describes(&word);
            if head.is_none() && !linked && !named || !part {
                break;
            }
            start = at;
        }
        let head = head.or_else(|| self.inner_head(start, name))?;
        let role = self.trim_small(start, name);
        let bare = (role..name).all(|token| HONORIFICS.contains(&self.folded(token).as_str()));
        (role <= head && !bare).then(|| self.role(role, name, head))
    }

    /// "Secretary of State": the role noun that the rest hangs on.
    fn inner_head(&self, start: usize, end: usize) -> Option<usize> {
        (start..end)
            .find(|&token| PREPOSITIONS.contains(&self.folded(token).as_str()))
            .and_then(|link| link.checked_sub(1))
            .filter(|&token| token >= start && ROLE_NOUNS.has(&self.folded(token)))
    }

    fn is_noun_before(&self, at: usize, limit: usize) -> bool {
        at > limit && (ROLE_NOUNS.has(&self.folded(at - 1)) || self.capital(at - 1))
    }

    fn trim_small(&self, mut start: usize, end: usize) -> usize {
        while start < end
            && (is_small(&self.folded(start))
                || matches!(self.word(start), "'s" | "’s" | "of" | "for" | "and" | "to" | "&"))
        {
            start += 1;
        }
        start
    }

    /// "…, the agency's chief, said": between the comma behind the name and the next break.
    fn behind(&self, after: usize, limit: usize, people: &dyn Fn(Span) -> bool) -> Option<Role> {
        let mut start = after;
        if self.word(start) != "," || start >= limit {
            return None;
        }
        start += 1;
        // "Ana Ruiz, 45, a teacher"
        if self.word(start).bytes().all(|b| b.is_ascii_digit()) && self.word(start + 1) == "," {
            start += 2;
        }
        if start >= limit {
            return None;
        }
        let end = (start..limit.min(start + REACH))
            .find(|&token| self.breaks(token))
            .unwrap_or(limit.min(start + REACH));
        let article = matches!(self.folded(start).as_str(), "a" | "an" | "the");
        if end >= limit.min(start + REACH) && end - start >= REACH
            || end <= start
            || matches!(self.folded(start).as_str(), "his" | "her" | "their" | "my" | "and" | "or")
        {
            return None;
        }
        let link = (start..end)
            .find(|&token| PREPOSITIONS.contains(&self.folded(token).as_str()))
            .unwrap_or(end);
        let head = link
            .checked_sub(1)
            .filter(|&token| token >= start && ROLE_NOUNS.has(&self.folded(token)))?;
        let owned = |token: usize| matches!(self.word(token + 1), "'s" | "’s");
        // "Ana Ruiz, President Bo Lima and …" is a list of people.
        let listed = !article
            && (start..end).any(|token| people(self.segments.tokens[token]) && !owned(token));
        let listed = listed
            || !article
                && link < end
                && self.folded(link) != "of"
                && self.capital(start)
                && self.word(end) == "and";
        (!listed).then(|| self.role(start, end, head))
    }

    /// "The agency's chief, Charles Bolden, said": in front, parted by a comma on both sides.
    fn set_off(&self, first: usize, last: usize, sentence: std::ops::Range<usize>) -> Option<Role> {
        if first < sentence.start + 2
            || self.word(first - 1) != ","
            || !matches!(self.word(last), "," | ".")
        {
            return None;
        }
        let end = first - 1;
        let start = (sentence.start.max(end.saturating_sub(REACH))..end)
            .rev()
            .find(|&token| self.opens(token, sentence.start))?;
        let link = (start..end)
            .find(|&token| PREPOSITIONS.contains(&self.folded(token).as_str()))
            .unwrap_or(end);
        let head = link
            .checked_sub(1)
            .filter(|&token| token > start && ROLE_NOUNS.has(&self.folded(token)))?;
        let plain = (start + 1..head).all(|token| {
            let word = self.folded(token);
            self.capital(token)
                || matches!(self.word(token + 1), "'s" | "’s")
                || matches!(word.as_str(), "s" | "")
                || MODIFIERS.contains(&word.as_str())
                || FIELDS.contains(&word.as_str())
                || describes(&word)
                || ROLE_NOUNS.has(&word)
        });
        (plain && self.whole(start, sentence.start)).then(|| self.role(start, end, head))
    }

    /// Whether a role that is set off by a comma may begin here.
    fn opens(&self, token: usize, limit: usize) -> bool {
        matches!(self.folded(token).as_str(), "the" | "a" | "an")
            || token == limit && self.capital(token)
    }

    fn whole(&self, start: usize, limit: usize) -> bool {
        start == limit || matches!(self.word(start), "The" | "the" | "a" | "an")
    }

    fn breaks(&self, token: usize) -> bool {
        let word = self.word(token);
        ENDS.contains(&word)
            || !word.starts_with(|c: char| {
                c.is_alphanumeric() || matches!(c, '\'' | '’' | '&' | '$' | '€' | '£' | '%')
            })
    }

    /// The role in these tokens. "Its leader" is a leader: whose is told by the sentence alone.
    fn role(&self, start: usize, end: usize, head: usize) -> Role {
        let owned = start < head
            && matches!(
                self.folded(start).as_str(),
                "its" | "his" | "her" | "their" | "our" | "my" | "your"
            );
        let start = start + usize::from(owned);
        let noun = self.folded(head);
        let gender = ROLE_NOUNS.get(&noun).or_else(|| TITLES.get(&noun)).and_then(Gender::of_code);
        Role {
            span: self.segments.tokens[start].cover(self.segments.tokens[end - 1]),
            head: noun,
            gender,
        }
    }
}
