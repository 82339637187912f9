use super::articles::{clock, feed, item};
use super::{Folder, at, text};
use crate::annotation::{Mark, MarkKind};
use crate::library::{Library, Scope, repair};
use crate::text::Anchor;

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
    for id in rows {
        saved.article(id).unwrap();
    }
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
