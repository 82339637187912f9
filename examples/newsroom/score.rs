//! What the program finds in the articles, against their annotation.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline::analysis::{Analysis, Context, analyze};
use dateline::annotation::{MentionForm, Polarity, Quote};
use dateline::text::Document;

use super::compare::{self, Agreement, QuoteClaim};
use super::marked::Marked;

/// Counts over articles of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Row {
    pub articles: usize,
    /// Names with their kind.
    pub names: Agreement,
    /// Annotated quotations and those that the program shows as speech.
    pub quotes: Agreement,
    /// Of those found: with the same words, act and polarity.
    pub exact: usize,
    pub acts: usize,
    /// Found quotations whose annotation names the speaker; those that the program names rightly.
    pub speakers: usize,
    pub right: usize,
    /// Found quotations that the program names; those under which another name or none belongs.
    pub named: usize,
    pub wrong: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Score {
    pub rows: BTreeMap<String, Row>,
    errors: String,
}

impl Score {
    /// Analyses every article; with `list` the errors are kept in words.
    pub(crate) fn of(articles: &[Marked], list: bool) -> Self {
        let mut score = Self::default();
        for article in articles {
            let document = Document::verbatim(article.text.clone());
            let published = format!("{}T00:00:00Z", article.date).parse().ok();
            let found = analyze(
                &document,
                &Context { published, language: Some("en".into()), ..Context::default() },
            );
            let (row, errors) = of_article(article, &document, &found);
            score.rows.entry(article.kind.clone()).or_default().add(row);
            score.rows.entry("~all".into()).or_default().add(row);
            if list {
                score.errors.push_str(&errors);
            }
        }
        score
    }

    pub(crate) fn table(&self) -> String {
        let mut out = self.errors.clone();
        out.push_str("| kind | articles | names F1 | quotations found | right of shown | exact words | act | named rightly | wrong names |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (kind, row) in &self.rows {
            let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
            let _ = writeln!(
                out,
                "| {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} of {} | {:.1} of {} |",
                kind.trim_start_matches('~'),
                row.articles,
                row.names.f1(),
                share(row.quotes.both, row.quotes.first),
                share(row.quotes.both, row.quotes.second),
                share(row.exact, row.quotes.both),
                share(row.acts, row.quotes.both),
                share(row.right, row.speakers),
                row.speakers,
                share(row.wrong, row.named),
                row.named,
            );
        }
        out
    }
}

impl Row {
    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        for (mine, theirs) in [(&mut self.names, other.names), (&mut self.quotes, other.quotes)] {
            mine.both += theirs.both;
            mine.first += theirs.first;
            mine.second += theirs.second;
        }
        self.exact += other.exact;
        self.acts += other.acts;
        self.speakers += other.speakers;
        self.named += other.named;
        self.right += other.right;
        self.wrong += other.wrong;
    }
}

fn of_article(article: &Marked, document: &Document, found: &Analysis) -> (Row, String) {
    let mut row = Row { articles: 1, ..Row::default() };
    let mut errors = String::new();
    let marked = compare::names(article);
    row.names.first = marked.len();
    for (span, mention) in &found.mentions {
        if mention.form != MentionForm::Name {
            continue;
        }
        row.names.second += 1;
        let kind = found.entity(mention.entity).kind.name();
        let range = span.start() as usize..span.end() as usize;
        row.names.both +=
            usize::from(marked.iter().any(|name| name.range == range && name.kind == kind));
    }
    let gold = compare::quotes(article);
    let ours: Vec<QuoteClaim> = found
        .quotes
        .iter()
        .filter(|quote| quote.speech)
        .map(|quote| claim(quote, found, document))
        .collect();
    let pairs = compare::pairs(&gold, &ours);
    let words = |claim: &QuoteClaim| {
        let parts: Vec<&str> = claim.parts.iter().map(|part| &article.text[part.clone()]).collect();
        parts.join(" … ")
    };
    // Thoughts are not shown, and a quotation that repeats another may be left out.
    let wanted = |claim: &QuoteClaim| !claim.copy && claim.act != "thinks";
    for (number, quote) in gold.iter().enumerate() {
        let pair = pairs.iter().find(|(marked, _)| *marked == number).map(|(_, ours)| *ours);
        if !wanted(quote) {
            continue;
        }
        row.quotes.first += 1;
        let is_named = !quote.speaker.is_empty();
        let Some(ours) = pair.map(|at| &ours[at]) else {
            let _ = writeln!(errors, "{}: missed ({}): {}", article.id, quote.act, words(quote));
            continue;
        };
        row.quotes.both += 1;
        row.exact += usize::from(compare::exact(&article.text, quote, ours));
        let act = ours.act == quote.act && ours.polarity == quote.polarity;
        row.acts += usize::from(act);
        if !act {
            let _ = writeln!(
                errors,
                "{}: act {} is {}: {}",
                article.id,
                quote.act,
                ours.act,
                words(quote)
            );
        }
        row.speakers += usize::from(is_named);
        if !ours.speaker.is_empty() {
            let right = compare::same_speaker(quote, ours);
            row.named += 1;
            row.right += usize::from(right && is_named);
            row.wrong += usize::from(!right);
            if !right {
                let _ = writeln!(
                    errors,
                    "{}: {:?} is named {:?}: {}",
                    article.id,
                    quote.speaker.first(),
                    ours.speaker.first(),
                    words(quote)
                );
            }
        }
    }
    for (number, quote) in ours.iter().enumerate() {
        let pair = pairs.iter().find(|(_, ours)| *ours == number).map(|(marked, _)| &gold[*marked]);
        if pair.is_some_and(|marked| !wanted(marked)) {
            continue;
        }
        row.quotes.second += 1;
        if pair.is_none() {
            let _ = writeln!(errors, "{}: no quotation: {}", article.id, words(quote));
        }
    }
    (row, errors)
}

/// A quotation of the program as annotations are compared.
fn claim(quote: &Quote, found: &Analysis, document: &Document) -> QuoteClaim {
    let mut speaker: Vec<String> = quote.name.iter().cloned().collect();
    if let Some(id) = quote.entity {
        let names = found
            .mentions
            .iter()
            .filter(|(_, mention)| mention.entity == id && mention.form == MentionForm::Name);
        speaker.extend(names.map(|(span, _)| document.slice(*span).to_owned()));
    }
    QuoteClaim {
        parts: quote.parts.iter().map(|part| part.start() as usize..part.end() as usize).collect(),
        kind: quote.kind.name().to_owned(),
        act: quote.act.name().to_owned(),
        polarity: quote.polarity == Polarity::Said,
        speaker,
        source: quote.source.name().to_owned(),
        copy: false,
    }
}
