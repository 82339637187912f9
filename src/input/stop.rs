//! Whether somebody still wants what is being read.

use std::fmt;
use std::sync::Arc;

/// Asked now and then by whatever can take long; the answer `true` ends it with an error. Without
/// anybody who may wish it, nothing ever stops.
#[derive(Clone, Default)]
pub struct Stop(Option<Arc<dyn Fn() -> bool + Send + Sync>>);

impl Stop {
    /// Ends a reading as soon as `wished` says so, which is to answer at once.
    pub fn when(wished: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(wished)))
    }

    pub fn is_wished(&self) -> bool {
        self.0.as_ref().is_some_and(|wished| wished())
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stop")
    }
}
