//! Links to the very words of a page (<https://wicg.github.io/scroll-to-text-fragment/>).

use std::fmt::Write;

use crate::text::{Document, Span};

/// So many words are named whole; of more the first and the last.
const WHOLE: usize = 12;
/// Words named at each end of a longer stretch, and beside one that stands more than once.
const END: usize = 4;

/// The address of a page with the words at `span`, so that a browser shows them; `None` where
/// `url` is no web address or the span holds no words.
pub fn link_to_words(document: &Document, url: &str, span: Span) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let words: Vec<&str> = document.slice(span).split_whitespace().collect();
    words.first()?;
    let is_whole = words.len() <= WHOLE && !document.slice(span).contains('\n');
    let begin = if is_whole { words.join(" ") } else { words[..END.min(words.len())].join(" ") };
    let mut link = url.to_owned();
    link.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
    let beside = beside(document, span, &begin);
    if let Some(before) = beside.0.filter(|before| !before.is_empty()) {
        push_encoded(&mut link, &before);
        link.push_str("-,");
    }
    push_encoded(&mut link, &begin);
    if !is_whole {
        link.push(',');
        push_encoded(&mut link, &words[words.len().saturating_sub(END)..].join(" "));
    }
    if let Some(behind) = beside.1.filter(|behind| !behind.is_empty()) {
        link.push_str(",-");
        push_encoded(&mut link, &behind);
    }
    Some(link)
}

/// What stands before and behind in the same paragraph, where the words alone could be others.
fn beside(document: &Document, span: Span, begin: &str) -> (Option<String>, Option<String>) {
    let is_once = document.text().matches(begin).nth(1).is_none();
    let block = document.blocks().get(document.block_at(span.start()));
    let Some(block) = block.filter(|_| !is_once) else { return (None, None) };
    let before = document.slice(Span::new(block.span.start().min(span.start()), span.start()));
    let mut before: Vec<&str> = before.split_whitespace().rev().take(END).collect();
    before.reverse();
    let behind = document.slice(Span::new(span.end(), block.span.end().max(span.end())));
    let behind: Vec<&str> = behind.split_whitespace().take(END).collect();
    (Some(before.join(" ")), Some(behind.join(" ")))
}

/// Everything but letters, digits and signs that mean nothing in a fragment; `-` and `,` do.
fn push_encoded(link: &mut String, words: &str) {
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            link.push(char::from(byte));
        } else {
            let _ = write!(link, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::link_to_words;
    use crate::text::{Document, Span};

    fn link(text: &str, words: &str) -> String {
        let document = Document::verbatim(text.into());
        let at = document.text().rfind(words).expect("it holds the words");
        let span = Span::from_usize(at, at + words.len());
        link_to_words(&document, "https://a.example/x", span).expect("a link")
    }

    #[test]
    fn the_words_are_named_so_that_a_browser_finds_them() {
        assert_eq!(
            link("The pier opens.", "pier opens"),
            "https://a.example/x#:~:text=pier%20opens"
        );
        assert_eq!(
            link("A well-known, “old” quay.", "well-known, “old”"),
            "https://a.example/x#:~:text=well%2Dknown%2C%20%E2%80%9Cold%E2%80%9D"
        );
    }

    #[test]
    fn of_a_long_stretch_both_ends_are_named() {
        let text = "one two three four five six seven eight nine ten eleven twelve thirteen";
        assert_eq!(
            link(text, text),
            "https://a.example/x#:~:text=one%20two%20three%20four,ten%20eleven%20twelve%20thirteen"
        );
    }

    #[test]
    fn words_that_stand_twice_are_told_apart_by_what_is_beside_them() {
        assert_eq!(
            link("It was late.\nYes, it said, it was late again.", "was late"),
            "https://a.example/x#:~:text=Yes%2C%20it%20said%2C%20it-,was%20late,-again."
        );
    }

    #[test]
    fn only_web_pages_are_linked_and_a_fragment_stays() {
        let document = Document::verbatim("words".into());
        assert_eq!(link_to_words(&document, "/tmp/x.txt", document.span()), None);
        assert_eq!(
            link_to_words(&document, "http://a.example/#top", document.span()).as_deref(),
            Some("http://a.example/#top:~:text=words")
        );
    }
}
