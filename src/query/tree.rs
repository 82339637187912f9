//! What a query says.

use super::When;

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
    /// Words next to each other in title or text; the last may be the beginning of a word.
    Words {
        text: String,
        prefix: bool,
    },
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
    /// What somebody does with words: denies, warns; beside `by:` somebody who does it.
    Act,
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
    pub const ALL: [Self; 14] = [
        Self::From,
        Self::In,
        Self::By,
        Self::Said,
        Self::Act,
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

    /// The word before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::In => "in",
            Self::By => "by",
            Self::Said => "said",
            Self::Act => "act",
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
}

impl Is {
    pub const ALL: [Self; 6] =
        [Self::Unread, Self::Read, Self::Starred, Self::Annotated, Self::Tagged, Self::Changed];

    /// The word behind `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Annotated => "annotated",
            Self::Tagged => "tagged",
            Self::Changed => "changed",
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

    /// The words and phrases it looks for in title and text, without those it shuts out: what a
    /// list marks as hits.
    pub fn wanted(&self) -> Vec<&str> {
        let mut found = Vec::new();
        if let Some(root) = &self.root {
            wanted(root, &mut found);
        }
        found
    }
}

fn wanted<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| wanted(node, found)),
        Node::Words { text, .. } | Node::Field { field: Field::Said | Field::Title, text } => {
            found.push(text)
        }
        _ => {}
    }
}
