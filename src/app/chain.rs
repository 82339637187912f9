//! Carrying out what keys lead to: a command, a program, or a list of commands one after the other.

use super::keys::{Action, Chain, Own, OwnDoes, Step};
use super::message::{Effect, Notice};
use super::overlay::Popup;
use super::state::App;

/// A list is carried out so often at most, whatever the count says.
const MOST: usize = 1000;

impl App {
    /// Carries out what keys or the palette lead to.
    pub fn act(&mut self, action: Action, count: Option<u32>) -> Vec<Effect> {
        let number = match action {
            Action::Command(command) => return self.run(command, count),
            Action::Own(number) => number,
        };
        let Some(own) = self.keys.map.own(number).cloned() else { return Vec::new() };
        match own.does {
            OwnDoes::Run(external) => self.reader.run_external(&own.name, &external),
            OwnDoes::Steps(steps) => {
                let times = (count.unwrap_or(1) as usize).min(MOST / steps.len().max(1)).max(1);
                let name = if own.name.is_empty() { "the list".to_owned() } else { own.name };
                self.keys.chain = Chain {
                    name,
                    steps: std::iter::repeat_n(steps, times).flatten().collect(),
                    awaits: None,
                };
                self.go_on()
            }
        }
    }

    /// Carries out the rest of a list up to the first command that fails, or that others must wait
    /// for.
    fn go_on(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(step) = self.keys.chain.steps.pop_front() {
            self.notice = None;
            let more = self.act_in_chain(step);
            self.empty_trays();
            self.settle();
            let id = self.keys.map.id(step.action).to_owned();
            let reads = more.iter().find_map(|effect| {
                if let Effect::Read { generation, .. } = effect { Some(*generation) } else { None }
            });
            let finds = more.iter().any(|effect| matches!(effect, Effect::Find { .. }));
            effects.extend(more);
            let asks = self.overlay.prompt.is_some()
                || matches!(self.overlay.popup, Some(Popup::Letter { .. } | Popup::Hints(_)));
            let failed = self
                .notice
                .as_ref()
                .filter(|notice| notice.alarm || notice.refused)
                .map(|notice| notice.words.clone());
            if let Some(words) = failed {
                self.stop_chain(&id, &words);
            } else if asks && !self.keys.chain.steps.is_empty() {
                (self.overlay.prompt, self.overlay.popup) = (None, None);
                self.stop_chain(&id, "it asks for something, so it must be the last");
            } else if reads.is_some() || finds {
                self.keys.chain.awaits = reads;
                break;
            }
        }
        effects
    }

    fn act_in_chain(&mut self, step: Step) -> Vec<Effect> {
        // What the command before showed was for the last one to show.
        if matches!(self.overlay.popup, Some(Popup::Words { .. } | Popup::Pager(_))) {
            self.overlay.popup = None;
        }
        self.overlay.leave_footnote(step.action);
        match step.action {
            Action::Command(command) => self.run(command, step.count),
            Action::Own(number) => match self.keys.map.own(number).cloned() {
                Some(Own { name, does: OwnDoes::Run(external), .. }) => {
                    self.reader.run_external(&name, &external)
                }
                _ => Vec::new(),
            },
        }
    }

    fn stop_chain(&mut self, id: &str, words: &str) {
        self.notice =
            Some(Notice::alarm(format!("{} stopped at {id}: {words}", self.keys.chain.name)));
        self.keys.chain = Chain::default();
    }

    /// An answer came in: a list that waited for it goes on. `read` is the input that was read
    /// whole.
    pub(super) fn resume_chain(&mut self, read: Option<u64>) -> Vec<Effect> {
        if self.keys.chain.steps.is_empty() {
            return Vec::new();
        }
        if self.reader.shelf.trouble.is_some() {
            self.stop_chain("opening the article", "it cannot be read");
            return Vec::new();
        }
        if read.is_some() && self.keys.chain.awaits == read {
            self.keys.chain.awaits = None;
        }
        let known = self.reader.reading.as_ref().is_some_and(super::reader::Reading::is_known);
        if self.keys.chain.awaits.is_some() || !known { Vec::new() } else { self.go_on() }
    }
}
