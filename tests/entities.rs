//! The merging of names, measured apart from finding them: annotated names in, B-cubed out.

use std::collections::HashMap;

use dateline::analysis::entities;
use dateline::analysis::names::Name;
use dateline::annotation::{Entity, EntityKind};
use dateline::text::{Document, Segments, Span};
use serde_json::Value;

const NEWS: &str = concat!(env!("DATELINE_SHARED"), "/eval/data/entities-news-dev.jsonl");

/// An annotated name: which of the article's entities it means, where it stands, of what kind.
struct Gold {
    entity: String,
    name: Name,
}

/// The capitalised words around the annotated head, as a finder of names would underline them.
fn gold(value: &Value, document: &Document, segments: &Segments) -> Vec<Gold> {
    let text = document.text();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut found: Vec<Gold> = Vec::new();
    for entity in value["entities"].as_array().into_iter().flatten() {
        let kind = match entity["type"].as_str() {
            Some("person") => EntityKind::Person,
            Some("place") => EntityKind::Place,
            Some("organization") => EntityKind::Organization,
            _ => continue,
        };
        if entity["optional"] == true {
            continue;
        }
        let at = |value: &Value| bytes[value.as_u64().unwrap_or(0) as usize] as u32;
        let outer = Span::new(at(&entity["start"]), at(&entity["end"]));
        let head = Span::new(at(&entity["head"][0]), at(&entity["head"][1]));
        let span = grow(document, segments, outer, head, kind);
        if document.slice(span).starts_with(char::is_uppercase) {
            found.push(Gold {
                entity: entity["entity"].as_str().unwrap_or("").to_owned(),
                name: Name { span, kind },
            });
        }
    }
    found.sort_by_key(|gold| (gold.name.span.start(), u32::MAX - gold.name.span.end()));
    let mut end = 0;
    found.retain(|gold| {
        let free = gold.name.span.start() >= end;
        end = end.max(gold.name.span.end());
        free
    });
    found
}

fn grow(
    document: &Document,
    segments: &Segments,
    outer: Span,
    head: Span,
    kind: EntityKind,
) -> Span {
    let range = segments.tokens_in(outer);
    let at = segments.tokens_in(head).start;
    let capital = |t: usize| {
        document
            .slice(segments.tokens[t])
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let link = |t: usize| {
        kind != EntityKind::Person
            && ["of", "for", "and", "the", "at", "&"].contains(&document.slice(segments.tokens[t]))
    };
    let (mut first, mut last) = (at, at);
    while first > range.start
        && (capital(first - 1) || first - 1 > range.start && link(first - 1) && capital(first - 2))
    {
        first -= 1;
    }
    while let Some(step) = (1..=3).find(|&step| {
        last + step < range.end && capital(last + step) && (1..step).all(|s| link(last + s))
    }) {
        last += step;
    }
    segments.tokens[first].cover(segments.tokens[last])
}

/// Precision and recall sums over the pairs of annotated and found entity, and their number.
fn b_cubed(pairs: &[(String, u32)]) -> (f64, f64, usize) {
    let (mut both, mut golds, mut systems) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (gold, system) in pairs {
        *both.entry((gold, system)).or_insert(0.0) += 1.0;
        *golds.entry(gold).or_insert(0.0) += 1.0;
        *systems.entry(system).or_insert(0.0) += 1.0;
    }
    pairs.iter().fold((0.0, 0.0, pairs.len()), |(p, r, n), (gold, system)| {
        (p + both[&(gold, system)] / systems[system], r + both[&(gold, system)] / golds[gold], n)
    })
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn annotated_names_of_the_news_are_gathered_rightly() {
    let file = std::fs::read_to_string(NEWS).expect("the annotated news");
    let (mut p, mut r, mut n) = (0.0, 0.0, 0);
    for line in file.lines() {
        let value: Value = serde_json::from_str(line).expect("a JSON object a line");
        let document = Document::verbatim(value["text"].as_str().unwrap_or("").to_owned());
        let segments = Segments::of(&document);
        let golds = gold(&value, &document, &segments);
        let names: Vec<Name> = golds.iter().map(|gold| gold.name).collect();
        let (found, mentions) = entities::merge(&document, &segments, &names);
        let mut pairs = Vec::new();
        for gold in &golds {
            if let Some((_, mention)) =
                mentions.within(gold.name.span).find(|(span, _)| gold.name.span.encloses(*span))
            {
                pairs.push((gold.entity.clone(), mention.entity.0));
            }
        }
        report(&value, &document, &golds, &pairs, &found);
        let (dp, dr, dn) = b_cubed(&pairs);
        (p, r, n) = (p + dp, r + dr, n + dn);
    }
    let (p, r) = (100.0 * p / n as f64, 100.0 * r / n as f64);
    let f1 = 2.0 * p * r / (p + r);
    println!("B3 over {n} annotated names: P {p:.1} R {r:.1} F1 {f1:.1}");
    assert!(f1 >= 97.0, "F1 fell to {f1:.1}");
}

/// Prints what was parted or joined wrongly.
fn report(
    value: &Value,
    document: &Document,
    golds: &[Gold],
    pairs: &[(String, u32)],
    found: &[Entity],
) {
    let mut of_gold: HashMap<&str, Vec<(u32, &str)>> = HashMap::new();
    let mut of_system: HashMap<u32, Vec<(&str, &str)>> = HashMap::new();
    for (gold, (_, system)) in golds.iter().zip(pairs) {
        let name = document.slice(gold.name.span);
        of_gold.entry(&gold.entity).or_default().push((*system, name));
        of_system.entry(*system).or_default().push((&gold.entity, name));
    }
    let mut lines: Vec<String> = Vec::new();
    for names in of_gold.values().filter(|names| names.iter().any(|(s, _)| *s != names[0].0)) {
        lines.push(format!("parted {} {names:?}", value["id"]));
    }
    for (system, names) in
        of_system.iter().filter(|(_, names)| names.iter().any(|(g, _)| *g != names[0].0))
    {
        lines.push(format!("joined {} {} {names:?}", value["id"], found[*system as usize].name));
    }
    lines.sort();
    for line in lines {
        println!("{line}");
    }
}
