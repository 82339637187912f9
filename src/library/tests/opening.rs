use std::fs;

use super::articles::{clock, feed, item};
use super::{Folder, at, text};
use crate::library::{Library, LibraryError, Scope, State};

#[test]
fn a_library_is_made_at_first_need_for_its_owner_alone() {
    let folder = Folder::new();
    assert!(Library::open_existing(&folder.file()).unwrap().is_none());
    assert!(!folder.file().exists());
    drop(folder.library());
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(
            &fs::metadata(folder.file()).unwrap().permissions()
        ) & 0o777,
        0o600
    );
    assert!(Library::open_existing(&folder.file()).unwrap().is_some());
}

/// Opens what must not open, and checks that not a byte of it changed.
fn refused(folder: &Folder) -> LibraryError {
    let before = fs::read(folder.file()).unwrap();
    let error = Library::open(&folder.file()).err().unwrap();
    assert_eq!(fs::read(folder.file()).unwrap(), before);
    error
}

#[test]
fn a_library_of_a_newer_version_is_refused_and_left_alone() {
    let folder = Folder::new();
    drop(folder.library());
    rusqlite::Connection::open(folder.file())
        .unwrap()
        .pragma_update(None, "user_version", 9999)
        .unwrap();
    assert!(matches!(refused(&folder), LibraryError::Newer { found: 9999, .. }));
}

#[test]
fn a_newer_version_that_stands_only_in_the_log_is_refused_too() {
    let folder = Folder::new();
    let library = folder.library();
    library.connection.pragma_update(None, "user_version", 9999).unwrap();
    assert!(matches!(refused(&folder), LibraryError::Newer { found: 9999, .. }));
}

#[test]
fn a_database_of_another_program_is_refused_and_left_alone() {
    let folder = Folder::new();
    rusqlite::Connection::open(folder.file())
        .unwrap()
        .execute_batch("CREATE TABLE cookies (x)")
        .unwrap();
    assert!(matches!(refused(&folder), LibraryError::Foreign { .. }));
    rusqlite::Connection::open(folder.file())
        .unwrap()
        .pragma_update(None, "application_id", 7)
        .unwrap();
    assert!(matches!(refused(&folder), LibraryError::Foreign { .. }));
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = Folder::new();
    fs::write(folder.file(), "Dear diary, ".repeat(200)).unwrap();
    assert!(matches!(refused(&folder), LibraryError::Corrupt { .. }));
    fs::write(folder.file(), "short").unwrap();
    assert!(matches!(refused(&folder), LibraryError::Corrupt { .. }));
}

#[test]
fn a_library_that_was_cut_off_is_reported_as_damaged() {
    let folder = Folder::new();
    drop(folder.library());
    let bytes = fs::read(folder.file()).unwrap();
    fs::write(folder.file(), &bytes[..3 * 4096 + 100]).unwrap();
    let (_, identity) = text("words");
    let error = Library::open(&folder.file())
        .and_then(|library| library.marks(&identity).map(drop))
        .unwrap_err();
    assert!(matches!(error, LibraryError::Corrupt { .. }), "{error:?}");
    assert!(error.hint().unwrap().contains("repair"));
}

#[test]
fn a_library_that_may_only_be_read_is_told_so() {
    let folder = Folder::new();
    drop(folder.library());
    let mut rights = fs::metadata(folder.file()).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(folder.file(), rights).unwrap();
    assert!(matches!(refused(&folder), LibraryError::ReadOnly { .. }));
}

#[test]
fn an_empty_file_becomes_a_library() {
    let folder = Folder::new();
    fs::write(folder.file(), "").unwrap();
    drop(folder.library());
    assert!(fs::metadata(folder.file()).unwrap().len() > 0);
}

#[test]
fn what_one_connection_changes_the_other_notices() {
    let folder = Folder::new();
    let one = folder.library();
    let mut other = folder.library();
    let before = one.generation().unwrap();
    let (document, identity) = text("Some words.");
    other
        .set_read_position(
            &identity,
            Some(&crate::text::Anchor::of(&document, document.span())),
            super::at(0),
        )
        .unwrap();
    assert_ne!(one.generation().unwrap(), before);
}

#[test]
fn a_library_that_may_only_be_read_is_read() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    let ids =
        library.store_items(feed, &[item(None, "Ferry", None, "It was late.")], at(0)).unwrap().new;
    drop(library);
    let mut rights = fs::metadata(folder.file()).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(folder.file(), rights).unwrap();
    let mut library = Library::open_or_read(&folder.file()).unwrap().unwrap();
    assert_eq!(library.ids(&Scope::default(), &clock()).unwrap(), ids);
    assert_eq!((library.index_pending(9).unwrap(), library.unanalysed(9).unwrap()), (0, vec![]));
    let error = library.set_state(&ids, &State::Starred(true), "star", at(1)).unwrap_err();
    assert!(matches!(error, LibraryError::ReadOnly { .. }), "{error:?}");
}
