//! Other programs as commands: what they are given, and that nothing of an article can become an
//! option or a line of a shell.

use crate::app::message::{Output, Passage};
use crate::config::{Written, closest};

/// A program with its arguments, in which placeholders stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    pub run: Vec<String>,
    /// What it gets on its standard input.
    pub input: Option<Passage>,
    pub json: bool,
    pub output: Output,
}

/// What may stand in braces: name and meaning.
const PLACEHOLDERS: [(&str, &str); 12] = [
    ("title", "the article's title"),
    ("byline", "who wrote it"),
    ("date", "the day it was published, 2026-03-01"),
    ("source", "where it was read from: file or address"),
    ("url", "its address on the web"),
    ("file", "the file it was read from"),
    ("selection", "what is selected, else the words the cursor is on, else the paragraph"),
    ("paragraph", "the paragraph"),
    ("quote", "the quotation"),
    ("speaker", "who said it"),
    ("name", "the name that is lit"),
    ("link", "the address of the link under the cursor"),
];

const SHELLS: [&str; 8] = ["sh", "bash", "dash", "zsh", "ksh", "mksh", "fish", "ash"];

pub(super) type Refusal = (String, Option<String>);

impl External {
    /// From its table in the settings; else what is wrong with it, and a hint.
    pub fn of(written: &Written) -> Result<Self, Refusal> {
        if written.run.is_empty() {
            return Err((
                "has neither run nor do".into(),
                Some("run = [\"program\", \"argument\"], or do = [\"next_quote\", \"why\"]".into()),
            ));
        }
        if !written.steps.is_empty() {
            return Err(("has both run and do".into(), Some("make two commands of it".into())));
        }
        let input = match &written.input {
            None => None,
            Some(word) => Some(Passage::from_name(word).ok_or_else(|| {
                (
                    format!("cannot give “{}” to a program", crate::text::clean_line(word)),
                    Some("input takes article, paragraph, quotation or selection".into()),
                )
            })?),
        };
        let output = match written.output.as_deref() {
            None | Some("show") => Output::Popup,
            Some("discard") => Output::Nowhere,
            Some("terminal") => Output::Terminal,
            Some(word) => {
                return Err((
                    format!("cannot put output to “{}”", crate::text::clean_line(word)),
                    Some("output takes show, discard or terminal".into()),
                ));
            }
        };
        check(&written.run)?;
        Ok(Self { run: written.run.clone(), input, json: written.json, output })
    }
}

/// A program with its arguments on one line.
pub(super) fn shown(run: &[String]) -> String {
    crate::text::clean_line(&shell_words::join(run))
}

/// Every placeholder must be known, and none may stand in a script: what an article says would be
/// run by the shell.
pub(crate) fn check(run: &[String]) -> Result<(), Refusal> {
    for argument in run {
        for (name, _) in placeholders(argument) {
            if !PLACEHOLDERS.iter().any(|(known, _)| *known == name) {
                let near = closest(name, PLACEHOLDERS.iter().map(|(known, _)| *known))
                    .map(|known| format!("did you mean {{{known}}}?"));
                let all = PLACEHOLDERS.map(|(known, _)| format!("{{{known}}}")).join(", ");
                return Err((
                    format!("there is no placeholder {{{name}}}"),
                    Some(near.unwrap_or_else(|| format!("known are {all}"))),
                ));
            }
        }
    }
    let program = run[0].rsplit('/').next().unwrap_or_default();
    if placeholders(&run[0]).next().is_some() {
        return Err(("must name its program itself".into(), None));
    }
    let script = run.iter().position(|argument| {
        argument.starts_with('-') && !argument.starts_with("--") && argument.ends_with('c')
    });
    if let Some(script) =
        script.filter(|_| SHELLS.contains(&program)).and_then(|at| run.get(at + 1))
        && placeholders(script).next().is_some()
    {
        let hint = "write \"$1\" in the script and the placeholder behind it: [\"sh\", \"-c\", \"echo \\\"$1\\\"\", \"sh\", \"{title}\"]";
        return Err(("would have a shell run words of the article".into(), Some(hint.into())));
    }
    Ok(())
}

/// The names in braces and where they stand, braces counted in.
pub(crate) fn placeholders(argument: &str) -> impl Iterator<Item = (&str, std::ops::Range<usize>)> {
    argument.match_indices('{').filter_map(|(start, _)| {
        let end = start + argument[start..].find('}')?;
        let name = &argument[start + 1..end];
        (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()))
            .then_some((name, start..end + 1))
    })
}

/// The table of placeholders in `docs/keys.md`.
#[cfg(test)]
fn placeholder_table() -> String {
    PLACEHOLDERS
        .iter()
        .fold("| placeholder | becomes |\n|---|---|\n".to_owned(), |page, (name, what)| {
            page + &format!("| `{{{name}}}` | {what} |\n")
        })
}

#[cfg(test)]
mod tests {
    use super::{External, Written, check};

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn no_words_of_an_article_reach_a_shell() {
        assert!(check(&words(&["sh", "-c", "echo {title}"])).is_err());
        assert!(check(&words(&["/bin/bash", "-ec", "echo {title}", "x"])).is_err());
        assert!(check(&words(&["{title}"])).is_err());
        assert!(check(&words(&["sh", "-c", "echo \"$1\"", "sh", "{title}"])).is_ok());
        assert!(check(&words(&["awk", "{print $1}", "{file}"])).is_ok());
    }

    #[test]
    fn the_page_on_keys_has_every_placeholder() {
        let page = include_str!("../../../docs/keys.md");
        assert!(
            page.contains(&super::placeholder_table()),
            "docs/keys.md should hold\n{}",
            super::placeholder_table()
        );
    }

    #[test]
    fn what_a_table_lacks_is_named() {
        let of = |written: Written| {
            External::of(&written)
                .map_err(|(words, hint)| format!("{words} ({})", hint.unwrap_or_default()))
        };
        assert!(of(Written::default()).is_err());
        assert_eq!(
            of(Written { run: words(&["x", "{titel}"]), ..Written::default() }),
            Err("there is no placeholder {titel} (did you mean {title}?)".into())
        );
        assert!(
            of(Written { run: words(&["x"]), input: Some("page".into()), ..Written::default() })
                .is_err()
        );
        assert!(
            of(Written {
                run: words(&["x"]),
                output: Some("printer".into()),
                ..Written::default()
            })
            .is_err()
        );
    }
}
