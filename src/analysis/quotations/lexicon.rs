//! The verbs and nouns that report what somebody says, writes, thinks or feels, and what can follow
//! each of them.
//!
//! Flat lists, so the file is long; the rules that read them are in `cues`.

/// What can follow a verb, as bits.
pub(super) type Frames = u16;

/// A quotation, or a clause with or without "that": say, write, argue.
pub(super) const SAY: Frames = 1;
/// A clause that is thought or felt, not uttered: believe, hope.
pub(super) const THINK: Frames = 2;
/// A clause, and the subject may be a thing: the poll shows.
pub(super) const SHOW: Frames = 4;
/// A person before the clause: tell her that.
pub(super) const TELL: Frames = 8;
/// "to" and an infinitive: promise to, urge them to.
pub(super) const INF: Frames = 16;
/// Something and what it is called: call it a "farce".
pub(super) const CALL: Frames = 32;
/// A noun or a preposition and a noun: accuse of, announce, demand.
pub(super) const OBJECT: Frames = 64;

/// Only beside direct speech: "he began".
pub(super) const SPOKEN: Frames = 128;

/// A gerund: deny seeing it, suggest waiting.
pub(super) const GERUND: Frames = 256;

/// With what is done as its object, quoted or not: accuse of fraud, deny the charge, refuse to go.
pub(super) const DEED: Frames = 512;

/// Verbs in their dictionary form, sorted.
const VERBS: &[(&str, Frames)] = &[
    ("accept", SAY),
    ("accuse", OBJECT | DEED),
    ("acknowledge", SAY | GERUND),
    ("add", SAY),
    ("address", OBJECT),
    ("admit", SAY | GERUND),
    ("advise", SAY | TELL | INF),
    ("affirm", SAY),
    ("agree", SAY | INF),
    ("allege", SAY),
    ("announce", SAY | OBJECT | GERUND | DEED),
    ("answer", SAY),
    ("anticipate", THINK),
    ("apologise", OBJECT),
    ("apologize", OBJECT),
    ("appeal", INF | OBJECT),
    ("argue", SAY),
    ("ask", SAY | TELL | INF),
    ("assert", SAY),
    ("assume", THINK),
    ("assure", SAY | TELL),
    ("attack", OBJECT),
    ("attest", SAY),
    ("aver", SAY),
    ("avow", SAY),
    ("beg", SAY | TELL | INF),
    ("begin", SAY | SPOKEN),
    ("believe", THINK),
    ("bemoan", SAY),
    ("blame", OBJECT | DEED),
    ("blast", CALL | OBJECT),
    ("blog", SAY),
    ("blurt", SAY),
    ("bluster", SAY),
    ("boast", SAY | OBJECT),
    ("brag", SAY),
    ("brand", CALL),
    ("calculate", SAY),
    ("call", INF | CALL),
    ("care", THINK),
    ("caution", SAY | TELL | INF),
    ("chant", SAY),
    ("characterise", CALL | DEED),
    ("characterize", CALL | DEED),
    ("charge", SAY),
    ("chide", SAY),
    ("chime", SAY),
    ("christen", CALL),
    ("cite", SAY | OBJECT),
    ("claim", SAY | INF),
    ("clarify", SAY),
    ("close", SAY | SPOKEN),
    ("comment", SAY),
    ("compare", CALL),
    ("complain", SAY | OBJECT),
    ("concede", SAY),
    ("conclude", SAY | THINK | SHOW),
    ("condemn", CALL | OBJECT),
    ("confess", SAY),
    ("confide", SAY),
    ("confirm", SAY | GERUND | DEED),
    ("conjecture", THINK),
    ("consider", THINK | CALL),
    ("contend", SAY),
    ("continue", SAY | SPOKEN),
    ("convey", SAY),
    ("convince", TELL),
    ("correct", SAY),
    ("counsel", SAY),
    ("counter", SAY),
    ("criticise", CALL | OBJECT),
    ("criticize", CALL | OBJECT),
    ("crow", SAY),
    ("cry", SAY),
    ("deadpan", SAY),
    ("decide", THINK),
    ("declare", SAY | CALL),
    ("decline", INF | DEED),
    ("decry", SAY | CALL),
    ("deem", CALL),
    ("defend", OBJECT),
    ("demand", SAY | INF | OBJECT | GERUND | DEED),
    ("demonstrate", THINK),
    ("demur", SAY),
    ("denounce", CALL | OBJECT),
    ("deny", SAY | OBJECT | GERUND | DEED),
    ("depict", CALL),
    ("deride", CALL | OBJECT),
    ("describe", CALL | DEED),
    ("determine", THINK),
    ("disagree", SAY),
    ("disclose", SAY | GERUND),
    ("discover", THINK),
    ("discuss", OBJECT),
    ("dismiss", CALL | OBJECT),
    ("dispute", SAY | OBJECT | DEED),
    ("divulge", SAY),
    ("doubt", THINK),
    ("dream", THINK | OBJECT),
    ("dub", CALL),
    ("elaborate", SAY),
    ("email", SAY | TELL),
    ("emphasise", SAY),
    ("emphasize", SAY),
    ("encourage", INF | DEED),
    ("enquire", SAY),
    ("enthuse", SAY),
    ("estimate", SAY | SHOW),
    ("exclaim", SAY),
    ("expect", THINK | INF | DEED),
    ("explain", SAY),
    ("express", OBJECT | DEED),
    ("fault", OBJECT),
    ("fear", THINK),
    ("feel", THINK),
    ("figure", THINK),
    ("find", SAY | THINK | SHOW),
    ("finish", SAY | SPOKEN),
    ("fire", SAY | SPOKEN),
    ("forecast", SAY),
    ("foresee", THINK),
    ("forget", THINK),
    ("fume", SAY),
    ("gripe", SAY),
    ("growl", SAY),
    ("grumble", SAY),
    ("guarantee", SAY),
    ("guess", THINK),
    ("gush", SAY),
    ("hail", SAY | CALL),
    ("headline", SAY),
    ("hear", THINK),
    ("hint", SAY),
    ("hold", THINK),
    ("hope", THINK | INF | DEED),
    ("imagine", THINK),
    ("implore", SAY | TELL | INF),
    ("imply", SAY),
    ("indicate", THINK | SHOW),
    ("inform", SAY | TELL),
    ("inquire", SAY),
    ("insist", SAY),
    ("instruct", TELL | INF),
    ("intend", THINK | INF | DEED),
    ("interject", SAY),
    ("interpose", SAY),
    ("interrupt", SAY | SPOKEN),
    ("intone", SAY),
    ("invite", INF | DEED),
    ("joke", SAY),
    ("judge", THINK),
    ("know", THINK),
    ("label", CALL),
    ("lament", SAY),
    ("laugh", SAY | SPOKEN),
    ("learn", THINK),
    ("liken", CALL),
    ("maintain", SAY),
    ("marvel", SAY),
    ("mean", THINK),
    ("mention", SAY | OBJECT),
    ("message", SAY),
    ("mock", CALL | OBJECT),
    ("murmur", SAY),
    ("muse", SAY),
    ("mutter", SAY),
    ("name", CALL),
    ("narrate", SAY),
    ("nickname", CALL),
    ("note", SAY | SHOW),
    ("notify", SAY | TELL),
    ("object", SAY),
    ("observe", SAY),
    ("offer", INF | DEED),
    ("open", SAY | SPOKEN),
    ("opine", SAY),
    ("oppose", OBJECT),
    ("order", TELL | INF | DEED),
    ("outline", OBJECT),
    ("overhear", THINK),
    ("persuade", TELL),
    ("plan", THINK | INF),
    ("plead", SAY | INF),
    ("pledge", SAY | INF | DEED),
    ("point", SAY),
    ("ponder", SAY),
    ("portray", CALL | DEED),
    ("posit", SAY),
    ("post", SAY),
    ("postulate", SAY),
    ("praise", CALL | OBJECT),
    ("preach", SAY),
    ("predict", SAY | GERUND),
    ("preface", SAY),
    ("presume", THINK),
    ("print", SAY),
    ("proclaim", SAY),
    ("profess", SAY | INF),
    ("project", SAY),
    ("promise", SAY | TELL | INF | GERUND | DEED),
    ("pronounce", SAY),
    ("propose", SAY | INF | OBJECT | GERUND | DEED),
    ("protest", SAY),
    ("prove", THINK),
    ("question", SAY | OBJECT),
    ("quip", SAY),
    ("quote", SAY | OBJECT),
    ("rail", SAY),
    ("rant", SAY),
    ("rate", CALL),
    ("read", SAY | SHOW),
    ("realise", THINK),
    ("realize", THINK),
    ("recall", SAY),
    ("reckon", THINK),
    ("recognise", THINK),
    ("recognize", THINK),
    ("recommend", SAY | INF | GERUND | DEED),
    ("record", SAY),
    ("recount", SAY),
    ("refer", CALL),
    ("refuse", INF | DEED),
    ("regret", THINK),
    ("reiterate", SAY),
    ("reject", CALL | OBJECT | DEED),
    ("relate", SAY),
    ("remark", SAY),
    ("remember", THINK),
    ("remind", SAY | TELL),
    ("repeat", SAY),
    ("reply", SAY),
    ("report", SAY | SHOW),
    ("request", SAY | INF | DEED),
    ("respond", SAY),
    ("retell", SAY),
    ("retort", SAY),
    ("retweet", SAY),
    ("reveal", SAY | SHOW | GERUND),
    ("riff", SAY),
    ("rip", CALL),
    ("rule", SAY),
    ("say", SAY | SHOW),
    ("scoff", SAY),
    ("scold", SAY),
    ("scream", SAY),
    ("see", THINK),
    ("seek", INF),
    ("shout", SAY),
    ("show", THINK | SHOW),
    ("sigh", SAY),
    ("signal", SAY),
    ("sing", SAY),
    ("slam", CALL | OBJECT),
    ("snap", SAY),
    ("snarl", SAY),
    ("speak", OBJECT),
    ("speculate", SAY),
    ("start", SAY),
    ("state", SAY | SHOW),
    ("stipulate", SAY),
    ("stress", SAY),
    ("style", CALL),
    ("suggest", SAY | SHOW | GERUND),
    ("summarise", SAY),
    ("summarize", SAY),
    ("support", OBJECT),
    ("suppose", THINK),
    ("suspect", THINK),
    ("swear", SAY | INF),
    ("tag", CALL),
    ("talk", OBJECT),
    ("tease", SAY),
    ("telegraph", SAY),
    ("tell", SAY | TELL | INF),
    ("term", CALL),
    ("testify", SAY),
    ("text", SAY | TELL),
    ("theorise", SAY),
    ("theorize", SAY),
    ("think", THINK),
    ("threaten", INF | DEED),
    ("thunder", SAY),
    ("tout", SAY | CALL | OBJECT),
    ("trust", THINK),
    ("tweet", SAY),
    ("underline", SAY),
    ("underscore", SAY),
    ("understand", THINK),
    ("urge", SAY | TELL | INF | OBJECT),
    ("vent", SAY),
    ("volunteer", SAY),
    ("vow", SAY | INF),
    ("wail", SAY),
    ("want", THINK | INF | DEED),
    ("warn", SAY | TELL | INF | OBJECT),
    ("weigh", SAY),
    ("welcome", OBJECT),
    ("whisper", SAY),
    ("wish", THINK | INF | DEED),
    ("wonder", SAY),
    ("worry", THINK),
    ("write", SAY),
    ("yell", SAY),
];

/// Forms that no ending explains, sorted.
const IRREGULAR: &[(&str, &str)] = &[
    ("began", "begin"),
    ("begun", "begin"),
    ("cried", "cry"),
    ("decried", "decry"),
    ("denied", "deny"),
    ("dreamt", "dream"),
    ("felt", "feel"),
    ("forecast", "forecast"),
    ("foresaw", "foresee"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("found", "find"),
    ("heard", "hear"),
    ("held", "hold"),
    ("implied", "imply"),
    ("knew", "know"),
    ("known", "know"),
    ("learnt", "learn"),
    ("meant", "mean"),
    ("overheard", "overhear"),
    ("pled", "plead"),
    ("proven", "prove"),
    ("read", "read"),
    ("replied", "reply"),
    ("said", "say"),
    ("sang", "sing"),
    ("saw", "see"),
    ("seen", "see"),
    ("shown", "show"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("sung", "sing"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("testified", "testify"),
    ("thought", "think"),
    ("told", "tell"),
    ("understood", "understand"),
    ("worried", "worry"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Nouns that can name an utterance or a thought, sorted; in the singular.
const NOUNS: &[&str] = &[
    "account",
    "accusation",
    "admission",
    "advice",
    "allegation",
    "announcement",
    "answer",
    "argument",
    "assertion",
    "assessment",
    "assurance",
    "belief",
    "boast",
    "call",
    "charge",
    "claim",
    "comment",
    "complaint",
    "concern",
    "conclusion",
    "confession",
    "contention",
    "criticism",
    "decision",
    "declaration",
    "demand",
    "denial",
    "description",
    "doubt",
    "estimate",
    "expectation",
    "explanation",
    "fear",
    "feeling",
    "finding",
    "forecast",
    "hint",
    "hope",
    "idea",
    "impression",
    "insistence",
    "joke",
    "judgement",
    "judgment",
    "letter",
    "line",
    "message",
    "notion",
    "observation",
    "opinion",
    "pledge",
    "prediction",
    "promise",
    "proposal",
    "question",
    "remark",
    "reminder",
    "reply",
    "report",
    "request",
    "response",
    "revelation",
    "ruling",
    "rumor",
    "rumour",
    "sense",
    "sentiment",
    "sign",
    "speculation",
    "statement",
    "suggestion",
    "suspicion",
    "testimony",
    "theory",
    "thought",
    "threat",
    "tweet",
    "view",
    "vow",
    "warning",
    "word",
    "worry",
];

/// Which form of its verb a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// say, also the infinitive
    Base,
    /// says
    Third,
    /// said
    Past,
    /// saying
    Ing,
}

/// A verb of the list: its dictionary form and its frames.
type Entry = &'static (&'static str, Frames);

/// The frames of the verb that `word`, in small letters, is a form of, and which form; `None` for
/// all other words.
pub(super) fn verb(word: &str) -> Option<(Frames, Form)> {
    find(word).map(|(entry, form)| (entry.1, form))
}

/// The dictionary form of the verb that `word`, in small letters, is a form of.
pub(super) fn lemma(word: &str) -> Option<&'static str> {
    find(word).map(|(entry, _)| entry.0)
}

fn find(word: &str) -> Option<(Entry, Form)> {
    if let Ok(at) = IRREGULAR.binary_search_by_key(&word, |&(form, _)| form) {
        return entry(IRREGULAR[at].1).map(|entry| (entry, Form::Past));
    }
    if let Some(found) = entry(word) {
        return Some((found, Form::Base));
    }
    let (ending, form) = if word.ends_with('s') {
        ("s", Form::Third)
    } else if word.ends_with("ed") {
        ("ed", Form::Past)
    } else if word.ends_with("ing") {
        ("ing", Form::Ing)
    } else {
        return None;
    };
    stem(word.strip_suffix(ending)?, ending).map(|entry| (entry, form))
}

/// Undoes what an ending does to the verb before it: quipped, noting, replies, pledges.
fn stem(rest: &str, ending: &str) -> Option<Entry> {
    let mut letters = rest.bytes().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    if ending == "s" {
        let y = || rest.strip_suffix("ie").and_then(|stem| with_ending(stem, "y"));
        return entry(rest).or_else(y).or_else(|| rest.strip_suffix('e').and_then(entry));
    }
    let doubled = || (last == before).then(|| entry(&rest[..rest.len() - 1])).flatten();
    let y = || rest.strip_suffix('i').and_then(|stem| with_ending(stem, "y"));
    entry(rest).or_else(|| with_ending(rest, "e")).or_else(doubled).or_else(y)
}

fn with_ending(stem: &str, ending: &str) -> Option<Entry> {
    let at = VERBS.partition_point(|&(verb, _)| {
        verb.as_bytes().iter().lt(stem.as_bytes().iter().chain(ending.as_bytes()))
    });
    let found = VERBS.get(at)?;
    let verb = found.0;
    (verb.len() == stem.len() + ending.len() && verb.starts_with(stem) && verb.ends_with(ending))
        .then_some(found)
}

fn entry(verb: &str) -> Option<Entry> {
    VERBS.binary_search_by_key(&verb, |&(verb, _)| verb).ok().map(|at| &VERBS[at])
}

/// Whether `word`, in small letters, names an utterance or a thought: claim, remarks.
pub(super) fn is_utterance(word: &str) -> bool {
    NOUNS.binary_search(&word).is_ok()
        || word.strip_suffix('s').is_some_and(|singular| NOUNS.binary_search(&singular).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{CALL, Form, IRREGULAR, NOUNS, SAY, THINK, VERBS, verb};

    #[test]
    fn the_lists_are_sorted() {
        assert!(VERBS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(IRREGULAR.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(NOUNS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn forms_lead_to_their_verb() {
        for (word, form) in [
            ("said", Form::Past),
            ("quipped", Form::Past),
            ("noting", Form::Ing),
            ("replies", Form::Third),
            ("pledges", Form::Third),
        ] {
            let (frames, found) = verb(word).expect(word);
            assert_eq!((frames & SAY, found), (SAY, form), "{word}");
        }
        assert!(verb("believed").is_some_and(|(frames, _)| frames & THINK != 0));
        assert!(verb("called").is_some_and(|(frames, _)| frames & CALL != 0));
        assert!(verb("walked").is_none() && verb("s").is_none() && verb("ing").is_none());
    }
}
