//! A page or a piece of one → `Article`.

use dom_query::Document;

use super::super::assembly::Assembly;
use super::super::{Hints, InputError};
use super::extraction::{Extraction, extract};
use super::flatten::flatten;
use super::metadata::Metadata;
use super::{refusal, walk};
use crate::annotation::Article;
use crate::text::{BlockKind, clean_line};

/// Beyond this much markup no article is looked for; the page is shown as it comes.
const MOST_TO_EXTRACT: usize = 8 * 1024 * 1024;

/// The article of a whole web page.
pub fn page(html: &str, hints: &Hints) -> Result<Article, InputError> {
    let html = flatten(html);
    let document = Document::from(html.as_ref());
    let metadata = Metadata::of(&document);
    let base = base(&document, hints.base());
    let extraction = if html.len() > MOST_TO_EXTRACT { Extraction::default() } else { extract(document) };
    let (whole, content) = match extraction.content {
        Some(content) => (None, Some(Document::fragment(content))),
        None => (Some(Document::from(html.as_ref())), None),
    };
    let mut assembly = Assembly::default();
    let title = metadata.title.or(extraction.title).map(|title| clean_line(&title)).filter(|title| !title.is_empty());
    let byline = metadata.byline.or(extraction.byline).map(|line| clean_line(&line)).filter(|line| !line.is_empty());
    if let Some(title) = &title {
        assembly.block(BlockKind::Heading(1), title);
    }
    if let Some(byline) = &byline {
        assembly.block(BlockKind::Byline, byline);
    }
    if let Some(tree) = content.as_ref().or(whole.as_ref()) {
        walk::walk(tree.root(), base.as_deref(), title.as_deref(), &mut assembly);
    }
    assembly.title = title;
    assembly.byline = byline;
    assembly.published = metadata.published;
    assembly.language = metadata.language;
    let article = assembly.finish();
    refusal::check(&html, &article)?;
    Ok(article)
}

/// The blocks of a piece of HTML, all of them: what a feed's item holds. `base` is the address that its links are resolved against.
pub fn fragment(html: &str, base: Option<&str>) -> Article {
    let html = flatten(html);
    let document = Document::fragment(html.as_ref());
    let mut assembly = Assembly::default();
    walk::walk(document.root(), base, None, &mut assembly);
    assembly.finish()
}

/// What links are resolved against: the page's `<base>`, itself resolved against the page's address.
fn base(document: &Document, address: Option<&str>) -> Option<String> {
    let declared = document.base_uri().and_then(|declared| super::super::address::resolve(&declared, address));
    declared.filter(|declared| declared.starts_with("http")).or_else(|| address.map(str::to_owned))
}
