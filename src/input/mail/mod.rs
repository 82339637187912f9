//! Mail (RFC 5322 and MIME) and saved pages of its form (MHTML, RFC 2557) → an article.
//!
//! [`message`] takes the bytes apart with `mail-parser`, [`newsletter`] clears its markup of what
//! no reader of the letter sees; then it is read as any other HTML or text. Uses `text` and
//! `annotation` alone.

mod letter;
mod message;
mod newsletter;
mod words;

pub(super) use letter::article;
pub(crate) use letter::{Letter, letter};
pub(super) use message::is_mail;
