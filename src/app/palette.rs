//! The palette: every command by name, found by some of its letters.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::command::Command;
use super::own::Action;
use super::state::App;

impl App {
    /// What fits the words at the palette, best first: in its name, else in what it does.
    pub fn palette(&self, words: &str) -> Vec<Action> {
        let words = words.trim();
        if let Some(exact) =
            self.keys.map.named(&words.replace(' ', "_")).or_else(|| self.keys.map.named(words))
        {
            let rest = self.fitting(words).into_iter().filter(|action| *action != exact);
            return std::iter::once(exact).chain(rest).collect();
        }
        self.fitting(words)
    }

    /// It means something where the reader is.
    pub(super) fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::Command(command) => command.means_something(self.whereabouts()),
            Action::Own(_) => true,
        }
    }

    /// One line that says what it does where the reader is.
    pub fn what_here(&self, action: Action) -> &str {
        if self.library.shown && action == Action::Command(Command::Undo) {
            return "undo the last change in the library: read, star, tag, saved query, rule";
        }
        self.keys.map.what(action)
    }

    fn fitting(&self, words: &str) -> Vec<Action> {
        if words.is_empty() {
            return self.keys.map.actions().filter(|action| self.is_of_use(*action)).collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern =
            Pattern::parse(&words.replace('_', " "), CaseMatching::Smart, Normalization::Smart);
        let mut letters = Vec::new();
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
        let mut found: Vec<(bool, u32, Action)> = Vec::new();
        for action in self.keys.map.actions().filter(|action| self.is_of_use(*action)) {
            let name = self.keys.map.id(action).replace('_', " ");
            if let Some(score) = score(&name) {
                // Of names that fit alike the shorter is meant.
                found.push((
                    true,
                    score.saturating_mul(64).saturating_sub(name.len() as u32),
                    action,
                ));
            } else if let Some(score) = score(self.keys.map.what(action)) {
                found.push((false, score, action));
            }
        }
        found.sort_by_key(|(in_name, score, _)| std::cmp::Reverse((*in_name, *score)));
        found.into_iter().map(|(_, _, action)| action).collect()
    }

    /// Writes the name of the chosen command into the palette; where it stands there already, that
    /// of the next one.
    pub(super) fn complete(&mut self, back: bool) {
        let Some(prompt) = &self.overlay.prompt else { return };
        // What was typed stays what is looked for, so that one can go on through the list.
        let typed = prompt.typed.clone().unwrap_or_else(|| prompt.words.clone());
        let found = self.palette(&typed);
        if found.is_empty() {
            return;
        }
        let step = usize::from(prompt.typed.is_some());
        let at = if back { prompt.choice + found.len() - step } else { prompt.choice + step }
            % found.len();
        let name = self.keys.map.id(found[at]).to_owned();
        if let Some(prompt) = &mut self.overlay.prompt {
            prompt.cursor = name.len();
            prompt.words = name;
            prompt.typed = Some(typed);
            prompt.choice = at;
        }
    }
}
