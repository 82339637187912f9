//! Pages for colleagues: one file of HTML without script and without requests, to be read, printed
//! and listened to.
//!
//! [`article`] sets an article with its names, quotations and notes marked; [`sheet`] sets lists
//! and tables, for a person or a story.

mod article;
mod aside;
mod frame;
mod marked;
mod sheet;

pub(crate) use article::article_page;
pub(crate) use sheet::{Entry, Section, sheet_page};
