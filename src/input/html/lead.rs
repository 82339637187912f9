//! The lead of an article (its standfirst) where it stands outside what was found to be the
//! article: between the headline and the text, in a head of its own.

use dom_query::{Document, NodeRef};

use super::beside::{Weights, is};
use super::container::share;
use super::metadata::letters;

/// What makers call it: whole words of a class, an identifier or a property.
const NAMES: &[&str] = &[
    "lead",
    "lede",
    "intro",
    "introduction",
    "standfirst",
    "excerpt",
    "subtitle",
    "subheadline",
    "subheading",
    "subhead",
    "deck",
    "dek",
    "summary",
    "abstract",
    "vorspann",
    "bajada",
    "chapo",
    "description",
    "teaser",
    "alternativeheadline",
];

/// Words beside such a name that say that it is of something else.
const OTHERS: &[&str] = &[
    "comment",
    "related",
    "newsletter",
    "author",
    "footer",
    "nav",
    "menu",
    "share",
    "caption",
    "image",
    "img",
    "gallery",
    "card",
    "sidebar",
    "widget",
    "list",
    "item",
    "cookie",
    "video",
    "site",
    "search",
    "slider",
    "carousel",
    "recommend",
    "promo",
    "product",
    "breadcrumb",
    "meta",
    "tags",
    "banner",
    "popup",
    "modal",
    "subscribe",
    "media",
];

/// Bytes of the shortest and the longest lead.
const SHORTEST: usize = 40;
const LONGEST: usize = 1200;
/// Elements between the headline and its lead: one that is called so, one that is known by what it
/// says.
const NEAR: usize = 80;
const NEAR_TOLD: usize = 300;
/// Elements around one that are asked what they are.
const FAR: usize = 30;
/// Elements that are looked at, and those of them whose words are read.
const MOST: usize = 100_000;
const MOST_READ: usize = 2000;
/// Letters of a page's description that are looked for.
const TOLD: usize = 45;

/// The markup and the words of the element that says what the page says of itself, or that is
/// called a lead and stands behind the headline.
pub(super) fn lead(document: &Document, description: Option<&str>) -> Option<(String, String)> {
    let root = document.root();
    let weights = Weights::of(&root);
    let told: Option<String> = description
        .map(|told| letters(told).chars().take(TOLD).collect())
        .filter(|told: &String| told.chars().count() >= TOLD);
    let mut headline: Option<usize> = None;
    let mut called = None;
    let mut read = 0;
    let elements = root.descendants_it().filter(NodeRef::is_element).take(MOST);
    for (at, node) in elements.enumerate() {
        if is(&node, &["h1"]) {
            headline = Some(at);
        }
        if !is(&node, &["p", "div", "section", "h2", "h3", "h4", "span", "header"])
            || !(SHORTEST..=LONGEST).contains(&weights.get(&node))
            || read >= MOST_READ
        {
            continue;
        }
        let is_named = called.is_none()
            && headline.is_some_and(|headline| at - headline < NEAR)
            && is_called(&node);
        let is_line = told.is_some()
            && headline.is_none_or(|headline| at - headline < NEAR_TOLD)
            && is(&node, &["p", "h2", "h3", "h4", "div"]);
        if !is_named && (!is_line || holds_blocks(&node)) {
            continue;
        }
        read += 1;
        let words = node.text();
        let is_told = told.as_ref().is_some_and(|told| letters(&words).starts_with(told.as_str()));
        if (is_told || is_named) && stands_alone(&node) {
            if is_told {
                called = Some(node);
                break;
            }
            called = Some(node);
        }
    }
    called.map(|node| (node.inner_html().to_string(), node.text().to_string()))
}

/// Whether a lead is not in the words of an article yet.
pub(super) fn is_new(lead: &str, article: &str) -> bool {
    let beginning: String = letters(lead).chars().take(TOLD).collect();
    share(lead, article).0 < 0.5 && !letters(article).contains(&beginning)
}

fn is_called(node: &NodeRef<'_>) -> bool {
    ["class", "id", "itemprop"].iter().filter_map(|name| node.attr(name)).any(|names| {
        names.len() < 300
            && names.to_ascii_lowercase().split_whitespace().any(|name| {
                let mut parts = name.split(|c: char| !c.is_alphanumeric());
                parts.any(|part| NAMES.contains(&part))
                    && !OTHERS.iter().any(|other| name.contains(other))
            })
    })
}

/// Whether an element holds others that are paragraphs of their own, as far as its first children
/// tell.
fn holds_blocks(node: &NodeRef<'_>) -> bool {
    node.children_it(false).take(5).any(|node| is(&node, &["p", "div", "ul", "section", "h2"]))
}

/// Whether it is no link and in nothing that stands beside the article.
fn stands_alone(node: &NodeRef<'_>) -> bool {
    let linked: usize = node
        .descendants_it()
        .take(200)
        .filter(|part| is(part, &["a"]))
        .map(|part| part.text().len())
        .sum();
    let beside = |around: &NodeRef<'_>| {
        is(around, &["a", "nav", "footer", "aside", "li", "form", "figure", "dialog", "noscript"])
            || !is(around, &["body", "html", "main"])
                && ["class", "id"].iter().filter_map(|name| around.attr(name)).any(|names| {
                    let names = names.to_ascii_lowercase();
                    ["comment", "related", "sidebar", "footer", "newsletter"]
                        .iter()
                        .any(|name| names.contains(name))
                })
    };
    2 * linked < node.text().len() && !node.ancestors_it(Some(FAR)).any(|around| beside(&around))
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{is_new, lead};

    #[test]
    fn the_lead_stands_behind_the_headline_or_says_what_the_page_says() {
        let lead_of = |page: &str, told| lead(&Document::from(page), told).map(|(_, words)| words);
        let words = "The town has voted for the pier, and the harbour is to be deepened.";
        let page = format!(
            "<header><h1>Pier wins</h1><p class='article-lead'>{words}</p></header><p>It rained.</p>"
        );
        assert_eq!(lead_of(&page, None).as_deref(), Some(words));
        let page =
            format!("<h1>Pier wins</h1><div class='x'><h2>{words}</h2></div><p>It rained.</p>");
        assert_eq!(lead_of(&page, None), None);
        assert_eq!(lead_of(&page, Some(words)).as_deref(), Some(words));
        let page = format!("<h1>Pier wins</h1><aside><p class='intro'>{words}</p></aside>");
        assert_eq!(lead_of(&page, None), None);
    }

    #[test]
    fn a_lead_that_the_text_repeats_is_not_new() {
        let lead = "The town has voted for the pier, and the harbour is to be deepened.";
        assert!(!is_new(lead, &format!("Pier wins. {lead} It rained.")));
        assert!(is_new(lead, "It rained on all of us, said the mayor, and nobody was there."));
    }
}
