//! A whole copy of the library in another file, safe while other windows write.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use super::Library;
use super::error::{LibraryError, Result};

impl Library {
    /// Writes the library, as it stands at one moment, to a file that is not there yet. Under its
    /// own name there is never half of one.
    pub fn back_up(&self, to: &Path) -> Result<()> {
        let cannot = |reason: String| LibraryError::CannotOpen { path: to.to_owned(), reason };
        if fs::symlink_metadata(to).is_ok() {
            return Err(cannot("there is a file of this name already".into()));
        }
        let mut part = to.as_os_str().to_owned();
        part.push(format!(".{}.part", std::process::id()));
        let part = PathBuf::from(part);
        let written = self.copy_to(&part).and_then(|()| {
            // A link fails where another file took the name meanwhile, a renaming would not.
            fs::hard_link(&part, to)
                .or_else(|_| fs::rename(&part, to))
                .map_err(|error| cannot(error.to_string()))
        });
        let _ = fs::remove_file(&part);
        written
    }

    /// `VACUUM INTO` reads one snapshot and takes an empty file, which is for its owner's eyes
    /// alone from the first byte (<https://www.sqlite.org/lang_vacuum.html>).
    fn copy_to(&self, part: &Path) -> Result<()> {
        let cannot = |reason: String| LibraryError::CannotOpen { path: part.to_owned(), reason };
        let name = part.to_str().ok_or_else(|| cannot("its name is no UTF-8".into()))?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(part).map_err(|error| cannot(error.to_string()))?;
        self.connection
            .execute("VACUUM INTO ?1", [name])
            .map_err(|error| LibraryError::of(&error, part))?;
        Ok(())
    }
}
