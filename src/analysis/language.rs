//! Which language a text is in: by its script, then by its small words.
//!
//! A bounded sample is read, whatever the length of the text. English gets the benefit of the
//! doubt: a short text without telltale words is taken for English unless its source says
//! otherwise, for a missed analysis is the greater loss.

use std::collections::HashMap;

use crate::text::Document;

/// How many words and bytes are read at most.
const SAMPLE: usize = 600;
const BYTES: usize = 64 * 1024;
/// Fewer words than this tell little.
const FEW: usize = 20;

/// Small words that tell a language; words that two of the languages share are left out or stand in
/// both.
const WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to that is was for with on as by at are this from have has had not but were they which their been who will would there what when you he she it we his her said an or if about can more out up than its into after over i my your me our",
    ),
    (
        "de",
        "der die das und ist nicht ein eine einen den dem des zu mit von für auf im sich auch es dass wird bei nach aus wie oder wurde haben hat sind ich wir sie noch",
    ),
    (
        "fr",
        "le la les des et est une du que qui dans pour pas sur avec ce sont par au aux plus cette ont mais nous vous ses été il elle leur comme",
    ),
    (
        "es",
        "el la los las que del una por con para es se su como más pero sus ha este entre cuando sobre también fue era muy sin hasta desde lo al y en",
    ),
    (
        "it",
        "il lo la gli che di è una per con non del della dei delle sono anche come più nel alla questo ha dal ma si suo tra nella ed",
    ),
    (
        "pt",
        "o os as que do da dos das em um uma para com não por mais se na no ao como foi são também pelo pela sua seu ou é entre",
    ),
    (
        "nl",
        "het een van dat niet en zijn voor met op aan ook er maar om bij wordt uit nog naar heeft deze zich worden werd over kan ik de die",
    ),
    (
        "sv",
        "och att det som en är av för på med den inte har till om ett men var från eller när också han hon jag vi kan",
    ),
    (
        "da",
        "og at det som en er af for på med den ikke har til om et men var fra eller når også han hun jeg vi kan blev",
    ),
    (
        "no",
        "og at det som en er av for på med den ikke har til om et men var fra eller når også han hun jeg vi kan ble",
    ),
    (
        "fi",
        "ja on ei että se hän oli ovat mutta kun myös joka mukaan ole sen niin tai kuin ovat olla",
    ),
    (
        "pl",
        "i w na z się nie do że jest to jak za po od przez ale dla oraz są o co tym był który która",
    ),
    ("cs", "a v na se je že s z do o to jako pro ale by jsou byl podle které který jeho nebo také"),
    ("ro", "și în de la a cu pe că nu este din pentru care mai sau au un o s-a fost sunt prin dar"),
    ("tr", "ve bir bu için ile da de olarak olan daha çok gibi sonra kadar en ne var değil ise"),
    (
        "id",
        "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka",
    ),
    ("hu", "a az és hogy nem egy is van meg de volt csak már mint szerint amely ezt lesz után"),
    ("vi", "của và là có không được cho một trong những người với các này đã để khi"),
];

/// ISO 639-1 ("en"), or "und" where it cannot be told; `declared` is what the source says (a BCP 47
/// tag).
pub fn language(document: &Document, declared: Option<&str>) -> &'static str {
    let sample = Sample::of(document);
    if let Some(script) = sample.foreign_script() {
        return script;
    }
    let declared = declared.and_then(|tag| tag.split(['-', '_']).next()).and_then(known);
    let best = WORDS
        .iter()
        .enumerate()
        .max_by_key(|&(index, _)| (sample.hits[index], WORDS.len() - index));
    let (Some(&english), Some((index, &(best, _)))) = (sample.hits.first(), best) else {
        return "und";
    };
    let hits = sample.hits[index];
    if sample.words < FEW && hits < 4 {
        return declared.unwrap_or(if sample.letters == 0 { "und" } else { "en" });
    }
    if best != "en" && hits >= 3 && 2 * hits > 3 * english && 10 * hits >= sample.words {
        return best;
    }
    if english > 0 && 25 * english >= sample.words {
        return "en";
    }
    declared.unwrap_or(if sample.words < 3 * FEW { "en" } else { "und" })
}

/// The code as it is kept, if the language is one that is told apart here.
fn known(code: &str) -> Option<&'static str> {
    let scripts = SCRIPTS.iter().map(|&(code, _)| code);
    WORDS
        .iter()
        .map(|&(code, _)| code)
        .chain(scripts)
        .find(|known| known.eq_ignore_ascii_case(code))
}

/// Scripts other than Latin, by the language that most often uses them.
const SCRIPTS: &[(&str, fn(char) -> bool)] = &[
    ("ja", |c| matches!(c, '\u{3040}'..='\u{30ff}')),
    ("zh", |c| matches!(c, '\u{4e00}'..='\u{9fff}')),
    ("ko", |c| matches!(c, '\u{ac00}'..='\u{d7af}')),
    ("uk", |c| matches!(c, 'і' | 'ї' | 'є' | 'ґ')),
    ("ru", |c| matches!(c, '\u{400}'..='\u{4ff}')),
    ("el", |c| matches!(c, '\u{370}'..='\u{3ff}')),
    ("ar", |c| matches!(c, '\u{600}'..='\u{6ff}')),
    ("he", |c| matches!(c, '\u{590}'..='\u{5ff}')),
    ("hi", |c| matches!(c, '\u{900}'..='\u{97f}')),
    ("th", |c| matches!(c, '\u{e00}'..='\u{e7f}')),
];

/// Each small word with the rows of [`WORDS`] it stands in, a bit each.
fn small_words() -> HashMap<&'static str, u32> {
    let mut rows = HashMap::with_capacity(1024);
    for (index, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split(' ') {
            *rows.entry(word).or_default() |= 1 << index;
        }
    }
    rows
}

struct Sample {
    words: usize,
    letters: usize,
    latin: usize,
    /// Hits of each row of [`WORDS`].
    hits: [usize; WORDS.len()],
    scripts: [usize; SCRIPTS.len()],
}

impl Sample {
    fn of(document: &Document) -> Self {
        let mut sample = Self {
            words: 0,
            letters: 0,
            latin: 0,
            hits: [0; WORDS.len()],
            scripts: [0; SCRIPTS.len()],
        };
        let small_words = small_words();
        let text = document.text();
        let end =
            (0..=text.len().min(BYTES)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let words = text[..end]
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
            .filter(|word| !word.is_empty());
        for word in words.take(SAMPLE) {
            sample.words += 1;
            let word = word.to_lowercase();
            for c in word.chars().filter(|c| c.is_alphabetic()) {
                sample.letters += 1;
                sample.latin +=
                    usize::from(c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c));
                for (count, (_, holds)) in sample.scripts.iter_mut().zip(SCRIPTS) {
                    *count += usize::from(holds(c));
                }
            }
            let rows = small_words.get(word.as_str()).copied().unwrap_or(0);
            for (index, hits) in sample.hits.iter_mut().enumerate() {
                *hits += (rows >> index & 1) as usize;
            }
        }
        sample
    }

    /// The language of a script other than Latin that most letters are in.
    fn foreign_script(&self) -> Option<&'static str> {
        if self.letters == 0 || self.latin * 2 >= self.letters {
            return None;
        }
        let many = |index: usize, part: usize| self.scripts[index] * part > self.letters;
        // A few kana among Han letters are Japanese, a few "ї" among Cyrillic ones Ukrainian.
        let told = SCRIPTS.iter().enumerate().find(|&(index, &(code, _))| {
            many(index, if matches!(code, "ja" | "uk") { 20 } else { 3 })
        });
        Some(told.map_or("und", |(_, &(code, _))| code))
    }
}

#[cfg(test)]
mod tests {
    use super::language;
    use crate::text::Document;

    fn told(text: &str) -> &'static str {
        language(&Document::verbatim(text.into()), None)
    }

    #[test]
    fn languages_are_told_by_their_small_words() {
        let german = "Die Regierung hat am Montag beschlossen, dass der Flughafen nicht weiter ausgebaut wird. Das sagte ein Sprecher, der auch auf die Kosten und den Lärm verwies.";
        let french = "Le gouvernement a décidé lundi que l'aéroport ne sera pas agrandi, selon une porte-parole qui parle des coûts et du bruit dans la région pour les habitants.";
        let spanish = "El gobierno decidió el lunes que el aeropuerto no se ampliará, dijo una portavoz, que habló de los costes y del ruido para los vecinos de la zona.";
        let english = "The government decided on Monday that the airport will not be extended, said a speaker, who spoke of the cost and the noise for those who live there.";
        assert_eq!([german, french, spanish, english].map(told), ["de", "fr", "es", "en"]);
    }

    #[test]
    fn scripts_are_told_by_their_letters() {
        assert_eq!(told("Правительство решило в понедельник"), "ru");
        assert_eq!(told("Уряд вирішив у понеділок, що його рішення є і буде"), "uk");
        assert_eq!(told("政府は月曜日に決めた"), "ja");
        assert_eq!(told("政府周一决定"), "zh");
    }

    #[test]
    fn a_short_text_is_english_unless_its_source_says_otherwise() {
        let document = Document::verbatim("Miramar? Bratislava!".into());
        assert_eq!(language(&document, None), "en");
        assert_eq!(language(&document, Some("de-AT")), "de");
        assert_eq!(told("…"), "und");
    }

    #[test]
    fn english_with_foreign_names_stays_english() {
        assert_eq!(
            told(
                "Das Leben der Anderen and Le Monde and El País are names that the paper has used."
            ),
            "en"
        );
    }
}
