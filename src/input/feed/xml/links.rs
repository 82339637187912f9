//! Which of its links leads to the page of a feed or an item.

/// Links of a feed or an item, the better kept.
#[derive(Default)]
pub(super) struct Links {
    best: Option<String>,
    rank: u8,
    /// An id that is an address.
    pub guid: Option<String>,
}

impl Links {
    /// Of equal rank the first counts.
    pub(super) fn offer(&mut self, url: Option<String>, rank: u8) {
        if let Some(url) = url
            && rank > self.rank
        {
            (self.best, self.rank) = (Some(url), rank);
        }
    }

    pub(super) fn take(&mut self) -> Option<String> {
        let links = std::mem::take(self);
        links.best.or(links.guid)
    }
}
