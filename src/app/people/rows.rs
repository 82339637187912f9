//! A list of people and the page of one, as rows.

use super::Lead;
use crate::annotation::{EntityKind, QuoteKind};
use crate::app::rows::{Piece, Row};
use crate::library::{PersonPage, PersonRow, QuoteRow};
use crate::text::cell_width;

/// Bars of the line over time, from few to many.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Months that the line over time shows.
const MONTHS: usize = 24;

fn part_of(kind: EntityKind) -> Piece {
    match kind {
        EntityKind::Person => Piece::Person,
        EntityKind::Place => Piece::Place,
        EntityKind::Organization => Piece::Organization,
        _ => Piece::Plain,
    }
}

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Cells that a name takes in the list, so that the numbers stand below each other.
const NAME: usize = 36;

/// One of the list: the name, then in how many articles, with how many quotations.
pub(super) fn of_list(person: &PersonRow) -> Row<Lead> {
    let space = NAME.saturating_sub(cell_width(&person.name)).max(2);
    let numbers = format!(
        "{} · {}",
        counted(person.articles, "article", "articles"),
        counted(person.quotes, "quotation", "quotations")
    );
    Row::new(None)
        .with(&person.name, part_of(person.kind))
        .with(&format!("{}{numbers}", " ".repeat(space)), Piece::Quiet)
}

/// The rows of a page: who, when, with whom and where; then what was said, then the articles.
pub(super) fn of_page(page: &PersonPage) -> Vec<Row<Lead>> {
    let person = &page.person;
    let mut who = Row::new(None).with(&person.name, part_of(person.kind));
    if !person.aliases.is_empty() {
        who = who.with(&format!(" · also {}", person.aliases.join(", ")), Piece::Quiet);
    }
    let mut rows = vec![who, of_times(page)];
    for role in &page.roles {
        let days = [role.first, role.last].map(|time| time.strftime("%d %b %Y").to_string());
        let when = if days[0] == days[1] { days[0].clone() } else { days.join(" – ") };
        rows.push(Row::new(None).with("role ", Piece::Quiet).with(&role.role, Piece::Plain).with(
            &format!("  {when} · {}", counted(role.articles, "article", "articles")),
            Piece::Quiet,
        ));
    }
    let months = over_time(&page.months);
    if !months.is_empty() {
        rows.push(Row::new(None).with(&months, Piece::Quiet));
    }
    let list = |of: &[(String, u32)]| {
        let named: Vec<String> = of.iter().map(|(name, count)| format!("{name} {count}")).collect();
        named.join(" · ")
    };
    for (word, of) in [("with", &page.with), ("in", &page.sources)] {
        if !of.is_empty() {
            rows.push(
                Row::new(None)
                    .with(&format!("{word:<5}"), Piece::Quiet)
                    .with(&list(of), Piece::Plain),
            );
        }
    }
    if !page.claims.is_empty() {
        rows.push(heading("Said"));
    }
    for claim in &page.claims {
        let source = claim.source.as_deref().unwrap_or(&claim.title);
        rows.push(
            Row::new(Some((claim.article, claim.place)))
                .with(&format!("{}  ", claim.at.strftime("%d %b %Y")), Piece::Quiet)
                .with(&format!("{}  ", claim.told), Piece::Quiet)
                .with(&words_of(claim), Piece::Plain)
                .with(&format!("  {source}"), Piece::Quiet),
        );
    }
    let shown = page.claims.len() as u32;
    if person.quotes > shown && shown > 0 {
        let words = format!("the newest {shown} of {} quotations", person.quotes);
        rows.push(Row::new(None).with(&words, Piece::Quiet));
    }
    if !page.articles.is_empty() {
        rows.push(heading("Articles"));
    }
    rows.extend(page.articles.iter().map(|article| {
        Row::new(Some((article.article, None)))
            .with(&format!("{}  ", article.at.strftime("%d %b %Y")), Piece::Quiet)
            .with(&article.title, Piece::Plain)
            .with(&format!("  {}", article.source.as_deref().unwrap_or_default()), Piece::Quiet)
            .with(
                &article.reason.as_ref().map(|reason| format!("  ({reason})")).unwrap_or_default(),
                Piece::Quiet,
            )
    }));
    rows
}

/// The words as they were said: direct ones between marks.
fn words_of(claim: &QuoteRow) -> String {
    if claim.kind == QuoteKind::Direct {
        format!("“{}”", claim.text)
    } else {
        claim.text.clone()
    }
}

fn heading(words: &str) -> Row<Lead> {
    let mut row = Row::new(None).with(words, Piece::Head);
    row.begins_section = true;
    row
}

/// "41 articles · 63 quotations · first 12 Jan 2026 · last 3 Nov 2026".
fn of_times(page: &PersonPage) -> Row<Lead> {
    let person = &page.person;
    let mut words = format!(
        "{} · {}",
        counted(person.articles, "article", "articles"),
        counted(person.quotes, "quotation", "quotations")
    );
    for (word, time) in [("first", person.first), ("last", person.last)] {
        if let Some(time) = time {
            words.push_str(&format!(" · {word} {}", time.strftime("%d %b %Y")));
        }
    }
    Row::new(None).with(&words, Piece::Plain)
}

/// "2026-01 ▁·▂█ 2026-11": a bar a month, a dot where there is no article. The newest months.
fn over_time(months: &[(String, u32)]) -> String {
    let number = |month: &str| {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
    };
    let known: Vec<(i64, u32)> =
        months.iter().filter_map(|(month, count)| Some((number(month)?, *count))).collect();
    let Some(&(last, _)) = known.last().filter(|_| known.len() > 1) else { return String::new() };
    let first = known[0].0.max(last + 1 - MONTHS as i64);
    let most = known.iter().filter(|(month, _)| *month >= first).map(|(_, count)| *count).max();
    let most = most.unwrap_or(1).max(1);
    let bars: String = (first..=last)
        .map(|month| {
            let count = known.iter().find(|(known, _)| *known == month).map(|(_, count)| *count);
            count.map_or('·', |count| BARS[((count * 8).div_ceil(most) as usize).clamp(1, 8) - 1])
        })
        .collect();
    let name = |month: i64| format!("{}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
    format!("{} {bars} {}", name(first), name(last))
}

/// The first row that leads somewhere, where the cursor begins.
pub(super) fn first_that_leads(rows: &[Row<Lead>]) -> usize {
    rows.iter().position(|row| row.leads_to.is_some()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::over_time;

    #[test]
    fn a_bar_a_month_with_gaps() {
        let months = [("2025-11".to_owned(), 8), ("2026-01".to_owned(), 1)];
        assert_eq!(over_time(&months), "2025-11 █·▁ 2026-01");
        assert_eq!(over_time(&months[..1]), "");
    }
}
