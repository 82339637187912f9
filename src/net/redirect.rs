//! Where a request has been, and where it may go on to.

use super::error::NetError;
use super::policy::Policy;
use super::request::Word;
use super::target::{Target, shown};

/// The way of one request through its redirects.
pub(super) struct Trail<'a> {
    policy: &'a Policy,
    word: Word,
    first: Target,
    seen: Vec<String>,
    /// Whether every redirect so far was a permanent one.
    permanent: bool,
    moved: Option<Target>,
    asked_for_cookies: bool,
}

impl<'a> Trail<'a> {
    pub(super) fn new(first: &Target, word: Word, policy: &'a Policy) -> Self {
        Self {
            policy,
            word,
            first: first.clone(),
            seen: vec![first.to_text()],
            permanent: true,
            moved: None,
            asked_for_cookies: false,
        }
    }

    /// Whether `target` may be in a private network. Fails if it plainly is and may not.
    pub(super) fn private_allowed(&self, target: &Target) -> Result<bool, NetError> {
        if self
            .policy
            .private_hosts
            .iter()
            .any(|host| host.eq_ignore_ascii_case(target.bare_host()))
            || self.is_users_word(target)
        {
            return Ok(true);
        }
        match target.is_private() {
            false => Ok(false),
            true if self.seen.len() == 1 => Err(NetError::Private { host: shown(target.host()) }),
            true => Err(NetError::RedirectPrivate { url: shown(&target.to_text()) }),
        }
    }

    /// The user gave this private host, and this port or one of the two that http and https have by
    /// themselves.
    fn is_users_word(&self, target: &Target) -> bool {
        let usual = |port| matches!(port, 80 | 443);
        let same_port =
            target.port() == self.first.port() || usual(target.port()) && usual(self.first.port());
        self.word == Word::Typed
            && self.first.is_private()
            && target.bare_host() == self.first.bare_host()
            && same_port
    }

    pub(super) fn saw_cookie(&mut self) {
        self.asked_for_cookies = true;
    }

    /// Goes on to `next` by a redirect of `status`.
    pub(super) fn follow(&mut self, status: u16, next: &Target) -> Result<(), NetError> {
        let url = next.to_text();
        if self.seen.contains(&url) {
            return Err(NetError::RedirectLoop {
                url: shown(&url),
                asks_for_cookies: self.asked_for_cookies,
            });
        }
        if self.seen.len() > self.policy.limits.redirects {
            return Err(NetError::TooManyRedirects {
                limit: self.policy.limits.redirects,
                url: shown(&url),
            });
        }
        self.seen.push(url);
        self.permanent &= matches!(status, 301 | 308);
        if self.permanent {
            self.moved = Some(next.clone());
        }
        Ok(())
    }

    /// The last address of the permanent redirects that the way began with.
    pub(super) fn moved(&self) -> Option<&Target> {
        self.moved.as_ref()
    }

    /// Whether this is the scheme, host and port that the way began with.
    pub(super) fn is_at_first_origin(&self, target: &Target) -> bool {
        self.first.origin() == target.origin()
    }

    pub(super) fn hops(&self) -> usize {
        self.seen.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Target {
        Target::parse(text).expect("an address").0
    }

    fn allowed(first: &str, word: Word, to: &str) -> bool {
        let policy = Policy { private_hosts: vec!["nas.lan".to_owned()], ..Policy::default() };
        let mut trail = Trail::new(&target(first), word, &policy);
        if first != to {
            assert_eq!(trail.follow(302, &target(to)), Ok(()));
        }
        trail.private_allowed(&target(to)).is_ok()
    }

    #[test]
    fn a_private_address_is_reached_by_the_user_s_own_word() {
        assert!(allowed("http://192.168.1.2:8080/", Word::Typed, "http://192.168.1.2:8080/"));
        assert!(allowed("http://192.168.1.2:8080/", Word::Typed, "http://192.168.1.2:8080/feed"));
        assert!(allowed("http://nas/", Word::Typed, "https://nas/"));
        assert!(
            allowed("http://news.example/", Word::Typed, "http://nas.lan/"),
            "the setting allows it"
        );
    }

    #[test]
    fn and_by_nobody_else_s() {
        assert!(!allowed("http://192.168.1.2/", Word::Found, "http://192.168.1.2/"));
        assert!(!allowed("http://news.example/", Word::Typed, "http://127.0.0.1/"));
        assert!(!allowed("http://news.example/", Word::Typed, "http://localhost/"));
        assert!(!allowed("http://127.0.0.1:80/", Word::Typed, "http://127.0.0.1:22/"));
        assert!(!allowed("http://127.0.0.1/", Word::Typed, "http://169.254.169.254/"));
    }

    #[test]
    fn loops_are_named_and_chains_end() {
        let policy = Policy::default();
        let mut trail = Trail::new(&target("http://a.example/0"), Word::Typed, &policy);
        for n in 1..=10 {
            assert_eq!(trail.follow(302, &target(&format!("http://a.example/{n}"))), Ok(()));
        }
        assert!(matches!(
            trail.follow(302, &target("http://a.example/3")),
            Err(NetError::RedirectLoop { asks_for_cookies: false, .. })
        ));
        assert!(matches!(
            trail.follow(302, &target("http://a.example/11")),
            Err(NetError::TooManyRedirects { limit: 10, .. })
        ));
    }

    #[test]
    fn an_address_has_moved_as_far_as_the_redirects_are_permanent() {
        let policy = Policy::default();
        let mut trail = Trail::new(&target("http://a.example/0"), Word::Typed, &policy);
        for (status, to) in [
            (301, "http://a.example/1"),
            (308, "http://a.example/2"),
            (302, "http://a.example/3"),
            (301, "http://a.example/4"),
        ] {
            assert_eq!(trail.follow(status, &target(to)), Ok(()));
        }
        assert_eq!(trail.moved().map(Target::to_text).as_deref(), Some("http://a.example/2"));
    }
}
