//! Where elements end and items begin, found in one pass over the whole feed: looking for the end
//! of an element then costs next to nothing, however many elements are never closed.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Places are bytes of the text.
pub(super) struct Ends<'a> {
    text: &'a str,
    /// Of every end tag a short hash of its name above the place of the name, in order. The hash
    /// has a secret of its own, so that no feed can make many names alike.
    tags: Vec<u64>,
    /// Where an item begins or ends, in order.
    items: Vec<usize>,
    secret: RandomState,
}

impl<'a> Ends<'a> {
    /// Looks through `text`, of at most 4 GiB. What stands in CDATA sections is no tag; one that
    /// never ends takes the rest.
    pub(super) fn of(text: &'a str) -> Self {
        let secret = RandomState::new();
        let mut ends = Self { text, tags: Vec::new(), items: Vec::new(), secret };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(offset) = memchr::memchr(b'<', &bytes[at..]) {
            let open = at + offset;
            at = open + 1;
            let rest = &bytes[at..];
            if rest.starts_with(b"![CDATA[") {
                let Some(end) = memchr::memmem::find(rest, b"]]>") else { break };
                at += end + 3;
            } else if let Some(rest) = rest.strip_prefix(b"/") {
                let name = name(rest);
                ends.tags.push(ends.hash(name) << 32 | (at as u64 + 1));
                if is_item(name) {
                    ends.items.push(open);
                }
            } else if matches!(rest.first(), Some(b'i' | b'I' | b'e' | b'E')) || has_prefix(rest) {
                // "An <item> in prose" begins none: nothing stands in it.
                if is_item(name(rest)) && holds_elements(rest) {
                    ends.items.push(open);
                }
            }
        }
        ends.tags.sort_unstable();
        ends
    }

    /// The place of the end tag of `name` behind `from`, in any case; `None` where there is none
    /// before the next item begins or this one ends.
    pub(super) fn end_of(&self, name: &str, from: usize) -> Option<usize> {
        let hash = self.hash(name.as_bytes());
        let first = self.tags.partition_point(|tag| *tag < (hash << 32 | from as u64));
        let place = self.tags[first..]
            .iter()
            .take_while(|tag| **tag >> 32 == hash)
            .map(|tag| (tag & 0xffff_ffff) as usize)
            .find(|place| {
                self::name(&self.text.as_bytes()[*place..]).eq_ignore_ascii_case(name.as_bytes())
            })?;
        let next = self.items.partition_point(|item| *item < from);
        let open = place - 2;
        self.items.get(next).is_none_or(|item| *item >= open).then_some(open)
    }

    fn hash(&self, name: &[u8]) -> u64 {
        let mut hasher = self.secret.build_hasher();
        for byte in name {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
        hasher.finish() >> 32
    }
}

/// The name at the start of a tag.
fn name(rest: &[u8]) -> &[u8] {
    let end = rest
        .iter()
        .take(MOST)
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<'));
    &rest[..end.unwrap_or(rest.len().min(MOST))]
}

/// Longer names are cut; no element of a feed has one.
const MOST: usize = 128;

fn has_prefix(rest: &[u8]) -> bool {
    rest.iter()
        .take(MOST)
        .find(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b'.'))
        == Some(&b':')
}

fn is_item(name: &[u8]) -> bool {
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
    local.eq_ignore_ascii_case(b"item") || local.eq_ignore_ascii_case(b"entry")
}

/// Whether a tag follows the start tag at once.
fn holds_elements(rest: &[u8]) -> bool {
    let near = &rest[..rest.len().min(4096)];
    memchr::memchr(b'>', near)
        .map(|end| near[end + 1..].trim_ascii_start())
        .is_some_and(|inside| inside.first() == Some(&b'<'))
}

#[cfg(test)]
mod tests {
    use super::Ends;

    #[test]
    fn the_nearest_end_in_any_case_counts_unless_an_item_lies_between() {
        let text = "<item><title>a<![CDATA[</title>]]></TITLE ><x:title>b</x:titles></item><title>";
        let ends = Ends::of(text);
        assert_eq!(ends.end_of("title", 13), text.find("</TITLE"));
        assert_eq!(ends.end_of("x:title", 13), None);
        let text = "<item><title>a<item><title>b</title></item>";
        assert_eq!(Ends::of(text).end_of("title", 13), None);
        let text = "<title>an <item> in prose</title>";
        assert_eq!(Ends::of(text).end_of("title", 7), text.find("</title"));
    }
}
