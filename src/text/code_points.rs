//! Byte offsets as Unicode code points, which is how offsets leave the program.

use super::Span;

const STEP: usize = 512;

/// Turns byte offsets of one text into code points and back, each in time that does not grow with
/// the text.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `STEP * i` (counted at character starts); empty for ASCII text.
    marks: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(count);
                count += starts(chunk);
            }
            marks.push(count);
        }
        Self { text, marks }
    }

    /// Code points before the byte `offset`.
    pub fn of_byte(&self, offset: u32) -> u32 {
        if self.marks.is_empty() {
            return offset;
        }
        let mark = offset as usize / STEP;
        self.marks[mark] + starts(&self.text.as_bytes()[mark * STEP..offset as usize])
    }

    /// `[start, end]` in code points.
    pub fn range(&self, span: Span) -> [u32; 2] {
        [self.of_byte(span.start()), self.of_byte(span.end())]
    }

    /// The byte at which the code point `index` starts; the text's end where there are fewer.
    pub fn to_byte(&self, index: u32) -> u32 {
        if self.marks.is_empty() {
            return index.min(self.text.len() as u32);
        }
        let mark = self.marks.partition_point(|&before| before <= index).saturating_sub(1);
        let mut left = index - self.marks[mark];
        let bytes = self.text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate().skip(mark * STEP) {
            if is_start(byte) {
                if left == 0 {
                    return at as u32;
                }
                left -= 1;
            }
        }
        bytes.len() as u32
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| is_start(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn every_character_boundary_goes_there_and_back() {
        let text = "Köln – “习近平” 👨‍👩‍👧 ".repeat(100);
        let points = CodePoints::new(&text);
        for (index, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.of_byte(byte as u32), index as u32);
            assert_eq!(points.to_byte(index as u32), byte as u32);
        }
        assert_eq!(points.of_byte(text.len() as u32), text.chars().count() as u32);
        assert_eq!(points.to_byte(u32::MAX), text.len() as u32);
    }
}
