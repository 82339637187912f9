//! Notes of the article itself: from a mark in the text to its note, and back to the mark.

use super::footnote::Footnote;
use super::place::lines_in_box;
use super::{Reader, Reading};
use crate::annotation::Inline;
use crate::app::geometry::{Area, Panel};
use crate::text::{BlockKind, Span, clean_line};

/// What stands at a place, as far as notes go.
enum At {
    Mark(Footnote),
    /// The mark of a note that the article does not hold.
    Astray,
    /// The label of a note, and the first mark that leads to it, if one does.
    Label(Span, Option<Span>),
}

impl Reader {
    /// The note whose mark is under the cursor, in the article.
    pub(in crate::app) fn footnote_here(&self) -> Option<Footnote> {
        let reading = self.reading.as_ref().filter(|_| self.panels.focus == Panel::Article)?;
        match reading.note_at(reading.from())? {
            At::Mark(footnote) => Some(footnote),
            At::Astray | At::Label(..) => None,
        }
    }

    /// Follows the label of a note at `at`, back to the mark one came from, else to the first that
    /// leads there; false where none stands there.
    pub(in crate::app) fn follow_label(&mut self, at: u32) -> bool {
        let Some(reading) = &mut self.reading else { return false };
        let back = match reading.note_at(at) {
            Some(At::Label(label, first)) => {
                let came = reading.noted.filter(|from| from.place.contains(label.start()));
                came.map(|from| from.mark).or(first)
            }
            Some(At::Astray) => {
                self.tray.refuse("this article does not hold the note of this mark");
                return true;
            }
            Some(At::Mark(_)) | None => return false,
        };
        match back {
            Some(mark) => {
                reading.panel.jump(mark.start());
                reading.panel.show(mark);
                reading.here = Some(mark);
            }
            None => self.tray.refuse("no mark in this article leads to this note"),
        }
        true
    }

    /// Goes to the place of a note.
    pub(in crate::app) fn go_to_note(&mut self, footnote: Footnote) {
        let Some(reading) = self.reading.as_mut().filter(|reading| reading.holds(footnote)) else {
            return;
        };
        reading.noted = Some(footnote);
        reading.lit_quote = None;
        reading.here = reading.label_of(footnote.place);
        reading.panel.jump(footnote.place.start());
    }

    /// Goes `by` marks of notes on, or back.
    pub(in crate::app) fn step_footnote(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let marks: Vec<Span> = reading.footnotes().map(|footnote| footnote.mark).collect();
        if reading.go_to_nth(&marks, by) {
            reading.lit_quote = None;
        } else {
            self.tray.refuse(if marks.is_empty() {
                "this article has no notes of its own"
            } else {
                "there are no more marks of notes that way"
            });
        }
    }

    /// A note that is shown beside its mark: where its box lies, and the lines in it.
    pub fn note_box(&self, footnote: Footnote) -> Option<(Area, Vec<String>)> {
        let reading = self.reading.as_ref().filter(|reading| reading.holds(footnote))?;
        let words = reading.note_words(footnote.place);
        // The columns of the box are those of any height; the height follows from the lines.
        let width = self.area_beside(Some(footnote.mark), 1).width;
        let lines = lines_in_box(&words, width);
        Some((self.area_beside(Some(footnote.mark), lines.len()), lines))
    }
}

impl Reading {
    /// The marks that lead to notes of this article, in order.
    pub fn footnotes(&self) -> impl Iterator<Item = Footnote> {
        self.article.inline.iter().filter_map(|(span, inline)| match inline {
            Inline::Note(Some(place)) if !self.is_label(*span) => {
                Some(Footnote { mark: *span, place: *place })
            }
            _ => None,
        })
    }

    /// Whether it is one of this article. Another may have come since it was shown.
    pub fn holds(&self, footnote: Footnote) -> bool {
        self.article.inline.at(footnote.mark.start()).any(|(span, inline)| {
            *span == footnote.mark && *inline == Inline::Note(Some(footnote.place))
        })
    }

    /// The words of a note without its label, a line end between its blocks.
    pub fn note_words(&self, place: Span) -> String {
        let document = &self.article.document;
        let words = self.label_of(place).map_or(place, |label| Span::new(label.end(), place.end()));
        let blocks = document.blocks().iter();
        let lines: Vec<String> = blocks
            .filter_map(|block| block.span.intersection(words))
            .map(|span| clean_line(document.slice(span)))
            .filter(|line| !line.is_empty())
            .collect();
        lines.join("\n")
    }

    /// What a note is called: its label without brackets.
    pub fn note_name(&self, footnote: Footnote) -> String {
        let label = self.label_of(footnote.place).unwrap_or(footnote.mark);
        let label = clean_line(self.article.document.slice(label));
        label.trim_matches(['[', ']', '(', ')', '.', ':', ' ']).to_owned()
    }

    /// The mark of a note that stands at `at`.
    pub(in crate::app) fn mark_of_note(&self, at: u32) -> Option<Span> {
        match self.note_at(at)? {
            At::Mark(footnote) => Some(footnote.mark),
            At::Astray | At::Label(..) => None,
        }
    }

    fn note_at(&self, at: u32) -> Option<At> {
        let is_note = |(_, inline): &&(Span, Inline)| matches!(inline, Inline::Note(_));
        let (span, inline) = self.article.inline.at(at).find(is_note)?;
        let Inline::Note(to) = inline else { return None };
        Some(match to {
            first if self.is_label(*span) => At::Label(*span, *first),
            Some(place) => At::Mark(Footnote { mark: *span, place: *place }),
            None => At::Astray,
        })
    }

    /// Whether a note begins with these words.
    fn is_label(&self, span: Span) -> bool {
        let document = &self.article.document;
        document.blocks().get(document.block_at(span.start())).is_some_and(|block| {
            block.kind == BlockKind::Note && block.span.start() == span.start()
        })
    }

    fn label_of(&self, place: Span) -> Option<Span> {
        let mut at = self.article.inline.at(place.start());
        at.find(|(span, inline)| matches!(inline, Inline::Note(_)) && self.is_label(*span))
            .map(|(span, _)| *span)
    }
}
