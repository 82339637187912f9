//! What is at hand, in plain sentences: no columns, no signs, no colours.

use crate::annotation::{Attribution, EntityId, Mention, Quote};
use crate::app::reader::said;
use crate::app::{App, Footnote, Reading};
use crate::text::{BlockKind, Segments, Span, clean_line, count_words, reading_seconds};

/// What the reader has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtHand {
    Block(usize),
    Quote(u32),
    Entity(EntityId),
    Mention(Span),
    Link(Span),
    Figure(Span),
    Hit(Span),
    Place(Span),
    /// An article in the library's list, by its place there.
    Listed(usize),
    /// The beginning of that article.
    Preview(usize),
    /// A row of the library's first panel.
    Feed(usize),
    Selected(Span),
}

/// An article in the library's list.
pub(super) fn listed(app: &App, at: usize) -> String {
    let list = &app.library.list;
    let Some(row) = list.row(at) else { return "The list is empty.".into() };
    let mut words = format!("Article {} of {}: {}", at + 1, list.ids.len(), sentence(&row.title));
    let mut facts: Vec<String> = row
        .source
        .iter()
        .map(|source| clean_line(source))
        .filter(|source| !source.is_empty())
        .collect();
    facts.extend(row.at.to_string().get(..10).map(str::to_owned));
    facts.push(count(row.words as usize, "word"));
    facts.push(if row.unread { "unread".into() } else { "read".into() });
    facts.extend(row.starred.then(|| "starred".to_owned()));
    facts.extend((row.marks > 0).then(|| count(row.marks as usize, "mark")));
    facts.extend((row.tags > 0).then(|| count(row.tags as usize, "tag")));
    facts.extend((row.versions > 1).then(|| "changed since".to_owned()));
    facts.extend(row.teaser.map(|why| format!("only a teaser, {}", why.words())));
    facts.extend(list.flags.contains(&row.id).then(|| "flagged".to_owned()));
    words.push_str(&format!(" {}", sentence(&facts.join(", "))));
    words
}

/// The beginning of the article under the cursor of the library's list.
pub(super) fn preview(app: &App) -> Vec<String> {
    /// So many blocks say what it is about.
    const BLOCKS: usize = 4;
    let Some(preview) = &app.library.preview else {
        return vec!["There is no preview yet.".into()];
    };
    let blocks = preview.reading.article.document.blocks().len().min(BLOCKS);
    (0..blocks).map(|index| block(&preview.reading, index)).collect()
}

/// "3 names", "1 name".
pub(super) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// "2 minutes", "1 hour 5 minutes".
fn minutes(minutes: u64) -> String {
    let (hours, rest) = ((minutes / 60) as usize, (minutes % 60) as usize);
    match (hours, rest) {
        (0, rest) => count(rest, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, rest) => format!("{} {}", count(hours, "hour"), count(rest, "minute")),
    }
}

/// Words as a sentence: with a capital and a stop. A word of one letter that begins it may be a key
/// and stays as it is.
pub(super) fn sentence(words: &str) -> String {
    let words = clean_line(words);
    let mut letters = words.chars();
    let capital = |c: char| -> String {
        let is_key = words.chars().nth(1).is_none_or(|next| next == ' ') && c != 'a';
        if is_key { c.to_string() } else { c.to_uppercase().collect() }
    };
    let first: String = letters.next().map(capital).unwrap_or_default();
    let stop = if words.ends_with(['.', '!', '?', '”', '"', ':']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// What a new article is.
pub(super) fn opening(app: &App, reading: &Reading) -> Vec<String> {
    let article = &reading.article;
    let document = &article.document;
    let mut said = vec![match &article.title {
        Some(title) => sentence(title),
        None => sentence(article.source.as_deref().unwrap_or("an article without a title")),
    }];
    let mut facts = Vec::new();
    facts.extend(article.byline.as_ref().map(|byline| format!("by {byline}")));
    facts.extend(article.published.and_then(|time| time.to_string().get(..10).map(str::to_owned)));
    facts.push(count(document.words(), "word"));
    facts.push(minutes(reading_seconds(document.words()).div_ceil(60)));
    facts.push(count(document.paragraphs(), "paragraph"));
    if let Some(analysis) = &reading.analysis {
        facts.push(count(analysis.entities.len(), "name"));
        let speech = analysis.quotes.iter().filter(|quote| quote.speech).count();
        facts.push(count(speech, "quotation"));
    }
    let marks = reading.marks.all.len();
    facts.extend((marks > 0).then(|| count(marks, "mark")));
    said.push(sentence(&facts.join(", ")));
    if app.reader.shelf.sources.len() > 1 {
        said.push(format!(
            "Article {} of {}.",
            app.reader.shelf.at + 1,
            app.reader.shelf.sources.len()
        ));
    }
    if reading.partial {
        said.push("The rest of this text is still being read.".into());
    }
    said
}

/// Title, place, what is left.
pub(super) fn place(reading: &Reading) -> String {
    let document = &reading.article.document;
    let title = reading
        .article
        .title
        .as_deref()
        .or(reading.article.source.as_deref())
        .unwrap_or("an article without a title");
    let at = document.paragraph_number(reading.panel.cursor);
    let rest = document
        .blocks()
        .iter()
        .skip(reading.panel.block())
        .map(|block| count_words(document.slice(block.span)))
        .sum();
    format!(
        "{} Paragraph {at} of {}, {} left.",
        sentence(title),
        document.paragraphs(),
        minutes(reading_seconds(rest).div_ceil(60))
    )
}

/// A block with its number or kind, and what is marked in it.
pub(super) fn block(reading: &Reading, index: usize) -> String {
    let document = &reading.article.document;
    let Some(block) = document.blocks().get(index) else { return "The article is empty.".into() };
    let words = clean_line(document.slice(block.span));
    let number = document.paragraph_number(block.span.start());
    let label = match block.kind {
        BlockKind::Heading(1) => "Title".into(),
        BlockKind::Heading(_) => "Heading".into(),
        BlockKind::Byline => "Byline".into(),
        BlockKind::Paragraph => format!("Paragraph {number} of {}", document.paragraphs()),
        BlockKind::ListItem { number: Some(item), .. } => {
            format!("Paragraph {number}, item {item}")
        }
        BlockKind::ListItem { .. } => format!("Paragraph {number}, list item"),
        BlockKind::BlockQuote { .. } => format!("Paragraph {number}, quotation set apart"),
        BlockKind::Code => format!("Paragraph {number}, code"),
        BlockKind::Table => format!("Paragraph {number}, table"),
        BlockKind::Caption => format!("Paragraph {number}, caption"),
        BlockKind::Note => format!("Paragraph {number}, note"),
        BlockKind::Media => "Not text".into(),
        BlockKind::Rule => "Break".into(),
    };
    let mut said = format!("{label}: {words}");
    if reading.marks.within(block.span).next().is_some()
        && !said.ends_with(['.', '!', '?', '”', '"', ':'])
    {
        said.push('.');
    }
    for (_, mark) in reading.marks.within(block.span) {
        let kind = match mark.kind.letter() {
            Some(letter) => format!("Mark {letter}"),
            None => sentence(mark.kind.name()).trim_end_matches('.').to_owned(),
        };
        said.push_str(&if mark.note.is_empty() {
            format!(" {kind}.")
        } else {
            format!(" {kind}: {}", sentence(&mark.note))
        });
    }
    said
}

/// A quotation in one sentence, without its number.
pub(super) fn quote(reading: &Reading, quote: &Quote) -> String {
    let article = &reading.article;
    let told = Attribution::of(&article.document, quote);
    let doubt = if quote.is_doubtful() { ", perhaps" } else { "" };
    let paragraph = article.document.paragraph_number(quote.start());
    let kind = match quote.kind.name() {
        "indirect" => "reported",
        kind => kind,
    };
    format!("{told}{doubt}, {kind}, paragraph {paragraph}: {}", said(article, quote))
}

/// A note of the article, with its words.
pub(super) fn footnote(reading: &Reading, footnote: Footnote) -> String {
    let words = clean_line(&reading.note_words(footnote.place));
    format!("note {}: {words}", reading.note_name(footnote))
}

/// All about an entity.
pub(super) fn entity(reading: &Reading, id: EntityId) -> String {
    let Some(analysis) = &reading.analysis else { return String::new() };
    let entity = analysis.entity(id);
    let mentions: Vec<Span> = mentions_of(reading, id);
    let quotes = analysis.said_by(id);
    let mut words = format!("{}, {}", entity.name, entity.kind.name());
    words.extend(entity.role.iter().map(|role| format!(", {role}")));
    if !entity.aliases.is_empty() {
        words.push_str(&format!(", also {}", entity.aliases.join(", ")));
    }
    words.push_str(&format!(". {}", count(mentions.len(), "mention")));
    if let Some(first) = mentions.first() {
        words.push_str(&format!(
            ", first in paragraph {}",
            reading.article.document.paragraph_number(first.start())
        ));
    }
    words.push_str(&format!(", {}.", count(quotes, "quotation")));
    words
}

fn mentions_of(reading: &Reading, id: EntityId) -> Vec<Span> {
    let of_entity = |(span, mention): &(Span, Mention)| (mention.entity == id).then_some(*span);
    reading
        .analysis
        .iter()
        .flat_map(|analysis| analysis.mentions.iter().filter_map(of_entity))
        .collect()
}

/// The sentence around a place, else its block.
pub(super) fn around(reading: &Reading, segments: &Segments, span: Span) -> String {
    let document = &reading.article.document;
    let sentence = segments.sentence_at(span.start()).map(|at| segments.sentences[at].span);
    let held = sentence
        .or_else(|| document.blocks().get(document.block_at(span.start())).map(|block| block.span));
    held.map(|span| clean_line(document.slice(span))).unwrap_or_default()
}

/// What the reader has come to, in a sentence.
pub(super) fn at_hand(reading: &Reading, segments: &Segments, at: AtHand) -> String {
    let document = &reading.article.document;
    let words = |span: Span| clean_line(document.slice(span));
    let paragraph = |span: Span| document.paragraph_number(span.start());
    let around = |span: Span| around(reading, segments, span);
    match (at, &reading.analysis) {
        (AtHand::Block(index), _) => block(reading, index),
        (AtHand::Quote(number), Some(analysis)) => match analysis.quotes.get(number as usize) {
            Some(held) => format!(
                "Quotation {} of {}, {}",
                number + 1,
                analysis.quotes.len(),
                quote(reading, held)
            ),
            None => String::new(),
        },
        (AtHand::Entity(id), _) => entity(reading, id),
        (AtHand::Mention(span), Some(analysis)) => {
            let Some((_, mention)) = analysis.mentions.at(span.start()).last() else {
                return words(span);
            };
            let all = mentions_of(reading, mention.entity);
            let number = all.iter().position(|at| *at == span).map_or(0, |at| at + 1);
            format!(
                "{}, mention {number} of {}, paragraph {}: {}",
                analysis.entity(mention.entity).name,
                all.len(),
                paragraph(span),
                around(span)
            )
        }
        (AtHand::Link(span), _) => {
            let url = reading
                .article
                .links
                .at(span.start())
                .next()
                .map(|(_, link)| clean_line(&link.url))
                .unwrap_or_default();
            format!("Link {}, to {url}, paragraph {}.", words(span), paragraph(span))
        }
        (AtHand::Selected(span), _) => {
            let number = count_words(document.slice(span));
            format!(
                "Selected, {}, paragraph {}: {}",
                count(number, "word"),
                paragraph(span),
                words(span)
            )
        }
        (AtHand::Figure(span), _) => {
            format!("{}, paragraph {}: {}", words(span), paragraph(span), around(span))
        }
        (AtHand::Hit(span), _) => {
            let progress = reading.search.as_ref().map_or_else(String::new, |search| {
                let number = search.hits.partition_point(|hit| *hit < span) + 1;
                format!(
                    "{number} of {}{}",
                    search.hits.len(),
                    if search.done { "" } else { " and more" }
                )
            });
            format!("Hit {progress}, paragraph {}: {}", paragraph(span), around(span))
        }
        (AtHand::Place(span) | AtHand::Mention(span), _) => {
            format!("{}, paragraph {}: {}", words(span), paragraph(span), around(span))
        }
        (AtHand::Quote(_), None)
        | (AtHand::Listed(_) | AtHand::Preview(_) | AtHand::Feed(_), _) => String::new(),
    }
}
