//! The numbers of rows, typed, and times as the file holds them.

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

macro_rules! row_number {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize,
            serde::Deserialize,
        )]
        #[allow(unreachable_pub, reason = "which of them leave the library is not for the macro to say")]
        pub struct $name(pub i64);

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.0))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )+};
}

row_number! {
    /// An article of the library.
    ArticleId,
    /// One of the texts of an article.
    TextId,
    /// A tag.
    TagId,
    /// A change that can be undone.
    ChangeId,
    /// A subscription.
    FeedId,
    /// A folder of subscriptions.
    FolderId,
    /// A mark.
    MarkId,
    /// A text that was read, in the library or not.
    ReadingId,
    /// A correction of a name or speaker.
    CorrectionId,
    /// Somebody or something that articles are about.
    PersonId,
    /// An account on a server.
    AccountId,
}

/// Whole seconds, as rows hold times.
pub(super) fn seconds(time: Timestamp) -> i64 {
    time.as_second()
}

/// A time from whole seconds; 1970 for what is no time.
pub(super) fn from_seconds(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or_default()
}

/// Marks keep microseconds.
pub(super) fn from_microseconds(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or_default()
}
