//! What a room has to say. A room never reaches into another: its words lie in its tray until
//! `update` carries them to the status line.

use super::message::{Notice, TAKEN_BACK};

#[derive(Debug, Default)]
pub struct Tray {
    said: Option<Said>,
}

/// The newest words of a room.
#[derive(Debug)]
pub struct Said {
    /// `None` takes those away that are shown.
    pub notice: Option<Notice>,
    /// Follows the words: `{next_quote}` in it becomes the keys of that command.
    pub hint: String,
    /// Words behind the hint.
    pub rest: String,
    /// Only where nothing is told yet.
    pub softly: bool,
}

impl Tray {
    pub fn tell(&mut self, words: impl Into<String>) {
        self.show(Some(Notice::note(words)));
    }

    /// Tells words and behind them a hint, in which `{next_quote}` becomes the keys of that
    /// command.
    pub fn tell_with(&mut self, words: impl Into<String>, hint: &str) {
        self.say(Notice::note(words), hint);
    }

    /// Tells what was changed; words that end in [`TAKEN_BACK`] have the key in their hint.
    pub fn tell_change(&mut self, words: &str) {
        match words.strip_suffix(TAKEN_BACK) {
            Some(words) => self.tell_with(words, TAKEN_BACK),
            None if words.is_empty() => {}
            None => self.tell(words),
        }
    }

    /// Tells where nothing else is told.
    pub fn tell_softly(&mut self, words: impl Into<String>) {
        if self.said.as_ref().is_none_or(|said| said.notice.is_none()) {
            let notice = Some(Notice::note(words));
            self.said =
                Some(Said { notice, hint: String::new(), rest: String::new(), softly: true });
        }
    }

    /// Says why what was asked for was not done. `{next_quote}` in the words becomes the keys of
    /// that command.
    pub fn refuse(&mut self, words: impl AsRef<str>) {
        self.say(Notice { refused: true, ..Notice::note("") }, words.as_ref());
    }

    pub fn alarm(&mut self, words: impl Into<String>) {
        self.show(Some(Notice::alarm(words)));
    }

    /// The same with a hint behind, as in [`Self::tell_with`].
    pub fn alarm_with(&mut self, words: impl Into<String>, hint: &str) {
        self.say(Notice::alarm(words), hint);
    }

    /// The same with words behind the hint.
    pub fn alarm_between(&mut self, words: &str, hint: &str, rest: &str) {
        self.alarm_with(words, hint);
        if let Some(said) = &mut self.said {
            rest.clone_into(&mut said.rest);
        }
    }

    /// Shows these words, or none.
    pub fn show(&mut self, notice: Option<Notice>) {
        self.said = Some(Said { notice, hint: String::new(), rest: String::new(), softly: false });
    }

    fn say(&mut self, notice: Notice, hint: &str) {
        self.said = Some(Said {
            notice: Some(notice),
            hint: hint.to_owned(),
            rest: String::new(),
            softly: false,
        });
    }

    pub fn take(&mut self) -> Option<Said> {
        self.said.take()
    }
}
