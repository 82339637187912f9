//! A story as rows, and as a table to be copied.

use crate::library::Laid;
use crate::story::{Differing, Has, Item, Matter, Version};
use crate::text::{Edit, Span, clean_line};

/// What a piece of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Head,
    Plain,
    Quiet,
    Person,
    /// Words that this version leaves out.
    Gone,
    /// Words that are in this version alone.
    New,
}

/// One row of the room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub parts: Vec<(String, Part)>,
    /// The report, by its place in the story, and the place in it.
    pub leads_to: Option<(usize, Option<Span>)>,
    pub begins_difference: bool,
}

impl Row {
    fn new(leads_to: Option<(usize, Option<Span>)>) -> Self {
        Self { leads_to, ..Self::default() }
    }

    /// Adds a piece: its words cleaned, the spaces around them as they are.
    fn with(mut self, words: &str, part: Part) -> Self {
        let inner = words.trim_matches(' ');
        let (lead, rest) = words.split_at(words.find(inner).unwrap_or(0));
        let trail = &rest[inner.len()..];
        self.parts.push((format!("{lead}{}{trail}", clean_line(inner)), part));
        self
    }
}

/// The rows of a story: first what differs, then what each report has.
pub(super) fn of(laid: &Laid) -> Vec<Row> {
    let mut rows = Vec::new();
    for differing in &laid.sheet.differs {
        rows.extend(versions(laid, differing));
    }
    for (number, (report, has)) in laid.reports.iter().zip(&laid.sheet.reports).enumerate() {
        let mut row = Row::new(Some((number, None)))
            .with(report.source.as_deref().unwrap_or("no feed"), Part::Head)
            .with(&format!("  {}", report.at.strftime("%d %b %H:%M")), Part::Quiet);
        if number == 0 {
            row = row.with("  first", Part::Quiet);
        }
        if report.is_copy {
            row = row.with("  the same text", Part::Quiet);
        }
        rows.push(row.with(&format!("  {}", report.title), Part::Plain));
        rows.push(Row::new(Some((number, None))).with(&counts(has), Part::Quiet));
        let mut only = |items: &[Item], part: Part| {
            rows.extend(items.iter().map(|item| {
                Row::new(Some((number, Some(item.span))))
                    .with("    only here  ", Part::Quiet)
                    .with(&item.words, part)
            }));
        };
        only(&has.only_people, Part::Person);
        only(&has.only_quotes, Part::Plain);
        only(&has.only_figures, Part::Plain);
    }
    let shown = laid.reports.len();
    if laid.all > shown {
        let words = format!("{} more reports are not laid side by side", laid.all - shown);
        rows.push(Row::new(None).with(&words, Part::Quiet));
    }
    rows
}

fn versions(laid: &Laid, differing: &Differing) -> Vec<Row> {
    let rows = differing.versions.iter().enumerate().map(|(number, version)| {
        let holder = version.holders.first().map(|(report, span)| (*report, Some(*span)));
        let what = match (number, differing.matter) {
            (0, Matter::Figure) => format!("differ  {:<12}", differing.what),
            (0, Matter::Quote) => format!("differ  {:<12}", "words"),
            _ => format!("        {:<12}", ""),
        };
        let mut row = Row::new(holder).with(&what, Part::Head);
        row.begins_difference = number == 0;
        row = match differing.matter {
            Matter::Figure => row.with(&version.words, Part::Plain),
            Matter::Quote => words(row, version),
        };
        if let Some(speaker) = &version.speaker {
            row = row.with(&format!("  {speaker}"), Part::Person);
        }
        let holders: Vec<String> =
            version.holders.iter().map(|(report, _)| laid.holder(*report)).collect();
        row.with(&format!("  {}", holders.join("; ")), Part::Quiet)
    });
    rows.collect()
}

/// The words of a version: what it leaves out and what it has alone, against the fullest.
fn words(mut row: Row, version: &Version) -> Row {
    row = row.with("“", Part::Plain);
    for (edit, words) in &version.pieces {
        let part = match edit {
            Edit::Same => Part::Plain,
            Edit::Gone => Part::Gone,
            Edit::New => Part::New,
        };
        row = row.with(words, part);
    }
    row.with("”", Part::Plain)
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
