//! Who did what with the words of a quotation, in one line: "Karin Holm denied".

use std::fmt;

use super::Quote;
use crate::text::{Document, Span, clean_line};

/// The words that attribute a quotation, in the order they are shown in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// "according to"; empty where the verb stands behind the source.
    pub before: String,
    /// The fullest name, or the source's own words.
    pub speaker: String,
    pub named: bool,
    /// The verb as written and whom it was told; empty where there is no verb.
    pub after: String,
}

impl Attribution {
    pub fn of(document: &Document, quote: &Quote) -> Self {
        let words = |span: Span| clean_line(document.slice(span));
        let first = quote.speaker.first().copied();
        let (speaker, named) = match (&quote.name, first) {
            (Some(name), _) => (name.clone(), true),
            (None, Some(span)) => (words(span), false),
            (None, None) => ("nobody named".to_owned(), false),
        };
        let mut verb = quote.verb.map(words).unwrap_or_default();
        if verb.eq_ignore_ascii_case("according to") || verb.eq_ignore_ascii_case("in the words of")
        {
            verb.make_ascii_lowercase();
            return Self { before: verb, speaker, named, after: String::new() };
        }
        if let (Some(first), Some(at)) = (first, quote.verb)
            && first.end() <= at.start()
        {
            let behind = document.text().get(first.end() as usize..).unwrap_or_default();
            let owns =
                behind.starts_with("’s ") || behind.starts_with("'s ") || behind.starts_with("’ ");
            let pronoun = matches!(
                document.slice(first),
                "his" | "her" | "their" | "its" | "His" | "Her" | "Their" | "Its"
            );
            if owns || pronoun && named {
                verb.insert_str(0, "’s ");
                return Self {
                    before: String::new(),
                    speaker: speaker + &verb,
                    named,
                    after: String::new(),
                };
            }
        }
        for told in &quote.addressee {
            verb.push(' ');
            verb.push_str(&words(*told));
        }
        Self { before: String::new(), speaker, named, after: verb }
    }
}

impl fmt::Display for Attribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (words, behind) in [(&self.before, " "), (&self.speaker, "")] {
            if !words.is_empty() {
                write!(f, "{words}{behind}")?;
            }
        }
        if self.after.is_empty() { Ok(()) } else { write!(f, " {}", self.after) }
    }
}
