//! What a text says of who speaks in it: whether they hold a public office, and by which pronouns
//! and forms of address they go.

use crate::analysis::Analysis;
use crate::annotation::{EntityId, MentionForm};
use crate::text::{Document, Span};

/// What a text has for it that somebody is a woman, or a man: places of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Addressed {
    pub woman: u32,
    pub man: u32,
}

/// Bytes before a name in which its form of address stands.
const BEFORE: u32 = 12;

impl Addressed {
    /// How the text speaks of an entity: its pronouns, and the words right before its names.
    pub(super) fn of(document: &Document, analysis: &Analysis, entity: EntityId) -> Self {
        let mut found = Self::default();
        let mentions = analysis.mentions.iter().filter(|(_, mention)| mention.entity == entity);
        for (span, mention) in mentions {
            let words = match mention.form {
                MentionForm::Pronoun => document.slice(*span).to_lowercase(),
                MentionForm::Name => address(document, *span),
                MentionForm::Description => continue,
            };
            match words.as_str() {
                "she" | "her" | "hers" | "herself" | "ms" | "mrs" | "miss" | "mme" | "lady"
                | "dame" => found.woman += 1,
                "he" | "him" | "his" | "himself" | "mr" | "sir" => found.man += 1,
                _ => {}
            }
        }
        found
    }

    pub(super) fn add(&mut self, other: Self) {
        self.woman += other.woman;
        self.man += other.man;
    }
}

/// The form of address of a name: its first word, or the one before it.
fn address(document: &Document, name: Span) -> String {
    let plain = |word: &str| word.trim_end_matches('.').to_lowercase();
    let first = document.slice(name).split(' ').next().map(plain).unwrap_or_default();
    if matches!(first.as_str(), "ms" | "mrs" | "miss" | "mr" | "mme") {
        return first;
    }
    let text = document.text();
    let mut from = name.start().saturating_sub(BEFORE) as usize;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..name.start() as usize).unwrap_or_default();
    before.trim_end().rsplit(char::is_whitespace).next().map(plain).unwrap_or_default()
}

/// Words for public offices and bodies, in lower case. What is near to one but private ("chief
/// executive", "union official") is told apart by [`PRIVATE`].
const OFFICES: &[&str] = &[
    "admiral",
    "agency",
    "alderman",
    "ambassador",
    "army",
    "assemblyman",
    "assemblywoman",
    "attorney-general",
    "authorities",
    "authority",
    "chancellor",
    "commission",
    "commissioner",
    "congress",
    "congressman",
    "congresswoman",
    "constable",
    "consul",
    "council",
    "councillor",
    "councilman",
    "councilwoman",
    "court",
    "department",
    "deputy",
    "detective",
    "diplomat",
    "government",
    "governor",
    "judge",
    "justice",
    "king",
    "kremlin",
    "lawmaker",
    "lawmakers",
    "legislator",
    "mayor",
    "military",
    "minister",
    "ministry",
    "navy",
    "official",
    "officials",
    "ombudsman",
    "parliament",
    "pentagon",
    "police",
    "policeman",
    "premier",
    "president",
    "prosecutor",
    "prosecutors",
    "queen",
    "regulator",
    "representative",
    "secretary",
    "senate",
    "senator",
    "sheriff",
    "treasury",
    "troops",
];
const PRIVATE: &[&str] = &[
    "club",
    "company",
    "co-founder",
    "executive",
    "firm",
    "founder",
    "inc",
    "ltd",
    "party's",
    "school",
    "team",
    "union",
    "university",
    "vice-president",
    "vice",
];

/// Whether words that describe or name a source tell of a public office.
pub(super) fn is_official(words: &str) -> bool {
    let mut official = false;
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '-') {
        let word = word.to_lowercase();
        if PRIVATE.contains(&word.as_str()) {
            return false;
        }
        official |= OFFICES.contains(&word.as_str());
    }
    official
}

#[cfg(test)]
mod tests {
    use super::{Addressed, is_official};
    use crate::analysis::{Context, analyze};
    use crate::text::Document;

    #[test]
    fn offices_are_public_ones() {
        for words in ["Ukrainian President", "a senior official", "Ministry of Health", "police"] {
            assert!(is_official(words), "{words}");
        }
        for words in [
            "chief executive",
            "a union official",
            "vice president of the company",
            "a fisherman",
            "",
        ] {
            assert!(!is_official(words), "{words}");
        }
    }

    #[test]
    fn pronouns_and_forms_of_address_are_evidence_and_a_name_is_none() {
        let text = "Anna Lind opened the bridge. “It is safe,” Ms. Lind said. She left.\n\nPeter Holm disagreed. “It is not,” Holm said.";
        let document = Document::verbatim(text.to_owned());
        let analysis = analyze(&document, &Context::default());
        let of = |name: &str| {
            let index = analysis.entities.iter().position(|entity| entity.name == name);
            let id = crate::annotation::EntityId(index.expect("it is named") as u32);
            Addressed::of(&document, &analysis, id)
        };
        let lind = of("Anna Lind");
        assert!(lind.woman >= 1 && lind.man == 0, "{lind:?}");
        assert_eq!(of("Peter Holm"), Addressed::default());
    }
}
