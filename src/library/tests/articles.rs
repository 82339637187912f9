use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Folder, at};
use crate::analysis::{Context, analyze};
use crate::annotation::{Act, Article, EntityKind, Inline, Layer, Link, Mark, MarkKind};
use crate::library::{
    ArticleId, Clock, FeedId, FetchState, Library, NewItem, Only, Order, Origin, Place,
    QuoteFilter, Scope, State, Stored, Subscription, TextIdentity,
};
use crate::query::Query;
use crate::text::{Anchor, BlockKind, DocumentBuilder};

pub(super) fn article(title: &str, url: Option<&str>, text: &str) -> Article {
    let mut builder = DocumentBuilder::new();
    builder.block(BlockKind::Heading(1), title);
    for paragraph in text.split('\n') {
        builder.block(BlockKind::Paragraph, paragraph);
    }
    let mut article = Article::of(builder.finish());
    article.title = Some(title.into());
    article.source = url.map(Into::into);
    article
}

pub(super) fn item(guid: Option<&str>, title: &str, url: Option<&str>, text: &str) -> NewItem {
    NewItem::new(guid.map(Into::into), article(title, url, text), None)
}

pub(super) fn feed(library: &mut Library, url: &str) -> FeedId {
    library.add_feed(&Subscription::to(url), at(0)).unwrap().0
}

pub(super) fn clock() -> Clock {
    Clock { now: at(1_000_000), zone: TimeZone::UTC }
}

fn titles(library: &Library, scope: &Scope) -> Vec<String> {
    library.page(scope, &clock(), None, 100).unwrap().into_iter().map(|row| row.title).collect()
}

fn found(library: &Library, query: &str) -> Vec<String> {
    library
        .search(&Query::parse(query).unwrap(), &clock(), 100)
        .unwrap()
        .into_iter()
        .map(|hit| hit.row.title)
        .collect()
}

#[test]
fn an_article_comes_back_as_it_was_stored() {
    let folder = Folder::new();
    let mut library = folder.library();
    let mut kept =
        article("Title", Some("https://example.org/1"), "One two three.\nFour “five” six.");
    let words = kept.document.blocks()[1].span;
    kept.links =
        Layer::new(&kept.document, vec![(words, Link { url: "https://example.org/".into() })]);
    kept.inline = Layer::new(&kept.document, vec![(words, Inline::Strong)]);
    kept.published = Some(at(-50));
    let id = library.keep_article(&kept, Origin::Page, at(0)).unwrap();
    let again = library.article(id).unwrap();
    assert_eq!(
        (again.document, again.links, again.inline),
        (Arc::clone(&kept.document), kept.links.clone(), kept.inline.clone())
    );
    assert_eq!(
        (again.title, again.source, again.published),
        (kept.title.clone(), kept.source.clone(), kept.published)
    );
    assert_eq!(library.keep_article(&kept, Origin::Page, at(9)).unwrap(), id);
}

#[test]
fn a_corrected_address_is_one_article_and_a_reused_id_another() {
    let folder = Folder::new();
    let mut library = folder.library();
    let url = |slug: &str| format!("https://a.example/2026/{slug}/");
    let dated = |guid: &str, title: &str, slug: &str, text: &str| {
        let mut article = article(title, Some(&url(slug)), text);
        article.published = Some(at(-50));
        NewItem::new(Some(guid.into()), article, None)
    };
    let source = |library: &Library, id| library.article(id).unwrap().source;

    // A slug corrected, and with it the id.
    let one = feed(&mut library, "https://a.example/feed");
    let first = [dated(&url("teh-pier"), "The pier", "teh-pier", "It stands.")];
    let id = library.store_items(one, &first, at(0)).unwrap().new[0];
    let right = [dated(&url("the-pier"), "The pier", "the-pier", "It stands.")];
    assert!(library.store_items(one, &right, at(1)).unwrap().new.is_empty());
    assert_eq!(source(&library, id), Some(url("the-pier")));
    // The address alone corrected.
    let last = [dated(&url("the-pier"), "The pier", "pier", "It stands.")];
    assert!(library.store_items(one, &last, at(2)).unwrap().new.is_empty());
    assert_eq!(source(&library, id), Some(url("pier")));

    // Both at once in one feed are two.
    let two = feed(&mut library, "https://b.example/feed");
    let both = [dated("1", "Tide", "a", "High."), dated("2", "Tide", "b", "High.")];
    assert_eq!(library.store_items(two, &both, at(0)).unwrap().new.len(), 2);

    // New words and a new address under an old id.
    let three = feed(&mut library, "https://c.example/feed");
    let old = [dated("top", "Ferry late", "ferry", "The ferry came an hour late on Monday.")];
    let old = library.store_items(three, &old, at(0)).unwrap().new[0];
    let new =
        [dated("top", "Bridge shut", "bridge", "Nobody crosses until workers mend its chains.")];
    let stored = library.store_items(three, &new, at(1)).unwrap();
    assert_eq!((stored.new.len(), stored.updated.len()), (1, 0));
    assert_eq!(source(&library, old), Some(url("ferry")));
    assert!(library.store_items(three, &new, at(2)).unwrap().new.is_empty());
    // A headline and its slug corrected: the words tell that it is the same.
    let told =
        [dated("top", "Bridge closed", "closed", "Nobody crosses until workers mend its chains.")];
    let stored = library.store_items(three, &told, at(3)).unwrap();
    assert_eq!((stored.new.len(), stored.updated.len()), (0, 1));
}

#[test]
fn items_keep_their_identity() {
    let folder = Folder::new();
    let mut library = folder.library();
    let count = |library: &Library, feed| {
        library
            .page(&Scope { place: Place::Feed(feed), ..Scope::default() }, &clock(), None, 99)
            .unwrap()
            .len()
    };
    let twice = |library: &mut Library, url: &str, items: &[NewItem]| {
        let feed = feed(library, url);
        library.store_items(feed, items, at(0)).unwrap();
        let again = library.store_items(feed, items, at(1)).unwrap();
        assert!(again.new.is_empty() && again.updated.is_empty(), "{url}: {again:?}");
        count(library, feed)
    };
    let url = |n: u32| format!("https://example.org/{n}");
    let same_guid: Vec<NewItem> =
        (0..3).map(|n| item(Some("same"), &format!("Item {n}"), Some(&url(n)), "Text.")).collect();
    assert_eq!(twice(&mut library, "https://a.example/", &same_guid), 3);
    let nothing: Vec<NewItem> =
        (0..3).map(|n| item(None, "", None, &format!("Only text {n}"))).collect();
    assert_eq!(twice(&mut library, "https://b.example/", &nothing), 3);
    let one_link: Vec<NewItem> = (0..3)
        .map(|n| item(None, "Same title", Some("https://c.example/"), &format!("Text {n}")))
        .collect();
    assert_eq!(twice(&mut library, "https://c.example/", &one_link), 3);

    let moving = feed(&mut library, "https://d.example/");
    for n in 0..5 {
        library
            .store_items(
                moving,
                &[item(Some(&format!("g{n}")), "Moving", Some("https://d.example/1"), "Text.")],
                at(n),
            )
            .unwrap();
    }
    assert_eq!(count(&library, moving), 1);
    let flipping = feed(&mut library, "https://e.example/");
    for n in 0..5 {
        let guid = format!("http{}://e.example/1", if n % 2 == 0 { "s" } else { "" });
        library
            .store_items(
                flipping,
                &[item(Some(&guid), &format!("Version {n}"), None, &format!("Text {n}."))],
                at(n),
            )
            .unwrap();
    }
    assert_eq!(count(&library, flipping), 1);
}

#[test]
fn one_article_in_two_feeds_is_one_entry() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (a, b) =
        (feed(&mut library, "https://a.example/"), feed(&mut library, "https://b.example/"));
    library
        .store_items(
            a,
            &[item(Some("1"), "Same", Some("https://x.example/1?utm_source=a"), "Text.")],
            at(0),
        )
        .unwrap();
    let second = library
        .store_items(b, &[item(Some("2"), "Same", Some("http://www.x.example/1"), "Text.")], at(1))
        .unwrap();
    assert!(second.new.is_empty());
    let rows = library.page(&Scope::default(), &clock(), None, 9).unwrap();
    assert_eq!((rows.len(), rows[0].feeds), (1, 2));
    assert_eq!(library.feeds_of(rows[0].id).unwrap().len(), 2);
    library.set_state(&[rows[0].id], &State::Unread(false), "read", at(2)).unwrap();
    assert_eq!(
        library.feeds().unwrap().iter().map(|feed| (feed.items, feed.unread)).collect::<Vec<_>>(),
        [(1, 0), (1, 0)]
    );
}

#[test]
fn a_changed_article_keeps_its_former_text_and_its_notes() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let text = |n: i64| {
        format!(
            "The harbour will close from Monday. Version {n}.\nMarta Lind runs the port authority."
        )
    };
    let id = library
        .store_items(
            feed,
            &[item(Some("1"), "Edited", Some("https://a.example/1"), &text(0))],
            at(0),
        )
        .unwrap()
        .new[0];
    let shown = library.article(id).unwrap();
    let identity = TextIdentity::of(&shown, Some(id));
    let anchor = Anchor::of(&shown.document, shown.document.blocks()[2].span);
    let note =
        Mark { kind: MarkKind::Note, anchor, note: "who?".into(), created: at(1), changed: at(1) };
    library.add_mark(&identity, &note, at(1)).unwrap();
    for n in 1..=5 {
        let stored = library
            .store_items(
                feed,
                &[item(Some("1"), "Edited", Some("https://a.example/1"), &text(n))],
                at(n),
            )
            .unwrap();
        assert_eq!(stored.updated, [id]);
    }
    let now = library.article(id).unwrap();
    assert!(now.document.text().contains("Version 5"));
    let marks = library.marks(&TextIdentity::of(&now, Some(id))).unwrap();
    assert_eq!(
        now.document.slice(marks[0].1.anchor.place(&now.document).span().unwrap()),
        "Marta Lind runs the port authority."
    );
    let versions = library.versions(id).unwrap();
    assert_eq!(versions.len(), 6);
    assert!(
        library
            .article_at_version(id, versions[0].number)
            .unwrap()
            .document
            .text()
            .contains("Version 0")
    );
    assert_eq!(titles(&library, &Scope { only: Only::Annotated, ..Scope::default() }), ["Edited"]);
}

#[test]
fn lists_go_on_page_by_page_in_every_order() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let items: Vec<NewItem> = (0..25)
        .map(|n| {
            let mut item = item(
                Some(&n.to_string()),
                &format!("Item {n}"),
                Some(&format!("https://{}.example/{n}", n % 3)),
                &"word ".repeat(1 + n % 4),
            );
            item.article.published = Some(at(i64::from(n as u32 / 5)));
            item
        })
        .collect();
    library.store_items(feed, &items, at(100)).unwrap();
    for order in [Order::Newest, Order::Oldest, Order::Source, Order::Longest, Order::Shortest] {
        for place in [Place::All, Place::Feed(feed)] {
            let scope = Scope { place, order, ..Scope::default() };
            let whole = library.ids(&scope, &clock()).unwrap();
            assert_eq!(whole.len(), 25);
            let mut paged = Vec::new();
            let mut after = None;
            loop {
                let page = library.page(&scope, &clock(), after.as_ref(), 4).unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.cursor(order));
                paged.extend(page.iter().map(|row| row.id));
            }
            assert_eq!(paged, whole, "{order:?} {place:?}");
        }
    }
}

#[test]
fn the_wording_of_another_feed_is_no_edit_but_the_whole_takes_the_place_of_a_teaser() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (first, second) =
        (feed(&mut library, "https://a.example/"), feed(&mut library, "https://b.example/"));
    let story = |words: &str| [item(Some("1"), "Ferry late", Some("https://a.example/1"), words)];
    let (whole, edited) = (
        "The ferry was late again on Monday. ".repeat(9),
        "The ferry was late again on Tuesday. ".repeat(9),
    );
    let id = library.store_items(first, &story("The ferry was … Read more"), at(0)).unwrap().new[0];
    assert_eq!(
        library.store_items(second, &story(&whole), at(1)).unwrap().updated,
        [id],
        "the whole is taken"
    );
    let row = |library: &Library| library.rows(&[id]).unwrap().remove(0);
    assert_eq!(
        (row(&library).feeds, row(&library).versions),
        (2, 1),
        "and is no change of the text"
    );
    assert_eq!(library.versions(id).unwrap().len(), 1, "there is nothing to compare it with");
    for round in 2..5 {
        assert_eq!(
            library.store_items(first, &story("The ferry was … More"), at(round)).unwrap(),
            Stored::default()
        );
        assert_eq!(
            library.store_items(second, &story(&whole), at(round)).unwrap(),
            Stored::default()
        );
    }
    assert_eq!(
        library.store_items(second, &story(&edited), at(9)).unwrap().updated,
        [id],
        "its own feed may change it"
    );
    assert_eq!(row(&library).versions, 2);
    library.remove_feed(second).unwrap();
    assert_eq!(
        library.store_items(first, &story("The ferry was late."), at(10)).unwrap().updated,
        [id],
        "and so may the one that is left"
    );
}

#[test]
fn articles_are_called_after_their_feed_and_listed_newest_first_within_it() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/feed");
    let mut items: Vec<NewItem> = (0..3)
        .map(|n| {
            item(
                Some(&n.to_string()),
                &format!("Item {n}"),
                Some("https://host.example/"),
                &format!("Text {n}"),
            )
        })
        .collect();
    for (n, item) in items.iter_mut().enumerate() {
        item.article.published = Some(at(n as i64));
    }
    library.store_items(feed, &items, at(100)).unwrap();
    let by_source = Scope { order: Order::Source, ..Scope::default() };
    let sources = |library: &Library| {
        library
            .page(&by_source, &clock(), None, 9)
            .unwrap()
            .into_iter()
            .map(|row| row.source.unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(sources(&library), ["host.example"; 3], "it has no name yet");
    for name in ["Harbour", "Ours"] {
        let told = |feed: &mut Subscription| match name {
            "Ours" => feed.own_title = Some(name.into()),
            _ => feed.title = name.into(),
        };
        assert!(library.change_feed(feed, told).unwrap());
        assert_eq!(sources(&library), [name; 3]);
    }
    assert_eq!(titles(&library, &by_source), ["Item 2", "Item 1", "Item 0"]);
    let other = library
        .add_feed(
            &Subscription { title: "Other".into(), ..Subscription::to("https://b.example/") },
            at(200),
        )
        .unwrap()
        .0;
    library.store_items(other, &items, at(200)).unwrap();
    assert_eq!(sources(&library), ["Ours"; 3], "the first feed that has them names them");
    while library.index_pending(10).unwrap() > 0 {}
    for query in ["from:ours", "from:host.example", "from:a.example"] {
        assert_eq!(
            titles(&library, &Scope { query: Query::parse(query).unwrap(), ..Scope::default() })
                .len(),
            3,
            "{query}"
        );
    }
    library.remove_feed(feed).unwrap();
    assert_eq!(sources(&library), ["Other"; 3], "and then the next");
}

#[test]
fn a_file_is_kept_once() {
    let folder = Folder::new();
    let mut library = folder.library();
    let file = article("Report", Some("notes/report.txt"), "Short.");
    let id = library.keep_article(&file, Origin::File, at(0)).unwrap();
    assert_eq!(library.keep_article(&file, Origin::File, at(1)).unwrap(), id);
    let other = article("Report", Some("notes/other.txt"), "Short.");
    assert_ne!(library.keep_article(&other, Origin::File, at(2)).unwrap(), id);
}

#[test]
fn a_page_that_failed_is_wanted_again_later_and_given_up_at_last() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let ids = library
        .store_items(feed, &[item(None, "Teaser", Some("https://a.example/1"), "Read more")], at(0))
        .unwrap()
        .new;
    library.want_page(ids[0], feed, at(0)).unwrap();
    let mut now = 0;
    for hours in [1, 2, 4] {
        assert_eq!(library.wanted_pages(feed, at(now), 9).unwrap(), ids);
        library.page_failed(ids[0], at(now)).unwrap();
        assert!(
            library.wanted_pages(feed, at(now + 3599 * hours), 9).unwrap().is_empty(),
            "it waits {hours} hours"
        );
        now += 3600 * hours;
    }
    library.page_failed(ids[0], at(now)).unwrap();
    assert!(library.wanted_pages(feed, at(i64::from(i32::MAX)), 9).unwrap().is_empty());
    library.want_page(ids[0], feed, at(now)).unwrap();
    library.page_was_read(ids[0]).unwrap();
    assert!(library.wanted_pages(feed, at(i64::from(i32::MAX)), 9).unwrap().is_empty());
}

#[test]
fn everything_done_to_articles_can_be_undone() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let items: Vec<NewItem> = (0..10)
        .map(|n| item(Some(&n.to_string()), &format!("Item {n}"), None, &format!("Text {n}.")))
        .collect();
    let ids = library.store_items(feed, &items, at(0)).unwrap().new;
    library.set_state(&ids[..2], &State::Unread(false), "read", at(1)).unwrap();
    library
        .set_state(&ids[..1], &State::Tag { name: "later".into(), set: true }, "tag", at(2))
        .unwrap();
    assert_eq!(library.mark_all_read(&Scope::default(), &clock(), "all read").unwrap(), 8);
    let unread = |library: &Library| library.feeds().unwrap()[0].unread;
    assert_eq!(unread(&library), 0);
    assert_eq!(library.undo().unwrap().unwrap().articles, 8);
    assert_eq!(unread(&library), 8);
    assert_eq!(library.undo().unwrap().unwrap().label, "tag");
    assert!(library.tags_of(ids[0]).unwrap().is_empty());
    assert_eq!(library.redo().unwrap().unwrap().label, "tag");
    assert_eq!(library.tags_of(ids[0]).unwrap(), ["later"]);
    drop(library);
    let mut library = folder.library();
    library.undo().unwrap();
    library.undo().unwrap();
    assert_eq!(unread(&library), 10);
    assert_eq!(library.undo().unwrap(), None);
}

#[test]
fn limits_spare_what_its_reader_wants() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let items: Vec<NewItem> = (0..6)
        .map(|n| item(Some(&n.to_string()), &format!("Item {n}"), None, &format!("Text {n}.")))
        .collect();
    let ids = library.store_items(feed, &items, at(0)).unwrap().new;
    library.set_state(&ids[2..], &State::Unread(false), "read", at(1)).unwrap();
    library.set_state(&ids[5..], &State::Starred(true), "star", at(1)).unwrap();
    assert_eq!(library.keep_within(feed, Some(3), None, at(2)).unwrap(), 2);
    assert_eq!(titles(&library, &Scope::default()), ["Item 0", "Item 1", "Item 2", "Item 5"]);
    assert!(library.store_items(feed, &items, at(3)).unwrap().new.is_empty());
    assert_eq!(titles(&library, &Scope::default()).len(), 4);
    library.remove_feed(feed).unwrap();
    assert_eq!(titles(&library, &Scope::default()), ["Item 5"]);
    assert_eq!(library.faults().unwrap(), Vec::<String>::new());
}

#[test]
fn words_of_six_scripts_are_found_and_signs_are_no_syntax() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let texts = [
        ("Latin", "The café in Kraków closed on Friday."),
        ("Greek", "Η Αθήνα ανακοίνωσε νέα μέτρα."),
        ("Cyrillic", "Президент приехал в Минск в среду."),
        ("Arabic", "وصل الرئيس إلى القاهرة يوم الأربعاء."),
        ("Hindi", "राष्ट्रपति बुधवार को दिल्ली पहुंचे।"),
        ("Chinese", "习近平对客人说中白友谊牢不可破。"),
        ("Japanese", "東京で会議が開かれました。"),
    ];
    let items: Vec<NewItem> =
        texts.iter().map(|(title, text)| item(Some(title), title, None, text)).collect();
    library.store_items(feed, &items, at(0)).unwrap();
    assert!(found(&library, "cafe").is_empty());
    assert_eq!(library.index_pending(3).unwrap(), 3);
    assert_eq!(library.index_pending(100).unwrap(), 4);
    assert_eq!(library.index_pending(100).unwrap(), 0);
    let cases = [
        ("cafe", "Latin"),
        ("KRAKOW", "Latin"),
        ("Αθηνα", "Greek"),
        ("минск", "Cyrillic"),
        ("القاهرة", "Arabic"),
        ("القاهِرة", "Arabic"),
        ("दिल्ली", "Hindi"),
        ("友谊", "Chinese"),
        ("会議", "Japanese"),
    ];
    for (word, title) in cases {
        assert_eq!(found(&library, word), [title], "{word}");
        for typed in [
            format!("\"{word}"),
            format!("({word}"),
            format!("{word})"),
            format!("^{word}"),
            format!("{word}*"),
            format!("{word}:"),
            format!("{word} NEAR"),
            format!("*{word}"),
        ] {
            let result = library.search(&Query::parse(&typed).unwrap(), &clock(), 9).unwrap();
            assert!(typed.ends_with("NEAR") || result[0].row.title == title, "{typed}");
        }
    }
    let hit = &library.search(&Query::parse("friday").unwrap(), &clock(), 9).unwrap()[0];
    assert_eq!(&hit.snippet[hit.found.unwrap().range()], "Friday");
    assert_eq!(found(&library, "cafe -friday"), Vec::<String>::new());
    assert_eq!(found(&library, "title:latin OR минск").len(), 2);
}

#[test]
fn queries_ask_for_states_feeds_tags_and_dates() {
    let folder = Folder::new();
    let mut library = folder.library();
    let first = library
        .add_feed(
            &Subscription {
                own_title: Some("100% Harbour_News".into()),
                tags: vec!["sea".into()],
                ..Subscription::to("https://a.example/")
            },
            at(0),
        )
        .unwrap()
        .0;
    let second = feed(&mut library, "https://b.example/");
    let mut old = item(Some("1"), "Old", None, "Ships.");
    old.article.published = Some("2020-05-05T10:00:00Z".parse().unwrap());
    let ids = library
        .store_items(first, &[old, item(Some("2"), "New", None, "More ships.")], at(0))
        .unwrap()
        .new;
    library.store_items(second, &[item(Some("3"), "Other", None, "No boats.")], at(0)).unwrap();
    while library.index_pending(100).unwrap() > 0 {}
    library.set_state(&[ids[1]], &State::Starred(true), "star", at(1)).unwrap();
    let cases: [(&str, &[&str]); 10] = [
        ("is:tagged", &["Old", "New"]),
        ("from:harbour_", &["Old", "New"]),
        ("from:\"100%\" ships", &["Old", "New"]),
        ("from:%", &["Old", "New"]),
        ("tag:sea is:starred", &["New"]),
        ("since:2021", &["New", "Other"]),
        ("before:2021-01-01", &["Old"]),
        ("-is:starred ships", &["Old"]),
        ("boats OR is:starred", &["New", "Other"]),
        ("by:nobody", &[]),
    ];
    for (query, wanted) in cases {
        let mut titles = found(&library, query);
        titles.sort();
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(titles, wanted, "{query}");
    }
}

#[test]
fn queries_ask_for_kinds_of_names_bylines_notes_and_lengths() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let told = "“We have no choice,” said Marta Lind, who runs the port authority in Lisbon.";
    let mut short = item(Some("1"), "Short", None, told);
    short.article.byline = Some("Olga Reis, Ana 100% Paz".into());
    short.article.published = Some("2020-02-29T23:00:00Z".parse().unwrap());
    let mut long = item(Some("2"), "Long", None, &"The quay sank. ".repeat(500));
    long.article.published = Some("2020-03-01T00:00:00Z".parse().unwrap());
    let ids = library.store_items(feed, &[short, long], at(0)).unwrap().new;
    while library.index_pending(100).unwrap() > 0 {}
    let document = library.article(ids[0]).unwrap().document;
    let analysis = analyze(&document, &Context::default());
    library.save_analysis(Some(ids[0]), &document, &analysis).unwrap();
    let identity = TextIdentity { article: Some(ids[0]), ..super::text("Apart.").1 };
    let mark = Mark {
        kind: MarkKind::Note,
        anchor: Anchor::of(&document, document.span()),
        note: "ask her".into(),
        created: at(0),
        changed: at(0),
    };
    library.add_mark(&identity, &mark, at(0)).unwrap();
    let cases: [(&str, &[&str]); 16] = [
        ("person:lind", &["Short"]),
        ("place:lind", &[]),
        ("place:lisbon", &["Short"]),
        ("org:lisbon", &[]),
        ("speaker:lind said:choice", &["Short"]),
        ("author:reis", &["Short"]),
        ("author:%", &[]),
        ("NOT author:reis", &["Long"]),
        ("has:note", &["Short"]),
        ("NOT has:note", &["Long"]),
        ("words:<100", &["Short"]),
        ("words:>100", &["Long"]),
        ("time:<5m", &["Short"]),
        ("time:>5m", &["Long"]),
        ("after:2020-02", &["Long"]),
        ("before:2020-03", &["Short"]),
    ];
    for (query, wanted) in cases {
        assert_eq!(found(&library, query), wanted, "{query}");
    }
}

#[test]
fn an_analysis_is_kept_and_tells_who_is_where() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let text = "“We have no choice,” said Marta Lind, who runs the port authority in Lisbon.\nLind said the quay was sinking.";
    let id = library
        .store_items(feed, &[item(Some("1"), "Harbour closes", None, text)], at(0))
        .unwrap()
        .new[0];
    assert_eq!(library.unanalysed(9).unwrap(), [id]);
    let article = library.article(id).unwrap();
    let analysis = analyze(&article.document, &Context::default());
    library.save_analysis(Some(id), &article.document, &analysis).unwrap();
    library.save_analysis(Some(id), &article.document, &analysis).unwrap();
    let kept = library.analysis(&article.document).unwrap().unwrap();
    assert_eq!(
        (&kept.mentions, &kept.figures, kept.sentences),
        (&analysis.mentions, &analysis.figures, analysis.sentences)
    );
    assert_eq!(
        kept.entities.iter().map(|entity| &entity.name).collect::<Vec<_>>(),
        analysis.entities.iter().map(|entity| &entity.name).collect::<Vec<_>>()
    );
    assert!(library.unanalysed(9).unwrap().is_empty());
    for entity in &analysis.entities {
        let rows = library.people(&[entity.kind], &entity.name, 9).unwrap();
        assert_eq!((rows.len(), rows[0].articles), (1, 1), "{}", entity.name);
        assert_eq!(found(&library, &format!("about:\"{}\"", entity.name)), ["Harbour closes"]);
    }
    let quotes = library.quotes(&crate::library::QuoteFilter::default(), 9).unwrap();
    assert_eq!(quotes.len(), analysis.quotes.len());
    for (row, quote) in quotes.iter().zip(&analysis.quotes) {
        assert!(row.text.contains(article.document.slice(quote.parts[0])));
    }
    library.remove_feed(feed).unwrap();
    assert!(library.people(&crate::annotation::EntityKind::ALL, "", 9).unwrap().is_empty());
    assert_eq!(library.analysis(&article.document).unwrap(), None);
}

#[test]
fn what_was_denied_or_not_said_is_not_found_as_said() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let text = "Marta Lind denied that the quay was sinking.\nMarta Lind did not say that the port would close.\n\
                Marta Lind said that the ferry was late.\nMarta Lind hoped that the rain would stop.";
    let items = [item(Some("1"), "Harbour", None, text)];
    let id = library.store_items(feed, &items, at(0)).unwrap().new[0];
    let document = library.article(id).unwrap().document;
    let analysis = analyze(&document, &Context::default());
    library.save_analysis(Some(id), &document, &analysis).unwrap();
    assert_eq!(found(&library, "said:\"quay was sinking\""), Vec::<String>::new());
    assert_eq!(found(&library, "said:\"port would close\""), Vec::<String>::new());
    assert_eq!(found(&library, "by:lind said:\"ferry was late\""), ["Harbour"]);
    assert_eq!(found(&library, "by:lind act:denies"), ["Harbour"]);
    assert_eq!(found(&library, "act:promises"), Vec::<String>::new());
    assert_eq!(library.people(&[EntityKind::Person], "lind", 9).unwrap()[0].quotes, 2);
    let of = |act: Option<Act>| {
        let rows = library.quotes(&QuoteFilter { act, ..QuoteFilter::default() }, 9).unwrap();
        rows.iter().map(|row| format!("{}: {}", row.told, row.text)).collect::<Vec<_>>()
    };
    assert_eq!(of(Some(Act::Denies)), ["Marta Lind denied: the quay was sinking"]);
    assert_eq!(of(Some(Act::Thinks)), ["Marta Lind hoped: the rain would stop"]);
    assert_eq!(of(None).len(), 3);
}

#[test]
fn people_stand_by_their_articles_over_all_kinds_with_the_days_of_the_first_and_the_last() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let texts = [
        "Marta Lind said that the quay was sinking. Marta Lind runs the port of Lisbon.",
        "“We have no choice,” said Marta Lind in Lisbon. Pieter Brandt was away.",
        "Marta Lind said that the ferry was late. Pieter Brandt said nothing.",
    ];
    for (day, text) in texts.iter().enumerate() {
        let day = i64::try_from(day).unwrap();
        let name = format!("report {day}");
        let new = library
            .store_items(feed, &[item(Some(&name), &name, None, text)], at(day * 86_400))
            .unwrap()
            .new;
        let document = library.article(new[0]).unwrap().document;
        let analysis = analyze(&document, &Context::default());
        library.save_analysis(Some(new[0]), &document, &analysis).unwrap();
    }
    let all = library.people(&EntityKind::ALL, "", 9).unwrap();
    assert!(all.is_sorted_by_key(|row| std::cmp::Reverse((row.articles, row.quotes))));
    assert_eq!((all[0].name.as_str(), all[0].articles), ("Marta Lind", 3));
    assert_eq!((all[0].first, all[0].last), (Some(at(0)), Some(at(2 * 86_400))));
    assert_eq!(library.people(&EntityKind::ALL, "", 2).unwrap(), all[..2]);
    assert!(library.people(&[], "", 9).unwrap().is_empty());
    assert_eq!(library.people(&[EntityKind::Person], "brandt", 9).unwrap().len(), 1);
    assert!(library.people(&[EntityKind::Place], "brandt", 9).unwrap().is_empty());

    // An article that is dated anew takes what is known of it along.
    let of_lind = QuoteFilter { speaker: Some("Marta Lind".into()), ..QuoteFilter::default() };
    let newest = |library: &Library| library.quotes(&of_lind, 1).unwrap()[0].title.clone();
    assert_eq!(newest(&library), "report 2");
    library.connection.execute("UPDATE article SET at = at + 864000 WHERE id = 1", []).unwrap();
    assert_eq!(newest(&library), "report 0");
    let lind = &library.people(&[EntityKind::Person], "lind", 9).unwrap()[0];
    assert_eq!((lind.first, lind.last), (Some(at(86_400)), Some(at(864_000))));
}

#[test]
fn new_articles_are_analysed_before_those_that_an_older_engine_did_and_the_newest_first() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let items: Vec<_> = ["five", "four", "three", "two", "one"]
        .iter()
        .map(|name| item(Some(name), name, None, &format!("{name} words")))
        .collect();
    let new = library.store_items(feed, &items, at(0)).unwrap().new;
    library
        .connection
        .execute("UPDATE article SET engine = ?1 WHERE id IN (1, 2, 5)", [crate::analysis::ENGINE])
        .unwrap();
    assert_eq!((library.unanalysed(9).unwrap(), new.len()), (vec![ArticleId(4), ArticleId(3)], 5));
    let of_a_newer_engine = library.unanalysed_by(crate::analysis::ENGINE + 1, 4).unwrap();
    assert_eq!(of_a_newer_engine, [ArticleId(4), ArticleId(3), ArticleId(5), ArticleId(2)]);
}

#[test]
fn the_text_that_is_shown_is_the_one_whose_words_are_counted() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let id = library
        .store_items(
            feed,
            &[item(Some("1"), "Ferry", Some("https://a.example/1"), "Late again.")],
            at(0),
        )
        .unwrap()
        .new[0];
    let words = |library: &Library| library.rows(&[id]).unwrap()[0].words;
    let teaser = words(&library);
    library
        .add_text(
            id,
            &article(
                "Ferry",
                Some("https://a.example/1"),
                &"The ferry was late again. ".repeat(30),
            ),
            Origin::Page,
            at(1),
        )
        .unwrap();
    assert!(words(&library) > 100);
    library.show_text(id, Origin::Feed).unwrap();
    assert_eq!(words(&library), teaser);
    library.show_text(id, Origin::Page).unwrap();
    assert!(words(&library) > 100);
}

#[test]
fn changes_made_together_are_saved_together_or_not_at_all() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let failed = library.together(|library| {
        library.store_items(feed, &[item(Some("1"), "Ferry", None, "Late again.")], at(0))?;
        library.set_fetch_state(
            feed,
            &FetchState { etag: Some("x".into()), ..FetchState::default() },
        )?;
        library.feed(FeedId(99)).map(drop)
    });
    assert!(failed.is_err());
    assert_eq!(
        (library.feed(feed).unwrap().items, library.feed(feed).unwrap().fetch.etag),
        (0, None)
    );
    let kept = library.together(|library| {
        library.store_items(feed, &[item(Some("1"), "Ferry", None, "Late again.")], at(0))
    });
    assert_eq!((kept.unwrap().new.len(), folder.library().feed(feed).unwrap().items), (1, 1));
}

#[test]
fn undo_never_touches_an_article_that_came_after_the_one_it_was_about() {
    let folder = Folder::new();
    let mut library = folder.library();
    let first = feed(&mut library, "https://a.example/");
    let one = item(Some("1"), "Harbour closed", None, "The harbour is closed.");
    let id = library.store_items(first, &[one], at(0)).unwrap().new[0];
    library.set_state(&[id], &State::Starred(true), "starred", at(1)).unwrap();
    library.set_state(&[id], &State::Starred(false), "no longer starred", at(2)).unwrap();
    library.remove_feed(first).unwrap();
    let second = feed(&mut library, "https://b.example/");
    let other = item(Some("1"), "Ferry late", None, "The ferry was late.");
    let stranger = library.store_items(second, &[other], at(3)).unwrap().new[0];
    assert!(second != first && stranger != id);
    library.undo().unwrap();
    assert!(!library.rows(&[stranger]).unwrap()[0].starred);
}
