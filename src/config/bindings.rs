//! The tables `[keys.…]` and `[commands.…]` as they are written. What keys and commands there are
//! is known to `app`, which takes these lines and says more about them.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::preset::PRESETS;
use super::problem::{LineEnds, Problem, closest, one_line};

/// Where something is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    /// From 1.
    pub line: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)
    }
}

/// `"gr" = ["next_quote", "why"]` in the table of a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub scope: String,
    pub keys: String,
    /// The commands that the keys name; none where the keys are to mean nothing.
    pub commands: Vec<String>,
    pub place: Place,
}

/// A table `[commands.name]`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Written {
    pub name: String,
    /// Line of the table's name.
    pub line: usize,
    /// Commands to carry out in order.
    pub steps: Vec<String>,
    /// A program and its arguments, with placeholders.
    pub run: Vec<String>,
    /// What the program gets on its standard input.
    pub input: Option<String>,
    /// Whether that is JSON rather than text.
    pub json: bool,
    /// `show`, `discard` or `terminal`.
    pub output: Option<String>,
    /// One line that says what it does.
    pub what: Option<String>,
}

/// All that a file says of keys and commands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bindings {
    /// In the order of the file.
    pub keys: Vec<Binding>,
    pub commands: Vec<Written>,
}

impl Bindings {
    /// A preset's.
    pub fn preset(name: &str) -> Option<Self> {
        let (name, source) = PRESETS.into_iter().find(|(known, _)| *known == name)?;
        let mut reader = Reader {
            file: format!("preset {name}"),
            source,
            lines: LineEnds::of(source),
            found: Self::default(),
            problems: Vec::new(),
        };
        reader.scopes(DeTable::parse_recoverable(source).0.get_ref());
        Some(reader.in_order().0)
    }

    /// Those of `config.toml`, and what is wrong with how they are written.
    pub fn read(source: &str) -> (Self, Vec<Problem>) {
        let mut reader = Reader {
            file: "config.toml".into(),
            source,
            lines: LineEnds::of(source),
            found: Self::default(),
            problems: Vec::new(),
        };
        let table = DeTable::parse_recoverable(source).0;
        for (key, value) in table.get_ref() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("keys", DeValue::Table(scopes)) => reader.scopes(scopes),
                ("commands", DeValue::Table(commands)) => reader.commands(commands),
                _ => {}
            }
        }
        reader.in_order()
    }
}

struct Reader<'a> {
    file: String,
    source: &'a str,
    lines: LineEnds,
    found: Bindings,
    problems: Vec<Problem>,
}

/// What may stand in a table `[commands.name]`.
const FIELDS: [&str; 8] = ["run", "do", "keys", "in", "input", "json", "output", "what"];

impl Reader<'_> {
    fn in_order(mut self) -> (Bindings, Vec<Problem>) {
        self.found.keys.sort_by_key(|binding| binding.place.line);
        self.found.commands.sort_by_key(|command| command.line);
        self.problems.sort_by_key(|problem| problem.line);
        (self.found, self.problems)
    }

    fn place(&self, at: usize) -> Place {
        Place { file: self.file.clone(), line: self.lines.line_of(at) }
    }

    fn refuse(&mut self, at: usize, message: String, hint: Option<&str>) {
        self.problems.push(Problem {
            line: self.lines.line_of(at),
            message,
            hint: hint.map(str::to_owned),
        });
    }

    fn written(&self, span: Range<usize>) -> String {
        one_line(self.source.get(span).unwrap_or_default())
    }

    /// One table a scope; what is no table is a setting.
    fn scopes(&mut self, scopes: &DeTable<'_>) {
        for (scope, table) in scopes {
            let DeValue::Table(table) = table.get_ref() else { continue };
            for (keys, value) in table {
                let at = keys.span().start;
                let commands = match value.get_ref() {
                    DeValue::Boolean(false) => Some(Vec::new()),
                    DeValue::String(none) if none.trim().is_empty() => Some(Vec::new()),
                    other => words(other).filter(|words| !words.is_empty()),
                };
                match commands {
                    Some(commands) => {
                        let binding = Binding {
                            scope: scope.get_ref().to_string(),
                            keys: keys.get_ref().to_string(),
                            commands,
                            place: self.place(at),
                        };
                        self.found.keys.push(binding);
                    }
                    None => {
                        let message = format!(
                            "keys take a command or a list of commands, not {}",
                            self.written(value.span())
                        );
                        self.refuse(at, message, Some("\"\" or false unbinds"));
                    }
                }
            }
        }
    }

    fn commands(&mut self, commands: &DeTable<'_>) {
        for (name, table) in commands {
            let (at, name) = (name.span().start, one_line(name.get_ref()));
            match table.get_ref() {
                DeValue::Table(table) => self.command(at, name, table),
                _ => self.refuse(
                    at,
                    format!("[commands.{name}] must be a table with run or do"),
                    None,
                ),
            }
        }
    }

    fn command(&mut self, at: usize, name: String, table: &DeTable<'_>) {
        let mut command = Written { name, line: self.lines.line_of(at), ..Written::default() };
        let (mut keys, mut scope) = (Vec::new(), "global".to_owned());
        for (field, value) in table {
            let field_at = field.span().start;
            let one = |value: &DeValue<'_>| {
                if let DeValue::String(word) = value { Some(word.to_string()) } else { None }
            };
            let fits = match (field.get_ref().as_ref(), value.get_ref()) {
                ("run", DeValue::Array(_)) => {
                    words(value.get_ref()).map(|words| command.run = words)
                }
                ("do", value) => words(value).map(|words| command.steps = words),
                ("keys", value) => words(value)
                    .map(|words| keys = words.into_iter().map(|word| (word, field_at)).collect()),
                ("in", value) => one(value).map(|word| scope = word),
                ("input", value) => one(value).map(|word| command.input = Some(word)),
                ("output", value) => one(value).map(|word| command.output = Some(word)),
                ("what", value) => one(value).map(|word| command.what = Some(one_line(&word))),
                ("json", DeValue::Boolean(json)) => {
                    command.json = *json;
                    Some(())
                }
                (known, _) if FIELDS.contains(&known) => None,
                (unknown, _) => {
                    let hint =
                        closest(unknown, FIELDS).map(|known| format!("did you mean {known}?"));
                    self.refuse(
                        field_at,
                        format!("[commands.{}] takes no “{}”", command.name, one_line(unknown)),
                        hint.as_deref(),
                    );
                    continue;
                }
            };
            if fits.is_none() {
                let message = format!(
                    "[commands.{}]: {} cannot be {}",
                    command.name,
                    field.get_ref(),
                    self.written(value.span())
                );
                self.refuse(field_at, message, Some("run takes a list of words, json true or false, the others words in quotation marks"));
            }
        }
        for (word, field_at) in keys {
            let place = self.place(field_at);
            self.found.keys.push(Binding {
                scope: scope.clone(),
                keys: word,
                commands: vec![command.name.clone()],
                place,
            });
        }
        self.found.commands.push(command);
    }
}

/// One word or a list of them.
fn words(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(word) => Some(vec![word.to_string()]),
        DeValue::Array(items) => items
            .iter()
            .map(|item| {
                if let DeValue::String(word) = item.get_ref() {
                    Some(word.to_string())
                } else {
                    None
                }
            })
            .collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Bindings;

    #[test]
    fn keys_and_commands_are_read_with_their_lines() {
        let source = "[keys]\npreset = \"less\"\n[keys.global]\n\"gr\" = [\"next_quote\", \"why\"]\n\"b\" = false\n\"x\" = \"\"\n\"y\" = 3\n\
                      [commands.look-up]\nrun = [\"dict\", \"{selection}\"]\nkeys = \"gd\"\nshw = true\njson = 1\n";
        let (found, problems) = Bindings::read(source);
        let keys: Vec<(String, &str, usize)> = found
            .keys
            .iter()
            .map(|binding| {
                (binding.place.to_string(), binding.keys.as_str(), binding.commands.len())
            })
            .collect();
        assert_eq!(
            keys,
            [
                ("config.toml, line 4".to_owned(), "gr", 2),
                ("config.toml, line 5".to_owned(), "b", 0),
                ("config.toml, line 6".to_owned(), "x", 0),
                ("config.toml, line 10".to_owned(), "gd", 1)
            ]
        );
        assert_eq!(found.commands[0].run, ["dict", "{selection}"]);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 7: keys take a command or a list of commands, not 3",
                "line 11: [commands.look-up] takes no “shw”",
                "line 12: [commands.look-up]: json cannot be 1"
            ]
        );
    }
}
