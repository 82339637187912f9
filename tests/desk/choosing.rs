//! Lists of which one is chosen: contents, open articles, themes, settings; opening and
//! subscribing.

use crate::app::{Effect, Msg, Output, Popup};
use crate::config::Settings;
use crate::desk::{Desk, Shelves, article, sample};
use crate::input::Kind;
use crate::input::source::Source;

fn sections() -> Desk {
    let long = "The quay of Aldford is closed until the tide has gone out again. ".repeat(40);
    let text = format!("# Tides\n\n{long}\n\n## Low water\n\n{long}\n\n## High water\n\n{long}");
    Desk::with(100, 30, vec![article(Kind::Markdown, &text)])
}

fn chosen(desk: &Desk) -> String {
    match &desk.app.overlay.popup {
        Some(Popup::Chooser(chooser)) => {
            chooser.chosen().map(|choice| choice.label.trim().to_owned()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

#[test]
fn the_contents_show_sections_with_progress_and_lead_there() {
    let mut desk = sections();
    desk.press("gc");
    let screen = desk.screen();
    assert!(screen.contains("Low water") && screen.contains("% · "), "{screen}");
    assert_eq!(chosen(&desk), "Tides", "the cursor is where the reader is");
    desk.press("G").press("Enter");
    assert!(desk.screen().contains("High water") && desk.app.overlay.popup.is_none());
    desk.press("gc");
    assert_eq!(chosen(&desk), "High water");
    desk.press("/").type_words("low").press("Enter").press("Enter").press("gc");
    assert_eq!(chosen(&desk), "Low water", "the list is filtered");
    desk.press("q");
    assert!(desk.app.overlay.popup.is_none());
}

#[test]
fn a_theme_is_shown_while_it_is_chosen_and_kept_or_left() {
    let mut desk = Desk::new(100, 30);
    let before = desk.app.theme.name.clone();
    desk.press("gT").press("j");
    assert_eq!(desk.app.theme.name, "light", "it is shown at once");
    desk.press("Esc");
    assert_eq!(desk.app.theme.name, before, "Esc leaves it");
    desk.press("gT").press("2j");
    let effects = desk.press_only("Enter");
    assert_eq!(desk.app.theme.name, "dark");
    let kept = |effect: &Effect| match effect {
        Effect::KeepSetting { setting, value } => {
            setting.key == "theme" && value.as_str() == Some("dark")
        }
        _ => false,
    };
    assert!(effects.iter().any(kept), "{effects:?}");
    desk.press("j");
    assert_eq!(desk.app.theme.name, "dark", "it stays");
}

#[test]
fn settings_are_changed_in_place_and_what_does_not_fit_is_asked_for_again() {
    let mut desk = Desk::new(100, 30);
    desk.press("gS").press("/").type_words("justify").press("Enter").press("Enter");
    assert!(desk.app.settings.justify && desk.screen().contains("justify = true is kept"));
    desk.press("q").press("gS").press("/").type_words("measure").press("Enter").press("Enter");
    desk.press("^U").type_words("900").press("Enter");
    assert!(desk.screen().contains("takes a whole number from 20 to 120"), "{}", desk.screen());
    desk.press("^U").type_words("50").press("Enter");
    assert_eq!(desk.app.settings.measure, 50);
    desk.press("q").press("gS").press("/").type_words("jobs").press("Enter").press("Enter");
    desk.press("^U").type_words("4").press("Enter");
    assert!(desk.screen().contains("from the next start"), "{}", desk.screen());
}

#[test]
fn a_list_is_chosen_from_by_the_mouse() {
    let mut desk = sections();
    desk.press("gc");
    let (column, row) = desk.find("  High water").expect("a row");
    desk.click(column + 3, row);
    assert!(desk.app.overlay.popup.is_none(), "{}", desk.screen());
    desk.press("gc");
    assert_eq!(chosen(&desk), "High water");
}

#[test]
fn a_file_or_an_address_is_opened_and_q_leads_back_to_the_list() {
    let shelves = Shelves::new();
    shelves.feed("Harbour", &[("Ferry late", "The ferry was late.")]);
    let mut desk = Desk::in_library(100, 30, &shelves, Settings::default());
    let effects = desk.press("go").type_words("https://example.org/story").press_only("Enter");
    let reads = |effect: &Effect| matches!(effect, Effect::Read { source: Source::Url(url), .. } if url.ends_with("/story"));
    assert!(effects.iter().any(reads) && !desk.app.library.shown);
    desk.press("q");
    assert!(desk.app.library.shown && !desk.app.done);
    desk.press("Enter").press("gl");
    let screen = desk.screen();
    assert!(screen.contains("▸ Ferry late") && screen.contains("example.org/story"), "{screen}");
}

#[test]
fn what_is_subscribed_to_is_asked_for_and_told() {
    let shelves = Shelves::new();
    let mut desk = Desk::in_library(100, 30, &shelves, Settings::default());
    let effects = desk.press("a").type_words(" https://example.org/ ").press_only("Enter");
    let asks = |effect: &Effect| matches!(effect, Effect::Subscribe(words) if words == "https://example.org/");
    assert!(effects.iter().any(asks), "{effects:?}");
    let ran = |ended| Msg::Ran { title: "subscribing".into(), output: Output::Told, ended };
    desk.send(ran(Ok(("subscribed to Harbour: 3 new articles\n".into(), true))));
    assert!(desk.screen().contains("subscribed to Harbour"), "{}", desk.screen());
    let several = "error: the page has 2 feeds\nhint: add one of them:\n  1 News\n";
    desk.send(ran(Ok((several.into(), false))));
    assert!(desk.screen().contains("1 News"), "{}", desk.screen());
}

#[test]
fn nothing_to_choose_from_is_said() {
    let mut desk = Desk::with(80, 24, vec![sample()]);
    desk.press("gl").press("/").type_words("zzz").press("Enter").press("Enter");
    assert!(!desk.app.done && !desk.screen().is_empty());
}
