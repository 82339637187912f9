//! What commands do in the library, and in an article that was opened from it.

use super::LibraryRoom;
use super::articles::row_height;
use super::feeds::FeedsRow;
use super::geometry::LibraryPanel;
use super::view::View;
use crate::app::message::{Ask, Decide, Effect};
use crate::app::prompt::Asked;
use crate::app::reader::{Panels, Reader};

impl LibraryRoom {
    /// Goes to the first or last line of the panel that has the keys, or to the line of a number.
    pub(in crate::app) fn go(&mut self, number: Option<u32>, end: bool) -> Vec<Effect> {
        let far = i64::from(u32::MAX);
        let Some(number) = number else {
            return self.step(if end { far } else { -far });
        };
        self.step(-far);
        self.step(i64::from(number) - 1)
    }

    pub(in crate::app) fn step(&mut self, by: i64) -> Vec<Effect> {
        match self.focus {
            LibraryPanel::Articles => self.list.step(by),
            LibraryPanel::Preview => {
                if let Some(preview) = &mut self.preview {
                    preview.reading.panel.scroll(by);
                }
            }
            LibraryPanel::Feeds => {
                self.feeds.step(by);
                return self.show_selected_view();
            }
        }
        Vec::new()
    }

    pub(in crate::app) fn page(&mut self, by: i64, divisor: i64, panels: &Panels) -> Vec<Effect> {
        let inner = self.geometry(panels).inner(self.focus);
        let lines = match self.focus {
            LibraryPanel::Articles => inner.map_or(1, |inner| row_height(inner.width)),
            _ => 1,
        };
        let height = inner.map_or(10, |inner| i64::from(inner.height / lines));
        self.step(by * if divisor == 1 { (height - 2).max(1) } else { (height / divisor).max(1) })
    }

    pub(in crate::app) fn section(&mut self, by: i64, panels: &Panels) -> Vec<Effect> {
        if self.focus != LibraryPanel::Feeds {
            return self.page(by, 1, panels);
        }
        self.feeds.step_group(by);
        self.show_selected_view()
    }

    /// The list shows what the cursor of the first panel is on.
    pub(super) fn show_selected_view(&mut self) -> Vec<Effect> {
        let view = self
            .overview
            .as_ref()
            .and_then(|overview| self.feeds.selected()?.view(overview, &self.feeds));
        match view {
            Some(view) if !same(&view, &self.view) => self.show_view(view),
            _ => Vec::new(),
        }
    }

    /// The list shows what it did before the first panel was filtered.
    pub(super) fn show_view_before_filter(&mut self) -> Vec<Effect> {
        let view = self
            .overview
            .as_ref()
            .and_then(|overview| self.feeds.before_filter.as_ref()?.view(overview, &self.feeds));
        match view {
            Some(view) if !same(&view, &self.view) => self.show_view(view),
            _ => Vec::new(),
        }
    }

    pub(in crate::app) fn turn_panel(&mut self, by: i64) {
        let at =
            LibraryPanel::ALL.iter().position(|&panel| panel == self.focus).unwrap_or(0) as i64;
        self.focus_on(LibraryPanel::ALL[(at + by).rem_euclid(3) as usize]);
    }

    pub(in crate::app) fn move_panel(&mut self, by: i64) {
        let at =
            LibraryPanel::ALL.iter().position(|&panel| panel == self.focus).unwrap_or(0) as i64;
        self.focus_on(LibraryPanel::ALL[(at + by).clamp(0, 2) as usize]);
    }

    pub(in crate::app) fn follow(&mut self, reader: &mut Reader) -> Vec<Effect> {
        match (self.focus, self.feeds.selected()) {
            (LibraryPanel::Feeds, Some(FeedsRow::Folder { .. })) => self.fold_folder(),
            (LibraryPanel::Feeds, _) => {
                self.focus_on(LibraryPanel::Articles);
                Vec::new()
            }
            _ => self.open_selected(reader),
        }
    }

    pub(in crate::app) fn fold_folder(&mut self) -> Vec<Effect> {
        if self.focus == LibraryPanel::Articles && self.list.turn_story() {
            return Vec::new();
        }
        if let (Some(FeedsRow::Folder { id, folded, .. }), Some(overview)) =
            (self.feeds.selected().cloned(), &self.overview)
        {
            if folded {
                self.feeds.folded.remove(&id)
            } else {
                self.feeds.folded.insert(id)
            };
            self.feeds.fill(overview);
        } else {
            self.tray.refuse(
                "no story of several reports here, and no folder: choose one in the first panel",
            );
        }
        Vec::new()
    }

    pub(in crate::app) fn turn_order(&mut self) -> Vec<Effect> {
        let at =
            View::ORDERS.iter().position(|(order, _)| *order == self.view.scope.order).unwrap_or(0);
        let (order, words) = View::ORDERS[(at + 1) % View::ORDERS.len()];
        self.view.scope.order = order;
        self.list.seek = self.list.selected();
        self.tray.tell(words);
        self.list_anew()
    }

    /// Only the unread of the view, or all again.
    pub(in crate::app) fn only_unread(&mut self) -> Vec<Effect> {
        use crate::library::Only;
        let scope = &mut self.view.scope;
        scope.only = match scope.only {
            Only::All => Only::Unread,
            Only::Unread => Only::All,
            only => {
                self.view.filter = if self.view.filter.contains("is:unread") {
                    String::new()
                } else {
                    "is:unread".into()
                };
                only
            }
        };
        self.tray.tell(if scope_is_unread(&self.view) {
            "only the unread"
        } else {
            "read and unread"
        });
        self.list_anew()
    }

    /// Follows the saved query under the cursor, or no longer; of one that is followed already, no
    /// longer.
    pub(in crate::app) fn turn_follow(&mut self) -> Vec<Effect> {
        let overview = self.overview.as_ref();
        let decided = match self.feeds.selected() {
            Some(FeedsRow::Query(name)) => overview.and_then(|overview| {
                let saved = overview.queries.iter().find(|query| query.name == *name)?;
                Some(Decide::FollowQuery { name: name.clone(), query: saved.query.clone() })
            }),
            Some(FeedsRow::Followed { at, .. }) => overview.and_then(|overview| {
                let followed = overview.followed.get(*at)?;
                Some(match followed.person {
                    Some(id) => Decide::Follow(id),
                    None => Decide::FollowQuery {
                        name: followed.name.clone(),
                        query: followed.query.clone(),
                    },
                })
            }),
            _ => None,
        };
        match decided {
            Some(decided) => vec![Effect::Library(Ask::Decide(decided))],
            None => {
                self.tray.refuse("choose a saved query in the first panel, or a name in an article or in the room of people");
                Vec::new()
            }
        }
    }

    /// Hides the feeds with nothing unread, or shows all again.
    pub(in crate::app) fn hide_read(&mut self) {
        self.feeds.only_unread = !self.feeds.only_unread;
        let words =
            if self.feeds.only_unread { "only feeds with something unread" } else { "all feeds" };
        self.tray.tell(words);
        if let Some(overview) = &self.overview {
            self.feeds.fill(overview);
        }
    }

    pub(in crate::app) fn remove_query(&mut self) -> Vec<Effect> {
        match self.feeds.selected() {
            Some(FeedsRow::Query(name)) => vec![Effect::Library(Ask::RemoveQuery(name.clone()))],
            _ => {
                self.tray.refuse("no saved query here: choose one in the first panel");
                Vec::new()
            }
        }
    }

    fn selected_address(&mut self) -> Option<String> {
        let address = self.list.row(self.list.at).and_then(|row| row.url.clone());
        if address.is_none() {
            self.tray.refuse("this article has no address");
        }
        address
    }

    pub(in crate::app) fn browse_selected(&mut self) -> Vec<Effect> {
        let Some(url) = self.selected_address() else { return Vec::new() };
        if url.starts_with("http://") || url.starts_with("https://") {
            return vec![Effect::Browse(url)];
        }
        let shown = crate::text::clean_line(&url);
        self.tray.alarm(format!("not opened: {shown} is no http or https address"));
        Vec::new()
    }

    pub(in crate::app) fn copy_selected(&mut self) -> Vec<Effect> {
        let Some(url) = self.selected_address() else { return Vec::new() };
        self.tray.tell("address copied");
        vec![Effect::Copy(url)]
    }

    /// Stops what runs, else takes back a filter or the flags; `None` where there is nothing.
    pub(in crate::app) fn take_back(&mut self) -> Option<Vec<Effect>> {
        if self.opening.take().is_some() {
            return Some(Vec::new());
        }
        if self.progress.is_some() {
            self.tray.tell("stopping …");
            return Some(vec![Effect::Library(Ask::StopRefresh)]);
        }
        if self.focus == LibraryPanel::Feeds && !self.feeds.list.filter.is_empty() {
            return Some(self.filter(Asked::Filter, ""));
        }
        if !self.view.filter.is_empty() {
            return Some(self.filter(Asked::Articles, ""));
        }
        if !self.list.flags.is_empty() {
            self.list.flags.clear();
            return Some(Vec::new());
        }
        None
    }
}

/// Whether two views list the same, orders and filters aside.
fn same(one: &View, other: &View) -> bool {
    (one.scope.place, one.scope.only, &one.scope.query, &one.name)
        == (other.scope.place, other.scope.only, &other.scope.query, &other.name)
}

fn scope_is_unread(view: &View) -> bool {
    view.scope.only == crate::library::Only::Unread || view.filter.contains("is:unread")
}
