//! A name as words that can be compared: without titles, articles, "'s", marks over letters, and
//! case.

use super::lexicon::TITLES;
use crate::annotation::EntityKind;
use crate::text::{Document, Span};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gender {
    Male,
    Female,
}

impl Gender {
    pub fn of_code(code: &str) -> Option<Self> {
        match code.as_bytes().first() {
            Some(b'm') => Some(Self::Male),
            Some(b'f') => Some(Self::Female),
            _ => None,
        }
    }
}

/// What the words before a name say of it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Title {
    pub gender: Option<Gender>,
    /// "Sir", "Prince": a given name follows.
    pub given: bool,
    /// "Mrs.", "Senator": a single word that follows is a surname.
    pub surname: bool,
}

/// One name at one place.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Folded words; at least one.
    pub words: Vec<String>,
    /// Where the name proper stands, without titles and "'s".
    pub span: Span,
    pub title: Title,
    /// "Jr.", "III": what tells father and son apart.
    pub suffix: Option<&'static str>,
    /// "the Clintons"
    pub family: bool,
    /// Every letter a capital: an acronym, or a headline that shouts.
    pub capitals: bool,
    /// "the" stands before or in it.
    pub article: bool,
}

impl Form {
    /// `None` where nothing is left that could be a name.
    pub(super) fn of(document: &Document, span: Span, kind: EntityKind) -> Option<Self> {
        let text = document.text();
        let person = kind == EntityKind::Person;
        let mut pieces = pieces(text, span);
        let before = &text[floor(text, span.start() as usize, 40)..span.start() as usize];
        let mut article = last_word(before).is_some_and(|word| word.eq_ignore_ascii_case("the"));
        if pieces.len() > 1 && fold(&text[pieces[0].range()]) == "the" {
            pieces.remove(0);
            article = true;
        }
        let mut title = if person { title_before(before) } else { Title::default() };
        if person {
            while let Some((found, length)) = leading_title(text, &pieces) {
                title = Title {
                    gender: title.gender.or(found.gender),
                    given: found.given,
                    surname: found.surname,
                };
                pieces.drain(..length);
            }
        }
        let suffix = if person && pieces.len() > 1 {
            pieces.last().and_then(|last| generation(&text[last.range()]))
        } else {
            None
        };
        let (first, last) = (*pieces.first()?, *pieces.last()?);
        if suffix.is_some() {
            pieces.pop();
        }
        let words: Vec<String> =
            pieces.iter().flat_map(|piece| split_word(&text[piece.range()], person)).collect();
        let span = first.cover(last);
        let shown = &text[span.range()];
        let capitals = shown.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !shown.chars().any(char::is_lowercase);
        let family =
            person && article && words.len() == 1 && words[0].len() > 3 && words[0].ends_with('s');
        (!words.is_empty()).then_some(Self {
            words,
            span,
            title,
            suffix,
            family,
            capitals,
            article,
        })
    }

    pub(super) fn key(&self) -> String {
        self.words.join(" ")
    }
}

/// The words of the name, each trimmed of marks at its ends and of "'s".
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start() as usize;
    for piece in text[span.range()].split_inclusive(|c: char| {
        c.is_whitespace() || matches!(c, '/' | ',' | '(' | ')' | '"' | '“' | '”')
    }) {
        let trimmed = trim(piece);
        if !trimmed.is_empty() {
            let at = start + (trimmed.as_ptr() as usize - piece.as_ptr() as usize);
            pieces.push(Span::from_usize(at, at + trimmed.len()));
        }
        start += piece.len();
    }
    pieces
}

fn trim(piece: &str) -> &str {
    let outer = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '&' | '+' | '!');
    let mut word = piece.trim_matches(outer).trim_start_matches('.');
    for tail in ["'s", "’s", "'S", "’S"] {
        word = word.strip_suffix(tail).unwrap_or(word);
    }
    let stops = word.matches('.').count();
    if stops == 1 && word.chars().count() > 5 { word.trim_end_matches('.') } else { word }
}

/// The title at the start of the pieces and how many of them it takes; never all of them.
fn leading_title(text: &str, pieces: &[Span]) -> Option<(Title, usize)> {
    (1..=3.min(pieces.len().saturating_sub(1))).rev().find_map(|length| {
        let words = pieces[..length]
            .iter()
            .map(|piece| fold(&text[piece.range()]))
            .collect::<Vec<_>>()
            .join(" ");
        title_of(&words).map(|title| (title, length))
    })
}

/// The title that ends right before a name: the longest of up to three words.
fn title_before(before: &str) -> Title {
    let mut words: Vec<String> = Vec::new();
    let mut found = Title::default();
    let mut rest = before;
    for _ in 0..3 {
        let Some(word) = last_word(rest) else { break };
        if word.len() > 24 {
            break;
        }
        words.insert(0, fold(word.trim_end_matches('.')));
        if let Some(title) = title_of(&words.join(" ")) {
            found = title;
        }
        rest = &rest[..word.as_ptr() as usize - rest.as_ptr() as usize];
    }
    found
}

pub(super) fn title_of(words: &str) -> Option<Title> {
    let code = TITLES.get(words)?;
    Some(Title {
        gender: Gender::of_code(code),
        given: code.ends_with('g'),
        surname: code.ends_with('s'),
    })
}

/// The word that ends `text`, where only spaces and one stop stand between.
fn last_word(text: &str) -> Option<&str> {
    let body = text.strip_suffix([' ', '\u{a0}'])?.trim_end_matches([' ', '\u{a0}']);
    let stem = body.strip_suffix('.').unwrap_or(body);
    let start = stem
        .char_indices()
        .rev()
        .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '-' | '.'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    (start < stem.len()).then(|| &body[start..])
}

/// The largest boundary at least `back` bytes before `at`.
fn floor(text: &str, at: usize, back: usize) -> usize {
    let mut start = at.saturating_sub(back);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start
}

fn generation(word: &str) -> Option<&'static str> {
    ["jr", "sr", "ii", "iii", "iv"]
        .into_iter()
        .find(|s| word.trim_end_matches('.').eq_ignore_ascii_case(s))
}

/// The folded parts of one written word; hyphens part the words of people's names ("Jong-un", "Jong
/// Un").
fn split_word(word: &str, person: bool) -> Vec<String> {
    let parts = if person { word.split(['-', '‐', '‑']).collect() } else { vec![word] };
    parts.into_iter().map(fold).filter(|part| !part.is_empty()).collect()
}

/// Lower case, without stops, apostrophes and the commoner marks over Latin letters.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .bytes()
            .filter(|b| !matches!(b, b'.' | b'\''))
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
    }
    word.chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’' | '‘' | 'ʼ'))
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}

fn plain(c: char) -> char {
    const MARKED: [(char, &str); 16] = [
        ('a', "àáâãäåāăą"),
        ('c', "çćčċ"),
        ('d', "ďđð"),
        ('e', "èéêëēėęě"),
        ('g', "ğģ"),
        ('i', "ìíîïīįı"),
        ('l', "ļľł"),
        ('n', "ñńņň"),
        ('o', "òóôõöøōő"),
        ('r', "ŕř"),
        ('s', "śşšș"),
        ('t', "ťţț"),
        ('u', "ùúûüūůűų"),
        ('y', "ýÿ"),
        ('z', "źżž"),
        ('-', "‐‑"),
    ];
    if c.is_ascii() {
        return c;
    }
    MARKED.iter().find(|(_, marked)| marked.contains(c)).map_or(c, |&(plain, _)| plain)
}

#[cfg(test)]
mod tests {
    use super::{Form, Gender};
    use crate::annotation::EntityKind;
    use crate::text::{Document, Span};

    fn form(text: &str, name: &str) -> Form {
        let at = text.find(name).expect("the name stands in the text");
        Form::of(
            &Document::verbatim(text.into()),
            Span::from_usize(at, at + name.len()),
            EntityKind::Person,
        )
        .expect("a form")
    }

    #[test]
    fn titles_and_genitives_are_no_part_of_a_name() {
        let text = "Mr. José Peña-Ruiz’s car";
        let found = form(text, "Mr. José Peña-Ruiz’s");
        assert_eq!(found.words, ["jose", "pena", "ruiz"]);
        assert_eq!(&text[found.span.range()], "José Peña-Ruiz");
        assert_eq!(found.title.gender, Some(Gender::Male));
    }

    #[test]
    fn a_title_before_the_name_tells_gender_and_surname() {
        let found = form("said Mrs. Ruiz", "Ruiz");
        assert!(found.title.surname);
        assert_eq!(found.title.gender, Some(Gender::Female));
        assert!(form("the Secretary of State Ruiz", "Ruiz").title.surname);
        assert!(form("met Prince Carl", "Carl").title.given);
    }

    #[test]
    fn the_generation_stands_apart() {
        assert_eq!(form("Cal Ruiz Jr. won", "Cal Ruiz Jr.").suffix, Some("jr"));
    }
}
