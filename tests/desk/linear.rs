//! Linear mode as transcripts: `tests/linear` holds what was typed, behind `>`, and what was said
//! to it.
//!
//! `UPDATE_SCREENS=1 cargo test --lib desk::linear` writes them anew.

use crate::desk;

use crate::app::{Effect, Linear, OF_THE_SCREEN, Output};
use crate::desk::{Desk, article, sample};
use crate::input::Kind;

fn path(name: &str) -> String {
    format!("{}/tests/linear/{name}.txt", env!("CARGO_MANIFEST_DIR"))
}

/// Types the lines of a transcript and compares what is said.
fn replay(name: &str, mut desk: Desk) -> Desk {
    let kept = std::fs::read_to_string(path(name)).expect("the transcript can be read");
    let mut linear = Linear::default();
    let mut now = linear.say(&mut desk.app).join("\n");
    for line in kept.lines().filter_map(|line| line.strip_prefix('>')) {
        now.push_str(&format!("\n>{line}\n"));
        now.push_str(&desk.line(&mut linear, line.trim()).join("\n"));
    }
    now.push('\n');
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::write(path(name), &now).expect("the transcript can be written");
    } else {
        let differs = kept.lines().zip(now.lines()).position(|(kept, now)| kept != now);
        assert!(
            kept == now,
            "{name} differs from line {:?} on; it is now\n{now}",
            differs.map(|line| line + 1)
        );
    }
    assert!(!now.contains('\x1b'));
    desk
}

#[test]
fn an_article_is_read() {
    let desk = replay("reading", Desk::with(80, 24, vec![sample()]));
    assert!(desk.app.done);
}

#[test]
fn names_and_quotations_are_walked() {
    replay("names-and-quotations", Desk::with(80, 24, vec![sample()]));
}

#[test]
fn what_is_asked_is_answered_on_the_next_line() {
    replay("asking", Desk::with(80, 24, vec![sample()]));
}

#[test]
fn links_lists_and_several_articles() {
    let links = "# Ferry\n\nRead [the paper](https://example.org/paper) and [the reply](https://example.org/reply).\n\n## Prices\n\n- It costs €12.\n- Children pay 5 euros.\n";
    let desk = replay(
        "links",
        Desk::with(80, 24, vec![article(Kind::Markdown, links), article(Kind::Text, "It rained.")]),
    );
    assert_eq!(desk.read, ["https://example.org/reply"]);
}

/// All that a reader can do is a command, and every command can be given in a line.
#[test]
fn every_command_can_be_given_by_name_and_says_something() {
    for &command in crate::app::Command::ALL {
        let mut desk = Desk::with(
            80,
            24,
            vec![article(Kind::Text, "“It rained in Lisbon,” said Ana Ruiz.\n\nNobody came.")],
        );
        let mut linear = Linear::default();
        linear.say(&mut desk.app);
        let effects = linear.hear(&mut desk.app, &command.id().replace('_', " "));
        // What leaves the program or is saved is told when it is done.
        let leaves = effects.iter().any(|effect| {
            matches!(
                effect,
                Effect::Keep { .. } | Effect::Suspend | Effect::Redraw | Effect::Copy(_)
            )
        });
        let said = linear.say(&mut desk.app);
        assert!(leaves || desk.app.done || !said.is_empty(), "{} says nothing", command.id());
        assert!(
            !said.iter().any(|line| line.contains("There is no command")),
            "{}: {said:?}",
            command.id()
        );
    }
}

/// Something to be done with every kind of thing: a place in an article, a list, the library.
fn rooms() -> Vec<Desk> {
    let text = "# Ferry\n\n“It rained in Lisbon,” said Ana Ruiz. “It was cold in Lisbon,”[^1] said Bo Lind.\n\n## Prices\n\nRead [the paper](https://example.org/paper) for €12 in Lisbon.\n\nAna Ruiz came on Monday.[^2]\n\n[^1]: As in March.\n\n[^2]: Late.";
    let mut rooms = Vec::new();
    for (at, lines) in [
        &[][..],
        &["next quote", "2 next quote"],
        &["next link"],
        &["next mention"],
        &["2 next footnote"],
        &["next figure"],
        &["find lisbon", "n"],
        &["select words"],
        &["bookmark", "next"],
        &["highlight", "1", "list marks"],
        &["bookmark", "undo"],
        &["next article"],
        &["2", "last", "jump back"],
        &["3", "bookmark", "first"],
        &["1", "bookmark", "last"],
    ]
    .into_iter()
    .enumerate()
    {
        let mut desk = Desk::with(80, 24, vec![article(Kind::Markdown, text), sample()]);
        desk.app.reader.shelf.at = 0;
        desk.keeper = Some(desk::Kept::new(&format!("linear-room-{at}")));
        let mut linear = Linear::default();
        for line in lines {
            desk.line(&mut linear, line);
        }
        // The list of marks stays open on a screen.
        if lines.last() == Some(&"list marks") {
            desk.app.run(crate::app::Command::ListMarks, None);
        }
        rooms.push(desk);
    }
    rooms
}

/// A library with a folderless feed, a saved query and a tag, in several states.
fn shelves_rooms() -> (desk::Shelves, Vec<Desk>) {
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
    let mut library = shelves.library();
    let folder = library.folder(None, "Ports", "{}").expect("a folder");
    library
        .choose_query("Rain", Some("rained"), "saved", jiff::Timestamp::UNIX_EPOCH)
        .expect("saved");
    drop((library, folder));
    let mut rooms = Vec::new();
    for lines in [
        &[][..],
        &["next"],
        &["find lisbon"],
        &["feeds 6"],
        &["feeds", "8"],
        &["feeds 7"],
        &["star", "undo"],
        &["2"],
        &["2", "star", "undo"],
    ] {
        let mut desk = Desk::in_library(80, 24, &shelves, crate::config::Settings::default());
        let mut linear = Linear::default();
        for line in lines {
            desk.line(&mut linear, line);
        }
        desk.app.library.failures = vec!["Courier: no answer".into()];
        rooms.push(desk);
    }
    (shelves, rooms)
}

/// All that the panels can do can be done in lines: each command does its work somewhere, or
/// changes the screen alone and says so.
#[test]
fn every_command_works_in_lines_or_is_of_the_screen_alone() {
    let (_shelves, mut library) = shelves_rooms();
    let mut rooms = rooms();
    let mut idle = Vec::new();
    for &command in crate::app::Command::ALL {
        let alone = OF_THE_SCREEN.iter().any(|(of_screen, _)| *of_screen == command);
        let works = rooms.iter_mut().chain(&mut library).any(|desk| {
            let mut linear = Linear::default();
            linear.say(&mut desk.app);
            let effects = linear.hear(&mut desk.app, &command.id().replace('_', " "));
            let refused =
                desk.app.notice.as_ref().is_some_and(|notice| notice.refused || notice.alarm);
            let said = linear.say(&mut desk.app).join(" ");
            // What it left open is closed for the next command.
            (
                desk.app.overlay.prompt,
                desk.app.overlay.popup,
                desk.app.overlay.notes.editor,
                desk.app.done,
            ) = (None, None, None, false);
            !refused
                && !said.contains("of no use in lines")
                && (!effects.is_empty() || !said.is_empty())
        });
        if works == alone {
            idle.push(command.id());
        }
    }
    assert!(
        idle.is_empty(),
        "these do nothing in lines, or are wrongly called of the screen alone: {idle:?}"
    );
}

#[test]
fn what_a_program_prints_is_told() {
    let mut desk = Desk::new(80, 24);
    let mut linear = Linear::default();
    linear.say(&mut desk.app);
    desk.line(&mut linear, "|p");
    desk.line(&mut linear, "wc -w");
    assert_eq!(desk.errands[0].arguments, ["wc", "-w"]);
    desk.send(crate::app::Msg::Ran {
        title: "wc".into(),
        output: Output::Popup,
        ended: Ok(("44\n\x1b[2Jx\n".into(), true)),
    });
    assert_eq!(linear.say(&mut desk.app), ["wc:", "44", "x"]);
}

#[test]
fn the_library_is_walked_in_lines() {
    let shelves = desk::Shelves::new();
    shelves.feed(
        "Courier",
        &[("First story", "It rained in Lisbon."), ("Second story", "Nobody came.")],
    );
    let mut desk = Desk::in_library(80, 24, &shelves, crate::config::Settings::default());
    let mut linear = Linear::default();
    linear.say(&mut desk.app);
    let next = desk.line(&mut linear, "next");
    assert!(
        next.last().is_some_and(
            |line| line.starts_with("Article 2 of 2: Second story.") && line.contains("unread")
        ),
        "{next:?}"
    );
    let open = desk.line(&mut linear, "1");
    assert!(open.iter().any(|line| line == "First story."), "{open:?}");
}

#[test]
fn the_librarys_feeds_filters_and_states_are_told_in_lines() {
    let shelves = desk::Shelves::new();
    shelves.feed(
        "Courier",
        &[("First story", "It rained in Lisbon."), ("Second story", "Nobody came.")],
    );
    shelves.feed("Harbour", &[("Ferry late", "The ferry was late.")]);
    replay("library", Desk::in_library(80, 24, &shelves, crate::config::Settings::default()));
}
