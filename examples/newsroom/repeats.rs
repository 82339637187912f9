//! Near copies and phrases that come again and again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::marked::Marked;

/// Words that carry little: a phrase of five words counts where at least three others stand in it.
const COMMON: &str = "a an and are as at be been but by for from had has have he her his i in is it its of on or she that the their them there they this to was we were who will with would not said";

/// Phrases of five words that stand in more articles than `most`, with the number of articles.
pub(crate) fn phrases(articles: &[Marked], most: usize) -> Vec<(usize, String)> {
    let common: HashSet<&str> = COMMON.split(' ').collect();
    let mut seen: HashMap<String, HashSet<usize>> = HashMap::new();
    for (number, article) in articles.iter().enumerate() {
        for five in words(&article.text).windows(5) {
            if five.iter().filter(|word| !common.contains(word.as_str())).count() >= 3 {
                seen.entry(five.join(" ")).or_default().insert(number);
            }
        }
    }
    let mut often: Vec<(usize, String)> = seen
        .into_iter()
        .filter(|(_, articles)| articles.len() > most)
        .map(|(phrase, articles)| (articles.len(), phrase))
        .collect();
    often.sort_by(|a, b| b.cmp(a));
    often
}

/// Pairs of articles that share more than `share` of their phrases of four words.
pub(crate) fn copies(articles: &[Marked], share: f64) -> Vec<(f64, String, String)> {
    let shingles: Vec<BTreeSet<String>> = articles
        .iter()
        .map(|article| words(&article.text).windows(4).map(|four| four.join(" ")).collect())
        .collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, set) in shingles.iter().enumerate() {
        for shingle in set {
            holders.entry(shingle).or_default().push(number);
        }
    }
    let mut together: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for numbers in holders.values() {
        for (at, &one) in numbers.iter().enumerate() {
            for &other in &numbers[at + 1..] {
                *together.entry((one, other)).or_default() += 1;
            }
        }
    }
    let mut found = Vec::new();
    for ((one, other), count) in together {
        let part = count as f64 / shingles[one].len().min(shingles[other].len()).max(1) as f64;
        if part > share {
            found.push((part, articles[one].id.clone(), articles[other].id.clone()));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
