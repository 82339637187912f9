//! What kind of source the words beside a quotation name, and whether it can speak at all.

use std::ops::Range;

use super::words::{Class, Words};
use crate::analysis::entities::{self, Gender};
use crate::analysis::syntax::{Penn, Pos};
use crate::annotation::{EntityKind, SourceKind};

/// Nouns for texts, in the singular, sorted.
const DOCUMENTS: &[&str] = &[
    "act",
    "ad",
    "advertisement",
    "advisory",
    "affidavit",
    "agreement",
    "analysis",
    "article",
    "assessment",
    "audit",
    "ballad",
    "bill",
    "biography",
    "blog",
    "book",
    "brief",
    "briefing",
    "bulletin",
    "caption",
    "census",
    "chapter",
    "charter",
    "code",
    "column",
    "communique",
    "communiqué",
    "complaint",
    "constitution",
    "contract",
    "copy",
    "data",
    "decree",
    "diary",
    "dispatch",
    "document",
    "dossier",
    "draft",
    "editorial",
    "email",
    "essay",
    "evidence",
    "figure",
    "filing",
    "finding",
    "forecast",
    "guideline",
    "headline",
    "indictment",
    "inscription",
    "label",
    "law",
    "lawsuit",
    "leaflet",
    "letter",
    "log",
    "manifesto",
    "manual",
    "memo",
    "memoir",
    "memorandum",
    "message",
    "minute",
    "motion",
    "note",
    "notice",
    "obituary",
    "opinion",
    "order",
    "page",
    "paper",
    "petition",
    "plaque",
    "platform",
    "play",
    "poll",
    "post",
    "poster",
    "product",
    "projection",
    "proposal",
    "prospectus",
    "questionnaire",
    "record",
    "regulation",
    "release",
    "report",
    "research",
    "resolution",
    "result",
    "review",
    "rule",
    "ruling",
    "screenshot",
    "script",
    "sheet",
    "sign",
    "site",
    "song",
    "statement",
    "statistic",
    "statute",
    "story",
    "study",
    "subpoena",
    "suit",
    "summary",
    "survey",
    "table",
    "text",
    "textbook",
    "transcript",
    "treaty",
    "tweet",
    "verdict",
    "video",
    "warrant",
    "webpage",
    "website",
    "will",
    "wire",
];

/// Nouns for bodies that speak as one, in the singular, sorted.
const BODIES: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "airline",
    "airport",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "body",
    "brewery",
    "brigade",
    "broadcaster",
    "bureau",
    "business",
    "cabinet",
    "camp",
    "campaign",
    "carmaker",
    "center",
    "centre",
    "chain",
    "chamber",
    "channel",
    "charity",
    "church",
    "city",
    "claimant",
    "clinic",
    "club",
    "coalition",
    "college",
    "command",
    "commission",
    "committee",
    "community",
    "company",
    "congress",
    "consortium",
    "corporation",
    "council",
    "country",
    "county",
    "court",
    "crown",
    "daily",
    "defence",
    "defense",
    "department",
    "developer",
    "diocese",
    "division",
    "embassy",
    "factory",
    "federation",
    "festival",
    "firm",
    "force",
    "forum",
    "foundation",
    "fund",
    "giant",
    "government",
    "group",
    "hospital",
    "hotel",
    "household",
    "industry",
    "institute",
    "institution",
    "journal",
    "jury",
    "kingdom",
    "league",
    "library",
    "magazine",
    "maker",
    "management",
    "manufacturer",
    "media",
    "militia",
    "ministry",
    "movement",
    "museum",
    "nation",
    "navy",
    "network",
    "newspaper",
    "ngo",
    "office",
    "opposition",
    "orchestra",
    "organisation",
    "organization",
    "outlet",
    "palace",
    "panel",
    "paper",
    "parliament",
    "party",
    "plant",
    "police",
    "port",
    "prosecution",
    "publication",
    "publisher",
    "regime",
    "regulator",
    "restaurant",
    "retailer",
    "school",
    "senate",
    "service",
    "shop",
    "side",
    "society",
    "staff",
    "startup",
    "state",
    "station",
    "store",
    "studio",
    "supplier",
    "team",
    "theatre",
    "town",
    "tribunal",
    "union",
    "unit",
    "university",
    "utility",
    "watch",
    "watchdog",
    "zoo",
];

/// Nouns that mean several people though they are no plural, sorted.
const PEOPLE: &[&str] = &[
    "audience", "couple", "crowd", "duo", "family", "folk", "folks", "majority", "minority",
    "pair", "people", "police", "public", "trio",
];

/// The kind of the source that the tokens `speaker` name; `entity` is what they were led to.
pub(super) fn of(
    words: &Words,
    speaker: Option<&Range<usize>>,
    entity: Option<EntityKind>,
) -> SourceKind {
    let Some(speaker) = speaker else { return SourceKind::None };
    match entity {
        Some(EntityKind::Person) => return SourceKind::Person,
        Some(EntityKind::Organization | EntityKind::Place) => return SourceKind::Body,
        Some(EntityKind::Group) => return SourceKind::Group,
        Some(EntityKind::Work) => return SourceKind::Document,
        _ => {}
    }
    if speaker.len() == 1
        && let Some(kind) = pronoun(words.text(speaker.start))
    {
        return kind;
    }
    let head = head(words, speaker);
    let noun = words.text(head).to_ascii_lowercase();
    let is = |list: &[&str]| {
        list.binary_search(&noun.as_str()).is_ok()
            || noun.strip_suffix('s').is_some_and(|one| list.binary_search(&one).is_ok())
            || noun
                .strip_suffix("ies")
                .is_some_and(|stem| list.iter().any(|noun| noun.strip_suffix('y') == Some(stem)))
    };
    let plural = matches!(words.all[head].tag.penn, Penn::Nns | Penn::Nnps);
    if PEOPLE.contains(&noun.as_str()) {
        SourceKind::Group
    } else if is(DOCUMENTS) && noun != "paper" {
        SourceKind::Document
    } else if is(BODIES) {
        SourceKind::Body
    } else if plural || is_several(words, speaker) {
        SourceKind::Group
    } else if words.is_capital(head) && !words.is_capital(speaker.start) {
        SourceKind::Body
    } else {
        SourceKind::UnnamedPerson
    }
}

fn pronoun(word: &str) -> Option<SourceKind> {
    Some(match word.to_ascii_lowercase().as_str() {
        "they" | "we" | "their" | "our" | "some" | "many" | "others" | "both" | "most" | "few"
        | "several" | "all" | "none" | "those" | "us" | "them" => SourceKind::Group,
        "it" | "its" => SourceKind::Body,
        "this" | "that" | "which" | "these" | "there" | "what" => SourceKind::None,
        "he" | "she" | "his" | "her" | "i" | "my" | "who" | "you" | "one" | "him" | "someone"
        | "somebody" | "another" | "nobody" => SourceKind::UnnamedPerson,
        _ => return None,
    })
}

/// The token that heads the phrase: the last noun before "of", "for", a comma or a bracket.
fn head(words: &Words, speaker: &Range<usize>) -> usize {
    let stop = |&at: &usize| {
        at > speaker.start
            && (words.pos(at) == Pos::Adp
                || matches!(words.class(at), Class::Comma | Class::OpenBracket | Class::Dash))
    };
    let end = speaker.clone().find(stop).unwrap_or(speaker.end);
    (speaker.start..end)
        .rev()
        .find(|&at| matches!(words.pos(at), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num))
        .unwrap_or(end - 1)
}

/// "two aides", "some of them", "Ruiz and Moss"
fn is_several(words: &Words, speaker: &Range<usize>) -> bool {
    let first = words.text(speaker.start).to_ascii_lowercase();
    let counted = matches!(
        first.as_str(),
        "some"
            | "many"
            | "several"
            | "few"
            | "most"
            | "both"
            | "two"
            | "three"
            | "four"
            | "five"
            | "dozens"
            | "hundreds"
    );
    counted || speaker.clone().any(|at| words.class(at) == Class::Conjunction)
}

/// Whether the word, whatever its case, is a noun for bodies that speak as one: "company", "Bank".
pub(super) fn is_body(word: &str) -> bool {
    let noun = word.to_ascii_lowercase();
    BODIES.binary_search(&noun.as_str()).is_ok()
}

/// Whether the phrase names a person by what the person is: "the defendant", "a former surveyor".
pub(super) fn is_somebody(words: &Words, speaker: &Range<usize>) -> bool {
    entities::is_role(words.text(head(words, speaker)))
        || speaker.clone().any(|at| matches!(words.text(at), "himself" | "herself"))
}

/// The gender that the noun of the phrase tells: "his wife", "the chairman".
pub(super) fn gender(words: &Words, speaker: &Range<usize>) -> Option<Gender> {
    entities::gender_of_role(words.text(head(words, speaker)))
}

/// "this", "which", "there": words in the place of a source that name none.
pub(super) fn is_nothing(words: &Words, speaker: &Range<usize>) -> bool {
    speaker.len() == 1
        && matches!(
            words.text(speaker.start).to_ascii_lowercase().as_str(),
            "this" | "that" | "which" | "these" | "there" | "what"
        )
}

#[cfg(test)]
mod tests {
    use super::{BODIES, DOCUMENTS, PEOPLE};

    #[test]
    fn the_lists_are_sorted() {
        for list in [BODIES, DOCUMENTS, PEOPLE] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
