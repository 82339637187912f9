//! Query trees as SQL conditions on `article`. What a reader typed only ever becomes a bound value.
//!
//! What an index answers is a set of numbers (`ids`); a condition asks whether the article's is one
//! of them. Nothing here walks over all articles to look at their text.

use rusqlite::types::Value;

use super::clock::Clock;
use super::forms::Forms;
use super::identity::seconds;
use super::index_text::{fold, phrase};
use crate::annotation::{Act, EntityKind};
use crate::query::{Field, Is, Measure, Node, Wanted};
use crate::text::words_read;

/// A condition and the values for its question marks, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Compiled {
    pub sql: String,
    pub values: Vec<Value>,
    /// The numbers (`id`) of those for which it holds, as a query with the same values, where an
    /// index has them.
    pub ids: Option<String>,
}

/// How a condition asks whether an article is one of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The set is gathered once: for many articles that are asked about.
    Gathered,
    /// Each article is looked up by its number: for few articles and large sets.
    LookedUp,
    /// What of the set has a number from the first to the last is gathered: for articles that came
    /// together.
    Between(i64, i64),
}

/// What a query is compiled with: the reader's clock, the forms of its words, the way to ask.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub clock: &'a Clock,
    pub forms: &'a Forms,
    pub way: Way,
}

impl Compiled {
    fn test(sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { sql: sql.into(), values: values.into_iter().collect(), ids: None }
    }

    fn set(ids: String, values: impl IntoIterator<Item = Value>, way: Way) -> Self {
        let sql = match way {
            Way::Between(first, last) => format!(
                "article.id IN (SELECT one.id FROM ({ids}) AS one WHERE one.id BETWEEN {first} AND {last})"
            ),
            Way::Gathered => format!("article.id IN ({ids})"),
            Way::LookedUp => {
                format!("EXISTS (SELECT 1 FROM ({ids}) AS one WHERE one.id = article.id)")
            }
        };
        Self { sql, values: values.into_iter().collect(), ids: Some(ids) }
    }

    /// Adds a condition that must hold too.
    pub(super) fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        self.sql.push_str(sql);
        self.values.extend(values);
        self.ids = None;
    }

    pub(super) fn sql_or(&self, other: &'static str) -> &str {
        if self.sql.is_empty() { other } else { &self.sql }
    }
}

/// The conditions of a query that must all hold. The depth of the tree is bounded by the parser.
pub(super) fn conditions(root: &Node, terms: Terms<'_>) -> Vec<Compiled> {
    match root {
        Node::And(nodes) => side_by_side(nodes, terms),
        node => vec![compile(node, terms)],
    }
}

fn compile(node: &Node, terms: Terms<'_>) -> Compiled {
    match node {
        Node::And(nodes) => all(side_by_side(nodes, terms)),
        Node::Or(nodes) => any(nodes, terms),
        Node::Not(node) => {
            if let Some(other) = opposite(node) {
                return compile(&other, terms);
            }
            let inner = compile(node, terms);
            Compiled::test(format!("NOT coalesce({}, 0)", inner.sql), inner.values)
        }
        Node::Words { .. } => matches_words(words(node, terms.forms).unwrap_or_default(), terms.way),
        Node::Pattern(pattern) => Compiled::test(
            "(matches_pattern(article.title, NULL, ?1000) OR matches_pattern((SELECT data FROM body WHERE body.id = article.body_id), \
             (SELECT hash FROM body WHERE body.id = article.body_id), ?1000))"
                .replace("?1000", "?"),
            [pattern.source(), pattern.source()].map(|source| Value::Text(source.to_owned())),
        ),
        Node::Act(act) => Compiled::set(
            format!("SELECT article_id AS id FROM quote WHERE {MADE} AND act = ?"),
            [number_of(*act)],
            terms.way,
        ),
        Node::Field { field, text } => field_condition(*field, text, terms),
        Node::Is(is) => state(*is, terms.way),
        Node::Noted => Compiled::set(
            "SELECT reading.article_id AS id FROM mark JOIN reading ON reading.id = mark.reading_id \
             WHERE mark.note <> '' AND mark.removed IS NULL AND reading.article_id IS NOT NULL"
                .into(),
            [],
            terms.way,
        ),
        Node::Length { measure, more, count } => {
            let words = match measure {
                Measure::Words => i64::from(*count),
                Measure::Minutes => words_read(*count) as i64,
            };
            let sign = if *more { '>' } else { '<' };
            Compiled::test(format!("article.words {sign} ?"), [Value::Integer(words)])
        }
        Node::After(when) => since(when.end(terms.clock.now, &terms.clock.zone)),
        Node::Since(when) => since(when.start(terms.clock.now, &terms.clock.zone)),
        Node::Before(when) => Compiled::test(
            "article.at < ?",
            [Value::Integer(seconds(when.start(terms.clock.now, &terms.clock.zone)))],
        ),
    }
}

fn since(moment: jiff::Timestamp) -> Compiled {
    Compiled::test("article.at >= ?", [Value::Integer(seconds(moment))])
}

/// The state that holds where this one does not.
fn opposite(node: &Node) -> Option<Node> {
    match node {
        Node::Is(Is::Read) => Some(Node::Is(Is::Unread)),
        Node::Is(Is::Unread) => Some(Node::Is(Is::Read)),
        _ => None,
    }
}

fn state(is: Is, way: Way) -> Compiled {
    match is {
        // As `tag:` has it: a tag of its own, or one of a feed's.
        Is::Tagged => Compiled::set(
            "SELECT article_id AS id FROM article_tag \
             UNION ALL SELECT of.article_id AS id FROM feed_tag CROSS JOIN item AS of ON of.feed_id = feed_tag.feed_id"
                .into(),
            [],
            way,
        ),
        Is::Unread => Compiled::test("article.unread = 1", []),
        Is::Read => Compiled::test("article.unread = 0", []),
        Is::Starred => few("starred = 1"),
        Is::Annotated => few("marks > 0"),
        Is::Changed => few("versions > 1"),
        Is::Hidden => few("hidden = 1"),
        Is::Kept => few("kept = 1"),
    }
}

/// A state that few articles have; an index holds them alone.
fn few(holds: &str) -> Compiled {
    Compiled {
        sql: format!("article.{holds}"),
        values: Vec::new(),
        ids: Some(format!("SELECT id FROM article WHERE {holds}")),
    }
}

/// Of quotations: told as done, and told as speech that did take place.
const MADE: &str = "polarity = 0 AND modality = 0";
const SAID: &str = "polarity = 0 AND modality = 0 AND speech = 1";

/// Conditions side by side: words are looked for at once, and `by:`, `said:` and `act:` are about
/// the same quotation.
fn side_by_side(nodes: &[Node], terms: Terms<'_>) -> Vec<Compiled> {
    let mut found = Vec::new();
    let wanted: Vec<String> = nodes.iter().filter_map(|node| words(node, terms.forms)).collect();
    if !wanted.is_empty() {
        found.push(matches_words(wanted.join(" AND "), terms.way));
    }
    let is_of_quotation = |node: &&Node| {
        matches!(node, Node::Act(_) | Node::Field { field: Field::By | Field::Said, .. })
    };
    let together = nodes.iter().filter(is_of_quotation).count() > 1;
    if together {
        found.push(one_quotation(nodes.iter().filter(is_of_quotation), terms));
    }
    let rest = nodes
        .iter()
        .filter(|node| !(matches!(node, Node::Words { .. }) || together && is_of_quotation(node)));
    found.extend(rest.map(|node| compile(node, terms)));
    found
}

/// The articles with a quotation of which all this holds.
fn one_quotation<'a>(nodes: impl Iterator<Item = &'a Node> + Clone, terms: Terms<'_>) -> Compiled {
    let by_act = nodes.clone().any(|node| matches!(node, Node::Act(_)));
    let mut quotation = Compiled::test(if by_act { MADE } else { SAID }, []);
    for node in nodes {
        match node {
            Node::Act(act) => quotation.and("act = ?", [number_of(*act)]),
            Node::Field { field: Field::By, text } => {
                let who = people(text);
                quotation.and(&format!("entity_id IN ({})", who.sql), who.values);
            }
            Node::Field { field: Field::Said, text } => {
                quotation.and(
                    SAID_WORDS,
                    [Value::Text(expression(Wanted::of_value(text), terms.forms))],
                );
            }
            _ => {}
        }
    }
    let ids = format!("SELECT article_id AS id FROM quote WHERE {}", quotation.sql);
    Compiled::set(ids, quotation.values, terms.way)
}

const SAID_WORDS: &str = "id IN (SELECT rowid FROM quote_word WHERE quote_word MATCH ?)";

/// All of them; the numbers are those of the first part that has some, looked at for the others.
fn all(parts: Vec<Compiled>) -> Compiled {
    let has_ids = parts.iter().any(|part| part.ids.is_some());
    let mut whole = joined(parts.into_iter(), " AND ");
    if has_ids {
        whole.ids = Some(format!("SELECT article.id AS id FROM article WHERE {}", whole.sql));
    }
    whole
}

/// Any of them; where each has numbers, all these.
fn any(nodes: &[Node], terms: Terms<'_>) -> Compiled {
    let wanted: Option<Vec<String>> = nodes.iter().map(|node| words(node, terms.forms)).collect();
    if let Some(wanted) = wanted {
        return matches_words(wanted.join(" OR "), terms.way);
    }
    let parts: Vec<Compiled> = nodes.iter().map(|node| compile(node, terms)).collect();
    let ids: Option<Vec<String>> = parts.iter().map(|part| part.ids.clone()).collect();
    let values = parts.iter().flat_map(|part| part.values.clone()).collect::<Vec<_>>();
    match ids {
        Some(ids) => Compiled::set(ids.join(" UNION ALL "), values, terms.way),
        None => joined(parts.into_iter(), " OR "),
    }
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

/// What the index of words is asked for by a node of words; `None` for any other.
pub(super) fn words(node: &Node, forms: &Forms) -> Option<String> {
    let Node::Words { text, prefix, exact } = node else { return None };
    let mut ways = Vec::new();
    if *prefix {
        ways.push(expression(Wanted::Start(text), forms));
    }
    if !exact {
        ways.push(expression(Wanted::Word(text), forms));
    } else if !prefix {
        ways.push(expression(Wanted::Exact(text), forms));
    }
    Some(format!("({})", ways.join(" OR ")))
}

/// What an index of words is asked for.
pub(super) fn expression(wanted: Wanted<'_>, forms: &Forms) -> String {
    match wanted {
        Wanted::Exact(text) => phrase(text, false),
        Wanted::Start(text) => phrase(text, true),
        Wanted::Word(text) => {
            let all: Vec<String> = forms.of(text).iter().map(|form| phrase(form, false)).collect();
            if all.is_empty() { phrase(text, false) } else { format!("({})", all.join(" OR ")) }
        }
        // No index knows patterns.
        Wanted::Pattern(_) => "\"\"".to_owned(),
    }
}

fn matches_words(words: String, way: Way) -> Compiled {
    Compiled::set(
        "SELECT rowid AS id FROM article_word WHERE article_word MATCH ?".into(),
        [Value::Text(words)],
        way,
    )
}

/// A value that stands somewhere within another, for `LIKE`.
fn within(text: &str) -> Value {
    let text = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Value::Text(format!("%{text}%"))
}

/// The different values of a column of `article`, by leaps through its index.
macro_rules! different {
    ($column:literal) => {
        concat!(
            "WITH RECURSIVE different (x) AS (SELECT min(",
            $column,
            ") FROM article UNION ALL \
             SELECT (SELECT min(",
            $column,
            ") FROM article WHERE ",
            $column,
            " > x) FROM different WHERE x IS NOT NULL) \
             SELECT x FROM different WHERE x LIKE ? ESCAPE '\\'"
        )
    };
}

fn field_condition(field: Field, text: &str, terms: Terms<'_>) -> Compiled {
    let set = |ids: String, values: Vec<Value>| Compiled::set(ids, values, terms.way);
    match field {
        Field::From => set(
            [
                concat!("SELECT id FROM article WHERE source IN (", different!("source"), ")"),
                concat!("SELECT id FROM article WHERE host IN (", different!("host"), ")"),
                "SELECT of.article_id AS id FROM feed CROSS JOIN item AS of ON of.feed_id = feed.id \
                 WHERE feed.title LIKE ? ESCAPE '\\' OR feed.own_title LIKE ? ESCAPE '\\' OR feed.url LIKE ? ESCAPE '\\'",
            ]
            .join(" UNION ALL "),
            vec![within(text); 5],
        ),
        Field::In => set(
            "SELECT of.article_id AS id FROM feed CROSS JOIN item AS of ON of.feed_id = feed.id WHERE feed.folder_id IN \
             (WITH RECURSIVE inside (id) AS (SELECT id FROM folder WHERE title LIKE ? ESCAPE '\\' \
             UNION SELECT folder.id FROM folder JOIN inside ON parent_id = inside.id) SELECT id FROM inside)"
                .into(),
            vec![within(text)],
        ),
        Field::By => {
            let who = people(text);
            let ids = format!("SELECT article_id AS id FROM quote WHERE {SAID} AND entity_id IN ({})", who.sql);
            set(ids, who.values)
        }
        Field::Said => set(
            format!("SELECT article_id AS id FROM quote WHERE {SAID_WORDS}"),
            vec![Value::Text(expression(Wanted::of_value(text), terms.forms))],
        ),
        Field::About => {
            let who = people(text);
            let ids = format!("SELECT article_id AS id FROM article_entity WHERE entity_id IN ({})", who.sql);
            set(ids, who.values)
        }
        Field::Person => of_kind(EntityKind::Person, text, terms.way),
        Field::Place => of_kind(EntityKind::Place, text, terms.way),
        Field::Org => of_kind(EntityKind::Organization, text, terms.way),
        Field::Author => set(
            "SELECT rowid AS id FROM byline_word WHERE byline_word MATCH ?".into(),
            vec![Value::Text(phrase(text, true))],
        ),
        Field::Tag => set(
            "SELECT article_id AS id FROM article_tag JOIN tag ON tag.id = tag_id WHERE name = ? UNION ALL SELECT of.article_id AS id FROM tag \
             CROSS JOIN feed_tag ON feed_tag.tag_id = tag.id CROSS JOIN item AS of ON of.feed_id = feed_tag.feed_id WHERE name = ?"
                .into(),
            vec![Value::Text(text.to_owned()); 2],
        ),
        Field::Title => {
            let wanted = expression(Wanted::of_value(text), terms.forms);
            matches_words(format!("title : {wanted}"), terms.way)
        }
        Field::Lang => set(
            concat!("SELECT id FROM article WHERE indexed_language IN (", different!("indexed_language"), ")").into(),
            vec![within(text)],
        ),
        Field::Story => set(
            "SELECT article_id AS id FROM story WHERE story = (SELECT story FROM story WHERE article_id = ?)".into(),
            vec![Value::Integer(text.parse().unwrap_or_default())],
        ),
    }
}

/// About somebody or something of one kind.
fn of_kind(kind: EntityKind, text: &str, way: Way) -> Compiled {
    let who = people(text);
    let mut values = who.values;
    let number = EntityKind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
    values.push(Value::Integer(number as i64));
    let ids = format!(
        "SELECT article_id AS id FROM article_entity WHERE entity_id IN \
         (SELECT id FROM entity WHERE id IN ({}) AND kind = ?)",
        who.sql
    );
    Compiled::set(ids, values, way)
}

/// The number of an act, as rows hold it.
fn number_of(act: Act) -> Value {
    Value::Integer(Act::ALL.iter().position(|other| *other == act).unwrap_or_default() as i64)
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
