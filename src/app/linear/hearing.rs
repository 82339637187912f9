//! What a line asks for.

use super::sentences::AtHand;
use super::words::{OF_THE_SCREEN, WORDS, Word};
use super::{Linear, sentences};
use crate::annotation::MarkKind;
use crate::app::geometry::Panel;
use crate::app::key::{Key, KeyCode, parse_keys, show_keys};
use crate::app::keys::{Action, Command, Pending, Press};
use crate::app::message::{Change, Effect, Msg};
use crate::app::overlay::Popup;
use crate::app::state::App;
use crate::app::update::update;
use crate::text::clean_line;

impl Linear {
    /// Takes a line. The effects are to be carried out, and their answers given to [`update`],
    /// before [`Self::say`].
    pub(crate) fn hear(&mut self, app: &mut App, line: &str) -> Vec<Effect> {
        let line = clean_line(line);
        self.again = false;
        app.notice = None;
        if app.overlay.prompt.is_some() {
            return answer(app, &line);
        }
        if let Some(editor) = &mut app.overlay.notes.editor {
            if line.is_empty() {
                app.overlay.close_editor();
                return Vec::new();
            }
            editor.text.replace_all(&line);
            return app.overlay.save_note(&mut app.reader);
        }
        if matches!(app.overlay.popup, Some(Popup::Letter { .. } | Popup::Highlight { .. })) {
            let letter = line.chars().next().map_or(Key::plain(KeyCode::Esc), Key::char);
            return update(app, Msg::Key(letter));
        }
        app.overlay.popup = None;
        if let Ok(number) = line.parse::<usize>() {
            if app.library.shown {
                return self.in_library(app, Word::Open, Some(number));
            }
            return if self.entries.is_empty() {
                self.paragraph(app, number)
            } else {
                self.open(app, number)
            };
        }
        if app.library.shown && !matches!(Word::of(&line), Some((Word::Open, _))) {
            // The list of feeds answers to numbers until something else was said; then the articles
            // do.
            self.entries.clear();
        }
        if line.is_empty() {
            return self.word(app, Word::Next, "");
        }
        if let Some((word, rest)) = Word::of(&line) {
            return self.word(app, word, rest);
        }
        let name = line.trim_start_matches(':').trim();
        if let Some(action) =
            app.keys.map.named(&name.replace(' ', "_")).or_else(|| app.keys.map.named(name))
        {
            if let Some((_, reason)) =
                OF_THE_SCREEN.iter().find(|(command, _)| action == (*command).into())
            {
                self.answer
                    .push(format!("{} is of no use in lines: {reason}.", app.keys.map.id(action)));
                return Vec::new();
            }
            self.again = true;
            let mut effects = app.act(action, None);
            app.settle();
            effects.extend(app.settle_library());
            return effects;
        }
        if let Some(keys) = keys_of(app, &line) {
            self.again = true;
            return keys.into_iter().flat_map(|key| update(app, Msg::Key(key))).collect();
        }
        self.unknown(app, &line);
        Vec::new()
    }

    fn unknown(&mut self, app: &App, line: &str) {
        if let Some(usage) = Word::usage(line) {
            self.answer.push(format!("This is used so: {usage}"));
            return;
        }
        let near: Vec<&str> =
            app.palette(line).into_iter().take(3).map(|action| app.keys.map.id(action)).collect();
        let near = if near.is_empty() {
            String::new()
        } else {
            format!(" Near it are {}.", near.join(", "))
        };
        self.answer
            .push(format!("There is no command \"{line}\".{near} Help tells what there is."));
    }

    fn word(&mut self, app: &mut App, word: Word, rest: &str) -> Vec<Effect> {
        let number = rest.parse::<usize>().ok();
        let letter = rest.chars().next().unwrap_or_default();
        if app.library.shown && !matches!(word, Word::Find | Word::Keys | Word::Help | Word::Quit) {
            let mut effects = self.in_library(app, word, number);
            effects.extend(app.settle_library());
            return effects;
        }
        match (word, number) {
            (Word::Next, _) => self.step(app, 1),
            (Word::Previous, _) => self.step(app, -1),
            (Word::Read, Some(number)) => return self.paragraph(app, number),
            (Word::Read, None) => self.again = true,
            (Word::All, _) => self.read_on(app),
            (Word::First | Word::Last, _) => {
                app.reader.focus(Panel::Article);
                app.go_to_end(None, word == Word::Last);
                self.again = true;
            }
            (Word::Where, _) => {
                self.answer.extend(app.reader.reading.as_ref().map(sentences::place))
            }
            (Word::Who | Word::Quotes | Word::Footnotes, Some(number)) => {
                self.list(app, word);
                return self.open(app, number);
            }
            (Word::Open, Some(number)) => return self.open(app, number),
            (Word::Remove | Word::Attach, Some(number)) => {
                return self.change_mark(app, number, word == Word::Remove);
            }
            (Word::Find, _) => return find(app, rest),
            (Word::Bookmark, _) => return app.reader.mark_letter(true, 'm'),
            (Word::Mark, _) => return app.reader.mark_letter(true, letter),
            (Word::To, _) => {
                self.again = true;
                return app.reader.mark_letter(false, letter);
            }
            (Word::Note, _) => return note(app, rest),
            (Word::Help, _) => self.help(app, rest),
            (Word::Keys, _) => self.keys(app),
            (Word::Quit, _) => app.done = true,
            (Word::Feeds, _) => {
                self.answer.push("This is for the library; library goes there.".into())
            }
            _ => self.list(app, word),
        }
        app.settle();
        Vec::new()
    }

    fn step(&mut self, app: &mut App, by: i64) {
        app.reader.focus(Panel::Article);
        if let Some(reading) = &mut app.reader.reading {
            let before = reading.panel.block();
            // The cursor may stand on the hit of a search: the paragraph is what counts from here
            // on.
            (reading.here, self.hit) =
                (None, reading.search.as_ref().and_then(|search| search.current));
            reading.panel.step(by);
            if reading.panel.block() == before {
                self.answer.push(if by > 0 {
                    "This is the end.".into()
                } else {
                    "This is the beginning.".into()
                });
            } else {
                self.again = true;
            }
        }
    }

    fn paragraph(&mut self, app: &mut App, number: usize) -> Vec<Effect> {
        app.reader.focus(Panel::Article);
        match app
            .reader
            .reading
            .as_mut()
            .and_then(|reading| Some((reading.article.document.paragraph(number)?, reading)))
        {
            Some((block, reading)) => {
                reading.here = None;
                reading.panel.jump(block.span.start());
                self.again = true;
            }
            None => self.answer.push(format!("There is no paragraph {number}.")),
        }
        app.settle();
        Vec::new()
    }

    fn read_on(&mut self, app: &mut App) {
        let Some(reading) = &mut app.reader.reading else { return };
        let last = reading.article.document.blocks().len();
        self.answer
            .extend((reading.panel.block()..last).map(|index| sentences::block(reading, index)));
        reading.here = None;
        reading.panel.step(last as i64);
        self.at = Some(AtHand::Block(reading.panel.block()));
    }

    fn change_mark(&mut self, app: &mut App, number: usize, remove: bool) -> Vec<Effect> {
        let Some(reading) = &app.reader.reading else { return Vec::new() };
        let Some((id, ..)) = number.checked_sub(1).and_then(|at| reading.marks.all.get(at)) else {
            self.answer.push(format!("There is no mark {number}: marks lists them."));
            return Vec::new();
        };
        reading.keep(if remove {
            Change::RemoveMark(*id)
        } else {
            Change::Move(
                *id,
                reading
                    .selection
                    .map_or_else(|| reading.panel.block_span(), |selection| selection.span()),
            )
        })
    }

    pub(super) fn help(&mut self, app: &App, words: &str) {
        if !words.is_empty() {
            let found = app.palette(words);
            self.answer.extend(found.into_iter().take(12).map(|action| command(app, action)));
            return;
        }
        self.answer.extend(WORDS.iter().map(|(_, word, takes, what)| {
            format!("{}: {what}.", format!("{word} {takes}").trim())
        }));
        self.answer.push(
            "Every other command can be given by its name or its keys: keys lists them.".into(),
        );
    }

    fn keys(&mut self, app: &App) {
        self.answer.extend(app.keys.map.actions().map(|action| command(app, action)));
    }
}

fn note(app: &mut App, words: &str) -> Vec<Effect> {
    let Some(reading) = &app.reader.reading else { return Vec::new() };
    if words.is_empty() {
        return app.run(Command::WriteNote, None);
    }
    let span =
        reading.selection.map_or_else(|| reading.panel.block_span(), |selection| selection.span());
    let there =
        reading.marks.within(span).find(|(_, mark)| mark.kind == MarkKind::Note).map(|(id, _)| id);
    let change = match there {
        Some(id) => Change::Note(id, words.to_owned()),
        None => Change::AddMark { kind: MarkKind::Note, span, note: words.to_owned() },
    };
    reading.keep(change)
}

/// An answer at a prompt; an empty line leaves it.
fn answer(app: &mut App, line: &str) -> Vec<Effect> {
    if line.is_empty() {
        return update(app, Msg::Key(Key::plain(KeyCode::Esc)));
    }
    if let Some(prompt) = &mut app.overlay.prompt {
        prompt.words.clear();
        prompt.cursor = 0;
    }
    let mut effects = update(app, Msg::Paste(line.to_owned()));
    effects.extend(update(app, Msg::Key(Key::plain(KeyCode::Enter))));
    effects
}

fn find(app: &mut App, words: &str) -> Vec<Effect> {
    app.reader.focus(Panel::Article);
    let mut effects = app.run(Command::Search, None);
    if !words.is_empty() && app.overlay.prompt.is_some() {
        effects.extend(answer(app, words));
    }
    effects
}

/// The keys that a line writes, if they lead to commands from the first to the last.
fn keys_of(app: &App, line: &str) -> Option<Vec<Key>> {
    let keys = parse_keys(line).ok()?;
    let mut pending = Pending::default();
    let mut runs = false;
    for (at, key) in keys.iter().enumerate() {
        match app.keys.map.press(app.scope(), &mut pending, *key) {
            Press::Unbound => return None,
            Press::Run(Action::Command(Command::SetMark | Command::GoToMark), _)
                if at + 2 == keys.len() =>
            {
                return Some(keys);
            }
            Press::Run(..) => runs = true,
            Press::Pending | Press::Counting => {}
        }
    }
    (runs && pending.is_empty()).then_some(keys)
}

fn command(app: &App, action: Action) -> String {
    let keys: Vec<String> =
        app.keys.map.keys_of(app.scope(), action).into_iter().map(show_keys).collect();
    let keys = if keys.is_empty() { "no keys".to_owned() } else { keys.join(" or ") };
    format!("{}, {keys}: {}.", app.keys.map.id(action), app.keys.map.what(action))
}
