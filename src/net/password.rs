//! Passwords that stand nowhere: an address names a user alone, and whoever keeps the passwords is
//! asked.

use std::fmt::Debug;

/// Finds the password of a user at a host.
pub trait Passwords: Debug + Send + Sync {
    /// `None`: nobody keeps passwords, and the request goes with the user's name alone. May block;
    /// an error says what failed, never a password.
    fn find(&self, host: &str, user: &str) -> Option<Result<String, String>>;
}

/// Nobody keeps passwords.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoPasswords;

impl Passwords for NoPasswords {
    fn find(&self, _: &str, _: &str) -> Option<Result<String, String>> {
        None
    }
}
