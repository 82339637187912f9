//! Whatever reads text from outside takes time in proportion to its length, on shapes that are made
//! to cost more. Each is measured at one length and at four times as much; the best of several runs
//! counts, and a busy machine is asked again before anything is held against it.

use std::time::{Duration, Instant};

use dateline::input::feed::read_feed;
use dateline::input::opml::{Opml, read_urls, words, write_urls};
use dateline::input::{Hints, Kind, discover_feeds, fragment, read};
use dateline::inside::app::parse_keys;
use dateline::inside::config::{Bindings, Theme, parse_value, read_settings};
use dateline::inside::query::Query;

/// A piece of hostile text, by its number.
type Piece = fn(usize) -> String;

/// What begins a text, what is repeated, what ends it.
struct Shape(&'static str, Piece, &'static str);

impl Shape {
    fn text(&self, length: usize) -> String {
        let Self(start, piece, end) = self;
        let mut text = (*start).to_owned();
        let mut number = 0;
        while text.len() < length {
            text.push_str(&piece(number));
            number += 1;
        }
        text.push_str(end);
        text
    }
}

/// Bytes of the shorter text; the longer has [`TIMES`] as many.
const LENGTH: usize = 15_000;
const TIMES: usize = 4;
/// Linear is 4, quadratic 16.
const MOST: f64 = 9.0;
/// What takes no longer than this at the greater length is not worth an argument.
const NOTHING: Duration = Duration::from_millis(3);

fn best(text: &str, read: &dyn Fn(&str), runs: usize) -> Duration {
    let run = |_| {
        let start = Instant::now();
        read(text);
        start.elapsed()
    };
    (0..runs).map(run).min().unwrap_or_default()
}

/// Fails with the shapes whose cost grows faster than their length.
fn hold(what: &str, shapes: &[Shape], read: &dyn Fn(&str)) {
    let mut worse = Vec::new();
    for (number, shape) in shapes.iter().enumerate() {
        let (short, long) = (shape.text(LENGTH), shape.text(LENGTH * TIMES));
        let mut ratio = 0.0;
        for _ in 0..4 {
            let after = best(&long, read, 2);
            if after < NOTHING {
                ratio = 0.0;
                break;
            }
            let before = best(&short, read, 5).max(Duration::from_micros(50));
            ratio = after.as_secs_f64() / before.as_secs_f64();
            if ratio < MOST {
                break;
            }
        }
        if ratio >= MOST {
            worse.push(format!("{number} ({:?}…): {ratio:.1}", &shape.text(60)));
        }
    }
    assert!(worse.is_empty(), "{what}: four times the length costs more than {MOST}: {worse:#?}");
}

/// Tags, quotes and references, each never ended, ended wrongly or without end.
fn markup() -> Vec<Shape> {
    let same: [Piece; 22] = [
        |_| "<item a=\"b\";c=\"d\";".into(),
        |_| "<a x='".into(),
        |_| "<a x=\"y\"z".into(),
        |_| "\"".into(),
        |_| "='".into(),
        |_| "<!--".into(),
        |_| "<!-- -".into(),
        |_| "<![CDATA[".into(),
        |_| "<![CDATA[]]".into(),
        |_| "]]>".into(),
        |_| "&".into(),
        |_| "&#x41".into(),
        |_| "&amp;".into(),
        |_| "<".into(),
        |_| "</".into(),
        |_| "</a".into(),
        |_| "<?".into(),
        |_| "<!DOCTYPE [".into(),
        |_| "<!ENTITY a '".into(),
        |_| "<script>".into(),
        |_| "</script".into(),
        |n| format!("<a{n}>"),
    ];
    same.into_iter()
        .flat_map(|piece| [Shape("", piece, ""), Shape("<rss><channel>", piece, "</rss>")])
        .chain([
            Shape("<a ", |_| "a=\"b\";".into(), ">"),
            Shape("<a ", |n| format!("a{n}=\"b\" "), ">"),
            Shape("<a ", |_| "= ".into(), ">"),
            Shape("<a ", |_| "a=b'c ".into(), ">"),
            Shape("<a x=\"", |_| "\"\"x".into(), ">"),
            Shape("<a x='", |_| "\"' ".into(), ">"),
        ])
        .collect()
}

#[test]
fn feeds_cost_what_their_length_costs() {
    let mut shapes = markup();
    let pieces: [Piece; 26] = [
        |n| format!("<p{n}:title>x</q>"),
        |n| format!("<p{n}:title>x</q{n}:title>"),
        |_| "<title>x".into(),
        |_| "<item><title>x".into(),
        |_| "<item><title>x</title>".into(),
        |_| "<item><title>x</TITLE >".into(),
        |_| "<item>".into(),
        |_| "<entry ".into(),
        |_| "</item>".into(),
        |_| "<author>".into(),
        |_| "<author>  <name>a".into(),
        |n| format!("<author><name>a{n}</name></author>"),
        |n| format!("<dc:creator>a{n}</dc:creator>"),
        |n| format!("<category>c{n}</category>"),
        |n| format!("<enclosure url='http://a.example/{n}.mp3'/>"),
        |n| format!("<media:content url='http://a.example/{n}-10x10.jpg' width='{n}'/>"),
        |n| format!("<media:group><media:content url='http://a.example/{n}'/>"),
        |_| "<description><![CDATA[".into(),
        |_| "<description>&lt;script&gt;".into(),
        |_| "<description>&lt;a href=&quot;".into(),
        |_| "<content type='xhtml'><div>".into(),
        |n| format!("<x{n} xml:base='a/'>"),
        |_| "<link href='x' rel='self'>".into(),
        |_| "<pubDate>1 1 1 1".into(),
        |n| format!("<guid>{n}</guid><link>/{n}</link>"),
        |_| "<source><entry>".into(),
    ];
    shapes.extend(pieces.into_iter().map(|piece| Shape("<rss><channel><item>", piece, "")));
    shapes.extend(pieces.into_iter().map(|piece| Shape("<feed>", piece, "</feed>")));
    hold("feeds", &shapes, &|text| {
        drop(read_feed(text.as_bytes().to_vec(), &Hints::default()));
    });
}

#[test]
fn json_feeds_cost_what_their_length_costs() {
    let shapes = [
        Shape("{\"title\":\"a\",\"items\":[", |n| format!("{{\"id\":{n}}},"), "]}"),
        Shape("{\"title\":\"a\",\"items\":[", |n| format!("{{\"id\":{n},"), ""),
        Shape("{\"title\":\"a\",\"items\":[", |_| "[".into(), ""),
        Shape("{\"title\":\"a\",\"items\":[", |_| ",".into(), "]}"),
        Shape("{\"title\":\"a\",\"items\":[", |_| "{\"a\":\"\n".into(), "]}"),
        Shape("{\"title\":\"a\",\"items\":[{", |n| format!("\"k{n}\":1,"), "}]}"),
        Shape("{\"title\":\"", |_| "\\".into(), ""),
        Shape("{\"title\":\"", |_| "\\ud800".into(), "\",\"items\":[]}"),
        Shape("{\"title\":\"", |_| "\n".into(), "\",\"items\":[]}"),
        Shape("{\"title\":\"a\",\"items\":[{\"authors\":[", |n| format!("\"a{n}\","), "]}]}"),
        Shape("{\"title\":\"a\",\"items\":[{\"tags\":[", |n| format!("\"a{n}\","), "]}]}"),
        Shape("{\"title\":\"a\",\"items\":[{\"content_html\":\"", |_| "<a b=\\\"".into(), "\"}]}"),
        Shape("{\"title\":\"a\",\"items\":[{\"content_text\":\"", |_| "a\\n\\n".into(), "\"}]}"),
        Shape("{", |_| "\"a\":{".into(), ""),
    ];
    hold("JSON feeds", &shapes, &|text| {
        drop(read_feed(text.as_bytes().to_vec(), &Hints::default()));
    });
}

#[test]
fn pages_are_looked_through_for_feeds_in_proportion_to_their_length() {
    let mut shapes = markup();
    let pieces: [Piece; 8] = [
        |_| "<link rel=alternate href=".into(),
        |n| format!("<a href='/{n}/feed'>"),
        |_| "<link rel=alternate type=application/rss+xml href='".into(),
        |_| "<base href='http://a.example/a/'>".into(),
        |_| "<base href=a/>".into(),
        |_| "<textarea><style>".into(),
        |_| "<style></sty".into(),
        |_| "<a/".into(),
    ];
    shapes.extend(pieces.into_iter().map(|piece| Shape("", piece, "")));
    let hints = Hints { source: Some("http://a.example/".into()), ..Hints::default() };
    hold("discovery", &shapes, &|text| drop(discover_feeds(text.as_bytes(), Some(text), &hints)));
}

#[test]
fn lists_in_opml_cost_what_their_length_costs() {
    let mut shapes = markup();
    let pieces: [Piece; 12] = [
        |_| "<outline text='x'>".into(),
        |_| "</outline>".into(),
        |_| "<outline ".into(),
        |_| "<outline>xmlUrl=".into(),
        |_| "<outline a=\"<b>\" xmlUrl=\"c\"".into(),
        |n| format!("<outline a{n}:b='c' xmlUrl='http://a.example/{n}'/>"),
        |n| format!("<outline xmlns:a{n}='c'/>"),
        |n| format!("<head><a{n}>b"),
        |_| "<head>".into(),
        |n| format!("<opml a{n}:b='c'>"),
        |_| "<body on='2'>".into(),
        |_| "<outline xmlUrl='a'".into(),
    ];
    shapes.extend(pieces.into_iter().map(|piece| Shape("<opml>", piece, "")));
    shapes.extend([
        Shape("<opml><outline ", |n| format!("a{n}='b' "), "/>"),
        Shape("<opml ", |n| format!("xmlns:a{n}='b' a{n}:c='d' "), ">"),
    ]);
    hold("OPML", &shapes, &|text| {
        if let Ok(list) = Opml::read(text) {
            drop((list.feeds().len(), list.write()));
        }
    });
}

#[test]
fn lines_of_addresses_cost_what_their_length_costs() {
    let pieces: [Piece; 9] = [
        |_| "\"".into(),
        |_| "\\".into(),
        |_| "\"\\".into(),
        |_| "a # ".into(),
        |_| " ".into(),
        |_| "~".into(),
        |_| "http://a.example/ \"x y\" ".into(),
        |_| "\n".into(),
        |_| "query:a:b\n".into(),
    ];
    let shapes: Vec<Shape> = pieces
        .into_iter()
        .flat_map(|piece| [Shape("", piece, ""), Shape("http://a.example/ ", piece, "")])
        .collect();
    hold("urls", &shapes, &|text| {
        drop(write_urls(&read_urls(text)));
        drop(words(text));
    });
}

#[test]
fn markdown_costs_what_its_length_costs() {
    let pieces: [Piece; 24] = [
        |_| "*a **b ".into(),
        |_| "[".into(),
        |_| "[a](".into(),
        |_| "![a".into(),
        |_| "> ".into(),
        |_| "- ".into(),
        |_| "- a\n".into(),
        |_| "`".into(),
        |n| format!("{} a ", "`".repeat(n % 50)),
        |_| "<a ".into(),
        |_| "<!--".into(),
        |_| "a|b\n-|-\n".into(),
        |_| "|".into(),
        |n| format!("[a{n}]: /b\n"),
        |n| format!("[^{n}]: a\n\n[^{n}]\n"),
        |_| "# a\n".into(),
        |_| "a\n\n".into(),
        |_| "    a\n".into(),
        |_| "~~a".into(),
        |_| "a_b_".into(),
        |_| "&#".into(),
        |_| "\\".into(),
        |_| "1. a\n\n".into(),
        |_| "http://a.example/ <b>c</b> ".into(),
    ];
    let shapes: Vec<Shape> = pieces.into_iter().map(|piece| Shape("", piece, "")).collect();
    let hints = Hints { kind: Some(Kind::Markdown), ..Hints::default() };
    hold("Markdown", &shapes, &|text| drop(read(text.as_bytes().to_vec(), &hints)));
}

#[test]
fn pages_and_fragments_cost_what_their_length_costs() {
    let pieces: [Piece; 29] = [
        |_| "<div>".into(),
        |_| "<p>a ".into(),
        |_| "<b><i>".into(),
        |_| "<a href='/b'>c".into(),
        |_| "<table><tr><td>a".into(),
        |_| "<ul><li>a".into(),
        |_| "<blockquote>".into(),
        |_| "<span>a</span>".into(),
        |_| "<br>".into(),
        |_| "a<br><br>".into(),
        |_| "<p>A sentence of some words, with a comma.</p>".into(),
        |_| "<div><p>A sentence of some words, with a comma.</p></div>".into(),
        |_| "<pre>a\n".into(),
        |_| "<sup>1</sup>".into(),
        |_| "<q>a".into(),
        |_| "<del>a</del><ins>b</ins>".into(),
        |_| "<h2>a</h2>".into(),
        |_| "<img src='/a' alt='b'>".into(),
        |_| "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"".into(),
        |n| format!("<meta name='author' content='a{n}'>"),
        |n| format!("<p id='a{n}'><a href='#a{n}'>b</a></p>"),
        |_| "<font>".into(),
        |_| "<div class='related'>a<p>b</p>".into(),
        |_| "<h3>Related</h3><a href='/b'>c</a>".into(),
        |_| "<article class='post-content'><p>A sentence of some words, with a comma.</p>".into(),
        |n| format!("<time class='date author'>{n} March"),
        |_| "<h1>a</h1><div class='lead'>A sentence of some words, with a comma.".into(),
        |_| "<p><a href='/b'>A sentence of some words</a></p>".into(),
        |_| "<footer>© a <a href='/b'>c</a>".into(),
    ];
    let shapes: Vec<Shape> = pieces.into_iter().map(|piece| Shape("", piece, "")).collect();
    hold("fragments", &shapes, &|text| drop(fragment(text, Some("http://a.example/"))));
    let shapes: Vec<Shape> =
        pieces.into_iter().map(|piece| Shape("<html><body>", piece, "</body></html>")).collect();
    let hints = Hints { kind: Some(Kind::Html), ..Hints::default() };
    hold("pages", &shapes, &|text| drop(read(text.as_bytes().to_vec(), &hints)));
}

#[test]
fn plain_text_costs_what_its_length_costs() {
    let pieces: [Piece; 10] = [
        |_| "a".into(),
        |_| "a ".into(),
        |_| "a\n".into(),
        |_| "a-\n".into(),
        |_| "\n\n".into(),
        |_| "> > a\n".into(),
        |_| "  a\n".into(),
        |_| "- a\n".into(),
        |_| "=\n".into(),
        |_| "e\u{301}\u{200d}".into(),
    ];
    let shapes: Vec<Shape> = pieces.into_iter().map(|piece| Shape("", piece, "")).collect();
    let hints = Hints { kind: Some(Kind::Text), ..Hints::default() };
    hold("plain text", &shapes, &|text| drop(read(text.as_bytes().to_vec(), &hints)));
}

#[test]
fn queries_cost_what_their_length_costs() {
    let pieces: [Piece; 14] = [
        |_| "(".into(),
        |_| ")".into(),
        |_| "a ".into(),
        |_| "a or ".into(),
        |_| "-".into(),
        |_| "not ".into(),
        |_| "\"".into(),
        |_| "\"a\" ".into(),
        |_| "title:".into(),
        |_| "title:\"a ".into(),
        |_| "(a) ".into(),
        |_| "(a or b".into(),
        |_| "is:unread ".into(),
        |_| "before:2026-01-01 ".into(),
    ];
    let shapes: Vec<Shape> = pieces.into_iter().map(|piece| Shape("", piece, "")).collect();
    hold("queries", &shapes, &|text| drop(Query::parse(text)));
    let pieces: [Piece; 5] = [
        |_| "(".into(),
        |_| "unread = \"yes\" and ".into(),
        |_| "title =~ \"a".into(),
        |_| "\"".into(),
        |_| "and ".into(),
    ];
    let shapes: Vec<Shape> = pieces.into_iter().map(|piece| Shape("", piece, "")).collect();
    hold("newsboat's queries", &shapes, &|text| drop(Query::from_newsboat(text)));
}

#[test]
fn keys_and_settings_cost_what_their_length_costs() {
    let pieces: [Piece; 7] = [
        |_| "<".into(),
        |_| "<C-".into(),
        |_| "<a>".into(),
        |_| "a ".into(),
        |_| "a".into(),
        |_| ">".into(),
        |_| "ctrl+".into(),
    ];
    let shapes: Vec<Shape> = pieces.into_iter().map(|piece| Shape("", piece, "")).collect();
    hold("key notation", &shapes, &|text| drop(parse_keys(text)));
    let pieces: [Piece; 12] = [
        |n| format!("a{n} = 1\n"),
        |n| format!("[a{n}]\n"),
        |n| format!("[[a]]\nb = {n}\n"),
        |n| format!("a.b.c{n} = 1\n"),
        |_| "a = [".into(),
        |_| "a = \"\"\"".into(),
        |_| "\u{fffd} = 1\n".into(),
        |_| "# a\n".into(),
        |_| "=\n".into(),
        |n| format!("[network]\nproxy{n} = 1\n"),
        |_| "width = 80\n".into(),
        |_| "{".into(),
    ];
    let shapes: Vec<Shape> = pieces.into_iter().map(|piece| Shape("", piece, "")).collect();
    hold("settings", &shapes, &|text| drop(read_settings(text)));
    hold("keys", &shapes, &|text| drop(Bindings::read(text)));
    hold("themes", &shapes, &|text| drop(Theme::parse("a", text)));
    hold("a value", &shapes, &|text| drop(parse_value(text)));
}

#[test]
fn dates_cost_what_their_length_costs() {
    let pieces: [Piece; 6] = [
        |_| "1".into(),
        |_| "1 ".into(),
        |_| "-".into(),
        |_| "Mon, ".into(),
        |_| "10:30 ".into(),
        |_| "GMT+".into(),
    ];
    let shapes: Vec<Shape> = pieces
        .into_iter()
        .map(|piece| Shape("<rss><channel><item><pubDate>", piece, "</pubDate></item></rss>"))
        .collect();
    hold("dates", &shapes, &|text| {
        drop(read_feed(text.as_bytes().to_vec(), &Hints::default()));
    });
}
