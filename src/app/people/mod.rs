//! The room of people, places and bodies: who is in the library, and the page of each.
//!
//! The list and the page are rows that the keys walk; a row of the page leads to an article, at the
//! words that were said. Knows no SQLite: it asks, and takes answers.

mod deciding;
mod rows;

use super::list::List;
use super::message::{Ask, Effect, Who};
use super::prompt::{Asked, Prompt};
use super::rows::{Row, Way};
use super::tray::Tray;
use crate::annotation::EntityKind;
use crate::library::{ArticleId, PersonPage, PersonRow, Ranking};
use crate::text::Span;

/// The kinds that have a list, in the order in which a key turns them.
const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Organization];

/// Where a row of a page leads: an article, and the words in it.
type Lead = (ArticleId, Option<Span>);

/// Everything about the room.
#[derive(Default)]
pub struct PeopleRoom {
    /// Whether it has the screen.
    pub shown: bool,
    kind: usize,
    ranking: Ranking,
    people: Vec<PersonRow>,
    list_rows: Vec<Row<Lead>>,
    list: List,
    page: Option<Box<PersonPage>>,
    page_rows: Vec<Row<Lead>>,
    page_list: List,
    /// The page was asked for outside of the room: closing it leaves the room.
    came_for_page: bool,
    asked: Option<Who>,
    pub(in crate::app) way: Way,
    /// An article that was opened for a name in it, and the name.
    pub(in crate::app) seeks: Option<(ArticleId, String)>,
    pub(in crate::app) tray: Tray,
}

impl PeopleRoom {
    /// The list of whoever is in the library.
    pub(in crate::app) fn enter(&mut self) -> Vec<Effect> {
        self.shown = true;
        self.page = None;
        self.came_for_page = false;
        self.way.end();
        self.ask()
    }

    /// The page of somebody who is named in an article.
    pub(in crate::app) fn enter_page(
        &mut self,
        article: Option<ArticleId>,
        kind: EntityKind,
        name: &str,
    ) -> Vec<Effect> {
        self.ask_page(Who::Called(article, kind, name.to_owned()), true)
    }

    fn ask_page(&mut self, who: Who, from_outside: bool) -> Vec<Effect> {
        self.came_for_page = from_outside;
        self.asked = Some(who.clone());
        vec![Effect::Library(Ask::Person(who))]
    }

    fn ask(&self) -> Vec<Effect> {
        let words = self.list.filter.clone();
        vec![Effect::Library(Ask::People { kind: self.kind(), words, ranking: self.ranking })]
    }

    fn kind(&self) -> EntityKind {
        KINDS[self.kind]
    }

    /// The list came. One that was asked with other words or for another kind is dropped.
    pub(in crate::app) fn listed(
        &mut self,
        kind: EntityKind,
        words: &str,
        ranking: Ranking,
        people: Vec<PersonRow>,
    ) {
        if (kind, ranking) != (self.kind(), self.ranking) || words != self.list.filter {
            return;
        }
        self.list_rows = people.iter().map(rows::of_list).collect();
        self.people = people;
        self.list.at = self.list.at.min(self.people.len().saturating_sub(1));
    }

    /// The page came; one of somebody else than was asked for last is dropped.
    pub(in crate::app) fn came(&mut self, who: &Who, page: Option<Box<PersonPage>>) {
        if self.asked.as_ref() != Some(who) {
            return;
        }
        self.asked = None;
        let Some(page) = page else {
            // Whoever is another one's now has no page any more.
            if self.page.take().is_some() && !self.came_for_page {
                return;
            }
            self.tray.refuse(match who {
                Who::Known(_) => "nobody is known under this name any more".to_owned(),
                Who::Called(_, _, name) => format!("no article of the library names {name}"),
            });
            return;
        };
        self.page_rows = rows::of_page(&page);
        self.page_list = List { at: rows::first_that_leads(&self.page_rows), ..List::default() };
        self.page = Some(page);
        self.way.end();
        self.shown = true;
    }

    /// The rows in sight, their cursor, and the words of the frame.
    pub(crate) fn view(&self) -> (&[Row<Lead>], &List, String) {
        if let Some(page) = &self.page {
            return (&self.page_rows, &self.page_list, format!("People › {}", page.person.name));
        }
        let kind = ["People", "Places", "Organisations"][self.kind];
        let filter = &self.list.filter;
        let only = if filter.is_empty() { String::new() } else { format!(" · “{filter}”") };
        (&self.list_rows, &self.list, format!("{kind} · {}{only}", self.ranking.words()))
    }

    /// Where the cursor is among the rows, or why there is none.
    pub(crate) fn place(&self) -> String {
        let (rows, list, _) = self.view();
        if !rows.is_empty() {
            return format!("{} of {}", (list.at + 1).min(rows.len()), rows.len());
        }
        if self.list.filter.is_empty() {
            "nothing of this kind is known yet: articles are analysed in quiet moments".into()
        } else {
            "no name has these words".into()
        }
    }

    fn rows_and_list(&mut self) -> (usize, &mut List) {
        if self.page.is_some() {
            (self.page_rows.len(), &mut self.page_list)
        } else {
            (self.list_rows.len(), &mut self.list)
        }
    }

    pub(in crate::app) fn step(&mut self, by: i64) {
        let (count, list) = self.rows_and_list();
        list.step(by, count);
    }

    pub(in crate::app) fn go(&mut self, number: Option<u32>, end: bool) {
        let (count, list) = self.rows_and_list();
        list.go(number, end, count);
    }

    /// The next or previous section of a page: claims, articles.
    pub(in crate::app) fn step_section(&mut self, by: i64) {
        if self.page.is_none() {
            return;
        }
        let at = self.page_list.at;
        let begins = |row: usize| self.page_rows[row].begins_section;
        let next = if by > 0 {
            (at + 1..self.page_rows.len()).find(|row| begins(*row))
        } else {
            (0..at).rev().find(|row| begins(*row))
        };
        self.page_list.at = next.unwrap_or(at);
    }

    /// Another kind: people, places, organisations.
    pub(in crate::app) fn turn_kind(&mut self, by: i64) -> Vec<Effect> {
        if self.page.is_some() {
            return Vec::new();
        }
        let kinds = KINDS.len() as i64;
        self.kind = (self.kind as i64 + by).rem_euclid(kinds) as usize;
        self.list = List { filter: self.list.filter.clone(), ..List::default() };
        self.ask()
    }

    /// Another order of the list.
    pub(in crate::app) fn turn_order(&mut self) -> Vec<Effect> {
        if self.page.is_some() {
            return Vec::new();
        }
        self.ranking = self.ranking.next();
        self.list.at = 0;
        self.tray.tell(self.ranking.words());
        self.ask()
    }

    /// Asks for words that names must hold.
    pub(in crate::app) fn ask_filter(&self) -> Option<Prompt> {
        self.page.is_none().then(|| Prompt::new(Asked::Filter, &self.list.filter))
    }

    /// Shows only those whose names hold the words.
    pub(in crate::app) fn filter(&mut self, words: &str) -> Vec<Effect> {
        self.list = List { filter: words.to_owned(), ..List::default() };
        self.ask()
    }

    /// What `Enter` does: of the list the page, of the page the article, which is answered; the
    /// library lies under the room or not.
    pub(in crate::app) fn follow(&mut self, library: bool) -> (Vec<Effect>, Option<ArticleId>) {
        let Some(_) = &self.page else {
            let who = self.people.get(self.list.at).map(|person| Who::Known(person.id));
            return (who.map_or_else(Vec::new, |who| self.ask_page(who, false)), None);
        };
        let lead = self.page_rows.get(self.page_list.at).and_then(|row| row.leads_to);
        let Some((article, place)) = lead else { return (Vec::new(), None) };
        self.way.out(article, place, library);
        self.shown = false;
        (Vec::new(), Some(article))
    }

    /// Back from the article that was opened from here, if the open one was; answers whether the
    /// library lies under the room.
    pub(in crate::app) fn come_back(&mut self, open: Option<ArticleId>) -> Option<bool> {
        let came = self.way.back(open);
        self.shown |= came.is_some();
        came
    }

    /// Closes the page or the room; `pages` where a page leads back to the list that it was opened
    /// from.
    pub(in crate::app) fn close(&mut self, pages: bool) -> Vec<Effect> {
        if self.page.take().is_none() || self.came_for_page || !pages {
            self.shown = false;
            return Vec::new();
        }
        if self.people.is_empty() { self.ask() } else { Vec::new() }
    }

    /// Shows all names again; `None` where all are shown.
    pub(in crate::app) fn take_back(&mut self) -> Option<Vec<Effect>> {
        (self.page.is_none() && !self.list.filter.is_empty()).then(|| self.filter(""))
    }

    /// Whether the page of somebody is shown, not the list.
    pub(in crate::app) fn shows_page(&self) -> bool {
        self.page.is_some()
    }

    /// The article that the row under the cursor leads to.
    pub(in crate::app) fn article_here(&self) -> Option<ArticleId> {
        self.page.as_ref()?;
        Some(self.page_rows.get(self.page_list.at)?.leads_to?.0)
    }

    /// Scrolls the cursor into sight of so many rows.
    pub(in crate::app) fn settle(&mut self, height: usize) {
        let (count, list) = self.rows_and_list();
        list.show(list.at..list.at + 1, count, height.max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::PeopleRoom;

    #[test]
    fn a_list_of_nobody_says_why() {
        let mut room = PeopleRoom::default();
        let _ = room.enter();
        assert!(room.place().starts_with("nothing of this kind is known yet"));
        room.list.filter = "voss".into();
        assert_eq!(room.place(), "no name has these words");
    }
}
