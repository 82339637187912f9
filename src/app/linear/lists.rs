//! The lists of linear mode: what the panels show, numbered, and what `open` does with an entry.

use super::Linear;
use super::entry::Entry;
use super::sentences::{count, quote, sentence};
use super::words::Word;
use crate::annotation::EntityId;
use crate::app::geometry::Panel;
use crate::app::message::Effect;
use crate::app::reader::{Footnote, Reading};
use crate::app::state::App;
use crate::text::{BlockKind, Span, clean_line};

impl Linear {
    /// Makes a list and tells it.
    pub(super) fn list(&mut self, app: &App, word: Word) {
        let (entries, lines, none) = match (word, &app.reader.reading) {
            (Word::Articles, _) => articles(app),
            (_, None) => return self.answer.push("No article is open.".into()),
            (Word::Who, Some(reading)) => people(reading),
            (Word::Quotes, Some(reading)) => quotes(reading),
            (Word::Figures, Some(reading)) => figures(reading),
            (Word::Links, Some(reading)) => links(reading),
            (Word::Footnotes, Some(reading)) => footnotes(reading),
            (Word::Sections, Some(reading)) => sections(reading),
            (_, Some(reading)) => marks(reading),
        };
        if lines.is_empty() {
            self.answer.push(none.into());
        }
        self.answer
            .extend(lines.into_iter().enumerate().map(|(at, line)| format!("{}. {line}", at + 1)));
        self.entries = entries;
    }

    /// Goes to an entry of the last list.
    pub(super) fn open(&mut self, app: &mut App, number: usize) -> Vec<Effect> {
        let entry = number.checked_sub(1).and_then(|at| self.entries.get(at)).cloned();
        self.answer.clear();
        let Some(entry) = entry else {
            let words = match self.entries.len() {
                0 => "There is no list yet: who, quotes, links and others make one.".to_owned(),
                last => format!("There is no entry {number}: the last is {last}."),
            };
            self.answer.push(words);
            return Vec::new();
        };
        self.again = true;
        if let Entry::Feed(row) = &entry {
            self.entries.clear();
            return super::shelves::show_feed(app, row);
        }
        app.reader.focus(Panel::Article);
        let Some(reading) = &mut app.reader.reading else { return Vec::new() };
        match entry {
            Entry::Entity(id) => {
                let told = super::sentences::entity(reading, id);
                self.answer.push(told);
                reading.here = None;
                reading.panel.cursor = 0;
                reading.walk_entity(id, 1);
                // It was told; where it is named first comes behind it.
                self.at = None;
            }
            Entry::Quote(number) => reading.go_to_quote(number),
            Entry::Place(span) => {
                reading.here = Some(span).filter(|span| {
                    reading.article.document.blocks().iter().all(|block| block.span != *span)
                });
                reading.panel.jump(span.start());
            }
            Entry::Footnote(footnote) => app.reader.go_to_note(footnote),
            Entry::Link(span, url) => return app.reader.follow_link(span, url),
            Entry::Article(at) => {
                let by = at as i64 - app.reader.shelf.at as i64;
                return if by == 0 { Vec::new() } else { app.turn_article(by) };
            }
            Entry::Feed(_) => {}
            Entry::Lost => self.answer.push(
                "Its words are no longer in the article; attach puts it on this paragraph.".into(),
            ),
        }
        app.settle();
        Vec::new()
    }
}

type Listed = (Vec<Entry>, Vec<String>, &'static str);

fn people(reading: &Reading) -> Listed {
    let Some(analysis) = &reading.analysis else {
        return (Vec::new(), Vec::new(), "The names are not known yet.");
    };
    let ids: Vec<EntityId> = reading.entities.entities().collect();
    let line = |id: &EntityId| {
        let entity = analysis.entity(*id);
        let mentions =
            reading.entities.counts.get(id.0 as usize).map_or(0, |(count, _)| *count as usize);
        let quotes = analysis.said_by(*id);
        let quotes =
            if quotes == 0 { String::new() } else { format!(", {}", count(quotes, "quotation")) };
        format!("{}, {}, {}{quotes}.", entity.name, entity.kind.name(), count(mentions, "mention"))
    };
    let lines = ids.iter().map(line).collect();
    (ids.into_iter().map(Entry::Entity).collect(), lines, "No names were found in this article.")
}

/// The quotations that pass the filters of their panel.
fn quotes(reading: &Reading) -> Listed {
    let numbers: Vec<u32> = reading.quotes.entries.iter().map(|entry| entry.quote).collect();
    let held = |number: &u32| {
        reading.analysis.as_ref().and_then(|analysis| analysis.quotes.get(*number as usize))
    };
    let lines = numbers.iter().filter_map(held).map(|held| quote(reading, held)).collect();
    (
        numbers.into_iter().map(Entry::Quote).collect(),
        lines,
        "No quotations were found in this article.",
    )
}

fn figures(reading: &Reading) -> Listed {
    let document = &reading.article.document;
    let all: Vec<_> =
        reading.analysis.iter().flat_map(|analysis| analysis.figures.iter()).collect();
    let line = |span: Span, kind: &str| {
        format!(
            "{}, {kind}, paragraph {}.",
            clean_line(document.slice(span)),
            document.paragraph_number(span.start())
        )
    };
    let lines = all.iter().map(|(span, figure)| line(*span, figure.kind.name())).collect();
    (
        all.iter().map(|(span, _)| Entry::Place(*span)).collect(),
        lines,
        "No figures were found in this article.",
    )
}

fn links(reading: &Reading) -> Listed {
    let document = &reading.article.document;
    let all: Vec<_> = reading.article.links.iter().collect();
    let lines = all
        .iter()
        .map(|(span, link)| {
            format!("{}, to {}", clean_line(document.slice(*span)), clean_line(&link.url))
        })
        .collect();
    (
        all.iter().map(|(span, link)| Entry::Link(*span, link.url.clone())).collect(),
        lines,
        "This article has no links.",
    )
}

/// The marks of notes, each with the words of its note.
fn footnotes(reading: &Reading) -> Listed {
    let document = &reading.article.document;
    let all: Vec<Footnote> = reading.footnotes().collect();
    let line = |footnote: &Footnote| {
        let paragraph = document.paragraph_number(footnote.mark.start());
        format!("Paragraph {paragraph}, {}", super::sentences::footnote(reading, *footnote))
    };
    let lines = all.iter().map(line).collect();
    let entries = all.into_iter().map(Entry::Footnote).collect();
    (entries, lines, "This article has no notes of its own.")
}

fn sections(reading: &Reading) -> Listed {
    let document = &reading.article.document;
    let headings: Vec<Span> = document
        .blocks()
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading(2..)))
        .map(|block| block.span)
        .collect();
    let lines = headings.iter().map(|span| sentence(document.slice(*span))).collect();
    (headings.into_iter().map(Entry::Place).collect(), lines, "This article has no sections.")
}

fn marks(reading: &Reading) -> Listed {
    let document = &reading.article.document;
    let mut entries = Vec::new();
    let mut lines = Vec::new();
    for (_, mark, span) in &reading.marks.all {
        let kind = mark
            .kind
            .letter()
            .map_or_else(|| mark.kind.name().to_owned(), |letter| format!("mark {letter}"));
        let place = span.map_or_else(
            || "lost".to_owned(),
            |span| format!("paragraph {}", document.paragraph_number(span.start())),
        );
        let note = if mark.note.is_empty() {
            String::new()
        } else {
            format!("{} On: ", sentence(&mark.note))
        };
        let words: String = clean_line(&mark.anchor.exact).chars().take(120).collect();
        lines.push(format!("{}, {place}: {note}{words}", sentence(&kind).trim_end_matches('.')));
        entries.push(span.map_or(Entry::Lost, Entry::Place));
    }
    (entries, lines, "There are no marks in this article yet.")
}

fn articles(app: &App) -> Listed {
    let lines = app.reader.shelf.sources.iter().enumerate();
    let lines = lines
        .map(|(at, source)| {
            format!(
                "{}{}.",
                source.name(),
                if at == app.reader.shelf.at { ", open now" } else { "" }
            )
        })
        .collect();
    ((0..app.reader.shelf.sources.len()).map(Entry::Article).collect(), lines, "Nothing is open.")
}
