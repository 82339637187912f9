//! The cases in `tests/analysis/text/*.md`: prose, then lines that start with `>` (one case; each
//! line a paragraph) in which a bar stands wherever one sentence ends and the next begins.

use dateline::text::{Document, Segments};

fn cases(page: &str) -> Vec<Vec<&str>> {
    let mut cases: Vec<Vec<&str>> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("> ") {
            Some(body) if inside => cases.last_mut().expect("an open case").push(body),
            Some(body) => cases.push(vec![body]),
            None => {}
        }
        inside = line.starts_with("> ");
    }
    cases
}

#[test]
fn sentences_end_where_the_bars_stand() {
    let (mut count, mut faults) = (0, Vec::new());
    for page in std::fs::read_dir("tests/analysis/text").expect("the cases").flatten() {
        for case in cases(&std::fs::read_to_string(page.path()).expect("a page")) {
            count += 1;
            let wanted: Vec<String> = case
                .iter()
                .flat_map(|line| line.split('|'))
                .map(|sentence| sentence.trim().to_owned())
                .collect();
            let document = Document::verbatim(case.join("\n").replace('|', ""));
            let found: Vec<String> = Segments::of(&document)
                .sentences
                .iter()
                .map(|s| document.slice(s.span).trim().to_owned())
                .collect();
            if found != wanted {
                faults.push(format!("wanted {wanted:#?}\nfound {found:#?}"));
            }
        }
    }
    assert!(count >= 20, "only {count} cases");
    assert!(faults.is_empty(), "{} of {count} cases\n{}", faults.len(), faults.join("\n"));
}
