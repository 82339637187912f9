//! What the library knows of the article on the desk.

use crate::app::message::Wanted;
use crate::library::{ArticleId, FeedId};

/// What the library knows of the article on the desk, where it is one of the library.
#[derive(Clone, Debug)]
pub struct Opened {
    pub id: ArticleId,
    pub wanted: Wanted,
    pub feeds: Vec<(FeedId, String)>,
    pub tags: Vec<String>,
    /// Whether it has a feed's own text beside the page's.
    pub feed_text: bool,
    pub versions: usize,
    /// Whether it was told that there is another text of it by now.
    pub changed: bool,
    /// Whether its end was in sight.
    pub finished: bool,
}
