//! The one address for a place in a text.

use std::fmt;

/// A half-open range of bytes, `start..end`, in the text of one document. Four bytes each: a text
/// is at most 4 GiB.
///
/// Both ends lie on character boundaries of the document the span was made for;
/// [`crate::text::Document::slice`] relies on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// # Panics
    /// When `end` lies before `start`: a fault of the program, never of its input.
    #[inline]
    pub fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// The same from `usize`, as string searches give them.
    #[inline]
    pub fn from_usize(start: usize, end: usize) -> Self {
        Self::new(start as u32, end as u32)
    }

    /// The empty span at `offset`.
    #[inline]
    pub fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    #[inline]
    pub fn start(self) -> u32 {
        self.start
    }

    #[inline]
    pub fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies inside.
    #[inline]
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` lies inside.
    #[inline]
    pub fn encloses(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes both have, or `None` where they share none.
    #[inline]
    pub fn intersection(self, other: Span) -> Option<Span> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end })
    }

    /// The smallest span that holds both.
    #[must_use]
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As a range of `usize`, for slicing.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn half_open_spans_that_touch_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 5)));
        assert!(!Span::new(0, 3).contains(3));
        assert_eq!(Span::new(0, 3).intersection(Span::new(2, 5)), Some(Span::new(2, 3)));
        assert_eq!(Span::new(0, 3).cover(Span::new(7, 9)), Span::new(0, 9));
    }

    #[test]
    #[should_panic(expected = "ends before it starts")]
    fn a_reversed_span_is_a_fault_of_the_program() {
        let _ = Span::new(4, 3);
    }
}
