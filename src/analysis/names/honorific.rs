//! Names that a form of address stands before or in: they are people's, and begin behind it.

use super::found::{Found, Text};
use super::lexicon::listed;
use super::words::Case;
use crate::annotation::EntityKind::{Event, Organization, Person, Work};

/// Forms of address that stand before people's names alone, in small letters, sorted.
const ADDRESS: &[&str] = &[
    "alhaja",
    "alhaji",
    "archbishop",
    "attorney",
    "baroness",
    "bishop",
    "cllr",
    "commissioner",
    "constable",
    "corporator",
    "councillor",
    "dame",
    "detective",
    "dr",
    "garda",
    "hon",
    "inspector",
    "justice",
    "lady",
    "lieutenant",
    "lord",
    "magistrate",
    "mec",
    "miss",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "prophet",
    "rep",
    "rev",
    "sen",
    "senator",
    "sergeant",
    "sheriff",
    "shri",
    "shrimati",
    "sir",
    "smt",
    "sri",
    "superintendent",
    "taoiseach",
    "tánaiste",
];

/// Letters behind a name that say what somebody has become.
pub(super) const LETTERS: &[&str] = &["KC", "MBE", "MD", "MP", "MSP", "OBE", "QC", "SC", "TD"];

/// Makes people of the names that are addressed, and takes address and letters away from them.
pub(super) fn settle(found: &mut [Found], text: &Text) {
    for name in found.iter_mut() {
        if matches!(name.kind, Event | Work) {
            continue;
        }
        let inside = (name.start..name.end - 1).take_while(|&at| is_address(at, text)).count();
        let before = name.start > text.sentence_start(name.start)
            && (is_address(name.start - 1, text)
                || text.of(name.start - 1) == "."
                    && name.start > 1
                    && is_address(name.start - 2, text));
        let first = name.start + inside;
        if (inside > 0 || before) && is_of_somebody(first, name.end, text) {
            name.kind = Person;
            name.start = first;
        }
        while name.kind == Person
            && name.len() > 2
            && LETTERS.contains(&text.of(name.end - 1).trim_end_matches('.'))
        {
            name.end -= 1;
            name.end -= usize::from(text.of(name.end - 1) == ",");
        }
    }
    short_bodies(found, text);
}

fn is_address(token: usize, text: &Text) -> bool {
    // "District Attorney Ana Ruiz"
    if text.of(token) == "District" && token + 1 < text.words.len() {
        return matches!(text.of(token + 1), "Attorney" | "Magistrate" | "Judge" | "Collector");
    }
    let word = text.of(token).trim_end_matches('.');
    word.starts_with(char::is_uppercase)
        && ADDRESS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Whether the words could be a person's: no kind of body or place among them.
fn is_of_somebody(start: usize, end: usize, text: &Text) -> bool {
    const NO_PERSON: u16 = listed::ORGANIZATION_WORD | listed::PLACE_WORD | listed::EVENT_WORD;
    start < end
        && text.words[start].is_capital()
        && text.words[start..end].iter().all(|word| word.listed & NO_PERSON == 0)
}

/// "Hartwell" where "Hartwell Taverns plc" stands in the article and nobody is called Hartwell: the
/// body.
fn short_bodies(found: &mut [Found], text: &Text) {
    let of = |kind, found: &[Found]| -> Vec<u32> {
        found
            .iter()
            .filter(|name| name.kind == kind && name.len() > 1)
            .flat_map(|name| {
                let last = if kind == Person { name.end } else { name.start + 1 };
                text.words[name.start..last].iter().map(|word| word.hash)
            })
            .collect()
    };
    let (mut bodies, mut people) = (of(Organization, found), of(Person, found));
    bodies.sort_unstable();
    people.sort_unstable();
    for name in found.iter_mut().filter(|name| name.kind == Person && name.len() == 1) {
        let word = text.words[name.start];
        let addressed = name.start > text.sentence_start(name.start)
            && text.words[name.start - 1].listed & (listed::TITLE | listed::GIVEN) != 0;
        if word.case != Case::None
            && !addressed
            && bodies.binary_search(&word.hash).is_ok()
            && people.binary_search(&word.hash).is_err()
        {
            name.kind = Organization;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ADDRESS;

    #[test]
    fn the_list_is_sorted() {
        assert!(ADDRESS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
