//! What a reader sets on articles: read, star, tag; for one or for all that are flagged.

use super::super::message::Effect;
use super::super::state::App;
use super::message::Ask;
use crate::library::{ArticleId, ListRow, State};

impl App {
    /// The articles that a command is about: the one on the desk; in the list the flagged, else the one under the cursor.
    pub(super) fn concerned(&self) -> Vec<ArticleId> {
        match &self.library.opened {
            Some(opened) if !self.library.shown => vec![opened.id],
            _ => self.library.list.concerned(),
        }
    }

    /// Does something hold for all of them, as far as their rows are known?
    fn all_are(&self, ids: &[ArticleId], is: impl Fn(&ListRow) -> bool) -> bool {
        ids.iter().all(|id| self.library.list.row_of(*id).is_some_and(&is))
    }

    pub(super) fn star(&mut self) -> Vec<Effect> {
        let ids = self.concerned();
        let starred = !self.all_are(&ids, |row| row.starred);
        self.set(ids, State::Starred(starred), if starred { "starred" } else { "no longer starred" })
    }

    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let ids = self.concerned();
        let unread = self.all_are(&ids, |row| !row.unread);
        self.set(ids, State::Unread(unread), if unread { "unread again" } else { "read" })
    }

    /// Marks as read and goes to the next article; the flagged lose their flags.
    pub(super) fn read_and_next(&mut self) -> Vec<Effect> {
        let ids = self.concerned();
        let flagged = self.library.shown && !self.library.list.flags.is_empty();
        let mut effects = self.set(ids, State::Unread(false), "read");
        if flagged {
            self.library.list.flags.clear();
        } else {
            effects.extend(self.turn_in_list(1));
        }
        effects
    }

    /// Sets a tag, or takes it off where all concerned have it.
    pub(super) fn tag(&mut self, name: &str) -> Vec<Effect> {
        let ids = self.concerned();
        let has = self.tags_at_hand().iter().any(|tag| tag.to_lowercase() == name.to_lowercase());
        let words = if has { format!("tag {name} taken off") } else { format!("tagged {name}") };
        if let Some(opened) = self.library.opened.as_mut().filter(|_| !self.library.shown) {
            opened.tags.retain(|tag| tag.to_lowercase() != name.to_lowercase());
            opened.tags.extend((!has).then(|| name.to_owned()));
        }
        self.library.preview = None;
        self.set(ids, State::Tag { name: name.to_owned(), set: !has }, &words)
    }

    /// The tags of the one article that is concerned; none where several are.
    pub(super) fn tags_at_hand(&self) -> &[String] {
        let ids = self.concerned();
        match (&self.library.opened, &self.library.preview) {
            (Some(opened), _) if !self.library.shown => &opened.tags,
            (_, Some(preview)) if ids == [preview.loaded.id] => &preview.loaded.tags,
            _ => &[],
        }
    }

    pub(super) fn mark_all_read(&mut self) -> Vec<Effect> {
        let view = &self.library.view;
        let filtered = if view.filter.is_empty() { String::new() } else { format!(" with “{}”", view.filter) };
        let label = format!("all read: {}{filtered}", view.name);
        vec![Effect::Library(Ask::MarkAllRead { scope: view.whole(), label })]
    }

    pub(super) fn flag(&mut self) {
        let list = &mut self.library.list;
        let Some(id) = list.selected() else { return self.refuse("no article here") };
        if !list.flags.remove(&id) {
            list.flags.insert(id);
        }
        list.step(1);
    }

    /// Flags all of the list, or none.
    pub(super) fn flag_all(&mut self) {
        let list = &mut self.library.list;
        if list.flags.is_empty() {
            list.flags = list.ids.iter().copied().collect();
        } else {
            list.flags.clear();
        }
    }

    fn set(&mut self, ids: Vec<ArticleId>, state: State, words: &str) -> Vec<Effect> {
        let label = match &ids[..] {
            [] => {
                self.refuse("no article here");
                return Vec::new();
            }
            [one] => match self.library.list.row_of(*one) {
                Some(row) => format!("{words}: {}", row.title),
                None => words.to_owned(),
            },
            more => format!("{words}: {} articles", more.len()),
        };
        vec![Effect::Library(Ask::Set { ids, state, label })]
    }
}
