//! Rules are applied to what came: states at once, notifications told in one line a rule, commands
//! run one after the other with the article on standard input.
//!
//! No word of an article is ever an argument, and no shell reads the command. One that hangs is
//! ended, and not run again in the same go.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::programs::{Program, Programs};
use crate::library::{ArticleId, Clock, Deed, Library, LibraryError, RuleRow};
use crate::text::clean_line;

/// Articles that rules look at in one change of the file.
const BATCH: usize = 256;
/// So many articles are given to a command in one go; a rule that hits more is told.
const MOST_RUNS: usize = 100;

/// What rules have to say after a go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// For the terminal: a line for each rule that notifies.
    pub alerts: Vec<String>,
    /// Commands that failed, and why.
    pub faults: Vec<String>,
    /// Articles that a rule hit.
    pub hits: usize,
}

/// Lets all rules look at what came and is analysed, as long as `go_on` says so.
pub(crate) fn apply(library: &mut Library, go_on: &dyn Fn() -> bool) -> Result<Said, LibraryError> {
    let rules = library.rules()?;
    let clock = Clock { now: Timestamp::now(), zone: TimeZone::system() };
    let mut found: Vec<Vec<ArticleId>> = vec![Vec::new(); rules.len()];
    while go_on() {
        let (hits, looked_at) = library.rule_arrivals(&rules, &clock, BATCH)?;
        for hit in hits {
            found[hit.rule].push(hit.article);
        }
        if looked_at == 0 {
            break;
        }
    }
    let mut said = Said::default();
    for (rule, ids) in rules.iter().zip(&found).filter(|(_, ids)| !ids.is_empty()) {
        said.hits += ids.len();
        if rule.deeds.contains(&Deed::Notify) {
            said.alerts.push(alert(library, rule, ids)?);
        }
        if let Some(command) = rule.allowed_command() {
            run(library, rule, command, ids, &mut said.faults)?;
        }
    }
    Ok(said)
}

/// "Ferries: 3 new, “Ferry sank off the pier”"
fn alert(library: &Library, rule: &RuleRow, ids: &[ArticleId]) -> Result<String, LibraryError> {
    let newest = ids.iter().max().copied().into_iter().collect::<Vec<_>>();
    let title = library.rows(&newest)?.first().map(|row| row.title.clone()).unwrap_or_default();
    let count = if ids.len() == 1 { String::new() } else { format!("{} new, ", ids.len()) };
    let title: String = clean_line(&title).chars().take(120).collect();
    Ok(format!("{}: {count}“{title}”", clean_line(&rule.name)))
}

/// Gives articles to the command of a rule, the oldest first.
pub(crate) fn run(
    library: &Library,
    rule: &RuleRow,
    command: &str,
    ids: &[ArticleId],
    faults: &mut Vec<String>,
) -> Result<(), LibraryError> {
    let name = clean_line(&rule.name);
    let program = match Program::of_line(&format!("exec:{command}")) {
        Ok(program) => program,
        Err(why) => {
            faults.push(format!("rule {name}: {why}"));
            return Ok(());
        }
    };
    let programs = Programs::of_rules();
    for (done, id) in ids.iter().enumerate() {
        if done == MOST_RUNS {
            faults.push(format!(
                "rule {name}: {} more articles were not given to its command",
                ids.len() - done
            ));
            break;
        }
        let Some(input) = input(library, rule, *id)? else { continue };
        if let Err(why) = programs.run(&program, input.as_bytes()) {
            faults.push(format!("rule {name}: {why}; it got {done} of {} articles", ids.len()));
            break;
        }
    }
    Ok(())
}

/// The article as one line of JSON; `None` where its text cannot be read.
fn input(library: &Library, rule: &RuleRow, id: ArticleId) -> Result<Option<String>, LibraryError> {
    let rows = library.rows(&[id])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let article = match library.article(id) {
        Ok(article) => article,
        Err(LibraryError::Damaged { .. } | LibraryError::Lost | LibraryError::Missing(_)) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let line = json!({
        "rule": rule.name, "number": id.0, "title": row.title, "url": row.url, "feed": row.source,
        "byline": row.byline, "published": row.published.map(|day| day.to_string()),
        "text": article.document.text(),
    });
    Ok(Some(format!("{line}\n")))
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::annotation::Article;
    use crate::library::tests::Folder;
    use crate::library::{Deed, Library, Origin};
    use crate::query::Query;
    use crate::service::backlog::{Manner, PassedOver, analyse, index};
    use crate::text::Document;

    fn keep(library: &mut Library, title: &str, text: &str) {
        let article = Article {
            title: Some(title.to_owned()),
            ..Article::of(Document::verbatim(text.to_owned()))
        };
        library.keep_article(&article, Origin::File, jiff::Timestamp::UNIX_EPOCH).expect("kept");
    }

    fn work_off(library: &mut Library) {
        index(library, Manner::quick(&|| true)).expect("indexed");
        analyse(library, Manner::quick(&|| true), &mut PassedOver::default(), |_, _| {})
            .expect("analysed");
    }

    #[test]
    fn a_command_gets_the_article_on_standard_input_and_none_of_its_words_as_arguments() {
        let folder = Folder::new();
        let mut library = folder.library();
        let out = folder.path().join("got");
        let command = format!("sh -c 'cat >> {0}; echo $# >> {0}'", out.display());
        let deeds = [Deed::Run(command.clone()), Deed::Notify];
        library
            .put_rule("ferries", &Query::parse("ferry").expect("a query"), &deeds, true)
            .expect("kept");
        keep(&mut library, "Ferry; $(touch /nowhere)", "The ferries sank near the quay.");
        keep(&mut library, "Bank", "The bank is closed.");
        work_off(&mut library);
        let said = apply(&mut library, &|| true).expect("applied");
        assert_eq!(said.alerts, ["ferries: “Ferry; $(touch /nowhere)”"]);
        assert!(!out.exists(), "nothing is run that was not allowed");

        library.allow_rule("ferries", &command).expect("allowed");
        keep(&mut library, "Ferry \u{1b}[31m two", "Another ferry, “sank”.");
        work_off(&mut library);
        let said = apply(&mut library, &|| true).expect("applied");
        assert_eq!((said.hits, said.faults.len()), (1, 0), "{said:?}");
        let got = std::fs::read_to_string(&out).expect("it wrote");
        let (line, count) = got.split_once('\n').expect("two lines");
        assert_eq!(count.trim(), "0");
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(line["text"], "Another ferry, “sank”.");
        assert!(!said.alerts[0].contains('\u{1b}'), "{said:?}");
    }

    #[test]
    fn a_command_that_hangs_is_ended_and_not_run_again() {
        let folder = Folder::new();
        let mut library = folder.library();
        let command = "sh -c 'while :; do :; done'";
        let rule = [Deed::Run(command.into())];
        library.put_rule("all", &Query::default(), &rule, true).expect("kept");
        library.allow_rule("all", command).expect("allowed");
        for number in 0..3 {
            keep(&mut library, &format!("{number}"), &format!("Text {number} of some words."));
        }
        work_off(&mut library);
        let start = std::time::Instant::now();
        let said = apply(&mut library, &|| true).expect("applied");
        assert!(start.elapsed() < std::time::Duration::from_mins(1));
        assert_eq!((said.hits, said.faults.len()), (3, 1), "{said:?}");
        assert!(said.faults[0].contains("did not end within"), "{said:?}");
    }

    #[test]
    fn a_changed_command_needs_leave_anew() {
        let folder = Folder::new();
        let mut library = folder.library();
        let query = Query::parse("ferry").expect("a query");
        library.put_rule("a", &query, &[Deed::Run("true".into())], true).expect("kept");
        library.allow_rule("a", "true").expect("allowed");
        let command = |library: &Library| {
            let rule = library.rule("a").expect("read").expect("there");
            rule.allowed_command().map(str::to_owned)
        };
        assert_eq!(command(&library).as_deref(), Some("true"));
        library.put_rule("a", &query, &[Deed::Run("false".into())], true).expect("kept");
        assert_eq!(command(&library), None);
    }
}
