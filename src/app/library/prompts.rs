//! What the library asks at the lowest line: a filter, a tag, the name of a query.

use std::borrow::Cow;

use super::super::key::{Key, KeyCode};
use super::super::message::{Effect, Notice};
use super::super::prompt::{Asked, Prompt};
use super::super::state::App;
use super::geometry::LibraryPanel;
use super::message::Ask;
use crate::library::{FeedId, Place, SavedQuery};
use crate::query::Query;

impl App {
    /// `/`: filters the list by a query, the feeds by their names.
    pub(in crate::app) fn ask_filter(&mut self) {
        let (asked, words) = match self.library.focus {
            LibraryPanel::Feeds => (Asked::Filter, &self.library.feeds.list.filter),
            _ => (Asked::Articles, &self.library.view.filter),
        };
        self.overlay.prompt = Some(Prompt::new(asked, words));
    }

    /// The words at a filter of the library changed.
    pub(in super::super) fn filter_library(&mut self, asked: Asked, words: &str) -> Vec<Effect> {
        let room = &mut self.library;
        if asked == Asked::Filter {
            words.clone_into(&mut room.feeds.list.filter);
            if let Some(overview) = &room.overview {
                room.feeds.fill(overview);
            }
            // The list shows what the cursor is on, whatever took it there.
            return self.show_selected_view();
        }
        let before = room.view.whole().query;
        words.clone_into(&mut room.view.filter);
        // A last word that is not finished is no fault yet.
        let fault =
            Query::parse(words).err().filter(|error| (error.at.end() as usize) < words.len());
        self.notice = fault.map(|error| Notice::alarm(error.to_string()));
        if self.library.view.whole().query == before {
            return Vec::new();
        }
        let list = &mut self.library.list;
        list.seek = list.selected();
        (list.listed, list.at, list.top) = (false, 0, 0);
        self.list_anew()
    }

    /// Is the answer at a prompt a filter that is no query? It is not taken, and what is wrong with
    /// it is told.
    pub(in super::super) fn refuses_filter(&mut self) -> bool {
        let prompt = self.overlay.prompt.as_ref().filter(|prompt| prompt.asked == Asked::Articles);
        let fault = prompt.and_then(|prompt| Query::parse(&prompt.words).err());
        let refuses = fault.is_some();
        if let Some(error) = fault {
            self.notice = Some(Notice::alarm(error.to_string()));
        }
        refuses
    }

    pub(in crate::app) fn ask_tag(&mut self) {
        if self.concerned().is_empty() {
            self.refuse("no article here to tag");
        } else {
            self.overlay.prompt = Some(Prompt::new(Asked::Tag, ""));
        }
    }

    /// Tags that are in use and hold the words; those of the article first.
    pub(in super::super) fn tag_choices(&self, words: &str) -> Vec<String> {
        let wanted = words.trim().to_lowercase();
        let all = self
            .library
            .overview
            .iter()
            .flat_map(|overview| overview.tags.iter().map(|(name, _)| name.clone()));
        let mut found: Vec<String> =
            all.filter(|name| name.to_lowercase().contains(&wanted)).collect();
        let own = self.tags_at_hand();
        found.sort_by_key(|name| (!name.to_lowercase().starts_with(&wanted), !own.contains(name)));
        if !wanted.is_empty() && !found.iter().any(|name| name.to_lowercase() == wanted) {
            found.insert(0, words.trim().to_owned());
        }
        found
    }

    /// Tab at the prompt for a tag takes the next that begins like this.
    pub(in super::super) fn complete_tag(&mut self, key: Key) -> bool {
        let Some(prompt) = self
            .overlay
            .prompt
            .as_ref()
            .filter(|prompt| prompt.asked == Asked::Tag && key.code == KeyCode::Tab)
        else {
            return false;
        };
        let typed = prompt.words.trim().to_lowercase();
        let found =
            self.tag_choices(&prompt.words).into_iter().find(|name| name.to_lowercase() != typed);
        if let Some(name) = found {
            self.overlay.prompt = Some(Prompt::new(Asked::Tag, &name));
        }
        true
    }

    pub(in super::super) fn answer_tag(&mut self, words: &str, choice: usize) -> Vec<Effect> {
        let choices = self.tag_choices(words);
        match choices.get(choice.min(choices.len().saturating_sub(1))).cloned() {
            Some(name) => self.tag(&name),
            None => Vec::new(),
        }
    }

    /// Asks what the query of the filter is to be called.
    pub(in crate::app) fn ask_query_name(&mut self) {
        let filter = &self.library.view.filter;
        if filter.trim().is_empty() {
            self.refuse("nothing to save: {search} filters the list first");
        } else if let Err(error) = Query::parse(filter) {
            self.notice = Some(Notice::alarm(format!("not saved: {error}")));
        } else {
            self.overlay.prompt = Some(Prompt::new(Asked::QueryName, ""));
        }
    }

    pub(in super::super) fn save_query(&mut self, name: &str) -> Vec<Effect> {
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Vec::new();
        }
        let query = self.library.view.whole().query.to_string();
        vec![Effect::Library(Ask::SaveQuery(SavedQuery { name, query }))]
    }

    /// Asks when the articles of the feed at hand count as read.
    pub(in crate::app) fn ask_read_rule(&mut self) {
        if self.feed_in_view().is_none() {
            self.refuse("choose a feed in the first panel: the rule is set for it; read_when in config.toml is for all");
        } else {
            self.overlay.prompt = Some(Prompt::new(Asked::ReadRule, ""));
        }
    }

    /// What stands before the words at a prompt; that for the rule of a feed names the feed.
    pub fn asked_sign(&self, asked: Asked) -> Cow<'static, str> {
        match (asked, self.library.view.name.as_str()) {
            (Asked::ReadRule, name) if self.feed_in_view().is_some() => {
                Cow::Owned(format!("{}: read ", crate::text::clean_line(name)))
            }
            _ => asked.sign(),
        }
    }

    fn feed_in_view(&self) -> Option<FeedId> {
        if let Place::Feed(id) = self.library.view.scope.place { Some(id) } else { None }
    }

    /// The rules that hold the words; the one that holds now says so.
    pub(in super::super) fn read_rule_choices(&self, words: &str) -> Vec<String> {
        let room = &self.library;
        let feed = room
            .overview
            .as_ref()
            .zip(self.feed_in_view())
            .and_then(|(overview, id)| room.feeds.feed(overview, id));
        let now = feed.map(|feed| feed.read_when.as_deref().unwrap_or(RULES[0].0));
        let line = |(name, what): &(&str, &str)| {
            format!("{name}: {what}{}", if now == Some(*name) { " (now)" } else { "" })
        };
        RULES.iter().map(line).filter(|line| line.contains(words.trim())).collect()
    }

    pub(in super::super) fn answer_read_rule(&mut self, words: &str, choice: usize) -> Vec<Effect> {
        let choices = self.read_rule_choices(words);
        let chosen = choices.get(choice.min(choices.len().saturating_sub(1)));
        let (Some(feed), Some(line)) = (self.feed_in_view(), chosen) else { return Vec::new() };
        let name = line.split(':').next().unwrap_or_default();
        let rule = (name != RULES[0].0).then(|| name.to_owned());
        vec![Effect::Library(Ask::ReadRule { feed, rule })]
    }
}

/// When articles count as read; the first is no rule of its own.
const RULES: [(&str, &str); 5] = [
    ("as set", "as read_when in config.toml says"),
    ("opened", "when it is opened"),
    ("scrolled", "also when it is scrolled past in the list"),
    ("finished", "when its end was in sight"),
    ("by_hand", "only by a key"),
];
