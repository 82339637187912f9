//! `docs/elements.md` is true: each row's example reads as the row says, and no element of the
//! HTML standard is missing from it.

use dateline::input::{Hints, Kind, read};
use dateline::text::{BlockKind, Document};

const PAGE: &str = include_str!("../docs/elements.md");

/// The elements of the HTML Living Standard (section 4 and, obsolete, section 16.2).
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nextid",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "spacer",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// A row: what it is about, its example, and what that reads as.
struct Row {
    about: String,
    example: String,
    reads: String,
}

fn rows(of_markdown: bool) -> Vec<Row> {
    let mut section = "";
    let mut rows = Vec::new();
    for line in PAGE.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading;
        }
        let cells: Vec<String> = line
            .replace("\\|", "\u{1}")
            .split('|')
            .map(|cell| cell.trim().replace('\u{1}', "|"))
            .collect();
        let is_row = cells.len() == 5 && cells[2].starts_with('`');
        if is_row && (section == "Markdown") == of_markdown {
            let code = |cell: &str| {
                let ticks = cell.len() - cell.trim_start_matches('`').len();
                let inner = &cell[ticks..cell.len() - ticks];
                let inner = if ticks > 1 { inner.trim() } else { inner };
                inner.to_owned()
            };
            let (example, reads) = (code(&cells[2]).replace('↵', "\n"), code(&cells[3]));
            rows.push(Row { about: cells[1].clone(), example, reads });
        }
    }
    rows
}

/// The blocks within `range` as the page writes them: the signs of Markdown tell their kinds.
fn shown(document: &Document, range: std::ops::Range<u32>) -> String {
    let mut blocks = Vec::new();
    for block in document.blocks() {
        if block.span.start() < range.start || block.span.end() > range.end {
            continue;
        }
        let sign = match block.kind {
            BlockKind::Heading(level) => format!("{} ", "#".repeat(level.into())),
            BlockKind::Byline if document.slice(block.span).starts_with("By ") => String::new(),
            BlockKind::Byline => "By ".to_owned(),
            BlockKind::ListItem { depth, number: Some(number) } => {
                format!("{}{number}. ", "  ".repeat(depth.into()))
            }
            BlockKind::ListItem { depth, number: None } => {
                format!("{}- ", "  ".repeat(depth.into()))
            }
            BlockKind::BlockQuote { depth } => "> ".repeat(usize::from(depth) + 1),
            BlockKind::Caption => "caption ".to_owned(),
            BlockKind::Media => "media ".to_owned(),
            BlockKind::Note => "note ".to_owned(),
            BlockKind::Code => "code ".to_owned(),
            BlockKind::Paragraph | BlockKind::Table | BlockKind::Rule => String::new(),
        };
        let text = document.slice(block.span).replace('\n', "↵").replace('\t', "⇥");
        blocks.push(sign + &text);
    }
    if blocks.is_empty() { "(nothing)".to_owned() } else { blocks.join("¶") }
}

const BEFORE: &str = "The council of the town met on Monday evening to talk about the quay, the \
    weir and the long bridge, and many who live near the water had come to listen to it.";
const AFTER: &str = "It was late when the members went home, and the lamps along the quay, which \
    had been dark for a week, were lit again for those who walked beside the water.";

#[test]
fn pages_read_as_the_table_says() {
    let mut wrong = Vec::new();
    for row in rows(false) {
        let page = format!(
            "<!doctype html><html lang=en><head><title>The quay</title></head><body><article>\
             <h1>The quay</h1><p>{BEFORE}</p>{}<p>{AFTER}</p></article></body></html>",
            row.example
        );
        let hints = Hints { kind: Some(Kind::Html), ..Hints::default() };
        let article = read(page.into_bytes(), &hints).expect("a page");
        let text = article.document.text();
        let start = text.find(BEFORE).map_or(0, |at| at + BEFORE.len());
        let end = text.find(AFTER).unwrap_or(text.len());
        let mut found = shown(&article.document, start as u32..end as u32);
        // notes stand behind the article
        let behind = shown(&article.document, (end + AFTER.len()) as u32..u32::MAX);
        if behind != "(nothing)" {
            found = format!("{found} … {behind}");
        }
        if found != row.reads {
            wrong.push(format!("{}: reads\n  {found}\n  and not\n  {}", row.about, row.reads));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn markdown_reads_as_the_table_says() {
    let mut wrong = Vec::new();
    for row in rows(true) {
        let hints = Hints { kind: Some(Kind::Markdown), ..Hints::default() };
        let article = read(row.example.clone().into_bytes(), &hints).expect("Markdown");
        let found = shown(&article.document, 0..u32::MAX);
        if found != row.reads {
            wrong.push(format!("{}: reads\n  {found}\n  and not\n  {}", row.about, row.reads));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_element_of_the_standard_is_missing() {
    let told: Vec<String> = rows(false)
        .iter()
        .flat_map(|row| {
            let names = row.about.split(" (").next().unwrap_or_default().replace('`', "");
            names.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let missing: Vec<_> =
        ELEMENTS.iter().filter(|name| !told.iter().any(|told| told == *name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
