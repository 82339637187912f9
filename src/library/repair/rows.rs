//! Reading the rows of a damaged table: what can be read is given out, what cannot is leapt over
//! and counted.

use rusqlite::{Connection, Row, Statement};

use super::shape::LARGEST;

/// After so many unreadable stretches a table is given up.
const PATIENCE: u32 = 512;

/// What of a table could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Gaps {
    /// Row numbers that stand in stretches which could not be read: so many rows at most.
    pub numbers: u64,
    /// Whether more may have stood where no numbers are known.
    pub is_open: bool,
}

impl Gaps {
    /// Whether all could be read.
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Gives every row of a table that can be read to `take`, which says whether it wants more. The
/// columns are those of `list`.
pub(super) fn each_row(
    from: &Connection,
    table: &str,
    list: &str,
    mut take: impl FnMut(&Row<'_>) -> bool,
) -> Gaps {
    let everything = Gaps { numbers: 0, is_open: true };
    let columns = list.split(", ").count();
    match from
        .prepare(&format!("SELECT {list}, rowid FROM {table} WHERE rowid > ?1 ORDER BY rowid"))
    {
        Ok(select) => by_number(select, columns, take),
        Err(_) => {
            // A table without row numbers is read from both ends.
            let mut last = Some(true);
            for way in ["ASC", "DESC"] {
                let Some(key) = key_of(from, table) else { return everything };
                let order = key.iter().map(|name| format!("{name} {way}")).collect::<Vec<_>>();
                let sql = format!("SELECT {list} FROM {table} ORDER BY {}", order.join(", "));
                let Ok(mut select) = from.prepare(&sql) else { return everything };
                let Ok(mut rows) = select.query([]) else { return everything };
                last = loop {
                    match rows.next() {
                        Ok(Some(row)) if take(row) => {}
                        Ok(_) => break None,
                        Err(_) => break Some(true),
                    }
                };
                if last.is_none() {
                    break;
                }
            }
            Gaps { numbers: 0, is_open: last.is_some() }
        }
    }
}

/// The columns of a table's primary key.
fn key_of(from: &Connection, table: &str) -> Option<Vec<String>> {
    let mut info = from
        .prepare(&format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"))
        .ok()?;
    let key = info.query_map([], |row| row.get(0)).ok()?.collect::<rusqlite::Result<_>>().ok()?;
    Some(key)
}

fn by_number(
    mut select: Statement<'_>,
    columns: usize,
    mut take: impl FnMut(&Row<'_>) -> bool,
) -> Gaps {
    let mut gaps = Gaps::default();
    // Each stretch begins behind the one before it, whatever numbers the rows claim to have.
    let (mut last, mut floor) = (i64::MIN, 0);
    for _ in 0..PATIENCE {
        let Ok(mut rows) = select.query([last]) else { break };
        let is_read = loop {
            match rows.next() {
                Ok(Some(row)) => {
                    last = row.get(columns).unwrap_or(last);
                    if !take(row) {
                        break true;
                    }
                }
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        drop(rows);
        if is_read {
            return gaps;
        }
        let start = last.max(floor);
        match behind(&mut select, start, columns) {
            Behind::Row(next) => {
                gaps.numbers += next.abs_diff(start).saturating_sub(1);
                (last, floor) = (next - 1, next);
            }
            Behind::End(end) => {
                gaps.numbers += end.abs_diff(start);
                return gaps;
            }
            Behind::Nothing => break,
        }
    }
    gaps.is_open = true;
    gaps
}

/// What follows an unreadable stretch.
#[derive(Clone, Copy)]
enum Behind {
    /// The row of this number.
    Row(i64),
    /// The end of the table; no row has a number beyond this one.
    End(i64),
    Nothing,
}

/// Looks for the first number behind `start` from which rows can be read again: by doubled steps,
/// then by halving the last one.
fn behind(select: &mut Statement<'_>, start: i64, columns: usize) -> Behind {
    let mut look = |number: i64| -> Behind {
        let Ok(mut rows) = select.query([number]) else { return Behind::Nothing };
        match rows.next() {
            Ok(Some(row)) => match row.get(columns) {
                Ok(found) if found > number => Behind::Row(found),
                _ => Behind::Nothing,
            },
            Ok(None) => Behind::End(number),
            Err(_) => Behind::Nothing,
        }
    };
    let mut step = 1_i64;
    let (mut unread, mut found) = (start, Behind::Nothing);
    let mut read = start;
    while matches!(found, Behind::Nothing) {
        if step > LARGEST {
            return Behind::Nothing;
        }
        (unread, read) = (read, start.saturating_add(step));
        found = look(read);
        step *= 2;
    }
    while read - unread > 1 {
        let middle = unread + (read - unread) / 2;
        match look(middle) {
            Behind::Nothing => unread = middle,
            nearer => (read, found) = (middle, nearer),
        }
    }
    found
}
