//! How a reader wants text to be set.

/// How text is set. Two pages of one document with equal settings are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Cells of the text column; 0 counts as 1.
    pub measure: u16,
    /// Whether both edges of a paragraph are straight.
    pub justify: bool,
    /// Whether words may be hyphenated. English patterns are used, so this is for English texts
    /// only.
    pub hyphenate: bool,
    /// Whether bullets, bars and rules are drawn in ASCII.
    pub ascii: bool,
    /// Whether text that runs from right to left is put into its order (UAX 9). If not, the order
    /// of the
    /// text stays, for a terminal that does it itself and for text on a pipe.
    pub bidi: bool,
    /// Whether Korean is broken between words only, never inside one.
    pub whole_korean: bool,
    /// Whether there is room for more space around title and headings.
    pub airy: bool,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            measure: 68,
            justify: false,
            hyphenate: false,
            ascii: false,
            bidi: true,
            whole_korean: false,
            airy: false,
        }
    }
}
