//! The same words of a speaker in the versions of several reports.

use std::collections::HashMap;

use super::people::same_person;
use super::report::{Differing, Item, Matter, Report, Version};
use super::terms::{folded_words, is_common, stem};
use crate::annotation::{Quote, QuoteKind};
use crate::text::{Document, Edit, Span, difference};

/// So many words in a row that two quotations share make them one.
const RUN: usize = 4;
/// Of one report so many are compared.
const MOST: usize = 200;

/// Something that was said, in a report.
pub(super) struct Said {
    pub report: usize,
    words: String,
    span: Span,
    speaker: Option<String>,
    is_direct: bool,
    folded: Vec<String>,
    /// Whether no other report has it.
    pub is_alone: bool,
}

impl Said {
    fn of(report: usize, document: &Document, quote: &Quote) -> Self {
        let parts: Vec<&str> = quote.parts.iter().map(|part| document.slice(*part)).collect();
        let joined = parts.join(" ");
        let words = joined.trim_end_matches([',', '.', ';', ' ']).to_owned();
        let folded = folded_words(&words).map(|(_, word)| word).collect();
        let is_direct = quote.kind != QuoteKind::Indirect;
        let speaker = quote.name.clone();
        Self { report, words, span: quote.span(), speaker, is_direct, folded, is_alone: true }
    }

    pub(super) fn item(&self) -> Item {
        let words =
            if self.is_direct { format!("“{}”", self.words) } else { self.words.clone() };
        let words = match &self.speaker {
            Some(speaker) => format!("{speaker}: {words}"),
            None => words,
        };
        Item { words, span: self.span }
    }

    /// Whether two tell the same in the reporters' words: by the same speaker, with most of what
    /// is not said in any report.
    fn tells_same(&self, other: &Self) -> bool {
        let speakers = self.speaker.as_deref().zip(other.speaker.as_deref());
        if !speakers.is_some_and(|(one, other)| same_person(one, other)) {
            return false;
        }
        let stems = |said: &Self| {
            let words = said.folded.iter().filter(|word| !is_common(word));
            words.map(|word| stem(word).to_owned()).collect::<Vec<_>>()
        };
        let (one, two) = (stems(self), stems(other));
        let shared = one.iter().filter(|word| two.contains(word)).count();
        shared >= 2 && shared * 2 >= one.len().min(two.len())
    }
}

/// What is said in reports, in their order, and the quotations that they give differently.
pub(super) fn same(reports: &[Report<'_>]) -> (Vec<Said>, Vec<Differing>) {
    let mut said: Vec<Said> = Vec::new();
    for (number, report) in reports.iter().enumerate() {
        let quotes = report.analysis.quotes.iter().filter(|quote| quote.speech).take(MOST);
        said.extend(quotes.map(|quote| Said::of(number, report.document, quote)));
    }
    let groups = groups(&said);
    let mut found = Vec::new();
    for group in &groups {
        let several = group.iter().any(|&at| said[at].report != said[group[0]].report);
        if several {
            for &at in group {
                said[at].is_alone = false;
            }
            found.extend(versions(&said, group));
        }
    }
    told_elsewhere(&mut said);
    (said, found)
}

/// Quotations that share words in a row, each group in the order of the reports. Near-linear: each
/// run of words is looked up once.
fn groups(said: &[Said]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..said.len()).collect();
    let mut holders: HashMap<Vec<&str>, usize> = HashMap::new();
    for (at, one) in said.iter().enumerate().filter(|(_, said)| said.is_direct) {
        let words: Vec<&str> = one.folded.iter().map(String::as_str).collect();
        let run = RUN.min(words.len());
        // A few words that many say ("yes", "we are ready") are no sign of one speech.
        if words.iter().filter(|word| !is_common(word)).count() < 2 && words.len() < 6 {
            continue;
        }
        for run in words.windows(run.max(1)) {
            let first = *holders.entry(run.to_vec()).or_insert(at);
            let (one, other) = (lead(&leader, first), lead(&leader, at));
            leader[one.max(other)] = one.min(other);
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..said.len() {
        groups.entry(lead(&leader, at)).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> =
        groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort();
    groups
}

fn lead(leader: &[usize], mut at: usize) -> usize {
    while leader[at] != at {
        at = leader[at];
    }
    at
}

/// The versions of one quotation; `None` where all have the same words by the same speaker.
fn versions(said: &[Said], group: &[usize]) -> Option<Differing> {
    let fullest = &said[*group.iter().rev().max_by_key(|&&at| said[at].folded.len())?];
    let mut versions: Vec<(&Said, Vec<(usize, Span)>)> = Vec::new();
    for &at in group {
        let one = &said[at];
        let is_same = |other: &Said| {
            let speakers = one.speaker.as_deref().zip(other.speaker.as_deref());
            one.folded == other.folded
                && speakers.is_none_or(|(one, other)| same_person(one, other))
        };
        match versions.iter_mut().find(|(known, _)| is_same(known)) {
            Some((_, holders)) => holders.push((one.report, one.span)),
            None => versions.push((one, vec![(one.report, one.span)])),
        }
    }
    if versions.len() < 2 {
        return None;
    }
    let versions = versions
        .into_iter()
        .map(|(one, holders)| Version {
            words: one.words.clone(),
            speaker: one.speaker.clone(),
            pieces: pieces(&fullest.words, &one.words),
            holders,
        })
        .collect();
    Some(Differing { matter: Matter::Quote, what: fullest.words.clone(), versions })
}

/// What became of the words of one version in another, word by word.
fn pieces(full: &str, words: &str) -> Vec<(Edit, String)> {
    let document = |words: &str| Document::verbatim(words.replace('\n', " "));
    let differences = difference(&document(full), &document(words));
    differences.into_iter().flat_map(|difference| difference.pieces).collect()
}

/// What is told in the reporters' words is alone only where no other report has the speaker say
/// about the same.
fn told_elsewhere(said: &mut [Said]) {
    let mut by_speaker: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, one) in said.iter().enumerate() {
        let last = one.speaker.as_deref().and_then(|name| folded_words(name).last());
        if let Some((_, last)) = last {
            by_speaker.entry(last).or_default().push(at);
        }
    }
    for of_one in by_speaker.into_values() {
        // Who is quoted so often is compared with the beginning alone.
        for &at in &of_one {
            let is_told = of_one.iter().take(MOST).any(|&other| {
                said[other].report != said[at].report
                    && (!said[at].is_direct || !said[other].is_direct)
                    && said[at].tells_same(&said[other])
            });
            if is_told {
                said[at].is_alone = false;
            }
        }
    }
}

/// Whether two quotations are one in two versions: some words in a row, and not the words that
/// anybody says.
pub(crate) fn are_versions(one: &str, other: &str) -> bool {
    let words = |line: &str| folded_words(line).map(|(_, word)| word).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let run = RUN.min(one.len()).min(other.len()).max(1);
    let runs: std::collections::HashSet<&[String]> = one.windows(run).collect();
    other.windows(run).any(|run| runs.contains(run) && run.iter().any(|word| !is_common(word)))
}

#[cfg(test)]
mod tests {
    use super::{are_versions, same};
    use crate::analysis::{Analysis, Context, analyze};
    use crate::story::report::{Differing, Report};
    use crate::text::{Document, Edit};

    fn read(texts: &[&str]) -> Vec<(Document, Analysis)> {
        let read = |text: &&str| {
            let document = Document::verbatim((*text).to_owned());
            let analysis = analyze(&document, &Context::default());
            (document, analysis)
        };
        texts.iter().map(read).collect()
    }

    fn differ(read: &[(Document, Analysis)]) -> Vec<Differing> {
        let reports: Vec<_> =
            read.iter().map(|(document, analysis)| Report { document, analysis }).collect();
        same(&reports).1
    }

    #[test]
    fn a_cut_and_a_changed_word_and_another_speaker_are_versions_of_one_quotation() {
        let read = read(&[
            "Ana Ruiz, the harbour master, spoke on Monday. “We had no warning at all before the storm,” Ruiz said.",
            "The harbour master, Ana Ruiz, was angry. “We had no warning before the storm,” Ruiz said.",
            "Peter Brandt, a pilot, was there. “We had no warning at all before the storm,” Brandt said.",
        ]);
        let found = differ(&read);
        assert_eq!(found.len(), 1, "{found:?}");
        let versions = &found[0].versions;
        assert_eq!(versions.len(), 3, "{versions:?}");
        assert!(
            versions[1]
                .pieces
                .iter()
                .any(|(edit, words)| *edit == Edit::Gone && words.contains("at all"))
        );
        assert_eq!(versions[2].speaker.as_deref(), Some("Peter Brandt"));
        assert_eq!(versions[0].holders.len(), 1);
    }

    #[test]
    fn equal_words_by_one_speaker_do_not_differ() {
        let read = read(&[
            "“The bridge will open again in May,” Ana Ruiz said.",
            "“The bridge will open again in May”, said Ana Ruiz.",
        ]);
        assert!(differ(&read).is_empty());
    }

    #[test]
    fn words_that_anybody_says_are_no_version() {
        assert!(are_versions("We will not close a library", "we will not close a single library"));
        assert!(!are_versions("It is what it is", "We know that it is what you need"));
        assert!(!are_versions("", "anything"));
    }
}
