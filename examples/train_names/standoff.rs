//! `WikiGold` and `CrossNER` politics: one JSON object a line, offsets in code points.

use std::error::Error;
use std::path::Path;

use dateline::annotation::EntityKind;
use dateline::text::{Document, Segments, Span};
use serde::Deserialize;

use crate::data::{self, Peoples, Text};

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    text: String,
    entities: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    r#type: String,
}

/// Reads one file; with `sites`, buildings that it calls organisations become places.
pub(crate) fn read(
    path: &Path,
    weight: f32,
    sites: bool,
    peoples: &Peoples,
) -> Result<Vec<Text>, Box<dyn Error>> {
    let raw = std::fs::read_to_string(path)?;
    raw.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Ok(text(serde_json::from_str(line)?, weight, sites, peoples)))
        .collect()
}

fn text(line: Line, weight: f32, sites: bool, peoples: &Peoples) -> Text {
    let starts: Vec<usize> =
        line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let document = Document::verbatim(line.text.clone());
    let segments = Segments::of(&document);
    let words: Vec<&str> = segments.tokens.iter().map(|&token| document.slice(token)).collect();
    let mut labels = vec![(0, None); words.len()];
    for marked in &line.entities {
        let (Some(&start), Some(&end)) = (starts.get(marked.start), starts.get(marked.end)) else {
            continue;
        };
        let kind = match marked.r#type.as_str() {
            "person" => EntityKind::Person,
            "place" => EntityKind::Place,
            "organization"
                if sites
                    && data::is_site(&line.text[start..end].split(' ').collect::<Vec<_>>()) =>
            {
                EntityKind::Place
            }
            "organization" => EntityKind::Organization,
            _ => data::other_kind(&line.text[start..end], peoples),
        };
        for (place, token) in segments.tokens_in(Span::from_usize(start, end)).enumerate() {
            labels[token] = (u8::from(place > 0), Some(kind));
        }
    }
    data::mark_peoples(&words, &mut labels, peoples);
    let names = data::names(&labels, &segments.tokens);
    Text { text: line.text, names, weight, id: line.id }
}
