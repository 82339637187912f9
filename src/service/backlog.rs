//! What waits in the library is indexed and analysed here, for the reader's quiet moments and for
//! the commands alike.
//!
//! One text that cannot be read, or in which the engine fails, is passed over and told; the others
//! are done all the same, and nothing is kept about it as if it had been analysed.

use std::collections::HashSet;

use super::worker::{Fault, contain};
use crate::analysis::{Analysis, Context, analyze};
use crate::annotation::Article;
use crate::library::{ArticleId, Library, LibraryError};

/// Longer texts, in bytes, are analysed when they are opened.
const LONGEST: usize = 1 << 20;

/// How the backlog is worked off.
#[derive(Clone, Copy)]
pub(crate) struct Manner<'a> {
    /// Articles analysed between two changes of the file.
    batch: usize,
    /// Articles indexed in one change of the file.
    indexed: usize,
    /// Threads that analyse.
    threads: usize,
    /// Asked before each piece of work; it may take its time to answer.
    go_on: &'a (dyn Fn() -> bool + Sync),
    engine: fn(&Article) -> Analysis,
}

impl<'a> Manner<'a> {
    /// With all processors, until it is no longer wanted.
    pub(crate) fn quick(go_on: &'a (dyn Fn() -> bool + Sync)) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
        Self { batch: 64, indexed: 1000, threads, go_on, engine: analysis_of }
    }

    /// On this thread alone, in pieces so small that nobody waits long for the file.
    pub(crate) fn quiet(go_on: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self { batch: 8, indexed: 32, threads: 1, go_on, engine: analysis_of }
    }
}

/// What was passed over: it is not tried again by who holds this, and why, in words.
#[derive(Debug, Default)]
pub(crate) struct PassedOver {
    articles: HashSet<ArticleId>,
    pub faults: Vec<String>,
}

impl PassedOver {
    fn add(&mut self, article: ArticleId, words: String) {
        self.articles.insert(article);
        self.faults.push(words);
    }
}

/// The engine's answer for an article.
pub(crate) fn analysis_of(article: &Article) -> Analysis {
    analyze(&article.document, &Context::of(article))
}

/// Puts into the index of words what is not there yet; returns how many articles.
pub(crate) fn index(library: &mut Library, manner: Manner<'_>) -> Result<usize, LibraryError> {
    let mut indexed = 0;
    while (manner.go_on)() {
        match library.index_pending(manner.indexed)? {
            0 => break,
            count => indexed += count,
        }
    }
    Ok(indexed)
}

/// Analyses what waits for it, newest first; `tell` hears which articles are done, batch by batch.
/// Returns how many.
pub(crate) fn analyse(
    library: &mut Library,
    manner: Manner<'_>,
    passed_over: &mut PassedOver,
    mut tell: impl FnMut(&[ArticleId], &mut PassedOver),
) -> Result<usize, LibraryError> {
    let mut done = 0;
    while (manner.go_on)() {
        let waiting = next(library, manner.batch, passed_over)?;
        if waiting.is_empty() {
            break;
        }
        let mut batch = Vec::new();
        for id in waiting {
            match library.readable(id) {
                Ok(article) => {
                    let known = library.analysis(&article.document)?;
                    batch.push((id, article, known));
                }
                // Gone, or set aside, which is told where that is asked.
                Err(LibraryError::Missing(_) | LibraryError::Lost) => {
                    passed_over.articles.insert(id);
                }
                Err(error @ LibraryError::Unreadable(_)) => passed_over.add(id, error.to_string()),
                Err(error) => return Err(error),
            }
        }
        let (mut found, mut long) = (Vec::new(), Vec::new());
        for ((id, article, _), outcome) in batch.iter().zip(side_by_side(&batch, manner)) {
            match outcome {
                Outcome::Found(analysis) => found.push((*id, article, analysis)),
                Outcome::TooLong => long.push(*id),
                Outcome::Fault(fault) => passed_over.add(*id, words(article, &fault)),
                Outcome::Left => {}
            }
        }
        let rows: Vec<_> = found
            .iter()
            .map(|(id, article, analysis)| (Some(*id), &*article.document, &**analysis))
            .collect();
        library.save_analyses(&rows)?;
        library.leave_unanalysed(&long)?;
        done += rows.len() + long.len();
        let ids: Vec<ArticleId> = found.iter().map(|(id, ..)| *id).collect();
        tell(&ids, passed_over);
    }
    Ok(done)
}

/// The next that wait and were not passed over.
fn next(
    library: &Library,
    batch: usize,
    passed_over: &PassedOver,
) -> Result<Vec<ArticleId>, LibraryError> {
    let waiting = library.unanalysed(batch + passed_over.articles.len())?;
    Ok(waiting.into_iter().filter(|id| !passed_over.articles.contains(id)).take(batch).collect())
}

fn words(article: &Article, fault: &Fault) -> String {
    let title = crate::text::clean_line(article.title.as_deref().unwrap_or("an article"));
    fault.words(&format!("Analysing “{title}”"))
}

/// What became of one text.
enum Outcome {
    Found(Box<Analysis>),
    TooLong,
    Fault(Fault),
    /// Not wanted any more.
    Left,
}

type Waiting = (ArticleId, Article, Option<Analysis>);

fn side_by_side(batch: &[Waiting], manner: Manner<'_>) -> Vec<Outcome> {
    let part = |part: &[Waiting]| part.iter().map(|one| outcome(one, manner)).collect::<Vec<_>>();
    if manner.threads < 2 || batch.len() < 2 {
        return part(batch);
    }
    std::thread::scope(|scope| {
        let threads: Vec<_> = batch
            .chunks(batch.len().div_ceil(manner.threads))
            .map(|piece| (piece, scope.spawn(move || part(piece))))
            .collect();
        let joined = threads.into_iter().flat_map(|(piece, thread)| {
            // Each text's panic is contained, so this is for what cannot be foreseen.
            thread.join().unwrap_or_else(|_| piece.iter().map(|_| Outcome::Left).collect())
        });
        joined.collect()
    })
}

fn outcome((_, article, known): &Waiting, manner: Manner<'_>) -> Outcome {
    if let Some(known) = known {
        return Outcome::Found(Box::new(known.clone()));
    }
    if article.document.text().len() > LONGEST {
        return Outcome::TooLong;
    }
    if !(manner.go_on)() {
        return Outcome::Left;
    }
    match contain(|| (manner.engine)(article)) {
        Ok(analysis) => Outcome::Found(Box::new(analysis)),
        Err(fault) => Outcome::Fault(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::{Manner, PassedOver, analyse, analysis_of};
    use crate::analysis::Analysis;
    use crate::annotation::Article;
    use crate::library::tests::Folder;
    use crate::library::{Library, Origin};
    use crate::text::Document;

    fn keep(library: &mut Library, text: &str) -> crate::library::ArticleId {
        let article = Article {
            title: Some(text.chars().take(12).collect()),
            ..Article::of(Document::verbatim(text.to_owned()))
        };
        library.keep_article(&article, Origin::File, jiff::Timestamp::UNIX_EPOCH).expect("kept")
    }

    fn fails_on_the_barge(article: &Article) -> Analysis {
        assert!(!article.document.text().contains("barge"), "no barges here");
        analysis_of(article)
    }

    #[test]
    fn a_text_in_which_the_engine_panics_is_told_and_kept_as_unanalysed_and_the_others_are_done() {
        for threads in [1, 3] {
            let folder = Folder::new();
            let mut library = folder.library();
            let ids: Vec<_> = (0..5)
                .map(|number| {
                    let what = if number == 2 { "barge" } else { "ferry" };
                    keep(&mut library, &format!("The {what} number {number} left, Ana Ruiz said."))
                })
                .collect();
            let manner =
                Manner { engine: fails_on_the_barge, threads, batch: 2, ..Manner::quick(&|| true) };
            let mut passed_over = PassedOver::default();
            let mut told = Vec::new();
            let done =
                analyse(&mut library, manner, &mut passed_over, |ids, _| told.extend(ids.to_vec()))
                    .expect("the rest is done");
            told.sort();
            assert_eq!((done, told), (4, vec![ids[0], ids[1], ids[3], ids[4]]));
            assert_eq!(library.unanalysed(9).expect("a list"), [ids[2]]);
            let barge = library.article(ids[2]).expect("it is there");
            assert!(library.analysis(&barge.document).expect("read").is_none(), "not an empty one");
            assert_eq!(passed_over.faults.len(), 1, "told once");
            assert!(
                passed_over.faults[0].starts_with(
                    "Analysing “The barge nu” stopped by a fault of Dateline (no barges here)"
                ),
                "{}",
                passed_over.faults[0]
            );
            // The next program, which may be a mended one, tries again.
            let done = analyse(
                &mut library,
                Manner::quiet(&|| true),
                &mut PassedOver::default(),
                |_, _| {},
            );
            assert_eq!(done.expect("all is well"), 1);
        }
    }

    #[test]
    fn a_text_too_long_to_be_analysed_unasked_is_not_kept_as_one_without_names() {
        let folder = Folder::new();
        let mut library = folder.library();
        let id = keep(&mut library, &"Ana Ruiz said it would rain. ".repeat(40_000));
        let done =
            analyse(&mut library, Manner::quick(&|| true), &mut PassedOver::default(), |_, _| {});
        assert_eq!(done.expect("done"), 1);
        assert!(library.unanalysed(9).expect("a list").is_empty());
        let article = library.article(id).expect("it is there");
        assert!(library.analysis(&article.document).expect("read").is_none());
    }

    #[test]
    fn nothing_is_analysed_that_is_not_wanted_any_more() {
        let folder = Folder::new();
        let mut library = folder.library();
        keep(&mut library, "The ferry left, Ana Ruiz said.");
        let done =
            analyse(&mut library, Manner::quick(&|| false), &mut PassedOver::default(), |_, _| {});
        assert_eq!(done.expect("nothing"), 0);
    }
}
