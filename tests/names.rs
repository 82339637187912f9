//! The small cases of `tests/analysis/names/`: prose, then marked text.
//!
//! A case is a run of lines that begin with `> `; each line is a paragraph of one article. `«Ana
//! Ruiz|person»` marks a name; what is not marked is no name. Lines that begin with `?> ` are known
//! to go wrong: they are reported and do not fail.

mod marked;

use dateline::analysis::names::find;
use dateline::text::{Document, Segments};

fn check(marked: &str) -> Result<(), String> {
    let (text, wanted) = marked::names(marked);
    let wanted: Vec<_> = wanted
        .into_iter()
        .map(|name| (name.range.start as u32, name.range.end as u32, name.claim))
        .collect();
    let document = Document::verbatim(text);
    let found: Vec<_> = find(&document, &Segments::of(&document))
        .iter()
        .map(|n| (n.span.start(), n.span.end(), n.kind.name().to_owned()))
        .collect();
    if found == wanted {
        return Ok(());
    }
    let shown: Vec<String> = found
        .iter()
        .map(|(start, end, kind)| {
            format!("«{}|{kind}»", &document.text()[*start as usize..*end as usize])
        })
        .collect();
    Err(format!("wanted {marked}\n  found {}", shown.join(" ")))
}

fn cases(page: &str) -> Vec<(bool, String)> {
    let mut cases: Vec<(bool, String)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        let (weak, body) = match (line.strip_prefix("> "), line.strip_prefix("?> ")) {
            (Some(body), _) => (false, body),
            (_, Some(body)) => (true, body),
            _ => {
                inside = false;
                continue;
            }
        };
        match cases.last_mut() {
            Some(last) if inside && last.0 == weak => {
                last.1.push('\n');
                last.1.push_str(body);
            }
            _ => cases.push((weak, body.to_owned())),
        }
        inside = true;
    }
    cases
}

#[test]
fn every_marked_name_is_found_and_nothing_else() {
    let mut pages: Vec<_> = std::fs::read_dir("tests/analysis/names")
        .expect("the cases")
        .map(|entry| entry.expect("a file").path())
        .collect();
    pages.sort();
    let (mut failures, mut count, mut weak_right, mut weak_count) = (Vec::new(), 0, 0, 0);
    for page in pages {
        for (weak, marked) in cases(&std::fs::read_to_string(&page).expect("a page")) {
            let result = check(&marked);
            if weak {
                weak_count += 1;
                weak_right += usize::from(result.is_ok());
            } else {
                count += 1;
                failures.extend(result.err().map(|error| format!("{}: {error}", page.display())));
            }
        }
    }
    println!("{count} cases; of {weak_count} known to go wrong {weak_right} are right");
    assert!(count >= 80, "only {count} cases");
    assert!(failures.is_empty(), "{} of {count} cases\n{}", failures.len(), failures.join("\n"));
}

/// Whatever the text, names lie inside it, in order, apart from each other and on the bounds of
/// characters.
#[test]
fn names_are_sorted_and_apart_on_any_text() {
    let pieces = [
        "Ana ",
        "’s",
        "U.S.",
        "\u{1b}[1m",
        "İİ",
        "\n",
        "\u{202e}",
        "((",
        "Bank of ",
        "for the ",
        "’",
        "é",
        "e\u{301}",
        "\0",
        "The ",
        "\"",
        "São",
        " 🏳️‍🌈 ",
        "said",
    ];
    let mut state = 1_u64;
    for _ in 0..300 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let document = Document::verbatim(text);
        let mut end = 0;
        for name in find(&document, &Segments::of(&document)) {
            assert!(
                name.span.start() >= end
                    && !name.span.is_empty()
                    && !document.slice(name.span).is_empty()
            );
            end = name.span.end();
        }
    }
}
