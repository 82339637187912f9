//! An entry of a list of linear mode.

use crate::annotation::EntityId;
use crate::app::library::FeedsRow;
use crate::app::reader::Footnote;
use crate::text::Span;

/// What an entry of a list leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Entity(EntityId),
    Quote(u32),
    Place(Span),
    Footnote(Footnote),
    Link(Span, String),
    Article(usize),
    /// A view, folder, feed or tag of the library.
    Feed(FeedsRow),
    /// A mark that found no place in this text.
    Lost,
}
