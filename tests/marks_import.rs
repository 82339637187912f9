//! `dateline bookmarks --import`: its own JSON comes back without loss, and twice without harm.

#![allow(clippy::unwrap_used, reason = "a test fails")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const MARKS: &str = r#"{"kind":"note","name":null,"exact":"The quay is sinking.","note":"Two\nlines, «odd» ones","article":{"title":"Harbour","source":"https://example.org/a","byline":"M. Lind","published":"2024-05-01T10:00:00Z","hash":"00112233445566778899aabbccddeeff"},"created":"2024-05-02T08:00:00.123456Z","changed":"2024-05-03T08:00:00Z","anchor":{"prefix":"said. ","suffix":" Two","position":0.25,"paragraph":3,"whole":false}}
{"kind":"mark","name":"b","exact":"Shipowners were less sure.","note":"","article":{"title":"Harbour","source":"https://example.org/a","hash":"00112233445566778899aabbccddeeff"},"created":"2024-05-02T09:00:00Z","anchor":{"position":0.5,"paragraph":4,"whole":true}}
{"kind":"highlight","role":2,"exact":"nine million","note":"","article":{"title":"Council","source":null,"hash":"ffeeddccbbaa99887766554433221100"},"created":"2024-05-02T10:00:00Z"}
"#;

fn bookmarks(home: &Path, flag: &str, input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["bookmarks", flag])
        .env("DATELINE_HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A command that reads nothing may be gone before it is written to.
    let _ = child.stdin.take().expect("its standard input").write_all(input.as_bytes());
    child.wait_with_output().expect("its output")
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn home(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("dateline-marks-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

#[test]
fn its_own_json_comes_back_without_loss_and_only_once() {
    let (one, other) = (home("one"), home("other"));
    assert_eq!(words(&bookmarks(&one, "--import", MARKS)), "3 of 3 marks were new\n");
    let printed = words(&bookmarks(&one, "--json", ""));
    for part in [
        "Two\\nlines, «odd» ones",
        "\"role\":2",
        "\"name\":\"b\"",
        "2024-05-02T08:00:00.123456Z",
        "2024-05-03T08:00:00Z",
        "M. Lind",
        "\"prefix\":\"said. \"",
    ] {
        assert!(printed.contains(part), "“{part}” is missing in {printed}");
    }
    assert_eq!(words(&bookmarks(&other, "--import", &printed)), "3 of 3 marks were new\n");
    let sorted = |printed: &str| {
        let mut marks: Vec<serde_json::Value> =
            printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for mark in &mut marks {
            mark["article"]["id"] = serde_json::Value::Null;
        }
        marks.sort_by_key(|mark| mark["created"].to_string());
        marks
    };
    assert_eq!(sorted(&words(&bookmarks(&other, "--json", ""))), sorted(&printed));
    assert_eq!(words(&bookmarks(&other, "--import", &printed)), "0 of 3 marks were new\n");
    for folder in [one, other] {
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn a_letter_that_is_taken_stays_where_it_is() {
    let home = home("letter");
    bookmarks(&home, "--import", MARKS);
    let second = MARKS
        .lines()
        .nth(1)
        .unwrap()
        .replace("Shipowners were less sure.", "The town council meets.");
    assert_eq!(words(&bookmarks(&home, "--import", &second)), "1 of 1 marks were new\n");
    assert_eq!(words(&bookmarks(&home, "--import", &second)), "0 of 1 marks were new\n");
    let printed = words(&bookmarks(&home, "--json", ""));
    assert_eq!(printed.matches("\"name\":\"b\"").count(), 1);
    assert!(
        printed.contains("Shipowners") && printed.contains("The town council meets."),
        "{printed}"
    );
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn lines_that_are_no_marks_are_named_and_the_rest_is_saved() {
    let home = home("wrong");
    let output = bookmarks(&home, "--import", &format!("nonsense\n{MARKS}"));
    assert_eq!(output.status.code(), Some(3));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("standard input, line 1: this is no mark")
    );
    assert_eq!(words(&output), "3 of 3 marks were new\n");
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn the_table_for_readwise_has_its_six_columns() {
    let home = home("csv");
    bookmarks(&home, "--import", MARKS);
    let printed = words(&bookmarks(&home, "--csv", ""));
    assert!(printed.starts_with("Highlight,Title,Author,URL,Note,Location\n"), "{printed}");
    assert!(printed.contains("The quay is sinking.,Harbour,M. Lind,https://example.org/a,\"Two\nlines, «odd» ones\",4\n"), "{printed}");
    std::fs::remove_dir_all(home).unwrap();
}

const STORY: [&str; 4] = [
    "The harbour of Westerhaven – the oldest on the coast – will close to large ships from Monday, the port authority said on Friday evening.",
    "“We have no choice,” said Marta Lind, who runs the authority. “The quay is sinking, two inches in a year.”",
    "Shipowners were less sure. Their association called the decision hasty and asked for a second survey of the quay.",
    "The town council meets on Thursday to decide who pays for the repair, which may cost nine million.",
];

/// Writes a file of `text` into the home folder; answers its name.
fn file(home: &Path, name: &str, text: &str) -> String {
    std::fs::create_dir_all(home).unwrap();
    let path = home.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// What `dateline bookmarks --json FILE` says of each mark: its state, and the words at its range.
fn placed_in(home: &Path, file: &str) -> Vec<(String, Option<String>)> {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .env("DATELINE_HOME", home)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let article: serde_json::Value =
        serde_json::from_str(&run(&["analyze", "--json", file])).unwrap();
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    run(&["bookmarks", "--json", file])
        .lines()
        .map(|line| {
            let mark: serde_json::Value = serde_json::from_str(line).unwrap();
            let range = mark["range"].as_array().map(|range| {
                range.iter().map(|end| end.as_u64().unwrap() as usize).collect::<Vec<_>>()
            });
            (
                mark["state"].as_str().unwrap().to_owned(),
                range.map(|range| text[range[0]..range[1]].iter().collect()),
            )
        })
        .collect()
}

fn marks_on(source: &str) -> String {
    let line = |kind: &str, exact: &str, place: usize, more: &str| {
        format!(
            r#"{{"kind":"{kind}","exact":"{exact}","article":{{"title":"Harbour","source":"{source}"}},"created":"2024-05-02T0{place}:00:00Z","anchor":{{"position":0.{place},"paragraph":{place}}}{more}}}"#
        ) + "\n"
    };
    line("highlight", "two inches in a year", 1, r#","role":1"#)
        + &line("note", STORY[2], 2, r#","note":"why?""#)
        + &line("bookmark", "which may cost nine million", 3, "")
}

#[test]
fn marks_are_placed_anew_in_a_text_that_was_edited_and_what_is_gone_is_an_orphan() {
    let home = home("anew");
    let path = file(&home, "story.txt", &STORY.join("\n\n"));
    bookmarks(&home, "--import", &marks_on(&path));
    let edited = STORY[2].replace("hasty", "rash");
    file(
        &home,
        "story.txt",
        &[&edited, "A new paragraph was put in here by the desk.", STORY[0], STORY[1]].join("\n\n"),
    );
    let found = placed_in(&home, &path);
    let placed = |words: &str| ("placed".to_owned(), Some(words.to_owned()));
    assert_eq!(
        found,
        [placed("two inches in a year"), placed(&edited), ("orphan".to_owned(), None)]
    );
    let printed = words(&bookmarks(&home, "--json", ""));
    assert!(printed.contains("which may cost nine million"), "an orphan is kept: {printed}");
    std::fs::remove_dir_all(home).unwrap();
}

/// An annotation page over two texts, with one wrong annotation and one about a whole page.
const PAGE: &str = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[
{"type":"Annotation","target":{"source":"https://example.org/a","selector":{"type":"TextQuoteSelector","exact":"the quay is sinking","prefix":"said "}},"body":{"type":"TextualBody","value":"ask the engineers"}},
{"type":"Annotation","target":{"source":"https://nobody.example/","selector":[{"type":"TextQuoteSelector","exact":"elsewhere"}]},"created":"2026-02-01T10:00:00Z"},
{"type":"Annotation","target":{"source":"https://nobody.example/","selector":{"type":"TextPositionSelector","start":3,"end":9}}},
{"type":"Annotation","target":9},
{"type":"Annotation","target":"https://example.org/a"}]}"#;

#[test]
fn annotations_of_other_tools_come_in_and_one_that_is_wrong_costs_itself_alone() {
    let home = home("annotations");
    let first = bookmarks(&home, "--import", PAGE);
    assert_eq!(words(&first), "2 of 2 marks were new\n");
    assert_eq!(first.status.code(), Some(3));
    let told = String::from_utf8_lossy(&first.stderr).into_owned();
    for part in [
        "annotation 4: its target is neither",
        "annotation 5: it is about no stretch",
        "no words, and a text that is not kept",
    ] {
        assert!(told.contains(part), "“{part}” is missing in {told}");
    }
    assert_eq!(words(&bookmarks(&home, "--import", PAGE)), "0 of 2 marks were new\n");
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn what_goes_out_for_other_tools_comes_back_as_it_was() {
    for flag in ["--annotations", "--hypothesis"] {
        let (one, other) = (home(&format!("out{flag}")), home(&format!("back{flag}")));
        bookmarks(&one, "--import", MARKS);
        let printed = words(&bookmarks(&one, flag, ""));
        assert_eq!(words(&bookmarks(&other, "--import", &printed)), "3 of 3 marks were new\n");
        let back = words(&bookmarks(&other, flag, ""));
        let marks = |printed: &str| {
            let json: serde_json::Value = serde_json::from_str(printed).unwrap();
            let mut marks: Vec<String> = json["items"]
                .as_array()
                .or(json["rows"].as_array())
                .unwrap()
                .iter()
                .map(|mark| {
                    let target = mark["target"].get(0).unwrap_or(&mark["target"]);
                    let note = mark["body"]["value"].as_str().or(mark["text"].as_str());
                    format!("{} {note:?} {}", target, mark["created"])
                })
                .collect();
            marks.sort();
            marks
        };
        assert_eq!(marks(&back).len(), 3);
        assert_eq!(
            marks(&back).iter().map(|mark| mark.replace("Some(\"\")", "None")).collect::<Vec<_>>(),
            marks(&printed)
                .iter()
                .map(|mark| mark.replace("Some(\"\")", "None"))
                .collect::<Vec<_>>()
        );
        for folder in [one, other] {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
