//! Which language a text is in: by its script, then by its small words, a short one also by whether
//! its words are English and by its letters.
//!
//! A bounded sample is read, whatever the length of the text. English gets the benefit of the
//! doubt: a short text without telltale words is taken for English unless its source says
//! otherwise, for a missed analysis is the greater loss.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{names, trigrams};
use crate::text::Document;

/// How many words and bytes are read at most.
const SAMPLE: usize = 600;
const BYTES: usize = 64 * 1024;
/// Fewer words than this tell little.
const FEW: usize = 20;

/// Small words that tell a language, before an apostrophe with it ("l'"). A word that several
/// languages have stands in each of them and counts the less for any.
const WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to that is was for with on as by at are this from have has had not but were they which their been who will would there what when you he she it we his her said an or if about can more out up than its into after over i my your me our in a no one all be do did so us them how why says could may must should now new before while where only through during because against between until since under near late off down",
    ),
    (
        "de",
        "der die das und ist nicht ein eine einen einem einer den dem des zu zum zur mit von vom für auf im in an am sich auch es dass wird werden bei beim nach aus wie oder wurde wurden worden haben hat hatte sind war waren sei ich wir sie er noch über um durch vor weil wenn wann was warum unsere seine ihre sein kann soll bis gegen unter zwischen seit mehr immer wieder als so nur schon ab zwei",
    ),
    (
        "fr",
        "le la les des et est une un du de que qui dans pour pas sur avec ce sont par au aux plus cette ces ont mais nous vous ses son sa été il elle ils elles leur leurs comme en ne se ou où on après avant être avoir fait était avait selon sans sous entre depuis quand pourquoi notre votre deux à a y très l' d' qu' c' n' s' j'",
    ),
    (
        "es",
        "el la los las que del de una un por con para es se su sus como más pero ha han este esta entre cuando cuándo sobre también fue fueron era muy sin hasta desde lo al y o en a no qué quién le les ser había está están dos tras frente ante nuestra nuestro según donde porque ya hay dijo",
    ),
    (
        "it",
        "il lo la gli le i che di è una un uno per con non del della dei delle dell' degli sono anche come più nel nella nell' al alla all' allo ai agli questo questa quello ha hanno dal dalla da ma si su sul sulla suo sua tra fra ed e a in era stato stata stati essere l' un' dopo quando perché senza fino se chi cui dove due secondo",
    ),
    (
        "pt",
        "o a os as que de do da dos das em um uma para com não por mais se na nas no nos ao aos à às como foi foram são está também pelo pela pelos pelas sua seu suas seus ou é e entre ela ele eles depois até quando onde porque muito sem sobre já ser tem disse segundo pode isso este esta nossa nosso",
    ),
    (
        "nl",
        "de het een van dat niet en in is zijn voor met op aan ook er maar om bij wordt werd worden uit nog naar heeft had deze zich over kan ik die te ze hij zij wij we was wat waarom wanneer omdat nadat als dan meer weer geen onze door tot tegen onder tussen sinds hun volgens twee",
    ),
    (
        "sv",
        "och att det som en ett är av för på med den de inte till om i men var från eller när också han hon jag vi kan efter hade har ska blev över under mellan vid utan sig sin sina vår igen två så nu mot enligt därför här detta",
    ),
    (
        "da",
        "og at det som en et er af for på med den de ikke har til om i men var fra eller når hvornår også han hun jeg vi kan blev bliver efter havde skal over under mellem ved uden sig sin sine vores igen to så nu mod ifølge derfor der fordi inden fået noget ud nye sidste andre alle",
    ),
    (
        "no",
        "og at det som en et er av for på med den de ikke har til om i men var fra eller når også han hun jeg vi kan ble blir etter hadde skal over under mellom ved uten seg sin sine vår igjen to så nå mot ifølge derfor fordi noe ut nye siste andre alle",
    ),
    (
        "fi",
        "ja on ei että se hän oli ovat mutta kun myös joka mukaan ole sen niin tai kuin olla ne he olivat vielä jo kanssa jälkeen ennen miksi",
    ),
    (
        "pl",
        "i w na z się nie do że jest to jak za po od przez ale dla oraz są o co tym był była było zostały został która który które a przed nad pod jego jej ich kiedy dlaczego bo czy już tak może przy też u we ze według",
    ),
    (
        "cs",
        "a v na se je že s z do o to jako pro ale by jsou byl byla bylo podle které který jeho nebo také za po od ve k si jak když už není",
    ),
    (
        "ro",
        "și în de la a cu pe că nu este din pentru care mai sau au un o s-a fost sunt prin dar va ce al ale ai unui unei după până când lui lor ea el își fi să despre dintre fără sub între",
    ),
    (
        "tr",
        "ve bir bu için ile da de olarak olan daha çok gibi sonra kadar en ne var değil ise iki yeni neden hakkında ki mi o her ama önce göre ya dedi söyledi son etti yok zaman",
    ),
    (
        "id",
        "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka oleh telah sudah",
    ),
    (
        "hu",
        "a az és hogy nem egy is van meg de volt csak már mint szerint amely ezt lesz után még ha vagy ki kell",
    ),
    ("vi", "của và là có không được cho một trong những người với các này đã để khi"),
];

/// Letters beside a to z that few languages have. They count in words in small letters alone, for
/// names keep theirs in every language.
const LETTERS: &[(&str, &str)] = &[
    ("de", "äöüß"),
    ("fr", "éèêàùçœîôû"),
    ("es", "ñáéíóú"),
    ("it", "àèéìòù"),
    ("pt", "ãõáéíóúâêôçà"),
    ("sv", "åäö"),
    ("da", "æøå"),
    ("no", "æøå"),
    ("fi", "äö"),
    ("pl", "łąęśżźćńó"),
    ("cs", "řěůšžčýáíéúňťď"),
    ("ro", "șțăâîşţ"),
    ("tr", "ğşıçöü"),
    ("hu", "őűáéíóúöü"),
    ("vi", "đơưạảấầậếềệộớợ"),
];

/// Words that stand inside names: "Juan de la Cruz", "Ludwig van Beethoven".
const PARTICLES: [&str; 14] =
    ["de", "la", "du", "des", "del", "della", "di", "da", "dos", "van", "den", "der", "von", "el"];

/// What a word counts that one language alone has; a word of two counts half for each.
const WHOLE: usize = 12;

/// ISO 639-1 ("en"), or "und" where it cannot be told; `declared` is what the source says (a BCP 47
/// tag).
pub fn language(document: &Document, declared: Option<&str>) -> &'static str {
    let sample = Sample::of(document);
    if let Some(script) = sample.foreign_script() {
        return script;
    }
    let declared = declared.and_then(|tag| tag.split(['-', '_']).next()).and_then(known);
    let best = (0..WORDS.len()).max_by_key(|&row| (sample.points[row], WORDS.len() - row));
    let (Some(&english), Some(best)) = (sample.hits.first(), best) else {
        return "und";
    };
    let hits = sample.hits[best];
    // A short text needs two words of the language, or one that no other language has.
    let enough = if sample.words < FEW {
        hits >= 2 || english == 0 && sample.points[best] >= WHOLE
    } else {
        hits >= 3
    };
    if best != 0 && enough && 2 * hits > 3 * english && 10 * hits >= sample.words {
        let told = (sample.words < FEW).then(|| sample.by_letters(document));
        return told.flatten().unwrap_or(WORDS[best].0);
    }
    if sample.words < FEW && hits < 4 {
        let foreign = || sample.by_letters(document).filter(|_| !sample.is_english(english));
        return declared.or_else(foreign).unwrap_or(if sample.letters == 0 { "und" } else { "en" });
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

/// Each small word with the rows of [`WORDS`] it stands in, a bit each; made once.
static SMALL_WORDS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut rows = HashMap::with_capacity(2048);
    for (index, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split(' ') {
            *rows.entry(word).or_default() |= 1 << index;
        }
    }
    rows
});

/// The rows of [`WORDS`] whose languages have one of the word's letters: those of its rarest one.
fn rows_of_letters(word: &str) -> u32 {
    let rows = |letter: char| {
        let has = LETTERS.iter().filter(|(_, letters)| letters.contains(letter));
        has.filter_map(|(code, _)| WORDS.iter().position(|(row, _)| row == code))
            .fold(0_u32, |rows, row| rows | 1 << row)
    };
    let letters = word.chars().filter(|letter| !letter.is_ascii()).map(rows);
    letters.filter(|rows| *rows != 0).min_by_key(|rows| rows.count_ones()).unwrap_or(0)
}

struct Sample {
    words: usize,
    /// Words in small letters, and how many of them English has.
    small: usize,
    known: usize,
    letters: usize,
    latin: usize,
    /// How many words speak for each row of [`WORDS`].
    hits: [usize; WORDS.len()],
    /// The same, a word that many rows have counting less.
    points: [usize; WORDS.len()],
    scripts: [usize; SCRIPTS.len()],
}

impl Sample {
    fn of(document: &Document) -> Self {
        let mut sample = Self {
            words: 0,
            small: 0,
            known: 0,
            letters: 0,
            latin: 0,
            hits: [0; WORDS.len()],
            points: [0; WORDS.len()],
            scripts: [0; SCRIPTS.len()],
        };
        let text = document.text();
        let end =
            (0..=text.len().min(BYTES)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let words = text[..end]
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
            .filter(|word| !word.is_empty());
        let mut in_name = false;
        let mut small = String::new();
        for word in words.take(SAMPLE) {
            small.clear();
            if word.is_ascii() {
                small.push_str(word);
                small.make_ascii_lowercase();
            } else {
                small.extend(word.chars().flat_map(char::to_lowercase));
                small = small.replace('’', "'");
            }
            // "Los" in "Los Angeles" says nothing of the language around it.
            let titled = word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().skip(1).any(char::is_lowercase);
            let particle = in_name && PARTICLES.contains(&small.as_str());
            let name = titled && sample.words > 0 || particle;
            in_name = titled || particle;
            let in_small = !word.starts_with(char::is_uppercase);
            sample.words += 1;
            let word = &small;
            for c in word.chars().filter(|c| c.is_alphabetic()) {
                sample.letters += 1;
                sample.latin +=
                    usize::from(c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c));
                if c.is_ascii() {
                    continue;
                }
                for (count, (_, holds)) in sample.scripts.iter_mut().zip(SCRIPTS) {
                    *count += usize::from(holds(c));
                }
            }
            let elided = word.find('\'').and_then(|at| SMALL_WORDS.get(&word[..=at]));
            let mut rows = SMALL_WORDS.get(word.as_str()).or(elided).copied().unwrap_or(0);
            // Longer texts are told by their small words.
            let tells = in_small && !particle && word.starts_with(char::is_alphabetic);
            if tells && sample.words < FEW {
                let english = if rows == 0 { names::is_english(word) } else { rows & 1 == 1 };
                sample.small += 1;
                sample.known += usize::from(english);
            }
            if rows == 0 && in_small {
                rows = rows_of_letters(word);
            }
            // The first word may be a name as well: it counts half.
            sample
                .count(if name { rows & 1 } else { rows }, if titled { WHOLE / 2 } else { WHOLE });
        }
        sample
    }

    /// Counts a word that these rows of [`WORDS`] have.
    fn count(&mut self, rows: u32, whole: usize) {
        let share = whole / (rows.count_ones().max(1) as usize);
        for row in (0..WORDS.len()).filter(|row| rows >> row & 1 == 1) {
            self.hits[row] += 1;
            self.points[row] += share;
        }
    }

    /// The points of a language; 0 of one that is not told by words.
    fn points_of(&self, code: &str) -> usize {
        let row = WORDS.iter().position(|&(row, _)| row == code);
        row.map_or(0, |row| self.points[row])
    }

    /// The language of a short text among those that its small words leave, English apart.
    fn by_letters(&self, document: &Document) -> Option<&'static str> {
        let most = self.points[1..].iter().max().copied().unwrap_or(0);
        let near = |code: &str| 3 * self.points_of(code) >= 2 * most;
        let told = trigrams::likeliest(document.text(), near)?;
        // Letters hardly tell Danish from Norwegian: that takes a word.
        let danish = told == "no" && self.points_of("da") >= self.points_of("no");
        Some(if danish { "da" } else { told })
    }

    /// Whether the words in small letters are English, as far as they tell: half of them, or more
    /// where none of its small words (`hits`) is there. Few words with capitals alone tell nothing.
    fn is_english(&self, hits: usize) -> bool {
        let wanted = if hits > 0 { (1, 2) } else { (2, 3) };
        self.small < 2 || self.known * wanted.1 >= self.small * wanted.0
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
    fn two_hundred_short_texts_in_twelve_languages_are_told() {
        let page = include_str!("../../tests/analysis/languages.txt");
        let cases: Vec<_> = page.lines().filter_map(|line| line.split_once('\t')).collect();
        let wrong: Vec<_> = cases.iter().filter(|(code, text)| told(text) != *code).collect();
        for (code, text) in &wrong {
            eprintln!("{code} taken for {}: {text}", told(text));
        }
        assert_eq!((cases.len(), wrong.len()), (204, 0));
    }

    #[test]
    fn foreign_names_in_a_short_english_text_leave_it_english() {
        for text in [
            "Los Angeles police seek Juan de la Cruz",
            "Ludwig van Beethoven festival opens",
            "São Paulo mayor visits Le Mans",
            "Oscar de la Renta dies at 82",
            "MAYOR DENIES LEAK",
        ] {
            assert_eq!(told(text), "en", "{text}");
        }
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
