//! The cases in `tests/analysis/figures/*.md`: prose, then a line that starts with `>` in which
//! every figure is marked `«words|kind value unit @iso»`; what a case does not write down is not
//! asked. A line `published: DATE` sets the day of publication for the cases below it, `published:
//! unknown` takes it away.

use dateline::analysis::{Context, figures};
use dateline::annotation::Figure;
use dateline::text::{Document, Segments};

/// The text of a marked line and its marks as (words, claim).
fn parse(line: &str) -> (String, Vec<(usize, String, String)>) {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), line);
    while let Some(open) = rest.find('«') {
        text.push_str(&rest[..open]);
        let inner = &rest[open + '«'.len_utf8()..];
        let close = inner.find('»').expect("every « has its »");
        let (words, claim) = inner[..close].split_once('|').expect("a mark says what it is");
        marks.push((text.len(), words.to_owned(), claim.to_owned()));
        text.push_str(words);
        rest = &inner[close + '»'.len_utf8()..];
    }
    text.push_str(rest);
    (text, marks)
}

/// Does the figure hold what the claim says: kind, then `=value`, `unit`, `@iso`, `@-` for no ISO
/// form?
fn holds(figure: &Figure, claim: &str) -> bool {
    let mut words = claim.split(' ');
    let kind = words.next() == Some(figure.kind.name());
    let rest: Vec<&str> = words.collect();
    let value = rest.iter().find_map(|word| word.strip_prefix('=')).is_none_or(|value| {
        let wanted: f64 = value.parse().expect("a number");
        figure.value.is_some_and(|found| (found - wanted).abs() <= wanted.abs() * 1e-9)
    });
    let iso = rest
        .iter()
        .find_map(|word| word.strip_prefix('@'))
        .is_none_or(|iso| figure.iso.as_deref().unwrap_or("-") == iso);
    let unit: Vec<&str> =
        rest.iter().copied().filter(|word| !word.starts_with(['=', '@'])).collect();
    kind && value
        && iso
        && (unit.is_empty() || figure.unit.as_deref().unwrap_or("-") == unit.join(" "))
}

#[test]
fn the_marked_figures_are_found_and_no_others() {
    let (mut cases, mut faults) = (0, Vec::new());
    let mut files: Vec<_> = std::fs::read_dir("tests/analysis/figures")
        .expect("the cases")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    files.sort();
    for file in files {
        let mut context = Context::default();
        for line in std::fs::read_to_string(&file).expect("a readable file").lines() {
            if let Some(date) = line.strip_prefix("published: ") {
                context.published = format!("{date}T12:00:00Z").parse().ok();
            }
            let Some(marked) = line.strip_prefix("> ") else { continue };
            cases += 1;
            let (text, marks) = parse(marked);
            let document = Document::verbatim(text);
            let found = figures::find(&document, &Segments::of(&document), &context);
            let shown: Vec<String> = found
                .iter()
                .map(|(span, figure)| format!("{}|{figure:?}", document.slice(*span)))
                .collect();
            let right = found.len() == marks.len()
                && found.iter().zip(&marks).all(|((span, figure), (at, words, claim))| {
                    span.start() as usize == *at
                        && document.slice(*span) == words
                        && holds(figure, claim)
                });
            if !right {
                faults.push(format!("{}: {marked}\n    found {shown:#?}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {cases} cases fail\n{}", faults.len(), faults.join("\n"));
    assert!(cases >= 50, "only {cases} cases");
}
