//! The lexicon out of the treebanks and, where given, a corpus with Penn tags.

use std::collections::BTreeMap;

use dateline::analysis::syntax::Penn;
use dateline::analysis::syntax::lexicon::{Entry, Lexicon, store};
use dateline::analysis::syntax::word::Word;

use crate::treebank::Sentence;

#[derive(Default, Clone)]
struct Counts {
    treebank: BTreeMap<Penn, u32>,
    corpus: BTreeMap<Penn, u32>,
}

/// The stored lexicon: words seen at least twice in the treebanks have weights of their own; the
/// usual tag comes from the corpus, and from the treebanks only for words that are frequent there,
/// so that the networks do not learn to trust it too much.
pub(crate) fn lexicon<'a>(
    sentences: impl Iterator<Item = &'a Sentence>,
    corpus: &[(String, Penn)],
) -> Vec<u8> {
    let mut words: BTreeMap<u32, Counts> = BTreeMap::new();
    for sentence in sentences {
        for (form, tag) in sentence.forms.iter().zip(&sentence.tags) {
            *words
                .entry(Word::of(form, &Lexicon::EMPTY).form)
                .or_default()
                .treebank
                .entry(tag.penn)
                .or_default() += 1;
        }
    }
    for (form, penn) in corpus {
        *words
            .entry(Word::of(form, &Lexicon::EMPTY).form)
            .or_default()
            .corpus
            .entry(*penn)
            .or_default() += 1;
    }
    let mut entries: Vec<(u32, u32, Entry)> = words
        .iter()
        .filter_map(|(&form, counts)| {
            let (treebank, corpus): (u32, u32) =
                (counts.treebank.values().sum(), counts.corpus.values().sum());
            let weighted = treebank >= 2;
            let source = if corpus >= 2 { &counts.corpus } else { &counts.treebank };
            let usual = if corpus >= 2 || treebank >= 8 { usual(source) } else { 0 };
            (weighted || corpus >= 2).then_some((
                2 * treebank + corpus,
                form,
                Entry { usual, weighted },
            ))
        })
        .collect();
    entries.sort_by_key(|&(count, form, _)| (std::cmp::Reverse(count), form));
    store(&entries.into_iter().map(|(_, form, entry)| (form, entry)).collect::<Vec<_>>())
}

fn usual(counts: &BTreeMap<Penn, u32>) -> u8 {
    let mut best = (0, 0);
    for (&penn, &count) in counts {
        if count > best.0 {
            best = (count, penn as u8 + 1);
        }
    }
    best.1
}
