//! GUM's documents: mentions whose head is a proper noun become flat names.
//!
//! A mention's least span ("minspan") holds its head; a person's name is that, other names grow
//! over the proper nouns and capitals around it, never beyond the mention. Of nested names the
//! longer stands.

use std::error::Error;
use std::path::Path;

use dateline::annotation::EntityKind;
use dateline::text::Span;

use crate::data::{self, Peoples, Text};

struct Token {
    form: String,
    tag: String,
    span: Span,
}

struct Mention {
    group: String,
    kind: String,
    /// Places within the mention, from 1.
    heads: Vec<usize>,
    start: usize,
    end: usize,
}

pub(crate) fn read(folder: &Path, peoples: &Peoples) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let weight = if id.contains("news") { 5.0 } else { 2.0 };
        texts.push(Text { weight, id, ..document(&std::fs::read_to_string(&path)?, peoples) });
    }
    Ok(texts)
}

fn document(raw: &str, peoples: &Peoples) -> Text {
    let (mut text, mut tokens, mut open, mut mentions) =
        (String::new(), Vec::<Token>::new(), Vec::<Mention>::new(), Vec::new());
    let mut space = false;
    for line in raw.lines() {
        if line.starts_with("# newpar") && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
            space = false;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != 10 || fields[0].contains(['-', '.']) {
            continue;
        }
        if space {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(fields[1]);
        let index = tokens.len();
        tokens.push(Token {
            form: fields[1].into(),
            tag: fields[4].into(),
            span: Span::from_usize(start, text.len()),
        });
        space = !fields[9].contains("SpaceAfter=No");
        let entity =
            fields[9].split('|').find_map(|field| field.strip_prefix("Entity=")).unwrap_or("");
        brackets(entity, index, &mut open, &mut mentions);
    }
    let names = flat(&tokens, &mentions, peoples);
    Text { text, names, weight: 1.0, id: String::new() }
}

/// Reads "(1-place-new-…", "3)", "(4-time-…)" in any order.
fn brackets(mut field: &str, index: usize, open: &mut Vec<Mention>, closed: &mut Vec<Mention>) {
    while !field.is_empty() {
        if let Some(rest) = field.strip_prefix('(') {
            let end = rest.find(['(', ')']).unwrap_or(rest.len());
            let parts: Vec<&str> = rest[..end].split('-').collect();
            let heads = parts.get(5).map_or(Vec::new(), |part| {
                part.split(',').filter_map(|n| n.parse().ok()).collect()
            });
            open.push(Mention {
                group: parts[0].into(),
                kind: parts.get(1).copied().unwrap_or("").into(),
                heads,
                start: index,
                end: index + 1,
            });
            field = &rest[end..];
            if let Some(rest) = field.strip_prefix(')') {
                closed.extend(open.pop().map(|mention| Mention { end: index + 1, ..mention }));
                field = rest;
            }
        } else {
            let end = field.find(')').unwrap_or(field.len());
            let group = &field[..end];
            if let Some(at) = open.iter().rposition(|mention| mention.group == group) {
                let mention = open.remove(at);
                closed.push(Mention { end: index + 1, ..mention });
            }
            field = field.get(end + 1..).unwrap_or("");
        }
    }
}

fn flat(tokens: &[Token], mentions: &[Mention], peoples: &Peoples) -> Vec<(Span, EntityKind)> {
    let mut found: Vec<(usize, usize, EntityKind)> =
        mentions.iter().filter_map(|mention| name(tokens, mention, peoples)).collect();
    found.sort_by_key(|&(start, end, _)| (usize::MAX - (end - start), start));
    let mut labels: Vec<(u8, Option<EntityKind>)> = vec![(0, None); tokens.len()];
    for (start, end, kind) in found {
        if labels[start..end].iter().all(|label| label.1.is_none()) {
            for (place, label) in labels[start..end].iter_mut().enumerate() {
                *label = (u8::from(place > 0), Some(kind));
            }
        }
    }
    let words: Vec<&str> = tokens.iter().map(|token| token.form.as_str()).collect();
    data::mark_peoples(&words, &mut labels, peoples);
    let spans: Vec<Span> = tokens.iter().map(|token| token.span).collect();
    data::names(&labels, &spans)
}

fn is_proper(token: &Token) -> bool {
    token.tag.starts_with("NNP")
}

/// The name in a mention: token indices and kind.
fn name(
    tokens: &[Token],
    mention: &Mention,
    peoples: &Peoples,
) -> Option<(usize, usize, EntityKind)> {
    let heads: Vec<usize> = mention
        .heads
        .iter()
        .map(|n| mention.start + n - 1)
        .filter(|&n| n < mention.end && is_proper(&tokens[n]))
        .collect();
    let (mut start, mut end) = (*heads.first()?, *heads.first()? + 1);
    while heads.contains(&end) {
        end += 1;
    }
    let person = mention.kind == "person";
    let capital = |at: usize| {
        tokens[at].form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && (is_proper(&tokens[at])
                || matches!(tokens[at].tag.as_str(), "JJ" | "CD" | "NN" | "NNS" | "VBG"))
    };
    if !person {
        while start > mention.start && capital(start - 1) {
            start -= 1;
        }
        while end < mention.end && capital(end) {
            end += 1;
        }
        let linked = end + 1 < mention.end
            && matches!(tokens[end].form.as_str(), "of" | "for" | "and" | "&");
        let the = usize::from(linked && tokens[end + 1].form == "the");
        if linked
            && end + 1 + the < mention.end
            && capital(end + 1 + the)
            && mention.kind != "place"
        {
            end += 1 + the;
            while end < mention.end && capital(end) {
                end += 1;
            }
        }
    }
    while start < end && person && data::is_title(&tokens[start].form) {
        start += 1;
    }
    if start == end {
        return None;
    }
    let words =
        tokens[start..end].iter().map(|token| token.form.as_str()).collect::<Vec<_>>().join(" ");
    let kind = match mention.kind.as_str() {
        _ if peoples.contains(&words.to_lowercase()) => EntityKind::Group,
        "person" if tokens[end - 1].tag == "NNPS" => EntityKind::Group,
        "person" => EntityKind::Person,
        "place" => EntityKind::Place,
        "organization" => EntityKind::Organization,
        "event" => EntityKind::Event,
        "object" => EntityKind::Work,
        "abstract" => data::other_kind(&words, peoples),
        _ => return None,
    };
    Some((start, end, kind))
}
