//! What is wrong with a query, and where.

use super::operators::{OPERATORS, acts, nearest};
use super::tree::Is;
use crate::text::Span;

/// A fault in a query and the bytes of the query it is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault} (at character {})", self.at.start() + 1)]
pub struct QueryError {
    pub at: Span,
    pub fault: QueryFault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryFault {
    #[error("nothing stands behind “{0}:”")]
    NoValue(String),
    #[error("“is:{0}” is not known; there are {known}{like}", known = names_of_states(), like = like_of(.0, Is::ALL.map(Is::name)))]
    UnknownState(String),
    #[error(
        "“{0}” is no date; write 2026-03-01, 2026-03, 2026, today, yesterday, or how long ago: 7d, 2w, 12h"
    )]
    NoDate(String),
    #[error("“has:{0}” is not known; there are note, mark, tag")]
    UnknownPart(String),
    #[error("“{0}” is no number behind a sign; write {1}")]
    NoLength(String, &'static str),
    #[error("“{name}:” is no operator{}", like.map_or_else(String::new, |like| format!("; “{like}:” is")))]
    UnknownOperator { name: String, like: Option<&'static str> },
    #[error("“act:{0}” is not known; there are {known}{like}", known = acts().join(", "), like = like_of(.0, acts()))]
    UnknownAct(String),
    #[error("“story:{0}” is not known; write the number of an article")]
    NoNumber(String),
    #[error(
        "“/{0}/” alone would read every text of the library; set a word, name, feed or day beside it: ferry /{0}/"
    )]
    Unbounded(String),
    #[error("“/{0}” is a pattern that no slash ends")]
    OpenPattern(String),
    #[error("“/{0}/” is no pattern: {1}")]
    Pattern(String, String),
    #[error("there are more than {0} brackets inside each other")]
    TooDeep(usize),
    #[error("the query is longer than {0} bytes")]
    TooLong(usize),
}

fn names_of_states() -> String {
    Is::ALL.map(Is::name).join(", ")
}

/// What was probably meant, as the end of a sentence.
fn like_of(word: &str, known: impl IntoIterator<Item = &'static str>) -> String {
    nearest(&word.to_lowercase(), known)
        .map_or_else(String::new, |like| format!("; did you mean {like}?"))
}

impl QueryError {
    /// What can be written instead.
    pub fn hint(&self) -> Option<String> {
        match &self.fault {
            QueryFault::NoValue(_) => {
                Some(format!("operators are {}", OPERATORS.map(|row| row.name).join(", ")))
            }
            QueryFault::UnknownOperator { .. } => {
                Some("words with a colon are looked for in quotation marks".to_owned())
            }
            _ => None,
        }
    }
}
