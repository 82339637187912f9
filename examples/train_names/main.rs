//! Trains the weights of the names model: `cargo run --release --example train_names`.
//!
//! Reads `../shared/train/` and `assets/lexicon/`, writes `assets/model/names.bin` and prints its checksum; the same input gives
//! the same bytes. `--out FILE` writes elsewhere; `--hold NAMES` leaves out the GUM documents whose names hold one of the words
//! (comma separated): for cross-validation. What it does and its figures: `assets/model/names.md`.
#![expect(clippy::print_stdout, reason = "its output is what it is run for")]

mod crf;
mod data;
mod dump;
mod gmb;
mod gum;
mod lexicon;
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
const BUCKETS: u32 = 12_200;

struct Options {
    train: PathBuf,
    out: PathBuf,
    hold: Vec<String>,
    /// Where to write the texts as words and labels, for `tools/clusters.py`, instead of training.
    dump: Option<PathBuf>,
}

fn options() -> Options {
    let mut options = Options { train: "../shared/train".into(), out: "assets/model/names.bin".into(), hold: Vec::new(), dump: None };
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--train" => options.train = value.into(),
            "--out" => options.out = value.into(),
            "--dump" => options.dump = Some(value.into()),
            "--hold" => options.hold = value.split(',').map(str::to_owned).collect(),
            _ => {}
        }
    }
    options
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options();
    let peoples = lexicon::peoples(Path::new("assets/lexicon"))?;
    let texts = data::read(&options.train, &options.hold, &peoples, &lexicon::lists(Path::new("assets/lexicon"))?)?;
    println!("{} texts", texts.len());
    let lexicon = lexicon::pack(Path::new("assets/lexicon"), &texts, &options.train)?;
    let clusters = lexicon::clusters(Path::new("assets/lexicon"))?;
    println!("lexicon {} bytes, clusters {} bytes", lexicon.len(), clusters.len());
    let tables = [lexicon, clusters].concat();
    let model = Model::new(&tables);
    if let Some(path) = &options.dump {
        return dump::write(path, &texts, &data::web(&options.train)?, &model);
    }
    let mut index = crf::Index::default();
    let sequences: Vec<Sequence> = texts.iter().flat_map(|text| sequences(text, &model, &mut index)).collect();
    println!("{} stretches, {} words, {} features", sequences.len(), sequences.iter().map(|s| s.labels.len()).sum::<usize>(), index.len());
    let (sequences, keys) = index.frequent(sequences, 2);
    println!("{} features seen twice", keys.len());
    let _buckets = 12200_u32;
    let mut weights = crf::Weights::new(keys.len());
    crf::train(&mut weights, &sequences, 3, 1);
    let (mut weights, sequences, keys) = crf::prune(&weights, sequences, &keys, BUCKETS as usize * 13 / 2);
    println!("{} features kept", keys.len());
    crf::train(&mut weights, &sequences, 5, 2);
    let bytes = [tables, pack::weights(&weights, &keys, BUCKETS)].concat();
    std::fs::write(&options.out, &bytes)?;
    println!("{}: {} bytes, blake3 {}", options.out.display(), bytes.len(), blake3::hash(&bytes).to_hex());
    Ok(())
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
        let line = features::Line { words: words.of_sentence(sentence), manner, texts: &word_text };
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
