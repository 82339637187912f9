//! Screens of the real application, compared with those kept in `tests/screens`.
//!
//! After a change that is meant: `UPDATE_SCREENS=1 cargo test --test screens`, and look at the difference before it is committed.

mod desk;

use desk::Desk;

fn compare(name: &str, desk: &Desk) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
    let screen = desk.screen() + "\n";
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::write(&path, &screen).expect("the screen is written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(screen.lines()).position(|(kept, now)| kept != now);
    assert!(kept == screen, "{name} differs from line {:?} on; it is now\n{screen}", differs.map(|line| line + 1));
}

#[test]
fn the_sample_on_screens_of_four_sizes() {
    for (width, height) in [(80, 24), (120, 40), (200, 50), (40, 12)] {
        compare(&format!("sample-{width}x{height}"), &Desk::new(width, height));
    }
}

#[test]
fn the_side_panels_where_only_one_fits() {
    let mut desk = Desk::new(80, 24);
    compare("quotations-80x24", desk.press("3"));
    desk.resize(40, 12);
    compare("quotations-40x12", &desk);
    compare("names-40x12", desk.press("2"));
}

#[test]
fn what_lies_over_the_panels() {
    compare("help-80x24", Desk::new(80, 24).press("?"));
    compare("which-key-120x40", Desk::new(120, 40).press("]"));
    compare("palette-80x24", Desk::new(80, 24).press(":"));
    compare("why-120x40", Desk::new(120, 40).press("]q").press("w"));
    compare("search-80x24", Desk::new(80, 24).press("/").type_words("belarus"));
}

#[test]
fn the_article_alone_and_in_ascii() {
    compare("alone-120x40", Desk::new(120, 40).press("z"));
    let settings = dateline::config::Settings { ascii: true, ..dateline::config::Settings::default() };
    compare("ascii-120x40", &Desk::with_settings(120, 40, vec![desk::sample()], settings));
}

/// Paragraphs, a list, a quotation and a table that start on the right, words of both directions in one line, and Chinese.
const BOTH_WAYS: &str = include_str!("screens/both-ways.md");

#[test]
fn text_from_right_to_left() {
    let mut desk = Desk::with(80, 40, vec![desk::article(dateline::input::Kind::Markdown, BOTH_WAYS)]);
    compare("both-ways-80x40", &desk);
    let (column, row) = desk.find("םינותנה").expect("the link is in sight, its letters from right to left");
    desk.click(column, row);
    assert_eq!(desk.opened, ["https://data.example/numbers"], "a click finds the text under it");
    compare("both-ways-40x12", desk.press("gg").resize(40, 12).press("/").type_words("סחר"));
}
