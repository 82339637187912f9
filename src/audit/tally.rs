//! Counting.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::evidence::{Addressed, is_official};
use crate::analysis::Analysis;
use crate::annotation::{Act, Attribution, EntityKind, Quote, SourceKind};
use crate::text::{Document, clean_line};

/// Quotations and their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Heard {
    pub quotes: usize,
    pub words: usize,
}

impl Heard {
    fn add(&mut self, words: usize) {
        self.quotes += 1;
        self.words += words;
    }
}

/// What was counted over some articles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    articles: HashSet<i64>,
    all: Heard,
    kinds: BTreeMap<&'static str, Heard>,
    acts: BTreeMap<&'static str, usize>,
    officials: Heard,
    others: Heard,
    /// Named persons, by name: how texts speak of them, and what they said.
    persons: HashMap<String, (Addressed, Heard)>,
    /// Named bodies.
    bodies: HashSet<String>,
    /// Unnamed sources: the article, and its words for them.
    unnamed: HashSet<(i64, String)>,
}

/// Whether a quotation has somebody's words, and is told as said.
fn counts(quote: &Quote) -> bool {
    quote.is_said() && quote.source != SourceKind::None
}

impl Tally {
    /// The quotations of an article that count, each with the name of who said it, if it has one.
    pub(crate) fn quotes(analysis: &Analysis) -> impl Iterator<Item = (&Quote, Option<&str>)> {
        analysis.quotes.iter().filter(|quote| counts(quote)).map(|quote| {
            let entity = quote.entity.map(|id| analysis.entity(id).name.as_str());
            (quote, entity.or(quote.name.as_deref()))
        })
    }

    /// An article was looked at, whatever is said in it.
    pub(crate) fn read(&mut self, article: i64) {
        self.articles.insert(article);
    }

    /// Counts a quotation of an article.
    pub(crate) fn add(
        &mut self,
        article: i64,
        document: &Document,
        analysis: &Analysis,
        quote: &Quote,
    ) {
        let words =
            quote.parts.iter().map(|part| document.slice(*part).split_whitespace().count()).sum();
        self.all.add(words);
        self.kinds.entry(quote.source.name()).or_default().add(words);
        *self.acts.entry(quote.act.name()).or_default() += 1;
        let attribution = Attribution::of(document, quote);
        let entity = quote.entity.map(|id| (id, analysis.entity(id)));
        let role = entity.and_then(|(_, entity)| entity.role.as_deref()).unwrap_or_default();
        let said_by: String =
            quote.speaker.iter().map(|span| document.slice(*span)).collect::<Vec<_>>().join(" ");
        let is_body = entity.is_some_and(|(_, entity)| entity.kind != EntityKind::Person);
        // The words at this place, the role, and the name of a body; never a person's own name.
        let name = if is_body { attribution.speaker.as_str() } else { "" };
        if [role, said_by.as_str(), name].into_iter().any(is_official) {
            self.officials.add(words);
        } else {
            self.others.add(words);
        }
        match (entity, attribution.named) {
            (Some((id, entity)), _) if entity.kind == EntityKind::Person => {
                let person = self.persons.entry(key(&entity.name)).or_default();
                person.1.add(words);
                person.0.add(Addressed::of(document, analysis, id));
            }
            (Some((_, entity)), _) => drop(self.bodies.insert(key(&entity.name))),
            (None, true) if quote.source == SourceKind::Person => {
                self.persons.entry(key(&attribution.speaker)).or_default().1.add(words);
            }
            (None, true) => drop(self.bodies.insert(key(&attribution.speaker))),
            (None, false) => drop(self.unnamed.insert((article, key(&attribution.speaker)))),
        }
    }

    pub(crate) fn articles(&self) -> usize {
        self.articles.len()
    }

    pub(crate) fn all(&self) -> Heard {
        self.all
    }

    /// Named persons, named bodies, and unnamed sources, each counted once.
    pub(crate) fn voices(&self) -> (usize, usize, usize) {
        (self.persons.len(), self.bodies.len(), self.unnamed.len())
    }

    /// What sources of each kind said, in the order of the kinds.
    pub(crate) fn kinds(&self) -> Vec<(&'static str, Heard)> {
        let kinds = SourceKind::ALL.into_iter().filter(|kind| *kind != SourceKind::None);
        kinds
            .map(|kind| (kind.name(), self.kinds.get(kind.name()).copied().unwrap_or_default()))
            .collect()
    }

    /// How many quotations have each act.
    pub(crate) fn acts(&self) -> Vec<(&'static str, usize)> {
        Act::ALL
            .map(|act| (act.name(), self.acts.get(act.name()).copied().unwrap_or_default()))
            .to_vec()
    }

    /// Who holds a public office by the words of the text, and everybody else.
    pub(crate) fn officials(&self) -> (Heard, Heard) {
        (self.officials, self.others)
    }

    /// Named persons whom texts speak of as women, as men, and neither or both: how many, and what
    /// they said.
    pub(crate) fn addressed(&self) -> [(usize, Heard); 3] {
        let mut found = [(0, Heard::default()); 3];
        #[expect(clippy::iter_over_hash_type, reason = "sums know no order")]
        for (addressed, heard) in self.persons.values() {
            let place = match (addressed.woman, addressed.man) {
                (1.., 0) => 0,
                (0, 1..) => 1,
                _ => 2,
            };
            found[place].0 += 1;
            found[place].1.quotes += heard.quotes;
            found[place].1.words += heard.words;
        }
        found
    }
}

/// A name as it is compared.
fn key(name: &str) -> String {
    clean_line(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Tally;
    use crate::analysis::{Context, analyze};
    use crate::text::Document;

    #[test]
    fn voices_words_and_offices_are_counted() {
        let text = "The mayor of Harwick, Anna Lind, opened the bridge on Monday. “It is safe now,” Ms. Lind said. She left early.\n\n“We saw nothing,” said Peter Holm, a fisherman. “He is right,” Mr. Holm’s brother said.\n\n“The bridge will fall,” a witness said.";
        let document = Document::verbatim(text.to_owned());
        let analysis = analyze(&document, &Context::default());
        let mut tally = Tally::default();
        tally.read(1);
        for (quote, _) in Tally::quotes(&analysis) {
            tally.add(1, &document, &analysis, quote);
        }
        let (persons, _, unnamed) = tally.voices();
        assert!(persons >= 2 && unnamed >= 1, "{tally:?}");
        assert_eq!(tally.addressed()[0].0, 1, "one woman by the text: {tally:?}");
        let (officials, others) = tally.officials();
        assert!(officials.quotes >= 1 && others.quotes >= 2, "{tally:?}");
        assert_eq!(officials.quotes + others.quotes, tally.all().quotes);
        assert_eq!(
            tally.kinds().iter().map(|(_, heard)| heard.words).sum::<usize>(),
            tally.all().words
        );
        assert_eq!(tally.acts().iter().map(|(_, count)| count).sum::<usize>(), tally.all().quotes);
    }

    #[test]
    fn nothing_is_counted_of_nothing() {
        let tally = Tally::default();
        assert_eq!((tally.articles(), tally.all().quotes, tally.voices()), (0, 0, (0, 0, 0)));
    }
}
