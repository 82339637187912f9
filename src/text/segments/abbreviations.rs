//! Words that are written with a stop that ends no sentence.

const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "assn", "assoc", "asst", "atty", "aug", "ave", "blvd", "brig", "bros",
    "capt", "cf", "cmdr", "co", "col", "corp", "cos", "cpl", "ct", "dec", "dept", "det", "dist",
    "dr", "e.g", "esq", "est", "etc", "feb", "fr", "ft", "gen", "gov", "govs", "hon", "hwy", "i.e",
    "inc", "insp", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mr", "mrs",
    "ms", "mt", "no", "nos", "nov", "oct", "pp", "ph.d", "pres", "prof", "pvt", "rep", "reps",
    "rev", "sen", "sens", "sept", "sep", "sgt", "sr", "st", "supt", "thurs", "tues", "univ", "vol",
    "vs", "v",
];

/// American states as news agencies write them; those that are words too are taken only where
/// something shows it.
const STATES: &[&str] = &[
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "kan", "ky", "md", "mich",
    "minn", "mont", "neb", "nev", "okla", "penn", "tenn", "tex", "va", "vt", "wis", "wyo",
];
const STATES_THAT_ARE_WORDS: &[&str] =
    &["ill", "ind", "la", "mass", "miss", "mo", "ore", "pa", "wash"];

/// Abbreviations that stand before a name or a number, so that a capital after them starts no
/// sentence.
const BEFORE_NAMES: &[&str] = &[
    "adm", "al", "approx", "apr", "asst", "atty", "aug", "brig", "c", "ca", "capt", "cf", "cmdr",
    "col", "cpl", "dec", "det", "dr", "e.g", "feb", "fr", "gen", "gov", "govs", "hon", "i.e",
    "insp", "jan", "jul", "jun", "lt", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "no",
    "nos", "nov", "oct", "pp", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sep",
    "sept", "sgt", "st", "supt", "v", "vs",
];

/// Lower-case abbreviations that are one only before a number: `c. 1230`, `approx. 30`.
const BEFORE_NUMBERS: &[&str] = &["approx", "b", "c", "ca", "d", "no", "nos", "p", "r"];

/// Whether the stop after `word` belongs to it. `after` is what follows the stop.
pub(super) fn keeps_stop(word: &str, after: &str) -> bool {
    if word.len() > 24 {
        return false;
    }
    let lower = word.to_lowercase();
    let capital = word.starts_with(char::is_uppercase);
    // Two characters decide: the one behind the stop and the one behind that.
    let mut next = after.chars();
    let (first, second) = (next.next().unwrap_or(' '), next.next().unwrap_or(' '));
    let number_follows = first.is_ascii_digit() || first == ' ' && second.is_ascii_digit();
    if BEFORE_NUMBERS.contains(&lower.as_str()) && (!capital || lower == "no" || lower == "nos") {
        return number_follows;
    }
    if let Some((_, state)) = lower.rsplit_once('-')
        && capital
        && (STATES.contains(&state) || STATES_THAT_ARE_WORDS.contains(&state))
    {
        return true;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
    let goes_on = matches!(first, ',' | ')' | ';') || first == ' ' && second.is_lowercase();
    let state = capital
        && (STATES.contains(&lower.as_str())
            || goes_on && STATES_THAT_ARE_WORDS.contains(&lower.as_str()));
    let known = match lower.as_str() {
        "v" => capital || second.is_uppercase(),
        "al" => !capital,
        "mar" | "est" | "co" | "cos" | "del" => capital,
        other => ABBREVIATIONS.contains(&other),
    };
    (initial && lower != "i") || dotted || known || state
}

/// Whether a name or number follows this abbreviation (without its stop, in small letters), or it
/// is an initial.
pub(super) fn stands_before_names(stem: &str) -> bool {
    stem.chars().count() == 1 || BEFORE_NAMES.contains(&stem)
}
