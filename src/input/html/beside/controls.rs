//! What a page needs to be used and is no text to read: what opens over a word when it is pointed
//! at, words for those who listen, the counters of galleries. All of it stands within the article and
//! would be read as part of its sentences.

use dom_query::{Document, NodeRef};

use super::boxes::{MOST, Weights, is};

/// Parts of the names of what opens over a word, and of what in it is opened: of the word itself
/// the first alone is said.
const OPENS: &[&str] = &["tooltip", "popover", "rollover", "hovercard", "hover-card"];
const OPENED: &[&str] =
    &["text", "content", "inner", "body", "block", "card", "box", "panel", "bubble"];

/// Names of words that are said and not shown.
const FOR_THE_EAR: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screenreader-text",
    "screen-reader-only",
    "screenreader",
    "off-screen",
    "offscreen",
    "a11y-hidden",
];
/// Bytes of the longest such words; longer ones may be the article's.
const LONGEST_SAID: usize = 80;

/// Words between the two numbers of a counter.
const OF: &[&str] = &["of", "von", "de", "di", "sur", "af", "av", "van", "z", "из", "/", "\\"];
/// Bytes of the longest counter.
const LONGEST_COUNTER: usize = 40;

/// Takes away what a page is used with.
pub(in crate::input::html) fn without_controls(document: &Document) {
    let root = document.root();
    let weights = Weights::of(&root);
    let all = weights.get(&root);
    let controls: Vec<NodeRef<'_>> = root
        .descendants_it()
        .take(MOST)
        .filter(|node| is(node, &["span", "div", "p", "small", "aside", "figcaption", "i", "b"]))
        .filter(|node| {
            let weight = weights.get(node);
            weight > 0
                && (is_opened(node) && 4 * weight <= all
                    || weight <= LONGEST_SAID && is_for_the_ear(node)
                    || weight <= LONGEST_COUNTER && is_counter(&node.text()))
        })
        .collect();
    for node in controls {
        node.remove_from_parent();
    }
}

fn names(node: &NodeRef<'_>) -> String {
    node.attr("class").filter(|class| class.len() < 1000).unwrap_or_default().to_ascii_lowercase()
}

/// Whether an element opens over a word.
fn is_opened(node: &NodeRef<'_>) -> bool {
    node.attr("role").is_some_and(|role| &*role == "tooltip")
        || names(node).split_whitespace().any(|name| {
            OPENS.iter().any(|opens| {
                name.split_once(opens)
                    .is_some_and(|(_, rest)| OPENED.iter().any(|opened| rest.contains(opened)))
            })
        })
}

fn is_for_the_ear(node: &NodeRef<'_>) -> bool {
    names(node).split_whitespace().any(|name| FOR_THE_EAR.contains(&name))
        && !node.descendants_it().take(8).any(|part| is(&part, &["p", "h1", "h2", "li"]))
}

/// Whether words say nothing but which of how many is shown: "Image 1 of 8", "3 / 9".
fn is_counter(words: &str) -> bool {
    let mut numbers: Vec<u32> = Vec::new();
    let (mut between, mut others) = (false, 0);
    let mut parts = Vec::new();
    // Pages set the parts without spaces: "1of4".
    let mut part = String::new();
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    for c in words.chars() {
        if c.is_whitespace() || part.chars().last().is_some_and(|last| kind(last) != kind(c)) {
            parts.push(std::mem::take(&mut part));
        }
        if !c.is_whitespace() {
            part.push(c);
        }
    }
    parts.push(part);
    for part in parts.iter().filter(|part| !part.is_empty()) {
        match part.parse() {
            Ok(number) => numbers.push(number),
            Err(_) if numbers.len() == 1 && OF.contains(&part.to_lowercase().as_str()) => {
                between = true;
            }
            Err(_) => others += 1,
        }
    }
    let [at, of] = numbers[..] else { return false };
    between && others <= 1 && (1..=of).contains(&at) && (2..1000).contains(&of)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{is_counter, without_controls};

    #[test]
    fn what_opens_over_a_word_and_what_is_only_said_leave_the_sentence() {
        let page = "<p>The words of <span class='rollover'><a href='/k'>Karin Holm</a><span class='rollover-block'>Karin \
            Holm: all stories, Storm over the bay</span></span> were <span class='tooltip'>brief<span class='tooltiptext'>not \
            long</span></span>.</p><figcaption><span class='off-screen'>Image caption</span>The quay</figcaption>\
            <p>It was a long night for all of them, said the mayor.</p><p>So it was, said the others, who were there too.</p>";
        let document = Document::fragment(page);
        without_controls(&document);
        let text = document.text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.starts_with("The words of Karin Holm were brief.The quay"), "{text}");
    }

    #[test]
    fn counters_of_galleries_are_told_from_sentences() {
        for counter in ["Image 1 of 8", "1of4", "3 / 9", "Bild 2 von 12", " 1 \n of / 13 "] {
            assert!(is_counter(counter), "{counter}");
        }
        for words in ["3 of us", "1 of 1", "9 of 4", "They won 2 of 3", "2026", "3 – 1", ""] {
            assert!(!is_counter(words), "{words}");
        }
    }
}
