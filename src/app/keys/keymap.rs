//! From keys to commands.

use std::collections::{BTreeMap, BTreeSet};

use super::command::{Command, Scope};
use super::own::{Action, Own};
use crate::app::key::{Key, KeyCode, show_keys};
use crate::config::Place;

/// Key sequences and what they lead to, by scope, and the commands of the reader's own.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    pub(in crate::app) bindings: BTreeMap<(Scope, Vec<Key>), Bound>,
    /// Global sequences that mean nothing in a scope.
    pub(in crate::app) hidden: BTreeSet<(Scope, Vec<Key>)>,
    pub(in crate::app) own: Vec<Own>,
}

/// What a sequence leads to, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub action: Action,
    pub place: Place,
    pub layer: Layer,
}

/// Bindings of a higher layer put those of a lower one aside that could never be typed beside them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Layer {
    Default,
    Preset,
    Own,
}

/// What the keys typed so far come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Something to carry out, with the count typed before it.
    Run(Action, Option<u32>),
    /// More keys are needed.
    Pending,
    /// The digit before this one was carried out as a command, but was the start of a count: take
    /// it back.
    Counting,
    /// These keys mean nothing here.
    Unbound,
}

/// Keys typed so far and the count before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    pub count: Option<u32>,
    pub keys: Vec<Key>,
    /// A digit that was a command of its own just now, and starts a count if a digit follows (`12j`
    /// where `1` is bound).
    digit: Option<u32>,
}

impl Pending {
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// As it is shown while more is awaited: `12]`.
    pub fn shown(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        count + &show_keys(&self.keys)
    }
}

/// Counts beyond this are cut: nothing is that long.
const MOST: u32 = 9_999_999;

impl Keymap {
    /// Adds a key to those typed before. `pending` is emptied unless more keys are needed.
    pub fn press(&self, scope: Scope, pending: &mut Pending, key: Key) -> Press {
        let digit =
            if pending.keys.is_empty() { key.typed().and_then(|c| c.to_digit(10)) } else { None };
        let before = pending.digit.take();
        if let Some(digit) = digit {
            if let Some(tens) = before {
                pending.count = Some(tens * 10 + digit);
                return Press::Counting;
            }
            // While something is selected, digits are counts and nothing else.
            if pending.count.is_some() || scope == Scope::Selection || !self.is_bound(scope, key) {
                pending.count = Some((pending.count.unwrap_or(0) * 10 + digit).min(MOST));
                return Press::Pending;
            }
        }
        if key.code == KeyCode::Esc && !pending.is_empty() {
            *pending = Pending::default();
            return Press::Pending;
        }
        pending.keys.push(key);
        if let Some(action) = self.bound(scope, &pending.keys) {
            let count = std::mem::take(pending).count.filter(|&count| count > 0);
            pending.digit = digit;
            return Press::Run(action, count);
        }
        if self.continuations(scope, &pending.keys).next().is_some() {
            return Press::Pending;
        }
        *pending = Pending::default();
        Press::Unbound
    }

    /// What a whole sequence leads to where keys go to `scope`.
    pub fn bound(&self, scope: Scope, keys: &[Key]) -> Option<Action> {
        let of = |at: Scope| self.bindings.get(&(at, keys.to_vec())).map(|bound| bound.action);
        of(scope).or_else(|| {
            of(Scope::Global).filter(|_| !self.hidden.contains(&(scope, keys.to_vec())))
        })
    }

    fn is_bound(&self, scope: Scope, key: Key) -> bool {
        self.bound(scope, &[key]).is_some()
    }

    /// What may follow the keys typed so far: the next keys and what they lead to, those of the
    /// scope before the global ones.
    pub fn continuations<'a>(
        &'a self,
        scope: Scope,
        typed: &'a [Key],
    ) -> impl Iterator<Item = (&'a [Key], Action)> + 'a {
        let of = move |at: Scope| {
            self.bindings
                .range((at, typed.to_vec())..)
                .take_while(move |((of, keys), _)| *of == at && keys.starts_with(typed))
                .filter(move |((_, keys), _)| !self.hidden.contains(&(scope, keys.clone())))
                .map(move |((_, keys), bound)| (&keys[typed.len()..], bound.action))
                .filter(|(rest, _)| !rest.is_empty())
        };
        of(scope).chain(of(Scope::Global).filter(move |_| scope != Scope::Global))
    }

    /// The sequences that lead to something where keys go to `scope`, shortest first.
    pub fn keys_of(&self, scope: Scope, action: impl Into<Action>) -> Vec<&[Key]> {
        let action = action.into();
        let mut found: Vec<&[Key]> = self
            .bindings
            .iter()
            .filter(|((at, keys), bound)| {
                bound.action == action
                    && (*at == scope
                        || (*at == Scope::Global && self.bound(scope, keys) == Some(action)))
            })
            .map(|((_, keys), _)| &keys[..])
            .collect();
        found.sort_by_key(|keys| {
            (keys.len(), !matches!(keys[0].code, KeyCode::Char(_)), keys[0].ctrl)
        });
        found
    }

    /// The sequences of one scope's own table that lead to something.
    pub fn keys_in(&self, scope: Scope, action: Action) -> Vec<&[Key]> {
        let mut found: Vec<&[Key]> = self
            .bindings
            .iter()
            .filter(|((at, _), bound)| *at == scope && bound.action == action)
            .map(|((_, keys), _)| &keys[..])
            .collect();
        found.sort_by_key(|keys| {
            (keys.len(), !matches!(keys[0].code, KeyCode::Char(_)), keys[0].ctrl)
        });
        found
    }

    /// Everything that can be done by name: the reader's own commands, then those of the table.
    pub fn actions(&self) -> impl Iterator<Item = Action> + '_ {
        let own = self
            .own
            .iter()
            .enumerate()
            .filter(|(_, own)| !own.name.is_empty())
            .map(|(number, _)| Action::Own(number));
        own.chain(Command::ALL.iter().map(|&command| Action::Command(command)))
    }

    /// Lists of commands that stand at their keys alone.
    pub fn nameless(&self) -> impl Iterator<Item = Action> + '_ {
        self.own
            .iter()
            .enumerate()
            .filter(|(_, own)| own.name.is_empty())
            .map(|(number, _)| Action::Own(number))
    }

    pub fn named(&self, id: &str) -> Option<Action> {
        let own = || {
            self.own.iter().position(|own| !own.name.is_empty() && own.name == id).map(Action::Own)
        };
        Command::from_id(id).map(Action::Command).or_else(own)
    }

    pub fn own(&self, number: usize) -> Option<&Own> {
        self.own.get(number)
    }

    /// Its name in key tables and on the palette.
    pub fn id(&self, action: Action) -> &str {
        match action {
            Action::Command(command) => command.id(),
            Action::Own(number) => self.own.get(number).map_or("", |own| &own.name),
        }
    }

    /// One line that says what it does.
    pub fn what(&self, action: Action) -> &str {
        match action {
            Action::Command(command) => command.what(),
            Action::Own(number) => self.own.get(number).map_or("", |own| &own.what),
        }
    }

    /// Further words that readers look for it with.
    pub fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Command(command) => command.words(),
            Action::Own(_) => "",
        }
    }

    /// A key for a command where keys go to `scope`, or its name on the palette: what a message
    /// tells the reader to press.
    pub fn way_to(&self, scope: Scope, command: Command) -> String {
        let keys = self.keys_of(scope, command).first().map(|keys| show_keys(keys));
        keys.unwrap_or_else(|| format!(":{}", command.id()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Keymap, Pending, Press, Scope};
    use crate::app::keys::Command;

    fn default() -> Keymap {
        Keymap::preset("default").expect("it comes with the program").expect("it is right")
    }

    fn type_keys(words: &str) -> Press {
        type_at(&default(), words)
    }

    fn type_at(keymap: &Keymap, words: &str) -> Press {
        let mut pending = Pending::default();
        words
            .chars()
            .map(|c| keymap.press(Scope::Article, &mut pending, Key::char(c)))
            .last()
            .expect("a key")
    }

    #[test]
    fn the_default_keys_are_right_and_every_command_has_a_key_or_is_on_the_palette() {
        let keymap = default();
        let has_key = |command: Command| {
            Scope::ALL.into_iter().any(|scope| !keymap.keys_of(scope, command).is_empty())
        };
        let unbound: Vec<_> =
            Command::ALL.iter().copied().filter(|&command| !has_key(command)).collect();
        assert_eq!(
            unbound,
            [
                Command::ToggleJustify,
                Command::ToggleHyphenation,
                Command::ToggleBidi,
                Command::SaveQuery,
                Command::RemoveQuery,
                Command::ReadRule,
                Command::Tutor
            ]
        );
    }

    #[test]
    fn digits_are_counts_and_nothing_else() {
        let keymap = default();
        for digit in '0'..='9' {
            for scope in Scope::ALL {
                let mut pending = Pending::default();
                assert_eq!(keymap.press(scope, &mut pending, Key::char(digit)), Press::Pending);
            }
        }
        assert_eq!(type_keys("3j"), Press::Run(Command::NextLine.into(), Some(3)));
        assert_eq!(type_keys("12j"), Press::Run(Command::NextLine.into(), Some(12)));
        assert_eq!(type_keys("1G"), Press::Run(Command::GoToEnd.into(), Some(1)));
        assert_eq!(type_keys("5d"), Press::Run(Command::ReadAndNext.into(), Some(5)));
    }

    #[test]
    fn digits_that_a_reader_binds_still_begin_a_count() {
        let (own, _) = crate::config::Bindings::read(
            "[keys.global]\n\"1\" = \"focus_article\"\n\"3\" = \"focus_quotes\"\n",
        );
        let (keymap, problems) = Keymap::build("default", &own);
        assert!(problems.is_empty());
        let type_keys = |words: &str| type_at(&keymap, words);
        assert_eq!(type_keys("1"), Press::Run(Command::FocusArticle.into(), None));
        assert_eq!(type_keys("12"), Press::Counting);
        assert_eq!(type_keys("12j"), Press::Run(Command::NextLine.into(), Some(12)));
        assert_eq!(type_keys("3j"), Press::Run(Command::NextLine.into(), None));
        assert_eq!(type_keys("03j"), Press::Run(Command::NextLine.into(), Some(3)));
        assert_eq!(type_keys("4"), Press::Pending);
    }

    #[test]
    fn a_prefix_waits_and_a_wrong_key_forgets_it() {
        assert_eq!(type_keys("]"), Press::Pending);
        assert_eq!(type_keys("]q"), Press::Run(Command::NextQuote.into(), None));
        assert_eq!(type_keys("]x"), Press::Unbound);
    }
}
