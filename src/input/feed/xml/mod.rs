//! RSS and Atom, in any mixture, from tokens: which element stands where.
//!
//! Elements are known by their last name and, where it matters, their prefix; a stack of names says
//! whose child each is. What is deeper than a channel's or an item's own children (an image's
//! title) does not count as theirs. What the elements say is read by `fields`.

mod fields;
mod links;
mod vocabulary;

use super::super::address::resolve;
use super::super::markup::{Scanner, Token, attribute};
use super::authors::Authors;
use super::ends::Ends;
use super::files::Files;
use super::model::{Feed, FeedError, FeedKind, Item, MOST_ITEMS, Related};
use crate::input::Stop;
use crate::text::clean_line;
use links::Links;
use vocabulary::Vocabularies;

/// Elements open at once that are remembered; deeper ones are passed over.
const DEEPEST: usize = 64;
/// Authors of a feed that count for its items.
pub(super) const MOST_INHERITED: usize = 20;

/// Reads the whole. `address` is where the feed came from.
pub(super) fn read(text: &str, address: Option<&str>, stop: &Stop) -> Result<Feed, FeedError> {
    let mut reader = Reader {
        scanner: Scanner::new(text),
        address,
        stack: Vec::new(),
        bases: Vec::new(),
        feed: Feed::default(),
        feed_authors: Authors::default(),
        feed_links: Links::default(),
        item: None,
        seen: Seen::Nothing,
        ends: Ends::of(text),
        deeper: 0,
        groups: 0,
        silent: Vec::new(),
        vocabularies: Vocabularies::default(),
    };
    reader.run(stop)?;
    reader.finish()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seen {
    Nothing,
    Feed,
    Page,
    Opml,
}

/// An item being read, with what is chosen from at its end.
#[derive(Default)]
struct Draft {
    item: Item,
    links: Links,
    authors: Authors,
    /// An element for authors was there, whoever it names.
    names_authors: bool,
    files: Files,
    /// What the item was taken from.
    source: Option<Related>,
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    address: Option<&'a str>,
    stack: Vec<&'a str>,
    /// `xml:base` in force, with the depth at which it was set.
    bases: Vec<(usize, String)>,
    feed: Feed,
    feed_authors: Authors,
    feed_links: Links,
    item: Option<Draft>,
    seen: Seen,
    ends: Ends<'a>,
    /// Open elements below [`DEEPEST`].
    deeper: usize,
    /// Groups of files so far.
    groups: usize,
    /// Items that say nothing of who wrote them.
    silent: Vec<usize>,
    vocabularies: Vocabularies,
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn is(name: &str, other: &str) -> bool {
    split(name).1.eq_ignore_ascii_case(other)
}

impl<'a> Reader<'a> {
    fn run(&mut self, stop: &Stop) -> Result<(), FeedError> {
        while let Some(token) = self.scanner.next() {
            match token {
                Token::Start { name, attributes, is_empty } => {
                    self.start(name, attributes, is_empty);
                    if self.feed.is_cut {
                        break;
                    }
                }
                Token::End { name } => self.end(name),
                Token::Text(_) | Token::Literal(_) => {}
            }
            if stop.is_wished() {
                return Err(FeedError::Stopped);
            }
        }
        Ok(())
    }

    fn base(&self) -> Option<&str> {
        self.bases.last().map(|(_, base)| base.as_str()).or(self.address)
    }

    fn resolve(&self, reference: &str) -> Option<String> {
        resolve(reference, self.base())
    }

    fn start(&mut self, name: &'a str, attributes: &'a str, is_empty: bool) {
        let local = split(name).1.to_ascii_lowercase();
        if self.seen == Seen::Nothing {
            self.root(&local);
        }
        self.vocabularies.declare(attributes);
        let is_item = matches!(local.as_str(), "item" | "entry") && !self.parent_is("source");
        if is_item {
            self.leave_containers();
        } else if self.is_foreign(name) {
            // It says nothing of the item, and nothing in it does.
            self.inside(name, is_empty);
            return;
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
            self.open_item(&local, attributes);
        } else if self.is_field() && self.field(name, &local, attributes, is_empty) {
            self.drop_base();
            return;
        }
        self.groups += usize::from(local == "group");
        if is_empty {
            self.drop_base();
        } else {
            self.stack.push(name);
        }
    }

    fn open_item(&mut self, local: &str, attributes: &str) {
        let id = attribute(attributes, "rdf:about")
            .map(|about| clean_line(&about))
            .filter(|id| !id.is_empty());
        let language = attribute(attributes, "xml:lang").map(|lang| clean_line(&lang));
        let base = self.bases.last().map(|(_, base)| base.clone());
        let item = Item { id, language, base, ..Item::default() };
        self.item = Some(Draft { item, ..Draft::default() });
        if local == "entry" {
            self.feed.kind = FeedKind::Atom;
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
        let open =
            self.stack.iter().rposition(|open| *open == name || open.eq_ignore_ascii_case(name));
        if let Some(index) = open {
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

    /// Whether one of the elements around the place has this name.
    fn is_within(&self, name: &str) -> bool {
        self.stack.iter().rev().any(|open| is(open, name))
    }

    /// Whether the place is one where an element says something of the feed or the item itself.
    fn is_field(&self) -> bool {
        let Some(parent) = self.stack.last() else { return false };
        let parent = split(parent).1;
        PARENTS.iter().any(|name| parent.eq_ignore_ascii_case(name))
    }

    /// Whether the element is of a vocabulary that is declared and unknown.
    fn is_foreign(&self, name: &str) -> bool {
        let prefix = split(name).0.to_ascii_lowercase();
        let is_own = |open: &&str| split(open).0.eq_ignore_ascii_case(&prefix);
        self.vocabularies.is_foreign(&prefix)
            && self.is_field()
            && !self.stack.last().is_some_and(is_own)
    }

    /// The inside of the element that has just begun, up to its end; what follows is read from
    /// behind that. Without an end the value goes to the next tag.
    fn inside(&mut self, name: &str, is_empty: bool) -> Option<&'a str> {
        if is_empty {
            return None;
        }
        let text = self.scanner.text;
        let from = self.scanner.at;
        let until = |byte: u8, at: usize| {
            memchr::memchr(byte, &text.as_bytes()[at..]).map_or(text.len(), |offset| at + offset)
        };
        let Some(end) = self.ends.end_of(name, from) else {
            return Some(&text[from..until(b'<', from)]);
        };
        self.scanner.at = (until(b'>', end) + 1).min(text.len());
        Some(&text[from..end])
    }

    fn close_item(&mut self) {
        let Some(mut draft) = self.item.take() else { return };
        let item = &mut draft.item;
        item.link = draft.links.take();
        item.enclosures = draft.files.finish();
        item.authors = draft.authors.best();
        item.related.extend(draft.source.filter(|source| !source.url.is_empty()));
        if item.authors.is_empty() && !draft.names_authors {
            self.silent.push(self.feed.items.len());
        }
        self.feed.items.push(draft.item);
    }

    fn finish(mut self) -> Result<Feed, FeedError> {
        self.close_item();
        self.feed.link = self.feed_links.take();
        self.feed.authors = self.feed_authors.best();
        // What Atom says of the whole feed holds for entries that name nobody (RFC 4287, section
        // 4.2.1); an RSS channel names its editor.
        if self.feed.kind == FeedKind::Atom {
            for index in self.silent {
                let of_feed = self.feed.authors.iter().take(MOST_INHERITED).cloned();
                self.feed.items[index].authors = of_feed.collect();
            }
        }
        match self.seen {
            Seen::Feed => Ok(self.feed),
            Seen::Page => Err(FeedError::Page),
            Seen::Opml => Err(FeedError::Opml),
            Seen::Nothing => Err(FeedError::NoFeed),
        }
    }
}

/// Elements whose children are fields.
const PARENTS: [&str; 12] = [
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
    "source",
];

#[cfg(test)]
mod tests {
    use crate::input::Stop;
    use crate::input::feed::{Feed, FeedError, FeedKind, RelatedKind};

    fn read(text: &str, address: Option<&str>) -> Result<Feed, FeedError> {
        super::read(text, address, &Stop::default())
    }

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
            (item.link.as_deref(), item.title.as_deref(), &item.authors[..]),
            (
                Some("http://a.example/x/y/one"),
                Some("1 < 2"),
                &["Ana Ruiz".to_owned(), "Bo Lind".to_owned()][..]
            )
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

    fn rss(items: &str) -> Feed {
        let text = format!("<rss><channel><title>News</title>{items}</channel></rss>");
        read(&text, Some("http://a.example/feed")).unwrap_or_default()
    }

    #[test]
    fn all_who_wrote_it_are_named_once() {
        let feed = rss(
            "<item><dc:creator>Ana Ruiz</dc:creator><dc:creator><![CDATA[<b>Bo Lind</b>]]></dc:creator></item>\
             <item><author>desk@a.example</author><dc:creator>Ana Ruiz</dc:creator></item>\
             <item><itunes:author>The Show</itunes:author></item><item><title>x</title></item>",
        );
        let names: Vec<_> = feed.items.iter().map(|item| item.authors.join(" + ")).collect();
        assert_eq!(names, ["Ana Ruiz + Bo Lind", "Ana Ruiz", "The Show", ""]);
    }

    #[test]
    fn an_entry_that_names_nobody_is_by_who_its_source_or_feed_names() {
        let feed = read(
            "<feed><entry><title>a</title></entry><entry><source><title>Other</title><link href='http://b.example/'/><author><name>Bo Lind</name></author></source></entry>\
             <entry><author><name>Cy Nam</name></author></entry><entry><author/></entry><author><name>Ana Ruiz</name></author></feed>",
            None,
        )
        .unwrap_or_default();
        let names: Vec<_> = feed.items.iter().map(|item| item.authors.join(" + ")).collect();
        assert_eq!(names, ["Ana Ruiz", "Bo Lind", "Cy Nam", ""]);
        let source = &feed.items[1].related[0];
        assert_eq!((source.kind, source.url.as_str()), (RelatedKind::Source, "http://b.example/"));
        assert_eq!(source.title.as_deref(), Some("Other"));
        assert_eq!(feed.items[1].title, None);
    }

    #[test]
    fn pages_that_belong_to_an_item_are_links() {
        let feed = rss(
            "<item><link>/1</link><comments>/1/talk</comments><slash:comments>7</slash:comments><source url='http://b.example/rss'>Other</source></item>",
        );
        let related: Vec<_> =
            feed.items[0].related.iter().map(|page| (page.kind, page.url.as_str())).collect();
        assert_eq!(
            related,
            [
                (RelatedKind::Comments, "http://a.example/1/talk"),
                (RelatedKind::Source, "http://b.example/rss")
            ]
        );
    }

    #[test]
    fn elements_of_vocabularies_that_are_declared_and_unknown_say_nothing_of_the_item() {
        let of = |head: &str, items: &str| {
            let text = format!("<rss {head}><channel><title>News</title>{items}</channel></rss>");
            read(&text, Some("http://a.example/feed")).unwrap_or_default().items.remove(0)
        };
        let foreign = "<p:title>Lot 7</p:title><p:link>/lot</p:link><p:description>A crate.<b>x</b></p:description><p:author><name>Bo</name></p:author>";
        let own = "<title>Ferry late</title><link>/1</link><description>It was late.</description>";
        for item in [format!("{foreign}{own}"), format!("{own}{foreign}")] {
            let item = of("xmlns:p='http://shop.example/lots/1'", &format!("<item>{item}</item>"));
            assert_eq!(
                (item.title.as_deref(), item.link.as_deref()),
                (Some("Ferry late"), Some("http://a.example/1"))
            );
            assert_eq!((item.summary.as_deref(), item.content), (Some("It was late."), None));
            assert!(item.authors.is_empty());
        }
        // Known ones go by any prefix, and who declares nothing means what everybody means.
        let item =
            of("xmlns:p='http://purl.org/dc/elements/1.1/'", "<item><p:title>Lot</p:title></item>");
        assert_eq!(item.title.as_deref(), Some("Lot"));
        let item = of("", "<item><p:title>Lot</p:title></item>");
        assert_eq!(item.title.as_deref(), Some("Lot"));
        // A feed that is all in one vocabulary is read.
        let text = "<p:rss xmlns:p='http://b.example/'><p:channel><p:item><p:title>One</p:title></p:item></p:channel></p:rss>";
        assert_eq!(read(text, None).unwrap_or_default().items[0].title.as_deref(), Some("One"));
    }

    #[test]
    fn signs_of_windows_that_stand_as_controls_are_read_as_meant() {
        let text = "<rss><channel><item><title>Don\u{92}t \u{93}go\u{94}\u{85}</title></item></channel></rss>";
        let feed = super::super::read_feed(text.into(), &crate::input::Hints::default());
        let title = feed.unwrap_or_default().items[0].title.clone();
        assert_eq!(title.as_deref(), Some("Don’t “go”…"));
    }

    #[test]
    fn an_item_inside_another_closes_the_one_before() {
        let feed = rss(
            "<item><title>One</title><guid>1</guid><item><title>Two<guid>2</guid><item><title>Three</title></item><title>Late</title></item>",
        );
        let titles: Vec<_> = feed.items.iter().map(|item| item.title.as_deref()).collect();
        assert_eq!(titles, [Some("One"), Some("Two"), Some("Three")]);
        assert_eq!(feed.items[1].id.as_deref(), Some("2"));
        assert_eq!(feed.title.as_deref(), Some("News"));
    }

    #[test]
    fn files_and_categories_are_all_there_and_sizes_of_one_picture_are_one() {
        let feed = rss(
            "<item><enclosure url='/a.mp3' type='audio/mpeg'/><enclosure url='/b.mp3'/><category>Sea</category><category>Sea</category><category>Pier</category>\
             <media:group><media:content url='/p1.jpg' width='100'/><media:content url='/p2.jpg' width='900'/></media:group>\
             <media:content url='/q.jpg?w=100'/><media:content url='/q.jpg?w=400'/></item>",
        );
        let urls: Vec<_> =
            feed.items[0].enclosures.iter().map(|file| file.url.rsplit('/').next()).collect();
        assert_eq!(urls, [Some("a.mp3"), Some("b.mp3"), Some("p2.jpg"), Some("q.jpg?w=400")]);
        assert_eq!(feed.items[0].categories, ["Sea", "Pier"]);
    }
}
