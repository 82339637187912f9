//! What a report can be known by: who and where, which words and figures, whose words.

use std::collections::{BTreeMap, HashMap};

use super::terms::{commonness, folded_words, key, stem};
use crate::analysis::Analysis;
use crate::annotation::{EntityKind, FigureKind, QuoteKind};
use crate::text::{BlockKind, Document, Sketch, Span};

/// Only so many bytes at the beginning of a long text are looked at.
const LONGEST: usize = 16_000;
/// So many words of a quotation in a row are known again.
const RUN: usize = 4;

/// What kind of evidence a term is. The order is that of the packed form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A word of a person's, place's or body's name.
    Name,
    /// A word that is none of a name.
    Word,
    /// A number with what it counts.
    Figure,
    /// Words in a row of a quotation.
    Quote,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Name, Self::Word, Self::Figure, Self::Quote];

    /// The most terms of the kind that are kept of a report.
    fn most(self) -> usize {
        match self {
            Self::Name => 14,
            Self::Word => 26,
            Self::Figure => 6,
            Self::Quote => 8,
        }
    }
}

/// One thing a report is known by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub key: u32,
    pub kind: Kind,
    /// How much the report is about it, 1 to 255.
    pub weight: u8,
}

/// What one report can be known by. Its size is bounded whatever the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Evidence {
    /// When it was published, else first seen; seconds.
    pub at: i64,
    /// In order of their keys.
    pub(super) terms: Vec<Term>,
    pub(super) sketch: Option<Sketch>,
}

impl Evidence {
    /// The evidence of a report. Time grows linearly with the beginning of the text that is looked
    /// at.
    pub(crate) fn of(document: &Document, analysis: &Analysis, at: i64) -> Self {
        let mut weights: HashMap<(Kind, u32), f32> = HashMap::new();
        let mut add = |kind: Kind, letters: &str, weight: f32| {
            *weights.entry((kind, key_of(kind, letters))).or_default() += weight;
        };
        words(document, analysis, &mut add);
        figures(document, analysis, &mut add);
        quotes(document, analysis, &mut add);
        let mut all: Vec<_> = weights.into_iter().collect();
        // The heaviest of each kind; equal ones in the order of their keys, the same each time.
        all.sort_by(|((kind, key), weight), ((kind2, key2), weight2)| {
            kind.cmp(kind2).then(weight2.total_cmp(weight)).then(key.cmp(key2))
        });
        let mut terms: Vec<Term> = Vec::new();
        for kind in Kind::ALL {
            let of_kind = all.iter().filter(|((of, _), _)| *of == kind).take(kind.most());
            terms.extend(of_kind.map(|((kind, key), weight)| {
                let weight = (weight.sqrt() * 16.0).clamp(1.0, 255.0) as u8;
                Term { key: *key, kind: *kind, weight }
            }));
        }
        terms.sort_by_key(|term| term.key);
        terms.dedup_by_key(|term| term.key);
        Self { at, terms, sketch: Sketch::of(document) }
    }

    /// What the report is to be found by among others.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u32> + '_ {
        self.terms.iter().map(|term| term.key)
    }

    /// The bytes of it, without the time.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut packed = Vec::with_capacity(self.terms.len() * 6 + 128);
        packed.push(self.terms.len() as u8);
        for term in &self.terms {
            packed.extend(term.key.to_be_bytes());
            packed.extend([term.kind as u8, term.weight]);
        }
        packed.extend(self.sketch.map(Sketch::to_bytes).unwrap_or_default());
        packed
    }

    /// The evidence of these bytes; `None` if they are none.
    pub(crate) fn unpack(packed: &[u8], at: i64) -> Option<Self> {
        let (count, rest) = packed.split_first()?;
        let (terms, sketch) = rest.split_at_checked(usize::from(*count) * 6)?;
        let terms = terms.chunks_exact(6).map(|term| {
            let kind = Kind::ALL.get(usize::from(term[4])).copied()?;
            let key = u32::from_be_bytes([term[0], term[1], term[2], term[3]]);
            Some(Term { key, kind, weight: term[5] })
        });
        Some(Self { at, terms: terms.collect::<Option<_>>()?, sketch: Sketch::from_bytes(sketch) })
    }
}

/// The key of a term. A word has one key whether or not it is part of a name: outlets differ in
/// what they write with a capital.
fn key_of(kind: Kind, letters: &str) -> u32 {
    key(if kind == Kind::Name { Kind::Word } else { kind } as u8, letters)
}

/// What is added where: the kind, the folded letters, how much.
type Add<'a> = dyn FnMut(Kind, &str, f32) + 'a;

/// Whether a place is in the title or the first paragraph.
fn in_head(document: &Document, span: Span) -> bool {
    let mut prose = document.blocks().iter().filter(|block| is_told(block.kind));
    prose.nth(1).or(document.blocks().first()).is_some_and(|lead| span.end() <= lead.span.end())
}

fn is_told(kind: BlockKind) -> bool {
    kind.is_prose() && kind != BlockKind::Byline
}

/// The words of names and the others. A name is what is written with a capital inside a sentence,
/// so that a ship or a firm counts whether or not the engine knows it; of people the last name
/// alone, as the others are left out at the second mention.
fn words(document: &Document, analysis: &Analysis, add: &mut Add<'_>) {
    let mut counts: BTreeMap<String, (f32, bool)> = BTreeMap::new();
    let told = document.blocks().iter().filter(|block| is_told(block.kind));
    for (number, block) in told.enumerate() {
        if block.span.start() as usize > LONGEST {
            break;
        }
        let weight = match number {
            0 => 3.0,
            1 => 2.0,
            _ => 1.0,
        };
        let line = document.slice(block.span);
        let line = &line[..line.floor_char_boundary(LONGEST)];
        for (at, word) in folded_words(line) {
            if word.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let is_capital = line[at..].starts_with(char::is_uppercase);
            // In titles all words may have capitals.
            let is_name = is_capital && number > 0 && is_inside(&line[..at]);
            let (count, named) = counts.entry(word).or_default();
            *count += weight;
            *named |= is_name;
        }
    }
    let people = analysis.entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    for entity in people.take(100) {
        let name: Vec<String> = folded_words(&entity.name).map(|(_, word)| word).collect();
        for (at, word) in name.iter().enumerate() {
            match counts.get_mut(word) {
                Some(_) if at + 1 < name.len() => {
                    counts.remove(word);
                }
                Some((_, named)) => *named = true,
                None => {}
            }
        }
    }
    for (word, (count, named)) in counts {
        let commonness = commonness(&word);
        if commonness < 1.0 {
            let kind = if named { Kind::Name } else { Kind::Word };
            add(kind, stem(&word), (1.0 + count).ln() * (1.0 - commonness));
        }
    }
}

/// Whether a sentence was begun before.
fn is_inside(before: &str) -> bool {
    let before = before.trim_end_matches(['“', '"', '‘', '(', ' ']);
    !(before.is_empty() || before.ends_with(['.', '!', '?', ':', '”', '…', '\n']))
}

fn figures(document: &Document, analysis: &Analysis, add: &mut Add<'_>) {
    for (span, figure) in analysis.figures.iter().take(200) {
        let Some(value) = figure.value.filter(|value| value.abs() >= 3.0) else { continue };
        if !matches!(figure.kind, FigureKind::Money | FigureKind::Percent | FigureKind::Quantity) {
            continue;
        }
        let unit = figure.unit.as_deref().unwrap_or_default().to_lowercase();
        let weight = if in_head(document, *span) { 2.0 } else { 1.0 };
        add(Kind::Figure, &format!("{value} {}", stem(&unit)), weight);
    }
}

/// Runs of words of what stands in quotation marks: of all of them those with the smallest keys, so
/// that two outlets' cuts of one quotation keep the same ones.
fn quotes(document: &Document, analysis: &Analysis, add: &mut Add<'_>) {
    let mut runs: Vec<String> = Vec::new();
    for quote in analysis.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect).take(100)
    {
        for part in &quote.parts {
            let line = document.slice(*part);
            let line = &line[..line.floor_char_boundary(2_000)];
            let words: Vec<String> = folded_words(line).map(|(_, word)| word).collect();
            runs.extend(words.windows(RUN).map(|run| run.join(" ")));
        }
    }
    runs.sort_by_key(|run| key_of(Kind::Quote, run));
    runs.dedup();
    for run in runs.iter().take(Kind::Quote.most()) {
        add(Kind::Quote, run, 1.0);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::Evidence;
    use crate::analysis::{Context, analyze};
    use crate::text::Document;

    pub(in crate::story) fn evidence(text: &str, at: i64) -> Evidence {
        let document = Document::verbatim(text.to_owned());
        Evidence::of(&document, &analyze(&document, &Context::default()), at)
    }

    #[test]
    fn it_comes_back_from_its_bytes_and_what_is_none_does_not() {
        let one = evidence(
            "Ana Ruiz closed 12 bridges in Tarrow.\n\n“We had no other way out,” Ruiz said.",
            7,
        );
        assert_eq!(Evidence::unpack(&one.pack(), 7), Some(one.clone()));
        assert_eq!(Evidence::unpack(&[9, 1], 7), None);
        assert_eq!(Evidence::unpack(&[], 7), None);
    }

    #[test]
    fn its_size_is_bounded_whatever_the_text() {
        let text: String = (0..20_000)
            .map(|number| format!("Word{number} met Ann{number} Lee{number}. "))
            .collect();
        let document = Document::verbatim(text);
        let segments = crate::text::Segments::default();
        let analysis = crate::analysis::Analysis::empty(&document, &segments);
        assert!(Evidence::of(&document, &analysis, 0).pack().len() < 500);
    }
}
