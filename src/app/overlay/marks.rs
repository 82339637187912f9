//! The list of an article's marks: to go there, edit, take away, filter, and to give a place to
//! those that have lost theirs.

use super::Overlay;
use super::popup::{MarksList, Popup};
use crate::annotation::Mark;
use crate::app::geometry::Area;
use crate::app::key::{Key, KeyCode};
use crate::app::keys::{Button, Command, Keys, Scope, row_of};
use crate::app::message::{Mouse, MouseAction};
use crate::app::reader::Reader;
use crate::library::MarkId;
use crate::text::Span;

/// Rows under the list that tell all about the mark that is chosen, a line between counted in.
const DETAIL: u16 = 4;
/// From this height of the screen on there is room for them.
const TALL: u16 = 16;

impl Overlay {
    pub(in crate::app) fn is_listing_marks(&self) -> bool {
        matches!(self.popup, Some(Popup::Marks(_)))
    }

    /// Lists the marks of this article; those that found no place come last.
    pub(in crate::app) fn list_marks(&mut self, reader: &Reader) {
        let Some(reading) = &reader.reading else { return };
        if reading.marks.all.is_empty() {
            let hint = "{set_mark}m sets one, {write_note} writes a note";
            self.tray.tell_with("no bookmarks yet: ", hint);
            return;
        }
        let before = reading.panel.block_span().start();
        let at = reading.marks.placed().take_while(|(.., span)| span.end() <= before).count();
        let mut marks = MarksList::default();
        marks.list.at = at;
        self.popup = Some(Popup::Marks(marks));
        self.refill_marks_list(reader);
    }

    /// The mark that is chosen in the list.
    pub fn chosen_mark<'a>(&self, reader: &'a Reader) -> Option<&'a (MarkId, Mark, Option<Span>)> {
        let Some(Popup::Marks(marks)) = &self.popup else { return None };
        reader.reading.as_ref()?.marks.by_id(marks.chosen()?)
    }

    pub(in crate::app) fn chosen_id(&self, reader: &Reader) -> Option<MarkId> {
        self.chosen_mark(reader).map(|(id, ..)| *id)
    }

    /// Fills the list anew, after marks or filter changed; what was chosen stays chosen. A list
    /// without marks closes.
    pub(in crate::app) fn refill_marks_list(&mut self, reader: &Reader) {
        let (Some(Popup::Marks(marks)), Some(reading)) = (&mut self.popup, &reader.reading) else {
            return;
        };
        let chosen = marks.chosen();
        let passes = |mark: &Mark| {
            [&*mark.anchor.exact, &*mark.note, mark.kind.word()]
                .into_iter()
                .any(|words| marks.list.passes(words))
        };
        marks.rows = reading
            .marks
            .all
            .iter()
            .filter(|(_, mark, _)| passes(mark))
            .map(|(id, ..)| *id)
            .collect();
        let at = chosen
            .and_then(|chosen| marks.rows.iter().position(|id| *id == chosen))
            .unwrap_or(marks.list.at);
        marks.list.at = at.min(marks.rows.len().saturating_sub(1));
        if reading.marks.all.is_empty() {
            self.popup = None;
        }
    }

    /// Brings the list's place and scroll up to date.
    pub(in crate::app) fn settle_marks_list(&mut self, reader: &Reader) {
        let (width, height) = (reader.panels.width, reader.panels.height);
        let Some(Popup::Marks(marks)) = &mut self.popup else { return };
        let all =
            reader.reading.as_ref().map_or(0, |reading| reading.marks.all.len()).min(1000) as u16;
        let wide = width.min(100);
        let most = height.saturating_sub(1);
        marks.detail = if height >= TALL { DETAIL } else { 0 };
        let wanted = all + 2 + marks.detail;
        marks.area = Area::new((width - wide) / 2, 0, wide, wanted.min(most).max(3.min(most)));
        let shown = usize::from(marks.rows_area().height).max(1);
        let (at, total) = (marks.list.at, marks.rows.len());
        marks.list.top = marks
            .list
            .top
            .clamp((at + 1).saturating_sub(shown), at)
            .min(total.saturating_sub(shown));
    }

    /// A key while the filter is typed; true where it was taken.
    pub(in crate::app) fn type_marks_filter(&mut self, key: Key, reader: &Reader) -> bool {
        let Some(Popup::Marks(marks)) = &mut self.popup else { return false };
        if !marks.typing {
            return false;
        }
        match (key.code, key.typed()) {
            (KeyCode::Enter, _) => marks.typing = false,
            (KeyCode::Esc, _) => {
                marks.typing = false;
                marks.list.filter.clear();
            }
            (KeyCode::Backspace, _) => {
                marks.typing = marks.list.filter.pop().is_some();
            }
            (_, Some(c)) => marks.list.filter.push(c),
            _ => {}
        }
        self.refill_marks_list(reader);
        true
    }

    /// Goes to the chosen mark.
    pub(in crate::app) fn go_to_chosen_mark(&mut self, reader: &mut Reader) {
        let Some((_, _, span)) = self.chosen_mark(reader).cloned() else { return };
        match (span, &mut reader.reading) {
            (Some(span), Some(reading)) => {
                reading.panel.jump(span.start());
                reading.here = (span != reading.panel.block_span()).then_some(span);
                self.popup = None;
            }
            _ => {
                self.tray.tell_with(
                    "these words are no longer in the article: ",
                    "{attach_mark} puts the mark on the paragraph you are at",
                );
            }
        }
    }

    /// What can be done with the chosen mark.
    pub(in crate::app) fn marks_buttons(
        marks: &MarksList,
        keys: &Keys,
        scope: Scope,
    ) -> Vec<Button> {
        let foot = Area::new(
            marks.area.x + 2,
            (marks.area.y + marks.area.height).saturating_sub(1),
            marks.area.width.saturating_sub(4),
            1,
        );
        let items = keys.items(
            scope,
            &[
                (Command::Follow, "go"),
                (Command::WriteNote, "note"),
                (Command::RemoveMark, "delete"),
                (Command::AttachMark, "put here"),
                (Command::Highlight, "highlight"),
                (Command::Search, "filter"),
                (Command::Undo, "undo"),
                (Command::Back, "close"),
            ],
        );
        row_of(foot, &items, false)
    }

    /// The mouse while the marks are listed: the wheel walks, a click on a mark goes there, a click
    /// beside the list closes it.
    pub(in crate::app) fn mouse_in_marks(&mut self, mouse: Mouse, reader: &mut Reader) {
        let Some(Popup::Marks(marks)) = &mut self.popup else { return };
        let count = marks.rows.len();
        match mouse.action {
            MouseAction::WheelDown => marks.list.step(1, count),
            MouseAction::WheelUp => marks.list.step(-1, count),
            MouseAction::Press => {
                let rows = marks.rows_area();
                if !marks.area.contains(mouse.column, mouse.row) {
                    self.popup = None;
                } else if rows.contains(mouse.column, mouse.row) {
                    let at = marks.list.top + usize::from(mouse.row - rows.y);
                    if at < count {
                        marks.list.at = at;
                        self.go_to_chosen_mark(reader);
                    }
                }
            }
            _ => {}
        }
    }
}
