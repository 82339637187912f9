//! What threads do for the loop: reading an input, finding names in it, finding words.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Environment;
use super::event::Event;
use crate::analysis::Analysis;
use crate::annotation::Article;
use crate::app::{Msg, Notice};
use crate::input::source::Source;
use crate::page::Query;
use crate::service::worker::{Board, Fault, Newest, Worker, behind};
use crate::service::{Overrides, article, kept, preview};
use crate::text::{Document, Span};

/// Hits that a search counts; nobody walks through more.
const MOST_HITS: usize = 100_000;
/// Bytes searched between two looks at whether the search is still wanted.
const SLICE: u32 = 4 << 20;
/// Bytes of a text from which on looking for names gives way to everything else.
const LONG: usize = 256 * 1024;

/// A search, as its job takes it; `None` ends the one that runs.
pub(super) type Search = Option<(u64, Arc<Document>, Query, u32)>;

/// Reads an input and tells what came; of a text that the network does not give, what is kept.
pub(super) fn read(
    generation: u64,
    source: &Source,
    overrides: &Overrides,
    events: &Sender<Event>,
) {
    let send = |whole, article| {
        events.send(Event::Msg(Msg::Read { generation, whole, article: Box::new(article) }))
    };
    if let Some(beginning) = preview(source, overrides) {
        let _ = send(false, Ok(beginning));
    }
    let read = article(source, overrides);
    let kept = read.as_ref().err().and_then(|_| kept(source, overrides));
    let why = kept.as_ref().and(read.as_ref().err()).map(|trouble| trouble.message.clone());
    let _ = send(true, kept.map_or(read, Ok));
    if let Some(why) = why {
        let _ = events.send(Event::Msg(Msg::Told(Notice::alarm(format!(
            "{why}; this is the text that was kept"
        )))));
    }
}

/// The thread that finds names and quotations in what is opened.
pub(super) fn analyst(
    events: Sender<Event>,
    engine: fn(&Article) -> Analysis,
) -> Worker<Newest<Article>> {
    let told = events.clone();
    Worker::start(
        || (),
        move |(), article: &Article, _| {
            let analysis = if article.document.text().len() < LONG {
                engine(article)
            } else {
                behind(|| engine(article))
            };
            let _ = events.send(Event::Msg(Msg::Analyzed(Arc::new(analysis))));
        },
        move |article: Article, fault| {
            let words = fault.words("Looking for names in this article");
            let _ = told.send(Event::Msg(Msg::NotAnalyzed(article.document.hash(), words)));
        },
    )
}

/// The thread that finds words in what is open.
pub(super) fn finder(events: Sender<Event>, environment: Environment) -> Worker<Newest<Search>> {
    let told = events.clone();
    Worker::start(
        || (),
        move |(), search: &Search, board| {
            environment.may_panic("find");
            find(search.as_ref(), board, &events);
        },
        move |search: Search, fault: Fault| {
            if let Some((generation, ..)) = search {
                let hits = Vec::new();
                let _ = told.send(Event::Msg(Msg::Found { generation, hits, done: true }));
            }
            let _ = told.send(Event::Msg(Msg::Told(Notice::alarm(fault.words("Searching")))));
        },
    )
}

/// Searches in slices, from where the reader is to the end and then round; the first hits are told
/// at once, all of them at the end.
fn find(
    search: Option<&(u64, Arc<Document>, Query, u32)>,
    board: &Board<Newest<Search>>,
    events: &Sender<Event>,
) {
    let Some((generation, document, query, from)) = search else { return };
    let generation = *generation;
    let end = document.span().end();
    let start =
        document.blocks().get(document.block_at(*from)).map_or(0, |block| block.span.start());
    let mut behind: Vec<Span> = Vec::new();
    let mut before: Vec<Span> = Vec::new();
    let mut told = false;
    for (range, hits) in [(Span::new(start, end), &mut behind), (Span::new(0, start), &mut before)]
    {
        let mut at = range.start();
        while at < range.end() && hits.len() < MOST_HITS {
            if board.has_newer() {
                return;
            }
            let slice = query.slice(document, at, SLICE.min(range.end() - at));
            hits.extend(slice.hits);
            if !told && !hits.is_empty() {
                told = true;
                let _ = events.send(Event::Msg(Msg::Found {
                    generation,
                    hits: hits.clone(),
                    done: false,
                }));
            }
            let Some(next) = slice.next else { break };
            at = next;
        }
    }
    before.append(&mut behind);
    let _ = events.send(Event::Msg(Msg::Found { generation, hits: before, done: true }));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::{Event, LONG, analyst};
    use crate::annotation::Article;
    use crate::app::Msg;
    use crate::service::backlog::analysis_of;
    use crate::text::Document;

    #[test]
    fn a_text_in_which_the_engine_panics_is_told_and_the_next_is_analysed() {
        let (events, coming) = channel();
        let analyst = analyst(events, |article| {
            assert!(!article.document.text().starts_with('X'), "an X");
            analysis_of(article)
        });
        let next = || coming.recv_timeout(Duration::from_mins(1)).expect("an answer");
        for bad in ["X".to_owned(), "X ".repeat(LONG)] {
            let bad = Article::of(Document::verbatim(bad));
            let hash = bad.document.hash();
            analyst.ask(bad);
            let Event::Msg(Msg::NotAnalyzed(of, words)) = next() else { panic!("it is not told") };
            assert!(of == hash && words.contains("fault of Dateline (an X)"), "{words}");
        }
        let good = Article::of(Document::verbatim("Ana Ruiz left.".into()));
        let hash = good.document.hash();
        analyst.ask(good);
        assert!(matches!(next(), Event::Msg(Msg::Analyzed(analysis)) if analysis.document == hash));
    }
}
