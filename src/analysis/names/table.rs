//! A read-only hash table in plain bytes: no loading, one or two cache lines a question.
//!
//! Layout: the number of buckets (u32, little endian) and zeros up to 64 bytes, then eight
//! fingerprints (u16) a bucket, then eight payloads of equal width a bucket. The number of buckets
//! is a multiple of eight, so that all parts begin where a line of the processor's cache does, if
//! the first one does. A key that is not in the table is taken for one that is
//! once in about eight thousand questions.

const SLOTS: usize = 8;
/// Bytes before the fingerprints.
const HEAD: usize = 64;

/// A table over bytes that somebody else keeps.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    buckets: u32,
    fingerprints: &'a [u8],
    payloads: &'a [u8],
}

/// Where a key goes: its bucket and its fingerprint, which is never 0.
fn place(key: u64, buckets: u32) -> (usize, u16) {
    let bucket = ((key >> 32) * u64::from(buckets)) >> 32;
    ((bucket as usize), (key as u16).max(1))
}

impl<'a> Table<'a> {
    /// The table at the start of `bytes`, and what follows it. Bytes that are too few give an empty
    /// table.
    pub fn split(bytes: &'a [u8], width: usize) -> (Self, &'a [u8]) {
        let empty = Self { buckets: 0, fingerprints: &[], payloads: &[] };
        let Some((head, rest)) = bytes.split_first_chunk::<HEAD>() else { return (empty, &[]) };
        let buckets = head.first_chunk().map_or(0, |&count| u32::from_le_bytes(count));
        let slots = buckets as usize * SLOTS;
        if rest.len() < slots * (2 + width) {
            return (empty, &[]);
        }
        let (fingerprints, rest) = rest.split_at(slots * 2);
        let (payloads, rest) = rest.split_at(slots * width);
        (Self { buckets, fingerprints, payloads }, rest)
    }

    /// The payload of a key, `W` bytes wide as the table was made.
    #[inline]
    pub fn get<const W: usize>(&self, key: u64) -> Option<&'a [u8; W]> {
        let (slot, found) = self.find(key)?;
        if found { self.payload(slot) } else { None }
    }

    /// The slot of a key and whether the key is there. Without a branch that depends on the key, for
    /// the processor would guess it wrong as often as not.
    #[inline]
    pub fn find(&self, key: u64) -> Option<(usize, bool)> {
        let (bucket, wanted) = place(key, self.buckets);
        let line = self.fingerprints.get(bucket * SLOTS * 2..)?.first_chunk::<16>()?;
        let (low, high) = line.split_first_chunk::<8>()?;
        let low = same(u64::from_le_bytes(*low), wanted);
        let high = same(u64::from_le_bytes(*high.first_chunk()?), wanted);
        let (first, hits) = if low == 0 { (SLOTS / 2, high) } else { (0, low) };
        Some((bucket * SLOTS + first + hits.trailing_zeros() as usize / 16, hits != 0))
    }

    /// The payload in a slot.
    #[inline]
    pub fn payload<const W: usize>(&self, slot: usize) -> Option<&'a [u8; W]> {
        self.payloads.get(slot * W..)?.first_chunk::<W>()
    }
}

/// A bit in each of the four numbers of a line that is `wanted`, the lowest one right (above it,
/// there may be more): what is 0 after taking off the wanted number borrows when 1 is taken off.
#[inline]
fn same(line: u64, wanted: u16) -> u64 {
    const ONES: u64 = 0x0001_0001_0001_0001;
    let apart = line ^ (u64::from(wanted) * ONES);
    apart.wrapping_sub(ONES) & !apart & (ONES << 15)
}

/// Writes a table of `entries` (key, payload of `width` bytes; weightiest first) with `buckets`
/// buckets or up to seven more. Entries for which their bucket has no room are left out; how many is the second result.
pub fn build(entries: &[(u64, Vec<u8>)], width: usize, buckets: u32) -> (Vec<u8>, usize) {
    let buckets = buckets.next_multiple_of(8);
    let slots = buckets as usize * SLOTS;
    let (mut fingerprints, mut payloads, mut left_out) =
        (vec![0_u16; slots], vec![0_u8; slots * width], 0);
    for (key, payload) in entries {
        let (bucket, fingerprint) = place(*key, buckets);
        let line = &mut fingerprints[bucket * SLOTS..(bucket + 1) * SLOTS];
        match line.iter().position(|&f| f == 0 || f == fingerprint) {
            Some(slot) if line[slot] == 0 => {
                line[slot] = fingerprint;
                let at = (bucket * SLOTS + slot) * width;
                payloads[at..at + width].copy_from_slice(payload);
            }
            _ => left_out += 1,
        }
    }
    let mut bytes = buckets.to_le_bytes().to_vec();
    bytes.resize(HEAD, 0);
    bytes.extend(fingerprints.iter().flat_map(|f| f.to_le_bytes()));
    bytes.extend(payloads);
    (bytes, left_out)
}

#[cfg(test)]
mod tests {
    use super::{Table, build};
    use crate::analysis::names::fold::mix;

    #[test]
    fn what_went_in_comes_out() {
        let entries: Vec<_> = (0..1000_u64).map(|n| (mix(n), vec![n as u8, 7])).collect();
        let (bytes, left_out) = build(&entries, 2, 250);
        assert!(left_out < 30, "{left_out}");
        let (table, rest) = Table::split(&bytes, 2);
        assert!(rest.is_empty());
        let found =
            (0..1000_u64).filter(|&n| table.get::<2>(mix(n)) == Some(&[n as u8, 7])).count();
        assert_eq!(found, 1000 - left_out);
        assert!((1000..2000_u64).filter(|&n| table.get::<2>(mix(n)).is_some()).count() < 5);
    }

    #[test]
    fn bytes_that_are_cut_off_are_an_empty_table() {
        let (bytes, _) = build(&[(1, vec![1, 2])], 2, 4);
        assert!(Table::split(&bytes[..bytes.len() - 1], 2).0.get::<2>(1).is_none());
        assert!(Table::split(&[], 2).0.get::<2>(1).is_none());
    }
}
