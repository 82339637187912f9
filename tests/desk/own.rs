//! A reader made one's own: presets of keys, own keys, lists of commands, other programs. On the
//! real application.

use crate::annotation::Article;
use crate::app::{
    Action, Command, Keymap, Output, Panel, Pending, Piped, Popup, Press, Scope, show_keys,
};
use crate::config::{Bindings, PRESET_NAMES, Settings};
use crate::desk;
use crate::desk::{Desk, article, sample};
use crate::input::Kind;

/// Two articles, the first of forty numbered paragraphs.
fn long() -> Vec<Article> {
    let paragraphs: Vec<String> = (1..=40)
        .map(|number| {
            format!(
                "Paragraph {number} says that the harbour of Lisbon was calm and that nobody came."
            )
        })
        .collect();
    vec![article(Kind::Text, &paragraphs.join("\n\n")), sample()]
}

/// Two articles of two paragraphs.
fn short() -> Vec<Article> {
    (0..2)
        .map(|_| article(Kind::Text, "It rained in Lisbon.\n\nNobody came to the harbour."))
        .collect()
}

fn preset(name: &str, articles: Vec<Article>) -> Desk {
    let keymap = Keymap::preset(name).expect("it comes with the program").expect("it is right");
    Desk::with_keys(120, 34, articles, Settings::default(), keymap)
}

/// The sample with what a `config.toml` says of keys.
fn with(source: &str) -> Desk {
    let (bindings, problems) = Bindings::read(source);
    assert_eq!(problems, []);
    let (keymap, problems) = Keymap::build("default", &bindings);
    assert_eq!(problems, []);
    Desk::with_keys(120, 34, vec![sample(), sample()], Settings::default(), keymap)
}

fn paragraph(desk: &Desk) -> usize {
    let reading = desk.app.reader.reading.as_ref().expect("open");
    reading.article.document.paragraph_number(reading.panel.cursor)
}

fn notice(desk: &Desk) -> &str {
    desk.app.notice.as_ref().map_or("", |notice| &notice.words)
}

fn title(desk: &Desk) -> &str {
    desk.app
        .reader
        .reading
        .as_ref()
        .and_then(|reading| reading.article.title.as_deref())
        .unwrap_or_default()
}

#[test]
fn every_sequence_of_every_preset_can_be_typed() {
    for name in PRESET_NAMES {
        let keymap = Keymap::preset(name).expect("it comes with the program").expect("it is right");
        for scope in Scope::ALL {
            for action in keymap.actions() {
                for keys in keymap.keys_in(scope, action) {
                    if matches!(
                        scope,
                        Scope::Library
                            | Scope::Story
                            | Scope::Selection
                            | Scope::Marks
                            | Scope::Reports
                    ) {
                        let mut pending = Pending::default();
                        let last =
                            keys.iter().map(|key| keymap.press(scope, &mut pending, *key)).last();
                        assert_eq!(
                            last,
                            Some(Press::Run(action, None)),
                            "{name}: {}",
                            show_keys(keys)
                        );
                        continue;
                    }
                    let mut desk = preset(name, short());
                    match scope {
                        Scope::Entities => desk.app.reader.panels.focus = Panel::Entities,
                        Scope::Quotes => desk.app.reader.panels.focus = Panel::Quotes,
                        Scope::Help => drop(desk.app.run(Command::Help, None)),
                        _ => {}
                    }
                    for key in keys {
                        desk.send(crate::app::Msg::Key(*key));
                    }
                    let shown = show_keys(keys);
                    assert!(
                        desk.app.keys.pending.keys.is_empty(),
                        "{name}: more is awaited after {shown}"
                    );
                    assert!(
                        !notice(&desk).contains("does nothing here"),
                        "{name}: {shown} does nothing"
                    );
                }
            }
        }
    }
}

#[test]
fn the_default_keys_are_walked_through() {
    let mut desk = preset("default", long());
    desk.press("5}");
    assert_eq!(paragraph(&desk), 6);
    desk.press("Space").press("b").press("gg");
    assert_eq!(paragraph(&desk), 1);
    desk.press("J");
    assert!(title(&desk).starts_with("Beijing"));
    desk.press("]q").press("w");
    assert!(matches!(desk.app.overlay.popup, Some(Popup::Words { .. })));
    desk.press("Esc").press("ge");
    assert_eq!(desk.app.reader.panels.focus, Panel::Entities);
    desk.press("Q");
    assert!(desk.app.done);
}

#[test]
fn the_keys_of_less_are_walked_through() {
    let mut desk = preset("less", long());
    desk.press("f");
    let page = paragraph(&desk);
    assert!(page > 5);
    desk.press("b");
    assert!(desk.screen().contains("Paragraph 1 "), "{}", desk.screen());
    desk.press("d").press("u").press("G");
    assert_eq!(paragraph(&desk), 40);
    desk.press("g");
    assert_eq!(paragraph(&desk), 1);
    desk.press("7g");
    assert_eq!(paragraph(&desk), 7);
    desk.press("/").type_words("paragraph 30").press("Enter");
    assert_eq!(paragraph(&desk), 30);
    desk.press(":n");
    assert!(title(&desk).starts_with("Beijing"), "{}", title(&desk));
    desk.press(":p").press("h");
    assert!(matches!(desk.app.overlay.popup, Some(Popup::Help(_))));
    desk.press("Esc").press("gq").press("Enter").press("q");
    assert!(desk.app.done);
}

#[test]
fn the_keys_of_newsboat_are_walked_through() {
    let mut desk = preset("newsboat", long());
    desk.press("Space").press("b").press("J");
    assert!(title(&desk).starts_with("Beijing"));
    desk.press("K").press("/").type_words("paragraph 3").press("Enter").press("^N");
    assert_eq!(paragraph(&desk), 30);
    desk.press("^B").press("m").press("?");
    assert!(matches!(desk.app.overlay.popup, Some(Popup::Help(_))));
    desk.press("q").press("|");
    assert!(desk.app.overlay.prompt.is_some());
    desk.press("Esc").press("Q");
    assert!(desk.app.done);
}

/// A library of two feeds under the keys of a preset.
fn in_library(name: &str) -> (desk::Shelves, Desk) {
    let shelves = desk::Shelves::new();
    shelves.feed(
        "Courier",
        &[
            ("First story", "It rained in Lisbon."),
            ("Second story", "Nobody came."),
            ("Third story", "It was cold."),
        ],
    );
    shelves.feed("Harbour", &[("Ferry late", "The ferry was late.")]);
    let mut desk = Desk::in_library(120, 34, &shelves, Settings::default());
    desk.app.keys.map =
        Keymap::preset(name).expect("it comes with the program").expect("it is right");
    (shelves, desk)
}

fn chosen(desk: &Desk) -> (String, bool, bool) {
    let list = &desk.app.library.list;
    list.row(list.at).map(|row| (row.title.clone(), row.unread, row.starred)).unwrap_or_default()
}

#[test]
fn the_hands_of_a_newsboat_user_find_their_way_in_the_library() {
    let (_shelves, mut desk) = in_library("newsboat");
    let first = chosen(&desk).0;
    desk.press("N");
    assert!(!chosen(&desk).1, "N: read");
    desk.press("N");
    assert!(chosen(&desk).1, "N: unread again");
    desk.press("s");
    assert!(chosen(&desk).2, "s keeps it");
    desk.press("J").press("K");
    assert_eq!(chosen(&desk).0, first);
    desk.press("N").press("n");
    assert!(chosen(&desk).0 != first && chosen(&desk).1, "n: next unread");
    desk.press("p");
    assert_eq!(chosen(&desk).0, first, "p: back");
    let all = desk.app.library.list.ids.len();
    desk.press("l");
    assert!(desk.app.library.list.ids.len() < all, "l hides what is read");
    desk.press("l").press("F").type_words("cold").press("Enter");
    assert_eq!(desk.app.library.list.ids.len(), 1, "F filters");
    desk.press("Esc").press("o");
    assert_eq!(desk.opened.len(), 1, "o: browser");
    desk.press("O");
    assert_eq!(desk.opened.len(), 2, "O: browser, and read");
    desk.press("R");
    assert_eq!(desk.refreshes.len(), 1, "R: all feeds");
    desk.press("Esc").press("^E").type_words("later").press("Enter");
    assert!(notice(&desk).contains("tagged later"), "{}", notice(&desk));
    desk.press("g");
    assert!(notice(&desk).contains("oldest first"), "{}", notice(&desk));
    desk.press("C");
    assert_eq!(
        desk.app.library.overview.as_ref().map(|overview| overview.unread),
        Some(0),
        "C: catch up with all"
    );
    desk.press("?");
    assert!(matches!(desk.app.overlay.popup, Some(Popup::Help(_))));
    desk.press("Esc").press("Tab").press("Enter");
    assert!(!desk.app.library.shown, "Enter opens");
    desk.press("N").press("s").press("J").press("q");
    assert!(desk.app.library.shown, "q: back to the list");
    desk.press("Q");
    assert!(desk.app.done);
}

#[test]
fn a_list_of_commands_stops_where_the_library_refuses() {
    let (_shelves, mut desk) = in_library("default");
    let (bindings, problems) = Bindings::read(
        "[keys.library]\n\"gx\" = [\"save_query\", \"star\"]\n\"gy\" = [\"fold_folder\", \"star\"]\n",
    );
    assert_eq!(problems, []);
    desk.app.keys.map = Keymap::build("default", &bindings).0;
    for keys in ["gx", "gy"] {
        desk.press(keys);
        assert!(notice(&desk).starts_with("the list stopped at "), "{}", notice(&desk));
        assert!(!chosen(&desk).2, "what comes behind is not done");
    }
}

#[test]
fn the_rest_of_the_keys_of_less_are_walked_through() {
    let mut desk = preset("less", long());
    desk.press(">");
    assert_eq!(paragraph(&desk), 40);
    desk.press("<");
    assert_eq!(paragraph(&desk), 1);
    desk.press("?").type_words("paragraph 3").press("Enter").press("n");
    assert_eq!(paragraph(&desk), 30);
    desk.press("N");
    assert_eq!(paragraph(&desk), 3);
    desk.press("&").type_words("paragraph 7").press("Enter");
    assert!(!desk.screen().contains("Paragraph 6 says that"), "{}", desk.screen());
    desk.press("Esc").press("ma");
    assert!(
        matches!(desk.asked.last(), Some(crate::app::Change::AddMark { .. })),
        "{:?}",
        desk.asked
    );
    desk.press("'b");
    assert!(notice(&desk).contains("no mark b"), "{}", notice(&desk));
    let before = desk.app.reader.panels.wider;
    desk.press("-");
    assert!(desk.app.reader.panels.wider < before);
    desk.press("F");
    assert!(!desk.app.done);
    desk.press("q");
    assert!(desk.app.done);
}

#[test]
fn a_list_of_commands_runs_in_order() {
    let mut desk = with(
        "[keys.global]\n\"gr\" = [\"next_quote\", \"why\"]\n\"gR\" = [\"next_article\", \"2 next_quote\", \"why\"]\n",
    );
    desk.press("gr");
    assert!(matches!(&desk.app.overlay.popup, Some(Popup::Words { .. })), "{}", desk.screen());
    assert_eq!(desk.app.reader.reading.as_ref().expect("open").lit_quote, Some(0));
    // What comes behind the turning of a page waits for the other article.
    desk.press("Esc").press("gR");
    assert_eq!(
        (desk.app.reader.shelf.at, desk.app.reader.reading.as_ref().expect("open").lit_quote),
        (1, Some(1))
    );
    assert!(matches!(&desk.app.overlay.popup, Some(Popup::Words { .. })));
    desk.press("Esc").press("4gr");
    assert_eq!(
        desk.app.reader.reading.as_ref().expect("open").lit_quote,
        Some(5),
        "{}",
        notice(&desk)
    );
}

#[test]
fn a_list_names_the_first_command_that_fails() {
    let mut desk = with(
        "[commands.figures]\ndo = [\"go_to_end\", \"next_link\", \"why\"]\nkeys = \"gF\"\n[keys.global]\n\"gz\" = [\"search\", \"why\"]\n",
    );
    desk.press("gF");
    assert!(notice(&desk).starts_with("figures stopped at next_link: "), "{}", notice(&desk));
    assert!(desk.app.overlay.popup.is_none());
    desk.press("gz");
    assert_eq!(
        notice(&desk),
        "the list stopped at search: it asks for something, so it must be the last"
    );
    assert!(desk.app.overlay.prompt.is_none());
}

#[test]
fn the_palette_finds_by_letters_and_completes() {
    let mut desk = with(
        "[commands.quote-and-why]\ndo = [\"next_quote\", \"why\"]\nwhat = \"the next quotation and its reason\"\n",
    );
    desk.press(":").type_words("nxtq");
    assert!(
        desk.screen().contains("next_quote") && desk.screen().contains("]q"),
        "{}",
        desk.screen()
    );
    desk.press("Tab");
    assert_eq!(desk.app.overlay.prompt.as_ref().expect("open").words, "next_quote");
    desk.press("Enter");
    assert_eq!(desk.app.reader.reading.as_ref().expect("open").lit_quote, Some(0));
    desk.press(":").type_words("next").press("Tab").press("Tab");
    let second = desk.app.overlay.prompt.as_ref().expect("open").words.clone();
    desk.press("Tab").press("S-Tab");
    assert_eq!(desk.app.overlay.prompt.as_ref().expect("open").words, second);
    desk.press("Esc").press(":").type_words("quoteandwhy").press("Enter");
    assert!(matches!(&desk.app.overlay.popup, Some(Popup::Words { .. })));
}

#[test]
fn a_program_gets_placeholders_as_single_arguments() {
    let source = "[commands.look]\nrun = [\"dict\", \"--\", \"{title}\", \"by {speaker}\", \"{quote}\"]\nkeys = \"gd\"\n";
    let mut desk = with(source);
    desk.press("]q").press("gd");
    let errand = &desk.errands[0];
    assert_eq!(errand.arguments[..2], ["dict", "--"]);
    assert!(
        errand.arguments[2].starts_with("Beijing promises Minsk")
            && errand.arguments[3] == "by Beijing",
        "{:?}",
        errand.arguments
    );
    assert_eq!((errand.arguments.len(), errand.output), (5, Output::Popup));
    let mut none = with("[commands.look]\nrun = [\"dict\", \"{url}\"]\nkeys = \"gd\"\n");
    none.press("gd");
    assert_eq!(none.errands.len(), 0);
    assert_eq!(notice(&none), "this article has no address on the web");
}

#[test]
fn words_of_an_article_are_no_options() {
    let source = "[commands.a]\nrun = [\"x\", \"{title}\", \"{paragraph}\", \"--t={title}\", \"--\", \"{title}\"]\nkeys = \"gd\"\n";
    let (keymap, _) = Keymap::build("default", &Bindings::read(source).0);
    let hostile = article(Kind::Markdown, "# -rf $(reboot)\n\n--help; $(id)\n");
    let mut desk = Desk::with_keys(80, 24, vec![hostile], Settings::default(), keymap);
    desk.press("}").press("gd");
    assert_eq!(
        desk.errands[0].arguments,
        ["x", " -rf $(reboot)", " --help; $(id)", "--t=-rf $(reboot)", "--", "-rf $(reboot)"]
    );
}

#[test]
fn a_part_of_the_article_is_piped_to_a_typed_program() {
    let mut desk = with("");
    desk.press("|p").type_words("wc -w 'a b'").press("Enter");
    let errand = &desk.errands[0];
    assert_eq!(errand.arguments, ["wc", "-w", "a b"]);
    assert!(matches!(&errand.input, Some(Piped::Words(words)) if words.ends_with('\n')));
    desk.press("]q").press("|q").press("^T").press("^O").type_words("jq .").press("Enter");
    assert!(matches!(desk.errands[1].input, Some(Piped::Json { .. })));
    assert_eq!(desk.errands[1].output, Output::Nowhere);
    desk.press("|a").press("Up").press("Enter");
    assert_eq!(desk.errands[2].arguments, ["jq", "."]);
    desk.press("|a").type_words("sh -c 'echo {title}'").press("Enter");
    assert_eq!(desk.errands.len(), 3);
    desk.press("|a").type_words("wc 'open").press("Enter");
    assert!(notice(&desk).contains("quotation mark"), "{}", notice(&desk));
}

#[test]
fn what_a_program_prints_is_shown_clean_and_scrolls() {
    let mut desk = with("");
    let printed: String = (1..=100).map(|number| format!("line {number}\x1b[31m\n")).collect();
    desk.send(crate::app::Msg::Ran {
        title: "seq".into(),
        output: Output::Popup,
        ended: Ok((printed, true)),
    });
    assert!(
        desk.screen().contains("line 1")
            && !desk.screen().contains("line 90")
            && !desk.screen().contains('\x1b'),
        "{}",
        desk.screen()
    );
    desk.press("G");
    assert!(desk.screen().contains("line 100"), "{}", desk.screen());
    desk.press("gg").press("Space");
    assert!(desk.screen().contains("line 32"), "{}", desk.screen());
    desk.press("q");
    assert!(desk.app.overlay.popup.is_none() && !desk.app.done);
}

#[test]
fn messages_name_the_keys_that_are_bound() {
    let mut desk = preset("less", short());
    desk.press("w");
    assert_eq!(notice(&desk), "no quotation here: ]q goes to the next one");
    let mut own = with("[keys.global]\n\"]q\" = \"\"\n");
    own.press("gg").press("yl");
    assert_eq!(notice(&own), "no link under the cursor: ]l goes to the next one");
    assert_eq!(own.app.keys.map.way_to(Scope::Article, Command::NextQuote), ":next_quote");
    assert_eq!(own.app.keys.map.named("why"), Some(Action::Command(Command::Why)));
}
