//! Documents of the web for reading: fetched, then an article is made of what came; a feed becomes
//! one too.

use std::fmt::Write;

use html_escape::encode_double_quoted_attribute;

use super::network;
use super::offline;
use super::overrides::Overrides;
use crate::annotation::Article;
use crate::config::Network;
use crate::input::feed::{Feed, Item, read_feed};
use crate::input::source::Trouble;
use crate::input::{self, Hints};
use crate::net::{Cancel, Client, Request, Response, Wanted};

/// So much markup of a feed's items is set as one article; a feed with more is cut.
const MOST_MARKUP: usize = 4 << 20;

/// The document at an address that the reader gave. A status that is no success is trouble.
pub(crate) fn document(
    url: &str,
    settings: &Network,
    cancel: &Cancel,
) -> Result<Response, Trouble> {
    let client = network::client(settings)
        .map_err(|error| Trouble { message: error.to_string(), hint: None })?;
    ask(&client, &Request { wanted: Wanted::Page, ..Request::new(url) }, cancel)
}

/// The same with a client that is there already.
pub(crate) fn ask(
    client: &Client,
    request: &Request,
    cancel: &Cancel,
) -> Result<Response, Trouble> {
    let response = client.get(request, cancel).map_err(|error| Trouble {
        message: error.to_string(),
        hint: error.hint().map(str::to_owned),
    })?;
    if response.is_good() { Ok(response) } else { Err(status_trouble(&response)) }
}

/// What a status that is no success says, in words of our own.
pub(crate) fn status_trouble(response: &Response) -> Trouble {
    let hint = (response.status == 401)
        .then(|| "write the address as https://user@host/… and set network.password_command, or as https://user:password@host/…".to_owned());
    Trouble { message: response.refusal(), hint }
}

/// The article at an address: of a page its article, of a feed its items.
pub(crate) fn article(url: &str, overrides: &Overrides) -> Result<Article, Trouble> {
    let response = document(url, &overrides.network, &overrides.cancel)?;
    let hints = hints(&response, overrides);
    if let Some(feed) = feed_in(&response.body, overrides, &hints) {
        return Ok(of_feed(&feed, &response.final_url));
    }
    let article = page(response, &hints)?;
    offline::keep(&article, overrides.library.as_deref());
    Ok(article)
}

/// The article of a page.
pub(crate) fn page(response: Response, hints: &Hints) -> Result<Article, Trouble> {
    input::read(response.body, hints)
        .map_err(|error| Trouble { message: error.to_string(), hint: error.hint() })
}

/// What is known of a document before it is looked at.
pub(crate) fn hints(response: &Response, overrides: &Overrides) -> Hints {
    Hints {
        kind: overrides.kind,
        encoding: overrides.encoding.clone(),
        content_type: response.content_type.clone(),
        source: Some(response.final_url.clone()),
        whole_page: overrides.whole_page,
        stop: overrides.stop(),
    }
}

/// The feed in a document of which is not said that it is something else.
pub(crate) fn feed_in(bytes: &[u8], overrides: &Overrides, hints: &Hints) -> Option<Feed> {
    if overrides.kind.is_some() || hints.kind.is_some() || !may_be_feed(bytes) {
        return None;
    }
    read_feed(bytes.to_vec(), hints).ok()
}

/// Whether a file says in its first lines that it is a feed. Other files are not read as one to
/// find
/// out.
pub(crate) fn names_a_feed(bytes: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    may_be_feed(bytes)
        && ["<rss", "<feed", "<rdf:rdf", "jsonfeed.org/version"]
            .iter()
            .any(|name| beginning.contains(name))
}

/// Whether these bytes could be a feed. They begin with a tag, a brace, or the mark of a character
/// set.
fn may_be_feed(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'<' | b'{' | 0xef | 0xff | 0xfe))
}

/// A feed set as one article: a heading for each item.
pub(crate) fn of_feed(feed: &Feed, url: &str) -> Article {
    let mut html = String::new();
    let title = feed.title.as_deref().unwrap_or(url);
    let _ = write!(html, "<h1>{}</h1>", encode_double_quoted_attribute(title));
    for item in &feed.items {
        if html.len() > MOST_MARKUP {
            html.push_str("<p>There is more in this feed than is shown here.</p>");
            break;
        }
        item_html(item, &mut html);
    }
    let mut article = input::fragment(&html, Some(url));
    article.title = Some(title.to_owned());
    article.source = Some(url.to_owned());
    article.language.clone_from(&feed.language);
    article.published = feed.updated;
    article
}

fn item_html(item: &Item, html: &mut String) {
    let title = encode_double_quoted_attribute(item.title.as_deref().unwrap_or("Untitled"));
    match &item.link {
        Some(link) => {
            let _ = write!(
                html,
                "<h2><a href=\"{}\">{title}</a></h2>",
                encode_double_quoted_attribute(link)
            );
        }
        None => {
            let _ = write!(html, "<h2>{title}</h2>");
        }
    }
    let day = item.published.or(item.updated).map(|time| time.strftime("%-d %B %Y").to_string());
    let line: Vec<String> = item.authors.iter().cloned().chain(day).collect();
    if !line.is_empty() {
        let _ = write!(html, "<p>{}</p>", encode_double_quoted_attribute(&line.join(" · ")));
    }
    let _ = write!(
        html,
        "<div>{}</div>",
        item.content.as_deref().or(item.summary.as_deref()).unwrap_or_default()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_set_as_one_article_with_a_heading_for_each_item() {
        let feed = Feed {
            title: Some("Harbour & Sea".into()),
            items: vec![Item {
                title: Some("Ferry <late>".into()),
                link: Some("https://a.example/1".into()),
                content: Some("<p>It was late.</p>".into()),
                ..Item::default()
            }],
            ..Feed::default()
        };
        let article = of_feed(&feed, "https://a.example/feed");
        let text = article.document.text();
        assert!(
            text.contains("Harbour & Sea")
                && text.contains("Ferry <late>")
                && text.contains("It was late."),
            "{text}"
        );
        assert_eq!(article.links.len(), 1);
    }
}
