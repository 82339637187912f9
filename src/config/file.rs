//! Reading and changing `config.toml`: what is wrong is named with its line and a suggestion, and
//! the rest counts.

use serde::Deserialize;
use toml::de::DeTable;

use super::problem::{LineEnds, Problem, closest, one_line};
use super::table::{SETTINGS, Setting};
use super::{Settings, accounts, bytes};

/// One value of the file: its name with its table, where the name and the value stand.
struct Entry {
    key: String,
    at: usize,
    value: std::ops::Range<usize>,
}

/// Reads settings; problems in the order of the file.
pub fn read_settings(source: &str) -> (Settings, Vec<Problem>) {
    let lines = LineEnds::of(source);
    let (entries, mut problems) = entries(source, &lines);
    let mut good = toml::Table::new();
    for entry in entries {
        match checked(source, &lines, &entry) {
            Ok(value) => put(&mut good, &entry.key, value),
            Err(problem) => problems.push(problem),
        }
    }
    let (accounts, of_accounts) = accounts::read(source, &lines);
    problems.extend(of_accounts);
    problems.extend(bytes::places(source).map(|at| Problem {
        line: lines.line_of(at),
        message: "a byte here is no UTF-8".into(),
        hint: Some("save the file as UTF-8".into()),
    }));
    problems.sort_by_key(|problem| problem.line);
    problems.dedup();
    let mut settings = Settings::deserialize(good).unwrap_or_else(|error| {
        problems.push(Problem { line: 1, message: one_line(error.message()), hint: None });
        Settings::default()
    });
    settings.network.accounts = accounts;
    (settings, problems)
}

/// The line, from 1, on which a setting stands.
pub(crate) fn line_of(source: &str, key: &str) -> Option<usize> {
    let lines = LineEnds::of(source);
    let entry = entries(source, &lines).0.into_iter().find(|entry| entry.key == key)?;
    Some(lines.line_of(entry.at))
}

/// The file with another value for a setting; comments and order stay.
pub(crate) fn set_setting(source: &str, setting: &Setting, value: &toml::Value) -> String {
    if let Some(entry) =
        entries(source, &LineEnds::of(source)).0.into_iter().find(|entry| entry.key == setting.key)
    {
        let mut changed = source.to_owned();
        changed.replace_range(entry.value, &value.to_string());
        return changed;
    }
    let (table, name) = setting.key.rsplit_once('.').unwrap_or(("", setting.key));
    let line = format!("{name} = {value}\n");
    let mut at = 0;
    for words in source.split_inclusive('\n') {
        let head = words.trim_start();
        if table.is_empty() && head.starts_with('[') {
            break;
        }
        at += words.len();
        if !table.is_empty()
            && head
                .strip_prefix('[')
                .and_then(|head| head.split_once(']'))
                .is_some_and(|(head, _)| head.trim() == table)
        {
            break;
        }
    }
    let (before, after) = source.split_at(at);
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let head = if table.is_empty() || is_head(before, table) {
        String::new()
    } else {
        format!("\n[{table}]\n")
    };
    format!("{before}{gap}{head}{line}{after}")
}

/// Whether the last line is the head of this table.
fn is_head(before: &str, table: &str) -> bool {
    let last = before.lines().last().unwrap_or_default().trim_start();
    last.strip_prefix('[')
        .and_then(|head| head.split_once(']'))
        .is_some_and(|(head, _)| head.trim() == table)
}

fn entries(source: &str, lines: &LineEnds) -> (Vec<Entry>, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(source);
    let problem = |error: &toml::de::Error| Problem {
        line: lines.line_of(error.span().map_or(0, |span| span.start)),
        message: one_line(error.message()),
        hint: None,
    };
    let problems = errors.iter().map(problem).collect();
    let mut entries = Vec::new();
    for (key, value) in table.get_ref() {
        match value.get_ref() {
            // What keys and commands mean is read elsewhere.
            toml::de::DeValue::Table(_) if key.get_ref() == "commands" => {}
            _ if key.get_ref() == "accounts" => {}
            toml::de::DeValue::Table(inner)
                if ["network", "keys"].contains(&key.get_ref().as_ref()) =>
            {
                for (name, value) in inner
                    .iter()
                    .filter(|(_, value)| key.get_ref() != "keys" || !value.get_ref().is_table())
                {
                    entries.push(Entry {
                        key: format!("{}.{}", key.get_ref(), name.get_ref()),
                        at: name.span().start,
                        value: value.span(),
                    });
                }
            }
            _ => entries.push(Entry {
                key: key.get_ref().to_string(),
                at: key.span().start,
                value: value.span(),
            }),
        }
    }
    entries.sort_by_key(|entry| entry.at);
    (entries, problems)
}

fn checked(source: &str, lines: &LineEnds, entry: &Entry) -> Result<toml::Value, Problem> {
    let problem = |message, hint| Problem { line: lines.line_of(entry.at), message, hint };
    let Some(setting) = Setting::find(&entry.key) else {
        let hint = nearest(&entry.key).map(|known| format!("did you mean {known}?"));
        return Err(problem(format!("there is no setting “{}”", one_line(&entry.key)), hint));
    };
    let written = source.get(entry.value.clone()).unwrap_or_default();
    let value = parse_value(written)
        .filter(|_| bytes::places(written).next().is_none())
        .ok_or_else(|| problem(format!("{}: this is no value", entry.key), None))?;
    match setting.takes.refuse(&value) {
        Some(why) => Err(problem(
            format!("{} {why}, not {}", entry.key, one_line(written)),
            Some(default_words(setting)),
        )),
        None => Ok(value),
    }
}

fn default_words(setting: &Setting) -> String {
    setting
        .value(&Settings::default())
        .map_or_else(|| "leave it away".into(), |default| format!("the default is {default}"))
}

/// A value as TOML writes it.
pub fn parse_value(written: &str) -> Option<toml::Value> {
    toml::from_str::<toml::Table>(&format!("value = {written}"))
        .ok()
        .filter(|table| table.len() == 1)?
        .remove("value")
}

/// The known name that differs in the fewest letters, if it is near.
pub(crate) fn nearest(key: &str) -> Option<&'static str> {
    closest(key, SETTINGS.iter().map(|setting| setting.key))
}

/// The settings with another value for one of them; as they were where it does not fit.
pub(crate) fn with_setting(
    settings: &Settings,
    setting: &Setting,
    value: &toml::Value,
) -> Settings {
    let put = || {
        let mut whole = toml::Value::try_from(settings).ok()?.as_table()?.clone();
        put(&mut whole, setting.key, value.clone());
        Settings::deserialize(whole).ok()
    };
    put().unwrap_or_else(|| settings.clone())
}

/// Puts a value where its name with its table says.
fn put(table: &mut toml::Table, key: &str, value: toml::Value) {
    match key.split_once('.') {
        Some((outer, inner)) => {
            if let Some(nested) = table
                .entry(outer)
                .or_insert_with(|| toml::Value::Table(toml::Table::new()))
                .as_table_mut()
            {
                nested.insert(inner.to_owned(), value);
            }
        }
        None => drop(table.insert(key.to_owned(), value)),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_value, read_settings, set_setting};
    use crate::config::{Setting, Settings};

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_counts() {
        let (settings, problems) = read_settings(
            "measure = 80\nmesure = 3\ntints = \"blue\"\njustify = true\n\n[network]\njobs = 0\npause = 7\n",
        );
        assert_eq!((settings.measure, settings.justify, settings.network.pause), (80, true, 7));
        assert_eq!(settings.network.jobs, Settings::default().network.jobs);
        let told: Vec<String> = problems
            .iter()
            .map(|problem| format!("{problem} ({})", problem.hint.clone().unwrap_or_default()))
            .collect();
        assert_eq!(
            told,
            [
                "line 2: there is no setting “mesure” (did you mean measure?)",
                "line 3: tints takes one of \"none\", \"names\", \"all\", not \"blue\" (the default is \"names\")",
                "line 7: network.jobs takes a whole number from 1 to 64, not 0 (the default is 8)",
            ]
        );
    }

    #[test]
    fn a_slip_in_one_line_is_named() {
        let (settings, problems) = read_settings("justify = true\nmeasure = = 3\n");
        assert_eq!(problems[0].line, 2);
        assert!(settings.justify);
    }

    #[test]
    fn setting_a_value_keeps_comments_and_order() {
        let value = |words: &str| parse_value(words).expect("a value");
        let set = |source: &str, key: &str, words: &str| {
            set_setting(source, Setting::find(key).expect("a setting"), &value(words))
        };
        assert_eq!(
            set("# mine\nmeasure = 70 # wide\njustify = true\n", "measure", "80"),
            "# mine\nmeasure = 80 # wide\njustify = true\n"
        );
        assert_eq!(
            set("a = 1\n\n[network]\njobs = 2\n", "justify", "true"),
            "a = 1\n\njustify = true\n[network]\njobs = 2\n"
        );
        assert_eq!(
            set("[network] # net\njobs = 2", "network.pause", "9"),
            "[network] # net\npause = 9\njobs = 2"
        );
        assert_eq!(
            set("justify = true", "network.pause", "9"),
            "justify = true\n\n[network]\npause = 9\n"
        );
        assert_eq!(set("", "theme", "\"dark\""), "theme = \"dark\"\n");
    }
}
