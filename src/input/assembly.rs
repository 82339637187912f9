//! A marked-up article in the making: blocks, links, and what the markup says of words, whoever
//! reads it.

use super::raised::{Raised, raised};
use crate::annotation::{Article, Inline, Layer, Link};
use crate::text::{BlockKind, Document, DocumentBuilder, Ordinal, Span, clean_line};

/// What a piece of text stands within.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Within {
    pub emphasis: bool,
    pub strong: bool,
    pub code: bool,
    pub deleted: bool,
    pub inserted: bool,
    pub quotation: bool,
    /// As [`Assembly::abbreviation`] gave it.
    pub abbreviation: Option<u32>,
    /// As [`Assembly::link`] gave it.
    pub link: Option<u32>,
}

/// An item of a list, within so many lists; with its number where the list has numbers.
pub(super) fn item(lists: usize, number: Option<Ordinal>) -> BlockKind {
    BlockKind::ListItem { depth: (lists.clamp(1, 200) - 1) as u8, number }
}

/// Collects blocks and what is set in them; [`Assembly::finish`] makes the article.
#[derive(Default)]
pub(super) struct Assembly {
    builder: DocumentBuilder,
    is_open: bool,
    /// Deleted words were written and the sign behind them was not.
    in_deleted: bool,
    /// Counts the blocks opened, so that nothing is joined across two.
    serial: u32,
    addresses: Vec<String>,
    long_forms: Vec<String>,
    links: Vec<Stretch<u32>>,
    inline: Vec<Stretch<Sense>>,
    /// By the number of the note: its first mark, and its label.
    notes: Vec<(Option<Span>, Option<Span>)>,
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

/// An [`Inline`] before all of the article is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Emphasis,
    Strong,
    Code,
    Superscript,
    Subscript,
    Deleted,
    Inserted,
    Quotation,
    Abbreviation(u32),
    /// The mark of this note.
    Mark(u32),
    /// The label that stands before this note.
    Label(u32),
}

/// The signs around deleted words, which stand in the text itself: whoever reads it without marks
/// is told too.
const DELETED: (&str, &str) = ("[-", "-]");

impl Assembly {
    pub(super) fn open(&mut self, kind: BlockKind) {
        self.end_deleted();
        self.builder.open(kind);
        self.is_open = true;
        self.serial += 1;
    }

    /// Opens the last paragraph of a quotation set apart again, for the line that says whose words
    /// it holds; whether there is one.
    pub(super) fn open_source(&mut self) -> bool {
        self.end_deleted();
        self.is_open = self.builder.reopen_quotation();
        if self.is_open {
            self.separate('\n');
        }
        self.is_open
    }

    pub(super) fn close(&mut self) {
        self.end_deleted();
        self.builder.close();
        self.is_open = false;
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.builder.is_empty()
    }

    /// Whether the open block holds words.
    pub(super) fn holds_words(&self) -> bool {
        self.is_open && self.builder.holds_words()
    }

    /// A whole block without links.
    pub(super) fn block(&mut self, kind: BlockKind, raw: &str) {
        self.open(kind);
        self.builder.push(raw);
        self.close();
    }

    /// One line that stands for what is not text.
    pub(super) fn media(&mut self, line: &str, url: Option<String>) {
        self.open(BlockKind::Media);
        let link = url.map(|url| self.link(url));
        self.push(line, Within { link, ..Within::default() });
        self.close();
    }

    /// Registers an address that links may lead to.
    pub(super) fn link(&mut self, url: String) -> u32 {
        self.addresses.push(url);
        self.addresses.len() as u32 - 1
    }

    /// Registers the long form of an abbreviation.
    pub(super) fn abbreviation(&mut self, long: &str) -> Option<u32> {
        let long = clean_line(long);
        (!long.is_empty()).then(|| {
            self.long_forms.push(long);
            self.long_forms.len() as u32 - 1
        })
    }

    /// Registers a note, which marks lead to.
    pub(super) fn note(&mut self) -> u32 {
        self.notes.push((None, None));
        self.notes.len() as u32 - 1
    }

    /// The character that what is pushed next will touch, in the block that is open.
    pub(super) fn touches(&self) -> Option<char> {
        self.builder.touches().filter(|_| self.is_open)
    }

    /// Adds text to the open block (a paragraph is opened if there is none).
    pub(super) fn push(&mut self, raw: &str, within: Within) {
        let Some(span) = self.put(raw, within.deleted) else { return };
        self.remember(span, within);
    }

    /// Adds a mark that closes what stands before it.
    pub(super) fn push_closely(&mut self, sign: &str, within: Within) {
        if self.is_open {
            let span = self.builder.push_closely(sign);
            self.remember(span, within);
        }
    }

    fn remember(&mut self, span: Span, within: Within) {
        if let Some(link) = within.link {
            extend(&mut self.links, span, link, self.serial);
        }
        let senses = [
            (within.emphasis, Sense::Emphasis),
            (within.strong, Sense::Strong),
            (within.code, Sense::Code),
            (within.deleted, Sense::Deleted),
            (within.inserted, Sense::Inserted),
            (within.quotation, Sense::Quotation),
        ];
        let abbreviation = within.abbreviation.map(Sense::Abbreviation);
        let set = senses.into_iter().filter(|(is_set, _)| *is_set).map(|(_, sense)| sense);
        for sense in set.chain(abbreviation) {
            extend(&mut self.inline, span, sense, self.serial);
        }
    }

    fn put(&mut self, raw: &str, is_deleted: bool) -> Option<Span> {
        let is_blank = raw.trim().is_empty();
        if !self.is_open {
            if is_blank {
                return None;
            }
            self.open(BlockKind::Paragraph);
        }
        if !is_blank && is_deleted != self.in_deleted {
            self.end_deleted();
            if is_deleted {
                self.in_deleted = true;
                if raw.starts_with(char::is_whitespace) {
                    self.builder.gap();
                }
                let sign = self.builder.push(DELETED.0);
                extend(&mut self.inline, sign, Sense::Deleted, self.serial);
                return Some(self.builder.push(raw.trim_start())).filter(|span| !span.is_empty());
            }
        }
        Some(self.builder.push(raw)).filter(|span| !span.is_empty())
    }

    fn end_deleted(&mut self) {
        if std::mem::take(&mut self.in_deleted) {
            let sign = self.builder.push_closely(DELETED.1);
            extend(&mut self.inline, sign, Sense::Deleted, self.serial);
        }
    }

    /// Adds words above or below the line; the answer is whether they are written so, rather than
    /// left to be pushed as others are.
    pub(super) fn raise(&mut self, words: &str, way: Raised, within: Within) -> bool {
        let Some(written) = raised(words, way, self.touches()) else { return false };
        if words.starts_with(char::is_whitespace) {
            self.builder.gap();
        }
        self.sense(
            &written,
            within,
            match way {
                Raised::Super => Sense::Superscript,
                Raised::Sub => Sense::Subscript,
            },
        );
        if words.ends_with(char::is_whitespace) {
            self.builder.gap();
        }
        true
    }

    /// Adds the mark of a note, in brackets, which is apart from the word before it.
    pub(super) fn mark(&mut self, note: u32, label: &str, within: Within) {
        let Some(span) = self.sense(&format!("[{label}]"), within, Sense::Mark(note)) else {
            return;
        };
        if let Some((mark, _)) = self.notes.get_mut(note as usize) {
            mark.get_or_insert(span);
        }
    }

    /// Opens the block of a note, its label before it.
    pub(super) fn open_note(&mut self, note: u32, label: &str) {
        self.open(BlockKind::Note);
        let span = self.sense(&format!("[{label}]"), Within::default(), Sense::Label(note));
        self.builder.gap();
        if let Some((_, place)) = self.notes.get_mut(note as usize) {
            *place = place.or(span);
        }
    }

    fn sense(&mut self, words: &str, within: Within, sense: Sense) -> Option<Span> {
        let start = self.put(words, within.deleted)?;
        self.inline.push(Stretch { span: start, what: sense, serial: self.serial });
        if let Some(link) = within.link {
            extend(&mut self.links, start, link, self.serial);
        }
        if within.deleted {
            extend(&mut self.inline, start, Sense::Deleted, self.serial);
        }
        Some(start)
    }

    /// A tab between two cells, a line end between two rows or two lines.
    pub(super) fn separate(&mut self, separator: char) {
        self.end_deleted();
        self.builder.separate(separator);
        // A link does not go on from one cell to the next.
        self.serial += 1;
    }

    pub(super) fn finish(mut self) -> Article {
        self.close();
        let document = self.builder.finish();
        let notes = places(&self.notes, &document);
        let addresses = self.addresses;
        let links = self
            .links
            .into_iter()
            .map(|stretch| (stretch.span, Link { url: addresses[stretch.what as usize].clone() }))
            .collect();
        let inline = self
            .inline
            .into_iter()
            .map(|stretch| {
                let inline = match stretch.what {
                    Sense::Emphasis => Inline::Emphasis,
                    Sense::Strong => Inline::Strong,
                    Sense::Code => Inline::Code,
                    Sense::Superscript => Inline::Superscript,
                    Sense::Subscript => Inline::Subscript,
                    Sense::Deleted => Inline::Deleted,
                    Sense::Inserted => Inline::Inserted,
                    Sense::Quotation => Inline::Quotation,
                    Sense::Abbreviation(at) => {
                        Inline::Abbreviation(self.long_forms[at as usize].clone())
                    }
                    Sense::Mark(note) => Inline::Note(notes[note as usize].1),
                    Sense::Label(note) => Inline::Note(notes[note as usize].0),
                };
                (stretch.span, inline)
            })
            .collect();
        let (links, inline) = (Layer::new(&document, links), Layer::new(&document, inline));
        let line =
            |raw: Option<String>| raw.map(|raw| clean_line(&raw)).filter(|line| !line.is_empty());
        Article {
            title: line(self.title),
            byline: line(self.byline),
            published: self.published,
            language: line(self.language),
            links,
            inline,
            ..Article::of(document)
        }
    }
}

/// Of each note the first mark that leads to it and the blocks that it takes: the one with its
/// label and those behind it that are notes without one.
fn places(
    notes: &[(Option<Span>, Option<Span>)],
    document: &Document,
) -> Vec<(Option<Span>, Option<Span>)> {
    let blocks = document.blocks();
    let mut starts: Vec<u32> =
        notes.iter().filter_map(|(_, label)| Some(label.as_ref()?.start())).collect();
    starts.sort_unstable();
    let place = |label: Span| {
        let first = document.block_at(label.start());
        let held = blocks.get(first)?;
        let further = blocks[first + 1..].iter().take_while(|block| {
            block.kind == BlockKind::Note && starts.binary_search(&block.span.start()).is_err()
        });
        Some(further.fold(held.span, |span, block| span.cover(block.span)))
    };
    notes.iter().map(|(mark, label)| (*mark, label.and_then(place))).collect()
}

/// Adds a stretch, or lengthens one of the same kind in the same block that ends where this begins
/// (a space apart at most).
fn extend<T: PartialEq>(stretches: &mut Vec<Stretch<T>>, span: Span, what: T, serial: u32) {
    let joined = stretches.iter_mut().rev().take(4).find(|last| {
        last.what == what && last.serial == serial && span.start() <= last.span.end() + 1
    });
    match joined {
        Some(last) => last.span = last.span.cover(span),
        None => stretches.push(Stretch { span, what, serial }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Assembly, Within};
    use crate::annotation::Inline;
    use crate::text::BlockKind;

    #[test]
    fn a_link_in_pieces_is_one_link_but_not_across_blocks() {
        let mut assembly = Assembly::default();
        let link = Some(assembly.link("https://a.example/".into()));
        assembly.push("See ", Within::default());
        assembly.push("the ", Within { link, ..Within::default() });
        assembly.push("paper", Within { link, strong: true, ..Within::default() });
        assembly.open(BlockKind::Paragraph);
        assembly.push("again", Within { link, ..Within::default() });
        let article = assembly.finish();
        let words: Vec<_> =
            article.links.iter().map(|(span, _)| article.document.slice(*span)).collect();
        assert_eq!(words, ["the paper", "again"]);
        assert_eq!(article.inline.len(), 1);
    }

    #[test]
    fn a_mark_leads_to_its_note_and_the_label_back() {
        let mut assembly = Assembly::default();
        let note = assembly.note();
        assembly.push("It won", Within::default());
        assembly.mark(note, "1", Within::default());
        assembly.push(" at last.", Within::default());
        assembly.open_note(note, "1");
        assembly.push("By a vote.", Within::default());
        assembly.open(BlockKind::Note);
        assembly.push("Of two.", Within::default());
        let article = assembly.finish();
        let document = &article.document;
        assert_eq!(document.text(), "It won[1] at last.\n\n[1] By a vote.\n\nOf two.");
        let led: Vec<_> = article
            .inline
            .iter()
            .map(|(span, inline)| match inline {
                Inline::Note(Some(place)) => (document.slice(*span), document.slice(*place)),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(led, [("[1]", "[1] By a vote.\n\nOf two."), ("[1]", "[1]")]);
    }
}
