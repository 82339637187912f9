//! Where text may be broken: stretches between two places where a row may end, with their widths.

use hyphenation::{Hyphenator, Standard};
use unicode_linebreak::linebreaks;

use crate::text::{cell_width, clusters, is_cluster_border};

/// Letters that a hyphenated word has at least.
const LEAST_LETTERS: usize = 6;

/// A stretch that is never broken, the white space behind it, and whether a hyphen is drawn where a
/// row ends behind it. Offsets are bytes of the text that was cut up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fragment {
    pub start: u32,
    /// Where the white space behind it starts.
    pub end: u32,
    /// Cells without the white space.
    pub width: u16,
    /// Cells of the white space.
    pub space: u16,
    pub hyphen: bool,
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

/// Cuts `words` (which start with no white space) into fragments, none of them wider than `measure`
/// unless it is a single cluster.
pub(super) fn fragments(
    words: &str,
    measure: u16,
    hyphens: Option<&Standard>,
    whole_korean: bool,
) -> Vec<Fragment> {
    let mut cutter =
        Cutter { words, measure, hyphens, fragments: Vec::with_capacity(words.len() / 5 + 1) };
    let mut start = 0;
    for (at, _) in linebreaks(words) {
        let inside = whole_korean && at < words.len() && is_inside_korean(words, at);
        if at == words.len() || (!inside && may_break(words, at)) {
            cutter.push(start, at);
            start = at;
        }
    }
    cutter.fragments
}

/// The rules of UAX 14 but for three cases: no cluster is cut, a dash stays with the word before
/// it, and the signs of a comparison, `{+what came+}` and `[-what went-]`, stay with theirs.
fn may_break(words: &str, at: usize) -> bool {
    let bytes = words.as_bytes();
    if matches!(bytes[at..], [b'+', b'}', ..] | [b'-', b']', ..])
        || matches!(bytes[..at], [.., b'{', b'+'] | [.., b'[', b'-'])
    {
        return false;
    }
    if bytes[at].is_ascii() && bytes[at - 1].is_ascii() {
        return true;
    }
    let dash = words[at..].starts_with(['—', '–']) && !bytes[at - 1].is_ascii_whitespace();
    !dash && is_cluster_border(words, at)
}

/// Whether Korean letters stand on both sides.
fn is_inside_korean(words: &str, at: usize) -> bool {
    let is_korean = |letter: char| matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}');
    words[..at].chars().next_back().is_some_and(is_korean)
        && words[at..].chars().next().is_some_and(is_korean)
}

/// Cells that `text` takes when every cluster is drawn by itself.
pub(super) fn cells(text: &str) -> usize {
    if text.is_ascii() { cell_width(text) } else { clusters(text).map(|(_, _, width)| width).sum() }
}

struct Cutter<'a> {
    words: &'a str,
    measure: u16,
    hyphens: Option<&'a Standard>,
    fragments: Vec<Fragment>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, next: usize) {
        let all = &self.words[start..next];
        let word = all.trim_end();
        let end = start + word.len();
        let space = cells(&all[word.len()..]).min(usize::from(u16::MAX)) as u16;
        if word.is_empty() {
            if let Some(last) = self.fragments.last_mut() {
                last.space = last.space.saturating_add(space);
            }
            return;
        }
        let from = self.fragments.len();
        if self.hyphens.is_some() && word.len() >= LEAST_LETTERS {
            self.hyphenate(start, end);
        } else {
            self.split(start, end, cells(word), false);
        }
        if let Some(last) = self.fragments.get_mut(from..).and_then(<[_]>::last_mut) {
            last.space = space;
        }
    }

    /// Cuts at the hyphenation points of the letters in the middle of a fragment, if they are one
    /// word.
    fn hyphenate(&mut self, start: usize, end: usize) {
        let all = &self.words[start..end];
        let mut from = start;
        let letters = all.trim_matches(|c: char| !c.is_alphabetic());
        if let Some(hyphens) = self.hyphens
            && letters.len() >= LEAST_LETTERS
            && letters.chars().all(char::is_alphabetic)
            && let Some(before) = all.find(letters)
        {
            for cut in hyphens.hyphenate(letters).breaks {
                let at = start + before + cut;
                if at > from && is_cluster_border(self.words, at) {
                    self.split(from, at, cells(&self.words[from..at]), true);
                    from = at;
                }
            }
        }
        self.split(from, end, cells(&self.words[from..end]), false);
    }

    /// Pushes a stretch, cut hard where it is wider than a row.
    fn split(&mut self, start: usize, end: usize, width: usize, hyphen: bool) {
        let measure = usize::from(self.measure).saturating_sub(usize::from(hyphen)).max(1);
        let fragment = |start: usize, end: usize, width: usize, hyphen| Fragment {
            start: start as u32,
            end: end as u32,
            width: width.min(usize::from(u16::MAX)) as u16,
            space: 0,
            hyphen,
        };
        if width <= measure {
            self.fragments.push(fragment(start, end, width, hyphen));
            return;
        }
        let (mut from, mut taken) = (start, 0);
        for (at, _, cells) in clusters(&self.words[start..end]) {
            if taken + cells > measure && taken > 0 {
                self.fragments.push(fragment(from, start + at, taken, false));
                (from, taken) = (start + at, 0);
            }
            taken += cells;
        }
        self.fragments.push(fragment(from, end, taken, hyphen));
    }
}
