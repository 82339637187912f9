//! The line at the bottom where words are asked for.

use std::borrow::Cow;

use super::key::{Key, KeyCode};
use super::message::{FeedField, Output, Passage};
use crate::config::Setting;
use crate::library::FeedId;

/// What the words are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Search the article; the reader was at this byte.
    Search { from: u32 },
    /// Show only paragraphs that match.
    Only,
    /// Filter the list of the panel in focus.
    Filter,
    /// A command by name.
    Palette,
    /// What kind of name it is.
    Kind,
    /// What the name is.
    Rename,
    /// Which other name it is the same as.
    Merge,
    /// Who said it.
    Speaker,
    /// What is done with the words.
    Act,
    /// Show only the articles of the list that a query finds.
    Articles,
    /// A tag to set or to take off.
    Tag,
    /// What a query is to be called.
    QueryName,
    /// When the articles of a feed count as read.
    ReadRule,
    /// A file or an address to open.
    Open,
    /// An address, a page or a file of feeds to subscribe to.
    Subscribe,
    /// A field of a feed.
    Feed(FeedId, FeedField),
    /// The value of a setting.
    Setting(&'static Setting),
    /// A program that gets a part of the article.
    Pipe { passage: Passage, json: bool, output: Output },
}

impl Asked {
    /// Whether an answer is chosen from a list above the prompt.
    pub fn has_choices(self) -> bool {
        matches!(
            self,
            Self::Palette
                | Self::Kind
                | Self::Merge
                | Self::Speaker
                | Self::Act
                | Self::Tag
                | Self::ReadRule
        )
    }

    /// What a program gets (`^T`) and where its output goes (`^O`).
    fn turn(&mut self, key: Key) {
        let Self::Pipe { json, output, .. } = self else { return };
        if key.code == KeyCode::Char('t') {
            *json = !*json;
            return;
        }
        *output = match output {
            Output::Popup | Output::Told => Output::Nowhere,
            Output::Nowhere => Output::Terminal,
            Output::Terminal => Output::Popup,
        };
    }

    /// How the words are taken, where that can be changed at the prompt.
    pub fn mode(self) -> String {
        let Self::Pipe { json, output, .. } = self else { return String::new() };
        let output = match output {
            Output::Popup | Output::Told => "shown",
            Output::Nowhere => "dropped",
            Output::Terminal => "on the terminal",
        };
        format!("^T {} · ^O output {output}", if json { "JSON" } else { "text" })
    }

    /// What stands before the words.
    pub fn sign(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Search { .. } | Self::Filter | Self::Articles => "/",
            Self::Only => "&",
            Self::Palette => ":",
            Self::Kind => "Kind: ",
            Self::Rename => "Name: ",
            Self::Merge => "Same as: ",
            Self::Speaker => "Said by: ",
            Self::Act => "Act: ",
            Self::Tag => "Tag: ",
            Self::QueryName => "Save the filter as: ",
            Self::ReadRule => "Read: ",
            Self::Feed(_, FeedField::Name) => "Name, empty for its own: ",
            Self::Feed(_, FeedField::Folder) => "Folder, as A/B, empty for none: ",
            Self::Feed(_, FeedField::Tags) => "Tags: ",
            Self::Feed(_, FeedField::KeepCount) => "Keep the newest, empty for all: ",
            Self::Feed(_, _) => "Keep for days, empty for all: ",
            Self::Open => "Open a file or address: ",
            Self::Subscribe => "Subscribe to an address, a page, OPML or urls: ",
            Self::Setting(setting) => return Cow::Owned(format!("{} = ", setting.key)),
            Self::Pipe { passage, .. } => return Cow::Owned(format!("{} | ", passage.name())),
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    pub asked: Asked,
    pub words: String,
    /// Byte in `words` before which the next character goes.
    pub cursor: usize,
    /// Search for a regular expression.
    pub regex: bool,
    /// How many steps back in the history the words are.
    back: usize,
    /// The item chosen on the palette.
    pub choice: usize,
    /// What was typed before a command was completed.
    pub typed: Option<String>,
}

/// What a key at the prompt comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The words changed.
    Changed,
    /// Nothing that matters changed.
    Same,
    Done,
    Cancelled,
}

impl Prompt {
    pub fn new(asked: Asked, words: &str) -> Self {
        Self {
            asked,
            words: words.to_owned(),
            cursor: words.len(),
            regex: false,
            back: 0,
            choice: 0,
            typed: None,
        }
    }

    pub fn press(&mut self, key: Key, history: &[String]) -> Answer {
        if let Some(c) = key.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return Answer::Changed;
        }
        match (key.code, key.ctrl) {
            (KeyCode::Enter, _) => return Answer::Done,
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return Answer::Cancelled,
            (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => {
                if self.words.is_empty() {
                    return Answer::Cancelled;
                }
                let from = self.before();
                self.remove(from..self.cursor);
            }
            (KeyCode::Delete, _) => self.remove(self.cursor..self.after()),
            (KeyCode::Char('w') | KeyCode::Backspace, true) => {
                let head = self.words[..self.cursor].trim_end();
                let from = head.rfind(' ').map_or(0, |space| space + 1);
                self.remove(from..self.cursor);
            }
            (KeyCode::Char('u'), true) => self.remove(0..self.cursor),
            (KeyCode::Char('k'), true) => self.remove(self.cursor..self.words.len()),
            (KeyCode::Char('r'), true)
                if matches!(self.asked, Asked::Search { .. } | Asked::Only) =>
            {
                self.regex = !self.regex
            }
            (KeyCode::Char('t' | 'o'), true) if matches!(self.asked, Asked::Pipe { .. }) => {
                self.asked.turn(key)
            }
            (KeyCode::Left, _) | (KeyCode::Char('b'), true) => return self.to(self.before()),
            (KeyCode::Right, _) | (KeyCode::Char('f'), true) => return self.to(self.after()),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => return self.to(0),
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => return self.to(self.words.len()),
            (KeyCode::Up | KeyCode::Down, _) | (KeyCode::Char('p' | 'n'), true) => {
                let older = matches!(key.code, KeyCode::Up | KeyCode::Char('p'));
                if self.asked.has_choices() {
                    self.choice =
                        if older { self.choice.saturating_sub(1) } else { self.choice + 1 };
                    return Answer::Same;
                }
                return self.recall(older, history);
            }
            _ => return Answer::Same,
        }
        Answer::Changed
    }

    /// Types words at the cursor; line ends become spaces.
    pub fn insert(&mut self, words: &str) {
        let words = crate::text::clean_line(words).replace('\n', " ");
        let words = if words.is_empty() { " ".to_owned() } else { words };
        self.words.insert_str(self.cursor, &words);
        self.cursor += words.len();
        self.choice = 0;
        self.typed = None;
    }

    fn remove(&mut self, range: std::ops::Range<usize>) {
        self.cursor = range.start;
        self.words.replace_range(range, "");
        self.choice = 0;
        self.typed = None;
    }

    fn to(&mut self, cursor: usize) -> Answer {
        self.cursor = cursor;
        Answer::Same
    }

    fn before(&self) -> usize {
        crate::text::clusters(&self.words[..self.cursor]).last().map_or(0, |(at, _, _)| at)
    }

    fn after(&self) -> usize {
        crate::text::clusters(&self.words[self.cursor..])
            .next()
            .map_or(self.cursor, |(_, cluster, _)| self.cursor + cluster.len())
    }

    fn recall(&mut self, older: bool, history: &[String]) -> Answer {
        let back =
            if older { (self.back + 1).min(history.len()) } else { self.back.saturating_sub(1) };
        if back == self.back {
            return Answer::Same;
        }
        self.back = back;
        self.words = if back == 0 { String::new() } else { history[history.len() - back].clone() };
        self.cursor = self.words.len();
        Answer::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Asked, Key, KeyCode, Prompt};

    #[test]
    fn the_prompt_edits_by_clusters_and_recalls_words() {
        let mut prompt = Prompt::new(Asked::Only, "ne\u{301}e");
        let press = |prompt: &mut Prompt, code| {
            prompt.press(Key::plain(code), &["old".into(), "new".into()])
        };
        press(&mut prompt, KeyCode::Left);
        press(&mut prompt, KeyCode::Backspace);
        assert_eq!(prompt.words, "ne");
        assert_eq!(press(&mut prompt, KeyCode::Up), Answer::Changed);
        assert_eq!(prompt.words, "new");
        press(&mut prompt, KeyCode::Up);
        assert_eq!(prompt.words, "old");
        press(&mut prompt, KeyCode::Down);
        press(&mut prompt, KeyCode::Down);
        assert_eq!(prompt.words, "");
        assert_eq!(press(&mut prompt, KeyCode::Backspace), Answer::Cancelled);
    }

    #[test]
    fn a_space_can_be_typed() {
        let mut prompt = Prompt::new(Asked::Only, "");
        prompt.press(Key::char('a'), &[]);
        prompt.press(Key::char(' '), &[]);
        prompt.press(Key::char('b'), &[]);
        assert_eq!(prompt.words, "a b");
    }
}
