//! Variants of training sentences: other quotation marks, other spelling, headlines.

use dateline::analysis::syntax::Penn;

use crate::random::Random;
use crate::treebank::Sentence;

/// The forms of a sentence, changed at random: curly marks for straight ones, British endings,
/// capitals as in headlines.
pub(crate) fn vary(sentence: &Sentence, random: &mut Random) -> Vec<String> {
    let curly = random.chance(0.5);
    let british = random.chance(0.3);
    let headline = random.unit();
    let vary = |(form, penn): (&String, Penn)| {
        let mut form = form.clone();
        if curly {
            form = match (form.as_str(), penn) {
                ("\"", Penn::OpenQuote) => "“".into(),
                ("\"", Penn::CloseQuote) => "”".into(),
                _ => form,
            };
        } else if matches!(form.as_str(), "“" | "”") {
            form = "\"".into();
        }
        if british {
            form = respell(form, penn);
        }
        if headline < 0.02 {
            form.to_uppercase()
        } else if headline < 0.05 && form.len() > 3 {
            let mut letters = form.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        } else {
            form
        }
    };
    sentence.forms.iter().zip(sentence.tags.iter().map(|tag| tag.penn)).map(vary).collect()
}

const BRITISH: &[(&str, &str)] = &[
    ("color", "colour"),
    ("favor", "favour"),
    ("honor", "honour"),
    ("labor", "labour"),
    ("behavior", "behaviour"),
    ("neighbor", "neighbour"),
    ("rumor", "rumour"),
    ("center", "centre"),
    ("theater", "theatre"),
    ("defense", "defence"),
    ("program", "programme"),
    ("travel", "travell"),
    ("organiz", "organis"),
    ("realiz", "realis"),
    ("recogniz", "recognis"),
    ("criticiz", "criticis"),
    ("apologiz", "apologis"),
    ("emphasiz", "emphasis"),
    ("analyz", "analys"),
];

fn respell(form: String, penn: Penn) -> String {
    if matches!(penn, Penn::Nnp | Penn::Nnps) {
        return form;
    }
    let found = BRITISH
        .iter()
        .find(|(american, british)| form.starts_with(american) && !form.starts_with(british));
    match found {
        Some(&("travel", _)) if !matches!(&form[6..], "ed" | "ing" | "er" | "ers") => form,
        Some(&("program", _)) if form.len() > 8 => form,
        Some((american, british)) => form.replacen(american, british, 1),
        None => form,
    }
}
