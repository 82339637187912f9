//! What holds for the values of rows beyond their types, and what is put in the place of those that
//! break it: damage in one place must not keep the rest from being read.

use rusqlite::Connection;

use crate::annotation::{Act, EntityKind, Modality, Polarity};
use crate::config::{FullText, ReadWhen};
use crate::library::error::Result;
use crate::library::field::Field;
use crate::library::item::Origin;
use crate::library::item::Teaser;
use crate::library::subscription::{FeedKind, FeedState};

/// Table, what is wrong, and what mends it.
type Rule = (&'static str, &'static str, &'static str);

/// Seconds of the first and the last moment that the program knows.
macro_rules! out_of_time {
    ($column:literal) => {
        concat!($column, " NOT BETWEEN -377705023201 AND 253402207200")
    };
}
/// A number that fills an unsigned one of 32 bits.
macro_rules! out_of_count {
    ($column:literal) => {
        concat!($column, " NOT BETWEEN 0 AND 4294967295")
    };
}

const RULES: &[Rule] = &[
    ("feed", "kind NOT IN ('feed', 'query', 'exec', 'filter', 'mail', 'other')", "kind = 'other'"),
    ("feed", "full_text NOT IN ('auto', 'always', 'never')", "full_text = 'auto'"),
    ("feed", "read_when NOT IN ('opened', 'scrolled', 'finished', 'by_hand')", "read_when = NULL"),
    ("feed", out_of_count!("keep_count"), "keep_count = NULL"),
    ("feed", out_of_count!("keep_days"), "keep_days = NULL"),
    ("feed", "hidden NOT IN (0, 1)", "hidden = 0"),
    ("feed", "NOT json_valid(attributes)", "attributes = '{}'"),
    ("folder", "NOT json_valid(attributes)", "attributes = '{}'"),
    (
        "folder",
        "id IN (WITH RECURSIVE up (start, id) AS (SELECT id, parent_id FROM folder UNION SELECT start, folder.parent_id \
         FROM up JOIN folder ON folder.id = up.id) SELECT start FROM up WHERE start = id)",
        "parent_id = NULL",
    ),
    ("feed_place", "NOT json_valid(attributes)", "attributes = '{}'"),
    ("fetch", out_of_count!("failures"), "failures = 0"),
    ("fetch", "status NOT BETWEEN 0 AND 65535", "status = NULL"),
    ("fetch", out_of_count!("ttl"), "ttl = NULL"),
    ("fetch", out_of_count!("skip_hours"), "skip_hours = 0"),
    ("fetch", "skip_days NOT BETWEEN 0 AND 255", "skip_days = 0"),
    ("fetch", out_of_time!("fetched"), "fetched = NULL"),
    ("fetch", out_of_time!("next"), "next = NULL"),
    ("article", out_of_time!("published"), "published = NULL"),
    ("article", out_of_time!("at"), "at = coalesce(published, 0)"),
    ("article", out_of_time!("added"), "added = at"),
    ("article", out_of_time!("changed"), "changed = at"),
    ("article", out_of_count!("words"), "words = 0"),
    ("article", out_of_count!("versions"), "versions = 1"),
    ("article", out_of_count!("marks"), "marks = 0"),
    ("article", out_of_count!("tags"), "tags = 0"),
    ("article", "unread NOT IN (0, 1)", "unread = 1"),
    ("article", "starred NOT IN (0, 1)", "starred = 0"),
    ("article", "hidden NOT IN (0, 1)", "hidden = 0"),
    ("article", "kept NOT IN (0, 1)", "kept = 0"),
    ("article", "ruled NOT IN (0, 1)", "ruled = 1"),
    ("rule", "enabled NOT IN (0, 1)", "enabled = 0, allowed = NULL"),
    ("rule_hit", out_of_time!("at"), "at = 0"),
    ("headline", out_of_time!("until"), "until = 0"),
    ("article", "NOT json_valid(enclosures)", "enclosures = NULL"),
    ("item", "unread NOT IN (0, 1)", "unread = 1"),
    ("item", out_of_time!("at"), "at = 0"),
    ("body", out_of_time!("added"), "added = 0"),
    ("wanted_page", "tries NOT BETWEEN 0 AND 16", "tries = 0"),
    ("account", out_of_time!("synced"), "synced = NULL"),
    ("account", out_of_time!("next"), "next = NULL"),
    ("account", "tags NOT IN (0, 1)", "tags = 1"),
    ("account_feed", "gone NOT IN (0, 1)", "gone = 0"),
    ("account_article", "unread NOT IN (0, 1)", "unread = 1"),
    ("account_article", "starred NOT IN (0, 1)", "starred = 0"),
    ("account_change", "value NOT IN (0, 1)", "value = 1"),
    ("account_log", out_of_time!("at"), "at = 0"),
    ("reading", "length(hash) <> 16", "hash = zeroblob(16)"),
    (
        "mark",
        "kind NOT IN ('bookmark', 'mark', 'note', 'highlight') OR (kind = 'mark' AND coalesce(length(name), 0) <> 1)",
        "kind = iif(note = '', 'bookmark', 'note'), name = NULL",
    ),
    ("mark", "role NOT BETWEEN 0 AND 255", "role = NULL"),
    ("mark", out_of_count!("paragraph"), "paragraph = 0"),
    ("mark", "whole NOT IN (0, 1)", "whole = 0"),
];

/// Table, column, the words or numbers that mean something there, and what is put in the place of
/// others.
fn meanings() -> Vec<(&'static str, &'static str, String, &'static str)> {
    let words = |words: &[&str]| format!("('{}')", words.join("', '"));
    let numbers = |count: usize| {
        format!("({})", (0..count).map(|at| at.to_string()).collect::<Vec<_>>().join(", "))
    };
    vec![
        ("feed", "kind", words(FeedKind::WORDS), "'other'"),
        ("feed", "full_text", words(FullText::WORDS), "'auto'"),
        ("feed", "read_when", words(ReadWhen::WORDS), "NULL"),
        ("fetch", "state", words(FeedState::WORDS), "'ok'"),
        ("account", "state", words(FeedState::WORDS), "'ok'"),
        ("body", "origin", numbers(Origin::ALL.len()), "0"),
        ("article", "teaser", numbers(Teaser::ALL.len()), "NULL"),
        ("change_part", "field", words(Field::WORDS), "'unread'"),
        ("entity", "kind", numbers(EntityKind::ALL.len()), "0"),
        ("quote", "act", numbers(Act::ALL.len()), "0"),
        ("quote", "kind", numbers(3), "0"),
        ("quote", "polarity", numbers(Polarity::ALL.len()), "0"),
        ("quote", "modality", numbers(Modality::ALL.len()), "0"),
    ]
}

/// All rules: those of words and numbers, and the others.
fn rules() -> impl Iterator<Item = (&'static str, String, String)> {
    let meanings = meanings().into_iter().map(|(table, column, known, instead)| {
        (table, format!("{column} NOT IN {known}"), format!("{column} = {instead}"))
    });
    let others = RULES
        .iter()
        .map(|(table, wrong, right)| (*table, (*wrong).to_owned(), (*right).to_owned()));
    meanings.chain(others)
}

/// How many values break a rule, by table.
pub(super) fn broken(connection: &Connection) -> Result<Vec<(&'static str, u64)>> {
    let mut found: Vec<(&str, u64)> = Vec::new();
    for (table, wrong, _) in rules() {
        let sql = format!("SELECT count(*) FROM {table} WHERE {wrong}");
        let count: u32 = connection.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            found.push((table, count.into()));
        }
    }
    Ok(found)
}

/// Mends all values that break a rule; answers how many.
pub(super) fn mend(connection: &Connection) -> Result<u64> {
    let mut mended = 0;
    for (table, wrong, right) in rules() {
        mended += connection.execute(&format!("UPDATE {table} SET {right} WHERE {wrong}"), [])?;
    }
    Ok(mended as u64)
}
