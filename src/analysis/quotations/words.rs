//! The tokens of a document as the rules of quotations see them: class, verb frames, part of
//! speech, and whether they are quoted.

use std::ops::Range;

use super::lexicon::{self, Form, Frames};
use super::marks::Stretch;
use crate::analysis::syntax::{self, Parse, Pos, Tag};
use crate::text::{Document, Segments, Span};

/// Sentences with more tokens are not parsed and no reported speech is looked for in them: hardly
/// prose, and time stays linear.
pub(super) const LONGEST: usize = 256;

/// What a token is to the rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Comma,
    Colon,
    Semicolon,
    /// `.`, `!`, `?`, `…`
    Stop,
    Dash,
    OpenBracket,
    CloseBracket,
    /// A quotation mark.
    Mark,
    /// `'s`, `’`
    Possessive,
    /// he, she, they, I, we, who: can be the one who speaks
    Pronoun,
    /// him, me, them: can be told something
    ObjectPronoun,
    /// A form of be, have, do, or a modal.
    Auxiliary,
    /// not, also, then, later, recently …: may stand between subject and verb
    Between,
    That,
    /// and, but, or
    Conjunction,
    /// although, while, because …: opens a clause of the reporter's
    Subordinator,
    Word,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub span: Span,
    pub class: Class,
    /// Frames of the verb this is a form of; 0 for all others.
    pub frames: Frames,
    pub form: Form,
    pub tag: Tag,
    /// Index of the quoted stretch it stands in.
    pub stretch: Option<u32>,
}

impl Word {
    /// Whether it is a form of a verb that reports and has one of these frames.
    pub(super) fn reports(&self, frames: Frames) -> bool {
        self.frames & frames != 0
    }
}

/// A sentence, or several that stand in one pair of quotation marks.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub words: Range<usize>,
    pub block: usize,
    /// The sentence, where the line is only one.
    pub sentence: Option<usize>,
}

/// All tokens and lines of a document.
pub(super) struct Words<'a> {
    pub document: &'a Document,
    segments: &'a Segments,
    tags: &'a [Tag],
    pub all: Vec<Word>,
    pub lines: Vec<Line>,
}

impl<'a> Words<'a> {
    pub(super) fn of(
        document: &'a Document,
        segments: &'a Segments,
        tags: &'a [Tag],
        stretches: &[Stretch],
    ) -> Self {
        let mut all = Vec::with_capacity(segments.tokens.len());
        let mut at = 0;
        for (index, &span) in segments.tokens.iter().enumerate() {
            while stretches.get(at).is_some_and(|stretch| stretch.outer.end() <= span.start()) {
                at += 1;
            }
            let stretch =
                stretches.get(at).filter(|stretch| stretch.outer.overlaps(span)).map(|_| at as u32);
            let tag = tags
                .get(index)
                .copied()
                .unwrap_or(Tag::new(Pos::X, crate::analysis::syntax::Penn::Nn));
            let mut word = word(document.slice(span), span, tag, stretch);
            let border = stretch.is_some_and(|at| !stretches[at as usize].inner.encloses(span));
            if word.class == Class::Mark && !border && is_plural_owner(document, span) {
                word.class = Class::Possessive;
            }
            all.push(word);
        }
        for at in 1..all.len() {
            let [put, it] = [all[at - 1], all[at]].map(|word| document.slice(word.span));
            if it == "it" && matches!(put, "put" | "puts") {
                all[at - 1].frames = lexicon::SAY;
                all[at - 1].form = if put == "put" { Form::Past } else { Form::Third };
            }
        }
        let lines = lines(segments, &all);
        Self { document, segments, tags, all, lines }
    }

    pub(super) fn text(&self, index: usize) -> &'a str {
        self.all.get(index).map_or("", |word| self.document.slice(word.span))
    }

    /// Whether the token reads `word`, whatever its case.
    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        self.text(index).eq_ignore_ascii_case(word)
    }

    pub(super) fn class(&self, index: usize) -> Class {
        self.all.get(index).map_or(Class::Stop, |word| word.class)
    }

    pub(super) fn pos(&self, index: usize) -> Pos {
        self.all.get(index).map_or(Pos::X, |word| word.tag.pos)
    }

    /// The text from the first to the last token of a range.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        match (
            self.all.get(range.start),
            range.end.checked_sub(1).and_then(|last| self.all.get(last)),
        ) {
            (Some(first), Some(last)) if range.start < range.end => first.span.cover(last.span),
            _ => Span::at(0),
        }
    }

    /// The tokens that overlap a span.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.all.partition_point(|word| word.span.end() <= span.start());
        let end = self.all.partition_point(|word| word.span.start() < span.end());
        start..end.max(start)
    }

    /// The tree of a line that is one sentence of a common length; indices count from the line's
    /// first token.
    pub(super) fn parse(&self, line: &Line) -> Option<Parse> {
        let sentence = line.sentence.filter(|_| line.words.len() <= LONGEST)?;
        let parse = syntax::parse(self.document, self.segments, self.tags, sentence);
        (parse.len() == line.words.len()).then_some(parse)
    }

    /// Whether a verb that can stand for a clause occurs in the range.
    pub(super) fn has_finite_verb(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| self.all[at].tag.is_finite())
    }

    /// A capitalised month or day that begins a name rather than a date ("May said", "August
    /// Wilson").
    pub(super) fn is_capital_name(&self, index: usize) -> bool {
        self.is_capital(index)
            && self.pos(index) == Pos::Propn
            && self.is_capital(index + 1)
            && self.class(index + 1) == Class::Word
    }

    /// Whether the token starts with a capital.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        self.text(index).starts_with(char::is_uppercase)
    }
}

/// The apostrophe of "the workers’ union".
fn is_plural_owner(document: &Document, span: Span) -> bool {
    matches!(document.slice(span), "'" | "’")
        && document.text()[..span.start() as usize].ends_with(['s', 'S'])
}

fn word(text: &str, span: Span, tag: Tag, stretch: Option<u32>) -> Word {
    let mut buffer = [0u8; 16];
    let small = small(text, &mut buffer);
    let class = class(text, small);
    let verb = if class == Class::Word && small.len() > 2 { lexicon::verb(small) } else { None };
    let (frames, form) = verb.unwrap_or((0, Form::Base));
    Word { span, class, frames, form, tag, stretch }
}

/// The word in small letters where it is short and ASCII; else nothing, as no list holds such
/// words.
fn small<'a>(text: &str, buffer: &'a mut [u8; 16]) -> &'a str {
    if text.len() > buffer.len() || !text.is_ascii() {
        return "";
    }
    let room = &mut buffer[..text.len()];
    room.copy_from_slice(text.as_bytes());
    room.make_ascii_lowercase();
    std::str::from_utf8(room).unwrap_or("")
}

fn class(text: &str, small: &str) -> Class {
    match text.chars().next().unwrap_or(' ') {
        ',' => Class::Comma,
        ':' => Class::Colon,
        ';' => Class::Semicolon,
        '.' | '!' | '?' | '…' => Class::Stop,
        '—' | '–' | '―' => Class::Dash,
        '-' if text.len() < 4 => Class::Dash,
        '(' | '[' | '{' => Class::OpenBracket,
        ')' | ']' | '}' => Class::CloseBracket,
        '“' | '”' | '"' | '«' | '»' | '„' | '‘' | '`' => Class::Mark,
        '\'' | '’'
            if text.chars().count() == 1 || text.chars().all(|c| matches!(c, '\'' | '’')) =>
        {
            Class::Mark
        }
        '\'' | '’' => match text.trim_start_matches(['\'', '’']) {
            "s" | "S" => Class::Possessive,
            _ => Class::Auxiliary,
        },
        _ => word_class(small),
    }
}

fn word_class(small: &str) -> Class {
    match small {
        "i" | "he" | "she" | "it" | "we" | "they" | "who" | "which" | "you" | "one" | "others"
        | "some" | "many" | "both" => Class::Pronoun,
        "me" | "him" | "her" | "us" | "them" | "himself" | "herself" | "themselves" => {
            Class::ObjectPronoun
        }
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "has" | "have" | "had"
        | "having" | "do" | "does" | "did" | "will" | "would" | "can" | "could" | "may"
        | "might" | "must" | "shall" | "should" | "ca" | "wo" => Class::Auxiliary,
        "not" | "n't" | "also" | "then" | "later" | "now" | "once" | "often" | "never"
        | "always" | "even" | "still" | "just" | "only" | "further" | "soon" | "already"
        | "first" | "previously" | "recently" | "repeatedly" | "reportedly" | "publicly"
        | "immediately" | "quickly" | "simply" | "again" | "too" | "since" | "long" | "ever"
        | "all" | "famously" | "earlier" | "reluctantly" | "flatly" | "bluntly" | "privately"
        | "briefly" | "initially" | "finally" | "eventually" | "essentially" | "basically"
        | "merely" | "certainly" | "clearly" | "specifically" => Class::Between,
        "that" => Class::That,
        "and" | "but" | "or" | "yet" | "nor" => Class::Conjunction,
        "although" | "though" | "while" | "whereas" | "because" | "despite" | "after"
        | "before" | "when" | "as" | "unless" | "until" => Class::Subordinator,
        _ => Class::Word,
    }
}

/// Sentences, joined where their border lies inside a quoted stretch.
fn lines(segments: &Segments, all: &[Word]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(segments.sentences.len());
    for (index, sentence) in segments.sentences.iter().enumerate() {
        let words = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let block = sentence.block as usize;
        if let Some(last) = lines.last_mut()
            && last.block == block
            && let (Some(before), Some(after)) =
                (all.get(words.start.wrapping_sub(1)), all.get(words.start))
            && before.stretch.is_some()
            && before.stretch == after.stretch
        {
            last.words.end = words.end;
            last.sentence = None;
            continue;
        }
        lines.push(Line { words, block, sentence: Some(index) });
    }
    lines
}
