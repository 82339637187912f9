//! The terminal lent to another program, or given back while the reader is stopped.

use std::sync::atomic::Ordering;
use std::time::Duration;

use signal_hook::consts::SIGTSTP;

use super::Desk;
use crate::app::{App, Errand, Msg, Notice, Output, update};
use crate::runtime::event::Event;
use crate::runtime::{input, piped, terminal};
use crate::service::{errand, worker};

/// How long a terminal that was asked something may take to answer before it is taken for one that
/// never does. Whoever quits sooner than that waits for the answer, which would else be typed into
/// the shell. A terminal on this machine answers within milliseconds.
const ANSWERS: Duration = Duration::from_millis(100);
/// The same at the other end of a line, where an answer takes as long as the way there and back.
const FAR_ANSWERS: Duration = Duration::from_millis(400);

impl Desk {
    /// Takes answers of the terminal that are on their way, so that they are not typed into
    /// whatever reads it next.
    pub(super) fn hear_out(&mut self) {
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
    pub(super) fn suspend(&mut self, app: &mut App) {
        self.lend(app, || drop(signal_hook::low_level::emulate_default_handler(SIGTSTP)));
    }

    /// Runs a program: with the terminal to itself, or on a thread of its own.
    pub(super) fn run_errand(&mut self, app: &mut App, errand: Errand) {
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
    pub(super) fn edit(&mut self, app: &mut App, words: &str) {
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
