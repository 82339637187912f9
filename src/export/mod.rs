//! Articles, quotations and marks for other programs and for people: JSON, Markdown, CSV.
//!
//! Byte offsets become code points here and nowhere else. Uses `text`, `annotation` and the results
//! of `analysis`.

mod article;
mod csv;
#[cfg(feature = "reader")]
mod html;
mod json;
mod line;
mod markdown;
mod passage;
mod report;
#[cfg(feature = "reader")]
mod web_annotation;

pub use article::{ArticleJson, article_json};
pub use csv::csv_row;
#[cfg(feature = "reader")]
pub(crate) use html::{Entry, Section, article_page, sheet_page};
pub use json::to_json;
pub use line::analyzed_line;
pub use markdown::markdown;
pub use passage::{PassageJson, passage_json};
pub use report::report;
#[cfg(feature = "reader")]
pub(crate) use web_annotation::{Annotated, CONTEXT, OWN_TEXT};
