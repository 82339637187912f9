//! HTTP with limits and politeness: a request goes out, bytes and headers come back, or an error
//! with a name.
//!
//! - [`Client`] asks: time, size and redirect limits, private addresses only by the user's own
//!   word, no cookies, no referrer, credentials for one origin only. Blocking; made to be shared by
//!   threads.
//! - [`Policy`] holds every limit; [`Proxies`] says which way; [`Cancel`] ends a request from
//!   another thread.
//! - [`next_allowed`] says when a feed may be asked again: a pure function of the clock, the answer
//!   and the feed's hints.
//!
//! Boundary: uses nothing of ours. It reads no environment and no settings: those come in through
//! [`Policy`]. The only files it reads are the system's root certificates, at the first https
//! connection.

mod address;
mod answer;
mod body;
mod cancel;
mod client;
mod coding;
mod connection;
mod dial;
mod error;
mod gate;
mod head;
mod password;
mod policy;
mod politeness;
mod pool;
mod proxy;
mod redirect;
mod request;
mod roots;
mod target;
mod watch;

pub use answer::Response;
pub use cancel::Cancel;
pub use client::Client;
pub use dial::Resolve;
pub use error::{NetError, Phase};
pub(crate) use password::Passwords;
pub(crate) use policy::Limits;
pub use policy::{Patience, Policy};
pub use politeness::{Asked, FeedHints, Pace, next_allowed};
pub use proxy::Proxies;
pub(crate) use request::Wanted;
pub use request::{Request, Word};
pub(crate) use target::{as_typed, host_of, masked, web_form};
