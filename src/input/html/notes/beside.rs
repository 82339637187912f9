//! Notes that stand in the very line that they explain, or in an attribute of their mark: a page
//! shows them in its margin or when the mark is pointed at. They are set behind their paragraph as
//! other notes are, and a mark stands in their place.

use std::fmt::Write;

use dom_query::{Document, NodeRef};
use html_escape::encode_text;

/// Classes of a note in a line, by whole names.
const NAMES: &[&str] = &["sidenote", "side-note", "marginnote", "margin-note", "inline-footnote"];
/// Classes of those that bear no number.
const BARE: &[&str] = &["marginnote", "margin-note"];
/// Attributes in which the words of a note stand.
const HELD: &[&str] = &["data-footnote", "data-note", "data-content", "title"];
/// Notes of one page that are set apart, and bytes of the shortest that an attribute holds.
const MOST: usize = 1000;
const SHORTEST: usize = 12;
/// Elements around a note among which its paragraph is looked for.
const NEAR: usize = 6;

/// Sets notes that stand in lines apart, each with a mark in its place.
pub(in crate::input::html) fn set_apart(document: &Document) {
    let root = document.root();
    let mut notes = Vec::new();
    for node in root.descendants_it() {
        if notes.len() >= MOST {
            break;
        }
        let Some(block) = paragraph(&node) else { continue };
        if has_class(&node, NAMES) && is(&node, &["span", "small", "aside", "label"]) {
            let bare = has_class(&node, BARE);
            let words = node.inner_html().to_string();
            if !node.text().trim().is_empty() {
                notes.push((node, block, bare, words));
            }
        } else if let Some(words) = held(&node) {
            notes.push((node, block, false, encode_text(&words).into_owned()));
        }
    }
    // Those of one paragraph stand behind it in their order.
    let mut behind: Vec<(NodeRef<'_>, String)> = Vec::new();
    let mut number = 0;
    for (node, block, bare, words) in notes {
        let own = node.text().trim().to_owned();
        let label = if bare {
            "*".to_owned()
        } else if is(&node, &["sup"]) {
            own
        } else {
            number += 1;
            number.to_string()
        };
        let id = format!("sidenote-{}", behind.len() + 1);
        node.replace_with_html(format!("<sup><a href=\"#{id}\">{}</a></sup>", encode_text(&label)));
        behind.push((block, format!("<p id=\"{id}\">{words}</p>")));
    }
    let mut at = 0;
    while let Some((block, _)) = behind.get(at) {
        let mut html = String::new();
        let from = at;
        while let Some((_, note)) =
            behind.get(at).filter(|(other, _)| other.id == behind[from].0.id)
        {
            let _ = write!(html, "{note}");
            at += 1;
        }
        block.after_html(html);
    }
}

/// The words of a note that its mark holds: a raised sign without a link, with a sentence behind it.
fn held(node: &NodeRef<'_>) -> Option<String> {
    if !is(node, &["sup"]) || node.descendants_it().take(8).any(|part| is(&part, &["a"])) {
        return None;
    }
    let mark = node.text();
    let mark = mark.trim().trim_matches(['[', ']', '(', ')']);
    let is_mark = (1..=3).contains(&mark.chars().count())
        && mark.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'));
    let words = HELD.iter().find_map(|name| node.attr(name)).filter(|_| is_mark)?;
    let words = words.trim();
    (words.len() >= SHORTEST && words.contains(' ')).then(|| words.to_owned())
}

/// The paragraph that an element stands in.
fn paragraph<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    if !node.is_element() {
        return None;
    }
    node.ancestors_it(Some(NEAR)).find(|node| is(node, &["p"]))
}

fn has_class(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.attr("class").is_some_and(|class| {
        class.to_ascii_lowercase().split_ascii_whitespace().any(|own| names.contains(&own))
    })
}

fn is(node: &NodeRef<'_>, kinds: &[&str]) -> bool {
    node.qual_name_ref().is_some_and(|name| kinds.contains(&&*name.local))
}

#[cfg(test)]
mod tests {
    use super::super::super::fragment;
    use crate::annotation::Inline;
    use crate::text::BlockKind;

    /// The text, and how many marks lead to a note.
    fn read(html: &str) -> (String, usize, usize) {
        let article = fragment(html, None);
        let marks =
            article.inline.iter().filter(|(_, inline)| matches!(inline, Inline::Note(Some(_))));
        let notes = article.document.blocks().iter().filter(|block| block.kind == BlockKind::Note);
        (article.document.text().to_owned(), marks.count() / 2, notes.count())
    }

    #[test]
    fn a_note_in_the_margin_stands_behind_its_paragraph_and_the_sentence_is_whole() {
        let page = "<p>It was close.<label for=a class='margin-toggle sidenote-number'></label><input type=checkbox \
            id=a class=margin-toggle><span class=sidenote>By the count of the <i>clerk</i>.</span> They went home, \
            too.<span class='sidenote'>In the rain.</span></p><p>So it was.</p>";
        let (text, marks, notes) = read(page);
        assert_eq!(
            text,
            "It was close.[1] They went home, too.[2]\n\n[1] By the count of the clerk.\n\n[2] In the rain.\n\nSo it was."
        );
        assert_eq!((marks, notes), (2, 2));
        let (text, ..) =
            read("<p>It was close<span class=marginnote>By hand.</span>, she said.</p>");
        assert_eq!(text, "It was close[*], she said.\n\n[*] By hand.");
    }

    #[test]
    fn a_mark_that_holds_its_note_gives_it() {
        let (text, marks, _) = read(
            "<p>It was close<sup title='By the count of the clerk &amp; his men'>3</sup>.</p>",
        );
        assert_eq!(text, "It was close[3].\n\n[3] By the count of the clerk & his men");
        assert_eq!(marks, 1);
        assert_eq!(read("<p>10<sup title='six'>6</sup> km</p>").0, "10⁶ km");
    }
}
