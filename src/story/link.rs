//! How much speaks for two reports being of one story.

use super::APART;
use super::evidence::{Evidence, Kind};

/// What speaks for two reports being of one story.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    /// 0 to 1.
    pub score: f32,
    /// Whether it is one text with small changes.
    pub is_copy: bool,
    shared: [u32; 4],
    apart: i64,
}

/// Two reports with at least so much in common are of one story.
const ONE_STORY: f32 = 0.42;
/// A report of fewer terms tells too little of its event.
const ENOUGH: usize = 10;
/// Of the runs of words of both texts, what one text with small changes keeps.
const ONE_TEXT: f64 = 0.45;

/// How much a term says that so many other reports of its days have too.
pub(crate) fn rarity(reports: usize) -> f32 {
    1.0 / (1.0 + (1.0 + reports as f32).ln())
}

impl Evidence {
    /// Compares two reports; `rarity` says how much a key tells, 0 to 1. `None` where the times
    /// forbid it.
    ///
    /// Names alone make the same people at another event, words alone the same kind of event
    /// elsewhere: both must agree, as in a geometric mean; the same words of a speaker and the same
    /// figures add to it.
    pub(crate) fn link(&self, other: &Self, rarity: &dyn Fn(u32) -> f32) -> Option<Link> {
        let apart = (self.at - other.at).abs();
        let least = self.terms.len().min(other.terms.len());
        if apart > APART || least < ENOUGH {
            return None;
        }
        let mut both = [0.0_f32; 4];
        let mut one = [0.0_f32; 4];
        let mut two = [0.0_f32; 4];
        let mut shared = [0_u32; 4];
        let value = |term: &super::evidence::Term| {
            let weight = f32::from(term.weight) * rarity(term.key);
            (term.kind as usize, weight)
        };
        for term in &self.terms {
            let (kind, weight) = value(term);
            one[kind] += weight * weight;
            if let Ok(at) = other.terms.binary_search_by_key(&term.key, |term| term.key) {
                both[kind] += weight * value(&other.terms[at]).1;
                shared[kind] += 1;
            }
        }
        for term in &other.terms {
            let (kind, weight) = value(term);
            two[kind] += weight * weight;
        }
        let share = |kind: Kind| {
            let kind = kind as usize;
            let all = (one[kind] * two[kind]).sqrt();
            if all > 0.0 { (both[kind] / all).min(1.0) } else { 0.0 }
        };
        let (names, words) = (share(Kind::Name), share(Kind::Word));
        let figures = share(Kind::Figure);
        let said = (shared[Kind::Quote as usize] as f32 / 3.0).min(1.0);
        let likeness = match (&self.sketch, &other.sketch) {
            (Some(one), Some(other)) => one.likeness(other),
            _ => 0.0,
        };
        let lateness = apart as f32 / APART as f32;
        let few = |kind: Kind, enough: f32| (shared[kind as usize] as f32).min(enough) / enough;
        // Weights by logistic regression over the first half of the made reports and the first six
        // of the written stories (`examples/stories`).
        let sum = 3.0 * names
            + 0.9 * words
            + 3.05 * (names * words).sqrt()
            + 2.2 * names.min(words)
            + 2.1 * figures
            + 0.8 * said
            + 0.6 * likeness as f32
            + 2.6 * few(Kind::Name, 5.0)
            + 1.3 * few(Kind::Word, 8.0)
            - 2.3 * lateness
            - 5.76;
        let score = 1.0 / (1.0 + (-sum).exp());
        Some(Link { score, is_copy: likeness >= ONE_TEXT, shared, apart })
    }
}

impl Link {
    /// Whether the two are of one story.
    pub(crate) fn holds(&self) -> bool {
        self.score >= ONE_STORY
    }

    /// Why, in words for a reader: "4 words of names, 7 other words, 1 figure, 2 hours apart".
    pub(crate) fn reason(&self) -> String {
        let counted = |count: u32, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {many}")),
        };
        let [names, words, figures, quotes] = self.shared;
        let apart = match self.apart {
            ..3600 => format!("{} min apart", self.apart / 60),
            _ => format!("{} h apart", self.apart / 3600),
        };
        let mut parts: Vec<String> = [
            self.is_copy.then(|| "one text".to_owned()),
            counted(names, "word of names", "words of names"),
            counted(words, "other word", "other words"),
            counted(figures, "figure", "figures"),
            counted(quotes, "run of a quotation", "runs of a quotation"),
        ]
        .into_iter()
        .flatten()
        .collect();
        parts.push(apart);
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::evidence::tests::evidence;
    use crate::story::APART;

    const FIRST: &str = "Fire on ferry off Holmsund kills 12\n\nTwelve people died when a fire broke out on the ferry Aurora near Holmsund, the coast guard said. Captain Per Lund ordered 240 passengers into the boats.\n\n“We had no warning before the smoke came up,” Lund said.";
    const SECOND: &str = "Captain of burning Holmsund ferry: no warning\n\nPer Lund, captain of the Aurora, said smoke came without a warning. At least 12 people died in the fire on the ferry; 240 passengers left it in boats, the coast guard in Holmsund said.";
    const ELSEWHERE: &str = "Fire on ferry off Porto Velas kills nine\n\nNine people died when a fire broke out on the ferry Estrela near Porto Velas, the coast guard said. Captain Rui Matos ordered 150 passengers into the boats.";
    const SAME_PEOPLE: &str = "Per Lund opens sailing school in Holmsund\n\nPer Lund, a captain in Holmsund, opened a school for young sailors on the quay. Lessons begin in spring and cost nothing, Lund said.";

    fn score(one: &str, other: &str, later: i64) -> f32 {
        evidence(one, 0).link(&evidence(other, later), &|_| 0.5).map_or(0.0, |link| link.score)
    }

    #[test]
    fn two_accounts_of_one_event_hold_together() {
        assert!(score(FIRST, SECOND, 7_200) > 0.5, "{}", score(FIRST, SECOND, 7_200));
    }

    #[test]
    fn the_same_kind_of_event_elsewhere_and_the_same_people_elsewhere_do_not() {
        for other in [ELSEWHERE, SAME_PEOPLE] {
            assert!(score(FIRST, other, 7_200) < 0.5, "{}", score(FIRST, other, 7_200));
        }
    }

    #[test]
    fn a_follow_up_after_the_window_is_another_story() {
        assert!(evidence(FIRST, 0).link(&evidence(FIRST, APART + 1), &|_| 0.5).is_none());
    }

    #[test]
    fn a_text_with_small_changes_is_one_text() {
        let text = format!(
            "{FIRST}\n\nThe ship lay two miles off the harbour when the alarm was raised, and tugs towed it in after midnight. Divers go down to the car deck at daybreak to look for the missing."
        );
        let copy = text.replace("kills 12", "kills twelve").replace("at daybreak ", "");
        let link = evidence(&text, 0).link(&evidence(&copy, 60), &|_| 0.5).unwrap();
        assert!(link.is_copy && link.holds());
        assert!(link.reason().starts_with("one text, "), "{}", link.reason());
    }
}
