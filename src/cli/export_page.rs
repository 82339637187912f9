//! `dateline export --html`: an article, a story or a person as a page for colleagues.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use super::Failure;
use super::articles::analyse_all;
use super::global::Global;
use super::lines::{count, day};
use super::states::named;
use crate::analysis::{Context, analyze, corrected};
use crate::annotation::{Article, Mark};
use crate::export::{Entry, Section, article_page, sheet_page};
use crate::input::source::Source;
use crate::library::{Laid, Library, PersonPage, TextIdentity};
use crate::service;

/// Claims that a person's page holds at most, newest first.
const CLAIMS: usize = 2000;

/// Prints the page of what `what` names: a file, an address, `-`, the number of an article, the
/// story of one (`story:12`), else a person.
pub(super) fn export_page(global: &Global, what: &OsStr) -> Result<ExitCode, Failure> {
    let words = what.to_string_lossy();
    let source = Source::from_argument(what);
    let page = if matches!(source, Source::Stdin | Source::Url(_)) || Path::new(what).is_file() {
        let article = service::article(&source, &global.overrides())?;
        of_article(global.library_to_read()?.as_ref(), &article)?
    } else {
        let Some(mut library) = global.library_to_read()? else {
            return Err(super::states::nothing());
        };
        if words.bytes().all(|byte| byte.is_ascii_digit()) {
            let ids = named(&library, &[words.into_owned()])?;
            let mut page = String::new();
            for id in ids {
                let article = library.article(id)?;
                let marks = library.reading(&TextIdentity::of(&article, Some(id)))?;
                let marks = marks.map(|reading| library.marks_of(&[reading])).transpose()?;
                let marks: Vec<Mark> =
                    marks.unwrap_or_default().into_iter().map(|row| row.mark).collect();
                let analysis = library.corrected_analysis(id, &article.document)?;
                let analysis =
                    analysis.unwrap_or_else(|| analyze(&article.document, &Context::of(&article)));
                page = article_page(&article, &analysis, &marks);
            }
            page
        } else {
            analyse_all(&mut library)?;
            match words.strip_prefix("story:") {
                Some(number) => of_story(&library, number)?,
                None => of_person(&library, &words)?,
            }
        }
    };
    let mut out = io::stdout().lock();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// An article with what its reader noted and corrected.
fn of_article(library: Option<&Library>, article: &Article) -> Result<String, Failure> {
    let mut analysis = analyze(&article.document, &Context::of(article));
    let mut marks: Vec<Mark> = Vec::new();
    if let Some(library) = library {
        let identity = TextIdentity::of(article, None);
        if let Some(reading) = library.reading(&identity)? {
            marks.extend(library.marks_of(&[reading])?.into_iter().map(|row| row.mark));
        }
        let corrections: Vec<_> = library
            .corrections(&identity)?
            .into_iter()
            .filter_map(|(_, anchor, correction)| {
                Some((anchor.place(&article.document).span()?, correction))
            })
            .collect();
        analysis = corrected(&analysis, &article.document, &corrections);
    }
    Ok(article_page(article, &analysis, &marks))
}

/// The reports of the story of an article, and where they differ.
fn of_story(library: &Library, number: &str) -> Result<String, Failure> {
    let ids = named(library, &[number.to_owned()])?;
    let id = ids.first().copied().ok_or_else(|| Failure::new("no article is named"))?;
    let laid = library.laid(id)?.ok_or_else(|| Failure {
        code: 4,
        ..Failure::new(format!("article {} is not analysed", id.0))
    })?;
    let title = laid.reports.first().map_or("A story", |row| row.title.as_str()).to_owned();
    let urls = library.rows(&laid.reports.iter().map(|row| row.article).collect::<Vec<_>>())?;
    let reports = laid.reports.iter().zip(&laid.sheet.reports).map(|(row, has)| {
        let only = has.only_people.iter().chain(&has.only_quotes).chain(&has.only_figures);
        let only: Vec<&str> = only.map(|item| item.words.as_str()).collect();
        let mut more = format!(
            "{}, {} · {}, {}, {}",
            row.source.as_deref().unwrap_or("no feed"),
            row.at.strftime("%Y-%m-%d %H:%M UTC"),
            count(has.people, "person"),
            count(has.claims, "claim"),
            count(has.figures, "figure"),
        );
        if !only.is_empty() {
            more.push_str(" · only here: ");
            more.push_str(&only.join("; "));
        }
        let url = urls.iter().find(|other| other.id == row.article).and_then(|row| row.url.clone());
        Entry { url, words: row.title.clone(), more }
    });
    let mut sections =
        vec![Section::List { heading: "Reports".into(), entries: reports.collect() }];
    if !laid.sheet.differs.is_empty() {
        sections
            .push(Section::Table { heading: "Where they differ".into(), rows: differing(&laid) });
    }
    let about = format!("{} of one story, side by side", count(laid.all, "report"));
    Ok(sheet_page(&title, &about, &sections))
}

/// One row a version: what it is of, the words, who says them, which reports have it so.
fn differing(laid: &Laid) -> Vec<Vec<String>> {
    let mut rows = vec![["What", "Words", "Said by", "Reports"].map(str::to_owned).to_vec()];
    for differing in &laid.sheet.differs {
        rows.extend(differing.versions.iter().map(|version| {
            let holders = version.holders.iter().map(|(report, _)| laid.holder(*report));
            vec![
                differing.what.clone(),
                version.words.clone(),
                version.speaker.clone().unwrap_or_default(),
                holders.collect::<Vec<_>>().join("; "),
            ]
        }));
    }
    rows
}

/// What the library knows of somebody, by name.
fn of_person(library: &Library, name: &str) -> Result<String, Failure> {
    let none = || {
        Failure {
            code: 4,
            ..Failure::new(format!("nobody is called “{}” here", crate::text::clean_line(name)))
        }
        .hint(Some("dateline people lists the names".into()))
    };
    let mut id = None;
    for kind in crate::annotation::EntityKind::ALL {
        id = id.or(library.person_called(kind, name)?);
    }
    let Some(page) = id.map(|id| library.person_page(id, CLAIMS)).transpose()?.flatten() else {
        return Err(none());
    };
    let PersonPage { person, claims, with, sources, articles, .. } = &page;
    let about = format!(
        "{}, {}; {} to {}{}",
        count(person.articles as usize, "article"),
        count(person.quotes as usize, "quotation"),
        day(person.first),
        day(person.last),
        if person.aliases.is_empty() {
            String::new()
        } else {
            format!("; also {}", person.aliases.join(", "))
        },
    );
    let said = claims.iter().map(|row| Entry {
        url: None,
        words: format!("{}: {}", row.told, row.text),
        more: format!(
            "{} · {} · {}",
            row.act.name(),
            day(row.published.or(Some(row.at))),
            row.title
        ),
    });
    let counted = |rows: &[(String, u32)]| {
        let entry = |(words, count): &(String, u32)| Entry {
            words: words.clone(),
            more: format!("{count}×"),
            url: None,
        };
        rows.iter().map(entry).collect::<Vec<_>>()
    };
    let named_in = articles.iter().map(|row| Entry {
        url: None,
        words: row.title.clone(),
        more: format!("{} · {}", row.source.as_deref().unwrap_or("no feed"), day(Some(row.at))),
    });
    let lists = [
        ("Said", said.collect::<Vec<_>>()),
        ("Named together with", counted(with)),
        ("Where", counted(sources)),
        ("Articles", named_in.collect()),
    ];
    let sections: Vec<Section> = lists
        .into_iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(heading, entries)| Section::List { heading: heading.into(), entries })
        .collect();
    Ok(sheet_page(&person.name, &about, &sections))
}
