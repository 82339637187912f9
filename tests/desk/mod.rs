//! The real application without a terminal: keys go in, effects are carried out at once, the screen comes out as text.

#![allow(dead_code, reason = "each test uses what it needs of this")]

use std::collections::VecDeque;
use std::sync::Arc;

use dateline::analysis::{Context, analyze};
use dateline::annotation::Article;
use dateline::app::{App, Effect, Keymap, Mouse, MouseAction, Msg, Source, parse_keys, update};
use dateline::config::{Settings, Theme};
use dateline::input::{Hints, Kind, read};
use dateline::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub struct Desk {
    pub app: App,
    articles: Vec<Article>,
    /// Addresses that the browser was asked to open.
    pub opened: Vec<String>,
}

/// An article from text of a kind.
pub fn article(kind: Kind, text: &str) -> Article {
    let hints = Hints { kind: Some(kind), ..Hints::default() };
    read(text.as_bytes().to_vec(), &hints).expect("the text of a test is an article")
}

pub fn sample() -> Article {
    article(Kind::Markdown, include_str!("../../assets/sample.md"))
}

impl Desk {
    /// A reader with the sample open, on a screen of this size.
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, vec![sample()])
    }

    pub fn with(width: u16, height: u16, articles: Vec<Article>) -> Self {
        Self::with_settings(width, height, articles, Settings::default())
    }

    pub fn with_settings(width: u16, height: u16, articles: Vec<Article>, settings: Settings) -> Self {
        let sources = (0..articles.len()).map(|number| Source::Path(number.to_string().into())).collect();
        let theme = Theme::built_in("terminal").expect("it comes with the program");
        let keymap = Keymap::preset("default").expect("it comes with the program").expect("it is right");
        let (app, effects) = App::new(settings, theme, keymap, width, height, sources);
        let mut desk = Self { app, articles, opened: Vec::new() };
        desk.carry_out(effects);
        desk
    }

    /// Types keys as the keymap writes them: `"]q"`, `"Space"`, `"^O"`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys).expect("keys") {
            self.send(Msg::Key(key));
        }
        self
    }

    /// Types words at a prompt.
    pub fn type_words(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            self.send(Msg::Key(dateline::app::Key::char(c)));
        }
        self
    }

    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.send(Msg::Mouse(Mouse { action: MouseAction::Press, column, row }))
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Msg::Resize { width, height })
    }

    pub fn send(&mut self, msg: Msg) -> &mut Self {
        let effects = update(&mut self.app, msg);
        self.carry_out(effects);
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            let answer = match effect {
                Effect::Read { generation, source: Source::Path(number) } => {
                    let number: usize = number.to_string_lossy().parse().expect("a number");
                    Msg::Read { generation, whole: true, article: Box::new(Ok(self.articles[number].clone())) }
                }
                Effect::Analyze(article) => {
                    let context = Context { published: article.published, language: article.language.clone() };
                    Msg::Analyzed(Arc::new(analyze(&article.document, &context)))
                }
                Effect::Find { generation, document, query, .. } => Msg::Found { generation, hits: query.all(&document, 10_000), done: true },
                Effect::Browse(url) => {
                    self.opened.push(url);
                    continue;
                }
                _ => continue,
            };
            waiting.extend(update(&mut self.app, answer));
        }
    }

    /// The screen as text, a line a row, without spaces at the ends.
    pub fn screen(&self) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.app.panels.width, self.app.panels.height));
        view::draw(&self.app, &mut buffer);
        let mut lines = Vec::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += dateline::text::cell_width(symbol).max(1) as u16;
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    /// The row and column where words stand on the screen, from 0.
    pub fn find(&self, words: &str) -> Option<(u16, u16)> {
        let screen = self.screen();
        screen.lines().enumerate().find_map(|(row, line)| {
            let at = line.find(words)?;
            Some((dateline::text::cell_width(&line[..at]) as u16, row as u16))
        })
    }
}
