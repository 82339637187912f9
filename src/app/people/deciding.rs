//! What the keys of the room decide for good: who is one, who is two, how somebody is called, whom
//! one follows.

use super::PeopleRoom;
use crate::app::message::{Ask, Decide, Effect, Who};
use crate::app::prompt::{Asked, Prompt};
use crate::library::{PersonId, PersonRow};

impl PeopleRoom {
    /// Whoever the page is of, or whose row the cursor is at.
    fn at_hand(&self) -> Option<&PersonRow> {
        match &self.page {
            Some(page) => Some(&page.person),
            None => self.people.get(self.list.at),
        }
    }

    fn id_at_hand(&mut self) -> Option<PersonId> {
        let id = self.at_hand().map(|person| person.id);
        if id.is_none() {
            self.tray.refuse("nobody is chosen here");
        }
        id
    }

    /// Asks for the name of the one who is the same, or for a better name.
    pub(in crate::app) fn ask_decision(&mut self, asked: Asked) -> Option<Prompt> {
        let _ = self.id_at_hand()?;
        let name = self.at_hand().map(|person| person.name.clone()).unwrap_or_default();
        Some(Prompt::new(asked, if asked == Asked::Rename { &name } else { "" }))
    }

    /// Those who may be the same: of this kind, with these words in the name.
    pub(in crate::app) fn choices(&self, asked: Asked, words: &str) -> Vec<String> {
        if asked != Asked::Merge {
            return Vec::new();
        }
        let own = self.at_hand().map(|person| (person.id, person.kind));
        let wanted = words.trim().to_lowercase();
        let fits = |person: &&PersonRow| {
            own.is_none_or(|(id, kind)| person.id != id && person.kind == kind)
                && person.name.to_lowercase().contains(&wanted)
        };
        self.people.iter().filter(fits).take(100).map(|person| person.name.clone()).collect()
    }

    /// The prompt was answered.
    pub(in crate::app) fn answer_decision(
        &mut self,
        asked: Asked,
        words: &str,
        choice: usize,
    ) -> Vec<Effect> {
        let Some(id) = self.id_at_hand() else { return Vec::new() };
        let words = words.trim();
        let choices = self.choices(asked, words);
        let exact = choices.iter().any(|name| name.to_lowercase() == words.to_lowercase());
        let chosen = choices.get(choice.min(choices.len().saturating_sub(1)));
        let into = chosen.filter(|_| !exact || choice > 0).map_or(words, String::as_str).to_owned();
        if into.is_empty() || words.is_empty() && asked == Asked::Rename {
            self.tray.refuse("nothing was changed");
            return Vec::new();
        }
        let decided = match asked {
            Asked::Merge => Decide::Join { from: id, into },
            _ => Decide::Rename { id, name: words.to_owned() },
        };
        vec![Effect::Library(Ask::Decide(decided))]
    }

    /// Says that the article under the cursor of a page is about somebody else of this name.
    pub(in crate::app) fn part(&mut self) -> Vec<Effect> {
        let lead = self.page_rows.get(self.page_list.at).and_then(|row| row.leads_to);
        match (&self.page, lead) {
            (Some(page), Some((article, _))) => {
                let decided = Decide::Part { from: page.person.id, articles: vec![article] };
                vec![Effect::Library(Ask::Decide(decided))]
            }
            _ => {
                self.tray.refuse("choose an article on a page: whoever it is about is parted off");
                Vec::new()
            }
        }
    }

    /// Follows whoever is at hand, or no longer.
    pub(in crate::app) fn turn_follow(&mut self) -> Vec<Effect> {
        let id = self.id_at_hand();
        id.map_or_else(Vec::new, |id| vec![Effect::Library(Ask::Decide(Decide::Follow(id)))])
    }

    /// Something was decided, or taken back: what is shown is asked for anew.
    pub(in crate::app) fn anew(&mut self) -> Vec<Effect> {
        if !self.shown {
            return Vec::new();
        }
        match &self.page {
            Some(page) => {
                let who = Who::Known(page.person.id);
                let from_outside = self.came_for_page;
                let mut effects = self.ask_page(who, from_outside);
                effects.extend(self.ask());
                effects
            }
            None => self.ask(),
        }
    }
}
