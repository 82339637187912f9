//! Which list is wanted: a query for an older one is given up in the middle.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// No list is being made.
const NONE: u64 = u64::MAX;

/// The list that was asked for last, and the one that is being made, by their generations. Shared
/// by who asks and who answers.
#[derive(Clone, Debug)]
pub(super) struct Lists(Arc<(AtomicU64, AtomicU64)>);

impl Default for Lists {
    fn default() -> Self {
        Self(Arc::new((AtomicU64::new(0), AtomicU64::new(NONE))))
    }
}

impl Lists {
    pub(super) fn ask(&self, generation: u64) {
        self.0.0.store(generation, Ordering::Relaxed);
    }

    /// Runs what makes a list.
    pub(super) fn make<T>(&self, generation: u64, make: impl FnOnce() -> T) -> T {
        self.0.1.store(generation, Ordering::Relaxed);
        // Also where a fault ends it.
        let _ends = Ends(self);
        make()
    }

    /// Whether a newer list is wanted than the one that is being made.
    pub(super) fn is_outdated(&self) -> bool {
        let (asked, made) = (self.0.0.load(Ordering::Relaxed), self.0.1.load(Ordering::Relaxed));
        made != NONE && asked > made
    }
}

struct Ends<'a>(&'a Lists);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.0.1.store(NONE, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn only_a_list_that_is_being_made_is_given_up_for_a_newer_one() {
        let lists = Lists::default();
        lists.ask(1);
        assert!(!lists.is_outdated());
        lists.make(1, || {
            assert!(!lists.is_outdated());
            lists.ask(2);
            assert!(lists.is_outdated());
        });
        assert!(!lists.is_outdated(), "what is not a list is never given up");
    }
}
