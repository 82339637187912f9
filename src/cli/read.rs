//! Reading articles: in the terminal, or as text where standard output is none.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use super::Failure;
use super::arguments::{Global, Read};
use crate::annotation::Article;
use crate::app::{App, Keymap, Source};
use crate::config::{Settings, Theme};
use crate::page;
use crate::runtime::{self, Ended, Environment, Overrides};
use crate::text::{Document, cell_width};

impl Read {
    pub fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let sources = self.sources();
        let environment = Environment::read();
        if !io::stdout().is_terminal() || environment.dumb {
            return self.print(&sources, &global.overrides());
        }
        self.open(sources, global, &environment)
    }

    /// What to read: the inputs named; a pipe; else the sample.
    fn sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = self.inputs.iter().map(|input| Source::from_argument(input)).collect();
        if self.sample {
            sources.insert(0, Source::Sample);
        }
        if sources.is_empty() {
            sources.push(if io::stdin().is_terminal() { Source::Sample } else { Source::Stdin });
        }
        sources
    }

    fn open(&self, sources: Vec<Source>, global: &Global, environment: &Environment) -> Result<ExitCode, Failure> {
        let settings = Settings { ascii: environment.ascii, ..Settings::default() };
        let name = match (&self.theme, environment.no_color) {
            (Some(name), _) => name.as_str(),
            (None, true) => "monochrome",
            (None, false) => "terminal",
        };
        let theme = Theme::built_in(name).ok_or_else(|| {
            let known: Vec<&str> = Theme::built_in_names().collect();
            Failure { code: 2, ..Failure::new(format!("there is no theme “{name}”")) }.hint(Some(format!("known are {}", known.join(", "))))
        })?;
        let keymap = Keymap::preset("default").ok_or_else(|| Failure::new("the default keys are missing"))?.map_err(|error| Failure::new(error.to_string()))?;
        let folders = runtime::Folders::find(global.home.as_deref()).map_err(|error| Failure::new(error.to_string()))?;
        let start = |width, height| App::new(settings, theme, keymap, width, height, sources);
        let ended = runtime::read_articles(environment, &global.overrides(), folders.data.join("library.db"), start)
            .map_err(|error| Failure::new(format!("cannot use the terminal: {error}")))?;
        Ok(ExitCode::from(match ended {
            Ended::Quit => 0,
            Ended::Signal(signal) => 128 + signal as u8,
        }))
    }

    /// Prints the articles as text, without escapes.
    fn print(&self, sources: &[Source], overrides: &Overrides) -> Result<ExitCode, Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut failed = 0;
        for (index, source) in sources.iter().enumerate() {
            match runtime::article(source, overrides) {
                Ok(article) => {
                    if index > failed {
                        writeln!(out, "\n")?;
                    }
                    print_article(&mut out, &article, self.width)?;
                }
                Err(trouble) if sources.len() == 1 => return Err(trouble.into()),
                Err(trouble) => {
                    Failure::from(trouble).report();
                    failed += 1;
                }
            }
        }
        out.flush()?;
        Ok(ExitCode::from(if failed == 0 { 0 } else { 3 }))
    }
}

/// Rows fetched at a time when printing.
const AT_ONCE: u16 = 1000;

/// Title, blank line, blocks set at `width` columns; 0: one block a line.
fn print_article(out: &mut impl Write, article: &Article, width: u16) -> io::Result<()> {
    let document = &article.document;
    if width == 0 {
        for (index, block) in document.blocks().iter().enumerate() {
            if index == 1 && article.title.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{}", document.slice(block.span))?;
        }
        return Ok(());
    }
    let setting = page::Setting { measure: width, ..page::Setting::default() };
    let mut page = page::Page::new(std::sync::Arc::clone(document), setting);
    let mut top = page.first();
    loop {
        let rows = page.visible(top, AT_ONCE);
        for (_, row) in &rows {
            writeln!(out, "{}", line(row, document))?;
        }
        let Some((last, _)) = rows.last() else { return Ok(()) };
        let (next, moved) = page.advance(*last, 1);
        if moved == 0 {
            return Ok(());
        }
        top = next;
    }
}

/// A row as a line of text: everything in its column, spaces between.
fn line(row: &page::Row, document: &Document) -> String {
    let mut cells: Vec<(u16, u16, &str)> = row.glyphs(document).map(|glyph| (glyph.column, glyph.width, glyph.text)).collect();
    cells.extend(row.drawn.iter().map(|drawn| (drawn.column, cell_width(&drawn.text) as u16, &*drawn.text)));
    cells.sort_by_key(|(column, ..)| *column);
    let mut line = String::new();
    let mut at = 0;
    for (column, width, text) in cells {
        line.extend(std::iter::repeat_n(' ', usize::from(column.saturating_sub(at))));
        line.push_str(text);
        at = (column + cell_width(text) as u16).min(column + width);
    }
    line.truncate(line.trim_end().len());
    line
}
