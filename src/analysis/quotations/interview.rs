//! Interviews without labels: paragraphs that are a question, each with the answer of one person
//! behind it.

use super::called;
use super::draft::{Attribution, Draft, How};
use super::labels::{self, Labels};
use super::marks::Stretch;
use super::words::{Class, Words};
use crate::annotation::{Entity, Layer, Mention};
use crate::text::BlockKind;

/// Answers in the first person from which on a text is an interview.
const ANSWERS: usize = 3;

/// Tokens of the longest question.
const LONGEST: usize = 80;

/// Adds the answers to what labels gave, where the text has no labels. Each is given to the only
/// person named before the first question; without one nothing is added.
pub(super) fn with_answers(
    words: &Words,
    stretches: &[Stretch],
    mut labels: Labels,
    entities: &[Entity],
    mentions: &Layer<Mention>,
) -> Labels {
    if labels.drafts.iter().any(|draft| draft.how == How::Label) {
        return labels;
    }
    let openings: Vec<usize> = labels::openings(words).collect();
    let answers: Vec<(usize, usize)> = openings
        .windows(2)
        .filter(|pair| is_question(words, pair[0]) && is_answer(words, pair[1]))
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let own = answers.iter().filter(|&&(_, line)| in_first_person(words, line)).count();
    let Some(&(first, _)) = answers.first().filter(|_| own >= ANSWERS && own * 2 > answers.len())
    else {
        return labels;
    };
    let place = words.span(&words.lines[first].words).start();
    let Some((name, _)) = called::only_person(place, entities, mentions) else { return labels };
    for (question, line) in answers {
        let last = labels::last_line(words, line);
        let content = words.lines[line].words.start..words.lines[last].words.end;
        let mark = words.lines[labels::last_line(words, question)].words.end - 1;
        let Some(part) = labels::part(words, stretches, content) else { continue };
        labels.blocks[words.lines[line].block] = Some(How::Label);
        labels.drafts.push(Draft {
            parts: vec![part],
            by: Some(Attribution::of(mark..mark + 1, Some(words.range(name)), How::Label)),
            how: How::Label,
            lines: (line, last),
        });
    }
    labels.drafts.sort_by_key(|draft| draft.lines.0);
    labels
}

/// Whether the block that starts with `line` is a question without quoted words.
fn is_question(words: &Words, line: usize) -> bool {
    let last = &words.lines[labels::last_line(words, line)].words;
    let all = words.lines[line].words.start..last.end;
    all.len() <= LONGEST
        && words.is(all.end.saturating_sub(1), "?")
        && words.class(all.start) != Class::Mark
}

/// Whether the block can be an answer: a paragraph that does not begin with a quotation mark and is
/// no question itself.
fn is_answer(words: &Words, line: usize) -> bool {
    let block = words.document.blocks().get(words.lines[line].block).map(|block| block.kind);
    !matches!(block, Some(BlockKind::Heading(_)))
        && words.class(words.lines[line].words.start) != Class::Mark
        && !is_question(words, line)
}

fn in_first_person(words: &Words, line: usize) -> bool {
    let last = labels::last_line(words, line);
    (words.lines[line].words.start..words.lines[last].words.end).any(|at| {
        words.all[at].stretch.is_none()
            && matches!(words.text(at), "I" | "my" | "My" | "me" | "we" | "We" | "our" | "Our")
    })
}
