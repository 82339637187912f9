//! The line that stands for what is not text: "Kind: description · facts".

/// Characters of a description that are shown.
const LONGEST: usize = 300;

/// "Kind: description · facts".
pub(super) fn quiet_line(kind: &str, description: &str, facts: &[String]) -> String {
    let mut line = kind.to_owned();
    if !description.is_empty() {
        line.push_str(": ");
        line.push_str(&shortened(description));
    }
    for fact in facts {
        line.push_str(" · ");
        line.push_str(fact);
    }
    line
}

pub(super) fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
