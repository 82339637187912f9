//! The settings and their defaults.

use serde::{Deserialize, Serialize};

use super::{Network, ReadWhen};

/// How much names and quotations are coloured in the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Tints {
    None,
    #[default]
    Names,
    All,
}

/// Who puts text that runs from right to left into its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Bidi {
    /// The terminal where it is known to do it and cannot be told not to; else the reader.
    #[default]
    Auto,
    Reader,
    Terminal,
}

/// What a reader can choose. Every field has a default.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Settings {
    /// `auto`, or the name of a theme.
    pub theme: String,
    /// The theme where the terminal says that its background is light.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme_light: Option<String>,
    /// The theme where it says that it is dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme_dark: Option<String>,
    /// Cells of the text column, 20 to 120.
    pub measure: u16,
    pub justify: bool,
    pub hyphenate: bool,
    /// Break Korean between words only.
    pub korean_words: bool,
    pub tints: Tints,
    /// Only ASCII for frames and signs.
    pub ascii: bool,
    pub bidi: Bidi,
    pub mouse: bool,
    /// Mark links for the terminal (OSC 8).
    pub hyperlinks: bool,
    /// When an article of the library counts as read.
    pub read_when: ReadWhen,
    /// The reports of a story are one row of the list until it is unfolded.
    pub fold_stories: bool,
    /// The key that goes back must be pressed twice to end the program.
    pub confirm_quit: bool,
    /// The lowest line says what one does first where one is.
    pub hints: bool,
    pub keys: Keys,
    pub network: Network,
}

/// What is set about keys; the key tables are [`super::Bindings`].
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Keys {
    /// The key table that the reader's own keys are laid over.
    pub preset: String,
}

impl Default for Keys {
    fn default() -> Self {
        Self { preset: super::preset::PRESET_NAMES[0].into() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: "auto".into(),
            theme_light: None,
            theme_dark: None,
            measure: 68,
            justify: false,
            hyphenate: false,
            korean_words: false,
            tints: Tints::Names,
            ascii: false,
            bidi: Bidi::Auto,
            mouse: true,
            hyperlinks: true,
            read_when: ReadWhen::Opened,
            fold_stories: true,
            confirm_quit: true,
            hints: true,
            keys: Keys::default(),
            network: Network::default(),
        }
    }
}
