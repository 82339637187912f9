//! The binary from outside: exit codes, pipes, bad input.

#![allow(clippy::panic, reason = "a test fails")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use dateline::text::clusters;

fn dateline(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .env_remove("DATELINE_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // Written on a thread of its own: the program may end before it has read everything.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("the writer ends");
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what is printed is UTF-8")
}

/// What failed runs have in common: the exit code, one line that says what, nothing on standard
/// output.
fn fails(arguments: &[&str], input: &[u8], code: i32, words: &str) {
    let output = dateline(arguments, input);
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
    assert!(error.starts_with("error: ") && error.contains(words), "{arguments:?}: {error}");
    assert!(!error.contains("panicked"), "{error}");
    assert!(output.stdout.is_empty(), "{arguments:?} printed {}", text(&output.stdout));
}

#[test]
fn an_article_is_printed_at_the_asked_width_without_escapes() {
    let input = "A headline that is short\n\nThe first paragraph has so many words that it takes several lines.\n\nThe second says “yes”.";
    let output = dateline(&["--width", "30"], input.as_bytes());
    let printed = text(&output.stdout);
    assert!(output.status.success());
    assert!(printed.starts_with("A headline that is short\n\nThe first paragraph"), "{printed}");
    assert!(printed.lines().all(|line| line.chars().count() <= 30), "{printed}");
    let unbroken = dateline(&["--width", "0"], input.as_bytes());
    assert!(
        text(&unbroken.stdout)
            .contains("\nThe first paragraph has so many words that it takes several lines.\n")
    );
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    let folder = std::env::temp_dir();
    fails(&["/nowhere/at/all.txt"], b"", 1, "there is no such file");
    fails(&[&folder.to_string_lossy()], b"", 1, "folder");
    fails(&["-"], b"", 1, "empty");
    fails(&["-"], b" \n\t\n ", 1, "white space");
    fails(&["-"], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "PNG");
    fails(&["--encoding", "klingon", "-"], b"text", 1, "klingon");
    fails(&["--theme", "x", "--no-such-flag"], b"", 2, "no-such-flag");
}

#[test]
fn some_failed_and_the_others_are_done() {
    let output = dateline(&["--sample", "/nowhere.txt"], b"");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stdout).contains("Lukashenko"));
    assert_eq!(text(&output.stderr).lines().count(), 1);
}

#[test]
fn escape_sequences_never_get_through() {
    let hostile = "Title\n\n\x1b[31mred\x1b[0m \x1b]52;c;ZXZpbA==\x07 \x1b]8;;http://x\x1b\\l \x1bP+q\x1b\\ \x1b_x\x1b\\ \u{9b}2J \u{202e}abc\u{202c} \x07\x08\x7f end.";
    for arguments in [
        &["-"][..],
        &["--width", "0", "-"],
        &["analyze", "--json", "-"],
        &["analyze", "--text", "-"],
    ] {
        let printed = text(&dateline(arguments, hostile.as_bytes()).stdout);
        assert!(!printed.is_empty(), "{arguments:?}");
        let bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!printed.contains(bad), "{arguments:?}: {printed:?}");
    }
}

#[test]
fn invalid_lines_get_an_error_in_their_place_and_the_order_is_kept() {
    let input = "{\"id\": 1, \"text\": \"Ana Ruiz left.\"}\nnonsense\n\n{\"id\": \"c\", \"text\": \"Ana Ruiz said: “We won.”\"}\n";
    for jobs in ["1", "2", "5"] {
        let output = dateline(&["analyze", "--jsonl", "--jobs", jobs], input.as_bytes());
        assert_eq!(output.status.code(), Some(3));
        let lines: Vec<serde_json::Value> = text(&output.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["text"], "Ana Ruiz left.");
        assert_eq!((lines[1]["line"].as_u64(), lines[1]["id"].is_null()), (Some(2), true));
        assert_eq!(lines[2]["id"], "c");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let article = "A paragraph of words that goes on.\n\n".repeat(20_000);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let _ = child.stdin.take().expect("a pipe").write_all(article.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{:?}", output.status);
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn settings_are_checked_and_changed_from_the_command_line() {
    let home = std::env::temp_dir().join(format!("dateline-config-{}", std::process::id()));
    let at = home.to_string_lossy().into_owned();
    let run = |arguments: &[&str]| dateline(&[&["--home", &at, "config"], arguments].concat(), b"");
    assert!(run(&["set", "measure", "72"]).status.success());
    assert!(run(&["set", "theme", "dark"]).status.success());
    assert_eq!(text(&run(&["get", "theme"]).stdout), "\"dark\"\n");
    assert_eq!(run(&["set", "measure", "7000"]).status.code(), Some(2));
    assert!(text(&run(&["get", "mesure"]).stderr).contains("did you mean measure?"));
    assert!(run(&["check"]).status.success());
    let file = home.join("config/config.toml");
    std::fs::write(&file, "measure = 72\ntheem = \"dark\"\n").expect("it can be written");
    let wrong = run(&["check"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        text(&wrong.stderr)
            .contains("line 2: there is no setting “theem”\nhint: did you mean theme?"),
        "{}",
        text(&wrong.stderr)
    );
    std::fs::remove_dir_all(home).expect("it goes away");
}

#[test]
fn a_theme_that_is_not_there_is_no_setting() {
    let home = std::env::temp_dir().join(format!("dateline-themes-{}", std::process::id()));
    let at = home.to_string_lossy().into_owned();
    let run = |arguments: &[&str]| dateline(&[&["--home", &at, "config"], arguments].concat(), b"");
    let refused = run(&["set", "theme", "drak"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("did you mean dark?"), "{}", text(&refused.stderr));
    assert_eq!(run(&["set", "theme_light", "nosuch"]).status.code(), Some(2));
    assert!(run(&["set", "theme", "auto"]).status.success());
    let file = home.join("config/config.toml");
    std::fs::write(&file, "# mine\ntheme = \"nosuch\"\ntheme_dark = \"own\"\n").expect("written");
    let wrong = run(&["check"]);
    assert_eq!(wrong.status.code(), Some(1));
    let told = text(&wrong.stderr);
    assert!(told.contains("line 2: theme: there is no theme “nosuch”"), "{told}");
    std::fs::create_dir_all(home.join("config/themes")).expect("a folder");
    std::fs::write(home.join("config/themes/own.toml"), "\"text\" = { fg = \"red\" }\n")
        .expect("written");
    let told = text(&run(&["check"]).stderr);
    assert!(!told.contains("theme_dark"), "{told}");
    std::fs::remove_dir_all(home).expect("it goes away");
}

#[test]
fn one_bad_byte_in_the_settings_costs_nothing_else() {
    let home = std::env::temp_dir().join(format!("dateline-bytes-{}", std::process::id()));
    let at = home.to_string_lossy().into_owned();
    let run = |arguments: &[&str]| dateline(&[&["--home", &at], arguments].concat(), b"");
    let file = home.join("config/config.toml");
    std::fs::create_dir_all(home.join("config")).expect("a folder");
    std::fs::write(&file, b"measure = 72\n# caf\xe9\n").expect("written");
    let got = run(&["config", "get", "measure"]);
    assert_eq!(text(&got.stdout), "72\n");
    assert!(text(&got.stderr).contains("line 2: a byte here is no UTF-8"), "{}", text(&got.stderr));
    assert_eq!(run(&["config", "check"]).status.code(), Some(1));
    assert!(run(&["config", "set", "measure", "80"]).status.success());
    assert_eq!(std::fs::read(&file).expect("read"), b"measure = 80\n# caf\xe9\n");
    assert!(run(&["--sample"]).status.success());
    std::fs::remove_dir_all(home).expect("it goes away");
}

#[test]
fn keys_dirs_completions_and_the_manual_are_printed() {
    assert!(text(&dateline(&["keys"], b"").stdout).contains("next_quote"));
    assert!(text(&dateline(&["--home", "/somewhere", "dirs"], b"").stdout).contains("/somewhere"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            text(&dateline(&["completions", shell], b"").stdout).contains("analyze"),
            "{shell}"
        );
    }
    assert!(text(&dateline(&["man"], b"").stdout).starts_with(".ie"));
}

/// Input of every bad kind ends with success or a named error, soon, and without a panic.
#[test]
fn bad_input_is_survived() {
    let mut cases: Vec<(&str, Vec<u8>)> = vec![
        ("broken UTF-8", b"caf\xe9 \xff\xfe \xc3( \xed\xa0\x80 end of it".to_vec()),
        ("NUL bytes", b"some\0text with\0 zeros and words".to_vec()),
        ("UTF-16 without a mark", "A line of text that is sixteen bits wide.\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("deep HTML", [&b"<html><body>"[..], &b"<div>".repeat(100_000), b"words in the depth"].concat()),
        ("deep quotations", [&b">".repeat(100_000)[..], b" words"].concat()),
        ("brackets", b"[".repeat(200_000)),
        ("one line", b"word ".repeat(400_000)),
        ("one word", b"x".repeat(1_000_000)),
        ("quotation marks", "“".repeat(100_000).into_bytes()),
        (
            "entity bomb",
            b"<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><html><body><p>&b;&b; some words here</p></body></html>".to_vec(),
        ),
        ("random bytes", (0..50_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
    ];
    cases.push((
        "many links",
        (0..50_000).map(|n| format!("[a{n}](http://x/{n}) ")).collect::<String>().into_bytes(),
    ));
    for (name, bytes) in &cases {
        for kind in [&[][..], &["--as", "text"], &["--as", "markdown"], &["--as", "html"]] {
            let arguments: Vec<&str> =
                ["analyze", "--json", "-"].into_iter().chain(kind.iter().copied()).collect();
            let output = dateline(&arguments, bytes);
            let error = text(&output.stderr);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{name} {kind:?}: {:?} {error}",
                output.status
            );
            assert!(!error.contains("panicked"), "{name} {kind:?}: {error}");
            if output.status.success() {
                serde_json::from_slice::<serde_json::Value>(&output.stdout)
                    .unwrap_or_else(|error| panic!("{name} {kind:?}: {error}"));
            }
        }
    }
}

#[test]
fn odd_text_on_a_pipe_keeps_to_its_width() {
    keep_to_their_width(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/text"));
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn so_do_the_texts_of_the_corpora() {
    let texts = Path::new(env!("DATELINE_SHARED")).join("corpora/dev/text");
    for folder in ["ucd-15.0", "blns", "utf8tests"] {
        keep_to_their_width(&texts.join(folder));
    }
}

fn keep_to_their_width(folder: &Path) {
    let files =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    for file in files {
        let bytes = std::fs::read(&file).expect("a file of the folder");
        for width in [1, 10, 80] {
            let output = dateline(&["--as", "text", "--width", &width.to_string(), "-"], &bytes);
            let name = file.display();
            assert!(output.status.success(), "{name} at {width}: {}", text(&output.stderr));
            for line in text(&output.stdout).lines() {
                let cells: usize = clusters(line).map(|(.., cells)| cells).sum();
                let single = clusters(line.trim()).filter(|(.., cells)| *cells > 0).count() <= 1;
                assert!(
                    cells <= width || single,
                    "{name} at {width}: {line:?} takes {cells} cells"
                );
            }
        }
    }
}
