//! What the library answered.

use super::LibraryRoom;
use super::room::Preview;
use super::view::View;
use crate::app::message::{Answer, Ask, Effect, Loaded, Trouble, Wanted};
use crate::app::reader::{Reader, Reading};
use crate::config::Settings;
use crate::library::{ArticleId, Overview, Place};

impl LibraryRoom {
    pub(in crate::app) fn answer(
        &mut self,
        answer: Answer,
        reader: &mut Reader,
        settings: &Settings,
    ) -> Vec<Effect> {
        match answer {
            Answer::Overview(overview) => return self.overview_came(overview),
            Answer::Listed { generation, rows, whole, stories, now }
                if generation == self.generation =>
            {
                self.now = now;
                self.list.folds.fill(stories, settings.fold_stories);
                self.list.begin(rows, whole);
                if whole {
                    self.numbered = generation;
                }
                return self.numbered();
            }
            Answer::Numbers { generation, ids, stories } if generation == self.generation => {
                self.list.folds.fill(stories, settings.fold_stories);
                self.list.number(ids, true);
                self.numbered = generation;
                return self.numbered();
            }
            Answer::Rows(rows) => self.list.put(rows),
            Answer::Loaded { generation, loaded } if generation == self.load => {
                return self.loaded(*loaded, reader, settings);
            }
            Answer::NextUnread { generation, found } if generation == self.hunts => {
                return self.found_unread(found, reader);
            }
            Answer::Changed { words, ids, relist } => {
                return self.changed(&words, &ids, relist, reader);
            }
            Answer::Undone(words) => {
                let mut effects = self.changed(&words, &[], true, reader);
                effects.extend(reader.recall());
                return effects;
            }
            Answer::NotSaved(words) => {
                self.tray.alarm(words);
                return self.list_anew();
            }
            Answer::Desk { id, now } => self.desk_stands(id, now, reader),
            Answer::FeedsOf(feeds) => return self.refresh_first(&feeds),
            Answer::Elsewhere => return self.changed_elsewhere(reader),
            Answer::Progress(progress) => return self.progressed(progress),
            Answer::Pages { words, ids } => {
                let mut effects = self.changed(&words, &ids, false, reader);
                effects.push(Effect::Library(Ask::Analyse));
                return effects;
            }
            Answer::Analysed(ids) => return self.analysed(&ids, settings),
            Answer::Nothing => {
                self.nothing = true;
                self.list.listed = true;
                self.feeds.fill(self.overview.get_or_insert_default());
            }
            Answer::Trouble(trouble) => self.trouble = Some(trouble),
            Answer::Listed { .. }
            | Answer::Numbers { .. }
            | Answer::Loaded { .. }
            | Answer::NextUnread { .. }
            | Answer::Feed(..)
            | Answer::Broken(_)
            | Answer::Story { .. }
            | Answer::People { .. }
            | Answer::NextNaming { .. }
            | Answer::Decided(_)
            | Answer::Person { .. } => {}
        }
        Vec::new()
    }

    /// Feeds and counts came. A place that is gone leaves the list to all articles.
    fn overview_came(&mut self, overview: Box<Overview>) -> Vec<Effect> {
        let room = &mut *self;
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
        self.tray
            .tell_softly(format!("{name} is no longer in the library: these are all articles"));
        self.show_view(View::default())
    }

    /// The list is there: a wish that waited for it is carried out.
    fn numbered(&mut self) -> Vec<Effect> {
        if !self.list.whole && self.list.ids.is_empty() {
            return Vec::new();
        }
        let mut effects = self.mark_listed_read();
        if let Some(open) = self.to_unread.take() {
            effects.extend(self.next_unread_from_start(open));
        }
        effects
    }

    /// Articles were analysed: their rows say more, and they may be of one story now.
    fn analysed(&mut self, ids: &[ArticleId], settings: &Settings) -> Vec<Effect> {
        /// A longer list is folded anew when it is listed anew.
        const LONG: usize = 20_000;
        let mut effects = self.rows_anew(ids);
        if settings.fold_stories && ids.len() > 1 && self.list.all.len() <= LONG {
            effects.extend(self.list_anew());
        }
        effects
    }

    /// Asks for the rows of those of `ids` that are held; of all in sight where `ids` is empty.
    pub(super) fn rows_anew(&mut self, ids: &[ArticleId]) -> Vec<Effect> {
        let held = self.list.held(ids);
        if held.is_empty() { Vec::new() } else { vec![Effect::Library(Ask::Rows(held))] }
    }

    fn changed(
        &mut self,
        words: &str,
        ids: &[ArticleId],
        relist: bool,
        reader: &Reader,
    ) -> Vec<Effect> {
        self.tray.tell_change(words);
        if ids.is_empty() || ids.len() > 1 {
            self.list.forget_others();
        }
        self.preview_anew(ids);
        let mut effects = self.rows_anew(ids);
        effects.push(Effect::Library(Ask::Overview));
        effects.extend(reader.ask_desk());
        if relist {
            effects.extend(self.list_anew());
        }
        effects
    }

    fn changed_elsewhere(&mut self, reader: &Reader) -> Vec<Effect> {
        self.list.forget_others();
        self.preview_anew(&[]);
        let mut effects = self.rows_anew(&[]);
        effects.push(Effect::Library(Ask::Overview));
        effects.extend(reader.ask_desk());
        effects.extend(self.list_anew());
        effects
    }

    /// The preview is asked for anew if it is of one of these articles; whatever it is of, where
    /// none is named.
    fn preview_anew(&mut self, ids: &[ArticleId]) {
        if let Some(preview) = self
            .preview
            .as_mut()
            .filter(|preview| ids.is_empty() || ids.contains(&preview.loaded.id))
        {
            preview.stale = true;
        }
    }

    /// An article that is being read stays as it is; that there is another text of it is told once.
    fn desk_stands(
        &mut self,
        id: ArticleId,
        now: Option<(Vec<String>, bool)>,
        reader: &mut Reader,
    ) {
        let Some(opened) = reader.opened_mut().filter(|opened| opened.id == id) else { return };
        let Some((tags, other)) = now else { return };
        opened.tags = tags;
        let other = other && opened.wanted == Wanted::Shown;
        if other && !std::mem::replace(&mut opened.changed, other) && !self.shown {
            self.tray.tell_with(
                "this article changed: ",
                "{show_difference} shows what, {back} and {follow} read it anew",
            );
        }
    }

    fn loaded(
        &mut self,
        loaded: Result<Loaded, Trouble>,
        reader: &mut Reader,
        settings: &Settings,
    ) -> Vec<Effect> {
        let asked = self.loading;
        // One that cannot be previewed is not asked for again until the cursor moves.
        self.loading.take_if(|(_, wanted)| loaded.is_ok() || *wanted != Wanted::Shown);
        match loaded {
            Ok(mut loaded) => {
                // Of several feeds the one whose list it stands in comes first.
                loaded.feeds.sort_by_key(|(feed, _)| self.view.scope.place != Place::Feed(*feed));
                if loaded.wanted == Wanted::FeedText {
                    self.tray.tell("the feed's own text");
                }
                let opens = self.opening.take_if(|id| *id == loaded.id).is_some();
                let mut reading =
                    Reading::new(loaded.article.clone(), false, reader.setting(settings, 68));
                if loaded.wanted != Wanted::Difference
                    && let Some(analysis) = &loaded.analysis
                {
                    reading.fill_in(analysis);
                }
                reading.light(std::mem::take(&mut loaded.hits), &loaded.query);
                // A preview that comes late, when another article was opened meanwhile, is not put
                // in its place.
                let read =
                    !self.shown && reader.opened().is_some_and(|opened| opened.id == loaded.id);
                if opens || loaded.wanted == Wanted::Difference || read {
                    return self.put_on_desk(loaded, reading, reader);
                }
                // The same text stays where it was scrolled to.
                let same = |preview: &Preview| {
                    preview.loaded.id == loaded.id
                        && preview.reading.article.document.hash() == loaded.article.document.hash()
                };
                let before = self.preview.take().filter(same).map(|preview| preview.reading.panel);
                reading.panel = before.unwrap_or(reading.panel);
                self.preview = Some(Preview { loaded, reading, stale: false });
            }
            Err(trouble) => {
                let opens = self.opening.take().is_some();
                let stale = self.preview.take_if(|preview| preview.stale).is_some();
                let went = |(id, wanted)| {
                    wanted == Wanted::Shown && (stale || self.list.selected() != Some(id))
                };
                if !opens && asked.is_some_and(went) {
                    // It went while it was previewed; the list that is on its way does without it.
                    return Vec::new();
                }
                self.tray.alarm(trouble.hint.map_or(trouble.message.clone(), |hint| {
                    format!("{}; {hint}", trouble.message)
                }));
            }
        }
        Vec::new()
    }
}
