//! The whole state.

use super::geometry::{Area, Panel};
use super::keys::{Keymap, Keys, Scope, Whereabouts};
use super::library::LibraryRoom;
use super::message::{Effect, Notice, Source};
use super::overlay::{Overlay, Popup};
use super::people::PeopleRoom;
use super::reader::Reader;
use super::story::StoryRoom;
use super::walk::Tutor;
use crate::config::{Settings, Theme};

/// Everything the program knows while it runs, by the rooms that own it. Changed by
/// `update` only.
pub struct App {
    pub settings: Settings,
    pub theme: Theme,
    /// Themes of the reader's own, beside those that come with the program.
    pub themes: Vec<Theme>,
    /// The theme that was shown before others are tried.
    pub theme_before: Option<Theme>,
    pub keys: Keys,
    pub reader: Reader,
    pub library: LibraryRoom,
    pub people: PeopleRoom,
    pub story: StoryRoom,
    pub overlay: Overlay,
    pub notice: Option<Notice>,
    pub tutor: Tutor,
    /// What was told when the last layer was to be closed: asked again soon, the program ends.
    pub asked_to_quit: Option<String>,
    pub done: bool,
}

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
        let mut app = Self {
            settings,
            theme,
            themes: Vec::new(),
            theme_before: None,
            keys: Keys { map: keymap, ..Keys::default() },
            reader: Reader::new(width, height, sources),
            library: LibraryRoom::default(),
            people: PeopleRoom::default(),
            story: StoryRoom::default(),
            overlay: Overlay::default(),
            notice: None,
            tutor: Tutor::default(),
            asked_to_quit: None,
            done: false,
        };
        let effects = app.reader.open(0);
        (app, effects)
    }

    /// Which table of keys counts now.
    pub fn scope(&self) -> Scope {
        match (&self.overlay.popup, self.reader.panels.focus) {
            (Some(Popup::Help(_) | Popup::Chooser(_)), _) => Scope::Help,
            (Some(Popup::Marks(_)), _) => Scope::Marks,
            _ if self.people.shown => Scope::People,
            _ if self.story.shown => Scope::Reports,
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

    /// Where the reader is, as far as commands ask.
    pub fn whereabouts(&self) -> Whereabouts {
        if self.people.shown {
            return Whereabouts::People;
        }
        if self.story.shown {
            return Whereabouts::Story;
        }
        match (self.library.shown, self.reader.opened().is_some()) {
            (true, _) => Whereabouts::Library,
            (false, true) => Whereabouts::KeptArticle,
            (false, false) => Whereabouts::Article,
        }
    }

    /// Carries what the rooms have to say to the status line, keys in the place of `{next_quote}`.
    pub fn empty_trays(&mut self) {
        let trays = [
            self.reader.tray.take(),
            self.library.tray.take(),
            self.people.tray.take(),
            self.story.tray.take(),
            self.overlay.tray.take(),
        ];
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

    /// Where a room of rows lies: the screen but for the status line.
    pub fn room_area(&self) -> Area {
        let geometry = self.reader.panels.geometry();
        Area::new(0, 0, geometry.screen.width, geometry.status.y)
    }

    /// Rows at the foot of such a room that show the chosen row whole.
    pub fn room_foot(&self) -> u16 {
        if self.room_area().height > 14 { 4 } else { 0 }
    }

    /// Whether a room of rows has the screen.
    pub fn is_in_a_room(&self) -> bool {
        self.story.shown || self.people.shown
    }

    /// Whether the terminal is to be asked for its background.
    pub fn wants_background(&self) -> bool {
        self.theme.differs_by_ground()
    }

    /// The note at the paragraph cursor and the box it is shown in, where there is room beside the
    /// text and nothing else is there.
    pub fn hover(&self) -> Option<(Area, Vec<String>)> {
        let is_free = self.overlay.is_free()
            && self.keys.pending.keys.is_empty()
            && !self.library.shown
            && !self.is_in_a_room();
        if is_free { self.reader.hover() } else { None }
    }
}
