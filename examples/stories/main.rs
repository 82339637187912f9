//! How well reports of one event are known as one story:
//! `cargo run --example stories [-- --wrong]`.
//!
//! Two sets, told apart: reports that were written by hand (`tests/stories/written.txt`), and
//! reports that are made of hand-written fact sheets with many patterns (`made.rs`): 60 stories of
//! 3 to 6 reports among 300 others, near misses most of them. Of each set the precision and recall
//! over pairs of reports, as a library finds them one after the other, and what folding a report
//! costs. With `--wrong` the pairs that are wrong or missed are shown.
#![expect(
    clippy::unwrap_used,
    reason = "a measurement ends where something is not as it should be"
)]

mod made;

use std::time::{Duration, Instant};

use dateline::analysis::{Context, analyze};
use dateline::annotation::Article;
use dateline::inside::library::{Library, Origin};
use dateline::text::{BlockKind, Document, DocumentBuilder};
use jiff::Timestamp;

/// A report of the sets, with the story that it is of.
struct Told {
    story: String,
    hours: f64,
    title: String,
    paragraphs: Vec<String>,
}

fn main() {
    let shows_wrong = std::env::args().any(|argument| argument == "--wrong");
    println!(
        "| set | reports | pairs | precision | recall | folding a report, median · 95th percentile |"
    );
    println!("|---|---|---|---|---|---|");
    measure("written by hand", &written(), shows_wrong);
    measure("made of fact sheets, first half (tuned on)", &made::reports(0), shows_wrong);
    measure("made of fact sheets, second half", &made::reports(1), shows_wrong);
    measure("made of fact sheets, both", &made::reports(2), shows_wrong);
}

fn written() -> Vec<Told> {
    let text = std::fs::read_to_string("tests/stories/written.txt").unwrap();
    let reports = text.split("== ").skip(1).map(|report| {
        let (head, body) = report.split_once('\n').unwrap();
        let mut fields = head.splitn(4, " | ");
        let story = fields.next().unwrap().to_owned();
        let hours = fields.next().unwrap().parse().unwrap();
        let title = fields.nth(1).unwrap().to_owned();
        let paragraphs = body.split("\n\n").map(|line| line.trim().to_owned()).collect();
        Told { story, hours, title, paragraphs }
    });
    reports.collect()
}

fn document(told: &Told) -> Document {
    let mut builder = DocumentBuilder::new();
    builder.block(BlockKind::Heading(1), &told.title);
    for paragraph in &told.paragraphs {
        builder.block(BlockKind::Paragraph, paragraph);
    }
    builder.finish()
}

fn measure(name: &str, reports: &[Told], shows_wrong: bool) {
    let folder = std::env::temp_dir().join(format!("dateline-stories-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut library = Library::open(&folder.join("library.db")).unwrap();
    let mut order: Vec<&Told> = reports.iter().collect();
    order.sort_by(|one, other| one.hours.total_cmp(&other.hours));
    let (mut ids, mut times) = (Vec::new(), Vec::new());
    library
        .together(|library| {
            for told in &order {
                let document = document(told);
                let published =
                    Timestamp::from_second(1_780_000_000 + (told.hours * 3600.0) as i64).unwrap();
                let article = Article {
                    title: Some(told.title.clone()),
                    published: Some(published),
                    ..Article::of(document)
                };
                let id = library.keep_article(&article, Origin::File, published).unwrap();
                let context = Context { published: Some(published), ..Context::default() };
                let analysis = analyze(&article.document, &context);
                let start = Instant::now();
                library.fold_story(id, &article.document, &analysis).unwrap();
                times.push(start.elapsed());
                library.save_analysis(Some(id), &article.document, &analysis).unwrap();
                ids.push(id);
            }
            Ok(())
        })
        .unwrap();
    let stories: Vec<i64> = ids.iter().map(|id| library.story_of(*id).unwrap().unwrap()).collect();
    let (mut right, mut found, mut wanted) = (0_usize, 0_usize, 0_usize);
    for one in 0..order.len() {
        for other in one + 1..order.len() {
            let (is_found, is_wanted) =
                (stories[one] == stories[other], order[one].story == order[other].story);
            right += usize::from(is_found && is_wanted);
            found += usize::from(is_found);
            wanted += usize::from(is_wanted);
            if shows_wrong && is_found != is_wanted {
                let sign = if is_found { "wrong " } else { "missed" };
                println!(
                    "{sign} {}: {} || {}: {}",
                    order[one].story, order[one].title, order[other].story, order[other].title
                );
            }
        }
    }
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "| {name} | {} | {wanted} | {:.1} % | {:.1} % | {} · {} |",
        order.len(),
        100.0 * right as f64 / found.max(1) as f64,
        100.0 * right as f64 / wanted as f64,
        milliseconds(at(50)),
        milliseconds(at(95))
    );
    let _ = std::fs::remove_dir_all(&folder);
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
