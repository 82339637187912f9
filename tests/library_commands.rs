//! The commands of the library against a small server of the test's own, each with a home folder of
//! its own.
#![expect(clippy::panic, reason = "a test fails")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const FEED: &str = "<rss version='2.0'><channel><title>Harbour News</title><link>/</link>\
    <item><guid>1</guid><title>Ferry late again</title><link>/ferry</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>\
    <description>&lt;p&gt;“The ferry will run on time from Monday,” Anna Lind, the mayor of Westhaven, told reporters.&lt;/p&gt;</description></item>\
    <item><guid>2</guid><title>Library opens</title><link>/library</link><description>The new library opened.</description></item></channel></rss>";
const PAGE: &str = "<html><head><title>Harbour</title><link rel='alternate' type='application/rss+xml' title='All' href='/feed'></head><body><p>Welcome.</p></body></html>";
const TWO: &str = "<html><head><title>Two</title><link rel='alternate' type='application/rss+xml' title='All' href='/feed'>\
    <link rel='alternate' type='application/atom+xml' title='Sport' href='/sport'></head><body><p>Welcome.</p></body></html>";

const TEASERS: &str = "<rss version='2.0'><channel><title>Teasers</title><item><guid>1</guid><title>The ferry</title><link>/story</link>\
    <description>The ferry was … Read more</description></item><item><guid>2</guid><title>Teased</title><link>/teased</link>\
    <description>It was … Read more</description></item></channel></rss>";

const STORY: &str = "<html><head><title>The ferry</title></head><body><article><h1>The ferry</h1><p>The ferry was late again on Monday, and nobody at \
    the harbour could say why, although many had been asked in the weeks before.</p><p>On Tuesday it was on time, which surprised those who \
    had come late, as they had learnt to do, and saw it leave.</p></article></body></html>";

/// Answers one request a connection until the test ends; gives its address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let mut asked = false;
        let mut teaser_pages = 0;
        for mut stream in listener.incoming().flatten() {
            let mut request = Vec::new();
            let mut piece = [0; 1024];
            while !request.windows(4).any(|four| four == b"\r\n\r\n") {
                match stream.read(&mut piece) {
                    Ok(0) | Err(_) => break,
                    Ok(count) => request.extend_from_slice(&piece[..count]),
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            let (status, kind, body) = match path {
                "/feed" if request.contains("If-None-Match: \"1\"") => ("304 Not Modified", "", ""),
                "/feed" => ("200 OK", "application/rss+xml", FEED),
                "/story" => ("200 OK", "text/html", STORY),
                "/once" if !std::mem::replace(&mut asked, true) => ("200 OK", "text/html", STORY),
                "/private"
                    if request
                        .contains("Authorization: Basic YW5hOnMzY3JldC1vZi0xMjcuMC4wLjE=") =>
                {
                    ("200 OK", "application/rss+xml", FEED)
                }
                "/private" => ("401 Unauthorized", "text/plain", ""),
                "/page" => ("200 OK", "text/html", PAGE),
                "/old" => ("308 Permanent Redirect\r\nLocation: /feed", "", ""),
                "/teasers" => ("200 OK", "application/rss+xml", TEASERS),
                // Its page cannot be read at first.
                "/teased" => {
                    teaser_pages += 1;
                    if teaser_pages == 1 {
                        ("503 Service Unavailable", "text/plain", "")
                    } else {
                        ("200 OK", "text/html", STORY)
                    }
                }
                "/two" => ("200 OK", "text/html", TWO),
                _ => ("404 Not Found", "text/plain", ""),
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nETag: \"1\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    address
}

struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("dateline-commands-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
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
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        self.says(arguments)
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))
            })
            .collect()
    }

    fn fails(&self, arguments: &[&str], code: i32, words: &str) {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(error.contains(words), "{arguments:?}: {error}");
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn holds_all(object: &Value, names: &[&str]) {
    for name in names {
        assert!(object.get(name).is_some(), "{name} is missing in {object}");
    }
}

#[test]
fn a_feed_is_added_fetched_listed_searched_and_removed() {
    let (home, server) = (Home::new("life"), server());
    let added = home.lines(&[
        "add",
        "--json",
        "--folder",
        "News/Local",
        "--tag",
        "port",
        &format!("{server}/feed"),
    ]);
    holds_all(
        &added[0],
        &["id", "title", "url", "site", "folder", "tags", "unread", "state", "error"],
    );
    assert_eq!(
        (&added[0]["title"], &added[0]["folder"], &added[0]["unread"]),
        (&"Harbour News".into(), &"News/Local".into(), &2.into())
    );
    assert_eq!(home.lines(&["feeds", "--json"])[0]["tags"], serde_json::json!(["port"]));
    let fetched = home.lines(&["fetch", "--json"]);
    holds_all(&fetched[0], &["url", "result", "new", "updated", "status", "error"]);
    assert_eq!(fetched[0]["result"], "waiting");
    let forced = home.lines(&["fetch", "--json", "--force", "harbour news"]);
    assert_eq!((&forced[0]["result"], &forced[0]["status"]), (&"unchanged".into(), &304.into()));
    let listed = home.lines(&["list", "--json"]);
    holds_all(
        &listed[0],
        &[
            "id",
            "title",
            "url",
            "feed",
            "published",
            "words",
            "unread",
            "starred",
            "tags",
            "versions",
            "also_in",
        ],
    );
    assert_eq!(listed.len(), 2);
    let found = home.lines(&["search", "--json", "ferry"]);
    holds_all(&found[0], &["score", "snippet"]);
    assert_eq!(
        (found.len(), &found[0]["title"], &found[0]["url"]),
        (1, &"Ferry late again".into(), &format!("{server}/ferry").into())
    );
    home.fails(&["search", "submarine"], 4, "");
    home.fails(&["list", "is:odd"], 2, "is:odd");
    home.fails(&["fetch", "nowhere"], 4, "no feed is called nowhere");
    assert!(home.says(&["remove", "1"]).contains("Harbour News"));
    home.fails(&["list"], 4, "");
}

#[test]
fn limits_of_a_feed_leave_what_is_unread() {
    let (home, server) = (Home::new("limits"), server());
    let feed = format!("{server}/feed");
    home.says(&["add", "--keep", "1", "--full-text", "never", &feed]);
    home.says(&["fetch", "--force"]);
    assert_eq!(home.lines(&["list", "--json"]).len(), 2, "both are unread");
    assert_eq!(home.lines(&["feeds", "--json"])[0]["full_text"], "never");
    let path = home.0.join("data/library.db");
    let mut library = dateline::inside::library::Library::open(&path).expect("a library");
    let now = jiff::Timestamp::now();
    let (first, second) =
        (dateline::inside::library::ArticleId(1), dateline::inside::library::ArticleId(2));
    library
        .set_state(&[first, second], &dateline::inside::library::State::Unread(false), "read", now)
        .expect("saved");
    home.says(&["fetch", "--force"]);
    assert_eq!(home.lines(&["list", "--json"]).len(), 1, "and now one is beyond the limit");
}

#[test]
fn a_feed_that_has_moved_is_subscribed_to_where_it_is_now() {
    let (home, server) = (Home::new("moved"), server());
    home.says(&["add", &format!("{server}/old")]);
    let feed = &home.lines(&["feeds", "--json"])[0];
    assert_eq!(
        (feed["url"].as_str(), feed["state"].as_str()),
        (Some(format!("{server}/feed").as_str()), Some("ok"))
    );
    assert!(home.says(&["fetch", "--force"]).contains("nothing new"));
}

#[test]
fn the_pages_behind_teasers_are_read_when_a_feed_is_added_and_asked_again_where_they_failed() {
    let (home, server) = (Home::new("teasers"), server());
    let network = "[network]\nprivate_hosts = [\"127.0.0.1\"]\n";
    std::fs::create_dir_all(home.0.join("config")).expect("a folder");
    std::fs::write(home.0.join("config/config.toml"), network).expect("settings");
    home.says(&["add", &format!("{server}/teasers")]);
    let words = |title: &str| {
        home.lines(&["list", "--json"])
            .iter()
            .find(|row| row["title"] == title)
            .and_then(|row| row["words"].as_u64())
            .expect("its words")
    };
    let teaser = |title: &str| {
        let rows = home.lines(&["list", "--json"]);
        rows.iter().find(|row| row["title"] == title).expect("its row")["teaser"].clone()
    };
    assert!(words("The ferry") > 40, "its page was read");
    assert!(teaser("The ferry").is_null(), "it is whole");
    assert_eq!(teaser("Teased"), "unreachable");
    assert!(home.says(&["list"]).contains(" teaser"));
    assert!(words("Teased") < 10, "its page failed");
    let library = rusqlite::Connection::open(home.0.join("data/library.db")).expect("the library");
    library.execute("UPDATE wanted_page SET due = 0", []).expect("an hour goes by");
    home.says(&["fetch", "--force"]);
    assert!(words("Teased") > 40, "it was asked again");
    assert!(teaser("Teased").is_null(), "and is whole by now");
}

#[test]
fn fifty_thousand_folders_of_one_name_come_in_at_once() {
    let home = Home::new("deep");
    let opml = format!(
        "<opml version='2.0'><body>{}<outline xmlUrl='http://a.example/'/>{}</body></opml>",
        "<outline text='x'>".repeat(50_000),
        "</outline>".repeat(50_000)
    );
    let started = std::time::Instant::now();
    home.says(&["import", &home.file("deep.opml", &opml)]);
    assert_eq!(home.says(&["export"]).matches("<outline").count(), 50_001);
    assert!(
        started.elapsed().as_secs() < 30,
        "each folder costs the same, however many there are of its name"
    );
}

#[test]
fn queries_of_a_urls_file_are_saved_where_they_can_be_asked_here() {
    let home = Home::new("queries");
    let urls = "\"query:Unread news:unread = \\\"yes\\\" and tags # \\\"news\\\"\"\n\"query:Starred:flags # \\\"s\\\"\"\n";
    home.says(&["import", &home.file("urls", urls)]);
    let library = dateline::inside::library::Library::open(&home.0.join("data/library.db"))
        .expect("a library");
    let saved: Vec<_> = library
        .saved_queries()
        .expect("they are read")
        .into_iter()
        .map(|saved| (saved.name, saved.query))
        .collect();
    assert_eq!(saved, [("Unread news".to_owned(), "is:unread tag:news".to_owned())]);
    assert_eq!(home.says(&["export", "--urls"]), urls);
}

#[test]
fn options_may_stand_behind_a_query() {
    let (home, server) = (Home::new("options"), server());
    home.says(&["add", &format!("{server}/feed")]);
    assert_eq!(home.lines(&["list", "is:unread", "--json", "--limit", "1"]).len(), 1);
    assert_eq!(home.lines(&["search", "ferry", "--json"]).len(), 1);
    assert_eq!(
        home.lines(&["list", "-ferry", "--json"]).len(),
        1,
        "a word with a hyphen is one that is not wanted"
    );
    home.fails(&["list", "ferry", "--colour"], 2, "--colour");
}

#[test]
fn who_said_what_is_told_across_articles() {
    let (home, server) = (Home::new("said"), server());
    home.says(&["add", &format!("{server}/feed")]);
    let quotes = home.lines(&["quotes", "--json", "--speaker", "Lind"]);
    holds_all(&quotes[0], &["text", "speaker", "kind", "article", "published"]);
    assert_eq!(quotes[0]["speaker"], "Anna Lind");
    let people = home.lines(&["people", "--json"]);
    holds_all(&people[0], &["name", "kind", "aliases", "articles", "quotes", "first", "last"]);
    assert_eq!((&people[0]["name"], &people[0]["quotes"]), (&"Anna Lind".into(), &1.into()));
    home.fails(&["quotes", "--speaker", "Nobody"], 4, "");
}

#[test]
fn a_page_leads_to_its_feed_and_several_are_listed() {
    let (home, server) = (Home::new("page"), server());
    assert!(home.says(&["add", &format!("{server}/page")]).contains("Harbour News"));
    home.fails(&["add", &format!("{server}/two")], 1, "/sport");
    home.fails(&["add", &format!("{server}/nothing")], 1, "not found");
    home.fails(&["add", &format!("{server}/nothing"), &format!("{server}/feed")], 3, "not found");
}

#[test]
fn addresses_are_read_kept_and_analysed_like_files() {
    let (home, server) = (Home::new("read"), server());
    let looked = home.lines(&["feed", "--json", &format!("{server}/feed")]);
    holds_all(&looked[0], &["title", "link", "kind"]);
    holds_all(
        &looked[1],
        &[
            "id",
            "title",
            "link",
            "published",
            "updated",
            "author",
            "summary",
            "content",
            "enclosures",
        ],
    );
    assert_eq!((looked.len(), &looked[0]["kind"]), (3, &"rss".into()));
    assert!(home.says(&[&format!("{server}/feed")]).starts_with("Harbour News\n"));
    let analysed: Value =
        serde_json::from_str(&home.says(&["analyze", "--json", &format!("{server}/feed")]))
            .expect("JSON");
    assert_eq!(analysed["source"], format!("{server}/feed"));
    home.fails(&[&format!("{server}/nothing")], 1, "not found");
    let file = home.file(
        "note.txt",
        "A note on ferries\n\nThe ferry was late on Monday, and nobody knew why.",
    );
    assert!(home.says(&["keep", &file]).contains("A note on ferries"));
    assert_eq!(home.lines(&["search", "--json", "nobody"]).len(), 1);
}

/// Mails of a mailbox, each of which is an article.
fn mailbox(letters: u32) -> String {
    let letter = |number: u32| {
        format!(
            "From letter@harbour.example Mon Mar  2 06:00:00 2026\nFrom: Harbour <letter@harbour.example>\n\
             Subject: Letter {number}\nMessage-ID: <{number}@harbour.example>\n\n\
             The ferry was late, said the harbour master, and nobody knew why.\n\n"
        )
    };
    (1..=letters).map(letter).collect()
}

#[test]
fn what_holds_many_articles_gives_each() {
    let home = Home::new("archives");
    let page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Ferry late</title><article><h1>Ferry late</h1>{}</article>",
        "<p>The ferry was late on Monday, and nobody in the harbour knew why it had been so.</p>"
            .repeat(12)
    );
    let record = |length: usize| {
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/late\r\n\
             WARC-Date: 2026-03-02T06:00:00Z\r\nContent-Type: application/http\r\n\
             Content-Length: {length}\r\n\r\n{page}\r\n\r\n"
        )
    };
    let archive = [record(page.len()), record(12), record(page.len())].concat();
    let archive = home.file("harbour.warc", &archive);
    let output = home.run(&["analyze", &archive, "--jsonl"]);
    let lines: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["source"], "https://harbour.example/late");
    assert_eq!(lines[0]["archived"], "2026-03-02T06:00:00Z");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("record 2 is broken"));
    let all: Value =
        serde_json::from_str(&home.says(&["analyze", "--json", &archive])).expect("JSON");
    assert_eq!(all.as_array().map(Vec::len), Some(2));

    let letters = home.file("letters", &mailbox(3));
    assert_eq!(home.says(&["keep", &letters]).lines().count(), 3);
    assert_eq!(home.lines(&["search", "--json", "master"]).len(), 3);
    home.fails(&[&letters], 1, "holds several articles");
    let one = home.file("letter", &mailbox(1));
    assert!(home.says(&[&one]).starts_with("Letter 1\n"));
    home.fails(
        &[
            "analyze",
            &home.file(
                "none.warc",
                "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
            ),
        ],
        1,
        "no article in it",
    );
}

#[test]
fn lists_of_feeds_come_out_as_they_came_in() {
    let home = Home::new("lists");
    let opml = home.file(
        "list.opml",
        "<opml version='1.1'><head><title>Mine</title></head><body><outline text='News'><outline text='Inner'>\
         <outline type='rss' text='A' xmlUrl='http://u:p4ss@a.example/feed' odd='kept'/></outline></outline><outline text='B' xmlUrl='http://b.example/'/>\
         <outline text='C' xmlUrl='exec:touch x'/></body></opml>",
    );
    home.fails(&["import", &opml], 0, "neither run nor asked");
    let out = home.says(&["export"]);
    assert!(
        out.contains("odd=\"kept\"")
            && out.contains("<title>Mine</title>")
            && !out.contains("p4ss"),
        "{out}"
    );
    assert!(home.says(&["export", "--passwords"]).contains("u:p4ss@a.example"));
    let folders: Vec<Value> =
        home.lines(&["feeds", "--json"]).iter().map(|feed| feed["folder"].clone()).collect();
    assert_eq!(folders, ["News/Inner".into(), Value::Null, Value::Null]);

    let other = Home::new("urls");
    let text = "# mine\nhttp://a.example/feed \"two words\" \"~A title\"\n\"query:Unread:unread = \\\"yes\\\"\"\nexec:touch x\nhttp://b.example/ !\n";
    let urls = other.file("urls", text);
    other.says(&["import", &urls]);
    assert_eq!(other.says(&["export", "--urls"]), text);
    other.fails(
        &["import", &other.file("x.txt", "just words\n")],
        1,
        "neither OPML nor a list of addresses",
    );
}

#[test]
fn names_tags_and_settings_go_through_both_kinds_of_lists() {
    let (home, other, third) =
        (Home::new("through-1"), Home::new("through-2"), Home::new("through-3"));
    let text = "http://u:p4ss@a.example/feed news \"a, b\"\nhttp://b.example/ \"~My B\" !\n\"query:Q:unread = \\\"yes\\\"\"\n";
    home.says(&["import", &home.file("urls", text)]);
    let opml = home.says(&["export", "--passwords"]);
    assert!(
        opml.contains("category=\"news,a, b\"")
            && opml.contains("dateline:hidden=\"true\"")
            && opml.contains("xmlns:dateline="),
        "{opml}"
    );
    other.says(&["import", &other.file("list.opml", &opml)]);
    assert_eq!(other.says(&["export", "--passwords"]), opml);
    assert_eq!(other.says(&["export", "--urls", "--passwords"]), text);
    let masked = other.says(&["export"]);
    assert!(!masked.contains("p4ss"));
    third.says(&["import", &third.file("list.opml", &masked)]);
    assert_eq!(third.says(&["export", "--urls"]), text.replace("u:p4ss@", ""));
}

#[test]
fn a_feed_that_was_not_renamed_follows_its_title() {
    let (home, server) = (Home::new("renamed"), server());
    let list = format!(
        "<opml version='2.0'><body><outline text='Harbour News' xmlUrl='{server}/feed'/><outline text='Mine' xmlUrl='{server}/feed?2'/></body></opml>"
    );
    home.says(&["import", &home.file("list.opml", &list)]);
    home.run(&["fetch"]);
    assert_eq!(home.says(&["export", "--urls"]), format!("{server}/feed\n{server}/feed?2 ~Mine\n"));
    let other = Home::new("renamed-2");
    let out = home.says(&["export"]);
    other.says(&["import", &other.file("list.opml", &out)]);
    assert_eq!(other.says(&["export"]), out);
    assert_eq!(other.says(&["export", "--urls"]), home.says(&["export", "--urls"]));
}

#[test]
fn what_an_edited_list_says_more_is_taken() {
    let home = Home::new("edited");
    let import = |text: &str| {
        let path = home.file("list", text);
        home.says(&["import", &path])
    };
    assert_eq!(
        import("http://a/ x\nhttp://b/\nfile:/c\n"),
        "2 new feeds, 0 known already, 0 changed, 1 kept but not run\n"
    );
    let edited = "http://a/ y ~A # why\nhttp://b/\nfile:/c\nhttp://a/ z\n";
    assert_eq!(import(edited), "0 new feeds, 2 known already, 1 changed, 1 kept but not run\n");
    let feeds = home.lines(&["feeds", "--json"]);
    assert_eq!(
        (&feeds[0]["tags"], &feeds[0]["title"], &feeds[2]["kind"]),
        (&serde_json::json!(["x", "y", "z"]), &"A".into(), &"other".into())
    );
    assert_eq!(import(edited), "0 new feeds, 3 known already, 0 changed, 1 kept but not run\n");
    assert_eq!(home.says(&["export", "--urls"]), "http://a/ x y z ~A # why\nhttp://b/\nfile:/c\n");
    let list = "<opml><body><outline text='F'><outline xmlUrl='http://a/' category='x,w'/><outline xmlUrl='http://b/'/></outline></body></opml>";
    assert_eq!(import(list), "0 new feeds, 0 known already, 2 changed, 0 kept but not run\n");
    assert_eq!(import(list), "0 new feeds, 2 known already, 0 changed, 0 kept but not run\n");
}

#[test]
fn odd_lists_come_out_whole() {
    let home = Home::new("odd");
    let list = "<opml version='2.0' xmlns:fz='urn:forumzilla:'><head/><body><outline text='T' title='U' odd='1'>\
        <outline text='F' xmlUrl='http://f/' fz:quickMode='false'><outline text='In' xmlUrl='http://in/'/></outline>\
        <outline text='F2' xmlUrl='http://f/'/><outline text='note'/><outline text='note' url='x'/></outline><outline title='only'/></body></opml>";
    home.says(&["import", &home.file("list.opml", list)]);
    let out = home.says(&["export"]);
    let inside = "  <body>\n    <outline text=\"T\" title=\"U\" odd=\"1\">\n\
        \u{20}     <outline text=\"F\" type=\"rss\" xmlUrl=\"http://f/\" fz:quickMode=\"false\">\n\
        \u{20}       <outline text=\"In\" type=\"rss\" xmlUrl=\"http://in/\"/>\n      </outline>\n\
        \u{20}     <outline text=\"F2\" type=\"rss\" xmlUrl=\"http://f/\"/>\n\
        \u{20}     <outline text=\"note\"/>\n      <outline text=\"note\" url=\"x\"/>\n    </outline>\n    <outline text=\"only\" title=\"only\"/>\n  </body>\n";
    assert!(
        out.contains(inside) && out.contains("<opml version=\"2.0\" xmlns:fz=\"urn:forumzilla:\">"),
        "{out}"
    );
    home.says(&["import", &home.file("list.opml", list)]);
    assert_eq!(home.says(&["export"]), out, "the same list again adds nothing");
}

#[test]
fn a_damaged_library_is_said_and_saved_beside() {
    let (home, server) = (Home::new("damaged"), server());
    home.fails(&["repair"], 4, "no library");
    home.says(&["add", &format!("{server}/feed")]);
    assert!(home.says(&["repair"]).contains("sound"));
    let path = home.0.join("data/library.db");
    let whole = std::fs::read(&path).expect("a library");
    std::fs::write(&path, &whole[..300]).expect("it can be cut");
    home.fails(&["list"], 1, "damaged");
    assert_eq!(std::fs::read(&path).expect("it is there").len(), 300, "nothing was changed");
}

#[test]
fn a_password_is_printed_by_the_reader_s_own_program_and_stands_nowhere() {
    let (home, server) = (Home::new("password"), server());
    let feed = format!("{}/private", server.replace("http://", "http://ana@"));
    home.fails(&["add", &feed], 1, "network.password_command");
    std::fs::create_dir_all(home.0.join("config")).expect("a folder");
    home.file("config/config.toml", "[network]\npassword_command = [\"echo\", \"s3cret-of-%h\"]\n");
    assert!(home.says(&["add", &feed]).contains("Harbour News"));
    assert_eq!(home.lines(&["fetch", "--force", "--json"])[0]["error"], Value::Null);
    assert!(!home.says(&["export", "--passwords"]).contains("s3cret"));
    for file in std::fs::read_dir(home.0.join("data")).expect("a folder").flatten() {
        let bytes = std::fs::read(file.path()).expect("a file");
        assert!(!bytes.windows(6).any(|six| six == b"s3cret"), "{}", file.path().display());
    }
    home.file("config/config.toml", "[network]\npassword_command = [\"false\", \"%h\"]\n");
    home.fails(&["fetch", "--force"], 3, "“false”, ended with");
}

#[test]
fn what_is_wrong_in_the_network_s_settings_is_told() {
    let (home, server) = (Home::new("settings"), server());
    std::fs::create_dir_all(home.0.join("config")).expect("a folder");
    home.file("config/config.toml", "[network]\njobs = 0\n");
    home.fails(&["add", &format!("{server}/feed")], 0, "line 2: network.jobs takes a whole number");
    home.fails(&["fetch"], 0, "network.jobs");
    home.fails(&["list"], 0, "");
}

#[test]
fn a_page_that_was_read_can_be_read_again_when_its_server_has_it_no_more() {
    let (home, server) = (Home::new("offline"), server());
    let page = format!("{server}/once");
    let first = home.says(&[&page]);
    assert!(first.contains("late again on Monday"));
    let again = home.run(&[&page]);
    assert_eq!(String::from_utf8_lossy(&again.stdout), first);
    assert!(String::from_utf8_lossy(&again.stderr).contains("this is the text that was kept"));
    let kept = home.lines(&["list", "--json"]);
    assert_eq!(
        (kept.len(), &kept[0]["unread"], &kept[0]["title"]),
        (1, &false.into(), &"The ferry".into())
    );
    home.fails(&[&format!("{server}/nothing")], 1, "not found");
}

#[cfg(unix)]
#[test]
fn programs_of_a_urls_file_are_run_where_the_settings_allow_it_and_only_those() {
    use std::os::unix::fs::PermissionsExt;
    let (home, server) = (Home::new("programs"), server());
    let script = home.file("print-feed", &format!("#!/bin/sh\ncat <<'END'\n{FEED}\nEND\n"));
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755))
        .expect("it can be run");
    let upper = "sed s/Harbour/Port/";
    let touched = home.0.join("touched");
    let text = format!(
        "exec:{script} \"~Printed\" tag\n\"filter:{upper}:{server}/feed\" \"~Filtered\"\n\"exec:sh -c 'exit 7'\" \"~Failing\"\n"
    );
    let urls = home.file("urls", &text);
    home.fails(&["import", &urls], 0, "neither run nor asked");
    let opml = format!(
        "<opml version='2.0'><body><outline text='C' xmlUrl='exec:touch {}'/></body></opml>",
        touched.display()
    );
    home.fails(&["import", &home.file("list.opml", &opml)], 0, "neither run nor asked");
    assert!(home.lines(&["fetch", "--json", "--force"]).is_empty(), "nothing is run by itself");
    assert_eq!(
        home.says(&["feeds"]).matches("neither run nor asked").count(),
        home.lines(&["feeds", "--json"]).len()
    );

    std::fs::create_dir_all(home.0.join("config")).expect("a folder");
    home.file("config/config.toml", "[network]\nprograms = true\n");
    let fetched = home.run(&["fetch", "--json", "--force"]);
    let lines: Vec<Value> = String::from_utf8_lossy(&fetched.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let of = |title: &str| {
        lines
            .iter()
            .find(|line| line["title"] == title)
            .unwrap_or_else(|| panic!("{title} is missing in {lines:?}"))
    };
    assert_eq!((&of("Printed")["new"], &of("Printed")["status"]), (&2.into(), &Value::Null));
    // Its articles are those of the first: they are in both feeds.
    assert_eq!(
        (&of("Filtered")["result"], &of("Filtered")["error"]),
        (&"new".into(), &Value::Null)
    );
    assert!(of("Failing")["error"].as_str().is_some_and(|why| why.contains("ended with")));
    assert!(!touched.exists(), "what a list in OPML names is never run");
    assert_eq!(
        home.lines(&["feeds", "--json"])
            .iter()
            .filter(|feed| feed["url"].as_str().is_some_and(|url| url.starts_with("filter:")))
            .count(),
        1
    );
    let exported = home.says(&["export", "--urls"]);
    assert!(
        exported.starts_with(&text)
            && exported.lines().skip(3).all(|line| line.starts_with("# not run")),
        "{exported}"
    );
}

#[test]
fn a_damaged_library_is_repaired_and_every_command_works() {
    let home = Home::new("repair");
    let feed = format!("{}/feed", server());
    home.says(&["add", &feed]);
    home.says(&["quotes"]);
    let file = found(&home.0).expect("a library");
    let sound = std::fs::read(&file).expect("it is there");
    let mut bytes = sound.clone();
    // The schema, behind the head of the first page.
    bytes[100..4096].fill(0xEE);
    std::fs::write(&file, &bytes).expect("written");
    let told = home.says(&["repair", "--replace"]);
    assert!(told.contains("2 article") && told.contains("1 feed"), "{told}");
    assert!(told.contains("nothing is lost"), "{told}");
    assert_eq!(home.lines(&["list", "--json"]).len(), 2);
    for command in [&["feeds"][..], &["search", "ferry"], &["quotes"], &["people"], &["fetch"]] {
        home.says(command);
    }
    assert!(home.says(&["repair"]).contains("sound"));
    // Less than a page is left.
    std::fs::write(&file, &sound[..900]).expect("written");
    home.fails(&["repair"], 1, "nothing could be read");
    assert_eq!(std::fs::read(&file).expect("it stays").len(), 900);
    home.fails(&["repair", "--to-form", "3"], 4, "no copy of the library in form 3");
}

/// The library below a folder.
fn found(folder: &std::path::Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    entries.map(|entry| entry.path()).find_map(|path| {
        if path.is_dir() { found(&path) } else { path.ends_with("library.db").then_some(path) }
    })
}

/// What keys do can be done from the command line: by the numbers that lists give.
#[test]
fn articles_are_read_starred_tagged_and_shown_by_number() {
    let home = Home::new("states");
    let file = home.0.join("vote.txt");
    std::fs::write(&file, "The vote\n\nIt was close.\n").expect("written");
    let path = file.to_string_lossy().into_owned();
    home.says(&["keep", &path]);
    let row = || -> Value {
        serde_json::from_str(home.says(&["list", "--json"]).trim()).expect("one object")
    };
    let id = row()["id"].as_str().expect("a number").to_owned();
    home.says(&["unread", &id]);
    assert_eq!(row()["unread"], true);
    assert!(home.says(&["read", &id]).contains("1 article: marked as read"));
    home.says(&["star", &id]);
    assert!(home.says(&["tag", "later", &id, "#7"]).contains("tagged “later”"));
    let now = row();
    assert_eq!((&now["unread"], &now["starred"]), (&Value::Bool(false), &Value::Bool(true)));
    assert_eq!(now["tags"].as_array().map(Vec::len), Some(2), "{now}");
    home.says(&["star", "--off", &id]);
    home.says(&["tag", "--off", &id, "later"]);
    assert_eq!((&row()["starred"], row()["tags"][0].as_str()), (&Value::Bool(false), Some("7")));
    assert!(home.says(&["show", &id]).contains("It was close."));
    assert!(home.says(&["open", &id]).contains("It was close."), "where there is no terminal");
    let shown: Value =
        serde_json::from_str(home.says(&["show", "--json", &id]).trim()).expect("one object");
    assert!(shown["text"].as_str().is_some_and(|text| text.contains("It was close.")));
    for (arguments, code) in [
        (&["read", "99"][..], 4),
        (&["star", "nine"], 2),
        (&["tag", "later", "sooner"], 2),
        (&["open", &id, "99"], 4),
    ] {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}
