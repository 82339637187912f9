//! Words as two reports are compared by them: without endings, without those that any report may
//! hold.

/// Words that say nothing about which event is told: function words, and the newsroom's own.
const COMMON: &str = " a about above after again against ago all almost along already also although always am amid among an and another any are around as at away back be because been before began behind being below between both but by came can cannot come could did do does doing done down during each early either else enough even ever every few first five for four found from further gave get give given go going gone got had half has have having he her here hers him himself his how however if in including instead into is it its itself just keep kept know known last late later least less let like made make many may me might more most much must my near nearly need neither never new next nine no none nor not nothing now of off often on once one only onto or other others our out outside over own part past per put rather said same saw say saying says second see seen set seven several she should since six so some still such take taken ten than that the their them then there these they thing third this those though three through thus time to today together told too took toward towards two under until up upon us use used very via was way we week well went were what when where whether which while who whole whom whose why will with within without would yes yesterday yet you your \
 according added asked called expect expected happen happened journalist news official people person report reported reporter reporters source spokesman spokesperson spokeswoman statement tell think want monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december morning afternoon evening night day days month months year years hour hours minute minutes mr mrs ms dr ";

/// Words of the news: they stand in reports of many events, so that they say little of which.
const FREQUENT: &str = " able accuse across act action add agree aid air allow amount announce appear area army arrive attack attempt authorit available avoid bad bank become begin believe best better big bit board body book break bring build building buil business buy call campaign capital car care carri case cause central centre center chair chance change charg chief child children citi city clear close clos cold collect comment committee common compan company concern confirm consider contain continu control cost council countr country county course court cover crime crown current custom cut damag damage danger deal death decade decid decision demand department deput describ destroy detail die difficult director doctor drive driver drop due east econom effect effort elect employee end enter entire even event evidence examine example fact fail fall famil family fear feel field fight figure fill final find fine finish fire firm follow food force foreign form former free friend full fund future general good government governor great ground group grow guard half hand happen hard head health hear heart held help high hit hold home hope hospital hour house household huge human idea important increase industr information injur inquir inquiry inside interest international investigat involv issue job join judge kill kind land large law lawyer lead leader leave left letter level lie life light line list live local long lose loss lost low main major man manag market matter mayor measure meet meeting member men mile million minister minor miss modern moment money morn mother mountain move name nation national nature near new newspaper next night north note number offer office old open opposition order organi owner pact paid paper parent parliament part party pass past pay peace period person phone place plan play point polic police polit poor position possible power present president press prevent price prime prison problem process produc programme project promis protect prove public question quick quiet rais rate reach read ready real reason receive recent record red reduce regard region relat remain repair repl report research resign respon rest result return right rise risk road role room rule run safe sale save scene school sea search season secretar secur sell send senior serious serv service share ship shop short show shut side sign situation small social societ soldier son soon sort south speak special spend spring staff stand start stat state station stay step stop storm stor story street strong stud student suffer summer suppl support sure system talk tax team technolog television term test thank today top total tour town trade train travel treat trial tri try turn understand union unit universit use value vehicle victim view village violence visit voice vote wait walk wall war warn water weather week west white wide wife win winter woman women word work worker world worth writ wrong yard young ";

/// What share of what a folded word would tell is lost, as it stands in many reports: 0 to 1.
pub(super) fn commonness(word: &str) -> f32 {
    if is_common(word) {
        return 1.0;
    }
    if stands_in(FREQUENT, word) || stands_in(FREQUENT, stem(word)) { 0.55 } else { 0.0 }
}

/// Whether a folded word may stand in any report.
pub(super) fn is_common(word: &str) -> bool {
    word.len() < 3 || stands_in(COMMON, word)
}

/// Whether a word is one of a list with a space before and behind each.
fn stands_in(list: &str, word: &str) -> bool {
    let is_border = |at: usize| list.as_bytes().get(at) == Some(&b' ');
    let mut found = list.match_indices(word);
    found.any(|(at, _)| is_border(at.wrapping_sub(1)) && is_border(at + word.len()))
}

/// A word without the endings of number, tense and adverb: enough that "burned" meets "burning".
pub(super) fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 9] = ["ingly", "ations", "ation", "ings", "ing", "ies", "ed", "es", "ly"];
    if !word.is_ascii() {
        return word;
    }
    let cut = ENDINGS.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        (stem.len() >= if ending.len() > 2 { 3 } else { 4 }).then_some((*ending, stem))
    });
    // "stopped", "shipping"
    if let Some(("ed" | "ing" | "ings", stem)) = cut
        && let [.., a, b] = stem.as_bytes()
        && a == b
        && stem.len() > 3
        && !b"ls".contains(b)
    {
        return &stem[..stem.len() - 1];
    }
    let single = || word.strip_suffix('s').filter(|stem| stem.len() >= 3 && !stem.ends_with('s'));
    let stem = cut.map(|(_, stem)| stem).or_else(single).unwrap_or(word);
    stem.strip_suffix(['e', 'y', 'i']).filter(|stem| stem.len() >= 3).unwrap_or(stem)
}

/// The key of a term: 32 bits of FNV-1a over its folded letters, apart for each kind of evidence,
/// the same on every machine.
pub(super) fn key(kind: u8, letters: &str) -> u32 {
    let start = (0x811c_9dc5_u32 ^ u32::from(kind)).wrapping_mul(0x0100_0193);
    letters.bytes().fold(start, |key, byte| (key ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The words of a line in lower case: letters and digits.
pub(super) fn folded_words(line: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    let start = line.as_ptr() as usize;
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{is_common, stem};

    #[test]
    fn forms_of_a_word_meet() {
        for (one, other) in [
            ("burned", "burning"),
            ("strikes", "strike"),
            ("ferries", "ferry"),
            ("stopped", "stopping"),
            ("collapsed", "collapse"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("ferry"), stem("fern"));
        assert_eq!(stem("глава"), "глава");
    }

    #[test]
    fn words_of_any_report_are_whole_words_of_the_list() {
        assert!(is_common("because") && is_common("to") && is_common("dr"));
        assert!(!is_common("ferry") && !is_common("fir") && !is_common("caus"));
    }
}
