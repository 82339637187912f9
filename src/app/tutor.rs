//! The tutor: a walk through the sample in which each step waits for the key that it teaches.
//!
//! A step is done when its command is carried out, by whatever key, click or name. The walk can be
//! left at any step and is taken up there again.

use super::keys::{Action, Command};
use super::message::Effect;
use super::state::App;
use super::walk::Tutor;

/// A step: what is said, keys in the place of `{next_quote}`, and the commands that end it.
struct Step {
    words: &'static str,
    awaits: &'static [Command],
}

const fn step(words: &'static str, awaits: &'static [Command]) -> Step {
    Step { words, awaits }
}

use Command as C;

const STEPS: &[Step] = &[
    step(
        "Reading: {page_down} goes a page down, {page_up} back. Press {page_down}.",
        &[C::PageDown, C::HalfPageDown],
    ),
    step("A number before a key repeats it. Press 5 and then {next_line}.", &[C::NextLine]),
    step(
        "{go_to_start} goes to the start, {go_to_end} to the end. Press {go_to_start}.",
        &[C::GoToStart],
    ),
    step("Who said what: {next_quote} goes to the next quotation. Press it.", &[C::NextQuote]),
    step("{why} says why this speaker is named. Press it; any key closes the box.", &[C::Why]),
    step(
        "{focus_quotes} goes to all quotations, {next_panel} through the panels.",
        &[C::FocusQuotes, C::NextPanel],
    ),
    step(
        "{only_this_speaker} shows only what this speaker said; {close} takes that back. Press {only_this_speaker}.",
        &[C::OnlyThisSpeaker],
    ),
    step("Take it back with {close}: it takes back what is lit or half typed.", &[C::Close]),
    step("Who is in it: {next_mention} goes from name to name. Press it.", &[C::NextMention]),
    step(
        "{next_of_entity} goes to the same person again, by whatever name. Press it.",
        &[C::NextOfEntity],
    ),
    step("{search} searches as you type; Enter stays there. Search for a word.", &[C::Search]),
    step("{next_hit} goes to the next hit. Press it.", &[C::NextHit]),
    step("{set_mark} and m bookmarks the paragraph, and again takes that away.", &[C::SetMark]),
    step(
        "{contents} lists the sections; Enter goes to one, {back} closes. Press {contents}.",
        &[C::Contents],
    ),
    step(
        "{help} shows all that can be done here; {search} in it finds by your own words. Press {help}.",
        &[C::Help],
    ),
    step("{theme} tries themes on; Enter keeps one. Press {theme}.", &[C::Theme]),
    step(
        "{library} goes to the library; there {add_feed} subscribes to a feed. Press {library}.",
        &[C::Library],
    ),
];

impl App {
    /// At the start: which step of the walk waits, whether it is shown, and whether this is a first
    /// start, which is told three things to try.
    pub fn begin(&mut self, at: usize, walks: bool, first: bool) {
        self.tutor = Tutor { at: at % STEPS.len(), on: walks };
        if first && !walks && self.notice.is_none() {
            let words = "Try {next_quote} (next quotation), {why} (why this speaker), {help} (help), or :tutor";
            let words = self.with_keys(words.into());
            self.tell(words);
        }
    }

    /// Begins the walk, takes it up where it was left, or leaves it.
    pub(super) fn turn_tutor(&mut self) -> Vec<Effect> {
        self.tutor.on = !self.tutor.on;
        if self.tutor.on {
            self.tutor.at %= STEPS.len();
        } else {
            self.tell("the tutor is left; :tutor goes on there");
        }
        vec![Effect::KeepTutor(self.tutor.at)]
    }

    /// A command was carried out: the step that taught it is done.
    pub(super) fn tutor_saw(&mut self, action: Action) -> Vec<Effect> {
        let taught = STEPS
            .get(self.tutor.at)
            .is_some_and(|step| step.awaits.iter().any(|command| Action::from(*command) == action));
        if !self.tutor.on || !taught {
            return Vec::new();
        }
        self.tutor.at += 1;
        if self.tutor.at == STEPS.len() {
            self.tutor = Tutor::default();
            let words = "that was all of the tutor; {help} tells the rest wherever you are";
            let words = self.with_keys(words.into());
            self.tell(words);
        }
        vec![Effect::KeepTutor(self.tutor.at)]
    }

    /// What the tutor says now, under which heading; nothing while something else is asked or shown.
    pub fn tutor_says(&self) -> Option<(String, String)> {
        let free = self.overlay.prompt.is_none()
            && self.overlay.popup.is_none()
            && self.overlay.notes.editor.is_none()
            && self.keys.pending.keys.is_empty();
        let step = STEPS.get(self.tutor.at).filter(|_| self.tutor.on && free)?;
        let title = format!("Tutor · {} of {} · :tutor leaves it", self.tutor.at + 1, STEPS.len());
        Some((title, self.with_keys(step.words.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::STEPS;
    use crate::app::keys::{Keymap, Scope};

    #[test]
    fn every_step_names_a_key_that_it_waits_for() {
        let keymap = Keymap::preset("default").expect("there").expect("right");
        for step in STEPS {
            let named =
                |command: &super::Command| step.words.contains(&format!("{{{}}}", command.id()));
            assert!(step.awaits.iter().any(named), "{}", step.words);
            for command in step.awaits {
                assert!(!keymap.keys_of(Scope::Article, *command).is_empty(), "{}", command.id());
            }
        }
    }
}
