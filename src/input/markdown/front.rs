//! The front matter of Markdown, and what the text says of it again.

use pulldown_cmark::Event;

use super::Page;
use crate::input::date::parse_date;
use crate::text::BlockKind;

impl Page<'_> {
    /// Title, author and date between the lines at the top; they are read, not shown as they stand.
    pub(super) fn front_matter(&mut self) {
        let front = self.front.take().unwrap_or_default();
        for line in front.lines().take(200) {
            let Some((key, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            let is_plain = !value.is_empty() && !value.starts_with(['[', '{', '|', '>', '&', '*']);
            match key.trim().to_ascii_lowercase().as_str() {
                "title" if is_plain && self.title.is_none() => {
                    self.assembly.block(BlockKind::Heading(1), value);
                    self.title = Some(value.to_owned());
                }
                "author" | "byline" if is_plain && self.assembly.byline.is_none() => {
                    let names = without_by(value);
                    self.assembly.block(BlockKind::Byline, &format!("By {names}"));
                    self.assembly.byline = Some(names.to_owned());
                }
                "date" | "published" | "pubdate" if self.assembly.published.is_none() => {
                    self.assembly.published = parse_date(value)
                }
                "lang" | "language" if is_plain && value.len() < 20 => {
                    self.assembly.language = Some(value.to_owned())
                }
                _ => {}
            }
        }
        let told = [&self.title, &self.assembly.byline];
        self.may_repeat = told.into_iter().flatten().count() as u8;
    }

    /// Whether a block's words are those of the title or of the author.
    pub(super) fn was_told(&self, block: &[Event<'_>]) -> bool {
        let words: String = block
            .iter()
            .map(|event| match event {
                Event::Text(words) | Event::Code(words) => words.as_ref(),
                Event::SoftBreak | Event::HardBreak => " ",
                _ => "",
            })
            .collect();
        let told = |told: &Option<String>| {
            told.as_deref().is_some_and(|told| same_words(told, without_by(&words)))
        };
        told(&self.title) || told(&self.assembly.byline)
    }
}

/// "Ana Ruiz" of "By Ana Ruiz".
fn without_by(line: &str) -> &str {
    let line = line.trim();
    match line.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => line[3..].trim_start(),
        _ => line,
    }
}

/// Whether two lines have the same letters and digits, whatever their case and signs are.
fn same_words(one: &str, other: &str) -> bool {
    fn letters(line: &str) -> impl Iterator<Item = char> {
        line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other)) && letters(one).next().is_some()
}
