//! What a room has to say. A room never reaches into another: its words lie in its tray until
//! `update` carries them to the status line.

use super::message::Notice;

#[derive(Debug, Default)]
pub struct Tray {
    /// The newest words; `Some(None)` takes those away that are shown.
    said: Option<Option<Notice>>,
}

impl Tray {
    pub fn tell(&mut self, words: impl Into<String>) {
        self.said = Some(Some(Notice::note(words)));
    }

    /// Says why what was asked for was not done. `{next_quote}` in the words becomes the keys of
    /// that command.
    pub fn refuse(&mut self, words: impl Into<String>) {
        self.said = Some(Some(Notice { refused: true, ..Notice::note(words) }));
    }

    pub fn alarm(&mut self, words: impl Into<String>) {
        self.said = Some(Some(Notice::alarm(words)));
    }

    /// Shows these words, or none.
    pub fn show(&mut self, notice: Option<Notice>) {
        self.said = Some(notice);
    }

    pub fn take(&mut self) -> Option<Option<Notice>> {
        self.said.take()
    }
}
