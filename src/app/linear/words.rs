//! The words of linear mode: one row each, and how a line is taken apart.

use crate::app::Command;

/// What a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Next,
    Previous,
    Read,
    All,
    First,
    Last,
    Where,
    Who,
    Quotes,
    Figures,
    Links,
    Footnotes,
    Sections,
    Marks,
    Articles,
    Feeds,
    Open,
    Find,
    Bookmark,
    Mark,
    To,
    Note,
    Remove,
    Attach,
    Keys,
    Help,
    Quit,
}

/// Word, what may follow it, what it does. A flat list.
pub(crate) const WORDS: &[(Word, &str, &str, &str)] = &[
    (Word::Next, "next", "", "the next paragraph; an empty line does the same"),
    (Word::Previous, "previous", "", "the paragraph before"),
    (Word::Read, "read", "[NUMBER]", "this paragraph again, or that of the number"),
    (Word::All, "all", "", "everything from here to the end"),
    (Word::First, "first", "", "the beginning"),
    (Word::Last, "last", "", "the last paragraph"),
    (Word::Where, "where", "", "title, place and what is left"),
    (Word::Who, "who", "[NUMBER]", "who and what is in the article; with a number, all about one"),
    (
        Word::Quotes,
        "quotes",
        "[NUMBER]",
        "what was said, and by whom; with a number, go to that one",
    ),
    (Word::Figures, "figures", "", "the numbers, sums and dates"),
    (Word::Links, "links", "", "the links"),
    (
        Word::Footnotes,
        "footnotes",
        "[NUMBER]",
        "the notes of the article itself; with a number, go to that one",
    ),
    (Word::Sections, "sections", "", "the headings"),
    (Word::Marks, "marks", "", "bookmarks, marks and notes"),
    (
        Word::Articles,
        "articles",
        "",
        "what was opened together; in the library, the list from here on",
    ),
    (
        Word::Feeds,
        "feeds",
        "[NUMBER]",
        "in the library: its views, folders, feeds and tags; with a number, show that one",
    ),
    (
        Word::Open,
        "open",
        "NUMBER",
        "go to that entry of the last list; the number alone does the same",
    ),
    (Word::Find, "find", "WORDS", "search; n and N go on and back"),
    (Word::Bookmark, "bookmark", "", "bookmark on this paragraph, or off"),
    (Word::Mark, "mark", "LETTER", "mark this paragraph by a letter"),
    (Word::To, "to", "LETTER", "go to the mark of that letter"),
    (Word::Note, "note", "WORDS", "write a note on this paragraph"),
    (Word::Remove, "remove", "NUMBER", "take away that entry of the marks"),
    (Word::Attach, "attach", "NUMBER", "put that entry of the marks on this paragraph"),
    (Word::Keys, "keys", "", "every command with its keys; they can be typed here too"),
    (Word::Help, "help", "[WORDS]", "these words; with words, the commands that fit them"),
    (Word::Quit, "quit", "", "end"),
];

/// Commands that change the screen alone, and why linear mode has no use for them. Every other
/// command works in it.
pub(crate) const OF_THE_SCREEN: &[(Command, &str)] = &[
    (Command::FocusMode, "no panels lie beside the article here"),
    (Command::Wider, "lines are as long as their sentences here"),
    (Command::Narrower, "lines are as long as their sentences here"),
    (Command::ResetMeasure, "lines are as long as their sentences here"),
    (Command::ToggleTints, "there are no colours here"),
    (Command::ToggleJustify, "lines have no right edge here"),
    (Command::ToggleHyphenation, "no line is broken here"),
    (Command::ToggleBidi, "the order of right-to-left text is the terminal's here"),
    (Command::Redraw, "nothing is drawn here"),
    (Command::Palette, "every line is a command here; help with some words finds one"),
    (Command::Theme, "there are no colours here"),
    (Command::ShowStory, "dateline story prints the story of an article"),
    (Command::CopyStory, "dateline story prints the story of an article"),
];

impl Word {
    /// The word at the beginning of a line, and what follows it; `None` where it is none, or too
    /// much or too little follows.
    pub(crate) fn of(line: &str) -> Option<(Self, &str)> {
        if let Some(words) = line.strip_prefix('/') {
            return Some((Self::Find, words.trim()));
        }
        let (word, rest) =
            line.split_once(' ').map_or((line, ""), |(word, rest)| (word, rest.trim()));
        let (found, _, takes, _) =
            WORDS.iter().find(|(_, known, ..)| known.eq_ignore_ascii_case(word))?;
        let fits = match *takes {
            "" => rest.is_empty(),
            "NUMBER" => rest.parse::<usize>().is_ok(),
            "[NUMBER]" => rest.is_empty() || rest.parse::<usize>().is_ok(),
            "LETTER" => rest.chars().count() == 1,
            _ => true,
        };
        fits.then_some((*found, rest))
    }

    /// How the word is used, if the line begins with one.
    pub(crate) fn usage(line: &str) -> Option<String> {
        let word = line.split(' ').next()?;
        let (_, known, takes, _) =
            WORDS.iter().find(|(_, known, ..)| known.eq_ignore_ascii_case(word))?;
        Some(format!("{known} {takes}").trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn a_line_is_a_word_with_what_it_takes_or_nothing() {
        assert_eq!(Word::of("find the harbour"), Some((Word::Find, "the harbour")));
        assert_eq!(Word::of("/x"), Some((Word::Find, "x")));
        assert_eq!(Word::of("WHO 3"), Some((Word::Who, "3")));
        assert_eq!(Word::of("who me"), None);
        assert_eq!(Word::of("next quote"), None);
        assert_eq!(Word::of("open"), None);
        assert_eq!(Word::usage("open x").as_deref(), Some("open NUMBER"));
    }
}
