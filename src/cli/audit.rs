//! `dateline audit`: who is heard in the articles of a query.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::Failure;
use super::articles::parsed;
use super::asked::each_asked;
use super::global::Global;
use super::lines::{count, json_line};
use crate::audit::{Heard, Share, Tally, share};
use crate::export::csv_row;
use crate::library::ListRow;
use crate::text::clean_line;

#[derive(Debug, Args)]
pub(super) struct Audit {
    /// Which articles, as `dateline search --help` tells; all without
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// One audit for each feed, month or speaker
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
    /// One JSON object a line
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// A table for spreadsheets
    #[arg(long)]
    csv: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Feed,
    Month,
    Person,
}

#[derive(Serialize)]
struct AuditJson<'a> {
    /// The feed, month or speaker; `null` where all is one.
    of: Option<&'a str>,
    articles: usize,
    quotes: Heard,
    voices: VoicesJson,
    kinds: BTreeMap<&'static str, Heard>,
    acts: BTreeMap<&'static str, usize>,
    officials: HeardJson,
    others: HeardJson,
    /// Named persons, by how the texts speak of them: pronouns and forms of address.
    women: AddressedJson,
    men: AddressedJson,
    unknown: AddressedJson,
}

#[derive(Serialize)]
struct VoicesJson {
    persons: usize,
    bodies: usize,
    unnamed: usize,
    named: Option<Share>,
}

#[derive(Serialize)]
struct HeardJson {
    #[serde(flatten)]
    heard: Heard,
    /// Of the quotations.
    share: Option<Share>,
}

#[derive(Serialize)]
struct AddressedJson {
    persons: usize,
    #[serde(flatten)]
    heard: Heard,
    /// Of the named persons.
    share: Option<Share>,
}

impl Audit {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let query = parsed(&self.query)?;
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
        let (mut other, mut waiting) = (0, 0);
        let unread = each_asked(&mut library, query, |row, article, analysis| {
            let Some(analysis) = analysis else {
                waiting += 1;
                return Ok(());
            };
            let id = row.id;
            other += usize::from(!matches!(analysis.language.as_str(), "en" | "und"));
            if self.by != Some(By::Person) {
                groups.entry(self.group(row)).or_default().read(id.0);
            }
            for (quote, name) in Tally::quotes(analysis) {
                let group = match (self.by, name) {
                    (Some(By::Person), Some(name)) => clean_line(name),
                    (Some(By::Person), None) => continue,
                    _ => self.group(row),
                };
                let tally = groups.entry(group).or_default();
                tally.read(id.0);
                tally.add(id.0, &article.document, analysis, quote);
            }
            Ok(())
        })?;
        let lost = unread + waiting;
        self.print(&groups)?;
        if other > 0 {
            eprintln!(
                "hint: {} in a language whose quotations are not read",
                count(other, "article")
            );
        }
        if lost > 0 {
            eprintln!("hint: {} could not be read or were not analysed", count(lost, "article"));
        }
        Ok(ExitCode::from(if groups.is_empty() { 4 } else { 0 }))
    }

    fn group(&self, row: &ListRow) -> String {
        match self.by {
            Some(By::Feed) => crate::net::masked(row.source.as_deref().unwrap_or_default()),
            Some(By::Month) => row.at.to_string().chars().take(7).collect(),
            _ => String::new(),
        }
    }

    /// The groups: months in their order, all else by what was said, most first.
    fn print(&self, groups: &BTreeMap<String, Tally>) -> Result<(), Failure> {
        let mut groups: Vec<(&str, &Tally)> =
            groups.iter().map(|(name, tally)| (name.as_str(), tally)).collect();
        if self.by != Some(By::Month) {
            groups.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.all().quotes));
        }
        let mut out = BufWriter::new(io::stdout().lock());
        if self.csv {
            writeln!(out, "{}", csv_row(&head()))?;
        }
        for (index, (name, tally)) in groups.into_iter().enumerate() {
            let of = self.by.map(|_| name);
            if self.csv {
                let fields = fields(of.unwrap_or_default(), tally);
                let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
                writeln!(out, "{}", csv_row(&fields))?;
            } else if self.json {
                json_line(&mut out, &audit_json(of, tally))?;
            } else {
                if index > 0 {
                    writeln!(out)?;
                }
                if let Some(name) = of {
                    let name = clean_line(name);
                    writeln!(out, "{}", if name.is_empty() { "(none)" } else { &name })?;
                }
                write!(out, "{}", page(tally))?;
            }
        }
        Ok(out.flush()?)
    }
}

fn audit_json<'a>(of: Option<&'a str>, tally: &Tally) -> AuditJson<'a> {
    let (persons, bodies, unnamed) = tally.voices();
    let quotes = tally.all();
    let heard = |heard: Heard| HeardJson { heard, share: share(heard.quotes, quotes.quotes) };
    let (officials, others) = tally.officials();
    let [women, men, unknown] = tally.addressed().map(|(count, heard)| AddressedJson {
        persons: count,
        heard,
        share: share(count, persons),
    });
    AuditJson {
        of,
        articles: tally.articles(),
        quotes,
        voices: VoicesJson {
            persons,
            bodies,
            unnamed,
            named: share(persons + bodies, persons + bodies + unnamed),
        },
        kinds: tally.kinds().into_iter().collect(),
        acts: tally.acts().into_iter().collect(),
        officials: heard(officials),
        others: heard(others),
        women,
        men,
        unknown,
    }
}

/// "12 (34 %, 21–50 %)"
fn told(number: usize, of: usize) -> String {
    match share(number, of) {
        None => number.to_string(),
        Some(Share { share, low, high, .. }) => {
            let percent = |share: f64| (share * 100.0).round();
            format!("{number} ({} %, {}–{} %)", percent(share), percent(low), percent(high))
        }
    }
}

/// What is told for people.
fn page(tally: &Tally) -> String {
    let mut page = String::new();
    let mut line = |name: &str, words: String| page.push_str(&format!("  {name:<22}{words}\n"));
    let all = tally.all();
    let said = |heard: Heard| {
        format!("{} of {}", count(heard.quotes, "quotation"), count(heard.words, "word"))
    };
    line("articles", tally.articles().to_string());
    line("said", said(all));
    let (persons, bodies, unnamed) = tally.voices();
    let voices = persons + bodies + unnamed;
    line("voices", voices.to_string());
    line("  named persons", told(persons, voices));
    line("  named bodies", told(bodies, voices));
    line("  unnamed", told(unnamed, voices));
    for (name, heard) in tally.kinds() {
        if heard.quotes > 0 {
            let name = format!("by {}", name.replace('_', " "));
            line(
                &name,
                format!("{}, {}", told(heard.quotes, all.quotes), count(heard.words, "word")),
            );
        }
    }
    let (officials, others) = tally.officials();
    line(
        "public offices",
        format!("{}, {}", told(officials.quotes, all.quotes), count(officials.words, "word")),
    );
    line("others", format!("{}, {}", told(others.quotes, all.quotes), count(others.words, "word")));
    let names = ["women by the text", "men by the text", "the text does not say"];
    for (name, (number, heard)) in names.into_iter().zip(tally.addressed()) {
        line(name, format!("{}, {}", told(number, persons), said(heard)));
    }
    let acts: Vec<String> = tally
        .acts()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    line("acts", acts.join(", "));
    page
}

/// Columns in the order of [`fields`].
fn head() -> Vec<&'static str> {
    let mut head = vec![
        "of",
        "articles",
        "quotes",
        "words",
        "named_persons",
        "named_bodies",
        "unnamed",
        "official_quotes",
        "official_low",
        "official_high",
        "official_words",
        "other_quotes",
        "other_words",
        "women",
        "women_low",
        "women_high",
        "women_quotes",
        "women_words",
        "men",
        "men_quotes",
        "men_words",
        "unknown",
        "unknown_quotes",
        "unknown_words",
    ];
    let empty = Tally::default();
    head.extend(empty.kinds().into_iter().map(|(name, _)| name));
    head.extend(empty.acts().into_iter().map(|(name, _)| name));
    head
}

fn fields(of: &str, tally: &Tally) -> Vec<String> {
    let (persons, bodies, unnamed) = tally.voices();
    let (officials, others) = tally.officials();
    let [women, men, unknown] = tally.addressed();
    let all = tally.all();
    let ends = |number: usize, of: usize| match share(number, of) {
        Some(share) => [format!("{:.4}", share.low), format!("{:.4}", share.high)],
        None => [String::new(), String::new()],
    };
    let number = |number: usize| number.to_string();
    let mut fields = vec![clean_line(of)];
    fields.extend([tally.articles(), all.quotes, all.words, persons, bodies, unnamed].map(number));
    fields.push(number(officials.quotes));
    fields.extend(ends(officials.quotes, all.quotes));
    fields.extend([officials.words, others.quotes, others.words, women.0].map(number));
    fields.extend(ends(women.0, persons));
    fields.extend([women.1.quotes, women.1.words].map(number));
    fields.extend([men.0, men.1.quotes, men.1.words].map(number));
    fields.extend([unknown.0, unknown.1.quotes, unknown.1.words].map(number));
    fields.extend(tally.kinds().into_iter().map(|(_, heard)| number(heard.quotes)));
    fields.extend(tally.acts().into_iter().map(|(_, count)| number(count)));
    fields
}

#[cfg(test)]
mod tests {
    use super::{fields, head, page, told};
    use crate::audit::Tally;

    #[test]
    fn a_row_has_a_field_for_each_column_and_no_formula() {
        let fields = fields("=HYPERLINK(\"x\")", &Tally::default());
        assert_eq!(fields.len(), head().len());
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        assert!(super::csv_row(&fields).starts_with("\"'=HYPERLINK"));
    }

    #[test]
    fn shares_are_told_with_their_interval_and_nothing_of_nothing() {
        assert_eq!(told(5, 10), "5 (50 %, 24–76 %)");
        assert_eq!(told(0, 0), "0");
        assert!(page(&Tally::default()).contains("voices"));
    }
}
