//! Key tables become a [`Keymap`]: a preset over the default keys, and the reader's own over both.

use super::command::{Command, Scope};
use super::external::External;
use super::keymap::{Bound, Keymap, Layer};
use super::own::{Action, Does, Own, Step};
use crate::app::key::{Key, parse_keys, show_keys};
use crate::config::{Binding, Bindings, PRESET_NAMES, Place, Problem, Written, closest};

impl Keymap {
    /// The keys that come with the program under this name.
    pub fn preset(name: &str) -> Option<Result<Self, Problem>> {
        PRESET_NAMES.contains(&name).then(|| {
            let (keymap, mut problems) = Self::build(name, &Bindings::default());
            if problems.is_empty() { Ok(keymap) } else { Err(problems.remove(0)) }
        })
    }

    /// The reader's keys and commands over a preset; what is wrong with them is told, and the rest
    /// counts.
    pub fn build(preset: &str, own: &Bindings) -> (Self, Vec<Problem>) {
        let mut binder = Binder::default();
        binder.lay(&Bindings::preset(PRESET_NAMES[0]).unwrap_or_default(), Layer::Default);
        if preset != PRESET_NAMES[0] {
            binder.lay(&Bindings::preset(preset).unwrap_or_default(), Layer::Preset);
        }
        binder.name_commands(&own.commands);
        binder.lay(own, Layer::Own);
        binder.problems.sort_by_key(|problem| problem.line);
        (binder.keymap, binder.problems)
    }
}

#[derive(Default)]
struct Binder {
    keymap: Keymap,
    problems: Vec<Problem>,
}

impl Binder {
    fn refuse(&mut self, line: usize, message: String, hint: Option<String>) {
        self.problems.push(Problem { line, message, hint });
    }

    /// Takes in the commands of the reader's own: programs first, then the lists, which may name
    /// programs.
    fn name_commands(&mut self, commands: &[Written]) {
        for command in
            commands.iter().filter(|command| !command.run.is_empty() || command.steps.is_empty())
        {
            match External::of(command) {
                Ok(external) => {
                    let what = command
                        .what
                        .clone()
                        .unwrap_or_else(|| format!("run {}", super::external::shown(&command.run)));
                    self.name(command, what, Does::Run(external));
                }
                Err((message, hint)) => self.refuse(
                    command.line,
                    format!("[commands.{}] {message}", command.name),
                    hint,
                ),
            }
        }
        for command in
            commands.iter().filter(|command| command.run.is_empty() && !command.steps.is_empty())
        {
            if let Some(steps) = self.steps(&command.steps, command.line) {
                let what = command.what.clone().unwrap_or_else(|| command.steps.join(", "));
                self.name(command, what, Does::Steps(steps));
            }
        }
    }

    fn name(&mut self, command: &Written, what: String, does: Does) {
        let name = command.name.clone();
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
            self.refuse(
                command.line,
                format!("a command cannot be called “{name}”"),
                Some("use letters, digits, _ and -".into()),
            );
        } else if Command::from_id(&name).is_some() {
            self.refuse(
                command.line,
                format!("there is a command “{name}” already"),
                Some("choose another name".into()),
            );
        } else {
            self.keymap.own.push(Own { name, what, does });
        }
    }

    /// The commands of a list; `None`, with the problem told, where one is none.
    fn steps(&mut self, names: &[String], line: usize) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        for name in names {
            let (count, id) = match name.split_once(' ').map(|(count, id)| (count.parse().ok(), id))
            {
                Some((Some(count), id)) => (Some(count), id.trim()),
                _ => (None, name.trim()),
            };
            match self.keymap.named(id) {
                Some(Action::Own(number))
                    if matches!(self.keymap.own[number].does, Does::Steps(_)) =>
                {
                    self.refuse(
                        line,
                        format!("“{id}” is a list of commands, and a list holds none"),
                        Some("name its commands instead".into()),
                    );
                    return None;
                }
                Some(Action::Command(command)) if count.is_some() && !command.takes_count() => {
                    self.refuse(
                        line,
                        format!("“{id}” takes no number"),
                        Some("name it alone".into()),
                    );
                    return None;
                }
                Some(action) => steps.push(Step { action, count }),
                None => {
                    self.unknown(line, id);
                    return None;
                }
            }
        }
        Some(steps)
    }

    fn unknown(&mut self, line: usize, id: &str) {
        let known = closest(id, self.keymap.actions().map(|action| self.keymap.id(action)))
            .map(str::to_owned);
        let hint = known.map_or_else(
            || "dateline keys prints them all".into(),
            |known| format!("did you mean {known}?"),
        );
        self.refuse(
            line,
            format!("there is no command “{}”", crate::text::clean_line(id)),
            Some(hint),
        );
    }

    fn lay(&mut self, bindings: &Bindings, layer: Layer) {
        let known: Vec<_> = bindings
            .keys
            .iter()
            .filter_map(|binding| Some((binding, self.sequence(binding)?)))
            .collect();
        // What is unbound first is not missed afterwards.
        let (unbound, bound): (Vec<_>, Vec<_>) =
            known.into_iter().partition(|(binding, _)| binding.commands.is_empty());
        for (_, (scope, keys)) in unbound {
            self.unbind(scope, keys);
        }
        for (binding, (scope, keys)) in bound {
            if let Some(action) = self.action(binding) {
                self.bind(scope, keys, Bound { action, place: binding.place.clone(), layer });
            }
        }
    }

    fn sequence(&mut self, binding: &Binding) -> Option<(Scope, Vec<Key>)> {
        let line = binding.place.line;
        let Some(scope) = Scope::from_name(&binding.scope) else {
            let names = Scope::ALL.map(Scope::name);
            let hint = closest(&binding.scope, names).map_or_else(
                || format!("use one of {}", names.join(", ")),
                |known| format!("did you mean {known}?"),
            );
            self.refuse(
                line,
                format!(
                    "“{}” is no place where keys are pressed",
                    crate::text::clean_line(&binding.scope)
                ),
                Some(hint),
            );
            return None;
        };
        match parse_keys(&binding.keys) {
            Ok(keys) => Some((scope, keys)),
            Err(error) => {
                self.refuse(
                    line,
                    crate::text::clean_line(&error.to_string()),
                    Some("write a character, ^X for Ctrl, M-x for Alt, or Space, Enter, Esc, Tab, S-Tab, Up, PgDn, F5 and so on".into()),
                );
                None
            }
        }
    }

    /// What a binding leads to; a list of several commands becomes a command without a name.
    fn action(&mut self, binding: &Binding) -> Option<Action> {
        let line = binding.place.line;
        if let [id] = &binding.commands[..]
            && !id.contains(' ')
        {
            let action = self.keymap.named(id);
            if action.is_none() {
                self.unknown(line, id);
            }
            return action;
        }
        let steps = self.steps(&binding.commands, line)?;
        self.keymap.own.push(Own {
            name: String::new(),
            what: binding.commands.join(", "),
            does: Does::Steps(steps),
        });
        Some(Action::Own(self.keymap.own.len() - 1))
    }

    /// Takes keys away; global ones from one scope alone.
    fn unbind(&mut self, scope: Scope, keys: Vec<Key>) {
        if self.keymap.bindings.remove(&(scope, keys.clone())).is_none() && scope != Scope::Global {
            self.keymap.hidden.insert((scope, keys));
        }
    }

    fn bind(&mut self, scope: Scope, keys: Vec<Key>, bound: Bound) {
        let mut aside: Vec<(Scope, Vec<Key>, Bound)> = Vec::new();
        for ((other, known), there) in &self.keymap.bindings {
            let same = *other == scope && *known == keys;
            let hidden =
                *other == Scope::Global && self.keymap.hidden.contains(&(scope, known.clone()));
            if hidden || (!same && !clashes(scope, &keys, *other, known)) {
                continue;
            }
            if there.layer == bound.layer {
                let (line, message) = clash(scope, (&keys, &bound.place), (known, &there.place));
                self.problems.push(Problem {
                    line,
                    message,
                    hint: Some("take one of them away".into()),
                });
                // The shorter counts, and of equals the later.
                if known.len() < keys.len() {
                    return;
                }
            }
            aside.push((*other, known.clone(), there.clone()));
        }
        if bound.layer == Layer::Own {
            self.tell_hidden(&keys, &bound, &aside);
        }
        for (other, known, _) in aside {
            if other == scope || scope == Scope::Global {
                self.keymap.bindings.remove(&(other, known));
            } else {
                self.keymap.hidden.insert((scope, known));
            }
        }
        self.keymap.hidden.remove(&(scope, keys.clone()));
        self.keymap.bindings.insert((scope, keys), bound);
    }

    /// Names what a binding of the reader's puts aside without having the same keys.
    fn tell_hidden(&mut self, keys: &[Key], bound: &Bound, aside: &[(Scope, Vec<Key>, Bound)]) {
        let clash = |(_, known, there): &&(Scope, Vec<Key>, Bound)| {
            known != keys && there.layer != bound.layer
        };
        let named: Vec<String> = aside
            .iter()
            .filter(clash)
            .map(|(_, known, there)| format!("“{}” ({})", show_keys(known), there.place))
            .collect();
        if named.is_empty() {
            return;
        }
        let more =
            if named.len() > 3 { format!(" and {} more", named.len() - 3) } else { String::new() };
        let message = format!(
            "with “{}” here ({}) these can no longer be typed: {}{more}",
            show_keys(keys),
            bound.place,
            named[..named.len().min(3)].join(", ")
        );
        self.refuse(bound.place.line, message, Some("bind them to \"\" if that is meant".into()));
    }
}

/// Whether one of two different sequences can never be typed where the other counts. A scope's own
/// short
/// sequence before a long global one is no clash: it is what scopes are for.
fn clashes(scope: Scope, keys: &[Key], other: Scope, known: &[Key]) -> bool {
    let begins = |short: &[Key], long: &[Key]| short.len() < long.len() && long.starts_with(short);
    match (scope, other) {
        _ if scope == other => begins(keys, known) || begins(known, keys),
        (_, Scope::Global) => begins(known, keys),
        (Scope::Global, _) => begins(keys, known),
        _ => false,
    }
}

/// The line where a clash is told, and the words that name both places.
fn clash(scope: Scope, later: (&[Key], &Place), earlier: (&[Key], &Place)) -> (usize, String) {
    if later.0 == earlier.0 {
        let words = format!(
            "in [{}] “{}” stands twice: here and in {}; this one counts",
            scope.name(),
            show_keys(later.0),
            earlier.1
        );
        return (later.1.line, words);
    }
    let (short, long) =
        if later.0.len() < earlier.0.len() { (later, earlier) } else { (earlier, later) };
    let words = format!(
        "in [{}] “{}” ({}) can never be typed, because “{}” is a command already ({})",
        scope.name(),
        show_keys(long.0),
        long.1,
        show_keys(short.0),
        short.1
    );
    (later.1.line, words)
}

#[cfg(test)]
mod tests {
    use super::{Bindings, Keymap, PRESET_NAMES};
    use crate::app::{Command, Pending, Press, Scope, parse_keys};

    fn build(preset: &str, source: &str) -> (Keymap, Vec<String>) {
        let (bindings, problems) = Bindings::read(source);
        assert_eq!(problems, []);
        let (keymap, problems) = Keymap::build(preset, &bindings);
        (
            keymap,
            problems
                .iter()
                .map(|problem| {
                    format!("{problem} ({})", problem.hint.as_deref().unwrap_or_default())
                })
                .collect(),
        )
    }

    fn press(keymap: &Keymap, scope: Scope, keys: &str) -> Press {
        let mut pending = Pending::default();
        parse_keys(keys)
            .expect("keys")
            .into_iter()
            .map(|key| keymap.press(scope, &mut pending, key))
            .last()
            .expect("a key")
    }

    fn runs(command: Command) -> Press {
        Press::Run(command.into(), None)
    }

    #[test]
    fn the_presets_are_right() {
        for name in PRESET_NAMES {
            let keymap = Keymap::preset(name)
                .expect("it comes with the program")
                .unwrap_or_else(|problem| panic!("{name}: {problem}"));
            for command in [
                Command::NextLine,
                Command::Help,
                Command::Palette,
                Command::Quit,
                Command::NextQuote,
            ] {
                assert!(
                    !keymap.keys_of(Scope::Article, command).is_empty(),
                    "{name}: {} has no key",
                    command.id()
                );
            }
        }
    }

    #[test]
    fn own_keys_are_laid_over_a_preset_and_may_take_some_away() {
        let (keymap, problems) = build(
            "default",
            "[keys.global]\n\"x\" = \"help\"\n\"?\" = false\n[keys.article]\n\"b\" = \"\"\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(press(&keymap, Scope::Article, "x"), runs(Command::Help));
        assert_eq!(press(&keymap, Scope::Article, "?"), Press::Unbound);
        assert_eq!(press(&keymap, Scope::Article, "b"), Press::Unbound);
        assert_eq!(press(&keymap, Scope::Quotes, "b"), runs(Command::PageUp));
        assert_eq!(
            keymap.keys_of(Scope::Article, Command::PageUp).len() + 1,
            keymap.keys_of(Scope::Quotes, Command::PageUp).len()
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_counts() {
        let source = "[keys.global]\n\"x\" = \"hlp\"\n\"Spce\u{1}\" = \"help\"\n\"X\" = \"help\"\n[keys.artcle]\n\"X\" = \"help\"\n";
        let (keymap, problems) = build("default", source);
        assert_eq!(problems.len(), 3);
        assert_eq!(problems[0], "line 2: there is no command “hlp” (did you mean help?)");
        assert!(problems[1].starts_with("line 3: "), "{}", problems[1]);
        assert_eq!(
            problems[2],
            "line 6: “artcle” is no place where keys are pressed (did you mean article?)"
        );
        assert_eq!(press(&keymap, Scope::Article, "X"), runs(Command::Help));
    }

    #[test]
    fn clashes_are_named_with_both_places() {
        let (keymap, problems) =
            build("default", "[keys.global]\n\"x\" = \"help\"\n\"xy\" = \"quit\"\n");
        assert_eq!(
            problems,
            [
                "line 3: in [global] “xy” (config.toml, line 3) can never be typed, because “x” is a command already (config.toml, line 2) (take one of them away)"
            ]
        );
        assert_eq!(press(&keymap, Scope::Article, "x"), runs(Command::Help));
        let (keymap, problems) = build("default", "[keys.article]\n\"zx\" = \"help\"\n");
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0].starts_with("line 2: with “zx” here (config.toml, line 2) these can no longer be typed: “z” (preset default, line "),
            "{}",
            problems[0]
        );
        assert_eq!(press(&keymap, Scope::Article, "zx"), runs(Command::Help));
        assert_eq!(press(&keymap, Scope::Quotes, "z"), runs(Command::FocusMode));
        let (_, problems) = build("default", "[keys.article]\n\"zx\" = \"help\"\n\"z\" = \"\"\n");
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn the_same_keys_written_in_two_ways_are_found() {
        let (keymap, problems) =
            build("default", "[keys.global]\n\"^T\" = \"help\"\n\"C-t\" = \"quit\"\n");
        assert_eq!(
            problems,
            [
                "line 3: in [global] “^T” stands twice: here and in config.toml, line 2; this one counts (take one of them away)"
            ]
        );
        assert_eq!(press(&keymap, Scope::Article, "^T"), runs(Command::Quit));
    }

    #[test]
    fn a_number_before_a_command_that_takes_none_is_named() {
        let (_, problems) =
            build("default", "[commands.thrice]\ndo = [\"3 next_quote\", \"3 why\"]\n");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("“why” takes no number"), "{}", problems[0]);
    }

    #[test]
    fn lists_and_programs_get_names() {
        let source = "[keys.global]\n\"gr\" = [\"next_quote\", \"3 next_line\"]\n\"gR\" = \"reason\"\n[commands.reason]\ndo = [\"next_quote\", \"why\"]\n\
                      [commands.look]\nrun = [\"dict\", \"{selection}\"]\nkeys = \"gd\"\n[commands.twice]\ndo = [\"reason\", \"why\"]\n\
                      [commands.help]\nrun = [\"man\"]\n[commands.empty]\nwhat = \"nothing\"\n";
        let (keymap, problems) = build("default", source);
        let names: Vec<&str> = keymap.actions().map(|action| keymap.id(action)).take(2).collect();
        assert_eq!(names, ["look", "reason"]);
        assert!(matches!(
            press(&keymap, Scope::Article, "gr"),
            Press::Run(crate::app::Action::Own(_), None)
        ));
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(
            problems[0].contains("a list holds none")
                && problems[1].contains("already")
                && problems[2].contains("run"),
            "{problems:?}"
        );
    }
}
