//! Speakers named before a colon at the head of a paragraph: transcripts ("RUIZ: We won.") and
//! headlines ("Ruiz: Bridge is safe").

use std::ops::Range;

use super::draft::{Attribution, Draft, How};
use super::marks::Stretch;
use super::words::{Class, Line, Words};
use crate::analysis::syntax::Pos;
use crate::text::{BlockKind, Span};

/// Tokens of the longest label.
const LONGEST_LABEL: usize = 5;

/// What labels give: quotations, and for each block whether one took it.
pub struct Labels {
    pub drafts: Vec<Draft>,
    pub blocks: Vec<bool>,
}

/// Finds labelled paragraphs. A transcript is one only where two paragraphs at least are labelled.
pub fn find(words: &Words, stretches: &[Stretch]) -> Labels {
    let mut labels =
        Labels { drafts: Vec::new(), blocks: vec![false; words.document.blocks().len()] };
    let mut heads: Vec<(usize, Range<usize>, How)> =
        (0..words.lines.len()).filter_map(|index| head(words, index)).collect();
    if heads.iter().all(|(_, _, how)| *how == How::Headline) {
        let turns = turns(words);
        if !turns.is_empty() {
            heads = turns;
        }
    }
    let turns = heads.iter().filter(|(_, _, how)| *how == How::Label).count();
    for (index, speaker, how) in heads {
        if how == How::Label && turns < 2 {
            continue;
        }
        let last = if how == How::Label { last_line(words, index) } else { index };
        let content = speaker.end + 1..words.lines[last].words.end;
        let Some(part) = part(words, stretches, content) else { continue };
        labels.blocks[words.lines[index].block] = true;
        let by = Attribution::of(speaker.end..speaker.end + 1, Some(speaker), how);
        labels.drafts.push(Draft { parts: vec![part], by: Some(by), how, lines: (index, last) });
    }
    labels
}

/// Labels in ordinary letters ("Reporter: …", "Ana Ruiz: …"): a transcript where paragraph after
/// paragraph has one, and two speakers take turns.
fn turns(words: &Words) -> Vec<(usize, Range<usize>, How)> {
    let mut runs: Vec<Vec<(usize, Range<usize>, How)>> = vec![Vec::new()];
    for (index, line) in words
        .lines
        .iter()
        .enumerate()
        .filter(|&(index, line)| index == 0 || words.lines[index - 1].block != line.block)
    {
        match turn(words, line) {
            Some(label) => runs
                .last_mut()
                .into_iter()
                .for_each(|run| run.push((index, label.clone(), How::Label))),
            None => runs.push(Vec::new()),
        }
    }
    let name = |label: &Range<usize>| words.document.slice(words.span(label));
    let alternates = |run: &Vec<(usize, Range<usize>, How)>| {
        let asked = run.len() > 1
            && run.iter().any(|(_, label, _)| matches!(name(label), "Question" | "Answer"));
        let again = run
            .iter()
            .skip(2)
            .zip(run)
            .any(|((_, third, _), (_, first, _))| name(third) == name(first));
        let two = run
            .iter()
            .skip(1)
            .zip(run)
            .any(|((_, second, _), (_, first, _))| name(second) != name(first));
        asked || again && two
    };
    runs.into_iter().filter(alternates).flatten().collect()
}

/// A short label of capitalised words before a colon, with a sentence behind it.
fn turn(words: &Words, line: &Line) -> Option<Range<usize>> {
    let start = line.words.start;
    let colon = (start + 1..line.words.end.min(start + LONGEST_LABEL))
        .find(|&at| words.class(at) == Class::Colon)?;
    let label = start..colon;
    let named = label.clone().all(|at| words.is_capital(at) || words.class(at) == Class::Stop);
    let says = colon + 2 < line.words.end && words.is_capital(colon + 1)
        || words.class(colon + 1) == Class::Mark;
    (named && says && matches!(words.pos(colon - 1), Pos::Propn | Pos::Noun)).then_some(label)
}

/// The label that a line starts with, if the line starts a block.
fn head(words: &Words, index: usize) -> Option<(usize, Range<usize>, How)> {
    let line: &Line = &words.lines[index];
    if index > 0 && words.lines[index - 1].block == line.block {
        return None;
    }
    let start = line.words.clone().find(|&at| words.class(at) != Class::Mark)?;
    let colon = (start + 1..line.words.end.min(start + LONGEST_LABEL + 1))
        .find(|&at| words.class(at) == Class::Colon)?;
    if colon + 2 >= line.words.end {
        return None;
    }
    let label = start..colon;
    if label.clone().all(|at| is_shouted(words.text(at))) {
        return Some((index, label, How::Label));
    }
    if last_line(words, index) != index {
        return None;
    }
    let heads = line.block == 0
        || matches!(
            words.document.blocks().get(line.block).map(|block| block.kind),
            Some(BlockKind::Heading(_))
        );
    let named = label.clone().all(|at| words.is_capital(at)) && words.pos(colon - 1) == Pos::Propn;
    (heads && named).then_some((index, label, How::Headline))
}

/// "RUIZ", "Q", "DR."
fn is_shouted(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
        && !word.chars().any(|c| c.is_lowercase() || c.is_numeric())
}

/// The last line of the block of line `index`.
fn last_line(words: &Words, index: usize) -> usize {
    let block = words.lines[index].block;
    words.lines[index..]
        .iter()
        .position(|line| line.block != block)
        .map_or(words.lines.len(), |after| index + after)
        - 1
}

/// The words behind the label, without marks that belong to the paragraph rather than to them.
fn part(words: &Words, stretches: &[Stretch], mut content: Range<usize>) -> Option<Span> {
    let first = words.all.get(content.start)?.span.start();
    let opened_before = |at: usize| {
        words.all[at]
            .stretch
            .and_then(|stretch| stretches.get(stretch as usize))
            .is_none_or(|stretch| stretch.outer.start() < first)
    };
    while content.len() > 1
        && words.class(content.end - 1) == Class::Mark
        && opened_before(content.end - 1)
    {
        content.end -= 1;
    }
    let span = (content.len() > 1).then(|| words.span(&content))?;
    let whole = words.all[content.start]
        .stretch
        .and_then(|stretch| stretches.get(stretch as usize))
        .filter(|stretch| stretch.outer.encloses(span));
    Some(whole.map_or(span, |stretch| stretch.inner))
}
