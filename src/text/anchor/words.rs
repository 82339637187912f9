//! The words of a text as anchors compare them: letters and digits alone, without case, marks or
//! white space, and the borders of paragraphs.

use crate::text::Span;

/// One word: a number that equal words share, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub name: u64,
    pub span: Span,
}

/// The words of `text`. In scripts that set no spaces each character is a word.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut open: Option<(usize, u64)> = None;
    let mut line_ends = 0;
    for (at, c) in text.char_indices() {
        line_ends = if c == '\n' { line_ends + 1 } else { 0 };
        if line_ends == 2 {
            found.push(Word { name: BORDER, span: Span::from_usize(at - 1, at + 1) });
        }
        let alone = is_alone(c);
        if (alone || !(is_of_word(c) || (open.is_some() && is_joined(c))))
            && let Some((start, name)) = open.take()
        {
            found.push(Word { name, span: Span::from_usize(start, at) });
        }
        if alone {
            found.push(Word { name: step(SEED, c), span: Span::from_usize(at, at + c.len_utf8()) });
        } else if is_of_word(c) {
            let (start, name) = open.unwrap_or((at, SEED));
            open = Some((start, c.to_lowercase().fold(name, step)));
        }
    }
    if let Some((start, name)) = open {
        found.push(Word { name, span: Span::from_usize(start, text.len()) });
    }
    found
}

/// Whether `c` belongs to a word.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Marks that stand inside a word and do not count: accents of their own, joiners, soft hyphens.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{64b}'..='\u{652}' | '\u{591}'..='\u{5bd}')
}

/// Whether `c` is of a script whose words are not set apart (Han, kana, Thai, Lao, Khmer, Burmese).
pub(super) fn is_alone(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3fffd)
        && c.is_alphanumeric()
}

/// What stands for the border between two paragraphs.
pub(super) const BORDER: u64 = 1;

/// FNV-1a over code points: the same on every machine, so that nothing depends on a random seed.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(name: u64, c: char) -> u64 {
    let mixed = (name ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use super::words;

    fn names(text: &str) -> Vec<u64> {
        words(text).iter().map(|word| word.name).collect()
    }

    #[test]
    fn quotes_dashes_case_and_white_space_make_no_difference() {
        assert_eq!(names("“It isn’t – so,” he said"), names("\"it isn't -- so\"\nhe  SAID"));
    }

    #[test]
    fn the_border_of_a_paragraph_counts_once() {
        assert_eq!(names("one\n\n\ntwo").len(), 3);
        assert_eq!(names("one\n\n…\n\ntwo").len(), 4);
    }

    #[test]
    fn characters_of_scripts_without_spaces_stand_alone() {
        assert_eq!(words("习近平 said").len(), 4);
    }

    #[test]
    fn accents_of_their_own_do_not_cut_a_word() {
        assert_eq!(words("Zele\u{301}nsky").len(), 1);
    }
}
