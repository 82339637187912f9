//! One article as text, as Markdown and as a web page, edited in between: it is known again, and
//! its marks are where they were.

use dateline::annotation::{Article, Mark, MarkKind};
use dateline::input::{Hints, read};
use dateline::inside::library::{Library, TextIdentity};
use dateline::text::{Anchor, Places, Span};

const TITLE: &str = "Westerhaven closes its harbour";
const STORY: [&str; 4] = [
    "The harbour of Westerhaven – the oldest on the coast – will close to large ships from Monday, the port authority said on Friday evening.",
    "“We have no choice,” said Marta Lind, who runs the authority. “The quay is sinking, two inches in a year.”",
    "Shipowners were less sure. Their association called the decision hasty and asked for a second survey of the quay.",
    "The town council meets on Thursday to decide who pays for the repair, which may cost nine million.",
];

fn article(name: &str, text: String) -> Article {
    read(text.into_bytes(), &Hints { source: Some(name.into()), ..Hints::default() })
        .expect("an article")
}

fn text() -> Article {
    article("/notes/story.txt", format!("{TITLE}\n\n{}", STORY.join("\n\n")))
}

/// The same as a page, with a paragraph more and some words changed.
fn page() -> Article {
    let paragraphs: String = [
        STORY[0],
        "Reporting by the harbour desk was added later in the day.",
        STORY[1],
        STORY[2],
        STORY[3],
    ]
    .iter()
    .map(|paragraph| {
        format!(
            "<p>{}</p>",
            paragraph.replace("hasty", "rash").replace('“', "&ldquo;").replace('”', "&rdquo;")
        )
    })
    .collect();
    article(
        "https://news.example/harbour",
        format!(
            "<html><title>{TITLE}</title><body><article><h1>{TITLE}</h1>{paragraphs}</article></body></html>"
        ),
    )
}

fn markdown() -> Article {
    article(
        "/elsewhere/story.md",
        format!("# {TITLE}\n\n{}", STORY.join("\n\n").replace("two inches", "*two* inches")),
    )
}

fn span_of(article: &Article, words: &str) -> Span {
    let at = article.document.text().find(words).expect("these words");
    Span::from_usize(at, at + words.len())
}

#[test]
fn marks_of_a_text_are_found_in_its_page_and_in_its_markdown() {
    for from in [text(), page(), markdown()] {
        for to in [text(), page(), markdown()] {
            let places = Places::of(&to.document);
            for words in [
                "The quay is sinking",
                "two inches in a year",
                "Marta Lind",
                "who pays for the repair",
                STORY[0],
                "quay",
            ] {
                let found = places.place(&Anchor::of(&from.document, span_of(&from, words))).span();
                assert_eq!(
                    found,
                    Some(span_of(&to, words)),
                    "{words:?} of {:?} in {:?}",
                    from.source,
                    to.source
                );
            }
        }
    }
}

#[test]
fn an_edited_article_is_known_again_from_another_place_and_another_article_is_not() {
    let folder = std::env::temp_dir().join(format!("dateline-anchors-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let mut library = Library::open(&folder.join("library.db")).expect("a library");
    let first = text();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let anchor = Anchor::of(&first.document, span_of(&first, "two inches in a year"));
    let mark = Mark {
        kind: MarkKind::Highlight(1),
        anchor: anchor.clone(),
        note: String::new(),
        created: now,
        changed: now,
    };
    library.add_mark(&TextIdentity::of(&first, None), &mark, now).expect("saved");
    library.set_read_position(&TextIdentity::of(&first, None), Some(&anchor), now).expect("saved");
    for again in [page(), markdown()] {
        let identity = TextIdentity::of(&again, None);
        let marks = library.marks(&identity).expect("marks");
        assert_eq!(marks.len(), 1, "{:?}", again.source);
        assert!(marks[0].1.anchor.place(&again.document).span().is_some());
        let position = library.read_position(&identity).expect("a place").expect("a place");
        assert_eq!(
            position.place(&again.document).span(),
            again
                .document
                .text()
                .contains("two inches")
                .then(|| span_of(&again, "two inches in a year"))
        );
    }
    let other = article(
        "/notes/other.txt",
        format!(
            "Westerhaven opens a theatre\n\n{}",
            "The curtain rises on Monday in the old town hall of the city. ".repeat(12)
        ),
    );
    assert!(library.marks(&TextIdentity::of(&other, None)).expect("marks").is_empty());
    drop(library);
    std::fs::remove_dir_all(folder).expect("it goes");
}
