//! What the reader does in its library, key by key, on the real application and a real library
//! file.

use crate::app::library::{Answer, Ask, LibraryPanel, Progress};
use crate::app::{Effect, MouseAction, Msg};
use crate::config::{ReadWhen, Settings};
use crate::desk;
use crate::desk::{Desk, Shelves, clock};
use crate::library::{FeedKind, FeedState, FetchState, NewItem, Place, Scope, State, Subscription};
use crate::query::Query;

/// Two feeds: three articles and two.
fn shelves() -> Shelves {
    let shelves = Shelves::new();
    let long = "The ferry left the harbour late. ".repeat(200);
    shelves.feed(
        "Harbour",
        &[
            (
                "Ferry late again",
                "The ferry was late, Anna Lind said on Monday. “We are sorry,” she added.",
            ),
            ("Union bank closes", &long),
            ("Third story", "It rained."),
        ],
    );
    shelves.feed(
        "Courier",
        &[("Strike begins", "Workers went on strike."), ("Strike ends", "They went back to work.")],
    );
    shelves
}

fn desk(shelves: &Shelves) -> Desk {
    Desk::in_library(120, 40, shelves, Settings::default())
}

fn selected(desk: &Desk) -> String {
    let list = &desk.app.library.list;
    list.row(list.at).map(|row| row.title.clone()).unwrap_or_default()
}

fn unread(desk: &Desk) -> u32 {
    desk.app.library.overview.as_ref().map_or(0, |overview| overview.unread)
}

/// The title of the article on the desk; nothing where the library is shown.
fn reading(desk: &Desk) -> Option<&str> {
    desk.app.reader.reading.as_ref().filter(|_| !desk.app.library.shown)?.article.title.as_deref()
}

#[test]
fn the_library_lists_previews_and_opens() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let screen = desk.screen();
    for words in [
        "Feeds",
        "Articles · All articles · 5",
        "Harbour",
        "Ferry late again",
        "Strike ends",
        "Preview",
        "Anna Lind said on Monday",
    ] {
        assert!(screen.contains(words), "“{words}” is missing in\n{screen}");
    }
    desk.press("Enter");
    assert_eq!(reading(&desk), Some("Ferry late again"));
    assert_eq!(unread(&desk), 4, "opening it counts as reading it");
    desk.press("q");
    assert!(desk.app.library.shown);
    assert_eq!(selected(&desk), "Ferry late again");
    desk.press("L");
    assert_eq!(reading(&desk), Some("Ferry late again"), "L goes back to it");
    desk.press("L").press("q").press("q");
    assert!(desk.app.done);
}

#[test]
fn articles_are_walked_in_the_list_and_while_one_is_read() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("J");
    assert_eq!(selected(&desk), "Strike begins");
    desk.press("K").press("Enter").press("J");
    assert_eq!(reading(&desk), Some("Strike begins"));
    desk.press("K").press("K");
    assert_eq!(reading(&desk), Some("Ferry late again"));
    assert!(desk.screen().contains("this is the first article of the list"));
}

#[test]
fn next_unread_goes_on_in_the_list_then_round_and_then_to_other_feeds() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("h").press("7j");
    assert_eq!(desk.app.library.view.name, "Courier", "{}", desk.screen());
    desk.press("ga").press("j").press("n");
    assert_eq!(selected(&desk), "Strike begins", "from the head of the list again");
    desk.press("d").press("d").press("n");
    assert_eq!(desk.app.library.view.name, "Harbour", "{}", desk.screen());
    assert_eq!(selected(&desk), "Ferry late again");
    desk.press("Enter").press("n");
    assert_eq!(reading(&desk), Some("Union bank closes"), "{}", desk.screen());
    desk.press("n").press("n");
    assert_eq!(reading(&desk), Some("Third story"));
    assert!(desk.screen().contains("no unread articles are left"), "{}", desk.screen());
}

#[test]
fn in_an_article_n_is_the_next_hit_while_a_search_is_on() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("J")
        .press("J")
        .press("Enter")
        .press("/")
        .type_words("ferry")
        .press("Enter")
        .press("n");
    assert_eq!(reading(&desk), Some("Union bank closes"));
    assert!(desk.screen().contains("ferry: 2 of 200"), "{}", desk.screen());
    desk.press("Esc").press("n");
    assert_ne!(reading(&desk), Some("Union bank closes"));
}

#[test]
fn space_at_the_end_of_an_article_goes_on_to_the_next_unread() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("Enter").press("Space");
    assert_eq!(reading(&desk), Some("Strike begins"));
    desk.press("Space");
    assert_eq!(reading(&desk), Some("Union bank closes"));
    desk.press("Space");
    assert_eq!(reading(&desk), Some("Union bank closes"), "a long one is paged through first");
}

#[test]
fn stars_tags_and_read_marks_are_saved_and_can_be_taken_back() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("s").press("d");
    assert_eq!(selected(&desk), "Strike begins");
    desk.press("t").type_words("later").press("Enter");
    assert!(desk.find("later").is_some());
    let library = shelves.library();
    let rows = library.page(&Scope::default(), &clock(), None, 9).expect("rows");
    assert_eq!((rows[0].starred, rows[0].unread, rows[1].tags), (true, false, 1));
    desk.press("A");
    assert_eq!(unread(&desk), 0);
    desk.press("u");
    assert_eq!(unread(&desk), 4);
    desk.press("u").press("u").press("u");
    assert_eq!(unread(&desk), 5);
    assert!(!desk.app.library.list.row(0).expect("a row").starred);
    desk.press("u");
    assert!(desk.screen().contains("nothing to undo"));
    desk.press("^R");
    assert!(desk.app.library.list.row(0).expect("a row").starred);
}

#[test]
fn flags_let_one_key_change_many() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("x").press("x").press("s");
    assert_eq!(desk.app.library.overview.as_ref().map(|overview| overview.starred), Some(2));
    desk.press("d");
    assert_eq!(unread(&desk), 3);
    assert!(desk.app.library.list.flags.is_empty());
    desk.press("X").press("d");
    assert_eq!(unread(&desk), 0);
    desk.press("u");
    assert_eq!(unread(&desk), 3, "one step takes all of it back");
}

#[test]
fn a_tag_is_completed_and_taken_off_again() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("t")
        .type_words("harbour-news")
        .press("Enter")
        .press("j")
        .press("t")
        .type_words("har")
        .press("Tab")
        .press("Enter");
    let tags = |desk: &Desk| {
        desk.app.library.overview.as_ref().map(|overview| overview.tags.clone()).unwrap_or_default()
    };
    assert_eq!(tags(&desk), [("harbour-news".to_owned(), 2)]);
    desk.press("t").type_words("harbour-news").press("Enter");
    assert_eq!(tags(&desk), [("harbour-news".to_owned(), 1)]);
}

#[test]
fn the_list_is_filtered_while_a_query_is_typed_and_the_filter_can_be_saved() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("/").type_words("stri");
    assert!(
        desk.find("Strike ends").is_some() && desk.find("Third story").is_none(),
        "{}",
        desk.screen()
    );
    desk.press("Enter")
        .press(":")
        .type_words("save_query")
        .press("Enter")
        .type_words("Strikes")
        .press("Enter");
    desk.press("Esc");
    assert!(desk.find("Third story").is_some());
    desk.press("h").press("5j");
    assert_eq!(desk.app.library.view.name, "Strikes");
    assert!(
        desk.find("Strike ends").is_some() && desk.find("Third story").is_none(),
        "{}",
        desk.screen()
    );
    desk.press("ga").press("/").type_words("zebra").press("Enter");
    assert!(desk.screen().contains("Nothing here matches “zebra”"), "{}", desk.screen());
}

#[test]
fn orders_are_by_date_source_and_length() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("O").press("gg");
    assert_eq!(selected(&desk), "Third story");
    desk.press("O").press("gg");
    assert_eq!(
        desk.app.library.list.row(0).and_then(|row| row.source.clone()).as_deref(),
        Some("Courier")
    );
    desk.press("O").press("gg");
    assert_eq!(selected(&desk), "Union bank closes");
}

#[test]
fn when_an_article_counts_as_read_is_a_setting_and_a_feed_may_have_its_own() {
    let shelves = shelves();
    let mut desk = Desk::in_library(
        120,
        40,
        &shelves,
        Settings { read_when: ReadWhen::Finished, ..Settings::default() },
    );
    desk.press("J").press("J").press("Enter");
    assert_eq!((reading(&desk), unread(&desk)), (Some("Union bank closes"), 5));
    desk.press("G");
    assert_eq!(unread(&desk), 4);
    desk.press("q").press("h").press("7j");
    assert_eq!(desk.app.library.view.name, "Courier");
    desk.press(":")
        .type_words("read_rule")
        .press("Enter")
        .type_words("by_hand")
        .press("Enter")
        .press("ga")
        .press("gg")
        .press("Enter")
        .press("G");
    assert_eq!((reading(&desk), unread(&desk)), (Some("Strike begins"), 4));
}

#[test]
fn what_is_scrolled_past_counts_as_read_where_the_setting_says_so() {
    let shelves = shelves();
    let mut desk = Desk::in_library(
        40,
        12,
        &shelves,
        Settings { read_when: ReadWhen::Scrolled, ..Settings::default() },
    );
    assert_eq!(unread(&desk), 5);
    desk.press("j").press("j").press("j").press("j");
    assert!(desk.app.library.list.top > 0);
    assert_eq!(5 - unread(&desk), desk.app.library.list.top as u32);
}

#[test]
fn what_another_program_changed_is_noticed_at_the_next_look() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let mut other = shelves.library();
    let all = other.ids(&Scope::default(), &clock()).expect("numbers");
    other.set_state(&all, &State::Unread(false), "elsewhere", clock().now).expect("saved");
    shelves.feed("Gazette", &[("Brand new", "It came from another window.")]);
    desk.press("j");
    assert!(desk.find("Brand new").is_some(), "{}", desk.screen());
    assert_eq!(unread(&desk), 1);
}

#[test]
fn what_changed_elsewhere_is_previewed_and_opened_as_it_is_now() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    shelves
        .feed("Harbour", &[("Ferry late once more", "The ferry was late, and nobody was sorry.")]);
    desk.press("ge").press("ga");
    assert!(
        desk.find("Ferry late once more").is_some() && desk.find("nobody was sorry").is_some(),
        "{}",
        desk.screen()
    );
    desk.press("Enter");
    assert_eq!(reading(&desk), Some("Ferry late once more"));
    assert!(desk.find("nobody was sorry").is_some(), "{}", desk.screen());
}

#[test]
fn an_article_that_changes_while_it_is_read_stays_and_it_is_told_once() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("Enter");
    shelves.feed("Harbour", &[("Ferry late again", "The ferry was late, and nobody was sorry.")]);
    desk.press("j");
    assert!(desk.find("Anna Lind said").is_some(), "{}", desk.screen());
    assert!(
        desk.screen().contains("this article changed: D shows what, q and Enter read it anew"),
        "{}",
        desk.screen()
    );
    desk.press("j");
    assert!(!desk.screen().contains("this article changed"), "{}", desk.screen());
    desk.press("q").press("Enter");
    assert!(desk.find("nobody was sorry").is_some(), "{}", desk.screen());
}

#[test]
fn what_is_set_on_an_article_that_is_gone_is_not_said_to_be_saved() {
    for keys in ["s", "N", "d", "Enter"] {
        let shelves = shelves();
        let mut desk = Desk::in_library(80, 24, &shelves, Settings::default());
        if keys == "Enter" {
            desk.press("t").type_words("later");
        }
        let mut other = shelves.library();
        for feed in other.feeds().expect("feeds") {
            other.remove_feed(feed.id).expect("removed");
        }
        desk.press(keys);
        assert!(
            desk.screen().contains("not saved: this article is no longer in the library"),
            "{keys}: {}",
            desk.screen()
        );
        desk.press("u");
        assert!(desk.screen().contains("nothing to undo"), "{keys}: {}", desk.screen());
    }
}

#[test]
fn counts_follow_what_another_program_kept_while_the_feeds_have_the_keys() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("ge");
    shelves.feed("Gazette", &[("Brand new", "It came from another window.")]);
    desk.press("j");
    assert_eq!(unread(&desk), 6, "{}", desk.screen());
}

#[test]
fn keys_of_the_list_need_no_preview() {
    for (width, height) in [(80, 24), (40, 12)] {
        let shelves = shelves();
        let mut desk = Desk::in_library(width, height, &shelves, Settings::default());
        assert!(desk.app.library.preview.is_none());
        desk.press("r");
        assert_eq!(desk.refreshes.len(), 1, "{}", desk.screen());
        let tags = |desk: &Desk| desk.app.library.list.row(0).map(|row| row.tags);
        desk.press("t").type_words("later").press("Enter");
        assert_eq!(tags(&desk), Some(1));
        desk.press("t").type_words("later").press("Enter");
        assert_eq!(tags(&desk), Some(0), "{}", desk.screen());
        desk.press("F");
        assert!(desk.screen().contains("this is the feed's own"), "{}", desk.screen());
    }
}

#[test]
fn a_tag_that_all_flagged_have_is_taken_off_them() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let tags = |desk: &Desk| {
        (0..2).map(|at| desk.app.library.list.row(at).map_or(9, |row| row.tags)).collect::<Vec<_>>()
    };
    desk.press("t").type_words("later").press("Enter").press("x").press("x");
    desk.press("t").type_words("later").press("Enter");
    assert_eq!(tags(&desk), [1, 1]);
    desk.press("t").type_words("later").press("Enter");
    assert_eq!(tags(&desk), [0, 0]);
    assert!(desk.screen().contains("tag later taken off: 2 articles"), "{}", desk.screen());
}

#[test]
fn with_one_flagged_it_is_told_what_was_done() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("x").press("d");
    assert!(desk.screen().contains("read: 1 article"), "{}", desk.screen());
    desk.press("x").press("N");
    assert!(desk.screen().contains("read: 1 article"), "{}", desk.screen());
}

#[test]
fn a_refresh_tells_what_changed_beside_what_is_new() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let mut told = |new, changed| {
        desk.send(Msg::Library(Answer::Progress(Progress {
            done: 1,
            total: 1,
            new,
            changed,
            ended: true,
            ..Progress::default()
        })));
        desk.app.notice.as_ref().map(|notice| notice.words.clone()).unwrap_or_default()
    };
    assert_eq!(told(1, 2), "1 new, 2 changed");
    assert_eq!(told(0, 1), "1 article changed");
    assert_eq!(told(0, 0), "nothing new");
}

#[test]
fn an_article_of_two_feeds_names_the_one_it_was_opened_from() {
    let shelves = shelves();
    let mut library = shelves.library();
    let (courier, _) = library
        .add_feed(
            &Subscription {
                title: "Evening".into(),
                ..Subscription::to("https://evening.example/feed")
            },
            clock().now,
        )
        .expect("a feed");
    let first = library.ids(&Scope::default(), &clock()).expect("numbers")[0];
    let shared = library.article(first).expect("an article");
    library
        .store_items(courier, &[NewItem::new(Some("x".into()), shared, None)], clock().now)
        .expect("stored");
    let mut desk = desk(&shelves);
    desk.press("ge").press("G");
    assert_eq!(desk.app.library.view.name, "Evening");
    desk.press("ga").press("Enter");
    assert!(desk.find("Evening").is_some(), "{}", desk.screen());
}

#[test]
fn a_refresh_is_asked_for_shows_how_it_goes_and_can_be_stopped() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("R");
    assert_eq!(desk.refreshes, [(Vec::new(), false)]);
    let progress = Progress {
        done: 1,
        total: 2,
        new: 3,
        failures: vec!["Courier: no such host".into()],
        ..Progress::default()
    };
    desk.send(Msg::Library(Answer::Progress(progress.clone())));
    assert!(
        desk.screen().contains("1 of 2 feeds asked, 3 new, 1 failed · Esc stops"),
        "{}",
        desk.screen()
    );
    desk.press("Esc");
    assert!(desk.stopped_refresh && !desk.app.done);
    desk.send(Msg::Library(Answer::Progress(Progress { ended: true, ..progress })));
    assert!(desk.screen().contains("3 new articles; Courier: no such host"), "{}", desk.screen());
    desk.press("!");
    assert!(desk.screen().contains("Feeds that failed"));
    desk.press("Esc").press("h").press("6j").press("r");
    assert!(
        desk.refreshes[1].1 && desk.refreshes[1].0.len() == 1,
        "one feed is asked before its time"
    );
}

#[test]
fn a_filter_that_is_no_query_is_not_taken() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("/").type_words("strike is:od");
    assert!(desk.app.notice.is_none(), "the last word is not finished");
    assert!(
        desk.find("Strike ends").is_some() && desk.find("Third story").is_none(),
        "{}",
        desk.screen()
    );
    desk.press("Enter");
    assert!(
        desk.app.overlay.prompt.is_some() && desk.screen().contains("“is:od” is not known"),
        "{}",
        desk.screen()
    );
    desk.press("Space");
    assert!(desk.screen().contains("“is:od” is not known"), "{}", desk.screen());
    desk.press("^W").type_words("is:unread").press("Enter");
    assert!(desk.app.overlay.prompt.is_none() && desk.app.notice.is_none());
    assert_eq!(desk.app.library.view.filter, "strike is:unread");
}

#[test]
fn saved_queries_and_rules_are_taken_back_like_everything_else() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let run = |desk: &mut Desk, command: &str, answer: &str| {
        desk.press(":").type_words(command).press("Enter").type_words(answer).press("Enter");
    };
    let queries = |desk: &Desk| {
        let overview = desk.app.library.overview.as_ref().expect("an overview");
        overview.queries.iter().map(|query| query.query.clone()).collect::<Vec<_>>()
    };
    desk.press("s").press("/").type_words("strike ").press("Enter");
    run(&mut desk, "save_query", "Work");
    desk.press("/").press("^U").type_words("ferry ").press("Enter");
    run(&mut desk, "save_query", "Work");
    assert!(desk.screen().contains("“Work” replaced; u takes it back"), "{}", desk.screen());
    assert_eq!(queries(&desk), ["ferry"]);
    desk.press("u");
    assert_eq!(queries(&desk), ["strike"]);
    desk.press("h").press("5j").press(":").type_words("remove_query").press("Enter");
    assert!(queries(&desk).is_empty());
    desk.press("u");
    assert!(desk.screen().contains("undone: “Work” is no longer saved"), "{}", desk.screen());
    assert_eq!(queries(&desk), ["strike"]);
    desk.press("G");
    assert_eq!(desk.app.library.view.name, "Courier");
    run(&mut desk, "read_rule", "by_hand");
    let rule = |desk: &Desk| {
        desk.app
            .library
            .overview
            .as_ref()
            .and_then(|overview| overview.feeds[1].read_when.map(ReadWhen::word))
    };
    assert_eq!(rule(&desk), Some("by_hand"));
    desk.press("u");
    assert_eq!(rule(&desk), None);
    assert!(
        shelves
            .library()
            .page(
                &Scope { only: crate::library::Only::Starred, ..Default::default() },
                &clock(),
                None,
                9
            )
            .expect("rows")
            .len()
            == 1,
        "the star set before is still there"
    );
}

#[test]
fn the_key_that_takes_back_is_the_one_that_is_bound() {
    let shelves = shelves();
    let keymap = crate::app::Keymap::preset("newsboat")
        .expect("it comes with the program")
        .expect("it is right");
    let mut desk = desk(&shelves);
    desk.app.keys.map = keymap;
    desk.press("A");
    assert!(desk.screen().contains("5 marked as read; M-u takes it back"), "{}", desk.screen());
}

#[test]
fn every_number_in_the_first_panel_is_that_of_the_unread_of_its_list() {
    let shelves = Shelves::new();
    let feeds = [
        shelves.feed("Harbour", &[("Ferry late", "It was late."), ("Rain", "It rained.")]),
        shelves.feed("Courier", &[("Strike", "They went on strike.")]),
        shelves.feed("Gazette", &[("Bank", "It closed.")]),
    ];
    let mut library = shelves.library();
    let folder = library.folder(None, "Ports", "{}").expect("a folder");
    let inner = library.folder(Some(folder), "North", "{}").expect("a folder");
    let first = library
        .ids(&Scope { place: Place::Feed(feeds[0]), ..Scope::default() }, &clock())
        .expect("numbers")[0];
    let shared = library.article(first).expect("an article");
    for (feed, folder) in feeds.into_iter().zip([folder, inner, inner]) {
        library
            .change_feed(feed, |feed| {
                (feed.folder, feed.tags) = (Some(folder), vec!["news".into()]);
            })
            .expect("changed");
        library
            .store_items(
                feed,
                &[NewItem::new(Some("shared".into()), shared.clone(), None)],
                clock().now,
            )
            .expect("stored");
    }
    library
        .keep_article(
            &desk::article(crate::input::Kind::Text, "Kept\n\nBy hand."),
            crate::library::Origin::File,
            clock().now,
        )
        .expect("kept");
    let mut desk = desk(&shelves);
    desk.press("s")
        .press("j")
        .press("t")
        .type_words("news")
        .press("Enter")
        .press("j")
        .press("s")
        .press("d");
    let overview = desk.app.library.overview.clone().expect("an overview");
    let panel = &desk.app.library.feeds;
    let mut seen = 0;
    for row in &panel.rows {
        let Some(view) = row.view(&overview, panel) else { continue };
        let unread = Scope {
            query: view.scope.query.clone().and(Query::parse("is:unread").expect("a query")),
            ..view.scope.clone()
        };
        let listed = library.ids(&unread, &clock()).expect("numbers").len();
        assert_eq!(row.count(&overview, panel) as usize, listed, "{}", view.name);
        seen += listed;
    }
    assert!(seen > 15 && overview.folder_unread[&folder] > 0, "{overview:?}");
}

#[test]
fn the_list_follows_the_first_panel_while_that_is_filtered() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("ge").press("/").type_words("cour").press("Enter");
    assert_eq!(desk.app.library.view.name, "Courier");
    assert!(
        desk.find("Feeds · /cour").is_some() && desk.find("Third story").is_none(),
        "{}",
        desk.screen()
    );
    desk.press("A").press("Esc");
    assert_eq!((unread(&desk), desk.app.library.view.name.as_str()), (3, "Courier"));
}

#[test]
fn the_list_of_a_feed_that_another_program_removed_gives_way_to_all_articles() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("ge").press("G");
    assert_eq!(desk.app.library.view.name, "Courier");
    let mut other = shelves.library();
    let courier = other
        .feeds()
        .expect("feeds")
        .into_iter()
        .find(|feed| feed.name() == "Courier")
        .expect("a feed");
    other.remove_feed(courier.id).expect("removed");
    desk.press("Tab");
    assert_eq!(desk.app.library.view.name, "All articles");
    assert!(
        desk.screen().contains("Courier is no longer in the library")
            && desk.find("Third story").is_some(),
        "{}",
        desk.screen()
    );
}

#[test]
fn feeds_that_failed_say_why_and_those_that_are_not_run_say_so() {
    let shelves = shelves();
    let mut library = shelves.library();
    let failing =
        Subscription { title: "Broken".into(), ..Subscription::to("https://broken.example/feed") };
    let (failing, _) = library.add_feed(&failing, clock().now).expect("a feed");
    let state = FetchState {
        state: FeedState::Failed,
        error: Some("the server answered 500".into()),
        ..FetchState::default()
    };
    library.set_fetch_state(failing, &state).expect("saved");
    let query = Subscription {
        kind: FeedKind::Query,
        ..Subscription::to("query:Strikes:title =~ \"strike\"")
    };
    library.add_feed(&query, clock().now).expect("a feed");
    let mut desk = desk(&shelves);
    desk.press("!");
    let screen = desk.screen();
    assert!(screen.contains("Broken") && screen.contains("the server answered 500"), "{screen}");
    assert!(screen.contains("it never answered"), "since when: {screen}");
    desk.press("Esc").press("ge").press("G");
    assert_eq!(desk.app.library.view.name, "Strikes");
    assert!(
        desk.find("Strikes is kept from a urls file and not run").is_some(),
        "{}",
        desk.screen()
    );
    desk.press("k");
    assert!(desk.find("the server answered 500").is_some(), "{}", desk.screen());
    desk.send(Msg::Library(Answer::Progress(Progress {
        total: 1,
        kept: 1,
        ended: true,
        ..Progress::default()
    })));
    assert!(desk.screen().contains("kept from a urls file and not run"), "{}", desk.screen());
}

#[test]
fn a_change_shows_beside_a_mark() {
    let shelves = shelves();
    shelves.feed(
        "Harbour",
        &[(
            "Ferry late again",
            "The old ferry was late, Anna Lind said on Monday. “We are sorry,” she added.",
        )],
    );
    let mut desk = desk(&shelves);
    desk.keeper = Some(desk::Kept::at(shelves.home().join("data/library.db")));
    desk.press("Enter").press("mm").press("q");
    assert!(desk.find("✎Δ Ferry late again").is_some(), "{}", desk.screen());
}

#[test]
fn marks_and_stars_are_taken_back_in_the_order_in_which_they_were_made() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let marks =
        |desk: &Desk| desk.app.reader.reading.as_ref().map_or(0, |reading| reading.marks.all.len());
    desk.press("Enter").press("mm").press("q").press("s");
    assert!(desk.app.library.list.row(0).is_some_and(|row| row.starred));
    desk.press("u");
    assert!(desk.app.library.list.row(0).is_some_and(|row| !row.starred), "{}", desk.screen());
    desk.press("u");
    assert!(desk.screen().contains("undone: bookmark set in “"), "{}", desk.screen());
    desk.press("Enter");
    assert_eq!(marks(&desk), 0);
    desk.press("^R");
    assert_eq!(marks(&desk), 1, "{}", desk.screen());
    desk.press("s").press("u");
    assert_eq!(marks(&desk), 1, "the star was the last");
    desk.press("u");
    assert_eq!(marks(&desk), 0);
}

#[test]
fn a_preview_that_comes_late_does_not_take_the_place_of_the_article_that_was_opened() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("j");
    let late = desk.press_only("gg");
    desk.press("j").press("Enter");
    assert_eq!(reading(&desk), Some("Strike begins"));
    desk.carry_out(late);
    assert_eq!(reading(&desk), Some("Strike begins"));
}

/// Carries out effects as the library's thread does when they come in one burst: of the questions
/// for a text the newest alone.
fn carry_out_burst(desk: &mut Desk, effects: Vec<Effect>) {
    let loads = |effect: &Effect| matches!(effect, Effect::Library(Ask::Load { .. }));
    let newest = effects.iter().rposition(loads);
    let kept = effects.into_iter().enumerate();
    let kept = kept.filter(|(at, effect)| !loads(effect) || Some(*at) == newest);
    let kept = kept.map(|(_, effect)| effect).collect();
    desk.carry_out(kept);
}

#[test]
fn an_article_opens_although_keys_follow_at_once_and_no_other_opens_by_itself() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("j");
    let second = selected(&desk);
    desk.press("k");
    let burst = ["j", "Enter", "j"].into_iter().flat_map(|key| desk.press_only(key)).collect();
    carry_out_burst(&mut desk, burst);
    assert_eq!(reading(&desk), Some(second.as_str()));
    assert_eq!(unread(&desk), 4);
    desk.press("q").press("k").press("j");
    assert_eq!(reading(&desk), None, "the cursor alone opens nothing");
    assert_eq!(unread(&desk), 4);
}

#[test]
fn esc_takes_back_an_opening_that_is_not_there_yet() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let burst = ["j", "Enter", "Esc"].into_iter().flat_map(|key| desk.press_only(key)).collect();
    carry_out_burst(&mut desk, burst);
    desk.press("k").press("j");
    assert_eq!((reading(&desk), unread(&desk)), (None, 5));
}

#[test]
fn marking_all_read_takes_what_the_list_holds_and_nothing_that_came_since() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    shelves.feed("Mill", &[("Came later", "The mill stands still.")]);
    desk.press("A");
    assert_eq!(unread(&desk), 1, "the one that was not in the list");
}

#[test]
fn marking_all_read_waits_for_a_list_that_is_not_there_yet() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let burst = desk.press_only("OA");
    let marks = |effect: &Effect| matches!(effect, Effect::Library(Ask::MarkAllRead { .. }));
    assert!(!burst.iter().any(marks), "the list in another order is on its way");
    desk.carry_out(burst);
    assert_eq!(unread(&desk), 0);
}

#[test]
fn esc_closes_and_stops_and_never_quits() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("Esc");
    assert!(
        desk.screen().contains("nothing is lit or half typed here; q closes") && !desk.app.done,
        "{}",
        desk.screen()
    );
    desk.press("/").type_words("stri").press("Enter").press("Esc").press("Esc").press("Esc");
    assert!(desk.app.library.view.filter.is_empty() && !desk.app.done);
    desk.press("Enter").press("/").type_words("ferry").press("Enter").press("Esc");
    assert!(reading(&desk).is_some(), "the search is closed first");
    desk.press("Esc").press("Esc");
    assert!(!desk.app.library.shown && !desk.app.done, "Esc closes no article");
    desk.press("q");
    assert!(desk.app.library.shown);
    desk.press("q").press("q");
    assert!(desk.app.done);
}

#[test]
fn from_anywhere_the_list_is_three_keys_away_at_most() {
    let shelves = shelves();
    shelves.analyse();
    for keys in [
        "Enter",
        "Enter ]q ?",
        "Enter ]e P",
        "Enter ]e P ?",
        "Enter P Enter",
        "Enter P Enter ?",
        "P",
        "P Enter ?",
        "P Enter Enter z v",
        "Enter z v M",
        "Enter ge ?",
        "ge ?",
        "Enter ]q w",
    ] {
        let mut desk = desk(&shelves);
        desk.press(keys);
        let at_list = |desk: &Desk| {
            let app = &desk.app;
            app.library.shown
                && !app.people.shown
                && !app.story.shown
                && app.overlay.popup.is_none()
        };
        let steps = (0..4).take_while(|_| {
            let further = !at_list(&desk);
            if further {
                desk.press("q");
            }
            further
        });
        let steps = steps.count();
        assert!(steps <= 3, "{keys}: {steps} layers");
    }
}

#[test]
fn a_count_before_d_reads_so_many_and_s_stars_and_takes_back() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let before = unread(&desk);
    desk.press("2d");
    assert_eq!(unread(&desk), before - 2);
    assert_eq!(desk.app.library.list.at, 2);
    desk.press("Enter").press("ge").press("s");
    assert!(desk.screen().contains("starred: "), "in any panel:\n{}", desk.screen());
    desk.press("s");
    assert!(desk.screen().contains("no longer starred: "), "{}", desk.screen());
}

#[test]
fn the_frame_of_an_article_names_its_source_and_date_at_every_width() {
    let long = "The Harbour Courier and Evening Post of Record for the Whole of the Northern Coast";
    let shelves = Shelves::new();
    let feed = [("Ferry late again", "The ferry was late, Anna Lind said on Monday.")];
    shelves.feed(long, &feed);
    shelves
        .feed(long, &[("Ferry late again", "The old ferry was late, Anna Lind said on Monday.")]);
    for (width, height) in [(80, 24), (120, 40), (200, 50)] {
        let mut desk = Desk::in_library(width, height, &shelves, Settings::default());
        desk.press("Enter");
        let frame = desk.screen().lines().next().unwrap_or_default().to_owned();
        assert!(frame.contains("The Harbour C") && frame.contains("2026-03-01"), "{frame}");
    }
}

#[test]
fn what_has_no_meaning_in_the_library_is_refused_in_the_words_of_the_command() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("m");
    assert!(
        desk.screen().contains("in the library this does nothing: mark the paragraph"),
        "{}",
        desk.screen()
    );
    desk.press("?").press("/").type_words("undo the last").press("Enter");
    assert!(desk.find("undo the last change in the library").is_some(), "{}", desk.screen());
}

#[test]
fn a_second_click_on_a_feed_does_no_harm() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let (column, row) = desk.find("FEEDS").expect("the first panel");
    desk.click(column + 4, row + 2).click(column + 4, row + 2);
    assert_eq!((desk.app.library.view.name.as_str(), desk.app.notice.is_none()), ("Courier", true));
}

#[test]
fn the_rule_of_a_feed_is_asked_with_its_name_and_the_rule_that_holds() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let rule = |desk: &mut Desk, words: &str| {
        desk.press(":").type_words("read_rule").press("Enter");
        let screen = desk.screen();
        desk.type_words(words).press("Enter");
        screen
    };
    desk.press("h").press("7j");
    let screen = rule(&mut desk, "by_hand");
    assert!(
        screen.contains("Courier: read")
            && screen.contains("config.toml says (now)")
            && screen.contains("scrolled past in the list"),
        "{screen}"
    );
    assert!(rule(&mut desk, "opened").contains("by_hand: only by a key (now)"));
}

#[test]
fn a_comparison_keeps_its_signs_at_their_words_and_looks_for_no_names() {
    let shelves = shelves();
    let text = |last: &str| format!("{}{last}", "A wonderful man! ".repeat(12));
    shelves.feed("Harbour", &[("Ferry late again", &text("Nothing more."))]);
    shelves.feed("Harbour", &[("Ferry late again", &text("So he said. ".repeat(9).as_str()))]);
    for width in 80..140 {
        let mut desk = Desk::in_library(width, 40, &shelves, Settings::default());
        desk.press("D");
        let screen = desk.screen();
        for line in screen.lines() {
            let words = line.trim_matches(['│', ' ', '▌']);
            assert!(
                !words.starts_with(['+', '-']) && !words.ends_with(['+', '-']),
                "{width}: {screen}"
            );
        }
        assert!(!screen.contains("Looking for"), "{screen}");
    }
}

#[test]
fn the_versions_of_an_article_are_compared_word_by_word() {
    let shelves = shelves();
    shelves.feed(
        "Harbour",
        &[(
            "Ferry late again",
            "The old ferry was late, Anna Lind said on Monday. “We are sorry,” she added.",
        )],
    );
    let mut desk = desk(&shelves);
    desk.press("D");
    assert!(desk.screen().contains("{+old+}"), "{}", desk.screen());
    desk.press("q").press("j").press("D");
    assert!(
        desk.app.library.shown
            && desk.screen().contains("this article has not changed since it came"),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_feed_s_own_text_is_shown_beside_the_page_s() {
    let shelves = shelves();
    let mut library = shelves.library();
    let first = library.ids(&Scope::default(), &clock()).expect("numbers")[0];
    let page = desk::article(
        crate::input::Kind::Text,
        "Ferry late again\n\nAll that the page says is far longer than the feed.",
    );
    library.add_text(first, &page, crate::library::Origin::Page, clock().now).expect("saved");
    let mut desk = desk(&shelves);
    assert!(desk.find("far longer").is_some(), "{}", desk.screen());
    desk.press("F");
    assert!(desk.find("Anna Lind said").is_some() && desk.app.library.shown, "{}", desk.screen());
    desk.press("Enter").press("F");
    assert!(desk.find("far longer").is_some() && !desk.app.library.shown, "{}", desk.screen());
}

#[test]
fn the_mouse_chooses_scrolls_and_opens() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    let (column, row) = desk.find("Third story").expect("it is listed");
    desk.click(column, row);
    assert_eq!(selected(&desk), "Third story");
    desk.click(column, row);
    assert_eq!(reading(&desk), Some("Third story"));
    desk.press("q").wheel(MouseAction::WheelUp, column, row);
    assert_eq!(desk.app.library.list.at, 1);
    let (column, row) = desk.find("FEEDS").expect("the first panel");
    desk.click(column + 4, row + 2);
    assert_eq!(
        (desk.app.library.view.name.as_str(), desk.app.library.focus),
        ("Courier", LibraryPanel::Feeds)
    );
}

#[test]
fn a_file_keeps_its_place_while_the_library_is_visited() {
    let shelves = shelves();
    let mut desk = Desk::new(120, 40);
    desk.counter = Some(crate::librarian::Counter::new(shelves.library(), ReadWhen::Opened));
    desk.press("12}").press("L");
    assert!(desk.app.library.shown);
    desk.press("Enter");
    assert_eq!(reading(&desk), Some("Ferry late again"));
    desk.press("q").press("q");
    assert!(!desk.app.library.shown && !desk.app.done);
    assert!(
        desk.screen().contains("Beijing promises") || desk.screen().contains("¶1"),
        "{}",
        desk.screen()
    );
    assert!(
        desk.app.reader.reading.as_ref().is_some_and(|reading| reading.panel.cursor > 0),
        "the place is kept"
    );
    desk.press("s");
    assert!(desk.app.reader.opened().is_none());
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mut desk = Desk::with(80, 24, Vec::new());
    desk.press("L");
    assert!(desk.screen().contains("dateline add URL"), "{}", desk.screen());
    let shelves = Shelves::new();
    drop(shelves.library());
    let desk = Desk::in_library(40, 12, &shelves, Settings::default());
    assert!(desk.screen().contains("No feeds yet"), "{}", desk.screen());
}

#[test]
fn a_library_without_anything_shows_its_lists_and_how_to_begin() {
    let shelves = Shelves::new();
    let mut desk = Desk::in_library(120, 40, &shelves, Settings::default());
    desk.counter = None;
    desk.send(Msg::Library(Answer::Nothing));
    let screen = desk.screen();
    assert!(screen.contains("All articles") && screen.contains("No feeds yet"), "{screen}");
    assert!(!screen.contains("No feed matches"), "{screen}");
}

#[test]
fn n_keeps_to_the_filter() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("/").type_words("ferry").press("Enter").press("n").press("n");
    desk.press("d").press("n");
    assert_eq!(desk.app.library.view.filter, "ferry");
    desk.press("A").press("n");
    assert_eq!(desk.app.library.view.filter, "ferry");
    assert_eq!(desk.app.library.view.name, "All articles");
    assert!(desk.screen().contains("no unread articles are left that match"), "{}", desk.screen());
    desk.press("Esc").press("n");
    assert!(desk.app.library.view.filter.is_empty() && unread(&desk) > 0);
}

#[test]
fn a_filter_that_no_feed_passes_leaves_the_list_where_it_was() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("h").type_words("/courx");
    assert_eq!(desk.app.library.view.name, "All articles", "{}", desk.screen());
    assert!(desk.screen().contains("No feed matches"), "{}", desk.screen());
    desk.press("Esc");
    assert_eq!(desk.app.library.feeds.list.at, 0);
    assert_eq!(desk.app.library.view.name, "All articles");
}

#[test]
fn rows_say_who_wrote_it_and_the_tags_and_the_frame_does() {
    let shelves = Shelves::new();
    let mut library = shelves.library();
    let (feed, _) = library
        .add_feed(
            &Subscription {
                title: "Harbour".into(),
                ..Subscription::to("https://harbour.example/feed")
            },
            clock().now,
        )
        .expect("a feed");
    let mut article = desk::article(crate::input::Kind::Text, "Ferry late\n\nIt was late again.");
    article.title = Some("Ferry late".into());
    article.byline = Some("By Ana Ruiz".into());
    article.published = Some(clock().now);
    let item = NewItem::new(Some("1".into()), article, None);
    library.store_items(feed, &[item], clock().now).expect("stored");
    let id = library.page(&Scope::default(), &clock(), None, 1).expect("rows")[0].id;
    let tag = State::Tag { name: "sea".into(), set: true };
    library.set_state(&[id], &tag, "tagged", clock().now).expect("set");
    for (width, height) in [(80, 24), (100, 30), (120, 40)] {
        let mut desk = Desk::in_library(width, height, &shelves, Settings::default());
        let row = desk.find("Ferry late").expect("a row");
        let screen = desk.screen();
        assert!(screen.contains("Ana Ruiz #sea"), "{width}: {row:?}\n{screen}");
        desk.press("Enter");
        let frame = desk.screen().lines().next().unwrap_or_default().to_owned();
        assert!(width < 120 || frame.contains("Ana Ruiz"), "{frame}");
    }
}

#[test]
fn the_list_has_a_row_a_line_where_a_title_has_room() {
    let shelves = Shelves::new();
    let titles: Vec<String> = (0..40).map(|number| format!("Story {number:02}")).collect();
    let items: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "Words.")).collect();
    shelves.feed("Harbour", &items);
    let desk = Desk::in_library(100, 30, &shelves, Settings::default());
    assert_eq!(desk.screen().matches("●    Story ").count(), 27, "{}", desk.screen());
}

#[test]
fn only_ascii_signs_are_drawn_where_that_is_set() {
    let shelves = shelves();
    let settings = Settings { ascii: true, ..Settings::default() };
    let mut desk = Desk::in_library(120, 40, &shelves, settings);
    desk.press("s");
    let is_plain = |desk: &Desk| {
        desk.screen().replace(['“', '”'], "").lines().filter(|line| !line.is_ascii()).count() == 0
    };
    assert!(is_plain(&desk), "{}", desk.screen());
    for keys in ["/", "Esc", "?", "Esc", ":", "Esc", "Enter", "gq", ":", "Esc", "?"] {
        desk.press(keys);
        assert!(is_plain(&desk), "{keys}: {}", desk.screen());
    }
}

#[test]
fn what_is_starred_is_counted_when_it_is_read_too() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("s").press("d");
    let starred = |desk: &Desk| {
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains("Starred")).expect("a row").to_owned();
        line.split('│')
            .nth(1)
            .unwrap_or_default()
            .split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(starred(&desk), "0 of 1", "{}", desk.screen());
    desk.press("J").press("s");
    assert_eq!(starred(&desk), "1 of 2", "{}", desk.screen());
}

#[test]
fn a_teaser_is_told_with_its_reason_and_its_page_is_asked_for_by_a_key() {
    use crate::app::Linear;
    use crate::library::Teaser;

    let shelves = Shelves::new();
    shelves.feed(
        "Courier",
        &[("Ferry late", "It was late …"), ("Bridge open", "It opened on Monday.")],
    );
    let mut library = shelves.library();
    let ids = library.ids(&Scope::default(), &clock()).expect("numbers");
    library.set_teaser(ids[0], Some(Teaser::Offer)).expect("set");
    for (width, height) in [(140, 30), (80, 24)] {
        let desk = Desk::in_library(width, height, &shelves, Settings::default());
        let screen = desk.screen();
        assert_eq!(screen.matches("teaser").count(), 2, "the row and the lowest line\n{screen}");
        assert!(screen.contains("only a teaser: its page offers a subscription"), "{screen}");
    }
    let mut desk = Desk::in_library(140, 30, &shelves, Settings::default());
    desk.press("gp");
    assert_eq!(desk.pages, [vec![ids[0]]]);
    assert!(desk.screen().contains("asking for its page"), "{}", desk.screen());
    library.set_teaser(ids[0], None).expect("set");
    let words = "the whole article is here: its page was read".to_owned();
    desk.send(Msg::Library(Answer::Pages { words, ids: vec![ids[0]] }));
    let screen = desk.screen();
    assert!(screen.contains("the whole article is here") && !screen.contains("teaser"), "{screen}");
    library.set_teaser(ids[1], Some(Teaser::NotFound)).expect("set");
    let mut desk = Desk::in_library(80, 24, &shelves, Settings::default());
    let mut linear = Linear::default();
    linear.say(&mut desk.app);
    let told = desk.line(&mut linear, "next").join(" ");
    assert!(told.contains("only a teaser, its page says that it is not found"), "{told}");
}

#[test]
fn tab_at_a_filter_completes_operators_and_values_and_says_what_they_mean() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("/").type_words("auth").press("Tab");
    let words = |desk: &Desk| desk.app.overlay.prompt.as_ref().map(|prompt| prompt.words.clone());
    assert_eq!(words(&desk).as_deref(), Some("author:"));
    assert!(desk.screen().contains("words of the byline"), "{}", desk.screen());
    desk.press("^U").type_words("is:").press("Tab").press("Tab");
    assert_eq!(words(&desk).as_deref(), Some("is:read"));
    desk.press("^U").type_words("nothing:x").press("Tab");
    assert_eq!(words(&desk).as_deref(), Some("nothing:x"));
}

#[test]
fn an_article_opened_from_a_filter_shows_where_its_words_stand_and_n_goes_on() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("/").type_words("strikes").press("Enter").press("Enter");
    let search =
        |desk: &Desk| desk.app.reader.reading.as_ref().and_then(|open| open.search.clone());
    let lit = search(&desk).expect("its hits are lit");
    assert!(!lit.hits.is_empty() && lit.current.is_none(), "{lit:?}");
    desk.press("n");
    assert!(search(&desk).is_some_and(|search| search.current.is_some()));
}
