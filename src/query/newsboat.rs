//! newsboat's filters (`unread = "yes" and tags # "news"`), as far as their conditions have a
//! counterpart here.

use super::{Field, Is, Node, Query, When};

impl Query {
    /// Reads a filter of newsboat; nothing where it says something that cannot be asked for here. A
    /// pattern (`=~`) is read where it is plain words.
    pub fn from_newsboat(filter: &str) -> Option<Self> {
        let mut filter = Filter { rest: filter, depth: 0 };
        let root = filter.conditions()?;
        filter.rest.trim().is_empty().then(|| Self::of(root))
    }
}

/// Brackets inside each other.
const DEEPEST: usize = 32;

struct Filter<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Filter<'a> {
    /// Conditions that are all joined by `and` or all by `or`; which binds stronger is not guessed.
    fn conditions(&mut self) -> Option<Node> {
        let mut nodes = vec![self.condition()?];
        let mut joint = None;
        while let Some(word) = ["and", "or"].into_iter().find(|word| self.takes_word(word)) {
            if *joint.get_or_insert(word) != word {
                return None;
            }
            nodes.push(self.condition()?);
        }
        Some(match (nodes.len(), joint) {
            (1, _) => nodes.remove(0),
            (_, Some("or")) => Node::Or(nodes),
            _ => Node::And(nodes),
        })
    }

    fn condition(&mut self) -> Option<Node> {
        if self.takes("(") {
            self.depth += 1;
            let inside = if self.depth > DEEPEST { None } else { self.conditions() };
            return inside.filter(|_| self.takes(")"));
        }
        let name = self.name()?;
        let operator = ["!=", "!~", "!#", "==", "=~", "<=", ">=", "=", "<", ">", "#", "between"]
            .into_iter()
            .find(|operator| self.takes(operator))?;
        let value = self.value()?;
        let (node, negated) = match (name, operator) {
            ("unread", "=" | "==" | "!=") => {
                (Node::Is(if value == "yes" { Is::Unread } else { Is::Read }), operator == "!=")
            }
            ("tags", "#" | "!#") => {
                (Node::Field { field: Field::Tag, text: value.to_owned() }, operator == "!#")
            }
            ("title", "=~" | "!~") => {
                (Node::Field { field: Field::Title, text: plain(value)? }, operator == "!~")
            }
            ("content", "=~" | "!~") => (Node::words(&plain(value)?), operator == "!~"),
            ("feedtitle", "=" | "==" | "=~" | "!=" | "!~") => {
                (Node::Field { field: Field::From, text: plain(value)? }, operator.starts_with('!'))
            }
            ("age", "<" | "<=") => (Node::Since(When::DaysAgo(value.parse().ok()?)), false),
            ("age", ">" | ">=") => (Node::Before(When::DaysAgo(value.parse().ok()?)), false),
            ("age", "between") => {
                (Node::Since(When::DaysAgo(value.strip_prefix("0:")?.parse().ok()?)), false)
            }
            _ => return None,
        };
        Some(if negated { Node::Not(Box::new(node)) } else { node })
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let rest =
            self.rest.trim_start().strip_prefix(word).filter(|rest| rest.starts_with([' ', '(']));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start();
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|end| *end > 0)?;
        let (name, rest) = rest.split_at(end);
        self.rest = rest;
        Some(name)
    }

    /// In quotation marks, or up to the next gap.
    fn value(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start();
        let (value, rest) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => rest.split_at(rest.find([' ', ')']).unwrap_or(rest.len())),
        };
        self.rest = rest;
        Some(value).filter(|value| !value.is_empty())
    }
}

/// A pattern that is nothing but words.
fn plain(pattern: &str) -> Option<String> {
    let is_plain =
        pattern.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '&'));
    (is_plain && !pattern.trim().is_empty()).then(|| pattern.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::Query;

    fn read(filter: &str) -> Option<String> {
        Query::from_newsboat(filter).map(|query| query.to_string())
    }

    #[test]
    fn what_has_a_counterpart_is_read() {
        for (filter, query) in [
            ("unread = \"yes\"", "is:unread"),
            ("tags # \"news\"", "tag:news"),
            ("unread=\"yes\" and tags !# \"sport\"", "is:unread -tag:sport"),
            ("(tags # \"a\" or tags # \"b\") and unread = \"yes\"", "(tag:a OR tag:b) is:unread"),
            ("title =~ \"union bank\" or content =~ \"ferry\"", "title:\"union bank\" OR ferry"),
            ("age between 0:7", "since:7d"),
            ("age > 30 and feedtitle = \"The Courier\"", "before:30d from:\"The Courier\""),
        ] {
            assert_eq!(read(filter).as_deref(), Some(query), "{filter}");
            assert_eq!(
                Query::parse(query).ok(),
                Query::from_newsboat(filter),
                "{query} reads the same"
            );
        }
    }

    #[test]
    fn what_has_none_is_left_alone() {
        for filter in [
            "",
            "unread",
            "unread = ",
            "title =~ \"\\[OC\\]\"",
            "flags # \"s\"",
            "tags # \"a\" and tags # \"b\" or unread = \"yes\"",
            "(unread = \"yes\"",
            "unread = \"yes\" tags # \"a\"",
            "age between 3:7",
            &"(".repeat(10_000),
        ] {
            assert_eq!(read(filter), None, "{filter}");
        }
    }
}
