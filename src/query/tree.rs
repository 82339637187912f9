//! What a query says.

use super::{Pattern, When};
use crate::annotation::Act;

/// A whole query. An empty one finds everything.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    pub root: Option<Node>,
}

/// A part of a query. Nesting is bounded by the parser, so walking it may recurse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// All of them; at least two.
    And(Vec<Node>),
    /// One of them or more; at least two.
    Or(Vec<Node>),
    Not(Box<Node>),
    /// One word in all its forms, or as it is written (`exact`); or words next to each other, which
    /// are exact. The last may be the beginning of a word (`prefix`); of a word that is still being
    /// typed, forms and words that begin so are looked for (`prefix` without `exact`).
    Words {
        text: String,
        prefix: bool,
        exact: bool,
    },
    /// A pattern that stands in title or text.
    Pattern(Pattern),
    /// What is done with words; beside `by:` somebody who does it.
    Act(Act),
    /// The same in one field.
    Field {
        field: Field,
        text: String,
    },
    Is(Is),
    /// With a note.
    Noted,
    /// Longer or shorter than so many words or minutes.
    Length {
        measure: Measure,
        more: bool,
        count: u32,
    },
    Since(When),
    /// Behind the whole of it.
    After(When),
    Before(When),
}

impl Node {
    /// Words as they are typed: one in all its forms, several as a phrase.
    pub fn words(text: &str) -> Self {
        Self::Words { text: text.to_owned(), prefix: false, exact: !is_one_word(text) }
    }

    /// Whether it is answered from an index, so that it may stand beside what reads each text.
    pub(super) fn narrows(&self) -> bool {
        match self {
            Self::And(nodes) => nodes.iter().any(Self::narrows),
            Self::Or(nodes) => nodes.iter().all(Self::narrows),
            Self::Not(_) | Self::Pattern(_) | Self::Length { .. } | Self::Before(_) => false,
            Self::Is(is) => *is != Is::Read,
            Self::Words { .. } | Self::Field { .. } | Self::Act(_) | Self::Noted => true,
            Self::Since(_) | Self::After(_) => true,
        }
    }

    /// Whether each pattern in it stands beside something that narrows the search.
    pub(super) fn is_bounded(&self, beside: bool) -> bool {
        match self {
            Self::And(nodes) => {
                let beside = beside || nodes.iter().any(Self::narrows);
                nodes.iter().all(|node| node.is_bounded(beside))
            }
            Self::Or(nodes) => nodes.iter().all(|node| node.is_bounded(beside)),
            Self::Not(node) => node.is_bounded(beside),
            Self::Pattern(_) => beside,
            _ => true,
        }
    }
}

/// Where `field:words` looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// A feed's title, own title or address, or the article's source.
    From,
    /// A folder, with the folders inside.
    In,
    /// Somebody who is quoted.
    By,
    /// Words of a quotation; beside `by:` of a quotation of theirs.
    Said,
    /// Somebody or something the article is about.
    About,
    Person,
    Place,
    Org,
    /// The byline.
    Author,
    Tag,
    Title,
    /// The language, as a BCP 47 tag or its beginning.
    Lang,
    /// The story of an article.
    Story,
}

impl Field {
    pub const ALL: [Self; 13] = [
        Self::From,
        Self::In,
        Self::By,
        Self::Said,
        Self::About,
        Self::Person,
        Self::Place,
        Self::Org,
        Self::Author,
        Self::Tag,
        Self::Title,
        Self::Lang,
        Self::Story,
    ];

    /// Whether one word there is looked for in all its forms.
    pub(super) fn has_forms(self) -> bool {
        matches!(self, Self::Said | Self::Title)
    }

    /// The word before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::In => "in",
            Self::By => "by",
            Self::Said => "said",
            Self::About => "about",
            Self::Person => "person",
            Self::Place => "place",
            Self::Org => "org",
            Self::Author => "author",
            Self::Tag => "tag",
            Self::Title => "title",
            Self::Lang => "lang",
            Self::Story => "story",
        }
    }
}

/// What an article's length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    Words,
    /// Of reading.
    Minutes,
}

impl Measure {
    /// The word before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Minutes => "time",
        }
    }

    /// What may stand behind the number.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Words => "",
            Self::Minutes => "m",
        }
    }

    /// How it is written.
    pub fn form(self) -> &'static str {
        match self {
            Self::Words => "words:<300 or words:>800",
            Self::Minutes => "time:<5m or time:>20m",
        }
    }
}

/// States of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Is {
    Unread,
    Read,
    Starred,
    /// With a mark or note.
    Annotated,
    Tagged,
    /// Changed since it first came.
    Changed,
    /// Out of sight by a rule.
    Hidden,
    /// Never taken out by a limit.
    Kept,
}

impl Is {
    pub const ALL: [Self; 8] = [
        Self::Unread,
        Self::Read,
        Self::Starred,
        Self::Annotated,
        Self::Tagged,
        Self::Changed,
        Self::Hidden,
        Self::Kept,
    ];

    /// The word behind `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Annotated => "annotated",
            Self::Tagged => "tagged",
            Self::Changed => "changed",
            Self::Hidden => "hidden",
            Self::Kept => "kept",
        }
    }
}

impl Query {
    /// The query that asks for one thing.
    pub fn of(node: Node) -> Self {
        Self { root: Some(node) }
    }

    /// Both: what this asks for and what `other` asks for.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let root = match (self.root, other.root) {
            (Some(Node::And(mut nodes)), Some(node)) => {
                match node {
                    Node::And(more) => nodes.extend(more),
                    node => nodes.push(node),
                }
                Some(Node::And(nodes))
            }
            (Some(first), Some(Node::And(mut nodes))) => {
                nodes.insert(0, first);
                Some(Node::And(nodes))
            }
            (Some(first), Some(second)) => Some(Node::And(vec![first, second])),
            (first, second) => first.or(second),
        };
        Self { root }
    }

    /// Whether any part of it asks for a state.
    pub fn asks(&self, is: Is) -> bool {
        fn within(node: &Node, is: Is) -> bool {
            match node {
                Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(|node| within(node, is)),
                Node::Not(node) => within(node, is),
                node => *node == Node::Is(is),
            }
        }
        self.root.as_ref().is_some_and(|root| within(root, is))
    }

    /// What it looks for in title and text, without what it shuts out: what is lit in what it found.
    pub fn wanted(&self) -> Vec<Wanted<'_>> {
        let mut found = Vec::new();
        if let Some(root) = &self.root {
            wanted(root, &mut found);
        }
        found
    }
}

/// What stands in a text that a query finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// One word, in all its forms.
    Word(&'a str),
    /// Words as they are written.
    Exact(&'a str),
    /// What begins so.
    Start(&'a str),
    Pattern(&'a Pattern),
}

impl<'a> Wanted<'a> {
    /// What was typed of it.
    pub fn text(self) -> &'a str {
        match self {
            Self::Word(text) | Self::Exact(text) | Self::Start(text) => text,
            Self::Pattern(pattern) => pattern.source(),
        }
    }

    /// What a value of `title:` or `said:` looks for: one word in all its forms, unless `=` stands
    /// before it.
    pub(crate) fn of_value(text: &'a str) -> Self {
        if let Some(exact) = text.strip_prefix('=') {
            Self::Exact(exact)
        } else if let Some(start) = text.strip_suffix('*') {
            Self::Start(start)
        } else if is_one_word(text) {
            Self::Word(text)
        } else {
            Self::Exact(text)
        }
    }
}

/// Whether there is nothing in it but the letters of one word.
pub(super) fn is_one_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphanumeric)
}

fn wanted<'a>(node: &'a Node, found: &mut Vec<Wanted<'a>>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| wanted(node, found)),
        Node::Words { text, prefix, exact } => {
            if *prefix {
                found.push(Wanted::Start(text));
            } else if *exact {
                found.push(Wanted::Exact(text));
            }
            if !exact {
                found.push(Wanted::Word(text));
            }
        }
        Node::Field { field: Field::Said | Field::Title, text } => {
            found.push(Wanted::of_value(text));
        }
        Node::Pattern(pattern) => found.push(Wanted::Pattern(pattern)),
        _ => {}
    }
}
