//! What servers answer, as far as it is used. Numbers come as digits or as words, and much may be
//! missing.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Visitor};

use super::error::SyncError;

/// The form of an article's number in contents and in what is posted; 64 bits in hexadecimal.
const LONG: &str = "tag:google.com,2005:reader/item/";

#[derive(Debug, Deserialize)]
pub(super) struct Subscriptions {
    pub subscriptions: Vec<Subscription>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Subscription {
    pub id: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub html_url: Option<String>,
    #[serde(default)]
    pub categories: Vec<Category>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Category {
    pub id: String,
    pub label: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tags {
    pub tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tag {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Numbers {
    /// Some servers leave the list away where it is empty.
    #[serde(default)]
    pub item_refs: Vec<Number>,
    #[serde(default, deserialize_with = "word")]
    pub continuation: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Number {
    #[serde(deserialize_with = "number")]
    pub id: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Contents {
    pub items: Vec<Content>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Content {
    #[serde(deserialize_with = "number")]
    pub id: i64,
    pub title: Option<String>,
    pub author: Option<String>,
    #[serde(default, deserialize_with = "seconds")]
    pub published: Option<i64>,
    #[serde(default)]
    pub canonical: Vec<Link>,
    #[serde(default)]
    pub alternate: Vec<Link>,
    pub summary: Option<Markup>,
    pub content: Option<Markup>,
    pub origin: Option<Origin>,
    #[serde(default)]
    pub enclosure: Vec<Link>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Markup {
    pub content: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Origin {
    #[serde(rename = "streamId")]
    pub stream: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Link {
    #[serde(alias = "url")]
    pub href: Option<String>,
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    #[serde(default, deserialize_with = "seconds")]
    pub length: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Added {
    #[serde(rename = "streamId")]
    pub stream: Option<String>,
    pub error: Option<String>,
}

/// An answer in JSON.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, SyncError> {
    serde_json::from_slice(body).map_err(|why| {
        let why = match why.classify() {
            serde_json::error::Category::Eof => "it ends in the middle",
            serde_json::error::Category::Data => "something in it is missing or of another kind",
            _ => "it is no JSON",
        };
        SyncError::Broken { why }
    })
}

/// The name of a label in the address of its stream, `user/-/label/News`; the user may stand there
/// with a number.
pub(super) fn label(id: &str) -> Option<&str> {
    let (_, label) = id.strip_prefix("user/")?.split_once("/label/")?;
    Some(label).filter(|label| !label.is_empty())
}

/// An article's number as it is posted: each server reads this form.
pub(super) fn long_form(number: i64) -> String {
    format!("{LONG}{:016x}", number as u64)
}

/// An article's number in any of its forms.
fn number_of(word: &str) -> Option<i64> {
    if let Some(digits) = word.strip_prefix(LONG) {
        return u64::from_str_radix(digits, 16).ok().map(|number| number as i64);
    }
    word.parse::<i64>().ok().or_else(|| word.parse::<u64>().ok().map(|number| number as i64))
}

struct Word;

impl Visitor<'_> for Word {
    type Value = Cow<'static, str>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a word or a number")
    }

    fn visit_str<E>(self, word: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(word.to_owned()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(format!("{number:.0}")))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }
}

fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let word = deserializer.deserialize_any(Word)?;
    number_of(&word).ok_or_else(|| serde::de::Error::custom("no number of an article"))
}

fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let word = deserializer.deserialize_any(Word)?;
    Ok(Some(word.into_owned()).filter(|word| !word.is_empty()))
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(deserializer.deserialize_any(Word)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_every_form_that_servers_write() {
        let read: Numbers = read(
            br#"{"itemRefs":[{"id":"1793464473000040"},{"id":42},{"id":"tag:google.com,2005:reader/item/00000000148b9369"},
               {"id":"-1"},{"id":"18446744073709551615"}],"continuation":2}"#,
        )
        .expect("an answer");
        let numbers: Vec<i64> = read.item_refs.iter().map(|number| number.id).collect();
        assert_eq!(numbers, [1_793_464_473_000_040, 42, 344_691_561, -1, -1]);
        assert_eq!(read.continuation.as_deref(), Some("2"));
        assert_eq!(number_of(&long_form(-1)), Some(-1));
        assert_eq!(number_of(&long_form(1_793_464_473_000_040)), Some(1_793_464_473_000_040));
    }

    #[test]
    fn half_a_body_and_another_one_are_named() {
        let words = |body: &[u8]| read::<Numbers>(body).err().map(|error| error.to_string());
        assert!(words(br#"{"itemRefs":[{"id":"17"#).is_some_and(|w| w.contains("in the middle")));
        assert!(words(b"<html>").is_some_and(|w| w.contains("no JSON")));
        assert!(
            words(br#"{"itemRefs":[{"id":"x"}]}"#).is_some_and(|w| w.contains("of another kind"))
        );
    }

    #[test]
    fn labels_are_told_with_and_without_the_number_of_a_user() {
        assert_eq!(label("user/-/label/A & B"), Some("A & B"));
        assert_eq!(label("user/17/label/News/World"), Some("News/World"));
        assert_eq!(label("user/-/state/com.google/starred"), None);
    }
}
