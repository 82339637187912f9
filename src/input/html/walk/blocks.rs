//! Headings, lists, terms, figures, sources of quotations, notes.

use dom_query::NodeRef;

use super::open::{End, List, Step, Walk};
use crate::text::{Numeral, Ordinal};

/// Elements of a caption that are read to compare it with the description of its picture.
const COMPARED: usize = 50;

impl<'a> Walk<'a, '_> {
    pub(super) fn heading(&mut self, name: &str, node: &NodeRef<'a>) {
        self.close();
        if self.page.title.is_some_and(|title| same_words(title, &node.text())) {
            self.page.title = None;
            return;
        }
        self.heading = name[1..].parse().ok();
        self.down(node, Some(End::Heading));
    }

    pub(super) fn list(&mut self, name: &str, node: &NodeRef<'a>) {
        self.close();
        let mut list =
            List { next: None, step: 1, numeral: numeral(node).unwrap_or(Numeral::Decimal) };
        if name == "ol" {
            let start = node.attr("start").and_then(|start| start.trim().parse().ok());
            if node.attr("reversed").is_some() {
                list.step = -1;
                let items = node
                    .children_it(false)
                    .filter(|node| node.qual_name_ref().is_some_and(|name| &*name.local == "li"));
                list.next = start.or_else(|| i32::try_from(items.count()).ok());
            } else {
                list.next = start.or(Some(1));
            }
        }
        self.lists.push(list);
        self.down(node, Some(End::List));
    }

    pub(super) fn item(&mut self, node: &NodeRef<'a>) {
        self.close();
        let value = node.attr("value").and_then(|value| value.trim().parse().ok());
        let own = numeral(node);
        let number = self.lists.last_mut().and_then(|list| {
            let number = value.filter(|_| list.next.is_some()).or(list.next)?;
            list.next = Some(number.saturating_add(list.step));
            Some(Ordinal { value: number, numeral: own.unwrap_or(list.numeral) })
        });
        self.marker = Some(number);
        self.down(node, Some(End::Item));
    }

    /// A box of a list of tasks.
    pub(super) fn tick(&mut self, node: &NodeRef<'a>) {
        let is_box = node.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        if is_box && (self.marker.is_some() || !self.lists.is_empty()) {
            self.text(if node.attr("checked").is_some() { "[x] " } else { "[ ] " });
        }
    }

    /// What is explained by what follows: a term, the summary of details.
    pub(super) fn term(&mut self, node: &NodeRef<'a>) {
        self.close();
        self.steps.push(Step::Leave(End::Within(self.within)));
        self.within.strong = true;
        self.down(node, Some(End::Block));
    }

    pub(super) fn figure(&mut self, node: &NodeRef<'a>) {
        self.close();
        let mut caption = node
            .children_it(false)
            .filter(|node| node.qual_name_ref().is_some_and(|name| &*name.local == "figcaption"));
        self.caption = caption.next().map(|caption| {
            let parts = caption.descendants_it().take(COMPARED).filter(NodeRef::is_text);
            parts.map(|part| part.text().to_string()).collect()
        });
        self.down(node, Some(End::Figure));
    }

    /// The words under a picture; under a quotation they name its source.
    pub(super) fn figcaption(&mut self, node: &NodeRef<'a>) {
        self.close();
        // Words above a quotation are its heading.
        let holds_quotation = node.parent().is_some_and(|figure| {
            figure
                .children_it(false)
                .take_while(|other| other.id != node.id)
                .any(|node| node.qual_name_ref().is_some_and(|name| &*name.local == "blockquote"))
        });
        if holds_quotation {
            self.dash = true;
            self.quotes = self.quotes.saturating_add(1);
            self.steps.push(Step::Leave(End::BlockQuote));
            self.down(node, Some(End::Source));
        } else {
            self.is_caption = true;
            self.down(node, Some(End::Caption));
        }
    }

    /// Whether an element of a quotation set apart names its source: the footer, and a `cite` that
    /// is a block of its own.
    pub(super) fn is_source(&self, name: &str, node: &NodeRef<'a>) -> bool {
        name == "footer"
            || !self.assembly.holds_words()
                && node.parent().is_some_and(|parent| {
                    parent.qual_name_ref().is_some_and(|name| &*name.local == "blockquote")
                })
    }

    /// What comes until the end of the element is a note.
    pub(super) fn begin_note(&mut self, number: u32, label: String) {
        self.close();
        self.steps.push(Step::Leave(End::Note(self.note)));
        (self.note, self.label) = (Some(number), Some(label));
    }

    /// The words of a note without the label and the arrows that its page sets; `None` where
    /// nothing else is there.
    pub(super) fn without_label<'t>(&self, raw: &'t str) -> Option<&'t str> {
        if self.note.is_none() {
            return Some(raw);
        }
        if super::super::notes::is_arrow(raw) {
            return None;
        }
        let Some(label) = self.label.as_deref() else { return Some(raw) };
        let bare = raw.trim_start().trim_start_matches(['[', '(']);
        let Some(rest) = bare.strip_prefix(label) else {
            let rest = raw.trim_start().trim_start_matches(['^', '↑']);
            return Some(rest).filter(|rest| !rest.trim().is_empty());
        };
        if rest.starts_with(char::is_alphanumeric) {
            return Some(raw);
        }
        let rest = rest.trim_start_matches([']', ')', '.', ':']);
        Some(rest).filter(|rest| !rest.trim().is_empty())
    }
}

/// The numerals that a list or an item declares.
fn numeral(node: &NodeRef<'_>) -> Option<Numeral> {
    let kind = node.attr("type").map(|kind| kind.trim().to_owned());
    match kind.as_deref() {
        Some("1") => return Some(Numeral::Decimal),
        Some("a") => return Some(Numeral::LowerLetter),
        Some("A") => return Some(Numeral::UpperLetter),
        Some("i") => return Some(Numeral::LowerRoman),
        Some("I") => return Some(Numeral::UpperRoman),
        _ => {}
    }
    let style = node.attr("style")?.to_ascii_lowercase();
    let (_, named) = style.split_once("list-style")?;
    [
        ("lower-alpha", Numeral::LowerLetter),
        ("lower-latin", Numeral::LowerLetter),
        ("upper-alpha", Numeral::UpperLetter),
        ("upper-latin", Numeral::UpperLetter),
        ("lower-roman", Numeral::LowerRoman),
        ("upper-roman", Numeral::UpperRoman),
    ]
    .into_iter()
    .find(|(name, _)| named.contains(name))
    .map(|(_, numeral)| numeral)
}

fn same_words(a: &str, b: &str) -> bool {
    letters(a) == letters(b)
}

/// The letters of a text's beginning, to compare it by.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(400).collect()
}
