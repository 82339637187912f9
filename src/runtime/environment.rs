//! What the environment says about the terminal.

use std::env;

/// Read once at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Environment {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// The terminal shows exact colours.
    pub true_color: bool,
    /// The locale names a character set that is not UTF-8.
    pub ascii: bool,
    /// `TERM=dumb`: no cursor movement.
    pub dumb: bool,
    pub browser: Option<String>,
    /// The reader's home folder.
    pub home: Option<String>,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
    /// Whether the terminal answers questions without showing them. The Linux console's older
    /// versions print what they do not know.
    pub answers: bool,
    /// Whether the terminal is at the other end of a line (SSH): its answers may take a while.
    pub far: bool,
    /// Whether the terminal puts right-to-left text into its order by itself, for good.
    pub orders_text: bool,
    /// Whether it does, and can be told to leave that to the program. GNOME's terminals can.
    pub may_order_text: bool,
    /// Whether the background is light, as `COLORFGBG` says.
    pub light: Option<bool>,
    /// Where a build for tests panics, so that it is seen how that ends (`DATELINE_PANIC`).
    #[cfg(debug_assertions)]
    panics: Option<String>,
}

impl Environment {
    pub(crate) fn read() -> Self {
        Self::from(|name| {
            env::var_os(name)
                .map(|value| value.to_string_lossy().into_owned())
                .filter(|value| !value.is_empty())
        })
    }

    /// Panics where a build for tests is told to at this place.
    pub(super) fn may_panic(&self, place: &str) {
        #[cfg(debug_assertions)]
        assert!(self.panics.as_deref() != Some(place), "as told at {place}");
        #[cfg(not(debug_assertions))]
        let _ = (self, place);
    }

    fn from(get: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(&get)
            .map(|locale| locale.to_lowercase());
        Self {
            no_color: get("NO_COLOR").is_some(),
            true_color: get("COLORTERM")
                .is_some_and(|value| value == "truecolor" || value == "24bit"),
            ascii: locale
                .is_some_and(|locale| !locale.contains("utf-8") && !locale.contains("utf8")),
            dumb: get("TERM").is_some_and(|term| term == "dumb"),
            browser: get("BROWSER"),
            home: get("HOME"),
            editor: get("VISUAL").or_else(|| get("EDITOR")),
            answers: get("TERM").is_some_and(|term| term != "linux" && term != "dumb"),
            far: get("SSH_CONNECTION").or_else(|| get("SSH_TTY")).is_some(),
            orders_text: get("KONSOLE_VERSION").is_some()
                || get("TERM_PROGRAM").is_some_and(|program| program == "Apple_Terminal")
                || get("TERM").is_some_and(|term| term.starts_with("mlterm")),
            may_order_text: get("VTE_VERSION").is_some(),
            light: get("COLORFGBG").and_then(|colors| is_light(&colors)),
            #[cfg(debug_assertions)]
            panics: get("DATELINE_PANIC"),
        }
    }
}

/// `15;0`, in some terminals with a field between: the last is the background's number in the
/// palette.
fn is_light(colors: &str) -> Option<bool> {
    match colors.rsplit(';').next()?.parse().ok()? {
        0..=6 | 8 => Some(false),
        7 | 9..=15 => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Environment;

    #[test]
    fn the_locale_decides_on_ascii_and_nothing_said_means_utf_8() {
        let of = |name: &'static str, value: &'static str| {
            Environment::from(move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert!(!of("LANG", "de_DE.UTF-8").ascii);
        assert!(!of("X", "").ascii);
        assert!(of("LC_ALL", "C").ascii);
        assert!(of("NO_COLOR", "1").no_color);
    }

    #[test]
    fn the_background_is_told_where_it_is_said() {
        let light = |colors: &'static str| {
            Environment::from(move |asked| (asked == "COLORFGBG").then(|| colors.to_owned())).light
        };
        assert_eq!(
            (light("15;0"), light("0;default;15"), light("0;7")),
            (Some(false), Some(true), Some(true))
        );
        assert_eq!((light(""), light("15;default"), light("300")), (None, None, None));
    }
}
