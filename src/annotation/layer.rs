//! Sorted spans with a payload over one document.

use crate::text::{ContentHash, Document, Span};

/// Spans with payloads, sorted by start, then longest first. Spans may nest and overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer<T> {
    document: ContentHash,
    items: Vec<(Span, T)>,
    /// The longest span, which bounds how far back [`Layer::at`] looks.
    longest: u32,
}

impl<T> Layer<T> {
    /// Sorts the items. Spans that do not lie inside the document are dropped.
    pub fn new(document: &Document, mut items: Vec<(Span, T)>) -> Self {
        items.retain(|(span, _)| document.span().encloses(*span));
        items.sort_by_key(|(span, _)| (span.start(), u32::MAX - span.end()));
        let longest = items.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        Self { document: document.hash(), items, longest }
    }

    /// A layer without items.
    pub fn empty(document: &Document) -> Self {
        Self { document: document.hash(), items: Vec::new(), longest: 0 }
    }

    /// Whether the layer belongs to this document. Whoever joins a layer with a text asks first.
    pub fn is_of(&self, document: &Document) -> bool {
        self.document == document.hash()
    }

    pub fn items(&self) -> &[(Span, T)] {
        &self.items
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (Span, T)> {
        self.items.iter()
    }

    /// The items that hold the byte at `offset`, outermost first.
    pub fn at(&self, offset: u32) -> impl Iterator<Item = &(Span, T)> {
        self.within(Span::new(offset, offset.saturating_add(1)))
    }

    /// The items that share a byte with `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &(Span, T)> {
        let from = self
            .items
            .partition_point(|(item, _)| item.start() < span.start().saturating_sub(self.longest));
        self.items[from..]
            .iter()
            .take_while(move |(item, _)| item.start() < span.end())
            .filter(move |(item, _)| item.overlaps(span))
    }

    /// The first item that starts behind `offset`.
    pub fn next(&self, offset: u32) -> Option<&(Span, T)> {
        self.items.get(self.items.partition_point(|(span, _)| span.start() <= offset))
    }

    /// The last item that starts before `offset`.
    pub fn previous(&self, offset: u32) -> Option<&(Span, T)> {
        self.items[..self.items.partition_point(|(span, _)| span.start() < offset)].last()
    }
}

impl<'a, T> IntoIterator for &'a Layer<T> {
    type Item = &'a (Span, T);
    type IntoIter = std::slice::Iter<'a, (Span, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Layer;
    use crate::text::{Document, Span};

    fn layer() -> (Document, Layer<char>) {
        let document = Document::verbatim("0123456789".into());
        let layer = Layer::new(
            &document,
            vec![
                (Span::new(6, 8), 'c'),
                (Span::new(0, 5), 'a'),
                (Span::new(1, 3), 'b'),
                (Span::new(9, 99), 'x'),
            ],
        );
        (document, layer)
    }

    #[test]
    fn items_at_an_offset_come_outermost_first() {
        let (_, layer) = layer();
        assert_eq!(layer.at(2).map(|(_, c)| *c).collect::<String>(), "ab");
        assert_eq!(layer.at(4).map(|(_, c)| *c).collect::<String>(), "a");
        assert_eq!(layer.at(5).count(), 0);
    }

    #[test]
    fn next_and_previous_walk_by_starts() {
        let (_, layer) = layer();
        assert_eq!(layer.next(1).map(|(_, c)| *c), Some('c'));
        assert_eq!(layer.previous(6).map(|(_, c)| *c), Some('b'));
        assert_eq!(layer.previous(0), None);
    }

    #[test]
    fn a_layer_knows_its_document() {
        let (document, layer) = layer();
        assert!(layer.is_of(&document));
        assert!(!layer.is_of(&Document::verbatim("another".into())));
    }

    #[test]
    fn spans_outside_the_document_are_dropped() {
        assert_eq!(layer().1.len(), 3);
    }
}
