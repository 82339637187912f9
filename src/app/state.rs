//! The whole state.

use super::article_panel::ArticlePanel;
use super::command::Scope;
use super::desk::Opened;
use super::editor::Notes;
use super::entities_panel::EntitiesPanel;
use super::geometry::{Area, Geometry, Panel};
use super::keymap::{Keymap, Pending};
use super::library::LibraryRoom;
use super::marks::{Histories, Marks};
use super::message::{Effect, Notice, Source, Trouble};
use super::own::Chain;
use super::popup::Popup;
use super::prompt::{Asked, Prompt};
use super::quotes_panel::QuotesPanel;
use super::search::Search;
use super::selection::{Pressed, Selection};
use super::tray::Tray;
use crate::analysis::Analysis;
use crate::annotation::{Article, Correction, EntityId, Layer};
use crate::config::{Settings, Theme};
use crate::library::CorrectionId;
use crate::text::Span;
use std::sync::Arc;

/// Everything the program knows while it runs, by the rooms that own it. Changed by
/// [`super::update`] only.
pub struct App {
    pub settings: Settings,
    pub theme: Theme,
    pub keys: Keys,
    pub reader: Reader,
    pub library: LibraryRoom,
    pub overlay: Overlay,
    pub notice: Option<Notice>,
    pub done: bool,
}

/// What keys mean, and what was typed that is not yet carried out.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    pub map: Keymap,
    /// Keys typed that are not yet a command.
    pub pending: Pending,
    /// The commands of a list that are still to be carried out.
    pub chain: Chain,
}

/// The article that is open and the panels beside it.
pub struct Reader {
    pub panels: Panels,
    pub shelf: Shelf,
    /// The article that is open, if one is, wherever it comes from.
    pub reading: Option<Reading>,
    /// The input that was open before an article of the library was.
    pub parked: Option<Box<Reading>>,
    /// What can be undone in articles that are not open now.
    pub histories: Histories,
    /// The button of the mouse is held on the text.
    pub pressed: Option<Pressed>,
    pub tray: Tray,
}

/// What lies over the panels and asks or tells something.
#[derive(Default)]
pub struct Overlay {
    pub prompt: Option<Prompt>,
    pub popup: Option<Popup>,
    pub notes: Notes,
    /// Words asked for at prompts before, newest last.
    pub history: Vec<String>,
    /// Programs typed at the pipe prompt before, newest last.
    pub programs: Vec<String>,
    pub tray: Tray,
}

impl Overlay {
    /// Asks for words, where there is something to ask.
    pub(super) fn ask(&mut self, prompt: Option<Prompt>) {
        if prompt.is_some() {
            self.prompt = prompt;
        }
    }

    /// Words that were answered can be asked for again at the next prompt of their kind.
    pub(super) fn remember(&mut self, prompt: &Prompt) {
        let list = match prompt.asked {
            Asked::Search { .. } | Asked::Only | Asked::Palette | Asked::Articles => {
                &mut self.history
            }
            Asked::Pipe { .. } => &mut self.programs,
            _ => return,
        };
        if !prompt.words.is_empty() {
            list.retain(|words| *words != prompt.words);
            list.push(prompt.words.clone());
        }
    }

    /// Shows a few sentences under a heading, where there are any.
    pub(super) fn tell(&mut self, words: Option<(String, Vec<String>)>) {
        if let Some((title, lines)) = words {
            self.popup = Some(Popup::Words { title, lines });
        }
    }

    /// Shows a few lines, where there are any.
    pub(super) fn list(&mut self, title: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.popup = Some(Popup::Words { title: title.to_owned(), lines });
        }
    }
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
    /// Why the current one could not be read.
    pub trouble: Option<Trouble>,
}

/// One article on the desk.
pub struct Reading {
    pub article: Article,
    /// What the library knows of it, where it is one of the library.
    pub opened: Option<Opened>,
    /// Is it only the beginning of a text whose rest is on its way?
    pub partial: bool,
    /// Was there a fault when it was analysed? Then nothing more is known about it.
    pub unanalysable: bool,
    pub analysis: Option<Arc<Analysis>>,
    /// The parts of all quotations, each with its number.
    pub quote_parts: Layer<u32>,
    pub panel: ArticlePanel,
    pub entities: EntitiesPanel,
    pub quotes: QuotesPanel,
    /// The entity whose mentions are lit.
    pub lit: Option<EntityId>,
    /// The quotation whose parts, cue and speaker are lit.
    pub lit_quote: Option<u32>,
    /// The place the reader was taken to last: a mention, a link, a figure.
    pub here: Option<Span>,
    pub search: Option<Search>,
    pub marks: Marks,
    pub selection: Option<Selection>,
    /// The engine's own answer, before corrections.
    pub uncorrected: Option<Arc<Analysis>>,
    pub corrections: Vec<(CorrectionId, Span, Correction)>,
}

/// Texts longer than this, in bytes, are not searched for names while they are read.
pub const ANALYSIS_LIMIT: usize = 16 << 20;

impl App {
    /// A program with inputs to read, which asks for the first.
    pub fn new(
        settings: Settings,
        theme: Theme,
        keymap: Keymap,
        width: u16,
        height: u16,
        sources: Vec<Source>,
    ) -> (Self, Vec<Effect>) {
        let panels = Panels {
            width,
            height,
            focus: Panel::Article,
            side: Panel::Entities,
            alone: false,
            wider: 0,
            before_digit: Panel::Article,
        };
        let shelf = Shelf { sources, ..Shelf::default() };
        let mut app = Self {
            settings,
            theme,
            keys: Keys { map: keymap, ..Keys::default() },
            reader: Reader {
                panels,
                shelf,
                reading: None,
                parked: None,
                histories: Histories::new(),
                pressed: None,
                tray: Tray::default(),
            },
            library: LibraryRoom::default(),
            overlay: Overlay::default(),
            notice: None,
            done: false,
        };
        let effects = app.reader.open(0);
        (app, effects)
    }

    /// Which table of keys counts now.
    pub fn scope(&self) -> Scope {
        match (&self.overlay.popup, self.reader.panels.focus) {
            (Some(Popup::Help(_)), _) => Scope::Help,
            (Some(Popup::Marks(_)), _) => Scope::Marks,
            _ if self.library.shown => Scope::Library,
            (_, Panel::Article)
                if self
                    .reader
                    .reading
                    .as_ref()
                    .is_some_and(|reading| reading.selection.is_some()) =>
            {
                Scope::Selection
            }
            (_, Panel::Article) if self.reader.opened().is_some() => Scope::Story,
            (_, Panel::Article) => Scope::Article,
            (_, Panel::Entities) => Scope::Entities,
            (_, Panel::Quotes) => Scope::Quotes,
        }
    }

    /// Carries what the rooms have to say to the status line, keys in the place of `{next_quote}`.
    pub fn empty_trays(&mut self) {
        let trays = [self.reader.tray.take(), self.library.tray.take(), self.overlay.tray.take()];
        for said in trays.into_iter().flatten() {
            if said.softly && self.notice.is_some() {
                continue;
            }
            let hint = self.with_keys(said.hint);
            self.notice = said.notice.map(|mut notice| {
                notice.words.push_str(&hint);
                notice.words.push_str(&said.rest);
                notice
            });
        }
    }

    pub fn tell(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice::note(words));
    }

    /// Says why what was asked for was not done. `{next_quote}` in the words becomes the keys of
    /// that command.
    pub fn refuse(&mut self, words: impl Into<String>) {
        let words = self.with_keys(words.into());
        self.notice = Some(Notice { refused: true, ..Notice::note(words) });
    }

    /// Words with the keys of commands in the place of their names in braces.
    pub fn with_keys(&self, words: String) -> String {
        self.keys.with_keys(words, self.scope())
    }

    /// Is the terminal to be asked for its background?
    pub fn wants_background(&self) -> bool {
        self.theme.differs_by_ground()
    }

    /// The note at the paragraph cursor and the box it is shown in, where there is room beside the
    /// text and nothing else is there.
    pub fn hover(&self) -> Option<(Area, Vec<String>)> {
        let is_free =
            self.overlay.is_free() && self.keys.pending.keys.is_empty() && !self.library.shown;
        if is_free { self.reader.hover() } else { None }
    }
}
