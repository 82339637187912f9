//! What is told after a line: what was answered, what is new, what is at hand.

use super::entry::Entry;
use super::sentences::{AtHand, sentence};
use super::words::Word;
use super::{Linear, sentences, shelves};
use crate::app::geometry::Panel;
use crate::app::library::LibraryPanel;
use crate::app::overlay::Popup;
use crate::app::prompt::Asked;
use crate::app::state::App;
use crate::text::{BlockKind, Segments, Span};

impl Linear {
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
            said.extend(trouble.hint.clone().map(|hint| sentence(&app.with_keys(hint))));
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
            AtHand::Listed(at) => return Some(sentences::listed(app, at)),
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
            Some(Popup::Chooser(chooser)) => {
                said.push(sentence(chooser.of.title()));
                let row = |row: &crate::app::overlay::Choice| {
                    sentence(&format!("{}: {}", row.label, row.detail))
                };
                said.extend(chooser.rows.iter().map(row));
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

fn is_title(app: &App, index: usize) -> bool {
    let block = app
        .reader
        .reading
        .as_ref()
        .and_then(|reading| reading.article.document.blocks().get(index));
    block.is_some_and(|block| block.kind == BlockKind::Heading(1))
}

/// What the keys would be about. `hit` is the one that was told of before.
fn at_hand(app: &App, hit: Option<Span>) -> Option<AtHand> {
    if app.library.shown {
        return Some(match app.library.focus {
            LibraryPanel::Articles => AtHand::Listed(app.library.list.at),
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
