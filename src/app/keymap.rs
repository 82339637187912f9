//! From keys to commands.

use std::collections::BTreeMap;

use super::command::{Command, Scope};
use super::key::{Key, KeyCode, KeyError, parse_keys};

/// Key sequences and the commands they name, by scope.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    bindings: BTreeMap<(Scope, Vec<Key>), Command>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    #[error("{0}")]
    Syntax(String),
    #[error("[{0}] is no place where keys are pressed: use global, article, entities, quotes, library, story or help")]
    Scope(String),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("{key} names “{command}”, which is no command")]
    Command { key: String, command: String },
    #[error("in [{scope}] {longer} can never be typed, because {shorter} is a command already")]
    Clash { scope: &'static str, shorter: String, longer: String },
}

/// What the keys typed so far come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// A command, with the count typed before it.
    Command(Command, Option<u32>),
    /// More keys are needed.
    Pending,
    /// The digit before this one was carried out as a command, but was the start of a count: take it back.
    Counting,
    /// These keys mean nothing here.
    Unbound,
}

/// Keys typed so far and the count before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    pub count: Option<u32>,
    pub keys: Vec<Key>,
    /// A digit that was a command of its own just now, and starts a count if a digit follows (`12j` where `1` is bound).
    digit: Option<u32>,
}

impl Pending {
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// As it is shown while more is awaited: `12]`.
    pub fn shown(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        count + &super::key::show_keys(&self.keys)
    }
}

/// Counts beyond this are cut: nothing is that long.
const MOST: u32 = 9_999_999;

impl Keymap {
    /// The keys that come with the program.
    pub fn preset(name: &str) -> Option<Result<Self, KeymapError>> {
        match name {
            "default" => Some(Self::parse(include_str!("../../assets/keys/default.toml"))),
            _ => None,
        }
    }

    /// Reads a key table: one TOML table a scope, `"keys" = "command"`.
    pub fn parse(source: &str) -> Result<Self, KeymapError> {
        let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(source).map_err(|error| KeymapError::Syntax(error.to_string()))?;
        let mut keymap = Self::default();
        for (scope_name, table) in tables {
            let scope = Scope::from_name(&scope_name).ok_or(KeymapError::Scope(scope_name))?;
            for (keys, id) in table {
                let command = Command::from_id(&id).ok_or_else(|| KeymapError::Command { key: keys.clone(), command: id.clone() })?;
                keymap.bindings.insert((scope, parse_keys(&keys)?), command);
            }
        }
        keymap.check()?;
        Ok(keymap)
    }

    /// No sequence may be the beginning of another in the same scope.
    fn check(&self) -> Result<(), KeymapError> {
        for (scope, keys) in self.bindings.keys() {
            for end in 1..keys.len() {
                if self.bindings.contains_key(&(*scope, keys[..end].to_vec())) {
                    let show = super::key::show_keys;
                    return Err(KeymapError::Clash { scope: scope.name(), shorter: show(&keys[..end]), longer: show(keys) });
                }
            }
        }
        Ok(())
    }

    /// Adds a key to those typed before. `pending` is emptied unless more keys are needed.
    pub fn press(&self, scope: Scope, pending: &mut Pending, key: Key) -> Press {
        let digit = if pending.keys.is_empty() { key.typed().and_then(|c| c.to_digit(10)) } else { None };
        let before = pending.digit.take();
        if let Some(digit) = digit {
            if let Some(tens) = before {
                pending.count = Some(tens * 10 + digit);
                return Press::Counting;
            }
            if pending.count.is_some() || !self.is_bound(scope, key) {
                pending.count = Some((pending.count.unwrap_or(0) * 10 + digit).min(MOST));
                return Press::Pending;
            }
        }
        if key.code == KeyCode::Esc && !pending.is_empty() {
            *pending = Pending::default();
            return Press::Pending;
        }
        pending.keys.push(key);
        for scope in [scope, Scope::Global] {
            if let Some(&command) = self.bindings.get(&(scope, pending.keys.clone())) {
                let count = std::mem::take(pending).count.filter(|&count| count > 0);
                pending.digit = digit;
                return Press::Command(command, count);
            }
        }
        if self.continuations(scope, &pending.keys).next().is_some() {
            return Press::Pending;
        }
        *pending = Pending::default();
        Press::Unbound
    }

    fn is_bound(&self, scope: Scope, key: Key) -> bool {
        [scope, Scope::Global].into_iter().any(|scope| self.bindings.contains_key(&(scope, vec![key])))
    }

    /// What may follow the keys typed so far: the next keys and the command they lead to, those of the scope before the global ones.
    pub fn continuations<'a>(&'a self, scope: Scope, typed: &'a [Key]) -> impl Iterator<Item = (&'a [Key], Command)> + 'a {
        let of = move |scope: Scope| {
            self.bindings
                .range((scope, typed.to_vec())..)
                .take_while(move |((at, keys), _)| *at == scope && keys.starts_with(typed))
                .map(move |((_, keys), &command)| (&keys[typed.len()..], command))
                .filter(|(rest, _)| !rest.is_empty())
        };
        of(scope).chain(of(Scope::Global).filter(move |_| scope != Scope::Global))
    }

    /// The sequences that name a command where keys go to `scope`, shortest first.
    pub fn keys_of(&self, scope: Scope, command: Command) -> Vec<&[Key]> {
        let mut found: Vec<&[Key]> = self
            .bindings
            .iter()
            .filter(|((at, keys), bound)| **bound == command && (*at == scope || (*at == Scope::Global && !self.bindings.contains_key(&(scope, keys.clone())))))
            .map(|((_, keys), _)| &keys[..])
            .collect();
        found.sort_by_key(|keys| (keys.len(), !matches!(keys[0].code, KeyCode::Char(_)), keys[0].ctrl));
        found
    }

    /// Every binding: scope, keys, command.
    pub fn bindings(&self) -> impl Iterator<Item = (Scope, &[Key], Command)> {
        self.bindings.iter().map(|((scope, keys), &command)| (*scope, &keys[..], command))
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Keymap, KeymapError, Pending, Press, Scope};
    use crate::app::command::Command;

    fn default() -> Keymap {
        Keymap::preset("default").expect("it comes with the program").expect("it is right")
    }

    fn type_keys(words: &str) -> Press {
        let mut pending = Pending::default();
        let keymap = default();
        words.chars().map(|c| keymap.press(Scope::Article, &mut pending, Key::char(c))).last().expect("a key")
    }

    #[test]
    fn the_default_keys_are_right_and_every_command_has_a_key_or_is_on_the_palette() {
        let keymap = default();
        let has_key = |command: Command| Scope::ALL.into_iter().any(|scope| !keymap.keys_of(scope, command).is_empty());
        let unbound: Vec<_> = Command::ALL.iter().copied().filter(|&command| !has_key(command)).collect();
        assert_eq!(
            unbound,
            [Command::ToggleJustify, Command::ToggleHyphenation, Command::ToggleBidi, Command::SaveQuery, Command::RemoveQuery, Command::ReadRule]
        );
    }

    #[test]
    fn digits_build_a_count_unless_they_are_bound_themselves() {
        assert_eq!(type_keys("42j"), Press::Command(Command::NextLine, Some(42)));
        assert_eq!(type_keys("12"), Press::Counting);
        assert_eq!(type_keys("12j"), Press::Command(Command::NextLine, Some(12)));
        assert_eq!(type_keys("3j"), Press::Command(Command::NextLine, None));
        assert_eq!(type_keys("03j"), Press::Command(Command::NextLine, Some(3)));
        assert_eq!(type_keys("1"), Press::Command(Command::FocusArticle, None));
        assert_eq!(type_keys("4"), Press::Pending);
        assert_eq!(type_keys("40G"), Press::Command(Command::GoToEnd, Some(40)));
    }

    #[test]
    fn a_prefix_waits_and_a_wrong_key_forgets_it() {
        assert_eq!(type_keys("]"), Press::Pending);
        assert_eq!(type_keys("]q"), Press::Command(Command::NextQuote, None));
        assert_eq!(type_keys("]x"), Press::Unbound);
    }

    #[test]
    fn a_sequence_that_can_never_be_typed_is_refused() {
        let error = Keymap::parse("[global]\n\"g\" = \"help\"\n\"gg\" = \"go_to_start\"").expect_err("a clash");
        assert!(matches!(error, KeymapError::Clash { .. }), "{error}");
        assert!(matches!(Keymap::parse("[global]\n\"g\" = \"hlp\""), Err(KeymapError::Command { .. })));
    }
}
