//! Pages that are no article, and how that is said.

use dom_query::Document;

use super::super::InputError;
use crate::annotation::Article;
use crate::text::BlockKind;

/// Fewer words than this may be all that a page shows without JavaScript, or above a form.
const FEW_WORDS: usize = 60;

/// A page that mentions JavaScript, as very many do, and shows fewer words than this, shows
/// nothing.
const NEXT_TO_NOTHING: usize = 12;

/// What a page shows of being something else than an article, noted before the article is cut out
/// of it.
pub(super) struct Suspicion {
    asks_for_script: bool,
    asks_for_password: bool,
    title: String,
    script_bytes: usize,
}

impl Suspicion {
    pub(super) fn of(document: &Document, window_title: Option<&str>) -> Self {
        let noscript = document
            .select("noscript")
            .nodes()
            .iter()
            .take(20)
            .any(|node| node.text().to_lowercase().contains("javascript"));
        let script_bytes =
            document.select("script").nodes().iter().map(|node| node.text().len() + 200).sum();
        let asks_for_password = document.select("input[type='password']").exists();
        Self {
            asks_for_script: noscript,
            asks_for_password,
            title: window_title.unwrap_or_default().to_lowercase(),
            script_bytes,
        }
    }

    /// Refuses an article that holds next to nothing, or nothing but a question for consent.
    pub(super) fn check(&self, article: &Article) -> Result<(), InputError> {
        let refuse = |why| Err(InputError::NotAnArticle { why });
        let document = &article.document;
        let words: usize = document
            .blocks()
            .iter()
            .filter(|block| !matches!(block.kind, BlockKind::Heading(1) | BlockKind::Byline))
            .map(|block| weight(document.slice(block.span)))
            .sum();
        let text = document.text();
        let head = text[..text.floor_char_boundary(4000)].to_lowercase();
        if words < FEW_WORDS
            && (self.asks_for_password
                || is_login(&self.title)
                || is_login(head.lines().next().unwrap_or_default()))
        {
            return refuse("it is a page to sign in");
        }
        let says_so = || {
            ["enable javascript", "javascript is disabled", "turn on javascript"]
                .iter()
                .any(|words| head.contains(words))
        };
        if words < NEXT_TO_NOTHING && self.asks_for_script || words < FEW_WORDS && says_so() {
            return refuse("the page shows its text only with JavaScript");
        }
        if words == 0 {
            return refuse(if self.script_bytes > 1000 {
                "the page shows its text only with JavaScript"
            } else {
                "the page holds no text"
            });
        }
        if words < 400 && is_consent(&head, words) {
            return refuse("it only asks for consent to cookies");
        }
        Ok(())
    }
}

/// Words, or a sixth of the letters where they are more: not all scripts part their words.
fn weight(text: &str) -> usize {
    text.split_whitespace().count().max(text.chars().count() / 6)
}

fn is_login(words: &str) -> bool {
    let words = words.trim();
    ["sign in", "log in", "login", "signin", "anmelden", "se connecter", "iniciar sesión"]
        .iter()
        .any(|sign| words.starts_with(sign) && words.len() < sign.len() + 40)
}

/// Whether every tenth word or more is one of those that such questions are made of.
fn is_consent(head: &str, words: usize) -> bool {
    const SIGNS: &[&str] = &[
        "cookie",
        "consent",
        "privacy",
        "partners",
        "personal data",
        "personalised ads",
        "personalized ads",
        "store and/or access",
        "accept all",
        "reject all",
        "manage preferences",
    ];
    let found: usize = SIGNS.iter().map(|sign| head.matches(sign).count()).sum();
    let kinds = SIGNS.iter().filter(|sign| head.contains(**sign)).count();
    kinds >= 3 && found * 10 >= words.min(300)
}

#[cfg(test)]
mod tests {
    use super::super::page;
    use crate::input::{Hints, InputError};

    fn refusal(html: &str) -> Option<&'static str> {
        match page(html, &Hints::default()) {
            Err(InputError::NotAnArticle { why }) => Some(why),
            _ => None,
        }
    }

    #[test]
    fn pages_without_an_article_are_named() {
        assert_eq!(
            refusal(
                "<title>App</title><div id=root></div><noscript>Please turn on JavaScript.</noscript><script>x()</script>"
            ),
            Some("the page shows its text only with JavaScript")
        );
        assert_eq!(
            refusal("<title>Sign in</title><h1>Sign in</h1><form><input type=password></form>"),
            Some("it is a page to sign in")
        );
        let ask = "<p>We value your privacy. We and our 812 partners store cookies; give your consent to cookies or manage preferences.</p>";
        assert_eq!(
            refusal(&format!("<title>Before you go on</title>{}", ask.repeat(4))),
            Some("it only asks for consent to cookies")
        );
    }

    #[test]
    fn a_banner_beside_an_article_is_left_out_and_a_short_article_is_read() {
        let words = "<p>The harbour opened on Monday, and the town was glad of it, for it had waited long, the mayor said in her speech.</p>".repeat(8);
        let html = format!(
            "<div class='cookie-banner'><p>We value your privacy and store cookies.</p></div><article><h1>Harbour opens</h1>{words}</article>"
        );
        let article = page(&html, &Hints::default());
        assert!(article.is_ok_and(|article| article.document.text().contains("harbour")
            && !article.document.text().contains("privacy")));
        assert_eq!(
            refusal(
                "<title>Harbour opens</title><p>The harbour opened on Monday, and the whole town of ten thousand was glad of it.</p><noscript>JavaScript is off.</noscript>"
            ),
            None
        );
    }
}
