//! What comes from the terminal, in our own words.

use std::sync::mpsc::Sender;

use crossterm::event::{self, Event as Raw, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::event_loop::Event;
use crate::app::{Key, KeyCode, Mouse, MouseAction, Msg};

/// Waits for the terminal on a thread of its own, without waking for anything else. Ends when the terminal is gone.
pub fn listen(events: Sender<Event>) {
    std::thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(raw) => match message(raw) {
                    Some(msg) => Event::Msg(msg),
                    None => continue,
                },
                Err(_) => Event::TerminalGone,
            };
            let gone = matches!(event, Event::TerminalGone);
            if events.send(event).is_err() || gone {
                return;
            }
        }
    });
}

fn message(raw: Raw) -> Option<Msg> {
    match raw {
        Raw::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Msg::Key),
        Raw::Mouse(event) => mouse(event).map(Msg::Mouse),
        Raw::Paste(words) => Some(Msg::Paste(words)),
        Raw::Resize(width, height) => Some(Msg::Resize { width, height }),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let mut key = Key::char(' ');
    key.ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    key.alt = event.modifiers.contains(KeyModifiers::ALT);
    key.shift = event.modifiers.contains(KeyModifiers::SHIFT);
    key.code = match event.code {
        // Shift is in the character already.
        Code::Char(c) => {
            key.shift = false;
            KeyCode::Char(if key.ctrl { c.to_ascii_lowercase() } else { c })
        }
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => {
            key.shift = true;
            KeyCode::Tab
        }
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(number) => KeyCode::Function(number),
        _ => return None,
    };
    Some(key)
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Press,
        MouseEventKind::ScrollUp => MouseAction::WheelUp,
        MouseEventKind::ScrollDown => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Mouse { action, column: event.column, row: event.row })
}
