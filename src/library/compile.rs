//! Query trees as SQL conditions on `article`. What a reader typed only ever becomes a bound value.

use rusqlite::types::Value;

use super::clock::Clock;
use super::identity::seconds;
use super::index_text::{fold, phrase};
use crate::annotation::{Act, EntityKind};
use crate::query::{Field, Is, Measure, Node};
use crate::text::words_read;

/// A condition and the values for its question marks, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Compiled {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Compiled {
    fn new(sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { sql: sql.into(), values: values.into_iter().collect() }
    }

    /// Adds a condition that must hold too.
    pub(super) fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    pub(super) fn sql_or(&self, other: &'static str) -> &str {
        if self.sql.is_empty() { other } else { &self.sql }
    }
}

/// The condition of a query. The depth of the tree is bounded by the parser.
pub(super) fn compile(node: &Node, clock: &Clock) -> Compiled {
    match node {
        Node::And(nodes) => all(nodes, clock),
        Node::Or(nodes) => joined(nodes.iter().map(|node| compile(node, clock)), " OR "),
        Node::Not(node) => {
            let inner = compile(node, clock);
            Compiled::new(format!("NOT coalesce({}, 0)", inner.sql), inner.values)
        }
        Node::Words { text, prefix } => matches_words(phrase(text, *prefix)),
        Node::Field { field, text } => field_condition(*field, text),
        Node::Is(is) => Compiled::new(
            match is {
                Is::Unread => "article.unread = 1",
                Is::Read => "article.unread = 0",
                Is::Starred => "article.starred = 1",
                Is::Annotated => "article.marks > 0",
                // As `tag:` has it: a tag of its own, or one of a feed's.
                Is::Tagged => {
                    "(article.tags > 0 OR article.id IN (SELECT of.article_id FROM feed_tag CROSS JOIN item AS of ON of.feed_id = feed_tag.feed_id))"
                }
                Is::Changed => "article.versions > 1",
            },
            [],
        ),
        Node::Noted => Compiled::new(
            "article.id IN (SELECT reading.article_id FROM mark JOIN reading ON reading.id = mark.reading_id \
             WHERE mark.note <> '' AND mark.removed IS NULL)",
            [],
        ),
        Node::Length { measure, more, count } => {
            let words = match measure {
                Measure::Words => i64::from(*count),
                Measure::Minutes => words_read(*count) as i64,
            };
            let sign = if *more { '>' } else { '<' };
            Compiled::new(format!("article.words {sign} ?"), [Value::Integer(words)])
        }
        Node::After(when) => Compiled::new(
            "article.at >= ?",
            [Value::Integer(seconds(when.end(clock.now, &clock.zone)))],
        ),
        Node::Since(when) => Compiled::new(
            "article.at >= ?",
            [Value::Integer(seconds(when.start(clock.now, &clock.zone)))],
        ),
        Node::Before(when) => Compiled::new(
            "article.at < ?",
            [Value::Integer(seconds(when.start(clock.now, &clock.zone)))],
        ),
    }
}

/// Of quotations: told as done, and told as speech that did take place.
const MADE: &str = "polarity = 0 AND modality = 0";
const SAID: &str = "polarity = 0 AND modality = 0 AND speech = 1";

/// Side by side; `by:`, `said:` and `act:` are about the same quotation.
fn all(nodes: &[Node], clock: &Clock) -> Compiled {
    let is =
        |node: &Node, wanted: Field| matches!(node, Node::Field { field, .. } if *field == wanted);
    let of_quotation =
        |node: &Node| [Field::By, Field::Said, Field::Act].iter().any(|field| is(node, *field));
    if nodes.iter().filter(|node| of_quotation(node)).count() < 2 {
        return joined(nodes.iter().map(|node| compile(node, clock)), " AND ");
    }
    let by_act = nodes.iter().any(|node| is(node, Field::Act));
    let mut quotation = Compiled::new(if by_act { MADE } else { SAID }, []);
    for node in nodes {
        match node {
            Node::Field { field: Field::By, text } => {
                let who = people(text);
                quotation.and(&format!("entity_id IN ({})", who.sql), who.values);
            }
            Node::Field { field: Field::Said, text } => {
                quotation.and(
                    "id IN (SELECT rowid FROM quote_word WHERE quote_word MATCH ?)",
                    [Value::Text(phrase(text, false))],
                );
            }
            Node::Field { field: Field::Act, text } => {
                quotation.and("act = ?", [Value::Integer(act(text))]);
            }
            _ => {}
        }
    }
    let quotation = Compiled::new(
        format!("article.id IN (SELECT article_id FROM quote WHERE {})", quotation.sql),
        quotation.values,
    );
    let rest = nodes.iter().filter(|node| !of_quotation(node)).map(|node| compile(node, clock));
    joined(std::iter::once(quotation).chain(rest), " AND ")
}

fn joined(parts: impl Iterator<Item = Compiled>, with: &str) -> Compiled {
    let mut whole = Compiled::default();
    for part in parts {
        if !whole.sql.is_empty() {
            whole.sql.push_str(with);
        }
        whole.sql.push_str(&part.sql);
        whole.values.extend(part.values);
    }
    whole.sql = format!("({})", whole.sql);
    whole
}

fn matches_words(words: String) -> Compiled {
    Compiled::new(
        "article.id IN (SELECT rowid FROM article_word WHERE article_word MATCH ?)",
        [Value::Text(words)],
    )
}

fn field_condition(field: Field, text: &str) -> Compiled {
    let like = || {
        Value::Text(format!(
            "%{}%",
            text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
        ))
    };
    match field {
        Field::From => Compiled::new(
            "(article.source LIKE ? ESCAPE '\\' OR substr(article.url, 1, 8 + instr(substr(article.url, 9) || '/', '/')) LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM item AS of JOIN feed ON feed.id = of.feed_id WHERE of.article_id = article.id AND \
             (feed.title LIKE ? ESCAPE '\\' OR feed.own_title LIKE ? ESCAPE '\\' OR feed.url LIKE ? ESCAPE '\\')))",
            [like(), like(), like(), like(), like()],
        ),
        Field::In => Compiled::new(
            "EXISTS (SELECT 1 FROM item AS of JOIN feed ON feed.id = of.feed_id WHERE of.article_id = article.id AND feed.folder_id IN \
             (WITH RECURSIVE inside (id) AS (SELECT id FROM folder WHERE title LIKE ? ESCAPE '\\' \
             UNION SELECT folder.id FROM folder JOIN inside ON parent_id = inside.id) SELECT id FROM inside))",
            [like()],
        ),
        Field::By => {
            let who = people(text);
            Compiled::new(
                format!(
                    "article.id IN (SELECT article_id FROM quote WHERE {SAID} AND entity_id IN ({}))",
                    who.sql
                ),
                who.values,
            )
        }
        Field::Said => Compiled::new(
            "article.id IN (SELECT article_id FROM quote WHERE id IN (SELECT rowid FROM quote_word WHERE quote_word MATCH ?))",
            [Value::Text(phrase(text, false))],
        ),
        Field::Act => Compiled::new(
            format!("article.id IN (SELECT article_id FROM quote WHERE {MADE} AND act = ?)"),
            [Value::Integer(act(text))],
        ),
        Field::About => {
            let who = people(text);
            Compiled::new(
                format!(
                    "article.id IN (SELECT article_id FROM article_entity WHERE entity_id IN ({}))",
                    who.sql
                ),
                who.values,
            )
        }
        Field::Person => of_kind(EntityKind::Person, text),
        Field::Place => of_kind(EntityKind::Place, text),
        Field::Org => of_kind(EntityKind::Organization, text),
        Field::Author => Compiled::new("article.byline LIKE ? ESCAPE '\\'", [like()]),
        Field::Tag => Compiled::new(
            "article.id IN (SELECT article_id FROM article_tag JOIN tag ON tag.id = tag_id WHERE name = ? UNION SELECT of.article_id FROM tag \
             CROSS JOIN feed_tag ON feed_tag.tag_id = tag.id CROSS JOIN item AS of ON of.feed_id = feed_tag.feed_id WHERE name = ?)",
            [Value::Text(text.to_owned()), Value::Text(text.to_owned())],
        ),
        Field::Title => matches_words(format!("title : {}", phrase(text, text.ends_with('*')))),
        Field::Lang => Compiled::new("article.language LIKE ? ESCAPE '\\'", [like()]),
        // What is no number is the number of no article.
        Field::Story => Compiled::new(
            "article.id IN (SELECT article_id FROM story WHERE story = (SELECT story FROM story WHERE article_id = ?))",
            [Value::Integer(text.parse().unwrap_or_default())],
        ),
    }
}

/// About somebody or something of one kind.
fn of_kind(kind: EntityKind, text: &str) -> Compiled {
    let who = people(text);
    let mut values = who.values;
    let number = EntityKind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
    values.push(Value::Integer(number as i64));
    Compiled::new(
        format!(
            "article.id IN (SELECT article_id FROM article_entity WHERE entity_id IN \
             (SELECT id FROM entity WHERE id IN ({}) AND kind = ?))",
            who.sql
        ),
        values,
    )
}

/// The number of an act; of no quotation, where there is none of that name.
fn act(name: &str) -> i64 {
    Act::of_name(&name.to_ascii_lowercase()).map_or(-1, |act| act as i64)
}

/// The numbers of those in whose name or aliases all these words are.
pub(super) fn people(name: &str) -> Compiled {
    let folded = fold(name);
    let mut who = Compiled::default();
    for word in folded.split(' ').filter(|word| !word.is_empty()).take(16) {
        if !who.sql.is_empty() {
            who.sql.push_str(" INTERSECT ");
        }
        who.sql.push_str("SELECT entity_id FROM entity_word WHERE word = ?");
        who.values.push(Value::Text(word.to_owned()));
    }
    if who.sql.is_empty() {
        who.sql.push_str("SELECT id FROM entity WHERE 0");
    }
    who
}
