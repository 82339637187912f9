//! What commands do in the library, and in an article that was opened from it.

use super::super::command::{Command, Count};
use super::super::message::{Effect, Notice};
use super::super::popup::Popup;
use super::super::state::App;
use super::articles::row_height;
use super::feeds::FeedsRow;
use super::geometry::LibraryPanel;
use super::message::Ask;
use super::view::View;

impl App {
    /// Goes to the first or last line of the panel that has the keys, or to the line of a number.
    pub(in crate::app) fn go_in_library(&mut self, number: Option<u32>, end: bool) -> Vec<Effect> {
        let far = i64::from(u32::MAX);
        let Some(number) = number else {
            return self.step_in_library(if end { far } else { -far });
        };
        self.step_in_library(-far);
        self.step_in_library(i64::from(number) - 1)
    }

    /// In an article opened from the library: the next hit while a search is on, else the next
    /// unread article.
    pub(in crate::app) fn next_hit_or_unread(&mut self, count: Count) -> Vec<Effect> {
        let searching =
            self.reader.reading.as_ref().is_some_and(|reading| reading.search.is_some());
        if self.library.shown || !searching {
            return self.next_unread();
        }
        self.reader.step_hit(count.by());
        Vec::new()
    }

    /// In an article opened from the library: the last change was one of the library, or the
    /// article has none of its own to undo.
    pub(in crate::app) fn undoes_in_library(&self) -> bool {
        let marks = self.reader.reading.as_ref().is_some_and(|reading| reading.marks.can_undo());
        self.library.opened.as_ref().is_some_and(|opened| opened.library_last) || !marks
    }

    pub(in crate::app) fn step_in_library(&mut self, by: i64) -> Vec<Effect> {
        match self.library.focus {
            LibraryPanel::Articles => self.library.list.step(by),
            LibraryPanel::Preview => {
                if let Some(preview) = &mut self.library.preview {
                    preview.reading.panel.scroll(by);
                }
            }
            LibraryPanel::Feeds => {
                self.library.feeds.step(by);
                return self.show_selected_view();
            }
        }
        Vec::new()
    }

    pub(in crate::app) fn page_in_library(&mut self, by: i64, divisor: i64) -> Vec<Effect> {
        let inner = self.library_geometry().inner(self.library.focus);
        let lines = match self.library.focus {
            LibraryPanel::Articles => inner.map_or(1, |inner| row_height(inner.width)),
            _ => 1,
        };
        let height = inner.map_or(10, |inner| i64::from(inner.height / lines));
        self.step_in_library(
            by * if divisor == 1 { (height - 2).max(1) } else { (height / divisor).max(1) },
        )
    }

    pub(in crate::app) fn section_in_library(&mut self, by: i64) -> Vec<Effect> {
        if self.library.focus != LibraryPanel::Feeds {
            return self.page_in_library(by, 1);
        }
        self.library.feeds.step_group(by);
        self.show_selected_view()
    }

    /// The list shows what the cursor of the first panel is on.
    pub(super) fn show_selected_view(&mut self) -> Vec<Effect> {
        let room = &self.library;
        let view = room
            .overview
            .as_ref()
            .and_then(|overview| room.feeds.selected()?.view(overview, &room.feeds));
        match view {
            Some(view) if !same(&view, &room.view) => self.show_view(view),
            _ => Vec::new(),
        }
    }

    fn focus_on(&mut self, panel: LibraryPanel) -> Vec<Effect> {
        self.focus_library(panel);
        Vec::new()
    }

    pub(in crate::app) fn turn_library_panel(&mut self, by: i64) -> Vec<Effect> {
        let at =
            LibraryPanel::ALL.iter().position(|&panel| panel == self.library.focus).unwrap_or(0)
                as i64;
        self.focus_on(LibraryPanel::ALL[(at + by).rem_euclid(3) as usize])
    }

    pub(in crate::app) fn move_library_panel(&mut self, by: i64) -> Vec<Effect> {
        let at =
            LibraryPanel::ALL.iter().position(|&panel| panel == self.library.focus).unwrap_or(0)
                as i64;
        self.focus_on(LibraryPanel::ALL[(at + by).clamp(0, 2) as usize])
    }

    pub(in crate::app) fn follow_in_library(&mut self) -> Vec<Effect> {
        match (self.library.focus, self.library.feeds.selected()) {
            (LibraryPanel::Feeds, Some(FeedsRow::Folder { .. })) => self.fold_folder(),
            (LibraryPanel::Feeds, _) => self.focus_on(LibraryPanel::Articles),
            _ => self.open_selected(),
        }
    }

    pub(in crate::app) fn fold_folder(&mut self) -> Vec<Effect> {
        let room = &mut self.library;
        if let (Some(FeedsRow::Folder { id, folded, .. }), Some(overview)) =
            (room.feeds.selected().cloned(), &room.overview)
        {
            if folded {
                room.feeds.folded.remove(&id)
            } else {
                room.feeds.folded.insert(id)
            };
            room.feeds.fill(overview);
        } else {
            self.refuse("no folder here: choose one in the first panel");
        }
        Vec::new()
    }

    pub(in crate::app) fn turn_order(&mut self) -> Vec<Effect> {
        let at = View::ORDERS
            .iter()
            .position(|(order, _)| *order == self.library.view.scope.order)
            .unwrap_or(0);
        let (order, words) = View::ORDERS[(at + 1) % View::ORDERS.len()];
        self.library.view.scope.order = order;
        self.library.list.seek = self.library.list.selected();
        self.tell(words);
        self.list_anew()
    }

    /// Only the unread of the view, or all again.
    pub(in crate::app) fn only_unread(&mut self) -> Vec<Effect> {
        use crate::library::Only;
        let scope = &mut self.library.view.scope;
        scope.only = match scope.only {
            Only::All => Only::Unread,
            Only::Unread => Only::All,
            only => {
                self.library.view.filter = if self.library.view.filter.contains("is:unread") {
                    String::new()
                } else {
                    "is:unread".into()
                };
                only
            }
        };
        self.tell(if scope_is_unread(&self.library.view) {
            "only the unread"
        } else {
            "read and unread"
        });
        self.list_anew()
    }

    pub(in crate::app) fn remove_query(&mut self) -> Vec<Effect> {
        match self.library.feeds.selected() {
            Some(FeedsRow::Query(name)) => vec![Effect::Library(Ask::RemoveQuery(name.clone()))],
            _ => {
                self.refuse("no saved query here: choose one in the first panel");
                Vec::new()
            }
        }
    }

    fn selected_address(&self) -> Option<String> {
        let list = &self.library.list;
        list.row(list.at)?.url.clone()
    }

    pub(in crate::app) fn browse_selected(&mut self) -> Vec<Effect> {
        match self.selected_address() {
            Some(url) if url.starts_with("http://") || url.starts_with("https://") => {
                vec![Effect::Browse(url)]
            }
            Some(url) => {
                self.notice = Some(Notice::alarm(format!(
                    "not opened: {} is no http or https address",
                    crate::text::clean_line(&url)
                )));
                Vec::new()
            }
            None => {
                self.refuse("this article has no address");
                Vec::new()
            }
        }
    }

    pub(in crate::app) fn copy_selected(&mut self) -> Vec<Effect> {
        match self.selected_address() {
            Some(url) => {
                self.tell("address copied");
                vec![Effect::Copy(url)]
            }
            None => {
                self.refuse("this article has no address");
                Vec::new()
            }
        }
    }

    /// Closes the innermost thing that is open: popup, refresh, filter, flags; else goes back to
    /// what was read before, or ends.
    pub(in crate::app) fn back_in_library(&mut self, asked: Command) -> Vec<Effect> {
        if self.overlay.popup.take().is_some_and(|popup| !matches!(popup, Popup::Hints(_))) {
            return Vec::new();
        }
        let room = &mut self.library;
        if room.opening.take().is_some() {
            return Vec::new();
        }
        if room.progress.is_some() {
            self.tell("stopping …");
            return vec![Effect::Library(Ask::StopRefresh)];
        }
        if room.focus == LibraryPanel::Feeds && !room.feeds.list.filter.is_empty() {
            return self.filter_library(super::super::prompt::Asked::Filter, "");
        }
        if !room.view.filter.is_empty() {
            return self.filter_library(super::super::prompt::Asked::Articles, "");
        }
        if !room.list.flags.is_empty() {
            room.list.flags.clear();
            return Vec::new();
        }
        if room.focus != LibraryPanel::Articles {
            return self.focus_on(LibraryPanel::Articles);
        }
        self.close_library(asked)
    }
}

/// Do two views list the same, orders and filters aside?
fn same(one: &View, other: &View) -> bool {
    (one.scope.place, one.scope.only, &one.scope.query, &one.name)
        == (other.scope.place, other.scope.only, &other.scope.query, &other.name)
}

fn scope_is_unread(view: &View) -> bool {
    view.scope.only == crate::library::Only::Unread || view.filter.contains("is:unread")
}
