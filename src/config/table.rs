//! The one table of settings: name, what it takes, what it means. The reading of `config.toml`,
//! `dateline config` and `docs/settings.md` come from it; defaults are those of [`Settings`].

use super::{FullText, ReadWhen, Settings};

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Flag,
    /// A whole number from the first to the second.
    Number(i64, i64),
    Words,
    OneOf(&'static [&'static str]),
    List,
}

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// As it is written, with its table: `network.jobs`.
    pub key: &'static str,
    pub takes: Takes,
    pub what: &'static str,
}

const fn setting(key: &'static str, takes: Takes, what: &'static str) -> Setting {
    Setting { key, takes, what }
}

pub(crate) const SETTINGS: &[Setting] = &[
    setting(
        "theme",
        Takes::Words,
        "`auto` (the terminal's own colours), one of the themes that come with the program, or the name of a file in `themes` beside `config.toml`",
    ),
    setting(
        "theme_light",
        Takes::Words,
        "the theme where the terminal says that its background is light; `theme` holds elsewhere",
    ),
    setting(
        "theme_dark",
        Takes::Words,
        "the theme where the terminal says that its background is dark",
    ),
    setting("measure", Takes::Number(20, 120), "cells of the text column"),
    setting("justify", Takes::Flag, "even right edge"),
    setting("hyphenate", Takes::Flag, "hyphenation"),
    setting("korean_words", Takes::Flag, "Korean is broken between words only"),
    setting("tints", Takes::OneOf(&["none", "names", "all"]), "what is coloured in the article"),
    setting("ascii", Takes::Flag, "only ASCII for frames and signs"),
    setting(
        "bidi",
        Takes::OneOf(&["auto", "reader", "terminal"]),
        "who puts Arabic and Hebrew into their order from right to left: `auto` leaves it to terminals that are known to do it",
    ),
    setting("mouse", Takes::Flag, "take presses and the wheel of the mouse"),
    setting("hyperlinks", Takes::Flag, "mark links for the terminal (OSC 8)"),
    setting(
        "read_when",
        Takes::OneOf(ReadWhen::WORDS),
        "when an article of the library counts as read: opened, also when scrolled past in the list, when its end was in sight, only by a key",
    ),
    setting(
        "fold_stories",
        Takes::Flag,
        "the reports of a story are one row of the list, with their count, until the story is unfolded",
    ),
    setting(
        "confirm_quit",
        Takes::Flag,
        "at the last layer `q` quits only if it is pressed again within two seconds; `Q` quits at once",
    ),
    setting("hints", Takes::Flag, "the lowest line says which keys do what where you are"),
    setting(
        "keys.preset",
        Takes::OneOf(&super::preset::PRESET_NAMES),
        "the keys that your own in `[keys.…]` are laid over; `docs/keys.md` says more",
    ),
    setting("network.jobs", Takes::Number(1, 64), "feeds asked at a time"),
    setting(
        "network.connections_per_host",
        Takes::Number(1, 32),
        "connections open to one host at a time",
    ),
    setting(
        "network.pause",
        Takes::Number(0, 60_000),
        "milliseconds between the end of a request to a host and the next one to it",
    ),
    setting(
        "network.time_limit",
        Takes::Number(1, 3600),
        "seconds that one document may take in all",
    ),
    setting("network.size_limit", Takes::Number(1, 1024), "megabytes that one document may have"),
    setting(
        "network.private_hosts",
        Takes::List,
        "hosts in private networks that may be reached although their address was not given by hand",
    ),
    setting(
        "network.extra_roots",
        Takes::List,
        "PEM files with root certificates that are trusted beside the system's",
    ),
    setting(
        "network.contact",
        Takes::Words,
        "where a server's owner can reach you, in the User-Agent",
    ),
    setting(
        "network.full_text",
        Takes::OneOf(FullText::WORDS),
        "articles in full from their pages, for feeds that leave it open",
    ),
    setting(
        "network.keep_days",
        Takes::Number(0, 100_000),
        "days after which a fetch takes read articles out of the whole library, but for those that are starred, tagged, annotated or kept; 0 is no limit",
    ),
    setting(
        "network.keep_megabytes",
        Takes::Number(0, 1_000_000),
        "megabytes beyond which a fetch takes the oldest of these out; 0 is no limit",
    ),
    setting(
        "network.programs",
        Takes::Flag,
        "may `exec:` and `filter:` lines of an imported `urls` file be run",
    ),
    setting(
        "network.password_command",
        Takes::List,
        "program and arguments that print a password, for addresses with a user and no password; `%h` is the host, `%u` the user",
    ),
];

impl Takes {
    /// Why `value` is none that the setting takes.
    pub(crate) fn refuse(self, value: &toml::Value) -> Option<String> {
        let fits = match (self, value) {
            (Self::Flag, toml::Value::Boolean(_)) | (Self::Words, toml::Value::String(_)) => true,
            (Self::Number(least, most), toml::Value::Integer(number)) => {
                (least..=most).contains(number)
            }
            (Self::OneOf(words), toml::Value::String(word)) => words.contains(&word.as_str()),
            (Self::List, toml::Value::Array(items)) => items.iter().all(toml::Value::is_str),
            _ => false,
        };
        (!fits).then(|| format!("takes {self}"))
    }
}

impl std::fmt::Display for Takes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag => f.write_str("true or false"),
            Self::Number(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::Words => f.write_str("words in quotation marks"),
            Self::OneOf(words) => write!(
                f,
                "one of {}",
                words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
            ),
            Self::List => f.write_str("a list of words in quotation marks"),
        }
    }
}

impl Setting {
    pub(crate) fn find(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }

    /// The value in `settings` as TOML writes it; `None` where it is not set.
    pub(crate) fn value(&self, settings: &Settings) -> Option<String> {
        let whole = toml::Value::try_from(settings).ok()?;
        let value = self.key.split('.').try_fold(&whole, |value, part| value.get(part))?;
        Some(value.to_string())
    }
}

/// `docs/settings.md`.
#[cfg(test)]
pub(super) fn settings_page() -> String {
    let mut page = String::from(
        "# Settings\n\nThey stand in `config.toml`; `dateline dirs` prints its folder. A line that is wrong is named with its number and a suggestion, \
         and the rest counts.\n`dateline config list`, `get NAME`, `set NAME VALUE`, `check` and `edit` work on the file; comments and order stay.\n\n\
         | name | default | takes | meaning |\n|---|---|---|---|\n",
    );
    for setting in SETTINGS {
        let default = setting
            .value(&Settings::default())
            .map_or_else(|| "not set".to_owned(), |value| format!("`{value}`"));
        page.push_str(&format!(
            "| `{}` | {default} | {} | {} |\n",
            setting.key, setting.takes, setting.what
        ));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{SETTINGS, settings_page};
    use crate::config::Settings;

    #[test]
    fn every_setting_of_the_program_stands_in_the_table_and_its_default_fits() {
        let whole = toml::Value::try_from(Settings::default()).expect("settings can be written");
        for (key, value) in whole.as_table().expect("a table") {
            let nested = value
                .as_table()
                .into_iter()
                .flatten()
                .map(|(inner, value)| (format!("{key}.{inner}"), value));
            let own = (!value.is_table()).then(|| (key.clone(), value));
            for (key, value) in nested.chain(own) {
                let setting = SETTINGS
                    .iter()
                    .find(|setting| setting.key == key)
                    .unwrap_or_else(|| panic!("{key} has no row"));
                assert_eq!(setting.takes.refuse(value), None, "{key}");
            }
        }
    }

    #[test]
    fn the_page_of_settings_is_as_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md");
        if std::env::var_os("UPDATE_SCREENS").is_some() {
            std::fs::write(path, settings_page()).expect("the page can be written");
        }
        assert!(
            std::fs::read_to_string(path).is_ok_and(|page| page == settings_page()),
            "docs/settings.md is stale: UPDATE_SCREENS=1 writes it anew"
        );
    }
}
