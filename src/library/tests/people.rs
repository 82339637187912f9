//! One person is one, two are two, over articles written for it: `tests/people/tuned.txt`, on which
//! the rules were tuned, and `tests/people/unseen.txt`, on which they were not.
//!
//! Measured by B³ (Bagga and Baldwin 1998) over the places where somebody is named, and by the share
//! of wrong links among all links between articles. The figures of both sets:
//! `cargo test --lib -- people::one_person_is_one --nocapture`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::Folder;
use crate::analysis::{Context, analyze};
use crate::annotation::{Article, MentionForm};
use crate::library::{ArticleId, Library, Origin};
use crate::text::{BlockKind, Document, DocumentBuilder, Span};

const TUNED: &str = include_str!("../../../tests/people/tuned.txt");
const UNSEEN: &str = include_str!("../../../tests/people/unseen.txt");

/// A place where somebody is named, and who it is.
struct Named {
    article: usize,
    words: String,
    who: String,
}

/// An article of a set: its day, its title, its text, and who is named where in it.
struct Written<'a> {
    day: Timestamp,
    title: &'a str,
    document: Arc<Document>,
    named: Vec<(Span, String)>,
}

fn written(set: &str) -> Vec<Written<'_>> {
    let one = |article| -> Option<Written<'_>> {
        let (head, body): (&str, &str) = str::split_once(article, '\n')?;
        let (day, title) = head.split_once(" | ")?;
        let mut builder = DocumentBuilder::new();
        builder.block(BlockKind::Heading(1), title);
        let mut named = Vec::new();
        for line in body.lines().filter(|line| !line.is_empty()) {
            builder.open(BlockKind::Paragraph);
            let mut rest = line;
            while let Some((before, marked)) = rest.split_once('[') {
                builder.push(before);
                let (marked, behind) = marked.split_once(']')?;
                let (words, who) = marked.split_once('|')?;
                named.push((builder.push(words), who.to_owned()));
                rest = behind;
            }
            builder.push(rest);
            builder.close();
        }
        let day = format!("{day}T12:00:00Z").parse().ok()?;
        Some(Written { day, title, document: Arc::new(builder.finish()), named })
    };
    set.split("== ").skip(1).map(|article| one(article).expect("an article of the set")).collect()
}

/// Puts the articles into a library and answers, for each place, as whom it was linked.
fn linked(library: &mut Library, set: &[Written<'_>]) -> (Vec<Named>, Vec<String>) {
    let (mut named, mut found) = (Vec::new(), Vec::new());
    let mut ids = Vec::new();
    for written in set {
        let article = Article {
            title: Some(written.title.to_owned()),
            published: Some(written.day),
            document: Arc::clone(&written.document),
            ..Article::of(Document::verbatim(String::new()))
        };
        let id = library.keep_article(&article, Origin::File, written.day).unwrap();
        let analysis = analyze(&article.document, &Context::of(&article));
        library.save_analysis(Some(id), &article.document, &analysis).unwrap();
        ids.push((id, analysis));
    }
    for (at, (written, (id, analysis))) in set.iter().zip(&ids).enumerate() {
        for (span, who) in &written.named {
            let words = written.document.slice(*span).to_owned();
            let mention = analysis.mentions.iter().find(|(place, mention)| {
                // A land inside the name of a body is not what the body's name means.
                let is_here = place.start() == span.start() || place.end() == span.end();
                is_here && place.len() <= 2 * span.len() && mention.form == MentionForm::Name
            });
            let entity = mention.map(|(_, mention)| analysis.entity(mention.entity).name.clone());
            let person = entity.and_then(|name| shown(library, *id, &name));
            found.push(person.unwrap_or_else(|| format!("nobody {}", found.len())));
            named.push(Named { article: at, words, who: who.clone() });
        }
    }
    (named, found)
}

/// Who is shown in an article under a name.
fn shown(library: &Library, article: ArticleId, name: &str) -> Option<String> {
    let mut statement = library
        .connection
        .prepare("SELECT entity_id, names FROM article_entity WHERE article_id = ?1")
        .unwrap();
    let rows = statement
        .query_map([article], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
        .unwrap();
    rows.flatten()
        .find(|(_, names)| names.lines().next() == Some(name))
        .map(|(id, _)| id.to_string())
}

/// B³ and the links between articles, all and wrong.
struct Score {
    precision: f64,
    recall: f64,
    links: usize,
    wrong: Vec<(usize, usize)>,
    missed: Vec<(usize, usize)>,
}

impl Score {
    fn of(named: &[Named], found: &[String]) -> Self {
        let (mut precision, mut recall) = (0.0, 0.0);
        let (mut links, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
        for at in 0..named.len() {
            let own = |other: &usize| found[*other] == found[at];
            let true_of = |other: &usize| named[*other].who == named[at].who;
            let linked: Vec<usize> = (0..named.len()).filter(own).collect();
            let right = linked.iter().filter(|other| true_of(other)).count() as f64;
            precision += right / linked.len() as f64;
            recall += right / (0..named.len()).filter(true_of).count() as f64;
            for other in at + 1..named.len() {
                if named[at].article == named[other].article {
                    continue;
                }
                links += usize::from(own(&other));
                match (own(&other), true_of(&other)) {
                    (true, false) => wrong.push((at, other)),
                    (false, true) => missed.push((at, other)),
                    _ => {}
                }
            }
        }
        let count = named.len() as f64;
        Self { precision: precision / count, recall: recall / count, links, wrong, missed }
    }

    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }

    fn wrong_share(&self) -> f64 {
        self.wrong.len() as f64 / self.links.max(1) as f64
    }
}

fn measure(name: &str, set: &str) -> Score {
    let folder = Folder::new();
    let mut library = folder.library();
    let (named, found) = linked(&mut library, &written(set));
    let score = Score::of(&named, &found);
    println!(
        "{name}: {} places, B³ precision {:.1} recall {:.1} F1 {:.1}; {} links between articles, {} wrong ({:.2} %)",
        named.len(),
        score.precision * 100.0,
        score.recall * 100.0,
        score.f1() * 100.0,
        score.links,
        score.wrong.len(),
        score.wrong_share() * 100.0
    );
    if std::env::var_os("SHOW_WRONG").is_some() {
        let mut seen = HashSet::new();
        for (kind, pairs) in [("wrong", &score.wrong), ("missed", &score.missed)] {
            for (one, other) in pairs {
                let line = format!(
                    "{kind}: {} ({}) · {} ({})",
                    named[*one].words, named[*one].who, named[*other].words, named[*other].who
                );
                if seen.insert(line.clone()) {
                    println!("{line}");
                }
            }
        }
        let mut groups: BTreeMap<&String, HashMap<&String, usize>> = BTreeMap::new();
        for (place, found) in named.iter().zip(&found) {
            *groups.entry(&place.who).or_default().entry(found).or_default() += 1;
        }
        println!("{groups:?}");
        let mut statement = library
            .connection
            .prepare("SELECT entity_id, article_id, kind, names, role, reason FROM article_entity JOIN entity ON id = entity_id ORDER BY 4, 1")
            .unwrap();
        let rows = statement.query_map([], |row| {
            let (id, article, kind): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (names, role): (String, Option<String>) = (row.get(3)?, row.get(4)?);
            Ok(format!(
                "{id} in {article} kind {kind} {names:?} role {role:?} reason {:?}",
                row.get::<_, Option<String>>(5)?
            ))
        });
        rows.unwrap().flatten().for_each(|line| println!("{line}"));
    }
    score
}

#[test]
fn one_person_is_one_and_two_are_two() {
    // 95 is wanted of both. What the second lacks are names that the engine does not find in one
    // of their articles; its figure may not fall further.
    for (name, set, least) in [("tuned", TUNED, 0.95), ("unseen", UNSEEN, 0.94)] {
        let score = measure(name, set);
        assert!(score.f1() >= least, "{name}");
        assert!(score.wrong_share() < 0.01, "{name}");
    }
}
