//! What the command line takes.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser};

use super::Failure;
use crate::config::Network;
use crate::input::Kind;
use crate::library::Library;
use crate::runtime::Folders;
use crate::service::Overrides;

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

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Keep settings, library, log and cache under this one folder
    #[arg(long, value_name = "DIR", global = true, env = "DATELINE_HOME")]
    pub home: Option<PathBuf>,

    /// Take the input for this kind instead of telling it from its bytes
    #[arg(long = "as", value_name = "KIND", global = true, value_parser = ["text", "markdown", "html", "mail"])]
    pub kind: Option<String>,

    /// Take the input for this character set (utf-8, windows-1252, …)
    #[arg(long, value_name = "NAME", global = true)]
    pub encoding: Option<String>,
}

impl Global {
    /// How the network is used: the table `[network]` of the settings. What is wrong in them is
    /// told on standard error, and the defaults hold for it.
    pub(super) fn network(&self) -> Network {
        match super::config::settings(self)
            .and_then(|(settings, problems)| Ok((settings, problems, super::config::path(self)?)))
        {
            Ok((settings, problems, path)) => {
                super::config::report(&path, &problems);
                settings.network
            }
            Err(failure) => {
                failure.report();
                Network::default()
            }
        }
    }

    /// Where the library is kept.
    pub(super) fn library_path(&self) -> Result<PathBuf, Failure> {
        let folders =
            Folders::find(self.home.as_deref()).map_err(|error| Failure::new(error.to_string()))?;
        Ok(folders.data.join("library.db"))
    }

    /// The library, if there is one.
    pub(super) fn library(&self) -> Result<Option<Library>, Failure> {
        Ok(Library::open_existing(&self.library_path()?)?)
    }

    /// The same for commands that only read.
    pub(super) fn library_to_read(&self) -> Result<Option<Library>, Failure> {
        Ok(Library::open_or_read(&self.library_path()?)?)
    }

    /// What is said of every input.
    pub(super) fn overrides(&self) -> Overrides {
        self.overrides_with(self.network())
    }

    /// The same where the settings are read already.
    pub(super) fn overrides_with(&self, network: Network) -> Overrides {
        let kind = self.kind.as_deref().map(|kind| match kind {
            "markdown" => Kind::Markdown,
            "html" => Kind::Html,
            "mail" => Kind::Mail,
            _ => Kind::Text,
        });
        Overrides { kind, encoding: self.encoding.clone(), network, ..Overrides::default() }
    }
}

/// Reading articles, the main job.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// Files and web addresses to read; `-` is standard input
    #[arg(value_name = "FILE|URL|-")]
    pub inputs: Vec<OsString>,

    /// Open the sample report
    #[arg(long)]
    pub sample: bool,

    /// Read line by line, without a screen: commands are typed, sentences come back
    #[arg(long)]
    pub linear: bool,

    /// Columns to set the article in when printing (0: one block a line)
    #[arg(long, value_name = "COLUMNS", default_value_t = 80)]
    pub width: u16,

    /// Colours: terminal, light, dark, high-contrast, sepia, monochrome, or a theme of your own
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
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
    /// Print the reports of the story of an article, and where they differ
    Story(super::story::Story),
    /// Keep single articles for good
    Keep(super::keep::Keep),
    /// Take in a list of feeds (OPML, newsboat's urls), or a folder that `export --all` wrote
    Import(super::import::Import),
    /// Print the list of feeds, or write everything into a folder
    Export(super::export::Export),
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
