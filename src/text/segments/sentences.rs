//! Grouping the tokens of a block into sentences.

use super::abbreviations::stands_before_names;
use super::{Segments, Sentence};
use crate::text::Span;

/// Splits the tokens of a block, from `first` on, into sentences.
pub(super) fn split(text: &str, first: usize, block: u32, segments: &mut Segments) {
    let Segments { tokens, sentences } = segments;
    let block_text = Tokens { text, tokens };
    let mut push = |start: usize, end: usize| {
        if start < end {
            let span = Span::new(tokens[start].start(), tokens[end - 1].end());
            sentences.push(Sentence { span, tokens: start as u32..end as u32, block });
        }
    };
    let (mut start, mut index) = (first, first);
    while index < tokens.len() {
        if !block_text.ends_sentence(index) || block_text.numbers_a_list(start, index) {
            index += 1;
            continue;
        }
        let mut end = index + 1;
        while end < tokens.len() && block_text.closes(end) {
            end += 1;
        }
        end += block_text.footnote(end);
        if end >= tokens.len() || block_text.starts_sentence(index, end) {
            push(start, end);
            start = end;
        }
        index = end;
    }
    push(start, tokens.len());
}

struct Tokens<'a> {
    text: &'a str,
    tokens: &'a [Span],
}

impl<'a> Tokens<'a> {
    fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.text[token.range()])
    }

    fn touches(&self, index: usize) -> bool {
        self.tokens[index - 1].end() == self.tokens[index].start()
    }

    fn space_follows(&self, index: usize) -> bool {
        self.text[self.tokens[index].end() as usize..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric())
    }

    fn ends_sentence(&self, index: usize) -> bool {
        let word = self.word(index);
        word.starts_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
            || (word.len() > 1 && word.ends_with('.'))
    }

    /// Whether the stop at `index` is part of a number or letter that opens the sentence, as in a
    /// list: `3. The audience`.
    fn numbers_a_list(&self, start: usize, index: usize) -> bool {
        let word = self.word(start);
        let number = word.len() <= 5
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        number && index == start + 1 && self.word(index) == "." && self.touches(index)
    }

    /// Whether the token is a mark that closes a quotation or bracket and belongs to the sentence
    /// before it.
    fn closes(&self, index: usize) -> bool {
        match self.word(index) {
            "”" | "’" | "»" | ")" | "]" | "''" | "'" | "." => self.touches(index),
            "\"" | "“" => self.touches(index) && self.space_follows(index),
            word => word.starts_with(['!', '?']) && self.touches(index),
        }
    }

    /// The number of tokens of the footnote marks (`[4]`) at `index`.
    fn footnote(&self, index: usize) -> usize {
        let mut end = index;
        while self.word(end) == "["
            && self.word(end + 1).bytes().all(|byte| byte.is_ascii_digit())
            && self.word(end + 2) == "]"
        {
            end += 3;
        }
        end - index
    }

    /// Whether a sentence may start at token `next`, given that `stop` ended the one before.
    fn starts_sentence(&self, stop: usize, next: usize) -> bool {
        let (word, ending) = (self.word(next), self.word(stop));
        let first = word.chars().next().unwrap_or(' ');
        if self.touches(next) && !ending.contains(['。', '！', '？']) {
            return false;
        }
        let opener =
            matches!(first, '“' | '"' | '‘' | '«' | '„' | '(' | '[' | '—' | '–' | '`' | '\'')
                || word == "--";
        if ending.len() > 1 && ending.ends_with('.') && !ending.starts_with("..") {
            let stem = ending.trim_end_matches('.').to_lowercase();
            return !stands_before_names(&stem)
                && (opener || (first.is_uppercase() && STARTERS.contains(&word)));
        }
        if ending.starts_with("..") || ending == "…" {
            return opener || first.is_uppercase();
        }
        let quoted = (stop + 1..next)
            .any(|index| matches!(self.word(index), "”" | "\"" | "''" | "’" | "»" | "'"));
        if first.is_lowercase() {
            return ending == "." && next == stop + 1 && self.is_plain_word(stop);
        }
        !(quoted && ending.starts_with(['?', '!']) && self.goes_on_with_a_cue(next))
    }

    /// Whether the word before the stop is a longer one in small letters, so no abbreviation.
    fn is_plain_word(&self, stop: usize) -> bool {
        let word = stop.checked_sub(1).map_or("", |index| self.word(index));
        word.len() >= 4 && word.chars().all(char::is_lowercase)
    }

    /// Whether the next words say who asked or cried what stands before: `Smith asked`.
    fn goes_on_with_a_cue(&self, next: usize) -> bool {
        let name = |word: &str| word.starts_with(char::is_alphabetic);
        (next..next + 5)
            .map(|index| self.word(index))
            .take_while(|word| name(word))
            .any(|word| CUES.contains(&word))
    }
}

/// Verbs that name the speaker of a question or exclamation.
const CUES: &[&str] = &[
    "added",
    "asked",
    "asks",
    "called",
    "continued",
    "cried",
    "demanded",
    "exclaimed",
    "inquired",
    "joked",
    "posted",
    "recalled",
    "replied",
    "said",
    "says",
    "screamed",
    "shouted",
    "tweeted",
    "urged",
    "wondered",
    "wrote",
    "yelled",
];

/// Words that, in capitals after an abbreviation, nearly always start a sentence rather than go on
/// with a name.
const STARTERS: &[&str] = &[
    "A", "After", "All", "Although", "An", "And", "As", "At", "Because", "Before", "But", "By",
    "During", "For", "From", "He", "Her", "His", "However", "I", "If", "In", "Is", "It", "Its",
    "Last", "Many", "More", "Most", "Mr.", "Mrs.", "Ms.", "No", "Not", "Now", "On", "One", "Other",
    "Our", "She", "Since", "So", "Some", "That", "The", "Their", "Then", "There", "These", "They",
    "This", "Those", "Though", "To", "Two", "Under", "Until", "We", "What", "When", "Where",
    "While", "Who", "With", "Yet", "You",
];
