//! Articles that come from a server. One that is here already is the same one: how it stands here
//! and there unites.

use jiff::Timestamp;
use rusqlite::params;

use super::states::{StateChange, StateField, see, tag_here, unite_new};
use crate::library::error::Result;
use crate::library::identity::{AccountId, ArticleId, FeedId};
use crate::library::intake::store;
use crate::library::{Library, NewItem};

/// How an article that a server gives stands there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrival {
    /// The server's number for it.
    pub number: i64,
    pub unread: bool,
    pub starred: bool,
    pub tags: Vec<String>,
}

/// What came of taking articles in.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Arrived {
    pub new: Vec<ArticleId>,
    /// Those that were here already.
    pub known: usize,
}

impl Library {
    /// Takes in articles of one feed, the newest first, in one transaction; `arrivals` says of each
    /// item how it stands.
    pub(crate) fn take_arrivals(
        &mut self,
        account: AccountId,
        feed: FeedId,
        items: &[NewItem],
        arrivals: &[Arrival],
        now: Timestamp,
    ) -> Result<Arrived> {
        self.transact(|connection| {
            let (stored, ids) = store(connection, feed, items, now)?;
            let mut arrived = Arrived { new: stored.new, known: 0 };
            let new: std::collections::HashSet<ArticleId> = arrived.new.iter().copied().collect();
            for (arrival, id) in arrivals.iter().zip(ids) {
                let Arrival { number, unread, starred, .. } = arrival;
                connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO account_article (account_id, number, article_id, unread, starred) VALUES (?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![account, number, id, unread, starred])?;
                let Some(id) = id else { continue };
                if new.contains(&id) {
                    connection
                        .prepare_cached("UPDATE article SET unread = ?2, starred = ?3 WHERE id = ?1 AND (unread, starred) IS NOT (?2, ?3)")?
                        .execute(params![id, unread, starred])?;
                } else {
                    arrived.known += 1;
                    unite_new(connection, account, *number, id, *unread, *starred)?;
                }
                for tag in &arrival.tags {
                    let field = StateField::Tag(tag.clone());
                    let change = StateChange { field, value: true, number: *number };
                    see(connection, account, &change)?;
                    tag_here(connection, account, &change)?;
                }
                if !new.contains(&id) {
                    queue_tags(connection, account, *number, id)?;
                }
            }
            Ok(arrived)
        })
    }
}

/// The server is to be told of tags that an article has here and not there.
fn queue_tags(
    connection: &rusqlite::Connection,
    account: AccountId,
    number: i64,
    article: ArticleId,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO account_change (account_id, number, field, tag, value) SELECT ?1, ?2, 'tag', name, 1 \
             FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id = ?3 \
             AND NOT EXISTS (SELECT 1 FROM account_tag WHERE account_id = ?1 AND number = ?2 AND tag = name)",
        )?
        .execute(params![account, number, article])?;
    Ok(())
}
