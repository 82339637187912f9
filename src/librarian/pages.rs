//! The thread that asks for the pages of single articles, where the reader wants them now.

use std::path::{Path, PathBuf};

use super::tell::{Tell, tell_fault};
use crate::app::library::Answer;
use crate::app::{Msg, Notice};
use crate::config::Network;
use crate::library::{ArticleId, Library, LibraryError, Teaser};
use crate::net::Cancel;
use crate::service::backlog::{Manner, index};
use crate::service::network;
use crate::service::refresh::fetch_page;
use crate::service::worker::{InOrder, Worker};

/// The articles whose pages are wanted.
pub(super) struct Wanted {
    pub ids: Vec<ArticleId>,
    pub cancel: Cancel,
}

/// Starts the thread.
pub(super) fn start(path: PathBuf, network: Network, events: Tell) -> Worker<InOrder<Wanted>> {
    let told = events.clone();
    Worker::start(
        || (),
        move |(), wanted, _| {
            let msg = match run(&path, &network, wanted) {
                Ok(words) => Msg::Library(Answer::Pages { words, ids: wanted.ids.clone() }),
                Err(words) => Msg::Told(Notice::alarm(words)),
            };
            if !wanted.cancel.is_cancelled() {
                events(msg);
            }
        },
        move |_, fault| tell_fault(&told, fault.words("Reading a page")),
    )
}

/// Asks for the pages and says what came of it.
fn run(path: &Path, network: &Network, Wanted { ids, cancel }: &Wanted) -> Result<String, String> {
    let words = |error: LibraryError| super::keeper::words(&error);
    let mut library = Library::open(path).map_err(words)?;
    let client = network::client(network).map_err(|error| error.to_string())?;
    let pace = network::fetch_settings(network, None);
    let mut taken = Vec::new();
    for id in ids {
        match fetch_page(&mut library, &client, pace, *id, cancel) {
            // It went meanwhile.
            Err(LibraryError::Missing(_)) => {}
            result => taken.push(result.map_err(words)?),
        }
    }
    let wanted = || !cancel.is_cancelled();
    index(&mut library, Manner::quick(&wanted)).map_err(words)?;
    Ok(outcome(&taken))
}

/// What came of it, in words.
fn outcome(taken: &[Result<(), Teaser>]) -> String {
    match taken {
        [] => "the article is gone".into(),
        [Ok(())] => "the whole article is here: its page was read".into(),
        [Err(why)] => format!("the feed’s text stays: {}", why.words()),
        more => {
            let whole = more.iter().filter(|taken| taken.is_ok()).count();
            format!("{whole} of {} articles have their page’s text now", more.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::outcome;
    use crate::library::Teaser;

    #[test]
    fn it_is_told_what_came_of_the_pages() {
        assert_eq!(
            outcome(&[Err(Teaser::Offer)]),
            "the feed’s text stays: its page offers a subscription"
        );
        let three = [Ok(()), Err(Teaser::NotFound), Ok(())];
        assert_eq!(outcome(&three), "2 of 3 articles have their page’s text now");
    }
}
