//! A server of the interface of Google Reader, played: it keeps feeds and what is read, as FreshRSS
//! or as Miniflux answers, and fails when it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

/// Whose ways the server has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ways {
    FreshRss,
    Miniflux,
}

/// What goes wrong with a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    Status(u16),
    /// 429 with a `Retry-After` of an hour.
    Wait,
    /// The first half of the body, with the length of the whole.
    Half,
    /// The first half of the body, as if it were all.
    HalfJson,
    /// Other articles than were asked for.
    Others,
}

#[derive(Clone, Default, Debug)]
pub(crate) struct Feed {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) folder: String,
}

#[derive(Clone, Default, Debug)]
pub(crate) struct Article {
    pub(crate) feed: u32,
    pub(crate) title: String,
    pub(crate) read: bool,
    pub(crate) starred: bool,
    pub(crate) labels: BTreeSet<String>,
}

#[derive(Clone, Default, Debug)]
pub(crate) struct State {
    pub(crate) feeds: BTreeMap<u32, Feed>,
    pub(crate) articles: BTreeMap<i64, Article>,
    /// Path and fault; each holds for so many requests of that path after so many.
    pub(crate) faults: Vec<(&'static str, Fault, usize, usize)>,
    /// Path and form or query of every request.
    pub(crate) asked: Vec<(String, Vec<(String, String)>)>,
}

impl State {
    /// How many articles were asked for.
    pub(crate) fn articles_asked(&self) -> usize {
        let fields = self.asked.iter().filter(|(path, _)| path == "stream/items/contents");
        fields.flat_map(|(_, fields)| fields).filter(|(name, _)| name == "i").count()
    }

    fn fault(&mut self, path: &str) -> Option<Fault> {
        let (_, fault, after, times) =
            self.faults.iter_mut().find(|(at, _, _, times)| path == *at && *times > 0)?;
        if *after > 0 {
            *after -= 1;
            return None;
        }
        *times -= 1;
        Some(*fault)
    }
}

pub(crate) struct Server {
    pub(crate) address: String,
    ways: Ways,
    state: Arc<Mutex<State>>,
}

const AUTH: &str = "ana/0123";
const PAGE: usize = 50;

impl Server {
    pub(crate) fn start(ways: Ways) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State::default()));
        let server = Self { address, ways, state };
        let state = Arc::clone(&server.state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, ways, &state);
            }
        });
        server
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where its interface is.
    pub(crate) fn url(&self) -> String {
        match self.ways {
            Ways::FreshRss => format!("{}/api/greader.php", self.address),
            Ways::Miniflux => self.address.clone(),
        }
    }
}

/// Fields of a query or form.
fn fields(text: &str) -> Vec<(String, String)> {
    let decoded =
        |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    text.split('&')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn serve(mut stream: TcpStream, ways: Ways, state: &Mutex<State>) {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    let (head, length) = loop {
        if let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&request[..end]).into_owned();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("Content-Length: ")?.trim().parse().ok())
                .unwrap_or(0);
            if request.len() >= end + 4 + length {
                break (head, (end + 4, length));
            }
        }
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&piece[..count]),
        }
    };
    let body = String::from_utf8_lossy(&request[length.0..length.0 + length.1]).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path =
        path.strip_prefix("/api/greader.php").filter(|_| ways == Ways::FreshRss).unwrap_or(path);
    let is_post = head.starts_with("POST ");
    let fields = fields(if is_post { &body } else { query });
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let name =
        path.strip_prefix("/reader/api/0/").unwrap_or(path).trim_start_matches('/').to_owned();
    state.asked.push((name.clone(), fields.clone()));
    let one =
        |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let is_known = match (ways, is_post) {
        _ if name == "accounts/ClientLogin" => true,
        // Miniflux looks at the header alone where something is asked, and at T alone where it is posted.
        (Ways::Miniflux, true) => one("T").as_deref() == Some(AUTH),
        _ => head.contains(&format!("Authorization: GoogleLogin auth={AUTH}")),
    };
    let fault = state.fault(&name);
    let (status, answer) = match fault {
        Some(Fault::Status(status)) => (status, "Unauthorized!".to_owned()),
        Some(Fault::Wait) => (429, String::new()),
        _ if !is_known => (401, "Unauthorized".to_owned()),
        _ => answer(ways, &mut state, &name, &fields, fault),
    };
    drop(state);
    let more = if fault == Some(Fault::Wait) { "Retry-After: 3600\r\n" } else { "" };
    let half = answer.len() / 2;
    let (told, sent) = match fault {
        Some(Fault::Half) => (answer.len(), &answer.as_bytes()[..half]),
        Some(Fault::HalfJson) => (half, &answer.as_bytes()[..half]),
        _ => (answer.len(), answer.as_bytes()),
    };
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\n{more}Content-Type: application/json\r\nContent-Length: {told}\r\nConnection: close\r\n\r\n"
    );
    let _ = stream.write_all(sent);
}

fn answer(
    ways: Ways,
    state: &mut State,
    path: &str,
    fields: &[(String, String)],
    fault: Option<Fault>,
) -> (u16, String) {
    let one =
        |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
    let all = |name: &str| {
        fields
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
            .collect::<Vec<_>>()
    };
    match path {
        "accounts/ClientLogin"
            if (one("Email"), one("Passwd")) == (Some("ana"), Some("secret & more")) =>
        {
            (200, format!("SID={AUTH}\nLSID=null\nAuth={AUTH}\n"))
        }
        "accounts/ClientLogin" => (401, "Unauthorized".into()),
        "token" => (200, format!("{AUTH}\n")),
        "subscription/list" => (200, subscriptions(ways, state).to_string()),
        "tag/list" => (200, tags(ways, state).to_string()),
        "stream/items/ids" => numbers(ways, state, one("s"), one("xt"), one("c")),
        "stream/items/contents" => contents(ways, state, &all("i"), fault),
        "edit-tag" => edit(ways, state, &all("i"), one("a"), one("r")),
        "subscription/edit" => subscription(state, fields),
        "subscription/quickadd" => {
            let url = one("quickadd").unwrap_or_default().to_owned();
            let id = state.feeds.keys().max().map_or(1, |id| id + 1);
            state
                .feeds
                .insert(id, Feed { title: "Added".into(), url, folder: "Uncategorized".into() });
            (200, json!({"numResults": 1, "streamId": format!("feed/{id}")}).to_string())
        }
        _ => (404, String::new()),
    }
}

fn user(ways: Ways) -> &'static str {
    if ways == Ways::FreshRss { "user/-" } else { "user/1" }
}

fn subscriptions(ways: Ways, state: &State) -> Value {
    let user = user(ways);
    let feeds = state.feeds.iter().map(|(id, feed)| {
        json!({"id": format!("feed/{id}"), "title": feed.title, "url": feed.url, "htmlUrl": "https://site.example/",
            "categories": [{"id": format!("{user}/label/{}", feed.folder), "label": feed.folder}]})
    });
    json!({"subscriptions": feeds.collect::<Vec<_>>()})
}

fn tags(ways: Ways, state: &State) -> Value {
    let user = user(ways);
    let folders: BTreeSet<&String> = state.feeds.values().map(|feed| &feed.folder).collect();
    let labels: BTreeSet<&String> =
        state.articles.values().flat_map(|article| &article.labels).collect();
    let mut tags = vec![json!({"id": format!("{user}/state/com.google/starred")})];
    tags.extend(
        folders.iter().map(|name| json!({"id": format!("{user}/label/{name}"), "type": "folder"})),
    );
    tags.extend(
        labels.iter().map(|name| json!({"id": format!("{user}/label/{name}"), "type": "tag"})),
    );
    json!({"tags": tags})
}

fn numbers(
    ways: Ways,
    state: &State,
    stream: Option<&str>,
    without: Option<&str>,
    further: Option<&str>,
) -> (u16, String) {
    let stream = stream.unwrap_or_default();
    let label = stream.split_once("/label/").map(|(_, label)| label);
    if label.is_some() && ways == Ways::Miniflux {
        return (500, json!({"error_message": "unknown stream"}).to_string());
    }
    let found: Vec<i64> = state
        .articles
        .iter()
        .rev()
        .filter(|(_, article)| match stream.rsplit('/').next() {
            _ if label.is_some() => label.is_some_and(|label| article.labels.contains(label)),
            Some("starred") => article.starred,
            _ => without.is_none() || !article.read,
        })
        .map(|(id, _)| *id)
        .collect();
    // FreshRSS goes on behind a number, Miniflux behind so many.
    let from = match (ways, further) {
        (_, None) => 0,
        (Ways::FreshRss, Some(number)) => {
            found.iter().position(|id| id.to_string() == number).map_or(found.len(), |at| at + 1)
        }
        (Ways::Miniflux, Some(count)) => count.parse().unwrap_or(0),
    };
    let page = &found[from.min(found.len())..];
    let mut answer = json!({"itemRefs": page.iter().take(PAGE).map(|id| json!({"id": id.to_string()})).collect::<Vec<_>>()});
    if page.len() > PAGE {
        answer["continuation"] = match ways {
            Ways::FreshRss => json!(page[PAGE - 1].to_string()),
            Ways::Miniflux => json!((from + PAGE).to_string()),
        };
    }
    (200, answer.to_string())
}

fn number(id: &str) -> i64 {
    let digits = id.strip_prefix("tag:google.com,2005:reader/item/").expect("the long form");
    i64::from_str_radix(digits, 16).expect("a number")
}

fn contents(ways: Ways, state: &State, ids: &[String], fault: Option<Fault>) -> (u16, String) {
    let others = if fault == Some(Fault::Others) { 1_000_000 } else { 0 };
    let items: Vec<Value> = ids
        .iter()
        .filter_map(|id| {
            let id = number(id);
            let article = state.articles.get(&id)?;
            let words = format!("<p>{} was told at the harbour on day {id}, said the mayor.</p>", article.title);
            let mut item = json!({"id": format!("tag:google.com,2005:reader/item/{:016x}", id + others), "title": article.title,
                "published": 1_709_000_000 + id, "canonical": [{"href": format!("https://harbour.example/{id}")}],
                "origin": {"streamId": format!("feed/{}", article.feed)}, "summary": {"content": words}, "author": "Ana"});
            if ways == Ways::Miniflux {
                item["content"] = item["summary"].clone();
                item["enclosure"] = json!([]);
            }
            // One that no reader understands.
            if article.title == "broken" {
                item["title"] = json!({"no": "title"});
            }
            Some(item)
        })
        .collect();
    match (ways, items.is_empty()) {
        (Ways::Miniflux, true) => (400, json!({"error_message": "no items"}).to_string()),
        _ => (200, json!({"items": items}).to_string()),
    }
}

fn edit(
    ways: Ways,
    state: &mut State,
    ids: &[String],
    add: Option<&str>,
    remove: Option<&str>,
) -> (u16, String) {
    for (stream, set) in [(add, true), (remove, false)] {
        let Some(stream) = stream else { continue };
        let label = stream.split_once("/label/").map(|(_, label)| label.to_owned());
        if label.is_some() && ways == Ways::Miniflux {
            return (500, json!({"error_message": "unsupported tag type"}).to_string());
        }
        for id in ids {
            let Some(article) = state.articles.get_mut(&number(id)) else { continue };
            match (&label, stream.rsplit('/').next()) {
                (Some(label), _) if set => drop(article.labels.insert(label.clone())),
                (Some(label), _) => drop(article.labels.remove(label)),
                (None, Some("read")) => article.read = set,
                (None, Some("starred")) => article.starred = set,
                _ => return (500, String::new()),
            }
        }
    }
    (200, "OK".into())
}

fn subscription(state: &mut State, fields: &[(String, String)]) -> (u16, String) {
    let one =
        |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
    let id = one("s").and_then(|stream| stream.strip_prefix("feed/")?.parse().ok());
    let Some(id) = id else { return (400, String::new()) };
    if one("ac") == Some("unsubscribe") {
        state.feeds.remove(&id);
        state.articles.retain(|_, article| article.feed != id);
        return (200, "OK".into());
    }
    let Some(feed) = state.feeds.get_mut(&id) else { return (400, String::new()) };
    if let Some(title) = one("t") {
        title.clone_into(&mut feed.title);
    }
    if let Some((_, folder)) = one("a").and_then(|label| label.split_once("/label/")) {
        folder.clone_into(&mut feed.folder);
    }
    (200, "OK".into())
}
