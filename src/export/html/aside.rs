//! What stands beside the text of a page: who said what, who is in it, what was noted.

use std::fmt::Write;

use super::frame::escaped;
use crate::analysis::Analysis;
use crate::annotation::{Attribution, EntityId, EntityKind, Mark, MentionForm, Quote};
use crate::text::{Document, Span, clean_line};

/// A mark and where it stands; `None` where its place is gone.
pub(super) struct Noted<'a> {
    pub mark: &'a Mark,
    pub span: Option<Span>,
}

/// Kinds of names in the order in which they are listed, with their heading.
const KINDS: [(EntityKind, &str); 3] = [
    (EntityKind::Person, "People"),
    (EntityKind::Organization, "Organisations"),
    (EntityKind::Place, "Places"),
];

pub(super) fn aside(
    out: &mut String,
    document: &Document,
    analysis: &Analysis,
    noted: &[Noted<'_>],
) {
    out.push_str("<aside aria-label=\"Who is in the story and who said what\">\n");
    said(out, document, analysis);
    for (kind, heading) in KINDS {
        names(out, analysis, kind, heading);
    }
    notes(out, noted);
    out.push_str("</aside>\n");
}

fn said(out: &mut String, document: &Document, analysis: &Analysis) {
    out.push_str("<h2 id=\"said\">Said</h2>\n");
    let (speech, other): (Vec<_>, Vec<_>) =
        analysis.quotes.iter().enumerate().partition(|(_, quote)| quote.speech);
    if speech.is_empty() {
        out.push_str("<p class=\"quiet\">No quotations were found.</p>\n");
    } else {
        out.push_str("<ol>\n");
        for (index, quote) in speech {
            let _ = write!(out, "<li><a href=\"#q{index}\">");
            claim(out, document, quote);
        }
        out.push_str("</ol>\n");
    }
    if !other.is_empty() {
        out.push_str(
            "<details><summary>Thoughts, names and words without a source</summary>\n<ul>\n",
        );
        for (_, quote) in other {
            out.push_str("<li><a>");
            claim(out, document, quote);
        }
        out.push_str("</ul></details>\n");
    }
}

/// Who did what with the words, and the words; inside an open link.
fn claim(out: &mut String, document: &Document, quote: &Quote) {
    let words: Vec<String> =
        quote.parts.iter().map(|part| clean_line(document.slice(*part))).collect();
    let doubt = if quote.is_doubtful() { " ?" } else { "" };
    let words = escaped(&words.join(" … "));
    let told = escaped(&Attribution::of(document, quote).to_string());
    let _ = write!(out, "{told}{doubt}</a> <span class=\"act\">{}</span>: ", what(quote));
    let quoted = quote.kind == crate::annotation::QuoteKind::Direct;
    let _ = writeln!(out, "{}</li>", if quoted { format!("“{words}”") } else { words });
}

/// The act and, where it was not simply said, how: "denies", "states, not said".
fn what(quote: &Quote) -> String {
    let (polarity, modality) = (quote.polarity.name(), quote.modality.name());
    let mut what = quote.act.name().to_owned();
    for (word, usual) in [(polarity, "said"), (modality, "certain")] {
        if word != usual {
            what.push_str(", ");
            what.push_str(&word.replace('_', " "));
        }
    }
    what
}

fn names(out: &mut String, analysis: &Analysis, kind: EntityKind, heading: &str) {
    let mut counts = vec![0_usize; analysis.entities.len()];
    for (_, mention) in analysis.mentions.iter().filter(|(_, m)| m.form == MentionForm::Name) {
        if let Some(count) = counts.get_mut(mention.entity.0 as usize) {
            *count += 1;
        }
    }
    let of_kind: Vec<_> =
        analysis.entities.iter().enumerate().filter(|(_, entity)| entity.kind == kind).collect();
    if of_kind.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>{heading}</h2>\n<ul>");
    for (id, entity) in of_kind {
        let said = analysis.said_by(EntityId(id as u32));
        let role = entity.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
        let mut counted = format!("named {}×", counts[id]);
        if said > 0 {
            let _ = write!(counted, ", quoted {said}×");
        }
        let _ = writeln!(
            out,
            "<li><a href=\"#n{id}\">{}</a>{} <span class=\"quiet\">{counted}</span></li>",
            escaped(&entity.name),
            escaped(&role),
        );
    }
    out.push_str("</ul>\n");
}

fn notes(out: &mut String, noted: &[Noted<'_>]) {
    if noted.is_empty() {
        return;
    }
    out.push_str("<h2>Notes and marks</h2>\n<ol>\n");
    for (index, Noted { mark, span }) in noted.iter().enumerate() {
        let words = escaped(&clean_line(&mark.anchor.exact));
        let _ = match span {
            Some(_) => write!(out, "<li><a href=\"#m{index}\">“{words}”</a>"),
            None => write!(out, "<li>“{words}” <span class=\"quiet\">(no longer there)</span>"),
        };
        for line in mark.note.lines() {
            let _ = write!(out, "<br>\n{}", escaped(&clean_line(line)));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}
