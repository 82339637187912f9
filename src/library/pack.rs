//! Bytes as the file keeps them: small numbers in few bytes, text as it is, the whole deflated.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::identity::ArticleId;
use crate::text::{Document, Span};

/// Deflate's effort, 0 to 10: beyond 6 articles get hardly smaller.
const EFFORT: u8 = 5;
/// No kept text is larger; a damaged length cannot take all memory.
const LIMIT: usize = 1 << 30;

/// Writes values one after the other.
#[derive(Default)]
pub(super) struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    /// In seven-bit groups, lowest first (LEB128).
    pub(super) fn number(&mut self, mut value: u64) -> &mut Self {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    pub(super) fn maybe_text(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    pub(super) fn float(&mut self, value: f64) -> &mut Self {
        self.bytes.extend_from_slice(&value.to_le_bytes());
        self
    }

    /// A span, its start counted from `base`, which moves on to it. Spans may come in any order.
    pub(super) fn span(&mut self, span: Span, base: &mut u32) -> &mut Self {
        let step = i64::from(span.start()) - i64::from(*base);
        *base = span.start();
        self.number(((step << 1) ^ (step >> 63)) as u64).number(u64::from(span.len()))
    }

    pub(super) fn spans(&mut self, spans: &[Span], base: &mut u32) -> &mut Self {
        self.number(spans.len() as u64);
        for &span in spans {
            self.span(span, base);
        }
        self
    }

    pub(super) fn finish(self) -> Vec<u8> {
        compress_to_vec(&self.bytes, EFFORT)
    }
}

/// Reads what a [`Packer`] wrote. `None` as soon as something does not fit.
pub(super) struct Unpacker {
    bytes: Vec<u8>,
    at: usize,
}

impl Unpacker {
    pub(super) fn new(packed: &[u8]) -> Option<Self> {
        Some(Self { bytes: decompress_to_vec_with_limit(packed, LIMIT).ok()?, at: 0 })
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A count of things that take at least a byte each.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.bytes.len() - self.at).then_some(count)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let text = std::str::from_utf8(self.bytes.get(self.at..self.at + length)?).ok()?.to_owned();
        self.at += length;
        Some(text)
    }

    pub(super) fn maybe_text(&mut self) -> Option<Option<String>> {
        if self.number()? == 0 { Some(None) } else { self.text().map(Some) }
    }

    pub(super) fn float(&mut self) -> Option<f64> {
        let bytes = self.bytes.get(self.at..self.at + 8)?.try_into().ok()?;
        self.at += 8;
        Some(f64::from_le_bytes(bytes))
    }

    /// A span of `document`.
    pub(super) fn span(&mut self, base: &mut u32, document: &Document) -> Option<Span> {
        let span = self.raw_span(base)?;
        document.text().get(span.range()).map(|_| span)
    }

    /// A span that the caller checks.
    pub(super) fn raw_span(&mut self, base: &mut u32) -> Option<Span> {
        let zigzag = self.number()?;
        let step = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
        let start = u32::try_from(i64::from(*base).checked_add(step)?).ok()?;
        let end = start.checked_add(u32::try_from(self.number()?).ok()?)?;
        *base = start;
        Some(Span::new(start, end))
    }

    pub(super) fn spans(&mut self, base: &mut u32, document: &Document) -> Option<Vec<Span>> {
        let count = self.count()?;
        (0..count).map(|_| self.span(base, document)).collect()
    }
}

/// Row numbers, packed: sorted, as steps.
pub(super) fn pack_ids(ids: &[ArticleId]) -> Vec<u8> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    let mut packer = Packer::default();
    packer.number(sorted.len() as u64);
    let mut base = 0;
    for ArticleId(id) in sorted {
        packer.number((id - base) as u64);
        base = id;
    }
    packer.finish()
}

pub(super) fn unpack_ids(packed: &[u8]) -> Option<Vec<ArticleId>> {
    let mut unpacker = Unpacker::new(packed)?;
    let count = unpacker.count()?;
    let mut base = 0i64;
    (0..count)
        .map(|_| {
            base = base.checked_add_unsigned(unpacker.number()?)?;
            Some(ArticleId(base))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{ArticleId, Packer, Unpacker, pack_ids, unpack_ids};
    use crate::text::Span;

    #[test]
    fn values_come_back_and_damage_gives_none() {
        let mut packer = Packer::default();
        let mut base = 0;
        packer
            .number(u64::MAX)
            .text("é")
            .maybe_text(None)
            .float(0.1)
            .span(Span::new(9, 12), &mut base)
            .span(Span::new(3, 4), &mut base);
        let packed = packer.finish();
        let mut unpacker = Unpacker::new(&packed).unwrap();
        let mut base = 0;
        assert_eq!(unpacker.number(), Some(u64::MAX));
        assert_eq!(unpacker.text().as_deref(), Some("é"));
        assert_eq!(unpacker.maybe_text(), Some(None));
        assert_eq!(unpacker.float(), Some(0.1));
        assert_eq!(unpacker.raw_span(&mut base), Some(Span::new(9, 12)));
        assert_eq!(unpacker.raw_span(&mut base), Some(Span::new(3, 4)));
        assert_eq!(unpacker.number(), None);
        assert!(Unpacker::new(&packed[..packed.len() / 2]).is_none());
        let ids = |numbers: &[i64]| numbers.iter().copied().map(ArticleId).collect::<Vec<_>>();
        assert_eq!(unpack_ids(&pack_ids(&ids(&[5, 2, 900]))), Some(ids(&[2, 5, 900])));
    }
}
