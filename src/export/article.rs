//! The JSON of one article: schema `dateline.article/1`.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::annotation::{Article, Entity, EntityId, Figure, Inline, Quote};
use crate::text::{BlockKind, CodePoints, Document, Span, reading_seconds};

type Range = [u32; 2];

/// One article as other programs get it; every range counts code points of `text`.
#[derive(Debug, Serialize)]
pub struct ArticleJson<'a> {
    schema: &'static str,
    id: &'a str,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    language: &'a str,
    text: &'a str,
    blocks: Vec<BlockJson>,
    entities: Vec<EntityJson<'a>>,
    quotes: Vec<QuoteJson<'a>>,
    figures: Vec<FigureJson<'a>>,
    links: Vec<LinkJson<'a>>,
    inline: Vec<InlineJson<'a>>,
    authors: Vec<String>,
    stats: Stats,
}

#[derive(Debug, Serialize)]
struct BlockJson {
    kind: &'static str,
    range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// What an item of an ordered list bears: "7", "c".
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
}

#[derive(Debug, Serialize)]
struct InlineJson<'a> {
    kind: &'static str,
    range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Range>,
}

#[derive(Debug, Serialize)]
struct EntityJson<'a> {
    id: u32,
    kind: &'static str,
    name: &'a str,
    aliases: &'a [String],
    role: Option<&'a str>,
    salience: f64,
    mentions: Vec<MentionJson>,
}

#[derive(Debug, Serialize)]
struct MentionJson {
    range: Range,
    form: &'static str,
}

/// One quotation.
#[derive(Debug, Serialize)]
pub(super) struct QuoteJson<'a> {
    id: u32,
    kind: &'static str,
    parts: Vec<Range>,
    cue: Vec<Range>,
    speaker: Vec<Range>,
    entity: Option<u32>,
    name: Option<&'a str>,
    addressee: Vec<Range>,
    via: Vec<Range>,
    confidence: f64,
    why: &'a str,
    verb: Option<&'a str>,
    act: &'static str,
    polarity: &'static str,
    modality: &'static str,
    source: &'static str,
    speech: bool,
}

#[derive(Debug, Serialize)]
struct FigureJson<'a> {
    kind: &'static str,
    range: Range,
    value: Option<f64>,
    unit: Option<&'a str>,
    iso: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct LinkJson<'a> {
    range: Range,
    url: &'a str,
}

#[derive(Debug, Serialize)]
struct Stats {
    words: usize,
    sentences: u32,
    reading_seconds: u64,
}

/// Puts an article and its analysis into the shape of the contract. `id` is what the caller knows
/// it by.
pub fn article_json<'a>(
    id: &'a str,
    article: &'a Article,
    analysis: &'a Analysis,
) -> ArticleJson<'a> {
    let document = &*article.document;
    let points = CodePoints::new(document.text());
    let ranges = |spans: &[Span]| spans.iter().map(|&span| points.range(span)).collect::<Vec<_>>();
    let words = document.words();
    ArticleJson {
        schema: "dateline.article/1",
        id,
        title: article.title.as_deref(),
        byline: article.byline.as_deref(),
        published: article.published.map(|time| time.to_string()),
        source: article.source.as_deref(),
        language: &analysis.language,
        text: document.text(),
        blocks: blocks(document, &points),
        entities: entities(analysis, &points),
        quotes: analysis
            .quotes
            .iter()
            .enumerate()
            .map(|(id, quote)| quote_json(document, id, quote, ranges))
            .collect(),
        figures: analysis
            .figures
            .iter()
            .map(|(span, figure)| figure_json(points.range(*span), figure))
            .collect(),
        links: article
            .links
            .iter()
            .map(|(span, link)| LinkJson { range: points.range(*span), url: &link.url })
            .collect(),
        inline: inline(article, &points),
        authors: article.authors(),
        stats: Stats {
            words,
            sentences: analysis.sentences,
            reading_seconds: reading_seconds(words),
        },
    }
}

fn blocks(document: &Document, points: &CodePoints<'_>) -> Vec<BlockJson> {
    let json = |kind: BlockKind| match kind {
        BlockKind::Heading(level) => ("heading", Some(level)),
        BlockKind::Paragraph | BlockKind::Byline | BlockKind::Rule => ("paragraph", None),
        BlockKind::ListItem { depth, .. } => ("list_item", Some(depth + 1)),
        BlockKind::BlockQuote { depth } => ("block_quote", Some(depth + 1)),
        BlockKind::Code => ("code", None),
        BlockKind::Table => ("table", None),
        BlockKind::Caption => ("caption", None),
        BlockKind::Media => ("media", None),
        BlockKind::Note => ("note", None),
    };
    let block = |block: &crate::text::Block| {
        let (kind, level) = json(block.kind);
        let number = match block.kind {
            BlockKind::ListItem { number, .. } => number.map(|number| number.to_string()),
            _ => None,
        };
        BlockJson { kind, range: points.range(block.span), level, number }
    };
    document.blocks().iter().map(block).collect()
}

/// What the markup says of words, and the line ends inside blocks that are no code and no table.
fn inline<'a>(article: &'a Article, points: &CodePoints<'_>) -> Vec<InlineJson<'a>> {
    let json = |(span, inline): &'a (Span, Inline)| InlineJson {
        kind: inline.name(),
        range: points.range(*span),
        title: match inline {
            Inline::Abbreviation(long) => Some(long),
            _ => None,
        },
        target: match inline {
            Inline::Note(target) => target.map(|target| points.range(target)),
            _ => None,
        },
    };
    let document = &article.document;
    let kept = document.blocks().iter().filter(|block| !block.kind.keeps_lines());
    let breaks = kept.flat_map(|block| {
        let start = block.span.start();
        document.slice(block.span).match_indices('\n').map(move |(at, _)| {
            let at = start + at as u32;
            InlineJson {
                kind: "line_break",
                range: points.range(Span::new(at, at + 1)),
                title: None,
                target: None,
            }
        })
    });
    let mut all: Vec<InlineJson<'a>> = article.inline.iter().map(json).chain(breaks).collect();
    all.sort_by_key(|inline| inline.range[0]);
    all
}

fn entities<'a>(analysis: &'a Analysis, points: &CodePoints<'_>) -> Vec<EntityJson<'a>> {
    let mut mentions: Vec<Vec<MentionJson>> =
        analysis.entities.iter().map(|_| Vec::new()).collect();
    for (span, mention) in &analysis.mentions {
        mentions[mention.entity.0 as usize]
            .push(MentionJson { range: points.range(*span), form: mention.form.name() });
    }
    let json = |(id, (entity, mentions)): (usize, (&'a Entity, Vec<MentionJson>))| EntityJson {
        id: id as u32,
        kind: entity.kind.name(),
        name: &entity.name,
        aliases: &entity.aliases,
        role: entity.role.as_deref(),
        salience: hundredths(entity.salience),
        mentions,
    };
    analysis.entities.iter().zip(mentions).enumerate().map(json).collect()
}

pub(super) fn quote_json<'a>(
    document: &'a Document,
    id: usize,
    quote: &'a Quote,
    ranges: impl Fn(&[Span]) -> Vec<Range>,
) -> QuoteJson<'a> {
    QuoteJson {
        id: id as u32,
        kind: quote.kind.name(),
        parts: ranges(&quote.parts),
        cue: ranges(&quote.cue),
        speaker: ranges(&quote.speaker),
        entity: quote.entity.map(|EntityId(id)| id),
        name: quote.name.as_deref(),
        addressee: ranges(&quote.addressee),
        via: ranges(&quote.via),
        confidence: hundredths(quote.confidence),
        why: &quote.why,
        verb: quote.verb.map(|verb| document.slice(verb)),
        act: quote.act.name(),
        polarity: quote.polarity.name(),
        modality: quote.modality.name(),
        source: quote.source.name(),
        speech: quote.speech,
    }
}

fn figure_json(range: Range, figure: &Figure) -> FigureJson<'_> {
    FigureJson {
        kind: figure.kind.name(),
        range,
        value: figure.value,
        unit: figure.unit.as_deref(),
        iso: figure.iso.as_deref(),
    }
}

/// Two decimals, so that the JSON is the same on every machine.
fn hundredths(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::article_json;
    use crate::analysis::{Context, analyze};
    use crate::annotation::Article;
    use crate::export::to_json;
    use crate::text::Document;

    #[test]
    fn ranges_count_code_points() {
        let article = Article::of(Document::verbatim("Köln.\nÜber alles.".into()));
        let analysis = analyze(&article.document, &Context::default());
        let json: serde_json::Value =
            serde_json::from_str(&to_json(&article_json("x", &article, &analysis)).expect("json"))
                .expect("json");
        assert_eq!(json["blocks"][1]["range"], serde_json::json!([6, 17]));
        assert_eq!(json["schema"], "dateline.article/1");
        assert_eq!(json["stats"]["words"], 3);
    }
}
