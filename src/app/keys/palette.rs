//! The palette: every command by name, found by some of its letters.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::Keys;
use super::buttons::Does;
use super::command::{Command, Scope, Whereabouts};
use super::own::Action;
use crate::app::key::show_keys;

impl Keys {
    /// What fits the words at the palette where the reader is, best first: in its name, else in
    /// what it does.
    pub fn palette(&self, words: &str, at: Whereabouts) -> Vec<Action> {
        let words = words.trim();
        if let Some(exact) =
            self.map.named(&words.replace(' ', "_")).or_else(|| self.map.named(words))
        {
            let rest = self.fitting(words, at).into_iter().filter(|action| *action != exact);
            return std::iter::once(exact).chain(rest).collect();
        }
        self.fitting(words, at)
    }

    /// One line that says what it does where the reader is.
    pub fn what_here(&self, action: Action, at: Whereabouts) -> &str {
        if at == Whereabouts::Library && action == Action::Command(Command::Undo) {
            return "undo the last change in the library: read, star, tag, mark, saved query, rule";
        }
        self.map.what(action)
    }

    /// Whether the words are about it: each stands in its name, in what it does here, or among the
    /// words that readers look for it with.
    pub(in crate::app) fn is_about(&self, action: Action, words: &str, at: Whereabouts) -> bool {
        let known = format!(
            "{} {} {}",
            self.map.id(action).replace('_', " "),
            self.what_here(action, at),
            self.map.words(action)
        )
        .to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| known.contains(word))
    }

    fn fitting(&self, words: &str, at: Whereabouts) -> Vec<Action> {
        let of_use = self.map.actions().filter(|action| action.is_of_use(at));
        if words.is_empty() {
            return of_use.collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern =
            Pattern::parse(&words.replace('_', " "), CaseMatching::Smart, Normalization::Smart);
        let mut letters = Vec::new();
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
        let mut found: Vec<(Fit, u32, Action)> = Vec::new();
        for action in of_use {
            let name = self.map.id(action).replace('_', " ");
            let what = self.what_here(action, at);
            let whole = begin_words_of(words, what);
            let further = begin_words_of(words, self.map.words(action));
            if let Some(score) = score(&name) {
                let fit = if begin_words_of(words, &name) {
                    Fit::WordsOfName
                } else if whole {
                    Fit::WordsOfWhat
                } else if further {
                    Fit::FurtherWords
                } else {
                    Fit::LettersOfName
                };
                // Of names that fit alike the shorter is meant.
                let score = score.saturating_mul(64).saturating_sub(name.len() as u32);
                found.push((fit, score, action));
            } else if let Some(score) = score(what) {
                let fit = match (whole, further) {
                    (true, _) => Fit::WordsOfWhat,
                    (false, true) => Fit::FurtherWords,
                    (false, false) => Fit::LettersOfWhat,
                };
                // What begins with the words does that first of all.
                let first = what.to_lowercase().starts_with(&words.to_lowercase());
                found.push((fit, score.saturating_add(u32::from(first) << 20), action));
            } else if further {
                found.push((Fit::FurtherWords, 0, action));
            }
        }
        found.sort_by_key(|(fit, score, _)| std::cmp::Reverse((*fit, *score)));
        found.into_iter().map(|(_, _, action)| action).collect()
    }

    /// Words with the keys of commands in the place of their names in braces.
    pub fn with_keys(&self, mut words: String, scope: Scope) -> String {
        for &command in Command::ALL {
            let name = format!("{{{}}}", command.id());
            if words.contains(&name) {
                words = words.replace(&name, &self.map.way_to(scope, command));
            }
        }
        words
    }

    /// A key for a command where keys go to `scope`, as it is shown; empty where it has none.
    pub fn key_shown(&self, scope: Scope, command: Command) -> String {
        let keys = self.map.keys_of(scope, command);
        keys.first().map(|keys| show_keys(keys)).unwrap_or_default()
    }

    /// Commands as buttons, each with its key.
    pub(in crate::app) fn items<'a>(
        &self,
        scope: Scope,
        items: &[(Command, &'a str)],
    ) -> Vec<(String, &'a str, Does)> {
        let item = |&(command, label): &(Command, &'a str)| {
            (self.key_shown(scope, command), label, Does::Command(command))
        };
        items.iter().map(item).collect()
    }
}

/// How words fit a command, the worst first: letters that are strewn over a name say less than
/// whole words of what it does, or that readers look for it with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    LettersOfWhat,
    LettersOfName,
    FurtherWords,
    WordsOfWhat,
    WordsOfName,
}

/// Whether each of the words begins a word of the line.
fn begin_words_of(words: &str, line: &str) -> bool {
    let line = line.to_lowercase();
    let split = |c: char| !c.is_alphanumeric();
    words
        .to_lowercase()
        .split(split)
        .filter(|word| !word.is_empty())
        .all(|word| line.split(split).any(|other| other.starts_with(word)))
}

impl Action {
    /// It means something where the reader is.
    pub fn is_of_use(self, at: Whereabouts) -> bool {
        match self {
            Self::Command(command) => command.means_something(at),
            Self::Own(_) => true,
        }
    }
}
