//! Lists of which one is chosen: what stands in them, and what choosing does.

use super::geometry::{Area, Panel, pager_area};
use super::message::{Effect, Source};
use super::overlay::{Choice, Chooser, Choosing, Chosen, Popup};
use super::prompt::{Asked, Prompt};
use super::state::App;
use crate::config::{SETTINGS, Setting, Takes, Theme, parse_value, with_setting};
use crate::text::{BlockKind, clean_line, fitting, reading_seconds};

/// Settings that a running reader takes over at once; the others count from the next start.
fn is_live(setting: &Setting) -> bool {
    !matches!(setting.key, "mouse" | "read_when" | "keys.preset")
        && !setting.key.starts_with("network.")
}

impl App {
    /// The sections of the article, each with where it is and how long it takes.
    pub(super) fn open_contents(&mut self) {
        let rows = self.contents();
        if rows.is_empty() {
            return self.refuse("no article is open");
        }
        self.overlay.popup = Some(Popup::Chooser(Chooser::new(Choosing::Contents, rows)));
    }

    fn contents(&self) -> Vec<Choice> {
        let Some(reading) = &self.reader.reading else { return Vec::new() };
        let document = &reading.article.document;
        let is_head = |kind: &BlockKind| matches!(kind, BlockKind::Heading(_));
        let heads: Vec<_> = document.blocks().iter().filter(|block| is_head(&block.kind)).collect();
        // Without sections the paragraphs are the contents.
        let parts = if heads.len() > 1 { heads } else { document.blocks().iter().collect() };
        let end = u64::from(document.span().end().max(1));
        let cursor = reading.panel.cursor;
        let here = parts.iter().rposition(|block| block.span.start() <= cursor);
        let row = |(index, block): (usize, &&crate::text::Block)| {
            let start = block.span.start();
            let next = parts.get(index + 1).map_or(document.span().end(), |next| next.span.start());
            let share = u64::from(next - start) as usize;
            let words = document.words() * share / end as usize;
            let indent = match block.kind {
                BlockKind::Heading(level) => usize::from(level.saturating_sub(1)) * 2,
                _ => 0,
            };
            Choice {
                label: format!("{}{}", " ".repeat(indent), clean_line(document.slice(block.span))),
                detail: format!(
                    "¶{} · {} % · {} min",
                    document.paragraph_number(start),
                    u64::from(start) * 100 / end,
                    reading_seconds(words).div_ceil(60)
                ),
                marked: here == Some(index),
                does: Chosen::Place(start),
            }
        };
        parts.iter().enumerate().map(row).collect()
    }

    /// The inputs, and the articles of the library that were opened in this window, newest first.
    pub(super) fn open_list_of_open(&mut self) {
        let shelf = &self.reader.shelf;
        let here = self.reader.opened().map(|opened| opened.id);
        let inputs = shelf.sources.iter().enumerate().map(|(number, source)| Choice {
            label: source.name(),
            detail: String::new(),
            marked: here.is_none() && number == shelf.at,
            does: Chosen::Input(number),
        });
        let articles = self.library.recent.iter().map(|(id, title)| Choice {
            label: clean_line(title),
            detail: "library".into(),
            marked: here == Some(*id),
            does: Chosen::Article(*id),
        });
        let rows: Vec<Choice> = inputs.chain(articles).collect();
        if rows.is_empty() {
            return self.refuse("no article was opened yet");
        }
        self.overlay.popup = Some(Popup::Chooser(Chooser::new(Choosing::Open, rows)));
    }

    /// The themes; the one under the cursor is shown at once.
    pub(super) fn open_themes(&mut self) {
        let own = self.themes.iter().map(|theme| (theme.name.clone(), "yours"));
        let built_in = Theme::built_in_names().map(|name| (name.to_owned(), ""));
        let rows = built_in.chain(own).map(|(name, detail)| Choice {
            marked: name == self.theme.name,
            label: name.clone(),
            detail: detail.to_owned(),
            does: Chosen::Theme(name),
        });
        let chooser = Chooser::new(Choosing::Themes, rows.collect());
        self.overlay.popup = Some(Popup::Chooser(chooser));
    }

    pub(super) fn open_settings(&mut self) {
        let chooser = Chooser::new(Choosing::Settings, self.setting_rows());
        self.overlay.popup = Some(Popup::Chooser(chooser));
    }

    fn setting_rows(&self) -> Vec<Choice> {
        let row = |setting: &'static Setting| Choice {
            label: setting.key.to_owned(),
            detail: format!(
                "{} · {}",
                setting.value(&self.settings).unwrap_or_else(|| "not set".into()),
                setting.what
            ),
            marked: false,
            does: Chosen::Setting(setting),
        };
        SETTINGS.iter().map(row).collect()
    }

    /// Does what the row under the cursor of a list means.
    pub(super) fn choose(&mut self) -> Vec<Effect> {
        let Some(Popup::Chooser(chooser)) = &self.overlay.popup else { return Vec::new() };
        let Some(chosen) = chooser.chosen().map(|choice| choice.does.clone()) else {
            return Vec::new();
        };
        let stays = matches!(chosen, Chosen::Setting(_) | Chosen::FeedField(..) | Chosen::Nothing);
        if !stays {
            self.overlay.popup = None;
        }
        match chosen {
            Chosen::Place(at) => {
                self.reader.focus(Panel::Article);
                if let Some(reading) = &mut self.reader.reading {
                    reading.panel.jump(at);
                }
                Vec::new()
            }
            Chosen::Input(number) => self.open_input(number),
            Chosen::Article(id) => self.open_kept(id),
            Chosen::Theme(name) => {
                self.theme_before = None;
                let setting = SETTINGS.iter().find(|setting| setting.key == "theme");
                setting.map_or_else(Vec::new, |setting| {
                    self.keep_setting(setting, toml::Value::String(name))
                })
            }
            Chosen::Setting(setting) => self.choose_setting(setting),
            Chosen::Nothing => Vec::new(),
            Chosen::Feed(id) => vec![Effect::Library(super::message::Ask::Feed(id))],
            Chosen::FeedField(id, field, now) => self.change_feed(id, field, &now),
        }
    }

    fn open_input(&mut self, number: usize) -> Vec<Effect> {
        let mut effects = self.reader.leave_desk();
        (self.library.shown, self.story.shown, self.people.shown) = (false, false, false);
        if self.reader.opened().is_some() {
            (self.reader.reading, self.reader.parked) = (None, None);
        }
        effects.extend(self.reader.open(number));
        effects
    }

    /// Opens a file or an address that was typed, behind the input that is open.
    pub(super) fn open_typed(&mut self, words: &str) -> Vec<Effect> {
        let words = words.trim();
        if words.is_empty() || words == "-" {
            return Vec::new();
        }
        let shelf = &mut self.reader.shelf;
        let at = (shelf.at + 1).min(shelf.sources.len());
        shelf.sources.insert(at, Source::from_argument(words.as_ref()));
        self.open_input(at)
    }

    /// Flags and words of a few turn at once; other values are asked for.
    fn choose_setting(&mut self, setting: &'static Setting) -> Vec<Effect> {
        let now = setting.value(&self.settings).and_then(|value| parse_value(&value));
        let next = match (setting.takes, &now) {
            _ if setting.key == "theme" => {
                self.open_themes();
                return Vec::new();
            }
            (Takes::Flag, Some(toml::Value::Boolean(flag))) => Some(toml::Value::Boolean(!flag)),
            (Takes::OneOf(words), Some(toml::Value::String(word))) => {
                let at = words.iter().position(|known| known == word).map_or(0, |at| at + 1);
                words.get(at % words.len()).map(|word| toml::Value::String((*word).to_owned()))
            }
            _ => None,
        };
        match next {
            Some(value) => self.keep_setting(setting, value),
            None => {
                let words = match now {
                    Some(toml::Value::String(words)) => words,
                    other => other.map(|value| value.to_string()).unwrap_or_default(),
                };
                self.overlay.prompt = Some(Prompt::new(Asked::Setting(setting), &words));
                Vec::new()
            }
        }
    }

    /// A value was typed: it is kept if the setting takes it, else it is asked for again.
    pub(super) fn answer_setting(&mut self, setting: &'static Setting, words: &str) -> Vec<Effect> {
        let own = parse_value(words).filter(|value| setting.takes.refuse(value).is_none());
        let value = own.unwrap_or_else(|| match setting.takes {
            Takes::List => toml::Value::Array(
                words.split_whitespace().map(|word| toml::Value::String(word.into())).collect(),
            ),
            _ => toml::Value::String(words.to_owned()),
        });
        if let Some(why) = setting.takes.refuse(&value) {
            self.overlay.prompt = Some(Prompt::new(Asked::Setting(setting), words));
            self.notice = Some(super::message::Notice::alarm(format!("{} {why}", setting.key)));
            return Vec::new();
        }
        self.keep_setting(setting, value)
    }

    /// Takes a setting over and has it written.
    fn keep_setting(&mut self, setting: &'static Setting, value: toml::Value) -> Vec<Effect> {
        self.settings = with_setting(&self.settings, setting, &value);
        let when = if is_live(setting) { "" } else { "; it counts from the next start" };
        let shown = fitting(&value.to_string(), 40).to_owned();
        self.tell(format!("{} = {shown} is kept in config.toml{when}", setting.key));
        let rows = self.setting_rows();
        if let Some(Popup::Chooser(chooser)) = &mut self.overlay.popup
            && chooser.of == Choosing::Settings
        {
            chooser.refill(rows);
        }
        vec![Effect::KeepSetting { setting, value }]
    }

    /// Shows the theme under the cursor of the list of themes, and what was shown before where that
    /// is closed.
    pub(super) fn show_chosen_theme(&mut self) {
        let chosen = match &self.overlay.popup {
            Some(Popup::Chooser(chooser)) => chooser.chosen().and_then(|choice| {
                if let Chosen::Theme(name) = &choice.does { Some(name.clone()) } else { None }
            }),
            _ => None,
        };
        let Some(name) = chosen else {
            if let Some(before) = self.theme_before.take() {
                self.theme = before;
            }
            return;
        };
        if self.theme_before.is_none() {
            self.theme_before = Some(self.theme.clone());
        }
        let own = self.themes.iter().find(|theme| theme.name == name).cloned();
        if self.theme.name != name
            && let Some(mut theme) = Theme::built_in(&name).or(own)
        {
            theme.lie_on(self.theme.ground());
            self.theme = theme;
        }
    }

    /// The row of a list at a row of the screen is under the cursor now; true where there is one.
    pub(super) fn point_at_choice(&mut self, column: u16, row: u16) -> bool {
        let area = self.chooser_area();
        let Some(Popup::Chooser(chooser)) = &mut self.overlay.popup else { return false };
        let inner = area.inner();
        let at = chooser.top(usize::from(inner.height)) + usize::from(row.saturating_sub(inner.y));
        let there = inner.contains(column, row) && at < chooser.rows.len();
        if there {
            chooser.list.at = at;
        }
        there
    }

    /// Where a list lies, its frame counted in; a theme is to be seen beside it.
    pub fn chooser_area(&self) -> Area {
        let panels = &self.reader.panels;
        let Some(Popup::Chooser(chooser)) = &self.overlay.popup else { return Area::default() };
        let rows = chooser.rows.len().max(1) as u16 + 2;
        match chooser.of {
            Choosing::Themes => panels.corner(44, rows),
            _ => {
                let area = pager_area(panels.width, panels.height);
                Area { height: rows.min(area.height), ..area }
            }
        }
    }
}
