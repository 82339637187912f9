//! What commands do in the library, and in an article that was opened from it.

use super::super::command::Command;
use super::super::message::{Effect, Notice};
use super::super::popup::Popup;
use super::super::state::App;
use super::articles::row_height;
use super::feeds::FeedsRow;
use super::geometry::LibraryPanel;
use super::message::Ask;
use super::view::View;

impl App {
    /// Carries a command out where the library has a say; `None` where it has none.
    pub(in super::super) fn run_for_library(
        &mut self,
        command: Command,
        count: Option<u32>,
    ) -> Option<Vec<Effect>> {
        if self.popup.is_some() && !matches!(command, Command::Back | Command::Close) {
            return None;
        }
        if self.library.shown {
            self.run_in_library(command, count)
        } else {
            self.run_in_article(command, count)
        }
    }

    /// Does a command mean something in the library?
    pub fn means_something(&self, command: Command) -> bool {
        let of_library = matches!(
            command,
            Command::NextLine
                | Command::PreviousLine
                | Command::PageDown
                | Command::PageUp
                | Command::HalfPageDown
                | Command::HalfPageUp
                | Command::GoToStart
                | Command::GoToEnd
                | Command::NextSection
                | Command::PreviousSection
                | Command::NextPanel
                | Command::PreviousPanel
                | Command::PanelLeft
                | Command::PanelRight
                | Command::Follow
                | Command::Search
                | Command::OpenInBrowser
                | Command::CopySource
                | Command::Undo
                | Command::Redo
                | Command::NextArticle
                | Command::PreviousArticle
                | Command::Palette
                | Command::Help
                | Command::Redraw
                | Command::Theme
                | Command::Suspend
                | Command::Back
                | Command::Close
                | Command::Quit
        );
        let only_there = matches!(
            command,
            Command::ShowFeeds
                | Command::ShowArticles
                | Command::ShowPreview
                | Command::Flag
                | Command::FlagAll
                | Command::TurnOrder
                | Command::OnlyUnread
                | Command::SaveQuery
                | Command::RemoveQuery
                | Command::ReadRule
                | Command::FoldFolder
        );
        let both = matches!(
            command,
            Command::Library
                | Command::Star
                | Command::ToggleRead
                | Command::ReadAndNext
                | Command::NextUnread
                | Command::Tag
                | Command::MarkAllRead
                | Command::RefreshFeed
                | Command::RefreshAll
                | Command::ListFailures
                | Command::ShowDifference
                | Command::ShowFeedText
        );
        match (self.library.shown, self.library.opened.is_some()) {
            (true, _) => of_library || only_there || both,
            (false, true) => !only_there,
            (false, false) => !only_there && (!both || command == Command::Library),
        }
    }

    fn run_in_library(&mut self, command: Command, count: Option<u32>) -> Option<Vec<Effect>> {
        let times = i64::from(count.unwrap_or(1));
        Some(match command {
            Command::NextLine => self.step_in_library(times),
            Command::PreviousLine => self.step_in_library(-times),
            Command::PageDown => self.page_in_library(times, 1),
            Command::PageUp => self.page_in_library(-times, 1),
            Command::HalfPageDown => self.page_in_library(times, 2),
            Command::HalfPageUp => self.page_in_library(-times, 2),
            Command::GoToStart | Command::GoToEnd if count.is_some() => {
                self.step_in_library(-i64::from(u32::MAX));
                self.step_in_library(times - 1)
            }
            Command::GoToStart => self.step_in_library(-i64::from(u32::MAX)),
            Command::GoToEnd => self.step_in_library(i64::from(u32::MAX)),
            Command::NextSection => self.section_in_library(1),
            Command::PreviousSection => self.section_in_library(-1),
            Command::NextPanel => self.turn_library_panel(1),
            Command::PreviousPanel => self.turn_library_panel(-1),
            Command::PanelLeft => self.move_library_panel(-1),
            Command::PanelRight => self.move_library_panel(1),
            Command::ShowFeeds => self.focus_on(LibraryPanel::Feeds),
            Command::ShowArticles => self.focus_on(LibraryPanel::Articles),
            Command::ShowPreview => self.focus_on(LibraryPanel::Preview),
            Command::Follow => self.follow_in_library(),
            Command::Search => {
                self.ask_filter();
                Vec::new()
            }
            Command::OpenInBrowser => self.browse_selected(),
            Command::CopySource => self.copy_selected(),
            Command::Undo => vec![Effect::Library(Ask::Undo)],
            Command::Redo => vec![Effect::Library(Ask::Redo)],
            Command::NextArticle => self.turn_in_list(times),
            Command::PreviousArticle => self.turn_in_list(-times),
            Command::Flag => {
                self.flag();
                Vec::new()
            }
            Command::FlagAll => {
                self.flag_all();
                Vec::new()
            }
            Command::FoldFolder => self.fold_folder(),
            Command::TurnOrder => self.turn_order(),
            Command::OnlyUnread => self.only_unread(),
            Command::SaveQuery => {
                self.ask_query_name();
                Vec::new()
            }
            Command::RemoveQuery => self.remove_query(),
            Command::ReadRule => {
                self.ask_read_rule();
                Vec::new()
            }
            Command::Back | Command::Close => self.back_in_library(command),
            command if !self.means_something(command) => {
                let what = command.what().split([':', ';']).next().unwrap_or_default();
                self.refuse(format!("in the library this does nothing: {what}"));
                Vec::new()
            }
            command => return self.run_in_both(command),
        })
    }

    fn run_in_article(&mut self, command: Command, count: Option<u32>) -> Option<Vec<Effect>> {
        let times = i64::from(count.unwrap_or(1));
        if command == Command::Library {
            return Some(self.turn_to_library());
        }
        if self.library.opened.is_none() {
            if !self.means_something(command) {
                self.refuse("this is for articles of the library; {library} goes there");
                return Some(Vec::new());
            }
            return None;
        }
        match command {
            Command::NextArticle => Some(self.turn_in_list(times)),
            Command::PreviousArticle => Some(self.turn_in_list(-times)),
            Command::PageDown if count.is_none() && self.at_end_of_article() => {
                Some(self.next_unread())
            }
            Command::NextUnread
                if self.reading.as_ref().is_some_and(|reading| reading.search.is_some()) =>
            {
                None
            }
            Command::Undo | Command::Redo if self.undoes_in_library() => {
                Some(vec![Effect::Library(if command == Command::Undo {
                    Ask::Undo
                } else {
                    Ask::Redo
                })])
            }
            command => self.run_in_both(command),
        }
    }

    /// Commands that mean the same in the list and in an article opened from it.
    fn run_in_both(&mut self, command: Command) -> Option<Vec<Effect>> {
        Some(match command {
            Command::Library => self.turn_to_library(),
            Command::Star => self.star(),
            Command::ToggleRead => self.toggle_read(),
            Command::ReadAndNext => self.read_and_next(),
            Command::NextUnread => self.next_unread(),
            Command::Tag => {
                self.ask_tag();
                Vec::new()
            }
            Command::MarkAllRead => self.mark_all_read(),
            Command::RefreshFeed => self.refresh_one(),
            Command::RefreshAll => self.refresh_all(),
            Command::ListFailures => {
                self.show_failures();
                Vec::new()
            }
            Command::ShowDifference => self.show_difference(),
            Command::ShowFeedText => self.turn_text(),
            _ => return None,
        })
    }

    /// In an article: was the last change one of the library, or has the article none of its own to
    /// undo?
    fn undoes_in_library(&self) -> bool {
        let marks = self.reading.as_ref().is_some_and(|reading| reading.marks.can_undo());
        self.library.opened.as_ref().is_some_and(|opened| opened.library_last) || !marks
    }

    fn step_in_library(&mut self, by: i64) -> Vec<Effect> {
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

    fn page_in_library(&mut self, by: i64, divisor: i64) -> Vec<Effect> {
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

    fn section_in_library(&mut self, by: i64) -> Vec<Effect> {
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

    fn turn_library_panel(&mut self, by: i64) -> Vec<Effect> {
        let at =
            LibraryPanel::ALL.iter().position(|&panel| panel == self.library.focus).unwrap_or(0)
                as i64;
        self.focus_on(LibraryPanel::ALL[(at + by).rem_euclid(3) as usize])
    }

    fn move_library_panel(&mut self, by: i64) -> Vec<Effect> {
        let at =
            LibraryPanel::ALL.iter().position(|&panel| panel == self.library.focus).unwrap_or(0)
                as i64;
        self.focus_on(LibraryPanel::ALL[(at + by).clamp(0, 2) as usize])
    }

    fn follow_in_library(&mut self) -> Vec<Effect> {
        match (self.library.focus, self.library.feeds.selected()) {
            (LibraryPanel::Feeds, Some(FeedsRow::Folder { .. })) => self.fold_folder(),
            (LibraryPanel::Feeds, _) => self.focus_on(LibraryPanel::Articles),
            _ => self.open_selected(),
        }
    }

    fn fold_folder(&mut self) -> Vec<Effect> {
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

    fn turn_order(&mut self) -> Vec<Effect> {
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
    fn only_unread(&mut self) -> Vec<Effect> {
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

    fn remove_query(&mut self) -> Vec<Effect> {
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

    fn browse_selected(&mut self) -> Vec<Effect> {
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

    fn copy_selected(&mut self) -> Vec<Effect> {
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
    fn back_in_library(&mut self, asked: Command) -> Vec<Effect> {
        if self.popup.take().is_some_and(|popup| !matches!(popup, Popup::Hints(_))) {
            return Vec::new();
        }
        let room = &mut self.library;
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
