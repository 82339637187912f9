//! The words of a block with all that is said of them as elements: the block is cut at every border
//! of a span, and each piece stands in the elements of the spans that hold it, in one order, so that
//! spans that cross each other make well-formed HTML.

use std::fmt::Write;

use super::frame::push_escaped;
use crate::text::{Document, Span};

/// An element over a span. `first` holds the attributes that only its first piece has.
#[derive(Clone, Debug)]
pub(super) struct Over {
    pub span: Span,
    /// The place in the order of elements: lower stands outside.
    pub depth: u8,
    /// The tag with its attributes, without `<` and `>`.
    pub open: String,
    pub first: String,
}

/// Elements over a document, given out as its text is written from front to back.
pub(super) struct Overs {
    /// Those that begin further on, the nearest last.
    waiting: Vec<Over>,
    /// Those that hold the place at hand, outermost first.
    open: Vec<Over>,
}

impl Overs {
    pub(super) fn new(mut all: Vec<Over>) -> Self {
        all.retain(|over| !over.span.is_empty());
        all.sort_by_key(|over| std::cmp::Reverse((over.span.start(), over.depth)));
        Self { waiting: all, open: Vec::new() }
    }

    /// Writes the words at `span`, which lies behind all that was written before, with their
    /// elements; a line end is a `<br>`.
    pub(super) fn write(&mut self, out: &mut String, document: &Document, span: Span) {
        let mut at = span.start();
        while at < span.end() {
            self.open.retain(|over| over.span.end() > at);
            while let Some(over) = self.waiting.pop_if(|over| over.span.start() <= at) {
                if over.span.end() > at {
                    let place = self.open.partition_point(|other| other.depth <= over.depth);
                    self.open.insert(place, over);
                }
            }
            let begins = self.waiting.last().map(|over| over.span.start());
            let ends = self.open.iter().map(|over| over.span.end());
            let end = ends.chain(begins).chain([span.end()]).min().unwrap_or(span.end());
            for over in &mut self.open {
                let _ = write!(out, "<{}{}>", over.open, std::mem::take(&mut over.first));
            }
            for (number, line) in document.slice(Span::new(at, end)).split('\n').enumerate() {
                if number > 0 {
                    out.push_str("<br>\n");
                }
                push_escaped(out, line);
            }
            for over in self.open.iter().rev() {
                let name = over.open.split(' ').next().unwrap_or_default();
                let _ = write!(out, "</{name}>");
            }
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Over, Overs};
    use crate::text::{Document, Span};

    #[test]
    fn spans_that_cross_make_elements_that_do_not() {
        let document = Document::verbatim("one two <three>".into());
        let over = |start, end, depth, open: &str| Over {
            span: Span::new(start, end),
            depth,
            open: open.into(),
            first: " id=\"x\"".into(),
        };
        let mut overs = Overs::new(vec![over(0, 7, 1, "b"), over(4, 15, 0, "i class=\"c\"")]);
        let mut out = String::new();
        overs.write(&mut out, &document, document.span());
        assert_eq!(
            out,
            "<b id=\"x\">one </b><i class=\"c\" id=\"x\"><b>two</b></i>\
             <i class=\"c\"> &lt;three&gt;</i>"
        );
    }

    #[test]
    fn ten_thousand_spans_in_one_block_take_their_time_once() {
        let words = "word ".repeat(10_000);
        let document = Document::verbatim(words);
        let all = (0..10_000)
            .map(|at| Over {
                span: Span::new(at * 5, at * 5 + 4),
                depth: 1,
                open: "i".into(),
                first: String::new(),
            })
            .collect();
        let mut out = String::new();
        Overs::new(all).write(&mut out, &document, document.span());
        assert_eq!(out.matches("<i>word</i>").count(), 10_000);
    }
}
