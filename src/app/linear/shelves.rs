//! The library in lines: its views, folders, feeds and tags, and the list of articles, numbered.

use super::Linear;
use super::entry::Entry;
use super::sentences::{count, listed, sentence};
use super::words::Word;
use crate::app::key::{Key, KeyCode};
use crate::app::library::{FeedsRow, LibraryPanel};
use crate::app::message::Effect;
use crate::app::state::App;
use crate::app::{Command, Msg, update};

/// Articles told at once: more would be a page that nobody waits for.
const AT_ONCE: usize = 20;

impl Linear {
    /// The words that mean something in the library; the others need an open article.
    pub(super) fn in_library(
        &mut self,
        app: &mut App,
        word: Word,
        number: Option<usize>,
    ) -> Vec<Effect> {
        let key = |code| Msg::Key(Key::plain(code));
        self.again = true;
        match (word, number) {
            (Word::Next, _) => update(app, key(KeyCode::Down)),
            (Word::Previous, _) => update(app, key(KeyCode::Up)),
            (Word::First | Word::Last, _) => app
                .run(if word == Word::First { Command::GoToStart } else { Command::GoToEnd }, None),
            (Word::Read, None) => Vec::new(),
            (Word::Feeds, Some(number)) => {
                self.list_feeds(app);
                self.open(app, number)
            }
            (Word::Feeds, None) => {
                self.list_feeds(app);
                Vec::new()
            }
            (Word::Articles, _) => {
                self.list_stories(app);
                Vec::new()
            }
            (Word::Where, _) => {
                self.answer.push(place(app));
                Vec::new()
            }
            (Word::Open, Some(number)) if !self.entries.is_empty() => self.open(app, number),
            (Word::Open | Word::Read, Some(number)) => open_listed(app, number.saturating_sub(1)),
            _ => {
                self.again = false;
                self.answer
                    .push("This is for an open article; a number opens one of this list.".into());
                Vec::new()
            }
        }
    }

    /// Everything that the list can show.
    fn list_feeds(&mut self, app: &App) {
        let rows: Vec<FeedsRow> = app
            .library
            .feeds
            .rows
            .iter()
            .filter(|row| !matches!(row, FeedsRow::Heading(_)))
            .cloned()
            .collect();
        self.answer.extend(
            rows.iter().enumerate().map(|(at, row)| format!("{}. {}", at + 1, feed(app, row))),
        );
        self.entries = rows.into_iter().map(Entry::Feed).collect();
    }

    /// The articles from the one under the cursor on.
    fn list_stories(&mut self, app: &App) {
        let list = &app.library.list;
        let last = (list.at + AT_ONCE).min(list.ids.len());
        if last == 0 {
            self.answer.push("The list is empty.".into());
        }
        self.answer.extend((list.at..last).map(|at| listed(app, at)));
        self.answer.extend(
            (last < list.ids.len()).then(|| format!("{} more follow.", list.ids.len() - last)),
        );
        // Numbers are those of the list itself.
        self.entries.clear();
    }
}

/// Shows what a row of the feeds stands for.
pub(super) fn show_feed(app: &mut App, wanted: &FeedsRow) -> Vec<Effect> {
    let Some(at) = app.library.feeds.rows.iter().position(|row| row == wanted) else {
        return Vec::new();
    };
    let mut effects = app.run(Command::ShowFeeds, None);
    let by = at as i64 - app.library.feeds.list.at as i64;
    app.library.feeds.list.at = at;
    effects
        .extend(app.run(if by < 0 { Command::PreviousLine } else { Command::NextLine }, Some(0)));
    effects.extend(app.run(Command::ShowArticles, None));
    effects
}

fn open_listed(app: &mut App, at: usize) -> Vec<Effect> {
    app.library.focus = LibraryPanel::Articles;
    app.library.list.at = at.min(app.library.list.ids.len().saturating_sub(1));
    update(app, Msg::Key(Key::plain(KeyCode::Enter)))
}

/// A view, folder, feed or tag in one sentence.
pub(super) fn feed(app: &App, row: &FeedsRow) -> String {
    let Some(overview) = &app.library.overview else { return String::new() };
    let panel = &app.library.feeds;
    let name = crate::text::clean_line(row.name(overview, panel));
    let number = row.count(overview, panel) as usize;
    match row {
        FeedsRow::Query(_) => format!("{name}, saved query."),
        FeedsRow::Folder { folded, .. } => {
            format!("{name}, folder, {number} unread{}.", if *folded { ", folded" } else { "" })
        }
        FeedsRow::Feed { id, .. } => {
            let error = panel
                .feed(overview, *id)
                .and_then(|feed| feed.error.clone())
                .map(|error| format!(", failed: {}", crate::text::clean_line(&error)));
            format!("{name}, feed, {number} unread{}.", error.unwrap_or_default())
        }
        FeedsRow::Tag(_) => format!("{name}, tag, {number} unread."),
        FeedsRow::Followed { .. } => format!("{name}, followed, {number} unread."),
        FeedsRow::Heading(_) => sentence(&name),
        _ => format!("{name}, {number} unread."),
    }
}

/// What the list shows, in which order, and what of it is flagged.
fn place(app: &App) -> String {
    let room = &app.library;
    let mut facts = vec![
        room.view.name.clone(),
        count(room.list.ids.len(), "article"),
        room.view.order_name().to_owned(),
    ];
    facts.extend(
        (!room.view.filter.is_empty()).then(|| format!("filtered by {}", room.view.filter)),
    );
    facts.extend(
        (!room.list.flags.is_empty()).then(|| format!("{} flagged", room.list.flags.len())),
    );
    sentence(&facts.join(", "))
}
