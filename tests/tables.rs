//! `dateline tables`: flat tables of the library, read back by a plain reader of CSV.

#![allow(clippy::unwrap_used, reason = "a test fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn dateline(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .env("DATELINE_HOME", home)
        .output()
        .expect("the program starts")
}

fn folder(name: &str) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("dateline-tables-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

const ARTICLE: &str = "# Quay stays shut\n\nMayor Ana Ruiz denied that the town had been warned. “The quay — 12 metres of it — is safe,” \
                       said Carl Holt in Zürich.\n";

fn kept(name: &str) -> PathBuf {
    let home = folder(name);
    let file = home.join("quay.md");
    fs::write(&file, ARTICLE).unwrap();
    assert!(dateline(&home, &["keep", file.to_str().unwrap()]).status.success());
    home
}

#[test]
fn rows_name_the_words_and_their_places() {
    let home = kept("rows");
    let tables = home.join("tables");
    let output = dateline(&home, &["tables", tables.to_str().unwrap(), "--format", "jsonl"]);
    assert!(output.status.success(), "{output:?}");
    let rows = |table: &str| -> Vec<serde_json::Value> {
        let text = fs::read_to_string(tables.join(format!("{table}.jsonl"))).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let shown = dateline(&home, &["show", "1", "--json"]);
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    let text: Vec<char> = shown["text"].as_str().unwrap().chars().collect();
    for table in ["mentions", "figures"] {
        assert!(!rows(table).is_empty(), "{table}");
        for row in rows(table) {
            let place = |name: &str| row[name].as_u64().unwrap() as usize;
            let words: String = text[place("start")..place("end")].iter().collect();
            assert_eq!(words, row["text"].as_str().unwrap());
        }
    }
    let said: Vec<_> = rows("quotations")
        .iter()
        .map(|row| format!("{} {} {}", row["speaker"], row["act"], row["text"]))
        .collect();
    assert_eq!(
        said,
        [
            "\"Ana Ruiz\" \"denies\" \"the town had been warned\"",
            "\"Carl Holt\" \"states\" \"The quay — 12 metres of it — is safe,\"",
        ]
    );
    let names: Vec<_> = rows("entities").iter().map(|row| row["name"].clone()).collect();
    assert!(names.contains(&"Zürich".into()), "{names:?}");
    fs::remove_dir_all(home).unwrap();
}

#[test]
fn every_column_is_described_and_no_file_is_written_over() {
    let home = kept("columns");
    let tables = home.join("tables");
    let path = tables.to_str().unwrap();
    assert!(dateline(&home, &["tables", path]).status.success());
    let described =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/researchers.md"))
            .unwrap();
    for table in ["articles", "entities", "mentions", "quotations", "figures"] {
        let text = fs::read_to_string(tables.join(format!("{table}.csv"))).unwrap();
        assert!(text.lines().count() > 1, "{table} has no rows");
        for column in text.lines().next().unwrap().split(',') {
            assert!(
                described.contains(&format!("`{column}`")),
                "{table}.{column} is not described"
            );
        }
    }
    let before = fs::read(tables.join("articles.csv")).unwrap();
    let again = dateline(&home, &["tables", path]);
    assert!(
        !again.status.success() && String::from_utf8_lossy(&again.stderr).contains("not empty")
    );
    assert_eq!(fs::read(tables.join("articles.csv")).unwrap(), before);
    fs::remove_dir_all(home).unwrap();
}
