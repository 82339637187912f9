//! What a reader sets on articles: read, star, tag; for one or for all that are flagged.

use super::LibraryRoom;
use crate::app::message::{Ask, Effect};
use crate::app::reader::Reader;
use crate::library::{ArticleId, ListRow, State};

impl LibraryRoom {
    /// The articles that a command is about: the one on the desk; in the list the flagged, else the
    /// one under the cursor.
    pub(super) fn concerned(&self, reader: &Reader) -> Vec<ArticleId> {
        self.on_desk(reader).map_or_else(|| self.list.concerned(), |opened| vec![opened.id])
    }

    /// Whether something holds for all of them, as far as their rows are known.
    fn all_are(&self, ids: &[ArticleId], is: impl Fn(&ListRow) -> bool) -> bool {
        ids.iter().all(|id| self.list.row_of(*id).is_some_and(&is))
    }

    pub(in crate::app) fn star(&mut self, reader: &Reader) -> Vec<Effect> {
        self.turn_star(self.concerned(reader))
    }

    /// Stars these articles, or takes the star off where all have it.
    pub(in crate::app) fn turn_star(&mut self, ids: Vec<ArticleId>) -> Vec<Effect> {
        if ids.is_empty() {
            self.tray.refuse("no article here");
            return Vec::new();
        }
        let of = self.named(&ids);
        vec![Effect::Library(Ask::TurnStar { ids, of })]
    }

    pub(in crate::app) fn toggle_read(&mut self, reader: &Reader) -> Vec<Effect> {
        let ids = self.concerned(reader);
        let unread = self.all_are(&ids, |row| !row.unread);
        self.set(ids, State::Unread(unread), if unread { "unread again" } else { "read" })
    }

    /// Marks as read, `count` from this one on, and goes to the next article; the flagged lose
    /// their flags.
    pub(in crate::app) fn read_and_next(&mut self, count: i64, reader: &mut Reader) -> Vec<Effect> {
        let flagged = self.flagged();
        let mut ids = self.concerned(reader);
        let further = usize::try_from(count - 1).unwrap_or(0);
        if !flagged && !ids.is_empty() {
            ids.extend(self.list.ids.iter().skip(self.list.at + 1).take(further));
        }
        let mut effects = self.set(ids, State::Unread(false), "read");
        if flagged {
            self.list.flags.clear();
        } else {
            effects.extend(self.turn(count.max(1), reader));
        }
        effects
    }

    /// Sets a tag, or takes it off where all concerned have it.
    pub(super) fn tag(&mut self, name: &str, reader: &Reader) -> Vec<Effect> {
        let ids = self.concerned(reader);
        if ids.is_empty() {
            self.tray.refuse("no article here");
            return Vec::new();
        }
        let of = self.named(&ids);
        vec![Effect::Library(Ask::TurnTag { ids, name: name.to_owned(), of })]
    }

    /// The tags of the one article that is concerned; none where several are.
    pub(super) fn tags_at_hand<'a>(&'a self, reader: &'a Reader) -> &'a [String] {
        let ids = self.concerned(reader);
        match (self.on_desk(reader), &self.preview) {
            (Some(opened), _) => &opened.tags,
            (_, Some(preview)) if ids == [preview.loaded.id] => &preview.loaded.tags,
            _ => &[],
        }
    }

    pub(in crate::app) fn mark_all_read(&mut self) -> Vec<Effect> {
        let view = &self.view;
        let filtered = if view.filter.is_empty() {
            String::new()
        } else {
            format!(" with “{}”", view.filter)
        };
        let label = format!("all read: {}{filtered}", view.name);
        let list = &self.list;
        let drawn = (list.listed && list.whole).then(|| list.all.iter().copied().collect());
        self.to_mark = Some((label, drawn));
        self.mark_listed_read()
    }

    /// Marks as read what the list held when that was asked for, and nothing that came since; a
    /// list that is not there whole yet is waited for.
    pub(super) fn mark_listed_read(&mut self) -> Vec<Effect> {
        let there = self.numbered == self.generation;
        let Some((label, drawn)) = self.to_mark.take_if(|_| there) else { return Vec::new() };
        let mut ids = self.list.all.clone();
        ids.retain(|id| drawn.as_ref().is_none_or(|drawn| drawn.contains(id)));
        vec![Effect::Library(Ask::MarkAllRead { ids, label })]
    }

    /// Asks for the pages of the articles again, to have them whole.
    pub(in crate::app) fn fetch_pages(&mut self, reader: &Reader) -> Vec<Effect> {
        let ids = self.concerned(reader);
        match ids.len() {
            0 => self.tray.refuse("no article here"),
            1 => self.tray.tell("asking for its page …"),
            more => self.tray.tell(format!("asking for {more} pages …")),
        }
        if ids.is_empty() { Vec::new() } else { vec![Effect::Library(Ask::Pages(ids))] }
    }

    pub(in crate::app) fn flag(&mut self) {
        let list = &mut self.list;
        let Some(id) = list.selected() else { return self.tray.refuse("no article here") };
        if !list.flags.remove(&id) {
            list.flags.insert(id);
        }
        list.step(1);
    }

    /// Flags all of the list, or none.
    pub(in crate::app) fn flag_all(&mut self) {
        let list = &mut self.list;
        if list.flags.is_empty() {
            list.flags = list.all.iter().copied().collect();
        } else {
            list.flags.clear();
        }
    }

    fn set(&mut self, ids: Vec<ArticleId>, state: State, words: &str) -> Vec<Effect> {
        if ids.is_empty() {
            self.tray.refuse("no article here");
            return Vec::new();
        }
        let label = format!("{words}{}", self.named(&ids));
        // A star does not show where an article is read; that it is read shows in its row.
        let told = self.flagged() || !matches!(state, State::Unread(_));
        vec![Effect::Library(Ask::Set { ids, state, label, told })]
    }

    /// What the articles are in words, to put behind what was done to them.
    fn named(&self, ids: &[ArticleId]) -> String {
        match ids {
            [one] if self.flagged() => format!(
                ": 1 article{}",
                self.list.row_of(*one).map_or(String::new(), |row| format!(", {}", row.title))
            ),
            [one] => self.list.row_of(*one).map_or(String::new(), |row| format!(": {}", row.title)),
            more => format!(": {} articles", more.len()),
        }
    }

    /// Whether a command is about what is flagged.
    fn flagged(&self) -> bool {
        self.shown && !self.list.flags.is_empty()
    }
}
