//! What verbs and nouns of saying do: `states` unless they are listed here.
//!
//! Flat lists; `claim` reads them.

use crate::annotation::Act;

/// Verbs in their dictionary form, sorted.
const VERBS: &[(&str, Act)] = &[
    ("accept", Act::Agrees),
    ("accuse", Act::Accuses),
    ("acknowledge", Act::Agrees),
    ("admit", Act::Agrees),
    ("advise", Act::Urges),
    ("advocate", Act::Urges),
    ("agree", Act::Agrees),
    ("allege", Act::Accuses),
    ("anticipate", Act::Thinks),
    ("apologise", Act::Agrees),
    ("apologize", Act::Agrees),
    ("appeal", Act::Urges),
    ("ask", Act::Asks),
    ("assume", Act::Thinks),
    ("balk", Act::Refuses),
    ("beg", Act::Urges),
    ("believe", Act::Thinks),
    ("blame", Act::Accuses),
    ("care", Act::Thinks),
    ("caution", Act::Warns),
    ("charge", Act::Accuses),
    ("command", Act::Urges),
    ("concede", Act::Agrees),
    ("concur", Act::Agrees),
    ("confess", Act::Agrees),
    ("conjecture", Act::Thinks),
    ("consider", Act::Thinks),
    ("contest", Act::Denies),
    ("counsel", Act::Urges),
    ("decide", Act::Thinks),
    ("decline", Act::Refuses),
    ("demand", Act::Urges),
    ("deny", Act::Denies),
    ("determine", Act::Thinks),
    ("direct", Act::Urges),
    ("disagree", Act::Denies),
    ("discover", Act::Thinks),
    ("dismiss", Act::Denies),
    ("dispute", Act::Denies),
    ("doubt", Act::Thinks),
    ("dream", Act::Thinks),
    ("encourage", Act::Urges),
    ("enquire", Act::Asks),
    ("exhort", Act::Urges),
    ("expect", Act::Thinks),
    ("fault", Act::Accuses),
    ("fear", Act::Thinks),
    ("feel", Act::Thinks),
    ("figure", Act::Thinks),
    ("foresee", Act::Thinks),
    ("forget", Act::Thinks),
    ("grant", Act::Agrees),
    ("guarantee", Act::Promises),
    ("guess", Act::Thinks),
    ("hear", Act::Thinks),
    ("hold", Act::Thinks),
    ("hope", Act::Thinks),
    ("imagine", Act::Thinks),
    ("implore", Act::Urges),
    ("inquire", Act::Asks),
    ("instruct", Act::Urges),
    ("intend", Act::Thinks),
    ("invite", Act::Urges),
    ("judge", Act::Thinks),
    ("know", Act::Thinks),
    ("learn", Act::Thinks),
    ("mean", Act::Thinks),
    ("offer", Act::Promises),
    ("order", Act::Urges),
    ("overhear", Act::Thinks),
    ("persuade", Act::Urges),
    ("plan", Act::Thinks),
    ("plead", Act::Urges),
    ("pledge", Act::Promises),
    ("ponder", Act::Thinks),
    ("press", Act::Urges),
    ("presume", Act::Thinks),
    ("promise", Act::Promises),
    ("propose", Act::Urges),
    ("query", Act::Asks),
    ("question", Act::Asks),
    ("realise", Act::Thinks),
    ("realize", Act::Thinks),
    ("rebuff", Act::Refuses),
    ("rebut", Act::Denies),
    ("reckon", Act::Thinks),
    ("recognise", Act::Agrees),
    ("recognize", Act::Agrees),
    ("recommend", Act::Urges),
    ("refuse", Act::Refuses),
    ("refute", Act::Denies),
    ("regret", Act::Thinks),
    ("reject", Act::Denies),
    ("remember", Act::Thinks),
    ("repudiate", Act::Denies),
    ("request", Act::Urges),
    ("see", Act::Thinks),
    ("seek", Act::Urges),
    ("suppose", Act::Thinks),
    ("suspect", Act::Thinks),
    ("think", Act::Thinks),
    ("threaten", Act::Warns),
    ("trust", Act::Thinks),
    ("understand", Act::Thinks),
    ("urge", Act::Urges),
    ("vow", Act::Promises),
    ("want", Act::Thinks),
    ("warn", Act::Warns),
    ("wish", Act::Thinks),
    ("wonder", Act::Asks),
    ("worry", Act::Thinks),
];

/// Nouns in the singular, sorted.
const NOUNS: &[(&str, Act)] = &[
    ("accusation", Act::Accuses),
    ("admission", Act::Agrees),
    ("advice", Act::Urges),
    ("agreement", Act::Agrees),
    ("allegation", Act::Accuses),
    ("appeal", Act::Urges),
    ("assumption", Act::Thinks),
    ("belief", Act::Thinks),
    ("call", Act::Urges),
    ("charge", Act::Accuses),
    ("concern", Act::Thinks),
    ("concession", Act::Agrees),
    ("confession", Act::Agrees),
    ("conviction", Act::Thinks),
    ("decision", Act::Thinks),
    ("demand", Act::Urges),
    ("denial", Act::Denies),
    ("doubt", Act::Thinks),
    ("expectation", Act::Thinks),
    ("fear", Act::Thinks),
    ("feeling", Act::Thinks),
    ("guarantee", Act::Promises),
    ("hope", Act::Thinks),
    ("idea", Act::Thinks),
    ("impression", Act::Thinks),
    ("notion", Act::Thinks),
    ("offer", Act::Promises),
    ("opinion", Act::Thinks),
    ("order", Act::Urges),
    ("plea", Act::Urges),
    ("pledge", Act::Promises),
    ("promise", Act::Promises),
    ("proposal", Act::Urges),
    ("question", Act::Asks),
    ("recommendation", Act::Urges),
    ("refusal", Act::Refuses),
    ("rejection", Act::Denies),
    ("request", Act::Urges),
    ("sense", Act::Thinks),
    ("sentiment", Act::Thinks),
    ("suspicion", Act::Thinks),
    ("theory", Act::Thinks),
    ("thought", Act::Thinks),
    ("threat", Act::Warns),
    ("view", Act::Thinks),
    ("vow", Act::Promises),
    ("warning", Act::Warns),
    ("wish", Act::Thinks),
    ("worry", Act::Thinks),
];

/// What the verb, in its dictionary form, does.
pub(super) fn of_verb(verb: &str) -> Act {
    VERBS.binary_search_by_key(&verb, |&(verb, _)| verb).map_or(Act::States, |at| VERBS[at].1)
}

/// What the noun, in small letters, does.
pub(super) fn of_noun(noun: &str) -> Act {
    let singular = match noun.strip_suffix("ies") {
        Some(stem) if NOUNS.binary_search_by_key(&noun, |&(noun, _)| noun).is_err() => {
            let with_y = NOUNS.iter().find(|(noun, _)| noun.strip_suffix('y') == Some(stem));
            return with_y.map_or(Act::States, |&(_, act)| act);
        }
        _ => noun.strip_suffix('s').unwrap_or(noun),
    };
    NOUNS.binary_search_by_key(&singular, |&(noun, _)| noun).map_or(Act::States, |at| NOUNS[at].1)
}

#[cfg(test)]
mod tests {
    use super::{NOUNS, VERBS, of_noun, of_verb};
    use crate::annotation::Act;

    #[test]
    fn the_lists_are_sorted() {
        assert!(VERBS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(NOUNS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn what_is_not_listed_states() {
        assert_eq!((of_verb("say"), of_verb("deny")), (Act::States, Act::Denies));
        assert_eq!((of_noun("claims"), of_noun("worries")), (Act::States, Act::Thinks));
    }
}
