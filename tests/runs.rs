//! Nothing is joined and nothing is split: every run of digits and letters that an article shows is,
//! after NFKC and without the marks of notes, the same run in its source.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use dateline::annotation::{Article, Inline};
use dateline::input::{Hints, Kind, read};
use dateline::text::{BlockKind, Span};
use dom_query::{Document, NodeRef};
use icu_normalizer::ComposingNormalizerBorrowed;
use proptest::prelude::*;

/// Elements in a line: what stands on both sides of them is one run.
const IN_A_LINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "math", "meter", "mi", "mn", "mo",
    "mrow", "msub", "msup", "nobr", "output", "progress", "rb", "ruby", "s", "samp", "slot",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "center",
    "custom",
];

fn runs(text: &str) -> Vec<String> {
    let text = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether an element above the line leads to a note or back from one.
fn marks_note(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|node| node.attr("href").is_some_and(|href| href.starts_with('#')))
}

/// The words of a page as its tree has them: elements in a line part nothing, all others do.
/// Attributes count too, for titles and descriptions come from there.
fn source(html: &str) -> HashSet<String> {
    let document = Document::from(html);
    let mut text = String::new();
    let mut stack: Vec<(NodeRef<'_>, bool)> = vec![(document.root(), false)];
    while let Some((node, done)) = stack.pop() {
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        let is_mark = name == "sup" && marks_note(&node);
        let parts = node.is_element()
            && (is_mark || !IN_A_LINE.contains(&name.as_str()) && !name.contains('-'));
        if parts {
            text.push(' ');
        }
        if done {
            continue;
        }
        if node.is_text() {
            text.push_str(&node.text());
            continue;
        }
        stack.push((node, true));
        stack.extend(node.children_it(true).map(|child| (child, false)));
    }
    let mut all: HashSet<String> = runs(&text.replace('\u{ad}', "")).into_iter().collect();
    for node in document.select("*").nodes() {
        for attribute in node.attrs() {
            all.extend(runs(&attribute.value));
        }
    }
    all
}

/// What an article shows, a block a line: without what stands for media, the marks of notes, and
/// the signs that we set for deleted words, exponents and indices.
fn shown(article: &Article) -> String {
    let document = &article.document;
    let mut out = String::new();
    for block in document.blocks() {
        if matches!(block.kind, BlockKind::Media | BlockKind::Heading(1) | BlockKind::Byline) {
            continue;
        }
        let mut at = block.span.start();
        for (span, inline) in article.inline.within(block.span) {
            if matches!(inline, Inline::Note(_)) && span.start() >= at {
                out.push_str(document.slice(Span::new(at, span.start())));
                out.push(' ');
                at = span.end();
            }
        }
        out.push_str(document.slice(Span::new(at, block.span.end())));
        out.push('\n');
    }
    let out = out.replace("[-", "").replace("-]", "");
    let out = out.replace("^(", "").replace("_(", "");
    out.replace(['^', '_'], "")
}

fn alien(html: &str, article: &Article) -> Vec<String> {
    let source: HashSet<String> = source(&html.replace(['^', '_'], ""));
    let mut alien: Vec<String> =
        runs(&shown(article)).into_iter().filter(|run| !source.contains(run)).collect();
    alien.dedup();
    alien
}

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>The quay</title></head><body><article>\
         <h1>The quay</h1><p>The council of the town met on Monday evening to talk about the quay, \
         and many who live near the water had come to listen to what it had to say of it.</p>{body}\
         <p>It was late when the members went home, and the lamps along the quay, which had been \
         dark for a week, were lit again for those who walked beside the water.</p></article>\
         </body></html>"
    )
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,4}",
        "[a-z]{1,6}",
        "[A-Z][a-z]{0,5} [0-9]{1,2}",
        Just(" ".to_owned()),
        Just(", ".to_owned()),
        Just("é½ ".to_owned()),
        Just("ﬁn".to_owned()),
    ]
}

fn line() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => words(),
        1 => Just("<br>".to_owned()),
        1 => Just("<wbr>".to_owned()),
        1 => Just("&nbsp;".to_owned()),
        1 => "[0-9a-z]{1,3}".prop_map(|words| format!("<sup>{words}</sup>")),
        1 => "[0-9a-z]{1,3}".prop_map(|words| format!("<sub>{words}</sub>")),
        1 => "[a-z]{1,3}".prop_map(|words| format!("<q>{words}</q>")),
        1 => "[a-z]{1,4}".prop_map(|word| format!("<a href=\"/x\">{word}</a>")),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let many = prop::collection::vec(inner, 1..6).prop_map(|parts| parts.concat());
        (
            prop::sample::select(vec![
                "em",
                "b",
                "span",
                "code",
                "del",
                "ins",
                "u",
                "abbr title=\"long form\"",
                "small",
                "font",
            ]),
            many,
        )
            .prop_map(|(tag, inside)| {
                let name = tag.split(' ').next().unwrap_or(tag);
                format!("<{tag}>{inside}</{name}>")
            })
    })
}

fn block() -> impl Strategy<Value = String> {
    let mark = "[0-9]{1,2}".prop_map(|label| format!("<sup><a href=\"#n1\">{label}</a></sup>"));
    let part = prop_oneof![8 => line(), 1 => mark];
    let lines = prop::collection::vec(part, 1..8).prop_map(|parts| parts.concat()).boxed();
    let leaf =
        (prop::sample::select(vec!["p", "h3", "blockquote", "div", "address"]), lines.clone())
            .prop_map(|(tag, inside)| format!("<{tag}>{inside}</{tag}>"));
    leaf.prop_recursive(2, 12, 4, move |inner| {
        let cells = prop::collection::vec(lines.clone(), 2..4);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|items| format!("<ul><li>{}</li></ul>", items.join("</li><li>"))),
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|items| format!("<section>{}</section>", items.concat())),
            prop::collection::vec(cells, 1..4).prop_map(|rows| {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|cells| format!("<tr><td>{}</td></tr>", cells.join("</td><td>")))
                    .collect();
                format!("<table>{}</table>", rows.concat())
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn a_page_shows_the_runs_of_its_source(blocks in prop::collection::vec(block(), 1..5)) {
        let html = page(&format!("{}<ol><li id=\"n1\">Note.</li></ol>", blocks.concat()));
        let hints = Hints { kind: Some(Kind::Html), ..Hints::default() };
        let article = read(html.clone().into_bytes(), &hints).expect("a page");
        prop_assert_eq!(alien(&html, &article), Vec::<String>::new(), "{}", shown(&article));
    }
}

/// Every page below a folder of the shared ones.
fn pages(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|end| end == "html" || end == "htm") {
            found.push(path);
        }
    }
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn real_pages_show_the_runs_of_their_sources() {
    let mut files = Vec::new();
    pages(&Path::new(env!("DATELINE_SHARED")).join("corpora/dev/pages"), &mut files);
    files.sort();
    let (mut read_ones, mut wrong) = (0, Vec::new());
    for file in files {
        let Ok(bytes) = fs::read(&file) else { continue };
        let Ok(html) = String::from_utf8(bytes.clone()) else { continue };
        let hints = Hints { kind: Some(Kind::Html), ..Hints::default() };
        let Ok(article) = read(bytes, &hints) else { continue };
        read_ones += 1;
        let alien = alien(&html, &article);
        if !alien.is_empty() {
            let few: Vec<&String> = alien.iter().take(12).collect();
            wrong.push(format!("{} ({}): {few:?}", file.display(), alien.len()));
        }
    }
    println!("{read_ones} pages, {} with a run that is not in the source", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
