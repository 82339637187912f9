//! Somebody whom the library knows: the names under which they are found, what all articles say of
//! them, and how two become one and one becomes two.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Result;
use super::identity::{ArticleId, PersonId};
use super::index_text::fold;
use super::words::Numbered;
use crate::annotation::EntityKind;
use crate::authority::{Profile, is_better_name, keys, unpack_traits};

/// Names that are kept of one person.
const FORMS: i64 = 24;

/// Somebody who may be meant.
pub(super) struct Candidate {
    pub(super) id: PersonId,
    pub(super) kind: EntityKind,
    pub(super) names: Vec<String>,
    pub(super) profile: Profile,
    pub(super) articles: u32,
    /// Whether its reader gave the name.
    pub(super) named: bool,
}

/// All that is known of somebody.
pub(super) fn candidate(connection: &Connection, id: PersonId) -> Result<Candidate> {
    type Row = (String, Option<Vec<u8>>, i64, bool, Numbered<EntityKind>);
    let (name, profile, articles, named, kind): Row = connection
        .prepare_cached("SELECT name, profile, articles, named, kind FROM entity WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
    let mut names = vec![name];
    let aliases = connection
        .prepare_cached("SELECT alias FROM entity_alias WHERE entity_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    names.extend(aliases);
    Ok(Candidate {
        id,
        kind: kind.0,
        names,
        profile: profile.map(|packed| Profile::unpack(&packed)).unwrap_or_default(),
        articles: u32::try_from(articles).unwrap_or_default(),
        named,
    })
}

/// Makes somebody of whom nothing but the name is known.
pub(super) fn make(connection: &Connection, kind: EntityKind, name: &str) -> Result<Candidate> {
    connection
        .prepare_cached("INSERT INTO entity (kind, key, name) VALUES (?1, ?2, ?3)")?
        .execute(params![Numbered(kind), fold(name), name])?;
    let id = PersonId(connection.last_insert_rowid());
    add_name(connection, kind, id, name)?;
    Ok(Candidate {
        id,
        kind,
        names: vec![name.to_owned()],
        profile: Profile::default(),
        articles: 0,
        named: false,
    })
}

/// Gives somebody a name, and keeps the one before as another.
pub(super) fn rename(
    connection: &Connection,
    kind: EntityKind,
    id: PersonId,
    name: &str,
) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO entity_alias (entity_id, alias) SELECT id, name FROM entity WHERE id = ?1 AND name <> ?2")?
        .execute(params![id, name])?;
    connection
        .prepare_cached("DELETE FROM entity_alias WHERE entity_id = ?1 AND alias = ?2")?
        .execute(params![id, name])?;
    connection
        .prepare_cached("UPDATE entity SET name = ?2, key = ?3, named = 1 WHERE id = ?1")?
        .execute(params![id, name, fold(name)])?;
    add_name(connection, kind, id, name)
}

/// Makes somebody be found under a name.
fn add_name(connection: &Connection, kind: EntityKind, id: PersonId, name: &str) -> Result<()> {
    let mut word = connection
        .prepare_cached("INSERT OR IGNORE INTO entity_word (word, entity_id) VALUES (?1, ?2)")?;
    for one in fold(name).split(' ').filter(|word| !word.is_empty()) {
        word.execute(params![one, id])?;
    }
    let mut form = connection
        .prepare_cached("INSERT OR IGNORE INTO entity_form (key, entity_id) VALUES (?1, ?2)")?;
    for key in keys(kind, name).kept {
        form.execute(params![key, id])?;
    }
    Ok(())
}

/// Keeps another name of somebody.
pub(super) fn add_alias(
    connection: &Connection,
    kind: EntityKind,
    id: PersonId,
    name: &str,
) -> Result<()> {
    let new = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO entity_alias (entity_id, alias) SELECT ?1, ?2 \
             WHERE (SELECT count(*) FROM entity_alias WHERE entity_id = ?1) < ?3 \
             AND NOT EXISTS (SELECT 1 FROM entity WHERE id = ?1 AND name = ?2)",
        )?
        .execute(params![id, name, FORMS])?;
    if new > 0 { add_name(connection, kind, id, name) } else { Ok(()) }
}

/// Somebody is of the kind as which most articles show them.
pub(super) fn settle_kind(connection: &Connection, person: &mut Candidate) -> Result<()> {
    let most: Numbered<EntityKind> = connection
        .prepare_cached(
            "SELECT read_as FROM article_entity WHERE entity_id = ?1 GROUP BY read_as ORDER BY count(*) DESC, read_as = ?2 DESC, read_as LIMIT 1",
        )?
        .query_row(params![person.id, Numbered(person.kind)], |row| row.get(0))?;
    if most.0 != person.kind {
        person.kind = most.0;
        connection
            .prepare_cached("UPDATE entity SET kind = ?2 WHERE id = ?1")?
            .execute(params![person.id, most])?;
        for name in &person.names {
            add_name(connection, person.kind, person.id, name)?;
        }
    }
    Ok(())
}

/// Takes the appearances of an article out of what is known of those it shows.
pub(super) fn forget(connection: &Connection, article: ArticleId) -> Result<()> {
    let shown: Vec<(PersonId, i64, Option<Vec<u8>>)> = connection
        .prepare_cached(
            "SELECT entity_id, quotes, evidence FROM article_entity WHERE article_id = ?1",
        )?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, quotes, evidence) in shown {
        let packed: Option<Option<Vec<u8>>> = connection
            .prepare_cached("SELECT profile FROM entity WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let mut profile =
            packed.flatten().map(|packed| Profile::unpack(&packed)).unwrap_or_default();
        profile.take(&evidence.map(|packed| unpack_traits(&packed)).unwrap_or_default());
        connection
            .prepare_cached("UPDATE entity SET articles = articles - 1, quotes = quotes - ?2, profile = ?3 WHERE id = ?1")?
            .execute(params![id, quotes, profile.pack()])?;
    }
    connection
        .prepare_cached("DELETE FROM article_entity WHERE article_id = ?1")?
        .execute([article])?;
    Ok(())
}

/// Takes out all whom no article shows and to whom their reader gave no name.
pub(super) fn prune(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM entity WHERE articles <= 0 AND named = 0")?
        .execute([])?;
    Ok(())
}

/// Makes one of two: `from` is gone, and all that was its is `into`'s.
pub(super) fn join(connection: &Connection, from: PersonId, into: PersonId) -> Result<()> {
    if from == into {
        return Ok(());
    }
    let run = |sql: &str| connection.prepare_cached(sql)?.execute(params![from, into]);
    let kind: Numbered<EntityKind> = connection
        .prepare_cached("SELECT kind FROM entity WHERE id = ?1")?
        .query_row([from], |row| row.get(0))?;
    let names = candidate(connection, from)?.names;
    run("UPDATE OR IGNORE article_entity SET entity_id = ?2 WHERE entity_id = ?1")?;
    run(
        "UPDATE article_entity SET quotes = quotes + (SELECT quotes FROM article_entity AS other WHERE other.entity_id = ?1 AND other.article_id = article_entity.article_id) \
         WHERE entity_id = ?2 AND article_id IN (SELECT article_id FROM article_entity WHERE entity_id = ?1)",
    )?;
    run("UPDATE quote SET entity_id = ?2 WHERE entity_id = ?1")?;
    run("UPDATE OR IGNORE quote_about SET entity_id = ?2 WHERE entity_id = ?1")?;
    run("UPDATE follow SET entity_id = ?2 WHERE entity_id = ?1")?;
    connection.prepare_cached("DELETE FROM entity WHERE id = ?1")?.execute([from])?;
    for name in names {
        add_alias(connection, kind.0, into, &name)?;
    }
    count_anew(connection, into)
}

/// Parts somebody in two: the appearances in these articles are another's, who is answered.
pub(super) fn part(
    connection: &Connection,
    from: PersonId,
    articles: &[ArticleId],
) -> Result<PersonId> {
    let (kind, name): (Numbered<EntityKind>, String) = connection
        .prepare_cached("SELECT kind, name FROM entity WHERE id = ?1")?
        .query_row([from], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut names: Vec<String> = Vec::new();
    for article in articles {
        let lines: Option<String> = connection
            .prepare_cached(
                "SELECT names FROM article_entity WHERE entity_id = ?1 AND article_id = ?2",
            )?
            .query_row(params![from, article], |row| row.get(0))
            .optional()?;
        for line in lines.iter().flat_map(|lines| lines.lines()) {
            if !names.iter().any(|known| known == line) && names.len() < FORMS as usize {
                names.push(line.to_owned());
            }
        }
    }
    let first = names.iter().skip(1).fold(names.first().cloned().unwrap_or(name), |best, name| {
        if is_better_name(kind.0, &best, name) { name.clone() } else { best }
    });
    let to = make(connection, kind.0, &first)?.id;
    for name in names {
        add_alias(connection, kind.0, to, &name)?;
    }
    for article in articles {
        for sql in [
            "UPDATE article_entity SET entity_id = ?2 WHERE entity_id = ?1 AND article_id = ?3",
            "UPDATE quote SET entity_id = ?2 WHERE entity_id = ?1 AND article_id = ?3",
            "UPDATE OR IGNORE quote_about SET entity_id = ?2 WHERE entity_id = ?1 AND quote_id IN (SELECT id FROM quote WHERE article_id = ?3)",
        ] {
            connection.prepare_cached(sql)?.execute(params![from, to, article])?;
        }
    }
    count_anew(connection, from)?;
    count_anew(connection, to)?;
    Ok(to)
}

/// Counts what is known of somebody from their appearances.
fn count_anew(connection: &Connection, id: PersonId) -> Result<()> {
    let (mut profile, mut articles, mut quotes) = (Profile::default(), 0i64, 0i64);
    let mut statement = connection
        .prepare_cached("SELECT quotes, evidence FROM article_entity WHERE entity_id = ?1")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        articles += 1;
        quotes += row.get::<_, i64>(0)?;
        if let Some(packed) = row.get::<_, Option<Vec<u8>>>(1)? {
            profile.add(&unpack_traits(&packed));
        }
    }
    connection
        .prepare_cached("UPDATE entity SET articles = ?2, quotes = ?3, profile = ?4 WHERE id = ?1")?
        .execute(params![id, articles, quotes, profile.pack()])?;
    Ok(())
}
