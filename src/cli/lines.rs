//! What the commands print: one JSON object a line for programs, aligned columns for people.

use std::io::Write;

use serde::Serialize;

use super::Failure;
use crate::export::to_json;
use crate::input::source::Source;
use crate::service::archive::Tally;
use crate::text::{cell_width, clean_line, fitting};

/// One JSON object on a line of its own.
pub(super) fn json_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    writeln!(out, "{}", to_json(value).map_err(|error| Failure::new(error.to_string()))?)?;
    Ok(())
}

/// `words` on one clean line of exactly `width` cells: cut with an ellipsis, or filled with spaces.
pub(super) fn cell(words: &str, width: usize) -> String {
    let cut = shortened(words, width);
    let filled = cell_width(&cut);
    format!("{cut}{}", " ".repeat(width.saturating_sub(filled)))
}

/// `words` on one clean line of at most `width` cells.
pub(super) fn shortened(words: &str, width: usize) -> String {
    let words = clean_line(words);
    if cell_width(&words) <= width {
        return words;
    }
    format!("{}…", fitting(&words, width.saturating_sub(1)).trim_end())
}

/// A day, in ten cells.
pub(super) fn day(time: Option<jiff::Timestamp>) -> String {
    time.map_or_else(|| cell("no date", 10), |time| time.strftime("%Y-%m-%d").to_string())
}

/// The cells of a line: the terminal's, or what a list wants where it goes elsewhere.
pub(super) fn line_width() -> usize {
    const WHOLE: usize = 120;
    crate::runtime::columns().map_or(WHOLE, |columns| columns.clamp(40, 200))
}

/// "1 new article", "3 new articles"
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Says on standard error what was passed over, and why.
pub(super) fn report_faults(faults: &[String]) {
    for words in faults {
        Failure::new(words.clone()).report();
    }
}

/// Says what of an archive was no article, if something was.
pub(super) fn report_tally(source: &Source, tally: &Tally) {
    let Tally { articles, others, broken } = tally;
    if others + broken > 0 {
        let name = source.name();
        eprintln!(
            "hint: {name}: {articles} articles; {others} records hold none, {broken} are broken"
        );
    }
}

/// Says that damaged texts were set aside, if some were: the rest was done.
pub(super) fn tell_set_aside(texts: usize) {
    if texts > 0 {
        let texts = if texts == 1 { "1 text was".into() } else { format!("{texts} texts were") };
        eprintln!("hint: {texts} damaged and set aside; dateline repair names what is");
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, shortened};

    #[test]
    fn words_are_cut_and_filled_by_cells_and_lose_what_commands_a_terminal() {
        assert_eq!(cell("ferry", 7), "ferry  ");
        assert_eq!(shortened("the ferry is late", 9), "the ferr…");
        assert_eq!(cell("習近平習近平", 7), "習近平…");
        assert!(!shortened("a\u{1b}[2Jb", 20).contains('\u{1b}'));
    }
}
