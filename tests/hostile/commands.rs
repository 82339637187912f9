//! The program itself against the hostile server: the commands, their exit codes and what they
//! keep.
#![expect(clippy::panic, reason = "a test fails")]

use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::server::{Hostile, is_live};

/// The program with a library of its own.
struct Program {
    home: PathBuf,
}

impl Program {
    fn new(name: &str) -> Self {
        let home =
            std::env::temp_dir().join(format!("dateline-hostile-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&home);
        Self { home }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command
            .args(arguments)
            .env("DATELINE_HOME", &self.home)
            .env_remove("http_proxy")
            .env("NO_COLOR", "1")
            .stdin(std::process::Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output().expect("the binary starts");
        let error = text(&output.stderr);
        assert!(!error.contains("panicked"), "{arguments:?}: {error}");
        output
    }

    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        text(&self.run(arguments).stdout)
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))
            })
            .collect()
    }

    /// Takes in addresses as a list, so that nothing is asked yet.
    fn import(&self, urls: &[String]) {
        std::fs::create_dir_all(&self.home).expect("a folder");
        let list = self.home.join("list");
        std::fs::write(&list, urls.join("\n")).expect("a file");
        assert!(self.run(&["import", &list.to_string_lossy()]).status.success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn nothing_live_comes_out_of_pages_feeds_lists_and_errors() {
    let server = Hostile::start();
    let program = Program::new("live");
    let mut said = Vec::new();
    for slug in [
        "inj-json",
        "inj-rss",
        "inj-c1-bytes",
        "inj-page",
        "inj-text",
        "status-esc",
        "reason-esc",
        "r-escape",
    ] {
        let url = server.url(slug);
        for arguments in [
            vec![url.as_str()],
            vec!["feed", &url],
            vec!["feed", "--text", &url],
            vec!["add", &url],
        ] {
            said.push(program.run(&arguments));
        }
    }
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["feeds"],
        &["feeds", "--json"],
        &["search", "a"],
        &["export"],
        &["export", "--urls"],
        &["fetch", "--force"],
    ] {
        said.push(program.run(arguments));
    }
    for output in said {
        for line in text(&output.stdout).lines().chain(text(&output.stderr).lines()) {
            assert!(!is_live(line), "{line:?}");
        }
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn no_local_file_and_no_private_address_is_reached() {
    let server = Hostile::start();
    let program = Program::new("private");
    for slug in ["r-file", "r-data", "r-gopher", "xxe-file"] {
        let output = program.run(&[&server.url(slug)]);
        assert!(!text(&output.stdout).contains("root:x:"), "{slug}");
    }
    let proxy = format!("http://127.0.0.1:{}", server.port);
    for slug in [
        "r-private",
        "r-private6",
        "r-private-dec",
        "r-meta",
        "xxe-http",
        "xxe-param",
        "xxe-dtd",
        "stylesheet",
    ] {
        let output = program
            .command(&[&format!("http://news.example/c/{slug}")])
            .env("http_proxy", &proxy)
            .output()
            .expect("the binary starts");
        assert_eq!(
            output.status.success(),
            !slug.starts_with("r-"),
            "{slug}: {}",
            text(&output.stderr)
        );
    }
    assert_eq!(server.canary(), serde_json::json!([]));
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_bad_answer_loses_nothing_that_was_stored() {
    let server = Hostile::start();
    let program = Program::new("bad");
    program.import(
        &["vanishing", "emptied", "empty200", "login-html", "gzip-cut"]
            .map(|slug| server.url(slug)),
    );
    let first = program.run(&["fetch"]);
    assert_eq!(first.status.code(), Some(3));
    let before = program.lines(&["list", "--json"]).len();
    assert!(before > 0);
    program.run(&["fetch", "--force"]);
    assert!(program.lines(&["list", "--json"]).len() >= before);
    let states: Vec<_> = program
        .lines(&["feeds", "--json"])
        .iter()
        .map(|feed| (feed["state"].clone(), feed["error"].is_null()))
        .collect();
    assert_eq!(
        states.iter().filter(|(state, silent)| state == "failed" && !silent).count(),
        3,
        "{states:?}"
    );
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_note_outlives_edits_and_the_item_that_left_its_feed() {
    use dateline::annotation::{Mark, MarkKind};
    use dateline::inside::library::{ArticleId, Library, TextIdentity};
    use dateline::text::Anchor;

    let server = Hostile::start();
    for slug in ["edited", "vanishing"] {
        let program = Program::new(&format!("note-{slug}"));
        assert!(program.run(&["add", &server.url(slug)]).status.success());
        let mut library = Library::open(&program.home.join("data/library.db")).expect("a library");
        let article = library.article(ArticleId(1)).expect("an article");
        let document = &article.document;
        let span = document.blocks().last().expect("a block").span;
        let now = jiff::Timestamp::now();
        let mark = Mark {
            kind: MarkKind::Note,
            anchor: Anchor::of(document, span),
            note: "mine".into(),
            created: now,
            changed: now,
        };
        library
            .add_mark(&TextIdentity::of(&article, Some(ArticleId(1))), &mark, now)
            .expect("saved");
        for _ in 0..5 {
            program.run(&["fetch", "--force"]);
        }
        let noted = program.lines(&["list", "--json", "is:annotated"]);
        assert_eq!((noted.len(), &noted[0]["id"]), (1, &"1".into()), "{slug}");
        assert_eq!(noted[0]["versions"].as_u64() > Some(1), slug == "edited");
        assert!(text(&program.run(&["bookmarks", "--json"]).stdout).contains("mine"), "{slug}");
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn validators_go_back_in_another_process_and_the_server_finds_no_fault() {
    let server = Hostile::start();
    let program = Program::new("polite");
    program.import(
        &[
            "etag",
            "last-modified",
            "both",
            "etag-weak",
            "etag-odd",
            "etag-unquoted",
            "lm-odd",
            "max-age",
            "gzip-ok",
            "cookies",
        ]
        .map(|slug| server.url(slug)),
    );
    program.run(&["fetch"]);
    for _ in 0..2 {
        assert!(
            program
                .lines(&["fetch", "--force", "--json"])
                .iter()
                .all(|line| line["result"] == "unchanged" && line["status"] == 304)
        );
    }
    let score = server.told("_score");
    for (path, entry) in score.as_object().expect("paths") {
        assert_eq!(
            (&entry["faults"], &entry["requests"]),
            (&serde_json::json!([]), &serde_json::json!(3)),
            "{path}"
        );
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn waiting_gone_and_moved_feeds_are_asked_once() {
    let server = Hostile::start();
    let program = Program::new("waits");
    let slugs =
        ["r429", "r429-date", "r429-silly", "r503", "max-age", "ttl", "gone", "r301", "r308"];
    program.import(&slugs.map(|slug| server.url(slug)));
    let first = program.lines(&["fetch", "--json"]);
    assert_eq!(first.iter().filter(|line| line["result"] == "moved").count(), 2);
    assert_eq!(first.iter().filter(|line| line["result"] == "gone").count(), 1);
    for _ in 0..2 {
        assert_eq!(
            program.run(&["fetch"]).status.code(),
            Some(0),
            "nothing is asked, so nothing fails"
        );
    }
    for slug in slugs {
        assert_eq!(server.count(&format!("/c/{slug}")), 1, "{slug}");
    }
    let urls: Vec<_> =
        program.lines(&["feeds", "--json"]).iter().map(|feed| feed["url"].clone()).collect();
    assert!(urls.contains(&server.url("target").into()), "{urls:?}");
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn loops_end_and_passwords_stay() {
    let server = Hostile::start();
    let program = Program::new("loops");
    for slug in ["r-self", "loop-a", "chain50", "r-noloc", "cookie-wall"] {
        let output = program.run(&["add", &server.url(slug)]);
        assert_eq!(output.status.code(), Some(1), "{slug}");
        assert!(
            text(&output.stderr).starts_with("error: ")
                && text(&output.stderr).contains("redirect"),
            "{slug}"
        );
    }
    let with_password = |slug: &str| server.url(slug).replace("http://", "http://u:p4ss@");
    assert_eq!(program.run(&["add", &with_password("r-authleak")]).status.code(), Some(1));
    assert_eq!(server.canary(), serde_json::json!([]));
    assert!(program.run(&["add", &with_password("etag")]).status.success());
    program.run(&["add", &server.url("r-cred")]);
    for arguments in [
        &["feeds"][..],
        &["feeds", "--json"],
        &["fetch", "--force"],
        &["fetch", "--json"],
        &["export"],
        &["export", "--urls"],
        &["list", "--json"],
    ] {
        let output = program.run(arguments);
        assert!(
            !text(&output.stdout).contains("p4ss") && !text(&output.stderr).contains("p4ss"),
            "{arguments:?}"
        );
    }
    assert!(text(&program.run(&["export", "--passwords"]).stdout).contains("p4ss"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(program.home.join("data/library.db"))
            .expect("a library")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn items_are_neither_lost_nor_doubled() {
    let server = Hostile::start();
    for (slug, least, most) in [
        ("no-anything", 3, 3),
        ("dup-guid", 3, 3),
        ("no-guid", 3, 3),
        ("guid-changes", 1, 2),
        ("guid-http-https", 1, 2),
        ("edited", 1, 1),
        ("dates", 25, 25),
    ] {
        let program = Program::new(slug);
        assert!(program.run(&["add", &server.url(slug)]).status.success(), "{slug}");
        let before = program.lines(&["list", "--json"]);
        for _ in 0..4 {
            program.run(&["fetch", "--force"]);
        }
        let after = program.lines(&["list", "--json"]);
        assert!((least..=most).contains(&after.len()), "{slug}: {}", after.len());
        assert_eq!(
            before.iter().map(|row| &row["id"]).collect::<Vec<_>>(),
            after.iter().map(|row| &row["id"]).collect::<Vec<_>>(),
            "{slug}: the order stays"
        );
        assert!(
            after
                .iter()
                .all(|row| row["published"].as_str().is_none_or(|time| !time.starts_with("1970"))),
            "{slug}"
        );
    }
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn nothing_in_a_list_of_feeds_is_run() {
    let server = Hostile::start();
    let program = Program::new("exec");
    let output = program.run(&["import", &server.url("opml-exec")]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("neither run nor asked"));
    let lines = program.lines(&["fetch", "--json"]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    for slug in ["links", "enclosure"] {
        program.run(&["add", &server.url(slug)]);
    }
    assert!(!std::path::Path::new("/tmp/dateline_pwned").exists());
    assert_eq!(server.canary(), serde_json::json!([]));
}

#[test]
#[cfg_attr(not(all(shared, python)), ignore = "needs ../shared and python3")]
fn a_feed_that_never_answers_holds_nobody() {
    let server = Hostile::start();
    let program = Program::new("slow");
    let good = [
        "etag", "both", "lm-odd", "chain5", "gzip-ok", "ct-html", "koi8", "utf16le", "no-guid",
        "dates",
    ];
    program.import(
        &["silent", "drip"]
            .into_iter()
            .chain(good)
            .map(|slug| server.url(slug))
            .collect::<Vec<_>>(),
    );
    let begin = Instant::now();
    let mut child = program
        .command(&["fetch", "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("it starts");
    let lines =
        std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().expect("a pipe")));
    assert_eq!(
        lines
            .take(good.len())
            .map_while(Result::ok)
            .filter(|line| !line.contains("failed"))
            .count(),
        good.len()
    );
    // The promise is two seconds; a busy machine gets more.
    assert!(begin.elapsed() < Duration::from_secs(6), "{:?}", begin.elapsed());
    child.kill().expect("it runs");
    let _ = child.wait();
    assert!(text(&program.run(&["repair"]).stdout).contains("sound"));
}
