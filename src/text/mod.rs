//! The text of an article and the one way to say where something is in it.
//!
//! A [`Document`] is immutable text with a table of [`Block`]s. A [`Span`] is a range of bytes in
//! it; everything else in the program (names, quotations, search hits, bookmarks, rows on the
//! screen) is spans over a document. Only this folder slices text. It uses nothing else of ours.

mod anchor;
mod ascii;
mod block;
mod bounds;
mod cells;
mod clean;
mod code_points;
mod difference;
mod direction;
mod document;
mod hash;
mod reading;
mod rewriter;
mod segments;
mod span;
mod word;

pub use anchor::{Anchor, CONTEXT, FURTHER, Further, Placement, Places, Sketch};
pub use ascii::ascii_signs;
pub use block::{Block, BlockKind, Numeral, Ordinal};
pub use cells::{cell_width, clusters, fitting, is_cluster_border, is_doubtful, most_cells};
pub use clean::{Cleaner, clean, clean_line, clean_lines};
pub use code_points::CodePoints;
pub use difference::{Difference, Edit, difference};
pub use direction::{
    Direction, Levels, Run, into_visual_order, may_turn, mirrored, visual_clusters,
};
pub use document::{Document, DocumentBuilder, LIMIT};
pub use hash::ContentHash;
pub use reading::{
    count_words, minutes_in_cells, minutes_in_words, reading_minutes, reading_seconds, words_read,
};
pub use rewriter::Rewriter;
pub use segments::{Segments, Sentence};
pub use span::Span;
pub use word::{word_after, word_at, word_before, words_of};
