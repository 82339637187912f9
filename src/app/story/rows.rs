//! A story as rows, and as a table to be copied.

use crate::app::rows::{Piece, Row};
use crate::library::Laid;
use crate::story::{Differing, Has, Item, Matter, Version};
use crate::text::{Edit, Span, clean_line};

/// A report, by its place in the story, and the place in it.
pub(crate) type Lead = (usize, Option<Span>);

/// The rows of a story: first what differs, then what each report has.
pub(super) fn of(laid: &Laid) -> Vec<Row<Lead>> {
    let mut rows = Vec::new();
    for differing in &laid.sheet.differs {
        rows.extend(versions(laid, differing));
    }
    for (number, (report, has)) in laid.reports.iter().zip(&laid.sheet.reports).enumerate() {
        let mut row = Row::new(Some((number, None)))
            .with(report.source.as_deref().unwrap_or("no feed"), Piece::Head)
            .with(&format!("  {}", report.at.strftime("%d %b %H:%M")), Piece::Quiet);
        if number == 0 {
            row = row.with("  first", Piece::Quiet);
        }
        if report.is_copy {
            row = row.with("  the same text", Piece::Quiet);
        }
        rows.push(row.with(&format!("  {}", report.title), Piece::Plain));
        rows.push(Row::new(Some((number, None))).with(&counts(has), Piece::Quiet));
        let mut only = |items: &[Item], part: Piece| {
            rows.extend(items.iter().map(|item| {
                Row::new(Some((number, Some(item.span))))
                    .with("    only here  ", Piece::Quiet)
                    .with(&item.words, part)
            }));
        };
        only(&has.only_people, Piece::Person);
        only(&has.only_quotes, Piece::Plain);
        only(&has.only_figures, Piece::Plain);
    }
    let shown = laid.reports.len();
    if laid.all > shown {
        let words = format!("{} more reports are not laid side by side", laid.all - shown);
        rows.push(Row::new(None).with(&words, Piece::Quiet));
    }
    rows
}

fn versions(laid: &Laid, differing: &Differing) -> Vec<Row<Lead>> {
    let rows = differing.versions.iter().enumerate().map(|(number, version)| {
        let holder = version.holders.first().map(|(report, span)| (*report, Some(*span)));
        let what = match (number, differing.matter) {
            (0, Matter::Figure) => format!("differ  {:<12}", differing.what),
            (0, Matter::Quote) => format!("differ  {:<12}", "words"),
            _ => format!("        {:<12}", ""),
        };
        let mut row = Row::new(holder).with(&what, Piece::Head);
        row.begins_section = number == 0;
        row = match differing.matter {
            Matter::Figure => row.with(&version.words, Piece::Plain),
            Matter::Quote => words(row, version),
        };
        if let Some(speaker) = &version.speaker {
            row = row.with(&format!("  {speaker}"), Piece::Person);
        }
        let holders: Vec<String> =
            version.holders.iter().map(|(report, _)| laid.holder(*report)).collect();
        row.with(&format!("  {}", holders.join("; ")), Piece::Quiet)
    });
    rows.collect()
}

/// The words of a version: what it leaves out and what it has alone, against the fullest.
fn words(mut row: Row<Lead>, version: &Version) -> Row<Lead> {
    row = row.with("“", Piece::Plain);
    for (edit, words) in &version.pieces {
        let part = match edit {
            Edit::Same => Piece::Plain,
            Edit::Gone => Piece::Gone,
            Edit::New => Piece::New,
        };
        row = row.with(words, part);
    }
    row.with("”", Piece::Plain)
}

fn counts(has: &Has) -> String {
    let count = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    format!(
        "    {}, {}, {}",
        count(has.people, "person", "people"),
        count(has.claims, "claim", "claims"),
        count(has.figures, "figure", "figures")
    )
}

/// A table with a line for each thing: what it is, what it is about, the words, who says it, the
/// report, its time. Tabs and line ends inside a field are spaces.
pub(super) fn table(laid: &Laid) -> String {
    let mut table = String::from("kind\twhat\twords\tspeaker\treport\ttime\n");
    let mut line = |fields: [&str; 6]| {
        let fields = fields.map(|field| clean_line(field).replace('\t', " "));
        table.push_str(&fields.join("\t"));
        table.push('\n');
    };
    for differing in &laid.sheet.differs {
        let (kind, what) = match differing.matter {
            Matter::Figure => ("figure differs", differing.what.as_str()),
            Matter::Quote => ("words differ", ""),
        };
        for version in &differing.versions {
            for (report, _) in &version.holders {
                let row = &laid.reports[*report];
                let speaker = version.speaker.as_deref().unwrap_or_default();
                let source = row.source.as_deref().unwrap_or_default();
                line([kind, what, &version.words, speaker, source, &row.at.to_string()]);
            }
        }
    }
    for (row, has) in laid.reports.iter().zip(&laid.sheet.reports) {
        let (source, at) = (row.source.as_deref().unwrap_or_default(), row.at.to_string());
        line(["report", "", &row.title, "", source, &at]);
        for (kind, items) in [
            ("person only here", &has.only_people),
            ("words only here", &has.only_quotes),
            ("figure only here", &has.only_figures),
        ] {
            for item in items {
                line([kind, "", &item.words, "", source, &at]);
            }
        }
    }
    table
}
