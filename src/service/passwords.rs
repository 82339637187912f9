//! The reader's own program that prints passwords, as the settings name it.

use std::collections::HashMap;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::worker::{Beside, beside};
use crate::net::Passwords;
use crate::text::clean_line;

/// A program that asks its reader something may take so long.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked whether the program has ended.
const LOOK: Duration = Duration::from_millis(10);
/// A longer answer is no password.
const LONGEST: u64 = 4 << 10;

/// Runs `words` without a shell, once for each user and host; `%h` in them is the host, `%u` the
/// user. The first line that it prints is the password, which is kept in memory alone.
pub(super) struct PasswordCommand {
    words: Vec<String>,
    /// What the settings call it.
    setting: String,
    /// It is for one host alone, which then need not be named.
    is_for_one: bool,
    known: Mutex<HashMap<(String, String), Result<String, String>>>,
}

impl PasswordCommand {
    pub(super) fn new(words: Vec<String>) -> Self {
        let setting = "network.password_command".to_owned();
        Self { words, setting, is_for_one: false, known: Mutex::default() }
    }

    /// That of one account.
    pub(super) fn of_account(name: &str, words: Vec<String>) -> Self {
        let setting = format!("accounts.{name}.password_command");
        Self { words, setting, is_for_one: true, known: Mutex::default() }
    }

    fn run(&self, host: &str, user: &str) -> Result<String, String> {
        // Without the host one password would go to every server that a list of feeds names.
        let Self { setting, .. } = self;
        if !self.is_for_one && !self.words.iter().any(|word| word.contains("%h")) {
            return Err("network.password_command does not say for which host: write %h where the host is to stand".into());
        }
        let filled = |word: &String| word.replace("%h", host).replace("%u", user);
        let mut words = self.words.iter().map(filled);
        let program = words.next().unwrap_or_default();
        let failed = |why: &str| format!("{setting}, “{}”, {why}", clean_line(&program));
        let mut child = Command::new(&program)
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(&format!("cannot be run: {error}")))?;
        let printed = child.stdout.take().map(|pipe| {
            beside(move || {
                let mut bytes = Vec::new();
                let _ = pipe.take(LONGEST).read_to_end(&mut bytes);
                bytes
            })
        });
        let until = Instant::now() + PATIENCE;
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if Instant::now() < until => std::thread::sleep(LOOK),
                _ => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(failed("did not end in a minute"));
                }
            }
        };
        if !status.success() {
            return Err(failed(&format!("ended with {status}")));
        }
        let bytes = printed.map(Beside::join).unwrap_or_default();
        let first = String::from_utf8_lossy(&bytes).lines().next().unwrap_or_default().to_owned();
        if first.is_empty() { Err(failed("printed no password")) } else { Ok(first) }
    }
}

impl Passwords for PasswordCommand {
    fn find(&self, host: &str, user: &str) -> Option<Result<String, String>> {
        if self.words.is_empty() {
            return None;
        }
        // Held while the program runs, so that it asks its reader once.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found =
            known.entry((host.to_owned(), user.to_owned())).or_insert_with(|| self.run(host, user));
        Some(found.clone())
    }
}

// By hand: a derived one would show passwords.
impl std::fmt::Debug for PasswordCommand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordCommand").field("words", &self.words).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(words: &[&str]) -> Option<Result<String, String>> {
        PasswordCommand::new(words.iter().map(|&word| word.to_owned()).collect())
            .find("news.example", "ana")
    }

    #[test]
    fn the_first_line_is_the_password_and_no_shell_reads_the_words() {
        assert_eq!(find(&["printf", "secret of %%s\nmore", "%h"]), Some(Ok("secret of %s".into())));
        assert_eq!(find(&["echo", "$(id)/%h/%u"]), Some(Ok("$(id)/news.example/ana".into())));
        assert_eq!(find(&[]), None);
    }

    #[test]
    fn what_fails_is_named() {
        let words = |words: &[&str]| find(words).and_then(Result::err).unwrap_or_default();
        assert!(words(&["false", "%h"]).contains("“false”, ended with"));
        assert!(words(&["true", "%h"]).contains("printed no password"));
        assert!(words(&["dateline-has-no-such", "%h"]).contains("cannot be run"));
        assert!(words(&["cat", "secret"]).contains("%h"));
    }
}
