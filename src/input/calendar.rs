//! Names of months and of days of the week, in the languages whose feeds and pages write them out.

/// The months, small letters without accents: English, German (and Austrian), French, Spanish,
/// Italian, Portuguese, Dutch.
const MONTHS: [[&str; 12]; 8] = [
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    [
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janner",
        "feber",
        "maerz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "janeiro",
        "fevereiro",
        "marco",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
];

/// Whole names in further languages, in the form that stands in a date: Russian, Ukrainian, Polish,
/// Czech, Swedish, Danish and Norwegian, Finnish, Turkish, Romanian, Catalan, Greek.
const FURTHER_MONTHS: [[&str; 12]; 11] = [
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
    [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "wrzesnia",
        "pazdziernika",
        "listopada",
        "grudnia",
    ],
    [
        "ledna",
        "unora",
        "brezna",
        "dubna",
        "kvetna",
        "cervna",
        "cervence",
        "srpna",
        "zari",
        "rijna",
        "listopadu",
        "prosince",
    ],
    [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ],
    [
        "tammikuuta",
        "helmikuuta",
        "maaliskuuta",
        "huhtikuuta",
        "toukokuuta",
        "kesakuuta",
        "heinakuuta",
        "elokuuta",
        "syyskuuta",
        "lokakuuta",
        "marraskuuta",
        "joulukuuta",
    ],
    [
        "ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim",
        "kasim", "aralik",
    ],
    [
        "ianuarie",
        "februarie",
        "martie",
        "aprilie",
        "mai",
        "iunie",
        "iulie",
        "august",
        "septembrie",
        "octombrie",
        "noiembrie",
        "decembrie",
    ],
    [
        "gener", "febrer", "marc", "abril", "maig", "juny", "juliol", "agost", "setembre",
        "octubre", "novembre", "desembre",
    ],
    [
        "ιανουαριου",
        "φεβρουαριου",
        "μαρτιου",
        "απριλιου",
        "μαιου",
        "ιουνιου",
        "ιουλιου",
        "αυγουστου",
        "σεπτεμβριου",
        "οκτωβριου",
        "νοεμβριου",
        "δεκεμβριου",
    ],
];

/// Short forms that are no beginnings of the names.
const SHORT_MONTHS: [(&str, i8); 2] = [("mrt", 3), ("mz", 3)];

/// Days of the week in the same languages.
const DAYS: [[&str; 7]; 7] = [
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"],
    ["lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"],
    ["segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo"],
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
];

/// Words around the parts of a date that say nothing: "2 de marzo de 2026 a las 8:00", "le 2 mars",
/// "um 8:00 Uhr", "quarta-feira".
const BETWEEN: [&str; 26] = [
    "at", "on", "of", "the", "-", "–", "de", "del", "di", "le", "a", "as", "las", "alle", "ore",
    "um", "uhr", "am", "den", "der", "op", "om", "uur", "feira", "kl", "il",
];

/// The month that a word names, whole or shortened to three letters and more; `None` where it could
/// be two ("jui").
pub(super) fn month_named(word: &str) -> Option<i8> {
    let word = folded(word);
    let whole = |named: &[&str; 12]| named.iter().position(|month| *month == word);
    if let Some(month) = MONTHS.iter().chain(&FURTHER_MONTHS).find_map(whole) {
        return Some(month as i8 + 1);
    }
    if let Some((_, month)) = SHORT_MONTHS.iter().find(|(short, _)| *short == word) {
        return Some(*month);
    }
    if word.len() < 3 || word.len() > 5 {
        return None;
    }
    let mut months = MONTHS
        .iter()
        .flat_map(|names| names.iter().enumerate())
        .filter(|(_, name)| name.starts_with(&word))
        .map(|(at, _)| at);
    let first = months.next()?;
    months.all(|month| month == first).then_some(first as i8 + 1)
}

/// Whether it is a day of the week, whole or shortened to two letters and more.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = folded(word);
    DAYS.iter()
        .flatten()
        .any(|day| *day == word || (2..=5).contains(&word.len()) && day.starts_with(&word))
        || word == "sonnabend"
}

/// Whether it may stand in a date without a meaning of its own.
pub(super) fn says_nothing(word: &str) -> bool {
    BETWEEN.contains(&folded(word).as_str())
}

/// Small letters without accents and full stops.
fn folded(word: &str) -> String {
    let plain = |c| match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ı' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' => 'u',
        'ç' | 'č' => 'c',
        'ğ' => 'g',
        'ř' => 'r',
        'ş' | 'ś' | 'š' => 's',
        'ź' | 'ž' => 'z',
        'ń' => 'n',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        other => other,
    };
    word.trim_end_matches(['.', ',']).chars().flat_map(char::to_lowercase).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_weekday, month_named};

    #[test]
    fn months_are_known_by_their_beginnings_where_these_are_clear() {
        for (word, month) in [
            ("Mär", 3),
            ("mars", 3),
            ("févr.", 2),
            ("juil.", 7),
            ("Dez.", 12),
            ("ene", 1),
            ("SET", 9),
            ("mrt", 3),
            ("août", 8),
            ("giu", 6),
        ] {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        for word in ["jui", "ma", "m", "Marchioness", "", "sec"] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }

    #[test]
    fn days_of_the_week_are_known() {
        for word in ["Mo", "lun.", "mié", "Donnerstag", "sáb", "zo", "terça"] {
            assert!(is_weekday(word), "{word}");
        }
        assert!(!is_weekday("m") && !is_weekday("Monument"));
    }
}
