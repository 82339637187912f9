//! A mail as an article: the subject is its title, who wrote it the byline; the HTML is preferred,
//! for the text beside it is often cut or a list of addresses. Attachments are a line each.

use super::message::{Attachment, Body, Message};
use super::newsletter::{address_in_the_browser, cleared};
use crate::annotation::Article;
use crate::input::assembly::Assembly;
use crate::input::quiet_line::quiet_line;
use crate::input::{Hints, InputError, html};
use crate::text::BlockKind;

/// Longer mails are refused: their parts would stand in memory twice.
const MOST: usize = 256 << 20;

/// A mail as one of many of its sender.
pub(crate) struct Letter {
    pub article: Article,
    /// The address that sent it, in small letters; "unknown" where none stands there.
    pub sender: String,
    /// What the sender is called, else the address.
    pub name: String,
    /// What the sender's program calls it.
    pub id: Option<String>,
}

/// The letter in the bytes of a mail.
pub(crate) fn letter(bytes: &[u8]) -> Result<Letter, InputError> {
    let message = taken_apart(bytes)?;
    let sender = message.sender.clone().unwrap_or_else(|| "unknown".into());
    let name = message.from.clone().unwrap_or_else(|| sender.clone());
    let id = message.id.clone();
    Ok(Letter { article: told(message, &Hints::default())?, sender, name, id })
}

/// The article of a mail, or of a page that was saved in the form of one.
pub(in crate::input) fn article(bytes: &[u8], hints: &Hints) -> Result<Article, InputError> {
    told(taken_apart(bytes)?, hints)
}

fn taken_apart(bytes: &[u8]) -> Result<Message, InputError> {
    if bytes.len() > MOST {
        return Err(InputError::TooLarge { bytes: bytes.len(), limit: MOST });
    }
    let nothing = InputError::NotAnArticle { why: "it begins like a mail and holds none" };
    Message::read(bytes).ok_or(nothing)
}

fn told(message: Message, hints: &Hints) -> Result<Article, InputError> {
    if let (Some(address), Body::Html(page)) = (&message.saved_from, &message.body) {
        let saved =
            Hints { source: Some(address.clone()), stop: hints.stop.clone(), ..Hints::default() };
        let mut article = html::page(page, &saved)?;
        article.source = Some(address.clone());
        return Ok(article);
    }
    let mut assembly = Assembly::default();
    if let Some(title) = &message.subject {
        assembly.block(BlockKind::Heading(1), title);
    }
    if let Some(from) = &message.from {
        assembly.block(BlockKind::Byline, from);
    }
    let mut online = None;
    match &message.body {
        Body::Html(letter) => {
            let letter = cleared(letter);
            online = address_in_the_browser(&letter);
            html::write(&letter, &mut assembly);
        }
        Body::Text(text) => paragraphs(text, &mut assembly),
        Body::None => {}
    }
    for attachment in &message.attachments {
        assembly.media(&attachment.line(), None);
    }
    if message.more_attachments > 0 {
        assembly.media(&format!("And {} more attachments", message.more_attachments), None);
    }
    if let Some(address) = message.unsubscribe {
        assembly.media("Unsubscribe from this list", Some(address));
    }
    assembly.title = message.subject;
    assembly.byline = message.from;
    assembly.published = message.date;
    assembly.language = message.language;
    let mut article = assembly.finish();
    article.source = online;
    if article.document.blocks().is_empty() {
        return Err(InputError::Blank);
    }
    Ok(article)
}

/// The paragraphs of a mail of plain text, as those of any other.
fn paragraphs(text: &str, assembly: &mut Assembly) {
    let read = crate::input::plain::read(text.to_owned());
    for block in read.document.blocks() {
        assembly.block(block.kind, read.document.slice(block.span));
    }
}

impl Attachment {
    fn line(&self) -> String {
        let kind = self
            .media_type
            .rsplit('/')
            .next()
            .filter(|kind| *kind != "*" && *kind != "octet-stream");
        let facts: Vec<String> =
            kind.map(str::to_uppercase).into_iter().chain([size(self.bytes)]).collect();
        quiet_line("Attachment", &self.name, &facts)
    }
}

/// "1.2 MB", in units of a thousand.
fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use crate::input::{Hints, read};

    fn of(mail: &str) -> crate::annotation::Article {
        read(mail.as_bytes().to_vec(), &Hints::default()).expect("an article")
    }

    const HEAD: &str = "From: \"Harbour Weekly\" <letter@harbour.example>\nSubject: The bridge opens\n\
        Date: Mon, 2 Mar 2026 06:00:00 +0000\nMessage-ID: <7@harbour.example>\nMIME-Version: 1.0\n";

    #[test]
    fn a_newsletter_reads_as_an_article() {
        let article = of(&format!(
            "{HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee https://harbour.example\n\
            --b\nContent-Type: text/html; charset=utf-8\n\n<html><body><div style=\"display:none\">peek</div>\
            <a href=\"https://harbour.example/w\">View in browser</a>\
            <table><tr><td><h2>Bridge</h2></td></tr><tr><td><p>The bridge opens in May, the mayor said.</p></td></tr></table>\
            </body></html>\n--b--\n"
        ));
        assert_eq!(article.title.as_deref(), Some("The bridge opens"));
        assert_eq!(article.byline.as_deref(), Some("Harbour Weekly"));
        assert_eq!(article.source.as_deref(), Some("https://harbour.example/w"));
        let text = article.document.text();
        assert!(text.contains("The bridge opens in May, the mayor said."), "{text}");
        assert!(!text.contains("peek") && !text.contains("see https"), "{text}");
    }

    #[test]
    fn a_mail_of_text_has_its_paragraphs_and_its_attachments_a_line() {
        let article = of(&format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n\
            The bridge opens in May.\n\nThe mayor is glad.\n--b\nContent-Type: application/pdf\n\
            Content-Disposition: attachment; filename=\"plan.pdf\"\n\n12345\n--b--\n"
        ));
        let text = article.document.text();
        assert!(text.contains("The bridge opens in May."), "{text}");
        assert!(text.contains("Attachment: plan.pdf · PDF · 5 bytes"), "{text}");
        assert_eq!(
            article.published.map(|day| day.to_string()).as_deref(),
            Some("2026-03-02T06:00:00Z")
        );
    }

    #[test]
    fn a_page_saved_as_mhtml_is_the_page() {
        let words =
            "<p>The bridge opens in May, said the mayor, who had waited for it for years.</p>"
                .repeat(12);
        let article = of(&format!(
            "From: <Saved by a browser>\nSnapshot-Content-Location: https://harbour.example/bridge\nSubject: x\n\
            Date: Mon, 2 Mar 2026 06:00:00 +0000\nMIME-Version: 1.0\n\
            Content-Type: multipart/related; type=\"text/html\"; boundary=b\n\n\
            --b\nContent-Type: text/html\nContent-Location: https://harbour.example/bridge\n\n\
            <html><head><title>The bridge opens</title></head><body><article><h1>The bridge opens</h1>{words}</article></body></html>\n--b--\n"
        ));
        assert_eq!(article.source.as_deref(), Some("https://harbour.example/bridge"));
        assert_eq!(article.title.as_deref(), Some("The bridge opens"));
    }
}
