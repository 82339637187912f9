//! What becomes of odd characters when text comes in. This happens once, here, and never again.
//!
//! | character | becomes |
//! |---|---|
//! | CR LF, CR, VT, FF, NEL, U+2028, U+2029 | a line end |
//! | tab, no-break and all other spaces, fillers that look like one | a space; runs of them one space (kept in code, a tab as four) |
//! | other control characters (C0, DEL, C1) | nothing: what followed an ESC stays as harmless letters |
//! | bidirectional marks, embeddings, overrides, isolates | nothing |
//! | soft hyphen, zero-width space, word joiner, byte order mark | nothing |
//! | zero-width joiner and non-joiner | kept between letters or emoji that are not ASCII, else nothing |
//! | variation selectors, combining marks | kept, up to eight in a row |
//! | tag characters, interlinear annotation, non-characters | nothing, but tags after a black flag stay |
//!
//! White space becomes single spaces except in code, where line ends and indents stay. White space
//! at both ends goes.

/// Marks in a row that one letter may carry; more are a way to paint over the lines above.
const MARKS_IN_A_ROW: u8 = 8;

/// Cleans a text that comes in pieces: what one piece ends with is remembered for the next.
#[derive(Clone, Debug, Default)]
pub struct Cleaner {
    keep_lines: bool,
    /// White space was read since the last character was written.
    gap: bool,
    /// Whether anything has been written. White space before that is dropped.
    started: bool,
    marks: u8,
    /// Inside a flag made of tag characters.
    flag: bool,
    /// The last character written was ASCII (or there was none).
    after_ascii: bool,
    /// The last character read was CR: an LF that follows belongs to it.
    after_cr: bool,
}

impl Cleaner {
    /// With `keep_lines` line ends, indents and tabs (as four spaces) survive; without, all white
    /// space becomes single spaces.
    pub fn new(keep_lines: bool) -> Self {
        Self { keep_lines, after_ascii: true, ..Self::default() }
    }

    /// Sets what follows apart from what came before by white space.
    pub fn gap(&mut self) {
        self.gap = true;
    }

    /// Forgets the white space behind what was written; whether there was some.
    pub fn take_gap(&mut self) -> bool {
        std::mem::take(&mut self.gap)
    }

    /// Whether a space that is not written yet sets the next character apart from the last.
    pub fn owes_space(&self) -> bool {
        self.gap && self.started && !self.keep_lines
    }

    /// Somebody else has written plain ASCII, and the space owed before it.
    pub fn wrote_plain(&mut self) {
        *self = Self {
            keep_lines: self.keep_lines,
            started: true,
            after_ascii: true,
            ..Self::default()
        };
    }

    /// Appends `raw`, cleaned, to `into`.
    pub fn push(&mut self, raw: &str, into: &mut String) {
        let mut rest = raw;
        while !rest.is_empty() {
            let run = if self.keep_lines { 0 } else { plain_run(rest.as_bytes()) };
            if run > 0 {
                self.push_plain(&rest[..run], into);
                rest = &rest[run..];
                continue;
            }
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            rest = chars.as_str();
            self.push_char(c, rest, into);
        }
    }

    /// A run of graphic ASCII and single spaces.
    fn push_plain(&mut self, run: &str, into: &mut String) {
        let words = run.trim_start_matches(' ');
        self.gap |= words.len() < run.len();
        let words = words.trim_end_matches(' ');
        if !words.is_empty() {
            self.write_gap(into);
            into.push_str(words);
            (self.started, self.after_ascii, self.marks, self.flag, self.after_cr) =
                (true, true, 0, false, false);
            self.gap = run.ends_with(' ');
        }
    }

    fn write_gap(&mut self, into: &mut String) {
        if self.owes_space() {
            into.push(' ');
        }
        self.gap = false;
    }

    fn push_char(&mut self, c: char, rest: &str, into: &mut String) {
        if is_line_end(c) {
            let is_second_half = c == '\n' && self.after_cr;
            self.after_cr = c == '\r';
            if !is_second_half {
                self.line_end(into);
            }
            return;
        }
        self.after_cr = false;
        if is_space(c) {
            if self.keep_lines {
                into.push_str(if c == '\t' { "    " } else { " " });
            } else {
                self.gap = true;
            }
            return;
        }
        if is_dropped(c)
            || matches!(c, '\u{200c}' | '\u{200d}')
                && (self.gap
                    || self.after_ascii
                    || rest.chars().next().is_none_or(|next| next.is_ascii()))
        {
            return;
        }
        if ('\u{e0020}'..='\u{e007f}').contains(&c) {
            if self.flag {
                into.push(c);
            }
            return;
        }
        if unicode_width::UnicodeWidthChar::width(c) == Some(0) {
            self.marks = self.marks.saturating_add(1);
            if self.marks > MARKS_IN_A_ROW {
                return;
            }
        } else {
            self.marks = 0;
        }
        self.write_gap(into);
        into.push(c);
        (self.started, self.after_ascii, self.flag) = (true, c.is_ascii(), c == '\u{1f3f4}');
    }

    fn line_end(&mut self, into: &mut String) {
        if !self.keep_lines {
            self.gap = true;
            return;
        }
        let kept = into.trim_end_matches(' ').len();
        into.truncate(kept);
        if self.started {
            into.push('\n');
        }
    }
}

/// Cleans one block of text and appends it to `into`, without white space at its ends.
pub fn clean(raw: &str, keep_lines: bool, into: &mut String) {
    let from = into.len();
    let mut block = String::new();
    // Code may drop spaces that it has written, and those of `into` are not its own.
    let target = if keep_lines { &mut block } else { &mut *into };
    Cleaner::new(keep_lines).push(raw, target);
    if keep_lines {
        into.push_str(&block);
    }
    let kept = into[from..].trim_end().len();
    into.truncate(from + kept);
}

/// A single cleaned line: titles, names, messages that hold foreign words.
pub fn clean_line(raw: &str) -> String {
    let mut line = String::with_capacity(raw.len());
    clean(raw, false, &mut line);
    line
}

/// Cleaned words with their lines, those that nothing stands before too: notes, for one.
pub fn clean_lines(raw: &str) -> String {
    // A cleaner drops the line ends that nothing stands before.
    const BEFORE: &str = "x";
    let (mut clean, mut cleaner) = (String::with_capacity(raw.len() + 1), Cleaner::new(true));
    cleaner.push(BEFORE, &mut clean);
    cleaner.push(raw, &mut clean);
    clean.split_off(BEFORE.len())
}

/// Length of the run of graphic ASCII and single spaces that `bytes` begin with. Works on sixteen
/// bytes at once, which the compiler turns into one instruction or two each: most of the world's
/// text takes this way.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches the loop is done sixteen bytes at once"
)]
pub(super) fn plain_run(bytes: &[u8]) -> usize {
    const AT_ONCE: usize = 16;
    let mut at = 0;
    while at + AT_ONCE < bytes.len() {
        let (chunk, next) = (&bytes[at..at + AT_ONCE], &bytes[at + 1..=at + AT_ONCE]);
        let odd = chunk.iter().zip(next).fold(false, |odd, (byte, next)| {
            odd | !is_plain(*byte) | ((*byte == b' ') & (*next == b' '))
        });
        if odd {
            break;
        }
        at += AT_ONCE;
    }
    while at < bytes.len()
        && is_plain(bytes[at])
        && !(bytes[at] == b' ' && bytes.get(at + 1) == Some(&b' '))
    {
        at += 1;
    }
    at
}

#[inline]
fn is_plain(byte: u8) -> bool {
    byte.wrapping_sub(0x20) < 0x5f
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_space(c: char) -> bool {
    c == '\t' || c.is_whitespace() || matches!(c, '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e001f}')
        || (c as u32) & 0xfffe == 0xfffe
        || ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::{Cleaner, clean, clean_line, plain_run};

    #[test]
    fn white_space_becomes_single_spaces() {
        assert_eq!(clean_line("  a\r\n b\u{a0}\u{a0}c\t\u{2009}d \n"), "a b c d");
    }

    #[test]
    fn escape_sequences_lose_their_power_not_their_letters() {
        assert_eq!(clean_line("\x1b[31mred\x1b]52;c;eA==\x07 \u{9b}2Jx"), "[31mred]52;c;eA== 2Jx");
    }

    #[test]
    fn bidirectional_overrides_and_hidden_characters_go() {
        assert_eq!(clean_line("a\u{202e}b\u{2066}c\u{ad}d\u{200b}e\u{feff}f"), "abcdef");
    }

    #[test]
    fn joiners_stay_where_scripts_need_them() {
        assert_eq!(
            clean_line("👨\u{200d}👩 a\u{200d}b می\u{200c}خواهم"),
            "👨\u{200d}👩 ab می\u{200c}خواهم"
        );
    }

    #[test]
    fn a_tower_of_marks_is_cut_to_eight() {
        let tower = format!("Z{}", "\u{301}".repeat(50));
        assert_eq!(clean_line(&tower).chars().count(), 9);
    }

    #[test]
    fn code_keeps_its_lines_and_indents() {
        let mut code = String::new();
        clean("if x {\r\n\ty();  \r\n\r\n}\n\n", true, &mut code);
        assert_eq!(code, "if x {\n    y();\n\n}");
    }

    #[test]
    fn pieces_are_cleaned_as_the_whole_would_be() {
        let whole = "Ana  \r\n said:\u{a0}“Z\u{301}\u{301}” 👨\u{200d}👩 and \u{1f3f4}\u{e0067}\u{e0062} went; and a long plain line that takes more than sixteen bytes.";
        let mut pieces = String::new();
        let mut cleaner = Cleaner::new(false);
        for c in whole.chars() {
            // A joiner looks at what follows it, so it travels with that.
            cleaner.push(c.encode_utf8(&mut [0; 4]), &mut pieces);
        }
        assert_eq!(pieces.replace("👨👩", "👨\u{200d}👩"), clean_line(whole));
    }

    #[test]
    fn a_plain_run_ends_before_what_needs_care() {
        assert_eq!(plain_run(b"a b"), 3);
        assert_eq!(plain_run(b"a  b"), 1);
        assert_eq!(plain_run(b"0123456789abcdef0123\x1bx"), 20);
        assert_eq!(plain_run(b"0123456789abcde  f0123456789abcdef"), 15);
        assert_eq!(plain_run("0123456789abcdef é".as_bytes()), 17);
    }
}
