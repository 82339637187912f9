//! Makes the weights of the tagger and the parser, the same bytes on every run.
//!
//! `cargo run --release --example train_syntax -- [--ship] [--tagger] [FOLDER [OUT]]`: FOLDER is
//! `../shared/train`. EWT's dev part and GUM's news are left out and measured on; the weights that
//! ship were made so, with OUT `assets/model/syntax.bin`. `--ship` trains on these too and writes
//! to that place; its figures are then those of known text. `--tagger` stops behind the tagger.
#![expect(clippy::print_stdout, reason = "figures are its result")]

mod gradient;
mod noise;
mod oracle;
mod parsing;
mod random;
mod tagging;
mod treebank;
mod words;

use std::error::Error;
use std::path::{Path, PathBuf};

use dateline::analysis::syntax::Relation;
use dateline::analysis::syntax::lexicon::Lexicon;
use treebank::{Sentence, with_whole_words};

const SEED: u64 = 20_260_801;
const FOLDS: usize = 4;

struct Data {
    train: Vec<(Sentence, Sentence)>,
    web: Vec<Sentence>,
    news: Vec<Sentence>,
}

fn load(folder: &Path, ship: bool) -> Result<Data, Box<dyn Error>> {
    let mut train = treebank::read(&folder.join("ewt-train.conllu"))?;
    let web = treebank::read(&folder.join("ewt-dev.conllu"))?;
    let mut news = Vec::new();
    for file in treebank::files(&folder.join("gum"))? {
        let sentences = treebank::read(&file)?;
        let is_news =
            file.file_name().is_some_and(|name| name.to_string_lossy().contains("_news_"));
        if is_news { &mut news } else { &mut train }.extend(sentences);
    }
    if ship {
        train.extend(web.iter().chain(&news).cloned());
    }
    Ok(Data {
        train: train.into_iter().map(|sentence| (with_whole_words(&sentence), sentence)).collect(),
        web,
        news,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let ship = flags.iter().any(|flag| flag == "--ship");
    let folder = PathBuf::from(paths.first().map_or("../shared/train", String::as_str));
    let out =
        paths.get(1).map(PathBuf::from).or_else(|| ship.then(|| "assets/model/syntax.bin".into()));
    let data = load(&folder, ship)?;
    let corpus = treebank::read_words(&folder.join("news-gmb.tsv"))?;
    let lexicon_bytes =
        words::lexicon(data.train.iter().flat_map(|(whole, raw)| [whole, raw]), &corpus);
    let lexicon = Lexicon::new(&lexicon_bytes);
    let settings =
        tagging::Settings { rows: 12_000, epochs: 8, rate: 0.05, dropout: 0.1, forget: 0.05 };
    let tagger = tagging::train(&data.train, &lexicon, &settings, SEED);
    for (name, sentences) in [("EWT dev", &data.web), ("GUM news", &data.news)] {
        let (universal, penn) = tagging::accuracy(&tagger, &lexicon, sentences);
        println!("{name}: UPOS {:.2} XPOS {:.2}", universal * 100.0, penn * 100.0);
    }
    if flags.iter().any(|flag| flag == "--tagger") {
        return Ok(());
    }
    let taggers: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let (data, settings, lexicon) = (&data, &settings, &lexicon);
        let halves: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn(move || {
                    let fold = |fold: usize| {
                        let rest: Vec<_> = data
                            .train
                            .iter()
                            .enumerate()
                            .filter(|(index, _)| index % FOLDS != fold)
                            .map(|(_, pair)| pair.clone())
                            .collect();
                        tagging::train(&rest, lexicon, settings, SEED + 1 + fold as u64)
                    };
                    (0..FOLDS / 2).map(|part| fold(half * FOLDS / 2 + part)).collect::<Vec<_>>()
                })
            })
            .collect();
        halves.into_iter().flat_map(|half| half.join().unwrap_or_default()).collect()
    });
    let settings = parsing::Settings {
        rows: 20_000,
        epochs: 8,
        rate: 0.03,
        dropout: 0.2,
        forget: 0.05,
        explore: 0.9,
    };
    let parser = parsing::train(&data.train, &taggers, &lexicon, &settings, SEED);
    for (name, sentences) in [("EWT dev", &data.web), ("GUM news", &data.news)] {
        let score = parsing::Score::of(&tagger, &parser, &lexicon, sentences);
        let (heads, labelled) = score.shares();
        println!("{name}: UAS {:.2} LAS {:.2}", heads * 100.0, labelled * 100.0);
        for relation in [
            Relation::Root,
            Relation::Nsubj,
            Relation::NsubjPass,
            Relation::Ccomp,
            Relation::Parataxis,
            Relation::Advcl,
            Relation::Punct,
            Relation::Obj,
        ] {
            let [gold, guessed, both] = score.relations.get(&relation).copied().unwrap_or_default();
            let f = 200.0 * f64::from(both) / f64::from((gold + guessed).max(1));
            println!("  {:12} {gold:5} F {f:.1}", relation.name());
        }
    }
    let bytes = [lexicon_bytes, tagger, parser].concat();
    println!("{} bytes, BLAKE3 {}", bytes.len(), blake3::hash(&bytes));
    if let Some(out) = out {
        std::fs::write(out, &bytes)?;
    }
    Ok(())
}
