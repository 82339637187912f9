//! Elements in a line: links, marks of notes, what stands above or below the line, quotations,
//! small pictures.

use crate::input::quiet_line::quiet_line;
use dom_query::NodeRef;

use super::super::super::address::resolve;
use super::super::super::raised::Raised;
use super::super::{formula, media, quoted};
use super::blocks::letters;
use super::open::{End, Step, Walk};

/// Nodes of an element above the line that are read before it is decided how it is written.
const READ: usize = 24;

/// Descriptions that say only that there is a picture.
const EMPTY_WORDS: &[&str] =
    &["image", "photo", "picture", "img", "imagen", "imagem", "foto", "bild", "photograph"];

impl<'a> Walk<'a, '_> {
    pub(super) fn inline(&mut self, name: &str, node: &NodeRef<'a>) {
        let before = self.within;
        match name {
            "a" => return self.anchor(node),
            "sup" => return self.raised(node, Raised::Super),
            "sub" => return self.raised(node, Raised::Sub),
            "q" => return self.quotation(node),
            "rt" => return self.reading(node),
            "b" | "strong" | "mark" => self.within.strong = true,
            "i" | "em" | "cite" | "var" | "dfn" | "u" => self.within.emphasis = true,
            "code" | "tt" | "kbd" | "samp" => self.within.code = true,
            "del" | "s" | "strike" => self.within.deleted = true,
            "ins" => self.within.inserted = true,
            "abbr" | "acronym" => {
                self.within.abbreviation =
                    node.attr("title").and_then(|title| self.assembly.abbreviation(&title));
            }
            _ if is_struck(node) => self.within.deleted = true,
            _ => return self.down(node, None),
        }
        self.down(node, Some(End::Within(before)));
    }

    fn anchor(&mut self, node: &NodeRef<'a>) {
        if self.notes.leads_back(node.id) {
            return;
        }
        if let Some((note, label)) = self.notes.mark(node.id) {
            let label = label.to_owned();
            return self.mark(note, &label, node);
        }
        if let Some(kind) = node.attr("data-media") {
            if let Some(media) = media::kept(node, &kind, self.page.base) {
                self.show(media);
            }
            return;
        }
        let before = self.within;
        let address = node.attr("href").and_then(|href| resolve(&href, self.page.base));
        self.within.link = address.map(|url| self.assembly.link(url));
        self.down(node, Some(End::Within(before)));
    }

    fn mark(&mut self, note: u32, label: &str, node: &NodeRef<'a>) {
        // A heading may bear a mark, but none begins with one.
        self.begin_words(label);
        let own = node.attr("href").filter(|href| !href.starts_with('#'));
        let link =
            own.and_then(|href| resolve(&href, self.page.base)).map(|url| self.assembly.link(url));
        self.assembly.mark(note, label, super::Within { link, ..self.within });
    }

    fn raised(&mut self, node: &NodeRef<'a>, way: Raised) {
        if self.notes.leads_back(node.id) {
            return;
        }
        if let Some((note, label)) = self.notes.mark(node.id) {
            let label = label.to_owned();
            return self.mark(note, &label, node);
        }
        let inside: Vec<NodeRef<'a>> = node.descendants_it().take(READ + 1).collect();
        let marks = || inside.iter().filter(|node| self.notes.mark(node.id).is_some());
        if marks().next().is_some() {
            // The brackets and commas around marks belong to them.
            let marks: Vec<Step<'a>> = marks().copied().map(Step::Enter).collect();
            self.steps.extend(marks.into_iter().rev());
            return;
        }
        let is_plain = inside.len() <= READ
            && inside.iter().all(|node| {
                node.is_text()
                    || node.qual_name_ref().is_some_and(|name| {
                        matches!(
                            &*name.local,
                            "span" | "i" | "em" | "b" | "strong" | "small" | "font" | "var"
                        )
                    })
            });
        let words = || {
            inside
                .iter()
                .filter(|node| node.is_text())
                .map(|node| node.text().to_string())
                .collect::<String>()
        };
        if is_plain {
            let words = words();
            if words.trim().is_empty() {
                return;
            }
            self.begin_words(&words);
            if self.assembly.raise(&words, way, self.within) {
                return;
            }
        }
        self.down(node, None);
    }

    fn quotation(&mut self, node: &NodeRef<'a>) {
        let before = self.within;
        let first = node.descendants_it().take(READ).filter(NodeRef::is_text).find_map(|node| {
            let text = node.text();
            (!text.trim().is_empty()).then(|| text.to_string())
        });
        let Some(first) = first else { return self.down(node, None) };
        self.within.quotation = true;
        if quoted::begins_with_mark(&first) {
            return self.down(node, Some(End::Within(before)));
        }
        let language = quoted::declared(node).or_else(|| self.page.language.map(str::to_owned));
        let (open, close) = quoted::marks(language.as_deref().unwrap_or_default(), self.quoted);
        self.quoted += 1;
        self.begin_words(open);
        self.assembly.push(open, self.within);
        self.down(node, Some(End::Quoted(before, close)));
    }

    /// The reading of the characters before it, in brackets.
    fn reading(&mut self, node: &NodeRef<'a>) {
        self.text("(");
        self.down(node, Some(End::Text(")")));
    }

    /// A picture, a film, a frame, a formula.
    pub(super) fn medium(&mut self, name: &str, node: &NodeRef<'a>) {
        let base = self.page.base;
        let found = match name {
            "img" | "image" => {
                if let Some(words) = media::in_line(node) {
                    return self.text(&words);
                }
                self.picture(node)
            }
            "video" => Some(media::recording(node, "Video", base)),
            "audio" => Some(media::recording(node, "Audio", base)),
            "math" => {
                let Some(line) = formula::line(node) else { return };
                if node.attr("display").is_none_or(|display| &*display != "block") {
                    return self.text(&line);
                }
                Some(media::Media { line: quiet_line("Formula", &line, &[]), url: None })
            }
            "svg" => media::drawing(node),
            _ => media::frame(node, base),
        };
        match found {
            Some(media) => self.show(media),
            // What stood on both sides of it are two words.
            None => self.text(" "),
        }
    }

    fn picture(&self, node: &NodeRef<'a>) -> Option<media::Media> {
        if self.grid.is_some() {
            return None;
        }
        let mut media = media::picture(node, self.page.base)?;
        let told = media.line.strip_prefix("Picture: ").unwrap_or_default();
        let said = letters(told);
        let is_empty = EMPTY_WORDS.contains(&said.as_str())
            || !told.contains(' ') && told.rsplit_once('.').is_some_and(|(_, end)| end.len() <= 4)
            || self.caption.as_ref().is_some_and(|caption| {
                let caption = letters(caption);
                !said.is_empty()
                    && (caption.contains(&said) || said.contains(&caption) && !caption.is_empty())
            });
        if is_empty {
            media.line = "Picture".into();
        }
        Some(media)
    }
}

/// Whether words are struck through by their style.
fn is_struck(node: &NodeRef<'_>) -> bool {
    node.attr("style").is_some_and(|style| style.contains("line-through"))
}
