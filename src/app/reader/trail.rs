//! Links read here: the way from an article to the page that a link leads to, and back again.

use super::{Reader, Reading};
use crate::annotation::Article;
use crate::app::message::{Effect, Source, Trouble};
use crate::config::Settings;
use crate::text::clean_line;

/// Articles that are kept to go back to, as they were left.
const MOST: usize = 20;

impl Reader {
    /// Asks for the page that a link leads to. The article stays until it is there.
    pub(in crate::app) fn read_link(&mut self, url: String) -> Vec<Effect> {
        self.ask_for_link(url, false)
    }

    /// Asks for the page that an article came from, as it stands.
    pub(super) fn read_link_whole(&mut self, url: String) -> Vec<Effect> {
        self.ask_for_link(url, true)
    }

    fn ask_for_link(&mut self, url: String, whole_page: bool) -> Vec<Effect> {
        self.shelf.whole_page = whole_page;
        self.shelf.generation += 1;
        self.tray.tell_with(format!("fetching {} … ", clean_line(&url)), "{close} stops");
        self.trail.asked = Some(url.clone());
        let source = Source::Url(url);
        vec![Effect::Read { generation: self.shelf.generation, source, whole_page }]
    }

    /// Whether the article on the desk was reached by a link.
    pub fn is_on_trail(&self) -> bool {
        !self.trail.left.is_empty()
    }

    /// Whether the page of a link is being fetched.
    pub(super) fn fetches_link(&self) -> bool {
        self.trail.asked.is_some()
    }

    /// The page of a link is not waited for any longer.
    pub(super) fn stop_link(&mut self) -> Option<Effect> {
        self.trail.asked.take()?;
        self.shelf.generation += 1;
        self.tray.tell("stopped: the article stays");
        Some(Effect::StopReading)
    }

    /// The page of a link came, or cannot be read; then the article stays.
    pub(super) fn came_by_link(
        &mut self,
        article: Result<Article, Trouble>,
        whole: bool,
        settings: &Settings,
    ) -> Option<Reading> {
        let url = self.trail.asked.take()?;
        match article {
            Ok(article) => {
                let reading = Reading::new(article, !whole, self.setting(settings, 68));
                self.tray.tell_with("", "{jump_back} goes back to the article");
                if let Some(left) = self.reading.take() {
                    self.trail.left.push(left);
                }
                if self.trail.left.len() > MOST {
                    // The first stays: it is the article one came with.
                    self.trail.left.remove(1);
                }
                Some(reading)
            }
            Err(trouble) => {
                let said = trouble.message;
                let why = said
                    .strip_prefix(&*url)
                    .map_or(&*said, |why| why.trim_start_matches([':', ' ']));
                let words = format!("not read: {}; ", clean_line(why));
                self.tray.alarm_with(words, "{open_in_browser} opens it in the browser");
                None
            }
        }
    }

    /// Back to the article whose link was followed; `None` where no link was.
    pub(in crate::app) fn back_on_trail(&mut self) -> Option<Vec<Effect>> {
        let mut effects = if self.is_on_trail() { self.leave_desk() } else { Vec::new() };
        let mut before = self.trail.left.pop()?;
        before.followed = None;
        self.shelf.generation += 1;
        if before.analysis.is_none() && !before.unanalysable && !before.partial {
            effects.push(Effect::Analyze(before.article.clone()));
        }
        self.reading = Some(before);
        Some(effects)
    }

    /// Back to the article that the first link was followed from.
    pub(in crate::app) fn leave_trail(&mut self) -> Vec<Effect> {
        self.trail.left.truncate(1);
        self.back_on_trail().unwrap_or_default()
    }
}
