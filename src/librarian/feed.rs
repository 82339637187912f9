//! One feed, as its reader manages it.

use jiff::Timestamp;

use crate::app::library::{Answer, FeedChange, TAKEN_BACK};
use crate::library::{
    FeedId, FeedKind, FeedRow, FeedState, FolderId, Library, LibraryError, Subscription,
};
use crate::text::clean_line;

type Result<T> = std::result::Result<T, LibraryError>;

/// What is known of a feed.
pub(super) fn answer(library: &Library, id: FeedId) -> Result<Answer> {
    let row = library.feed(id)?;
    let folders = library.folders()?;
    let mut names = Vec::new();
    let mut at = row.subscription.folder;
    while let Some(folder) = at.and_then(|id| folders.iter().find(|folder| folder.id == id)) {
        names.push(folder.title.as_str());
        at = folder.parent.filter(|_| names.len() < 64);
    }
    names.reverse();
    let path = (!names.is_empty()).then(|| names.join("/"));
    Ok(Answer::Feed(Box::new(row), path))
}

/// The feeds whose last request failed, in their order.
pub(super) fn broken(library: &Library) -> Result<Vec<FeedRow>> {
    let failed = |row: &FeedRow| matches!(row.fetch.state, FeedState::Failed | FeedState::Gone);
    let mut rows = library.feeds()?;
    rows.retain(|row| failed(row) && row.subscription.kind != FeedKind::Removed);
    Ok(rows)
}

/// Makes a choice about a feed, and says what was done.
pub(super) fn change(
    library: &mut Library,
    id: FeedId,
    change: FeedChange,
    now: Timestamp,
) -> Result<String> {
    let name = clean_line(library.feed(id)?.name());
    let folder = match &change {
        FeedChange::Folder(path) => folder_at(library, path)?,
        _ => None,
    };
    let label = label(&name, &change);
    let changed = library.choose_feed(id, &label, now, |s| lay(s, change, folder))?;
    Ok(if changed { label + TAKEN_BACK } else { "nothing is otherwise than before".into() })
}

fn label(name: &str, change: &FeedChange) -> String {
    match change {
        FeedChange::Name(own) if own.is_empty() => format!("{name} has its own name again"),
        FeedChange::Name(own) => format!("{name} is called {own}"),
        FeedChange::Folder(path) if path.is_empty() => format!("{name} is in no folder"),
        FeedChange::Folder(path) => format!("{name} is in {path}"),
        FeedChange::Tags(tags) => format!("{name}: tags {}", tags.join(" ")),
        FeedChange::FullText(when) => format!("{name}: full text {}", when.word()),
        FeedChange::KeepCount(Some(most)) => format!("{name} keeps its newest {most}"),
        FeedChange::KeepDays(Some(days)) => format!("{name} keeps articles for {days} days"),
        FeedChange::KeepCount(None) | FeedChange::KeepDays(None) => format!("{name} keeps all"),
        FeedChange::Remove => format!("removed {name}; its articles go when Dateline ends"),
    }
}

fn lay(s: &mut Subscription, change: FeedChange, folder: Option<FolderId>) {
    match change {
        FeedChange::Name(own) => s.own_title = Some(own).filter(|own| !own.is_empty()),
        FeedChange::Folder(_) => s.folder = folder,
        FeedChange::Tags(tags) => s.tags = tags,
        FeedChange::FullText(when) => s.full_text = when,
        FeedChange::KeepCount(most) => s.keep_count = most,
        FeedChange::KeepDays(days) => s.keep_days = days,
        FeedChange::Remove => (s.kind, s.hidden) = (FeedKind::Removed, true),
    }
}

/// The folder of a path like `News/Local`, made where it is not there; none for an empty one.
fn folder_at(library: &mut Library, path: &str) -> Result<Option<FolderId>> {
    let mut parent = None;
    for title in path.split('/').map(str::trim).filter(|title| !title.is_empty()) {
        parent = Some(library.folder(parent, title, "{}")?);
    }
    Ok(parent)
}
