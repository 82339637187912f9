//! Which way a request goes: straight, or through a proxy, as `http_proxy`, `https_proxy`,
//! `all_proxy` and `no_proxy` say.

use url::Url;

use super::error::NetError;
use super::target::{Target, basic, brief, percent_decoded, shown};

/// The proxies that the environment names. An empty one goes straight everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    http: Option<String>,
    https: Option<String>,
    /// Hosts reached straight: lower case, without leading dot; `*` for all.
    direct: Vec<String>,
}

/// A proxy to connect to.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Proxy {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) authorization: Option<String>,
}

impl Proxies {
    /// Reads the variables through `variable`, lower case before upper case. `HTTP_PROXY` in
    /// capitals is left out, as a web server's program could have it from a request's header.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| {
            names.iter().find_map(|name| variable(name).filter(|value| !value.trim().is_empty()))
        };
        let direct = first(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
        Self {
            http: first(&["http_proxy", "all_proxy", "ALL_PROXY"]),
            https: first(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
            direct: direct
                .split([',', ' '])
                .map(|host| {
                    host.trim()
                        .trim_start_matches("*.")
                        .trim_start_matches('.')
                        .to_ascii_lowercase()
                })
                .filter(|host| !host.is_empty())
                .collect(),
        }
    }

    /// The proxy for `target`, if it goes through one.
    pub(super) fn for_target(&self, target: &Target) -> Result<Option<Proxy>, NetError> {
        let Some(text) = (if target.is_tls() { &self.https } else { &self.http }) else {
            return Ok(None);
        };
        if self.direct.iter().any(|entry| is_direct(entry, target)) {
            return Ok(None);
        }
        read(text).map(Some)
    }
}

fn is_direct(entry: &str, target: &Target) -> bool {
    let host = target.bare_host().trim_end_matches('.');
    let (name, port) = match entry.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') => (name, port.parse().ok()),
        _ => (entry, None),
    };
    let same_host = name == "*"
        || host == name
        || host.strip_suffix(name).is_some_and(|before| before.ends_with('.'));
    same_host && port.is_none_or(|port: u16| port == target.port())
}

fn read(text: &str) -> Result<Proxy, NetError> {
    let refused = |why: String| NetError::Proxy { proxy: shown(text), why };
    let full = if text.contains("://") {
        text.trim().to_owned()
    } else {
        format!("http://{}", text.trim())
    };
    let url = Url::parse(&full).map_err(|why| refused(why.to_string()))?;
    if url.scheme() != "http" {
        return Err(NetError::Proxy {
            proxy: shown(&full),
            why: format!("{} proxies are not spoken, only http", brief(url.scheme())),
        });
    }
    let host = url.host_str().ok_or_else(|| refused("it has no host".to_owned()))?;
    let (user, password) =
        (percent_decoded(url.username()), percent_decoded(url.password().unwrap_or_default()));
    Ok(Proxy {
        host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
        port: url.port().unwrap_or(80),
        authorization: (!user.is_empty()).then(|| basic(&user, &password)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(variables: &[(&str, &str)]) -> Proxies {
        Proxies::from_variables(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn way(proxies: &Proxies, url: &str) -> Option<(String, u16)> {
        let target = Target::parse(url).expect("an address").0;
        proxies.for_target(&target).expect("a way").map(|proxy| (proxy.host, proxy.port))
    }

    #[test]
    fn each_scheme_has_its_proxy() {
        let proxies = proxies(&[("http_proxy", "http://one:3128"), ("HTTPS_PROXY", "two:8080")]);
        assert_eq!(way(&proxies, "http://a.example/"), Some(("one".to_owned(), 3128)));
        assert_eq!(way(&proxies, "https://a.example/"), Some(("two".to_owned(), 8080)));
        assert_eq!(way(&Proxies::default(), "https://a.example/"), None);
    }

    #[test]
    fn no_proxy_names_hosts_and_all_below_them() {
        let proxies = proxies(&[
            ("all_proxy", "http://one:3128"),
            ("no_proxy", "localhost, .example.org,[::1],10.0.0.1,ports.example:81"),
        ]);
        for url in [
            "http://localhost/",
            "http://example.org/",
            "http://a.b.example.org/",
            "http://10.0.0.1/",
            "http://ports.example:81/",
        ] {
            assert_eq!(way(&proxies, url), None, "{url}");
        }
        for url in ["http://notexample.org/", "http://example.org.evil/", "http://ports.example/"] {
            assert!(way(&proxies, url).is_some(), "{url}");
        }
    }

    #[test]
    fn a_star_goes_straight_everywhere() {
        assert_eq!(
            way(&proxies(&[("http_proxy", "http://one"), ("NO_PROXY", "*")]), "http://a.example/"),
            None
        );
    }

    #[test]
    fn a_socks_proxy_is_refused_by_name_and_its_password_masked() {
        let target = Target::parse("http://a.example/").expect("an address").0;
        let proxies = proxies(&[("http_proxy", "socks5://u:hidden@one:1080")]);
        let error = proxies.for_target(&target).err().expect("socks is not spoken");
        assert!(
            !error.to_string().contains("hidden") && error.to_string().contains("socks5"),
            "{error}"
        );
    }
}
