//! The words that name a source: the noun phrase before or after a cue.

use std::ops::Range;

use super::words::{Class, Words};
use crate::analysis::syntax::{Penn, Pos};

/// How far, in tokens, a noun phrase and what is put in between reach: longer ones are not read, so
/// that time stays linear.
pub(super) const REACH: usize = 48;

/// Tokens of a relative clause without commas.
const RELATIVE: usize = 12;

/// The subject that stands before the verb at `cue`, not before token `floor`.
pub(super) fn before(words: &Words, cue: usize, floor: usize) -> Option<Range<usize>> {
    let mut end = skip_adverbs_back(words, cue, floor);
    // a relative clause: "Ruiz, who said", "the minister who said"
    if end > floor && matches!(words.text(end - 1), "who" | "which" | "that") {
        end -= 1;
        if end > floor && words.class(end - 1) == Class::Comma {
            end -= 1;
        }
        let phrase = phrase_before(words, end, floor)?;
        // "it was Ruiz, not Lima, who said"
        let first = phrase.start
            - usize::from(phrase.start > floor && is_title(words.text(phrase.start - 1)));
        let not = first.checked_sub(1).filter(|&at| at > floor && words.is(at, "not"));
        let comma = not.and_then(|not| not.checked_sub(1)).filter(|&at| at > floor);
        return match comma.filter(|&comma| words.class(comma) == Class::Comma) {
            Some(comma) => phrase_before(words, comma, floor),
            None if not.is_some() => None,
            None => Some(phrase),
        };
    }
    let skipped = end;
    end = skip_insertion_back(words, end, floor);
    end = skip_time_back(words, end, floor);
    let mut phrase = phrase_before(words, end, floor)?;
    if end < skipped
        && is_adverbial(words, phrase.start, floor)
        && let Some(subject) = phrase_before(words, skipped - 1, end + 1)
    {
        return Some(subject);
    }
    if let Some(subject) = behind_time(words, &phrase, floor) {
        phrase = subject;
    }
    // "Ruiz, 54, who …": an age is nobody
    let age = phrase.len() == 1
        && words.pos(phrase.start) == Pos::Num
        && phrase.start > floor
        && words.class(phrase.start - 1) == Class::Comma;
    if age && words.class(phrase.end) == Class::Comma {
        phrase = phrase_before(words, phrase.start - 1, floor)?;
    }
    Some(related(words, phrase.start, floor).unwrap_or(phrase))
}

/// "Mr", "Ms", "Dr."
fn is_title(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Mr" | "Ms" | "Mrs" | "Dr" | "Miss")
}

/// "In a statement, Ruiz, said": a preposition at the head of the sentence stands before the
/// phrase.
fn is_adverbial(words: &Words, start: usize, floor: usize) -> bool {
    start == floor + 1 && words.pos(floor) == Pos::Adp && words.is_capital(floor)
}

/// "Ruiz, who in 2010 said", "the mayor on Friday said": what stands before a year or day.
fn behind_time(words: &Words, phrase: &Range<usize>, floor: usize) -> Option<Range<usize>> {
    let year = phrase.len() == 1 && words.pos(phrase.start) == Pos::Num;
    let adposition = phrase.start.checked_sub(1).filter(|&at| at > floor)?;
    if !year || words.pos(adposition) != Pos::Adp {
        return None;
    }
    if matches!(words.text(adposition - 1), "who" | "which") {
        return Some(adposition - 1..adposition);
    }
    phrase_before(words, adposition, floor)
}

/// "The engineer who worked with Ana Ruiz said": the phrase before "who", where a verb or
/// preposition of its clause stands before the one at `start`.
fn related(words: &Words, start: usize, floor: usize) -> Option<Range<usize>> {
    if start <= floor || !matches!(words.pos(start - 1), Pos::Adp | Pos::Verb | Pos::Part) {
        return None;
    }
    let lowest = floor.max(start.saturating_sub(RELATIVE));
    if let Some(subject) = before_participle(words, start, lowest, floor) {
        return Some(subject);
    }
    let inside = |at: &usize| {
        !matches!(
            words.class(*at),
            Class::Comma
                | Class::Dash
                | Class::Mark
                | Class::Colon
                | Class::Semicolon
                | Class::Conjunction
        )
    };
    let relative = |at: &usize| matches!(words.text(*at), "who" | "whose" | "which" | "where");
    let who = (lowest..start).rev().take_while(inside).find(relative)?;
    let alone = words.has_finite_verb(who + 1..start)
        && (who + 1..start).filter(|&at| words.all[at].tag.is_finite()).count() < 3;
    alone.then(|| phrase_before(words, who, floor)).flatten()
}

/// "Protesters marching through the streets said": the phrase before the participle, where no other
/// verb stands between.
fn before_participle(
    words: &Words,
    start: usize,
    lowest: usize,
    floor: usize,
) -> Option<Range<usize>> {
    let mut participle = (lowest + 1..start).rev().find(|&at| {
        matches!(words.pos(at), Pos::Verb | Pos::Aux) || words.class(at) != Class::Word
    })?;
    // "a man trying to get to Tarrow": the participle stands before the infinitive
    while participle > lowest + 2
        && words.is(participle - 1, "to")
        && words.pos(participle - 2) == Pos::Verb
    {
        participle -= 2;
    }
    // "papers seen by the Gazette": even of a verb that reports
    let passive = words.all[participle].tag.penn == Penn::Vbn && words.is(participle + 1, "by");
    let joins = matches!(words.all[participle].tag.penn, Penn::Vbg | Penn::Vbn)
        && is_nominal(words, participle - 1)
        && (passive || words.all[participle].frames == 0)
        && !words.has_finite_verb(lowest..participle);
    joins.then(|| phrase_before(words, participle, floor)).flatten()
}

/// The position behind the subject: adverbs, auxiliaries and "to" before the verb are passed over.
fn skip_adverbs_back(words: &Words, cue: usize, floor: usize) -> usize {
    let mut end = cue;
    while end > floor && cue - end < 8 {
        let at = end - 1;
        let passes = matches!(words.class(at), Class::Auxiliary | Class::Between)
            || matches!(words.text(at), "himself" | "herself" | "themselves" | "itself")
            || words.pos(at) == Pos::Adv && words.class(at) == Class::Word;
        // "had in fact told"
        if matches!(words.text(at), "fact" | "turn" | "effect" | "reply" | "return")
            && at > floor
            && words.is(at - 1, "in")
        {
            end = at - 1;
            continue;
        }
        if !passes {
            break;
        }
        end = at;
    }
    end
}

/// Passes over a day between subject and verb: "Ruiz on Monday said".
fn skip_time_back(words: &Words, end: usize, floor: usize) -> usize {
    if end < floor + 2 || !is_time(words.text(end - 1)) || words.text(end - 1) == "May" {
        return end;
    }
    let day = end - 1;
    if words.pos(day - 1) == Pos::Adp
        || matches!(words.text(day - 1), "last" | "this" | "late" | "early")
    {
        day - 1
    } else {
        day
    }
}

/// Passes over what stands between two commas, dashes or brackets before `end`: "Ruiz, the mayor,"
/// or "Ruiz (left)".
fn skip_insertion_back(words: &Words, end: usize, floor: usize) -> usize {
    if end <= floor {
        return end;
    }
    let last = end - 1;
    let lowest = floor.max(end.saturating_sub(REACH));
    match words.class(last) {
        Class::CloseBracket => {
            (lowest..last).rev().find(|&at| words.class(at) == Class::OpenBracket).unwrap_or(end)
        }
        Class::Dash => {
            (lowest..last).rev().find(|&at| words.class(at) == Class::Dash).unwrap_or(end)
        }
        Class::Comma => insertion_comma(words, last, lowest).unwrap_or(end),
        _ => end,
    }
}

/// The comma that opens the insertion which the comma at `last` closes: the farthest one such that
/// a name or noun phrase stands right before it and no verb that speaks for the sentence stands
/// between.
fn insertion_comma(words: &Words, last: usize, lowest: usize) -> Option<usize> {
    let mut found = None;
    for at in (lowest..last).rev() {
        match words.class(at) {
            Class::Comma => {
                let before = at.checked_sub(1).filter(|&before| before >= lowest)?;
                // "…, whose director, Ana Ruiz, said": the director's clause
                if words.is(at + 1, "whose") && found.is_some() {
                    break;
                }
                // "Ruiz, whose brother, Tom, runs the mill,": no insertion begins with a verb
                if words.all[at + 1].tag.is_finite() {
                    continue;
                }
                let relative = matches!(words.text(at + 1), "who" | "which" | "whose");
                // "The match starts at six, its head of sport, Ana Ruiz, said": a clause stands before
                if found.is_some() && !relative && words.has_finite_verb(lowest..at) {
                    break;
                }
                if relative
                    || is_nominal(words, before)
                    || ends_in_adjective(words, before)
                    || words.class(before) == Class::CloseBracket
                {
                    found = Some(at);
                }
                if relative
                    || words.pos(before) == Pos::Propn && !is_place_like(words, before, at, last)
                {
                    break;
                }
            }
            Class::Mark | Class::Colon | Class::Semicolon => break,
            _ => {}
        }
    }
    found
}

/// "of Springfield, Va.,": a short name after the comma goes on with a place rather than ending a
/// person's name.
fn is_place_like(words: &Words, before: usize, comma: usize, last: usize) -> bool {
    let preceded = before >= 1
        && (matches!(words.text(before - 1), "of" | "in" | "from" | "at")
            || words.pos(before - 1) == Pos::Num);
    let age = words.pos(before) == Pos::Num;
    preceded || age || (last - comma <= 3 && words.text(comma + 1).len() <= 2)
}

/// The noun phrase that ends right before `end`.
pub(super) fn phrase_before(words: &Words, end: usize, floor: usize) -> Option<Range<usize>> {
    let lowest = floor.max(end.saturating_sub(REACH));
    let mut end = end;
    if end > lowest && words.class(end - 1) == Class::CloseBracket {
        end = (lowest..end - 1).rev().find(|&at| words.class(at) == Class::OpenBracket)?;
    }
    let mut start = end;
    while start > lowest && extends_back(words, start - 1, start, end) {
        start -= 1;
    }
    trim(words, start..end)
}

/// Whether the token at `at` belongs to the phrase that starts at `start`.
fn extends_back(words: &Words, at: usize, start: usize, end: usize) -> bool {
    let empty = start == end;
    // "in Danish he said": nothing stands before "he" in its phrase
    let personal = !empty
        && words.class(start) == Class::Pronoun
        && matches!(
            words.text(start),
            "he" | "she" | "it" | "they" | "we" | "I" | "you" | "who" | "which"
        );
    if personal {
        return false;
    }
    match words.class(at) {
        Class::Pronoun => {
            empty
                || matches!(
                    words.text(at),
                    "one" | "some" | "many" | "One" | "Some" | "Many" | "both" | "Both"
                )
                || matches!(words.text(at), "his" | "their" | "its" | "my" | "our" | "your")
        }
        Class::ObjectPronoun => words.is(at, "her") && !empty,
        Class::Possessive => !empty,
        Class::Conjunction => !empty && words.is(at, "and") && at > 0 && joins_names(words, at),
        Class::Word | Class::Between => match words.pos(at) {
            Pos::Propn | Pos::Noun | Pos::Num => true,
            Pos::Pron => empty || words.text(at).len() > 2,
            Pos::Adj => !empty || at > 0 && matches!(words.pos(at - 1), Pos::Det | Pos::Adj),
            Pos::Det => !empty || words.text(at).len() > 3,
            Pos::Adp => {
                !empty
                    && matches!(
                        words.text(at),
                        "of" | "for" | "in" | "at" | "from" | "with" | "on" | "to"
                    )
                    && at > 0
                    && (is_nominal(words, at - 1) || ends_in_adjective(words, at - 1))
            }
            Pos::Verb => {
                !empty && words.text(at).ends_with("ed") && at > 0 && words.pos(at - 1) == Pos::Det
            }
            _ => false,
        },
        _ => false,
    }
}

/// "Ruiz and Lima": both sides of the conjunction are of one sort.
fn joins_names(words: &Words, at: usize) -> bool {
    let (before, after) = (words.pos(at - 1), words.pos(at + 1));
    before == after && matches!(before, Pos::Propn | Pos::Noun)
}

/// "the chief executive", "an official": a noun that was taken for an adjective.
fn ends_in_adjective(words: &Words, at: usize) -> bool {
    words.pos(at) == Pos::Adj
        && at > 0
        && (matches!(words.pos(at - 1), Pos::Det | Pos::Adj)
            || words.class(at - 1) == Class::Possessive)
}

fn is_nominal(words: &Words, at: usize) -> bool {
    matches!(words.pos(at), Pos::Propn | Pos::Noun | Pos::Num)
        || words.class(at) == Class::CloseBracket
}

/// Cuts what cannot begin a phrase; nothing is left where no noun, name or pronoun is in it.
fn trim(words: &Words, mut range: Range<usize>) -> Option<Range<usize>> {
    while range.start < range.end
        && (matches!(words.pos(range.start), Pos::Adp)
            || matches!(words.class(range.start), Class::Conjunction | Class::Possessive)
            || matches!(words.text(range.start), "what" | "What" | "whose"))
    {
        range.start += 1;
    }
    let has_head = range.clone().any(|at| {
        matches!(words.pos(at), Pos::Propn | Pos::Noun | Pos::Pron | Pos::Det | Pos::Num)
            || words.class(at) == Class::Pronoun
    });
    (range.start < range.end && has_head).then_some(range)
}

/// The noun phrase that starts at `start`, not beyond token `ceiling`.
pub(super) fn phrase_at(words: &Words, start: usize, ceiling: usize) -> Option<Range<usize>> {
    let highest = ceiling.min(start + REACH);
    let mut end = start;
    while end < highest && extends_on(words, end, start, highest) {
        end += 1;
    }
    while end > start
        && (words.pos(end - 1) == Pos::Adp || matches!(words.class(end - 1), Class::Conjunction))
    {
        end -= 1;
    }
    trim(words, start..end).filter(|range| range.start == start)
}

fn extends_on(words: &Words, at: usize, start: usize, highest: usize) -> bool {
    let empty = at == start;
    if !empty
        && words.class(at - 1) == Class::Pronoun
        && !matches!(words.text(at), "of")
        && words.text(at - 1) != "both"
    {
        return false;
    }
    match words.class(at) {
        Class::Pronoun => empty,
        Class::ObjectPronoun => empty && words.is(at, "her"),
        Class::Possessive => !empty,
        Class::Conjunction => {
            !empty && words.is(at, "and") && at + 1 < highest && joins_names(words, at)
        }
        Class::Word => match words.pos(at) {
            Pos::Propn | Pos::Noun => true,
            Pos::Num => empty || words.pos(at - 1) != Pos::Noun,
            Pos::Adj | Pos::Det | Pos::Pron => {
                empty || !matches!(words.pos(at - 1), Pos::Propn | Pos::Noun)
            }
            Pos::Adp => {
                !empty
                    && matches!(words.text(at), "of" | "for" | "at" | "from" | "in" | "with")
                    && at + 1 < highest
                    && opens_name(words, at + 1)
            }
            _ => false,
        },
        _ => false,
    }
}

fn opens_name(words: &Words, at: usize) -> bool {
    matches!(words.pos(at), Pos::Propn | Pos::Det | Pos::Noun | Pos::Adj)
        && words.class(at) == Class::Word
        && !is_time(words.text(at))
}

/// Days, months and the like: never sources, never addressees.
pub(super) fn is_time(word: &str) -> bool {
    const TIMES: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "night",
        "week",
        "month",
        "year",
        "weekend",
        "later",
        "last",
        "earlier",
    ];
    TIMES.iter().any(|time| word.eq_ignore_ascii_case(time))
}
