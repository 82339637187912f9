//! Linear mode on a terminal or a pipe: a line in, sentences out. No escape is sent and nothing is
//! drawn.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};

use super::event::{Ended, Event, watch_signals};
use super::event_loop::Desk;
use super::{Environment, piped};
use crate::app::{App, Change, Effect, Linear, Msg, Notes, Notice, Output, Reading, update};
use crate::input::source::Source;
use crate::service::{Overrides, errand, worker};
use crate::text::ascii_signs;

/// The screen that panels would have: pages are counted by it.
const SCREEN: (u16, u16) = (80, 24);
/// How long an answer is awaited that may never come, such as what is kept where there is no
/// library.
const PERHAPS: Duration = Duration::from_millis(200);

/// Runs the reader line by line until it ends or the input does.
pub(crate) fn read_in_lines(
    environment: &Environment,
    overrides: &Overrides,
    library: PathBuf,
    start: impl FnOnce(u16, u16) -> (App, Vec<Effect>),
) -> io::Result<(Ended, Notes)> {
    let (events, coming) = channel();
    let (mut app, effects) = start(SCREEN.0, SCREEN.1);
    // Lines tell each article by itself.
    app.settings.fold_stories = false;
    let desk = Desk::new(environment, overrides, library, app.settings.read_when, &events);
    watch_signals(events.clone(), Arc::default())?;
    let input = lines(&app.reader.shelf.sources)?;
    let asks = match input {
        Some(input) => listen(input, events),
        None => events.send(Event::Line(None)).is_err(),
    };
    let mut reader = Reader {
        desk,
        coming,
        linear: Linear::default(),
        asks,
        awaited: Awaited::default(),
        editor: environment.editor.clone(),
    };
    reader.carry_out(&mut app, effects);
    let ended = reader.run(&mut app);
    reader.desk.finish(&mut app, &reader.coming);
    match ended {
        // Whoever read along has gone.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            Ok((Ended::Quit, app.overlay.notes))
        }
        ended => ended.map(|ended| (ended, app.overlay.notes)),
    }
}

/// Where lines come from: standard input, or the terminal where that is the article. `None` where
/// there is neither.
fn lines(sources: &[Source]) -> io::Result<Option<File>> {
    use std::os::fd::AsFd;
    if sources.contains(&Source::Stdin) {
        return Ok(File::open("/dev/tty").ok());
    }
    Ok(Some(io::stdin().as_fd().try_clone_to_owned()?.into()))
}

/// Reads lines on a thread; says whether a person types them.
fn listen(input: File, events: Sender<Event>) -> bool {
    let asks = input.is_terminal();
    let told = events.clone();
    let listen = move || {
        let mut input = BufReader::new(input);
        let mut line = Vec::new();
        while let Ok(1..) = input.read_until(b'\n', &mut line) {
            if events.send(Event::Line(Some(String::from_utf8_lossy(&line).into_owned()))).is_err()
            {
                return;
            }
            line.clear();
        }
        let _ = events.send(Event::Line(None));
    };
    worker::once(listen, move |_| drop(told.send(Event::Line(None))));
    asks
}

/// Answers that are on their way.
#[derive(Default)]
struct Awaited {
    read: Option<u64>,
    /// Changes that are saved, programs that run.
    jobs: usize,
    /// What is kept about a text may be told.
    perhaps: Option<Instant>,
}

struct Reader {
    desk: Desk,
    coming: Receiver<Event>,
    linear: Linear,
    /// Whether a person types the lines, who is to see where one is awaited.
    asks: bool,
    awaited: Awaited,
    editor: Option<String>,
}

impl Reader {
    fn run(&mut self, app: &mut App) -> io::Result<Ended> {
        let mut waiting: std::collections::VecDeque<Option<String>> =
            std::collections::VecDeque::new();
        loop {
            if let Some(ended) = self.settle(app, &mut waiting) {
                return Ok(ended);
            }
            self.say(app)?;
            if app.done {
                return Ok(Ended::Quit);
            }
            let line = match waiting.pop_front() {
                Some(line) => line,
                None => match self.next_line(app) {
                    Ok(line) => line,
                    Err(ended) => return Ok(ended),
                },
            };
            let Some(line) = line else { return Ok(Ended::Quit) };
            let effects = self.linear.hear(app, &line);
            self.carry_out(app, effects);
        }
    }

    /// Waits until what was asked for is there; lines that come meanwhile are kept for later.
    fn settle(
        &mut self,
        app: &mut App,
        waiting: &mut std::collections::VecDeque<Option<String>>,
    ) -> Option<Ended> {
        loop {
            let event = if self.waits(app) {
                self.coming.recv().ok()
            } else {
                let until = self.awaited.perhaps.take().unwrap_or_else(Instant::now);
                let event =
                    self.coming.recv_timeout(until.saturating_duration_since(Instant::now())).ok();
                self.awaited.perhaps = Some(until).filter(|_| event.is_some());
                event
            };
            match event? {
                Event::Line(line) => waiting.push_back(line),
                event => {
                    if let Some(ended) = self.take(app, event) {
                        return Some(ended);
                    }
                }
            }
        }
    }

    fn waits(&self, app: &App) -> bool {
        let known = app.reader.shelf.trouble.is_some()
            || app.reader.reading.as_ref().is_none_or(Reading::is_known);
        !app.done && (self.awaited.read.is_some() || self.awaited.jobs > 0 || !known)
    }

    fn next_line(&mut self, app: &mut App) -> Result<Option<String>, Ended> {
        loop {
            match self.coming.recv() {
                Ok(Event::Line(line)) => return Ok(line),
                Ok(event) => {
                    if let Some(ended) = self.take(app, event) {
                        return Err(ended);
                    }
                }
                Err(_) => return Ok(None),
            }
        }
    }

    fn take(&mut self, app: &mut App, event: Event) -> Option<Ended> {
        match event {
            Event::Msg(msg) => {
                match &msg {
                    Msg::Read { generation, whole: true, .. }
                        if self.awaited.read == Some(*generation) =>
                    {
                        self.awaited.read = None
                    }
                    Msg::Kept(_) | Msg::NotKept { .. } | Msg::Told(_) | Msg::Ran { .. } => {
                        self.awaited.jobs = self.awaited.jobs.saturating_sub(1);
                        self.awaited.perhaps = None;
                    }
                    _ => {}
                }
                let effects = update(app, msg);
                self.carry_out(app, effects);
                None
            }
            Event::Signal(SIGTSTP) => {
                let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                None
            }
            Event::Signal(SIGCONT | SIGWINCH) | Event::Line(_) | Event::Heard(_) => None,
            Event::Signal(signal) => Some(Ended::Signal(signal)),
            Event::TerminalGone => Some(Ended::Quit),
        }
    }

    fn carry_out(&mut self, app: &mut App, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Redraw | Effect::AwaitQuit | Effect::KeepTutor(_) => {}
                Effect::Suspend => drop(signal_hook::low_level::emulate_default_handler(SIGTSTP)),
                // The sequence that fills a clipboard is no plain sentence.
                // The line is told by the notice.
                Effect::Notify(_) => {}
                Effect::Copy(words) => app.notice = Some(Notice::note(format!("to copy: {words}"))),
                Effect::Run(errand) if errand.output == Output::Terminal => {
                    if let Err(words) =
                        errand::in_foreground(&errand.arguments, errand.input.map(piped::words_of))
                    {
                        app.notice = Some(Notice::alarm(words));
                    }
                }
                Effect::Edit(words) => self.edit(app, &words),
                effect => {
                    match &effect {
                        Effect::Read { generation, .. } => self.awaited.read = Some(*generation),
                        Effect::Keep { change: Change::Recall, .. } => {
                            self.awaited.perhaps = Some(Instant::now() + PERHAPS)
                        }
                        Effect::Keep { change: Change::Position(_), .. } => {}
                        Effect::Keep { .. } | Effect::Run(_) | Effect::Subscribe(_) => {
                            self.awaited.jobs += 1
                        }
                        // The library answers when it has looked.
                        Effect::Analyze(_) | Effect::Find { .. } | Effect::Browse(_) => {}
                        _ => self.awaited.perhaps = Some(Instant::now() + PERHAPS),
                    }
                    self.desk.carry_out(app, effect);
                }
            }
        }
    }

    fn edit(&mut self, app: &mut App, words: &str) {
        let edited = errand::Draft::new(words)
            .map_err(|error| format!("no file to edit could be made: {error}"))
            .and_then(|draft| {
                errand::in_foreground(&errand::editor(self.editor.as_deref(), draft.path()), None)?;
                draft.words().map_err(|error| format!("what was edited cannot be read: {error}"))
            });
        let effects = update(app, Msg::Edited(edited));
        self.carry_out(app, effects);
    }

    fn say(&mut self, app: &mut App) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for line in self.linear.say(app) {
            let line = if app.settings.ascii { ascii_signs(&line) } else { line.as_str().into() };
            writeln!(out, "{line}")?;
        }
        if self.asks && !app.done {
            write!(out, "{}", Linear::sign(app))?;
        }
        out.flush()
    }
}
