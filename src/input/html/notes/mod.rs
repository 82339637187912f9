//! Footnotes and endnotes: which links are marks, where the notes stand, which links only lead
//! back.
//!
//! Wikipedia, Substack, WordPress, kramdown and word processors agree on little more than that a
//! short link leads to a place in the same page. Such a link is a mark where something says so: it
//! stands above the line, or an identifier, class or role speaks of notes.

mod beside;
mod label;

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use super::super::assembly::Assembly;
pub(super) use beside::set_apart;
pub(super) use label::is_arrow;
use label::{LONGEST_LABEL, bare, speaks_of_notes};

/// Marks of one page that are looked at; in a page with more the rest are links.
const MOST_MARKS: usize = 5000;

/// How far up an element is looked at for what it stands in.
const NEAR: usize = 4;

/// Notes whose markup is sought in the page outside the article.
const MOST_MISSING: usize = 2000;

/// Bytes of the longest note that is fetched from outside the article.
const LONGEST_MISSING: usize = 20_000;

/// The notes of a tree.
#[derive(Default)]
pub(super) struct Notes {
    /// A link → the number of its note.
    marks: HashMap<NodeId, u32>,
    /// An element → the number of the note that it is.
    homes: HashMap<NodeId, u32>,
    /// Links and labels that are not shown: the note's own label leads back.
    backs: HashSet<NodeId>,
    /// The words of each note's first mark.
    labels: Vec<String>,
}

impl Notes {
    /// Looks for notes under `root` and registers them.
    pub(super) fn of(root: &NodeRef<'_>, assembly: &mut Assembly) -> Self {
        let found = Found::of(root);
        let mut notes = Self { backs: found.backs, ..Self::default() };
        let mut numbers = HashMap::new();
        for (node, id, label) in found.marks {
            let number = *numbers.entry(id).or_insert_with(|| {
                notes.labels.push(label);
                assembly.note()
            });
            notes.marks.insert(node, number);
        }
        notes.find_homes(root, &numbers, &found.around);
        notes.find_bare(root, assembly);
        notes
    }

    /// The note that a link leads to, and its label.
    pub(super) fn mark(&self, node: NodeId) -> Option<(u32, &str)> {
        let number = *self.marks.get(&node)?;
        Some((number, &self.labels[number as usize]))
    }

    /// The note that an element is, and its label.
    pub(super) fn home(&self, node: NodeId) -> Option<(u32, &str)> {
        let number = *self.homes.get(&node)?;
        Some((number, &self.labels[number as usize]))
    }

    /// Whether it only leads from the note back to its mark.
    pub(super) fn leads_back(&self, node: NodeId) -> bool {
        self.backs.contains(&node)
    }

    /// The elements that the marks lead to: where an identifier stands at the beginning of a block,
    /// that block is the note.
    fn find_homes(
        &mut self,
        root: &NodeRef<'_>,
        numbers: &HashMap<String, u32>,
        around: &HashSet<NodeId>,
    ) {
        if numbers.is_empty() {
            return;
        }
        let mut done: HashSet<u32> = HashSet::new();
        for node in root.descendants_it() {
            let Some(number) = names(&node).find_map(|name| numbers.get(&name)).copied() else {
                continue;
            };
            if done.contains(&number) || self.marks.contains_key(&node.id) {
                continue;
            }
            let Some(home) = block_of(node) else { continue };
            if !around.contains(&home.id) && !self.homes.contains_key(&home.id) {
                self.homes.insert(home.id, number);
                done.insert(number);
                self.backs.extend(raised_label(&home, &self.labels[number as usize]));
            } else if self.homes.contains_key(&home.id) && node.id != home.id {
                // A further note in the same block begins where its name stands.
                self.homes.insert(node.id, number);
                done.insert(number);
            }
        }
    }

    /// Marks without links: a raised sign behind a word, and a block that begins with the same one.
    fn find_bare(&mut self, root: &NodeRef<'_>, assembly: &mut Assembly) {
        let mut waiting: HashMap<String, Vec<NodeId>> = HashMap::new();
        let raised = root.descendants_it().filter(|node| is(node, &["sup"]));
        for node in raised.take(MOST_MARKS) {
            let Some(label) = label(&node).filter(|_| !holds_links(&node)) else { continue };
            match block_begun_by(&node) {
                Some(home) => {
                    if let Some(marks) = waiting.remove(&label) {
                        let number = assembly.note();
                        self.labels.push(label);
                        self.marks.extend(marks.into_iter().map(|mark| (mark, number)));
                        self.homes.entry(home).or_insert(number);
                        self.backs.insert(node.id);
                    }
                }
                None if follows_a_word(&node) => waiting.entry(label).or_default().push(node.id),
                None => {}
            }
        }
    }
}

/// The raised sign at the beginning of a note that says its label once more.
fn raised_label(home: &NodeRef<'_>, own: &str) -> Option<NodeId> {
    let first = home
        .descendants_it()
        .take(20)
        .find(|node| node.is_text() && !node.text().trim().is_empty())?;
    let raised = first.ancestors_it(Some(NEAR)).find(|node| is(node, &["sup"]))?;
    (label(&raised).as_deref() == Some(own)).then_some(raised.id)
}

/// What the first look at a tree gives.
#[derive(Default)]
struct Found {
    /// Links that are marks, with the identifier they lead to and their words.
    marks: Vec<(NodeId, String, String)>,
    backs: HashSet<NodeId>,
    /// All that a mark stands in: none of it can be its note.
    around: HashSet<NodeId>,
}

impl Found {
    fn of(root: &NodeRef<'_>) -> Self {
        let mut found = Self::default();
        // What leads back leads to one of these.
        let mut origins: HashSet<String> = HashSet::new();
        let mut targets: HashSet<String> = HashSet::new();
        for link in root.descendants_it().filter(|node| is(node, &["a"])) {
            let Some(id) = target(&link) else { continue };
            if origins.contains(&id) || says_back(&link) {
                found.backs.insert(link.id);
                continue;
            }
            let own: Vec<String> = names(&link)
                .chain(
                    link.ancestors_it(Some(NEAR)).flat_map(|node| names(&node).collect::<Vec<_>>()),
                )
                .collect();
            if names(&link).any(|name| targets.contains(&name)) && label(&link).is_some() {
                found.backs.insert(link.id);
                continue;
            }
            let touches = || {
                let words = words(&link);
                words.bytes().all(|byte| byte.is_ascii_digit()) && follows_a_word(&link)
            };
            let Some(label) = label(&link).filter(|_| is_mark(&link, &id) || touches()) else {
                continue;
            };
            if found.marks.len() >= MOST_MARKS {
                break;
            }
            origins.extend(own.into_iter().take(NEAR));
            origins.extend(
                link.descendants_it().take(NEAR).flat_map(|node| names(&node).collect::<Vec<_>>()),
            );
            found.around.extend(link.ancestors_it(None).map(|node| node.id));
            targets.insert(id.clone());
            found.marks.push((link.id, id, label));
        }
        found
    }
}

/// The markup of `article` with the notes behind it that its marks lead to and only the whole page
/// holds.
pub(super) fn with_missing(article: String, page: &str) -> String {
    let tree = Document::fragment(article.as_str());
    let found = Found::of(&tree.root());
    let held: HashSet<String> =
        tree.root().descendants_it().flat_map(|node| names(&node).collect::<Vec<_>>()).collect();
    let missing: HashSet<String> = found
        .marks
        .into_iter()
        .map(|(_, id, _)| id)
        .filter(|id| !held.contains(id))
        .take(MOST_MISSING)
        .collect();
    if missing.is_empty() {
        return article;
    }
    let whole = Document::from(page);
    let mut further = String::new();
    let mut taken: HashSet<NodeId> = HashSet::new();
    for node in whole.root().descendants_it() {
        if !names(&node).any(|name| missing.contains(&name)) {
            continue;
        }
        let Some(home) = block_of(node).filter(|home| !taken.contains(&home.id)) else { continue };
        if !is(&home, &["li", "p", "div", "aside", "dd", "td", "section"]) {
            continue;
        }
        let html = home.html();
        if html.len() <= LONGEST_MISSING {
            further.push_str(&html);
            taken.insert(home.id);
        }
    }
    if further.is_empty() { article } else { format!("{article}<div>{further}</div>") }
}

/// The place in the same page that a link leads to.
fn target(link: &NodeRef<'_>) -> Option<String> {
    let href = link.attr("href")?;
    let (before, id) = href.rsplit_once('#')?;
    let is_here = before.is_empty() || before.starts_with("http") || !before.contains('.');
    (is_here && !id.is_empty() && id.len() <= 200).then(|| decoded(id))
}

/// An identifier as it is written in an address, without its escapes.
fn decoded(id: &str) -> String {
    if !id.contains('%') {
        return id.to_owned();
    }
    let mut bytes = Vec::with_capacity(id.len());
    let mut rest = id.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| byte == b'%');
        let value = digits
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(value.unwrap_or(byte));
        rest = if value.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What an element is called, by its identifier and, if it is an anchor, its name.
fn names(node: &NodeRef<'_>) -> impl Iterator<Item = String> + use<> {
    let id = node.attr("id").map(|id| id.to_string());
    let name = if is(node, &["a"]) { node.attr("name").map(|name| name.to_string()) } else { None };
    id.into_iter().chain(name).filter(|name| !name.is_empty())
}

fn is(node: &NodeRef<'_>, kinds: &[&str]) -> bool {
    node.qual_name_ref().is_some_and(|name| kinds.contains(&&*name.local))
}

/// The words of a short element; longer ones are no labels.
fn words(node: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for part in node.descendants_it().take(20).filter(NodeRef::is_text) {
        words.push_str(&part.text());
        if words.len() > 8 * LONGEST_LABEL {
            break;
        }
    }
    words.trim().to_owned()
}

/// The words of a mark without their brackets, where they are such.
fn label(node: &NodeRef<'_>) -> Option<String> {
    bare(&words(node)).map(str::to_owned)
}

/// Whether something says that a short link to `id` is the mark of a note.
fn is_mark(link: &NodeRef<'_>, id: &str) -> bool {
    let speaks = |node: &NodeRef<'_>| {
        ["class", "rel", "role", "epub:type", "data-fn", "data-footnote-ref"].iter().any(|name| {
            node.attr(name)
                .is_some_and(|value| name.starts_with("data-") || speaks_of_notes(&value))
        })
    };
    speaks_of_notes(id)
        || names(link).any(|name| speaks_of_notes(&name))
        || speaks(link)
        || link.ancestors_it(Some(NEAR)).any(|node| {
            is(&node, &["sup"]) || speaks(&node) && !is(&node, &["div", "body", "article"])
        })
}

/// Whether a link says of itself that it leads back.
fn says_back(link: &NodeRef<'_>) -> bool {
    let says = |name: &str, words: &[&str]| {
        link.attr(name).is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            words.iter().any(|word| value.contains(word))
        })
    };
    says("class", &["backref", "backlink", "reversefootnote", "footnote-return", "footnote-back"])
        || says("role", &["backlink"])
        || says("rev", &["footnote"])
        || is_arrow(&words(link))
}

/// Whether a node stands in a line rather than being a block.
fn is_inline(node: &NodeRef<'_>) -> bool {
    is(node, &["a", "span", "sup", "sub", "b", "strong", "i", "em", "small", "cite", "font", "u"])
}

/// The nearest block that a node is or stands in.
fn block_of(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let mut at = node;
    for _ in 0..2 * NEAR {
        if !is_inline(&at) {
            return at.is_element().then_some(at);
        }
        at = at.parent()?;
    }
    None
}

/// The block whose first words a node is.
fn block_begun_by(node: &NodeRef<'_>) -> Option<NodeId> {
    let mut at = *node;
    for _ in 0..NEAR {
        let mut before = at.prev_sibling();
        for _ in 0..NEAR {
            let Some(sibling) = before else { break };
            if sibling.is_element() && !is_inline(&sibling) || !words(&sibling).is_empty() {
                return None;
            }
            before = sibling.prev_sibling();
        }
        at = at.parent()?;
        if !is_inline(&at) {
            return is(&at, &["p", "li", "div", "dd", "aside"]).then_some(at.id);
        }
    }
    None
}

/// Whether a raised sign touches a word or a stop, not a unit or a figure, whose power it would be.
fn follows_a_word(node: &NodeRef<'_>) -> bool {
    /// Letters of the shortest word that is no unit.
    const LETTERS: usize = 4;
    let Some(before) = node.prev_sibling().filter(NodeRef::is_text) else { return false };
    let before = before.text();
    let end = before.trim_end_matches(['”', '’', '"', ')', '»']);
    if end.ends_with(['.', ',', ';', ':', '!', '?']) || end.len() < before.len() {
        return true;
    }
    end.chars().rev().take(LETTERS).filter(|c| c.is_alphabetic()).count() == LETTERS
}

fn holds_links(node: &NodeRef<'_>) -> bool {
    node.descendants_it().take(20).any(|node| is(&node, &["a"]))
}
