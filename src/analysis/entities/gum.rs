//! Reads the coreference layer of GUM: what the weights of the pronouns are learnt from and
//! measured against. Tests only.

use crate::analysis::names::Name;
use crate::annotation::EntityKind;
use crate::text::{Document, Span};

const FOLDER: &str = concat!(env!("DATELINE_SHARED"), "/train/gum");

/// One annotated document.
pub(super) struct Annotated {
    pub id: String,
    pub document: Document,
    /// Names with the number of the entity they mean.
    pub names: Vec<(Name, String)>,
    /// Every mention: its head and the number of its entity.
    pub mentions: Vec<(Span, Span, String)>,
}

struct Token {
    span: Span,
    tag: String,
}

/// All documents, sorted by name.
pub(super) fn documents() -> Vec<Annotated> {
    let folder = std::fs::read_dir(FOLDER).expect("the annotated documents");
    let mut paths: Vec<_> = folder.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| {
            Some(document(path.file_stem()?.to_str()?, &std::fs::read_to_string(path).ok()?))
        })
        .collect()
}

fn document(id: &str, conllu: &str) -> Annotated {
    let (mut text, mut tokens, mut open) =
        (String::new(), Vec::<Token>::new(), Vec::<(String, String, usize, usize)>::new());
    let mut done: Vec<(String, String, usize, usize, usize)> = Vec::new();
    // A word written together ("don't") is one line of text and several tokens.
    let mut whole: Option<usize> = None;
    for line in conllu.lines() {
        if line.starts_with("# newpar") && !line.starts_with("# newpar_block") && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [number, form, _, _, tag, .., misc] = columns[..] else { continue };
        if number.contains('.') {
            continue;
        }
        if let Some((from, to)) = number.split_once('-') {
            let _ = (from, whole.insert(to.parse().unwrap_or(0)));
            continue;
        }
        let start = text.len();
        text.push_str(form);
        tokens.push(Token { span: Span::from_usize(start, text.len()), tag: tag.to_owned() });
        let inside =
            whole.is_some_and(|last| number.parse::<usize>().is_ok_and(|number| number < last));
        if !inside {
            whole = None;
        }
        if !misc.contains("SpaceAfter=No") && !inside {
            text.push(' ');
        }
        if let Some(entities) = misc.split('|').find_map(|field| field.strip_prefix("Entity=")) {
            brackets(entities, tokens.len() - 1, &mut open, &mut done);
        }
    }
    let mut mentions = Vec::new();
    let mut names: Vec<(Name, String)> = Vec::new();
    for (group, kind, head, first, last) in done {
        let head = (first + head.max(1) - 1).min(last);
        mentions.push((
            tokens[first].span.cover(tokens[last].span),
            tokens[head].span,
            group.clone(),
        ));
        let kind = match kind.as_str() {
            "person" => EntityKind::Person,
            "place" => EntityKind::Place,
            "organization" => EntityKind::Organization,
            _ => continue,
        };
        let proper = |at: usize| tokens[at].tag.starts_with("NNP");
        // "spokeswoman Ana Ruiz": the name hangs on the noun before it.
        let head = if !proper(head) && kind == EntityKind::Person && head < last && proper(head + 1)
        {
            head + 1
        } else {
            head
        };
        if proper(head) {
            let from = (first..=head).rev().take_while(|&at| proper(at)).last().unwrap_or(head);
            let to = (head..=last).take_while(|&at| proper(at)).last().unwrap_or(head);
            names.push((Name { span: tokens[from].span.cover(tokens[to].span), kind }, group));
        }
    }
    names.sort_by_key(|(name, _)| (name.span.start(), u32::MAX - name.span.end()));
    let mut end = 0;
    names.retain(|(name, _)| {
        let free = name.span.start() >= end;
        end = end.max(name.span.end());
        free
    });
    Annotated { id: id.to_owned(), document: Document::verbatim(text), names, mentions }
}

/// Opens and closes the mentions that begin and end at token `at`: `(3-place-new-…(12-person-…`,
/// `3)1)`.
fn brackets(
    field: &str,
    at: usize,
    open: &mut Vec<(String, String, usize, usize)>,
    done: &mut Vec<(String, String, usize, usize, usize)>,
) {
    let mut rest = field;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let parts: Vec<&str> = inner[..end].split('-').collect();
            let minimal = parts
                .get(5)
                .and_then(|part| part.split(',').next())
                .and_then(|part| part.parse().ok())
                .unwrap_or(1);
            open.push((
                parts[0].to_owned(),
                (*parts.get(1).unwrap_or(&"")).to_owned(),
                minimal,
                at,
            ));
            rest = &inner[end..];
            if let Some(after) = rest.strip_prefix(')') {
                if let Some((group, kind, head, first)) = open.pop() {
                    done.push((group, kind, head, first, at));
                }
                rest = after;
            }
        } else if let Some(end) = rest.find(')') {
            if let Some(place) = open.iter().rposition(|(group, ..)| *group == rest[..end]) {
                let (group, kind, head, first) = open.remove(place);
                done.push((group, kind, head, first, at));
            }
            rest = &rest[end + 1..];
        } else {
            break;
        }
    }
}
