//! A page or a piece of one → `Article`.

use dom_query::Document;

use super::super::assembly::Assembly;
use super::super::{Hints, InputError};
use super::beside::{About, without_overlays};
use super::extraction::{extract, without_feet};
use super::flatten::{Flat, flatten};
use super::metadata::Metadata;
use super::refusal::Suspicion;
use super::saved::saved_from;
use super::{media, notes, walk};
use crate::annotation::Article;
use crate::text::BlockKind;

/// Beyond this much markup no article is looked for; the page is shown as it comes.
const MOST_TO_EXTRACT: usize = 8 * 1024 * 1024;

/// Bytes of an article that stands where a page without scripts shows it.
const WITHOUT_SCRIPT: usize = 1000;

/// The article of a whole web page.
pub(crate) fn page(html: &str, hints: &Hints) -> Result<Article, InputError> {
    let read = self::read(html, hints);
    // Some pages hold all that they say for those who have no scripts.
    let wants_script =
        matches!(&read, Err(InputError::NotAnArticle { why }) if why.contains("JavaScript"));
    if wants_script && html.contains("<noscript") {
        let opened = html.replace("<noscript", "<div").replace("</noscript", "</div");
        let again = self::read(&opened, hints);
        if let Ok(article) = again
            && article.document.text().len() >= WITHOUT_SCRIPT
        {
            return Ok(article);
        }
    }
    read
}

fn read(html: &str, hints: &Hints) -> Result<Article, InputError> {
    let saved = saved_from(html);
    let Flat { html, is_hostile } = flatten(html);
    let document = Document::from(html.as_ref());
    notes::set_apart(&document);
    let metadata = Metadata::of(&document, hints.base());
    let suspicion = Suspicion::of(&document, metadata.window_title.as_deref());
    // A saved page is known by the address that it names; one that was fetched, by the one it was
    // fetched from.
    let own = metadata.canonical.or(saved).filter(|_| hints.base().is_none());
    let base = base(&document, hints.base().or(own.as_deref()));
    let extraction = if hints.whole_page || is_hostile || html.len() > MOST_TO_EXTRACT {
        None
    } else {
        media::stand_in(&document, base.as_deref());
        let about =
            About::of(metadata.byline.as_deref(), metadata.site.as_deref(), base.as_deref());
        extract(document, metadata.description.as_deref(), &about)
    };
    let whole_page = extraction.is_none();
    let tree = match extraction {
        Some(content) => Document::fragment(notes::with_missing(content, &html)),
        None => {
            let whole = Document::from(html.as_ref());
            if !hints.whole_page {
                without_overlays(&whole);
                without_feet(&whole);
            }
            notes::set_apart(&whole);
            whole
        }
    };
    let title = metadata.title.or(metadata.window_title);
    let byline = metadata.byline;
    let mut assembly = Assembly::default();
    if let Some(title) = &title {
        assembly.block(BlockKind::Heading(1), title);
    }
    if let Some(byline) = &byline {
        assembly.block(BlockKind::Byline, byline);
    }
    let page = walk::Page {
        base: base.as_deref(),
        title: title.as_deref(),
        language: metadata.language.as_deref(),
    };
    walk::walk(tree.root(), page, &mut assembly);
    assembly.title = title;
    assembly.byline = byline;
    assembly.published = metadata.published;
    assembly.language = metadata.language;
    let mut article = assembly.finish();
    article.source = own;
    article.whole_page = whole_page;
    if !hints.whole_page {
        suspicion.check(&article)?;
    }
    Ok(article)
}

/// The blocks of a piece of HTML, all of them: what a feed's item holds. `base` is the address that
/// its links are resolved against.
pub fn fragment(html: &str, base: Option<&str>) -> Article {
    let mut assembly = Assembly::default();
    write_into(html, base, &mut assembly);
    assembly.finish()
}

/// Adds the blocks of a piece of HTML to an article in the making.
pub(crate) fn write(html: &str, assembly: &mut Assembly) {
    write_into(html, None, assembly);
}

fn write_into(html: &str, base: Option<&str>, assembly: &mut Assembly) {
    let html = flatten(html).html;
    let document = Document::fragment(html.as_ref());
    notes::set_apart(&document);
    walk::walk(document.root(), walk::Page { base, ..walk::Page::default() }, assembly);
}

/// What links are resolved against: the page's `<base>`, itself resolved against the page's
/// address.
fn base(document: &Document, address: Option<&str>) -> Option<String> {
    let declared =
        document.base_uri().and_then(|declared| super::super::address::resolve(&declared, address));
    declared.filter(|declared| declared.starts_with("http")).or_else(|| address.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::{Hints, page};

    #[test]
    fn the_foot_of_a_page_never_stands_for_its_article() {
        let items: String = (1..9).map(|n| format!("<li>{n}. The pier won the vote, and the whole town was glad of it, said the mayor, who had waited for it.</li>")).collect();
        let foot = "<footer><p>Copyright Pier 2026. <a href='/a'>Privacy</a> <a href='/b'>Terms</a></p></footer>";
        for (open, close) in [("<main><article>", "</article></main>"), ("<div>", "</div>")] {
            let html = format!(
                "<html><body><nav><a href='/'>Home</a></nav>{open}<h1>Pier</h1><ul>{items}</ul>{close}{foot}</body></html>"
            );
            let article = page(&html, &Hints::default()).expect("an article");
            assert_eq!(article.document.text().matches("said the mayor").count(), 8);
            assert!(!article.document.text().contains("Copyright"));
        }
    }

    #[test]
    fn a_page_without_an_article_is_shown_whole_and_says_so() {
        let links: String = (1..20)
            .map(|n| format!("<div><a href='/{n}'>The harbour of the bay, part {n}</a></div>"))
            .collect();
        let html = format!("<html><title>Harbours</title><body><div>{links}</div></body></html>");
        let article = page(&html, &Hints::default()).expect("a page");
        assert!(article.whole_page && article.document.text().contains("part 19"));
        let words = "<p>The pier won the vote, and the town was glad of it, said the mayor.</p>";
        let html = format!(
            "<html><body><nav><p>Home and away</p></nav><div role=dialog>We use cookies.</div><article><h1>Pier</h1>{}</article></body></html>",
            words.repeat(20)
        );
        let article = page(&html, &Hints::default()).expect("an article");
        assert!(!article.whole_page && !article.document.text().contains("cookies"));
        let hints = Hints { whole_page: true, ..Hints::default() };
        let whole = page(&html, &hints).expect("a page");
        assert!(whole.whole_page && whole.document.text().contains("We use cookies."));
        let sign_in = "<title>Sign in</title><p>Sign in</p><form><input type=password></form>";
        assert!(page(sign_in, &Hints::default()).is_err() && page(sign_in, &hints).is_ok());
    }

    #[test]
    fn a_sign_between_two_words_parts_them_though_it_is_not_shown() {
        let words = "<p>The pier won the vote, and the town was glad of it, said the mayor.</p>";
        let sign = "<svg aria-hidden='true'><path d='M0 0'/></svg>";
        let html = format!(
            "<article><h1>Pier</h1><p>See <a href='/1'>Ships</a><a href='/2'>{sign}Boats</a>, not <a \
            href='/3'>D</a><a href='/4'>ata</a>.</p>{}</article>",
            words.repeat(20)
        );
        let article = page(&html, &Hints::default()).expect("an article");
        assert!(article.document.text().contains("See Ships Boats, not Data."));
    }

    #[test]
    fn a_heading_that_repeats_the_title_stands_once() {
        let words = "<p>The pier won the vote, and the town was glad of it, said the mayor.</p>";
        let html = format!(
            "<title>Harbour: Pier wins | Town</title><meta property='og:title' content='Pier wins the vote'>\
            <article><h1>Pier wins the vote</h1>{}</article>",
            words.repeat(20)
        );
        let article = page(&html, &Hints::default()).expect("an article");
        assert_eq!(article.document.text().matches("Pier wins the vote").count(), 1);
    }

    #[test]
    fn what_stands_for_readers_without_scripts_is_read() {
        let words = "<p>The pier won the vote, and the town was glad of it, said the mayor.</p>";
        let html = format!(
            "<html><body><noscript><p>It is nicer with JavaScript.</p>{}</noscript><script>{}</script></body></html>",
            words.repeat(20),
            "x();".repeat(500)
        );
        let article = page(&html, &Hints::default()).expect("an article");
        assert!(article.document.text().contains("said the mayor"));
        let html = "<html><body><noscript>Please enable JavaScript.</noscript></body></html>";
        assert!(page(html, &Hints::default()).is_err());
    }
}
