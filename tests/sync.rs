//! Syncing with servers that keep feeds: against a server that is played, in the ways of FreshRSS
//! and of Miniflux, and against a real FreshRSS where one can be set up.

#[path = "sync/server.rs"]
mod server;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use server::{Article, Fault, Feed, Server, Ways};

struct Home(PathBuf);

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Home {
    /// A home with an account on a server.
    fn of(name: &str, url: &str) -> Self {
        Self::with(name, url, "ana", "secret & more")
    }

    fn with(name: &str, url: &str, user: &str, password: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("dateline-sync-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("config")).expect("a folder");
        let settings = format!(
            "[accounts.home]\nurl = \"{url}\"\nuser = \"{user}\"\npassword_command = [\"printf\", \"{password}\"]\n"
        );
        std::fs::write(folder.join("config/config.toml"), settings).expect("written");
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command
            .args(arguments)
            .env("DATELINE_HOME", &self.0)
            .env_remove("http_proxy")
            .stdin(Stdio::null());
        command.output().expect("the binary starts")
    }

    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let line = |line: &str| serde_json::from_str(line).expect("JSON");
        String::from_utf8_lossy(&self.run(arguments).stdout).lines().map(line).collect()
    }

    /// What a sync did: its code, and of each part that did something, failed or waits: name, up,
    /// down, error.
    fn sync(&self, more: &[&str]) -> (i32, Vec<String>) {
        let output = self.run(&[&["sync", "--json"], more].concat());
        let parts = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .filter(|line| line["result"] != "unchanged")
            .map(|line| {
                let error = line["error"].as_str().unwrap_or_default();
                let (part, result) = (line["part"].as_str(), line["result"].as_str());
                let words = format!(
                    "{} {} {} {}",
                    part.unwrap_or_default(),
                    result.unwrap_or_default(),
                    line["up"],
                    line["down"]
                );
                if error.is_empty() { words } else { format!("{words}: {error}") }
            })
            .collect();
        (output.status.code().unwrap_or(-1), parts)
    }

    fn titles(&self, query: &[&str]) -> Vec<String> {
        let mut titles: Vec<String> = self
            .lines(&[&["list", "--json", "--limit", "10000"], query].concat())
            .iter()
            .map(|line| line["title"].as_str().unwrap_or_default().to_owned())
            .collect();
        titles.sort();
        titles
    }

    /// The number of an article, for commands.
    fn id(&self, title: &str) -> String {
        let lines = self.lines(&["list", "--json", "--limit", "10000"]);
        let line = lines.iter().find(|line| line["title"] == title).expect("it is there");
        line["id"].as_str().expect("a number").to_owned()
    }

    fn account(&self) -> Value {
        self.lines(&["accounts", "--json"]).remove(0)
    }

    fn log(&self) -> String {
        self.says(&["accounts", "--log", "home"])
    }
}

/// A server with two feeds and so many articles; every third is read, the fourth starred.
fn server_with(ways: Ways, count: i64) -> Server {
    let server = Server::start(ways);
    let mut state = server.state();
    for (id, title, folder) in [(1, "Harbour News", "News"), (2, "Ferries & piers", "Transport")] {
        let feed = Feed {
            title: title.into(),
            url: format!("https://harbour.example/{id}.xml"),
            folder: folder.into(),
        };
        state.feeds.insert(id, feed);
    }
    for n in 1..=count {
        let article = Article {
            feed: 1 + (n % 2) as u32,
            title: format!("Report {n:04}"),
            read: n % 3 == 0,
            starred: n == 4,
            ..Article::default()
        };
        state.articles.insert(1_700_000_000_000_000 + n, article);
    }
    drop(state);
    server
}

const FIRST: i64 = 1_700_000_000_000_000;

#[test]
fn a_first_sync_brings_feeds_in_folders_and_how_their_articles_stand() {
    for ways in [Ways::FreshRss, Ways::Miniflux] {
        let server = server_with(ways, 120);
        let home = Home::of(&format!("first-{ways:?}"), &server.url());
        assert_eq!(home.sync(&[]), (0, vec!["feeds new 0 2".into(), "articles new 0 120".into()]));
        let feeds = home.lines(&["feeds", "--json"]);
        let told: Vec<(&Value, &Value, &Value)> =
            feeds.iter().map(|feed| (&feed["title"], &feed["folder"], &feed["url"])).collect();
        assert_eq!(
            format!("{told:?}").replace("String", ""),
            "[((\"Harbour News\"), (\"home/News\"), (\"https://harbour.example/1.xml\")), \
             ((\"Ferries & piers\"), (\"home/Transport\"), (\"https://harbour.example/2.xml\"))]"
        );
        assert_eq!(home.titles(&["is:unread"]).len(), 80);
        assert_eq!(home.titles(&["is:starred"]), ["Report 0004"]);
        // With nothing new nothing is asked for but how things stand.
        let asked = server.state().articles_asked();
        assert_eq!(asked, 120);
        assert_eq!(home.sync(&[]), (0, Vec::new()));
        assert_eq!(server.state().articles_asked(), asked);
        assert_eq!(home.account()["state"], "ok");
        // The server asks the feeds; nobody else does.
        assert_eq!(home.lines(&["fetch", "--force", "--json"]), Vec::<Value>::new());
    }
}

#[test]
fn what_is_changed_on_one_side_is_done_on_the_other() {
    let server = server_with(Ways::FreshRss, 8);
    server.state().articles.get_mut(&(FIRST + 5)).expect("it").labels.insert("A & B".into());
    let home = Home::of("both", &server.url());
    home.sync(&[]);
    assert_eq!(home.titles(&["tag:\"A & B\""]), ["Report 0005"]);
    // Here, without the server.
    home.says(&["read", &home.id("Report 0001"), &home.id("Report 0002")]);
    home.says(&["unread", &home.id("Report 0003")]);
    home.says(&["star", &home.id("Report 0002")]);
    home.says(&["tag", "ferry", &home.id("Report 0007")]);
    home.says(&["tag", "--off", "A & B", &home.id("Report 0005")]);
    // What is set back is no change.
    home.says(&["star", &home.id("Report 0008")]);
    home.says(&["star", "--off", &home.id("Report 0008")]);
    assert_eq!(home.account()["waiting"], 6);
    // There.
    {
        let mut state = server.state();
        state.articles.get_mut(&(FIRST + 7)).expect("it").read = true;
        state.articles.get_mut(&(FIRST + 4)).expect("it").starred = false;
        state.articles.get_mut(&(FIRST + 2)).expect("it").labels.insert("pier".into());
        state.articles.get_mut(&(FIRST + 1)).expect("it").starred = true;
    }
    let (code, parts) = home.sync(&[]);
    assert_eq!((code, &*parts), (0, &["states new 0 4".to_owned(), "changes new 6 0".into()][..]));
    let state = server.state().clone();
    let there = |n: i64| state.articles[&(FIRST + n)].clone();
    assert!(there(1).read && there(2).read && !there(3).read && there(2).starred);
    assert_eq!(there(7).labels.iter().collect::<Vec<_>>(), ["ferry"]);
    assert!(there(5).labels.is_empty());
    assert_eq!(home.titles(&["is:starred"]), ["Report 0001", "Report 0002"]);
    assert_eq!(home.titles(&["tag:pier"]), ["Report 0002"]);
    assert_eq!(
        home.titles(&["is:unread"]),
        ["Report 0003", "Report 0004", "Report 0005", "Report 0008"]
    );
    // Where an article was changed on both sides, the log says what became of it.
    assert!(
        home.log()
            .contains("“Report 0001” changed on both sides: read here, starred there; both hold")
    );
    assert_eq!(home.account()["waiting"], 0);
    assert_eq!(home.sync(&[]), (0, Vec::new()));
}

#[test]
fn a_first_sync_goes_on_where_it_stopped() {
    for fault in [Fault::Wait, Fault::Status(401), Fault::Status(503)] {
        let server = server_with(Ways::FreshRss, 900);
        server.state().faults = vec![("stream/items/contents", fault, 2, 100)];
        let home = Home::of(&format!("resume-{fault:?}").replace(['(', ')'], ""), &server.url());
        let (code, parts) = home.sync(&[]);
        assert_eq!(code, 3, "{parts:?}");
        assert!(parts.contains(&"articles new 0 500".into()), "{parts:?}");
        // The newest came first.
        assert_eq!(home.titles(&[])[0], "Report 0401");
        server.state().faults.clear();
        server.state().asked.clear();
        assert_eq!(home.sync(&["--force"]), (0, vec!["articles new 0 400".into()]));
        assert_eq!(server.state().articles_asked(), 400);
        assert_eq!(home.titles(&[]).len(), 900);
    }
}

#[test]
fn whatever_fails_nothing_is_lost_and_the_next_sync_does_it() {
    let paths = [
        "accounts/ClientLogin",
        "token",
        "subscription/list",
        "tag/list",
        "stream/items/ids",
        "stream/items/contents",
        "edit-tag",
    ];
    let faults =
        [Fault::Status(401), Fault::Wait, Fault::Status(500), Fault::Half, Fault::HalfJson];
    let server = server_with(Ways::FreshRss, 31);
    let home = Home::of("faults", &server.url());
    home.sync(&[]);
    let mut n = 31;
    for path in paths {
        for fault in faults {
            // Half of “OK”, of a token or of a sign-in is another word, which the server tells.
            if fault == Fault::HalfJson && ["accounts/ClientLogin", "token"].contains(&path) {
                continue;
            }
            n += 1;
            let new = Article { feed: 1, title: format!("Report {n:04}"), ..Article::default() };
            server.state().articles.insert(FIRST + n, new);
            let read = home.id(&format!("Report {:04}", n - 1));
            home.says(&["read", &read]);
            home.says(&["star", &read]);
            home.says(&["tag", "kept", &read]);
            server.state().faults = vec![(path, fault, 0, 1000)];
            let (code, parts) = home.sync(&["--force"]);
            assert_eq!(
                code,
                if path == "stream/items/contents"
                    && matches!(fault, Fault::Status(500) | Fault::Half | Fault::HalfJson)
                {
                    0
                } else {
                    3
                },
                "{path} {fault:?}: {parts:?}"
            );
            let state = home.account();
            if path != "stream/items/contents" {
                assert_eq!(state["waiting"], 3, "{path} {fault:?}: {parts:?}");
                assert!(state["error"].is_string(), "{path} {fault:?}");
            }
            server.state().faults.clear();
            let (code, parts) = home.sync(&["--force"]);
            assert_eq!(code, 0, "{path} {fault:?}: {parts:?}");
            assert_eq!(home.account()["waiting"], 0);
            let state = server.state();
            let there = &state.articles[&(FIRST + n - 1)];
            assert!(
                there.read && there.starred && there.labels.contains("kept"),
                "{path} {fault:?}"
            );
            drop(state);
            home.id(&format!("Report {n:04}"));
        }
    }
    assert_eq!(home.titles(&[]).len(), usize::try_from(n).expect("small"));
}

#[test]
fn a_server_that_asks_to_wait_is_not_asked_before() {
    let server = server_with(Ways::FreshRss, 3);
    let home = Home::of("wait", &server.url());
    server.state().faults = vec![("stream/items/ids", Fault::Wait, 0, 1)];
    assert_eq!(home.sync(&[]).0, 3);
    server.state().asked.clear();
    let (code, parts) = home.sync(&[]);
    assert_eq!((code, parts.len()), (0, 1), "{parts:?}");
    assert!(parts[0].starts_with("sign-in waiting"), "{parts:?}");
    assert!(server.state().asked.is_empty());
    assert_eq!(home.sync(&["--force"]), (0, vec!["articles new 0 3".into()]));
}

#[test]
fn articles_that_were_not_asked_for_and_one_that_cannot_be_read_leave_the_others() {
    let server = server_with(Ways::Miniflux, 40);
    server.state().articles.get_mut(&(FIRST + 17)).expect("it").title = "broken".into();
    let home = Home::of("others", &server.url());
    server.state().faults = vec![("stream/items/contents", Fault::Others, 0, 1000)];
    home.sync(&[]);
    assert!(home.titles(&[]).is_empty());
    server.state().faults.clear();
    let (code, _) = home.sync(&[]);
    assert_eq!((code, home.titles(&[]).len()), (0, 39));
    assert!(home.log().contains("1 article could not be had"), "{}", home.log());
    server.state().articles.get_mut(&(FIRST + 17)).expect("it").title = "mended".into();
    assert_eq!(home.sync(&[]), (0, vec!["articles new 0 1".into()]));
}

#[test]
fn an_older_state_takes_nothing_away() {
    let server = server_with(Ways::FreshRss, 20);
    let home = Home::of("older", &server.url());
    home.sync(&[]);
    let saved = server.state().clone();
    for n in 21..=25 {
        let article = Article { feed: 1, title: format!("Report {n:04}"), ..Article::default() };
        server.state().articles.insert(FIRST + n, article);
    }
    home.says(&["read", &home.id("Report 0001")]);
    home.says(&["star", &home.id("Report 0002")]);
    home.says(&["tag", "ferry", &home.id("Report 0004")]);
    home.sync(&[]);
    home.says(&["star", &home.id("Report 0025")]);
    // A copy from before is put back, and in it something is starred.
    server.state().articles = saved.articles;
    server.state().articles.get_mut(&(FIRST + 10)).expect("it").starred = true;
    let (code, parts) = home.sync(&[]);
    assert_eq!(code, 0, "{parts:?}");
    assert_eq!(home.titles(&[]).len(), 25);
    assert_eq!(
        home.titles(&["is:starred"]),
        ["Report 0002", "Report 0004", "Report 0010", "Report 0025"]
    );
    assert!(!home.titles(&["is:unread"]).contains(&"Report 0001".into()));
    assert_eq!(home.titles(&["tag:ferry"]), ["Report 0004"]);
    assert!(home.log().contains("older state"), "{}", home.log());
    // The server has it again.
    let state = server.state().clone();
    assert!(state.articles[&(FIRST + 1)].read && state.articles[&(FIRST + 2)].starred);
    assert_eq!(home.sync(&[]), (0, Vec::new()));
    // Numbers that are given anew are other articles.
    let article = Article { feed: 2, title: "Another one".into(), ..Article::default() };
    server.state().articles.insert(FIRST + 25, article);
    assert_eq!(home.sync(&[]), (0, vec!["articles new 0 1".into()]));
    assert_eq!(home.titles(&["is:starred"]).len(), 4);
}

#[test]
fn a_server_that_lists_nothing_takes_nothing_away() {
    let server = server_with(Ways::FreshRss, 20);
    let home = Home::of("nothing", &server.url());
    home.sync(&[]);
    let saved = server.state().clone();
    server.state().articles.clear();
    let (code, parts) = home.sync(&[]);
    assert_eq!(code, 3);
    assert!(parts[0].contains("lists no articles"), "{parts:?}");
    assert_eq!(home.titles(&["is:unread"]).len(), 14);
    server.state().articles = saved.articles.clone();
    server.state().feeds.clear();
    home.sync(&[]);
    assert_eq!(home.lines(&["feeds", "--json"]).len(), 2);
    server.state().feeds = saved.feeds;
    // One that is no longer subscribed to there stays here, and says so.
    server.state().feeds.remove(&2);
    home.sync(&[]);
    let feeds = home.lines(&["feeds", "--json"]);
    assert_eq!(feeds[1]["state"], "gone", "{feeds:?}");
    assert_eq!(home.titles(&[]).len(), 20);
}

#[test]
fn miniflux_has_no_tags_and_they_wait() {
    let server = server_with(Ways::Miniflux, 6);
    let home = Home::of("miniflux", &server.url());
    home.sync(&[]);
    home.says(&["tag", "ferry", &home.id("Report 0001")]);
    home.says(&["star", &home.id("Report 0001")]);
    assert_eq!(home.sync(&[]), (0, vec!["changes new 1 0".into()]));
    assert!(server.state().articles[&(FIRST + 1)].starred);
    assert!(home.log().contains("does not take tags"));
    assert_eq!(home.titles(&["tag:ferry"]), ["Report 0001"]);
    assert_eq!(home.sync(&[]), (0, Vec::new()));
    assert_eq!(home.log().matches("does not take tags").count(), 1);
}

#[test]
fn feeds_are_added_moved_and_ended_on_both_sides() {
    for ways in [Ways::FreshRss, Ways::Miniflux] {
        let server = server_with(ways, 6);
        let home = Home::of(&format!("feeds-{ways:?}"), &server.url());
        home.sync(&[]);
        // There.
        {
            let mut state = server.state();
            let feed = state.feeds.get_mut(&1).expect("it");
            feed.title = "Harbour Daily".into();
            feed.folder = "Papers".into();
        }
        assert_eq!(home.sync(&[]), (0, vec!["feeds new 0 2".into()]));
        let feeds = home.lines(&["feeds", "--json"]);
        assert_eq!(
            (&feeds[0]["title"], &feeds[0]["folder"]),
            (&"Harbour Daily".into(), &"home/Papers".into())
        );
        // Here.
        home.says(&["add", "https://harbour.example/1.xml", "--folder", "Own"]);
        home.says(&[
            "add",
            "https://pier.example/feed",
            "--account",
            "home",
            "--folder",
            "home/Piers",
        ]);
        assert_eq!(home.sync(&[]), (0, vec!["feeds new 2 0".into()]));
        let state = server.state().clone();
        assert_eq!(state.feeds[&1].folder, "Own");
        assert_eq!(
            (&*state.feeds[&3].url, &*state.feeds[&3].folder),
            ("https://pier.example/feed", "Piers")
        );
        home.says(&["remove", "--yes", "https://harbour.example/2.xml"]);
        let (code, parts) = home.sync(&[]);
        assert_eq!(code, 0, "{parts:?}");
        assert!(!server.state().feeds.contains_key(&2));
        assert_eq!(home.sync(&[]), (0, vec![]), "{ways:?}");
        assert_eq!(home.lines(&["feeds", "--json"]).len(), 2);
    }
}

#[test]
fn an_account_that_is_left_gives_its_feeds_back() {
    let server = server_with(Ways::FreshRss, 6);
    let home = Home::of("leave", &server.url());
    home.sync(&[]);
    home.says(&["accounts", "--leave", "home"]);
    assert_eq!(home.titles(&[]).len(), 6);
    assert_eq!(home.lines(&["feeds", "--json"]).len(), 2);
    assert_eq!(home.account()["state"], "new");
    // A second beginning finds every article that is there.
    assert_eq!(home.sync(&[]).1, ["articles new 0 6"]);
    assert_eq!(home.titles(&[]).len(), 6);
}

#[test]
fn a_password_goes_nowhere_but_to_its_server() {
    let server = server_with(Ways::FreshRss, 3);
    let home = Home::of("password", &server.url());
    let output = home.run(&["sync"]);
    let printed = [output.stdout, output.stderr].concat();
    assert!(!String::from_utf8_lossy(&printed).contains("secret"));
    let library = std::fs::read(home.0.join("data/library.db")).expect("it is there");
    for word in [&b"secret & more"[..], b"ana/0123"] {
        assert!(!library.windows(word.len()).any(|part| part == word));
    }
}

/// A feed of five reports, served until the test ends; gives its address.
fn feed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/feed.xml", listener.local_addr().expect("an address"));
    let items: String = (1..=5)
        .map(|n| {
            format!(
                "<item><guid>r{n}</guid><title>Report {n} on R&amp;amp;D</title><link>https://harbour.example/{n}</link>\
                 <pubDate>Mon, 02 Mar 2026 0{n}:00:00 GMT</pubDate><description>The ferry was late on day {n}, the mayor said.</description></item>"
            )
        })
        .collect();
    let body = format!(
        "<rss version='2.0'><channel><title>Harbour</title><link>https://harbour.example/</link>{items}</channel></rss>"
    );
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    address
}

/// A real FreshRSS, ended with the test.
struct FreshRss(Child, PathBuf);

impl Drop for FreshRss {
    fn drop(&mut self) {
        // The group is its own: PHP answers with several processes.
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
        let _ = std::fs::remove_dir_all(&self.1);
    }
}

/// Sets it up; gives the address of its interface.
fn freshrss() -> (FreshRss, String) {
    let folder = std::env::temp_dir().join(format!("dateline-freshrss-{}", std::process::id()));
    let port = {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        free.local_addr().expect("an address").port()
    };
    let child = Command::new("bash")
        .arg(concat!(env!("DATELINE_SHARED"), "/servers/freshrss.sh"))
        .arg(&folder)
        .arg(port.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("bash is there");
    let server = FreshRss(child, folder);
    let until = Instant::now() + Duration::from_mins(2);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < until, "it does not answer");
        std::thread::yield_now();
    }
    (server, format!("http://127.0.0.1:{port}/api/greader.php"))
}

#[test]
#[cfg_attr(not(freshrss), ignore = "needs PHP and ../shared/servers/freshrss.sh")]
fn a_real_freshrss_is_read_along_with_by_two_readers() {
    let (_server, url) = freshrss();
    let of = |name: &str| Home::with(name, &url, "reader", "secretpassword");
    let (one, two) = (of("fresh-one"), of("fresh-two"));
    one.sync(&[]);
    one.says(&["add", &feed(), "--account", "home", "--folder", "home/Harbour"]);
    assert_eq!(one.sync(&[]).0, 0);
    // The server has asked the feed by now.
    let (code, parts) = one.sync(&[]);
    assert_eq!(code, 0, "{parts:?}");
    assert_eq!(one.titles(&[]).len(), 5, "{parts:?}");
    one.says(&["read", &one.id("Report 1 on R&D"), &one.id("Report 2 on R&D")]);
    one.says(&["star", &one.id("Report 2 on R&D")]);
    one.says(&["tag", "pier & sea", &one.id("Report 3 on R&D")]);
    assert_eq!(one.sync(&[]), (0, vec!["changes new 4 0".into()]));
    let (code, parts) = two.sync(&[]);
    assert_eq!(code, 0, "{parts:?}");
    assert_eq!(two.titles(&["is:unread"]).len(), 3);
    assert_eq!(two.titles(&["is:starred"]), ["Report 2 on R&D"]);
    assert_eq!(two.titles(&["tag:\"pier & sea\""]), ["Report 3 on R&D"]);
    let feeds = two.lines(&["feeds", "--json"]);
    assert!(feeds.iter().any(|feed| feed["folder"] == "home/Harbour"), "{feeds:?}");
    // Back again.
    two.says(&["unread", &two.id("Report 1 on R&D")]);
    two.says(&["tag", "--off", "pier & sea", &two.id("Report 3 on R&D")]);
    two.sync(&[]);
    assert_eq!(one.sync(&[]).0, 0);
    assert_eq!(one.titles(&["is:unread"]).len(), 4);
    assert_eq!(one.sync(&[]), (0, Vec::new()));
}
