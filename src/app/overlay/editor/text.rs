//! Words that are being written: a cursor among grapheme clusters, and every change with the way
//! back.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::clusters;

/// A text with a cursor and its changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    words: String,
    /// Byte before which the next character goes; always on a cluster border.
    cursor: usize,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// What was cut last, to be put in elsewhere.
    cut: String,
}

/// `removed` stood at `at` and gave way to `added`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    at: usize,
    removed: String,
    added: String,
    /// Typed character by character: what is typed next may join it.
    typed: bool,
}

/// Changes that can be taken back.
const REMEMBERED: usize = 1000;

impl Text {
    pub fn new(words: &str) -> Self {
        Self { words: words.to_owned(), cursor: words.len(), ..Self::default() }
    }

    pub fn words(&self) -> &str {
        &self.words
    }

    pub fn cursor(&self) -> usize {
        self.cursor
    }

    pub fn go(&mut self, cursor: usize) {
        self.cursor = cursor.min(self.words.len());
        if let Some(last) = self.done.last_mut() {
            last.typed = false;
        }
    }

    /// Puts words in at the cursor. Characters that are `typed` one after the other are taken back
    /// together, word by word.
    pub fn insert(&mut self, words: &str, typed: bool) {
        let at = self.cursor;
        if let Some(last) = self
            .done
            .last_mut()
            .filter(|last| typed && last.typed && last.at + last.added.len() == at)
        {
            let new_word = last.added.ends_with(char::is_whitespace)
                && !words.starts_with(char::is_whitespace);
            if !new_word {
                last.added.push_str(words);
                self.undone.clear();
                self.words.insert_str(at, words);
                self.settle(at + words.len());
                return;
            }
        }
        self.replace(at..at, words, typed);
    }

    /// Takes `range` out and puts `words` in its place.
    pub fn replace(&mut self, range: std::ops::Range<usize>, words: &str, typed: bool) {
        if range.is_empty() && words.is_empty() {
            return;
        }
        let change = Change {
            at: range.start,
            removed: self.words[range.clone()].to_owned(),
            added: words.to_owned(),
            typed,
        };
        self.words.replace_range(range.clone(), words);
        self.done.push(change);
        if self.done.len() > REMEMBERED {
            self.done.remove(0);
        }
        self.undone.clear();
        self.settle(range.start + words.len());
    }

    /// All of it becomes `words`, in one change.
    pub fn replace_all(&mut self, words: &str) {
        if words != self.words {
            self.replace(0..self.words.len(), words, false);
        }
    }

    /// Cuts `range` out, to be put in again by [`Self::put`].
    pub fn cut(&mut self, range: std::ops::Range<usize>) {
        if !range.is_empty() {
            self.words[range.clone()].clone_into(&mut self.cut);
            self.replace(range, "", false);
        }
    }

    /// Puts in what was cut last.
    pub fn put(&mut self) {
        let cut = self.cut.clone();
        self.insert(&cut, false);
    }

    /// Takes the last change back; false where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(change) = self.done.pop() else { return false };
        self.words.replace_range(change.at..change.at + change.added.len(), &change.removed);
        self.settle(change.at + change.removed.len());
        self.undone.push(change);
        true
    }

    /// Does the last change that was taken back again; false where there is none.
    pub fn redo(&mut self) -> bool {
        let Some(change) = self.undone.pop() else { return false };
        self.words.replace_range(change.at..change.at + change.removed.len(), &change.added);
        self.settle(change.at + change.added.len());
        self.done.push(change);
        true
    }

    /// Moves the cursor to `at`, or to the end of the cluster that a change there has made.
    fn settle(&mut self, at: usize) {
        self.cursor = if crate::text::is_cluster_border(&self.words, at) {
            at
        } else {
            self.end_of_cluster(at)
        };
    }

    fn end_of_cluster(&self, at: usize) -> usize {
        let line = self.line_start(at);
        clusters(&self.words[line..])
            .map(|(start, cluster, _)| line + start + cluster.len())
            .find(|&end| end >= at)
            .unwrap_or(self.words.len())
    }

    /// Where the cluster before the cursor starts.
    pub fn before(&self) -> usize {
        self.words[..self.cursor]
            .graphemes(true)
            .next_back()
            .map_or(0, |cluster| self.cursor - cluster.len())
    }

    /// Where the cluster behind the cursor ends.
    pub fn behind(&self) -> usize {
        self.words[self.cursor..]
            .graphemes(true)
            .next()
            .map_or(self.cursor, |cluster| self.cursor + cluster.len())
    }

    /// Where the word before the cursor starts.
    pub fn word_before(&self) -> usize {
        let head = &self.words[..self.cursor];
        head.split_word_bound_indices()
            .rev()
            .find(|(_, piece)| !piece.trim().is_empty())
            .map_or(0, |(at, _)| at)
    }

    /// Where the word behind the cursor ends.
    pub fn word_behind(&self) -> usize {
        let tail = &self.words[self.cursor..];
        tail.split_word_bound_indices()
            .find(|(_, piece)| !piece.trim().is_empty())
            .map_or(self.words.len(), |(at, piece)| self.cursor + at + piece.len())
    }

    /// Where the line that holds `at` starts, by line ends.
    pub fn line_start(&self, at: usize) -> usize {
        self.words[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line that holds `at` ends, by line ends.
    pub fn line_end(&self, at: usize) -> usize {
        self.words[at..].find('\n').map_or(self.words.len(), |end| at + end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Text;

    fn typed(words: &str) -> Text {
        let mut text = Text::default();
        words.chars().for_each(|c| text.insert(c.encode_utf8(&mut [0; 4]), true));
        text
    }

    #[test]
    fn what_is_typed_is_taken_back_word_by_word() {
        let mut text = typed("one two three");
        assert!(text.undo());
        assert_eq!(text.words(), "one two ");
        text.undo();
        assert_eq!(text.words(), "one ");
        text.redo();
        assert_eq!((text.words(), text.cursor()), ("one two ", 8));
        text.insert("!", true);
        assert!(!text.redo(), "a new change ends what could be done again");
    }

    #[test]
    fn the_cursor_never_stands_inside_a_cluster() {
        let mut text = typed("e\u{301}👩\u{200d}👧习");
        text.go(text.before());
        text.go(text.before());
        assert_eq!(text.cursor(), 3);
        text.replace(text.before()..text.cursor(), "", false);
        assert_eq!(text.words(), "👩\u{200d}👧习");
        text.go(0);
        text.insert("a", true);
        text.insert("\u{301}", true);
        assert_eq!(text.cursor(), 3);
    }

    #[test]
    fn words_and_lines_are_found() {
        let mut text = Text::new("one two\nthree, four");
        assert_eq!(&text.words()[text.word_before()..], "four");
        text.go(3);
        assert_eq!(text.word_behind(), 7);
        assert_eq!((text.line_start(12), text.line_end(3)), (8, 7));
        text.cut(3..7);
        text.go(text.words().len());
        text.put();
        assert_eq!(text.words(), "one\nthree, four two");
    }

    proptest! {
        #[test]
        fn every_change_can_be_taken_back_and_done_again(changes in proptest::collection::vec((0..40_usize, 0..6_usize, "[a-z é\n习]{0,6}"), 0..30)) {
            let mut text = Text::new("ein Anfang\nmit zwei Zeilen");
            let mut seen = vec![text.words().to_owned()];
            for (at, length, words) in changes {
                let border = |at: usize, text: &Text| (0..=at.min(text.words().len())).rev().find(|&at| text.words().is_char_boundary(at)).unwrap_or(0);
                let (from, to) = (border(at, &text), border(at + length, &text));
                text.replace(from..to, &words, false);
                if seen.last().is_some_and(|last| last != text.words()) || from != to || !words.is_empty() {
                    seen.push(text.words().to_owned());
                }
            }
            for earlier in seen.iter().rev().skip(1) {
                text.undo();
                prop_assert_eq!(text.words(), earlier);
            }
            for later in seen.iter().skip(1) {
                text.redo();
                prop_assert_eq!(text.words(), later);
            }
        }
    }
}
