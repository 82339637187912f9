//! Text as the word index takes it: scripts that set no spaces are cut into their characters, so
//! that every stretch of them can be found as a phrase; vowel points and accents of their own,
//! which writers set or leave out, go. What is looked for goes the same way.

/// The text to index.
pub(super) fn index_text(text: &str) -> String {
    let mut ready = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c as u32 {
            0x300..=0x36f
            | 0x591..=0x5bd
            | 0x5bf..=0x5c7
            | 0x610..=0x61a
            | 0x640
            | 0x64b..=0x65f
            | 0x670
            | 0x200c..=0x200d
            | 0xad => {}
            _ if stands_alone(c) => {
                ready.push(' ');
                ready.push(c);
                ready.push(' ');
            }
            _ => ready.push(unaccented(c)),
        }
    }
    ready
}

/// Whether a sign is a word of its own for the index: its script sets no spaces.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(
        c as u32,
        0x0e00..=0x0eff
            | 0x1000..=0x109f
            | 0x1780..=0x17ff
            | 0x3040..=0x30ff
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xf900..=0xfaff
            | 0x20000..=0x3fffd
    )
}

/// Greek letters without their accents, which capitals leave out; the index folds those of Latin
/// itself.
fn unaccented(c: char) -> char {
    match c {
        'ά' | 'Ά' => 'α',
        'έ' | 'Έ' => 'ε',
        'ή' | 'Ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' | 'Ί' | 'Ϊ' => 'ι',
        'ό' | 'Ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' | 'Ύ' | 'Ϋ' => 'υ',
        'ώ' | 'Ώ' => 'ω',
        'ς' => 'σ',
        c => c,
    }
}

/// What was typed, as one phrase that the index looks for. Nothing in it is syntax.
pub(super) fn phrase(text: &str, prefix: bool) -> String {
    let words = index_text(text).replace(['"', '\0'], " ");
    format!("\"{}\"{}", words.trim(), if prefix { "*" } else { "" })
}

/// Words of which four in a row are enough, as the index looks for them; at most 64 runs.
pub(super) fn any_run(text: &str) -> String {
    let line = index_text(text).replace(['"', '\0'], " ");
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(67)
        .collect();
    let runs: Vec<String> = words
        .windows(words.len().clamp(1, 4))
        .map(|run| format!("\"{}\"", run.join(" ")))
        .collect();
    if runs.is_empty() { "\"\"".to_owned() } else { runs.join(" OR ") }
}

/// A name or word, folded for comparing: lower case, letters and digits only, single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in index_text(text).chars() {
        if c.is_alphanumeric() {
            folded.extend(plain(c).to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') && !matches!(c, '\'' | '’') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Latin letters without their accents, as the word index folds them.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' | 'Ç' | 'Ć' | 'Č' => 'c',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'È'..='Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => {
            'e'
        }
        'ì'..='ï' | 'ī' | 'į' | 'Ì'..='Ï' | 'İ' => 'i',
        'ñ' | 'ń' | 'ň' | 'Ñ' | 'Ń' | 'Ň' => 'n',
        'ò'..='ö' | 'ō' | 'ő' | 'Ò'..='Ö' | 'Ō' | 'Ő' => 'o',
        'ś' | 'š' | 'ş' | 'ș' | 'Ś' | 'Š' | 'Ş' | 'Ș' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => 'u',
        'ý' | 'ÿ' | 'Ý' => 'y',
        'ź' | 'ż' | 'ž' | 'Ź' | 'Ż' | 'Ž' => 'z',
        'ğ' | 'Ğ' => 'g',
        'ř' | 'Ř' => 'r',
        'ť' | 'ț' | 'ţ' | 'Ť' | 'Ț' | 'Ţ' => 't',
        'ď' | 'Ď' => 'd',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, phrase};

    #[test]
    fn names_are_compared_without_case_accents_and_marks() {
        assert_eq!(fold("  Lech  WAŁĘSA’s "), "lech wałesas");
        assert_eq!(fold("Jean-Claude Juncker"), "jean claude juncker");
        assert_eq!(fold("Dvořák"), fold("DVORAK"));
    }

    #[test]
    fn nothing_typed_is_syntax() {
        assert_eq!(phrase("a\" OR b*", false), "\"a  OR b*\"");
        assert_eq!(phrase("ban", true), "\"ban\"*");
    }
}
