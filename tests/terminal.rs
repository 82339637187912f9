//! The binary in a pseudo-terminal: start, resize, suspend, signals, quit. Waits for what appears,
//! never for time to pass.

#![allow(clippy::panic, reason = "a test that waits in vain fails")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use dateline::input::{Hints, read};
use dateline::inside::library::{Clock, Library, NewItem, Scope, Subscription};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that was sent to the terminal.
    sent: Vec<u8>,
    /// The modes of the line before the program had it, in words.
    modes: String,
}

impl Terminal {
    fn start(arguments: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(&[], arguments, size)
    }

    fn start_with(
        environment: &[(&str, &str)],
        arguments: &[&str],
        (width, height): (u16, u16),
    ) -> Self {
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        let modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).expect("the binary starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (send, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            master: pair.master,
            child,
            keys,
            bytes,
            screen: vt100::Parser::new(height, width, 0),
            sent: Vec::new(),
            modes,
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// Reads until the screen holds the words.
    fn wait_for(&mut self, words: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.screen.screen().contents().contains(words) {
            match self.bytes.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!(
                    "“{words}” did not appear ({error}):\n{}",
                    self.screen.screen().contents()
                ),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.sent.extend_from_slice(bytes);
    }

    /// Reads to the end and gives the exit code.
    fn end(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.bytes.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program did not end:\n{}", self.screen.screen().contents())
                }
            }
        }
        self.child.wait().expect("it ended").exit_code()
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("it runs").to_string();
        let status =
            std::process::Command::new("kill").args([name, &pid]).status().expect("kill runs");
        assert!(status.success());
    }

    fn is_given_back(&self) {
        let sent = String::from_utf8_lossy(&self.sent);
        let last =
            |words: &str| sent.rfind(words).unwrap_or_else(|| panic!("{words:?} was never sent"));
        assert!(last("\x1b[?1049l") > last("\x1b[?1049h"), "the alternate screen is left");
        assert!(last("\x1b[?25h") > last("\x1b[?25l"), "the cursor is shown again");
        assert!(last("\x1b[?1000l") > last("\x1b[?1000h"), "the mouse is given back");
        assert!(!self.screen.screen().alternate_screen() && !self.screen.screen().hide_cursor());
        assert_eq!(format!("{:?}", self.master.get_termios()), self.modes, "the line as it was");
    }
}

#[test]
fn it_starts_resizes_and_quits() {
    let mut terminal = Terminal::start(&["--sample"], (120, 34));
    terminal.wait_for("Said");
    terminal.wait_for("PEOPLE");
    terminal.screen.screen_mut().set_size(12, 40);
    terminal
        .master
        .resize(PtySize { rows: 12, cols: 40, pixel_width: 0, pixel_height: 0 })
        .expect("it resizes");
    terminal.wait_for("Article │ In this story │ Said");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
}

fn clock() -> Clock {
    Clock { now: "2026-03-01T12:00:00Z".parse().expect("a time"), zone: jiff::tz::TimeZone::UTC }
}

fn library(home: &Path) -> Library {
    std::fs::create_dir_all(home.join("data")).expect("a folder");
    Library::open(&home.join("data/library.db")).expect("a library")
}

/// Puts a feed into the library of a home, with articles of these titles and texts, each a day
/// older than the one before.
fn subscribe(home: &Path, articles: &[(&str, &str)]) {
    let mut library = library(home);
    let feed = Subscription {
        title: "Harbour".to_owned(),
        ..Subscription::to("https://harbour.example/feed")
    };
    let (feed, _) = library.add_feed(&feed, clock().now).expect("a feed");
    let items: Vec<NewItem> = (0_i64..)
        .zip(articles)
        .map(|(day, (title, text))| {
            let words = format!("{title}\n\n{text}").into_bytes();
            let mut article = read(words, &Hints::default()).expect("an article");
            article.title = Some((*title).to_owned());
            article.source = Some(format!("https://harbour.example/{day}"));
            article.published = Some(clock().now - jiff::SignedDuration::from_hours(24 * day));
            NewItem::new(Some(day.to_string()), article, None)
        })
        .collect();
    library.store_items(feed, &items, clock().now).expect("stored");
    while library.index_pending(100).expect("indexed") > 0 {}
}

#[test]
fn without_an_input_the_library_opens_where_it_holds_something() {
    let folder = std::env::temp_dir().join(format!("dateline-terminal-{}", std::process::id()));
    let home = folder.to_string_lossy().into_owned();
    let mut terminal = Terminal::start(&["--home", &home], (120, 34));
    terminal.wait_for("Beijing promises Minsk");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    subscribe(
        &folder,
        &[
            (
                "Ferry late again",
                "The ferry was late on Monday, said Anna Lind. It was late on Tuesday too.",
            ),
            ("Third story", "It rained."),
        ],
    );
    let mut terminal = Terminal::start(&["--home", &home], (120, 34));
    terminal.wait_for("Ferry late again");
    terminal.wait_for("The ferry was late on Monday");
    // The people are found in the background.
    terminal.wait_for("Anna Lind              Harbour ");
    terminal.press("s");
    terminal.wait_for("★");
    terminal.press("jd");
    terminal.wait_for("Unread               1");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
    let rows = library(&folder).page(&Scope::default(), &clock(), None, 9).expect("rows");
    assert!(rows[0].starred && rows[0].unread && !rows[1].unread, "what was set is kept");
    std::fs::remove_dir_all(&folder).expect("the folder can be taken away");
}

#[test]
fn keys_reach_the_reader() {
    let mut terminal = Terminal::start(&["--sample"], (100, 30));
    terminal.wait_for("PEOPLE");
    terminal.press("/industrial\r");
    terminal.wait_for("industrial: 1 of");
    terminal.press("]");
    terminal.wait_for("next quotation");
    terminal.press("q");
    terminal.wait_for("┃");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn signals_end_it_with_the_terminal_given_back() {
    for (signal, code) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let mut terminal = Terminal::start(&["--sample"], (80, 24));
        terminal.wait_for("PEOPLE");
        terminal.signal(signal);
        assert_eq!(terminal.end(), code, "{signal}");
        terminal.is_given_back();
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let mut terminal = Terminal::start_with(
        &[("DATELINE_PANIC", "key"), ("RUST_BACKTRACE", "0")],
        &["--sample"],
        (80, 24),
    );
    terminal.wait_for("PEOPLE");
    assert_ne!(format!("{:?}", terminal.master.get_termios()), terminal.modes);
    terminal.press("j");
    assert_eq!(terminal.end(), 101);
    terminal.is_given_back();
    let shown = terminal.screen.screen().contents();
    assert!(shown.contains("as told at key"), "the report can be read:\n{shown}");
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_a_thread_is_told_on_the_screen_and_the_reader_goes_on() {
    let mut terminal =
        Terminal::start_with(&[("DATELINE_PANIC", "find")], &["--sample"], (120, 34));
    terminal.wait_for("PEOPLE");
    terminal.press("/harbour\r");
    terminal.wait_for("Searching stopped by a fault of Dateline (as told at find)");
    assert!(terminal.screen.screen().alternate_screen() && terminal.screen.screen().hide_cursor());
    terminal.press("?");
    terminal.wait_for("next paragraph");
    terminal.press("QQ");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();

    let mut terminal = Terminal::start_with(&[("DATELINE_PANIC", "read")], &["/no.txt"], (120, 24));
    terminal.wait_for("Reading this stopped by a fault of Dateline (as told at read)");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
}

#[test]
fn suspending_gives_the_terminal_back_and_going_on_takes_it_again() {
    let mut terminal = Terminal::start(&["--sample"], (80, 24));
    terminal.wait_for("PEOPLE");
    terminal.press("\x1a");
    let until = Instant::now() + PATIENCE;
    while terminal.screen.screen().alternate_screen() {
        let bytes = terminal
            .bytes
            .recv_timeout(until.saturating_duration_since(Instant::now()))
            .expect("the screen is left");
        terminal.take(&bytes);
    }
    // The screen is left a moment before the program stops: going on may be asked for too early,
    // and is then asked for again.
    while !terminal.screen.screen().contents().contains("PEOPLE") {
        assert!(Instant::now() < until, "it does not go on");
        terminal.signal("-CONT");
        if let Ok(bytes) = terminal.bytes.recv_timeout(Duration::from_millis(200)) {
            terminal.take(&bytes);
        }
    }
    assert!(terminal.screen.screen().alternate_screen());
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
}

#[test]
fn a_file_that_is_not_there_is_named_on_the_screen() {
    let mut terminal = Terminal::start(&["/no.txt"], (120, 24));
    terminal.wait_for("there is no such file");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
}
