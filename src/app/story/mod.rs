//! The story room: the reports of a story side by side, and what they give differently.
//!
//! Holds what the library laid side by side, as rows that the keys walk; a row leads to the place
//! in its report.

mod rows;

use rows::Lead;

use super::list::List;
use super::message::{Ask, Effect};
use super::rows::{Row, Way};
use super::tray::Tray;
use crate::library::{ArticleId, Laid};

/// Everything about the story room.
#[derive(Default)]
pub struct StoryRoom {
    /// Whether it has the screen.
    pub shown: bool,
    pub(crate) laid: Option<Box<Laid>>,
    pub(crate) rows: Vec<Row<Lead>>,
    pub list: List,
    /// Of which article the story was asked for.
    asked: Option<ArticleId>,
    pub(in crate::app) way: Way,
    pub(in crate::app) tray: Tray,
}

impl StoryRoom {
    /// Asks for the story of an article.
    pub(in crate::app) fn ask(&mut self, article: Option<ArticleId>) -> Vec<Effect> {
        let Some(article) = article else {
            self.tray.refuse("a story is one of articles of the library; {library} goes there");
            return Vec::new();
        };
        self.asked = Some(article);
        vec![Effect::Library(Ask::Story(article))]
    }

    /// The story came; one of another article than was asked for last is dropped.
    pub(in crate::app) fn came(&mut self, article: ArticleId, laid: Option<Box<Laid>>) {
        if self.asked != Some(article) {
            return;
        }
        self.asked = None;
        let Some(laid) = laid else {
            self.tray.refuse("this article is not analysed yet: its story is not known");
            return;
        };
        if laid.all < 2 {
            self.tray.tell("no other report of this story is in the library");
            return;
        }
        let same = self.laid.as_ref().is_some_and(|before| {
            before.reports.first().map(|row| row.article)
                == laid.reports.first().map(|row| row.article)
        });
        self.rows = rows::of(&laid);
        if !same {
            self.list = List::default();
        }
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        self.laid = Some(laid);
        self.way.end();
        self.shown = true;
    }

    pub(in crate::app) fn step(&mut self, by: i64) {
        self.list.step(by, self.rows.len());
    }

    /// The next or previous thing in which reports differ.
    pub(in crate::app) fn step_difference(&mut self, by: i64) {
        let at = self.list.at;
        let heads = self.rows.iter().enumerate().filter(|(_, row)| row.begins_section);
        let heads: Vec<usize> = heads.map(|(at, _)| at).collect();
        let next = if by > 0 {
            heads.iter().find(|head| **head > at)
        } else {
            heads.iter().rev().find(|head| **head < at)
        };
        match next {
            Some(next) => self.list.at = *next,
            None if heads.is_empty() => self.tray.refuse("these reports differ in nothing found"),
            None => self.tray.refuse("there are no more differences that way"),
        }
    }

    pub(in crate::app) fn go(&mut self, number: Option<u32>, end: bool) {
        self.list.go(number, end, self.rows.len());
    }

    /// The article that the row under the cursor leads to.
    pub(in crate::app) fn article_here(&self) -> Option<ArticleId> {
        let (report, _) = self.rows.get(self.list.at)?.leads_to?;
        Some(self.laid.as_ref()?.reports.get(report)?.article)
    }

    /// The report of the row under the cursor, which opens at the row's place; the library lies
    /// under the room or not.
    pub(in crate::app) fn leave_for(&mut self, library: bool) -> Option<ArticleId> {
        let (report, span) = self.rows.get(self.list.at)?.leads_to?;
        let article = self.laid.as_ref()?.reports.get(report)?.article;
        self.way.out(article, span, library);
        self.shown = false;
        Some(article)
    }

    /// Back from the article that was opened from here, if the open one was; answers whether the
    /// library lies under the room.
    pub(in crate::app) fn come_back(&mut self, open: Option<ArticleId>) -> Option<bool> {
        let came = self.way.back(open);
        self.shown |= came.is_some();
        came
    }

    /// The whole story as a table: what there is, a line each, its columns apart by tabs.
    pub(in crate::app) fn copy(&mut self) -> Vec<Effect> {
        let Some(laid) = &self.laid else { return Vec::new() };
        self.tray.tell("the story is copied as a table");
        vec![Effect::Copy(rows::table(laid))]
    }

    /// Scrolls the cursor into sight of so many rows.
    pub(in crate::app) fn settle(&mut self, height: usize) {
        let at = self.list.at;
        self.list.show(at..at + 1, self.rows.len(), height.max(1));
    }
}
