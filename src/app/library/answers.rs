//! What the library answered.

use super::super::message::{Effect, Notice};
use super::super::state::{App, Reading};
use super::message::{Answer, Ask, Loaded, Wanted};
use super::room::Preview;
use crate::library::ArticleId;

impl App {
    pub(in super::super) fn library_answer(&mut self, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Overview(overview) => {
                self.library.nothing = false;
                self.library.feeds.fill(&overview);
                self.library.overview = Some(overview);
            }
            Answer::Listed { generation, rows, whole, now } if generation == self.library.generation => {
                self.library.now = now;
                self.library.list.begin(rows, whole);
                return self.numbered();
            }
            Answer::Numbers { generation, ids } if generation == self.library.generation => {
                self.library.list.number(ids, true);
                return self.numbered();
            }
            Answer::Rows(rows) => self.library.list.put(rows),
            Answer::Loaded { generation, loaded } if generation == self.library.load => return self.loaded(*loaded),
            Answer::NextUnread { generation, found } if generation == self.library.hunts => return self.found_unread(found),
            Answer::Changed { words, ids, relist, undoable } => return self.changed(words, &ids, relist, undoable),
            Answer::Elsewhere => return self.changed_elsewhere(),
            Answer::Progress(progress) => return self.progressed(progress),
            Answer::Analysed(ids) => return self.rows_anew(&ids),
            Answer::Nothing => {
                self.library.nothing = true;
                self.library.list.listed = true;
                self.library.overview.get_or_insert_default();
            }
            Answer::Trouble(trouble) => self.library.trouble = Some(trouble),
            Answer::Listed { .. } | Answer::Numbers { .. } | Answer::Loaded { .. } | Answer::NextUnread { .. } => {}
        }
        Vec::new()
    }

    /// The list is there: a wish that waited for it is carried out.
    fn numbered(&mut self) -> Vec<Effect> {
        if !self.library.list.whole && self.library.list.ids.is_empty() {
            return Vec::new();
        }
        match self.library.to_unread.take() {
            Some(open) => self.next_unread_from_start(open),
            None => Vec::new(),
        }
    }

    /// Asks for the rows of those of `ids` that are held; of all in sight where `ids` is empty.
    pub(super) fn rows_anew(&mut self, ids: &[ArticleId]) -> Vec<Effect> {
        let held = self.library.list.held(ids);
        if held.is_empty() { Vec::new() } else { vec![Effect::Library(Ask::Rows(held))] }
    }

    fn changed(&mut self, words: String, ids: &[ArticleId], relist: bool, undoable: bool) -> Vec<Effect> {
        if !words.is_empty() {
            self.tell(words);
        }
        if undoable && let Some(opened) = &mut self.library.opened {
            opened.library_last = true;
        }
        if ids.is_empty() || ids.len() > 1 {
            self.library.list.forget_others();
        }
        let mut effects = self.rows_anew(ids);
        effects.push(Effect::Library(Ask::Overview));
        if relist {
            effects.extend(self.list_anew());
        }
        effects
    }

    fn changed_elsewhere(&mut self) -> Vec<Effect> {
        self.library.list.forget_others();
        let mut effects = self.rows_anew(&[]);
        effects.push(Effect::Library(Ask::Overview));
        effects.extend(self.list_anew());
        effects
    }

    fn loaded(&mut self, loaded: Result<Loaded, super::super::Trouble>) -> Vec<Effect> {
        // One that cannot be previewed is not asked for again until the cursor moves.
        self.library.loading.take_if(|(_, wanted)| loaded.is_ok() || *wanted != Wanted::Shown);
        match loaded {
            Ok(loaded) => {
                let opens = self.library.opening.take_if(|id| *id == loaded.id).is_some();
                let mut reading = Reading::new(loaded.article.clone(), false, self.setting(68));
                if loaded.wanted != Wanted::Difference
                    && let Some(analysis) = &loaded.analysis
                {
                    reading.fill_in(analysis);
                }
                if opens || loaded.wanted == Wanted::Difference || !self.library.shown {
                    return self.put_on_desk(loaded, reading);
                }
                self.library.preview = Some(Preview { loaded, reading });
            }
            Err(trouble) => {
                self.library.opening = None;
                self.notice = Some(Notice::alarm(trouble.hint.map_or(trouble.message.clone(), |hint| format!("{}; {hint}", trouble.message))));
            }
        }
        Vec::new()
    }
}
