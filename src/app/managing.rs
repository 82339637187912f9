//! Feeds as their reader manages them: what is known of one, what can be changed, and those that
//! are broken.

use super::choosing_rows::choice;
use super::library::FeedsRow;
use super::message::{Ask, Effect, FeedChange, FeedField};
use super::overlay::{Choice, Chooser, Choosing, Chosen, Popup};
use super::prompt::{Asked, Prompt};
use super::state::App;
use crate::config::FullText;
use crate::library::{FeedId, FeedRow, FeedState, Place};
use crate::text::clean_line;

impl App {
    /// Asks for what is known of the feed under the cursor, or of the one whose articles are listed.
    pub(super) fn manage_feed(&mut self) -> Vec<Effect> {
        let chosen = match self.library.feeds.selected() {
            Some(FeedsRow::Feed { id, .. }) => Some(*id),
            _ => None,
        };
        let listed = match self.library.view.scope.place {
            Place::Feed(id) => Some(id),
            _ => None,
        };
        match chosen.or(listed) {
            Some(feed) => vec![Effect::Library(Ask::Feed(feed))],
            None => {
                self.refuse("choose a feed in the first panel: {show_feeds} goes there");
                Vec::new()
            }
        }
    }

    /// What is known of a feed came.
    pub(super) fn show_feed(&mut self, row: &FeedRow, folder: Option<&str>) {
        let rows = rows_of(row, folder);
        match &mut self.overlay.popup {
            Some(Popup::Chooser(chooser)) if chooser.of == Choosing::Feed(row.id) => {
                chooser.refill(rows);
            }
            _ => {
                let chooser = Chooser::new(Choosing::Feed(row.id), rows);
                self.overlay.popup = Some(Popup::Chooser(chooser));
            }
        }
    }

    /// The feeds that failed came.
    pub(super) fn show_broken(&mut self, rows: &[FeedRow]) {
        let row = |row: &FeedRow| Choice {
            does: Chosen::Feed(row.id),
            ..choice(&clean_line(row.name()), &format!("{} · {}", trouble(row), advice(row)))
        };
        let of_library = |line: &&String| !rows.iter().any(|row| line.starts_with(row.name()));
        let others = self.library.failures.iter().filter(of_library).map(|line| choice(line, ""));
        let rows: Vec<Choice> = rows.iter().map(row).chain(others).collect();
        if rows.is_empty() {
            return self.refuse("no feed failed when it was asked last");
        }
        self.overlay.popup = Some(Popup::Chooser(Chooser::new(Choosing::Broken, rows)));
    }

    /// A field of a feed is to be changed: some turn at once, others are asked for.
    pub(super) fn change_feed(&mut self, feed: FeedId, field: FeedField, now: &str) -> Vec<Effect> {
        let change = match field {
            FeedField::FullText => {
                let at =
                    FullText::WORDS.iter().position(|word| *word == now).map_or(0, |at| at + 1);
                let next = FullText::WORDS[at % FullText::WORDS.len()];
                FeedChange::FullText(FullText::of(next).unwrap_or_default())
            }
            FeedField::Remove => {
                self.overlay.popup = None;
                FeedChange::Remove
            }
            _ => {
                self.overlay.prompt = Some(Prompt::new(Asked::Feed(feed, field), now));
                return Vec::new();
            }
        };
        vec![Effect::Library(Ask::ChangeFeed { feed, change })]
    }

    /// What was typed for a field of a feed.
    pub(super) fn answer_feed(
        &mut self,
        feed: FeedId,
        field: FeedField,
        words: &str,
    ) -> Vec<Effect> {
        let words = words.trim();
        let number = || -> Option<Option<u32>> {
            if words.is_empty() {
                return Some(None);
            }
            words.parse().ok().filter(|number| *number > 0).map(Some)
        };
        let change = match field {
            FeedField::Name => Some(FeedChange::Name(words.to_owned())),
            FeedField::Folder => Some(FeedChange::Folder(words.to_owned())),
            FeedField::Tags => Some(FeedChange::Tags(
                words.split([' ', ',']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
            )),
            FeedField::KeepCount => number().map(FeedChange::KeepCount),
            FeedField::KeepDays => number().map(FeedChange::KeepDays),
            FeedField::FullText | FeedField::Remove => None,
        };
        let Some(change) = change else {
            self.overlay.prompt = Some(Prompt::new(Asked::Feed(feed, field), words));
            self.notice =
                Some(super::message::Notice::alarm("this takes a number; empty keeps all"));
            return Vec::new();
        };
        vec![Effect::Library(Ask::ChangeFeed { feed, change })]
    }
}

/// What is known of a feed, a field a row.
fn rows_of(row: &FeedRow, folder: Option<&str>) -> Vec<Choice> {
    let s = &row.subscription;
    let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
    let field = |label: &str, value: String, field: FeedField| {
        let shown = if value.is_empty() { "not set".to_owned() } else { clean_line(&value) };
        let does = Chosen::FeedField(row.id, field, value);
        Choice { does, ..choice(label, &shown) }
    };
    let mut rows = vec![
        field("name", row.name().to_owned(), FeedField::Name),
        field("folder", folder.unwrap_or_default().to_owned(), FeedField::Folder),
        field("tags", s.tags.join(" "), FeedField::Tags),
        field("full text", s.full_text.word().to_owned(), FeedField::FullText),
        field("keep the newest", number(s.keep_count), FeedField::KeepCount),
        field("keep for days", number(s.keep_days), FeedField::KeepDays),
        choice("address", &clean_line(&crate::input::source::without_credentials(&s.url))),
        choice("articles", &format!("{}, {} unread", row.items, row.unread)),
        choice("last answer", &trouble(row)),
    ];
    if is_broken(row) {
        rows.push(choice("what to do", advice(row)));
    }
    let does = Chosen::FeedField(row.id, FeedField::Remove, String::new());
    rows.push(Choice { does, ..choice("remove", "undo takes it back until the program ends") });
    rows
}

fn is_broken(row: &FeedRow) -> bool {
    matches!(row.fetch.state, FeedState::Failed | FeedState::Gone)
}

/// How its last requests ended, and since when it is broken.
fn trouble(row: &FeedRow) -> String {
    let fetch = &row.fetch;
    let day = |time: jiff::Timestamp| time.to_string().get(..10).unwrap_or_default().to_owned();
    let last = fetch
        .fetched
        .map_or("it never answered".into(), |time| format!("it answered last on {}", day(time)));
    if !is_broken(row) {
        return last;
    }
    let why = clean_line(fetch.error.as_deref().unwrap_or("it is gone for good"));
    let times = match fetch.failures {
        0 | 1 => String::new(),
        times => format!(", {times} times in a row"),
    };
    format!("{why}{times}; {last}")
}

/// What can be done about a feed that is broken.
fn advice(row: &FeedRow) -> &'static str {
    match (row.fetch.state, row.fetch.status) {
        (FeedState::Gone, _) | (_, Some(404 | 410)) => {
            "look at its site for another feed, subscribe to that and remove this one"
        }
        (_, Some(401 | 403 | 407)) => {
            "it wants a password (network.password_command) or refuses readers"
        }
        (_, Some(429 | 500..)) => "the server has trouble: it is asked again by itself",
        (_, Some(200)) => "the address leads to no feed now: look at its site for another",
        _ => "the server was not reached: look at the address and the network; it is asked again",
    }
}
