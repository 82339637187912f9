//! Following what stands under the cursor, and opening addresses in the browser.

use super::Reader;
use crate::app::geometry::Panel;
use crate::app::message::Effect;
use crate::text::Span;

fn is_web_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

impl Reader {
    /// Goes to a link and reads here what it leads to.
    pub(in crate::app) fn follow_link(&mut self, span: Span, url: String) -> Vec<Effect> {
        if let Some(reading) = &mut self.reading {
            reading.here = Some(span);
            reading.panel.go(span);
        }
        if is_web_address(&url) { self.read_link(url) } else { self.browse(url) }
    }

    pub(in crate::app) fn open_in_browser(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let at = reading.here.map_or(reading.panel.cursor, Span::start);
        let link = reading.article.links.at(at).next().map(|(_, link)| link.url.clone());
        if let Some(url) = link
            .or_else(|| reading.article.source.clone().filter(|source| source.starts_with("http")))
        {
            return self.browse(url);
        }
        self.tray.refuse("no link under the cursor, and this article has no address: {link_hints} shows the links in sight");
        Vec::new()
    }

    pub(in crate::app) fn browse(&mut self, url: String) -> Vec<Effect> {
        if is_web_address(&url) {
            return vec![Effect::Browse(url)];
        }
        let shown = crate::text::clean_line(&url);
        self.tray.alarm(format!("not opened: {shown} is no http or https address; it is copied"));
        vec![Effect::Copy(url)]
    }

    /// Where the link leads that the reader was taken to, as long as the cursor is in its paragraph.
    pub fn link_here(&self) -> Option<&str> {
        let reading = self.reading.as_ref()?;
        let here = reading.here?;
        let document = &reading.article.document;
        if document.block_at(here.start()) != document.block_at(reading.panel.cursor) {
            return None;
        }
        reading.article.links.at(here.start()).next().map(|(_, link)| link.url.as_str())
    }

    /// Entity → its mentions; quotation → its place; label of a note → its mark; link → its page.
    pub(in crate::app) fn follow(&mut self) -> Vec<Effect> {
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return Vec::new() };
        match focus {
            Panel::Entities => {
                if let Some(entity) = reading.entities.selected() {
                    reading.walk_entity(entity, 1);
                }
            }
            Panel::Quotes => {
                if let Some(quote) = reading.quotes.selected() {
                    reading.go_to_quote(quote);
                    self.panels.focus = if self.panels.geometry().article.is_some() {
                        focus
                    } else {
                        Panel::Article
                    };
                }
            }
            Panel::Article => {
                let at = reading.from();
                if self.follow_label(at) {
                    return Vec::new();
                }
                let Some(reading) = &self.reading else { return Vec::new() };
                let link = reading.article.links.at(at).next().cloned();
                if let Some((span, link)) = link {
                    return self.follow_link(span, link.url);
                }
                if reading.here.is_some()
                    && reading
                        .analysis
                        .as_ref()
                        .is_some_and(|analysis| analysis.mentions.at(at).next().is_some())
                {
                    return self.step_entity(1);
                }
                self.tray.refuse("nothing to follow here: {next_link} goes to the next link, {next_mention} to the next name");
            }
        }
        Vec::new()
    }

    /// The links in sight, to put letters on them.
    pub(in crate::app) fn links_in_sight(&mut self) -> Vec<(Span, String)> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let rows = &reading.panel.rows;
        let (Some((_, first)), Some((_, last))) = (rows.first(), rows.last()) else {
            return Vec::new();
        };
        let links: Vec<(Span, String)> = reading
            .article
            .links
            .within(first.span.cover(last.span))
            .map(|(span, link)| (*span, link.url.clone()))
            .collect();
        if links.is_empty() {
            self.tray.refuse("no links in sight");
        }
        links
    }
}
