//! Tokens and sentences, as spans.
//!
//! Tokens follow the Penn Treebank and Universal Dependencies for English where spans allow it:
//! clitics stand alone (`do|n't`, `Belarus|’s`), so do currency signs, percent signs and all
//! punctuation; abbreviations keep their stop (`U.S.`).

mod abbreviations;
mod sentences;
mod tokens;

use super::{Document, Span};

/// One sentence: where it stands, which tokens are its, and in which block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Indices into [`Segments::tokens`].
    pub tokens: std::ops::Range<u32>,
    /// Index into [`Document::blocks`].
    pub block: u32,
}

/// The tokens and sentences of the prose blocks of a document, in order. No sentence crosses a
/// block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    pub tokens: Vec<Span>,
    pub sentences: Vec<Sentence>,
}

impl Segments {
    /// Cuts the prose of a document. Time grows linearly with the text.
    pub fn of(document: &Document) -> Self {
        let mut segments = Self::default();
        for (index, block) in
            document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_prose())
        {
            let first = segments.tokens.len();
            tokens::cut(document.text(), block.span, &mut segments.tokens);
            sentences::split(document.text(), first, index as u32, &mut segments);
        }
        segments
    }

    /// The tokens that overlap `span`, as indices.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|token| token.end() <= span.start());
        let end = self.tokens.partition_point(|token| token.start() < span.end());
        start..end.max(start)
    }

    /// The index of the sentence that holds `offset`, if one does.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let index = self
            .sentences
            .partition_point(|sentence| sentence.span.start() <= offset)
            .checked_sub(1)?;
        self.sentences[index].span.contains(offset).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::Segments;
    use crate::text::Document;

    fn tokens(text: &str) -> Vec<String> {
        let document = Document::verbatim(text.into());
        Segments::of(&document).tokens.iter().map(|&span| document.slice(span).to_owned()).collect()
    }

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::verbatim(text.into());
        Segments::of(&document)
            .sentences
            .iter()
            .map(|s| document.slice(s.span).to_owned())
            .collect()
    }

    #[test]
    fn clitics_and_marks_stand_alone() {
        assert_eq!(
            tokens("He didn't say “Belarus’s $5.2m.”"),
            ["He", "did", "n't", "say", "“", "Belarus", "’s", "$", "5.2m", ".", "”"]
        );
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(
            tokens("Gen. A. Ruiz, U.S. Army."),
            ["Gen.", "A.", "Ruiz", ",", "U.S.", "Army", "."]
        );
        assert_eq!(
            sentences("The U.S. Army left. He met Gen. Ruiz in the U.S. The talks failed.").len(),
            3
        );
    }

    #[test]
    fn a_quotation_closes_inside_its_sentence() {
        assert_eq!(
            sentences("“We won.” She left. “Did you?” he asked."),
            ["“We won.”", "She left.", "“Did you?” he asked."]
        );
    }

    #[test]
    fn a_question_in_a_quotation_stays_with_who_asked_it() {
        assert_eq!(sentences("“Why not?” Smith asked. “Why not?” The minister left.").len(), 3);
        assert_eq!(sentences("\"Stop!\" shouted Ruiz. \"Now!\" Ana Ruiz said.").len(), 2);
    }

    #[test]
    fn abbreviations_of_news_end_no_sentence() {
        let text = "Sen. John McCain, R-Ariz., met Lt. Col. Ana Ruiz at 6 p.m. Tuesday in St. Paul, Minn. on Jan. 6, approx. 30 miles from No. 10.";
        assert_eq!(sentences(text).len(), 1);
        assert_eq!(
            sentences(
                "It ended in Lynch v. Overholser. He lives in Washington, D.C. The talks go on."
            )
            .len(),
            3
        );
    }

    #[test]
    fn datelines_open_their_sentence() {
        assert_eq!(
            sentences("BEIJING (AP) — China said no. WASHINGTON -- The U.S. said yes.").len(),
            2
        );
    }

    #[test]
    fn footnotes_belong_to_the_sentence_before_and_list_numbers_to_the_one_behind() {
        assert_eq!(
            sentences("He died in 1739.[4] She lived on. [26] They left."),
            ["He died in 1739.[4]", "She lived on. [26]", "They left."]
        );
        assert_eq!(sentences("3. The audience"), ["3. The audience"]);
    }

    #[test]
    fn addresses_times_and_runs_of_marks_are_cut_as_treebanks_do() {
        assert_eq!(
            tokens("See http://a.org/b?c=d, or www.x.com."),
            ["See", "http://a.org/b?c=d", ",", "or", "www.x.com", "."]
        );
        assert_eq!(
            tokens("I cannot at 6:00am!! No?!"),
            ["I", "can", "not", "at", "6:00", "am", "!!", "No", "?!"]
        );
        assert_eq!(
            tokens("``Yes,'' he said... 3.5% of $1,000"),
            ["``", "Yes", ",", "''", "he", "said", "...", "3.5", "%", "of", "$", "1,000"]
        );
    }

    #[test]
    fn a_small_letter_goes_on_after_a_quotation_but_not_after_a_plain_stop() {
        assert_eq!(sentences("“We won.” she said.").len(), 1);
        assert_eq!(sentences("We saw the house. iPhones rang.").len(), 2);
    }

    #[test]
    fn no_mark_however_often_repeated_takes_long_or_fails() {
        for mark in ["(", "'", "’", ".", "!", "a'", "“", "-", "http://", "no. ", "?” A ", "["]
        {
            let text = mark.repeat(20_000);
            let document = Document::verbatim(text);
            let segments = Segments::of(&document);
            assert!(segments.tokens.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        }
    }
}
