//! What the library asks at the lowest line: a filter, a tag, the name of a query.

use std::borrow::Cow;

use super::LibraryRoom;
use super::geometry::LibraryPanel;
use crate::app::message::{Ask, Effect, Notice};
use crate::app::prompt::{Asked, Prompt};
use crate::app::reader::Reader;
use crate::config::ReadWhen;
use crate::library::{FeedId, Place, SavedQuery};
use crate::query::{Query, completions, names};

impl LibraryRoom {
    /// `/`: filters the list by a query, the feeds by their names.
    pub(in crate::app) fn ask_filter(&self) -> Prompt {
        match self.focus {
            LibraryPanel::Feeds => Prompt::new(Asked::Filter, &self.feeds.list.filter),
            _ => Prompt::new(Asked::Articles, &self.view.filter),
        }
    }

    /// The words at a filter of the library changed.
    pub(in crate::app) fn filter(&mut self, asked: Asked, words: &str) -> Vec<Effect> {
        if asked == Asked::Filter {
            if let Some(overview) = &self.overview {
                self.feeds.filter(words, overview);
            }
            if self.feeds.rows.is_empty() {
                return self.show_view_before_filter();
            }
            // The list shows what the cursor is on, whatever took it there.
            return self.show_selected_view();
        }
        let before = self.view.whole().query;
        words.clone_into(&mut self.view.filter);
        // A last word that is not finished is no fault yet.
        let fault =
            Query::parse(words).err().filter(|error| (error.at.end() as usize) < words.len());
        let asks = words == "?" || words.ends_with(" ?");
        let help = asks.then(|| Notice::note(names()));
        self.tray.show(fault.map(|error| Notice::alarm(error.to_string())).or(help));
        if self.view.whole().query == before {
            return Vec::new();
        }
        let list = &mut self.list;
        list.seek = list.selected();
        (list.listed, list.at, list.top) = (false, 0, 0);
        self.list_anew()
    }

    /// What the last word of a filter may be: operators, known values, tags, feeds and folders, each
    /// with what it means.
    pub(in crate::app) fn query_choices(&self, words: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = completions(words)
            .into_iter()
            .map(|(words, means)| (words, means.to_owned()))
            .collect();
        let start = words.rfind([' ', '(']).map_or(0, |at| at + 1);
        let (head, last) = words.split_at(start);
        let value =
            |name: &str| last.trim_start_matches('-').strip_prefix(name).map(str::to_lowercase);
        let Some(overview) = &self.overview else { return found };
        let mut add = |name: &str, value: &str, all: &mut dyn Iterator<Item = &str>| {
            let sign = if last.starts_with('-') { "-" } else { "" };
            for one in all.filter(|one| one.to_lowercase().starts_with(value)) {
                let plain = one.chars().all(char::is_alphanumeric) && !one.is_empty();
                let one =
                    if plain { one.to_owned() } else { format!("\"{}\"", one.replace('"', " ")) };
                found.push((format!("{head}{sign}{name}{one}"), "of the library".to_owned()));
            }
        };
        if let Some(value) = value("tag:") {
            add("tag:", &value, &mut overview.tags.iter().map(|(name, _)| name.as_str()));
        }
        for name in ["feed:", "from:"] {
            if let Some(value) = value(name) {
                add(name, &value, &mut overview.feeds.iter().map(|feed| feed.name.as_str()));
            }
        }
        found
    }

    /// Whether what was typed at the filter is no query. It is not taken, and what is wrong with it
    /// is told.
    pub(in crate::app) fn refuses_filter(&mut self, words: &str) -> bool {
        let fault = Query::parse(words).err();
        if let Some(error) = &fault {
            self.tray.alarm(error.to_string());
        }
        fault.is_some()
    }

    pub(in crate::app) fn ask_tag(&mut self, reader: &Reader) -> Option<Prompt> {
        if self.concerned(reader).is_empty() {
            self.tray.refuse("no article here to tag");
            return None;
        }
        Some(Prompt::new(Asked::Tag, ""))
    }

    /// Tags that are in use and hold the words; those of the article first.
    pub(in crate::app) fn tag_choices(&self, words: &str, reader: &Reader) -> Vec<String> {
        let wanted = words.trim().to_lowercase();
        let all = self
            .overview
            .iter()
            .flat_map(|overview| overview.tags.iter().map(|(name, _)| name.clone()));
        let mut found: Vec<String> =
            all.filter(|name| name.to_lowercase().contains(&wanted)).collect();
        let own = self.tags_at_hand(reader);
        found.sort_by_key(|name| (!name.to_lowercase().starts_with(&wanted), !own.contains(name)));
        if !wanted.is_empty() && !found.iter().any(|name| name.to_lowercase() == wanted) {
            found.insert(0, words.trim().to_owned());
        }
        found
    }

    /// Tab at the prompt for a tag takes the next that begins like this.
    pub(in crate::app) fn complete_tag(&self, words: &str, reader: &Reader) -> Option<Prompt> {
        let typed = words.trim().to_lowercase();
        let mut found = self.tag_choices(words, reader).into_iter();
        found.find(|name| name.to_lowercase() != typed).map(|name| Prompt::new(Asked::Tag, &name))
    }

    pub(in crate::app) fn answer_tag(
        &mut self,
        words: &str,
        choice: usize,
        reader: &Reader,
    ) -> Vec<Effect> {
        let choices = self.tag_choices(words, reader);
        match choices.get(choice.min(choices.len().saturating_sub(1))).cloned() {
            Some(name) => self.tag(&name, reader),
            None => Vec::new(),
        }
    }

    /// Asks what the query of the filter is to be called.
    pub(in crate::app) fn ask_query_name(&mut self) -> Option<Prompt> {
        let filter = &self.view.filter;
        if filter.trim().is_empty() {
            self.tray.refuse("nothing to save: {search} filters the list first");
        } else if let Err(error) = Query::parse(filter) {
            self.tray.alarm(format!("not saved: {error}"));
        } else {
            return Some(Prompt::new(Asked::QueryName, ""));
        }
        None
    }

    pub(in crate::app) fn save_query(&mut self, name: &str) -> Vec<Effect> {
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Vec::new();
        }
        let query = self.view.whole().query.to_string();
        vec![Effect::Library(Ask::SaveQuery(SavedQuery { name, query }))]
    }

    /// Asks when the articles of the feed at hand count as read.
    pub(in crate::app) fn ask_read_rule(&mut self) -> Option<Prompt> {
        if self.feed_in_view().is_none() {
            self.tray.refuse("choose a feed in the first panel: the rule is set for it; read_when in config.toml is for all");
            return None;
        }
        Some(Prompt::new(Asked::ReadRule, ""))
    }

    /// What stands before the words at a prompt; that for the rule of a feed names the feed.
    pub fn asked_sign(&self, asked: Asked) -> Cow<'static, str> {
        match (asked, self.view.name.as_str()) {
            (Asked::ReadRule, name) if self.feed_in_view().is_some() => {
                Cow::Owned(format!("{}: read ", crate::text::clean_line(name)))
            }
            _ => asked.sign(),
        }
    }

    fn feed_in_view(&self) -> Option<FeedId> {
        if let Place::Feed(id) = self.view.scope.place { Some(id) } else { None }
    }

    /// The rules that hold the words; the one that holds now says so.
    pub(in crate::app) fn read_rule_choices(&self, words: &str) -> Vec<String> {
        let feed = self
            .overview
            .as_ref()
            .zip(self.feed_in_view())
            .and_then(|(overview, id)| self.feeds.feed(overview, id));
        let now = feed.map(|feed| feed.read_when.map_or(AS_SET.0, ReadWhen::word));
        let line = |(name, what): &(&str, &str)| {
            format!("{name}: {what}{}", if now == Some(*name) { " (now)" } else { "" })
        };
        rules().iter().map(line).filter(|line| line.contains(words.trim())).collect()
    }

    pub(in crate::app) fn answer_read_rule(&mut self, words: &str, choice: usize) -> Vec<Effect> {
        let choices = self.read_rule_choices(words);
        let chosen = choices.get(choice.min(choices.len().saturating_sub(1)));
        let (Some(feed), Some(line)) = (self.feed_in_view(), chosen) else { return Vec::new() };
        let name = line.split(':').next().unwrap_or_default();
        let rule = ReadWhen::of(name);
        vec![Effect::Library(Ask::ReadRule { feed, rule })]
    }
}

/// No rule of its own.
const AS_SET: (&str, &str) = ("as set", "as read_when in config.toml says");

/// When articles count as read: the words for each rule and what they mean.
fn rules() -> [(&'static str, &'static str); 5] {
    let rule = |rule: ReadWhen, what| (rule.word(), what);
    [
        AS_SET,
        rule(ReadWhen::Opened, "when it is opened"),
        rule(ReadWhen::Scrolled, "also when it is scrolled past in the list"),
        rule(ReadWhen::Finished, "when its end was in sight"),
        rule(ReadWhen::ByHand, "only by a key"),
    ]
}
