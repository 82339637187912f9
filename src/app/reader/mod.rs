//! The article that is open, whether it came from a file, the web or the library, and the panels
//! beside it.
//!
//! Uses `keys`, `prompt` and `message`. What it would have shown over the panels it gives back.

mod analysed;
mod article_panel;
mod copy;
mod correct;
mod desk;
mod entities_panel;
mod following;
mod footnote;
mod footnotes;
mod hover;
mod links;
mod marking;
mod marks;
mod mouse;
mod opened;
mod panels;
mod passage;
mod place;
mod programs;
mod quotes_panel;
mod search;
mod searching;
mod selecting;
mod selection;
mod settle;
mod shortened;
mod speakers;
mod trail;
mod walk;

pub(crate) use entities_panel::EntityRow;
pub(crate) use footnote::Footnote;
pub(super) use opened::Opened;
pub(crate) use quotes_panel::QuoteEntry;
pub(super) use quotes_panel::said;
pub(crate) use search::Search;
pub(crate) use selection::{Selection, Unit};
pub(super) use walk::rows_of_a_page;

use self::article_panel::ArticlePanel;
use self::entities_panel::EntitiesPanel;
use self::marks::Marks;
use self::quotes_panel::QuotesPanel;
use self::selection::Pressed;
use super::geometry::{Area, Geometry, Panel};
use super::message::{Source, Trouble, is_of};
use super::tray::Tray;
use crate::analysis::Analysis;
use crate::annotation::{Article, Correction, EntityId, Layer};
use crate::library::CorrectionId;
use crate::page::Setting;
use crate::text::Span;
use std::sync::Arc;

/// The article that is open and the panels beside it.
pub struct Reader {
    pub panels: Panels,
    pub shelf: Shelf,
    /// The article that is open, if one is, wherever it comes from.
    pub reading: Option<Reading>,
    /// The input that was open before an article of the library was.
    pub parked: Option<Box<Reading>>,
    /// Where links were followed from.
    pub trail: Trail,
    /// The button of the mouse is held on the text.
    pub pressed: Option<Pressed>,
    pub tray: Tray,
}

/// The articles that links were followed from, the newest last, and the page that is on its way.
#[derive(Default)]
pub struct Trail {
    left: Vec<Reading>,
    asked: Option<String>,
}

/// Which panels are on the screen and which has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panels {
    pub width: u16,
    pub height: u16,
    pub focus: Panel,
    /// The panel beside the article where only one has room.
    pub side: Panel,
    /// Only the article.
    pub alone: bool,
    /// Cells added to the text column by the reader.
    pub wider: i16,
    /// The panel that had the keys before a digit was pressed, which may turn out to be a count.
    pub before_digit: Panel,
    /// The side panels stay as they are while one reads on.
    pub pinned: bool,
}

impl Panels {
    pub fn geometry(&self) -> Geometry {
        Geometry::new(self.width, self.height, self.alone, self.side, self.focus)
    }

    /// A place at the lower right, above the status line.
    pub fn corner(&self, width: u16, height: u16) -> Area {
        let (width, height) = (width.min(self.width), height.min(self.height.saturating_sub(1)));
        let (x, y) = (self.width - width, self.height.saturating_sub(1) - height);
        Area::new(x, y, width, height)
    }
}

/// The inputs to read, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    pub sources: Vec<Source>,
    pub at: usize,
    /// Raised with every input that is opened; answers for an older one are dropped.
    pub generation: u64,
    /// Whether the current one was asked for as a whole page.
    pub whole_page: bool,
    /// Why the current one could not be read.
    pub trouble: Option<Trouble>,
}

/// One article on the desk.
pub struct Reading {
    pub article: Article,
    /// What the library knows of it, where it is one of the library.
    pub opened: Option<Opened>,
    /// Whether it is only the beginning of a text whose rest is on its way.
    pub partial: bool,
    /// Whether there was a fault when it was analysed. Then nothing more is known about it.
    pub unanalysable: bool,
    pub analysis: Option<Arc<Analysis>>,
    /// The parts of all quotations, each with its number.
    pub quote_parts: Layer<u32>,
    pub panel: ArticlePanel,
    pub entities: EntitiesPanel,
    pub quotes: QuotesPanel,
    /// The block that the side panels were brought to last.
    pub followed: Option<usize>,
    /// The entity whose mentions are lit.
    pub lit: Option<EntityId>,
    /// The quotation whose parts, cue and speaker are lit.
    pub lit_quote: Option<u32>,
    /// The place the reader was taken to last: a mention, a link, a figure.
    pub here: Option<Span>,
    /// The mark that the reader left last to go to its note.
    pub noted: Option<Footnote>,
    pub search: Option<Search>,
    pub marks: Marks,
    pub selection: Option<Selection>,
    /// The engine's own answer, before corrections.
    pub uncorrected: Option<Arc<Analysis>>,
    pub corrections: Vec<(CorrectionId, Span, Correction)>,
}

/// Texts longer than this, in bytes, are not searched for names while they are read.
pub(crate) const ANALYSIS_LIMIT: usize = 16 << 20;

impl Reader {
    /// A reader with inputs to read, of which none is asked for yet.
    pub fn new(width: u16, height: u16, sources: Vec<Source>) -> Self {
        let panels = Panels {
            width,
            height,
            focus: Panel::Article,
            side: Panel::Entities,
            alone: false,
            wider: 0,
            before_digit: Panel::Article,
            pinned: false,
        };
        Self {
            panels,
            shelf: Shelf { sources, ..Shelf::default() },
            reading: None,
            parked: None,
            trail: Trail::default(),
            pressed: None,
            tray: Tray::default(),
        }
    }
}

impl Reading {
    pub(in crate::app) fn new(article: Article, partial: bool, setting: Setting) -> Self {
        let document = &article.document;
        Self {
            partial,
            unanalysable: false,
            analysis: None,
            quote_parts: Layer::empty(document),
            panel: ArticlePanel::new(document, setting),
            entities: EntitiesPanel::default(),
            quotes: QuotesPanel::default(),
            followed: None,
            lit: None,
            lit_quote: None,
            here: None,
            noted: None,
            search: None,
            marks: Marks::default(),
            selection: None,
            uncorrected: None,
            corrections: Vec::new(),
            opened: None,
            article,
        }
    }

    /// Takes what is known about it, for a preview: without corrections, and without the side
    /// panels.
    pub(in crate::app) fn fill_in(&mut self, analysis: &Arc<Analysis>) {
        if is_of(analysis, self.article.document.hash()) {
            self.analysis = Some(Arc::clone(analysis));
        }
    }

    /// The rest of a long text came in.
    pub(in crate::app) fn replace(&mut self, article: Article, partial: bool) {
        self.panel.replace_document(&article.document);
        self.quote_parts = Layer::empty(&article.document);
        self.search = None;
        self.partial = partial;
        self.unanalysable = false;
        self.article = article;
    }

    /// Whether all that is asked for is there: the whole text, its analysis, a search's hits.
    pub fn is_known(&self) -> bool {
        let analyzed = self.analysis.is_some()
            || self.unanalysable
            || self.article.document.text().len() > ANALYSIS_LIMIT;
        !self.partial && analyzed && self.search.as_ref().is_none_or(|search| search.done)
    }
}
