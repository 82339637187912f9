//! Plain text → `Article`, in the memory the text came in.
//!
//! The first 64 KiB settle the [`Shape`](shape::Shape) of the whole: whether lines are wrapped or
//! each is a paragraph, and what an indent means. [`head`] takes title, byline and date from the
//! first lines, [`body`] makes the blocks.

mod body;
mod head;
mod line;
mod line_ends;
mod shape;

use crate::annotation::Article;
use crate::text::Rewriter;
use shape::Shape;

/// Reads the whole.
pub(super) fn read(text: String) -> Article {
    let text = line_ends::unify(text);
    let shape = Shape::of(text.as_bytes());
    let mut rewriter = Rewriter::new(text);
    let head = head::take(&mut rewriter, &shape);
    body::take(&mut rewriter, &shape, 0);
    Article {
        title: head.title,
        byline: head.byline,
        published: head.published,
        ..Article::of(rewriter.finish())
    }
}

/// The beginning of a longer text as [`read`] gives it for the whole; `None` where it cannot be cut
/// at a paragraph.
pub(super) fn beginning(text: &str) -> Option<Article> {
    if text.len() <= shape::SAMPLE {
        return None;
    }
    let text = line_ends::unify(text.to_owned());
    let shape = Shape::of(text.as_bytes());
    // What follows is looked at, not taken: the blocks at the cut come out as they do in the whole.
    let ahead = text.len().saturating_sub(shape::SAMPLE);
    let mut rewriter = Rewriter::new(text);
    let head = head::take(&mut rewriter, &shape);
    body::take(&mut rewriter, &shape, ahead);
    if rewriter.rest().is_empty() {
        rewriter.drop_last();
    }
    let document = rewriter.finish();
    (!document.blocks().is_empty()).then(|| Article {
        title: head.title,
        byline: head.byline,
        published: head.published,
        ..Article::of(document)
    })
}

#[cfg(test)]
mod tests {
    use super::{beginning, read};
    use crate::text::BlockKind;

    /// Each block as "kind: words".
    fn blocks(text: &str) -> Vec<String> {
        let article = read(text.to_owned());
        let kind = |kind| match kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph => "p".into(),
            BlockKind::Byline => "by".into(),
            BlockKind::ListItem { depth, number } => {
                format!("li{depth}{}", number.map(|n| format!("#{n}")).unwrap_or_default())
            }
            BlockKind::BlockQuote { depth } => format!("q{depth}"),
            other => format!("{other:?}"),
        };
        article
            .document
            .blocks()
            .iter()
            .map(|block| format!("{}: {}", kind(block.kind), article.document.slice(block.span)))
            .collect()
    }

    const LONG: &str = "The council of the town said on Monday that it would build the bridge after all, and that the work would begin in spring.";

    #[test]
    fn a_paragraph_a_line_without_a_headline() {
        let text = format!("{LONG}\n{LONG}\n“No,” she said.\n{LONG}\n");
        assert_eq!(
            blocks(&text),
            [
                format!("p: {LONG}"),
                format!("p: {LONG}"),
                "p: “No,” she said.".into(),
                format!("p: {LONG}")
            ]
        );
    }

    #[test]
    fn a_headline_a_byline_and_a_date_are_known() {
        let text = format!(
            "Town to build its bridge after all\nBy Ana Ruiz and Tom Okoro, The Herald\nMarch 1, 2023\n\nBRIDGEPORT, March 1 — {LONG}\n"
        );
        let article = read(text.clone());
        assert_eq!(article.title.as_deref(), Some("Town to build its bridge after all"));
        assert_eq!(article.byline.as_deref(), Some("Ana Ruiz and Tom Okoro, The Herald"));
        assert_eq!(
            article.published.map(|at| at.to_string()).as_deref(),
            Some("2023-03-01T00:00:00Z")
        );
        assert_eq!(blocks(&text)[0], "h1: Town to build its bridge after all");
        assert_eq!(blocks(&text)[1], "by: By Ana Ruiz and Tom Okoro, The Herald");
        assert_eq!(blocks(&text)[3], format!("p: BRIDGEPORT, March 1 — {LONG}"));
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "Bridge to be built\n\nThe council of the town said on Monday that it would build\nthe bridge after all, and that the work would begin in the\nspring of next year.\n\nThe mayor, Ana Ruiz, welcomed the decision with many kind\nwords.\n";
        assert_eq!(
            blocks(text),
            [
                "h1: Bridge to be built",
                "p: The council of the town said on Monday that it would build the bridge after all, and that the work would begin in the spring of next year.",
                "p: The mayor, Ana Ruiz, welcomed the decision with many kind words."
            ]
        );
    }

    #[test]
    fn indented_paragraphs_are_quotations_in_wrapped_text() {
        let text = "She wrote to the council of the town and to all who live in\nit, and this is what she said:\n\n    We have waited for this bridge for forty years, and we\n    shall wait no longer.\n\nThe council has not answered, and it is not known whether it\nwill.\n";
        assert_eq!(
            blocks(text)[1],
            "q0: We have waited for this bridge for forty years, and we shall wait no longer."
        );
    }

    #[test]
    fn lists_quotations_and_headings_are_kept() {
        let text = format!(
            "{LONG}\n\nWHAT IS KNOWN\n\n- one thing\n- another\n\n1. first\n2. second\n\n> So it was written by the hand of the king\n> himself.\n\nWhat comes next\n---------------\n\n{LONG}\n"
        );
        assert_eq!(
            blocks(&text)[1..8],
            [
                "h2: WHAT IS KNOWN",
                "li0: one thing",
                "li0: another",
                "li0#1: first",
                "li0#2: second",
                "q0: So it was written by the hand of the king himself.",
                "h2: What comes next"
            ]
        );
    }

    #[test]
    fn a_number_that_begins_a_sentence_is_no_list() {
        let text = format!(
            "{LONG}\n\n1914. It was the year in which the bridge fell into the river.\n\n12. May was the day.\n"
        );
        assert!(blocks(&text)[1..].iter().all(|block| block.starts_with("p: ")));
    }

    #[test]
    fn a_first_sentence_is_no_headline() {
        assert_eq!(blocks(&format!("It rained.\n\n{LONG}"))[0], "p: It rained.");
        assert_eq!(read("Only one line without a stop".into()).title, None);
        assert_eq!(read("Milk\nEggs\nBread\n".into()).title, None);
    }

    #[test]
    fn the_beginning_of_a_long_text_is_what_the_whole_begins_with() {
        for paragraph in [
            format!("{LONG} “Yes.”\n\n"),
            format!("{LONG}\n"),
            "Wrapped lines that go on and on until they reach the right\nmargin, and then some more words.\n\n".into(),
        ] {
            let text = format!("A headline for it\n\n{}", paragraph.repeat(6000));
            let Some(first) = beginning(&text[..128 * 1024]) else { panic!("there are paragraphs") };
            let whole = read(text);
            assert!(whole.document.text().starts_with(first.document.text()));
            assert_eq!(whole.document.blocks()[..first.document.blocks().len()], *first.document.blocks());
            assert!(first.document.blocks().len() > 100);
            assert_eq!(whole.title, first.title);
        }
    }
}
