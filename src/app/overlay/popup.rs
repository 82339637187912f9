//! What lies over the panels: help, a reason, letters on links.

use super::chooser::Chooser;
use super::help::Help;
use super::pager::Pager;
use crate::app::geometry::Area;
use crate::app::list::List;
use crate::app::reader::Footnote;
use crate::library::MarkId;
use crate::text::Span;

#[derive(Clone, Debug, PartialEq)]
pub enum Popup {
    Help(Help),
    /// A few sentences with a heading; any key closes it.
    Words {
        title: String,
        lines: Vec<String>,
    },
    Hints(Hints),
    /// A note of the article beside its mark; following it goes there, anything else closes it.
    Footnote(Footnote),
    Pager(Pager),
    Chooser(Chooser),
    /// Waits for the letter of a mark to set or to go to.
    Letter {
        set: bool,
    },
    /// The marks of the article.
    Marks(MarksList),
    /// Waits for the role of a highlight: a new one, or one that is there.
    Highlight {
        span: Span,
        mark: Option<MarkId>,
    },
}

/// The list, as it is scrolled and filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarksList {
    pub list: List,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// The marks that pass the filter, in order of place, those without one last.
    pub rows: Vec<MarkId>,
    /// With its frame.
    pub area: Area,
    /// Rows at the foot that tell more about the chosen mark.
    pub detail: u16,
}

impl MarksList {
    pub fn chosen(&self) -> Option<MarkId> {
        self.rows.get(self.list.at).copied()
    }

    /// Where the rows of the list lie.
    pub fn rows_area(&self) -> Area {
        let inner = self.area.inner();
        Area { height: inner.height.saturating_sub(self.detail), ..inner }
    }
}

/// Letters on links, and those typed so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    pub links: Vec<(String, Span, String)>,
    pub typed: String,
}

/// The letters that hints are made of: the home row first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

impl Hints {
    /// Gives letters to links: one each where they suffice, else two.
    pub fn new(links: Vec<(Span, String)>) -> Self {
        let two = links.len() > LETTERS.len();
        let label = |index: usize| {
            let letter = |index: usize| char::from(LETTERS[index % LETTERS.len()]);
            if two {
                [letter(index / LETTERS.len()), letter(index)].iter().collect()
            } else {
                letter(index).to_string()
            }
        };
        let most = LETTERS.len() * LETTERS.len();
        let links = links
            .into_iter()
            .take(most)
            .enumerate()
            .map(|(index, (span, url))| (label(index), span, url))
            .collect();
        Self { links, typed: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::Hints;
    use crate::text::Span;

    #[test]
    fn hints_are_unique_and_none_begins_another() {
        for count in [3, 26, 27, 500] {
            let hints = Hints::new((0..count).map(|at| (Span::at(at), String::new())).collect());
            let mut labels: Vec<_> =
                hints.links.iter().map(|(label, _, _)| label.clone()).collect();
            labels.sort();
            labels.dedup();
            assert_eq!(labels.len(), count as usize);
            assert!(labels.iter().all(|label| label.len() == labels[0].len()));
        }
    }
}
