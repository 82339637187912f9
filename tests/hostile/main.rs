//! The client and the refresh against a server that does everything wrong: redirects into private
//! networks, bombs, bodies without end or with a wrong length, one byte a second, stolen
//! credentials, cookies.
//!
//! The server is `../shared/corpora/hostile_server.py` (a path of its own: `DATELINE_SHARED`).
//! Where it or Python is absent, these tests are ignored; `tests/bad_server.rs` has the worst of it on a server of its own. Time limits are short here, so that
//! a test of a server that never answers takes a second.

mod commands;
mod every_case;
mod polite;
mod private;
mod redirects;
mod refresh;
mod server;
mod statuses;
mod tls;
mod transfer;
