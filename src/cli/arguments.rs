//! What the command line takes.

use clap::Parser;

use super::global::Global;
use super::read::Read;

/// A news reader for the terminal that shows who is in the story and who said what.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub global: Global,

    #[command(flatten)]
    pub read: Read,

    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Subcommand {
    /// Print who is in articles and who said what
    Analyze(super::analyze::Analyze),
    /// Print bookmarks, marks and notes
    Bookmarks(super::kept::Bookmarks),
    /// Print what was corrected by hand
    Corrections(super::kept::Corrections),
    /// Subscribe to feeds, or to those that pages lead to
    Add(super::subscriptions::Add),
    /// Print the subscriptions
    Feeds(super::subscriptions::Feeds),
    /// End subscriptions; what is starred, tagged or annotated stays
    #[command(visible_alias = "unsubscribe")]
    Remove(super::subscriptions::Remove),
    /// Ask feeds for new articles
    Fetch(super::fetch::Fetch),
    /// Sync with servers that keep feeds (FreshRSS, Miniflux and their like)
    Sync(super::sync::SyncAccounts),
    /// Print the accounts on such servers
    Accounts(super::accounts::Accounts),
    /// List articles, newest first
    List(super::articles::List),
    /// Mark articles as read
    Read(super::states::MarkRead),
    /// Mark articles as unread
    Unread(super::states::MarkRead),
    /// Star articles
    Star(super::states::Star),
    /// Set tags on articles
    Tag(super::states::Tag),
    /// A walk of five minutes through the reader, in the sample
    Tutor,
    /// Open an article of the library in the reader, or in the browser
    Open(super::states::Open),
    /// Print articles of the library
    Show(super::states::Show),
    /// Search the articles, best first
    Search(super::articles::Search),
    /// Print who said what, across all articles
    Quotes(super::articles::Quotes),
    /// Print whom the articles are about
    People(super::articles::People),
    /// Print all that is known of one of them; join, part, rename, follow them
    Person(super::person::Person),
    /// Print the reports of the story of an article, and where they differ
    Story(super::story::Story),
    /// Count who is heard in articles: voices, words, acts, offices, women and men
    Audit(super::audit::Audit),
    /// Print, add and try rules: what is done with articles as they come
    Rules(super::rules::Rules),
    /// Keep single articles for good
    Keep(super::keep::Keep),
    /// Take in a list of feeds (OPML, newsboat's urls), or a folder that `export --all` wrote
    Import(super::import::Import),
    /// Print the list of feeds, or write everything into a folder
    Export(super::export::Export),
    /// Write the library as flat tables into a folder, for notebooks and databases
    Tables(super::tables::Tables),
    /// Write a whole copy of the library to a file, also while it is read
    Backup(super::leave::Backup),
    /// Forget articles, a feed or a person's page for good
    Forget(super::leave::Forget),
    /// Save what can be read of a damaged library
    Repair(super::keep::Repair),
    /// Look into a feed without subscribing
    Feed(super::feed::LookIntoFeed),
    /// Print, change and check the settings
    Config(super::config::Config),
    /// Print the folders that Dateline uses
    Dirs(super::dirs::Dirs),
    /// Print a completion script for a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    Man,
    /// Print the keys
    Keys(super::keys::Keys),
}
