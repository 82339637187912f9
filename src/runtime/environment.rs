//! What the environment says about the terminal.

use std::env;

/// Read once at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// The terminal shows exact colours.
    pub true_color: bool,
    /// The locale names a character set that is not UTF-8.
    pub ascii: bool,
    /// `TERM=dumb`: no cursor movement.
    pub dumb: bool,
    pub browser: Option<String>,
}

impl Environment {
    pub fn read() -> Self {
        Self::from(|name| env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty()))
    }

    fn from(get: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&get).map(|locale| locale.to_lowercase());
        Self {
            no_color: get("NO_COLOR").is_some(),
            true_color: get("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit"),
            ascii: locale.is_some_and(|locale| !locale.contains("utf-8") && !locale.contains("utf8")),
            dumb: get("TERM").is_some_and(|term| term == "dumb"),
            browser: get("BROWSER"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Environment;

    #[test]
    fn the_locale_decides_on_ascii_and_nothing_said_means_utf_8() {
        let of = |name: &'static str, value: &'static str| Environment::from(move |asked| (asked == name).then(|| value.to_owned()));
        assert!(!of("LANG", "de_DE.UTF-8").ascii);
        assert!(!of("X", "").ascii);
        assert!(of("LC_ALL", "C").ascii);
        assert!(of("NO_COLOR", "1").no_color);
    }
}
