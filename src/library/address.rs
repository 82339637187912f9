//! One form for all the addresses of one page.
//!
//! The crate `url` reads every address that is asked or followed; this form is none. Rows of every
//! library hold hashes of it (`article.url_key`, `item.key`), so that it must never change: read by
//! `url`, each address that it writes in another way (signs beyond ASCII, spaces, `..`, a dot
//! behind
//! the host) would be a stranger, and its articles would come a second time.

/// Query parameters that only say where a reader came from.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "cmpid",
    "ref_src",
    "at_medium",
    "at_campaign",
    "yclid",
    "_ga",
];

/// The canonical form of a web address: without scheme, `www.`, user, default port, fragment,
/// tracking parameters and a last slash, the host in lower case. Only for comparing; nothing is
/// ever fetched from it. A path comes back as it is.
pub(crate) fn canonical_url(url: &str) -> String {
    let url = url.trim();
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return url.to_owned();
    }
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let cut = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(cut);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_lowercase();
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(&host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    let mut canonical = format!("{host}{}", path.trim_end_matches('/'));
    let kept = query.split('&').filter(|pair| {
        let name = pair.split_once('=').map_or(*pair, |(name, _)| name).to_lowercase();
        !pair.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
    });
    for (index, pair) in kept.enumerate() {
        canonical.push(if index == 0 { '?' } else { '&' });
        canonical.push_str(pair);
    }
    canonical
}

#[cfg(test)]
mod tests {
    use super::canonical_url;

    #[test]
    fn addresses_of_one_page_have_one_form() {
        for url in [
            "https://www.Example.org/a/b/",
            "http://example.org:80/a/b#top",
            "https://u:p@example.org/a/b?utm_source=x&fbclid=1",
            " https://example.org/a/b?#x ",
        ] {
            assert_eq!(canonical_url(url), "example.org/a/b", "{url}");
        }
    }

    #[test]
    fn what_names_the_page_stays() {
        assert_eq!(canonical_url("https://example.org/?id=3&page=2"), "example.org?id=3&page=2");
        assert_eq!(canonical_url("/home/me/a.txt"), "/home/me/a.txt");
        assert_eq!(canonical_url("urn:x:1"), "urn:x:1");
    }
}
