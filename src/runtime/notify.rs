//! Notifications of the terminal: OSC 777 where it is known to be understood, else OSC 9.

use crate::text::clean_line;

/// The sequence that makes the terminal tell a line outside its window; nothing in the line ends or
/// begins another.
pub(crate) fn notification(words: &str) -> String {
    let get = |name: &str| std::env::var(name).unwrap_or_default();
    sequence(words, &get("TERM"), !get("VTE_VERSION").is_empty())
}

fn sequence(words: &str, term: &str, is_vte: bool) -> String {
    let line: String = clean_line(words).chars().filter(|c| !c.is_control()).take(200).collect();
    match term {
        "" | "dumb" | "linux" => String::new(),
        _ if is_vte || term.starts_with("rxvt") || term.starts_with("foot") => {
            format!("\x1b]777;notify;Dateline;{}\x1b\\", line.replace(';', ","))
        }
        _ => format!("\x1b]9;{line}\x1b\\"),
    }
}

#[cfg(test)]
mod tests {
    use super::sequence;

    #[test]
    fn a_line_becomes_one_sequence_whatever_is_in_it() {
        assert_eq!(sequence("Ferries: 3 new", "xterm", false), "\x1b]9;Ferries: 3 new\x1b\\");
        assert_eq!(sequence("a; b", "foot", false), "\x1b]777;notify;Dateline;a, b\x1b\\");
        let told = sequence("a\x1b\\\x07\n\u{9c}b", "xterm", false);
        assert_eq!(told.matches('\x1b').count(), 2, "{told:?}");
        assert!(!told.contains(['\x07', '\n', '\u{9c}']), "{told:?}");
        assert!(sequence("a", "dumb", false).is_empty());
        assert!(sequence(&"x".repeat(1 << 20), "xterm", false).len() < 250);
    }
}
