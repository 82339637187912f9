//! Writes an annotated article as `dateline analyze --jsonl` prints one.

use std::ops::Range;

use dateline::text::CodePoints;
use serde_json::{Value, json};

use super::marked::{Marked, Quotation};

/// One object of the contract's schema; what is not annotated is left out.
pub(crate) fn json(article: &Marked, split: &str) -> Value {
    let points = CodePoints::new(&article.text);
    let range = |range: &Range<usize>| {
        json!([points.of_byte(range.start as u32), points.of_byte(range.end as u32)])
    };
    let blocks: Vec<Value> = article
        .blocks
        .iter()
        .map(|block| match block.level {
            Some(level) => {
                json!({"kind": block.kind, "range": range(&block.range), "level": level})
            }
            None => json!({"kind": block.kind, "range": range(&block.range)}),
        })
        .collect();
    let numbers: std::collections::BTreeSet<u32> =
        article.names.iter().map(|name| name.entity).collect();
    let entities: Vec<Value> = numbers
        .iter()
        .map(|&number| {
            let of_entity = article.names.iter().filter(|name| name.entity == number);
            let mentions: Vec<Value> = of_entity
                .clone()
                .map(|name| json!({"range": range(&name.range), "form": "name"}))
                .collect();
            let names = article.names_of(number);
            let kind = of_entity.map(|name| name.kind.as_str()).next();
            json!({"id": number - 1, "kind": kind, "name": names[0], "aliases": &names[1..], "mentions": mentions})
        })
        .collect();
    let quotes: Vec<Value> = article
        .quotes
        .values()
        .enumerate()
        .filter_map(|(id, quote)| quote_json(article, id, quote, &range))
        .collect();
    let title = article.blocks.iter().find(|block| block.level == Some(1));
    json!({
        "schema": "dateline.article/1",
        "id": article.id,
        "title": title.map(|block| &article.text[block.range.clone()]),
        "byline": article.byline,
        "published": format!("{}T00:00:00Z", article.date),
        "source": null,
        "language": "en",
        "text": article.text,
        "blocks": blocks,
        "entities": entities,
        "quotes": quotes,
        "newsroom": {"kind": article.kind, "english": article.english, "split": split},
    })
}

fn quote_json(
    article: &Marked,
    id: usize,
    quote: &Quotation,
    range: &impl Fn(&Range<usize>) -> Value,
) -> Option<Value> {
    let line = quote.line.as_ref()?;
    let ranges = |all: &[Range<usize>]| all.iter().map(range).collect::<Vec<_>>();
    let name = line.speakers.first();
    let entity = name.and_then(|name| {
        let named = article.names.iter().find(|known| &article.text[known.range.clone()] == name);
        named.map(|known| known.entity - 1)
    });
    let copy = line.copy.and_then(|copy| article.quotes.keys().position(|&number| number == copy));
    let polarity = if line.not_said { "not_said" } else { "said" };
    let modality = if line.modality.is_empty() { "certain" } else { line.modality.as_str() };
    Some(json!({
        "id": id,
        "kind": line.kind,
        "parts": ranges(&quote.parts),
        "cue": ranges(&quote.cue),
        "speaker": ranges(&quote.speaker),
        "entity": entity,
        "name": name,
        "names": line.speakers,
        "addressee": ranges(&quote.addressee),
        "via": ranges(&quote.via),
        "verb": quote.cue.first().map(|cue| &article.text[cue.clone()]),
        "act": line.act,
        "polarity": polarity,
        "modality": modality,
        "source": line.source,
        "copy_of": copy,
    }))
}
