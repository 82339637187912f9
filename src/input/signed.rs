//! The line under a quotation set apart that says whose words it holds: a dash and a name.

/// Bytes of the longest such line.
const LONGEST: usize = 120;

/// What stands before the name. A hyphen counts where a space stands behind it.
const DASHES: [char; 5] = ['—', '–', '―', '~', '-'];

/// Whether words begin with a dash.
pub(super) fn has_dash(words: &str) -> bool {
    words.trim_start().starts_with(DASHES)
}

/// Whether words are a dash and a name rather than a turn of a dialogue: they are short, begin with
/// a capital and do not end as sentences do.
pub(super) fn is_signature(words: &str) -> bool {
    let line = words.trim();
    let Some(rest) = line.strip_prefix(DASHES) else { return false };
    if rest.is_empty() {
        // The name is an element of its own.
        return !line.starts_with('-');
    }
    let name = rest.trim_start_matches(['—', '–', '-', ' ', '\u{a0}']);
    line.len() <= LONGEST
        && !(line.starts_with('-') && rest.starts_with(char::is_alphanumeric))
        && name.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
        && !name.ends_with(['.', '!', '?', '…', ',', ';', ':'])
        && !name.contains(['!', '?'])
}

#[cfg(test)]
mod tests {
    use super::is_signature;

    #[test]
    fn a_dash_and_a_name_are_told_from_a_turn_of_a_dialogue() {
        for line in ["— Ana Ruiz", "– Dan Brooks, treasurer", "― 山田太郎", "-- Ana Ruiz", " — "]
        {
            assert!(is_signature(line), "{line}");
        }
        for line in [
            "— Je ne sais pas.",
            "— Qui ? Ana",
            "– and so they went",
            "-ed is an ending",
            "Ana Ruiz",
            "—  Where?",
            "-",
        ] {
            assert!(!is_signature(line), "{line}");
        }
    }
}
