//! What lies over a page or asks something of its reader: dialogs, questions for consent, boxes that
//! want an address, places for advertisements. They are known by what they are rather than by what
//! they say, so that the language does not matter, and go before an article is looked for.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::boxes::{MOST, Weights, is};

/// Elements that hold nothing but a question for consent or its like, by the names that their
/// makers give them.
const CONSENT: &[&str] = &[
    "cookie-banner",
    "cookie-notice",
    "cookie-consent",
    "cookie-bar",
    "cookie-wall",
    "cookie-popup",
    "cookie-law",
    "cookie-layer",
    "cookiebanner",
    "cookienotice",
    "cookieconsent",
    "consent-banner",
    "consent-wall",
    "consent-modal",
    "gdpr",
    "onetrust",
    "usercentrics",
    "didomi",
    "cookiebot",
    "cybotcookie",
    "borlabs",
    "qc-cmp",
    "cmpbox",
    "truste",
    "sp-message",
    "iubenda",
];

/// Longer ones are not taken away whatever they are called: the name may be meant otherwise.
const LONGEST_BANNER: usize = 8000;

/// Whole words of a class or an identifier that name a place for advertisements.
const ADVERTISING: &[&str] = &[
    "ad",
    "ads",
    "adslot",
    "adbox",
    "adunit",
    "adsense",
    "adwrapper",
    "adcontainer",
    "advert",
    "advertisement",
    "advertising",
    "dfp",
    "gpt",
    "sponsored",
    "werbung",
    "anzeige",
    "anzeigen",
    "publicidad",
    "publicidade",
    "publicite",
    "pubblicita",
    "reklama",
    "реклама",
];

/// Bytes of the longest box around a field for an address, and of the sentences of one and of an
/// advertisement.
const LONGEST_BOX: usize = 700;

/// Bytes of sentences that must be left of a page beside what is taken away.
const ENOUGH_LEFT: usize = 100;

/// Stems of words that questions for consent are made of, in several languages.
const OF_CONSENT: &[&str] = &[
    "cookie",
    "consent",
    "partner",
    "partenaire",
    "socios",
    "gdpr",
    "dsgvo",
    "rgpd",
    "tracking",
    "privacy",
    "personal data",
    "personalis",
    "personaliz",
    "accept all",
    "reject all",
    "einwillig",
    "zustimm",
    "datenschutz",
    "personenbezogen",
    "traceurs",
    "données",
    "datos personales",
    "privacidad",
    "dati personali",
    "zgod",
    "ciasteczk",
    "персональн",
    "toestemming",
    "samtyck",
];
/// Bytes of words for each of these in a question for consent, and how many there are at least.
const BYTES_EACH: usize = 70;
const FEWEST: usize = 4;

/// Takes away what lies over the page or asks its reader for something. The article stays, whatever
/// it lies in: what holds it, or all of the page's sentences, is left.
pub(in crate::input::html) fn without_overlays(document: &Document) {
    let root = document.root();
    let weights = Weights::of(&root);
    let prose = Weights::of_prose(&root);
    let signs = Weights::of_words(&root, OF_CONSENT);
    let all = prose.get(&root);
    let articles = around_articles(&root);
    let mut taken: HashSet<NodeId> = HashSet::new();
    let mut overlays = Vec::new();
    for node in root.descendants_it().take(MOST) {
        if !node.is_element() || is(&node, &["html", "body", "head", "main", "article"]) {
            continue;
        }
        if node.parent().is_some_and(|parent| taken.contains(&parent.id)) {
            taken.insert(node.id);
            continue;
        }
        let found = if lies_over(&node) {
            true
        } else if is(&node, &["div", "section", "aside", "form", "ins"]) {
            let weight = weights.get(&node);
            is_named(&node) && weight < LONGEST_BANNER
                || asks_for_consent(&node, signs.get(&node), weight)
                || prose.get(&node) <= LONGEST_BOX.min(all / 5) && is_advertising(&node)
        } else {
            false
        };
        if found && !articles.contains(&node.id) && all - prose.get(&node) >= ENOUGH_LEFT {
            taken.insert(node.id);
            overlays.push(node);
        }
    }
    overlays.extend(boxes_for_addresses(&root, &weights, &prose, &articles));
    for node in overlays {
        node.remove_from_parent();
    }
}

/// All that stands around a headline or an element that is called the article, and these
/// themselves.
fn around_articles(root: &NodeRef<'_>) -> HashSet<NodeId> {
    let named = root.descendants_it().take(MOST).filter(|node| {
        is(node, &["article", "main"])
            || node.attr("itemprop").is_some_and(|name| name.eq_ignore_ascii_case("articleBody"))
    });
    let mut around = HashSet::new();
    for node in named.take(100) {
        around.insert(node.id);
        for node in node.ancestors_it(None) {
            if !around.insert(node.id) {
                break;
            }
        }
    }
    around
}

/// Whether an element says that it is a dialog, or that it stays where it is while the page moves.
fn lies_over(node: &NodeRef<'_>) -> bool {
    let says = |name: &str, values: &[&str]| {
        node.attr(name).is_some_and(|value| values.contains(&value.trim()))
    };
    is(node, &["dialog"])
        || says("role", &["dialog", "alertdialog"])
        || says("aria-modal", &["true"])
        || is(node, &["div", "section", "aside"])
            && node.attr("style").is_some_and(|style| {
                let style: String =
                    style.chars().filter(|c| !c.is_whitespace()).take(500).collect();
                style.to_ascii_lowercase().contains("position:fixed")
            })
}

fn is_named(node: &NodeRef<'_>) -> bool {
    names(node).any(|name| {
        let name = name.replace('_', "-");
        CONSENT.iter().any(|part| name.contains(part))
    })
}

fn is_advertising(node: &NodeRef<'_>) -> bool {
    names(node).any(|name| {
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        // "no-ads" says the contrary, "has-ad" and "section--ads" are said of what stands beside one.
        !["no-", "has-", "with-", "js-"].iter().any(|start| name.starts_with(start))
            && !name.contains("--")
            && words.any(|word| ADVERTISING.contains(&word))
    })
}

/// The classes and the identifier of an element, in small letters.
fn names(node: &NodeRef<'_>) -> impl Iterator<Item = String> + use<> {
    let names: Vec<String> = ["class", "id"]
        .iter()
        .filter_map(|name| node.attr(name))
        .filter(|names| names.len() < 1000)
        .flat_map(|names| {
            names.to_ascii_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    names.into_iter()
}

/// Whether the words of an element are as thick with those of consent as no article's are, and it
/// holds something to press.
fn asks_for_consent(node: &NodeRef<'_>, signs: usize, weight: usize) -> bool {
    signs >= FEWEST
        && signs * BYTES_EACH >= weight
        && node.descendants_it().take(2000).any(|part| {
            is(&part, &["button"])
                || is(&part, &["input"])
                    && part
                        .attr("type")
                        .is_some_and(|kind| &*kind == "submit" || &*kind == "button")
                || part.attr("role").is_some_and(|role| &*role == "button")
        })
}

/// The boxes around fields that want an address: the largest element around each that holds few
/// words.
fn boxes_for_addresses<'a>(
    root: &NodeRef<'a>,
    weights: &Weights,
    prose: &Weights,
    articles: &HashSet<NodeId>,
) -> Vec<NodeRef<'a>> {
    /// Elements around a field that are looked at, fields of a page, bytes of sentences in a box.
    const FAR: usize = 12;
    const FIELDS: usize = 50;
    const MOST_PROSE: usize = 200;
    let all = prose.get(root);
    if all < ENOUGH_LEFT {
        return Vec::new();
    }
    let fields = root.descendants_it().take(MOST).filter(|node| {
        is(node, &["input"])
            && (node.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("email"))
                || ["name", "placeholder"].iter().filter_map(|name| node.attr(name)).any(|words| {
                    let words = words.to_lowercase();
                    words.contains("email") || words.contains("e-mail")
                }))
    });
    let largest = |field: NodeRef<'a>| {
        field
            .ancestors_it(Some(FAR))
            .take_while(|node| {
                !is(node, &["body", "html"])
                    && !articles.contains(&node.id)
                    && weights.get(node) <= LONGEST_BOX
                    && prose.get(node) <= MOST_PROSE.min(all / 4)
            })
            .last()
    };
    fields.take(FIELDS).filter_map(largest).collect()
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::without_overlays;

    const STORY: &str = "<h1>Pier</h1><p>The pier won the vote, and the whole town was glad of it, said the mayor, who had waited for it since the storm of the last winter.</p>";

    fn left(page: &str) -> String {
        let document = Document::from(page);
        without_overlays(&document);
        document.select("body").text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_lies_over_the_page_goes_however_long_it_is() {
        let offer = "<p>Our letter is read by many, and it tells you all that has happened on the coast, every morning.</p>".repeat(9);
        for open in [
            "<div role=dialog>",
            "<section role='alertdialog'>",
            "<div aria-modal=true>",
            "<dialog open>",
            "<div style='bottom: 0; position : fixed'>",
        ] {
            let page = format!(
                "<body><article>{STORY}</article>{open}{offer}</div></section></dialog></body>"
            );
            let text = left(&page);
            assert!(text.contains("said the mayor") && !text.contains("letter"), "{open}");
        }
        let page = format!("<body><div role=dialog>{STORY}</div><p>Loading</p></body>");
        assert!(left(&page).contains("said the mayor"));
        let page = format!("<body><div role=dialog><main>{STORY}</main></div>{offer}</body>");
        assert!(left(&page).contains("said the mayor"));
    }

    #[test]
    fn a_question_for_consent_is_known_by_its_words_and_buttons() {
        let ask = "<p>Wir und unsere Partner setzen Cookies und verarbeiten personenbezogene Daten. Ihre Einwilligung gilt.</p>".repeat(4);
        let page =
            format!("<body><div>{STORY}</div><div class=q1>{ask}<button>Ja</button></div></body>");
        assert!(!left(&page).contains("Partner"));
        let page = format!("<body><div>{STORY}</div><div class=q1>{ask}</div></body>");
        assert!(left(&page).contains("Partner"));
    }

    #[test]
    fn boxes_that_want_an_address_and_places_for_advertisements_go() {
        let story = STORY.repeat(9);
        let page = format!(
            "<body><div>{story}<div><h3>Nyhetsbrev</h3><p>Alt fra kysten.</p><form><input type=email></form></div>\
            <div class='c ad-slot'>Boats, cheap</div><div class='no-ads'>It rained.</div></div></body>"
        );
        let text = left(&page);
        assert!(!text.contains("Alt fra") && !text.contains("cheap") && text.contains("It rained"));
    }

    #[test]
    fn the_time_grows_with_the_length() {
        let time = |count: usize| {
            let page = format!(
                "<body>{}{STORY}",
                "<div class=ad style='position:fixed'><p>cookie partner consent</p>".repeat(count)
            );
            let started = std::time::Instant::now();
            let _ = left(&page);
            started.elapsed()
        };
        time(100);
        let (short, long) = (time(500), time(4000));
        assert!(long < short * 60, "{short:?} {long:?}");
    }
}
