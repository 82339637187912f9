//! Patterns in queries: `/ferr(y|ies)/`.

use std::fmt;

use regex_automata::meta;
use regex_automata::util::syntax;

/// Bytes that a compiled pattern may take, and the memory of its search.
const SIZE: usize = 1 << 20;

/// A regular expression as it was typed, which compiles within a bound of memory. Case does not
/// matter; `^` and `$` are ends of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Reads what stands between the slashes; what is wrong with it, in words, where it is none.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        Matcher::new(text).map(|_| Self(text.to_owned()))
    }

    /// The pattern without its slashes.
    pub fn source(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.0)
    }
}

/// A pattern ready to look through texts, in time that grows with their length alone.
#[derive(Clone, Debug)]
pub(crate) struct Matcher(meta::Regex);

impl Matcher {
    /// Compiles a pattern; what is wrong with it, in words, where it is none.
    pub(crate) fn new(source: &str) -> Result<Self, String> {
        let config = meta::Config::new().nfa_size_limit(Some(SIZE)).hybrid_cache_capacity(SIZE);
        let syntax = syntax::Config::new().case_insensitive(true).multi_line(true);
        let built = meta::Builder::new().configure(config).syntax(syntax).build(source);
        built.map(Self).map_err(|error| {
            if error.size_limit().is_some() {
                return "it is too large".to_owned();
            }
            let told = error.syntax_error().map_or_else(|| error.to_string(), ToString::to_string);
            told.rsplit("error: ").next().unwrap_or_default().trim().to_owned()
        })
    }

    /// The bytes of the first place that is not empty.
    pub(crate) fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.all(text).next()
    }

    /// The bytes of all places that are not empty, in order.
    pub(crate) fn all(&self, text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.0.find_iter(text).map(|found| found.range()).filter(|found| !found.is_empty())
    }
}
