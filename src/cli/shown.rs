//! How somebody is shown by articles, as JSON: roles with their days, and where they are named.

use serde::Serialize;

use crate::library::{NamedIn, RoleRow};

#[derive(Serialize)]
pub(super) struct RoleJson {
    role: String,
    articles: u32,
    first: String,
    last: String,
}

impl From<RoleRow> for RoleJson {
    fn from(row: RoleRow) -> Self {
        let RoleRow { role, articles, first, last } = row;
        Self { role, articles, first: first.to_string(), last: last.to_string() }
    }
}

/// Where somebody is named: the forms there, and why it is they.
#[derive(Serialize)]
pub(super) struct InJson {
    article: String,
    title: String,
    source: Option<String>,
    at: String,
    names: Vec<String>,
    reason: Option<String>,
}

impl From<NamedIn> for InJson {
    fn from(row: NamedIn) -> Self {
        let NamedIn { article, title, source, at, names, reason } = row;
        Self { article: article.0.to_string(), title, source, at: at.to_string(), names, reason }
    }
}
