//! The real application without a terminal: keys go in, effects are carried out at once, the screen
//! comes out as text.

mod choosing;
mod footnotes;
mod help;
mod library_room;
mod linear;
mod managing;
mod own;
mod people_room;
mod reader;
mod screens;
mod screens_on_terminals;
mod selection;
mod terminal_model;
mod tutor;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::analysis::{Context, analyze};
use crate::annotation::Article;
use crate::app::library::{Answer, Ask};
use crate::app::{
    App, Change, Effect, Errand, Keymap, Linear, Mouse, MouseAction, Msg, parse_keys, update,
};
use crate::config::{ReadWhen, Settings, Theme};
use crate::input::source::{Source, Trouble};
use crate::input::{Hints, Kind, read};
use crate::librarian::{Counter, Owner};
use crate::library::{ArticleId, Clock, FeedId, Library, NewItem, Subscription};
use crate::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(crate) struct Desk {
    pub app: App,
    articles: Vec<Article>,
    /// Addresses that were asked for to be read here.
    pub read: Vec<String>,
    /// What addresses hold.
    pub pages_of_the_web: Vec<(String, Article)>,
    /// Addresses that the browser was asked to open.
    pub opened: Vec<String>,
    /// Programs that were to be run.
    pub errands: Vec<Errand>,
    /// Words that went to the clipboard.
    pub copied: Vec<String>,
    /// Changes that were asked to be kept.
    pub asked: Vec<Change>,
    /// Keeps them, where a test wants that.
    pub keeper: Option<Kept>,
    /// The reader's own editor.
    pub editor: Option<fn(&str) -> Result<String, String>>,
    /// What the library's thread would have, where there is a library.
    pub counter: Option<Counter>,
    /// Refreshes that were asked for: the feeds, and whether they are asked before their time.
    pub refreshes: Vec<(Vec<FeedId>, bool)>,
    pub stopped_refresh: bool,
    /// Articles whose pages were asked for.
    pub pages: Vec<Vec<ArticleId>>,
}

/// What keeps marks: the library itself, in a file that goes away.
pub(crate) struct Kept {
    pub path: PathBuf,
    owner: Owner,
}

impl Kept {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dateline-{name}-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        Self::at(path)
    }

    /// Keeps in a file that is there already.
    pub(crate) fn at(path: PathBuf) -> Self {
        let owner = Owner::new(path.clone(), ReadWhen::Opened);
        Self { path, owner }
    }

    /// Closes the library and leaves its file.
    pub(crate) fn close(mut self) -> PathBuf {
        self.owner = Owner::new(PathBuf::new(), ReadWhen::Opened);
        std::mem::take(&mut self.path)
    }

    fn answer(&mut self, article: &Article, change: &Change) -> Vec<Msg> {
        let mut answers = Vec::new();
        self.owner.keep(article, change, &mut |answer| answers.push(answer));
        answers
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.path.display()));
        }
    }
}

/// A folder with a library that goes away with the test.
pub(crate) struct Shelves(PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Shelves {
    pub(crate) fn new() -> Self {
        let folder = std::env::temp_dir().join(format!(
            "dateline-room-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    pub(crate) fn home(&self) -> &std::path::Path {
        &self.0
    }

    pub(crate) fn library(&self) -> Library {
        Library::open(&self.0.join("data/library.db")).expect("a library")
    }

    /// Subscribes to a feed that brings articles: their titles and texts, a day apart, the newest
    /// first.
    pub(crate) fn feed(&self, name: &str, articles: &[(&str, &str)]) -> FeedId {
        let mut library = self.library();
        let subscription = Subscription {
            title: name.to_owned(),
            ..Subscription::to(&format!("https://{}.example/feed", host(name)))
        };
        let (feed, _) = library.add_feed(&subscription, clock().now).expect("a feed");
        let item = |(number, (title, text)): (usize, &(&str, &str))| {
            let mut article = article(Kind::Text, &format!("{title}\n\n{text}"));
            article.title = Some((*title).to_owned());
            article.source = Some(format!("https://{}.example/{number}", host(name)));
            article.published =
                Some(clock().now - jiff::SignedDuration::from_hours(24 * number as i64 + feed.0));
            NewItem::new(Some(number.to_string()), article, None)
        };
        let items: Vec<NewItem> = articles.iter().enumerate().map(item).collect();
        library.store_items(feed, &items, clock().now).expect("stored");
        while library.index_pending(100).expect("indexed") > 0 {}
        feed
    }

    /// Analyses everything.
    pub(crate) fn analyse(&self) {
        let mut library = self.library();
        for id in library.unanalysed(1000).expect("numbers") {
            let article = library.article(id).expect("an article");
            let analysis = analyze(&article.document, &Context::default());
            library.save_analysis(Some(id), &article.document, &analysis).expect("saved");
        }
    }
}

impl Drop for Shelves {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The time of all tests with a library.
pub(crate) fn clock() -> Clock {
    Clock { now: "2026-03-01T12:00:00Z".parse().expect("a time"), zone: jiff::tz::TimeZone::UTC }
}

/// An article from text of a kind.
pub(crate) fn article(kind: Kind, text: &str) -> Article {
    let hints = Hints { kind: Some(kind), ..Hints::default() };
    read(text.as_bytes().to_vec(), &hints).expect("the text of a test is an article")
}

pub(crate) fn sample() -> Article {
    article(Kind::Markdown, include_str!("../../assets/sample.md"))
}

impl Desk {
    /// A reader with the sample open, on a screen of this size.
    pub(crate) fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, vec![sample()])
    }

    pub(crate) fn with(width: u16, height: u16, articles: Vec<Article>) -> Self {
        Self::with_settings(width, height, articles, Settings::default())
    }

    pub(crate) fn with_settings(
        width: u16,
        height: u16,
        articles: Vec<Article>,
        settings: Settings,
    ) -> Self {
        let keymap =
            Keymap::preset("default").expect("it comes with the program").expect("it is right");
        Self::with_keys(width, height, articles, settings, keymap)
    }

    pub(crate) fn with_keys(
        width: u16,
        height: u16,
        articles: Vec<Article>,
        settings: Settings,
        keymap: Keymap,
    ) -> Self {
        let sources =
            (0..articles.len()).map(|number| Source::Path(number.to_string().into())).collect();
        let theme = Theme::built_in("terminal").expect("it comes with the program");
        let (app, effects) = App::new(settings, theme, keymap, width, height, sources);
        let mut desk = Self {
            app,
            articles,
            read: Vec::new(),
            pages_of_the_web: Vec::new(),
            opened: Vec::new(),
            errands: Vec::new(),
            copied: Vec::new(),
            asked: Vec::new(),
            keeper: None,
            editor: None,
            counter: None,
            refreshes: Vec::new(),
            stopped_refresh: false,
            pages: Vec::new(),
        };
        desk.carry_out(effects);
        desk
    }

    /// A reader in its library.
    pub(crate) fn in_library(
        width: u16,
        height: u16,
        shelves: &Shelves,
        settings: Settings,
    ) -> Self {
        let counter = Counter::new(shelves.library(), settings.read_when);
        let mut desk = Self::with_settings(width, height, Vec::new(), settings);
        desk.counter = Some(counter);
        let mut effects = desk.app.enter_library();
        effects.extend(desk.app.settle_library());
        desk.carry_out(effects);
        desk
    }

    pub(crate) fn wheel(&mut self, action: MouseAction, column: u16, row: u16) -> &mut Self {
        self.send(Msg::Mouse(Mouse { action, column, row }))
    }

    /// The answers of the library.
    fn ask(&mut self, ask: Ask) -> Vec<Msg> {
        match ask {
            Ask::Refresh { feeds, force } => self.refreshes.push((feeds, force)),
            Ask::Pages(ids) => self.pages.push(ids),
            Ask::StopRefresh => self.stopped_refresh = true,
            ask => {
                let mut answers = Vec::new();
                let Some(counter) = &mut self.counter else {
                    return vec![Msg::Library(Answer::Nothing)];
                };
                counter
                    .answer(ask, &clock(), &|| false, &mut |answer| {
                        answers.push(Msg::Library(answer))
                    })
                    .expect("the library answers");
                return answers;
            }
        }
        Vec::new()
    }

    /// Types keys as the keymap writes them: `"]q"`, `"Space"`, `"^O"`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys).expect("keys") {
            self.send(Msg::Key(key));
        }
        self
    }

    /// Types words at a prompt.
    pub(crate) fn type_words(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            self.send(Msg::Key(crate::app::Key::char(c)));
        }
        self
    }

    /// Presses the button of the mouse and lets it go.
    pub(crate) fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse(MouseAction::Press, column, row).mouse(MouseAction::Release, column, row)
    }

    pub(crate) fn mouse(&mut self, action: MouseAction, column: u16, row: u16) -> &mut Self {
        self.send(Msg::Mouse(Mouse { action, column, row }))
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Msg::Resize { width, height })
    }

    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        let effects = update(&mut self.app, msg);
        self.carry_out(effects);
        self
    }

    /// A line of linear mode, and what is said to it.
    pub(crate) fn line(&mut self, linear: &mut Linear, line: &str) -> Vec<String> {
        let effects = linear.hear(&mut self.app, line);
        self.carry_out(effects);
        linear.say(&mut self.app)
    }

    /// Types keys whose effects are carried out later, as where a thread is slow.
    pub(crate) fn press_only(&mut self, keys: &str) -> Vec<Effect> {
        parse_keys(keys)
            .expect("keys")
            .into_iter()
            .flat_map(|key| update(&mut self.app, Msg::Key(key)))
            .collect()
    }

    pub(crate) fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            let answer = match effect {
                Effect::Read { generation, source: Source::Path(number), whole_page } => {
                    let number: usize = number.to_string_lossy().parse().expect("a number");
                    let article = Article { whole_page, ..self.articles[number].clone() };
                    Msg::Read { generation, whole: true, article: Box::new(Ok(article)) }
                }
                Effect::Read { generation, source: Source::Url(url), .. } => {
                    self.read.push(url.clone());
                    let page = self.pages_of_the_web.iter().find(|(known, _)| *known == url);
                    let article = page
                        .map(|(_, article)| article.clone())
                        .ok_or_else(|| Trouble { message: "page not found".into(), hint: None });
                    Msg::Read { generation, whole: true, article: Box::new(article) }
                }
                Effect::Analyze(article) => {
                    Msg::Analyzed(Arc::new(analyze(&article.document, &Context::of(&article))))
                }
                Effect::Find { generation, document, query, .. } => {
                    Msg::Found { generation, hits: query.all(&document, 10_000), done: true }
                }
                Effect::Library(ask) => {
                    for answer in self.ask(ask) {
                        waiting.extend(update(&mut self.app, answer));
                    }
                    continue;
                }
                Effect::Browse(url) => {
                    self.opened.push(url);
                    continue;
                }
                Effect::Run(errand) => {
                    self.errands.push(errand);
                    continue;
                }
                Effect::Copy(words) => {
                    self.copied.push(words);
                    continue;
                }
                Effect::Keep { article, change } => {
                    self.asked.push(change.clone());
                    for answer in self.keep(&article, &change) {
                        waiting.extend(update(&mut self.app, answer));
                    }
                    continue;
                }
                Effect::Edit(words) => match self.editor {
                    Some(edit) => Msg::Edited(edit(&words)),
                    None => continue,
                },
                _ => continue,
            };
            waiting.extend(update(&mut self.app, answer));
        }
    }

    /// Keeps what is kept about a text: in the library that is shown, or beside it.
    fn keep(&mut self, article: &Article, change: &Change) -> Vec<Msg> {
        if let Some(keeper) = &mut self.keeper {
            return keeper.answer(article, change);
        }
        let Some(counter) = &mut self.counter else { return Vec::new() };
        let mut answers = Vec::new();
        let kept = counter.keep(article, change.clone(), &mut |answer| {
            answers.push(Msg::Library(answer));
        });
        answers.push(Msg::Kept(Box::new(kept.expect("it is kept"))));
        answers
    }

    /// The screen as text, a line a row, without spaces at the ends.
    pub(crate) fn screen(&self) -> String {
        let mut buffer = Buffer::empty(Rect::new(
            0,
            0,
            self.app.reader.panels.width,
            self.app.reader.panels.height,
        ));
        view::draw(&self.app, &mut buffer);
        let mut lines = Vec::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += crate::text::cell_width(symbol).max(1) as u16;
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    /// The row and column where words stand on the screen, from 0.
    pub(crate) fn find(&self, words: &str) -> Option<(u16, u16)> {
        let screen = self.screen();
        screen.lines().enumerate().find_map(|(row, line)| {
            let at = line.find(words)?;
            Some((crate::text::cell_width(&line[..at]) as u16, row as u16))
        })
    }
}

/// A name as the first part of a host's.
fn host(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}
