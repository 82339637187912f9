//! Boxes beside an article, known by what the makers of pages call them in classes and
//! identifiers.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

/// Parts of classes and identifiers that name such things.
const NAMES: &[&str] = &[
    "related",
    "recommended",
    "recommendation",
    "sharing",
    "share-",
    "-share",
    "share_",
    "_share",
    "sharebar",
    "socialbar",
    "social-media",
    "social-links",
    "author-bio",
    "authorbio",
    "author-box",
    "authorbox",
    "author_box",
    "author-card",
    "author-info",
    "about-author",
    "about-the-author",
    "saboxplugin",
    "nextstory",
    "next-story",
    "next-post",
    "postmetadata",
    "entry-utility",
    "copyright",
    "comment-form",
    "disqus",
    "outbrain",
    "taboola",
    "advert",
    "breadcrumb",
    "subscribe",
    "subscription-",
    "similar-",
    "more-stories",
    "more-articles",
    "post-tags",
    "tag-list",
    "taglist",
    "post-navigation",
    "pagination",
    "rating",
    "aawp-disclaimer",
    "teasers",
    "post-teaser",
    "product-suggestion",
    "third-party",
    "app-promo",
    "inline-promo",
    "post-author",
    "author-name",
    "author__bio",
    "author-profile",
    "about-the-author",
    "newsletter",
    "comment-respond",
    "comments-area",
    "comments-add",
    "kommentare",
    "sharedaddy",
    "likes-widget",
    "disclosure",
    "intext-links",
    "see-also",
    "readmore",
    "read-more-",
    "most-popular",
    "mostpopular",
    "article-sidebar",
    "footer-widget",
    "footer-box",
    "page-footer",
    "pagefooter",
    "widget_recent",
    "teaser-collection",
    "community-notice",
    "savoir_plus",
    "subvert",
    "banner-signup",
];

/// Beginnings of classes that tell what an article is about, or how a page is set.
const ABOUT: &[&str] =
    &["tag-", "category-", "post-", "has-", "no-", "js-", "with-", "type-", "single-"];

/// Elements that are asked. More are no page that was written to be read.
pub(super) const MOST: usize = 100_000;

/// How many bytes of text each element holds.
pub(in crate::input::html) struct Weights(HashMap<NodeId, usize>);

impl Weights {
    pub(in crate::input::html) fn of(root: &NodeRef<'_>) -> Self {
        Self::counted(root, &|text| text.text().trim().len())
    }

    /// Of sentences alone: paragraphs that are no links, long runs of text.
    pub(in crate::input::html) fn of_prose(root: &NodeRef<'_>) -> Self {
        Self::counted(root, &|text| {
            let length = text.text().trim().len();
            let mut around = text.ancestors_it(Some(6));
            let stands_in = |tags: &[&str]| text.ancestors_it(Some(6)).any(|node| is(&node, tags));
            let is_prose = length >= 80 || around.any(|node| is(&node, &["p", "li", "blockquote"]));
            if is_prose && !stands_in(&["a", "nav", "footer", "figcaption"]) { length } else { 0 }
        })
    }

    /// How often words that begin like one of `stems` stand in it.
    pub(super) fn of_words(root: &NodeRef<'_>, stems: &[&str]) -> Self {
        // Most pages hold few of them: the others are not looked for in every text.
        let all = root.text().to_lowercase();
        let stems: Vec<&&str> = stems.iter().filter(|stem| all.contains(**stem)).collect();
        if stems.is_empty() {
            return Self(HashMap::new());
        }
        Self::counted(root, &|text| {
            let words = text.text().to_lowercase();
            stems.iter().map(|stem| words.matches(**stem).count()).sum()
        })
    }

    fn counted(root: &NodeRef<'_>, own: &dyn Fn(&NodeRef<'_>) -> usize) -> Self {
        let mut weights: HashMap<NodeId, usize> = HashMap::new();
        let nodes: Vec<NodeRef<'_>> = root.descendants_it().collect();
        for node in nodes.iter().rev() {
            let bytes = if !node.is_text() {
                weights.get(&node.id).copied().unwrap_or_default()
            } else if node.parent().is_some_and(|parent| is_code(&parent)) {
                0
            } else {
                own(node)
            };
            if bytes > 0 {
                weights.insert(node.id, bytes);
                if let Some(parent) = node.parent() {
                    *weights.entry(parent.id).or_default() += bytes;
                }
            }
        }
        Self(weights)
    }

    pub(in crate::input::html) fn get(&self, node: &NodeRef<'_>) -> usize {
        self.0.get(&node.id).copied().unwrap_or_default()
    }
}

/// Takes away what is called by such a name. What holds a headline or a great part of the page's
/// text stays, whatever it is called.
pub(in crate::input::html) fn without_named(document: &Document) {
    let root = document.root();
    let weights = Weights::of(&root);
    let all = weights.get(&root);
    let prose = Weights::of_prose(&root);
    let all_prose = prose.get(&root);
    let headings = root.descendants_it().filter(|node| is(node, &["h1"]) || is_body(node)).take(20);
    let kept: HashSet<NodeId> = headings
        .flat_map(|heading| {
            std::iter::once(heading.id)
                .chain(heading.ancestors_it(None).map(|node| node.id))
                .collect::<Vec<_>>()
        })
        .collect();
    let named: Vec<NodeRef<'_>> = root
        .descendants_it()
        .take(MOST)
        .filter(|node| node.is_element() && !kept.contains(&node.id))
        .filter(|node| !is(node, &["html", "body", "head", "article", "main", "script", "link"]))
        .filter(is_named)
        .filter(|node| 4 * weights.get(node) < all && 5 * prose.get(node) <= all_prose)
        .collect();
    for node in named {
        node.remove_from_parent();
    }
}

/// Whether an element's text is no text of the page.
fn is_code(node: &NodeRef<'_>) -> bool {
    is(node, &["script", "style", "noscript", "template", "option"])
}

/// The words of a tree, the texts set apart.
pub(in crate::input::html) fn words(root: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for text in root.descendants_it().filter(NodeRef::is_text) {
        if !text.parent().is_some_and(|parent| is_code(&parent)) {
            words.push_str(&text.text());
            words.push(' ');
        }
    }
    words
}

fn is_body(node: &NodeRef<'_>) -> bool {
    node.attr("itemprop").is_some_and(|name| name.eq_ignore_ascii_case("articleBody"))
}

fn is_named(node: &NodeRef<'_>) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|names| {
        names.len() < 1000
            && names.to_ascii_lowercase().split_whitespace().any(|name| {
                !ABOUT.iter().any(|about| name.starts_with(about) && !NAMES.contains(&name))
                    && NAMES.iter().any(|part| name.contains(part))
            })
    })
}

pub(in crate::input::html) fn is(node: &NodeRef<'_>, tags: &[&str]) -> bool {
    node.qual_name_ref().is_some_and(|name| tags.contains(&&*name.local))
}
