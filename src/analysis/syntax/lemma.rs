//! The dictionary form of an English word: a table of irregular forms, then rules for the regular
//! endings.

use std::borrow::Cow;

use super::irregular::{AUXILIARIES, NOUNS, VERBS};
use super::{Penn, Pos, Tag};

/// The lemma of `word`, in small letters except for names: `said` → `say`, `Officials` →
/// `official`, `Ruiz` → `Ruiz`.
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    if matches!(tag.penn, Penn::Nnp | Penn::Nnps) || word.len() > 40 {
        return Cow::Borrowed(word);
    }
    let small: Cow<'_, str> = if word.chars().any(|c| c.is_uppercase() || c == '’') {
        Cow::Owned(word.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(word)
    };
    let found = match tag.penn {
        Penn::Vbd | Penn::Vbn | Penn::Vbg | Penn::Vbz | Penn::Vbp | Penn::Vb | Penn::Md => {
            verb(&small, tag)
        }
        Penn::Nns => noun(&small),
        Penn::Jjr | Penn::Jjs | Penn::Rbr | Penn::Rbs => degree(&small),
        Penn::Rb if &*small == "n't" => Some("not".into()),
        Penn::Dt if &*small == "an" => Some("a".into()),
        _ => None,
    };
    found.map_or(small, Cow::Owned)
}

fn verb(word: &str, tag: Tag) -> Option<String> {
    if tag.pos == Pos::Aux
        && (word, tag.penn) != ("'d", Penn::Vbd)
        && let Some(&(_, lemma)) = AUXILIARIES.iter().find(|(form, _)| *form == word)
    {
        return Some(lemma.into());
    }
    match (word, tag.penn) {
        ("'s", Penn::Vbz) => return Some("be".into()),
        ("'d", Penn::Vbd) => return Some("have".into()),
        _ => {}
    }
    if let Ok(at) = VERBS.binary_search_by_key(&word, |&(form, _)| form) {
        return Some(VERBS[at].1.into());
    }
    match tag.penn {
        Penn::Vbd | Penn::Vbn => word.strip_suffix("ed").map(|stem| {
            word.strip_suffix("ied").map_or_else(|| restore(stem), |stem| shortened(stem, "ied"))
        }),
        Penn::Vbg => word.strip_suffix("ing").filter(|stem| stem.len() > 1).map(restore),
        Penn::Vbz => plural(word),
        _ => None,
    }
}

/// `carr` + `ied` → `carry`, but `d` + `ied` → `die`.
fn shortened(stem: &str, ending: &str) -> String {
    let long = stem.len() > 1;
    if long { format!("{stem}y") } else { format!("{stem}{}", &ending[..2]) }
}

fn noun(word: &str) -> Option<String> {
    if let Ok(at) = NOUNS.binary_search_by_key(&word, |&(form, _)| form) {
        return Some(NOUNS[at].1.into());
    }
    if let Some(stem) = word.strip_suffix("men") {
        return Some(format!("{stem}man"));
    }
    plural(word)
}

/// Takes the ending `s` off.
fn plural(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(shortened(stem, "ies"));
    }
    let stem = word.strip_suffix('s')?;
    if stem.is_empty() || stem.ends_with(['s', 'u']) || stem.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let Some(short) = stem.strip_suffix('e') else { return Some(stem.into()) };
    if [
        "bus",
        "focus",
        "virus",
        "campus",
        "bonus",
        "status",
        "census",
        "consensus",
        "surplus",
        "bias",
        "gas",
    ]
    .contains(&short)
    {
        return Some(short.into());
    }
    let hissing = ["ss", "sh", "ch", "x", "zz", "tto", "ho", "go"]
        .iter()
        .any(|ending| short.ends_with(ending));
    let kept = ["ache", "headache", "axe", "shoe", "cache", "niche", "psyche", "avalanche"]
        .contains(&stem);
    Some(if hissing && !kept { short.into() } else { stem.into() })
}

/// Gives a stem that lost `ed` or `ing` what it lost before: `stopp` → `stop`, `mak` → `make`,
/// `announc` → `announce`.
fn restore(stem: &str) -> String {
    let letters = stem.as_bytes();
    let (Some(&last), Some(&before)) =
        (letters.last(), letters.len().checked_sub(2).and_then(|at| letters.get(at)))
    else {
        return stem.into();
    };
    let vowel = |letter: u8| b"aeiou".contains(&letter);
    if !stem.is_ascii() {
        return stem.into();
    }
    if last == before && letters.len() > 3 && !vowel(last) && !b"lsfz".contains(&last) {
        return stem[..stem.len() - 1].into();
    }
    if last == b'l' && before == b'l' {
        let doubled = [
            "cell", "bell", "rell", "vell", "troll", "pell", "fuell", "dell", "gnall", "nnell",
            "ivall", "tall",
        ];
        let keeps = [
            "install", "stall", "spell", "yell", "sell", "smell", "dwell", "swell", "tell", "call",
            "bill",
        ];
        let single = doubled.iter().any(|ending| stem.ends_with(ending))
            && !keeps.iter().any(|ending| stem.ends_with(ending) && stem != "compell");
        return if single { stem[..stem.len() - 1].into() } else { stem.into() };
    }
    let third = letters.len().checked_sub(3).map_or(b'-', |at| letters[at]);
    let long = vowel(before)
        && vowel(third)
        && !["iat", "uat", "creat", "quir", "qir", "quot"].iter().any(|end| stem.ends_with(end));
    if stem.ends_with("elop") {
        return stem.into();
    }
    let silent = match last {
        b'c' | b'v' | b'u' => true,
        b'z' => before != b'z' && before != b't',
        b's' => {
            vowel(before) && !stem.ends_with("focus") && !stem.ends_with("ias")
                || before == b'n'
                || before == b'r'
                || before == b'p'
                || stem.ends_with("ws")
        }
        b'g' => {
            matches!(before, b'd' | b'l')
                || matches!(before, b'a' | b'r')
                || stem.ends_with("ieg")
                || stem.ends_with("lleg")
                || stem.ends_with("ng")
                    && ["chang", "rang", "leng", "veng", "plung", "loung", "ping", "fring", "ring"]
                        .iter()
                        .any(|end| stem.ends_with(end) && !matches!(*end, "ring" | "ping"))
        }
        b'e' => stem.ends_with("re") && stem.len() < 5 || stem.ends_with("ante"),
        b'l' => {
            matches!(before, b'b' | b'p' | b't' | b'd' | b'k' | b'f' | b'g' | b'z')
                || !long && SILENT.iter().any(|end| stem.ends_with(end))
        }
        b'h' => {
            stem.ends_with("breath")
                || stem.ends_with("bath")
                || stem.ends_with("cloth")
                || stem.ends_with("loath")
        }
        _ => !long && (SILENT.iter().any(|end| stem.ends_with(end)) || short_syllable(letters)),
    };
    if silent { format!("{stem}e") } else { stem.into() }
}

/// One vowel between consonants, as in `mak`, `hop`, `stat`: a stem of one such syllable that had
/// no `e` would have doubled its last letter.
fn short_syllable(letters: &[u8]) -> bool {
    let vowel = |letter: u8| b"aeiouy".contains(&letter);
    let count = letters.windows(2).filter(|pair| vowel(pair[0]) && !vowel(pair[1])).count();
    let [.., before, middle, last] = letters else { return false };
    count == 1 && !vowel(*before) && vowel(*middle) && !vowel(*last) && !b"wxy".contains(last)
        || letters.starts_with(b"qu") && count == 1 && letters.len() == 4
}

/// Endings of stems of two and more syllables that had an `e`.
const SILENT: &[&str] = &[
    "at", "ar", "agre", "ecid", "ovid", "esid", "clud", "ced", "id", "rad", "ud", "ecut", "but",
    "mut", "put", "vit", "nit", "pir", "quir", "qir", "hir", "tir", "mir", "sir", "vir", "sur",
    "jur", "dur", "cur", "gur", "tur", "ctur", "llustr", "plor", "nor", "stor", "scor", "terfer",
    "mak", "tak", "vok", "rov", "sum", "fin", "clin", "bin", "min", "gin", "lin", "vin", "tun",
    "pon", "erm", "am", "om", "im", "ap", "op", "ip", "ul", "il", "ol", "al", "et", "ot", "ut",
    "rib", "crib", "rob", "ak", "ok", "ik", "uk", "yp", "ys",
];

fn degree(word: &str) -> Option<String> {
    let irregular = match word {
        "better" | "best" => "good",
        "worse" | "worst" => "bad",
        "more" => "more",
        "most" => "most",
        "less" => "less",
        "least" => "least",
        "further" | "farther" | "furthest" | "farthest" => "far",
        _ => "",
    };
    if !irregular.is_empty() {
        return Some(irregular.into());
    }
    let stem = word.strip_suffix("er").or_else(|| word.strip_suffix("est"))?;
    if let Some(stem) = stem.strip_suffix('i') {
        return Some(format!("{stem}y"));
    }
    let silent = [
        "larg", "lat", "wid", "clos", "saf", "rar", "nic", "fin", "strang", "whit", "wis", "brav",
        "simpl", "abl", "tru", "pur",
    ];
    Some(if silent.contains(&stem) { format!("{stem}e") } else { undouble(stem) })
}

/// `bigg` → `big`, but `small` stays.
fn undouble(stem: &str) -> String {
    match stem.as_bytes() {
        [.., before, last] if before == last && b"bdgmnpt".contains(last) => {
            stem[..stem.len() - 1].into()
        }
        _ => stem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{NOUNS, VERBS, lemma};
    use crate::analysis::syntax::{Penn, Pos, Tag};

    fn of(word: &str, penn: Penn) -> String {
        lemma(word, Tag::new(Pos::Verb, penn)).into_owned()
    }

    #[test]
    fn verbs_of_speech_lead_to_their_dictionary_form() {
        #[rustfmt::skip]
        let past = [
            ("said", "say"), ("told", "tell"), ("added", "add"), ("announced", "announce"), ("argued", "argue"), ("stated", "state"), ("replied", "reply"),
            ("noted", "note"), ("warned", "warn"), ("admitted", "admit"), ("insisted", "insist"), ("agreed", "agree"), ("believed", "believe"),
            ("described", "describe"), ("quoted", "quote"), ("declared", "declare"), ("explained", "explain"), ("claimed", "claim"), ("promised", "promise"),
            ("urged", "urge"), ("accused", "accuse"), ("asked", "ask"), ("reported", "report"), ("wrote", "write"), ("acknowledged", "acknowledge"),
            ("suggested", "suggest"), ("revealed", "reveal"), ("remarked", "remark"), ("denied", "deny"), ("cautioned", "caution"), ("confirmed", "confirm"),
            ("tweeted", "tweet"), ("recalled", "recall"), ("conceded", "concede"), ("pledged", "pledge"), ("alleged", "allege"), ("opposed", "oppose"),
            ("called", "call"), ("stressed", "stress"), ("expressed", "express"), ("discussed", "discuss"), ("testified", "testify"), ("voiced", "voice"),
            ("predicted", "predict"), ("estimated", "estimate"), ("hoped", "hope"), ("planned", "plan"), ("happened", "happen"), ("offered", "offer"),
            ("remembered", "remember"),
        ];
        let wrong: Vec<_> = past
            .iter()
            .filter(|(form, lemma)| of(form, Penn::Vbd) != *lemma)
            .map(|&(form, _)| (form, of(form, Penn::Vbd)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn other_endings_are_taken_off() {
        for (form, penn, expected) in [
            ("saying", Penn::Vbg, "say"),
            ("making", Penn::Vbg, "make"),
            ("running", Penn::Vbg, "run"),
            ("telling", Penn::Vbg, "tell"),
            ("arguing", Penn::Vbg, "argue"),
            ("says", Penn::Vbz, "say"),
            ("denies", Penn::Vbz, "deny"),
            ("watches", Penn::Vbz, "watch"),
            ("goes", Penn::Vbz, "go"),
            ("argues", Penn::Vbz, "argue"),
            ("Officials", Penn::Nns, "official"),
            ("countries", Penn::Nns, "country"),
            ("spokesmen", Penn::Nns, "spokesman"),
            ("sources", Penn::Nns, "source"),
            ("churches", Penn::Nns, "church"),
            ("bigger", Penn::Jjr, "big"),
            ("earliest", Penn::Jjs, "early"),
            ("Ruiz", Penn::Nnp, "Ruiz"),
        ] {
            assert_eq!(of(form, penn), expected);
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(
            VERBS.is_sorted_by_key(|&(form, _)| form) && NOUNS.is_sorted_by_key(|&(form, _)| form)
        );
    }
}
