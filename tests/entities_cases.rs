//! The cases in `tests/analysis/entities/*.md`: prose, then lines that start with `>` (one case;
//! each line a paragraph, a `#` before it a heading) in which every name is marked `«words|kind
//! number»` and every pronoun or description that must be tied to somebody `«words|pronoun
//! number»`, `«words|description number»`. Names are given, who is who is asked: the same number,
//! the same entity. A line `- number: Name, role` below asks for the name and role of an entity
//! (`-`: no role).

mod marked;

use std::collections::HashMap;

use dateline::analysis::entities;
use dateline::analysis::names::Name;
use dateline::annotation::{EntityKind, MentionForm};
use dateline::text::{BlockKind, Document, DocumentBuilder, Segments, Span};

#[derive(Default)]
struct Case {
    paragraphs: Vec<String>,
    portraits: Vec<String>,
}

struct Mark {
    span: Span,
    kind: String,
    number: String,
}

fn cases(markdown: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        if let Some(text) = line.strip_prefix("> ") {
            if !inside {
                cases.push(Case::default());
            }
            inside = true;
            if let Some(case) = cases.last_mut() {
                case.paragraphs.push(text.to_owned());
            }
        } else {
            inside = false;
            if let (Some(portrait), Some(case)) = (line.strip_prefix("- "), cases.last_mut()) {
                case.portraits.push(portrait.to_owned());
            }
        }
    }
    cases
}

/// The document of a case and its marks in order.
fn read(case: &Case) -> (Document, Vec<Mark>) {
    let (mut builder, mut marks) = (DocumentBuilder::new(), Vec::new());
    for paragraph in &case.paragraphs {
        let (kind, paragraph) = paragraph
            .strip_prefix("# ")
            .map_or((BlockKind::Paragraph, paragraph.as_str()), |heading| {
                (BlockKind::Heading(1), heading)
            });
        builder.open(kind);
        let (text, names) = marked::names(paragraph);
        let base = builder.push(&text).start();
        for name in names {
            let (kind, number) = name.claim.split_once(' ').expect("a mark has a number");
            let span = Span::new(base + name.range.start as u32, base + name.range.end as u32);
            marks.push(Mark { span, kind: kind.to_owned(), number: number.to_owned() });
        }
        builder.close();
    }
    (builder.finish(), marks)
}

fn faults(case: &Case) -> Vec<String> {
    let (document, marks) = read(case);
    let kind_of = |mark: &Mark| EntityKind::ALL.into_iter().find(|kind| kind.name() == mark.kind);
    let names: Vec<Name> = marks
        .iter()
        .filter_map(|mark| Some(Name { span: mark.span, kind: kind_of(mark)? }))
        .collect();
    let (found, mentions) = entities::merge(&document, &Segments::of(&document), &names);
    let mut faults = Vec::new();
    let (mut by_number, mut by_entity) = (HashMap::new(), HashMap::new());
    for mark in &marks {
        let form = match mark.kind.as_str() {
            "pronoun" => MentionForm::Pronoun,
            "description" => MentionForm::Description,
            _ => MentionForm::Name,
        };
        let words = document.slice(mark.span);
        let Some((_, mention)) = mentions
            .iter()
            .find(|(span, mention)| mention.form == form && mark.span.encloses(*span))
        else {
            faults.push(format!("“{words}” ({}) is tied to nobody", mark.kind));
            continue;
        };
        let number = *by_number.entry(mark.number.as_str()).or_insert(mention.entity);
        let entity = *by_entity.entry(mention.entity).or_insert(mark.number.as_str());
        if number != mention.entity || entity != mark.number {
            faults.push(format!(
                "“{words}” ({}) is taken for {}",
                mark.number, found[mention.entity.0 as usize].name
            ));
        }
    }
    for (span, mention) in mentions.iter().filter(|(span, mention)| {
        mention.form != MentionForm::Name && !marks.iter().any(|mark| mark.span == *span)
    }) {
        faults.push(format!(
            "“{}” is tied to {}",
            document.slice(*span),
            found[mention.entity.0 as usize].name
        ));
    }
    for portrait in &case.portraits {
        let (number, wanted) = portrait.split_once(": ").expect("a portrait names a number");
        let Some(entity) = by_number.get(number).map(|id| &found[id.0 as usize]) else { continue };
        let shown = format!("{}, {}", entity.name, entity.role.as_deref().unwrap_or("-"));
        if shown != wanted {
            faults.push(format!("{number} is “{shown}”, not “{wanted}”"));
        }
    }
    faults
}

#[test]
fn the_marked_names_pronouns_and_descriptions_are_gathered() {
    let (mut count, mut shown) = (0, Vec::new());
    let mut files: Vec<_> = std::fs::read_dir("tests/analysis/entities")
        .expect("the cases")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    files.sort();
    for file in files {
        for case in cases(&std::fs::read_to_string(&file).expect("a readable file")) {
            count += 1;
            let faults = faults(&case);
            if !faults.is_empty() {
                shown.push(format!(
                    "{}: {}\n    {}",
                    file.display(),
                    case.paragraphs.join(" / "),
                    faults.join("\n    ")
                ));
            }
        }
    }
    assert!(shown.is_empty(), "{} of {count} cases fail\n{}", shown.len(), shown.join("\n"));
    assert!(count >= 50, "only {count} cases");
}
