//! Web addresses as they stand in links: resolved against their page, and only those that a reader
//! may follow.

#[cfg(feature = "html")]
use url::Url;

/// Longer addresses are none: nobody follows them, and they would fill the memory.
const MOST: usize = 8 * 1024;
/// A page's own address that is longer is nothing to resolve against: each link would repeat it.
#[cfg(feature = "html")]
const LONGEST_BASE: usize = 1024;

/// The engine alone knows no addresses: an absolute one of plain signs is kept as it stands.
#[cfg(not(feature = "html"))]
pub(super) fn resolve(reference: &str, _: Option<&str>) -> Option<String> {
    let reference = reference.trim();
    let is_plain = reference.len() <= MOST && reference.bytes().all(|byte| byte.is_ascii_graphic());
    let is_kept = ["http://", "https://", "mailto:"].iter().any(|start| {
        reference.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    });
    (is_plain && is_kept).then(|| reference.to_owned())
}

/// The absolute form of `reference` as browsers read it (the URL standard of the WHATWG), if it is
/// of a kind that is kept (http, https, mailto). A relative one needs `base`; one that leads to
/// a place of its own page is none. The result is printable ASCII.
#[cfg(feature = "html")]
pub(super) fn resolve(reference: &str, base: Option<&str>) -> Option<String> {
    let reference = reference.trim_matches(|c: char| c.is_control() || c.is_whitespace());
    let is_bare = ["http:", "https:"].iter().any(|scheme| reference.eq_ignore_ascii_case(scheme));
    if reference.is_empty() || reference.starts_with('#') || is_bare || reference.len() > MOST {
        return None;
    }
    let path = base.and_then(|base| base.split(['?', '#']).next());
    let base = path.filter(|path| path.len() <= LONGEST_BASE).and_then(web);
    let url = Url::options().base_url(base.as_ref()).parse(reference).ok()?;
    let kept = is_web(&url) || url.scheme() == "mailto" && !url.path().is_empty();
    // What is no path has its spaces left.
    kept.then(|| String::from(url).replace(' ', "%20")).filter(|url| url.len() <= MOST)
}

/// An address of the web, read.
#[cfg(feature = "html")]
pub(super) fn web(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(is_web)
}

#[cfg(feature = "html")]
fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::resolve;

    #[test]
    fn relative_references_are_resolved_as_the_standard_says() {
        let to = |reference: &str| {
            resolve(reference, Some("http://a.example/b/c/d?q")).unwrap_or_default()
        };
        assert_eq!(to("g"), "http://a.example/b/c/g");
        assert_eq!(to("../g?x"), "http://a.example/b/g?x");
        assert_eq!(to("../../../g/."), "http://a.example/g/");
        assert_eq!(to("//other.example/x"), "http://other.example/x");
        assert_eq!(to("?y"), "http://a.example/b/c/d?y");
        assert_eq!(to("/x#part"), "http://a.example/x#part");
        assert_eq!(to("//müller.example/ä"), "http://xn--mller-kva.example/%C3%A4");
    }

    #[test]
    fn only_web_and_mail_are_kept() {
        for bad in [
            "javascript:alert(1)",
            " JaVaScript:x",
            "java\tscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://x",
            "http:",
            "mailto:",
            "#top",
            "",
        ] {
            assert_eq!(resolve(bad, Some("http://a.example/")), None, "{bad}");
        }
        assert_eq!(resolve("mailto:a@b.example", None).as_deref(), Some("mailto:a@b.example"));
        assert_eq!(resolve("x.html", None), None);
    }

    #[test]
    fn no_control_character_gets_through() {
        assert_eq!(
            resolve("\x1bhttps://a.example/\x1b]8;;\u{202e}x y\u{9b}", None).as_deref(),
            Some("https://a.example/%1B]8;;%E2%80%AEx%20y")
        );
        assert!(resolve("mailto:a\u{202e} b\u{7}", None).is_none_or(|mail| mail.is_ascii()));
    }

    #[test]
    fn a_long_address_is_none_and_repeats_in_no_link() {
        let long = format!("http://a.example/{}/", "x".repeat(2000));
        assert_eq!(resolve("b", Some(&long)), None);
        assert_eq!(resolve(&format!("/{}", "x".repeat(9000)), Some("http://a.example/")), None);
    }
}
