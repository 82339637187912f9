//! Themes: a style for each role.

use serde::Deserialize;

use super::{Color, ColorError, Role};

/// How a role looks. Unset colours leave what lies below.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    pub fg: Option<Color>,
    pub bg: Option<Color>,
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
    pub reverse: bool,
}

/// What lies under the words, as the terminal tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    Light,
    Dark,
}

impl Ground {
    /// From the terminal's background, in 8 bits a colour: light where black words stand out better
    /// on it than white ones.
    pub fn of([red, green, blue]: [u8; 3]) -> Self {
        let lightness = 2126 * u32::from(red) + 7152 * u32::from(green) + 722 * u32::from(blue);
        if lightness > 10_000 * 118 { Self::Light } else { Self::Dark }
    }
}

/// A style for each role; roles it does not name look like plain text. They may differ by what lies
/// under them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub name: String,
    styles: Vec<Style>,
    light: Vec<Style>,
    dark: Vec<Style>,
    ground: Option<Ground>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    #[error("{0}")]
    Syntax(String),
    #[error("there is no role “{0}”")]
    Role(String),
    #[error("{role}: {error}")]
    Color { role: String, error: ColorError },
}

/// A style as it is written in a theme.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    fg: Option<String>,
    bg: Option<String>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    dim: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underline: bool,
    #[serde(default)]
    reverse: bool,
}

/// The themes that come with the program: name and TOML.
const BUILT_IN: &[(&str, &str)] = &[
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("sepia", include_str!("../../assets/themes/sepia.toml")),
    ("monochrome", include_str!("../../assets/themes/monochrome.toml")),
];

impl Theme {
    /// Names of the themes that come with the program.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// One of the themes that come with the program.
    pub fn built_in(name: &str) -> Option<Self> {
        let (name, source) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Self::parse(name, source).ok()
    }

    /// Reads a theme: `"role" = { fg = "blue", bold = true }`, one a line. What stands in a table
    /// `[light]` or `[dark]` holds in place of these where the terminal tells that its background
    /// is so.
    pub fn parse(name: &str, source: &str) -> Result<Self, ThemeError> {
        let mut written: toml::Table =
            toml::from_str(source).map_err(|error| ThemeError::Syntax(error.to_string()))?;
        let (light, dark) = (written.remove("light"), written.remove("dark"));
        let styles = lay(vec![Style::default(); Role::ALL.len()], written)?;
        let over = |table: Option<toml::Value>| match table {
            Some(toml::Value::Table(table)) => lay(styles.clone(), table),
            _ => Ok(styles.clone()),
        };
        let (light, dark) = (over(light)?, over(dark)?);
        Ok(Self { name: name.to_owned(), styles, light, dark, ground: None })
    }

    pub fn style(&self, role: Role) -> Style {
        let styles = match self.ground {
            None => &self.styles,
            Some(Ground::Light) => &self.light,
            Some(Ground::Dark) => &self.dark,
        };
        styles[role as usize]
    }

    /// Whether it matters what lies under it.
    pub fn differs_by_ground(&self) -> bool {
        self.light != self.dark || self.light != self.styles
    }

    /// What lies under it, as far as that is known.
    pub fn ground(&self) -> Option<Ground> {
        self.ground
    }

    /// The terminal told its background.
    pub fn lie_on(&mut self, ground: Option<Ground>) {
        self.ground = ground;
    }

    /// Looks like another theme on this ground.
    pub fn set_for(&mut self, ground: Ground, other: &Self) {
        match ground {
            Ground::Light => self.light.clone_from(&other.light),
            Ground::Dark => self.dark.clone_from(&other.dark),
        }
    }
}

/// Lays what is written over styles.
fn lay(mut styles: Vec<Style>, written: toml::Table) -> Result<Vec<Style>, ThemeError> {
    for (role_name, style) in written {
        let role =
            Role::from_name(&role_name).ok_or_else(|| ThemeError::Role(role_name.clone()))?;
        let style: Written = style.try_into().map_err(|error: toml::de::Error| {
            ThemeError::Syntax(format!("{role_name}: {}", error.message()))
        })?;
        let color = |word: Option<String>| {
            word.map(|word| word.parse())
                .transpose()
                .map_err(|error| ThemeError::Color { role: role_name.clone(), error })
        };
        styles[role as usize] = Style {
            fg: color(style.fg)?,
            bg: color(style.bg)?,
            bold: style.bold,
            dim: style.dim,
            italic: style.italic,
            underline: style.underline,
            reverse: style.reverse,
        };
    }
    Ok(styles)
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, Color, Ground, Role, Style, Theme, ThemeError};

    #[test]
    fn every_theme_that_comes_with_the_program_is_whole() {
        for (name, source) in BUILT_IN {
            let theme =
                Theme::parse(name, source).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_ne!(
                theme.style(Role::EntitySelected),
                theme.style(Role::Text),
                "{name}: a selected name must show"
            );
            assert_ne!(
                theme.style(Role::HitCurrent),
                theme.style(Role::Hit),
                "{name}: the current hit must show among the hits"
            );
        }
    }

    /// Relative luminance as WCAG 2.1 defines it.
    fn luminance(color: Color) -> Option<f64> {
        let Color::Rgb(red, green, blue) = color else { return None };
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
    }

    /// 4.5 to 1 for words, 3 to 1 for the lines between panels (WCAG 2.1 AA).
    #[test]
    fn words_stand_out_in_every_theme_with_exact_colours() {
        for name in ["light", "dark", "high-contrast", "sepia"] {
            let theme = Theme::built_in(name).expect("it comes with the program");
            let text = theme.style(Role::Text);
            for &role in Role::ALL {
                let style = theme.style(role);
                let (Some(fg), Some(bg)) = (
                    style.fg.or(text.fg).and_then(luminance),
                    style.bg.or(text.bg).and_then(luminance),
                ) else {
                    panic!("{name}: {} has no exact colours", role.name());
                };
                let ratio = (fg.max(bg) + 0.05) / (fg.min(bg) + 0.05);
                let least = if role == Role::Border { 3.0 } else { 4.5 };
                assert!(ratio >= least, "{name}: {} has {ratio:.2} to 1", role.name());
            }
        }
    }

    #[test]
    fn a_theme_may_differ_by_what_lies_under_it() {
        let mut theme = Theme::parse(
            "x",
            "\"link\" = { fg = \"blue\" }\n[dark]\n\"link\" = { fg = \"bright-blue\" }",
        )
        .expect("it is right");
        assert!(theme.differs_by_ground());
        assert_eq!(theme.style(Role::Link).fg, Some(Color::Ansi(4)));
        theme.lie_on(Some(Ground::of([20, 20, 30])));
        assert_eq!(theme.style(Role::Link).fg, Some(Color::Ansi(12)));
        theme.lie_on(Some(Ground::of([250, 250, 240])));
        assert_eq!(theme.style(Role::Link).fg, Some(Color::Ansi(4)));
        theme.set_for(Ground::Light, &Theme::built_in("light").expect("it comes with the program"));
        assert!(matches!(theme.style(Role::Link).fg, Some(Color::Rgb(..))));
        assert!(!Theme::built_in("sepia").expect("it comes with the program").differs_by_ground());
    }

    /// What a theme tells by colour it tells by something else too: without its colours every two
    /// roles that must be told apart still are.
    #[test]
    fn nothing_is_told_by_colour_alone() {
        let pairs = [
            (Role::ListSelected, Role::Text),
            (Role::EntitySelected, Role::Text),
            (Role::HitCurrent, Role::Hit),
            (Role::QuoteSelected, Role::Text),
            (Role::QuoteSpeaker, Role::QuoteSelected),
            (Role::PanelTitleFocused, Role::PanelTitle),
            (Role::Link, Role::Text),
            (Role::Here, Role::Text),
            (Role::Alarm, Role::Text),
            (Role::Key, Role::Popup),
        ];
        for (name, source) in BUILT_IN {
            let theme = Theme::parse(name, source).expect("it is right");
            // A ground of its own is seen without its colour as reverse is.
            let bare = |role: Role| {
                let style = theme.style(role);
                let grounded = style.bg.is_some() && style.bg != theme.style(Role::Text).bg;
                Style { fg: None, bg: None, reverse: style.reverse || grounded, ..style }
            };
            for (one, other) in pairs {
                assert_ne!(
                    bare(one),
                    bare(other),
                    "{name}: {} and {} differ by colour alone",
                    one.name(),
                    other.name()
                );
            }
        }
    }

    #[test]
    fn a_wrong_role_is_named() {
        assert_eq!(
            Theme::parse("x", "\"entity.persn\" = {}"),
            Err(ThemeError::Role("entity.persn".into()))
        );
    }
}
