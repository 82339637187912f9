//! Reading marks back: from what `dateline bookmarks --json` printed, line by line, and from other
//! programs' annotations. Twice is without harm.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Write};
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Deserialize;

use super::Failure;
use super::global::Global;
use super::import_annotations::{Noted, Read, annotations_in, annotations_of_line};
use super::lines::{count, shortened};
use crate::annotation::{Mark, MarkKind};
use crate::library::{Library, ReadingId, TextIdentity};
use crate::text::{Anchor, CodePoints, ContentHash, Document, Further, Places, Sketch, Span};

/// So many faults, and so many marks without a place, are told one by one.
const TOLD: usize = 50;

/// Marks on their way into the library.
pub(super) struct MarksImport {
    /// The time of marks that tell none.
    now: Timestamp,
    noted: Vec<Noted>,
    faults: usize,
    passed_over: usize,
}

impl MarksImport {
    pub(super) fn at(now: Timestamp) -> Self {
        Self { now, noted: Vec::new(), faults: 0, passed_over: 0 }
    }

    /// Takes in a file. What is no mark is told, and the rest goes on.
    pub(super) fn read(&mut self, name: &str, text: &str) {
        if let Some(all) = annotations_in(text) {
            for (index, read) in all.into_iter().enumerate() {
                self.take(read, || format!("{name}, annotation {}", index + 1));
            }
            return;
        }
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        if matches!(first, "{" | "[") {
            // One value over many lines, not a line each.
            let why = match serde_json::from_str::<serde_json::Value>(text) {
                Ok(_) => "this is neither a mark nor an annotation".to_owned(),
                Err(error) => format!("this is no JSON: {error}"),
            };
            return self.fault(name, &why);
        }
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = || format!("{name}, line {}", index + 1);
            match annotations_of_line(line) {
                Some(all) => all.into_iter().for_each(|read| self.take(read, place)),
                None => match mark_of_line(line) {
                    Ok((text, mark)) => {
                        self.noted.push(Noted { text, mark, position: None, dated: true })
                    }
                    Err(reason) => self.fault(&place(), &reason),
                },
            }
        }
    }

    fn take(&mut self, read: Read, place: impl Fn() -> String) {
        match read {
            Read::Noted(noted) => self.noted.extend(noted),
            Read::Wrong(reason) => self.fault(&place(), &reason),
            Read::PassedOver(reason) => {
                self.passed_over += 1;
                if self.passed_over <= TOLD {
                    eprintln!("hint: {}: {reason}; it is left out", place());
                }
            }
        }
    }

    fn fault(&mut self, place: &str, reason: &str) {
        self.faults += 1;
        if self.faults <= TOLD {
            eprintln!("error: {place}: {reason}");
        }
    }

    /// Saves the marks at once and says how many were new, and which have no place in the text that
    /// the library keeps.
    pub(super) fn save(mut self, global: &Global) -> Result<ExitCode, Failure> {
        let (mut added, mut all) = (0, 0);
        if !self.noted.is_empty() {
            let mut library = Library::open(&global.library_path()?)?;
            self.place(&library)?;
            all = self.noted.len();
            self.leave_known(&library)?;
            let noted = std::mem::take(&mut self.noted);
            let marks: Vec<_> = noted.into_iter().map(|noted| (noted.text, noted.mark)).collect();
            added = library.import_marks(&marks, self.now)?;
        }
        for (number, of) in [(self.faults, "faults"), (self.passed_over, "left out")] {
            if number > TOLD {
                eprintln!("hint: {} more {of} are not told one by one", number - TOLD);
            }
        }
        writeln!(io::stdout().lock(), "{added} of {all} marks were new")?;
        Ok(if self.faults > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }

    /// Looks each mark up in the text that the library keeps under its address: words are found by
    /// their position where none are given, and what has no place is told.
    fn place(&mut self, library: &Library) -> Result<(), Failure> {
        let mut by_source: BTreeMap<String, Vec<Noted>> = BTreeMap::new();
        for noted in std::mem::take(&mut self.noted) {
            let source = noted.text.source.clone().unwrap_or_default();
            by_source.entry(source).or_default().push(noted);
        }
        let mut orphans = 0_usize;
        for (source, noted) in by_source {
            let address = Some(source.as_str()).filter(|source| source.starts_with("http"));
            let kept = address.map(|url| library.find_article(Some(url), None)).transpose()?;
            let article = kept.flatten().and_then(|id| library.article(id).ok());
            let name = shortened(&source, 80);
            let Some(article) = article else {
                // Nothing is known of its text: what has words waits for it.
                let (worded, bare): (Vec<_>, Vec<_>) =
                    noted.into_iter().partition(|noted| noted.position.is_none());
                self.noted.extend(worded);
                for _ in bare {
                    self.take(Read::PassedOver("no words, and a text that is not kept"), || {
                        name.clone()
                    });
                }
                continue;
            };
            let document = &*article.document;
            let (places, points) = (Places::of(document), CodePoints::new(document.text()));
            for mut noted in noted {
                if let Some((start, end)) = noted.position {
                    let Some(span) = span_of(document, &points, (start, end)) else {
                        self.fault(&name, &format!("the range {start}–{end} is not in the text"));
                        continue;
                    };
                    noted.mark.anchor = Anchor::of(document, span);
                } else if places.place(&noted.mark.anchor).span().is_none() {
                    orphans += 1;
                    if orphans <= TOLD {
                        let words = shortened(&noted.mark.anchor.exact, 60);
                        eprintln!("hint: {name}: an orphan, not in the text: “{words}”");
                    }
                }
                self.noted.push(noted);
            }
        }
        if orphans > 0 {
            eprintln!("hint: {}; they are kept", count(orphans, "orphan"));
        }
        Ok(())
    }

    /// Leaves out marks without a time whose words and note are there already.
    fn leave_known(&mut self, library: &Library) -> Result<(), Failure> {
        let mut known: HashMap<ReadingId, HashSet<(String, String)>> = HashMap::new();
        let mut new = Vec::with_capacity(self.noted.len());
        for mut noted in std::mem::take(&mut self.noted) {
            if noted.dated {
                new.push(noted);
                continue;
            }
            let words = (noted.mark.anchor.exact.clone(), noted.mark.note.clone());
            let is_known = match library.reading(&noted.text)? {
                None => false,
                Some(reading) => {
                    if let Entry::Vacant(entry) = known.entry(reading) {
                        let marks = library.marks_of(&[reading])?.into_iter();
                        let words = marks.map(|row| (row.mark.anchor.exact, row.mark.note));
                        entry.insert(words.collect());
                    }
                    known[&reading].contains(&words)
                }
            };
            if !is_known {
                noted.mark.created = self.now;
                noted.mark.changed = self.now;
                new.push(noted);
            }
        }
        self.noted = new;
        Ok(())
    }
}

/// The span of a range in code points; `None` where it is empty or not all in the text.
fn span_of(document: &Document, points: &CodePoints<'_>, range: (u32, u32)) -> Option<Span> {
    let (start, end) = (points.to_byte(range.0), points.to_byte(range.1));
    let whole = [range.0, range.1] == points.range(Span::new(start.min(end), end));
    (range.0 < range.1 && whole && end <= document.span().end()).then(|| Span::new(start, end))
}

#[derive(Deserialize)]
struct Line {
    kind: String,
    name: Option<char>,
    role: Option<u8>,
    exact: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    anchor: Around,
    #[serde(default)]
    article: ArticleLine,
    created: String,
    changed: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Around {
    prefix: String,
    suffix: String,
    position: f64,
    paragraph: u32,
    whole: bool,
    further: Further,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ArticleLine {
    title: Option<String>,
    source: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    hash: Option<String>,
    sketch: Option<String>,
}

/// One line as a mark and the text that it belongs to; an error in words.
pub(super) fn mark_of_line(line: &str) -> Result<(TextIdentity, Mark), String> {
    let line: Line =
        serde_json::from_str(line).map_err(|error| format!("this is no mark: {error}"))?;
    let kind = match (line.kind.as_str(), line.name) {
        ("bookmark", _) => MarkKind::Bookmark,
        ("mark", Some(letter @ 'a'..='z')) => MarkKind::Mark(letter),
        ("mark", _) => return Err("a named mark needs a name from a to z".into()),
        ("note", _) => MarkKind::Note,
        ("highlight", _) => MarkKind::Highlight(line.role.unwrap_or_default()),
        (other, _) => {
            return Err(format!("“{}” is no kind of mark", crate::text::clean_line(other)));
        }
    };
    let ArticleLine { title, source, byline, published, hash, sketch } = line.article;
    let time = |words: &str| {
        words
            .parse::<Timestamp>()
            .map_err(|_| format!("“{}” is no time", crate::text::clean_line(words)))
    };
    let created = time(&line.created)?;
    let changed = line.changed.as_deref().map_or(Ok(created), time)?;
    let published = published.and_then(|words| words.parse().ok());
    // A file of another origin may have no hash: then its source and title say what belongs
    // together.
    let named = || {
        ContentHash::of(&format!(
            "{}\n{}",
            source.as_deref().unwrap_or_default(),
            title.as_deref().unwrap_or_default()
        ))
    };
    let hash = hash.as_deref().and_then(hash_of).unwrap_or_else(named);
    let sketch = sketch.as_deref().and_then(bytes_of).and_then(|bytes| Sketch::from_bytes(&bytes));
    let Around { prefix, suffix, position, paragraph, whole, further } = line.anchor;
    let anchor = Anchor { exact: line.exact, prefix, suffix, position, paragraph, whole, further };
    let mark = Mark { kind, anchor, note: line.note, created, changed };
    Ok((TextIdentity { article: None, source, hash, title, byline, published, sketch }, mark))
}

fn hash_of(digits: &str) -> Option<ContentHash> {
    Some(ContentHash::from_bytes(bytes_of(digits)?.try_into().ok()?))
}

/// The bytes that pairs of hexadecimal digits stand for.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::mark_of_line;

    #[test]
    fn what_is_no_mark_is_named() {
        assert!(mark_of_line("[]").unwrap_err().contains("no mark"));
        let line =
            r#"{"kind": "mark", "name": "B", "exact": "x", "created": "2024-01-01T00:00:00Z"}"#;
        assert!(mark_of_line(line).unwrap_err().contains("a to z"));
    }
}
