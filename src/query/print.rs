//! Tree to text, so that it reads the same.

use std::fmt;

use super::lexer::is_claimed;
use super::{Node, Query};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Some(Node::Or(nodes)) => alternatives(nodes, f),
            Some(node) => write!(f, "{node}"),
            None => Ok(()),
        }
    }
}

/// A part, in brackets where it needs them inside another.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(nodes) => joined(nodes, " ", f),
            Self::Or(nodes) => {
                f.write_str("(")?;
                alternatives(nodes, f)?;
                f.write_str(")")
            }
            Self::Not(node) if matches!(**node, Self::And(_)) => write!(f, "-({node})"),
            Self::Not(node) => write!(f, "-{node}"),
            // A phrase has no beginning of a word at its end.
            Self::Words { text, prefix: true, .. }
                if is_claimed(text) || text.contains(char::is_whitespace) =>
            {
                value(text, f)
            }
            // A word that was still being typed.
            Self::Words { text, prefix: true, exact: false } => write!(f, "({text}* OR {text})"),
            Self::Words { text, prefix: true, exact: true } => write!(f, "{text}*"),
            Self::Words { text, exact: true, .. } => write!(f, "\"{text}\""),
            Self::Words { text, .. } => value(text, f),
            Self::Pattern(pattern) => write!(f, "{pattern}"),
            Self::Act(act) => write!(f, "act:{}", act.name()),
            Self::Field { field, text } => {
                write!(f, "{}:", field.name())?;
                value(text, f)
            }
            Self::Is(is) => write!(f, "is:{}", is.name()),
            Self::Noted => f.write_str("has:note"),
            Self::Length { measure, more, count } => {
                let sign = if *more { '>' } else { '<' };
                write!(f, "{}:{sign}{count}{}", measure.name(), measure.unit())
            }
            Self::After(when) => write!(f, "after:{when}"),
            Self::Since(when) => write!(f, "since:{when}"),
            Self::Before(when) => write!(f, "before:{when}"),
        }
    }
}

fn alternatives(nodes: &[Node], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    joined(nodes, " OR ", f)
}

fn joined(nodes: &[Node], between: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        match node {
            Node::And(_) => write!(f, "({node})")?,
            node => write!(f, "{node}")?,
        }
    }
    Ok(())
}

/// In quotation marks unless it is plainly one word.
fn value(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let plain = !text.is_empty()
        && text.chars().all(char::is_alphanumeric)
        && !matches!(text, "OR" | "AND" | "NOT");
    if plain { f.write_str(text) } else { write!(f, "\"{text}\"") }
}
