//! What the reader does, key by key, on the real application.

use crate::app::{Change, Effect, Msg, Panel};
use crate::config::Settings;
use crate::desk::{Desk, Kept, article, sample};
use crate::input::Kind;

/// An article of forty numbered paragraphs.
fn long() -> crate::annotation::Article {
    let paragraphs: Vec<String> = (1..=40)
        .map(|number| {
            format!(
                "Paragraph {number} says that the harbour of Lisbon was calm and that nobody came."
            )
        })
        .collect();
    article(Kind::Text, &paragraphs.join("\n\n"))
}

fn place(desk: &Desk) -> String {
    desk.screen()
        .lines()
        .last()
        .unwrap_or_default()
        .split('·')
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[test]
fn a_key_shows_the_whole_page_and_the_article_again() {
    let mut desk = Desk::with(100, 24, vec![long()]);
    desk.press("gP");
    assert!(desk.app.reader.reading.as_ref().is_some_and(|reading| reading.article.whole_page));
    assert!(desk.screen().contains("the whole page; gP shows the article in it"));
    desk.press("gP");
    assert!(desk.app.reader.reading.as_ref().is_some_and(|reading| !reading.article.whole_page));
    // Where no article was found, it says so, and why there is none is told with the key.
    let generation = desk.app.reader.shelf.generation;
    let page = crate::annotation::Article { whole_page: true, ..long() };
    desk.send(Msg::Read { generation, whole: true, article: Box::new(Ok(page)) });
    assert!(desk.screen().contains("no article was found in this page"));
    let error = crate::input::InputError::NotAnArticle { why: "it is a page to sign in" };
    let trouble = crate::input::source::Trouble { message: error.to_string(), hint: error.hint() };
    desk.send(Msg::Read { generation, whole: true, article: Box::new(Err(trouble)) });
    assert!(desk.screen().contains("gP shows the page as it stands"), "{}", desk.screen());
}

#[test]
fn the_sample_fills_all_three_panels() {
    let desk = Desk::new(120, 34);
    let screen = desk.screen();
    for words in ["Beijing promises Minsk", "PEOPLE", "Alexander Lukashenko", "PLACES", "Said"] {
        assert!(screen.contains(words), "“{words}” is missing in\n{screen}");
    }
}

#[test]
fn the_panels_follow_the_width() {
    let mut desk = Desk::new(120, 34);
    assert!(desk.find("In this story").is_some() && desk.find(" Said").is_some());
    desk.resize(90, 24);
    let both = desk.find("Names 23").zip(desk.find("Said 16"));
    let ((_, names), (said, _)) = both.expect("the panel that is not shown is announced too");
    assert!(desk.find("PEOPLE").is_some());
    desk.press("gq");
    assert!(desk.find("PEOPLE").is_none() && desk.find("deeper trade").is_some());
    desk.click(said - 8, names);
    assert!(desk.find("PEOPLE").is_some(), "a press on its title shows it");
    desk.resize(40, 12).press("ga");
    assert!(desk.screen().starts_with("┌ Article │ In this story │ Said "), "{}", desk.screen());
    desk.resize(19, 5);
    assert!(desk.screen().contains("needs"));
}

#[test]
fn resizing_keeps_the_paragraph_in_place() {
    let mut desk = Desk::with(120, 34, vec![long()]);
    desk.press("17G");
    let cursor = desk.app.reader.reading.as_ref().expect("open").panel.cursor;
    for (width, height) in [(40, 12), (200, 50), (20, 6), (120, 34)] {
        desk.resize(width, height);
        let reading = desk.app.reader.reading.as_ref().expect("open");
        assert_eq!(reading.panel.cursor, cursor);
        let in_sight = reading.panel.rows.iter().any(|(_, row)| row.span.contains(cursor));
        assert!(in_sight, "{width}x{height}:\n{}", desk.screen());
    }
}

#[test]
fn counts_go_before_keys_even_where_their_digits_are_bound() {
    let mut desk = Desk::with(80, 24, vec![long()]);
    desk.press("12}");
    assert!(place(&desk).starts_with("¶13 "), "{}", place(&desk));
    assert_eq!(desk.app.reader.panels.focus, Panel::Article);
    desk.press("5{");
    assert!(place(&desk).starts_with("¶8 "), "{}", place(&desk));
}

#[test]
fn scrolling_moves_the_cursor_along_and_reaches_both_ends() {
    let mut desk = Desk::with(80, 24, vec![long()]);
    for _ in 0..200 {
        desk.press("j");
    }
    assert!(place(&desk).starts_with("¶40 "), "{}", place(&desk));
    for _ in 0..200 {
        desk.press("k");
    }
    assert!(place(&desk).starts_with("¶1 "), "{}", place(&desk));
    desk.press("G");
    assert!(desk.screen().contains("Paragraph 40"));
    desk.press("gg");
    assert!(desk.screen().contains("Paragraph 1 "));
    desk.press("^O");
    assert!(place(&desk).starts_with("¶40 "), "{}", place(&desk));
}

#[test]
fn a_search_is_incremental_counts_and_wraps() {
    let mut desk = Desk::with(120, 34, vec![long()]);
    desk.press("/").type_words("paragraph 3");
    assert!(desk.screen().contains("1 of 11"), "{}", desk.screen());
    desk.press("Enter").press("N");
    assert!(
        desk.screen().contains("11 of 11") && desk.screen().contains("went on at the end"),
        "{}",
        desk.screen()
    );
    desk.press("n").press("n");
    assert!(desk.screen().contains("2 of 11"), "{}", desk.screen());
    desk.press("Esc");
    assert!(!desk.screen().contains("of 11"));
}

#[test]
fn a_search_that_is_given_up_goes_back() {
    let mut desk = Desk::with(80, 24, vec![long()]);
    desk.press("4}").press("/").type_words("Paragraph 39").press("Esc");
    assert!(place(&desk).starts_with("¶5 "), "{}", place(&desk));
}

#[test]
fn only_matching_paragraphs_are_shown_until_escape() {
    let mut desk = Desk::with(80, 24, vec![long()]);
    desk.press("&").type_words("paragraph 7").press("Enter");
    assert!(
        desk.screen().contains("Paragraph 7 ") && !desk.screen().contains("Paragraph 6 "),
        "{}",
        desk.screen()
    );
    desk.press("Esc");
    assert!(desk.screen().contains("Paragraph 6 "), "{}", desk.screen());
}

#[test]
fn links_are_followed_by_letters_keys_and_mouse() {
    let text = "Read [the paper](https://example.org/paper) and [the reply](https://example.org/reply), not [this](ftp://example.org).";
    let mut desk = Desk::with(80, 24, vec![article(Kind::Markdown, text)]);
    desk.press("f");
    desk.press("s");
    assert_eq!(desk.read, ["https://example.org/reply"]);
    desk.press("Esc").press("]l").press("Enter");
    assert_eq!(desk.read.len(), 2);
    let (column, row) = desk.find("the paper").expect("it is on the screen");
    desk.click(column + 2, row);
    assert_eq!(desk.read.last().map(String::as_str), Some("https://example.org/paper"));
    desk.press("o");
    assert_eq!(desk.opened, ["https://example.org/paper"], "o: the browser");
}

#[test]
fn a_link_is_read_here_and_left_again() {
    let text = "# Ferry\n\nRead [the paper](https://example.org/paper) and [the reply](https://example.org/reply).";
    let page = "# The paper\n\nAna Ruiz said the ferry would go. See [the board](https://example.org/board).";
    let board = "# The board\n\nIt met on Monday.";
    let mut desk = Desk::with(80, 24, vec![article(Kind::Markdown, text)]);
    desk.pages_of_the_web = vec![
        ("https://example.org/paper".into(), article(Kind::Markdown, page)),
        ("https://example.org/board".into(), article(Kind::Markdown, board)),
    ];
    desk.press("]l");
    assert!(desk.screen().contains("https://example.org/paper"), "{}", desk.screen());
    desk.press("Enter").press("]l").press("Enter");
    assert!(desk.screen().contains("It met on Monday"), "{}", desk.screen());
    desk.press("^O");
    assert!(desk.screen().contains("Ana Ruiz said"), "{}", desk.screen());
    desk.press("Esc").press("q");
    assert!(desk.screen().contains("and the reply"), "q goes back too:\n{}", desk.screen());
    assert!(!desk.app.done);
    desk.press("]l").press("Enter");
    let screen = desk.screen();
    assert!(screen.contains("and the reply"), "the article stays:\n{screen}");
    assert!(screen.contains("page not found"), "and it is said why:\n{screen}");
}

#[test]
fn without_a_browser_the_address_is_shown_and_copied() {
    let text = "Read [the paper](https://example.org/paper) or [write](mailto:ana@example.org).";
    let mut desk = Desk::with(80, 24, vec![article(Kind::Markdown, text)]);
    let url = "https://example.org/paper".to_owned();
    desk.send(Msg::NotBrowsed { url, words: "no browser could be started".into() });
    assert_eq!(desk.copied, ["https://example.org/paper"]);
    assert!(desk.screen().contains("https://example.org/paper is copied"), "{}", desk.screen());
    desk.press("]l").press("]l").press("Enter");
    assert_eq!(desk.copied.last().map(String::as_str), Some("mailto:ana@example.org"));
}

#[test]
fn the_panels_follow_the_reading() {
    let quotes: String = (1..12)
        .map(|number| format!("“We carried {number} boxes,” said Vera Lund{number}.\n\n"))
        .collect();
    let text = format!("# Boxes\n\n{quotes}“It was enough,” said Anna Berg.");
    let mut desk = Desk::with(120, 24, vec![article(Kind::Markdown, &text)]);
    let said = |desk: &Desk| desk.find("It was enough").map(|(column, _)| column);
    desk.press("G").press("9}");
    let column = desk.app.reader.panels.geometry().quotes.expect("it is there").x;
    let screen = desk.screen();
    let in_panel = screen.lines().any(|line| {
        line.chars().skip(usize::from(column)).collect::<String>().contains("“It was enough")
    });
    assert!(in_panel, "what is said in the last paragraph is in sight:\n{screen}");
    assert!(said(&desk).is_some());
    desk.press("p").press("gg");
    let pinned = desk.screen();
    let still = pinned.lines().any(|line| {
        line.chars().skip(usize::from(column)).collect::<String>().contains("“It was enough")
    });
    assert!(still, "a pinned panel stays:\n{pinned}");
    desk.press("p");
    assert!(desk.screen().contains("We carried 1 boxes,”"), "{}", desk.screen());
}

#[test]
fn a_name_is_lit_by_the_mouse_and_walked_by_keys() {
    let mut desk = Desk::new(120, 34);
    let (column, row) = desk.find("Vladimir Putin").expect("it is on the screen");
    desk.click(column, row);
    let lit = |desk: &Desk| {
        let reading = desk.app.reader.reading.as_ref().expect("open");
        reading.lit.map(|id| reading.analysis.as_ref().expect("analysed").entity(id).name.clone())
    };
    assert_eq!(lit(&desk).as_deref(), Some("Vladimir Putin"));
    let before = desk.app.reader.reading.as_ref().expect("open").panel.cursor;
    desk.press("*");
    assert_ne!(desk.app.reader.reading.as_ref().expect("open").panel.cursor, before);
    assert_eq!(lit(&desk).as_deref(), Some("Vladimir Putin"));
}

#[test]
fn lists_are_filtered() {
    let mut desk = Desk::new(120, 34);
    desk.press("ge").press("/").type_words("zelen").press("Enter");
    assert!(!desk.screen().contains("PLACES"), "{}", desk.screen());
    desk.press("Esc").press("Esc");
    assert!(desk.screen().contains("PLACES"), "{}", desk.screen());
}

#[test]
fn help_asks_the_keymap_and_filters() {
    let mut desk = Desk::new(100, 30);
    desk.press("?").press("/").type_words("browser");
    let screen = desk.screen();
    assert!(
        screen.contains("open the link or the article in the browser")
            && !screen.contains("next page"),
        "{screen}"
    );
    desk.press("Esc").press("Esc");
    assert!(!desk.screen().contains("Keys in the"));
    desk.press("?").press("?");
    assert!(!desk.screen().contains("Keys in the"), "the key that opens it closes it");
}

#[test]
fn the_palette_finds_commands_by_words() {
    let mut desk = Desk::new(100, 30);
    desk.press(":").type_words("hyphen").press("Enter");
    assert!(desk.app.settings.hyphenate);
    let found = desk.app.palette("open");
    let what = desk.app.keys.map.what(found[0]).to_owned();
    assert!(what.contains("open"), "whole words before strewn letters: {what}");
}

#[test]
fn several_articles_are_turned_like_pages() {
    let mut desk = Desk::with(
        80,
        24,
        vec![article(Kind::Text, "The first one."), article(Kind::Text, "The second one.")],
    );
    assert!(desk.screen().contains("The first one."));
    desk.press("J");
    assert!(
        desk.screen().contains("The second one.") && desk.screen().contains("2 of 2"),
        "{}",
        desk.screen()
    );
    desk.press("J");
    assert!(desk.screen().contains("this is the last article"));
    desk.press("K");
    assert!(desk.screen().contains("The first one."));
}

#[test]
fn q_closes_one_layer_and_at_the_last_one_is_asked_twice() {
    let mut desk = Desk::new(100, 30);
    desk.press("?").press("q");
    assert!(desk.app.overlay.popup.is_none() && !desk.screen().contains("q again quits"));
    desk.press("v").press("q");
    assert!(!desk.screen().contains("Selecting") && !desk.screen().contains("q again quits"));
    desk.press("q");
    assert!(desk.screen().contains("q again quits") && !desk.app.done, "{}", desk.screen());
    desk.press("j").press("q");
    assert!(!desk.app.done, "another key between them takes it back");
    desk.send(Msg::QuitLapsed);
    assert!(!desk.screen().contains("q again quits"), "so does the time");
    desk.press("q");
    assert!(!desk.app.done);
    desk.press("q");
    assert!(desk.app.done);
}

#[test]
fn q_quits_at_once_where_the_settings_say_so_and_capital_q_does_anywhere() {
    let settings = Settings { confirm_quit: false, ..Settings::default() };
    let mut desk = Desk::with_settings(100, 30, vec![sample()], settings);
    desk.press("q");
    assert!(desk.app.done);
    let mut desk = Desk::new(100, 30);
    desk.press("?").press("Q");
    assert!(desk.app.done);
}

#[test]
fn esc_takes_back_what_is_lit_and_closes_no_panel() {
    let mut desk = Desk::new(100, 30);
    desk.press("/").type_words("trade").press("Enter").press("ge").press("Esc");
    let search = |desk: &Desk| desk.app.reader.reading.as_ref().is_some_and(|r| r.search.is_some());
    assert!(!search(&desk), "the hits are lit no more");
    desk.press("Esc").press("Esc");
    assert_eq!(desk.app.reader.panels.focus, Panel::Entities);
    assert!(desk.screen().contains("nothing is lit or half typed"), "{}", desk.screen());
    let at = |desk: &Desk| desk.app.reader.reading.as_ref().map(|reading| reading.entities.list.at);
    desk.press("gg").press("3").press("Esc").press("j");
    assert_eq!(at(&desk), Some(1), "the count was taken back");
}

#[test]
fn any_size_can_be_drawn_with_anything_open() {
    for (width, height) in
        [(1, 1), (5, 40), (20, 6), (21, 7), (80, 6), (110, 12), (300, 8), (79, 24)]
    {
        for keys in ["", "?", "]", ":", "/", "ge", "gq", "z", "w", "f"] {
            let mut desk = Desk::new(width, height);
            if !keys.is_empty() {
                desk.press(keys);
            }
            assert!(!desk.screen().is_empty() || width == 1, "{width}x{height} {keys}");
        }
    }
}

#[test]
fn a_click_on_a_mark_in_the_list_goes_there() {
    use crate::annotation::{Mark, MarkKind};
    use crate::app::Kept;
    use crate::library::MarkId;
    use crate::text::Anchor;

    let long = long();
    let document = std::sync::Arc::clone(&long.document);
    let mut desk = Desk::with(80, 24, vec![long]);
    let marks = [3, 30].map(|number| {
        let span = document.paragraph(number).unwrap().span;
        let (created, changed) = (jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::UNIX_EPOCH);
        let mark = Mark {
            kind: MarkKind::Bookmark,
            anchor: Anchor::of(&document, span),
            note: String::new(),
            created,
            changed,
        };
        (MarkId(number as i64), mark, Some(span))
    });
    let kept = Kept {
        hash: document.hash(),
        marks: marks.to_vec(),
        corrections: Vec::new(),
        position: None,
        words: String::new(),
    };
    desk.send(Msg::Kept(Box::new(kept))).press("M");
    let (column, row) = desk.find("¶30").unwrap();
    desk.click(column, row);
    assert!(place(&desk).starts_with("¶30 of 40"), "{}", desk.screen());
}

#[test]
fn where_a_link_leads_stands_in_the_lowest_line() {
    let text = "See [the map](https://map.example/tide) and [the list](https://list.example/).\n\nThe tide is late.";
    let mut desk = Desk::with(80, 24, vec![article(Kind::Markdown, text)]);
    assert!(!desk.screen().contains("map.example"));
    desk.press("]l");
    assert!(desk.screen().contains("→ https://map.example/tide"), "{}", desk.screen());
    desk.press("]l");
    assert!(desk.screen().contains("→ https://list.example/"), "{}", desk.screen());
    desk.press("j");
    assert!(!desk.screen().contains("list.example"), "{}", desk.screen());
}

/// The lowest line.
fn status(desk: &Desk) -> String {
    desk.screen().lines().last().unwrap_or_default().trim().to_owned()
}

/// The signs on the right line of the article's frame, from above.
fn bar(desk: &Desk) -> String {
    let frame = desk.app.reader.panels.geometry().article.expect("it is in sight");
    let column = usize::from(frame.x + frame.width - 1);
    let screen = desk.screen();
    let rows = screen.lines().skip(1).take(usize::from(frame.height) - 2);
    rows.map(|row| row.chars().nth(column).unwrap_or(' ')).collect()
}

#[test]
fn the_bar_shows_what_is_in_sight_and_where_hits_and_marks_are() {
    let mut desk = Desk::with(80, 24, vec![long()]);
    assert!(bar(&desk).starts_with("┃┃") && bar(&desk).ends_with("││"), "{}", bar(&desk));
    desk.press("G");
    assert!(bar(&desk).starts_with("││") && bar(&desk).ends_with("┃┃"), "{}", bar(&desk));
    desk.press("gg").press("/").type_words("paragraph 40").press("Enter").press("gg");
    assert!(bar(&desk).ends_with('◆'), "{}", bar(&desk));
    desk.press("Esc");
    assert!(!bar(&desk).contains('◆'), "{}", bar(&desk));
    let short = Desk::with(80, 24, vec![article(Kind::Text, "All of it is in sight.")]);
    assert!(!bar(&short).contains('┃'), "{}", bar(&short));
}

#[test]
fn paragraph_progress_and_time_left_are_told_by_one_measure() {
    let mut desk = Desk::with(80, 24, vec![long()]);
    assert!(status(&desk).starts_with("¶1 of 40 · 2 % · 3 min left"), "{}", status(&desk));
    desk.press("20G");
    assert!(status(&desk).starts_with("¶20 of 40 · 49 % · 2 min left"), "{}", status(&desk));
    desk.press("G");
    assert!(status(&desk).starts_with("¶40 of 40 · 100 % · the end"), "{}", status(&desk));
    let long = "ferry ".repeat(238 * 90);
    let desk = Desk::with(80, 24, vec![article(Kind::Text, &format!("Late\n\n{long}"))]);
    assert!(desk.screen().contains("1 h 30 min left"), "{}", desk.screen());
}

#[test]
fn names_stand_in_the_order_of_their_counts() {
    let text = "Bo Lind came. Ana Ruiz came. Ana Ruiz left. Cy Dahl said that Ana Ruiz and Cy Dahl had left.";
    let desk = Desk::with(120, 34, vec![article(Kind::Text, text)]);
    let row = |name: &str| {
        let screen = desk.screen();
        screen.lines().position(|line| line.contains(&format!("{name}   ")))
    };
    assert!(
        row("Ana Ruiz") < row("Cy Dahl") && row("Cy Dahl") < row("Bo Lind"),
        "{}",
        desk.screen()
    );
}

#[test]
fn where_reading_stopped_is_kept_of_a_file_without_a_library() {
    let mut desk = Desk::with(80, 24, vec![long()]);
    desk.keeper = Some(Kept::new("place-of-a-file"));
    desk.press("20G");
    let effects = desk.app.reader.leave();
    desk.carry_out(effects);
    let path = desk.keeper.take().expect("it keeps").close();
    let mut again = Desk::with(80, 24, vec![long()]);
    again.keeper = Some(Kept::at(path));
    again.carry_out(vec![Effect::Keep { article: long(), change: Change::Recall }]);
    assert!(status(&again).starts_with("¶20 of 40"), "{}", again.screen());
}
