//! What becomes of odd characters when text comes in. This happens once, here, and never again.
//!
//! | character | becomes |
//! |---|---|
//! | CR LF, CR, VT, FF, NEL, U+2028, U+2029 | a line end |
//! | tab, no-break and all other spaces | a space; runs of them one space (kept in code) |
//! | other control characters (C0, DEL, C1) | nothing: what followed an ESC stays as harmless letters |
//! | bidirectional marks, embeddings, overrides, isolates | nothing |
//! | soft hyphen, zero-width space, word joiner, byte order mark | nothing |
//! | zero-width joiner and non-joiner | kept between letters or emoji that are not ASCII, else nothing |
//! | variation selectors, combining marks | kept, up to eight in a row |
//! | tag characters, interlinear annotation, non-characters | nothing, but tags after a black flag stay |

/// Marks in a row that one letter may carry; more are a way to paint over the lines above.
const MARKS_IN_A_ROW: usize = 8;

/// Cleans one block of text and appends it to `into`. With `keep_lines` line ends, indents and tabs (as four spaces in
/// code) survive; without, all white space becomes single spaces. White space at both ends goes.
pub fn clean(raw: &str, keep_lines: bool, into: &mut String) {
    let from = into.len();
    let mut pending_space = false;
    let mut marks = 0;
    let mut chars = raw.chars().peekable();
    let mut flag = false;
    while let Some(c) = chars.next() {
        if c.is_ascii_graphic() {
            if pending_space && into.len() > from {
                into.push(' ');
            }
            pending_space = false;
            into.push(c);
            (marks, flag) = (0, false);
            continue;
        }
        if is_line_end(c) {
            if c == '\r' && chars.peek() == Some(&'\n') {
                continue;
            }
            if keep_lines {
                trim_end(into, from);
                if into.len() > from {
                    into.push('\n');
                }
                pending_space = false;
            } else {
                pending_space = true;
            }
            continue;
        }
        if is_space(c) {
            if keep_lines {
                into.push_str(if c == '\t' { "    " } else { " " });
            } else {
                pending_space = true;
            }
            continue;
        }
        if is_dropped(c) {
            continue;
        }
        if matches!(c, '\u{200c}' | '\u{200d}') {
            let before = into[from..].chars().next_back().is_some_and(|b| !b.is_ascii());
            if pending_space || !before || chars.peek().is_none_or(char::is_ascii) {
                continue;
            }
        }
        if ('\u{e0020}'..='\u{e007f}').contains(&c) {
            if flag {
                into.push(c);
            }
            continue;
        }
        if unicode_width::UnicodeWidthChar::width(c) == Some(0) {
            marks += 1;
            if marks > MARKS_IN_A_ROW {
                continue;
            }
        } else {
            marks = 0;
        }
        flag = c == '\u{1f3f4}';
        if pending_space && into.len() > from {
            into.push(' ');
        }
        pending_space = false;
        into.push(c);
    }
    trim_end(into, from);
}

/// A single cleaned line: titles, names, messages that hold foreign words.
pub fn clean_line(raw: &str) -> String {
    let mut line = String::with_capacity(raw.len());
    clean(raw, false, &mut line);
    line
}

fn trim_end(into: &mut String, from: usize) {
    let keep = into[from..].trim_end().len();
    into.truncate(from + keep);
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
    use super::{clean, clean_line};

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
        assert_eq!(clean_line("👨\u{200d}👩 a\u{200d}b می\u{200c}خواهم"), "👨\u{200d}👩 ab می\u{200c}خواهم");
    }

    #[test]
    fn a_tower_of_marks_is_cut_to_eight() {
        let tower = format!("Z{}", "\u{301}".repeat(50));
        assert_eq!(clean_line(&tower).chars().count(), 9);
    }

    #[test]
    fn code_keeps_its_lines_and_indents() {
        let mut code = String::new();
        clean("if x {\r\n\ty();  \r\n}\n\n", true, &mut code);
        assert_eq!(code, "if x {\n    y();\n}");
    }
}
