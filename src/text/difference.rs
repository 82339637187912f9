//! What changed between two texts: paragraph by paragraph, and in a changed paragraph word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{BlockKind, Document};

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Same,
    Gone,
    New,
}

/// A block of either text, in pieces. Together the pieces that are not new are the block before,
/// those not gone the block now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: BlockKind,
    pub pieces: Vec<(Edit, String)>,
}

/// The blocks of both, in order. Myers' algorithm, over blocks and then over words.
pub fn difference(before: &Document, after: &Document) -> Vec<Difference> {
    let texts = |document: &Document| -> Vec<String> {
        document.blocks().iter().map(|block| document.slice(block.span).to_owned()).collect()
    };
    let (old, new) = (texts(before), texts(after));
    let whole = |document: &Document, at: usize, edit: Edit| Difference {
        kind: document.blocks()[at].kind,
        pieces: vec![(edit, document.slice(document.blocks()[at].span).to_owned())],
    };
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                found.extend((new_index..new_index + len).map(|at| whole(after, at, Edit::Same)))
            }
            DiffOp::Delete { old_index, old_len, .. } => found
                .extend((old_index..old_index + old_len).map(|at| whole(before, at, Edit::Gone))),
            DiffOp::Insert { new_index, new_len, .. } => {
                found.extend((new_index..new_index + new_len).map(|at| whole(after, at, Edit::New)))
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let pairs = old_len.min(new_len);
                for at in 0..pairs {
                    found.push(Difference {
                        kind: after.blocks()[new_index + at].kind,
                        pieces: in_words(&old[old_index + at], &new[new_index + at]),
                    });
                }
                found.extend(
                    (old_index + pairs..old_index + old_len)
                        .map(|at| whole(before, at, Edit::Gone)),
                );
                found.extend(
                    (new_index + pairs..new_index + new_len).map(|at| whole(after, at, Edit::New)),
                );
            }
        }
    }
    found
}

/// A block in pieces; words that stand side by side are one piece.
fn in_words(old: &str, new: &str) -> Vec<(Edit, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (words(old), words(new));
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (was, is) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            pieces.push((Edit::Same, new[is].concat()));
            continue;
        }
        pieces.extend((!was.is_empty()).then(|| (Edit::Gone, old[was].concat())));
        pieces.extend((!is.is_empty()).then(|| (Edit::New, new[is].concat())));
    }
    pieces
}

/// Words, each with the space behind it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(' ').collect()
}

#[cfg(test)]
mod tests {
    use super::{Edit, difference};
    use crate::text::Document;

    fn shown(before: &str, after: &str) -> Vec<String> {
        let document = |text: &str| Document::verbatim(text.to_owned());
        let sign = |(edit, words): (Edit, String)| match edit {
            Edit::Same => words,
            Edit::Gone => format!("[-{words}-]"),
            Edit::New => format!("{{+{words}+}}"),
        };
        difference(&document(before), &document(after))
            .into_iter()
            .map(|block| block.pieces.into_iter().map(sign).collect())
            .collect()
    }

    #[test]
    fn changed_paragraphs_are_compared_by_words_and_others_come_or_go_whole() {
        let found = shown(
            "The ferry was late.\n\nNobody came.\n\nIt rained.",
            "The old ferry was late.\n\nIt rained.\n\nThen it stopped.",
        );
        assert_eq!(
            found,
            [
                "The {+old +}ferry was late.",
                "[-Nobody came.-]",
                "It rained.",
                "{+Then it stopped.+}"
            ]
        );
    }

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(shown("A b.\n\nC.", "A b.\n\nC."), ["A b.", "C."]);
        assert_eq!(shown("", ""), Vec::<String>::new());
    }
}
