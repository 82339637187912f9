//! Searching the article: the words, the hits, going from one to the next.

use std::sync::Arc;

use super::search::Search;
use super::{Reader, Reading};
use crate::app::geometry::Panel;
use crate::app::message::{Effect, Notice};
use crate::app::prompt::{Asked, Prompt};
use crate::page::Query;
use crate::query::Wanted;
use crate::text::Span;

/// Hits that are looked at to find the paragraphs that match.
const ONLY_HITS: usize = 1_000_000;

impl Reader {
    /// Shows only the paragraphs that match, or all again where there are no words.
    pub(in crate::app) fn show_only(&mut self, words: &str, regex: bool) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        if words.is_empty() {
            reading.only(None);
            return Vec::new();
        }
        match Query::new(words, regex) {
            Ok(query) => reading.only(Some(&query)),
            Err(error) => self.tray.alarm(error.to_string()),
        }
        Vec::new()
    }

    /// Starts a search from `from`, or ends the one that is on where there are no words.
    pub(in crate::app) fn start_search(
        &mut self,
        words: &str,
        regex: bool,
        from: u32,
    ) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        if words.is_empty() {
            reading.search = None;
            return vec![Effect::StopFinding];
        }
        match Query::new(words, regex) {
            Ok(query) => {
                let generation = reading.search.as_ref().map_or(0, |search| search.generation) + 1;
                let document = Arc::clone(&reading.article.document);
                reading.search = Some(Search {
                    words: words.to_owned(),
                    generation,
                    hits: Vec::new(),
                    done: false,
                    current: None,
                    from,
                    waiting: Some(0),
                });
                self.tray.show(None);
                vec![Effect::Find { generation, document, query, from }]
            }
            Err(error) => {
                self.tray.alarm(error.to_string());
                Vec::new()
            }
        }
    }

    /// Hits came in.
    pub(in crate::app) fn found(&mut self, generation: u64, hits: Vec<Span>, done: bool) {
        let Some(reading) = &mut self.reading else { return };
        let Some(search) = reading.search.as_mut().filter(|search| search.generation == generation)
        else {
            return;
        };
        search.hits = hits;
        search.done = done;
        let Some(steps) = search.waiting else { return };
        if search.hits.is_empty() && !done {
            return;
        }
        search.waiting = None;
        let from = search.current.map_or(search.from, Span::start);
        let words = reading.go_to_hit(from, steps, steps == 0);
        self.tray.show(words);
    }

    /// Ends a search and goes back to where it started.
    pub(in crate::app) fn give_up_search(&mut self, from: u32) -> Vec<Effect> {
        if let Some(reading) = &mut self.reading {
            reading.search = None;
            reading.panel.go(Span::at(from));
        }
        vec![Effect::StopFinding]
    }

    /// Goes `steps` hits on (or back).
    pub(in crate::app) fn step_hit(&mut self, steps: i64) {
        let Some(reading) = &mut self.reading else { return };
        let Some(search) = &mut reading.search else {
            self.tray.refuse("nothing was searched for yet: {search} starts");
            return;
        };
        if search.hits.is_empty() && !search.done {
            search.waiting = Some(steps);
            return;
        }
        let from = search.current.map_or(reading.panel.cursor, Span::start);
        let notice = reading.go_to_hit(from, steps, false);
        self.tray.show(notice);
    }

    /// Asks for words to search the article for, or to filter the list that has the keys by.
    pub(in crate::app) fn ask_search(&self) -> Option<Prompt> {
        let reading = self.reading.as_ref()?;
        let asked = if self.panels.focus == Panel::Article {
            Asked::Search { from: reading.panel.cursor }
        } else {
            Asked::Filter
        };
        Some(Prompt::new(asked, ""))
    }
}

impl Reading {
    /// Lights what a list asked for: its hits are stepped through as those of a search.
    pub(in crate::app) fn light(&mut self, hits: Vec<Span>, query: &crate::query::Query) {
        let mut words: Vec<&str> = query.wanted().into_iter().map(Wanted::text).collect();
        words.dedup();
        self.search = (!hits.is_empty()).then(|| Search {
            words: words.join(" "),
            generation: 0,
            hits,
            done: true,
            current: None,
            from: 0,
            waiting: None,
        });
    }

    /// Shows only the blocks that match, or all.
    pub(in crate::app) fn only(&mut self, query: Option<&Query>) {
        let document = std::sync::Arc::clone(&self.article.document);
        let blocks = query.map(|query| {
            let hits = query.all(&document, ONLY_HITS);
            let mut blocks: Vec<u32> =
                hits.iter().map(|hit| document.block_at(hit.start()) as u32).collect();
            blocks.dedup();
            blocks
        });
        self.panel.only(blocks);
    }

    /// Goes to the hit `steps` behind the one at `from`; with `here` the one at `from` counts too.
    fn go_to_hit(&mut self, from: u32, steps: i64, here: bool) -> Option<Notice> {
        let search = self.search.as_mut()?;
        let count = search.hits.len() as i64;
        if count == 0 {
            return Some(Notice::alarm(format!("“{}” is not in this article", search.words)));
        }
        let behind =
            search.hits.partition_point(|hit| hit.start() < from || (!here && hit.start() == from))
                as i64;
        let before = search.hits.partition_point(|hit| hit.start() < from) as i64;
        let to = if here {
            behind
        } else if steps >= 0 {
            behind + steps - 1
        } else {
            before + steps
        };
        let wrapped = to.rem_euclid(count);
        let hit = search.hits[wrapped as usize];
        search.current = Some(hit);
        self.here = None;
        self.panel.go(hit);
        match to {
            _ if to >= count => Some(Notice::note("went on at the beginning")),
            _ if to < 0 => Some(Notice::note("went on at the end")),
            _ => None,
        }
    }
}
