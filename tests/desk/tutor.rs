//! The tutor, walked by its own words.

use crate::desk::Desk;

#[test]
fn each_step_waits_for_its_key_and_the_walk_is_taken_up_where_it_was_left() {
    let mut desk = Desk::new(100, 30);
    desk.app.begin(0, true, false);
    let step = |desk: &Desk| desk.app.tutor.at;
    assert!(desk.screen().contains("Tutor · 1 of"), "{}", desk.screen());
    desk.press("j");
    assert_eq!(step(&desk), 0, "another key is no answer");
    desk.press("Space").press("5j").press("gg").press("]q");
    assert_eq!(step(&desk), 4);
    desk.press(":").type_words("tutor").press("Enter");
    assert!(!desk.screen().contains("Tutor ·") && desk.screen().contains("goes on there"));
    desk.press("w").press("Esc");
    assert_eq!(step(&desk), 4, "a walk that is left sees nothing");
    desk.press(":").type_words("tutor").press("Enter");
    assert!(desk.screen().contains("Tutor · 5 of"), "{}", desk.screen());
}

#[test]
fn the_whole_walk_can_be_walked() {
    let mut desk = Desk::new(100, 30);
    desk.app.begin(0, true, false);
    for keys in [
        "Space",
        "5j",
        "gg",
        "]q",
        "w",
        "q",
        "gq",
        "W",
        "Esc",
        "ga",
        "]e",
        "*",
        "/ x i Enter",
        "n",
        "m m",
        "gc",
        "q",
        "?",
        "q",
        "gT",
        "q",
        "L",
    ] {
        desk.press(keys);
    }
    assert!(!desk.app.tutor.on, "step {}:\n{}", desk.app.tutor.at, desk.screen());
}

#[test]
fn the_first_start_says_three_things_to_try_in_one_line() {
    let mut desk = Desk::new(120, 30);
    desk.app.begin(0, false, true);
    let screen = desk.screen();
    assert!(
        screen.lines().last().is_some_and(|line| line.contains("]q") && line.contains(":tutor"))
    );
}
