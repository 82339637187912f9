//! The interface of Google Reader, as FreshRSS and Miniflux speak it: signing in, asking, posting.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::answers::{Numbers, read};
use super::error::SyncError;
use crate::net::{Cancel, Client, NetError, Request, Response, Wanted};

/// Numbers asked for at a time.
const PAGE: usize = 10_000;
/// Numbers of one list at most: what is beyond is not believed.
const MOST: usize = 2_000_000;
/// Where FreshRSS has its interface, for an address that leads to the server alone.
const FRESHRSS: &str = "/api/greader.php";

/// A server that was signed in to.
pub(super) struct Server<'a> {
    client: &'a Client,
    cancel: &'a Cancel,
    base: String,
    user: String,
    password: String,
    authorization: String,
    token: String,
}

/// Fields of a query or a form.
pub(super) type Fields<'a> = &'a [(&'a str, &'a str)];

impl<'a> Server<'a> {
    /// Signs in. `url` is that of the interface, or of the server.
    pub(super) fn sign_in(
        client: &'a Client,
        cancel: &'a Cancel,
        url: &str,
        user: &str,
        password: &str,
    ) -> Result<Self, SyncError> {
        let mut server = Self {
            client,
            cancel,
            base: url.trim_end_matches('/').to_owned(),
            user: user.to_owned(),
            password: password.to_owned(),
            authorization: String::new(),
            token: String::new(),
        };
        match server.sign_in_here() {
            Err(
                wrong @ (SyncError::Status { .. }
                | SyncError::Broken { .. }
                | SyncError::Net(NetError::RedirectedForm { .. })),
            ) if !server.base.contains("/api/") => {
                server.base.push_str(FRESHRSS);
                server.sign_in_here().map_err(|error| match error {
                    SyncError::Refused => error,
                    _ => wrong,
                })?;
            }
            other => other?,
        }
        Ok(server)
    }

    fn sign_in_here(&mut self) -> Result<(), SyncError> {
        let form = fields(&[("Email", &self.user), ("Passwd", &self.password)]);
        let request = Request {
            wanted: Wanted::Data,
            form: Some(form),
            ..Request::new(format!("{}/accounts/ClientLogin", self.base))
        };
        let body = good(self.client.get(&request, self.cancel)?)?;
        let text = String::from_utf8_lossy(&body);
        let auth = text
            .lines()
            .find_map(|line| line.trim().strip_prefix("Auth="))
            .filter(|auth| !auth.is_empty())
            .ok_or(SyncError::Broken { why: "it holds no sign-in" })?;
        self.authorization = format!("GoogleLogin auth={auth}");
        let token = self.ask_once("token", &[])?;
        String::from_utf8_lossy(&token).trim().clone_into(&mut self.token);
        Ok(())
    }

    /// Asks for something; signs in anew, once, where the sign-in has run out.
    pub(super) fn ask(&mut self, path: &str, query: Fields<'_>) -> Result<Vec<u8>, SyncError> {
        match self.ask_once(path, query) {
            Err(SyncError::Refused) => {
                self.sign_in_here()?;
                self.ask_once(path, query)
            }
            other => other,
        }
    }

    fn ask_once(&self, path: &str, query: Fields<'_>) -> Result<Vec<u8>, SyncError> {
        let query = fields(query);
        let mark = if query.is_empty() { "" } else { "?" };
        let request = Request {
            wanted: Wanted::Data,
            authorization: Some(self.authorization.clone()),
            ..Request::new(format!("{}/reader/api/0/{path}{mark}{query}", self.base))
        };
        good(self.client.get(&request, self.cancel)?)
    }

    /// Posts something; signs in anew, once, where the sign-in has run out.
    pub(super) fn post(&mut self, path: &str, form: Fields<'_>) -> Result<Vec<u8>, SyncError> {
        match self.post_once(path, form) {
            Err(SyncError::Refused) => {
                self.sign_in_here()?;
                self.post_once(path, form)
            }
            other => other,
        }
    }

    fn post_once(&self, path: &str, form: Fields<'_>) -> Result<Vec<u8>, SyncError> {
        // Miniflux looks at the token alone, also where nothing is changed.
        let form = format!("{}&{}", fields(&[("T", &self.token)]), fields(form));
        let request = Request {
            wanted: Wanted::Data,
            form: Some(form),
            authorization: Some(self.authorization.clone()),
            ..Request::new(format!("{}/reader/api/0/{path}", self.base))
        };
        good(self.client.get(&request, self.cancel)?)
    }

    /// The numbers of all articles of a stream, without those of another; page after page.
    pub(super) fn numbers(
        &mut self,
        stream: &str,
        without: Option<&str>,
    ) -> Result<Vec<i64>, SyncError> {
        let count = PAGE.to_string();
        let mut numbers: Vec<i64> = Vec::new();
        let mut next: Option<String> = None;
        loop {
            let mut query = vec![("output", "json"), ("s", stream), ("n", &*count)];
            query.extend(without.map(|stream| ("xt", stream)));
            query.extend(next.as_deref().map(|next| ("c", next)));
            let page: Numbers = read(&self.ask("stream/items/ids", &query)?)?;
            let came = page.item_refs.len();
            numbers.extend(page.item_refs.iter().map(|number| number.id));
            if numbers.len() > MOST {
                return Err(SyncError::Broken { why: "its list of articles has no end" });
            }
            match page.continuation {
                Some(_) if came == 0 => break,
                Some(further) if next.as_ref() != Some(&further) => next = Some(further),
                Some(_) => return Err(SyncError::Broken { why: "its pages go in a circle" }),
                None => break,
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }
}

/// The body of a success.
fn good(response: Response) -> Result<Vec<u8>, SyncError> {
    match response.status {
        200..300 => Ok(response.body),
        401 | 403 => Err(SyncError::Refused),
        status @ (429 | 503) => {
            Err(SyncError::Busy { status, wait: response.freshness.retry_after })
        }
        status => Err(SyncError::Status { status, words: response.refusal() }),
    }
}

/// Fields as forms and queries have them.
fn fields(fields: Fields<'_>) -> String {
    let field = |(name, value): &(&str, &str)| {
        format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
    };
    fields.iter().map(field).collect::<Vec<_>>().join("&")
}
