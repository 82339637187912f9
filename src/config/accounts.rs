//! The tables `[accounts.NAME]`: servers that keep feeds and what is read in them.

use toml::de::{DeTable, DeValue};

use super::network::Account;
use super::problem::{LineEnds, Problem, closest, one_line};

const FIELDS: [&str; 3] = ["url", "user", "password_command"];

/// The accounts of a file in its order, and what is wrong with how they are written.
pub(super) fn read(source: &str, lines: &LineEnds) -> (Vec<Account>, Vec<Problem>) {
    let mut reader = Reader { lines, problems: Vec::new() };
    let table = DeTable::parse_recoverable(source).0;
    let mut accounts = Vec::new();
    if let Some((key, value)) = table.get_ref().iter().find(|(key, _)| key.get_ref() == "accounts")
    {
        match value.get_ref() {
            DeValue::Table(tables) => {
                for (name, table) in tables {
                    let at = name.span().start;
                    accounts.extend(
                        reader.account(at, name.get_ref(), table.get_ref()).map(|a| (at, a)),
                    );
                }
            }
            _ => reader.refuse(key.span().start, "accounts must be tables: [accounts.NAME]", None),
        }
    }
    accounts.sort_by_key(|(at, _)| *at);
    (accounts.into_iter().map(|(_, account)| account).collect(), reader.problems)
}

struct Reader<'a> {
    lines: &'a LineEnds,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn refuse(&mut self, at: usize, message: &str, hint: Option<String>) {
        self.problems.push(Problem {
            line: self.lines.line_of(at),
            message: message.to_owned(),
            hint,
        });
    }

    fn account(&mut self, at: usize, name: &str, table: &DeValue<'_>) -> Option<Account> {
        let shown = one_line(name);
        let DeValue::Table(table) = table else {
            self.refuse(at, &format!("[accounts.{shown}] must be a table with url and user"), None);
            return None;
        };
        if name.trim().is_empty() || shown != name {
            self.refuse(at, "the name of an account is a word on one line", None);
            return None;
        }
        let mut account = Account {
            name: name.to_owned(),
            url: String::new(),
            user: String::new(),
            password_command: Vec::new(),
        };
        for (field, value) in table {
            let at = field.span().start;
            match (field.get_ref().as_ref(), value.get_ref()) {
                ("url", DeValue::String(url)) => {
                    url.trim().trim_end_matches('/').clone_into(&mut account.url);
                }
                ("user", DeValue::String(user)) => user.as_ref().clone_into(&mut account.user),
                ("password_command", value) => match words(value) {
                    Some(words) => account.password_command = words,
                    None => self.refuse(
                        at,
                        &format!("[accounts.{shown}]: password_command takes a list of words"),
                        Some("[\"pass\", \"show\", \"feeds\"]".into()),
                    ),
                },
                ("password", _) => self.refuse(
                    at,
                    &format!("[accounts.{shown}]: a password does not stand in a file"),
                    Some("password_command names a program that prints it; without one you are asked".into()),
                ),
                (known, _) if FIELDS.contains(&known) => {
                    self.refuse(at, &format!("[accounts.{shown}]: {known} takes words in quotation marks"), None);
                }
                (other, _) => {
                    let hint = closest(other, FIELDS).map(|known| format!("did you mean {known}?"));
                    self.refuse(
                        at,
                        &format!("[accounts.{shown}] takes no “{}”", one_line(other)),
                        hint,
                    );
                }
            }
        }
        let lacks = [("url", account.url.is_empty()), ("user", account.user.is_empty())];
        if let Some((field, _)) = lacks.into_iter().find(|(_, lacks)| *lacks) {
            self.refuse(at, &format!("[accounts.{shown}] has no {field}"), None);
            return None;
        }
        Some(account)
    }
}

/// A list of words that is not empty.
fn words(value: &DeValue<'_>) -> Option<Vec<String>> {
    let DeValue::Array(items) = value else { return None };
    let words = items.iter().map(|item| match item.get_ref() {
        DeValue::String(word) => Some(word.to_string()),
        _ => None,
    });
    words.collect::<Option<Vec<_>>>().filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::config::read_settings;

    #[test]
    fn accounts_stand_in_tables_of_their_own() {
        let (settings, problems) = read_settings(
            "measure = 80\n[accounts.home]\nurl = \"https://rss.example/api/greader.php/\"\nuser = \"ana\"\n\
             password_command = [\"pass\", \"rss\"]\n[accounts.work]\nurl = \"https://mini.example\"\nuser = \"bo\"\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        let [home, work] = &settings.network.accounts[..] else { panic!("two accounts") };
        assert_eq!((&*home.name, &*home.url), ("home", "https://rss.example/api/greader.php"));
        assert_eq!(home.password_command, ["pass", "rss"]);
        assert_eq!((&*work.name, &*work.user), ("work", "bo"));
        assert!(work.password_command.is_empty());
    }

    #[test]
    fn what_is_wrong_with_an_account_is_named_and_the_others_count() {
        let (settings, problems) = read_settings(
            "[accounts.a]\nurl = \"https://a.example\"\n[accounts.b]\nurl = 3\nusr = \"x\"\n\
             [accounts.c]\nurl = \"https://c.example\"\nuser = \"ana\"\npassword = \"secret\"\n",
        );
        let names: Vec<&str> =
            settings.network.accounts.iter().map(|account| &*account.name).collect();
        assert_eq!(names, ["c"]);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 1: [accounts.a] has no user",
                "line 3: [accounts.b] has no url",
                "line 4: [accounts.b]: url takes words in quotation marks",
                "line 5: [accounts.b] takes no “usr”",
                "line 9: [accounts.c]: a password does not stand in a file",
            ]
        );
        assert!(!format!("{problems:?}").contains("secret"));
    }
}
