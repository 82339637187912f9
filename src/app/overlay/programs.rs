//! What comes back from outside: answers of the terminal and of other programs.

use super::Overlay;
use super::pager::{Pager, printed_lines};
use super::popup::Popup;
use crate::app::message::{Effect, Notice, Output};
use crate::app::reader::Reader;
use crate::text::clean_line;

impl Overlay {
    /// A program ended. What it printed is shown without its escapes.
    pub(in crate::app) fn ran(
        &mut self,
        title: &str,
        output: Output,
        ended: Result<(String, bool), String>,
    ) {
        let title = clean_line(title);
        let (printed, well) = match ended {
            Ok(ended) => ended,
            Err(words) => {
                self.tray.alarm(words);
                return;
            }
        };
        let first = printed_lines(&printed)
            .iter()
            .map(|line| clean_line(line))
            .find(|line| !line.is_empty())
            .unwrap_or_default();
        match (output, well) {
            (Output::Popup, _) if !first.is_empty() => {
                let lines = printed_lines(&printed);
                self.popup = Some(Popup::Pager(Pager::new(
                    if well { title } else { format!("{title} failed") },
                    lines,
                )));
                self.tray.show(None);
            }
            (Output::Told, true) if !first.is_empty() => self.tray.tell(first),
            (Output::Told, false) => {
                let lines = printed_lines(&printed);
                self.popup = Some(Popup::Pager(Pager::new(format!("{title} failed"), lines)));
                self.tray.show(None);
            }
            (_, true) => self.tray.tell(format!("{title}: done")),
            (_, false) => self.tray.show(Some(Notice::alarm(format!(
                "{title} failed{}",
                if first.is_empty() { first } else { format!(": {first}") }
            )))),
        }
    }

    /// Words come back from the editor: they replace those at the prompt.
    pub(in crate::app) fn edited(
        &mut self,
        edited: Result<String, String>,
        reader: &mut Reader,
    ) -> Vec<Effect> {
        match (edited, &mut self.prompt) {
            (Ok(words), _) if self.notes.editor.is_some() => {
                return self.edited_note(&words, reader);
            }
            (Ok(words), Some(prompt)) => {
                prompt.words.clear();
                prompt.cursor = 0;
                prompt.insert(&words);
            }
            (Ok(_), None) => {}
            (Err(words), _) => self.tray.alarm(words),
        }
        Vec::new()
    }
}
