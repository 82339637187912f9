use super::articles::{clock, feed, item};
use super::{Folder, at, text};
use crate::annotation::{Mark, MarkKind};
use std::collections::HashMap;
use std::path::Path;

use crate::analysis::{Analysis, Context, analyze};
use crate::annotation::{Correction, EntityKind};
use crate::library::{
    Library, LibraryError, Origin, QuoteFilter, Repaired, Scope, State, Subscription, repair,
};
use crate::query::Query;
use crate::text::{Anchor, ContentHash};

#[test]
fn what_can_be_read_of_a_damaged_library_is_saved_to_a_new_one() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let items: Vec<_> = (0..2_000)
        .map(|n| {
            item(
                Some(&n.to_string()),
                &format!("Item {n}"),
                None,
                &format!("Words of article {n}."),
            )
        })
        .collect();
    library.store_items(feed, &items, at(0)).unwrap();
    let (document, identity) = text("One two three.");
    let mark = Mark {
        kind: MarkKind::Bookmark,
        anchor: Anchor::of(&document, document.span()),
        note: "kept".into(),
        created: at(0),
        changed: at(0),
    };
    library.add_mark(&identity, &mark, at(0)).unwrap();
    drop(library);
    // A hole in the middle, where the articles are.
    let mut bytes = std::fs::read(folder.file()).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 3 * 4096].fill(0xAB);
    std::fs::write(folder.file(), &bytes).unwrap();
    let to = folder.path().join("repaired.db");
    let repaired = repair(&folder.file(), &to).unwrap();
    assert_eq!(std::fs::read(folder.file()).unwrap(), bytes);
    let saved = Library::open(&to).unwrap();
    assert_eq!(saved.faults().unwrap(), Vec::<String>::new());
    assert_eq!(saved.all_marks().unwrap()[0].mark, mark);
    let rows = saved.ids(&Scope::default(), &clock()).unwrap();
    assert!(rows.len() > 1_000, "{} articles, {repaired:?}", rows.len());
    // Whose text was in the hole is set aside, and said to be.
    let lost = rows.iter().filter(|id| match saved.article(**id) {
        Ok(_) => false,
        Err(LibraryError::Lost) => true,
        Err(error) => panic!("{error}"),
    });
    assert_eq!(lost.count(), repaired.set_aside.len());
    assert!(repair(&folder.file(), &to).is_err());
}

#[test]
fn a_file_whose_head_was_overwritten_is_read_under_a_new_one() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let items: Vec<_> = (0..50)
        .map(|n| {
            item(
                Some(&n.to_string()),
                &format!("Item {n}"),
                None,
                &format!("Words of article {n}."),
            )
        })
        .collect();
    library.store_items(feed, &items, at(0)).unwrap();
    library.settle();
    drop(library);
    let mut bytes = std::fs::read(folder.file()).unwrap();
    bytes[..23].fill(0xAB);
    std::fs::write(folder.file(), &bytes).unwrap();
    let to = folder.path().join("repaired.db");
    let repaired = repair(&folder.file(), &to).unwrap();
    assert!(repaired.is_whole() && !repaired.is_nothing(), "{repaired:?}");
    let saved = Library::open(&to).unwrap();
    assert_eq!(
        (saved.ids(&Scope::default(), &clock()).unwrap().len(), saved.feeds().unwrap().len()),
        (50, 1)
    );
    assert_eq!(std::fs::read(folder.file()).unwrap(), bytes, "the damaged file stays as it is");
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().contains("head"))
            .count(),
        0
    );
}

/// What is known of texts: analysing them anew for each damaged file would take most of the time.
type Analyses = HashMap<ContentHash, Analysis>;

/// A small library with something of everything, and the analyses of its texts.
fn furnished(folder: &Folder) -> Analyses {
    let mut library = folder.library();
    let outer = library.folder(None, "Coast", "{}").unwrap();
    let inner = library.folder(Some(outer), "North", "{}").unwrap();
    for (number, place) in [(1, None), (2, Some(outer)), (3, Some(inner))] {
        let url = format!("https://{number}.example/feed");
        let told = Subscription {
            title: format!("Paper {number}"),
            folder: place,
            tags: vec!["ships".into()],
            ..Subscription::to(&url)
        };
        let (feed, _) = library.add_feed(&told, at(0)).unwrap();
        let items = |edition: &str| -> Vec<_> {
            (0..8)
                .map(|n| {
                    let words = format!(
                        "“The ferry number {n} was late,” Anna Lind told Paper {number}{edition}. \
                         Nobody at the harbour could say why, though many had asked."
                    );
                    let title = format!("Ferry {n} of {number}");
                    item(Some(&n.to_string()), &title, Some(&format!("{url}/{n}")), &words)
                })
                .collect()
        };
        library.store_items(feed, &items(""), at(0)).unwrap();
        library.store_items(feed, &items(" again")[..3], at(9)).unwrap();
    }
    let ids = library.ids(&Scope::default(), &clock()).unwrap();
    library.set_state(&ids[..9], &State::Unread(false), "read", at(10)).unwrap();
    library.set_state(&ids[..4], &State::Starred(true), "starred", at(10)).unwrap();
    let tag = State::Tag { name: "later".into(), set: true };
    library.set_state(&ids[2..5], &tag, "tagged", at(10)).unwrap();
    library.choose_query("late", Some("late"), "saved", at(10)).unwrap();
    library.keep("opml head", Some("<head/>")).unwrap();
    for number in 0..6 {
        let (document, identity) = text(&format!("Text {number} of Anna Lind, which was read."));
        let mark = Mark {
            kind: [MarkKind::Note, MarkKind::Highlight(1), MarkKind::Bookmark][number % 3].clone(),
            anchor: Anchor::of(&document, document.span()),
            note: format!("note {number}"),
            created: at(0),
            changed: at(0),
        };
        library.add_mark(&identity, &mark, at(0)).unwrap();
        let anchor = Anchor::of(&document, document.span());
        let correction = Correction::from_parts("kind", Some("person")).unwrap();
        library.add_correction(&identity, &anchor, &correction, at(0)).unwrap();
    }
    while library.index_pending(100).unwrap() > 0 {}
    let mut analyses = Analyses::new();
    analyse_all(&mut library, &mut analyses);
    library.settle();
    analyses
}

fn analyse_all(library: &mut Library, analyses: &mut Analyses) {
    loop {
        let waiting = library.unanalysed(100).unwrap();
        if waiting.is_empty() {
            return;
        }
        for id in waiting {
            let Ok(article) = library.readable(id) else { continue };
            let analysis = analyses
                .entry(article.document.hash())
                .or_insert_with(|| analyze(&article.document, &Context::default()));
            library.save_analysis(Some(id), &article.document, analysis).unwrap();
        }
    }
}

/// Does what the commands and the reader do.
fn every_command(file: &Path, analyses: &mut Analyses) {
    let mut library = Library::open(file).unwrap();
    assert_eq!(library.faults().unwrap(), Vec::<String>::new());
    let feeds = library.feeds().unwrap();
    library.folders().unwrap();
    library.feed_places().unwrap();
    library.overview().unwrap();
    library.tags().unwrap();
    library.saved_queries().unwrap();
    library.all_marks().unwrap();
    library.all_corrections().unwrap();
    library.kept("opml head").unwrap();
    library.stamp().unwrap();
    while library.index_pending(100).unwrap() > 0 {}
    let ids = library.ids(&Scope::default(), &clock()).unwrap();
    assert_eq!(library.page(&Scope::default(), &clock(), None, 1000).unwrap().len(), ids.len());
    for id in &ids {
        match library.readable(*id) {
            Ok(_) | Err(LibraryError::Lost) => {}
            Err(error) => unreachable!("{error}"),
        }
        library.versions(*id).unwrap();
        library.feeds_of(*id).unwrap();
        library.tags_of(*id).unwrap();
        library.enclosures(*id).unwrap();
        library.read_rule(*id).unwrap();
    }
    library.search(&Query::parse("late").unwrap(), &clock(), 100).unwrap();
    // The first is enough: how it is analysed does not depend on the damage.
    for id in library.unanalysed(1).unwrap() {
        let Ok(article) = library.readable(id) else { continue };
        let analysis = analyses
            .entry(article.document.hash())
            .or_insert_with(|| analyze(&article.document, &Context::default()));
        library.save_analysis(Some(id), &article.document, analysis).unwrap();
    }
    library.people(&EntityKind::ALL, "", 100).unwrap();
    library.quotes(&QuoteFilter::default(), 100).unwrap();
    let changed = library.set_state(&ids, &State::Starred(true), "starred", at(99)).unwrap();
    assert_eq!(library.undo().unwrap().map_or(0, |change| change.articles), changed);
    let new = item(Some("new"), "New", None, "It came after the repair.");
    for feed in &feeds {
        library.store_items(feed.id, std::slice::from_ref(&new), at(99)).unwrap();
        library.keep_within(feed.id, Some(5), None, at(99)).unwrap();
        library.change_feed(feed.id, |feed| feed.hidden = true).unwrap();
    }
    let (document, identity) = text("A text that is read after the repair.");
    let anchor = Anchor::of(&document, document.span());
    library.set_read_position(&identity, Some(&anchor), at(99)).unwrap();
    library
        .keep_article(&super::articles::article("Kept", None, "Kept."), Origin::File, at(99))
        .unwrap();
    assert_eq!(library.file_faults().unwrap(), Vec::<String>::new());
}

/// Numbers that are the same in each run (<https://www.jstatsoft.org/article/view/v008i14>).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Damages a file in one of the ways in which files are damaged.
fn damaged(sound: &[u8], seed: u64) -> Vec<u8> {
    let mut random = Seeded(0x9e37_79b9_7f4a_7c15 ^ (seed + 1));
    for _ in 0..8 {
        random.below(2);
    }
    let mut bytes = sound.to_vec();
    let page = |random: &mut Seeded, pages: usize| random.below(pages) * 4096;
    let pages = bytes.len() / 4096;
    match seed % 5 {
        // Single bytes here and there.
        0 => {
            for _ in 0..=random.below(60) {
                let place = random.below(bytes.len());
                bytes[place] ^= 1 + random.below(255) as u8;
            }
        }
        1 => bytes.truncate(4096 + random.below(bytes.len() - 4096)),
        // A page of something else.
        2 => {
            for _ in 0..=random.below(3) {
                let from = page(&mut random, pages);
                bytes[from..from + 4096].fill_with(|| random.below(256) as u8);
            }
        }
        // The pages where the schema stands.
        3 => {
            for _ in 0..=random.below(200) {
                let place = random.below(3 * 4096);
                bytes[place] ^= 1 + random.below(255) as u8;
            }
        }
        _ => {
            let place = page(&mut random, pages);
            bytes[place..place + 8].fill(0);
            bytes.truncate(bytes.len() - random.below(bytes.len() / 2));
        }
    }
    bytes
}

/// Files that are damaged, a fifth of them in each way.
const FILES: u64 = 200;

fn rows(repaired: &Repaired) -> u64 {
    repaired.saved.iter().map(|(_, rows)| rows).sum()
}

#[test]
fn every_command_works_on_two_hundred_damaged_files_after_a_repair() {
    let folder = Folder::new();
    let mut analyses = furnished(&folder);
    let sound = std::fs::read(folder.file()).unwrap();
    let to = folder.path().join("repaired.db");
    let whole = repair(&folder.file(), &to).unwrap();
    assert!(whole.is_whole(), "{whole:?}");
    every_command(&to, &mut analyses);
    // Each way of damage on a thread of its own: most of the time goes by waiting for the disk.
    std::thread::scope(|scope| {
        // Files that are cut off anywhere have half of their rows left, the others nearly all.
        for (way, least) in (0..).zip([0.9, 0.3, 0.9, 0.9, 0.3]) {
            let (sound, whole, mut analyses) = (&sound, &whole, analyses.clone());
            scope.spawn(move || {
                let mut kept = 0;
                for seed in (way..FILES).step_by(5) {
                    kept += rows(&repaired_of(sound, whole, seed, &mut analyses));
                }
                let share = kept as f64 / (FILES / 5 * rows(whole)) as f64;
                assert!(share > least, "{way}: {share} of the rows");
            });
        }
    });
}

/// Damages a file, repairs it, and does everything with what was saved.
fn repaired_of(sound: &[u8], whole: &Repaired, seed: u64, analyses: &mut Analyses) -> Repaired {
    let folder = Folder::new();
    let bytes = damaged(sound, seed);
    std::fs::write(folder.file(), &bytes).unwrap();
    let to = folder.path().join("repaired.db");
    let repaired = repair(&folder.file(), &to).unwrap();
    assert_eq!(std::fs::read(folder.file()).unwrap(), bytes, "{seed}: it stays as it is");
    assert!(rows(&repaired) >= rows(whole) || !repaired.is_whole(), "{seed}: {repaired:?}");
    if repaired.is_nothing() {
        // The schema alone takes more than two pages.
        assert!(bytes.len() < 3 * 4096, "{seed}: {} of {} bytes", bytes.len(), sound.len());
        return repaired;
    }
    every_command(&to, analyses);
    repaired
}

#[test]
fn rows_of_a_table_whose_first_page_is_lost_are_told_as_lost() {
    let folder = Folder::new();
    furnished(&folder);
    let sound = std::fs::read(folder.file()).unwrap();
    let whole = repair(&folder.file(), &folder.path().join("whole.db")).unwrap();
    for (table, rows) in whole.saved.iter().filter(|(_, rows)| *rows > 0) {
        let library = Library::open(&folder.file()).unwrap();
        let root: u32 = library
            .connection
            .query_row(
                "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?1",
                [table],
                |row| row.get(0),
            )
            .unwrap();
        drop(library);
        let mut bytes = sound.clone();
        let end = root as usize * 4096;
        bytes[end - 4096..end].fill(0xAB);
        std::fs::write(folder.file(), bytes).unwrap();
        let to = folder.path().join(format!("without-{table}.db"));
        let repaired = repair(&folder.file(), &to).unwrap();
        assert!(repaired.lost.iter().any(|lost| lost.table == *table), "{rows} of {table}");
        std::fs::write(folder.file(), &sound).unwrap();
    }
}

#[test]
fn a_file_of_less_than_a_page_gives_nothing_and_stays() {
    let folder = Folder::new();
    furnished(&folder);
    let bytes = std::fs::read(folder.file()).unwrap();
    for length in [0, 1, 99, 100, 512, 4095] {
        std::fs::write(folder.file(), &bytes[..length]).unwrap();
        let to = folder.path().join(format!("repaired-{length}.db"));
        assert!(repair(&folder.file(), &to).unwrap().is_nothing());
        assert_eq!(std::fs::read(folder.file()).unwrap().len(), length);
    }
}

#[test]
fn what_stands_only_in_the_log_is_saved_too() {
    let folder = Folder::new();
    let mut library = folder.library();
    library.settle();
    feed(&mut library, "https://a.example/");
    // Another file with the same log, as a crash leaves it.
    let crashed = folder.path().join("crashed.db");
    std::fs::copy(folder.file(), &crashed).unwrap();
    let log = |path: &Path| format!("{}-wal", path.display());
    std::fs::copy(log(&folder.file()), log(&crashed)).unwrap();
    let mut bytes = std::fs::read(&crashed).unwrap();
    bytes[100..200].fill(0xEE);
    std::fs::write(&crashed, &bytes).unwrap();
    let to = folder.path().join("repaired.db");
    repair(&crashed, &to).unwrap();
    assert_eq!(Library::open(&to).unwrap().feeds().unwrap().len(), 1);
}

#[test]
fn a_library_of_an_older_form_whose_schema_is_lost_is_read() {
    use crate::library::migrate::{STEPS, bring_up_with};
    for form in 1..STEPS.len() {
        let folder = Folder::new();
        let mut connection = rusqlite::Connection::open(folder.file()).unwrap();
        bring_up_with(&mut connection, &folder.file(), &STEPS[..form]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO feed (url, added) VALUES ('https://a.example/', 0), ('https://b.example/', 0);
                 INSERT INTO tag (name) VALUES ('ships');",
            )
            .unwrap();
        drop(connection);
        let mut bytes = std::fs::read(folder.file()).unwrap();
        bytes[100..4096].fill(0xAB);
        std::fs::write(folder.file(), &bytes).unwrap();
        let to = folder.path().join("repaired.db");
        repair(&folder.file(), &to).unwrap();
        assert_eq!(Library::open(&to).unwrap().feeds().unwrap().len(), 2, "form {form}");
    }
}
