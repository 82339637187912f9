//! From a source to an article.

use std::fs::File;
use std::io::Read;

use super::archive::{self, Taken, Tally};
use super::bytes::bytes;
use super::overrides::Overrides;
use super::web;
use crate::annotation::Article;
use crate::input;
use crate::input::source::{Source, Trouble};

/// Files up to this many bytes are read whole before anything is shown; of longer ones the
/// beginning is shown first.
const AT_ONCE: u64 = 1 << 20;
/// Bytes of a long file that its first screen is made from.
const BEGINNING: usize = 256 << 10;

/// Reads an input that may hold many articles, and gives each to `each` before the next is read. A
/// record that is broken goes to `trouble`. Fails where the input cannot be opened or, if it is no
/// archive, read; and with what `each` fails.
pub(crate) fn articles<E: From<Trouble>>(
    source: &Source,
    overrides: &Overrides,
    mut trouble: impl FnMut(Trouble),
    mut each: impl FnMut(Taken) -> Result<(), E>,
) -> Result<Tally, E> {
    let mut tally = Tally::default();
    let Some(archive) = archive::open(source, overrides)? else {
        let article = article(source, overrides)?;
        each(Taken { article, archived: None })?;
        return Ok(Tally { articles: 1, ..tally });
    };
    for record in archive {
        let taken = match record {
            Ok(record) => archive::article(record, overrides),
            Err(message) => {
                tally.broken += 1;
                if tally.broken <= archive::MOST_TOLD {
                    trouble(Trouble {
                        message: format!("{}: {message}", source.name()),
                        hint: None,
                    });
                }
                continue;
            }
        };
        match taken {
            Ok(taken) => {
                tally.articles += 1;
                each(taken)?;
            }
            Err(_) => tally.others += 1,
        }
    }
    if tally.articles == 0 {
        let message = format!("{}: there is no article in it", source.name());
        return Err(Trouble { message, hint: None }.into());
    }
    Ok(tally)
}

/// Reads an input whole; a web address is asked for, which takes as long as the network lets it.
pub(crate) fn article(source: &Source, overrides: &Overrides) -> Result<Article, Trouble> {
    if let Source::Url(url) = source {
        return web::article(url, overrides).map_err(|trouble| Trouble {
            message: format!("{}: {}", source.name(), trouble.message),
            ..trouble
        });
    }
    if let Some(article) = archive::only_article(source, overrides)? {
        return Ok(article);
    }
    let bytes = bytes(source, overrides)?;
    if *source == Source::Stdin
        && overrides.kind.is_none()
        && let Some(article) = archive::only_article_in(&bytes, source, overrides)?
    {
        return Ok(article);
    }
    if web::names_a_feed(&bytes)
        && let Some(feed) = web::feed_in(&bytes, overrides, &overrides.hints(source))
    {
        return Ok(web::of_feed(&feed, &source.name()));
    }
    input::read(bytes, &overrides.hints(source)).map_err(|error| {
        let hint = error.hint();
        Trouble { message: format!("{}: {error}", source.name()), hint }
    })
}

/// The beginning of a long plain text, to show while the rest is read; `None` where the whole is
/// there at once.
pub(crate) fn preview(source: &Source, overrides: &Overrides) -> Option<Article> {
    let Source::Path(path) = source else { return None };
    let mut file = File::open(path).ok()?;
    let metadata = file.metadata().ok()?;
    if !metadata.is_file() || metadata.len() <= AT_ONCE {
        return None;
    }
    let mut beginning = vec![0; BEGINNING];
    let mut filled = 0;
    while filled < beginning.len() {
        match file.read(&mut beginning[filled..]) {
            Ok(0) | Err(_) => break,
            Ok(count) => filled += count,
        }
    }
    input::preview(&beginning[..filled], &overrides.hints(source))
}
