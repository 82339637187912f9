//! The sets of keys that come with the program.

/// The key tables that come with the program: name and TOML.
pub(super) const PRESETS: [(&str, &str); 3] = [
    ("default", include_str!("../../assets/keys/default.toml")),
    ("less", include_str!("../../assets/keys/less.toml")),
    ("newsboat", include_str!("../../assets/keys/newsboat.toml")),
];

pub(crate) const PRESET_NAMES: [&str; 3] = [PRESETS[0].0, PRESETS[1].0, PRESETS[2].0];
