//! An analysis as a report for people.

use std::fmt::Write;

use crate::analysis::Analysis;
use crate::annotation::{Article, EntityId, EntityKind, Quote};

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
    let _ = writeln!(out, "\nSaid");
    if analysis.quotes.is_empty() {
        let _ = writeln!(out, "  No quotations found in this article.");
    }
    for quote in &analysis.quotes {
        let words = quote
            .parts
            .iter()
            .map(|&part| article.document.slice(part))
            .collect::<Vec<_>>()
            .join(" … ");
        let _ = writeln!(out, "  {} ({}): {words}", speaker(article, quote), quote.kind.name());
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

/// The speaker by full name, else in the source's own words, marked as not named.
fn speaker(article: &Article, quote: &Quote) -> String {
    match (&quote.name, quote.speaker.first()) {
        (Some(name), _) => name.clone(),
        (None, Some(&words)) => format!("{}, n.n.", article.document.slice(words)),
        (None, None) => "no speaker given".into(),
    }
}
