//! Sets tables.

use super::code;
use super::part::Part;
use super::row::Row;
use super::sheet::Context;

pub(super) fn rows(context: &Context<'_>, part: Part) -> Vec<Row> {
    code::rows(context, part)
}
