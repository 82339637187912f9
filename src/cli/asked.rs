//! The articles that a query asks for, one after the other, with what is found in them.

use super::Failure;
use super::articles::{analyse_all, clock, index_all};
use crate::analysis::Analysis;
use crate::annotation::Article;
use crate::library::{Library, LibraryError, ListRow, Scope};
use crate::query::Query;

/// Indexes and analyses what waits, then gives `each` every article of the query with its analysis as
/// its reader corrected it; `None` where it is not analysed. Returns how many could not be read
/// and were passed over.
pub(super) fn each_asked(
    library: &mut Library,
    query: Query,
    mut each: impl FnMut(&ListRow, &Article, Option<&Analysis>) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    index_all(library)?;
    analyse_all(library)?;
    let ids = library.ids(&Scope { query, ..Scope::default() }, &clock())?;
    let mut lost = 0;
    for id in ids {
        let Some(row) = library.rows(&[id])?.pop() else { continue };
        let article = match library.article(id) {
            Ok(article) => article,
            Err(LibraryError::Damaged { .. } | LibraryError::Lost) => {
                lost += 1;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let analysis = library.corrected_analysis(id, &article.document)?;
        each(&row, &article, analysis.as_ref())?;
    }
    Ok(lost)
}
