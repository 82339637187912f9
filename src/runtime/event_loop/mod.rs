//! The loop: take what came, update the state, draw once.

mod lending;
mod own_program;

use std::io;
use std::path::PathBuf;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP, SIGWINCH};

use super::event::{Ended, Event, Heard, watch_signals};
use super::input::Listener;
use super::jobs::{Search, analyst, finder, read};
use super::screen::Screen;
use super::terminal::Questions;
use super::{Environment, browser, terminal};
use crate::annotation::Article;
use crate::app::{App, Effect, Msg, Notes, Notice, update};
use crate::config::{Bidi, ReadWhen};
use crate::input::source::{Source, Trouble};
use crate::librarian::{Librarian, Pace};
use crate::net::Cancel;
use crate::service::backlog::analysis_of;
use crate::service::worker::{self, Newest, Worker};
use crate::service::{self, Overrides};
use crate::view;

/// How long the first screen waits for names and quotations, so that it is whole.
const FIRST_SCREEN: Duration = Duration::from_millis(40);
/// Messages taken before drawing, so that a flood cannot starve the screen.
const AT_ONCE: usize = 256;
/// How long the program waits to be asked a second time to end.
const ASKED_TO_QUIT: Duration = Duration::from_secs(2);

/// Runs the reader until it ends, and gives the notes that were written and not saved; `start`
/// makes the state for a screen of a size. `draft` is told of the notes after whatever may have
/// changed them, so that they outlive the program.
pub(crate) fn read_articles(
    environment: &Environment,
    overrides: &Overrides,
    library: PathBuf,
    start: impl FnOnce(u16, u16) -> (App, Vec<Effect>),
    mut draft: impl FnMut(&Notes),
) -> io::Result<(Ended, Notes)> {
    let (width, height) = crossterm::terminal::size()?;
    let (events, coming) = channel();
    let (mut app, effects) = start(width, height);
    let mut desk = Desk::new(environment, overrides, library, app.settings.read_when, &events);
    for effect in effects {
        desk.carry_out(&mut app, effect);
    }
    terminal::leave_on_panic();
    watch_signals(events.clone(), Arc::clone(&desk.lent))?;
    desk.enter(&app)?;
    desk.listener = Some(Listener::start(events)?);
    let ended = run(&mut app, &mut desk, &coming, &mut draft);
    desk.hear_out();
    terminal::leave();
    desk.finish(&mut app, &coming);
    ended.map(|ended| (ended, app.overlay.notes))
}

fn run(
    app: &mut App,
    desk: &mut Desk,
    coming: &Receiver<Event>,
    draft: &mut impl FnMut(&Notes),
) -> io::Result<Ended> {
    wait_for_first_screen(app, desk, coming);
    loop {
        desk.draw(app)?;
        draft(&app.overlay.notes);
        let Some(event) = desk.next(coming) else { return Ok(Ended::Quit) };
        let mut next = Some(event);
        for _ in 0..AT_ONCE {
            let Some(event) = next.take() else { break };
            if let Some(ended) = desk.take(app, event) {
                return Ok(ended);
            }
            next = coming.try_recv().ok();
        }
        if let Some(event) = next
            && let Some(ended) = desk.take(app, event)
        {
            return Ok(ended);
        }
    }
}

/// Takes events until the article and what is known about it are there, but not for long.
fn wait_for_first_screen(app: &mut App, desk: &mut Desk, coming: &Receiver<Event>) {
    let until = Instant::now() + FIRST_SCREEN;
    while !is_whole(app) {
        let Ok(event) = coming.recv_timeout(until.saturating_duration_since(Instant::now())) else {
            return;
        };
        if desk.take(app, event).is_some() {
            app.done = true;
            return;
        }
    }
}

fn is_whole(app: &App) -> bool {
    if app.library.shown {
        return app.done || app.library.is_whole();
    }
    app.done
        || app.reader.shelf.trouble.is_some()
        || app.reader.reading.as_ref().is_some_and(|reading| reading.partial || reading.is_known())
}

/// The terminal and the threads that carry effects out.
pub(super) struct Desk {
    events: Sender<Event>,
    environment: Environment,
    overrides: Overrides,
    screen: Screen,
    buffer: Buffer,
    finder: Worker<Newest<Search>>,
    analyst: Worker<Newest<Article>>,
    librarian: Librarian,
    /// Told of every key, so that work in the background keeps out of its way.
    pace: Pace,
    /// Ends the fetching of the input that is being read.
    fetching: Cancel,
    /// The thread that waits for the terminal, once there is one.
    listener: Option<Listener>,
    /// Whether another program has the terminal.
    lent: Arc<AtomicBool>,
    /// When the terminal was asked something that it has not answered yet.
    asked: Option<Instant>,
    /// When asking a second time ends the program no more.
    quit_lapses: Option<Instant>,
}

impl Desk {
    pub(super) fn new(
        environment: &Environment,
        overrides: &Overrides,
        library: PathBuf,
        read_when: ReadWhen,
        events: &Sender<Event>,
    ) -> Self {
        let pace = Pace::default();
        let to_loop = events.clone();
        Self {
            events: events.clone(),
            environment: environment.clone(),
            overrides: overrides.clone(),
            screen: Screen::new(environment.true_color),
            buffer: Buffer::empty(Rect::ZERO),
            librarian: Librarian::new(
                library,
                overrides.network.clone(),
                read_when,
                pace.clone(),
                Arc::new(move |msg| drop(to_loop.send(Event::Msg(msg)))),
            ),
            pace,
            fetching: Cancel::new(),
            listener: None,
            lent: Arc::default(),
            asked: None,
            quit_lapses: None,
            finder: finder(events.clone(), environment.clone()),
            analyst: analyst(events.clone(), analysis_of),
        }
    }

    /// Keeps what is still to be kept.
    pub(super) fn finish(&mut self, app: &mut App, coming: &Receiver<Event>) {
        for effect in app.reader.leave() {
            self.carry_out(app, effect);
        }
        self.librarian.finish();
        // A note whose saving fails as late as this is one that was not saved.
        for event in coming.try_iter() {
            if let Event::Msg(msg @ (Msg::Kept(_) | Msg::NotKept { .. })) = event {
                update(app, msg);
            }
        }
    }

    /// Waits for the next event; `None` where none can come any more. Wakes by itself only where
    /// the reader was asked whether to end.
    fn next(&mut self, coming: &Receiver<Event>) -> Option<Event> {
        let Some(lapses) = self.quit_lapses else { return coming.recv().ok() };
        match coming.recv_timeout(lapses.saturating_duration_since(Instant::now())) {
            Err(RecvTimeoutError::Timeout) => {
                self.quit_lapses = None;
                Some(Event::Msg(Msg::QuitLapsed))
            }
            event => event.ok(),
        }
    }

    /// Takes one event; says how the reader ended if it did.
    fn take(&mut self, app: &mut App, event: Event) -> Option<Ended> {
        match event {
            Event::Msg(msg) => {
                for effect in update(app, msg) {
                    self.carry_out(app, effect);
                }
                app.done.then_some(Ended::Quit)
            }
            Event::Signal(SIGTSTP) => {
                self.suspend(app);
                None
            }
            Event::Signal(SIGCONT) | Event::Line(_) => None,
            Event::Signal(SIGWINCH) => {
                self.resize(app);
                None
            }
            Event::Heard(heard) => {
                let msg = self.heard(app, heard)?;
                self.take(app, Event::Msg(msg))
            }
            Event::Signal(signal) => Some(Ended::Signal(signal)),
            Event::TerminalGone => Some(Ended::Signal(SIGHUP)),
        }
    }

    fn draw(&mut self, app: &App) -> io::Result<()> {
        if self.environment.may_order_text {
            terminal::in_order(app.settings.bidi != Bidi::Terminal)?;
        }
        let links = view::draw(app, &mut self.buffer);
        self.screen.show(&self.buffer, &links, &mut io::stdout().lock())
    }

    pub(super) fn carry_out(&mut self, app: &mut App, effect: Effect) {
        match effect {
            Effect::Read { generation, source, whole_page } => {
                self.read(generation, source, whole_page);
            }
            Effect::Analyze(article) => self.analyst.ask(article),
            Effect::Find { generation, document, query, from } => {
                self.finder.ask(Some((generation, document, query, from)))
            }
            Effect::StopReading => self.fetching.cancel(),
            Effect::StopFinding => self.finder.ask(None),
            Effect::Browse(url) => match browser::open(self.environment.browser.as_deref(), &url) {
                Ok(child) => {
                    let words = format!("opened {}", crate::text::clean_line(&url));
                    app.notice = Some(Notice::note(words));
                    self.wait_for(child, url);
                }
                Err(words) => {
                    for effect in update(app, Msg::NotBrowsed { url, words }) {
                        self.carry_out(app, effect);
                    }
                }
            },
            Effect::Keep { article, change } => self.librarian.keep(article, change),
            Effect::Library(ask) => self.librarian.ask(ask),
            Effect::Copy(words) => self.screen.copy(&words),
            Effect::Notify(words) => self.screen.notify(&words),
            Effect::Suspend => self.suspend(app),
            Effect::Run(errand) => self.run_errand(app, errand),
            Effect::Edit(words) => self.edit(app, &words),
            Effect::Subscribe(words) => self.subscribe(app, &words),
            Effect::KeepSetting { setting, value } => {
                let Some(path) = &self.overrides.settings else { return };
                if let Err(trouble) = service::settings::keep(path, setting, &value) {
                    app.notice = Some(Notice::alarm(trouble.message));
                }
            }
            Effect::KeepTutor(at) => {
                if let Some(path) = &self.overrides.tutor {
                    service::settings::keep_tutor(path, at);
                }
            }
            Effect::AwaitQuit => self.quit_lapses = Some(Instant::now() + ASKED_TO_QUIT),
            Effect::Redraw => self.screen.forget(),
        }
    }

    /// Waits on a thread of its own for the browser, which nobody else waits for.
    fn wait_for(&self, mut program: Child, url: String) {
        let (told, failed) = (self.events.clone(), self.events.clone());
        worker::once(
            move || {
                if program.wait().is_ok_and(|ended| !ended.success()) {
                    let words = "the browser did not start".to_owned();
                    let _ = failed.send(Event::Msg(Msg::NotBrowsed { url, words }));
                }
            },
            move |fault| {
                let words = fault.words("Waiting for the browser");
                let _ = told.send(Event::Msg(Msg::Told(Notice::alarm(words))));
            },
        );
    }

    /// Reads on a thread of its own; of a long text the beginning first.
    fn read(&mut self, generation: u64, source: Source, whole_page: bool) {
        self.fetching.cancel();
        self.fetching = Cancel::new();
        let (events, overrides) = (
            self.events.clone(),
            Overrides {
                cancel: self.fetching.clone(),
                whole_page: whole_page || self.overrides.whole_page,
                ..self.overrides.clone()
            },
        );
        let source = match source {
            Source::Path(path) => Source::Path(self.at_home(&path)),
            source => source,
        };
        let told = events.clone();
        let environment = self.environment.clone();
        worker::once(
            move || {
                environment.may_panic("read");
                read(generation, &source, &overrides, &events);
            },
            move |fault| {
                let trouble = Trouble { message: fault.words("Reading this"), hint: None };
                let article = Box::new(Err(trouble));
                let _ = told.send(Event::Msg(Msg::Read { generation, whole: true, article }));
            },
        );
    }

    /// What the terminal said: a message, or an answer that is for us.
    fn heard(&mut self, app: &App, heard: Heard) -> Option<Msg> {
        match heard {
            Heard::Key(key) => {
                self.environment.may_panic("key");
                self.pace.key();
                return Some(Msg::Key(key));
            }
            Heard::Mouse(mouse) => return Some(Msg::Mouse(mouse)),
            Heard::Paste(words) => return Some(Msg::Paste(words)),
            Heard::Background(color) => return Some(Msg::Background(color)),
            // Its colours may have changed meanwhile, as they do where they follow the day.
            Heard::Focus(true) => {
                self.librarian.look();
                self.ask(Questions { keyboard: false, ..self.questions(app) });
            }
            Heard::Focus(false) => {}
            Heard::Keyboard => drop(terminal::use_keyboard()),
            Heard::Attributes => self.asked = None,
        }
        None
    }

    fn resize(&mut self, app: &mut App) {
        if let Ok((width, height)) = crossterm::terminal::size() {
            for effect in update(app, Msg::Resize { width, height }) {
                self.carry_out(app, effect);
            }
        }
    }

    fn questions(&self, app: &App) -> Questions {
        let answers = self.environment.answers;
        Questions { background: answers && app.wants_background(), keyboard: answers }
    }

    fn ask(&mut self, questions: Questions) {
        if questions.any() && terminal::ask(questions).is_ok() {
            self.asked = Some(Instant::now());
        }
    }

    fn enter(&mut self, app: &App) -> io::Result<()> {
        let questions = self.questions(app);
        terminal::enter(app.settings.mouse, questions)?;
        self.asked = questions.any().then(Instant::now);
        Ok(())
    }
}
