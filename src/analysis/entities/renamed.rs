//! People of whom the text itself says that they bore another name: "Ana Ruiz, née Lima", "Ana Ruiz,
//! formerly Ana Lima".

use super::terms::Terms;
use crate::text::Document;

/// What stands between the two names, without marks around it.
const LINKS: &[&str] = &[
    "a.k.a.",
    "aka",
    "also known as",
    "better known as",
    "born",
    "born as",
    "formerly",
    "formerly called",
    "formerly known as",
    "known before as",
    "known until then as",
    "known until recently as",
    "née",
    "né",
    "nee",
    "once known as",
    "previously",
    "previously known as",
    "who was born",
    "who was formerly known as",
    "who was previously known as",
];

/// More bytes than this never stand between the two.
const REACH: usize = 36;

/// Ties the second name to the person of the first.
pub(super) fn tie(document: &Document, terms: &Terms, found: &mut [Vec<usize>]) {
    for at in 1..terms.forms.len() {
        let (one, other) = (&terms.forms[at - 1], &terms.forms[at]);
        let (first, second) = (terms.term[at - 1], terms.term[at]);
        let between = one.span.end() as usize..other.span.start() as usize;
        if between.len() > REACH
            || !terms.terms[first].is_person()
            || !terms.terms[second].is_person()
        {
            continue;
        }
        let Some(words) = document.text().get(between) else { continue };
        let words =
            words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '–' | '—'));
        if LINKS.contains(&words)
            && let (Some(&is), [was]) = (found[first].first(), &found[second][..])
            && is != *was
        {
            let was = *was;
            for clusters in found.iter_mut() {
                for cluster in clusters.iter_mut().filter(|cluster| **cluster == was) {
                    *cluster = is;
                }
                clusters.dedup();
            }
        }
    }
}
