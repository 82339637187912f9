//! RSS and Atom, in any mixture, from tokens.
//!
//! Elements are known by their last name and, where it matters, their prefix; a stack of names says
//! whose child each is. What is deeper than a channel's or an item's own children (an image's
//! title, a source's link) does not count as theirs.

use super::super::address::resolve;
use super::super::date::parse_date;
use super::super::markup::{Scanner, Token, attribute, decode};
use super::model::{Enclosure, Feed, FeedError, FeedKind, Item, MOST_ITEMS};
use super::value::{Form, html, line, literal};
use crate::text::clean_line;

/// Elements open at once that are remembered; deeper ones are passed over.
const DEEPEST: usize = 64;

/// Reads the whole. `address` is where the feed came from.
pub fn read(text: &str, address: Option<&str>) -> Result<Feed, FeedError> {
    let mut reader = Reader {
        scanner: Scanner::new(text),
        address,
        stack: Vec::new(),
        bases: Vec::new(),
        feed: Feed::default(),
        item: None,
        seen: Seen::Nothing,
        unclosed: Vec::new(),
        deeper: 0,
        links: Links::default(),
        feed_links: Links::default(),
    };
    reader.run();
    reader.finish()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seen {
    Nothing,
    Feed,
    Page,
    Opml,
}

/// Links of a feed or an item, the better kept.
#[derive(Default)]
struct Links {
    best: Option<String>,
    rank: u8,
    guid: Option<String>,
}

impl Links {
    fn offer(&mut self, url: Option<String>, rank: u8) {
        if let Some(url) = url
            && rank > self.rank
        {
            (self.best, self.rank) = (Some(url), rank);
        }
    }

    fn take(&mut self) -> Option<String> {
        let links = std::mem::take(self);
        links.best.or(links.guid)
    }
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    address: Option<&'a str>,
    stack: Vec<&'a str>,
    /// `xml:base` in force, with the depth at which it was set.
    bases: Vec<(usize, String)>,
    feed: Feed,
    item: Option<Item>,
    seen: Seen,
    /// Names whose end was looked for and is nowhere behind.
    unclosed: Vec<&'a str>,
    /// Open elements below [`DEEPEST`].
    deeper: usize,
    links: Links,
    feed_links: Links,
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn is(name: &str, other: &str) -> bool {
    split(name).1.eq_ignore_ascii_case(other)
}

impl<'a> Reader<'a> {
    fn run(&mut self) {
        while let Some(token) = self.scanner.next() {
            match token {
                Token::Start { name, attributes, is_empty } => {
                    self.start(name, attributes, is_empty);
                    if self.feed.is_cut {
                        return;
                    }
                }
                Token::End { name } => self.end(name),
                Token::Text(_) | Token::Literal(_) => {}
            }
        }
    }

    fn base(&self) -> Option<&str> {
        self.bases.last().map(|(_, base)| base.as_str()).or(self.address)
    }

    fn resolve(&self, reference: &str) -> Option<String> {
        let reference = reference.trim();
        if reference.is_empty() { None } else { resolve(reference, self.base()) }
    }

    fn start(&mut self, name: &'a str, attributes: &'a str, is_empty: bool) {
        let local = split(name).1.to_ascii_lowercase();
        if self.seen == Seen::Nothing {
            self.root(&local);
        }
        let is_item = matches!(local.as_str(), "item" | "entry") && !self.parent_is("source");
        if is_item {
            self.leave_containers();
        }
        if !is_empty && self.stack.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        if let Some(base) = attribute(attributes, "xml:base") {
            let base = resolve(&base, self.base()).unwrap_or_else(|| base.into_owned());
            self.bases.push((self.stack.len() + 1, base));
        }
        if is_item {
            self.close_item();
            if self.feed.items.len() >= MOST_ITEMS {
                self.feed.is_cut = true;
                return;
            }
            let id = attribute(attributes, "rdf:about")
                .map(|about| clean_line(&about))
                .filter(|id| !id.is_empty());
            let language = attribute(attributes, "xml:lang").map(|lang| clean_line(&lang));
            self.item = Some(Item {
                id,
                language,
                base: self.bases.last().map(|(_, base)| base.clone()),
                ..Item::default()
            });
            if local == "entry" {
                self.feed.kind = FeedKind::Atom;
            }
        } else if self.is_field() && self.field(name, &local, attributes, is_empty) {
            self.drop_base();
            return;
        }
        if is_empty {
            self.drop_base();
        } else {
            self.stack.push(name);
        }
    }

    /// An item stands in its channel, whatever was left open before it.
    fn leave_containers(&mut self) {
        let own = self
            .stack
            .iter()
            .rposition(|open| ["channel", "feed", "rss", "rdf"].iter().any(|name| is(open, name)));
        self.stack.truncate(own.map_or(0, |at| at + 1));
        self.deeper = 0;
        self.drop_base();
    }

    fn drop_base(&mut self) {
        let depth = self.stack.len();
        while self.bases.last().is_some_and(|(at, _)| *at > depth) {
            self.bases.pop();
        }
    }

    fn root(&mut self, local: &str) {
        self.seen = match local {
            "html" | "body" | "head" => Seen::Page,
            "opml" => Seen::Opml,
            "rss" | "rdf" | "channel" | "feed" | "item" | "entry" => Seen::Feed,
            _ => Seen::Nothing,
        };
        if matches!(local, "feed" | "entry") {
            self.feed.kind = FeedKind::Atom;
        }
    }

    fn end(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if let Some(index) =
            self.stack.iter().rposition(|open| *open == name || open.eq_ignore_ascii_case(name))
        {
            self.stack.truncate(index);
            self.drop_base();
        }
        if is(name, "item") || is(name, "entry") {
            self.close_item();
        }
    }

    fn parent_is(&self, name: &str) -> bool {
        self.stack.last().is_some_and(|open| is(open, name))
    }

    /// Is the place one where an element says something of the feed or the item itself?
    fn is_field(&self) -> bool {
        let Some(parent) = self.stack.last() else { return false };
        let parent = split(parent).1;
        let own = [
            "channel",
            "feed",
            "item",
            "entry",
            "rss",
            "rdf",
            "skiphours",
            "skipdays",
            "group",
            "author",
            "managingeditor",
        ];
        own.iter().any(|name| parent.eq_ignore_ascii_case(name))
    }

    /// The inside of the element that has just begun, up to its end; what follows is read from
    /// behind that.
    fn inside(&mut self, name: &'a str, is_empty: bool) -> Option<&'a str> {
        if is_empty {
            return None;
        }
        let text = self.scanner.text;
        let from = self.scanner.at;
        let mut at = from;
        if self.unclosed.contains(&name) {
            return None;
        }
        loop {
            let bytes = &text.as_bytes()[at..];
            let Some(offset) = memchr::memmem::find(bytes, b"</") else { break };
            // What a CDATA section holds may look like the end.
            if let Some(literal) = memchr::memmem::find(&bytes[..offset], b"<![CDATA[") {
                let behind = at + literal + 9;
                let Some(end) = memchr::memmem::find(&text.as_bytes()[behind..], b"]]>") else {
                    break;
                };
                at = behind + end + 3;
                continue;
            }
            at += offset + 2;
            let ends = text
                .as_bytes()
                .get(at..at + name.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
                && text
                    .as_bytes()
                    .get(at + name.len())
                    .is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'>');
            if ends {
                let inside = &text[from..at - 2];
                let close = memchr::memchr(b'>', &text.as_bytes()[at..])
                    .map_or(text.len(), |offset| at + offset + 1);
                self.scanner.at = close;
                return Some(inside);
            }
        }
        self.unclosed.push(name);
        // Without an end the value goes to the next tag.
        let end = memchr::memchr(b'<', &text.as_bytes()[from..])
            .map_or(text.len(), |offset| from + offset);
        Some(&text[from..end])
    }

    /// Reads a field; `false` where the element is none, and its children are to be walked.
    fn field(&mut self, name: &'a str, local: &str, attributes: &'a str, is_empty: bool) -> bool {
        let prefix = split(name).0.to_ascii_lowercase();
        let is_atom =
            prefix.starts_with("atom") || prefix.is_empty() && self.feed.kind == FeedKind::Atom;
        let foreign = matches!(
            prefix.as_str(),
            "media"
                | "itunes"
                | "googleplay"
                | "podcast"
                | "geo"
                | "georss"
                | "thr"
                | "wfw"
                | "slash"
                | "cc"
                | "creativecommons"
        );
        if self.parent_is("group") && prefix != "media" {
            return false;
        }
        match local {
            "link" => self.link(name, attributes, is_empty, is_atom),
            "enclosure" => self.enclosure(
                attribute(attributes, "url"),
                attribute(attributes, "type"),
                attribute(attributes, "length"),
            ),
            "content" if prefix == "media" => self.enclosure(
                attribute(attributes, "url"),
                attribute(attributes, "type"),
                attribute(attributes, "fileSize"),
            ),
            "category" | "subject" | "keywords" if !self.parent_is("author") => {
                self.category(name, attributes, is_empty)
            }
            "author" | "managingeditor" if !is_empty && self.author_has_parts() => return false,
            "contributor" | "source" | "image" | "textinput" | "group" | "items" | "thumbnail"
            | "player" | "cloud" | "hash" | "rating" => return false,
            "title" | "description" | "summary" | "content" | "encoded" | "body" | "tagline"
            | "subtitle" | "info" | "abstract" | "fullitem" => {
                let form = Form::of(
                    attribute(attributes, "type").as_deref(),
                    attribute(attributes, "mode").as_deref(),
                    is_atom,
                );
                let source = attribute(attributes, "src").filter(|_| local == "content");
                if let Some(inside) = self.inside(name, is_empty) {
                    self.words(local, inside, form, foreign);
                } else if let Some(source) = source {
                    let url = self.resolve(&source);
                    self.links.offer(url, 1);
                }
            }
            _ => {
                let known = matches!(
                    local,
                    "guid"
                        | "id"
                        | "identifier"
                        | "pubdate"
                        | "date"
                        | "published"
                        | "issued"
                        | "created"
                        | "updated"
                        | "modified"
                        | "lastbuilddate"
                        | "author"
                        | "creator"
                        | "name"
                        | "managingeditor"
                        | "language"
                        | "ttl"
                        | "hour"
                        | "day"
                        | "comments"
                        | "valid"
                        | "available"
                );
                if !known {
                    return false;
                }
                if let Some(inside) = self.inside(name, is_empty) {
                    self.fact(local, &prefix, inside, attributes);
                }
            }
        }
        true
    }

    /// Does an author's element have a name of its own inside?
    fn author_has_parts(&self) -> bool {
        let rest = &self.scanner.text[self.scanner.at..];
        rest.trim_start()
            .strip_prefix('<')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    fn words(&mut self, local: &str, inside: &str, form: Form, foreign: bool) {
        match (&mut self.item, local) {
            (Some(item), "title") => set(&mut item.title, || line(inside, form), foreign),
            (Some(item), "description" | "summary" | "abstract" | "subtitle") => {
                let long = local == "description" && item.summary.is_some() && !foreign;
                if long && item.content.is_none() {
                    item.content = some(html(inside, form));
                } else {
                    set(&mut item.summary, || some(html(inside, form)), true);
                }
            }
            (Some(item), "content" | "encoded" | "body" | "fullitem") => {
                set(&mut item.content, || some(html(inside, form)), true)
            }
            (Some(_), _) => {}
            (None, "title") => set(&mut self.feed.title, || line(inside, form), foreign),
            (None, _) => set(&mut self.feed.description, || line(inside, form), true),
        }
    }

    fn link(&mut self, name: &'a str, attributes: &'a str, is_empty: bool, is_atom: bool) {
        if let Some(href) = attribute(attributes, "href") {
            let rel = attribute(attributes, "rel")
                .map_or("alternate".into(), |rel| rel.trim().to_ascii_lowercase());
            let kind = attribute(attributes, "type").map(|kind| kind.to_ascii_lowercase());
            let url = self.resolve(&href);
            if rel == "enclosure" {
                self.enclosure(
                    Some(href),
                    attribute(attributes, "type"),
                    attribute(attributes, "length"),
                );
            }
            let is_page = kind.as_deref().is_none_or(|kind| kind.contains("html"));
            let rank =
                match rel.as_str() {
                    "alternate" | "http://www.iana.org/assignments/relation/alternate" => {
                        if is_page { 4 } else { 3 }
                    }
                    "self" if !is_atom || self.item.is_none() => 0,
                    "self" => 1,
                    "related" | "via" => 1,
                    _ => 0,
                };
            self.offer(url, rank);
            if !is_empty && let Some(inside) = self.inside(name, is_empty) {
                let url = self.resolve(&literal(inside));
                self.offer(url, 2);
            }
        } else if let Some(inside) = self.inside(name, is_empty) {
            let url = self.resolve(&literal(inside));
            self.offer(url, 5);
        }
    }

    fn offer(&mut self, url: Option<String>, rank: u8) {
        let links = if self.item.is_some() { &mut self.links } else { &mut self.feed_links };
        links.offer(url, rank);
    }

    fn enclosure(
        &mut self,
        url: Option<std::borrow::Cow<'_, str>>,
        kind: Option<std::borrow::Cow<'_, str>>,
        length: Option<std::borrow::Cow<'_, str>>,
    ) {
        let Some(url) = url.and_then(|url| self.resolve(&url)) else { return };
        let Some(item) = &mut self.item else { return };
        if item.enclosures.len() < 100 && item.enclosures.iter().all(|other| other.url != url) {
            item.enclosures.push(Enclosure {
                url,
                media_type: kind.map(|kind| clean_line(&kind)).filter(|kind| !kind.is_empty()),
                length: length.and_then(|length| length.trim().parse().ok()),
            });
        }
    }

    fn category(&mut self, name: &'a str, attributes: &'a str, is_empty: bool) {
        let named = attribute(attributes, "term")
            .or_else(|| attribute(attributes, "label"))
            .or_else(|| attribute(attributes, "text"))
            .map(|term| clean_line(&term));
        let inside = self.inside(name, is_empty).and_then(|inside| line(inside, Form::Html));
        let Some(category) = named.filter(|term| !term.is_empty()).or(inside) else { return };
        if let Some(item) = &mut self.item
            && item.categories.len() < 200
            && !item.categories.contains(&category)
        {
            item.categories.push(category);
        }
    }

    fn fact(&mut self, local: &str, prefix: &str, inside: &str, attributes: &str) {
        let text = clean_line(&literal(inside));
        if text.is_empty() {
            return;
        }
        match local {
            "guid" | "id" | "identifier" => self.identity(local, text, attributes),
            "pubdate" | "published" | "issued" => self.date(&text, true, true),
            "created" | "date" => self.date(&text, true, false),
            "updated" | "modified" | "lastbuilddate" => self.date(&text, false, true),
            "author" | "creator" | "name" | "managingeditor" => {
                let by = Some(person(&text)).filter(|by| !by.is_empty());
                let target =
                    self.item.as_mut().map_or(&mut self.feed.author, |item| &mut item.author);
                if let ("name", Some(by), Some(others)) = (local, &by, target.as_mut()) {
                    if others.len() < 200 && !others.split(", ").any(|other| other == by) {
                        others.push_str(", ");
                        others.push_str(by);
                    }
                    return;
                }
                set(
                    target,
                    || by,
                    prefix == "itunes" || local == "name" || target_is_set_by(prefix),
                );
            }
            "language" if self.item.is_none() => self.feed.language = Some(text),
            "ttl" => self.feed.ttl = text.parse().ok().or(self.feed.ttl),
            "hour" => {
                if let Ok(hour) = text.parse::<u8>()
                    && hour <= 24
                    && !self.feed.skip_hours.contains(&(hour % 24))
                {
                    self.feed.skip_hours.push(hour % 24);
                }
            }
            "day" if self.feed.skip_days.len() < 7 => self.feed.skip_days.push(text.to_lowercase()),
            "comments" => {
                let url = self.resolve(&text);
                if let Some(item) = &mut self.item {
                    item.comments = url;
                }
            }
            _ => {}
        }
    }

    fn identity(&mut self, local: &str, text: String, attributes: &str) {
        let is_link = local == "guid"
            && attribute(attributes, "isPermaLink")
                .is_none_or(|value| !value.trim().eq_ignore_ascii_case("false"));
        let url = if is_link && text.contains("://") { self.resolve(&text) } else { None };
        let Some(item) = &mut self.item else { return };
        if local != "identifier" || item.id.is_none() {
            item.id = Some(text);
        }
        if is_link {
            self.links.guid = url;
        }
    }

    fn date(&mut self, text: &str, is_publication: bool, is_sure: bool) {
        let Some(at) = parse_date(text).filter(|at| at.as_second() > 0) else { return };
        let Some(item) = &mut self.item else {
            self.feed.updated = self.feed.updated.or(Some(at));
            return;
        };
        let target = if is_publication { &mut item.published } else { &mut item.updated };
        if is_sure || target.is_none() {
            *target = Some(at);
        }
    }

    fn close_item(&mut self) {
        let Some(mut item) = self.item.take() else { return };
        item.link = self.links.take();
        self.feed.items.push(item);
    }

    fn finish(mut self) -> Result<Feed, FeedError> {
        self.close_item();
        self.feed.link = self.feed_links.take();
        match self.seen {
            Seen::Feed => Ok(self.feed),
            Seen::Page => Err(FeedError::Page),
            Seen::Opml => Err(FeedError::Opml),
            Seen::Nothing => Err(FeedError::NoFeed),
        }
    }
}

/// Names of Dublin Core stand behind an author's own element.
fn target_is_set_by(prefix: &str) -> bool {
    prefix == "dc"
}

/// Sets a field; with `only_empty` it stays as it is if it has a value.
fn set(field: &mut Option<String>, value: impl FnOnce() -> Option<String>, only_empty: bool) {
    if field.is_none() || !only_empty {
        *field = value().or_else(|| field.take());
    }
}

fn some(html: String) -> Option<String> {
    Some(html).filter(|html| !html.is_empty())
}

/// "Ana Ruiz" of "ana@a.example (Ana Ruiz)" or "Ana Ruiz <ana@a.example>".
fn person(text: &str) -> String {
    let named = text
        .split_once('(')
        .and_then(|(before, rest)| before.contains('@').then(|| rest.trim_end_matches(')')));
    let named = named.or_else(|| text.split_once('<').map(|(name, _)| name)).unwrap_or(text);
    let name = decode(named).trim().to_owned();
    if name.is_empty() { text.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::input::feed::{FeedError, FeedKind};

    #[test]
    fn an_rss_without_version_and_with_stray_signs_is_read() {
        let feed = read(
            "<rss><channel><title>News & more</title><link>http://a.example/</link><ttl>60</ttl><skipHours><hour>3</hour></skipHours>\
             <image><title>Not this</title><link>http://b.example/</link></image>\
             <item><title>One &lt;b&gt;bold&lt;/b&gt;</title><guid isPermaLink='false'>g1</guid><link>/one</link><pubDate>Wed, 01 Mar 2023 10:30:00 GMT</pubDate>\
             <description><![CDATA[<p>Words<script>x</script></p>]]></description><enclosure url='/a.mp3' type='audio/mpeg' length='7'/></item><item><guid>http://a.example/2</guid>",
            Some("http://a.example/feed"),
        )
        .unwrap_or_default();
        assert_eq!(
            (feed.title.as_deref(), feed.link.as_deref(), feed.ttl, &feed.skip_hours[..]),
            (Some("News & more"), Some("http://a.example/"), Some(60), &[3_u8][..])
        );
        let item = &feed.items[0];
        assert_eq!(
            (item.title.as_deref(), item.id.as_deref(), item.link.as_deref()),
            (Some("One bold"), Some("g1"), Some("http://a.example/one"))
        );
        assert_eq!(item.summary.as_deref(), Some("<p>Words</p>"));
        assert_eq!(item.enclosures[0].url, "http://a.example/a.mp3");
        assert_eq!(feed.items[1].link.as_deref(), Some("http://a.example/2"));
    }

    #[test]
    fn atom_knows_its_links_and_bases() {
        let feed = read(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.example/x/'><title type='html'>A &amp;amp; B</title><link rel='self' href='/feed'/><link href='/'/>\
             <entry xml:base='y/'><id>urn:1</id><title>1 &lt; 2</title><link rel='enclosure' href='a.mp3'/><link rel='alternate' href='one'/><updated>2023-03-01T10:30:00Z</updated>\
             <author><name>Ana Ruiz</name></author><author><name>Bo Lind</name></author><content type='xhtml'><div><p>Words</p></div></content></entry></feed>",
            None,
        )
        .unwrap_or_default();
        assert_eq!(
            (feed.kind, feed.title.as_deref(), feed.link.as_deref()),
            (FeedKind::Atom, Some("A & B"), Some("http://a.example/"))
        );
        let item = &feed.items[0];
        assert_eq!(
            (item.link.as_deref(), item.title.as_deref(), item.author.as_deref()),
            (Some("http://a.example/x/y/one"), Some("1 < 2"), Some("Ana Ruiz, Bo Lind"))
        );
        assert_eq!(item.content.as_deref(), Some("<div><p>Words</p></div>"));
        assert_eq!(item.enclosures[0].url, "http://a.example/x/y/a.mp3");
    }

    #[test]
    fn what_is_no_feed_is_named() {
        assert_eq!(read("<!DOCTYPE html><html><body>", None), Err(FeedError::Page));
        assert_eq!(read("<opml/>", None), Err(FeedError::Opml));
        assert_eq!(read("words", None), Err(FeedError::NoFeed));
    }

    #[test]
    fn a_hundred_thousand_levels_and_as_many_open_titles_take_no_time() {
        let deep = format!("<rss><channel>{}<item><title>x</title></item>", "<a>".repeat(100_000));
        assert!(read(&deep, None).is_ok());
        assert!(
            read(&format!("<rss><channel>{}", "<item><title>x".repeat(15_000)), None)
                .is_ok_and(|feed| feed.items.len() == 15_000)
        );
    }
}
