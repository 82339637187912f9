//! Cutting a query into its tokens.

use super::operators::named;
use crate::text::Span;

/// One token of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    /// A minus that stands right before something, or `NOT`.
    Minus,
    Or,
    And,
    /// A word as typed, maybe with a colon in it; `quoted` if it stood in quotation marks.
    Word {
        text: String,
        quoted: bool,
    },
    /// `name:` right before a word or phrase.
    Name(String),
    /// What stands between two slashes.
    Pattern(String),
}

/// The tokens of `query`. Every input has some reading.
pub(super) fn lex(query: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        let next = at + c.len_utf8();
        if c == '/'
            && let Some(end) = pattern_end(query, next)
        {
            let kind = TokenKind::Pattern(query[next..end].to_owned());
            tokens.push(Token { kind, span: Span::from_usize(at, end + 1) });
            at = end + 1;
            continue;
        }
        let mut push = |kind, end| tokens.push(Token { kind, span: Span::from_usize(at, end) });
        match c {
            '(' => push(TokenKind::Open, next),
            ')' => push(TokenKind::Close, next),
            '"' | '“' | '”' | '„' => {
                let (text, end) = quoted(query, next);
                push(TokenKind::Word { text, quoted: true }, end);
                at = end;
                continue;
            }
            '-' if query[next..].starts_with(|c: char| !c.is_whitespace() && c != ')') => {
                push(TokenKind::Minus, next)
            }
            c if c.is_whitespace() => {}
            _ => {
                let end = at
                    + query[at..]
                        .find(|c: char| {
                            c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”' | '„')
                        })
                        .unwrap_or(query.len() - at);
                at = word(query, at, end, &mut tokens);
                continue;
            }
        }
        at = next;
    }
    tokens
}

/// Where the slash is that closes the pattern from `from` on: the first that has no backslash before
/// it, if nothing but a gap or bracket follows. A path is none.
fn pattern_end(query: &str, from: usize) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in query[from..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '/' => {
                let rest = &query[from + at + 1..];
                let ends = rest.is_empty() || rest.starts_with([' ', ')', '\t', '\n']);
                return (ends && at > 0).then_some(from + at);
            }
            _ => {}
        }
    }
    None
}

/// The phrase from `from` up to the quotation mark that closes it, and where to go on.
fn quoted(query: &str, from: usize) -> (String, usize) {
    match query[from..].find(['"', '“', '”', '„']) {
        Some(length) => {
            let close = query[from + length..].chars().next().map_or(0, char::len_utf8);
            (query[from..from + length].to_owned(), from + length + close)
        }
        None => (query[from..].to_owned(), query.len()),
    }
}

/// The name before the colon of a word that can only be meant as an operator with its value: not a
/// time of day, an address, or a word that a colon ends.
fn claimed_name(text: &str) -> Option<String> {
    let (name, value) = text.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
    let known = is_name && named(&name.to_ascii_lowercase()).is_some();
    let asks = is_name && !value.starts_with("//") && value.contains(char::is_alphanumeric);
    (known || asks).then(|| name.to_ascii_lowercase())
}

/// Whether a word without quotation marks would be read as an operator.
pub(super) fn is_claimed(text: &str) -> bool {
    claimed_name(text).is_some()
}

fn word(query: &str, start: usize, end: usize, tokens: &mut Vec<Token>) -> usize {
    let text = &query[start..end];
    let span = Span::from_usize(start, end);
    match text {
        "OR" | "|" => tokens.push(Token { kind: TokenKind::Or, span }),
        "NOT" => tokens.push(Token { kind: TokenKind::Minus, span }),
        "AND" | "&" => tokens.push(Token { kind: TokenKind::And, span }),
        _ => {
            if let Some(name) = claimed_name(text) {
                let after = start + name.len() + 1;
                tokens.push(Token {
                    kind: TokenKind::Name(name),
                    span: Span::from_usize(start, after),
                });
                if after < end {
                    tokens.push(Token {
                        kind: TokenKind::Word { text: query[after..end].to_owned(), quoted: false },
                        span: Span::from_usize(after, end),
                    });
                }
                return end;
            }
            tokens.push(Token {
                kind: TokenKind::Word { text: text.to_owned(), quoted: false },
                span,
            });
        }
    }
    end
}
