//! What is known of an article while what stands beside it is looked for.

use super::super::metadata::letters;

/// Hosts of other sites to which a page's links to share it and to follow its makers lead.
const FOLLOWED: &[&str] = &[
    "facebook.com",
    "twitter.com",
    "x.com",
    "instagram.com",
    "linkedin.com",
    "pinterest.com",
    "whatsapp.com",
    "wa.me",
    "t.me",
    "reddit.com",
    "getpocket.com",
    "flipboard.com",
    "tumblr.com",
    "bsky.app",
    "threads.net",
    "google.com",
    "apple.com",
];

/// Who wrote an article, and which site it stands on.
#[derive(Default)]
pub(in crate::input::html) struct About {
    /// The words of the authors' names, by letters alone.
    pub(super) names: Vec<String>,
    /// The words of the site's name, by letters alone.
    pub(super) site: Vec<String>,
    /// The authors' whole names, by letters alone.
    authors: Vec<String>,
    host: Option<String>,
}

impl About {
    /// `byline` names the authors, `site` is what the page's site is called, `address` the page's
    /// own.
    pub(in crate::input::html) fn of(
        byline: Option<&str>,
        site: Option<&str>,
        address: Option<&str>,
    ) -> Self {
        let authors: Vec<&str> =
            byline.map(|line| line.split([',', ';']).collect()).unwrap_or_default();
        let parts = |name: &str| -> Vec<String> {
            let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'');
            words.map(letters).filter(|word| !word.is_empty()).collect()
        };
        let names = authors.iter().flat_map(|name| parts(name)).collect();
        let site = site.map(parts).unwrap_or_default();
        let whole = authors.iter().filter(|name| name.split_whitespace().nth(1).is_some());
        let authors = whole.map(|name| letters(name)).collect();
        Self { names, site, authors, host: address.and_then(host) }
    }

    /// Whether words begin with the whole name of an author, and go on.
    pub(super) fn is_of_author(&self, words: &str) -> bool {
        let beginning = |count: usize| {
            let at = words.char_indices().filter(|(_, c)| c.is_alphanumeric()).nth(count - 1)?.0;
            let (name, rest) =
                words.split_at_checked(at + words.get(at..)?.chars().next()?.len_utf8())?;
            let goes_on = rest.chars().nth(1).is_some() && !rest.starts_with(char::is_alphanumeric);
            goes_on.then(|| letters(name))
        };
        self.authors.iter().any(|author| {
            let count = author.chars().count();
            count > 0 && beginning(count).is_some_and(|name| name == *author)
        })
    }

    /// Whether a link stays within the site.
    pub(super) fn is_own(&self, address: &str) -> bool {
        let Some(other) = host(address) else { return true };
        self.host.as_ref().is_some_and(|own| of_one_site(own, &other))
    }

    /// Whether a link leads to where a page is shared or its makers are followed, and not to what
    /// somebody said there.
    pub(super) fn is_to_follow(&self, address: &str) -> bool {
        let path = address.split_once("://").map_or(address, |(_, rest)| rest);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        path.split('/').skip(1).filter(|part| !part.is_empty()).count() <= 1
            && !self.is_own(address)
            && host(address)
                .is_some_and(|other| FOLLOWED.iter().any(|host| of_one_site(host, &other)))
    }

    /// Whether a link leads to another site, and not to one where articles are shared.
    pub(super) fn leads_away(&self, address: &str) -> bool {
        let Some(other) = host(address) else { return false };
        !self.is_own(address) && !FOLLOWED.iter().any(|host| of_one_site(host, &other))
    }
}

/// The host that an address names, without "www."; none of one within the site.
fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .or_else(|| address.strip_prefix("//"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let host = host.trim_start_matches("www.");
    (!host.is_empty()).then(|| host.to_owned())
}

/// Whether one host is the other or lies within it.
fn of_one_site(a: &str, b: &str) -> bool {
    let within = |a: &str, b: &str| {
        a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    within(a, b) || within(b, a)
}

#[cfg(test)]
mod tests {
    use super::About;

    #[test]
    fn words_that_begin_with_a_whole_name_are_of_the_author() {
        let about = About::of(Some("Ana Ruiz, Örjan O'Dell"), None, None);
        for words in ["Ana Ruiz is a reporter.", "ANA RUIZ – writes", "Örjan O’Dell lives here."]
        {
            assert!(about.is_of_author(words), "{words}");
        }
        for words in ["Ana Ruizova is", "Anaruiz", "Ana said", "", "Ana Ruiz"] {
            assert!(!about.is_of_author(words), "{words}");
        }
    }

    #[test]
    fn links_within_a_site_are_told_from_those_that_lead_away() {
        let about = About::of(None, None, Some("https://www.coast.example/a"));
        assert!(
            about.is_own("/b") && about.is_own("#n") && about.is_own("https://news.coast.example/")
        );
        assert!(
            about.leads_away("https://acoast.example/")
                && !about.leads_away("//www.facebook.com/x")
        );
        assert!(
            About::default().leads_away("http://a.example")
                && !About::default().is_own("http://a.example")
        );
    }
}
