//! Anchors on made-up articles; the figures on real ones come from `examples/anchor_figures.rs`.

use proptest::prelude::*;

use super::{Anchor, Further, Placement, Places};
use crate::text::{BlockKind, Document, DocumentBuilder, Span};

const STORY: [&str; 5] = [
    "The harbour of Westerhaven will close to large ships from Monday, the port authority said.",
    "“We have no choice,” said Marta Lind, who runs the authority. “The quay is sinking – two inches in a year.”",
    "Shipowners were less sure. Their association called the decision hasty and asked for a second survey of the quay.",
    "Two inches is nothing, one captain said. He has moored here for thirty years and never felt the ground move.",
    "The town council meets on Thursday to decide who pays for the repair, which may cost nine million.",
];

fn document(paragraphs: &[&str]) -> Document {
    let mut builder = DocumentBuilder::new();
    for paragraph in paragraphs {
        builder.block(BlockKind::Paragraph, paragraph);
    }
    builder.finish()
}

fn anchor_of(document: &Document, words: &str) -> Anchor {
    let at = document.text().find(words).unwrap();
    Anchor::of(document, Span::from_usize(at, at + words.len()))
}

fn placed<'a>(anchor: &Anchor, document: &'a Document) -> Option<&'a str> {
    anchor.place(document).span().map(|span| document.slice(span))
}

#[test]
fn about_thirty_characters_on_both_sides_are_kept_in_whole_words() {
    let anchor = anchor_of(&document(&STORY), "Marta Lind");
    assert_eq!(anchor.prefix, ".\n\n“We have no choice,” said ");
    assert_eq!(anchor.suffix, ", who runs the authority. “The ");
    assert_eq!(anchor.paragraph, 1);
    assert!(!anchor.whole);
}

#[test]
fn a_place_is_found_in_another_setting_of_the_same_words() {
    let anchor = anchor_of(&document(&STORY), "“The quay is sinking – two inches in a year.”");
    let plain = document(&[
        "Westerhaven",
        STORY[0],
        "\"We have no choice,\" said Marta Lind, who runs the authority. \"The quay is sinking -- two inches\n in a year.\"",
        STORY[2],
    ]);
    assert_eq!(placed(&anchor, &plain), Some("\"The quay is sinking -- two inches in a year.\""));
}

#[test]
fn a_bookmarked_paragraph_is_found_when_it_moved_and_was_reworded() {
    let anchor = anchor_of(&document(&STORY), STORY[2]);
    assert!(anchor.whole);
    let reworded = "Shipping firms were less sure. Their association called the plan hasty and wants a second survey of the quay.";
    assert_eq!(
        placed(&anchor, &document(&[STORY[0], STORY[1], STORY[3], STORY[4], reworded])),
        Some(reworded)
    );
}

#[test]
fn a_word_that_is_gone_is_an_orphan_though_it_stands_elsewhere() {
    let anchor = anchor_of(&document(&STORY), "Two inches");
    assert_eq!(
        anchor.place(&document(&[STORY[0], STORY[1], STORY[2], STORY[4]])),
        Placement::Orphan
    );
}

#[test]
fn a_paragraph_that_is_gone_is_an_orphan() {
    let anchor = anchor_of(&document(&STORY), STORY[3]);
    assert_eq!(
        anchor.place(&document(&[STORY[0], STORY[1], STORY[2], STORY[4]])),
        Placement::Orphan
    );
}

#[test]
fn the_words_around_tell_equal_words_apart() {
    let anchor = anchor_of(&document(&STORY), "quay.");
    let changed = document(&["The quay. It is old.", STORY[0], STORY[1], STORY[2], STORY[3]]);
    let found = anchor.place(&changed).span().unwrap();
    assert!(changed.slice(Span::new(0, found.start())).ends_with("second survey of the "));
}

#[test]
fn equal_paragraphs_that_nothing_tells_apart_are_orphans() {
    let anchor = anchor_of(&document(&["Advertisement", STORY[0], STORY[1]]), "Advertisement");
    let changed = document(&[STORY[2], "Advertisement", STORY[3], "Advertisement", STORY[4]]);
    assert_eq!(anchor.place(&changed), Placement::Orphan);
}

#[test]
fn part_of_a_word_is_not_taken_for_a_word() {
    let anchor = anchor_of(&document(&["The art of the deal is an old one."]), "art");
    assert_eq!(
        anchor
            .place(&document(&["The party of the deal is an old one, he said."]))
            .span()
            .map(super::super::span::Span::start),
        Some(4)
    );
    assert_eq!(anchor.place(&document(&["His party met in an apartment."])), Placement::Orphan);
}

#[test]
fn an_empty_anchor_and_an_empty_text_are_no_place() {
    let story = document(&STORY);
    assert_eq!(Anchor::of(&story, Span::at(5)).place(&story), Placement::Orphan);
    assert_eq!(anchor_of(&story, "quay").place(&document(&[])), Placement::Orphan);
    assert_eq!(
        Anchor { position: f64::NAN, ..anchor_of(&story, "quay is sinking") }
            .place(&story)
            .span()
            .map(|span| story.slice(span)),
        Some("quay is sinking")
    );
}

#[test]
fn characters_without_spaces_between_words_are_placed() {
    let before = document(&["习近平对客人说：“中白友谊牢不可破。”新华社播发了他的讲话。"]);
    let after =
        document(&["星期三，北京。", "习近平对他的客人说：“中白友谊牢不可破。”新华社播发了讲话。"]);
    assert_eq!(placed(&anchor_of(&before, "中白友谊牢不可破"), &after), Some("中白友谊牢不可破"));
}

#[test]
fn an_anchor_finds_itself_wherever_it_is_made() {
    let mut random = 1u64;
    let mut next = |below: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below.max(1)
    };
    let scraps = [
        "the ", "the ", "a", " ", "\n\n", "ship", "习", "é", "— ", "“", "”", "12", "🚢",
        "e\u{301}", ", ",
    ];
    for _ in 0..2_000 {
        let text: String = (0..next(60)).map(|_| scraps[next(scraps.len())]).collect();
        let document = Document::verbatim(text);
        let borders: Vec<usize> = document
            .text()
            .char_indices()
            .map(|(at, _)| at)
            .chain([document.text().len()])
            .collect();
        let (a, b) = (borders[next(borders.len())], borders[next(borders.len())]);
        let span = Span::from_usize(a.min(b), a.max(b));
        let placement = Anchor::of(&document, span).place(&document);
        assert_eq!(
            placement,
            if span.is_empty() { Placement::Orphan } else { Placement::Placed(span) },
            "{:?} in {:?}",
            document.slice(span),
            document.text()
        );
    }
}

#[test]
fn foreign_anchors_never_panic() {
    let texts = [
        "",
        "a",
        "the the the the",
        "习近平",
        "“”",
        &STORY.concat(),
        "one two three four five six seven eight nine",
    ]
    .map(|text| Document::verbatim(text.into()));
    for from in &texts {
        for to in &texts {
            let places = Places::of(to);
            for end in (0..from.text().len()).filter(|&end| from.text().is_char_boundary(end)) {
                if let Some(span) = places.place(&Anchor::of(from, Span::from_usize(0, end))).span()
                {
                    assert!(!to.slice(span).is_empty());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_paragraph_is_at_its_own_words_or_nowhere_after_random_edits(order in Just((0..STORY.len()).collect::<Vec<_>>()).prop_shuffle(),
            gone in 0..=STORY.len(), edits in prop::collection::vec(0..100u32, 120), share in prop::sample::select(vec![0u32, 5, 20])) {
        let before = document(&STORY);
        let mut edit = edits.iter().cycle().enumerate();
        let now: Vec<(usize, String)> = order.into_iter().filter(|&index| index != gone).map(|index| {
            let words = STORY[index].split(' ').map(|word| match edit.next() {
                Some((at, roll)) if *roll < share => format!("xq{at}"),
                _ => word.to_owned(),
            });
            (index, words.collect::<Vec<_>>().join(" "))
        }).collect();
        let after = document(&now.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>());
        for (index, words) in STORY.iter().enumerate() {
            let found = placed(&anchor_of(&before, words), &after);
            let there = now.iter().find(|(other, _)| *other == index).map(|(_, words)| words.as_str());
            prop_assert!(found.is_none() || found == there, "{words:?} went to {found:?}");
            prop_assert!(share > 5 || found == there, "{words:?} is lost");
        }
    }

    #[test]
    fn words_of_one_text_have_no_place_in_another(from in 0..600usize, length in 1..300usize) {
        let before = document(&STORY);
        let border = |at: usize| (at..=before.text().len()).find(|&at| before.text().is_char_boundary(at)).unwrap_or_default();
        let span = Span::from_usize(border(from.min(before.text().len() - 1)), border((from + length).min(before.text().len())));
        let other = document(&[
            "Wheat is dear again, and the bakers of Lund say that it is the rain.",
            "The price rose by a fifth in May. “It was the wettest spring in thirty years,” one of them said.",
            "Two mills have closed; a third may follow before the year ends, unless the state pays for the grain.",
        ]);
        prop_assert_eq!(Anchor::of(&before, span).place(&other), Placement::Orphan);
    }

    #[test]
    fn an_anchor_from_anywhere_breaks_nothing(exact in "\\PC{0,40}|[a-c \n“習]{0,20}", prefix in "[a-c \n“習]{0,9}", suffix in "[a-c \n“習]{0,9}",
            before in "[a-c \n]{0,9}", text in "[a-c \n“習.]{0,200}", position in any::<f64>(), twin in any::<f64>(), whole in any::<bool>()) {
        let further = Further { before, behind: exact.clone(), twin, twin_around: twin };
        let anchor = Anchor { exact, prefix, suffix, position, paragraph: 7, whole, further };
        let text = Document::verbatim(text);
        if let Some(span) = anchor.place(&text).span() {
            prop_assert!(text.text().get(span.range()).is_some_and(|words| !words.is_empty()));
        }
    }
}
