//! Pages that were read by their address can be read again without the network: they are kept in
//! the library.

use std::path::Path;

use jiff::Timestamp;

use super::overrides::Overrides;
use crate::annotation::Article;
use crate::input::source::Source;
use crate::library::Library;

/// Keeps a page as read. Where that cannot be done, it is read all the same: what is wrong with the
/// library is told when it is used.
pub(super) fn keep(article: &Article, library: Option<&Path>) {
    if let Some(path) = library
        && let Ok(mut library) = Library::open(path)
    {
        let _ = library.keep_read(article, Timestamp::now());
    }
}

/// The article of an address as the library has it, for when the network does not.
pub(crate) fn kept(source: &Source, overrides: &Overrides) -> Option<Article> {
    let Source::Url(url) = source else { return None };
    let mut library = Library::open_existing(overrides.library.as_deref()?).ok()??;
    let id = library.find_article(Some(url), None).ok()??;
    library.readable(id).ok()
}
