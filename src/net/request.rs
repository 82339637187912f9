//! What is asked, and the bytes that ask it.

use super::coding::OFFERED;
use super::target::Target;

/// One GET, or a POST where it has a form.
#[derive(Clone, Default)]
pub struct Request {
    /// The address. `user:password@` in it is sent to its own origin only.
    pub url: String,
    /// Sent back exactly as they came.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// The address that gave the two above ([`super::Response::final_url`]); they are sent to no
    /// other. `None`: to each.
    pub validated_url: Option<String>,
    pub wanted: Wanted,
    pub word: Word,
    /// Fields of a form, as `application/x-www-form-urlencoded`: they are posted. A redirect of it is
    /// not followed.
    pub form: Option<String>,
    /// The value of `Authorization`, in place of the credentials of the address; for its origin
    /// alone.
    pub authorization: Option<String>,
}

/// What kind of document is preferred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    #[default]
    Feed,
    Page,
    /// An answer of an interface for programs.
    Data,
}

/// Who gave the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Word {
    /// The user typed it or has it in a list of their own: a private address in it is meant.
    #[default]
    Typed,
    /// A document named it: private addresses are refused.
    Found,
}

impl Request {
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }

    /// Whether validators go to `target`.
    pub(super) fn is_conditional_for(&self, target: &Target) -> bool {
        (self.etag.is_some() || self.last_modified.is_some())
            && self.validated_url.as_ref().is_none_or(|url| *url == target.to_text())
    }
}

// Written by hand: a derived one would show the password in the address.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("url", &super::target::shown(&self.url))
            .field("wanted", &self.wanted)
            .field("word", &self.word)
            .finish_non_exhaustive()
    }
}

/// How one hop of a request is written.
pub(super) struct Line<'a> {
    pub(super) target: &'a Target,
    pub(super) request: &'a Request,
    pub(super) user_agent: &'a str,
    pub(super) authorization: Option<String>,
    /// Through a proxy that is asked for the whole address, with its own authorization.
    pub(super) absolute: bool,
    pub(super) proxy_authorization: Option<&'a str>,
}

impl Line<'_> {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let place = self.target.path_and_query();
        let place = if self.absolute {
            format!("http://{}{place}", self.target.authority())
        } else {
            place
        };
        let form = self.request.form.as_deref();
        let method = if form.is_some() { "POST" } else { "GET" };
        let mut out = format!("{method} {place} HTTP/1.1\r\n").into_bytes();
        header(&mut out, "Host", &self.target.authority());
        header(&mut out, "User-Agent", self.user_agent);
        header(&mut out, "Accept", accept(self.request.wanted));
        header(&mut out, "Accept-Encoding", OFFERED);
        if self.request.is_conditional_for(self.target) {
            self.request.etag.iter().for_each(|etag| header(&mut out, "If-None-Match", etag));
            self.request
                .last_modified
                .iter()
                .for_each(|date| header(&mut out, "If-Modified-Since", date));
        }
        self.authorization.iter().for_each(|value| header(&mut out, "Authorization", value));
        self.proxy_authorization
            .iter()
            .for_each(|value| header(&mut out, "Proxy-Authorization", value));
        if let Some(form) = form {
            header(&mut out, "Content-Type", "application/x-www-form-urlencoded");
            header(&mut out, "Content-Length", &form.len().to_string());
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(form.unwrap_or_default().as_bytes());
        out
    }
}

fn accept(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
        }
        Wanted::Data => "application/json, text/plain;q=0.9, */*;q=0.5",
        Wanted::Page => "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
    }
}

/// Adds one header; characters are bytes, as they were read. A value that could end the line is
/// left out whole.
fn header(out: &mut Vec<u8>, name: &str, value: &str) {
    let bytes: Option<Vec<u8>> = value
        .chars()
        .map(|c| {
            u8::try_from(u32::from(c))
                .ok()
                .filter(|byte| *byte >= 0x20 && *byte != 0x7f || *byte == b'\t')
        })
        .collect();
    if let Some(bytes) = bytes {
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(&bytes);
        out.extend_from_slice(b"\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(request: &Request) -> String {
        let (target, _) = Target::parse(&request.url).expect("an address");
        let line = Line {
            target: &target,
            request,
            user_agent: "x/1",
            authorization: None,
            absolute: false,
            proxy_authorization: None,
        };
        line.to_bytes().iter().map(|byte| char::from(*byte)).collect()
    }

    #[test]
    fn a_form_is_posted_with_its_length_and_never_shown() {
        let request = Request {
            form: Some("Email=ana&Passwd=a%26b".into()),
            authorization: Some("GoogleLogin auth=x".into()),
            ..Request::new("https://a.example/login")
        };
        let written = written(&request);
        assert!(written.starts_with("POST /login HTTP/1.1\r\n"), "{written}");
        assert!(written.ends_with("\r\nContent-Length: 22\r\n\r\nEmail=ana&Passwd=a%26b"));
        assert!(!format!("{request:?}").contains("Passwd"));
        assert!(!format!("{request:?}").contains("auth=x"));
    }

    #[test]
    fn validators_go_back_byte_for_byte_and_only_where_they_came_from() {
        let odd = "\"a b;c='d',e\\f\u{e9}-gzip\"";
        let mut request =
            Request { etag: Some(odd.to_owned()), ..Request::new("http://a.example/feed") };
        assert!(written(&request).contains(&format!("\r\nIf-None-Match: {odd}\r\n")));
        request.validated_url = Some("http://b.example/feed".to_owned());
        assert!(!written(&request).contains("If-None-Match"));
    }

    #[test]
    fn a_stored_value_cannot_add_a_header() {
        let request = Request {
            etag: Some("x\r\nCookie: a=b".to_owned()),
            ..Request::new("http://a.example/feed")
        };
        assert!(!written(&request).contains("Cookie"));
    }

    #[test]
    fn nothing_is_sent_that_tells_more_than_needed() {
        let sent = written(&Request::new("http://a.example:81/feed?x=1"));
        assert!(
            sent.starts_with("GET /feed?x=1 HTTP/1.1\r\nHost: a.example:81\r\nUser-Agent: x/1\r\n"),
            "{sent}"
        );
        for name in ["Referer", "Cookie", "Accept-Language", "From"] {
            assert!(!sent.contains(name), "{name}");
        }
    }

    #[test]
    fn a_request_is_shown_without_its_password() {
        assert!(!format!("{:?}", Request::new("http://u:s3cret@a.example/")).contains("s3cret"));
    }
}
