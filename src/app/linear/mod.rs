//! The reader in lines: words in, sentences out, for a screen reader, a braille line or a slow
//! line.
//!
//! It drives the same [`App`] by the same commands. [`Linear::hear`] takes a line; when what it
//! asked for is done, [`Linear::say`] tells in sentences what is new and what is at hand.

mod lists;
mod sentences;
mod shelves;
mod words;

use crate::annotation::MarkKind;
use crate::app::geometry::Panel;
use crate::app::key::{Key, KeyCode, parse_keys, show_keys};
use crate::app::keys::{Action, Command, Pending, Press};
use crate::app::library::LibraryPanel;
use crate::app::message::{Change, Effect, Msg};
use crate::app::overlay::Popup;
use crate::app::prompt::Asked;
use crate::app::state::App;
use crate::app::update::update;
use crate::text::{BlockKind, ContentHash, Segments, clean_line};
use lists::Entry;
use sentences::{AtHand, sentence};
pub(crate) use words::OF_THE_SCREEN;
pub(super) use words::WORDS;
use words::Word;

/// What was said, so that only what is new is said again.
#[derive(Default)]
pub(crate) struct Linear {
    /// Input, text and number of marks that were told of.
    told: Option<(usize, ContentHash)>,
    trouble: bool,
    at: Option<AtHand>,
    hit: Option<crate::text::Span>,
    /// The entries of the last list, which `open` goes to.
    entries: Vec<Entry>,
    /// Sentences that answer the line at once.
    answer: Vec<String>,
    segments: Option<(ContentHash, Segments)>,
    /// Say what is at hand although nothing changed.
    again: bool,
}

impl Linear {
    /// What stands before the line that is awaited.
    pub(crate) fn sign(app: &App) -> String {
        match (&app.overlay.prompt, &app.overlay.popup) {
            (Some(prompt), _) => app.library.asked_sign(prompt.asked).trim_end().to_owned() + " ",
            (None, Some(Popup::Letter { .. })) => "Letter: ".into(),
            (None, Some(Popup::Highlight { .. })) => "Number: ".into(),
            _ if app.overlay.notes.editor.is_some() => "Note: ".into(),
            _ => "> ".into(),
        }
    }

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

    fn help(&mut self, app: &App, words: &str) {
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

    /// Tells what came of the line: what was answered, what is new, what is at hand.
    pub(crate) fn say(&mut self, app: &mut App) -> Vec<String> {
        app.empty_trays();
        let mut said = std::mem::take(&mut self.answer);
        if let Some(trouble) = app.reader.shelf.trouble.as_ref().filter(|_| !self.trouble) {
            said.push(format!(
                "{}: {}",
                app.reader
                    .shelf
                    .sources
                    .get(app.reader.shelf.at)
                    .map(crate::input::source::Source::name)
                    .unwrap_or_default(),
                sentence(&trouble.message)
            ));
            said.extend(trouble.hint.as_deref().map(sentence));
        }
        self.trouble = app.reader.shelf.trouble.is_some();
        let opened = self.opened(app, &mut said);
        if let Some(notice) = app.notice.take() {
            said.push(sentence(&notice.words));
        }
        let over = self.over(app, &mut said);
        let at = at_hand(app, self.hit);
        if !over && at.is_some() && (opened || (self.again && said.is_empty()) || at != self.at) {
            // The title was just told.
            let title = opened && matches!(at, Some(AtHand::Block(index)) if is_title(app, index));
            said.extend(at.filter(|_| !title).and_then(|at| self.tell(app, at)));
        }
        self.at = at;
        self.hit = app
            .reader
            .reading
            .as_ref()
            .and_then(|reading| reading.search.as_ref())
            .and_then(|search| search.current);
        said.retain(|words| !words.is_empty());
        said
    }

    /// Whether another article is open than before. Then what it is.
    fn opened(&mut self, app: &App, said: &mut Vec<String>) -> bool {
        let Some(reading) = &app.reader.reading else { return false };
        let now = (app.reader.shelf.at, reading.article.document.hash());
        if self.told == Some(now) {
            return false;
        }
        self.told = Some(now);
        self.entries.clear();
        said.extend(sentences::opening(app, reading));
        true
    }

    fn tell(&mut self, app: &App, at: AtHand) -> Option<String> {
        match at {
            AtHand::Story(at) => return Some(sentences::story(app, at)),
            AtHand::Preview(_) => return Some(sentences::preview(app).join("\n")),
            AtHand::Feed(at) => {
                return app.library.feeds.rows.get(at).map(|row| shelves::feed(app, row));
            }
            _ => {}
        }
        let reading = app.reader.reading.as_ref()?;
        let document = &reading.article.document;
        if self.segments.as_ref().is_none_or(|(hash, _)| *hash != document.hash()) {
            self.segments = Some((document.hash(), Segments::of(document)));
        }
        let (_, segments) = self.segments.as_ref()?;
        Some(sentences::at_hand(reading, segments, at))
    }

    /// What lies over the panels, in lines; it is closed where it asks nothing.
    fn over(&mut self, app: &mut App, said: &mut Vec<String>) -> bool {
        if let Some(prompt) = &app.overlay.prompt {
            let choices = if prompt.asked == Asked::Palette {
                Vec::new()
            } else {
                app.choices(prompt.asked, &prompt.words)
            };
            if !choices.is_empty() {
                said.push(format!("One of {}.", choices.join(", ")));
            }
            let finds =
                matches!(prompt.asked, Asked::Search { .. } | Asked::Only | Asked::Articles);
            if finds && !app.overlay.history.is_empty() {
                let before: Vec<&str> =
                    app.overlay.history.iter().rev().take(5).map(String::as_str).collect();
                said.push(format!("Last were: {}.", before.join("; ")));
            }
            let now = if prompt.words.is_empty() {
                String::new()
            } else {
                format!("Now it is: {}. ", prompt.words)
            };
            said.push(format!("{now}An empty line leaves it."));
            return true;
        }
        if let Some(editor) = &app.overlay.notes.editor {
            let words = editor.text.words();
            let now =
                if words.is_empty() { String::new() } else { format!("Now it is: {words}. ") };
            said.push(format!("{now}An empty line leaves it."));
            return true;
        }
        let labels: Vec<String> = app
            .buttons()
            .into_iter()
            .map(|button| format!("{} {}", button.key, button.label))
            .collect();
        match app.overlay.popup.take() {
            None => return false,
            Some(popup @ Popup::Highlight { .. }) => {
                said.push(format!("Which one: {}?", labels.join(", ")));
                app.overlay.popup = Some(popup);
            }
            Some(popup @ Popup::Letter { .. }) => {
                said.push("Which letter?".into());
                app.overlay.popup = Some(popup);
            }
            Some(Popup::Footnote(footnote)) => {
                if let Some(reading) = &app.reader.reading {
                    said.push(sentence(&sentences::footnote(reading, footnote)));
                    self.entries = vec![Entry::Footnote(footnote)];
                    said.push("1 goes there.".into());
                }
            }
            Some(Popup::Words { title, lines }) => {
                said.push(sentence(&title));
                said.extend(lines);
            }
            Some(Popup::Pager(pager)) => {
                said.push(format!("{}:", pager.title));
                said.extend(pager.lines);
            }
            Some(Popup::Marks { .. }) => {
                self.list(app, Word::Marks);
                said.append(&mut self.answer);
            }
            Some(Popup::Hints(_)) => {
                self.list(app, Word::Links);
                said.append(&mut self.answer);
            }
            Some(Popup::Help(_)) => {
                self.help(app, "");
                said.append(&mut self.answer);
            }
        }
        true
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

fn is_title(app: &App, index: usize) -> bool {
    let block = app
        .reader
        .reading
        .as_ref()
        .and_then(|reading| reading.article.document.blocks().get(index));
    block.is_some_and(|block| block.kind == BlockKind::Heading(1))
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

/// What the keys would be about. `hit` is the one that was told of before.
fn at_hand(app: &App, hit: Option<crate::text::Span>) -> Option<AtHand> {
    if app.library.shown {
        return Some(match app.library.focus {
            LibraryPanel::Articles => AtHand::Story(app.library.list.at),
            LibraryPanel::Preview => AtHand::Preview(app.library.list.at),
            LibraryPanel::Feeds => AtHand::Feed(app.library.feeds.list.at),
        });
    }
    let reading = app.reader.reading.as_ref()?;
    if let Some(selection) = reading.selection {
        return Some(AtHand::Selected(selection.span()));
    }
    let analysis = reading.analysis.as_ref();
    match app.reader.panels.focus {
        Panel::Entities => {
            return Some(
                reading
                    .entities
                    .selected()
                    .map_or(AtHand::Block(reading.panel.block()), AtHand::Entity),
            );
        }
        Panel::Quotes => {
            return Some(
                reading
                    .quotes
                    .selected()
                    .map_or(AtHand::Block(reading.panel.block()), AtHand::Quote),
            );
        }
        Panel::Article => {}
    }
    if let Some(here) = reading.here {
        let quote = reading.lit_quote.filter(|number| {
            analysis
                .and_then(|analysis| analysis.quotes.get(*number as usize))
                .is_some_and(|quote| quote.parts.first() == Some(&here))
        });
        let at = |spans: bool, at: AtHand| spans.then_some(at);
        return quote
            .map(AtHand::Quote)
            .or_else(|| {
                at(reading.article.links.iter().any(|(span, _)| *span == here), AtHand::Link(here))
            })
            .or_else(|| {
                at(
                    analysis.is_some_and(|analysis| {
                        analysis.mentions.iter().any(|(span, _)| *span == here)
                    }),
                    AtHand::Mention(here),
                )
            })
            .or_else(|| {
                at(
                    analysis.is_some_and(|analysis| {
                        analysis.figures.iter().any(|(span, _)| *span == here)
                    }),
                    AtHand::Figure(here),
                )
            })
            .or(Some(AtHand::Place(here)));
    }
    let current = reading
        .search
        .as_ref()
        .and_then(|search| search.current)
        .filter(|current| Some(*current) != hit);
    Some(current.map_or(AtHand::Block(reading.panel.block()), AtHand::Hit))
}
