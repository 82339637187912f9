//! The marks that a quotation element gets, by language (CLDR's quotation delimiters).

use dom_query::NodeRef;

/// Elements around a quotation that are asked for their language.
const FAR: usize = 200;

/// The marks before and behind words that stand in `depth` other quotations (0 for none).
pub(super) fn marks(language: &str, depth: u32) -> (&'static str, &'static str) {
    let language = language.to_ascii_lowercase();
    let (outer, inner) = match language.split(['-', '_']).next().unwrap_or_default() {
        "de" if language.ends_with("-ch") => (("«", "»"), ("‹", "›")),
        "de" | "cs" | "sk" | "sl" | "is" | "bg" | "lt" | "ka" | "mk" => (("„", "“"), ("‚", "‘")),
        "pl" | "ro" | "hu" | "hr" | "bs" | "sr" => (("„", "”"), ("‚", "’")),
        "fr" => (("« ", " »"), ("“", "”")),
        "es" | "it" | "el" | "ca" | "eu" | "gl" | "fa" | "hy" | "no" | "nb" | "nn" | "lv" => {
            (("«", "»"), ("“", "”"))
        }
        "pt" if language == "pt-pt" => (("«", "»"), ("“", "”")),
        "ru" | "uk" | "be" => (("«", "»"), ("„", "“")),
        "da" => (("»", "«"), ("›", "‹")),
        "sv" | "fi" | "he" => (("”", "”"), ("’", "’")),
        "et" => (("„", "“"), ("«", "»")),
        "ja" => (("「", "」"), ("『", "』")),
        "zh" if language.contains("tw") || language.contains("hk") || language.contains("hant") => {
            (("「", "」"), ("『", "』"))
        }
        _ => (("“", "”"), ("‘", "’")),
    };
    if depth.is_multiple_of(2) { outer } else { inner }
}

/// The language that an element or one around it declares.
pub(super) fn declared(node: &NodeRef<'_>) -> Option<String> {
    let lang = |node: &NodeRef<'_>| node.attr("lang").filter(|lang| !lang.trim().is_empty());
    let found = lang(node).or_else(|| node.ancestors_it(Some(FAR)).find_map(|node| lang(&node)));
    found.map(|lang| lang.trim().to_owned())
}

/// Whether words bring marks of their own.
pub(super) fn begins_with_mark(words: &str) -> bool {
    words
        .trim_start()
        .starts_with(['“', '”', '"', '„', '«', '»', '‘', '‚', '\'', '「', '『', '‹', '›'])
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_follow_the_language_and_the_depth() {
        assert_eq!(marks("en-GB", 0), ("“", "”"));
        assert_eq!(marks("", 1), ("‘", "’"));
        assert_eq!(marks("de", 0), ("„", "“"));
        assert_eq!(marks("de-CH", 0), ("«", "»"));
        assert_eq!(marks("fr", 2), ("« ", " »"));
        assert_eq!(marks("zh-Hant-TW", 0), ("「", "」"));
    }
}
