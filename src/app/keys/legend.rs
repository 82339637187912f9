//! What every sign on the screen means: the last part of help.

use super::command::Whereabouts;
use crate::config::Role;

/// A sign, as it is where only ASCII is shown, how it looks, and what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sign {
    pub sign: &'static str,
    pub ascii: &'static str,
    pub role: Role,
    pub means: &'static str,
}

const fn sign(sign: &'static str, ascii: &'static str, role: Role, means: &'static str) -> Sign {
    Sign { sign, ascii, role, means }
}

/// Signs of an article and its panels.
const DESK: &[Sign] = &[
    sign("▌", ">", Role::Cursor, "the paragraph you are at: marks, notes and copies are about it"),
    sign("┃", "\"", Role::QuoteSign, "the quotation that is lit"),
    sign("●", "*", Role::BookmarkSign, "a bookmark; a letter is a mark of that name"),
    sign("✎", "n", Role::NoteSign, "a note of yours"),
    sign("▒", "#", Role::HighlightPlain, "a highlight"),
    sign("!", "!", Role::HighlightImportant, "a highlight: important"),
    sign("?", "?", Role::HighlightDoubtful, "a highlight: doubtful"),
    sign("→", ">", Role::HighlightFollow, "a highlight: to follow up"),
    sign("person", "person", Role::Person, "a person, in the colour of names of people"),
    sign("place", "place", Role::Place, "a place"),
    sign("body", "body", Role::Organization, "an organisation"),
    sign("group", "group", Role::Group, "a group of people"),
    sign("event", "event", Role::Event, "an event"),
    sign("work", "work", Role::Work, "a book, a film, a law"),
    sign("lit", "lit", Role::EntitySelected, "the name that is lit, wherever it is meant"),
    sign("“…”", "“…”", Role::QuoteDirect, "words as they were said"),
    sign(
        "said",
        "said",
        Role::QuoteCue,
        "the words that tell who said it, where a quotation is lit",
    ),
    sign("link", "link", Role::Link, "a link; where it leads stands in the lowest line behind →"),
    sign("[1]", "[1]", Role::NoteMark, "the mark of a note that the article has itself"),
    sign("found", "found", Role::Hit, "a hit of the search"),
    sign("here", "here", Role::HitCurrent, "the hit you are at"),
    sign("▸", ">", Role::Strong, "in a panel: the name or quotation that is lit"),
    sign("·", "*", Role::Quiet, "before a line of a panel: it stands in the paragraph you are at"),
    sign(
        "▂▅▇",
        "1-9",
        Role::Strip,
        "where in the article a name stands, in ten parts from start to end",
    ),
    sign("┃", "#", Role::Border, "at the right edge: what is in sight of the whole article"),
    sign("”", "\"", Role::QuoteSign, "at the right edge: quotations of the chosen speaker"),
    sign("◆", "=", Role::Key, "at the right edge: hits of the search"),
    sign("12", "12", Role::Quiet, "behind a name: how often it is meant, by any of its names"),
    sign("?", "?", Role::Quiet, "behind a speaker: doubtful; “why” says why"),
    sign("¶3", "par. 3", Role::Quiet, "the third paragraph"),
    sign("[-…-]", "[-…-]", Role::Deleted, "words that went since the version before"),
    sign("{+…+}", "{+…+}", Role::Inserted, "words that came since the version before"),
];

/// Signs of the library's list and panels.
const LIBRARY: &[Sign] = &[
    sign("●", "*", Role::Cursor, "not read yet"),
    sign("★", "s", Role::BookmarkSign, "starred"),
    sign("✎", "n", Role::NoteSign, "has marks or notes of yours"),
    sign("Δ", "d", Role::Quiet, "has changed since it came"),
    sign("✓", "x", Role::Key, "flagged: what you do next is for all flagged"),
    sign("…", ".", Role::Quiet, "this row is on its way"),
    sign("▾", "v", Role::Quiet, "a folder, or a story of several reports, that is unfolded"),
    sign("▸", ">", Role::Quiet, "one that is folded"),
    sign("!", "!", Role::Alarm, "the last answer of this feed was no good"),
    sign("∅", "-", Role::Quiet, "kept from a list, neither asked nor run"),
    sign("#", "#", Role::Quiet, "a tag"),
    sign("◆", "*", Role::Quiet, "somebody, or a saved query, that you follow"),
    sign("12", "12", Role::Quiet, "unread articles of a feed, folder or tag"),
];

/// Signs of the story room.
const STORY: &[Sign] = &[
    sign("word", "word", Role::Deleted, "words that this report leaves out"),
    sign("word", "word", Role::Inserted, "words that only this report has"),
];

/// Signs of the room of people.
const PEOPLE: &[Sign] =
    &[sign("▂▅▇", "1-9", Role::Strip, "how many articles a month, up to this one")];

/// The signs that can stand on the screen there.
pub(in crate::app) fn legend(at: Whereabouts) -> &'static [Sign] {
    match at {
        Whereabouts::Library => LIBRARY,
        Whereabouts::KeptArticle | Whereabouts::Article => DESK,
        Whereabouts::Story => STORY,
        Whereabouts::People => PEOPLE,
    }
}

#[cfg(test)]
mod tests {
    use super::{DESK, LIBRARY, PEOPLE, STORY};

    /// The first words that a source gives to a function that draws a sign.
    fn signs_of(source: &str) -> Vec<String> {
        source
            .split("sign(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|sign| sign.chars().count() == 1)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_sign_that_the_panels_draw_is_explained() {
        let sources = [
            include_str!("../../view/article.rs"),
            include_str!("../../view/bar.rs"),
            include_str!("../../view/entities.rs"),
            include_str!("../../view/quotes.rs"),
            include_str!("../../view/marks.rs"),
            include_str!("../../view/status.rs"),
            include_str!("../../view/library/articles.rs"),
            include_str!("../../view/library/feeds.rs"),
        ];
        let known = [DESK, LIBRARY, STORY, PEOPLE].concat();
        // Lines between and inside boxes are no signs, and the paragraph's stands before a number.
        let plain = ["─", "¶"];
        for sign in sources.into_iter().flat_map(signs_of) {
            let is_known = known.iter().any(|row| row.sign == sign);
            assert!(is_known || plain.contains(&sign.as_str()), "{sign} is not explained");
        }
    }
}
