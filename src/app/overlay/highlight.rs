//! Highlights: a stretch of the text in one of a few roles, each with a colour and a sign.

use super::Overlay;
use super::popup::Popup;
use crate::annotation::{Highlight, MarkKind};
use crate::app::geometry::Area;
use crate::app::key::{Key, KeyCode};
use crate::app::keys::{Button, Does};
use crate::app::message::{Change, Effect};
use crate::app::reader::{Panels, Reader};
use crate::library::MarkId;
use crate::text::{Span, cell_width};

impl Overlay {
    /// The roles, one under the other, as they can be clicked.
    pub(in crate::app) fn highlight_buttons(panels: &Panels) -> Vec<Button> {
        let wide =
            Highlight::ALL.iter().map(|role| cell_width(role.name)).max().unwrap_or(8) as u16 + 10;
        let corner = panels.corner(wide, Highlight::ALL.len() as u16 + 2).inner();
        let button = |(number, role): (usize, &Highlight)| Button {
            area: Area::new(corner.x, corner.y + number as u16, corner.width, 1),
            key: (number + 1).to_string(),
            label: role.name.to_owned(),
            does: Does::Key(Key::char(char::from(b'1' + number as u8))),
        };
        Highlight::ALL.iter().enumerate().map(button).collect()
    }
}

impl Overlay {
    /// Asks which role, for the selection, the thing or paragraph at hand, or the mark that is
    /// chosen in the list.
    pub(in crate::app) fn ask_highlight(&mut self, reader: &Reader) {
        let mark = self.chosen_mark(reader).map(|(id, ..)| *id);
        let listing = self.is_listing_marks();
        let Some(reading) = &reader.reading else { return };
        if listing
            && mark
                .and_then(|id| reading.marks.by_id(id))
                .is_none_or(|(_, mark, _)| !matches!(mark.kind, MarkKind::Highlight(_)))
        {
            self.tray.tell("this is no highlight");
            return;
        }
        let span = if reading.selection.is_some() {
            reading.target()
        } else {
            reading.here.unwrap_or(reading.target())
        };
        let there = reading
            .marks
            .placed()
            .find(|(_, mark, at)| *at == span && matches!(mark.kind, MarkKind::Highlight(_)))
            .map(|(id, ..)| id);
        self.popup = Some(Popup::Highlight { span, mark: mark.or(there) });
    }

    /// A key while the role is asked for.
    pub(in crate::app) fn highlight_key(
        &mut self,
        key: Key,
        span: Span,
        mark: Option<MarkId>,
        reader: &mut Reader,
    ) -> Vec<Effect> {
        self.popup = None;
        let role = match (key.code, key.typed()) {
            (KeyCode::Enter, _) | (_, Some('H')) => 0,
            (_, Some('1'..='9')) => {
                key.typed().and_then(|c| c.to_digit(10)).unwrap_or(1) as usize - 1
            }
            (_, Some(c)) => Highlight::ALL
                .iter()
                .position(|role| role.ascii.starts_with(c) || role.name.starts_with(c))
                .unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let Some(reading) = reader.reading.as_mut().filter(|_| role < Highlight::ALL.len()) else {
            return Vec::new();
        };
        let kind = MarkKind::Highlight(role as u8);
        reading.selection = None;
        let same = mark
            .and_then(|id| reading.marks.by_id(id))
            .is_some_and(|(_, mark, _)| mark.kind == kind);
        let change = match mark {
            Some(id) if same => Change::RemoveMark(id),
            Some(id) => Change::Kind(id, kind),
            None => Change::AddMark { kind, span, note: String::new() },
        };
        reading.keep(change)
    }
}
