//! Which of several languages a few words are in, by their runs of three letters (`whatlang`, after
//! Cavnar and Trenkle 1994).

use whatlang::{Detector, Lang};

const LANGUAGES: &[(&str, Lang)] = &[
    ("de", Lang::Deu),
    ("fr", Lang::Fra),
    ("es", Lang::Spa),
    ("it", Lang::Ita),
    ("pt", Lang::Por),
    ("nl", Lang::Nld),
    ("sv", Lang::Swe),
    ("da", Lang::Dan),
    ("no", Lang::Nob),
    ("fi", Lang::Fin),
    ("pl", Lang::Pol),
    ("cs", Lang::Ces),
    ("ro", Lang::Ron),
    ("tr", Lang::Tur),
    ("id", Lang::Ind),
    ("hu", Lang::Hun),
    ("vi", Lang::Vie),
];

/// The likeliest of the languages that `may` holds for; `None` where nothing tells.
pub(super) fn likeliest(text: &str, may: impl Fn(&str) -> bool) -> Option<&'static str> {
    let among: Vec<Lang> =
        LANGUAGES.iter().filter(|(code, _)| may(code)).map(|&(_, lang)| lang).collect();
    if let [only] = among[..] {
        return LANGUAGES.iter().find(|(_, lang)| *lang == only).map(|&(code, _)| code);
    }
    let told = Detector::with_allowlist(among).detect_lang(text)?;
    LANGUAGES.iter().find(|(_, lang)| *lang == told).map(|&(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::likeliest;

    #[test]
    fn letters_tell_one_of_the_languages_asked_for() {
        assert_eq!(likeliest("Kaksi loukkaantui kolarissa", |_| true), Some("fi"));
        assert_eq!(likeliest("Kaksi loukkaantui kolarissa", |code| code == "de"), Some("de"));
        assert_eq!(likeliest("", |_| true), None);
    }
}
