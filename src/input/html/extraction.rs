//! Cutting the article out of a page, by dom_smoothie's port of Mozilla's Readability.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::beside::{
    About, Weights, is, without_controls, without_ends, without_lines, without_named,
    without_overlays, without_repeated_and_leading, words,
};
use super::container::{container, share};
use super::lead::{is_new, lead};
use super::metadata::letters;

/// Rows of words of an element called the article that count against what was found elsewhere.
const ENOUGH: usize = 40;
/// The part of an element that is called the article's body which must have been found, and that of
/// one which is called otherwise.
const FOUND: f64 = 0.4;
const FOUND_AT_ALL: f64 = 0.05;
/// Letters of a page's description that are looked for.
const TOLD: usize = 50;

/// The article's own markup; `None` where none is found. `description` is what the page says of itself. Links
/// are left as they are: they are resolved later, in one place for all kinds of input.
pub(super) fn extract(
    document: Document,
    description: Option<&str>,
    about: &About,
) -> Option<String> {
    without_overlays(&document);
    without_controls(&document);
    let lead = lead(&document, description);
    let named = container(&document)
        .map(|(html, is_called)| (Document::fragment(html.as_str()), is_called));
    // Notes and lines of code are known by their classes.
    let config = Config { max_elements_to_parse: 200_000, keep_classes: true, ..Config::default() };
    let found = Readability::with_document(document, None, Some(config))
        .ok()
        .and_then(|mut readability| readability.parse().ok())
        .filter(|article| article.text_content.split_whitespace().next().is_some());
    let found = found.map(|article| Document::fragment(article.content));
    let found = found.filter(|found| !is_foot(&found.root()));
    let tree = match (found, named) {
        (Some(found), Some((named, is_called))) => {
            let texts = [words(&found.root()), words(&named.root())];
            if is_missed(&texts[0], &texts[1], is_called, description) { named } else { found }
        }
        (found, named) => found.or(named.map(|(named, _)| named))?,
    };
    let lead = lead.filter(|(_, lead)| is_new(lead, &words(&tree.root())));
    without_named(&tree);
    without_lines(&tree, about);
    without_repeated_and_leading(&tree, about);
    without_ends(&tree, about);
    if is_list_of_links(&tree.root()) {
        return None;
    }
    let mut content = tree.html().to_string();
    if let Some((lead, _)) = lead {
        content = format!("<div>{lead}</div>{content}");
    }
    Some(content)
}

/// Whether what is called the article was missed by what was found: hardly any of it is there, and
/// it is longer, or alone begins as the page says that it does.
fn is_missed(found: &str, named: &str, is_called: bool, description: Option<&str>) -> bool {
    let (part, count) = share(named, found);
    if count < ENOUGH || part >= if is_called { FOUND } else { FOUND_AT_ALL } {
        return false;
    }
    let told = description.map(|told| letters(told).chars().take(TOLD).collect::<String>());
    let tells = |text: &str| {
        told.as_ref().is_some_and(|told| told.len() > TOLD / 2 && letters(text).contains(told))
    };
    match (tells(found), tells(named)) {
        (false, true) => true,
        (true, false) => false,
        _ => is_called && 3 * count > 4 * share(found, "").1,
    }
}

/// Bytes of sentences below which a text that is mostly links is no article.
const FEW_SENTENCES: usize = 200;

/// Whether what is left is links for the most part and hardly a sentence: a front page, a list of
/// articles, what leads through a site.
fn is_list_of_links(found: &NodeRef<'_>) -> bool {
    let texts = found.descendants_it().filter(NodeRef::is_text);
    let (mut all, mut linked) = (0, 0);
    for text in texts {
        let length = text.text().trim().len();
        all += length;
        if text.ancestors_it(Some(4)).any(|node| is(&node, &["a"])) {
            linked += length;
        }
    }
    let has_media = || found.descendants_it().any(|node| node.attr("data-media").is_some());
    5 * linked > 4 * all && Weights::of_prose(found).get(found) < FEW_SENTENCES && !has_media()
}

/// Words of the longest foot of a page.
const LONGEST_FOOT: usize = 80;

/// Whether what was found is few words that claim rights or are mostly links: the foot of the page
/// rather than an article.
fn is_foot(found: &NodeRef<'_>) -> bool {
    let text = words(found);
    if text.split_whitespace().take(LONGEST_FOOT + 1).count() > LONGEST_FOOT {
        return false;
    }
    let linked: usize = found
        .descendants_it()
        .take(2000)
        .filter(|node| is(node, &["a"]))
        .map(|node| node.text().trim().len())
        .sum();
    let told = text.to_lowercase();
    let claims = ["©", "copyright", "all rights reserved", "alle rechte vorbehalten"];
    let has_claim = claims.iter().any(|claim| told.contains(claim));
    let all = letters(&text).len().max(1);
    has_claim && 8 * linked >= all || 2 * linked > all
}

/// Takes away the feet of a page that is shown whole.
pub(super) fn without_feet(document: &Document) {
    for node in document.select("footer").nodes().iter().take(20) {
        if is_foot(node) {
            node.remove_from_parent();
        }
    }
}
