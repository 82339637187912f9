//! Cross-validation: each development article is read by weights that were trained without it.

use std::error::Error;
use std::fmt::Write;

use dateline::analysis::entities;
use dateline::analysis::names::find_with;
use dateline::analysis::names::model::Model;
use dateline::annotation::MentionForm;
use dateline::text::{CodePoints, Document, Segments};
use serde_json::{Value, json};

use crate::Options;
use crate::data::Text;

const SETS: [&str; 3] = ["news", "web", "politics"];

/// Writes `news.jsonl`, `web.jsonl` and `politics.jsonl` into the folder of the options.
pub(crate) fn run(options: &Options, texts: &[Text]) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(&options.out)?;
    let mut articles: Vec<Vec<Value>> = Vec::new();
    for set in SETS {
        let raw = std::fs::read_to_string(options.dev.join(format!("entities-{set}-dev.jsonl")))?;
        articles.push(raw.lines().map(serde_json::from_str).collect::<Result<_, _>>()?);
    }
    let mut answers = [String::new(), String::new(), String::new()];
    for fold in 0..options.cross {
        let held = |id: &str| {
            articles.iter().any(|set| {
                set.iter()
                    .position(|article| article["id"] == id)
                    .is_some_and(|at| at % options.cross == fold)
            })
        };
        let seen: Vec<&Text> =
            texts.iter().filter(|text| text.id.is_empty() || !held(&text.id)).collect();
        println!("part {fold}: {} of {} texts", seen.len(), texts.len());
        let bytes = crate::weights(&seen, &options.train, options.seed)?;
        println!("{} bytes", bytes.len());
        let model = Model::new(&bytes);
        for (set, answers) in articles.iter().zip(&mut answers) {
            for article in set.iter().skip(fold).step_by(options.cross) {
                writeln!(answers, "{}", answer(article, &model))?;
            }
        }
    }
    for (set, answers) in SETS.iter().zip(answers) {
        std::fs::write(options.out.join(format!("{set}.jsonl")), answers)?;
    }
    Ok(())
}

/// The entities of an article as `analyze --jsonl` writes them, named ones alone.
fn answer(article: &Value, model: &Model) -> Value {
    let document = Document::verbatim(article["text"].as_str().unwrap_or("").into());
    let segments = Segments::of(&document);
    let names = find_with(model, &document, &segments);
    let (entities, mentions) = entities::merge(&document, &segments, &names);
    let points = CodePoints::new(document.text());
    let entities: Vec<Value> = entities
        .iter()
        .enumerate()
        .map(|(number, entity)| {
            let own = mentions.iter().filter(|(_, mention)| mention.entity.0 as usize == number && mention.form == MentionForm::Name);
            let ranges = own.map(|(span, _)| json!({"range": [points.of_byte(span.start()), points.of_byte(span.end())], "form": "name"}));
            json!({"kind": entity.kind.name(), "mentions": ranges.collect::<Vec<_>>()})
        })
        .collect();
    json!({"id": article["id"], "entities": entities})
}
