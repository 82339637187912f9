//! What every command takes.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, settings};
use crate::config::Network;
use crate::input::Kind;
use crate::library::Library;
use crate::runtime::Folders;
use crate::service::Overrides;

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

    /// Read web pages whole, as they stand, without cutting the article out
    #[arg(long, global = true)]
    pub whole_page: bool,
}

impl Global {
    /// How the network is used: the table `[network]` of the settings. What is wrong in them is
    /// told on standard error, and the defaults hold for it.
    pub(super) fn network(&self) -> Network {
        let read = self.settings_path().and_then(|path| Ok((settings::read(&path)?, path)));
        match read {
            Ok(((settings, problems), path)) => {
                settings::report(&path, &problems);
                settings.network
            }
            Err(failure) => {
                failure.report();
                Network::default()
            }
        }
    }

    /// Where the settings are.
    pub(super) fn settings_path(&self) -> Result<PathBuf, Failure> {
        let folders =
            Folders::find(self.home.as_deref()).map_err(|error| Failure::new(error.to_string()))?;
        Ok(folders.config.join("config.toml"))
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
        Overrides {
            kind,
            encoding: self.encoding.clone(),
            network,
            home: self.home.clone(),
            whole_page: self.whole_page,
            ..Overrides::default()
        }
    }
}
