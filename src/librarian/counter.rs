//! What the library answers to each question. Without threads, so that tests ask it directly.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::agenda::changes;
use super::feed;
use super::keeper;
use super::tell::trouble;
use crate::annotation::{Article, Correction, EntityKind, Inline, Layer};
use crate::app::library::{Answer, Ask, Decide, Loaded, ReadEvent, TAKEN_BACK, Wanted, Who};
use crate::app::{Change as Wish, Kept, Reach};
use crate::config::ReadWhen;
use crate::input::source::Trouble;
use crate::library::{
    ArticleId, Clock, Cursor, FeedKind, Library, LibraryError, Only, Origin, Overview, Scope,
    State, VersionRow,
};
use crate::query::{Is, Node, Query};
use crate::text::{BlockKind, Difference, DocumentBuilder, Edit, Span, difference};

type Result<T> = std::result::Result<T, LibraryError>;

/// Lists are made anew for changes from elsewhere no more often than this.
const BETWEEN: SignedDuration = SignedDuration::from_millis(400);
/// People that a list shows; words narrow it.
const PEOPLE: usize = 500;
/// Claims that a page shows.
const CLAIMS: usize = 100;
/// Rows of the first page of a list: more than any screen shows.
const PAGE: usize = 200;

/// The library with what it knows of its reader's last look at it.
pub(crate) struct Counter {
    pub library: Library,
    /// When articles count as read, by the settings.
    rule: ReadWhen,
    generation: i64,
    stamp: [i64; 9],
    /// When a change from elsewhere was told last.
    told: Option<Timestamp>,
}

impl Counter {
    pub(crate) fn new(library: Library, rule: ReadWhen) -> Self {
        Self { library, rule, generation: -1, stamp: [-1; 9], told: None }
    }

    /// Answers one question. `newer` says whether another list is wanted meanwhile. Questions for
    /// other threads are none of its own.
    pub(crate) fn answer(
        &mut self,
        ask: Ask,
        clock: &Clock,
        newer: &dyn Fn() -> bool,
        tell: &mut dyn FnMut(Answer),
    ) -> Result<()> {
        if changes(&ask) {
            return self.own_change(ask, clock, tell);
        }
        match ask {
            Ask::Overview => {
                let overview = Overview {
                    today: self.library.unread_today(clock)?,
                    followed: self.library.followed(clock)?,
                    ..self.library.overview()?
                };
                tell(Answer::Overview(Box::new(overview)));
            }
            Ask::List { generation, scope } => self.list(generation, &scope, clock, newer, tell)?,
            Ask::Rows(ids) => tell(Answer::Rows(self.library.rows(&ids)?)),
            Ask::Load { generation, id, wanted, query } => {
                let loaded = self.load(id, wanted).map(|loaded| self.lit(loaded, query));
                tell(Answer::Loaded { generation, loaded: Box::new(loaded) });
            }
            Ask::NextUnread { generation, scope, after } => {
                let found = self.next_unread(&scope, clock, after.as_ref())?;
                tell(Answer::NextUnread { generation, found });
            }
            Ask::Look => self.look(clock, tell)?,
            Ask::Desk { id, text } => {
                let now = match self.library.shown_text(id)? {
                    Some(shown) => Some((self.library.tags_of(id)?, shown != text)),
                    None => None,
                };
                tell(Answer::Desk { id, now });
            }
            Ask::Story(id) => {
                let laid = self.library.laid(id)?.map(Box::new);
                tell(Answer::Story { article: id, laid });
            }
            Ask::People { kind, words, ranking } => {
                let people = self.library.ranked(kind, &words, ranking, PEOPLE)?;
                tell(Answer::People { kind, words, ranking, people });
            }
            Ask::Person(who) => {
                let id = match &who {
                    Who::Known(id) => Some(*id),
                    Who::Called(article, kind, name) => {
                        self.library.person_in(*article, *kind, name)?
                    }
                };
                let page = match id {
                    Some(id) => self.library.person_page(id, CLAIMS)?.map(Box::new),
                    None => None,
                };
                tell(Answer::Person { who, page });
            }
            Ask::NextNaming { article, kind, name } => {
                let next = self.library.next_naming(article, kind, &name)?;
                tell(Answer::NextNaming { article, name, next });
            }
            Ask::Feed(id) => tell(feed::answer(&self.library, id)?),
            Ask::Broken => tell(Answer::Broken(feed::broken(&self.library)?)),
            Ask::FeedsOf(id) => tell(Answer::FeedsOf(
                self.library.feeds_of(id)?.into_iter().map(|(feed, _)| feed).collect(),
            )),
            _ => {}
        }
        Ok(())
    }

    /// Changes or recalls what is kept about a text. The row of an article of the library may have
    /// another sign then, and lists of those with marks another member.
    pub(crate) fn keep(
        &mut self,
        article: &Article,
        wish: Wish,
        tell: &mut dyn FnMut(Answer),
    ) -> Result<Kept> {
        let lasts = !matches!(wish, Wish::Recall | Wish::Position(_));
        if !lasts {
            return keeper::carry_out(&mut self.library, article, wish);
        }
        let news = self.library.stamp()? != self.stamp;
        let anywhere = matches!(wish, Wish::Undo(Reach::Library) | Wish::Redo(Reach::Library));
        let kept = keeper::carry_out(&mut self.library, article, wish)?;
        if !news {
            self.stamp = self.library.stamp()?;
        }
        let known = keeper::known(&self.library, article)?;
        if anywhere || known.is_some() {
            // What was taken back may be of any article.
            let ids = known.filter(|_| !anywhere).into_iter().collect();
            let words = String::new();
            tell(Answer::Changed { words, ids, relist: true });
        }
        Ok(kept)
    }

    /// Changes the library. What it changed is no news from elsewhere; what others changed at the
    /// same time still is.
    fn own_change(&mut self, ask: Ask, clock: &Clock, tell: &mut dyn FnMut(Answer)) -> Result<()> {
        let news = self.library.stamp()? != self.stamp;
        self.change(ask, clock, tell)?;
        if !news {
            self.stamp = self.library.stamp()?;
        }
        Ok(())
    }

    fn change(&mut self, ask: Ask, clock: &Clock, tell: &mut dyn FnMut(Answer)) -> Result<()> {
        match ask {
            Ask::Set { ids, state, label, told } => {
                self.set(ids, &state, label, told, clock, tell)?
            }
            Ask::TurnTag { ids, name, of } => {
                let set = !self.library.all_tagged(&ids, &name)?;
                let label = if set {
                    format!("tagged {name}{of}")
                } else {
                    format!("tag {name} taken off{of}")
                };
                self.set(ids, &State::Tag { name, set }, label, true, clock, tell)?;
            }
            Ask::TurnStar { ids, of } => {
                let starred = !self.library.rows(&ids)?.iter().all(|row| row.starred);
                let label =
                    format!("{}{of}", if starred { "starred" } else { "no longer starred" });
                self.set(ids, &State::Starred(starred), label, true, clock, tell)?;
            }
            Ask::ChangeFeed { feed, change } => {
                let words = feed::change(&mut self.library, feed, change, clock.now)?;
                tell(Answer::Changed { words, ids: Vec::new(), relist: true });
                if self
                    .library
                    .feed(feed)
                    .is_ok_and(|row| row.subscription.kind != FeedKind::Removed)
                {
                    tell(feed::answer(&self.library, feed)?);
                }
            }
            Ask::MarkAllRead { ids, label } => {
                let read = State::Unread(false);
                let count = self.library.set_state(&ids, &read, &label, clock.now)?;
                let words = if count == 0 {
                    "nothing here is unread".into()
                } else {
                    format!("{count} marked as read{TAKEN_BACK}")
                };
                tell(Answer::Changed { words, ids: Vec::new(), relist: false });
            }
            Ask::Undo => {
                let change = self.library.undo()?;
                tell(Answer::Undone(keeper::undone(change)));
            }
            Ask::Redo => {
                let change = self.library.redo()?;
                tell(Answer::Undone(keeper::redone(change)));
            }
            Ask::Decide(decided) => self.decide(decided, clock, tell)?,
            Ask::Happened { ids, what } => self.happened(&ids, what, clock, tell)?,
            Ask::KeepAnalysis { id, article, analysis } => {
                self.library.save_analysis(Some(id), &article.document, &analysis)?;
                tell(Answer::Analysed(vec![id]));
            }
            Ask::SaveQuery(saved) => {
                let before = self
                    .library
                    .saved_queries()?
                    .into_iter()
                    .find(|other| other.name == saved.name);
                let replaced = before.is_some_and(|before| before.query != saved.query);
                let label = if replaced {
                    format!("“{}” replaced", saved.name)
                } else {
                    format!("saved as “{}”", saved.name)
                };
                self.library.choose_query(&saved.name, Some(&saved.query), &label, clock.now)?;
                let words = if replaced { label + TAKEN_BACK } else { label };
                tell(Answer::Changed { words, ids: Vec::new(), relist: false });
            }
            Ask::RemoveQuery(name) => {
                let label = format!("“{name}” is no longer saved");
                self.library.choose_query(&name, None, &label, clock.now)?;
                tell(Answer::Changed { words: label + TAKEN_BACK, ids: Vec::new(), relist: false });
            }
            Ask::ReadRule { feed, rule } => {
                let Some(name) = self
                    .library
                    .overview()?
                    .feeds
                    .into_iter()
                    .find(|other| other.id == feed)
                    .map(|feed| feed.name)
                else {
                    tell(Answer::NotSaved(
                        "not saved: this feed is no longer in the library".into(),
                    ));
                    return Ok(());
                };
                let by = rule.map_or("as the settings say".into(), |rule| {
                    format!("by the rule “{}”", rule.word())
                });
                let label =
                    format!("{}: articles count as read {by}", crate::text::clean_line(&name));
                self.library.choose_rule(feed, rule, &label, clock.now)?;
                tell(Answer::Changed { words: label, ids: Vec::new(), relist: false });
            }
            _ => {}
        }
        Ok(())
    }

    /// Carries out what its reader decided about people; what makes no sense is told, and nothing
    /// is changed.
    fn decide(
        &mut self,
        decided: Decide,
        clock: &Clock,
        tell: &mut dyn FnMut(Answer),
    ) -> Result<()> {
        let now = clock.now;
        let followed = |(name, is): (String, bool)| {
            if is { format!("{name} is followed") } else { format!("{name} is no longer followed") }
        };
        let follows = matches!(
            decided,
            Decide::Follow(_) | Decide::FollowNamed { .. } | Decide::FollowQuery { .. }
        );
        let done = match decided {
            Decide::Join { from, into } => match self
                .library
                .all_called(&EntityKind::ALL, &into)?
                .into_iter()
                .find(|id| *id != from)
            {
                Some(into) => self.library.join_people(from, into, now),
                None => Err(LibraryError::Refused("nobody else is known under this name")),
            },
            Decide::Part { from, articles } => self.library.part_person(from, &articles, now),
            Decide::Rename { id, name } => self.library.rename_person(id, &name, now),
            Decide::Follow(id) => self.library.turn_follow(id).map(followed),
            Decide::FollowNamed { article, kind, name } => {
                match self.library.person_in(article, kind, &name)? {
                    Some(id) => self.library.turn_follow(id).map(followed),
                    None => Err(LibraryError::Refused("no article of the library names them")),
                }
            }
            Decide::FollowQuery { name, query } => {
                self.library.turn_follow_query(&name, &query).map(|is| followed((name, is)))
            }
            Decide::Everywhere { subject, correction } => {
                let what = match &correction {
                    Correction::Kind(kind) => format!("{subject} counts as {}", kind.name()),
                    other => format!("{subject} is {}", other.value().unwrap_or_default()),
                };
                let label = format!("{what}, in all articles");
                self.library.correct_everywhere(&subject, &correction, &label, now).map(|()| label)
            }
        };
        match done {
            Ok(words) if follows => tell(Answer::Decided(words)),
            Ok(words) => tell(Answer::Decided(format!("{words}{TAKEN_BACK}"))),
            Err(LibraryError::Refused(words)) => tell(Answer::NotSaved(words.into())),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Sets a state. What is told was saved: articles that went meanwhile, with their feed, are
    /// said to be gone.
    fn set(
        &mut self,
        ids: Vec<ArticleId>,
        state: &State,
        label: String,
        told: bool,
        clock: &Clock,
        tell: &mut dyn FnMut(Answer),
    ) -> Result<()> {
        let changed = self.library.set_state(&ids, state, &label, clock.now)?;
        let gone = if changed < ids.len() { ids.len() - self.library.there(&ids)? } else { 0 };
        if gone == ids.len() {
            let words = if gone == 1 {
                "not saved: this article is no longer in the library"
            } else {
                "not saved: these articles are no longer in the library"
            };
            tell(Answer::NotSaved(words.into()));
            return Ok(());
        }
        let words = match gone {
            _ if !told => String::new(),
            0 => label,
            gone => format!("{label}; {gone} of them are no longer in the library"),
        };
        tell(Answer::Changed { words, ids, relist: gone > 0 });
        Ok(())
    }

    fn list(
        &mut self,
        generation: u64,
        scope: &Scope,
        clock: &Clock,
        newer: &dyn Fn() -> bool,
        tell: &mut dyn FnMut(Answer),
    ) -> Result<()> {
        // Later lists leave the stamp alone: what else changed with them, such as counts, is still
        // to be told.
        if self.generation < 0 {
            (self.generation, self.stamp) = (self.library.generation()?, self.library.stamp()?);
        }
        let rows = self.library.page(scope, clock, None, PAGE)?;
        let whole = rows.len() < PAGE;
        let ids: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
        let stories = self.library.stories_among(&ids)?;
        tell(Answer::Listed { generation, rows, whole, stories, now: clock.now });
        if !whole && !newer() {
            let ids = self.library.ids(scope, clock)?;
            let stories = self.library.stories_among(&ids)?;
            tell(Answer::Numbers { generation, ids, stories });
        }
        Ok(())
    }

    /// Tells whether another program, or another thread, changed the library.
    fn look(&mut self, clock: &Clock, tell: &mut dyn FnMut(Answer)) -> Result<()> {
        let generation = self.library.generation()?;
        // While much arrives, lists are made anew now and then, not with every key.
        let lately = self
            .told
            .is_some_and(|told| clock.now.duration_since(told) < BETWEEN && clock.now > told);
        if generation == self.generation || lately {
            return Ok(());
        }
        self.generation = generation;
        let stamp = self.library.stamp()?;
        if std::mem::replace(&mut self.stamp, stamp) != stamp {
            self.told = Some(clock.now);
            tell(Answer::Elsewhere);
        }
        Ok(())
    }

    fn next_unread(
        &self,
        scope: &Scope,
        clock: &Clock,
        after: Option<&Cursor>,
    ) -> Result<Option<ArticleId>> {
        let mut scope = scope.clone();
        if scope.only == Only::All {
            scope.only = Only::Unread;
        } else if scope.only != Only::Unread {
            scope.query = scope.query.and(Query::of(Node::Is(Is::Unread)));
        }
        let first = |after| {
            Ok::<_, LibraryError>(
                self.library.page(&scope, clock, after, 1)?.first().map(|row| row.id),
            )
        };
        match first(after)? {
            Some(id) => Ok(Some(id)),
            None if after.is_some() => first(None),
            None => Ok(None),
        }
    }

    fn happened(
        &mut self,
        ids: &[ArticleId],
        what: ReadEvent,
        clock: &Clock,
        tell: &mut dyn FnMut(Answer),
    ) -> Result<()> {
        let mut read = Vec::new();
        for id in ids {
            let rule = self.library.read_rule(*id)?;
            if what.counts(rule.unwrap_or(self.rule)) {
                read.push(*id);
            }
        }
        let label = match (what, &read[..]) {
            (_, []) => return Ok(()),
            (ReadEvent::ScrolledPast, more) => format!("scrolled past: {} articles", more.len()),
            (_, [one, ..]) => format!(
                "read: {}",
                self.library.rows(&[*one])?.first().map_or("", |row| &row.title)
            ),
        };
        if self.library.set_state(&read, &State::Unread(false), &label, clock.now)? > 0 {
            tell(Answer::Changed { words: String::new(), ids: read, relist: false });
        }
        Ok(())
    }

    fn load(&mut self, id: ArticleId, wanted: Wanted) -> std::result::Result<Loaded, Trouble> {
        let versions = self.library.versions(id).map_err(|error| trouble(&error))?;
        let loaded = match wanted {
            Wanted::Shown => self.library.readable(id),
            Wanted::FeedText if !has_feed_text(&versions) => {
                return Err(Trouble {
                    message: "this is the feed's own text: no page was fetched for it".into(),
                    hint: None,
                });
            }
            Wanted::FeedText => self.library.as_fed(id),
            Wanted::Difference => return self.compare(id, &versions),
        };
        loaded
            .and_then(|article| self.with_all(id, wanted, article, &versions))
            .map_err(|error| trouble(&error))
    }

    fn with_all(
        &self,
        id: ArticleId,
        wanted: Wanted,
        article: Article,
        versions: &[VersionRow],
    ) -> Result<Loaded> {
        let analysis = self.library.analysis(&article.document)?.map(Arc::new);
        let feed_text = has_feed_text(versions);
        let shown = shown_origin(versions);
        let versions = versions.iter().filter(|version| Some(version.origin) == shown).count();
        Ok(Loaded {
            id,
            wanted,
            article,
            analysis,
            feeds: self.library.feeds_of(id)?,
            tags: self.library.tags_of(id)?,
            feed_text,
            versions,
            query: Query::default(),
            hits: Vec::new(),
        })
    }

    /// The same with the places of what the list asked for. Where they cannot be told, none are lit.
    fn lit(&self, loaded: Loaded, query: Query) -> Loaded {
        let hits = match loaded.wanted {
            Wanted::Difference => Vec::new(),
            _ => self.library.lit(&query, &loaded.article.document).unwrap_or_default(),
        };
        Loaded { query, hits, ..loaded }
    }

    /// The shown text against the one before it of the same origin, as one text with signs around
    /// what went and what came.
    fn compare(
        &self,
        id: ArticleId,
        versions: &[VersionRow],
    ) -> std::result::Result<Loaded, Trouble> {
        let pair = versions.iter().position(|version| version.shown).and_then(|at| {
            let shown = &versions[at];
            let before =
                versions[..at].iter().rev().find(|version| version.origin == shown.origin)?;
            Some((before.number, shown.number))
        });
        let Some((before, shown)) = pair else {
            return Err(Trouble {
                message: "this article has not changed since it came".into(),
                hint: None,
            });
        };
        let both = self
            .library
            .article_at_version(id, before)
            .and_then(|before| Ok((before, self.library.article_at_version(id, shown)?)));
        let (before, shown) = both.map_err(|error| trouble(&error))?;
        let article = merged(&before, &shown);
        self.with_all(id, Wanted::Difference, article, versions).map_err(|error| trouble(&error))
    }
}

/// Where the text that is shown came from.
fn shown_origin(versions: &[VersionRow]) -> Option<Origin> {
    versions.iter().find(|version| version.shown).map(|version| version.origin)
}

/// Whether there is a feed's own text beside the one that is shown.
fn has_feed_text(versions: &[VersionRow]) -> bool {
    shown_origin(versions).is_some_and(|origin| origin != Origin::Feed)
        && versions.iter().any(|version| version.origin == Origin::Feed)
}

/// One text of two: `[-what went-]` and `{+what came+}`.
fn merged(before: &Article, after: &Article) -> Article {
    let mut builder = DocumentBuilder::new();
    let mut inline: Vec<(Span, Inline)> = Vec::new();
    for Difference { kind, pieces } in difference(&before.document, &after.document) {
        builder.open(kind);
        for (edit, words) in pieces {
            match edit {
                Edit::Same => drop(builder.push(&words)),
                Edit::Gone | Edit::New => {
                    let bare = words.trim_end();
                    let (signed, look) = if edit == Edit::Gone {
                        (format!("[-{bare}-]"), Inline::Deleted)
                    } else {
                        (format!("{{+{bare}+}}"), Inline::Inserted)
                    };
                    inline.push((builder.push(&signed), look));
                    builder.push(words.strip_prefix(bare).unwrap_or_default());
                }
            }
        }
        builder.close();
    }
    if builder.is_empty() {
        builder.block(BlockKind::Paragraph, "");
    }
    let document = builder.finish();
    let (inline, title, source) =
        (Layer::new(&document, inline), after.title.clone(), after.source.clone());
    Article {
        title,
        source,
        byline: after.byline.clone(),
        published: after.published,
        inline,
        ..Article::of(document)
    }
}
