//! Articles of which only a teaser is there, and why.

use rusqlite::params;

use super::Library;
use super::error::Result;
use super::identity::ArticleId;
use super::item::Origin;
use super::words::Numbered;

/// Why only a teaser is there of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teaser {
    /// Its page is still to be asked.
    Waiting,
    /// Its feed or the settings say that pages are not asked.
    NotAsked,
    /// The feed names no page.
    NoPage,
    /// Its page could not be read.
    Unreachable,
    /// The page says that there is no such page.
    NotFound,
    /// The page offers a subscription.
    Offer,
    /// The page wants a sign-in.
    SignIn,
    /// The page wants JavaScript or a player.
    Player,
    /// The page lists other stories.
    List,
    /// The page is about something else.
    Other,
    /// The page says no more than the feed.
    Shorter,
}

impl Teaser {
    /// In the order of the numbers that rows hold.
    pub(super) const ALL: [Self; 11] = [
        Self::Waiting,
        Self::NotAsked,
        Self::NoPage,
        Self::Unreachable,
        Self::NotFound,
        Self::Offer,
        Self::SignIn,
        Self::Player,
        Self::List,
        Self::Other,
        Self::Shorter,
    ];

    /// The word for it in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::NotAsked => "not asked",
            Self::NoPage => "no page",
            Self::Unreachable => "unreachable",
            Self::NotFound => "not found",
            Self::Offer => "offer",
            Self::SignIn => "sign-in",
            Self::Player => "player",
            Self::List => "list",
            Self::Other => "other",
            Self::Shorter => "no more",
        }
    }

    /// What is so, to stand behind "only a teaser: ".
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => "its page is still to be asked",
            Self::NotAsked => "its page is not asked, as set",
            Self::NoPage => "the feed names no page",
            Self::Unreachable => "its page could not be read",
            Self::NotFound => "its page says that it is not found",
            Self::Offer => "its page offers a subscription",
            Self::SignIn => "its page wants a sign-in",
            Self::Player => "its page wants JavaScript or a player",
            Self::List => "its page lists other stories",
            Self::Other => "its page is about something else",
            Self::Shorter => "its page says no more",
        }
    }
}

impl Library {
    /// Says why only a teaser is there of an article, or that it is whole. Where the text of its
    /// page is shown, it is whole whatever is said.
    pub fn set_teaser(&mut self, article: ArticleId, teaser: Option<Teaser>) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE article SET teaser = CASE WHEN EXISTS (SELECT 1 FROM body WHERE body.id = article.body_id AND origin = ?3) THEN NULL ELSE ?2 END WHERE id = ?1",
            )?
            .execute(params![article, teaser.map(Numbered), Numbered(Origin::Page)])?;
        Ok(())
    }
}
