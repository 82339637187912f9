//! What the reader has done by the same program, started once more: subscribing to what was typed.

use std::path::{Path, PathBuf};

use super::Desk;
use crate::app::{App, Errand, Notice, Output};
use crate::input::source::Source;

impl Desk {
    /// Subscribes to an address, or to the feeds of a list in a file: `dateline add` and `import`
    /// do it, with the library that is read, and their words are told.
    pub(super) fn subscribe(&mut self, app: &mut App, words: &str) {
        let path = self.at_home(Path::new(words));
        let is_list =
            !matches!(Source::from_argument(words.as_ref()), Source::Url(_)) && path.is_file();
        let program = match std::env::current_exe() {
            Ok(program) => program,
            Err(error) => {
                let words = format!("the program does not find itself: {error}");
                app.notice = Some(Notice::alarm(words));
                return;
            }
        };
        let mut arguments = vec![program.to_string_lossy().into_owned()];
        if let Some(home) = &self.overrides.home {
            arguments.extend(["--home".to_owned(), home.to_string_lossy().into_owned()]);
        }
        let (deed, what) = if is_list {
            ("import", path.to_string_lossy().into_owned())
        } else {
            ("add", words.to_owned())
        };
        arguments.extend([deed.to_owned(), "--".to_owned(), what]);
        let title = "subscribing".to_owned();
        self.run_errand(app, Errand { title, arguments, input: None, output: Output::Told });
    }

    /// A path as it was typed, its `~` the reader's home.
    pub(super) fn at_home(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.environment.home) {
            (Ok(rest), Some(home)) => Path::new(home).join(rest),
            _ => path.to_owned(),
        }
    }
}
