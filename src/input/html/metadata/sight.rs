//! What of a page could tell its title, its authors and its day, collected in one walk.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

/// Elements and texts of one kind that are kept; more are no article's.
const MOST: usize = 400;
/// Texts that are kept.
const MOST_TEXTS: usize = 8000;
/// Elements around one that are asked what they are.
const FAR: usize = 30;
/// Steps from the headline up to what it shares with a part of the article.
const CLOSE: usize = 3;
/// Nodes that are read for the words of one element.
const MOST_PARTS: usize = 60;

/// An element with what its maker calls it.
pub(super) struct Seen<'a> {
    pub node: NodeRef<'a>,
    /// How many texts come before it.
    pub place: usize,
    pub tag: String,
    /// Class, identifier, `itemprop` and `rel` in small letters.
    pub names: String,
}

#[derive(Default)]
pub(super) struct Sight<'a> {
    pub headings: Vec<Seen<'a>>,
    pub dates: Vec<Seen<'a>>,
    pub authors: Vec<Seen<'a>>,
    /// The texts that are shown, in their order.
    pub texts: Vec<NodeRef<'a>>,
    /// Where the headline stands among the texts.
    pub headline: Option<usize>,
    /// All that the headline stands in, which is the article's whatever it is called, and how far
    /// up it is.
    around: HashMap<NodeId, usize>,
}

impl<'a> Sight<'a> {
    pub(super) fn of(root: &NodeRef<'a>) -> Self {
        let mut sight = Self::default();
        for node in root.descendants_it() {
            if node.is_text() {
                let is_shown = node.parent().is_none_or(|parent| !is_hidden(&tag(&parent)));
                if sight.texts.len() < MOST_TEXTS && is_shown && !node.text().trim().is_empty() {
                    sight.texts.push(node);
                }
            } else if node.is_element() {
                sight.element(node);
            }
        }
        sight
    }

    fn element(&mut self, node: NodeRef<'a>) {
        let (tag, names) = (tag(&node), names(&node));
        if matches!(
            tag.as_str(),
            "html" | "body" | "script" | "style" | "link" | "input" | "textarea" | "img" | "form"
        ) {
            return;
        }
        let is_heading = matches!(tag.as_str(), "h1" | "h2" | "h3");
        let is_date = tag == "time"
            || tag == "abbr" && node.has_attr("title")
            || holds(&names, &["date", "datum", "fecha", "time", "publi", "posted", "meta", "fch"]);
        let is_author = holds(&names, &["author", "autor", "auteur", "byline", "writer"]);
        if !(is_heading || is_date || is_author) {
            return;
        }
        let place = self.texts.len();
        for (is, list) in [
            (is_heading, &mut self.headings),
            (is_date, &mut self.dates),
            (is_author, &mut self.authors),
        ] {
            if is && list.len() < MOST {
                list.push(Seen { node, place, tag: tag.clone(), names: names.clone() });
            }
        }
    }

    /// Says which of the headings is the headline.
    pub(super) fn set_headline(&mut self, heading: usize) {
        if let Some(seen) = self.headings.get(heading) {
            self.headline = Some(seen.place);
            let around = seen.node.ancestors_it(None);
            self.around = around.enumerate().map(|(up, node)| (node.id, up)).collect();
        }
    }

    /// Whether a node belongs to comments, to other articles or to what surrounds all of a site's
    /// pages.
    pub(super) fn is_aside(&self, node: &NodeRef<'_>) -> bool {
        std::iter::once(*node)
            .chain(node.ancestors_it(Some(FAR)))
            .take_while(|node| !self.around.contains_key(&node.id))
            .any(|node| match tag(&node).as_str() {
                "nav" | "aside" | "form" => true,
                "footer" => !self.is_beside_headline(&node),
                _ => {
                    let names = names(&node);
                    let is_foot = names.split_whitespace().any(|name| name == "footer");
                    holds(&names, ASIDE) || is_foot && !self.is_beside_headline(&node)
                }
            })
    }
}

impl Sight<'_> {
    /// Whether an element stands close to the headline: an article has a foot of its own, which
    /// often names author and day.
    fn is_beside_headline(&self, node: &NodeRef<'_>) -> bool {
        let shared = node.ancestors_it(Some(FAR)).find_map(|node| self.around.get(&node.id));
        let in_article = || node.ancestors_it(Some(FAR)).any(|node| tag(&node) == "article");
        shared.is_some_and(|up| *up <= CLOSE) || in_article()
    }
}

/// Parts of the names of what is beside the article.
const ASIDE: &[&str] = &[
    "comment",
    "kommentar",
    "reply",
    "respond",
    "related",
    "recommend",
    "sidebar",
    "widget",
    "site-footer",
    "page-footer",
    "page__footer",
    "navi",
    "menu",
    "archive",
    "similar",
    "popular",
    "latest",
    "carousel",
    "slider",
    "tweet",
    "license",
    "copyright",
    "credit",
];

/// Whether any word of `names` holds one of `parts`.
pub(super) fn holds(names: &str, parts: &[&str]) -> bool {
    !names.is_empty() && parts.iter().any(|part| names.contains(part))
}

pub(super) fn tag(node: &NodeRef<'_>) -> String {
    node.qual_name_ref().map(|name| name.local.to_string()).unwrap_or_default()
}

fn is_hidden(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "textarea"
            | "option"
            | "title"
            | "rt"
            | "rp"
    )
}

fn names(node: &NodeRef<'_>) -> String {
    let mut names = String::new();
    for name in ["class", "id", "itemprop", "rel"] {
        let Some(value) = node.attr(name) else { continue };
        names.push_str(&value[..value.floor_char_boundary(200)].to_ascii_lowercase());
        names.push(' ');
    }
    names
}

/// The words of an element, the texts of its parts set apart; `None` where they are more than
/// `most` bytes.
pub(super) fn words(node: &NodeRef<'_>, most: usize) -> Option<String> {
    gathered(node, most, true)
}

/// The words of an element as they are read, parted by blocks alone; `None` where they are more
/// than `most` bytes.
pub(super) fn line(node: &NodeRef<'_>, most: usize) -> Option<String> {
    gathered(node, most, false)
}

fn gathered(node: &NodeRef<'_>, most: usize, apart: bool) -> Option<String> {
    let mut words = String::new();
    let mut parts = 0;
    for part in node.descendants_it() {
        parts += 1;
        if parts > MOST_PARTS {
            return None;
        }
        if !part.is_text() {
            if part.is_element() && (apart || !is_inline(&tag(&part))) {
                words.push(' ');
            }
            continue;
        }
        if !part.parent().is_some_and(|parent| is_hidden(&tag(&parent))) {
            words.push_str(&part.text());
            if apart {
                words.push(' ');
            }
        }
        if words.len() > 8 * most {
            return None;
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (words.len() <= most).then_some(words)
}

fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "rp"
            | "rt"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
            | "wbr"
    )
}
