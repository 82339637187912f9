//! How far tokens, sentences, tags and trees agree with the treebanks, on text cut by the program
//! itself.
//!
//! Needs `../shared/train`; without it the test is ignored. `cargo test --test
//! treebank_agreement -- --nocapture` shows the figures, with `SHOW=1` also the sentences that are
//! cut otherwise.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "figures and a test's own files")]

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dateline::text::{Document, Segments};

/// A paragraph put together from its sentences, with gold tokens and sentence ends as byte offsets.
#[derive(Default)]
struct Gold {
    text: String,
    tokens: BTreeSet<(usize, usize)>,
    ends: BTreeSet<usize>,
}

fn paragraphs(path: &Path) -> Vec<Gold> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut paragraphs: Vec<Gold> = Vec::new();
    let (mut at, mut skip) = (0, 0);
    let (mut joined, mut open) = (false, None);
    for line in text.lines() {
        if line.starts_with("# newpar") || line.starts_with("# newdoc") || paragraphs.is_empty() {
            paragraphs.push(Gold::default());
        }
        let gold = paragraphs.last_mut().unwrap();
        if let Some(text) = line.strip_prefix("# text = ") {
            if !gold.text.is_empty() {
                gold.text.push(' ');
            }
            at = gold.text.len();
            gold.text.push_str(text);
            (skip, joined, open) = (0, false, None);
            continue;
        }
        if line.is_empty() {
            gold.ends.insert(gold.text.len());
        }
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != 10 || fields[0].contains('.') {
            continue;
        }
        let glue = fields[9].contains("SpaceAfter=No");
        if let Some((_, last)) = fields[0].split_once('-') {
            // The pieces of a multiword token stand in the text only together: take them by length
            // where they fit.
            (skip, joined) = (last.parse().unwrap(), glue);
            continue;
        }
        let number: usize = fields[0].parse().unwrap();
        let form = fields[1];
        at += gold.text[at..].len() - gold.text[at..].trim_start().len();
        if !gold.text[at..].starts_with(form) {
            continue;
        }
        let glue = match number.cmp(&skip) {
            Ordering::Less => true,
            Ordering::Equal => joined,
            Ordering::Greater => glue,
        };
        let (start, end) = (at, at + form.len());
        let hyphen = fields[4] == "HYPH";
        match open {
            // Words with hyphens are one token here.
            Some(first) => {
                gold.tokens.remove(&(first, start));
                gold.tokens.insert((first, end));
                open = (hyphen || glue && gold.text[end..].starts_with('-'))
                    .then_some(first)
                    .filter(|_| glue);
            }
            None => {
                gold.tokens.insert((start, end));
                open = (glue
                    && gold.text[end..].starts_with('-')
                    && form.ends_with(char::is_alphanumeric))
                .then_some(start);
            }
        }
        at = end;
    }
    paragraphs.retain(|gold| !gold.text.is_empty());
    paragraphs
}

fn share(right: usize, guessed: usize, gold: usize) -> f64 {
    200.0 * right as f64 / (guessed + gold).max(1) as f64
}

fn compare(name: &str, files: &[PathBuf]) -> (f64, f64) {
    let mut counts = [0; 6];
    for gold in files.iter().flat_map(|file| paragraphs(file)) {
        let document = Document::verbatim(gold.text.clone());
        let segments = Segments::of(&document);
        let tokens: BTreeSet<(usize, usize)> = segments
            .tokens
            .iter()
            .map(|token| (token.start() as usize, token.end() as usize))
            .collect();
        let ends: BTreeSet<usize> =
            segments.sentences.iter().map(|sentence| sentence.span.end() as usize).collect();
        if std::env::var_os("SHOW").is_some() {
            for &end in ends.symmetric_difference(&gold.ends) {
                let kind = if ends.contains(&end) { "cut" } else { "uncut" };
                let from = (0..=end.saturating_sub(40))
                    .rev()
                    .find(|&at| gold.text.is_char_boundary(at))
                    .unwrap_or(0);
                println!(
                    "{kind}: {} | {}",
                    &gold.text[from..end],
                    gold.text[end..].chars().take(30).collect::<String>()
                );
            }
            for &(start, end) in tokens.symmetric_difference(&gold.tokens) {
                println!(
                    "{}: {}",
                    if tokens.contains(&(start, end)) { "token" } else { "gold" },
                    &gold.text[start..end]
                );
            }
        }
        let add = [
            tokens.intersection(&gold.tokens).count(),
            tokens.len(),
            gold.tokens.len(),
            ends.intersection(&gold.ends).count(),
            ends.len(),
            gold.ends.len(),
        ];
        counts.iter_mut().zip(add).for_each(|(count, add)| *count += add);
    }
    let (tokens, sentences) =
        (share(counts[0], counts[1], counts[2]), share(counts[3], counts[4], counts[5]));
    println!("{name}: tokens F {tokens:.2}, sentence ends F {sentences:.2}");
    (tokens, sentences)
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn tokens_and_sentences_agree_with_the_treebanks() {
    let folder = Path::new(env!("DATELINE_SHARED")).join("train");
    let mut gum: Vec<PathBuf> =
        std::fs::read_dir(folder.join("gum")).unwrap().map(|entry| entry.unwrap().path()).collect();
    gum.sort();
    let (news, rest): (Vec<PathBuf>, Vec<PathBuf>) =
        gum.into_iter().partition(|path| path.to_string_lossy().contains("_news_"));
    let (tokens, sentences) = compare("GUM news", &news);
    assert!(tokens > 97.0 && sentences > 90.0);
    compare("GUM without news", &rest);
    let (tokens, sentences) = compare("EWT dev", &[folder.join("ewt-dev.conllu")]);
    assert!(tokens > 95.0 && sentences > 75.0);
}
