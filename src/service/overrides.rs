//! What the command line and the settings say of every input.

use std::path::PathBuf;

use crate::config::Network;
use crate::input::source::Source;
use crate::input::{Hints, Kind, Stop};
use crate::net::Cancel;

/// What the command line and the settings say of every input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    pub kind: Option<Kind>,
    pub encoding: Option<String>,
    /// How a web address is asked.
    pub network: Network,
    /// Ends the asking.
    pub cancel: Cancel,
    /// A page is read as it stands, no article cut out of it.
    pub whole_page: bool,
    /// The library that keeps the pages that are read; none: they are not kept.
    pub library: Option<PathBuf>,
    /// The file of settings.
    pub settings: Option<PathBuf>,
    /// Where it stands which step of the tutor waits.
    pub tutor: Option<PathBuf>,
    /// The one folder that all files are under, where one was named.
    pub home: Option<PathBuf>,
}

impl Overrides {
    /// Ends the reading where the asking is ended.
    pub(super) fn stop(&self) -> Stop {
        let cancel = self.cancel.clone();
        Stop::when(move || cancel.is_cancelled())
    }

    /// What is known of a source before it is read.
    pub(super) fn hints(&self, source: &Source) -> Hints {
        Hints {
            kind: if *source == Source::Sample { Some(Kind::Markdown) } else { self.kind },
            encoding: self.encoding.clone(),
            content_type: None,
            source: matches!(source, Source::Path(_)).then(|| source.name()),
            whole_page: self.whole_page,
            stop: self.stop(),
        }
    }
}
