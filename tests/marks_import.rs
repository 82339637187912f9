//! `dateline bookmarks --import`: its own JSON comes back without loss, and twice without harm.

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
    for part in
        ["Two\\nlines, «odd» ones", "\"role\":2", "\"name\":\"b\"", "2024-05-02T08:00:00.123456Z", "2024-05-03T08:00:00Z", "M. Lind", "\"prefix\":\"said. \""]
    {
        assert!(printed.contains(part), "“{part}” is missing in {printed}");
    }
    assert_eq!(words(&bookmarks(&other, "--import", &printed)), "3 of 3 marks were new\n");
    let sorted = |printed: &str| {
        let mut marks: Vec<serde_json::Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        marks.iter_mut().for_each(|mark| mark["article"]["id"] = serde_json::Value::Null);
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
    let second = MARKS.lines().nth(1).unwrap().replace("Shipowners were less sure.", "The town council meets.");
    assert_eq!(words(&bookmarks(&home, "--import", &second)), "1 of 1 marks were new\n");
    assert_eq!(words(&bookmarks(&home, "--import", &second)), "0 of 1 marks were new\n");
    let printed = words(&bookmarks(&home, "--json", ""));
    assert_eq!(printed.matches("\"name\":\"b\"").count(), 1);
    assert!(printed.contains("Shipowners") && printed.contains("The town council meets."), "{printed}");
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn lines_that_are_no_marks_are_named_and_the_rest_is_saved() {
    let home = home("wrong");
    let output = bookmarks(&home, "--import", &format!("nonsense\n{MARKS}"));
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard input, line 1: this is no mark"));
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
