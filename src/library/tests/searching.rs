//! What is there is found, in any script and with any signs around it.

use super::Folder;
use super::articles::{clock, feed, item};
use super::at;
use crate::query::Query;

/// Words that a news item could have, in six scripts.
const SCRIPTS: [&str; 6] = [
    "the harbour opens again in spring said the minister without naming a day while fishermen argue over the price of café and naïve Ångström co-operate 2026",
    "порт снова откроется весной сказал министр не назвав даты жители ждут паром рыбаки спорят о цене улова ещё объём",
    "το λιμάνι θα ανοίξει ξανά την άνοιξη είπε ο υπουργός χωρίς ημερομηνία οι κάτοικοι περιμένουν",
    "سيفتح الميناء مرة أخرى في الربيع قال الوزير دون تحديد موعد وينتظر السكان العبارة",
    "港は春に再び開くと大臣が述べたが日付は明らかにしなかった住民はフェリーを待っている",
    "बंदरगाह वसंत में फिर खुलेगा मंत्री ने कहा तारीख बताए बिना निवासी नौका की प्रतीक्षा",
];
/// What the index's own language, and ours, would take for syntax.
const SIGNS: [&str; 14] =
    ["\"", "*", "(", ")", "-", ":", "^", " NEAR ", " AND ", "NEAR(", "{", "+", "'", "\\"];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// A word of a text; of one that sets no spaces, three characters.
fn word(text: &str, random: &mut Random) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() > 1 {
        return words[random.below(words.len())].to_owned();
    }
    let from = random.below(text.chars().count() - 3);
    text.chars().skip(from).take(3).collect()
}

#[test]
fn every_word_of_six_scripts_is_found_whatever_signs_are_typed_around_it() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/feed");
    let mut random = Random(7);
    let mut texts = Vec::new();
    for number in 0..600 {
        let words: Vec<&str> = SCRIPTS[number % 6].split(' ').collect();
        let text = if words.len() > 1 {
            (0..9).map(|_| words[random.below(words.len())]).collect::<Vec<_>>().join(" ")
        } else {
            SCRIPTS[number % 6].chars().skip(random.below(20)).take(12).collect()
        };
        texts.push(text);
    }
    let items: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| item(Some(&n.to_string()), &format!("n{n}"), None, text))
        .collect();
    library.store_items(feed, &items, at(0)).unwrap();
    while library.index_pending(500).unwrap() > 0 {}
    for _ in 0..600 {
        let number = random.below(texts.len());
        let wanted = word(&texts[number], &mut random);
        let query = Query::parse(&wanted).unwrap_or_else(|error| panic!("{wanted}: {error}"));
        let hits = library.search(&query, &clock(), 600).unwrap();
        assert!(
            hits.iter().any(|hit| hit.row.title == format!("n{number}")),
            "{wanted} is not found in {}",
            texts[number]
        );
        let (before, after) = (SIGNS[random.below(SIGNS.len())], SIGNS[random.below(SIGNS.len())]);
        // Typed raw it may be no query, which is said before the index is asked; where it is one,
        // the index answers.
        if let Ok(query) = Query::parse(&format!("{before}{wanted}{after}")) {
            library
                .search(&query, &clock(), 600)
                .unwrap_or_else(|error| panic!("{before}{wanted}{after}: {error}"));
        }
    }
}
