//! A web address as the client sees it: checked, split from its credentials, ready to be compared
//! and shown.

use base64::prelude::{BASE64_STANDARD, Engine};
use url::{Host, Url};

use super::address::{is_private_address, is_private_name};
use super::error::NetError;
use crate::text::clean_line;

/// Longest address that is asked for.
const LONGEST: usize = 16 << 10;

/// An http or https address without credentials and fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) url: Url,
}

/// `user:password` of an address, and the origin they are for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Credentials {
    origin: (String, String, u16),
    user: String,
    password: String,
}

impl Target {
    /// Reads an address that a person or a document gave, and the credentials in it.
    pub(super) fn parse(text: &str) -> Result<(Self, Option<Credentials>), NetError> {
        if text.len() > LONGEST {
            return Err(NetError::BadAddress {
                url: shown(text),
                why: "it is too long".to_owned(),
            });
        }
        let url = Url::parse(text.trim())
            .map_err(|why| NetError::BadAddress { url: shown(text), why: why.to_string() })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NetError::Scheme { scheme: brief(url.scheme()) });
        }
        let mut target = Self { url };
        let credentials = target.take_credentials();
        Ok((target, credentials))
    }

    /// Where a `Location` leads from here. Credentials in it are dropped: a server does not hand
    /// out passwords.
    pub(super) fn join(&self, location: &str) -> Result<Self, NetError> {
        let bad = |why: String| NetError::BadAddress { url: shown(location), why };
        if location.len() > LONGEST {
            return Err(bad("it is too long".to_owned()));
        }
        let url = self.url.join(location.trim()).map_err(|why| bad(why.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NetError::RedirectScheme { scheme: brief(url.scheme()) });
        }
        let mut target = Self { url };
        target.take_credentials();
        Ok(target)
    }

    fn take_credentials(&mut self) -> Option<Credentials> {
        let user = percent_decoded(self.url.username());
        let password = percent_decoded(self.url.password().unwrap_or_default());
        // An http or https address always has a host, so these cannot fail; if they did, nothing
        // would be sent anyway.
        let _ = self.url.set_username("");
        let _ = self.url.set_password(None);
        self.url.set_fragment(None);
        if user.is_empty() && password.is_empty() {
            return None;
        }
        Some(Credentials { origin: self.origin(), user, password })
    }

    pub(super) fn is_tls(&self) -> bool {
        self.url.scheme() == "https"
    }

    pub(super) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The host without the brackets of IPv6, as resolvers and certificates want it.
    pub(super) fn bare_host(&self) -> &str {
        self.host().trim_start_matches('[').trim_end_matches(']')
    }

    pub(super) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(80)
    }

    pub(super) fn origin(&self) -> (String, String, u16) {
        (self.url.scheme().to_owned(), self.host().to_owned(), self.port())
    }

    /// `host` or `host:port` where the port is not the scheme's own.
    pub(super) fn authority(&self) -> String {
        self.url
            .port()
            .map_or_else(|| self.host().to_owned(), |port| format!("{}:{port}", self.host()))
    }

    /// Path and query, as the request line has them.
    pub(super) fn path_and_query(&self) -> String {
        self.url.query().map_or_else(
            || self.url.path().to_owned(),
            |query| format!("{}?{query}", self.url.path()),
        )
    }

    /// Whether the address itself, before any look-up, is a private one.
    pub(super) fn is_private(&self) -> bool {
        match self.url.host() {
            Some(Host::Ipv4(v4)) => is_private_address(v4.into()),
            Some(Host::Ipv6(v6)) => is_private_address(v6.into()),
            Some(Host::Domain(name)) => is_private_name(name),
            None => true,
        }
    }

    pub(super) fn to_text(&self) -> String {
        self.url.as_str().to_owned()
    }
}

impl Credentials {
    /// The `Authorization` for `target`, if it is the origin that these were given for (RFC 7617).
    pub(super) fn for_target(&self, target: &Target) -> Option<String> {
        (self.origin == target.origin()).then(|| basic(&self.user, &self.password))
    }

    /// The user, where there is no password.
    pub(super) fn user_alone(&self) -> Option<&str> {
        self.password.is_empty().then_some(self.user.as_str()).filter(|user| !user.is_empty())
    }

    /// The same with a password.
    pub(super) fn with(&self, password: String) -> Self {
        Self { password, ..self.clone() }
    }

    /// `target` with these credentials in it again, if they are for its origin.
    pub(super) fn put_into(&self, target: &Target) -> String {
        let mut url = target.url.clone();
        if self.origin == target.origin() {
            let _ = url.set_username(&self.user);
            let _ = url.set_password((!self.password.is_empty()).then_some(self.password.as_str()));
        }
        url.into()
    }
}

/// `Basic` and the pair in base 64.
pub(super) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}

/// Undoes `%41`. What is not UTF-8 afterwards is mended.
pub(super) fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The host of an address, for whoever sorts requests by host. `None` if it is no web address.
pub(crate) fn host_of(url: &str) -> Option<String> {
    Target::parse(url).ok().map(|(target, _)| target.host().to_owned())
}

/// An address as a person types it, as the web has it: without blanks around it and without a
/// fragment, which no server is sent, and with `https://` where no scheme stands. What is no
/// address stays as it is, for the error to name.
pub(crate) fn as_typed(text: &str) -> String {
    let typed = web_form(text.trim());
    let has_scheme = typed.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && !scheme.contains('.')
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let whole = if has_scheme { typed } else { format!("https://{typed}") };
    match url::Url::parse(&whole) {
        Ok(mut url) if matches!(url.scheme(), "http" | "https") => {
            url.set_fragment(None);
            url.into()
        }
        _ => whole,
    }
}

/// `feed:https://…` and `feed://…`, as some lists write them, as the web has them.
pub(crate) fn web_form(url: &str) -> String {
    let (scheme, rest) = url.split_once(':').unwrap_or_default();
    match rest {
        _ if !scheme.eq_ignore_ascii_case("feed") => url.to_owned(),
        rest if rest.starts_with("//") => format!("http:{rest}"),
        rest => rest.to_owned(),
    }
}

/// Any text that may hold an address, safe to show: `user:password@` becomes `***@`, control and
/// bidirectional characters are gone, and it is cut to a length that fits a line.
pub(crate) fn masked(text: &str) -> String {
    shown(text)
}

pub(super) fn shown(text: &str) -> String {
    let clean = brief(text);
    let Some((scheme, rest)) = clean.split_once("//") else { return clean };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    // A password with a slash in it ends the authority early: what looks like a port is then no
    // number.
    let torn = !authority.contains('@')
        && authority.split_once(':').is_some_and(|(_, port)| {
            !authority.starts_with('[') && !port.chars().all(|c| c.is_ascii_digit())
        });
    let within = if torn { rest } else { authority };
    match within.rfind('@').and_then(|at| rest.get(at + 1..)) {
        Some(shown) => format!("{scheme}//***@{shown}"),
        None => clean,
    }
}

/// Words from outside as a line may show them: brief, at most 200 characters.
pub(super) fn brief(text: &str) -> String {
    let clean = clean_line(text);
    match clean.char_indices().nth(200) {
        Some((end, _)) => clean.get(..end).unwrap_or_default().to_owned() + "…",
        None => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Target {
        Target::parse(text).expect("an address").0
    }

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (typed, read) in [
            ("  https://a.example/feed  ", "https://a.example/feed"),
            ("HTTPS://A.Example/Feed#top", "https://a.example/Feed"),
            ("a.example/feed", "https://a.example/feed"),
            ("a.example", "https://a.example/"),
            ("localhost:8080/x", "https://localhost:8080/x"),
            ("feed://a.example/x", "http://a.example/x"),
            ("feed:https://a.example/x", "https://a.example/x"),
            ("http://u:p@a.example/x", "http://u:p@a.example/x"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("file:///etc/passwd", "file:///etc/passwd"),
        ] {
            assert_eq!(as_typed(typed), read, "{typed}");
        }
    }

    #[test]
    fn every_spelling_of_a_private_address_is_seen_through() {
        for text in [
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://0/",
            "http://127。0。0。1/",
            "http://%31%32%37.0.0.1/",
        ] {
            assert!(target(text).is_private(), "{text}");
        }
        assert!(!target("http://news.example.org/").is_private());
    }

    #[test]
    fn credentials_are_for_their_origin_only_and_leave_the_address() {
        let (at, credentials) =
            Target::parse("https://ana:p%40ss@news.example/feed#top").expect("an address");
        let credentials = credentials.expect("credentials");
        assert_eq!(at.to_text(), "https://news.example/feed");
        assert_eq!(credentials.for_target(&at).as_deref(), Some("Basic YW5hOnBAc3M="));
        assert_eq!(credentials.for_target(&target("http://news.example/feed")), None);
        assert_eq!(credentials.for_target(&target("https://news.example:444/feed")), None);
        assert_eq!(credentials.for_target(&target("https://other.example/feed")), None);
    }

    #[test]
    fn a_location_s_credentials_are_dropped() {
        let to =
            target("http://a.example/").join("http://user:s3cret@a.example/x").expect("an address");
        assert_eq!(to.to_text(), "http://a.example/x");
    }

    #[test]
    fn other_schemes_are_refused_by_name() {
        assert_eq!(
            Target::parse("file:///etc/passwd").map(|_| ()),
            Err(NetError::Scheme { scheme: "file".to_owned() })
        );
        assert_eq!(
            target("http://a.example/").join("data:text/html,x"),
            Err(NetError::RedirectScheme { scheme: "data".to_owned() })
        );
    }

    #[test]
    fn what_is_shown_holds_no_password_and_no_control_characters() {
        assert_eq!(masked("http://u:p@h.example/a@b"), "http://***@h.example/a@b");
        assert_eq!(masked("http://u:p/w@h.example/"), "http://***@h.example/");
        assert_eq!(masked("https://h.example:8080/@ana/feed"), "https://h.example:8080/@ana/feed");
        assert_eq!(masked("x\u{1b}]0;pwned\u{7}y\u{202e}"), "x]0;pwnedy");
    }
}
