//! What a document is made of: one block a paragraph, heading, list item and so on.

use std::fmt;

use super::Span;

/// What kind of block a stretch of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// Level 1 is the title, 2 to 6 are sections.
    Heading(u8),
    Paragraph,
    /// Who wrote it, a line of its own ("By Ana Ruiz").
    Byline,
    /// `depth` counts from 0; `number` is what an item of an ordered list bears.
    ListItem {
        depth: u8,
        number: Option<Ordinal>,
    },
    /// A paragraph of a quotation set apart; `depth` counts from 0.
    BlockQuote {
        depth: u8,
    },
    /// Lines are kept as they are.
    Code,
    /// A row a line, cells separated by tabs; the first row is the head.
    Table,
    /// The words under a picture or over a table.
    Caption,
    /// One line for what is not text: a picture, a film, a recording, a frame, a form.
    Media,
    /// A footnote or endnote, or a further paragraph of one.
    Note,
    /// A break between two parts of the text, as three asterisks.
    Rule,
}

/// What an item of an ordered list bears.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ordinal {
    pub value: i32,
    pub numeral: Numeral,
}

/// How a list writes its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numeral {
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
}

impl Numeral {
    /// All of them, in the order in which the library numbers them.
    pub const ALL: [Self; 5] =
        [Self::Decimal, Self::LowerLetter, Self::UpperLetter, Self::LowerRoman, Self::UpperRoman];
}

impl From<u32> for Ordinal {
    fn from(value: u32) -> Self {
        Self { value: i32::try_from(value).unwrap_or(i32::MAX), numeral: Numeral::Decimal }
    }
}

/// Letters go on after z with aa, as in HTML; what letters or Roman numerals cannot say is written
/// in digits.
impl fmt::Display for Ordinal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = match self.numeral {
            Numeral::Decimal => None,
            Numeral::LowerLetter | Numeral::UpperLetter => letters(self.value),
            Numeral::LowerRoman | Numeral::UpperRoman => roman(self.value),
        };
        match (written, self.numeral) {
            (None, _) => write!(f, "{}", self.value),
            (Some(written), Numeral::UpperLetter | Numeral::UpperRoman) => {
                f.write_str(&written.to_ascii_uppercase())
            }
            (Some(written), _) => f.write_str(&written),
        }
    }
}

fn letters(value: i32) -> Option<String> {
    let mut left = u32::try_from(value).ok().filter(|value| *value > 0)?;
    let mut written = Vec::new();
    while left > 0 {
        written.push(b'a' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    written.reverse();
    String::from_utf8(written).ok()
}

fn roman(value: i32) -> Option<String> {
    const SIGNS: [(i32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = Some(value).filter(|value| (1..4000).contains(value))?;
    let mut written = String::new();
    for (worth, sign) in SIGNS {
        while left >= worth {
            written.push_str(sign);
            left -= worth;
        }
    }
    Some(written)
}

impl BlockKind {
    /// Whether its indents and runs of spaces are part of it, as its line ends are in any block.
    pub fn keeps_lines(self) -> bool {
        matches!(self, Self::Code | Self::Table)
    }

    /// Whether it is prose that the analysis reads, unlike code, tables and what stands for media.
    pub fn is_prose(self) -> bool {
        !matches!(self, Self::Code | Self::Table | Self::Media | Self::Rule)
    }
}

/// One block: its kind and where it stands. Blocks are in order, do not overlap, are never empty,
/// and have at least one byte of white space between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::{Numeral, Ordinal};

    #[test]
    fn numbers_are_written_as_their_list_writes_them() {
        let written = |value, numeral| Ordinal { value, numeral }.to_string();
        assert_eq!(written(-2, Numeral::Decimal), "-2");
        assert_eq!(
            [1, 26, 27, 703].map(|value| written(value, Numeral::LowerLetter)),
            ["a", "z", "aa", "aaa"]
        );
        assert_eq!(
            [4, 9, 1994].map(|value| written(value, Numeral::UpperRoman)),
            ["IV", "IX", "MCMXCIV"]
        );
        assert_eq!(written(0, Numeral::UpperLetter), "0");
        assert_eq!(written(4000, Numeral::LowerRoman), "4000");
    }
}
