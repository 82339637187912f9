//! Linear mode of the program itself: lines in, sentences out.

use std::io::Write;
use std::process::{Command, Stdio};

/// The binary in linear mode on the sample, with `lines` and no more to read.
fn started(home: &std::path::Path, lines: &str) -> std::process::Child {
    started_with(&["--sample"], home, lines)
}

fn started_with(arguments: &[&str], home: &std::path::Path, lines: &str) -> std::process::Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("--linear")
        .args(arguments)
        .arg("--home")
        .arg(home)
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("it takes lines");
    child
}

/// The binary on pipes: lines in, sentences out, marks kept between two runs, an end with the
/// input.
#[test]
fn the_binary_takes_lines_from_a_pipe_and_keeps_marks() {
    let home = std::env::temp_dir().join(format!("dateline-linear-{}", std::process::id()));
    let run = |lines: &str| {
        let child = started(&home, lines);
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("it is UTF-8")
    };
    let first = run("3\nbookmark\nnote Ask about the park\nmarks\n");
    assert!(
        first.contains("Paragraph 3 of")
            && first.contains("Note saved.")
            && first.contains("2. Note, paragraph 3: Ask about the park."),
        "{first}"
    );
    let second = run("marks\n1\nremove 1\nundo\nmarks");
    assert!(
        second.contains("1. Bookmark, paragraph 3") && second.contains("Undone: mark taken away"),
        "{second}"
    );
    assert!(!first.contains('\x1b') && !second.contains('\x1b'));
    std::fs::remove_dir_all(&home).expect("the folder can be taken away");
}

/// A mark that cannot be saved is told, and the lines go on: nothing is awaited that never comes.
#[test]
fn the_binary_goes_on_where_the_library_is_damaged() {
    let home = std::env::temp_dir().join(format!("dateline-linear-damaged-{}", std::process::id()));
    std::fs::create_dir_all(home.join("data")).expect("a folder");
    std::fs::write(home.join("data/library.db"), "no library").expect("a file");
    let mut child = started(&home, "bookmark\nwhere\n");
    let mut out = child.stdout.take().expect("a pipe");
    let (sender, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut said = String::new();
        let _ = std::io::Read::read_to_string(&mut out, &mut said);
        let _ = sender.send(said);
    });
    let said = told.recv_timeout(std::time::Duration::from_secs(30));
    let _ = child.kill();
    let _ = child.wait();
    let said = said.expect("it ends with its input");
    assert!(said.contains("is damaged") && said.contains("Paragraph 1 of"), "{said}");
    assert_eq!(std::fs::read(home.join("data/library.db")).expect("it is there"), b"no library");
    std::fs::remove_dir_all(&home).expect("the folder can be taken away");
}

/// A pipe brings commands where no article is named: they are no text to read.
#[test]
fn without_a_file_a_pipe_brings_commands() {
    let home = std::env::temp_dir().join(format!("dateline-linear-bare-{}", std::process::id()));
    let run = |arguments: &[&str], lines: &str| {
        let output = started_with(arguments, &home, lines).wait_with_output().expect("it ends");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("it is UTF-8")
    };
    let said = run(&[], "where\nwho\n");
    assert!(said.contains("Paragraph 1 of") && !said.contains("where"), "{said}");
    let article = run(&["-"], "The vote\n\nIt was close.\n");
    assert!(article.contains("The vote"), "{article}");
    let _ = std::fs::remove_dir_all(&home);
}
