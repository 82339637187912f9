//! What is done with articles once they are listed: full texts from their pages, the index of
//! words, the analysis.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::super::backlog::{Manner, PassedOver, analyse, index};
use super::super::fetch::{FeedRequest, FetchEvent, FetchSettings, fetch_all};
use super::super::web;
use super::line::{FeedLine, FeedResult};
use super::teaser::{is_teaser, is_whole, lacks};
use crate::annotation::Article;
use crate::config::FullText;
use crate::input::Hints;
use crate::library::{ArticleId, FeedId, Library, LibraryError, Origin, Teaser};
use crate::net::{Cancel, Client, Request, Wanted, Word};

/// Pages asked for one feed in one refresh: a feed with thousands of teasers does not make
/// thousands of requests.
const MOST_PAGES: usize = 20;
/// Articles of one feed that are looked at for it in one refresh, the newest.
const MOST_WANTED: usize = 200;

/// How much was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub pages: usize,
    /// Pages that could not be read; they are asked again later.
    pub unread_pages: usize,
    pub indexed: usize,
    pub analysed: usize,
    /// Damaged texts that were set aside.
    pub set_aside: usize,
    /// What was passed over, and why, in words.
    pub faults: Vec<String>,
}

/// Index of all that waits, full texts for what these feeds brought, analysis; the analysis for
/// `patience` at most, the rest is for the next time, for the reader's quiet moments, or for who
/// asks for it.
pub(crate) fn complete(
    library: &mut Library,
    client: &Client,
    settings: FetchSettings,
    lines: &[FeedLine],
    cancel: &Cancel,
    patience: Duration,
) -> Result<Done, LibraryError> {
    let wanted = || !cancel.is_cancelled();
    let before = library.set_aside()?.len();
    let mut done = Done { indexed: index(library, Manner::quick(&wanted))?, ..Done::default() };
    full_texts(library, client, settings, lines, cancel, &mut done)?;
    done.indexed += index(library, Manner::quick(&wanted))?;
    let until = Instant::now().checked_add(patience);
    let in_time = || wanted() && until.is_none_or(|until| Instant::now() < until);
    let mut passed_over = PassedOver::default();
    done.analysed = analyse(library, Manner::quick(&in_time), &mut passed_over, |_, _| {})?;
    done.faults.append(&mut passed_over.faults);
    if settings.keep_days.is_some() || settings.keep_megabytes.is_some() {
        library.keep_all_within(settings.keep_megabytes, settings.keep_days, Timestamp::now())?;
    }
    done.set_aside = library.set_aside()?.len().saturating_sub(before);
    Ok(done)
}

/// Fetches the pages of articles where their feeds only tease (`auto`) or always: of new and
/// changed ones, and of those that are still wanted from earlier refreshes.
fn full_texts(
    library: &mut Library,
    client: &Client,
    settings: FetchSettings,
    lines: &[FeedLine],
    cancel: &Cancel,
    done: &mut Done,
) -> Result<(), LibraryError> {
    let now = Timestamp::now();
    let mode = |library: &Library, feed: FeedId| match library.feed(feed) {
        Ok(row) => Ok(match row.subscription.full_text {
            FullText::Auto => settings.full_text,
            own => own,
        }),
        Err(LibraryError::Missing(_)) => Ok(FullText::Never),
        Err(error) => Err(error),
    };
    for line in lines.iter().filter(|line| !line.new.is_empty() || !line.updated.is_empty()) {
        let mode = mode(library, line.feed)?;
        library.together(|library| want(library, line, mode, now))?;
    }
    let (mut wanted, mut whatever) = (Vec::new(), HashSet::new());
    let waiting: HashSet<FeedId> = library.feeds_with_wanted_pages(now)?.into_iter().collect();
    for line in lines.iter().filter(|line| {
        waiting.contains(&line.feed)
            && !matches!(line.result, FeedResult::Waiting | FeedResult::Gone | FeedResult::Failed)
    }) {
        let mode = mode(library, line.feed)?;
        if mode == FullText::Never {
            continue;
        }
        let pages = library.wanted_pages(line.feed, now, MOST_PAGES)?;
        whatever.extend(pages.iter().copied().filter(|_| mode == FullText::Always));
        wanted.extend(pages);
    }
    ask_pages(library, client, settings, &wanted, cancel, |library, id, page| match page {
        Ok(page) => {
            done.unread_pages += usize::from(page.is_none());
            let taken = take_page(library, id, page, whatever.contains(&id))?;
            done.pages += usize::from(taken.is_ok());
            Ok(())
        }
        Err(fault) => {
            done.faults.push(fault);
            Ok(())
        }
    })
}

/// Asks for the page of an article now, whatever its feed and the settings say. Answers why its
/// text is not taken, and what went wrong.
pub(crate) fn fetch_page(
    library: &mut Library,
    client: &Client,
    settings: FetchSettings,
    id: ArticleId,
    cancel: &Cancel,
) -> Result<Result<(), Teaser>, LibraryError> {
    let mut came = None;
    ask_pages(library, client, settings, &[id], cancel, |library, id, page| {
        came = Some(take_page(library, id, page.unwrap_or(None), false)?);
        Ok(())
    })?;
    let nothing = if cancel.is_cancelled() { Teaser::Waiting } else { Teaser::NoPage };
    Ok(came.unwrap_or(Err(nothing)))
}

/// Asks for the pages of articles; `take` has each that came, in a transaction of its own: `None`
/// where it could not be read, words where reading it stopped by a fault.
fn ask_pages(
    library: &mut Library,
    client: &Client,
    settings: FetchSettings,
    wanted: &[ArticleId],
    cancel: &Cancel,
    mut take: impl FnMut(
        &mut Library,
        ArticleId,
        Result<Option<&Article>, String>,
    ) -> Result<(), LibraryError>,
) -> Result<(), LibraryError> {
    let mut requests = Vec::new();
    for id in wanted {
        let source = match library.as_fed(*id) {
            Err(LibraryError::Lost) => None,
            article => article?.source,
        };
        let Some(url) = source.filter(|url| url.starts_with("http")) else { continue };
        // A document named the address: private ones are refused.
        let request = Request { wanted: Wanted::Page, word: Word::Found, ..Request::new(&url) };
        requests.push(FeedRequest { feed: *id, request });
    }
    let mut trouble = None;
    fetch_all(
        client,
        &requests,
        settings,
        cancel,
        |outcome| {
            let response = outcome.answer.ok().filter(crate::net::Response::is_good)?;
            let hints = Hints {
                content_type: response.content_type.clone(),
                source: Some(response.final_url.clone()),
                ..Hints::default()
            };
            web::page(response, &hints).ok()
        },
        |event| {
            let (id, result, fault) = match event {
                FetchEvent::Done { feed: id, result } => (id, result, None),
                FetchEvent::Failed { feed: id, fault } => {
                    (id, None, Some(fault.words("Reading a page")))
                }
                FetchEvent::Started { .. } | FetchEvent::SetAside { .. } => return,
            };
            if result.is_none() && cancel.is_cancelled() {
                return;
            }
            let taken = library.together(|library| {
                if let Some(fault) = fault {
                    take(library, id, Err(fault))?;
                }
                take(library, id, Ok(result.as_ref()))
            });
            match taken {
                Ok(()) | Err(LibraryError::Missing(_)) => {}
                Err(error) => {
                    cancel.cancel();
                    trouble = Some(error);
                }
            }
        },
    );
    trouble.map_or(Ok(()), Err)
}

/// Says of what a feed brought whether it is whole, and wants its pages, where it only teases or
/// always.
fn want(
    library: &mut Library,
    line: &FeedLine,
    mode: FullText,
    now: Timestamp,
) -> Result<(), LibraryError> {
    for (at, id) in line.new.iter().chain(&line.updated).enumerate() {
        let article = match library.as_fed(*id) {
            Err(LibraryError::Lost) => continue,
            article => article?,
        };
        let has_page = article.source.as_deref().is_some_and(|url| url.starts_with("http"));
        let why = match mode {
            _ if !has_page => Teaser::NoPage,
            FullText::Never => Teaser::NotAsked,
            _ => Teaser::Waiting,
        };
        library.set_teaser(*id, lacks(&article, why))?;
        let is_wanted = mode == FullText::Always || is_teaser(&article);
        if why == Teaser::Waiting && is_wanted && at < MOST_WANTED {
            library.want_page(*id, line.feed, now)?;
        }
    }
    Ok(())
}

/// Takes a page that came; one that did not is asked again later. Answers why its text is not
/// taken.
fn take_page(
    library: &mut Library,
    id: ArticleId,
    page: Option<&Article>,
    whatever: bool,
) -> Result<Result<(), Teaser>, LibraryError> {
    let known = match library.as_fed(id) {
        Err(LibraryError::Lost) => None,
        known => Some(known?),
    };
    let taken = match (page, &known) {
        (None, _) => Err(Teaser::Unreachable),
        (Some(_), None) => Err(Teaser::Other),
        (Some(page), Some(known)) => is_whole(known, page, whatever),
    };
    if page.is_none() {
        library.page_failed(id, Timestamp::now())?;
    } else {
        library.page_was_read(id)?;
    }
    if let (Some(page), Some(known), Ok(())) = (page, &known, taken) {
        let page = Article {
            title: known.title.clone().or_else(|| page.title.clone()),
            source: known.source.clone(),
            ..page.clone()
        };
        library.add_text(id, &page, Origin::Page, Timestamp::now())?;
    }
    let lacking = taken.err().zip(known.as_ref()).and_then(|(why, known)| lacks(known, why));
    library.set_teaser(id, lacking)?;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::fragment;
    use crate::library::tests::Folder;
    use crate::library::{NewItem, Subscription};

    const TEASED: &str = "<h1>Pier</h1><p>The pier of Tarrow is closed for the winter …</p>";
    const PAGE: &str = "<h1>Pier</h1><p>The pier of Tarrow is closed for the winter, the council said, because the planks at its far end were carried off by the storm of last week.</p>";
    const OFFER: &str = "<h1>Pier</h1><p>The pier of Tarrow is closed for the winter.</p><p>Subscribe now to read on, and cancel at any time if you do not like what you read in there.</p>";

    /// A library with one feed that teases, and that article.
    fn teased(folder: &Folder) -> (Library, ArticleId, FeedLine) {
        let mut library = folder.library();
        let subscription = Subscription::to("https://a.example/feed");
        let now = Timestamp::UNIX_EPOCH;
        let (feed, _) = library.add_feed(&subscription, now).unwrap();
        let mut article = fragment(TEASED, Some("https://a.example/pier"));
        article.source = Some("https://a.example/pier".into());
        let item = NewItem::new(Some("1".into()), article, None);
        let new = library.store_items(feed, &[item], now).unwrap().new;
        let row = library.feed(feed).unwrap();
        let line = FeedLine { new: new.clone(), ..FeedLine::of(&row, FeedResult::New) };
        (library, new[0], line)
    }

    fn teaser(library: &Library, id: ArticleId) -> Option<Teaser> {
        library.rows(&[id]).unwrap()[0].teaser
    }

    #[test]
    fn what_is_set_decides_why_a_teaser_is_one_before_its_page_was_asked() {
        let folder = Folder::new();
        let (mut library, id, line) = teased(&folder);
        want(&mut library, &line, FullText::Never, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(teaser(&library, id), Some(Teaser::NotAsked));
        assert!(library.wanted_pages(line.feed, Timestamp::now(), 9).unwrap().is_empty());
        want(&mut library, &line, FullText::Auto, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(teaser(&library, id), Some(Teaser::Waiting));
        assert_eq!(library.wanted_pages(line.feed, Timestamp::now(), 9).unwrap(), [id]);
    }

    #[test]
    fn the_page_says_why_it_is_not_taken_until_it_tells_the_whole() {
        let folder = Folder::new();
        let (mut library, id, line) = teased(&folder);
        let page = |html: &str| fragment(html, Some("https://a.example/pier"));
        let taken = take_page(&mut library, id, None, false).unwrap();
        assert_eq!((taken, teaser(&library, id)), (Err(Teaser::Unreachable), taken.err()));
        let taken = take_page(&mut library, id, Some(&page(OFFER)), false).unwrap();
        assert_eq!((taken, teaser(&library, id)), (Err(Teaser::Offer), taken.err()));
        let taken = take_page(&mut library, id, Some(&page(PAGE)), false).unwrap();
        assert_eq!((taken, teaser(&library, id)), (Ok(()), None));
        assert!(library.article(id).unwrap().document.text().contains("far end"));
        // The page's text stays, whatever comes of it later.
        take_page(&mut library, id, None, false).unwrap().unwrap_err();
        assert_eq!(teaser(&library, id), None);
        want(&mut library, &line, FullText::Auto, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(teaser(&library, id), None);
    }
}
