//! What a list is of: all, unread, a feed, a tag, a saved query; and what it is filtered by.

use crate::library::{FeedId, FolderId, Only, Order, PersonId, Place, Scope};
use crate::query::{Field, Node, Query, When};

/// What the list shows.
#[derive(Clone, Debug)]
pub struct View {
    pub name: String,
    /// Without what was typed at the filter.
    pub scope: Scope,
    /// As it was typed.
    pub filter: String,
}

impl Default for View {
    fn default() -> Self {
        Self::only("All articles", Only::All)
    }
}

impl View {
    fn of(name: &str, scope: Scope) -> Self {
        Self { name: name.to_owned(), scope, filter: String::new() }
    }

    pub fn only(name: &str, only: Only) -> Self {
        Self::of(name, Scope { only, ..Scope::default() })
    }

    pub fn today() -> Self {
        Self::of("Today", Scope { query: Query::of(Node::Since(When::Today)), ..Scope::default() })
    }

    pub fn feed(name: &str, id: FeedId) -> Self {
        Self::of(name, Scope { place: Place::Feed(id), ..Scope::default() })
    }

    pub fn folder(name: &str, id: FolderId) -> Self {
        Self::of(name, Scope { place: Place::Folder(id), ..Scope::default() })
    }

    /// The articles that show somebody.
    pub fn person(name: &str, id: PersonId) -> Self {
        Self::of(name, Scope { place: Place::Person(id), ..Scope::default() })
    }

    pub fn tag(name: &str) -> Self {
        let query = Query::of(Node::Field { field: Field::Tag, text: name.to_owned() });
        Self::of(name, Scope { query, ..Scope::default() })
    }

    /// A saved query; one that cannot be read finds by its words.
    pub fn saved(name: &str, query: &str) -> Self {
        let query = Query::parse(query).unwrap_or_else(|_| Query::of(Node::words(query)));
        Self::of(name, Scope { query, ..Scope::default() })
    }

    /// The scope with the filter, whose last word may be the beginning of one; of a filter that is
    /// no query yet, what stands before the fault counts.
    pub fn whole(&self) -> Scope {
        let mut scope = self.scope.clone();
        let sound = match Query::parse(&self.filter) {
            Ok(_) => &self.filter,
            Err(error) => self.filter.get(..error.at.start() as usize).unwrap_or_default(),
        };
        if let Ok(mut filter) = Query::parse(sound) {
            if sound.ends_with(char::is_alphanumeric)
                && let Some(root) = &mut filter.root
            {
                begin(root);
            }
            scope.query = scope.query.and(filter);
        }
        scope
    }

    /// What orders are called, in the order of turning.
    pub const ORDERS: [(Order, &'static str); 5] = [
        (Order::Newest, "newest first"),
        (Order::Oldest, "oldest first"),
        (Order::Source, "by source"),
        (Order::Longest, "longest first"),
        (Order::Shortest, "shortest first"),
    ];

    pub fn order_name(&self) -> &'static str {
        Self::ORDERS
            .iter()
            .find(|(order, _)| *order == self.scope.order)
            .map_or("", |(_, name)| name)
    }
}

/// Lets the last words be the beginning of a word.
fn begin(node: &mut Node) {
    match node {
        Node::Words { prefix, .. } => *prefix = true,
        Node::And(nodes) | Node::Or(nodes) => {
            if let Some(last) = nodes.last_mut() {
                begin(last);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::View;
    use crate::query::Wanted;

    #[test]
    fn the_last_word_of_a_filter_may_be_the_beginning_of_one() {
        let filtered = |filter: &str| {
            View { filter: filter.into(), ..View::default() }.whole().query.to_string()
        };
        assert_eq!(filtered("union fer"), "union (fer* OR fer)");
        let whole = View { filter: "union fer".into(), ..View::default() }.whole().query;
        assert!(whole.wanted().contains(&Wanted::Start("fer")), "{whole:?}");
        assert!(!whole.wanted().contains(&Wanted::Start("union")), "{whole:?}");
        assert_eq!(filtered("fer "), "fer");
        assert_eq!(filtered("\"union bank\""), "\"union bank\"");
        assert_eq!(filtered("is:unread"), "is:unread");
        assert_eq!(filtered("ferry is:un"), "ferry");
        assert_eq!(filtered(""), "");
    }
}
