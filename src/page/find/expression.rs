//! Regular expressions.

use regex_automata::util::syntax;
use regex_automata::{Input, meta};

use super::error::FindError;
use crate::text::Span;

/// Bytes that a compiled expression may take, and the memory of its search.
const SIZE: usize = 1 << 20;
/// Bytes behind the searched slice in which a hit may go on.
const REACH: usize = 64 * 1024;

/// A regular expression, bounded in size; searching takes time that grows with the text alone.
#[derive(Clone, Debug)]
pub(super) struct Expression(meta::Regex);

impl Expression {
    pub(super) fn new(words: &str) -> Result<Self, FindError> {
        let config = meta::Config::new().nfa_size_limit(Some(SIZE)).hybrid_cache_capacity(SIZE);
        let syntax = syntax::Config::new().case_insensitive(!has_capital(words)).multi_line(true);
        let built = meta::Builder::new().configure(config).syntax(syntax).build(words);
        built.map(Self).map_err(|error| {
            if error.size_limit().is_some() {
                return FindError::TooLarge;
            }
            let told = error.syntax_error().map_or_else(|| error.to_string(), ToString::to_string);
            FindError::Wrong(told.rsplit("error: ").next().unwrap_or_default().trim().to_owned())
        })
    }

    /// The first hit that starts in `from..to` and is not empty.
    pub(super) fn first(&self, text: &str, from: usize, to: usize) -> Option<Span> {
        let mut bound = to.saturating_add(REACH).min(text.len());
        while !text.is_char_boundary(bound) {
            bound += 1;
        }
        let hit =
            self.0.find_iter(Input::new(text).range(from..bound)).find(|hit| !hit.is_empty())?;
        if hit.start() >= to {
            return None;
        }
        Some(Span::from_usize(hit.start(), hit.end()))
    }
}

/// Whether the pattern has a capital that stands for itself, not one of an escape (`\W`, `\p{Lu}`)
/// or a group's name (`(?P<N>`).
fn has_capital(words: &str) -> bool {
    let mut chars = words.chars().peekable();
    let mut name = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let class = chars.next().is_some_and(|c| matches!(c, 'p' | 'P' | 'x' | 'u' | 'U'));
                if class && chars.next_if_eq(&'{').is_some() {
                    chars.by_ref().find(|&c| c == '}');
                }
            }
            '?' if matches!(chars.peek(), Some('P' | '<')) => name = true,
            '>' => name = false,
            _ if c.is_uppercase() && !name => return true,
            _ => {}
        }
    }
    false
}
