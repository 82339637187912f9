//! Where things are kept: the XDG folders, or one folder for all.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The four folders. None is made before it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folders {
    pub config: PathBuf,
    pub data: PathBuf,
    pub state: PathBuf,
    pub cache: PathBuf,
}

#[derive(Debug, thiserror::Error)]
#[error("there is no home folder to keep things in; name one with --home DIR")]
pub(crate) struct FoldersError;

impl Folders {
    /// All four under `home` where one is named, else where XDG says.
    pub(crate) fn find(home: Option<&Path>) -> Result<Self, FoldersError> {
        if let Some(home) = home {
            return Ok(Self {
                config: home.join("config"),
                data: home.join("data"),
                state: home.join("state"),
                cache: home.join("cache"),
            });
        }
        let base = etcetera::choose_base_strategy().map_err(|_| FoldersError)?;
        let name = "dateline";
        Ok(Self {
            config: base.config_dir().join(name),
            data: base.data_dir().join(name),
            state: base.state_dir().unwrap_or_else(|| base.data_dir()).join(name),
            cache: base.cache_dir().join(name),
        })
    }
}
