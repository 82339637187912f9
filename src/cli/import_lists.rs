//! What lists of feeds of both kinds share on their way in: the count, and where they go.

use super::lines::shortened;
use crate::input::source::without_credentials;
use crate::library::{Library, LibraryError};

/// What an import did: each line counts once.
#[derive(Default)]
pub(super) struct Count {
    pub(super) new: usize,
    pub(super) known: usize,
    pub(super) changed: usize,
    pub(super) skipped: usize,
}

impl Count {
    /// Counts a line, and says so if it is kept as it stands and never run or asked.
    pub(super) fn line(&mut self, url: &str, is_asked: bool, is_new: bool, is_changed: bool) {
        if !is_asked {
            self.skipped += 1;
            let words = shortened(&without_credentials(url), 120);
            eprintln!("hint: kept but neither run nor asked: {words}");
        } else if is_new {
            self.new += 1;
        } else if is_changed {
            self.changed += 1;
        } else {
            self.known += 1;
        }
    }
}

/// Behind all that is there.
pub(super) fn first_position(library: &Library) -> Result<i64, LibraryError> {
    let feeds = library.feeds()?.into_iter().map(|row| row.subscription.position);
    let folders = library.folders()?.into_iter().map(|row| row.position);
    let places = library.feed_places()?.into_iter().map(|place| place.position);
    Ok(feeds.chain(folders).chain(places).max().map_or(0, |last| last + 1))
}
