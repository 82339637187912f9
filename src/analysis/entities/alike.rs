//! How far two names of people are alike, by the names alone: initials, nicknames, spellings, order
//! of the words, numbers.

use super::form::{fold, title_of};
use super::lexicon::NICKNAMES;
use super::spelling::one_step;

/// Family names that stand first as often as last, with given names of one or two syllables behind
/// or before them: of these alone the order of a full name may change.
const FAMILY_FIRST: &[&str] = &[
    "ahn", "bae", "cao", "chan", "chang", "chen", "cheng", "cheung", "cho", "choi", "chung", "dai",
    "deng", "ding", "fan", "fang", "fu", "gao", "guo", "han", "he", "hong", "hu", "huang", "hwang",
    "jang", "jeong", "jiang", "jin", "jo", "jung", "kang", "kim", "kwon", "lee", "li", "liang",
    "lim", "lin", "liu", "lu", "luo", "ma", "min", "ng", "nguyen", "oh", "pak", "pan", "park",
    "peng", "pham", "qian", "ri", "ryu", "seo", "shin", "son", "song", "sun", "tan", "tang",
    "tran", "wang", "wei", "wong", "wu", "xi", "xie", "xu", "yan", "yang", "ye", "yi", "yoon",
    "you", "yu", "yuan", "yun", "zeng", "zhang", "zhao", "zheng", "zhou", "zhu",
];

/// How two names are alike, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same words.
    Same,
    /// The same words in another order: "Kim Min-jae", "Min-jae Kim".
    Order,
    /// One has more in between or behind: "Ana Ruiz", "Ana Maria Ruiz".
    Middle,
    /// Another spelling of the same sounds: "Zelensky", "Zelenskiy".
    Spelling,
    /// "A. Ruiz", "Ana Ruiz".
    Initials,
    /// "Bob Ruiz", "Robert Ruiz".
    Nickname,
    /// "Leo", "Leo XIV".
    Number,
    /// A surname alone: "Ruiz", "Ana Ruiz".
    Short,
}

/// A person's name as words that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    words: Vec<String>,
    /// "Jr." is 1, "Sr." 0, a Roman number from II on what it says.
    number: Option<u8>,
}

/// Longer names are no names of people: so many words of them count.
const WORDS: usize = 12;

impl PersonName {
    /// `None` where no word is left without titles.
    pub fn of(name: &str) -> Option<Self> {
        let mut pieces: Vec<&str> = name.split_whitespace().take(WORDS).collect();
        while pieces.len() > 1 && title_of(&fold(pieces[0])).is_some() {
            pieces.remove(0);
        }
        let number = pieces.last().filter(|_| pieces.len() > 1).and_then(|last| number(last));
        if number.is_some() {
            pieces.pop();
        }
        let words: Vec<String> = pieces
            .iter()
            .flat_map(|piece| piece.split(['-', '‐', '‑']))
            .flat_map(|piece| initials_apart(piece).unwrap_or_else(|| vec![fold(piece)]))
            .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
            .filter(|word| !word.is_empty())
            .take(WORDS)
            .collect();
        (!words.is_empty()).then_some(Self { words, number })
    }

    /// Whether it has more than a single word.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// How many of its words are no initials.
    pub fn whole_words(&self) -> usize {
        self.words.iter().filter(|word| word.chars().count() > 1).count()
    }

    /// Whether a number tells it from others: "Leo XIV".
    pub fn is_numbered(&self) -> bool {
        self.number.is_some()
    }

    fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    }

    /// Under what the name is kept so that every name that may be like it is found: its words
    /// without their order; the sound of its last word with the first letter; that sound alone.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = vec![format!("= {}", self.sorted().join(" "))];
        let families = std::iter::once(self.last()).chain(self.family_first());
        for family in families {
            let sound = sound(family);
            keys.push(format!("{} {sound}", if self.is_full() { '<' } else { '1' }));
            let given = if family == self.last() { self.first() } else { self.words[1].as_str() };
            if self.is_full() {
                keys.push(format!("{} {sound}", given.chars().next().unwrap_or('?')));
                keys.extend(long_initials(given).map(|initial| format!("{initial} {sound}")));
            }
        }
        keys
    }

    /// The keys under which names that may be like this one are kept.
    pub fn looks_up(&self) -> Vec<String> {
        let mut keys = self.keys();
        if self.is_full() {
            keys.retain(|key| !key.starts_with("< "));
            keys.push(format!("1 {}", sound(self.last())));
            keys.extend(self.family_first().map(|family| format!("1 {}", sound(family))));
        } else {
            keys.push(format!("< {}", sound(self.last())));
        }
        keys
    }

    fn family_first(&self) -> Option<&str> {
        let first = self.first();
        (self.is_full() && FAMILY_FIRST.contains(&first)).then_some(first)
    }
}

/// Whether two names are the same words in another order, of people whose family name may stand
/// first or last.
pub(super) fn may_turn(one: &[String], other: &[String]) -> bool {
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    let family =
        |words: &[String]| words.first().is_some_and(|w| FAMILY_FIRST.contains(&w.as_str()));
    one.len() == other.len()
        && one.len() > 1
        && (family(one) || family(other))
        && sorted(one) == sorted(other)
}

/// The first letters of the names that a nickname stands for.
fn long_initials(given: &str) -> impl Iterator<Item = char> {
    let own = given.chars().next();
    let mut letters: Vec<char> = NICKNAMES
        .get(given)
        .into_iter()
        .flat_map(|names| names.split(','))
        .filter_map(|name| name.chars().next())
        .filter(|letter| Some(*letter) != own)
        .collect();
    letters.dedup();
    letters.into_iter()
}

/// "J.K." as its letters.
fn initials_apart(piece: &str) -> Option<Vec<String>> {
    let letters: Vec<&str> = piece.split('.').filter(|part| !part.is_empty()).collect();
    (piece.contains('.') && letters.len() > 1 && letters.iter().all(|l| l.chars().count() == 1))
        .then(|| letters.into_iter().map(fold).collect())
}

fn number(word: &str) -> Option<u8> {
    let word = word.trim_matches([',', '.']);
    if word.eq_ignore_ascii_case("jr") {
        return Some(1);
    }
    if word.eq_ignore_ascii_case("sr") {
        return Some(0);
    }
    let value = |c: char| {
        Some(match c {
            'I' => 1i16,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            _ => return None,
        })
    };
    let values = word.chars().map(value).collect::<Option<Vec<i16>>>()?;
    if !(2..=8).contains(&values.len()) {
        return None;
    }
    let sum = (0..values.len()).fold(0, |sum, at| {
        let smaller = values.get(at + 1).is_some_and(|next| *next > values[at]);
        sum + if smaller { -values[at] } else { values[at] }
    });
    u8::try_from(sum).ok().filter(|sum| *sum > 1)
}

/// How two names are alike; `None` where they are two people's.
pub fn likeness(one: &PersonName, other: &PersonName) -> Option<Likeness> {
    let numbers = match (one.number, other.number) {
        (Some(a), Some(b)) if a != b => return None,
        (a, b) => a == b,
    };
    let alike = words_alike(one, other)?;
    Some(if numbers { alike } else { alike.max(Likeness::Number) })
}

fn words_alike(one: &PersonName, other: &PersonName) -> Option<Likeness> {
    if one.words == other.words {
        return Some(Likeness::Same);
    }
    let (long, short) =
        if one.words.len() >= other.words.len() { (one, other) } else { (other, one) };
    match (long.is_full(), short.is_full()) {
        (false, _) => sounds_alike(long.last(), short.last()).then_some(Likeness::Spelling),
        (true, false) => {
            let bears = |word: &str| word == short.last() || sounds_alike(word, short.last());
            let surname = bears(long.last()) || long.family_first().is_some_and(bears);
            surname.then_some(Likeness::Short)
        }
        (true, true) => full_names(long, short),
    }
}

fn full_names(long: &PersonName, short: &PersonName) -> Option<Likeness> {
    if long.sorted() == short.sorted() {
        return may_turn(&long.words, &short.words).then_some(Likeness::Order);
    }
    if long.words.starts_with(&short.words) {
        return Some(Likeness::Middle);
    }
    let surname = if long.last() == short.last() {
        Likeness::Same
    } else if sounds_alike(long.last(), short.last()) {
        Likeness::Spelling
    } else {
        return None;
    };
    let given = given_alike(long.first(), short.first())?;
    let inner = |name: &PersonName| name.words[1..name.words.len() - 1].to_vec();
    let (long_inner, short_inner) = (inner(long), inner(short));
    // Middle names agree as far as both have them, whole or as initials.
    for (a, b) in long_inner.iter().zip(&short_inner) {
        given_alike(a, b)?;
    }
    let middle =
        if long_inner.len() == short_inner.len() { Likeness::Same } else { Likeness::Middle };
    Some(surname.max(given).max(middle))
}

fn given_alike(a: &str, b: &str) -> Option<Likeness> {
    if a == b {
        return Some(Likeness::Same);
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if initial(a, b) || initial(b, a) {
        return Some(Likeness::Initials);
    }
    let nick = |short: &str, long: &str| {
        NICKNAMES
            .get(short)
            .is_some_and(|names| names.split(',').any(|name| sound(name) == sound(long)))
    };
    if nick(a, b) || nick(b, a) || is_cut(a, b) || is_cut(b, a) {
        return Some(Likeness::Nickname);
    }
    sounds_alike(a, b).then_some(Likeness::Spelling)
}

/// Whether one given name is the beginning of the other, with an ending of endearment or without:
/// "Gaby", "Gabriela".
fn is_cut(short: &str, long: &str) -> bool {
    let stem = ["ie", "y", "i"].iter().find_map(|end| short.strip_suffix(end)).unwrap_or(short);
    stem.chars().count() >= 3 && long.starts_with(stem) && long.len() > short.len()
}

/// Whether two words are spellings of one: the same sounds, or a slip inside a long word.
fn sounds_alike(a: &str, b: &str) -> bool {
    if a.chars().count().min(b.chars().count()) < 4 {
        return false;
    }
    if sound(a) == sound(b) {
        return true;
    }
    // The ends of names tell people apart: "Petrov" and "Petrova", "Hansen" and "Hanson".
    let end = |word: &str| word.chars().rev().take(3).collect::<String>();
    a.len().min(b.len()) >= 7
        && end(a) == end(b)
        && a.chars().next() == b.chars().next()
        && one_step(a, b)
}

/// A word by its sounds, so that the ways in which names of other alphabets are spelled with Latin
/// letters come to one.
fn sound(word: &str) -> String {
    const TURNS: [(&str, &str); 21] = [
        ("shch", "sh"),
        ("sch", "sh"),
        ("tch", "ch"),
        ("ph", "f"),
        ("ck", "k"),
        ("kh", "k"),
        ("dh", "d"),
        ("gh", "g"),
        ("th", "t"),
        ("zh", "s"),
        ("tz", "s"),
        ("ts", "s"),
        ("oo", "u"),
        ("ou", "u"),
        ("ee", "i"),
        ("ie", "i"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("x", "ks"),
        ("q", "k"),
    ];
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let turned = TURNS.iter().find(|(from, _)| rest.starts_with(from));
        let (from, to) = match turned {
            Some((from, to)) => (from.len(), *to),
            None => (
                first.len_utf8(),
                match first {
                    'w' => "v",
                    'j' | 'y' => "i",
                    'z' => "s",
                    'e' => "a",
                    'o' => "u",
                    _ => &rest[..first.len_utf8()],
                },
            ),
        };
        for c in to.chars() {
            let c = match c {
                'e' => 'a',
                'o' => 'u',
                c => c,
            };
            if !sounds.ends_with(c) {
                sounds.push(c);
            }
        }
        rest = &rest[from..];
    }
    sounds
}

#[cfg(test)]
mod tests {
    use super::{Likeness, PersonName, likeness};

    fn alike(one: &str, other: &str) -> Option<Likeness> {
        let (one, other) =
            (PersonName::of(one).expect("a name"), PersonName::of(other).expect("a name"));
        assert_eq!(likeness(&one, &other), likeness(&other, &one));
        let found = likeness(&one, &other);
        if found.is_some() {
            let kept = one.keys();
            assert!(
                other.looks_up().iter().any(|key| kept.contains(key)),
                "{one:?} is found by {other:?}"
            );
        }
        found
    }

    #[test]
    fn forms_of_one_name_are_told() {
        assert_eq!(alike("Karin Holm", "Karin Holm"), Some(Likeness::Same));
        assert_eq!(alike("Seo Ha-yun", "Ha-yun Seo"), Some(Likeness::Order));
        assert_eq!(alike("Karin Maria Holm", "Karin Holm"), Some(Likeness::Middle));
        assert_eq!(alike("Oleh Barinskyy", "Oleh Barinskiy"), Some(Likeness::Spelling));
        assert_eq!(alike("K. Holm", "Karin Holm"), Some(Likeness::Initials));
        assert_eq!(alike("J.P. Holm", "Jan Peter Holm"), Some(Likeness::Initials));
        assert_eq!(alike("Ted Holm", "Edward Holm"), Some(Likeness::Nickname));
        assert_eq!(alike("Magnus", "Magnus VI"), Some(Likeness::Number));
        assert_eq!(alike("Dr. Holm", "Karin Holm"), Some(Likeness::Short));
    }

    #[test]
    fn names_of_two_people_are_not_alike() {
        for (one, other) in [
            ("Karin Holm", "Peter Holm"),
            ("Karin A. Holm", "Karin B. Holm"),
            ("Magnus VI", "Magnus VII"),
            ("Lars Holm Jr.", "Lars Holm Sr."),
            ("Peter James", "James Peter"),
            ("Irina Petrova", "Irina Petrov"),
            ("Maria Hansen", "Maria Hanson"),
            ("Karin", "Karin Holm"),
            ("K. Holm", "Peter Holm"),
        ] {
            assert_eq!(alike(one, other), None, "{one} · {other}");
        }
    }
}
