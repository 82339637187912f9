//! An article's text as the file keeps it: text, blocks, links and emphasis in one packed value.

use super::pack::{Packer, Unpacker};
use crate::annotation::{Article, Emphasis, Layer, Link};
use crate::text::{Block, BlockKind, Document};

/// First number of every packed body.
const FORM: u64 = 1;

/// What of an article goes into its body.
pub struct Body {
    pub document: Document,
    pub links: Layer<Link>,
    pub emphasis: Layer<Emphasis>,
}

pub fn pack(article: &Article) -> Vec<u8> {
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
    packer.number(article.emphasis.len() as u64);
    for (span, emphasis) in &article.emphasis {
        packer.span(*span, &mut base).number(match emphasis {
            Emphasis::Emphasis => 0,
            Emphasis::Strong => 1,
            Emphasis::Code => 2,
        });
    }
    packer.finish()
}

pub fn unpack(packed: &[u8]) -> Option<Body> {
    let mut unpacker = Unpacker::new(packed)?;
    if unpacker.number()? != FORM {
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
    base = 0;
    let links = (0..unpacker.count()?)
        .map(|_| Some((unpacker.span(&mut base, &document)?, Link { url: unpacker.text()? })))
        .collect::<Option<Vec<_>>>()?;
    base = 0;
    let emphasis = (0..unpacker.count()?)
        .map(|_| {
            let span = unpacker.span(&mut base, &document)?;
            let emphasis = [Emphasis::Emphasis, Emphasis::Strong, Emphasis::Code]
                .get(unpacker.number()? as usize)
                .copied()?;
            Some((span, emphasis))
        })
        .collect::<Option<Vec<_>>>()?;
    let (links, emphasis) = (Layer::new(&document, links), Layer::new(&document, emphasis));
    Some(Body { document, links, emphasis })
}

fn kind_number(kind: BlockKind) -> (u64, u64) {
    match kind {
        BlockKind::Paragraph => (0, 0),
        BlockKind::Heading(level) => (1, u64::from(level)),
        BlockKind::Byline => (2, 0),
        BlockKind::ListItem { depth, number } => {
            (3, u64::from(depth) | number.map_or(0, |number| (u64::from(number) + 1) << 8))
        }
        BlockKind::BlockQuote { depth } => (4, u64::from(depth)),
        BlockKind::Code => (5, 0),
        BlockKind::Table => (6, 0),
        BlockKind::Caption => (7, 0),
    }
}

fn kind_of(kind: u64, more: u64) -> Option<BlockKind> {
    Some(match kind {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Heading(more as u8),
        2 => BlockKind::Byline,
        3 => BlockKind::ListItem {
            depth: more as u8,
            number: (more >> 8).checked_sub(1).map(|number| number as u32),
        },
        4 => BlockKind::BlockQuote { depth: more as u8 },
        5 => BlockKind::Code,
        6 => BlockKind::Table,
        7 => BlockKind::Caption,
        _ => return None,
    })
}
