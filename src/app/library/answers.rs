//! What the library answered.

use super::super::message::{Effect, Notice};
use super::super::state::{App, Reading};
use super::message::{Answer, Ask, Loaded, TAKEN_BACK, Wanted};
use super::room::Preview;
use super::view::View;
use crate::library::{ArticleId, Overview, Place};

impl App {
    pub(in super::super) fn library_answer(&mut self, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Overview(overview) => return self.overview_came(overview),
            Answer::Listed { generation, rows, whole, now }
                if generation == self.library.generation =>
            {
                self.library.now = now;
                self.library.list.begin(rows, whole);
                if whole {
                    self.library.numbered = generation;
                }
                return self.numbered();
            }
            Answer::Numbers { generation, ids } if generation == self.library.generation => {
                self.library.list.number(ids, true);
                self.library.numbered = generation;
                return self.numbered();
            }
            Answer::Rows(rows) => self.library.list.put(rows),
            Answer::Loaded { generation, loaded } if generation == self.library.load => {
                return self.loaded(*loaded);
            }
            Answer::NextUnread { generation, found } if generation == self.library.hunts => {
                return self.found_unread(found);
            }
            Answer::Changed { words, ids, relist, undoable } => {
                return self.changed(words, &ids, relist, undoable);
            }
            Answer::NotSaved(words) => {
                self.notice = Some(Notice::alarm(words));
                return self.list_anew();
            }
            Answer::Desk { id, now } => self.desk_stands(id, now),
            Answer::FeedsOf(feeds) => return self.refresh_first(&feeds),
            Answer::Elsewhere => return self.changed_elsewhere(),
            Answer::Progress(progress) => return self.progressed(progress),
            Answer::Analysed(ids) => return self.rows_anew(&ids),
            Answer::Nothing => {
                self.library.nothing = true;
                self.library.list.listed = true;
                self.library.overview.get_or_insert_default();
            }
            Answer::Trouble(trouble) => self.library.trouble = Some(trouble),
            Answer::Listed { .. }
            | Answer::Numbers { .. }
            | Answer::Loaded { .. }
            | Answer::NextUnread { .. } => {}
        }
        Vec::new()
    }

    /// Feeds and counts came. A place that is gone leaves the list to all articles.
    fn overview_came(&mut self, overview: Box<Overview>) -> Vec<Effect> {
        let room = &mut self.library;
        room.nothing = false;
        let chosen = room.feeds.selected().filter(|row| !row.is_there(&overview)).cloned();
        if chosen.is_some() {
            room.feeds.list.filter.clear();
            room.feeds.list.at = 0;
        }
        room.feeds.fill_from(&overview, chosen.is_none());
        room.overview = Some(overview);
        if chosen.is_none() {
            return Vec::new();
        }
        let name = std::mem::take(&mut room.view.name);
        if self.notice.is_none() {
            self.tell(format!("{name} is no longer in the library: these are all articles"));
        }
        self.show_view(View::default())
    }

    /// The list is there: a wish that waited for it is carried out.
    fn numbered(&mut self) -> Vec<Effect> {
        if !self.library.list.whole && self.library.list.ids.is_empty() {
            return Vec::new();
        }
        let mut effects = self.mark_listed_read();
        if let Some(open) = self.library.to_unread.take() {
            effects.extend(self.next_unread_from_start(open));
        }
        effects
    }

    /// Asks for the rows of those of `ids` that are held; of all in sight where `ids` is empty.
    pub(super) fn rows_anew(&mut self, ids: &[ArticleId]) -> Vec<Effect> {
        let held = self.library.list.held(ids);
        if held.is_empty() { Vec::new() } else { vec![Effect::Library(Ask::Rows(held))] }
    }

    fn changed(
        &mut self,
        words: String,
        ids: &[ArticleId],
        relist: bool,
        undoable: bool,
    ) -> Vec<Effect> {
        match words.strip_suffix(TAKEN_BACK) {
            Some(words) => self.tell(format!("{words}{}", self.with_keys(TAKEN_BACK.into()))),
            None if words.is_empty() => {}
            None => self.tell(words),
        }
        if undoable && let Some(opened) = &mut self.library.opened {
            opened.library_last = true;
        }
        if ids.is_empty() || ids.len() > 1 {
            self.library.list.forget_others();
        }
        self.preview_anew(ids);
        let mut effects = self.rows_anew(ids);
        effects.push(Effect::Library(Ask::Overview));
        effects.extend(self.ask_desk());
        if relist {
            effects.extend(self.list_anew());
        }
        effects
    }

    fn changed_elsewhere(&mut self) -> Vec<Effect> {
        self.library.list.forget_others();
        self.preview_anew(&[]);
        let mut effects = self.rows_anew(&[]);
        effects.push(Effect::Library(Ask::Overview));
        effects.extend(self.ask_desk());
        effects.extend(self.list_anew());
        effects
    }

    /// The preview is asked for anew if it is of one of these articles; whatever it is of, where
    /// none is named.
    fn preview_anew(&mut self, ids: &[ArticleId]) {
        if let Some(preview) = self
            .library
            .preview
            .as_mut()
            .filter(|preview| ids.is_empty() || ids.contains(&preview.loaded.id))
        {
            preview.stale = true;
        }
    }

    /// Asks how it stands with the article of the library that is on the desk.
    fn ask_desk(&self) -> Option<Effect> {
        let (opened, reading) = self.library.opened.as_ref().zip(self.reader.reading.as_ref())?;
        Some(Effect::Library(Ask::Desk { id: opened.id, text: reading.article.document.hash() }))
    }

    /// An article that is being read stays as it is; that there is another text of it is told once.
    fn desk_stands(&mut self, id: ArticleId, now: Option<(Vec<String>, bool)>) {
        let Some(opened) = self.library.opened.as_mut().filter(|opened| opened.id == id) else {
            return;
        };
        let Some((tags, other)) = now else { return };
        opened.tags = tags;
        let other = other && opened.wanted == Wanted::Shown;
        if other && !std::mem::replace(&mut opened.changed, other) && !self.library.shown {
            let words = self.with_keys("this article changed: {show_difference} shows what, {back} and {follow} read it anew".into());
            self.tell(words);
        }
    }

    fn loaded(&mut self, loaded: Result<Loaded, super::super::Trouble>) -> Vec<Effect> {
        let asked = self.library.loading;
        // One that cannot be previewed is not asked for again until the cursor moves.
        self.library.loading.take_if(|(_, wanted)| loaded.is_ok() || *wanted != Wanted::Shown);
        match loaded {
            Ok(mut loaded) => {
                // Of several feeds the one whose list it stands in comes first.
                loaded
                    .feeds
                    .sort_by_key(|(feed, _)| self.library.view.scope.place != Place::Feed(*feed));
                if loaded.wanted == Wanted::FeedText {
                    self.tell("the feed's own text");
                }
                let opens = self.library.opening.take_if(|id| *id == loaded.id).is_some();
                let mut reading = Reading::new(loaded.article.clone(), false, self.setting(68));
                if loaded.wanted != Wanted::Difference
                    && let Some(analysis) = &loaded.analysis
                {
                    reading.fill_in(analysis);
                }
                // A preview that comes late, when another article was opened meanwhile, is not put
                // in its place.
                let read = !self.library.shown
                    && self.library.opened.as_ref().is_some_and(|opened| opened.id == loaded.id);
                if opens || loaded.wanted == Wanted::Difference || read {
                    return self.put_on_desk(loaded, reading);
                }
                // The same text stays where it was scrolled to.
                let same = |preview: &Preview| {
                    preview.loaded.id == loaded.id
                        && preview.reading.article.document.hash() == loaded.article.document.hash()
                };
                let before =
                    self.library.preview.take().filter(same).map(|preview| preview.reading.panel);
                reading.panel = before.unwrap_or(reading.panel);
                self.library.preview = Some(Preview { loaded, reading, stale: false });
            }
            Err(trouble) => {
                let opens = self.library.opening.take().is_some();
                let stale = self.library.preview.take_if(|preview| preview.stale).is_some();
                let went = |(id, wanted)| {
                    wanted == Wanted::Shown && (stale || self.library.list.selected() != Some(id))
                };
                if !opens && asked.is_some_and(went) {
                    // It went while it was previewed; the list that is on its way does without it.
                    return Vec::new();
                }
                self.notice =
                    Some(Notice::alarm(trouble.hint.map_or(trouble.message.clone(), |hint| {
                        format!("{}; {hint}", trouble.message)
                    })));
            }
        }
        Vec::new()
    }
}
