//! How the text looks until the end: what the keys change of settings and theme, each with the
//! words that tell it.

use crate::config::{Bidi, Settings, Tints};

pub(super) fn toggle_justify(settings: &mut Settings) -> &'static str {
    settings.justify = !settings.justify;
    if settings.justify { "even right edge" } else { "ragged right edge" }
}

pub(super) fn toggle_hyphenation(settings: &mut Settings) -> &'static str {
    settings.hyphenate = !settings.hyphenate;
    if settings.hyphenate { "hyphenation is on" } else { "hyphenation is off" }
}

pub(super) fn toggle_bidi(settings: &mut Settings) -> &'static str {
    let here = settings.bidi == Bidi::Terminal;
    settings.bidi = if here { Bidi::Reader } else { Bidi::Terminal };
    if here {
        "right-to-left text is ordered here"
    } else {
        "right-to-left text is left to the terminal"
    }
}

pub(super) fn toggle_tints(settings: &mut Settings) -> &'static str {
    let (next, words) = match settings.tints {
        Tints::Names => (Tints::All, "names and quotations are tinted"),
        Tints::All => (Tints::None, "nothing is tinted"),
        Tints::None => (Tints::Names, "names are tinted"),
    };
    settings.tints = next;
    words
}
