//! Who wrote something, as feeds say it: a name, a mail address, both, or markup around a name.

use super::value::{Form, line, literal};
use crate::text::clean_line;

/// No more are kept of one item.
const MOST: usize = 200;
/// Bytes; what is longer is no name.
const LONGEST: usize = 200;

/// How well a place in a feed is known to name who wrote an item, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// An element for it: `author`, `dc:creator`, `authors`.
    Author,
    /// A podcast's people: mostly the name of the show.
    Show,
    /// A mail address without a name.
    Mail,
    /// Of the feed that the item was taken from (RFC 4287, section 4.2.1).
    Source,
}

/// The names that an item or a feed was given, those of each standing apart.
#[derive(Default, Debug)]
pub(super) struct Authors([Vec<String>; 4]);

impl Authors {
    /// Adds who the inside of an element names. What names nobody adds nothing.
    pub(super) fn add(&mut self, standing: Standing, raw: &str) {
        let Some((name, is_mail)) = named(raw) else { return };
        let standing = if is_mail { Standing::Mail } else { standing };
        let names = &mut self.0[standing as usize];
        if names.len() < MOST && !names.iter().any(|other| is_same(other, &name)) {
            names.push(name);
        }
    }

    /// Those of the best standing.
    pub(super) fn best(self) -> Vec<String> {
        self.0.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// The name in "ana@a.example (Ana Ruiz)", "Ana Ruiz <ana@a.example>", "By <b>Ana Ruiz</b>"; else
/// the
/// mail address itself, and that it is one. An address of the web names nobody.
fn named(raw: &str) -> Option<(String, bool)> {
    let text = clean_line(&literal(raw));
    let parted = parted(&text, '(', ')').or_else(|| parted(&text, '<', '>'));
    let name = match parted {
        Some(("", mail)) => mail.to_owned(),
        Some((name, _)) => clean_line(&crate::input::markup::decode(name)),
        None => line(raw, Form::Html)?,
    };
    let name = name.trim_matches(['"', ' ', ',', ';']);
    let name = match name.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => name[3..].trim_start(),
        _ => name,
    };
    if name.is_empty() || name.len() > LONGEST || name.contains("://") {
        return None;
    }
    let name = name.strip_prefix("mailto:").unwrap_or(name);
    Some((name.to_owned(), is_mail(name)))
}

/// Name and mail address, one of them in brackets, whichever comes first.
fn parted(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (before, rest) = text.split_once(open)?;
    let (inside, _) = rest.split_once(close).unwrap_or((rest, ""));
    let (before, inside) = (before.trim(), inside.trim());
    match (is_mail(before), is_mail(inside)) {
        (true, _) => Some((inside, before)),
        (false, true) => Some((before, inside)),
        _ => None,
    }
}

fn is_mail(text: &str) -> bool {
    text.contains('@') && !text.starts_with('@') && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{Authors, Standing};

    fn of(all: &[(Standing, &str)]) -> Vec<String> {
        let mut authors = Authors::default();
        for (standing, raw) in all {
            authors.add(*standing, raw);
        }
        authors.best()
    }

    #[test]
    fn a_name_is_found_beside_its_address_and_inside_markup() {
        for (raw, name) in [
            ("ana@a.example (Ana Ruiz)", "Ana Ruiz"),
            ("Ana Ruiz (ana@a.example)", "Ana Ruiz"),
            ("Ana Ruiz &lt;ana@a.example&gt;", "Ana Ruiz"),
            ("<![CDATA[<a href=\"/ana\">Ana Ruiz</a>]]>", "Ana Ruiz"),
            ("By Ana &amp;amp; Bo", "Ana & Bo"),
            ("Ana Ruiz (Lima)", "Ana Ruiz (Lima)"),
            ("ana@a.example", "ana@a.example"),
            ("&lt;ana@a.example&gt;", "ana@a.example"),
            ("@ana", "@ana"),
        ] {
            assert_eq!(of(&[(Standing::Author, raw)]), [name], "{raw}");
        }
        assert!(
            of(&[(Standing::Author, "https://a.example/ana"), (Standing::Author, " ")]).is_empty()
        );
    }

    #[test]
    fn each_counts_once_and_the_better_places_alone() {
        let names = of(&[
            (Standing::Show, "The Show"),
            (Standing::Author, "desk@a.example"),
            (Standing::Author, "Ana Ruiz"),
            (Standing::Author, "ANA RUIZ"),
            (Standing::Author, "Bo Lind"),
        ]);
        assert_eq!(names, ["Ana Ruiz", "Bo Lind"]);
        assert_eq!(of(&[(Standing::Author, "a@b.example"), (Standing::Show, "Show")]), ["Show"]);
    }
}
