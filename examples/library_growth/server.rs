//! A server of made-up feeds: `/f17.xml` always says the same, but for the round, which adds twenty
//! items at the head of each feed.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::words::Words;

/// Items that a further round adds to each feed.
const MORE: usize = 20;

pub(crate) struct Server {
    pub address: String,
    each: Arc<AtomicUsize>,
    round: Arc<AtomicUsize>,
    text: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) fn start(each: usize) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let server = Self {
            address,
            each: Arc::new(each.into()),
            round: Arc::default(),
            text: Arc::default(),
        };
        let (each, round, text) =
            (Arc::clone(&server.each), Arc::clone(&server.round), Arc::clone(&server.text));
        let words = Arc::new(Words::new());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (each, round, text, words) =
                    (Arc::clone(&each), Arc::clone(&round), Arc::clone(&text), Arc::clone(&words));
                std::thread::spawn(move || answer(&stream, &each, &round, &text, &words));
            }
        });
        Ok(server)
    }

    /// Every feed has twenty items that it did not have before, and those alone.
    pub(crate) fn next_round(&self) {
        self.round.fetch_add(1, Ordering::SeqCst);
        self.each.store(MORE, Ordering::SeqCst);
    }

    /// Bytes of article text that were sent.
    pub(crate) fn text(&self) -> usize {
        self.text.load(Ordering::SeqCst)
    }
}

fn answer(
    stream: &TcpStream,
    each: &AtomicUsize,
    round: &AtomicUsize,
    text: &AtomicUsize,
    words: &Words,
) -> Option<()> {
    let mut requests = BufReader::new(stream);
    loop {
        let (mut feed, mut known) = (None, String::new());
        loop {
            let mut line = String::new();
            if requests.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(path) = line.strip_prefix("GET /f") {
                feed = path.split('.').next().and_then(|number| number.parse::<usize>().ok());
            } else if let Some(tag) = line.to_ascii_lowercase().strip_prefix("if-none-match:") {
                tag.trim().clone_into(&mut known);
            } else if line.trim().is_empty() {
                break;
            }
        }
        let round = round.load(Ordering::SeqCst);
        let tag = format!("\"{round}\"");
        let mut out = stream;
        if known == tag {
            write!(out, "HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\nContent-Length: 0\r\n\r\n")
                .ok()?;
            continue;
        }
        let (body, size) = words.feed(feed?, each.load(Ordering::SeqCst), round);
        text.fetch_add(size, Ordering::SeqCst);
        write!(out, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {tag}\r\nContent-Length: {}\r\n\r\n", body.len()).ok()?;
        out.write_all(body.as_bytes()).ok()?;
    }
}
