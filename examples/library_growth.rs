//! How the library grows: `cargo run --release --example library_growth -- [ARTICLES FEEDS]… [--into DIR] [--texts ARTICLES.jsonl]`.
//!
//! With `--into DIR` the library of one pair stays there, for `dateline --home DIR list`.
//!
//! For each pair a library of made-up articles (60 % summaries of 60 words, 30 % of 350, 10 % of 900) is stored, listed and indexed.
//! With `--texts` real articles are stored, indexed and analysed, one in ten in a second version, and the file is set against their text.

use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::analysis::{Context, analyze};
use dateline::annotation::Article;
use dateline::library::{ArticleId, Clock, FeedId, Library, NewItem, Only, Order, Origin, Place, Scope, Subscription};
use dateline::query::Query;
use dateline::text::{BlockKind, DocumentBuilder};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const SYLLABLES: [&str; 24] =
    ["ba", "de", "fi", "go", "ka", "le", "mi", "no", "pa", "re", "si", "to", "va", "we", "zan", "tor", "lin", "mar", "ten", "sol", "ver", "nal", "ist", "er"];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--texts") {
        size(&arguments[at + 1]);
        return;
    }
    let into = arguments.iter().position(|argument| argument == "--into").and_then(|at| arguments.get(at + 1));
    let numbers: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    println!(
        "| articles | feeds | stored a second | indexed a second | open to list, ms | page, ms | page deep, ms | row numbers, ms | unread of a feed, ms | search, ms | file a byte of text |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for pair in numbers.chunks_exact(2) {
        grow(pair[0], pair[1], into.map(|folder| Path::new(folder).join("data/library.db")));
    }
}

fn file() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("dateline-growth-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder.join("library.db")
}

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap_or_default()
}

fn article(random: &mut Random, words: &[String], number: usize) -> Article {
    let length = match random.below(10) {
        0..6 => 60,
        6..9 => 350,
        _ => 900,
    };
    // Two uniform numbers multiplied: roughly as words are spread in prose.
    let mut word = || words[random.below(words.len()) * random.below(words.len()) / words.len()].as_str();
    let title = format!("{} {} {} {number}", word(), word(), word());
    let mut builder = DocumentBuilder::new();
    builder.block(BlockKind::Heading(1), &title);
    for _ in 0..length / 60 {
        let paragraph: Vec<&str> = (0..60).map(|_| word()).collect();
        builder.block(BlockKind::Paragraph, &paragraph.join(" "));
    }
    let mut article = Article::of(builder.finish());
    article.title = Some(title);
    article.source = Some(format!("https://site{}.example/{number}", number % 97));
    article.published = Timestamp::from_second(1_790_000_000 - number as i64 * 61).ok();
    article
}

fn grow(articles: usize, feeds: usize, kept: Option<PathBuf>) {
    let path = kept.clone().unwrap_or_else(file);
    let mut random = Random(1);
    let words: Vec<String> = (0..20_000).map(|_| (0..=random.below(4)).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect()).collect();
    let mut text = 0;
    let mut storing = 0.0;
    let mut library = Library::open(&path).expect("a library");
    let subscriptions: Vec<Subscription> = (0..feeds).map(|n| Subscription::to(&format!("https://feed{n}.example/"))).collect();
    let ids: Vec<FeedId> = library.add_feeds(&subscriptions, now()).expect("feeds").into_iter().map(|(id, _)| id).collect();
    let each = articles / feeds;
    for chunk in ids.chunks((10_000 / each).max(1)) {
        let items: Vec<Vec<NewItem>> = chunk
            .iter()
            .enumerate()
            .map(|(n, feed)| {
                (0..each)
                    .map(|m| {
                        let article = article(&mut random, &words, feed.0 as usize * each + m + n);
                        text += article.document.text().len();
                        NewItem::new(Some(format!("{}-{m}", feed.0)), article, None)
                    })
                    .collect()
            })
            .collect();
        let batch: Vec<(FeedId, &[NewItem])> = chunk.iter().copied().zip(items.iter().map(Vec::as_slice)).collect();
        let start = Instant::now();
        library.store_batch(&batch, now()).expect("stored");
        storing += start.elapsed().as_secs_f64();
    }
    let start = Instant::now();
    while library.index_pending(2_000).expect("indexed") > 0 {}
    let indexing = start.elapsed().as_secs_f64();
    drop(library);
    let clock = Clock { now: now(), zone: TimeZone::UTC };
    let scope = Scope::default();
    let opening = median(7, || {
        let library = Library::open(&path).expect("a library");
        library.feeds().expect("feeds");
        library.page(&scope, &clock, None, 50).expect("a page");
    });
    let library = Library::open(&path).expect("a library");
    let page = median(99, || drop(library.page(&scope, &clock, None, 50)));
    let all = library.ids(&scope, &clock).expect("ids");
    let middle = library.rows(&[all[all.len() / 2]]).expect("a row")[0].cursor(Order::Newest);
    let deep = median(99, || drop(library.page(&scope, &clock, Some(&middle), 50)));
    let numbers = median(5, || drop(library.ids(&scope, &clock)));
    let of_feed = Scope { place: Place::Feed(ids[ids.len() / 2]), only: Only::Unread, ..Scope::default() };
    let unread = median(99, || drop(library.page(&of_feed, &clock, None, 50)));
    let query = Query::parse(&format!("{} {}", words[40], words[60])).unwrap_or_default();
    let search = median(9, || drop(library.search(&query, &clock, 50)));
    println!(
        "| {articles} | {feeds} | {:.0} | {:.0} | {opening:.1} | {page:.2} | {deep:.2} | {numbers:.1} | {unread:.2} | {search:.1} | {:.2} |",
        articles as f64 / storing,
        articles as f64 / indexing,
        bytes(&path) as f64 / text as f64
    );
    drop(library);
    if kept.is_none() {
        let _ = path.parent().map(std::fs::remove_dir_all);
    }
}

fn bytes(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len())
}

/// Milliseconds of the median of some runs.
fn median(runs: usize, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn size(texts: &str) {
    let Ok(lines) = std::fs::read_to_string(texts) else {
        println!("{texts} is not there");
        return;
    };
    let path = file();
    let mut library = Library::open(&path).expect("a library");
    let (mut text, mut ids): (usize, Vec<ArticleId>) = (0, Vec::new());
    for (number, line) in lines.lines().enumerate() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let read = |version: &str| {
            let mut builder = DocumentBuilder::new();
            for paragraph in value["text"].as_str().unwrap_or_default().split("\n\n") {
                builder.block(BlockKind::Paragraph, paragraph);
            }
            builder.block(BlockKind::Paragraph, version);
            let mut article = Article::of(builder.finish());
            article.title = value["id"].as_str().map(str::to_owned);
            article.source = Some(format!("https://example.org/{number}"));
            article
        };
        let mut article = read("Now.");
        text += article.document.text().len();
        let id = library.keep_article(&article, Origin::Page, now()).expect("kept");
        if number % 10 == 0 {
            article = read("Corrected.");
            text += article.document.text().len();
            library.keep_article(&article, Origin::Page, now()).expect("kept");
        }
        ids.push(id);
    }
    // Closing puts the log into the file.
    drop(library);
    let stored = bytes(&path);
    let mut library = Library::open(&path).expect("a library");
    while library.index_pending(1_000).expect("indexed") > 0 {}
    drop(library);
    let indexed = bytes(&path);
    let mut library = Library::open(&path).expect("a library");
    for id in ids {
        let article = library.article(id).expect("an article");
        let analysis = analyze(&article.document, &Context::default());
        library.save_analysis(Some(id), &article.document, &analysis).expect("saved");
    }
    drop(library);
    let analysed = bytes(&path);
    let share = |bytes: u64| bytes as f64 / text as f64;
    println!("{text} bytes of text; file a byte of text: texts {:.2}, with words {:.2}, with analyses {:.2}", share(stored), share(indexed), share(analysed));
    let _ = path.parent().map(std::fs::remove_dir_all);
}
