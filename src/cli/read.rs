//! Reading articles: in the terminal, or as text where standard output is none.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::Failure;
use super::global::Global;
use super::settings::{everything, theme};
use super::unsaved::Drafts;
use crate::annotation::Article;
use crate::app::{App, Notice};
use crate::config::{Bidi, Ground, Problem, Settings, Theme};
use crate::input::source::Source;
use crate::library::ArticleId;
use crate::page;
use crate::runtime::{self, Ended, Environment};
use crate::service::settings::{own_themes, tutor};
use crate::service::{self, Overrides};
use crate::text::{Document, cell_width};

/// Reading articles, the main job.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// Files and web addresses to read; `-` is standard input
    #[arg(value_name = "FILE|URL|-")]
    pub inputs: Vec<OsString>,

    /// Open the sample report
    #[arg(long)]
    pub sample: bool,

    /// Read line by line, without a screen: commands are typed, sentences come back
    #[arg(long)]
    pub linear: bool,

    /// Columns to set the article in when printing (0: one block a line)
    #[arg(long, value_name = "COLUMNS", default_value_t = 80)]
    pub width: u16,

    /// Begin the tutor
    #[arg(skip)]
    pub walks: bool,

    /// Colours: terminal, light, dark, high-contrast, sepia, monochrome, or a theme of your own
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
}

impl Read {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let mut sources = self.sources();
        let environment = Environment::read();
        let terminal = io::stdout().is_terminal();
        if !terminal && !self.linear {
            let library = global.library_path().ok();
            return self.print(&sources, &Overrides { library, ..global.overrides() });
        }
        let linear = self.linear || environment.dumb;
        let nothing_named = self.inputs.is_empty() && !self.sample && sources == [Source::Sample];
        if nothing_named
            && global
                .library_to_read()?
                .is_some_and(|library| library.holds_anything().unwrap_or(true))
        {
            sources.clear();
        }
        self.open(sources, None, global, &environment, linear)
    }

    /// Opens the sample with the tutor, where it was left.
    pub(super) fn tutor(mut self, global: &Global) -> Result<ExitCode, Failure> {
        (self.sample, self.walks) = (true, true);
        self.run(global)
    }

    /// Opens an article of the library in the reader.
    pub(super) fn open_kept(&self, id: ArticleId, global: &Global) -> Result<ExitCode, Failure> {
        let environment = Environment::read();
        let linear = self.linear || environment.dumb;
        self.open(Vec::new(), Some(id), global, &environment, linear)
    }

    /// What to read: the inputs named; a pipe, but for linear mode, to which it brings commands;
    /// else the sample, unless a library is there to open.
    fn sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> =
            self.inputs.iter().map(|input| Source::from_argument(input)).collect();
        if self.sample {
            sources.insert(0, Source::Sample);
        }
        if sources.is_empty() {
            let is_article = !self.linear && !io::stdin().is_terminal();
            sources.push(if is_article { Source::Stdin } else { Source::Sample });
        }
        sources
    }

    fn open(
        &self,
        sources: Vec<Source>,
        kept: Option<ArticleId>,
        global: &Global,
        environment: &Environment,
        linear: bool,
    ) -> Result<ExitCode, Failure> {
        let path = global.settings_path()?;
        let (settings, keymap, problems) = everything(&path)?;
        let bidi = if settings.bidi == Bidi::Auto && environment.orders_text {
            Bidi::Terminal
        } else {
            settings.bidi
        };
        let settings = Settings { ascii: settings.ascii || environment.ascii, bidi, ..settings };
        let (theme, trouble) = self.theme(&settings, environment, &path)?;
        let notice = trouble.or_else(|| start_notice(&problems));
        let folders = runtime::Folders::find(global.home.as_deref())
            .map_err(|error| Failure::new(error.to_string()))?;
        let overrides = Overrides {
            library: Some(folders.data.join("library.db")),
            settings: Some(path.clone()),
            tutor: Some(folders.state.join("tutor")),
            ..global.overrides_with(settings.network.clone())
        };
        let mut drafts = Drafts::in_folder(&folders.state);
        let notice = notice.or_else(|| drafts.gather().map(|path| left_behind(&path)));
        let start = |width, height| {
            let in_library = sources.is_empty();
            let first_start = !self.sample && sources == [Source::Sample];
            let (mut app, mut effects) = App::new(settings, theme, keymap, width, height, sources);
            if in_library {
                effects.extend(app.enter_library());
                effects.extend(kept.into_iter().flat_map(|id| app.open_kept(id)));
            }
            app.notice = notice;
            app.themes = own_themes(&path);
            app.begin(tutor(&folders.state.join("tutor")), self.walks, first_start);
            (app, effects)
        };
        let library = folders.data.join("library.db");
        let ended = if linear {
            runtime::read_in_lines(environment, &overrides, library, start)
        } else {
            runtime::read_articles(environment, &overrides, library, start, |notes| {
                drafts.keep(notes)
            })
        };
        let (ended, notes) =
            ended.map_err(|error| Failure::new(format!("cannot use the terminal: {error}")))?;
        super::unsaved::keep(&notes, &folders.state, drafts)?;
        Ok(ExitCode::from(match ended {
            Ended::Quit => 0,
            Ended::Signal(signal) => 128 + signal as u8,
        }))
    }

    /// The colours: those of the command line, else none where none are wanted, else those of the
    /// settings, which may differ by the terminal's background.
    fn theme(
        &self,
        settings: &Settings,
        environment: &Environment,
        path: &Path,
    ) -> Result<(Theme, Option<Notice>), Failure> {
        if let Some(name) = &self.theme {
            // A wrong word on the command line is wrong usage; one in the file is told.
            return Ok((theme(name, path)?, None));
        }
        if environment.no_color {
            return Ok((theme("monochrome", path)?, None));
        }
        let mut trouble = None;
        let mut find = |name: &str| {
            theme(name, path).or_else(|failure| {
                trouble = Some(Notice::alarm(failure.message));
                theme("terminal", path)
            })
        };
        let mut chosen = find(&settings.theme)?;
        if let Some(name) = &settings.theme_light {
            chosen.set_for(Ground::Light, &find(name)?);
        }
        if let Some(name) = &settings.theme_dark {
            chosen.set_for(Ground::Dark, &find(name)?);
        }
        chosen.lie_on(
            environment.light.map(|light| if light { Ground::Light } else { Ground::Dark }),
        );
        Ok((chosen, trouble))
    }

    /// Prints the articles as text, without escapes.
    fn print(&self, sources: &[Source], overrides: &Overrides) -> Result<ExitCode, Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut failed = 0;
        for (index, source) in sources.iter().enumerate() {
            let read = service::article(source, overrides).or_else(|trouble| {
                match service::kept(source, overrides) {
                    Some(kept) => {
                        eprintln!("hint: {}; this is the text that was kept", trouble.message);
                        Ok(kept)
                    }
                    None => Err(trouble),
                }
            });
            match read {
                Ok(article) => {
                    if index > failed {
                        writeln!(out, "\n")?;
                    }
                    if article.whole_page && !overrides.whole_page {
                        let name = source.name();
                        eprintln!("hint: no article was found in {name}: this is the whole page");
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

/// That a note was being written when the reader ended.
fn left_behind(unsaved: &Path) -> Notice {
    Notice::alarm(format!(
        "a note was not saved when Dateline ended: dateline bookmarks --import {} brings it in",
        unsaved.display()
    ))
}

/// What is wrong with the settings, in one line for the reader.
fn start_notice(problems: &[Problem]) -> Option<Notice> {
    let first = problems.first()?;
    let hint = first.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    let more = if problems.len() > 1 {
        format!(", and {} more: dateline config check", problems.len() - 1)
    } else {
        String::new()
    };
    Some(Notice::alarm(format!("config.toml, {first}{hint}{more}")))
}

/// Rows fetched at a time when printing.
const AT_ONCE: u16 = 1000;

/// Title, blank line, blocks set at `width` columns; 0: one block a line.
pub(super) fn print_article(out: &mut impl Write, article: &Article, width: u16) -> io::Result<()> {
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
    let setting = page::Setting { measure: width, bidi: false, ..page::Setting::default() };
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

/// A row of plain ASCII, which most are: every character takes one cell.
fn plain_line(row: &page::Row, document: &Document) -> Option<String> {
    let mut line = String::new();
    for piece in &row.pieces {
        let words = document.slice(piece.span);
        if !row.drawn.is_empty() || !words.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return None;
        }
        line.extend(std::iter::repeat_n(' ', usize::from(piece.column).saturating_sub(line.len())));
        line.push_str(words);
    }
    line.truncate(line.trim_end().len());
    Some(line)
}

/// A row as a line of text: everything in its column, spaces between.
fn line(row: &page::Row, document: &Document) -> String {
    if let Some(line) = plain_line(row, document) {
        return line;
    }
    let mut cells: Vec<(u16, u16, Cow<'_, str>)> =
        row.glyphs(document).map(|glyph| (glyph.column, glyph.width, glyph.text)).collect();
    cells.extend(
        row.drawn.iter().map(|drawn| {
            (drawn.column, cell_width(&drawn.text) as u16, drawn.text.as_ref().into())
        }),
    );
    cells.sort_by_key(|(column, ..)| *column);
    let mut line = String::new();
    let mut at = 0;
    for (column, width, text) in cells {
        line.extend(std::iter::repeat_n(' ', usize::from(column.saturating_sub(at))));
        line.push_str(&text);
        at = (column + cell_width(&text) as u16).min(column + width);
    }
    line.truncate(line.trim_end().len());
    line
}
