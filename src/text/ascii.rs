//! Signs of ours for terminals that show ASCII alone.

use std::borrow::Cow;

/// Words with an ASCII sign of one cell in the place of each sign that Dateline writes itself:
/// quotation marks, dots, dashes, arrows. Letters stay.
pub fn ascii_signs(words: &str) -> Cow<'_, str> {
    if words.is_ascii() {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.chars().map(|c| stand_in(c).unwrap_or(c)).collect())
}

fn stand_in(c: char) -> Option<char> {
    Some(match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '–' | '—' | '−' | '·' | '─' => '-',
        '•' | '●' | '★' => '*',
        '…' => '.',
        '¶' => 'p',
        '→' | '▸' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' | '▾' => 'v',
        '│' => '|',
        '×' | '✓' => 'x',
        '✎' => 'n',
        'Δ' => 'd',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::ascii_signs;
    use crate::text::cell_width;

    #[test]
    fn signs_have_a_stand_in_of_one_cell_and_letters_stay() {
        let words = "3 ¶ · “Łódź” … – the mayor’s";
        assert_eq!(ascii_signs(words), "3 p - \"Łódź\" . - the mayor's");
        assert_eq!(cell_width(&ascii_signs(words)), cell_width(words));
    }
}
