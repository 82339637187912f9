//! Figures of reports with what they count, and those that reports give differently.

use super::report::{Differing, Item, Matter, Report, Version};
use super::terms::{folded_words, is_common, stem};
use crate::annotation::{Figure, FigureKind};
use crate::text::{Document, Span};

/// What is counted by a word near the number, under one name.
const STATES: &[(&str, &[&str])] = &[
    (
        "dead",
        &[
            "dead",
            "died",
            "die",
            "killed",
            "kill",
            "kills",
            "killing",
            "deaths",
            "fatalities",
            "perished",
            "lives",
            "bodies",
            "drowned",
        ],
    ),
    (
        "hurt",
        &[
            "injured",
            "wounded",
            "hurt",
            "injuries",
            "injuring",
            "wounding",
            "casualties",
            "hospitalised",
            "hospitalized",
        ],
    ),
    ("missing", &["missing", "unaccounted", "vanished"]),
    ("rescued", &["rescued", "saved", "survivors", "survived", "rescuers"]),
    ("arrested", &["arrested", "detained", "arrests", "custody"]),
    ("evacuated", &["evacuated", "evacuees", "evacuate", "displaced", "homeless", "fled"]),
    ("laid off", &["layoffs", "redundancies", "redundant", "sacked"]),
];

/// Counted nouns that name people as such: what befell them must be told beside them.
const PEOPLE: &[&str] = &[
    "people",
    "person",
    "men",
    "women",
    "children",
    "man",
    "woman",
    "child",
    "residents",
    "passengers",
    "workers",
    "victims",
    "civilians",
    "others",
    "soldiers",
    "crew",
];

/// Units of measure: they say how something was measured, not what.
const MEASURES: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "km",
    "kilometre",
    "kilometer",
    "metre",
    "meter",
    "mile",
    "foot",
    "feet",
    "tonne",
    "ton",
    "degree",
    "point",
    "time",
    "percent",
    "litre",
    "hectare",
    "acre",
    "storey",
    "age",
];

/// Words before a number that bound it.
const BOUNDS: &[&str] = &[
    "at least",
    "more than",
    "fewer than",
    "less than",
    "over",
    "nearly",
    "almost",
    "about",
    "around",
    "up to",
    "some",
    "roughly",
    "at most",
    "as many as",
    "no fewer than",
];

/// A figure of a report.
pub(super) struct Counted {
    value: f64,
    /// What it counts, under one name; empty where that is not told.
    noun: String,
    /// The stems beside it, where the noun alone does not say what is counted.
    beside: Vec<String>,
    needs_beside: bool,
    /// As it is written, with what bounds it.
    words: String,
    bounded: bool,
    span: Span,
}

impl Counted {
    pub(super) fn item(&self) -> Item {
        Item { words: format!("{} {}", self.words, self.noun).trim().to_owned(), span: self.span }
    }

    /// Whether the other is the same number of the same; large numbers and such as stand without
    /// what they count are taken to be.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        /// Two things in one story seldom come to the same number from here on.
        const LARGE: f64 = 20.0;
        same(self.value, other.value)
            && (self.value >= LARGE
                || self.noun.is_empty()
                || other.noun.is_empty()
                || self.noun == other.noun)
    }

    /// Whether both count the same thing.
    fn counts_as(&self, other: &Self) -> bool {
        if self.noun.is_empty() || self.noun != other.noun {
            return false;
        }
        if !self.needs_beside {
            return true;
        }
        let shared = self.beside.iter().filter(|word| other.beside.contains(word)).count();
        let all = self.beside.len().max(other.beside.len());
        shared >= 2 && shared * 2 >= all
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= one.abs().max(other.abs()) * 1e-9
}

/// The figures of a report that count something, in order.
pub(super) fn counted(report: &Report<'_>) -> Vec<Counted> {
    let Report { document, analysis } = report;
    let taken: Vec<(&Span, &Figure)> =
        analysis.figures.iter().map(|(span, figure)| (span, figure)).take(400).collect();
    let mut found = Vec::new();
    for (span, figure) in taken {
        let Some(value) = figure.value else { continue };
        if !matches!(figure.kind, FigureKind::Quantity | FigureKind::Money | FigureKind::Percent) {
            continue;
        }
        let clause = clause_around(document, *span);
        let unit = figure.unit.as_deref().unwrap_or_default().to_lowercase();
        let (noun, needs_beside) = match figure.kind {
            FigureKind::Quantity => noun_of(document, *span, clause, &unit),
            FigureKind::Percent => ("per cent".to_owned(), true),
            _ => (unit.to_uppercase(), true),
        };
        let beside = if needs_beside { beside(document, *span, clause) } else { Vec::new() };
        let bound = bound_before(document, *span, clause);
        let from = bound.map_or(span.start(), Span::start);
        let number = number_alone(document.slice(*span), &unit);
        let words = format!("{}{number}", document.slice(Span::new(from, span.start())));
        found.push(Counted {
            value,
            noun,
            beside,
            needs_beside,
            words,
            bounded: bound.is_some(),
            span: *span,
        });
    }
    found
}

/// The words of a figure without its unit: "12" of "12 people".
fn number_alone<'a>(words: &'a str, unit: &str) -> &'a str {
    let lower = words.to_lowercase();
    if unit.is_empty() || lower.len() != words.len() {
        return words;
    }
    let cut = lower.rfind(' ').filter(|at| stem(&lower[at + 1..]) == stem(unit));
    cut.map_or(words, |at| words[..at].trim_end())
}

/// The clause that holds a span: from the last to the next sign that parts clauses. What is looked
/// at is bounded.
fn clause_around(document: &Document, span: Span) -> Span {
    const FAR: usize = 120;
    let text = document.text();
    let block = document.blocks()[document.block_at(span.start())].span;
    let (start, end) = (span.start() as usize, span.end() as usize);
    let from = text.floor_char_boundary(start.saturating_sub(FAR)).max(block.start() as usize);
    let to = text.ceil_char_boundary(end + FAR).min(block.end() as usize).max(end);
    let parts = |c: char| matches!(c, ';' | '(' | ')' | '“' | '”' | '"' | ':' | '\n');
    let is_end = |before: &str| before.ends_with(". ") || before.ends_with(", ");
    let mut first = from;
    for (at, c) in text[from..start].char_indices() {
        let behind = from + at + c.len_utf8();
        if parts(c) || is_end(&text[from..behind]) {
            first = behind;
        }
    }
    let mut last = to;
    for (at, c) in text[end..to].char_indices() {
        let stops = matches!(c, '.' | ',')
            && text[end + at + 1..to].chars().next().is_none_or(char::is_whitespace);
        if parts(c) || stops {
            last = end + at;
            break;
        }
    }
    Span::from_usize(first, last)
}

/// What a count counts: a state told within its clause (that which stands nearest, and with no
/// other number between), else its noun.
fn noun_of(document: &Document, span: Span, clause: Span, unit: &str) -> (String, bool) {
    let is_people = unit.is_empty() || PEOPLE.contains(&unit) || state(unit).is_some();
    if let Some(state) = state(unit) {
        return (state.to_owned(), false);
    }
    if is_people && let Some(state) = state_near(document, span, clause) {
        return (state.to_owned(), false);
    }
    let is_measure = MEASURES.iter().any(|measure| stem(measure) == stem(unit));
    (stem_noun(unit), is_measure || is_people)
}

fn state(word: &str) -> Option<&'static str> {
    STATES.iter().find(|(_, words)| words.contains(&word)).map(|(state, _)| *state)
}

fn stem_noun(unit: &str) -> String {
    unit.to_owned()
}

fn state_near(document: &Document, span: Span, clause: Span) -> Option<&'static str> {
    // No further than so many words, and not across another number.
    const FAR: usize = 6;
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) || is_numeral(word);
    let behind = document.slice(Span::new(span.end().min(clause.end()), clause.end()));
    let before = document.slice(Span::new(clause.start().min(span.start()), span.start()));
    let after: Vec<String> = folded_words(behind).map(|(_, word)| word).collect();
    let mut earlier: Vec<String> = folded_words(before).map(|(_, word)| word).collect();
    earlier.reverse();
    let reach = |words: &[String]| {
        let near = words.iter().take(FAR).take_while(|word| !is_number(word));
        near.enumerate().find_map(|(far, word)| state(word).map(|state| (far, state)))
    };
    let (after, earlier) = (reach(&after), reach(&earlier));
    // "killed 12" before "12 … were hurt": what stands nearer, and behind rather than before.
    match (after, earlier) {
        (Some((far, state)), Some((near, _))) if far <= near => Some(state),
        (_, Some((_, state))) | (Some((_, state)), None) => Some(state),
        (None, None) => None,
    }
}

fn is_numeral(word: &str) -> bool {
    matches!(
        word,
        "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "thirteen"
            | "fourteen"
            | "fifteen"
            | "sixteen"
            | "seventeen"
            | "eighteen"
            | "nineteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fifty"
            | "sixty"
            | "hundred"
            | "dozen"
            | "another"
    )
}

/// The stems of a clause beside a figure, without those of any report.
fn beside(document: &Document, span: Span, clause: Span) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for part in [
        Span::new(clause.start(), span.start()),
        Span::new(span.end().min(clause.end()), clause.end()),
    ] {
        for (_, word) in folded_words(document.slice(part)) {
            let stem = stem(&word);
            if !is_common(&word)
                && !word.bytes().all(|byte| byte.is_ascii_digit())
                && !stems.iter().any(|known| known == stem)
            {
                stems.push(stem.to_owned());
            }
        }
    }
    stems
}

/// The words right before a figure that bound it.
fn bound_before(document: &Document, span: Span, clause: Span) -> Option<Span> {
    let before = document.slice(Span::new(clause.start().min(span.start()), span.start()));
    let trimmed = before.trim_end();
    let lower = trimmed.to_ascii_lowercase();
    let bound = BOUNDS.iter().filter(|bound| {
        lower.strip_suffix(**bound).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    let bound = bound.max_by_key(|bound| bound.len())?;
    let start = span.start() - (before.len() - trimmed.len() + bound.len()) as u32;
    Some(Span::new(start, span.start()))
}

/// Where reports count the same and come to different numbers. A report that gives two numbers of
/// one noun counts it twice over (in all, in one town), so that nothing is said of it; so does one
/// of numbers that another report gives too.
pub(super) fn differing(reports: &[Vec<Counted>]) -> Vec<Differing> {
    let mut found: Vec<Differing> = Vec::new();
    let mut done: Vec<(usize, usize)> = Vec::new();
    for (report, figures) in reports.iter().enumerate() {
        for (number, figure) in figures.iter().enumerate() {
            if figure.noun.is_empty() || done.contains(&(report, number)) {
                continue;
            }
            let mut group: Vec<(usize, &Counted)> = Vec::new();
            for (other, figures) in reports.iter().enumerate() {
                let alike: Vec<(usize, &Counted)> = figures
                    .iter()
                    .enumerate()
                    .filter(|(_, other)| figure.counts_as(other))
                    .collect();
                done.extend(alike.iter().map(|(number, _)| (other, *number)));
                let Some((_, first)) = alike.first() else { continue };
                if alike.iter().all(|(_, one)| same(one.value, first.value)) {
                    group.push((other, first));
                }
            }
            found.extend(versions(&figure.noun, &group));
        }
    }
    found
}

fn versions(noun: &str, group: &[(usize, &Counted)]) -> Option<Differing> {
    let mut versions: Vec<(f64, bool, Version)> = Vec::new();
    for (report, figure) in group {
        let holder = (*report, figure.span);
        match versions
            .iter_mut()
            .find(|(value, bounded, _)| same(*value, figure.value) && *bounded == figure.bounded)
        {
            Some((.., version)) => version.holders.push(holder),
            None => versions.push((
                figure.value,
                figure.bounded,
                Version {
                    words: figure.words.clone(),
                    speaker: None,
                    pieces: Vec::new(),
                    holders: vec![holder],
                },
            )),
        }
    }
    let first = versions.first()?.0;
    if versions.iter().all(|(value, ..)| same(*value, first)) {
        return None;
    }
    let versions = versions.into_iter().map(|(.., version)| version).collect();
    Some(Differing { matter: Matter::Figure, what: noun.to_owned(), versions })
}

#[cfg(test)]
mod tests {
    use super::{counted, differing};
    use crate::analysis::{Context, analyze};
    use crate::story::report::{Differing, Report};
    use crate::text::Document;

    fn differ(texts: &[&str]) -> Vec<String> {
        let read: Vec<_> = texts
            .iter()
            .map(|text| {
                let document = Document::verbatim((*text).to_owned());
                let analysis = analyze(&document, &Context::default());
                (document, analysis)
            })
            .collect();
        let figures: Vec<_> = read
            .iter()
            .map(|(document, analysis)| counted(&Report { document, analysis }))
            .collect();
        let line = |differing: &Differing| {
            let versions = differing.versions.iter().map(|version| version.words.as_str());
            format!("{}: {}", differing.what, versions.collect::<Vec<_>>().join(" · "))
        };
        differing(&figures).iter().map(line).collect()
    }

    #[test]
    fn the_dead_are_counted_under_one_noun_however_they_are_told() {
        let found = differ(&[
            "A fire on the ferry killed 12 people, and 30 were injured.",
            "The ferry burned. At least 14 people died, the coast guard said. Some 30 people were hurt.",
            "Fire on a ferry leaves 12 dead.",
        ]);
        assert_eq!(found, ["dead: 12 · At least 14"]);
    }

    #[test]
    fn what_counts_something_else_does_not_differ() {
        let found = differ(&[
            "Twelve people died, and 240 passengers were rescued.",
            "Some 12 people were killed. The ship may carry 400 passengers.",
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_report_that_counts_one_noun_twice_speaks_for_no_number() {
        let found = differ(&[
            "Nine people died in Holmsund and four people died in Tarrow.",
            "Thirteen people died in the storm.",
        ]);
        assert!(found.is_empty(), "{found:?}");
    }
}
