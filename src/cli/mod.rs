//! Arguments, one file a subcommand. The only folder that prints to standard output and standard
//! error.

#![cfg_attr(
    not(test),
    expect(
        clippy::print_stderr,
        clippy::disallowed_methods,
        reason = "the command line prints, and reads what it is told to"
    )
)]

mod accounts;
mod analyze;
mod arguments;
mod articles;
mod asked;
mod audit;
mod completions;
mod config;
mod dirs;
mod export;
mod export_page;
mod export_urls;
mod failure;
mod feed;
mod fetch;
mod global;
mod import;
mod import_annotations;
mod import_lists;
mod import_marks;
mod import_newsboat;
mod import_opml;
mod import_urls;
mod keep;
mod kept;
mod keys;
mod leave;
mod lines;
mod outline;
mod person;
mod read;
mod rules;
mod settings;
mod shown;
mod states;
mod story;
mod subscriptions;
mod sync;
mod tables;
mod unsaved;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Subcommand};
pub(crate) use failure::Failure;

/// Runs the program with the arguments it was started with.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match dispatch(arguments) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn dispatch(arguments: Arguments) -> Result<ExitCode, Failure> {
    match arguments.subcommand {
        Some(Subcommand::Analyze(analyze)) => analyze.run(&arguments.global),
        Some(Subcommand::Bookmarks(bookmarks)) => bookmarks.run(&arguments.global),
        Some(Subcommand::Corrections(corrections)) => corrections.run(&arguments.global),
        Some(Subcommand::Add(add)) => add.run(&arguments.global),
        Some(Subcommand::Feeds(feeds)) => feeds.run(&arguments.global),
        Some(Subcommand::Remove(remove)) => remove.run(&arguments.global),
        Some(Subcommand::Fetch(fetch)) => fetch.run(&arguments.global),
        Some(Subcommand::Sync(sync)) => sync.run(&arguments.global),
        Some(Subcommand::Accounts(accounts)) => accounts.run(&arguments.global),
        Some(Subcommand::List(list)) => list.run(&arguments.global),
        Some(Subcommand::Read(read)) => read.run(&arguments.global, false),
        Some(Subcommand::Unread(unread)) => unread.run(&arguments.global, true),
        Some(Subcommand::Star(star)) => star.run(&arguments.global),
        Some(Subcommand::Tag(tag)) => tag.run(&arguments.global),
        Some(Subcommand::Open(open)) => open.run(&arguments.global, &arguments.read),
        Some(Subcommand::Show(show)) => show.run(&arguments.global),
        Some(Subcommand::Search(search)) => search.run(&arguments.global),
        Some(Subcommand::Quotes(quotes)) => quotes.run(&arguments.global),
        Some(Subcommand::People(people)) => people.run(&arguments.global),
        Some(Subcommand::Person(person)) => person.run(&arguments.global),
        Some(Subcommand::Story(story)) => story.run(&arguments.global),
        Some(Subcommand::Audit(audit)) => audit.run(&arguments.global),
        Some(Subcommand::Rules(rules)) => rules.run(&arguments.global),
        Some(Subcommand::Keep(keep)) => keep.run(&arguments.global),
        Some(Subcommand::Import(import)) => import.run(&arguments.global),
        Some(Subcommand::Export(export)) => export.run(&arguments.global),
        Some(Subcommand::Backup(backup)) => backup.run(&arguments.global),
        Some(Subcommand::Forget(forget)) => forget.run(&arguments.global),
        Some(Subcommand::Tables(tables)) => tables.run(&arguments.global),
        Some(Subcommand::Repair(repair)) => repair.run(&arguments.global),
        Some(Subcommand::Feed(feed)) => feed.run(&arguments.global),
        Some(Subcommand::Config(config)) => config.run(&arguments.global),
        Some(Subcommand::Dirs(dirs)) => dirs.run(&arguments.global),
        Some(Subcommand::Completions { shell }) => completions::shell(shell),
        Some(Subcommand::Man) => completions::man(),
        Some(Subcommand::Tutor) => arguments.read.tutor(&arguments.global),
        Some(Subcommand::Keys(keys)) => keys.run(&arguments.global),
        None => arguments.read.run(&arguments.global),
    }
}
