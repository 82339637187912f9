//! Stories: which reports tell of one event, kept up to date as articles are analysed.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Library;
use super::belonging::{Belonging, StoryId};
use super::choices::{Choice, choose};
use super::error::{LibraryError, Result};
use super::identity::{ArticleId, from_seconds};
use crate::analysis::Analysis;
use crate::story::{APART, Evidence, Link, rarity};
use crate::text::Document;

/// Days, in seconds, that lie together in the index of terms.
const SPAN: i64 = 4 * 24 * 60 * 60;
/// So many spans back from the newest are kept in the index.
const REMEMBERED: i64 = 30;
/// So many reports with a term are looked at in a span, newest first.
const LISTED: i64 = 64;
/// So many reports are compared with a new one.
const COMPARED: usize = 16;
/// A story of more reports is not made part of another one by itself.
const SMALL: i64 = 64;

/// A report of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportRow {
    pub article: ArticleId,
    pub title: String,
    /// What it comes from, as lists call it.
    pub source: Option<String>,
    /// When it was published, else first seen.
    pub at: Timestamp,
    /// The report for whose sake it is here, and why, in words.
    pub near: Option<ArticleId>,
    pub reason: Option<String>,
    /// Whether it is one text with that report, but for small changes.
    pub is_copy: bool,
    /// Whether its reader said that it belongs here.
    pub by_hand: bool,
}

/// Notes which story an article's shown text is of. One that belongs to a story with others, or
/// where its reader put it, stays there though its text was edited.
pub(super) fn fold(
    connection: &Connection,
    article: ArticleId,
    document: &Document,
    analysis: &Analysis,
) -> Result<()> {
    let at: i64 = connection
        .prepare_cached("SELECT at FROM article WHERE id = ?1")?
        .query_row([article], |row| row.get(0))?;
    let evidence = Evidence::of(document, analysis, at);
    let before = Belonging::of(connection, article)?;
    if before.is_some() {
        take_terms(connection, article)?;
    }
    let stays = match &before {
        Some(before) if before.hand => true,
        Some(before) => count(connection, before.story, 2)? > 1,
        None => false,
    };
    let found = if stays { None } else { Some(Found::among(connection, &evidence, article)?) };
    let now = match (&found, before) {
        (None, Some(before)) => before,
        (found, _) => {
            found.as_ref().and_then(Found::belonging).unwrap_or_else(|| Belonging::alone(article))
        }
    };
    connection
        .prepare_cached("INSERT OR REPLACE INTO story (article_id, story, at, near, reason, copy, hand, evidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![article, now.story, at, now.near, now.reason, now.copy, now.hand, evidence.pack()])?;
    put_terms(connection, article, &evidence)?;
    if let Some(found) = found {
        found.bring_together(connection, article, &now)?;
    }
    Ok(())
}

fn span_of(at: i64) -> i64 {
    at.div_euclid(SPAN)
}

fn take_terms(connection: &Connection, article: ArticleId) -> Result<()> {
    let (at, packed): (i64, Vec<u8>) = connection
        .prepare_cached("SELECT at, evidence FROM story WHERE article_id = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(evidence) = Evidence::unpack(&packed, at) else { return Ok(()) };
    let mut taken = connection.prepare_cached(
        "DELETE FROM story_term WHERE span = ?1 AND term = ?2 AND article_id = ?3",
    )?;
    for term in evidence.keys() {
        taken.execute(params![span_of(at), term, article])?;
    }
    Ok(())
}

fn put_terms(connection: &Connection, article: ArticleId, evidence: &Evidence) -> Result<()> {
    let span = span_of(evidence.at);
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(span) FROM story_term")?
        .query_row([], |row| row.get(0))?;
    if newest.is_some_and(|newest| newest < span) {
        connection
            .prepare_cached("DELETE FROM story_term WHERE span < ?1")?
            .execute([span - REMEMBERED])?;
    }
    let mut put = connection.prepare_cached(
        "INSERT OR IGNORE INTO story_term (span, term, article_id) VALUES (?1, ?2, ?3)",
    )?;
    for term in evidence.keys() {
        put.execute(params![span, term, article])?;
    }
    Ok(())
}

/// How many reports a story has, counted to `most`.
fn count(connection: &Connection, story: StoryId, most: i64) -> Result<i64> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM story WHERE story = ?1 LIMIT ?2)")?
        .query_row(params![story, most], |row| row.get(0))?)
}

/// A report that was compared with a new one.
struct Compared {
    article: ArticleId,
    is_fixed: bool,
    link: Link,
}

/// The stories that a new report was compared with, the nearest first.
struct Found {
    stories: Vec<(StoryId, Vec<Compared>)>,
}

impl Found {
    /// Compares a report with those of its days that share most of what is rare. What is looked at
    /// is bounded, however many reports there are.
    fn among(connection: &Connection, evidence: &Evidence, own: ArticleId) -> Result<Self> {
        let mut tells: HashMap<u32, f32> = HashMap::new();
        let mut votes: HashMap<ArticleId, f32> = HashMap::new();
        let mut listed = connection.prepare_cached("SELECT article_id FROM story_term WHERE span = ?1 AND term = ?2 ORDER BY article_id DESC LIMIT ?3")?;
        for term in evidence.keys() {
            let mut holders: Vec<ArticleId> = Vec::new();
            for span in span_of(evidence.at - APART)..=span_of(evidence.at + APART) {
                let rows = listed.query_map(params![span, term, LISTED], |row| row.get(0))?;
                for row in rows {
                    holders.push(row?);
                }
            }
            holders.retain(|holder| *holder != own);
            let tell = rarity(holders.len());
            tells.insert(term, tell);
            for holder in holders {
                *votes.entry(holder).or_default() += tell;
            }
        }
        let mut nearest: Vec<(ArticleId, f32)> = votes.into_iter().collect();
        nearest
            .sort_by(|(one, votes), (other, votes2)| votes2.total_cmp(votes).then(one.cmp(other)));
        nearest.truncate(COMPARED);
        let tell = |term: u32| tells.get(&term).copied().unwrap_or_else(|| rarity(3));
        let mut stories: Vec<(StoryId, Vec<Compared>)> = Vec::new();
        let mut stored = connection
            .prepare_cached("SELECT story, at, hand, evidence FROM story WHERE article_id = ?1")?;
        for (article, _) in nearest {
            let row = stored
                .query_row([article], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, Vec<u8>>(3)?))
                })
                .optional()?;
            let Some((story, at, is_fixed, packed)) = row else { continue };
            let other = Evidence::unpack(&packed, at);
            let Some(link) = other.and_then(|other| evidence.link(&other, &tell)) else { continue };
            let compared = Compared { article, is_fixed, link };
            match stories.iter_mut().find(|(known, _)| *known == story) {
                Some((_, reports)) => reports.push(compared),
                None => stories.push((story, vec![compared])),
            }
        }
        for (_, reports) in &mut stories {
            reports.sort_by(|one, other| other.link.score.total_cmp(&one.link.score));
        }
        stories.retain(|(_, reports)| is_one_story(reports));
        stories.sort_by(|(_, one), (_, other)| other[0].link.score.total_cmp(&one[0].link.score));
        Ok(Self { stories })
    }

    fn belonging(&self) -> Option<Belonging> {
        let (story, reports) = self.stories.first()?;
        let nearest = reports.first()?;
        Some(Belonging {
            story: *story,
            near: Some(nearest.article.0),
            reason: Some(nearest.link.reason()),
            copy: nearest.link.is_copy,
            hand: false,
        })
    }

    /// Makes one story of those that the report is of at once, but for large ones and such as their
    /// reader joined or parted.
    fn bring_together(
        self,
        connection: &Connection,
        article: ArticleId,
        now: &Belonging,
    ) -> Result<()> {
        for (story, reports) in self.stories.into_iter().skip(1) {
            let by_hand: bool = connection
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM story WHERE story IN (?1, ?2) AND hand = 1)",
                )?
                .query_row(params![story, now.story], |row| row.get(0))?;
            if by_hand || reports[0].is_fixed || count(connection, story, SMALL + 1)? > SMALL {
                continue;
            }
            connection
                .prepare_cached("UPDATE story SET near = ?2, reason = ?3, copy = ?4 WHERE article_id = ?1 AND near IS NULL")?
                .execute(params![story, article, reports[0].link.reason(), reports[0].link.is_copy])?;
            connection
                .prepare_cached("UPDATE story SET story = ?2 WHERE story = ?1")?
                .execute(params![story, now.story])?;
        }
        Ok(())
    }
}

/// Whether the compared reports of a story, the nearest first, let a new one in: the nearest holds,
/// and the others do not speak against it. One chain of reports each like the next is no story.
fn is_one_story(reports: &[Compared]) -> bool {
    let Some(nearest) = reports.first() else { return false };
    let sum: f32 = reports.iter().map(|report| report.link.score).sum();
    nearest.link.holds() && (nearest.link.is_copy || sum / reports.len() as f32 >= 0.3)
}

impl Library {
    /// Notes which story an article is of, apart from the rest of its analysis.
    pub fn fold_story(
        &mut self,
        article: ArticleId,
        document: &Document,
        analysis: &Analysis,
    ) -> Result<()> {
        self.transact(|connection| fold(connection, article, document, analysis))
    }

    /// The story of an article; `None` where it is not analysed yet.
    pub fn story_of(&self, article: ArticleId) -> Result<Option<StoryId>> {
        Ok(Belonging::of(&self.connection, article)?.map(|belonging| belonging.story))
    }

    /// The reports of a story in the order in which they came: of a long one so many of the first
    /// and of the newest.
    pub(crate) fn reports(
        &self,
        story: StoryId,
        first: usize,
        newest: usize,
    ) -> Result<Vec<ReportRow>> {
        const REPORT: &str = "SELECT article_id, article.title, article.source, story.at, near, reason, copy, hand \
             FROM story JOIN article ON article.id = article_id WHERE story = ?1";
        let rows = |order: &str, limit: usize| -> Result<Vec<ReportRow>> {
            let sql = format!("{REPORT} ORDER BY story.at {order}, article_id {order} LIMIT ?2");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![story, limit as i64], report_of)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let mut reports = rows("ASC", first)?;
        if reports.len() == first {
            let mut last = rows("DESC", newest)?;
            last.retain(|row| reports.iter().all(|known| known.article != row.article));
            reports.extend(last.into_iter().rev());
        }
        Ok(reports)
    }

    /// How many reports a story has.
    pub(crate) fn report_count(&self, story: StoryId) -> Result<usize> {
        Ok(count(&self.connection, story, i64::MAX)? as usize)
    }

    /// Of those articles that are of one story with others of them: the story. Of the newest
    /// stories so many as a list can show folded.
    pub(crate) fn stories_among(
        &self,
        articles: &[ArticleId],
    ) -> Result<Vec<(ArticleId, StoryId)>> {
        /// Reports that joined a story, of the newest stories.
        const LOOKED_AT: i64 = 100_000;
        let mut statement = self.connection.prepare_cached(
            "SELECT article_id, story FROM story INDEXED BY story_joined WHERE story <> article_id ORDER BY story DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([LOOKED_AT], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let joined: HashMap<ArticleId, StoryId> = rows.collect::<rusqlite::Result<_>>()?;
        if joined.is_empty() {
            return Ok(Vec::new());
        }
        let begun: HashSet<StoryId> = joined.values().copied().collect();
        let story = |article: &ArticleId| {
            let own = || begun.contains(&article.0).then_some(article.0);
            joined.get(article).copied().or_else(own)
        };
        let mut found: Vec<(ArticleId, StoryId)> =
            articles.iter().filter_map(|article| Some((*article, story(article)?))).collect();
        let mut counts: HashMap<StoryId, usize> = HashMap::new();
        for (_, story) in &found {
            *counts.entry(*story).or_default() += 1;
        }
        found.retain(|(_, story)| counts[story] > 1);
        Ok(found)
    }

    /// Puts a report into the story of another for good. `label` is what undo says.
    pub(crate) fn join_story(
        &mut self,
        article: ArticleId,
        with: ArticleId,
        label: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.together(|library| {
            let other = Belonging::of(&library.connection, with)?;
            let story = other.ok_or(LibraryError::Missing("story"))?.story;
            let reason = Some("its reader joined them".to_owned());
            let after = Belonging { story, near: Some(with.0), reason, copy: false, hand: true };
            belong(library, article, after, label, now)
        })
    }

    /// Takes a report out of its story for good. `label` is what undo says.
    pub(crate) fn part_story(
        &mut self,
        article: ArticleId,
        label: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.together(|library| {
            let after = Belonging { story: -article.0, hand: true, ..Belonging::alone(article) };
            belong(library, article, after, label, now)
        })
    }
}

fn belong(
    library: &Library,
    article: ArticleId,
    after: Belonging,
    label: &str,
    now: Timestamp,
) -> Result<()> {
    let before = Belonging::of(&library.connection, article)?;
    let before = before.ok_or(LibraryError::Missing("story"))?;
    if before.story == after.story {
        return Ok(());
    }
    choose(library, &Choice::Story { article, before, after }, label, now)
}

fn report_of(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    Ok(ReportRow {
        article: row.get(0)?,
        title: row.get(1)?,
        source: row.get(2)?,
        at: from_seconds(row.get(3)?),
        near: row.get(4)?,
        reason: row.get(5)?,
        is_copy: row.get(6)?,
        by_hand: row.get(7)?,
    })
}
