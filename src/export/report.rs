//! An analysis as a report for people.

use std::fmt::Write;

use crate::analysis::Analysis;
use crate::annotation::{Article, Attribution, EntityId, EntityKind, Quote};

/// Who is in the article and who said what, as plain lines.
pub fn report(article: &Article, analysis: &Analysis) -> String {
    let mut out = String::new();
    let title = article.title.as_deref().or(article.source.as_deref()).unwrap_or("(no title)");
    let _ = writeln!(out, "{title}");
    for (kind, heading) in HEADINGS {
        let mut of_kind = analysis
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.kind == kind)
            .peekable();
        if of_kind.peek().is_some() {
            let _ = writeln!(out, "\n{heading}");
        }
        for (id, entity) in of_kind {
            let count = analysis
                .mentions
                .iter()
                .filter(|(_, mention)| mention.entity == EntityId(id as u32))
                .count();
            let role = entity.role.as_ref().map(|role| format!(" · {role}")).unwrap_or_default();
            let also = if entity.aliases.is_empty() {
                String::new()
            } else {
                format!(" · also {}", entity.aliases.join(", "))
            };
            let _ = writeln!(out, "  {} {count}{role}{also}", entity.name);
        }
    }
    let (said, other): (Vec<_>, Vec<_>) = analysis.quotes.iter().partition(|quote| quote.speech);
    let _ = writeln!(out, "\nSaid");
    if said.is_empty() {
        let _ = writeln!(out, "  No quotations found in this article.");
    }
    for quote in said {
        line(&mut out, article, quote);
    }
    if !other.is_empty() {
        let _ = writeln!(out, "\nThoughts, names and words without a source");
    }
    for quote in other {
        line(&mut out, article, quote);
    }
    out
}

const HEADINGS: [(EntityKind, &str); 7] = [
    (EntityKind::Person, "People"),
    (EntityKind::Place, "Places"),
    (EntityKind::Organization, "Organisations"),
    (EntityKind::Group, "Groups"),
    (EntityKind::Event, "Events"),
    (EntityKind::Work, "Works"),
    (EntityKind::Other, "Other names"),
];

/// "Karin Holm denied (reported): the city had been warned", with a "?" where it is not certain.
fn line(out: &mut String, article: &Article, quote: &Quote) {
    let slices: Vec<&str> = quote.parts.iter().map(|&part| article.document.slice(part)).collect();
    let told = Attribution::of(&article.document, quote);
    let doubt = if quote.is_doubtful() { " ?" } else { "" };
    let _ = writeln!(out, "  {told}{doubt} ({}): {}", quote.kind.name(), slices.join(" … "));
}
