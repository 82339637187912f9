//! What programs of the reader's are given: the article's words in the place of placeholders, and
//! parts of it on their standard input.

use super::Reader;
use super::quotes_panel::{cited, speaker_words};
use crate::app::geometry::Panel;
use crate::app::keys::{External, check, placeholders};
use crate::app::message::{Effect, Errand, Output, Passage};
use crate::app::prompt::{Asked, Prompt};

impl Reader {
    /// Runs a program of the reader's.
    pub(in crate::app) fn run_external(&mut self, name: &str, external: &External) -> Vec<Effect> {
        let filled = external.run.iter().enumerate().map(|(at, argument)| {
            self.fill(argument, external.run[..at].iter().any(|before| before == "--"))
        });
        let arguments: Result<Vec<String>, String> = filled.collect();
        let input = external.input.map(|passage| self.piped(passage, external.json)).transpose();
        match (arguments, input) {
            (Ok(arguments), Ok(input)) => {
                if external.output != Output::Terminal {
                    self.tray.tell(format!("{name} runs"));
                }
                vec![Effect::Run(Errand {
                    title: name.to_owned(),
                    arguments,
                    input,
                    output: external.output,
                })]
            }
            (Err(words), _) | (_, Err(words)) => {
                self.tray.refuse(words);
                Vec::new()
            }
        }
    }

    /// An argument with its placeholders filled in. One that would begin with "-" by what the
    /// article says gets a space before it, so that no program takes it for an option; behind "--"
    /// that is not needed.
    fn fill(&self, argument: &str, behind: bool) -> Result<String, String> {
        let mut filled = String::new();
        let mut at = 0;
        for (name, range) in placeholders(argument) {
            filled.push_str(&argument[at..range.start]);
            let value = self.value(name)?;
            if filled.is_empty() && value.starts_with('-') && !behind {
                filled.push_str(if name == "file" || name == "source" { "./" } else { " " });
            }
            filled.push_str(&value);
            at = range.end;
        }
        filled.push_str(&argument[at..]);
        // A null byte cannot be handed over; a text that was cleaned has none.
        Ok(filled.replace('\0', ""))
    }

    fn value(&self, name: &str) -> Result<String, String> {
        let reading = self.reading.as_ref().ok_or("no article is open")?;
        let article = &reading.article;
        let is_web =
            |source: &&String| source.starts_with("http://") || source.starts_with("https://");
        let quote = || {
            let number = self
                .quote_at_hand()
                .ok_or("no quotation here: {next_quote} goes to the next one")?;
            reading
                .analysis
                .as_ref()
                .and_then(|analysis| analysis.quotes.get(number as usize))
                .ok_or("the article is still being analysed")
        };
        let value = match name {
            "title" => article.title.clone().ok_or("this article has no title")?,
            "byline" => article.byline.clone().ok_or("this article does not say who wrote it")?,
            "date" => article
                .published
                .and_then(|time| time.to_string().get(..10).map(str::to_owned))
                .ok_or("this article has no date")?,
            "source" => article.source.clone().ok_or("this article came from standard input")?,
            "url" => article
                .source
                .as_ref()
                .filter(is_web)
                .cloned()
                .ok_or("this article has no address on the web")?,
            "file" => article
                .source
                .as_ref()
                .filter(|source| !is_web(source))
                .cloned()
                .ok_or("this article came from no file")?,
            "paragraph" => article.document.slice(reading.panel.block_span()).to_owned(),
            "selection" => self
                .selected_span()
                .map(|span| article.document.slice(span).to_owned())
                .unwrap_or_default(),
            "quote" => cited(article, quote()?),
            "speaker" => {
                Some(speaker_words(article, quote()?))
                    .filter(|(_, named)| *named)
                    .ok_or("nobody is named for this quotation")?
                    .0
            }
            "name" => {
                self.name_at_hand().ok_or("no name is lit: {next_mention} goes to the next one")?
            }
            "link" => self
                .link_at_hand()
                .ok_or("no link under the cursor: {next_link} goes to the next one")?,
            _ => return Err(format!("there is no placeholder {{{name}}}")),
        };
        Ok(value)
    }

    fn name_at_hand(&self) -> Option<String> {
        let reading = self.reading.as_ref()?;
        let of_panel = self.panels.focus == Panel::Entities;
        let id = if of_panel { reading.entities.selected() } else { reading.lit }?;
        reading.analysis.as_ref().map(|analysis| analysis.entity(id).name.clone())
    }

    fn link_at_hand(&self) -> Option<String> {
        let reading = self.reading.as_ref()?;
        let at = reading.here.map_or(reading.panel.cursor, crate::text::Span::start);
        reading
            .article
            .links
            .at(at)
            .next()
            .map(|(_, link)| link.url.clone())
            .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
    }

    /// The words at the prompt are a program and its arguments; no shell reads them.
    pub(in crate::app) fn pipe(
        &mut self,
        passage: Passage,
        json: bool,
        output: Output,
        words: &str,
    ) -> Vec<Effect> {
        let run = match shell_words::split(words) {
            Ok(run) if run.is_empty() => return Vec::new(),
            Ok(run) => run,
            Err(_) => {
                self.tray.refuse("a quotation mark has no second one");
                return Vec::new();
            }
        };
        if let Err((words, hint)) = check(&run) {
            self.tray.refuse(format!(
                "this {words}{}",
                hint.map(|hint| format!("; {hint}")).unwrap_or_default()
            ));
            return Vec::new();
        }
        let name = run[0].clone();
        self.run_external(&name, &External { run, input: Some(passage), json, output })
    }
}

impl Reader {
    /// Asks for a program that gets a part of the article.
    pub(in crate::app) fn ask_pipe(&mut self, passage: Passage) -> Option<Prompt> {
        match self.piped(passage, false) {
            Ok(_) => {
                let asked = Asked::Pipe { passage, json: false, output: Output::Popup };
                Some(Prompt::new(asked, ""))
            }
            Err(words) => {
                self.tray.refuse(words);
                None
            }
        }
    }
}
