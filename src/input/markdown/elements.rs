//! HTML in Markdown: blocks of it, and elements inside a line.

use super::Page;
use crate::input::feed::sanitize;
#[cfg(feature = "html")]
use crate::input::html;
use crate::input::markup::{Scanner, Token, attribute};
use crate::input::raised::Raised;

/// Elements of HTML in a line that are open at once.
const MOST_OPEN: usize = 200;

impl Page<'_> {
    /// A block of HTML is read as a page's markup is; without the feature `html` it is left out.
    pub(super) fn raw_html(&mut self) {
        let html = sanitize(&std::mem::take(&mut self.html));
        self.close();
        #[cfg(feature = "html")]
        html::write(&html, &mut self.assembly);
        #[cfg(not(feature = "html"))]
        drop(html);
    }

    /// A tag of HTML inside a line.
    pub(super) fn inline_html(&mut self, tag: &str) {
        match Scanner::new(tag).next() {
            Some(Token::Start { name, attributes, is_empty }) => {
                self.element(&name.to_ascii_lowercase(), attributes, is_empty);
            }
            Some(Token::End { name }) => self.end_element(&name.to_ascii_lowercase()),
            _ => {}
        }
    }

    fn element(&mut self, name: &str, attributes: &str, is_empty: bool) {
        if name == "br" {
            return self.line_break();
        }
        if is_empty || self.elements.len() >= MOST_OPEN {
            return;
        }
        let mut within = self.within;
        match name {
            "del" | "s" | "strike" => within.deleted = true,
            "ins" => within.inserted = true,
            "b" | "strong" | "mark" => within.strong = true,
            "i" | "em" | "cite" | "var" | "dfn" | "u" => within.emphasis = true,
            "code" | "kbd" | "samp" | "tt" => within.code = true,
            "abbr" | "acronym" => {
                within.abbreviation = attribute(attributes, "title")
                    .and_then(|title| self.assembly.abbreviation(&title));
            }
            "q" => {
                self.text("“");
                within.quotation = true;
            }
            "sup" => self.raised = Some((Raised::Super, String::new())),
            "sub" => self.raised = Some((Raised::Sub, String::new())),
            _ => return,
        }
        self.elements.push(name.to_owned());
        self.set(|outer| *outer = within);
    }

    fn end_element(&mut self, name: &str) {
        let Some(at) = self.elements.iter().rposition(|open| open == name) else { return };
        for _ in at..self.elements.len() {
            self.within = self.outer.pop().unwrap_or_default();
        }
        self.elements.truncate(at);
        if name == "q" {
            self.assembly.push_closely("”", self.within);
        }
        if let Some((way, words)) = self.raised.take() {
            if !words.trim().is_empty() {
                self.open_block("");
            }
            if !self.assembly.raise(&words, way, self.within) {
                self.text(&words);
            }
        }
    }

    /// What a line leaves open ends with it.
    pub(super) fn end_elements(&mut self) {
        if let Some(name) = self.elements.first().cloned() {
            self.end_element(&name);
        }
    }
}
