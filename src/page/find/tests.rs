//! What is found and what is not, as a reader would expect it.

use proptest::prelude::*;

use super::{FindError, Query};
use crate::text::{Document, Span};

fn hits(text: &str, words: &str) -> Vec<String> {
    found(text, words, false)
}

fn found(text: &str, words: &str, regex: bool) -> Vec<String> {
    let document = Document::verbatim(text.into());
    let query = Query::new(words, regex).expect("a query");
    query
        .all(&document, usize::MAX)
        .into_iter()
        .map(|span| document.slice(span).to_owned())
        .collect()
}

#[test]
fn case_counts_only_when_the_query_has_a_capital() {
    assert_eq!(hits("Minsk, MINSK and minsk", "minsk").len(), 3);
    assert_eq!(hits("Minsk, MINSK and minsk", "Minsk"), ["Minsk"]);
    assert_eq!(hits("Путин и ПУТИН", "путин"), ["Путин", "ПУТИН"]);
    assert_eq!(hits("ΟΔΥΣΣΕΥΣ Οδυσσευς", "οδυσσευσ").len(), 2);
}

#[test]
fn words_are_found_across_line_ends() {
    assert_eq!(hits("the state\n  news   agency", "state news agency"), ["state\n  news   agency"]);
    assert_eq!(hits("the state\n\nnews", "e n"), ["e\n\nn"]);
}

#[test]
fn quotes_dashes_and_dots_are_alike() {
    assert_eq!(
        hits(
            "Belarus’s “friend” – a well‑known one…",
            "belarus's \"friend\" - a well-known one..."
        ),
        ["Belarus’s “friend” – a well‑known one…"]
    );
    assert_eq!(hits("it's -- or was -- so...", "it’s — or was — so…"), ["it's -- or was -- so..."]);
    assert_eq!(hits("a-b – c—d", "--"), ["–", "—"].map(String::from).to_vec());
    assert_eq!(hits("a-b – c—d", "-").len(), 3);
    assert_eq!(hits("He said: “No.”", "“").len(), 2);
}

#[test]
fn hits_do_not_overlap() {
    assert_eq!(hits("aaaaa", "aa").len(), 2);
    assert_eq!(hits("-----", "-"), ["-----"]);
}

#[test]
fn regular_expressions_have_smart_case_too() {
    assert_eq!(found("Xi met Lukashenko in 2023", r"\d+", true), ["2023"]);
    assert_eq!(found("Word word", r"\bword\b", true).len(), 2);
    assert_eq!(found("Word word", r"\bWord\b", true).len(), 1);
    assert_eq!(found("Word word", r"\Wword", true), [" word"]);
    assert_eq!(found("abc", "x*", true), Vec::<String>::new());
    assert_eq!(found("one\ntwo", "^two$", true), ["two"]);
}

#[test]
fn a_bad_pattern_is_told_in_one_line() {
    assert_eq!(
        Query::new("(a", true).expect_err("unclosed"),
        FindError::Wrong("unclosed group".into())
    );
    assert_eq!(Query::new(r"(\w{500}){500}", true).expect_err("large"), FindError::TooLarge);
    assert_eq!(Query::new("  ", false).expect_err("empty"), FindError::Empty);
}

#[test]
fn next_and_previous_walk_the_same_hits() {
    let document = Document::verbatim("word and words, sword\n".repeat(20_000));
    let query = Query::new("word", false).expect("a query");
    let all = query.all(&document, usize::MAX);
    assert_eq!(all.len(), 60_000);
    assert_eq!(query.next(&document, all[5000].start()), Some(all[5000]));
    assert_eq!(query.next(&document, all[5000].start() + 1), Some(all[5001]));
    assert_eq!(query.previous(&document, all[5000].start()), Some(all[4999]));
    assert_eq!(query.previous(&document, all[0].start()), None);
    assert_eq!(query.next(&document, document.span().end()), None);
}

#[test]
fn a_single_hit_far_back_is_found() {
    let document = Document::verbatim(format!("needle {}", "hay ".repeat(200_000)));
    assert_eq!(
        Query::new("needle", false).expect("a query").previous(&document, document.span().end()),
        Some(Span::new(0, 6))
    );
}

#[test]
fn runs_of_dashes_take_linear_time() {
    let document = Document::verbatim("-".repeat(2_000_000));
    for words in ["-x", "- x", "a-", "x -- y"] {
        assert!(Query::new(words, false).expect("a query").all(&document, 10).is_empty());
    }
}

/// The same by the plainest means: try every place.
fn by_hand(text: &str, needle: &str) -> Vec<Span> {
    let fold = |c: char| c.to_ascii_lowercase();
    let needle: Vec<char> = needle.chars().collect();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let (mut at, mut hits) = (0, Vec::new());
    while at + needle.len() <= chars.len() {
        if chars[at..].iter().zip(&needle).all(|((_, c), n)| fold(*c) == *n) {
            let end = chars.get(at + needle.len()).map_or(text.len(), |&(end, _)| end);
            hits.push(Span::from_usize(chars[at].0, end));
            at += needle.len();
        } else {
            at += 1;
        }
    }
    hits
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slices_find_what_the_whole_search_finds(text in "[abAB–ü ]{0,300}", needle in "[abü]{1,5}", step in 1_u32..40) {
        let document = Document::verbatim(text);
        let query = Query::new(&needle, false).expect("a query");
        let all = query.all(&document, usize::MAX);
        prop_assert_eq!(&all, &by_hand(document.text(), &needle));
        let (mut sliced, mut at) = (Vec::new(), Some(0));
        while let Some(from) = at {
            let slice = query.slice(&document, from, step);
            prop_assert!(slice.next.is_none_or(|next| next > from));
            sliced.extend(slice.hits);
            at = slice.next;
        }
        prop_assert_eq!(sliced, all);
    }

    #[test]
    fn no_query_breaks_on_any_text(text in any::<String>(), words in "\\PC{0,8}", regex in any::<bool>(), from in any::<u32>()) {
        let document = Document::verbatim(text);
        if let Ok(query) = Query::new(&words, regex) {
            for hit in query.all(&document, 1000) {
                prop_assert!(!document.slice(hit).is_empty());
            }
            query.next(&document, 0);
            query.previous(&document, from);
            query.slice(&document, from, 7);
        }
    }
}
