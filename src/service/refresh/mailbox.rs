//! Mailboxes as feeds: a folder (Maildir) or a file (mbox) that is looked at with each refresh. One
//! address that sends is one feed. Nothing in the mailbox is changed.
//!
//! The mailbox is a subscription with the address `maildir:/path` or `mbox:/path`; that of a sender
//! has `?from=ADDRESS` behind it. Only its reader's own word makes one: a list that names such an
//! address is kept and never looked at.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::archive::mails_of;
use super::super::bytes::{file_bytes, reason};
use super::line::{FeedLine, FeedResult};
use crate::config::FullText;
use crate::input::archive::{ArchiveKind, Records};
use crate::input::{Letter, Stop, letter};
use crate::library::{
    ArticleId, FeedId, FeedKind, FeedRow, FeedState, FetchState, Library, LibraryError, NewItem,
    Subscription,
};
use crate::text::ContentHash;

/// Mails stored in one change of the library.
const BATCH: usize = 100;
/// Longer mails are named and passed over, in bytes.
const LONGEST: u64 = 64 << 20;
/// Seconds that clocks of file systems may be behind.
const SLACK: i64 = 120;
/// Mails that cannot be read and are named; more are counted.
const MOST_TOLD: usize = 5;
/// What the attributes of a mailbox call the senders whose feeds were ended.
const WITHOUT: &str = "without";

/// Where mails lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mailbox {
    Folder(PathBuf),
    File(PathBuf),
}

impl Mailbox {
    /// The mailbox of an address, with or without a sender.
    pub(crate) fn of(url: &str) -> Option<Self> {
        let url = url.split_once("?from=").map_or(url, |(mailbox, _)| mailbox);
        match url.split_once(':')? {
            ("maildir", path) if !path.is_empty() => Some(Self::Folder(path.into())),
            ("mbox", path) if !path.is_empty() => Some(Self::File(path.into())),
            _ => None,
        }
    }

    /// The mailbox that its reader names: by an address, or a Maildir by its path.
    pub(crate) fn named(word: &str) -> Option<Result<Self, String>> {
        let mailbox = match Self::of(word) {
            Some(mailbox) => mailbox,
            None if !word.contains("://") && is_maildir(Path::new(word)) => {
                Self::Folder(word.into())
            }
            None => return None,
        };
        let path = mailbox.path();
        let whole = match fs::canonicalize(path) {
            Ok(whole) => whole,
            Err(error) => return Some(Err(format!("{}: {}", path.display(), reason(&error)))),
        };
        Some(match mailbox {
            Self::Folder(_) if !is_maildir(&whole) => {
                Err(format!("{}: it is no Maildir: cur and new are not in it", path.display()))
            }
            Self::File(_) if !whole.is_file() => Err(format!("{}: it is no file", path.display())),
            _ if whole.to_str().is_none_or(|path| path.contains("?from=")) => {
                Err(format!("{}: its name cannot stand in an address", path.display()))
            }
            Self::Folder(_) => Ok(Self::Folder(whole)),
            Self::File(_) => Ok(Self::File(whole)),
        })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::File(path) => path,
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Folder(path) => format!("maildir:{}", path.display()),
            Self::File(path) => format!("mbox:{}", path.display()),
        }
    }

    /// What it is called: the last part of its path.
    pub(crate) fn subscription(&self) -> Subscription {
        let name = self.path().file_name().unwrap_or_default().to_string_lossy();
        Subscription {
            kind: FeedKind::Mail,
            title: crate::text::clean_line(name.trim_start_matches('.')),
            hidden: true,
            full_text: FullText::Never,
            ..Subscription::to(&self.url())
        }
    }
}

fn is_maildir(path: &Path) -> bool {
    path.join("cur").is_dir() && path.join("new").is_dir()
}

/// Whether this is the feed of one sender.
pub(super) fn is_sender(row: &FeedRow) -> bool {
    row.subscription.url.contains("?from=")
}

/// Notes that the feed of a sender is ended: the mailbox makes no other of it. Does nothing for any
/// other feed.
pub(crate) fn end_sender(library: &mut Library, row: &FeedRow) -> Result<(), LibraryError> {
    let Some((mailbox, sender)) = row.subscription.url.split_once("?from=") else { return Ok(()) };
    let Some(id) = library.feed_at(mailbox)?.filter(|_| row.subscription.kind == FeedKind::Mail)
    else {
        return Ok(());
    };
    library.change_feed(id, |subscription| {
        let mut attributes: Map<String, Value> =
            serde_json::from_str(&subscription.attributes).unwrap_or_default();
        let before = attributes.get(WITHOUT).and_then(Value::as_str).unwrap_or_default();
        let all = format!("{before} {sender}");
        attributes.insert(WITHOUT.into(), all.trim().into());
        subscription.attributes = Value::Object(attributes).to_string();
    })?;
    Ok(())
}

/// The senders whose feeds were ended.
fn ended(row: &FeedRow) -> Vec<String> {
    let attributes: Map<String, Value> =
        serde_json::from_str(&row.subscription.attributes).unwrap_or_default();
    let words = attributes.get(WITHOUT).and_then(Value::as_str).unwrap_or_default();
    words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a look brought.
#[derive(Default)]
struct Looked {
    new: Vec<ArticleId>,
    updated: Vec<ArticleId>,
    /// Mails that could not be read, in words; some of them.
    faults: Vec<String>,
    broken: usize,
}

impl Looked {
    fn fault(&mut self, words: String) {
        self.broken += 1;
        if self.faults.len() < MOST_TOLD {
            self.faults.push(words);
        }
    }
}

/// Looks into a mailbox for mails that came since the last time. With `again` at all of them.
pub(super) fn look(
    library: &mut Library,
    row: &FeedRow,
    again: bool,
    stop: &Stop,
) -> Result<FeedLine, LibraryError> {
    let now = Timestamp::now();
    let mut looked = Looked::default();
    let before = if again { FetchState::default() } else { row.fetch.clone() };
    let mut state =
        FetchState { fetched: Some(now), error: None, state: FeedState::Ok, ..row.fetch.clone() };
    let result = match Mailbox::of(&row.subscription.url) {
        Some(Mailbox::Folder(path)) => folder(library, row, &path, &before, stop, &mut looked),
        Some(Mailbox::File(path)) => {
            file(library, row, &path, &before, stop, &mut looked).map(|end| state.etag = end)
        }
        None => Err(Fault::Words("its address names no mailbox".into())),
    };
    let mut line = FeedLine::of(row, FeedResult::Unchanged);
    if !looked.new.is_empty() || !looked.updated.is_empty() {
        line.result = FeedResult::New;
    }
    match result {
        Ok(()) if looked.broken > 0 => {
            let more = looked.broken - looked.faults.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            line.error = Some(format!("not read: {}{more}", looked.faults.join("; ")));
        }
        Ok(()) => {}
        Err(Fault::Library(error)) => return Err(error),
        Err(Fault::Words(words)) => {
            line.result = FeedResult::Failed;
            line.error = Some(words);
            // What came meanwhile is looked at the next time.
            state = FetchState { fetched: row.fetch.fetched, state: FeedState::Failed, ..state };
        }
    }
    state.error.clone_from(&line.error);
    library.set_fetch_state(row.id, &state)?;
    line.new = looked.new;
    line.updated = looked.updated;
    Ok(line)
}

enum Fault {
    Words(String),
    Library(LibraryError),
}

impl From<LibraryError> for Fault {
    fn from(error: LibraryError) -> Self {
        Self::Library(error)
    }
}

/// The mails of a Maildir whose files came or were moved since the last look: a file's status
/// changes then, also where its time is that of the mail.
fn folder(
    library: &mut Library,
    row: &FeedRow,
    path: &Path,
    before: &FetchState,
    stop: &Stop,
    looked: &mut Looked,
) -> Result<(), Fault> {
    let words = |error: &std::io::Error| Fault::Words(reason(error));
    let since = before.fetched.map_or(i64::MIN, |at| at.as_second() - SLACK);
    let files = mails_of(path)
        .map_err(|error| words(&error))?
        .ok_or_else(|| Fault::Words("it is no Maildir any more".into()))?;
    let mut batch = Vec::new();
    for path in files {
        if stop.is_wished() {
            break;
        }
        let name =
            || crate::text::clean_line(&path.file_name().unwrap_or_default().to_string_lossy());
        // One that is gone meanwhile was moved by another program: the next look finds it.
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.ctime() < since {
            continue;
        }
        if about.len() > LONGEST {
            looked.fault(format!("{}: it is longer than 64 MB", name()));
            continue;
        }
        match file_bytes(&path) {
            Ok(bytes) => put(library, row, &bytes, name, &mut batch, looked)?,
            Err(error) => looked.fault(format!("{}: {}", name(), reason(&error))),
        }
    }
    store(library, row, &mut batch, looked)?;
    Ok(())
}

/// The mails of an mbox behind the end that it had at the last look; all of them where it is not
/// the same file any more. Answers its end.
fn file(
    library: &mut Library,
    row: &FeedRow,
    path: &Path,
    before: &FetchState,
    stop: &Stop,
    looked: &mut Looked,
) -> Result<Option<String>, Fault> {
    let words = |error: std::io::Error| Fault::Words(reason(&error));
    let mut file = File::open(path).map_err(words)?;
    let about = file.metadata().map_err(words)?;
    if !about.is_file() {
        return Err(Fault::Words("it is no file".into()));
    }
    let end = about.len();
    let known = before.etag.as_deref().and_then(|end| end.parse::<u64>().ok()).unwrap_or(0);
    let since = before.fetched.map_or(i64::MIN, |at| at.as_second() - SLACK);
    if known == end && about.ctime() < since {
        return Ok(Some(end.to_string()));
    }
    if !is_beginning(&mut file, known, end).map_err(words)? {
        file.seek(SeekFrom::Start(0)).map_err(words)?;
    }
    let mut batch = Vec::new();
    let reader = BufReader::new(file.take(end));
    for (number, record) in Records::new(ArchiveKind::Mbox, reader, stop.clone()).enumerate() {
        match record {
            Ok(record) => {
                let name = || format!("mail {}", number + 1);
                put(library, row, &record.bytes, name, &mut batch, looked)?;
            }
            Err(error) => looked.fault(error.to_string()),
        }
    }
    store(library, row, &mut batch, looked)?;
    Ok(Some(end.to_string()))
}

/// Whether a mail begins at `at`, where the file ended at the last look; the file stands there then.
fn is_beginning(file: &mut File, at: u64, end: u64) -> std::io::Result<bool> {
    if at == 0 || at >= end {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(at))?;
    let mut word = [0; 5];
    let is_one = file.read_exact(&mut word).is_ok() && &word == b"From ";
    file.seek(SeekFrom::Start(at))?;
    Ok(is_one)
}

/// Reads a mail, and stores what was read once it is enough.
fn put(
    library: &mut Library,
    row: &FeedRow,
    bytes: &[u8],
    name: impl Fn() -> String,
    batch: &mut Vec<(Letter, NewItem)>,
    looked: &mut Looked,
) -> Result<(), LibraryError> {
    let hash = ContentHash::of_bytes(bytes);
    match letter(bytes) {
        Ok(letter) => {
            let id = letter.id.clone().unwrap_or_else(|| format!("mail:{hash}"));
            let item = NewItem::new(Some(id), letter.article.clone(), None);
            batch.push((letter, item));
        }
        Err(error) => looked.fault(format!("{}: {error}", name())),
    }
    if batch.len() >= BATCH { store(library, row, batch, looked) } else { Ok(()) }
}

/// Stores a batch, each mail in the feed of its sender.
fn store(
    library: &mut Library,
    row: &FeedRow,
    batch: &mut Vec<(Letter, NewItem)>,
    looked: &mut Looked,
) -> Result<(), LibraryError> {
    let without = ended(row);
    let mut senders: BTreeMap<String, (String, Vec<NewItem>)> = BTreeMap::new();
    for (letter, item) in batch.drain(..) {
        if without.contains(&letter.sender) {
            continue;
        }
        let (_, items) = senders.entry(letter.sender).or_insert((letter.name, Vec::new()));
        items.push(item);
    }
    let now = Timestamp::now();
    library.together(|library| {
        for (sender, (name, mut items)) in senders {
            items.sort_by_key(|item| std::cmp::Reverse(item.article.published));
            let feed = feed_of(library, row, &sender, &name, now)?;
            let stored = library.store_items(feed, &items, now)?;
            looked.new.extend(stored.new);
            looked.updated.extend(stored.updated);
        }
        Ok(())
    })
}

/// The feed of a sender, made where there is none: in the folder of the mailbox, else in one of its
/// name.
fn feed_of(
    library: &mut Library,
    row: &FeedRow,
    sender: &str,
    name: &str,
    now: Timestamp,
) -> Result<FeedId, LibraryError> {
    let url = format!("{}?from={sender}", row.subscription.url);
    if let Some(known) = library.feed_at(&url)? {
        return Ok(known);
    }
    let folder = match row.subscription.folder {
        Some(folder) => folder,
        None => library.folder(None, row.name(), "{}")?,
    };
    let subscription = Subscription {
        kind: FeedKind::Mail,
        title: name.to_owned(),
        folder: Some(folder),
        // No letter's page is asked for by itself: asking would tell its sender who reads.
        full_text: FullText::Never,
        ..Subscription::to(&url)
    };
    Ok(library.add_feed(&subscription, now)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::Folder;

    fn mail(from: &str, id: u32, words: &str) -> String {
        format!(
            "From: {from}\nSubject: Letter {id}\nMessage-ID: <{id}@harbour.example>\n\
             Date: Mon, 2 Mar 2026 06:{id:02}:00 +0000\nMIME-Version: 1.0\n\n{words}\n"
        )
    }

    /// A library with a mailbox at `url`.
    fn subscribed(folder: &Folder, mailbox: &Mailbox) -> (Library, FeedId) {
        let mut library = folder.library();
        let (id, _) = library.add_feed(&mailbox.subscription(), Timestamp::now()).unwrap();
        (library, id)
    }

    fn look_at(library: &mut Library, id: FeedId) -> FeedLine {
        let row = library.feed(id).unwrap();
        look(library, &row, false, &Stop::default()).unwrap()
    }

    fn senders(library: &Library) -> Vec<(String, u32)> {
        let rows = library.feeds().unwrap();
        let senders = rows.iter().filter(|row| is_sender(row));
        senders.map(|row| (row.name().to_owned(), row.items)).collect()
    }

    #[test]
    fn each_sender_of_a_maildir_is_a_feed_and_new_mails_come_with_the_next_look() {
        let folder = Folder::new();
        let path = folder.path().join("news");
        for part in ["cur", "new", "tmp"] {
            fs::create_dir_all(path.join(part)).unwrap();
        }
        let put = |name: &str, mail: String| fs::write(path.join("new").join(name), mail).unwrap();
        put("1.a", mail("Harbour Weekly <Letter@harbour.example>", 1, "The bridge opens."));
        put("2.a", mail("letter@HARBOUR.example", 2, "The quay closes."));
        put("3.a", mail("\"Pier\" <pier@sea.example>", 3, "The pier is wet."));
        put("4.a", "no mail".into());
        let mailbox = Mailbox::named(path.to_str().unwrap()).unwrap().unwrap();
        let (mut library, id) = subscribed(&folder, &mailbox);
        let line = look_at(&mut library, id);
        assert_eq!((line.result, line.new.len()), (FeedResult::New, 3));
        assert!(line.error.unwrap().contains("4.a"), "what cannot be read is named");
        assert_eq!(senders(&library), [("Harbour Weekly".into(), 2), ("Pier".into(), 1)]);
        // Moved by another program, as mail readers do.
        fs::rename(path.join("new/1.a"), path.join("cur/1.a:2,S")).unwrap();
        fs::remove_file(path.join("new/4.a")).unwrap();
        put("5.a", mail("pier@sea.example", 5, "The pier is dry."));
        let line = look_at(&mut library, id);
        assert_eq!((line.new.len(), line.error), (1, None));
        assert_eq!(look_at(&mut library, id).result, FeedResult::Unchanged);
        // A feed that was ended does not come back with the next letter.
        let pier = library.feeds().unwrap().into_iter().find(|row| row.name() == "Pier").unwrap();
        end_sender(&mut library, &pier).unwrap();
        library.remove_feed(pier.id).unwrap();
        put("6.a", mail("pier@sea.example", 6, "The pier is gone."));
        look_at(&mut library, id);
        assert_eq!(senders(&library), [("Harbour Weekly".into(), 2)]);
        fs::remove_dir_all(&path).unwrap();
        let line = look_at(&mut library, id);
        assert_eq!(line.result, FeedResult::Failed);
        assert_eq!(senders(&library), [("Harbour Weekly".into(), 2)]);
    }

    #[test]
    fn an_mbox_is_read_on_from_where_it_ended() {
        let folder = Folder::new();
        let path = folder.path().join("letters.mbox");
        let line = "From a@b.example Mon Mar  2 06:00:00 2026\n";
        let mut all = String::new();
        for id in 1..=3 {
            all.push_str(&format!("{line}{}\n", mail("a@b.example", id, "The ferry was late.")));
        }
        fs::write(&path, &all).unwrap();
        let mailbox = Mailbox::named(&format!("mbox:{}", path.display())).unwrap().unwrap();
        let (mut library, id) = subscribed(&folder, &mailbox);
        assert_eq!(look_at(&mut library, id).new.len(), 3);
        assert_eq!(look_at(&mut library, id).new.len(), 0);
        let more = format!("{all}{line}{}\n", mail("c@d.example", 4, "It was on time."));
        fs::write(&path, &more).unwrap();
        assert_eq!(look_at(&mut library, id).new.len(), 1);
        // Taken apart by another program: what is there is known, and nothing is lost.
        fs::write(&path, format!("{line}{}\n", mail("c@d.example", 4, "It was on time."))).unwrap();
        assert_eq!(look_at(&mut library, id).new.len(), 0);
        assert_eq!(senders(&library), [("a@b.example".into(), 3), ("c@d.example".into(), 1)]);
    }

    #[test]
    fn only_its_reader_makes_a_mailbox() {
        assert!(Mailbox::named("https://a.example/").is_none());
        assert!(Mailbox::named("maildir:/no/such/folder").is_some_and(|named| named.is_err()));
        assert_eq!(Mailbox::of("maildir:/x?from=a@b.example"), Some(Mailbox::Folder("/x".into())));
        assert_eq!(Mailbox::of("https://a.example/maildir:"), None);
    }
}
