//! Whom the entities of an article mean among those whom the library knows, found as articles are
//! analysed: each is compared with the few whose names may mean the same. What its reader decided
//! comes first.

use jiff::tz::TimeZone;
use rusqlite::{Connection, params};

use super::decision::Decisions;
use super::error::Result;
use super::identity::{ArticleId, PersonId, from_seconds};
use super::index_text::fold;
use super::persons::{Candidate, add_alias, candidate, join, make, rename, settle_kind};
use super::words::Numbered;
use crate::analysis::Analysis;
use crate::annotation::EntityKind;
use crate::authority::{Appearance, Known, Verdict, is_better_name, judge, keys, pack_traits};
use crate::text::Document;

/// So many of those an article is most about are kept for it.
const FOREMOST: usize = 16;
/// So many who may be meant are compared with one entity of an article.
const COMPARED: usize = 32;
/// Names that are looked up and kept of one appearance.
const NAMES: usize = 6;
/// Kinds that are taken for one another.
const READ_OTHERWISE: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
/// Of two who may both be meant, one must fit so much better.
const MARGIN: f32 = 0.5;

/// One entity of an article that is being linked.
struct Shown<'a> {
    article: ArticleId,
    appearance: &'a Appearance,
    weight: i64,
    said: i64,
}

/// Links the entities of an article that are kept for it, and answers with whom each is; `said` are
/// the quotations of each.
pub(super) fn link(
    connection: &Connection,
    article: ArticleId,
    document: &Document,
    analysis: &Analysis,
    said: &[i64],
) -> Result<Vec<Option<PersonId>>> {
    let at: i64 = connection
        .prepare_cached("SELECT at FROM article WHERE id = ?1")?
        .query_row([article], |row| row.get(0))?;
    let year = TimeZone::UTC.to_datetime(from_seconds(at)).year();
    let decisions = Decisions::of(connection)?;
    let mut rows = vec![None; analysis.entities.len()];
    let mut taken: Vec<PersonId> = Vec::new();
    for (index, appearance) in Appearance::all(document, analysis, year).iter().enumerate() {
        if index >= FOREMOST && said[index] == 0 || fold(&appearance.names[0]).is_empty() {
            continue;
        }
        let weight = (analysis.entities[index].salience * 1000.0) as i64;
        let shown = Shown { article, appearance, weight, said: said[index] };
        let id = settle(connection, &shown, &taken, &decisions)?;
        taken.push(id);
        rows[index] = Some(id);
    }
    Ok(rows)
}

/// Finds or makes the one who is meant, and notes the appearance.
fn settle(
    connection: &Connection,
    shown: &Shown<'_>,
    taken: &[PersonId],
    decisions: &Decisions,
) -> Result<PersonId> {
    let appearance = shown.appearance;
    let decided = decisions.about(connection, shown.article, appearance)?;
    let mut candidates = candidates(connection, appearance)?;
    candidates.retain(|candidate| !decided.not.contains(&candidate.id));
    if let Some(id) = decided.is.filter(|id| candidates.iter().all(|known| known.id != *id)) {
        candidates.push(candidate(connection, id)?);
    }
    let by_hand = decided
        .is
        .and_then(|id| candidates.iter().position(|candidate| candidate.id == id))
        .map(|at| (at, Some("its reader said so".to_owned())));
    let (found, also) = match by_hand {
        Some(found) => (Some(found), Vec::new()),
        None => best(appearance, &candidates, taken),
    };
    let (mut person, reason) = match found {
        Some((at, reason)) => {
            let ids: Vec<PersonId> = also
                .iter()
                .filter(|other| **other != at && !candidates[**other].named)
                .map(|other| candidates[*other].id)
                .collect();
            let mut person = candidates.swap_remove(at);
            for id in ids {
                join(connection, id, person.id)?;
                person = candidate(connection, person.id)?;
            }
            (person, reason)
        }
        None => (make(connection, appearance.kind, &appearance.names[0])?, None),
    };
    if let Some(name) = decided.name {
        rename(connection, appearance.kind, person.id, &name)?;
        person.named = true;
    }
    note(connection, shown, &mut person, reason.as_deref())?;
    Ok(person.id)
}

/// Which of the candidates it is, and why; nobody where two fit alike. Where the article gives
/// somebody two full names, and each is that of one who is known, the two are one: who else it is.
fn best(
    appearance: &Appearance,
    candidates: &[Candidate],
    taken: &[PersonId],
) -> (Option<(usize, Option<String>)>, Vec<usize>) {
    let mut verdicts: Vec<(usize, Verdict)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(at, candidate)| {
            let known = Known {
                kind: candidate.kind,
                names: &candidate.names,
                profile: &candidate.profile,
                articles: candidate.articles,
            };
            let verdict = judge(appearance, &known)?;
            // Two whom one article tells apart are two, whatever they are called.
            let is_free = !taken.contains(&candidate.id)
                || verdict.by_name && candidate.names.contains(&appearance.names[0]);
            is_free.then_some((at, verdict))
        })
        .collect();
    verdicts.sort_by(|(_, one), (_, other)| other.score.total_cmp(&one.score));
    let Some((at, verdict)) = verdicts.first() else { return (None, Vec::new()) };
    let found = || Some((*at, verdict.reason.clone()));
    let Some((second, next)) = verdicts.get(1) else { return (found(), Vec::new()) };
    if verdict.name.is_some() && next.name.is_some() && verdict.name != next.name {
        return (found(), vec![*second]);
    }
    let is_clear = verdict.score - next.score >= MARGIN;
    (if is_clear { found() } else { None }, Vec::new())
}

/// Whoever may be meant by one of the names.
fn candidates(connection: &Connection, appearance: &Appearance) -> Result<Vec<Candidate>> {
    let mut ids: Vec<PersonId> = Vec::new();
    let mut add = |found: PersonId| {
        if ids.len() < COMPARED && !ids.contains(&found) {
            ids.push(found);
        }
    };
    let mut named =
        connection.prepare_cached("SELECT id FROM entity WHERE kind = ?1 AND key = ?2 LIMIT ?3")?;
    let mut formed =
        connection.prepare_cached("SELECT entity_id FROM entity_form WHERE key = ?1 LIMIT ?2")?;
    // As what kind an unknown name of several words is read differs from article to article.
    let others = |kind: &EntityKind| {
        *kind == appearance.kind
            || appearance.names[0].contains(' ') && READ_OTHERWISE.contains(kind)
    };
    let kinds = EntityKind::ALL.into_iter().filter(others);
    let names = appearance.names.iter().take(NAMES);
    for (name, kind) in names.flat_map(|name| kinds.clone().map(move |kind| (name, kind))) {
        let number = Numbered(kind);
        let rows = named
            .query_map(params![number, fold(name), COMPARED as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter().for_each(&mut add);
        for key in keys(kind, name).looks_up {
            let rows = formed
                .query_map(params![key, COMPARED as i64], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            rows.into_iter().for_each(&mut add);
        }
    }
    ids.into_iter().map(|id| candidate(connection, id)).collect()
}

/// Notes that an article shows somebody.
fn note(
    connection: &Connection,
    shown: &Shown<'_>,
    person: &mut Candidate,
    reason: Option<&str>,
) -> Result<()> {
    let Appearance { kind, names, role, .. } = shown.appearance;
    let traits = shown.appearance.traits();
    let lines: Vec<String> = names.iter().take(NAMES).map(|name| name.replace('\n', " ")).collect();
    let new = connection
        .prepare_cached("INSERT OR IGNORE INTO article_entity (entity_id, article_id, weight, quotes, at, names, role, reason, evidence, read_as) SELECT ?1, id, ?3, ?4, at, ?5, ?6, ?7, ?8, ?9 FROM article WHERE id = ?2")?
        .execute(params![
            person.id,
            shown.article,
            shown.weight,
            shown.said,
            lines.join("\n"),
            role,
            reason,
            pack_traits(&traits),
            Numbered(*kind)
        ])?;
    if new == 0 {
        return Ok(());
    }
    person.profile.add(&traits);
    connection
        .prepare_cached("UPDATE entity SET articles = articles + 1, quotes = quotes + ?2, profile = ?3 WHERE id = ?1")?
        .execute(params![person.id, shown.said, person.profile.pack()])?;
    if *kind != person.kind && !person.named {
        settle_kind(connection, person)?;
    }
    for name in names.iter().take(NAMES).filter(|name| !person.names.contains(name)) {
        add_alias(connection, person.kind, person.id, name)?;
    }
    if !person.named && is_better_name(person.kind, &person.names[0], &names[0]) {
        rename(connection, person.kind, person.id, &names[0])?;
        connection
            .prepare_cached("UPDATE entity SET named = 0 WHERE id = ?1")?
            .execute([person.id])?;
    }
    Ok(())
}
