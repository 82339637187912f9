//! What is copied to the terminal's clipboard, and only on a key.

use super::Reader;
use super::quotes_panel::said;
use crate::annotation::{Attribution, link_to_words};
use crate::app::geometry::Panel;
use crate::app::message::Effect;
use crate::text::Span;

impl Reader {
    pub(in crate::app) fn copy_paragraph(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let words = reading.article.document.slice(reading.panel.block_span()).to_owned();
        self.copy(words, "paragraph")
    }

    /// The quotation at hand with its speaker, title, source and date, as one line.
    pub(in crate::app) fn copy_quote(&mut self) -> Vec<Effect> {
        let Some(quote) = self.quote_at_hand() else {
            self.tray.tell("no quotation here: ]q goes to the next one");
            return Vec::new();
        };
        let Some(reading) = &self.reading else { return Vec::new() };
        let article = &reading.article;
        let Some(quote) =
            reading.analysis.as_ref().and_then(|analysis| analysis.quotes.get(quote as usize))
        else {
            return Vec::new();
        };
        let (words, told) = (said(article, quote), Attribution::of(&article.document, quote));
        // Words that were denied, asked or not said must not stand first, as if they had been said.
        let mut line = if quote.is_statement() {
            format!("{words} — {told}")
        } else {
            format!("{told}: {words}")
        };
        line.extend(article.title.iter().map(|title| format!(", “{title}”")));
        // The link leads to the words themselves where the article is a page.
        let link = |source: &String| {
            let first = quote.parts.first().copied().unwrap_or_default();
            link_to_words(&article.document, source, first).unwrap_or_else(|| source.clone())
        };
        line.extend(article.source.iter().map(|source| format!(", {}", link(source))));
        line.extend(
            article
                .published
                .and_then(|time| time.to_string().get(..10).map(|date| format!(", {date}"))),
        );
        self.copy(line, "quotation")
    }

    pub(in crate::app) fn copy_entity(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let entity = if self.panels.focus == Panel::Entities {
            reading.entities.selected()
        } else {
            reading.lit
        };
        let name = entity.and_then(|id| {
            reading.analysis.as_ref().map(|analysis| analysis.entity(id).name.clone())
        });
        match name {
            Some(name) => self.copy(name, "name"),
            None => {
                self.tray.tell("no name is lit: ]e goes to the next one");
                Vec::new()
            }
        }
    }

    pub(in crate::app) fn copy_link(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let at = reading.here.map_or(reading.panel.cursor, Span::start);
        let url = reading.article.links.at(at).next().map(|(_, link)| link.url.clone());
        match url {
            Some(url) => self.copy(url, "link"),
            None => {
                self.tray.tell("no link under the cursor: ]l goes to the next one");
                Vec::new()
            }
        }
    }

    pub(in crate::app) fn copy_source(&mut self) -> Vec<Effect> {
        match self.reading.as_ref().and_then(|reading| reading.article.source.clone()) {
            Some(source) => self.copy(source, "address"),
            None => {
                self.tray.tell("this article has no address");
                Vec::new()
            }
        }
    }

    pub(in crate::app) fn copy(&mut self, words: String, what: &str) -> Vec<Effect> {
        self.tray.tell(format!("{what} copied"));
        vec![Effect::Copy(words)]
    }
}
