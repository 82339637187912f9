//! An article's text as the file keeps it: text, blocks, links and what the markup says, packed.

use super::pack::{Packer, Unpacker};
use crate::annotation::{Article, Inline, Layer, Link};
use crate::text::{Block, BlockKind, Document, Numeral, Ordinal};

/// First number of every packed body. Bodies of form 1 are read too: theirs know three kinds of
/// [`Inline`] and no notes.
const FORM: u64 = 2;
const FIRST_FORM: u64 = 1;

/// What of an article goes into its body.
pub(super) struct Body {
    pub document: Document,
    pub links: Layer<Link>,
    pub inline: Layer<Inline>,
}

pub(super) fn pack(article: &Article) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.number(FORM).text(article.document.text());
    let mut base = 0;
    packer.number(article.document.blocks().len() as u64);
    for block in article.document.blocks() {
        let (kind, more) = kind_number(block.kind);
        packer.number(kind).number(more).span(block.span, &mut base);
    }
    base = 0;
    packer.number(article.links.len() as u64);
    for (span, link) in &article.links {
        packer.span(*span, &mut base).text(&link.url);
    }
    base = 0;
    packer.number(article.inline.len() as u64);
    for (span, inline) in &article.inline {
        packer.span(*span, &mut base).number(inline_number(inline));
        match inline {
            Inline::Abbreviation(long) => drop(packer.text(long)),
            Inline::Note(target) => match target {
                Some(target) => drop(packer.number(1).span(*target, &mut 0)),
                None => drop(packer.number(0)),
            },
            _ => {}
        }
    }
    packer.finish()
}

/// Reads what [`pack`] wrote of a text with this hash; `None` where it is damaged, or where its
/// text
/// is another.
pub(super) fn unpack(packed: &[u8], hash: &[u8]) -> Option<Body> {
    let mut unpacker = Unpacker::new(packed)?;
    if !(FIRST_FORM..=FORM).contains(&unpacker.number()?) {
        return None;
    }
    let text = unpacker.text()?;
    let mut base = 0;
    let blocks = (0..unpacker.count()?)
        .map(|_| {
            let kind = kind_of(unpacker.number()?, unpacker.number()?)?;
            Some(Block { kind, span: unpacker.raw_span(&mut base)? })
        })
        .collect::<Option<Vec<_>>>()?;
    let document = Document::restore(text, blocks)?;
    if document.hash().as_bytes() != hash {
        return None;
    }
    base = 0;
    let links = (0..unpacker.count()?)
        .map(|_| Some((unpacker.span(&mut base, &document)?, Link { url: unpacker.text()? })))
        .collect::<Option<Vec<_>>>()?;
    base = 0;
    let inline = (0..unpacker.count()?)
        .map(|_| {
            let span = unpacker.span(&mut base, &document)?;
            Some((span, inline_of(&mut unpacker, &document)?))
        })
        .collect::<Option<Vec<_>>>()?;
    let (links, inline) = (Layer::new(&document, links), Layer::new(&document, inline));
    Some(Body { document, links, inline })
}

fn inline_number(inline: &Inline) -> u64 {
    match inline {
        Inline::Emphasis => 0,
        Inline::Strong => 1,
        Inline::Code => 2,
        Inline::Superscript => 3,
        Inline::Subscript => 4,
        Inline::Deleted => 5,
        Inline::Inserted => 6,
        Inline::Quotation => 7,
        Inline::Abbreviation(_) => 8,
        Inline::Note(_) => 9,
    }
}

fn inline_of(unpacker: &mut Unpacker, document: &Document) -> Option<Inline> {
    Some(match unpacker.number()? {
        0 => Inline::Emphasis,
        1 => Inline::Strong,
        2 => Inline::Code,
        3 => Inline::Superscript,
        4 => Inline::Subscript,
        5 => Inline::Deleted,
        6 => Inline::Inserted,
        7 => Inline::Quotation,
        8 => Inline::Abbreviation(unpacker.text()?),
        9 if unpacker.number()? == 0 => Inline::Note(None),
        9 => Inline::Note(Some(unpacker.span(&mut 0, document)?)),
        _ => return None,
    })
}

fn kind_number(kind: BlockKind) -> (u64, u64) {
    match kind {
        BlockKind::Paragraph => (0, 0),
        BlockKind::Heading(level) => (1, u64::from(level)),
        BlockKind::Byline => (2, 0),
        BlockKind::ListItem { depth, number } => (3, u64::from(depth) | item_number(number)),
        BlockKind::BlockQuote { depth } => (4, u64::from(depth)),
        BlockKind::Code => (5, 0),
        BlockKind::Table => (6, 0),
        BlockKind::Caption => (7, 0),
        BlockKind::Media => (8, 0),
        BlockKind::Note => (9, 0),
        BlockKind::Rule => (10, 0),
    }
}

/// Where the magnitude of an item's number stands, from 1 as 0 says that there is none.
const MAGNITUDE: u32 = 8;
/// The bit of a number below zero.
const NEGATIVE: u32 = 41;
/// Where the kind of numeral stands.
const NUMERAL: u32 = 42;

fn item_number(number: Option<Ordinal>) -> u64 {
    let Some(Ordinal { value, numeral }) = number else { return 0 };
    let kind = Numeral::ALL.iter().position(|other| *other == numeral).unwrap_or(0) as u64;
    (u64::from(value.unsigned_abs()) + 1) << MAGNITUDE
        | u64::from(value < 0) << NEGATIVE
        | kind << NUMERAL
}

fn item_number_of(more: u64) -> Option<Ordinal> {
    let magnitude = ((more >> MAGNITUDE) & ((1 << (NEGATIVE - MAGNITUDE)) - 1)).checked_sub(1)?;
    let sign = if more >> NEGATIVE & 1 == 1 { -1 } else { 1 };
    let value = i64::try_from(magnitude).ok()? * sign;
    Some(Ordinal {
        value: i32::try_from(value).unwrap_or(i32::MAX),
        numeral: Numeral::ALL.get((more >> NUMERAL) as usize).copied()?,
    })
}

fn kind_of(kind: u64, more: u64) -> Option<BlockKind> {
    Some(match kind {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Heading(more as u8),
        2 => BlockKind::Byline,
        3 => BlockKind::ListItem { depth: more as u8, number: item_number_of(more) },
        4 => BlockKind::BlockQuote { depth: more as u8 },
        5 => BlockKind::Code,
        6 => BlockKind::Table,
        7 => BlockKind::Caption,
        8 => BlockKind::Media,
        9 => BlockKind::Note,
        10 => BlockKind::Rule,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{FIRST_FORM, pack, unpack};
    use crate::annotation::{Article, Inline, Layer};
    use crate::library::pack::Packer;
    use crate::text::{BlockKind, ContentHash, DocumentBuilder, Numeral, Ordinal, Span};

    #[test]
    fn what_the_markup_says_comes_back() {
        let mut builder = DocumentBuilder::new();
        let ordinal = |value, numeral| Some(Ordinal { value, numeral });
        for (kind, words) in [
            (BlockKind::ListItem { depth: 3, number: ordinal(-2, Numeral::Decimal) }, "The EU"),
            (BlockKind::ListItem { depth: 0, number: ordinal(4, Numeral::UpperRoman) }, "met[1]"),
            (BlockKind::ListItem { depth: 0, number: None }, "again"),
            (BlockKind::Media, "Picture"),
            (BlockKind::Rule, "* * *"),
            (BlockKind::Note, "[1] Late."),
        ] {
            builder.block(kind, words);
        }
        let mut article = Article::of(builder.finish());
        let note = article.document.blocks()[5].span;
        article.inline = Layer::new(
            &article.document,
            vec![
                (Span::new(4, 6), Inline::Abbreviation("European Union".into())),
                (Span::new(11, 14), Inline::Note(Some(note))),
                (Span::new(16, 19), Inline::Note(None)),
                (Span::new(16, 21), Inline::Deleted),
            ],
        );
        let body = unpack(&pack(&article), article.document.hash().as_bytes()).expect("a body");
        assert_eq!(body.document, *article.document);
        assert_eq!(body.inline, article.inline);
    }

    #[test]
    fn a_body_that_holds_another_text_than_its_hash_says_is_not_read() {
        let packed = |words: &str| {
            let mut builder = DocumentBuilder::new();
            builder.block(BlockKind::Paragraph, words);
            pack(&Article::of(builder.finish()))
        };
        let hash = ContentHash::of("Nine ships");
        assert!(unpack(&packed("Nine ships"), hash.as_bytes()).is_some());
        assert!(unpack(&packed("Five ships"), hash.as_bytes()).is_none());
    }

    #[test]
    fn a_body_of_the_first_form_is_read() {
        let mut packer = Packer::default();
        packer.number(FIRST_FORM).text("One two").number(1);
        packer.number(3).number(u64::from(8_u8) << 8).span(Span::new(0, 7), &mut 0);
        packer.number(0).number(1).span(Span::new(4, 7), &mut 0).number(1);
        let body = unpack(&packer.finish(), ContentHash::of("One two").as_bytes()).expect("a body");
        let number = Some(Ordinal { value: 7, numeral: Numeral::Decimal });
        assert_eq!(body.document.blocks()[0].kind, BlockKind::ListItem { depth: 0, number });
        assert_eq!(body.inline.items(), [(Span::new(4, 7), Inline::Strong)]);
    }
}
