//! The loop: take what came, update the state, draw once.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

use super::input::{Heard, Listener};
use super::screen::Screen;
use super::terminal::Questions;
use super::{Environment, browser, input, piped, terminal};
use crate::analysis::Analysis;
use crate::annotation::Article;
use crate::app::{App, Effect, Errand, Msg, Notes, Notice, Output, update};
use crate::config::{Bidi, ReadWhen};
use crate::input::source::{Source, Trouble};
use crate::librarian::{Librarian, Pace};
use crate::net::Cancel;
use crate::page::Query;
use crate::service::backlog::analysis_of;
use crate::service::worker::{self, Board, Fault, Newest, Worker, behind};
use crate::service::{Overrides, article, errand, kept, preview};
use crate::text::{Document, Span};
use crate::view;

/// What the loop waits for.
pub(super) enum Event {
    Msg(Msg),
    /// From the terminal.
    Heard(Heard),
    Signal(i32),
    /// A line of linear mode; `None` at the end of the input.
    Line(Option<String>),
    TerminalGone,
}

/// How the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
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
/// Bytes of a text from which on looking for names gives way to everything else.
const LONG: usize = 256 * 1024;
/// How long a terminal that was asked something may take to answer before it is taken for one that
/// never does. Whoever quits sooner than that waits for the answer, which would else be typed into
/// the shell. A terminal on this machine answers within milliseconds.
const ANSWERS: Duration = Duration::from_millis(100);
/// The same at the other end of a line, where an answer takes as long as the way there and back.
const FAR_ANSWERS: Duration = Duration::from_millis(400);

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

/// Passes signals on to the loop. While the terminal is lent to another program, its keys are not
/// for us: an interrupt is left to that program, and a stop stops us at once, so that the shell
/// comes back.
pub(super) fn watch_signals(events: Sender<Event>, lent: Arc<AtomicBool>) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH,
    ])?;
    let pass_on = move || {
        for signal in signals.forever() {
            if lent.load(Ordering::Relaxed) {
                match signal {
                    SIGTSTP => {
                        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                        continue;
                    }
                    SIGINT | SIGQUIT | SIGWINCH => continue,
                    _ => {}
                }
            }
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    };
    worker::until_done(pass_on, |_| {});
    Ok(())
}

/// A search, as its job takes it; `None` ends the one that runs.
type Search = Option<(u64, Arc<Document>, Query, u32)>;

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
            finder: finder(events.clone()),
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
            Effect::Read { generation, source } => self.read(generation, source),
            Effect::Analyze(article) => self.analyst.ask(article),
            Effect::Find { generation, document, query, from } => {
                self.finder.ask(Some((generation, document, query, from)))
            }
            Effect::StopReading => self.fetching.cancel(),
            Effect::StopFinding => self.finder.ask(None),
            Effect::Browse(url) => {
                let told = match browser::open(self.environment.browser.as_deref(), &url) {
                    Ok(()) => Notice::note(format!("opened {}", crate::text::clean_line(&url))),
                    Err(words) => Notice::alarm(words),
                };
                app.notice = Some(told);
            }
            Effect::Keep { article, change, how } => self.librarian.keep(article, change, how),
            Effect::Library(ask) => self.librarian.ask(ask),
            Effect::Copy(words) => self.screen.copy(&words),
            Effect::Suspend => self.suspend(app),
            Effect::Run(errand) => self.run_errand(app, errand),
            Effect::Edit(words) => self.edit(app, &words),
            Effect::Redraw => self.screen.forget(),
        }
    }

    /// Reads on a thread of its own; of a long text the beginning first.
    fn read(&mut self, generation: u64, source: Source) {
        self.fetching.cancel();
        self.fetching = Cancel::new();
        let (events, overrides) = (
            self.events.clone(),
            Overrides { cancel: self.fetching.clone(), ..self.overrides.clone() },
        );
        let told = events.clone();
        worker::once(
            move || read(generation, &source, &overrides, &events),
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

    /// Takes answers of the terminal that are on their way, so that they are not typed into
    /// whatever reads it next.
    fn hear_out(&mut self) {
        if let Some(listener) = &mut self.listener {
            listener.pause();
        }
        let most = if self.environment.far { FAR_ANSWERS } else { ANSWERS };
        let asked = self.asked.take().map(|asked| most.saturating_sub(asked.elapsed()));
        if let Some(left) = asked.filter(|left| !left.is_zero()) {
            input::drain(left);
        }
    }

    /// Gives the terminal to something else for as long as `run` takes.
    fn lend<T>(&mut self, app: &mut App, run: impl FnOnce() -> T) -> T {
        self.hear_out();
        self.lent.store(true, Ordering::Relaxed);
        terminal::leave();
        let result = run();
        self.take_back(app);
        result
    }

    fn take_back(&mut self, app: &mut App) {
        if self.enter(app).is_err() {
            app.done = true;
        }
        self.lent.store(false, Ordering::Relaxed);
        if let Some(listener) = &self.listener {
            listener.resume();
        }
        self.resize(app);
        self.screen.forget();
    }

    /// Gives the terminal back and stops; goes on here after `fg`.
    fn suspend(&mut self, app: &mut App) {
        self.lend(app, || drop(signal_hook::low_level::emulate_default_handler(SIGTSTP)));
    }

    /// Runs a program: with the terminal to itself, or on a thread of its own.
    fn run_errand(&mut self, app: &mut App, errand: Errand) {
        if errand.output == Output::Terminal {
            if let Err(words) = self.lend(app, || {
                errand::in_foreground(&errand.arguments, errand.input.map(piped::words_of))
            }) {
                app.notice = Some(Notice::alarm(words));
            }
            return;
        }
        let Errand { title, arguments, input, output } = errand;
        let tell = {
            let events = self.events.clone();
            move |ended| drop(events.send(Event::Msg(Msg::Ran { title, output, ended })))
        };
        let told = tell.clone();
        worker::once(
            move || tell(errand::in_background(&arguments, input.map(piped::words_of))),
            move |fault| told(Err(fault.words("Running a program"))),
        );
    }

    /// Has words edited in the reader's editor.
    fn edit(&mut self, app: &mut App, words: &str) {
        let edited = errand::Draft::new(words)
            .map_err(|error| format!("no file to edit could be made: {error}"))
            .and_then(|draft| {
                let arguments = errand::editor(self.environment.editor.as_deref(), draft.path());
                self.lend(app, || errand::in_foreground(&arguments, None))?;
                draft.words().map_err(|error| format!("what was edited cannot be read: {error}"))
            });
        for effect in update(app, Msg::Edited(edited)) {
            self.carry_out(app, effect);
        }
    }
}

/// Reads an input and tells what came; of a text that the network does not give, what is kept.
fn read(generation: u64, source: &Source, overrides: &Overrides, events: &Sender<Event>) {
    let send = |whole, article| {
        events.send(Event::Msg(Msg::Read { generation, whole, article: Box::new(article) }))
    };
    if let Some(beginning) = preview(source, overrides) {
        let _ = send(false, Ok(beginning));
    }
    let read = article(source, overrides);
    let kept = read.as_ref().err().and_then(|_| kept(source, overrides));
    let why = kept.as_ref().and(read.as_ref().err()).map(|trouble| trouble.message.clone());
    let _ = send(true, kept.map_or(read, Ok));
    if let Some(why) = why {
        let _ = events.send(Event::Msg(Msg::Told(Notice::alarm(format!(
            "{why}; this is the text that was kept"
        )))));
    }
}

/// The thread that finds names and quotations in what is opened.
fn analyst(events: Sender<Event>, engine: fn(&Article) -> Analysis) -> Worker<Newest<Article>> {
    let told = events.clone();
    Worker::start(
        || (),
        move |(), article: &Article, _| {
            let analysis = if article.document.text().len() < LONG {
                engine(article)
            } else {
                behind(|| engine(article))
            };
            let _ = events.send(Event::Msg(Msg::Analyzed(Arc::new(analysis))));
        },
        move |article: Article, fault| {
            let words = fault.words("Looking for names in this article");
            let _ = told.send(Event::Msg(Msg::NotAnalyzed(article.document.hash(), words)));
        },
    )
}

/// The thread that finds words in what is open.
fn finder(events: Sender<Event>) -> Worker<Newest<Search>> {
    let told = events.clone();
    Worker::start(
        || (),
        move |(), search: &Search, board| find(search.as_ref(), board, &events),
        move |search: Search, fault: Fault| {
            if let Some((generation, ..)) = search {
                let hits = Vec::new();
                let _ = told.send(Event::Msg(Msg::Found { generation, hits, done: true }));
            }
            let _ = told.send(Event::Msg(Msg::Told(Notice::alarm(fault.words("Searching")))));
        },
    )
}

/// Searches in slices, from where the reader is to the end and then round; the first hits are told
/// at once, all of them at the end.
fn find(
    search: Option<&(u64, Arc<Document>, Query, u32)>,
    board: &Board<Newest<Search>>,
    events: &Sender<Event>,
) {
    let Some((generation, document, query, from)) = search else { return };
    let generation = *generation;
    let end = document.span().end();
    let start =
        document.blocks().get(document.block_at(*from)).map_or(0, |block| block.span.start());
    let mut behind: Vec<Span> = Vec::new();
    let mut before: Vec<Span> = Vec::new();
    let mut told = false;
    for (range, hits) in [(Span::new(start, end), &mut behind), (Span::new(0, start), &mut before)]
    {
        let mut at = range.start();
        while at < range.end() && hits.len() < MOST_HITS {
            if board.has_newer() {
                return;
            }
            let slice = query.slice(document, at, SLICE.min(range.end() - at));
            hits.extend(slice.hits);
            if !told && !hits.is_empty() {
                told = true;
                let _ = events.send(Event::Msg(Msg::Found {
                    generation,
                    hits: hits.clone(),
                    done: false,
                }));
            }
            let Some(next) = slice.next else { break };
            at = next;
        }
    }
    before.append(&mut behind);
    let _ = events.send(Event::Msg(Msg::Found { generation, hits: before, done: true }));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::{Event, LONG, analyst};
    use crate::annotation::Article;
    use crate::app::Msg;
    use crate::service::backlog::analysis_of;
    use crate::text::Document;

    #[test]
    fn a_text_in_which_the_engine_panics_is_told_and_the_next_is_analysed() {
        let (events, coming) = channel();
        let analyst = analyst(events, |article| {
            assert!(!article.document.text().starts_with('X'), "an X");
            analysis_of(article)
        });
        let next = || coming.recv_timeout(Duration::from_mins(1)).expect("an answer");
        for bad in ["X".to_owned(), "X ".repeat(LONG)] {
            let bad = Article::of(Document::verbatim(bad));
            let hash = bad.document.hash();
            analyst.ask(bad);
            let Event::Msg(Msg::NotAnalyzed(of, words)) = next() else { panic!("it is not told") };
            assert!(of == hash && words.contains("fault of Dateline (an X)"), "{words}");
        }
        let good = Article::of(Document::verbatim("Ana Ruiz left.".into()));
        let hash = good.document.hash();
        analyst.ask(good);
        assert!(matches!(next(), Event::Msg(Msg::Analyzed(analysis)) if analysis.document == hash));
    }
}
