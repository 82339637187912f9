//! Whether a feed's text only teases, and whether the page behind it is the same story.
//!
//! A longer text is not a fuller one: pages say that they are gone, offer a subscription, want a
//! sign-in or a player, or list other stories. Then the feed's own text stays.

use std::collections::HashSet;

use crate::annotation::Article;
use crate::library::Teaser;

/// Texts of fewer words are taken for teasers.
const TEASER: usize = 120;
/// Of the telling words of a feed's text so many in a hundred stand on a page of the same story.
const SHARED: usize = 50;
/// With fewer telling words nothing can be compared.
const LEAST: usize = 3;

/// Words, in small letters, that say why there is no story; the first of each language's forms that
/// pages use.
const SIGNS: [(Teaser, &[&str]); 4] = [
    (
        Teaser::NotFound,
        &[
            "not found",
            "not be found",
            "no longer available",
            "does not exist",
            "doesn't exist",
            "page you are looking for",
            "page you were looking for",
            "error 404",
            "404 error",
            "nicht gefunden",
            "nicht mehr verfügbar",
            "introuvable",
            "n'existe pas",
            "no encontrada",
            "no se encuentra",
            "non trovata",
            "niet gevonden",
            "não encontrada",
        ],
    ),
    (
        Teaser::Offer,
        &[
            "to read this article",
            "to continue reading",
            "to read the full",
            "subscription",
            "subscribe to",
            "subscribe now",
            "already a subscriber",
            "unlimited access",
            "free trial",
            "cancel at any time",
            "cancel anytime",
            "abonnement",
            "abonnieren",
            "abonnez-vous",
            "s'abonner",
            "suscríbete",
            "suscripción",
            "abbonati",
            "assine",
            "abonneer",
        ],
    ),
    (
        Teaser::SignIn,
        &[
            "sign in to",
            "log in to",
            "please sign in",
            "please log in",
            "create an account",
            "create a free account",
            "register to",
            "anmelden, um",
        ],
    ),
    (
        Teaser::Player,
        &[
            "javascript",
            "to play this video",
            "your browser does not support",
            "video player",
            "enable cookies",
        ],
    ),
];

/// Few words, or an end that says that there is more.
pub(super) fn is_teaser(article: &Article) -> bool {
    ends_open(article) || article.document.words() < TEASER
}

/// Whether its end says that there is more.
fn ends_open(article: &Article) -> bool {
    let text = article.document.text().trim_end();
    ["…", "...", "[…]", "[...]", "Read more", "Continue reading"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// Why `feed` is only a teaser, its page being as `why` says; `None` where it is whole. Few words
/// that no page adds to may be all there is.
pub(super) fn lacks(feed: &Article, why: Teaser) -> Option<Teaser> {
    let is_all = matches!(why, Teaser::NoPage | Teaser::Shorter) && !ends_open(feed);
    (is_teaser(feed) && !is_all).then_some(why)
}

/// Whether `page` is the whole of what `feed` teases; with `whatever` also where it says less.
pub(super) fn is_whole(feed: &Article, page: &Article, whatever: bool) -> Result<(), Teaser> {
    let (mut told, mut sign) = (0, None);
    let document = &page.document;
    for (at, block) in document.blocks().iter().enumerate() {
        let words = document.slice(block.span);
        match sign_in(words) {
            // Said at the top, it is said of the whole.
            Some(Teaser::NotFound) if at < 2 => return Err(Teaser::NotFound),
            Some(found) => sign = sign.or(Some(found)),
            None => told += words.split_whitespace().count(),
        }
    }
    let known = feed.document.words();
    if let Some(sign) = sign
        && told <= known + known / 2
    {
        return Err(sign);
    }
    let linked: usize = page.links.iter().map(|(span, _)| span.len() as usize).sum();
    if linked * 2 > document.text().len() {
        return Err(Teaser::List);
    }
    if !is_about_the_same(feed, page) {
        return Err(Teaser::Other);
    }
    if !whatever && document.words() <= known { Err(Teaser::Shorter) } else { Ok(()) }
}

fn sign_in(words: &str) -> Option<Teaser> {
    // Long paragraphs that speak of subscriptions are about them.
    if words.len() > 600 {
        return None;
    }
    let small = words.to_lowercase().replace('’', "'");
    SIGNS
        .iter()
        .find(|(_, signs)| signs.iter().any(|sign| small.contains(sign)))
        .map(|(why, _)| *why)
}

fn is_about_the_same(feed: &Article, page: &Article) -> bool {
    let teased = telling(feed.document.text());
    if teased.len() < LEAST {
        return true;
    }
    let there = telling(page.document.text());
    teased.intersection(&there).count() * 100 >= teased.len() * SHARED
}

/// The beginnings of words of four letters and more, which are mostly what a text is about; of
/// writing without spaces each pair of signs.
fn telling(text: &str) -> HashSet<String> {
    let mut telling = HashSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let signs: Vec<char> = word.chars().flat_map(char::to_lowercase).take(40).collect();
        if signs.iter().any(|sign| *sign >= '\u{2e80}') {
            telling.extend(signs.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if signs.len() >= 4 && !matches!(word, "Read" | "more" | "Continue" | "reading") {
            telling.insert(signs.iter().take(6).collect());
        }
    }
    telling
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::fragment;
    use crate::text::Document;

    fn article(html: &str) -> Article {
        fragment(html, Some("https://a.example/"))
    }

    const STORY: &str = "<h1>Lighthouse</h1><p>The keepers of the lighthouse at Skara will leave it in spring, when the lamp is to be lit from the mainland.</p>\
        <p>Olga Ström, who has lived there for thirty years, said that she had known it for long. The house is to be sold, and the island given to the birds.</p>";

    #[test]
    fn few_words_or_an_open_end_make_a_teaser() {
        let of = |words: &str| is_teaser(&Article::of(Document::verbatim(words.to_owned())));
        let long = "The ferry was late again on Monday. ".repeat(40);
        assert!(of("The ferry was late."));
        assert!(!of(&long));
        assert!(of(&format!("{long} And so […]")));
    }

    #[test]
    fn few_words_that_no_page_adds_to_are_whole_unless_they_say_otherwise() {
        let of = |words: &str| Article::of(Document::verbatim(words.to_owned()));
        let (short, open) = (of("The ferry was late."), of("The ferry was late …"));
        assert_eq!(lacks(&short, Teaser::Shorter), None);
        assert_eq!(lacks(&short, Teaser::NoPage), None);
        assert_eq!(lacks(&short, Teaser::NotFound), Some(Teaser::NotFound));
        assert_eq!(lacks(&open, Teaser::Shorter), Some(Teaser::Shorter));
        let long = of(&"The ferry was late again on Monday. ".repeat(40));
        assert_eq!(lacks(&long, Teaser::NotFound), None);
    }

    #[test]
    fn a_page_that_tells_the_story_is_the_whole() {
        let feed =
            article("<h1>Lighthouse</h1><p>The keepers of the lighthouse leave. Read more</p>");
        assert_eq!(is_whole(&feed, &article(STORY), false), Ok(()));
        let with_offer = format!("{STORY}<p>Subscribe to our newsletter.</p>");
        assert_eq!(is_whole(&feed, &article(&with_offer), false), Ok(()));
    }

    #[test]
    fn what_is_no_story_or_another_one_stays_away() {
        let feed = article(
            "<h1>Lighthouse</h1><p>The keepers of the lighthouse at Skara leave it in spring.</p>",
        );
        let links: String = (0..9)
            .map(|n| {
                format!(
                    "<p><a href='/{n}'>The keepers of the lighthouse at Skara, part {n}</a></p>"
                )
            })
            .collect();
        for (page, why) in [
            (
                "<h1>Sorry, nothing here</h1><p>This page does not exist. It may have been moved, or it was never there, and the search knows more about it than we do ourselves.</p>",
                Teaser::NotFound,
            ),
            (
                "<h1>Lighthouse</h1><p>The keepers of the lighthouse at Skara leave it in spring.</p><h2>Already a subscriber?</h2><p>Sign in to go on, or choose a subscription that gives you all of our stories for a month.</p>",
                Teaser::Offer,
            ),
            (
                "<h1>Lighthouse</h1><p>Please enable JavaScript to see the pictures from the lighthouse at Skara that our people took.</p><p>The keepers leave.</p>",
                Teaser::Player,
            ),
            (&links, Teaser::List),
            (
                "<h1>Prices</h1><p>Bread costs more than a year ago, as bakers told the chamber of trade, and so does milk from the farms in the west of the country.</p>",
                Teaser::Other,
            ),
            ("<p>The keepers of the lighthouse at Skara leave it.</p>", Teaser::Shorter),
            (
                "<h1>Lighthouse</h1><p>The keepers of the lighthouse at Skara leave it in spring. Please log in to read what comes then.</p>",
                Teaser::SignIn,
            ),
        ] {
            assert_eq!(is_whole(&feed, &article(page), false), Err(why), "{page}");
        }
    }
}
