//! A verb with what stands before it: auxiliaries, negations, and verbs that keep it from happening
//! ("declined to say") or put it off ("is due to announce").

use super::lexicon::Form;
use super::words::{Class, Words};
use crate::analysis::syntax::Pos;
use crate::annotation::Modality;

/// How far, in tokens, auxiliaries and what governs the verb stand before it.
pub(super) const REACH: usize = 12;

/// The verb with what stands before it.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The first token that carries the act: an auxiliary, a negation, "declined".
    pub start: usize,
    pub negated: bool,
    pub modality: Modality,
    /// Whether another verb governs it: "declined to say".
    pub governed: bool,
}

/// The verb at `cue` with what stands before it, not before token `floor`.
pub(super) fn of(words: &Words, cue: usize, floor: usize) -> Group {
    let mut reader = Reader {
        words,
        cue,
        lowest: floor.max(cue.saturating_sub(REACH)),
        group: Group { start: cue, negated: false, modality: Modality::Certain, governed: false },
        modals: Modals::default(),
    };
    let mut at = cue;
    while at > reader.lowest {
        match reader.step(at - 1) {
            Some(next) => at = next,
            None => break,
        }
    }
    let asked = reader.modals.modality(reader.group.negated, words, cue);
    if reader.group.modality == Modality::Certain {
        reader.group.modality = asked;
    }
    reader.group
}

/// The auxiliaries that were passed.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one auxiliary that was seen or not")]
struct Modals {
    will: bool,
    would: bool,
    may: bool,
    can: bool,
    have: bool,
    /// "would later say": told from the past.
    told: bool,
}

impl Modals {
    fn modality(&self, negated: bool, words: &Words, cue: usize) -> Modality {
        let refuses = negated && (self.will || self.would || self.can) && !self.have;
        if self.may {
            Modality::Possible
        } else if refuses && (speaks(words, cue) || !self.will) {
            Modality::Certain
        } else if self.can || self.would && !self.told {
            Modality::Possible
        } else if self.will {
            Modality::Planned
        } else {
            Modality::Certain
        }
    }
}

/// Verbs with which one speaks at all: "will not say" refuses now, "will not announce" is to come.
fn speaks(words: &Words, cue: usize) -> bool {
    matches!(
        words.text(cue),
        "say"
            | "tell"
            | "comment"
            | "disclose"
            | "reveal"
            | "confirm"
            | "discuss"
            | "explain"
            | "speak"
    )
}

struct Reader<'a> {
    words: &'a Words<'a>,
    cue: usize,
    lowest: usize,
    group: Group,
    modals: Modals,
}

impl Reader<'_> {
    /// Takes in the token at `at`; from where to go on, or `None` where the verb's group ends.
    fn step(&mut self, at: usize) -> Option<usize> {
        let words = self.words;
        let text = words.text(at);
        if is_negation(text) {
            if !matches!(words.text(at + 1), "only" | "just" | "merely" | "simply") {
                self.negate(at);
            }
            return Some(at);
        }
        match text {
            "neither" | "Neither" | "nor" | "without" | "Without" => {
                self.negate(at);
                return if text == "nor" { None } else { Some(at) };
            }
            "yet" => return Some(at),
            "cannot" => {
                self.modals.can = true;
                self.negate(at);
                return Some(at);
            }
            "to" => return self.governor(at),
            "of" | "from" | "than" => return self.kept_from(at),
            "as" => {
                let quoted = at.checked_sub(1).filter(|&quoted| quoted >= self.lowest)?;
                return matches!(words.text(quoted), "quoted" | "cited").then_some(quoted);
            }
            _ => {}
        }
        match words.class(at) {
            Class::Auxiliary => {
                self.auxiliary(at);
                Some(at)
            }
            Class::Between => {
                self.modals.told |= matches!(
                    text,
                    "later"
                        | "often"
                        | "always"
                        | "only"
                        | "eventually"
                        | "repeatedly"
                        | "finally"
                        | "then"
                        | "again"
                );
                Some(at)
            }
            Class::Conjunction if words.all[self.cue].form == Form::Base => {
                let verb = at.checked_sub(1).filter(|&verb| verb > self.lowest)?;
                (words.all[verb].frames != 0 || words.pos(verb) == Pos::Verb).then_some(verb)
            }
            Class::Conjunction if text == "or" => {
                let verb = at.checked_sub(1).filter(|&verb| verb > self.lowest)?;
                (words.all[verb].form == words.all[self.cue].form && words.all[verb].frames != 0)
                    .then_some(verb)
            }
            Class::Word if words.pos(at) == Pos::Adv => {
                if matches!(text, "allegedly" | "supposedly" | "purportedly") {
                    self.group.modality = Modality::Possible;
                }
                self.modals.told |= matches!(text, "frequently" | "sometimes" | "ultimately");
                Some(at)
            }
            Class::Word if words.all[self.cue].form == Form::Ing && avoids(text) => {
                self.negate(at);
                self.group.governed = true;
                Some(at)
            }
            _ => None,
        }
    }

    fn negate(&mut self, at: usize) {
        self.group.negated = !self.group.negated;
        self.group.start = at;
    }

    fn auxiliary(&mut self, at: usize) {
        let text = self.words.text(at).to_ascii_lowercase();
        self.group.start = at;
        let modals = &mut self.modals;
        match text.trim_start_matches(['\'', '’']) {
            "will" | "shall" | "wo" | "ll" => modals.will = true,
            "would" => modals.would = true,
            "d" => modals.would |= self.words.all[self.cue].form == Form::Base,
            "may" | "might" | "should" | "must" => modals.may = true,
            "can" | "could" | "ca" => modals.can = true,
            "have" | "has" | "had" | "ve" => modals.have = true,
            _ => {}
        }
    }

    /// The verb or adjective before "to": "declined to", "is due to", "has yet to".
    fn governor(&mut self, to: usize) -> Option<usize> {
        let words = self.words;
        let at = (self.lowest..to).rev().find(|&at| {
            words.class(at) != Class::Between && words.pos(at) != Pos::Adv || words.is(at, "yet")
        })?;
        let text = words.text(at).to_ascii_lowercase();
        match government(&text) {
            Some(Government::Keeps) => self.negate(at),
            Some(Government::Plans) => {
                self.group.modality = Modality::Planned;
                self.group.start = at;
            }
            Some(Government::Allows) => {
                self.group.modality = Modality::Possible;
                self.group.start = at;
            }
            None if matches!(text.as_str(), "is" | "are" | "was" | "were") => {
                self.group.modality = Modality::Planned;
                self.group.start = at;
            }
            None => return None,
        }
        self.group.governed = true;
        Some(at)
    }

    /// "stopped short of saying", "refrained from saying", "rather than say", "instead of saying"
    fn kept_from(&mut self, at: usize) -> Option<usize> {
        let words = self.words;
        let before = at.checked_sub(1).filter(|&before| before >= self.lowest)?;
        let text = words.text(before).to_ascii_lowercase();
        let keeps = match words.text(at) {
            "of" => matches!(text.as_str(), "short" | "instead" | "wary"),
            "than" => text == "rather",
            _ => matches!(
                text.as_str(),
                "refrained"
                    | "refrain"
                    | "refrains"
                    | "abstained"
                    | "stopped"
                    | "shied"
                    | "away"
                    | "far"
            ),
        };
        if !keeps {
            return None;
        }
        let stop = before.checked_sub(1).filter(|&stop| {
            stop >= self.lowest
                && matches!(
                    words.text(stop),
                    "stopped" | "stops" | "stop" | "stopping" | "fell" | "shied"
                )
        });
        self.negate(stop.unwrap_or(before));
        self.group.governed = true;
        Some(stop.unwrap_or(before))
    }
}

enum Government {
    Keeps,
    Plans,
    Allows,
}

fn government(word: &str) -> Option<Government> {
    Some(match word {
        "declined" | "declines" | "decline" | "declining" | "refused" | "refuses" | "refuse"
        | "refusing" | "failed" | "fails" | "fail" | "failing" | "neglected" | "forgot"
        | "omitted" | "unwilling" | "unable" | "reluctant" | "hesitated" | "hesitate"
        | "hesitant" | "loath" | "yet" | "unprepared" | "refusal" | "wary" => Government::Keeps,
        "expected" | "due" | "set" | "scheduled" | "likely" | "about" | "going" | "planning"
        | "plans" | "planned" | "plan" | "intends" | "intended" | "intend" | "poised"
        | "preparing" | "prepares" | "ready" | "wants" | "wanted" | "want" | "hopes" | "hoped"
        | "hoping" | "expects" => Government::Plans,
        "supposed" | "able" | "free" | "allowed" | "entitled" | "ought" | "need" | "needs"
        | "needed" | "tempted" | "inclined" => Government::Allows,
        _ => return None,
    })
}

pub(super) fn is_negation(text: &str) -> bool {
    matches!(text, "not" | "n't" | "n’t" | "never" | "Never" | "Not")
}

fn avoids(text: &str) -> bool {
    matches!(
        text,
        "avoided"
            | "avoids"
            | "avoid"
            | "avoiding"
            | "resisted"
            | "stopped"
            | "without"
            | "escaped"
    )
}
