//! Trains the weights of the names model: `cargo run --release --example train_names`.
//!
//! Reads `../shared/train/`, `../shared/eval/data/`, `assets/newsroom/` and `assets/lexicon/`, writes
//! `assets/model/names.bin` and prints its checksum; the same input gives the same bytes. `--out
//! FILE` writes elsewhere, `--seed N` trains in another order. `--cross K --out FOLDER` trains K
//! times, each time without a Kth of the development articles, and writes what each training finds
//! in the articles it has not seen, for `eval/score_entities.py`. What the weights do and their
//! figures: `assets/model/names.md`.
#![expect(clippy::print_stdout, reason = "its output is what it is run for")]

#[path = "../newsroom/corpus.rs"]
mod corpus;
mod crf;
mod cross;
mod data;
mod dump;
mod gmb;
mod gum;
mod lexicon;
#[path = "../newsroom/marked.rs"]
mod marked;
mod newsroom;
mod pack;
mod standoff;

use std::error::Error;
use std::path::{Path, PathBuf};

use crf::Sequence;
use data::Text;
use dateline::analysis::names::lists::Clues;
use dateline::analysis::names::model::{Model, first, further};
use dateline::analysis::names::words::Words;
use dateline::analysis::names::{evidence, features};
use dateline::text::{Document, Segments};

/// Feature rows in the shipped table, in buckets of eight.
const BUCKETS: u32 = 14_000;
/// How many trainings the weights are the mean of.
const RUNS: u64 = 4;
const LISTS: &str = "assets/lexicon";
const NEWSROOM: &str = "assets/newsroom";

struct Options {
    train: PathBuf,
    dev: PathBuf,
    out: PathBuf,
    seed: u64,
    /// Into how many parts the development articles are cut; 0 trains on all of them.
    cross: usize,
    /// Where to write the texts as words and labels, for `tools/clusters.py`, instead of training.
    dump: Option<PathBuf>,
}

fn options() -> Options {
    let mut options = Options {
        train: "../shared/train".into(),
        dev: "../shared/eval/data".into(),
        out: "assets/model/names.bin".into(),
        seed: 1,
        cross: 0,
        dump: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--train" => options.train = value.into(),
            "--dev" => options.dev = value.into(),
            "--out" => options.out = value.into(),
            "--dump" => options.dump = Some(value.into()),
            "--seed" => options.seed = value.parse().unwrap_or(1),
            "--cross" => options.cross = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    options
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options();
    let peoples = lexicon::peoples(Path::new(LISTS))?;
    let mut texts =
        data::read(&options.train, &options.dev, &peoples, &lexicon::lists(Path::new(LISTS))?)?;
    texts.extend(newsroom::read(Path::new(NEWSROOM)));
    println!("{} texts", texts.len());
    if options.cross > 0 {
        return cross::run(&options, &texts);
    }
    if let Some(path) = &options.dump {
        let tables = tables(&texts.iter().collect::<Vec<_>>(), &options.train)?;
        return dump::write(path, &texts, &data::web(&options.train)?, &Model::new(&tables));
    }
    let bytes = weights(&texts.iter().collect::<Vec<_>>(), &options.train, options.seed)?;
    std::fs::write(&options.out, &bytes)?;
    println!(
        "{}: {} bytes, blake3 {}",
        options.out.display(),
        bytes.len(),
        blake3::hash(&bytes).to_hex()
    );
    Ok(())
}

/// The lists and clusters as they ship.
fn tables(texts: &[&Text], train: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let lexicon = lexicon::pack(Path::new(LISTS), texts, train)?;
    let clusters = lexicon::clusters(Path::new(LISTS))?;
    println!("lexicon {} bytes, clusters {} bytes", lexicon.len(), clusters.len());
    Ok([lexicon, clusters].concat())
}

/// All that ships, trained on `texts`.
fn weights(texts: &[&Text], train: &Path, seed: u64) -> Result<Vec<u8>, Box<dyn Error>> {
    let tables = tables(texts, train)?;
    let model = Model::new(&tables);
    let mut index = crf::Index::default();
    let sequences: Vec<Sequence> =
        texts.iter().flat_map(|text| sequences(text, &model, &mut index)).collect();
    println!(
        "{} stretches, {} words, {} features",
        sequences.len(),
        sequences.iter().map(|s| s.labels.len()).sum::<usize>(),
        index.len()
    );
    let (sequences, keys) = index.frequent(sequences, 2);
    println!("{} features seen twice", keys.len());
    let first = crf::train_often(
        &crf::Weights::new(keys.len()),
        &sequences,
        3,
        0,
        seed * 100..seed * 100 + RUNS,
    );
    let (kept, sequences, keys) = crf::prune(&first, sequences, &keys, BUCKETS as usize * 36 / 5);
    drop(first);
    println!("{} features kept", keys.len());
    let kept = crf::train_often(&kept, &sequences, 6, 3, seed * 100 + 50..seed * 100 + 50 + RUNS);
    Ok([tables, pack::weights(&kept, &keys, BUCKETS)].concat())
}

/// The stretches of one text with their features and right labels.
fn sequences(text: &Text, model: &Model, index: &mut crf::Index) -> Vec<Sequence> {
    let document = Document::verbatim(text.text.clone());
    let segments = Segments::of(&document);
    let mut words = Words::of(&document, &segments, &model.lexicon, &model.clusters);
    evidence::gather(&mut words, &segments, &Clues::new());
    let labels = labels(text, &segments);
    let mut keys = Vec::new();
    let mut found = Vec::new();
    for (sentence, &manner) in segments.sentences.iter().zip(&words.manners) {
        let start = sentence.tokens.start as usize;
        let word_text = |at: usize| document.slice(segments.tokens[start + at]);
        let line = features::Line {
            words: words.of_sentence(sentence),
            manner,
            tells_scores: words.tells_scores,
            texts: &word_text,
        };
        for stretch in features::stretches(line.words) {
            let mut sequence = Sequence { weight: text.weight, ..Sequence::default() };
            for at in stretch {
                features::of(&line, at, &mut keys);
                sequence.push(&keys, index, labels[start + at]);
            }
            sequence.mend();
            found.push(sequence);
        }
    }
    found
}

/// The right label of every token.
fn labels(text: &Text, segments: &Segments) -> Vec<u8> {
    let mut labels = vec![0_u8; segments.tokens.len()];
    for &(span, kind) in &text.names {
        for (place, token) in segments.tokens_in(span).enumerate() {
            labels[token] = if place == 0 { first(kind) } else { further(kind) } as u8;
        }
    }
    labels
}
