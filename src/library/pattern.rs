//! Patterns of queries within SQL: `matches_pattern(text, hash, pattern)`.

use std::sync::Arc;

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error};

use super::body;
use crate::query::Matcher;

/// Makes the function known to a connection. With a hash its text is one that is kept packed; one
/// that is damaged matches nothing.
pub(super) fn teach(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("matches_pattern", 3, flags, |context| matches(context))
}

fn matches(context: &Context<'_>) -> rusqlite::Result<bool> {
    let wrong = |why: String| Error::UserFunctionError(why.into());
    let matcher: Arc<Matcher> = context.get_or_create_aux(2, |pattern| {
        Matcher::new(pattern.as_str().map_err(|error| error.to_string())?)
    })?;
    Ok(match (context.get_raw(0), context.get_raw(1)) {
        (ValueRef::Blob(data), ValueRef::Blob(hash)) => body::unpack(data, hash)
            .is_some_and(|body| matcher.find(body.document.text()).is_some()),
        (ValueRef::Text(text), _) => {
            let text = std::str::from_utf8(text).map_err(|error| wrong(error.to_string()))?;
            matcher.find(text).is_some()
        }
        _ => false,
    })
}
