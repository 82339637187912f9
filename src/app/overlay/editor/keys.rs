//! What the keys do while a note is written.

use super::Editor;
use crate::app::key::{Key, KeyCode};
use crate::page::Line;
use crate::text::{may_turn, visual_clusters};

/// What a key comes to.
pub(in crate::app::overlay) enum Pressed {
    Nothing,
    Save,
    Close,
    Outside,
}

/// The byte at a column of a line as it is drawn: words that run from right to left stand turned,
/// and the cursor behind the last word on a space.
pub(in crate::app::overlay) fn offset_as_seen(line: &Line, words: &str, column: usize) -> usize {
    let shown = format!("{} ", &words[line.range.clone()]);
    if !may_turn(&shown) {
        return line.offset(words, column);
    }
    let mut end = 0;
    let under = visual_clusters(&shown, None).into_iter().find(|(_, _, cells)| {
        end += cells;
        column < end
    });
    line.range.start + under.map_or(shown.len() - 1, |(start, ..)| start)
}

impl Editor {
    pub(in crate::app::overlay) fn press(&mut self, key: Key) -> Pressed {
        let column = self.column.take();
        if let Some(c) = key.typed() {
            self.text.insert(c.encode_utf8(&mut [0; 4]), true);
            return Pressed::Nothing;
        }
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Char('s') | KeyCode::Enter, true, _) | (KeyCode::Enter, _, true) => {
                return Pressed::Save;
            }
            (KeyCode::Esc, ..) | (KeyCode::Char('c' | 'g'), true, _) => return Pressed::Close,
            (KeyCode::Char('o'), true, _) => return Pressed::Outside,
            (KeyCode::Enter, ..) => self.text.insert("\n", true),
            (KeyCode::Up, ..) | (KeyCode::Char('p'), true, _) => self.step_from(-1, column),
            (KeyCode::Down, ..) | (KeyCode::Char('n'), true, _) => self.step_from(1, column),
            (KeyCode::PageUp, ..) => self.step_from(-i64::from(self.area.inner().height), column),
            (KeyCode::PageDown, ..) => self.step_from(i64::from(self.area.inner().height), column),
            _ => self.change(key),
        }
        Pressed::Nothing
    }

    fn change(&mut self, key: Key) {
        let text = &mut self.text;
        let cursor = text.cursor();
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Left, true, _) | (KeyCode::Left | KeyCode::Char('b'), _, true) => {
                text.go(text.word_before())
            }
            (KeyCode::Right, true, _) | (KeyCode::Right | KeyCode::Char('f'), _, true) => {
                text.go(text.word_behind())
            }
            (KeyCode::Left, ..) | (KeyCode::Char('b'), true, _) => text.go(text.before()),
            (KeyCode::Right, ..) | (KeyCode::Char('f'), true, _) => text.go(text.behind()),
            (KeyCode::Home, true, _) | (KeyCode::Char('<'), _, true) => text.go(0),
            (KeyCode::End, true, _) | (KeyCode::Char('>'), _, true) => text.go(usize::MAX),
            (KeyCode::Home, ..) => self.go_to_edge(false),
            (KeyCode::End, ..) => self.go_to_edge(true),
            (KeyCode::Char('a'), true, _) => text.go(text.line_start(cursor)),
            (KeyCode::Char('e'), true, _) => text.go(text.line_end(cursor)),
            (KeyCode::Backspace | KeyCode::Char('w'), true, _) | (KeyCode::Backspace, _, true) => {
                text.cut(text.word_before()..cursor)
            }
            (KeyCode::Char('d'), _, true) | (KeyCode::Delete, true, _) => {
                text.cut(cursor..text.word_behind())
            }
            (KeyCode::Backspace, ..) | (KeyCode::Char('h'), true, _) => {
                text.replace(text.before()..cursor, "", false)
            }
            (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, _) => {
                text.replace(cursor..text.behind(), "", false)
            }
            (KeyCode::Char('k'), true, _) => {
                let end = text.line_end(cursor);
                text.cut(cursor..if end == cursor { text.behind() } else { end });
            }
            (KeyCode::Char('u'), true, _) => text.cut(text.line_start(cursor)..cursor),
            (KeyCode::Char('y'), true, _) => text.put(),
            (KeyCode::Char('z' | '_'), true, _) => drop(text.undo()),
            (KeyCode::Char('r'), true, _) => drop(text.redo()),
            _ => {}
        }
    }

    /// To the beginning or the end of the line as it is seen.
    fn go_to_edge(&mut self, end: bool) {
        let line = &self.lines[self.line()];
        let to = if end { line.offset(self.text.words(), usize::MAX) } else { line.range.start };
        self.text.go(to);
    }

    pub(in crate::app) fn step(&mut self, lines: i64) {
        let column = self.column.take();
        self.step_from(lines, column);
    }

    /// Moves by lines as they are seen, in the column that was kept to so far.
    fn step_from(&mut self, lines: i64, column: Option<usize>) {
        let (words, at) = (self.text.words(), self.line());
        let column = column.unwrap_or_else(|| self.lines[at].column(words, self.text.cursor()));
        let to = (at as i64 + lines).clamp(0, self.lines.len() as i64 - 1) as usize;
        let cursor = if to == at && lines != 0 {
            if lines < 0 { 0 } else { words.len() }
        } else {
            self.lines[to].offset(words, column)
        };
        self.text.go(cursor);
        self.column = Some(column);
    }
}
