//! A marked-up article in the making: blocks with links and emphasis, whoever reads the markup.

use crate::annotation::{Article, Emphasis, Layer, Link};
use crate::text::{BlockKind, DocumentBuilder, Span, clean_line};

/// Emphasis and link that a piece of text stands in.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Setting {
    pub emphasis: bool,
    pub strong: bool,
    pub code: bool,
    /// As [`Assembly::link`] gave it.
    pub link: Option<u32>,
}

/// Collects blocks and what is set in them; [`Assembly::finish`] makes the article.
#[derive(Default)]
pub struct Assembly {
    builder: DocumentBuilder,
    is_open: bool,
    /// Counts the blocks opened, so that nothing is joined across two.
    serial: u32,
    addresses: Vec<String>,
    links: Vec<Stretch<u32>>,
    emphasis: Vec<Stretch<Emphasis>>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<jiff::Timestamp>,
    pub language: Option<String>,
}

struct Stretch<T> {
    span: Span,
    what: T,
    serial: u32,
}

impl Assembly {
    pub fn open(&mut self, kind: BlockKind) {
        self.builder.open(kind);
        self.is_open = true;
        self.serial += 1;
    }

    pub fn close(&mut self) {
        self.builder.close();
        self.is_open = false;
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// A whole block without links.
    pub fn block(&mut self, kind: BlockKind, raw: &str) {
        self.open(kind);
        self.builder.push(raw);
        self.close();
    }

    /// Registers an address that links may lead to.
    pub fn link(&mut self, url: String) -> u32 {
        self.addresses.push(url);
        self.addresses.len() as u32 - 1
    }

    /// Adds text to the open block (a paragraph is opened if there is none).
    pub fn push(&mut self, raw: &str, setting: Setting) {
        if !self.is_open {
            if raw.trim().is_empty() {
                return;
            }
            self.open(BlockKind::Paragraph);
        }
        let span = self.builder.push(raw);
        if span.is_empty() {
            return;
        }
        if let Some(link) = setting.link {
            extend(&mut self.links, span, link, self.serial);
        }
        let kinds = [
            (setting.emphasis, Emphasis::Emphasis),
            (setting.strong, Emphasis::Strong),
            (setting.code, Emphasis::Code),
        ];
        for (_, kind) in kinds.into_iter().filter(|(is_set, _)| *is_set) {
            extend(&mut self.emphasis, span, kind, self.serial);
        }
    }

    /// A tab between two cells or a line end between two rows.
    pub fn separate(&mut self, separator: char) {
        self.builder.separate(separator);
        // A link does not go on from one cell to the next.
        self.serial += 1;
    }

    pub fn finish(mut self) -> Article {
        self.close();
        let document = self.builder.finish();
        let addresses = self.addresses;
        let links = self
            .links
            .into_iter()
            .map(|stretch| (stretch.span, Link { url: addresses[stretch.what as usize].clone() }))
            .collect();
        let emphasis =
            self.emphasis.into_iter().map(|stretch| (stretch.span, stretch.what)).collect();
        let (links, emphasis) = (Layer::new(&document, links), Layer::new(&document, emphasis));
        let line =
            |raw: Option<String>| raw.map(|raw| clean_line(&raw)).filter(|line| !line.is_empty());
        Article {
            title: line(self.title),
            byline: line(self.byline),
            published: self.published,
            language: line(self.language),
            links,
            emphasis,
            ..Article::of(document)
        }
    }
}

/// Adds a stretch, or lengthens one of the same kind in the same block that ends where this begins
/// (a space apart at most).
fn extend<T: PartialEq>(stretches: &mut Vec<Stretch<T>>, span: Span, what: T, serial: u32) {
    let joined = stretches.iter_mut().rev().take(3).find(|last| {
        last.what == what && last.serial == serial && span.start() <= last.span.end() + 1
    });
    match joined {
        Some(last) => last.span = last.span.cover(span),
        None => stretches.push(Stretch { span, what, serial }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Assembly, Setting};
    use crate::text::BlockKind;

    #[test]
    fn a_link_in_pieces_is_one_link_but_not_across_blocks() {
        let mut assembly = Assembly::default();
        let link = Some(assembly.link("https://a.example/".into()));
        assembly.push("See ", Setting::default());
        assembly.push("the ", Setting { link, ..Setting::default() });
        assembly.push("paper", Setting { link, strong: true, ..Setting::default() });
        assembly.open(BlockKind::Paragraph);
        assembly.push("again", Setting { link, ..Setting::default() });
        let article = assembly.finish();
        let words: Vec<_> =
            article.links.iter().map(|(span, _)| article.document.slice(*span)).collect();
        assert_eq!(words, ["the paper", "again"]);
        assert_eq!(article.emphasis.len(), 1);
    }
}
