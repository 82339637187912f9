//! The loop: take what came, update the state, draw once.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};

use super::jobs::{Slot, Wanted};
use super::keeper::Keeper;
use super::screen::Screen;
use super::source::{Overrides, article, preview};
use super::{Environment, browser, input, terminal};
use crate::analysis::{Context, analyze};
use crate::annotation::Article;
use crate::app::{App, Effect, Msg, Notice, Source, update};
use crate::net::Cancel;
use crate::page::Query;
use crate::text::{Document, Span};
use crate::view;

/// What the loop waits for.
pub enum Event {
    Msg(Msg),
    Signal(i32),
    TerminalGone,
}

/// How the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By the reader's word.
    Quit,
    /// By a signal, or because the terminal is gone (SIGHUP).
    Signal(i32),
}

/// How long the first screen waits for names and quotations, so that it is whole.
const FIRST_SCREEN: Duration = Duration::from_millis(40);
/// Messages taken before drawing, so that a flood cannot starve the screen.
const AT_ONCE: usize = 256;
/// Hits that a search counts; nobody walks through more.
const MOST_HITS: usize = 100_000;
/// Bytes searched between two looks at whether the search is still wanted.
const SLICE: u32 = 4 << 20;

/// Runs the reader until it ends; `start` makes the state for a screen of a size.
pub fn read_articles(
    environment: &Environment,
    overrides: &Overrides,
    library: PathBuf,
    start: impl FnOnce(u16, u16) -> (App, Vec<Effect>),
) -> io::Result<Ended> {
    let (width, height) = crossterm::terminal::size()?;
    let (events, coming) = channel();
    let (mut app, effects) = start(width, height);
    let mut desk = Desk::new(environment, overrides, library, &events);
    for effect in effects {
        desk.carry_out(&mut app, effect);
    }
    terminal::leave_on_panic();
    watch_signals(events.clone())?;
    terminal::enter(app.settings.mouse)?;
    input::listen(events);
    let ended = run(&mut app, &mut desk, &coming);
    terminal::leave();
    for effect in app.leave() {
        desk.carry_out(&mut app, effect);
    }
    ended
}

fn run(app: &mut App, desk: &mut Desk, coming: &Receiver<Event>) -> io::Result<Ended> {
    wait_for_first_screen(app, desk, coming);
    loop {
        desk.draw(app)?;
        let Ok(event) = coming.recv() else { return Ok(Ended::Quit) };
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
        let Ok(event) = coming.recv_timeout(until.saturating_duration_since(Instant::now())) else { return };
        if desk.take(app, event).is_some() {
            app.done = true;
            return;
        }
    }
}

fn is_whole(app: &App) -> bool {
    app.done || app.shelf.trouble.is_some() || app.reading.as_ref().is_some_and(|reading| reading.partial || reading.analysis.is_some())
}

fn watch_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// A search, as its job takes it; `None` ends the one that runs.
type Search = Option<(u64, Arc<Document>, Query, u32)>;

/// The terminal and the threads that carry effects out.
struct Desk {
    events: Sender<Event>,
    environment: Environment,
    overrides: Overrides,
    screen: Screen,
    buffer: Buffer,
    finder: Slot<Search>,
    analyst: Slot<Article>,
    keeper: Keeper,
    /// Ends the fetching of the input that is being read.
    fetching: Cancel,
}

impl Desk {
    fn new(environment: &Environment, overrides: &Overrides, library: PathBuf, events: &Sender<Event>) -> Self {
        let (to_finder, to_analyst) = (events.clone(), events.clone());
        Self {
            events: events.clone(),
            environment: environment.clone(),
            overrides: overrides.clone(),
            screen: Screen::new(environment.true_color),
            buffer: Buffer::empty(Rect::ZERO),
            keeper: Keeper::new(library, events.clone()),
            fetching: Cancel::new(),
            finder: Slot::new(move |search, wanted| find(search, wanted, &to_finder)),
            analyst: Slot::new(move |article: Article, _| {
                let context = Context { published: article.published, language: article.language.clone() };
                let _ = to_analyst.send(Event::Msg(Msg::Analyzed(Arc::new(analyze(&article.document, &context)))));
            }),
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
            Event::Signal(SIGCONT) => None,
            Event::Signal(signal) => Some(Ended::Signal(signal)),
            Event::TerminalGone => Some(Ended::Signal(SIGHUP)),
        }
    }

    fn draw(&mut self, app: &App) -> io::Result<()> {
        let links = view::draw(app, &mut self.buffer);
        self.screen.show(&mut self.buffer, &links, &mut io::stdout().lock())
    }

    fn carry_out(&mut self, app: &mut App, effect: Effect) {
        match effect {
            Effect::Read { generation, source } => self.read(generation, source),
            Effect::Analyze(article) => self.analyst.ask(article),
            Effect::Find { generation, document, query, from } => self.finder.ask(Some((generation, document, query, from))),
            Effect::StopReading => self.fetching.cancel(),
            Effect::StopFinding => self.finder.ask(None),
            Effect::Browse(url) => {
                let told = match browser::open(self.environment.browser.as_deref(), &url) {
                    Ok(()) => Notice::note(format!("opened {}", crate::text::clean_line(&url))),
                    Err(words) => Notice::alarm(words),
                };
                app.notice = Some(told);
            }
            Effect::Keep { article, change, how } => self.keeper.ask(article, change, how),
            Effect::Copy(words) => self.screen.copy(&words),
            Effect::Suspend => self.suspend(app),
            Effect::Redraw => self.screen.forget(),
        }
    }

    /// Reads on a thread of its own; of a long text the beginning first.
    fn read(&mut self, generation: u64, source: Source) {
        self.fetching.cancel();
        self.fetching = Cancel::new();
        let (events, overrides) = (self.events.clone(), Overrides { cancel: self.fetching.clone(), ..self.overrides.clone() });
        std::thread::spawn(move || {
            let send = |whole, article| events.send(Event::Msg(Msg::Read { generation, whole, article: Box::new(article) }));
            if let Some(beginning) = preview(&source, &overrides) {
                let _ = send(false, Ok(beginning));
            }
            let _ = send(true, article(&source, &overrides));
        });
    }

    /// Gives the terminal back and stops; goes on here after `fg`.
    fn suspend(&mut self, app: &mut App) {
        terminal::leave();
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
        if terminal::enter(app.settings.mouse).is_err() {
            app.done = true;
        }
        if let Ok((width, height)) = crossterm::terminal::size() {
            update(app, Msg::Resize { width, height });
        }
        self.screen.forget();
    }
}

/// Searches in slices, from where the reader is to the end and then round; the first hits are told at once, all of them at the end.
fn find(search: Search, wanted: &Wanted<'_, Search>, events: &Sender<Event>) {
    let Some((generation, document, query, from)) = search else { return };
    let end = document.span().end();
    let start = document.blocks().get(document.block_at(from)).map_or(0, |block| block.span.start());
    let mut behind: Vec<Span> = Vec::new();
    let mut before: Vec<Span> = Vec::new();
    let mut told = false;
    for (range, hits) in [(Span::new(start, end), &mut behind), (Span::new(0, start), &mut before)] {
        let mut at = range.start();
        while at < range.end() && hits.len() < MOST_HITS {
            if wanted.no_more() {
                return;
            }
            let slice = query.slice(&document, at, SLICE.min(range.end() - at));
            hits.extend(slice.hits);
            if !told && !hits.is_empty() {
                told = true;
                let _ = events.send(Event::Msg(Msg::Found { generation, hits: hits.clone(), done: false }));
            }
            let Some(next) = slice.next else { break };
            at = next;
        }
    }
    before.append(&mut behind);
    let _ = events.send(Event::Msg(Msg::Found { generation, hits: before, done: true }));
}
