//! What its reader decides about people and corrects in articles counts everywhere, at once, after
//! a new analysis, and until it is taken back.

use jiff::Timestamp;

use super::{Folder, at};
use crate::analysis::{Context, analyze};
use crate::annotation::{Act, Article, Correction, EntityKind};
use crate::library::{ArticleId, Library, Origin, PersonId, QuoteFilter, TextIdentity};
use crate::text::{Anchor, Document, Span};

const MAYOR: &str = "Ana Ruiz, the mayor of Lund, opened a bridge. “It is wide,” Ruiz said.";
const PAINTER: &str =
    "The painter Ana Ruiz showed her pictures in Turin. “I paint at night,” Ruiz said.";
const CHIEF: &str = "Bo Lima, the chief executive of Gulf Line, left. “I am tired,” Lima said.";

fn keep(library: &mut Library, text: &str, second: i64) -> (ArticleId, Article) {
    let article = Article {
        title: Some(text.chars().take(20).collect()),
        published: Some(at(second)),
        ..Article::of(Document::verbatim(text.into()))
    };
    let id = library.keep_article(&article, Origin::File, at(second)).unwrap();
    analyse(library, id, &article);
    (id, article)
}

fn analyse(library: &mut Library, id: ArticleId, article: &Article) {
    let analysis = analyze(&article.document, &Context::of(article));
    library.save_analysis(Some(id), &article.document, &analysis).unwrap();
}

fn called(library: &Library, name: &str) -> Vec<PersonId> {
    library.all_called(&[EntityKind::Person], name).unwrap()
}

fn said_by(library: &Library, name: &str) -> Vec<String> {
    let filter = QuoteFilter { speaker: Some(name.into()), ..QuoteFilter::default() };
    library.quotes(&filter, 10).unwrap().into_iter().map(|row| row.text).collect()
}

fn now() -> Timestamp {
    at(99)
}

#[test]
fn two_of_one_name_are_joined_and_parted_again() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (mayor, painter) = (keep(&mut library, MAYOR, 1), keep(&mut library, PAINTER, 2));
    let two = called(&library, "Ana Ruiz");
    assert_eq!(two.len(), 2);
    library.join_people(two[0], two[1], now()).unwrap();
    let one = called(&library, "Ana Ruiz");
    assert_eq!(one.len(), 1);
    let page = library.person_page(one[0], 9).unwrap().unwrap();
    assert_eq!((page.person.articles, page.person.quotes, page.claims.len()), (2, 2, 2));
    // It holds when the articles are analysed anew, in whatever order.
    analyse(&mut library, mayor.0, &mayor.1);
    analyse(&mut library, painter.0, &painter.1);
    assert_eq!(called(&library, "Ana Ruiz").len(), 1);
    library.undo().unwrap().unwrap();
    assert_eq!(called(&library, "Ana Ruiz").len(), 2);
    analyse(&mut library, painter.0, &painter.1);
    assert_eq!(called(&library, "Ana Ruiz").len(), 2);
    library.redo().unwrap().unwrap();
    assert_eq!(called(&library, "Ana Ruiz").len(), 1);
    assert_eq!(library.faults().unwrap(), Vec::<String>::new());
}

#[test]
fn an_article_is_parted_off_and_stays_so() {
    let folder = Folder::new();
    let mut library = folder.library();
    keep(&mut library, MAYOR, 1);
    let second = "The mayor of Lund, Ana Ruiz, closed the bridge. “It was wide,” Ruiz said.";
    let (id, article) = keep(&mut library, second, 2);
    let one = called(&library, "Ana Ruiz");
    assert_eq!(one.len(), 1);
    library.part_person(one[0], &[id], now()).unwrap();
    assert_eq!(called(&library, "Ana Ruiz").len(), 2);
    analyse(&mut library, id, &article);
    let two = called(&library, "Ana Ruiz");
    assert_eq!(two.len(), 2);
    let articles = |id: &PersonId| library.person_page(*id, 0).unwrap().unwrap().person.articles;
    assert!(two.iter().all(|id| articles(id) == 1));
    library.undo().unwrap().unwrap();
    assert_eq!(called(&library, "Ana Ruiz").len(), 1);
}

#[test]
fn a_new_name_is_everywhere_and_outlives_a_new_analysis() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (id, article) = keep(&mut library, CHIEF, 1);
    let bo = called(&library, "Bo Lima");
    library.rename_person(bo[0], "Boris Lima", now()).unwrap();
    analyse(&mut library, id, &article);
    let quote = &library.quotes(&QuoteFilter::default(), 5).unwrap()[0];
    assert_eq!(quote.speaker.as_deref(), Some("Boris Lima"));
    assert_eq!(called(&library, "Bo Lima"), called(&library, "Boris Lima"));
    library.undo().unwrap().unwrap();
    let page = library.person_page(bo[0], 0).unwrap().unwrap();
    assert_eq!(page.person.name, "Bo Lima");
}

#[test]
fn a_corrected_speaker_and_act_count_in_quotations_and_on_pages() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (id, article) = keep(&mut library, CHIEF, 1);
    let text = TextIdentity::of(&article, Some(id));
    let place = CHIEF.find("I am tired").unwrap();
    let anchor = Anchor::of(&article.document, Span::from_usize(place, place + 11));
    for correction in [Correction::Speaker(Some("Cy Moe".into())), Correction::Act(Act::Denies)] {
        let change = |library: &mut Library| {
            library.add_correction(&text, &anchor, &correction, now())?;
            Ok("corrected".into())
        };
        library.change_kept(&text, now(), change).unwrap();
    }
    assert_eq!(said_by(&library, "Cy Moe").len(), 1);
    assert_eq!(said_by(&library, "Lima"), Vec::<String>::new());
    let denied = QuoteFilter { act: Some(Act::Denies), ..QuoteFilter::default() };
    assert_eq!(library.quotes(&denied, 5).unwrap().len(), 1);
    analyse(&mut library, id, &article);
    assert_eq!(said_by(&library, "Cy Moe").len(), 1);
    library.undo().unwrap().unwrap();
    library.undo().unwrap().unwrap();
    assert_eq!(said_by(&library, "Lima").len(), 1);
    assert_eq!(called(&library, "Cy Moe"), Vec::new());
}

#[test]
fn a_correction_for_all_articles_is_made_in_those_that_come_later_too() {
    let folder = Folder::new();
    let mut library = folder.library();
    keep(&mut library, CHIEF, 1);
    let is = Correction::Merge("Boris Lima".into());
    library.correct_everywhere("Bo Lima", &is, "Bo Lima is Boris Lima", now()).unwrap();
    assert_eq!(said_by(&library, "Boris Lima").len(), 1);
    keep(&mut library, &CHIEF.replace("left", "came back"), 2);
    assert_eq!(said_by(&library, "Boris Lima").len(), 2);
    library.undo().unwrap().unwrap();
    assert_eq!(said_by(&library, "Boris Lima").len(), 0);
    assert_eq!(said_by(&library, "Bo Lima").len(), 2);
}

#[test]
fn a_decision_that_makes_no_sense_changes_nothing() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (id, _) = keep(&mut library, CHIEF, 1);
    let bo = called(&library, "Bo Lima")[0];
    assert!(library.join_people(bo, bo, now()).is_err());
    assert!(library.part_person(bo, &[id], now()).is_err());
    assert!(library.rename_person(bo, "…", now()).is_err());
    assert!(library.rename_person(PersonId(999), "Cy", now()).is_err());
    assert_eq!(library.undo().unwrap(), None);
}

#[test]
fn somebody_is_followed_with_what_is_unread() {
    let folder = Folder::new();
    let mut library = folder.library();
    keep(&mut library, CHIEF, 1);
    let bo = called(&library, "Bo Lima")[0];
    assert_eq!(library.turn_follow(bo).unwrap(), ("Bo Lima".to_owned(), true));
    let clock = super::articles::clock();
    let followed = library.followed(&clock).unwrap();
    assert_eq!((followed[0].name.as_str(), followed[0].unread), ("Bo Lima", 1));
    assert!(!library.turn_follow(bo).unwrap().1);
    assert!(library.followed(&clock).unwrap().is_empty());
}
