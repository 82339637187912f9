//! The lowest line in the library: where the cursor is, how a refresh goes.

use crate::app::App;

pub(crate) fn words(app: &App) -> String {
    let room = &app.library;
    let mut words: Vec<String> =
        progress(app).map(|line| format!("{line} · Esc stops")).into_iter().collect();
    let list = &room.list;
    if !list.flags.is_empty() {
        words.push(format!("{} flagged", list.flags.len()));
    }
    if !list.ids.is_empty() {
        let of = if list.whole { format!(" of {}", list.ids.len()) } else { String::new() };
        words.push(format!("{}{of}", list.at + 1));
    }
    if let Some(overview) = &room.overview {
        words.push(format!("{} unread", overview.unread));
    }
    if let Some(row) = list.row(list.at) {
        words.extend(row.teaser.map(|why| format!("only a teaser: {}", why.words())));
        words.push(row.title.clone());
    }
    words.join(" · ")
}

/// How a refresh goes, while one runs.
pub(crate) fn progress(app: &App) -> Option<String> {
    let progress = app.library.progress.as_ref()?;
    let mut line = match (progress.completing, progress.total) {
        (true, _) => "completing what came".to_owned(),
        (false, 0) => "asking feeds".to_owned(),
        (false, total) => format!("{} of {total} feeds asked", progress.done),
    };
    line.push_str(&format!(", {} new", progress.new));
    if !progress.failures.is_empty() {
        line.push_str(&format!(", {} failed", progress.failures.len()));
    }
    Some(line)
}
