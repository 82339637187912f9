//! Selecting by mouse: pressed and drawn, a second press for a word, a third for a paragraph. What
//! a press does to a link or a name is done when the button is let go where it was pressed.

use crate::app::geometry::{Area, Panel};
use crate::app::message::{Effect, Mouse, MouseAction};
use crate::app::reader::Reader;
use crate::app::reader::selection::{Pressed, Selection, Unit, whole};
use crate::text::Span;

impl Reader {
    fn press_on_text(&mut self, inner: Area, mouse: Mouse) {
        self.pressed = None;
        let Some(reading) =
            self.reading.as_mut().filter(|_| inner.contains(mouse.column, mouse.row))
        else {
            return;
        };
        let (column, row) = (mouse.column - inner.x, mouse.row - inner.y);
        let had = reading.selection.take().is_some();
        let gutter = column < reading.panel.column.left;
        let Some(offset) = reading.panel.offset_at_cell(column, row) else { return };
        self.pressed = Some(Pressed { offset, unit: Unit::Words, done: had, gutter });
    }

    fn press_again(&mut self, inner: Area, mouse: Mouse, unit: Unit) {
        self.press_on_text(inner, mouse);
        let (Some(pressed), Some(reading)) = (&mut self.pressed, &mut self.reading) else {
            return;
        };
        (pressed.unit, pressed.done) = (unit, true);
        reading.panel.cursor = pressed.offset;
        reading.select(unit, Span::at(pressed.offset));
    }

    /// Selects from where the button was pressed to where the mouse is; beyond the upper or lower
    /// edge the text scrolls.
    fn drag(&mut self, inner: Area, mouse: Mouse) {
        let (Some(pressed), Some(reading)) = (&mut self.pressed, &mut self.reading) else {
            return;
        };
        let bottom = inner.y + inner.height.saturating_sub(1);
        if mouse.action == MouseAction::Drag {
            match mouse.row {
                row if row < inner.y => reading.panel.scroll(-1),
                row if row > bottom => reading.panel.scroll(1),
                _ => {}
            }
        }
        let row = mouse.row.clamp(inner.y, bottom) - inner.y;
        let column = mouse.column.clamp(inner.x, inner.x + inner.width.saturating_sub(1)) - inner.x;
        let Some(offset) = reading.panel.offset_at_cell(column, row) else { return };
        let document = &reading.article.document;
        let (fixed, moving) = (
            whole(document, pressed.unit, Span::at(pressed.offset)),
            whole(document, pressed.unit, Span::at(offset)),
        );
        if !pressed.done && offset == pressed.offset {
            return;
        }
        pressed.done = true;
        reading.here = None;
        reading.panel.cursor = moving.start();
        reading.selection = Some(Selection {
            unit: pressed.unit,
            fixed,
            moving,
            column: None,
            seen: reading.spot(),
        });
    }

    /// The mouse over the article's text; `None` where a note is to be opened.
    pub(in crate::app) fn mouse_on_text(
        &mut self,
        inner: Area,
        mouse: Mouse,
    ) -> Option<Vec<Effect>> {
        match mouse.action {
            MouseAction::Press => self.press_on_text(inner, mouse),
            MouseAction::PressTwice => self.press_again(inner, mouse, Unit::Words),
            MouseAction::PressThrice => self.press_again(inner, mouse, Unit::Paragraphs),
            MouseAction::Drag => self.drag(inner, mouse),
            MouseAction::Release => return self.release(),
            MouseAction::WheelUp | MouseAction::WheelDown => {
                if let Some(reading) = &mut self.reading {
                    reading.panel.scroll(if mouse.action == MouseAction::WheelDown {
                        3
                    } else {
                        -3
                    });
                }
                self.drag(inner, mouse);
            }
            MouseAction::PressRight => {}
        }
        Some(Vec::new())
    }

    /// The button was let go: where nothing was selected, the press counts.
    fn release(&mut self) -> Option<Vec<Effect>> {
        let Some(pressed) = self.pressed.take().filter(|pressed| !pressed.done) else {
            return Some(Vec::new());
        };
        if pressed.gutter {
            self.press_gutter(pressed.offset)
        } else {
            Some(self.press_text(pressed.offset))
        }
    }

    /// Left of a paragraph: its note is to be opened if it has one, else its bookmark set or taken
    /// away.
    fn press_gutter(&mut self, offset: u32) -> Option<Vec<Effect>> {
        let Some(reading) = &mut self.reading else { return Some(Vec::new()) };
        reading.panel.cursor = offset;
        reading.here = None;
        self.panels.focus = Panel::Article;
        self.note_here().is_none().then(|| self.bookmark())
    }
}
