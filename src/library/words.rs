//! Words and numbers for values as rows hold them. One that stands for none is damage, or of a
//! program that knows more: it is an error, and never taken for another value.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use super::field::Field;
use super::item::{Origin, Teaser};
use super::subscription::{FeedKind, FeedState};
use crate::annotation::{Act, EntityKind, Modality, Polarity, QuoteKind};
use crate::config::{FullText, ReadWhen};

macro_rules! kept_as_word {
    ($($name:ident),+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.word()))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let word = value.as_str()?;
                Self::of(word).ok_or_else(|| FromSqlError::Other(format!("“{word}” means nothing").into()))
            }
        }
    )+};
}

kept_as_word!(FeedKind, FeedState, FullText, ReadWhen, Field);

/// A value that rows hold as its place among all of its kind.
pub(super) struct Numbered<T>(pub T);

macro_rules! kept_as_number {
    ($($name:ident: $all:expr),+ $(,)?) => {$(
        impl ToSql for Numbered<$name> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let place = $all.iter().position(|other| *other == self.0);
                Ok(ToSqlOutput::from(place.map_or(-1, |place| place as i64)))
            }
        }

        impl FromSql for Numbered<$name> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let number = value.as_i64()?;
                let found = usize::try_from(number).ok().and_then(|place| $all.get(place).copied());
                found.map(Self).ok_or(FromSqlError::OutOfRange(number))
            }
        }
    )+};
}

kept_as_number!(
    Origin: Origin::ALL,
    Teaser: Teaser::ALL,
    EntityKind: EntityKind::ALL,
    QuoteKind: QUOTES,
    Act: Act::ALL,
    Polarity: Polarity::ALL,
    Modality: Modality::ALL,
);

/// Kinds of quotations in the order of their numbers.
const QUOTES: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];
