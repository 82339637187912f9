//! What keys and pasted words do: they go to what lies over the panels, to the prompt, or through
//! the keymap to a command.

use super::key::{Key, KeyCode};
use super::keys::{Chain, Command, Press};
use super::message::{Effect, Notice};
use super::prompt::{Answer, Asked};
use super::state::App;

impl App {
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        if self.overlay.notes.editor.is_some() {
            return self.overlay.editor_key(key, &mut self.reader);
        }
        if self.overlay.prompt.is_some() {
            return self.prompt_key(key);
        }
        let at = self.whereabouts();
        if let Some(effects) = self.overlay.popup_key(key, &mut self.reader, &self.keys, at) {
            return effects;
        }
        self.notice = None;
        self.keys.chain = Chain::default();
        let asked_to_quit = self.asked_to_quit.take();
        let before = self.reader.panels.focus;
        let in_library = self.library.focus;
        match self.keys.map.press(self.scope(), &mut self.keys.pending, key) {
            Press::Run(action, count) => {
                self.reader.panels.before_digit = before;
                self.library.before_digit = in_library;
                self.asked_to_quit = asked_to_quit.filter(|_| action == Command::Back.into());
                self.overlay.close_pager(action);
                self.overlay.leave_marks_list(action);
                self.overlay.leave_footnote(action);
                let effects = self.act(action, count);
                if self.stops_to_warn() { Vec::new() } else { effects }
            }
            Press::Counting => {
                self.reader.panels.focus = self.reader.panels.before_digit;
                self.library.focus = self.library.before_digit;
                Vec::new()
            }
            Press::Pending => Vec::new(),
            Press::Unbound => {
                let help = self.keys.key_shown(self.scope(), Command::Help);
                let shows = if help.is_empty() {
                    String::new()
                } else {
                    format!("; {help} shows what the keys do")
                };
                self.refuse(format!("{key} does nothing here{shows}"));
                Vec::new()
            }
        }
    }

    pub(super) fn paste(&mut self, words: &str) -> Vec<Effect> {
        if self.overlay.notes.editor.is_some() {
            self.overlay.paste_into_note(words);
            return Vec::new();
        }
        let Some(prompt) = &mut self.overlay.prompt else { return Vec::new() };
        prompt.insert(words);
        self.prompt_changed()
    }

    fn prompt_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(prompt) = &mut self.overlay.prompt else { return Vec::new() };
        if prompt.asked == Asked::Tag && key.code == KeyCode::Tab {
            if let Some(completed) = self.library.complete_tag(&prompt.words, &self.reader) {
                *prompt = completed;
            }
            return Vec::new();
        }
        if prompt.asked == Asked::Articles && key.code == KeyCode::Tab {
            let told = self.complete_query(key.shift);
            let effects = self.prompt_changed();
            self.library.tray.show(Some(told));
            return effects;
        }
        if prompt.asked == Asked::Palette && key.code == KeyCode::Tab {
            // What was typed stays what is looked for, so that one can go on through the list.
            let typed = prompt.typed.clone().unwrap_or_else(|| prompt.words.clone());
            let found = self.palette(&typed);
            self.overlay.complete(key.shift, typed, &found, &self.keys);
            return Vec::new();
        }
        let history = if matches!(prompt.asked, Asked::Pipe { .. }) {
            &self.overlay.programs
        } else {
            &self.overlay.history
        };
        match prompt.press(key, history) {
            Answer::Changed => self.prompt_changed(),
            Answer::Same => Vec::new(),
            Answer::Done => self.prompt_done(),
            Answer::Cancelled => self.prompt_cancelled(),
        }
    }

    /// Tab at a filter takes the next that its last word may be, and tells what it means.
    fn complete_query(&mut self, back: bool) -> Notice {
        let none = || Notice::note("nothing begins like this; ? after a space shows the operators");
        let Some(prompt) = &mut self.overlay.prompt else { return none() };
        let typed = prompt.typed.clone().unwrap_or_else(|| prompt.words.clone());
        let choices = self.library.query_choices(&typed);
        let count = choices.len();
        if count == 0 {
            return none();
        }
        let at = choices.iter().position(|(words, _)| *words == prompt.words);
        let next = match (at, back) {
            (None, false) => 0,
            (None, true) => count - 1,
            (Some(at), false) => (at + 1) % count,
            (Some(at), true) => (at + count - 1) % count,
        };
        let (words, means) = &choices[next];
        prompt.words.clone_from(words);
        prompt.cursor = words.len();
        prompt.typed = Some(typed);
        Notice::note(format!("{} of {count}: {means}", next + 1))
    }

    /// Searching and filtering follow every character.
    fn prompt_changed(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.overlay.prompt.clone() else { return Vec::new() };
        match prompt.asked {
            Asked::Search { from } => self.reader.start_search(&prompt.words, prompt.regex, from),
            Asked::Only => self.reader.show_only(&prompt.words, prompt.regex),
            Asked::Articles => self.library.filter(prompt.asked, &prompt.words),
            Asked::Filter if self.people.shown => self.people.filter(&prompt.words),
            Asked::Filter if self.library.shown => self.library.filter(prompt.asked, &prompt.words),
            Asked::Filter => {
                self.reader.filter_list(&prompt.words);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn prompt_done(&mut self) -> Vec<Effect> {
        let filter = self.overlay.prompt.as_ref().filter(|prompt| prompt.asked == Asked::Articles);
        if filter.is_some_and(|prompt| self.library.refuses_filter(&prompt.words)) {
            return Vec::new();
        }
        let Some(prompt) = self.overlay.prompt.take() else { return Vec::new() };
        self.overlay.remember(&prompt);
        match prompt.asked {
            Asked::Palette => {
                let words = prompt.typed.as_ref().unwrap_or(&prompt.words);
                if let Some(action) = self.palette(words).get(prompt.choice).copied() {
                    return self.act(action, None);
                }
                self.notice =
                    Some(Notice::alarm(format!("there is no command “{}”", prompt.words)));
                Vec::new()
            }
            Asked::Pipe { passage, json, output } => {
                self.overlay.programs.retain(|words| *words != prompt.words);
                self.overlay
                    .programs
                    .extend((!prompt.words.is_empty()).then(|| prompt.words.clone()));
                self.reader.pipe(passage, json, output, &prompt.words)
            }
            Asked::Feed(feed, field) => self.answer_feed(feed, field, &prompt.words),
            Asked::Open => self.open_typed(&prompt.words),
            Asked::Setting(setting) => self.answer_setting(setting, &prompt.words),
            Asked::Subscribe if !prompt.words.trim().is_empty() => {
                self.tell(format!("asking {} …", crate::text::clean_line(prompt.words.trim())));
                vec![Effect::Subscribe(prompt.words.trim().to_owned())]
            }
            Asked::Tag => self.library.answer_tag(&prompt.words, prompt.choice, &self.reader),
            Asked::QueryName => self.library.save_query(&prompt.words),
            Asked::ReadRule => self.library.answer_read_rule(&prompt.words, prompt.choice),
            Asked::Rename | Asked::Merge if self.people.shown => {
                self.people.answer_decision(prompt.asked, &prompt.words, prompt.choice)
            }
            Asked::Kind | Asked::Rename | Asked::Merge | Asked::Speaker | Asked::Act => {
                self.reader.answer_correction(prompt.asked, &prompt.words, prompt.choice)
            }
            Asked::Search { .. } if prompt.words.is_empty() => {
                self.reader.step_hit(1);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn prompt_cancelled(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.overlay.prompt.take() else { return Vec::new() };
        match prompt.asked {
            Asked::Search { from } => self.reader.give_up_search(from),
            Asked::Only => self.reader.show_only("", false),
            Asked::Articles => self.library.filter(prompt.asked, ""),
            Asked::Filter if self.people.shown => self.people.filter(""),
            Asked::Filter if self.library.shown => self.library.filter(prompt.asked, ""),
            Asked::Filter => {
                self.reader.filter_list("");
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Whether this is a moment to stop quitting. Notes that are not saved are named once.
    fn stops_to_warn(&mut self) -> bool {
        let stops = self.done && self.overlay.warns();
        if stops {
            self.done = false;
            self.empty_trays();
        }
        stops
    }
}
