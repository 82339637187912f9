//! How well anchors outlive edits, and how fast: `cargo run --release --example anchor_figures --
//! ARTICLES.jsonl [--show] [--seed N] [--short]` (`--short` leaves away what [`Further`] holds, as
//! in marks that other programs wrote).
//!
//! Each article is edited at random: words replaced (one in ten of them by nothing, one in ten by
//! two), and, in the second half of the table, paragraphs of other articles put in, paragraphs
//! taken out, pairs of paragraphs swapped. Anchors are whole paragraphs, sentences, phrases of
//! three to eight words, pairs and single words. Where each word went is written down, so the truth
//! is known.

mod formats;

use std::time::Instant;

use dateline::text::{
    Anchor, BlockKind, Document, DocumentBuilder, Further, Placement, Places, Segments, Span,
};

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn chance(&mut self, share: f64) -> bool {
        (self.below(1 << 20) as f64) < share * f64::from(1 << 20)
    }
}

/// A word of an edited paragraph and where the word in its place stood before.
type Word = (String, Option<Span>);

/// What was marked, in the order of [`spans`].
const KINDS: [&str; 5] = ["paragraphs", "sentences", "phrases", "pairs", "single words"];

fn kind_of(turn: usize) -> usize {
    match turn {
        0..5 => 0,
        5..10 => 1,
        10..15 => 2,
        15..18 => 3,
        _ => 4,
    }
}

#[derive(Clone, Copy, Default)]
struct Tally {
    there: usize,
    exact: usize,
    right: usize,
    shifted: usize,
    orphaned: usize,
    gone: usize,
    wrong: usize,
    all: usize,
}

fn main() {
    let path =
        std::env::args().nth(1).unwrap_or_else(|| "../shared/eval/data/quotes-more.jsonl".into());
    let Ok(lines) = std::fs::read_to_string(&path) else {
        println!("{path} is not there");
        return;
    };
    let texts: Vec<String> = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|value| value["text"].as_str().map(str::to_owned))
        .collect();
    let documents: Vec<Document> =
        texts.iter().map(|text| document(text.split("\n\n").map(str::to_owned))).collect();
    println!(
        "| words replaced | paragraphs | anchors | words still there | right | ends exact | ends off | orphaned though there | wrong |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut by_kind = Vec::new();
    for moved in [false, true] {
        for rate in [0.0, 0.01, 0.05, 0.2] {
            let mut tallies = [Tally::default(); KINDS.len()];
            let mut random = Random(seed());
            for index in 0..documents.len() {
                for _ in 0..3 {
                    measure(&documents, index, rate, moved, &mut random, &mut tallies);
                }
            }
            print(rate, moved, &tallies.iter().fold(Tally::default(), Tally::and));
            by_kind.push((rate, moved, tallies));
        }
    }
    println!(
        "\n| words replaced | paragraphs | {} |\n| --- | --- |{}",
        KINDS.join(" | "),
        " --- |".repeat(KINDS.len())
    );
    for (rate, moved, tallies) in by_kind {
        let cells: Vec<String> = tallies
            .iter()
            .map(|tally| {
                format!(
                    "{}, wrong {}",
                    share(tally.right, tally.there),
                    share(tally.wrong, tally.all)
                )
            })
            .collect();
        println!("| {} % | {} | {} |", rate * 100.0, setting(moved), cells.join(" | "));
    }
    formats::measure(&texts);
    speed(&documents);
}

fn seed() -> u64 {
    std::env::args()
        .skip_while(|argument| argument != "--seed")
        .nth(1)
        .and_then(|number| number.parse().ok())
        .unwrap_or(7)
}

fn setting(moved: bool) -> &'static str {
    if moved { "in, out, swapped" } else { "as they were" }
}

fn share(part: usize, of: usize) -> String {
    format!("{:.2} %", 100.0 * part as f64 / of.max(1) as f64)
}

impl Tally {
    fn and(self, other: &Self) -> Self {
        Self {
            there: self.there + other.there,
            exact: self.exact + other.exact,
            right: self.right + other.right,
            shifted: self.shifted + other.shifted,
            orphaned: self.orphaned + other.orphaned,
            gone: self.gone + other.gone,
            wrong: self.wrong + other.wrong,
            all: self.all + other.all,
        }
    }
}

fn document(paragraphs: impl Iterator<Item = String>) -> Document {
    let mut builder = DocumentBuilder::new();
    for paragraph in paragraphs {
        builder.block(BlockKind::Paragraph, &paragraph);
    }
    builder.finish()
}

fn word_spans(document: &Document, within: Span) -> Vec<Span> {
    let text = document.slice(within);
    let base = within.start() as usize;
    let mut start = 0;
    text.split(' ')
        .map(|word| {
            let span = Span::from_usize(base + start, base + start + word.len());
            start += word.len() + 1;
            span
        })
        .filter(|span| !span.is_empty())
        .collect()
}

/// Paragraphs, sentences, phrases, pairs, words.
fn spans(document: &Document, segments: &Segments, random: &mut Random) -> Vec<Span> {
    let mut chosen = Vec::new();
    for turn in 0..20 {
        let block = document.blocks()[random.below(document.blocks().len())].span;
        let words = word_spans(document, block);
        let length = match kind_of(turn) {
            0 => {
                chosen.push(block);
                continue;
            }
            1 => {
                chosen.push(segments.sentences[random.below(segments.sentences.len())].span);
                continue;
            }
            2 => 3 + random.below(6),
            3 => 2,
            _ => 1,
        };
        let from = random.below(words.len());
        let to = (from + length).min(words.len());
        chosen.push(words[from].cover(words[to - 1]));
    }
    chosen
}

fn edit(
    documents: &[Document],
    index: usize,
    rate: f64,
    moved: bool,
    random: &mut Random,
) -> Vec<Vec<Word>> {
    let document = &documents[index];
    let mut paragraphs: Vec<Vec<Word>> = Vec::new();
    for block in document.blocks() {
        let mut words = Vec::new();
        for span in word_spans(document, block.span) {
            if !random.chance(rate) {
                words.push((document.slice(span).to_owned(), Some(span)));
                continue;
            }
            let count = [0, 2, 1, 1, 1, 1, 1, 1, 1, 1][random.below(10)];
            for _ in 0..count {
                words.push((foreign(documents, index, random), Some(span)));
            }
        }
        paragraphs.push(words);
    }
    if moved {
        move_paragraphs(documents, index, &mut paragraphs, random);
    }
    paragraphs
}

fn foreign(documents: &[Document], index: usize, random: &mut Random) -> String {
    let other = &documents[(index + 1 + random.below(documents.len() - 1)) % documents.len()];
    let block = other.blocks()[random.below(other.blocks().len())].span;
    let words = word_spans(other, block);
    other.slice(words[random.below(words.len())]).to_owned()
}

fn move_paragraphs(
    documents: &[Document],
    index: usize,
    paragraphs: &mut Vec<Vec<Word>>,
    random: &mut Random,
) {
    let edits = 1 + paragraphs.len() / 10;
    for _ in 0..edits {
        if paragraphs.len() > 2 {
            paragraphs.remove(random.below(paragraphs.len()));
        }
        let (a, b) = (random.below(paragraphs.len()), random.below(paragraphs.len()));
        paragraphs.swap(a, b);
        let other = &documents[(index + 1 + random.below(documents.len() - 1)) % documents.len()];
        let block = other.blocks()[random.below(other.blocks().len())].span;
        let words = word_spans(other, block)
            .into_iter()
            .map(|span| (other.slice(span).to_owned(), None))
            .collect();
        paragraphs.insert(random.below(paragraphs.len() + 1), words);
    }
}

fn measure(
    documents: &[Document],
    index: usize,
    rate: f64,
    moved: bool,
    random: &mut Random,
    tallies: &mut [Tally; KINDS.len()],
) {
    let before = &documents[index];
    let segments = Segments::of(before);
    let paragraphs = edit(documents, index, rate, moved, random);
    let after =
        document(paragraphs.iter().map(|words| {
            words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ")
        }));
    let origins: Vec<Option<Span>> =
        paragraphs.iter().flatten().map(|(_, origin)| *origin).collect();
    let now: Vec<Span> =
        after.blocks().iter().flat_map(|block| word_spans(&after, block.span)).collect();
    assert_eq!(origins.len(), now.len());
    let (old, places) = (Places::of(before), Places::of(&after));
    for (turn, span) in spans(before, &segments, random).into_iter().enumerate() {
        let tally = &mut tallies[kind_of(turn)];
        tally.all += 1;
        let truth: Vec<Span> = origins
            .iter()
            .zip(&now)
            .filter(|(origin, _)| origin.is_some_and(|origin| origin.overlaps(span)))
            .map(|(_, now)| *now)
            .collect();
        let mut anchor = old.anchor(span);
        if std::env::args().any(|argument| argument == "--short") {
            anchor.further = Further::default();
        }
        judge(&anchor, places.place(&anchor), &truth, &now, &after, tally);
    }
}

fn judge(
    anchor: &Anchor,
    placement: Placement,
    truth: &[Span],
    now: &[Span],
    after: &Document,
    tally: &mut Tally,
) {
    let Placement::Placed(found) = placement else {
        if truth.is_empty() {
            tally.gone += 1;
        } else {
            (tally.there, tally.orphaned) = (tally.there + 1, tally.orphaned + 1);
            if std::env::args().any(|argument| argument == "--show") {
                println!(
                    "LOST {anchor:?}\n   truth {:?}",
                    after.slice(truth[0].cover(truth[truth.len() - 1]))
                );
            }
        }
        return;
    };
    let words = now.iter().filter(|word| word.overlaps(found)).count();
    let shared = truth.iter().filter(|word| word.overlaps(found)).count();
    let union = words + truth.len() - shared;
    tally.there += usize::from(!truth.is_empty());
    tally.gone += usize::from(truth.is_empty());
    if shared == 0 {
        tally.wrong += 1;
        if std::env::args().any(|argument| argument == "--show") {
            let place = truth.first().map(|first| after.slice(first.cover(truth[truth.len() - 1])));
            println!("WRONG {anchor:?}\n   went to {:?}\n   truth {place:?}", after.slice(found));
        }
        return;
    }
    tally.exact += usize::from(union == shared);
    if shared * 2 >= union { tally.right += 1 } else { tally.shifted += 1 }
}

fn print(rate: f64, moved: bool, tally: &Tally) {
    println!(
        "| {} % | {} | {} | {} | {} | {} | {} | {} | {} |",
        rate * 100.0,
        setting(moved),
        tally.all,
        tally.there,
        share(tally.right, tally.there),
        share(tally.exact, tally.there),
        share(tally.shifted, tally.there),
        share(tally.orphaned, tally.there),
        share(tally.wrong, tally.all)
    );
}

/// A thousand anchors on the article nearest to 900 words, a fifth of whose words were replaced.
fn speed(documents: &[Document]) {
    let Some(index) =
        (0..documents.len()).min_by_key(|&index| documents[index].words().abs_diff(900))
    else {
        return;
    };
    let before = &documents[index];
    let segments = Segments::of(before);
    let mut random = Random(3);
    let paragraphs = edit(documents, index, 0.2, true, &mut random);
    let after =
        document(paragraphs.iter().map(|words| {
            words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ")
        }));
    let anchors: Vec<Anchor> = (0..50)
        .flat_map(|_| spans(before, &segments, &mut random))
        .map(|span| Anchor::of(before, span))
        .collect();
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let places = Places::of(&after);
        let placed = anchors.iter().filter(|anchor| places.place(anchor).span().is_some()).count();
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
        assert!(placed > 0);
    }
    println!("\n{} anchors placed in {} words: {best:.1} ms", anchors.len(), after.words());
}
