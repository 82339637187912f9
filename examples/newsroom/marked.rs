//! Reads an annotated article: the text without its marks, and what the marks say of it.
//!
//! The form is described in `assets/newsroom/RULES.md`. Ranges are bytes of the text.

use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) const KINDS: [&str; 20] = [
    "agency",
    "broadsheet",
    "tabloid",
    "broadcaster",
    "local",
    "business",
    "science",
    "court",
    "sports",
    "obituary",
    "interview",
    "live",
    "release",
    "speech",
    "parliament",
    "posts",
    "opinion",
    "factcheck",
    "review",
    "correction",
];
const ENGLISH: [&str; 6] = ["American", "British", "Irish", "Indian", "African", "Australian"];
const NAME_KINDS: [&str; 7] =
    ["person", "place", "organization", "group", "event", "work", "other"];
pub(crate) const ACTS: [&str; 10] = [
    "states", "denies", "asks", "urges", "promises", "warns", "accuses", "thinks", "agrees",
    "refuses",
];
pub(crate) const SOURCES: [&str; 6] =
    ["person", "body", "unnamed_person", "group", "document", "none"];

/// One article of the newsroom.
#[derive(Debug, Default)]
pub(crate) struct Marked {
    pub id: String,
    pub kind: String,
    pub english: String,
    pub date: String,
    pub byline: Option<String>,
    pub text: String,
    pub blocks: Vec<Block>,
    pub names: Vec<Name>,
    /// By the number in the marks.
    pub quotes: BTreeMap<u32, Quotation>,
    /// What cannot be: a mark that is not closed, a line without a quotation, and the like.
    pub faults: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub kind: &'static str,
    pub level: Option<u8>,
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub range: Range<usize>,
    pub kind: String,
    /// Names with one number are the same.
    pub entity: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quotation {
    pub parts: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub speaker: Vec<Range<usize>>,
    pub addressee: Vec<Range<usize>>,
    pub via: Vec<Range<usize>>,
    /// What its line `→` says; `None` where it has none.
    pub line: Option<Line>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub kind: String,
    pub act: String,
    pub not_said: bool,
    /// `possible` or `planned`; empty where it is certain.
    pub modality: String,
    /// The fullest names of those who speak; empty where nobody is named.
    pub speakers: Vec<String>,
    pub source: String,
    /// The quotation that this one repeats.
    pub copy: Option<u32>,
}

impl Marked {
    /// Reads a file; `id` is its folder and name.
    pub(crate) fn read(id: &str, file: &str) -> Self {
        let mut article = Self { id: id.to_owned(), ..Self::default() };
        let file = file.replace("\r\n", "\n");
        let (head, body) = file.split_once("\n\n").unwrap_or((&file, ""));
        article.head(head);
        for block in body.split("\n\n").filter(|block| !block.trim().is_empty()) {
            article.block(block.trim_matches('\n'));
        }
        article.whole();
        article
    }

    /// The words of an entity's names, the fullest first.
    pub(crate) fn names_of(&self, entity: u32) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .names
            .iter()
            .filter(|name| name.entity == entity)
            .map(|name| &self.text[name.range.clone()])
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
        names.dedup();
        names
    }

    fn fault(&mut self, words: impl Into<String>) {
        self.faults.push(words.into());
    }

    fn head(&mut self, head: &str) {
        for line in head.lines() {
            match line.split_once(": ") {
                Some(("kind", kind)) => kind.trim().clone_into(&mut self.kind),
                Some(("english", english)) => english.trim().clone_into(&mut self.english),
                Some(("date", date)) => date.trim().clone_into(&mut self.date),
                Some(("byline", byline)) => self.byline = Some(byline.trim().to_owned()),
                _ => self.fault(format!("head: {line}")),
            }
        }
        if !KINDS.contains(&self.kind.as_str()) {
            self.fault(format!("there is no kind “{}”", self.kind));
        }
        if !ENGLISH.contains(&self.english.as_str()) {
            self.fault(format!("there is no English “{}”", self.english));
        }
        if self.date.parse::<jiff::civil::Date>().is_err() {
            self.fault(format!("“{}” is no date", self.date));
        }
    }

    fn block(&mut self, block: &str) {
        let (lines, words): (Vec<&str>, Vec<&str>) =
            block.lines().partition(|line| line.starts_with('→'));
        let words = words.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        let (kind, level, words) = shape(&words);
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.unmark(words);
        self.blocks.push(Block { kind, level, range: start..self.text.len() });
        for line in lines {
            match read_line(line) {
                Some((number, line)) => match self.quotes.get_mut(&number) {
                    Some(quote) if quote.line.is_none() => quote.line = Some(line),
                    Some(_) => self.fault(format!("quotation {number} has two lines")),
                    None => self.fault(format!("no part stands before the line of {number}")),
                },
                None => self.fault(format!("no line of a quotation: {line}")),
            }
        }
    }

    /// Takes the marks out of a block's words and keeps what they say.
    fn unmark(&mut self, words: &str) {
        let mut open: Vec<(char, Vec<u32>, usize)> = Vec::new();
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            let inside = open.last().map(|mark| mark.0);
            if let Some((mark, numbers, after)) = opening(rest) {
                open.push((mark, numbers, self.text.len()));
                rest = after;
                continue;
            }
            rest = &rest[c.len_utf8()..];
            match c {
                '|' if inside == Some('«') => {
                    let (claim, after) = rest.split_once('»').unwrap_or((rest, ""));
                    rest = after;
                    let start = open.pop().map_or(0, |mark| mark.2);
                    self.name(start, claim);
                }
                '»' => self.fault("» closes no name"),
                '}' | '>' => self.close(&mut open, c),
                '_' | '^' | '~' if inside == Some(c) => self.close(&mut open, c),
                '{' | '<' | '_' | '^' | '~' => self.fault(format!("a stray {c} in: {words}")),
                _ => self.text.push(c),
            }
        }
        for (mark, ..) in open {
            self.fault(format!("{mark} is not closed in: {words}"));
        }
    }

    fn name(&mut self, start: usize, claim: &str) {
        let range = start..self.text.len();
        let words = &self.text[range.clone()];
        match claim.split_once(' ').map(|(kind, number)| (kind, number.parse())) {
            Some((kind, Ok(entity))) if NAME_KINDS.contains(&kind) && !words.trim().is_empty() => {
                self.names.push(Name { range, kind: kind.to_owned(), entity });
            }
            _ => self.fault(format!("“{words}” is claimed to be “{claim}”")),
        }
    }

    fn close(&mut self, open: &mut Vec<(char, Vec<u32>, usize)>, c: char) {
        let wanted = match c {
            '}' => '{',
            '>' => '<',
            c => c,
        };
        if open.last().is_none_or(|mark| mark.0 != wanted) {
            self.fault(format!("{c} closes nothing, or crosses another mark"));
            return;
        }
        let Some((_, numbers, start)) = open.pop() else { return };
        let range = start..self.text.len();
        let words = &self.text[range.clone()];
        if words.is_empty() || words.trim() != words {
            let words = words.to_owned();
            self.fault(format!("a mark of nothing, or with spaces at its ends: “{words}”"));
        }
        for number in numbers {
            let quote = self.quotes.entry(number).or_default();
            match wanted {
                '{' => quote.parts.push(range.clone()),
                '<' => quote.speaker.push(range.clone()),
                '_' => quote.cue.push(range.clone()),
                '^' => quote.addressee.push(range.clone()),
                _ => quote.via.push(range.clone()),
            }
        }
    }

    /// Looks at what can be seen only when all is read.
    fn whole(&mut self) {
        let mut faults = Vec::new();
        let mut entities: BTreeMap<u32, &str> = BTreeMap::new();
        for name in &self.names {
            if *entities.entry(name.entity).or_insert(&name.kind) != name.kind {
                faults.push(format!("entity {} is of two kinds", name.entity));
            }
        }
        if !entities.keys().copied().eq(1..=entities.len() as u32) {
            faults.push(format!("the numbers of the entities have gaps: {:?}", entities.keys()));
        }
        for (number, quote) in &self.quotes {
            faults.extend(
                self.faults_of(quote).into_iter().map(|fault| format!("{number}: {fault}")),
            );
        }
        let words = self.text.split_whitespace().count();
        if !(120..=520).contains(&words) {
            faults.push(format!("it has {words} words"));
        }
        self.faults.extend(faults);
    }

    fn faults_of(&self, quote: &Quotation) -> Vec<String> {
        let mut faults = Vec::new();
        let Some(line) = &quote.line else { return vec!["it has no line".into()] };
        if quote.parts.is_empty() {
            faults.push("it has no part".into());
        }
        for range in quote.cue.iter().chain(&quote.speaker) {
            if quote.parts.iter().any(|part| range.start < part.end && part.start < range.end) {
                faults.push(format!("“{}” stands inside its part", &self.text[range.clone()]));
            }
        }
        if line.source == "none" && !quote.speaker.is_empty() {
            faults.push("it has a source, and its line says none".into());
        }
        if line.kind == "direct" {
            for part in &quote.parts {
                let words = &self.text[part.clone()];
                if words.starts_with(['“', '"', '‘']) && words.ends_with(['”', '"', '’']) {
                    faults.push(format!("direct words with their marks: {words}"));
                }
            }
        }
        for speaker in &line.speakers {
            let fullest = self.names.iter().any(|name| {
                &self.text[name.range.clone()] == speaker
                    && self.names_of(name.entity)[0].chars().count() == speaker.chars().count()
            });
            if !fullest {
                faults.push(format!("“{speaker}” is not the fullest name of anybody"));
            }
        }
        if line.copy.is_some_and(|copy| !self.quotes.contains_key(&copy)) {
            faults.push("what it repeats is not there".into());
        }
        faults
    }
}

/// The kind of a block by its first sign, with a heading's level, and the words behind it.
fn shape(words: &str) -> (&'static str, Option<u8>, &str) {
    let kinds = [
        ("# ", "heading", Some(1)),
        ("## ", "heading", Some(2)),
        ("> ", "block_quote", None),
        ("- ", "list_item", None),
        ("| ", "caption", None),
    ];
    for (sign, kind, level) in kinds {
        if let Some(words) = words.strip_prefix(sign) {
            return (kind, level, words);
        }
    }
    ("paragraph", None, words)
}

/// A mark that opens here: its sign, its numbers (none for a name), and what stands behind.
fn opening(rest: &str) -> Option<(char, Vec<u32>, &str)> {
    let mark = rest.chars().next()?;
    let after = &rest[mark.len_utf8()..];
    match mark {
        '«' => Some((mark, Vec::new(), after)),
        '{' | '<' | '_' | '^' | '~' => {
            let (numbers, after) = after.split_once(':')?;
            let numbers: Option<Vec<u32>> =
                numbers.split(',').map(|number| number.parse().ok()).collect();
            Some((mark, numbers?, after))
        }
        _ => None,
    }
}

/// `→ 3 indirect denies not_said planned: Karin Holm (person) copy 1`.
fn read_line(line: &str) -> Option<(u32, Line)> {
    let (claim, source) = line.trim_start_matches('→').trim().split_once(": ")?;
    let mut claim = claim.split_whitespace();
    let number = claim.next()?.parse().ok()?;
    let mut read = Line {
        kind: claim
            .next()
            .filter(|kind| ["direct", "mixed", "indirect"].contains(kind))?
            .to_owned(),
        act: claim.next().filter(|act| ACTS.contains(act))?.to_owned(),
        ..Line::default()
    };
    for word in claim {
        match word {
            "not_said" => read.not_said = true,
            "possible" | "planned" => word.clone_into(&mut read.modality),
            _ => return None,
        }
    }
    let (source, copy) = match source.rsplit_once(" copy ") {
        Some((source, copy)) => (source, Some(copy.trim().parse().ok()?)),
        None => (source, None),
    };
    read.copy = copy;
    let (names, kind) = source.trim().strip_suffix(')')?.rsplit_once('(')?;
    Some(kind).filter(|kind| SOURCES.contains(kind))?.clone_into(&mut read.source);
    let names = names.trim();
    if !names.is_empty() {
        read.speakers = names.split(" + ").map(str::to_owned).collect();
    }
    let named = matches!(kind, "person" | "body");
    let unnamed = matches!(kind, "unnamed_person" | "none");
    let is_named = !read.speakers.is_empty();
    ((is_named || !named) && !(is_named && unnamed)).then_some((number, read))
}

#[cfg(test)]
mod tests {
    use super::Marked;

    const HEAD: &str = "kind: court\nenglish: Irish\ndate: 2026-03-04\n\n";

    fn faults(body: &str) -> Vec<String> {
        let filler = "word ".repeat(130);
        Marked::read("x", &format!("{HEAD}{body}\n\n{filler}")).faults
    }

    #[test]
    fn marks_are_taken_out_and_kept() {
        let body = "# Harbour firm “{2:was warned}”\n→ 2 direct states: (none)\n\n\
                    <1:Ms «Ana Ruiz|person 1»> _1:denied_ {1:that\n«Oltec|organization 2» knew}.\n\
                    → 1 indirect denies: Ana Ruiz (person)";
        assert_eq!(faults(body), Vec::<String>::new());
        let article = Marked::read("x", &format!("{HEAD}{body}"));
        assert_eq!(
            article.text,
            "Harbour firm “was warned”\n\nMs Ana Ruiz denied that Oltec knew."
        );
        assert_eq!(&article.text[article.quotes[&1].parts[0].clone()], "that Oltec knew");
        assert_eq!(article.names.len(), 2);
        assert_eq!(article.blocks[0].level, Some(1));
    }

    #[test]
    fn what_cannot_be_is_named() {
        let line = "\n→ 1 indirect denies: (group)";
        assert_eq!(faults(&format!("<1:They> _1:denied_ {{1:it}}.{line}")), Vec::<String>::new());
        for body in [
            "{1:no line}",
            "{1:a {2:crossed} b",
            "<1:They _1:denied_ {1:it}>.\n→ 1 indirect denies: (group)",
            "{1:cue _1:inside_ it}\n→ 1 indirect denies: (group)",
            "«Ana|persn 1»",
            "«Ana|person 2»",
            "{1:it} said «Ana Ruiz|person 1».\n→ 1 indirect states: Ana (person)",
            "{1:it}\n→ 1 indirect shouts: (group)",
            "<1:he> {1:it}\n→ 1 indirect states: (none)",
            "“{1:“it”}”\n→ 1 direct states: (none)",
        ] {
            assert!(!faults(body).is_empty(), "{body}");
        }
    }
}
