//! Speakers named before a colon at the head of a paragraph: questions and answers ("Q: …",
//! "PN: …"), transcripts and debates ("RUIZ: …", "Ms MOSS (Tarrow): …"), posts ("@ruiz: …"), and
//! headlines ("Ruiz: Bridge is safe").

use std::collections::HashMap;
use std::ops::Range;

use super::draft::{Attribution, Draft, How};
use super::marks::Stretch;
use super::words::{Class, Line, Words};
use crate::analysis::entities;
use crate::analysis::syntax::Pos;
use crate::annotation::{Entity, EntityKind, Layer, Mention, MentionForm};
use crate::text::{BlockKind, Span};

/// Tokens of the longest label: a role, a name and a constituency.
const LONGEST_LABEL: usize = 24;

/// Tokens of the longest name before a colon in a headline.
const LONGEST_HEADLINE: usize = 6;

/// Turns from which on a text is a transcript.
const TRANSCRIPT: usize = 3;

/// What labels give: quotations, and for each block by what sort of label one took it.
pub(super) struct Labels {
    pub drafts: Vec<Draft>,
    pub blocks: Vec<Option<How>>,
}

/// What a label is made of, from the surest to the least sure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Shape {
    /// "@ruiz"
    Handle,
    /// "Q", "Answer", "PN", "RUIZ"
    Sign,
    /// The name of a person, with or without a title: "Ms Moss", "Ana Ruiz".
    Person,
    /// The name of a body, and nothing besides: "Tarrow Post".
    Body,
    /// "The Speaker", "Reporter"
    Role,
    /// Other capitalised words.
    Words,
}

/// A paragraph with words and a colon at its head.
struct Label {
    line: usize,
    speaker: Range<usize>,
    colon: usize,
    shape: Shape,
    /// Capitals throughout.
    shouted: bool,
    /// The words behind it begin with a small letter.
    low: bool,
}

/// Finds labelled paragraphs, and those that go on with the speaker of the one before.
pub(super) fn find(
    words: &Words,
    stretches: &[Stretch],
    entities: &[Entity],
    mentions: &Layer<Mention>,
) -> Labels {
    let mut found =
        Labels { drafts: Vec::new(), blocks: vec![None; words.document.blocks().len()] };
    let names = Names { words, entities, mentions };
    let labels: Vec<Label> = openings(words).filter_map(|line| names.label(line)).collect();
    let is_transcript = is_transcript(words, &labels);
    let accepted = accepted(words, &labels, is_transcript);
    let mut labels = labels.into_iter().zip(accepted).peekable();
    let mut turn: Option<Attribution> = None;
    for line in openings(words) {
        let label = labels.next_if(|(label, _)| label.line == line);
        let last = last_line(words, line);
        let bare = is_transcript && label.is_none();
        let (by, content) = match label {
            Some((label, true)) => {
                let by =
                    Attribution::of(label.colon..label.colon + 1, Some(label.speaker), How::Label);
                (by, label.colon + 1..words.lines[last].words.end)
            }
            _ => match headline(words, line) {
                Some((speaker, colon)) => {
                    let by = Attribution::of(colon..colon + 1, Some(speaker), How::Headline);
                    (by, colon + 1..words.lines[line].words.end)
                }
                None => match turn.clone().filter(|_| goes_on(words, line, last) && bare) {
                    Some(by) => (by, words.lines[line].words.start..words.lines[last].words.end),
                    None => {
                        turn = None;
                        continue;
                    }
                },
            },
        };
        let Some(part) = part(words, stretches, content) else { continue };
        found.blocks[words.lines[line].block] = Some(by.how);
        turn = Some(by.clone()).filter(|by| by.how == How::Label && line > 0);
        let how = by.how;
        let last = if how == How::Label { last } else { line };
        found.drafts.push(Draft { parts: vec![part], by: Some(by), how, lines: (line, last) });
    }
    found
}

/// Lines that start a block.
pub(super) fn openings(words: &Words) -> impl Iterator<Item = usize> {
    (0..words.lines.len())
        .filter(|&line| line == 0 || words.lines[line - 1].block != words.lines[line].block)
}

/// Several turns, one speaker at least twice, and two speakers.
fn is_transcript(words: &Words, labels: &[Label]) -> bool {
    let turns = || labels.iter().filter(|label| label.shape <= Shape::Role || label.shouted);
    let counts = counts(words, labels);
    let signs = turns().filter(|label| is_question_or_answer(words, label)).count();
    let again = turns().filter(|label| counts[&name_of(words, label)] > 1).count();
    signs > 1 || turns().count() >= TRANSCRIPT && again > 1 && counts.len() > 1 || {
        // "Reporter", "Witness A": words that the lists do not know take turns at once
        labels.windows(3).any(|three| {
            let [first, second, third] = three else { return false };
            let next = |one: &Label, other: &Label| {
                words.lines[one.line].block + 1 == words.lines[other.line].block
            };
            next(first, second)
                && next(second, third)
                && name_of(words, first) == name_of(words, third)
                && name_of(words, first) != name_of(words, second)
        })
    }
}

fn counts(words: &Words, labels: &[Label]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for label in labels {
        *counts.entry(name_of(words, label)).or_default() += 1;
    }
    counts
}

/// What labels of one speaker share: the initials, or the one word.
fn name_of(words: &Words, label: &Label) -> String {
    let text = words.document.slice(words.span(&label.speaker));
    let initials: String = text
        .split_whitespace()
        .filter(|word| !is_title(word))
        .filter_map(|word| word.chars().next())
        .collect();
    if initials.chars().count() > 1 { initials } else { text.to_owned() }
}

fn is_question_or_answer(words: &Words, label: &Label) -> bool {
    matches!(
        words.document.slice(words.span(&label.speaker)).trim_end_matches('.'),
        "Q" | "A" | "Question" | "Answer"
    )
}

/// Which of the labels name who speaks: all in a transcript but words that come once; a handle
/// everywhere; elsewhere names, where two paragraphs have one and speak as people do themselves.
fn accepted(words: &Words, labels: &[Label], is_transcript: bool) -> Vec<bool> {
    let counts = counts(words, labels);
    let once = |label: &Label| counts[&name_of(words, label)] == 1;
    let block = |label: &Label| words.lines[label.line].block;
    // a place at the head of the report and "CORRECTION:" below it are no turns
    let shouts = |number: usize| {
        let next = |one: usize, other: usize| match (labels.get(one), labels.get(other)) {
            (Some(one), Some(other)) => {
                one.shouted && other.shouted && block(one) + 1 == block(other)
            }
            _ => false,
        };
        !once(&labels[number]) || next(number, number + 1) || number > 0 && next(number - 1, number)
    };
    let speaks = |label: &Label| {
        is_spoken(words, label.colon + 1..words.lines[last_line(words, label.line)].words.end)
    };
    let named = |label: &&Label| matches!(label.shape, Shape::Handle | Shape::Person);
    let names = labels.iter().filter(named).filter(|label| speaks(label)).count();
    labels
        .iter()
        .enumerate()
        .map(|(number, label)| match label.shape {
            Shape::Handle => true,
            Shape::Person if label.low => is_transcript || names > 1,
            _ if label.low => false,
            shape
                if shape > Shape::Sign
                    && !label.shouted
                    && once(label)
                    && is_headline(words, label.line) =>
            {
                false
            }
            _ if label.shouted && shouts(number) => true,
            Shape::Sign | Shape::Person | Shape::Body | Shape::Role if is_transcript => true,
            Shape::Words if is_transcript => !once(label),
            Shape::Person | Shape::Body => names > 1 && speaks(label),
            _ => false,
        })
        .collect()
}

/// Whether the line is the article's first, or a heading in it.
fn is_headline(words: &Words, line: usize) -> bool {
    let block = words.lines[line].block;
    block == 0
        || matches!(
            words.document.blocks().get(block).map(|block| block.kind),
            Some(BlockKind::Heading(_))
        )
}

/// Words in which somebody speaks for themselves or to somebody: "I", "you", a question.
fn is_spoken(words: &Words, content: Range<usize>) -> bool {
    content.clone().any(|at| {
        words.all[at].stretch.is_none()
            && (matches!(
                words.text(at).to_ascii_lowercase().as_str(),
                "i" | "my" | "me" | "we" | "our" | "us" | "you" | "your" | "mine" | "please"
            ) || matches!(words.text(at), "?" | "!"))
    })
}

/// Whether the unlabelled paragraph goes on with who spoke before. Only where somebody speaks in
/// it, and
/// nobody's words stand in marks: that is the reporter.
fn goes_on(words: &Words, line: usize, last: usize) -> bool {
    let all = words.lines[line].words.start..words.lines[last].words.end;
    let block = words.document.blocks().get(words.lines[line].block).map(|block| block.kind);
    let first_person = all.clone().any(|at| {
        words.all[at].stretch.is_none()
            && matches!(words.text(at), "I" | "my" | "My" | "we" | "We" | "our" | "Our")
    });
    first_person
        && !matches!(block, Some(BlockKind::Heading(_)))
        && words.class(all.start) != Class::OpenBracket
        && words.class(all.start) != Class::Mark
}

struct Names<'a> {
    words: &'a Words<'a>,
    entities: &'a [Entity],
    mentions: &'a Layer<Mention>,
}

impl Names<'_> {
    /// The label at the head of the block that starts with `line`.
    fn label(&self, line: usize) -> Option<Label> {
        let words = self.words;
        let end = words.lines[last_line(words, line)].words.end;
        let start = (words.lines[line].words.start..end).find(|&at| {
            !matches!(words.class(at), Class::Mark | Class::Dash) && words.text(at) != "•"
        })?;
        let colon = self.colon(start, end)?;
        let head = start..self.tail(start, colon);
        let speaker = self.in_brackets(&head, colon).unwrap_or(head);
        let handle = words.document.slice(words.span(&speaker)).starts_with('@');
        let says = words.is_capital(colon + 1)
            || matches!(words.class(colon + 1), Class::Mark | Class::OpenBracket)
            || words.text(colon + 1).starts_with(|c: char| c.is_numeric() || !c.is_alphanumeric());
        if speaker.is_empty() || colon + 1 >= end {
            return None;
        }
        let shouted = speaker.clone().all(|at| is_shouted(words.text(at)));
        let shape = if handle { Shape::Handle } else { self.shape(&speaker, shouted) };
        Some(Label { line, speaker, colon, shape, shouted, low: !says })
    }

    /// The colon that ends the label: before it only capitalised words with what links them,
    /// brackets, and behind a comma anything.
    fn colon(&self, start: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let (mut depth, mut free) = (0usize, false);
        for at in start..end.min(start + LONGEST_LABEL) {
            match words.class(at) {
                Class::Colon if at > start && depth == 0 => return Some(at),
                Class::OpenBracket => depth += 1,
                Class::CloseBracket => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                Class::Comma => free = true,
                Class::Stop if words.text(at) == "." && words.is_capital(at.saturating_sub(1)) => {}
                Class::Stop | Class::Semicolon | Class::Colon | Class::Mark | Class::Dash => {
                    return None;
                }
                _ if free || words.is_capital(at) || words.text(at).starts_with('@') => {}
                _ if words.text(start).starts_with('@') => {}
                _ if matches!(
                    words.text(at),
                    "of" | "the"
                        | "for"
                        | "and"
                        | "at"
                        | "in"
                        | "on"
                        | "de"
                        | "del"
                        | "van"
                        | "von"
                        | "der"
                        | "da"
                        | "&"
                        | "-"
                ) => {}
                Class::Possessive => {}
                _ if at > start && words.text(at).chars().all(|c| c.is_ascii_digit()) => {}
                _ => return None,
            }
        }
        None
    }

    /// Where the name ends: at a comma or bracket, else at the colon.
    fn tail(&self, start: usize, colon: usize) -> usize {
        (start + 1..colon)
            .find(|&at| matches!(self.words.class(at), Class::Comma | Class::OpenBracket))
            .unwrap_or(colon)
    }

    /// "The Minister for Water (Ms Anita Rao)": the person in brackets behind a role.
    fn in_brackets(&self, head: &Range<usize>, colon: usize) -> Option<Range<usize>> {
        let words = self.words;
        if self.kind(head).is_some_and(|kind| kind == EntityKind::Person) {
            return None;
        }
        let open = (head.end..colon).find(|&at| words.class(at) == Class::OpenBracket)?;
        let close = (open..colon).find(|&at| words.class(at) == Class::CloseBracket)?;
        let inside = open + 1..close;
        (self.kind(&inside) == Some(EntityKind::Person)).then_some(inside)
    }

    /// The kind of the last name in the words.
    fn kind(&self, range: &Range<usize>) -> Option<EntityKind> {
        let span = self.words.span(range);
        let name = self
            .mentions
            .within(span)
            .filter(|(at, mention)| mention.form == MentionForm::Name && span.encloses(*at))
            .last();
        if let Some((_, mention)) = name {
            let kind = self.entities.get(mention.entity.0 as usize).map(|entity| entity.kind);
            if kind == Some(EntityKind::Person) {
                return kind;
            }
        }
        let title = is_title(self.words.text(range.start));
        if title && range.len() > 1 {
            return Some(EntityKind::Person);
        }
        name.and_then(|(_, mention)| self.entities.get(mention.entity.0 as usize))
            .map(|entity| entity.kind)
    }

    fn shape(&self, speaker: &Range<usize>, shouted: bool) -> Shape {
        let words = self.words;
        let text = words.document.slice(words.span(speaker));
        if matches!(text, "Question" | "Answer")
            || shouted && text.chars().count() < 4 && !text.contains('&')
        {
            return Shape::Sign;
        }
        match self.kind(speaker) {
            Some(EntityKind::Person) => return Shape::Person,
            Some(EntityKind::Organization | EntityKind::Place | EntityKind::Other)
                if self.is_whole(speaker) =>
            {
                return Shape::Body;
            }
            _ => {}
        }
        let last = words.text(speaker.end - 1).to_lowercase();
        let role = entities::is_role(&last)
            || speaker.clone().any(|at| {
                matches!(
                    words.text(at).to_lowercase().as_str(),
                    "speaker"
                        | "chair"
                        | "chairman"
                        | "chairperson"
                        | "member"
                        | "members"
                        | "interviewer"
                        | "reporter"
                        | "presenter"
                        | "host"
                        | "moderator"
                        | "minister"
                        | "president"
                        | "comhairle"
                )
            });
        if role { Shape::Role } else { Shape::Words }
    }

    /// Whether the whole range is one name, but for an article.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let words = self.words;
        let from = range.start + usize::from(matches!(words.text(range.start), "The" | "the"));
        if from >= range.end {
            return false;
        }
        let span = words.span(&(from..range.end));
        self.mentions.within(span).any(|(at, _)| at.encloses(span))
    }
}

/// A form of address or a rank, which makes what follows a person.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.').to_lowercase().as_str(),
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "prof"
            | "professor"
            | "sir"
            | "dame"
            | "lord"
            | "lady"
            | "baroness"
            | "shri"
            | "smt"
            | "shrimati"
            | "hon"
            | "honourable"
            | "deputy"
            | "senator"
            | "sen"
            | "rep"
            | "representative"
            | "councillor"
            | "cllr"
            | "justice"
            | "judge"
            | "chief"
            | "rev"
            | "fr"
    )
}

/// A person and a colon in a headline.
fn headline(words: &Words, index: usize) -> Option<(Range<usize>, usize)> {
    let line: &Line = &words.lines[index];
    if last_line(words, index) != index {
        return None;
    }
    let start = line.words.clone().find(|&at| words.class(at) != Class::Mark)?;
    let colon = (start + 1..line.words.end.min(start + LONGEST_HEADLINE))
        .find(|&at| words.class(at) == Class::Colon)?;
    let label = start..colon;
    let named = label.clone().all(|at| words.is_capital(at)) && words.pos(colon - 1) == Pos::Propn;
    (is_headline(words, index) && named && colon + 2 < line.words.end).then_some((label, colon))
}

/// "RUIZ", "Q", "DR."
fn is_shouted(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
        && !word.chars().any(|c| c.is_lowercase() || c.is_numeric())
}

/// The last line of the block of line `index`.
pub(super) fn last_line(words: &Words, index: usize) -> usize {
    let block = words.lines[index].block;
    words.lines[index..]
        .iter()
        .position(|line| line.block != block)
        .map_or(words.lines.len(), |after| index + after)
        - 1
}

/// The words behind the label, without marks that belong to the paragraph rather than to them.
pub(super) fn part(
    words: &Words,
    stretches: &[Stretch],
    mut content: Range<usize>,
) -> Option<Span> {
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
