//! Lines within or beside an article, known by what they say.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeRef};

use super::super::super::calendar::{is_weekday, month_named, says_nothing};
use super::about::About;
use super::boxes::{MOST, Weights, is};
use super::phrases::{ABOVE_LINKS, ASKING, CREDITS, LINES, OF_CLOCKS, OF_DAYS, TO_OTHERS};

/// Bytes of the longest line of each sort.
const LONGEST_LINE: usize = 60;
const LONGEST_OFFER: usize = 220;

/// Bytes of a line that holds a link and asks with a short phrase.
const LONGEST_ASKING: usize = 110;

/// Letters of a phrase that begins no sentence of an article.
const TELLING: usize = 12;

/// Whether a line asks the reader for something or tells how the page was made: its first words are
/// such a phrase, and it is a long one, or the line holds a link, or it ends as no sentence does.
fn asks(words: &str, holds_link: bool) -> bool {
    let mut letters = String::new();
    let mut ends = Vec::new();
    for word in words.split_whitespace() {
        letters.extend(word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase));
        ends.push(letters.len());
    }
    let is_open = words.len() <= LONGEST_LINE && !words.ends_with(['.', '!', '?', '…', '”', '"']);
    ASKING.iter().any(|phrase| {
        letters.starts_with(phrase)
            && ends.contains(&phrase.len())
            && (is_open
                || phrase.chars().count() >= TELLING
                || holds_link && words.len() <= LONGEST_ASKING)
    })
}

/// Takes lines out of an article that are none of it.
pub(in crate::input::html) fn without_lines(article: &Document, about: &About) {
    let root = article.root();
    let blocks: Vec<NodeRef<'_>> = root
        .descendants_it()
        .take(MOST)
        .filter(|node| {
            is(
                node,
                &[
                    "p",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "li",
                    "div",
                    "center",
                    "blockquote",
                    "small",
                    "aside",
                ],
            )
        })
        .collect();
    for node in blocks {
        let Some(words) = line(&node) else { continue };
        let letters: String =
            words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if letters.is_empty() {
            continue;
        }
        let is_heading = is(&node, &["h2", "h3", "h4", "h5", "h6"]);
        let is_short = words.len() <= LONGEST_LINE;
        let begins = |starts: &[&str]| starts.iter().any(|start| letters.starts_with(start));
        if is_short && ABOVE_LINKS.contains(&letters.as_str()) {
            if let Some(links) = links_behind(&node)
                && !links.iter().all(|block| leads_away(block, about))
            {
                links.iter().for_each(NodeRef::remove_from_parent);
                node.remove_from_parent();
            }
        } else if is_short && LINES.contains(&letters.as_str())
            || !is_heading && asks(&words, linked(&node) > 0)
            || !is_heading && is_short && is_credit(&words, &letters)
            || begins(TO_OTHERS) && 2 * linked(&node) >= words.len()
            || asks_to_follow(&node, about)
        {
            node.remove_from_parent();
        }
    }
}

/// Whether all links of a line, two or more, lead to where a page's makers are followed.
fn asks_to_follow(node: &NodeRef<'_>, about: &About) -> bool {
    let mut count = 0;
    let mut links = node.descendants_it().take(40).filter(|part| is(part, &["a"]));
    let all = links.all(|link| {
        count += 1;
        link.attr("href").is_some_and(|to| about.is_to_follow(&to))
    });
    all && count > 1
}

/// Bytes of the shortest paragraph that counts as one.
const PARAGRAPH: usize = 80;
/// Paragraphs of an article whose lines that are wholly links lead elsewhere.
const ENOUGH_PARAGRAPHS: usize = 4;

/// How often a paragraph stands in the same sort of element where that is no purpose.
const OFTEN: usize = 3;

/// Takes away what stands again, the days that a page shows above its text, and lines and lists
/// that are wholly links between the paragraphs or behind the last.
pub(in crate::input::html) fn without_repeated_and_leading(article: &Document, about: &About) {
    let root = article.root();
    let weights = Weights::of(&root);
    let blocks: Vec<NodeRef<'_>> = root
        .descendants_it()
        .take(MOST)
        .filter(|node| {
            is(node, &["p", "div", "li", "h2", "h3", "h4", "h5", "time", "span", "figcaption"])
                && (1..LONGEST_BLOCK).contains(&weights.get(node))
                && !holds_blocks(node)
        })
        .collect();
    let mut seen: HashMap<String, (String, Vec<&NodeRef<'_>>)> = HashMap::new();
    let mut before_text = true;
    let mut paragraphs = 0;
    let mut last = None;
    let mut links = Vec::new();
    let mut twice = Vec::new();
    for (at, node) in blocks.iter().enumerate() {
        let words = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let linked = linked(node);
        let is_block = is(node, &["p", "div", "li"]);
        if words.len() >= PARAGRAPH && is_block && 2 * linked < words.len() {
            (before_text, last) = (false, Some(at));
            paragraphs += 1;
        } else if is_block && is_day(&words, before_text) {
            node.remove_from_parent();
            continue;
        }
        let tag = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        if words.len() >= PARAGRAPH && tag != "span" && !has_lines(node) {
            let length = words.len();
            let (first, further) = seen.entry(words).or_insert_with(|| (tag.clone(), Vec::new()));
            if *first == tag {
                further.push(node);
            } else {
                twice.push(node);
            }
            if is_block && 100 * linked >= 95 * length {
                links.push((at, node));
            }
        } else if is_block && 100 * linked >= 95 * words.len() {
            links.push((at, node));
        }
    }
    // The captions of a gallery stand in its list and below its pictures, again and again.
    for node in twice {
        node.remove_from_parent();
    }
    let often = |nodes: &[&NodeRef<'_>]| {
        nodes.len() >= OFTEN && nodes.iter().all(|node| is(node, &["p", "div"]))
    };
    let often: Vec<&(String, Vec<&NodeRef<'_>>)> =
        seen.values().filter(|(_, nodes)| often(nodes)).collect();
    let repeated: usize = often.iter().map(|(_, nodes)| nodes.len()).sum();
    // A text that is mostly repetition means to be.
    if 2 * repeated <= paragraphs {
        for (_, nodes) in often {
            nodes[1..].iter().for_each(|node| node.remove_from_parent());
        }
    }
    let Some(last) = last else { return };
    if paragraphs < ENOUGH_PARAGRAPHS {
        return;
    }
    let away: HashSet<usize> =
        links.iter().filter(|(_, node)| leads_away(node, about)).map(|(at, _)| *at).collect();
    for (at, node) in links {
        let is_between = at < last && is(node, &["p"]);
        // Links to other sites are sources where more than one stands there or a line says what
        // they are.
        let is_source = at > last && away.contains(&at) && {
            let above = at.checked_sub(1).and_then(|above| blocks.get(above));
            let is_told = above.is_some_and(|above| {
                is(above, &["h2", "h3", "h4", "h5"]) || above.text().trim_end().ends_with(':')
            });
            is_told || away.contains(&(at + 1)) || at > 0 && away.contains(&(at - 1))
        };
        if (is_between || at > last) && !is_source && !is_note(node) {
            node.remove_from_parent();
        }
    }
}

/// Whether an element holds links and all of them lead to other sites.
fn leads_away(node: &NodeRef<'_>, about: &About) -> bool {
    let mut links = node.descendants_it().take(40).filter(|part| is(part, &["a"])).peekable();
    links.peek().is_some()
        && links.all(|link| link.attr("href").is_some_and(|to| about.leads_away(&to)))
}

/// Whether it may be a note or a source that the text leads to: it bears an identifier or leads
/// back.
fn is_note(node: &NodeRef<'_>) -> bool {
    node.attr("id").is_some()
        || node.descendants_it().take(12).any(|part| {
            part.attr("id").is_some()
                || part.attr("href").is_some_and(|address| address.starts_with('#'))
        })
}

/// Whether it is set in lines, as verse is, whose refrain comes again.
fn has_lines(node: &NodeRef<'_>) -> bool {
    node.descendants_it().take(12).any(|part| is(&part, &["br"]))
}

/// Bytes of the longest block that is compared.
const LONGEST_BLOCK: usize = 20_000;

fn holds_blocks(node: &NodeRef<'_>) -> bool {
    node.descendants_it().take(12).any(|part| {
        is(
            &part,
            &["p", "div", "ul", "ol", "table", "section", "h2", "h3", "h4", "blockquote", "pre"],
        )
    })
}

/// Whether a line is nothing but a day, and says that it is the page's; in front of the text, one
/// with a year suffices.
fn is_day(words: &str, before_text: bool) -> bool {
    if words.len() > LONGEST_LINE {
        return false;
    }
    let (mut year, mut says, mut figures) = (false, false, 0);
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '.') {
        let word = word.trim_matches('.').to_lowercase();
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if word.is_empty() {
            continue;
        }
        if OF_DAYS.contains(&word.as_str()) {
            says = true;
        } else if word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 10 {
            figures += 1;
            year |= digits.rsplit('.').next().is_some_and(|year| year.len() == 4);
        } else if !OF_CLOCKS.contains(&word.as_str())
            && month_named(&word).is_none()
            && !is_weekday(&word)
            && !says_nothing(&word)
        {
            return false;
        }
    }
    figures > 1 && (says || before_text && year)
}

/// Whether a line tells whose a picture is: it says so and is no sentence.
fn is_credit(words: &str, letters: &str) -> bool {
    let words = words.trim_start_matches(['(', '[', ' ']);
    let is_mark = words.starts_with('©');
    let has_colon = words.split_once(':').is_some_and(|(before, _)| before.len() < 25);
    is_mark
        || CREDITS.iter().any(|start| letters.starts_with(start))
            && (has_colon || words.contains(['/', '©', '|']))
}

/// The words of an element that holds one short line and no other blocks.
fn line(node: &NodeRef<'_>) -> Option<String> {
    let mut words = String::new();
    for (count, part) in node.descendants_it().enumerate() {
        let is_block = is(
            &part,
            &[
                "p",
                "div",
                "ul",
                "ol",
                "table",
                "section",
                "figure",
                "img",
                "video",
                "iframe",
                "pre",
                "h2",
                "h3",
                "blockquote",
                "li",
            ],
        );
        if count > 40 || is_block {
            return None;
        }
        if part.is_text() {
            let text = part.text();
            if words.len() + text.len() > 2 * LONGEST_OFFER {
                return None;
            }
            words.push_str(&text);
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty() && words.len() <= LONGEST_OFFER).then_some(words)
}

/// Bytes of text that are links, in a short element.
fn linked(node: &NodeRef<'_>) -> usize {
    node.descendants_it()
        .take(40)
        .filter(|part| is(part, &["a"]))
        .map(|part| part.text().len())
        .sum()
}

/// The blocks behind a heading that hold nothing but links, as many as follow one another.
fn links_behind<'a>(node: &NodeRef<'a>) -> Option<Vec<NodeRef<'a>>> {
    let mut links = Vec::new();
    let mut next = node.next_element_sibling();
    while let Some(block) = next.filter(|_| links.len() < 12) {
        let (mut text, mut link, mut parts) = (0, 0, 0);
        for part in block.descendants_it().take(400) {
            parts += 1;
            if part.is_text() {
                text += part.text().trim().len();
            } else if is(&part, &["a"]) {
                link += part.text().trim().len();
            }
        }
        if parts >= 400 || text == 0 && links.is_empty() || 10 * link < 6 * text {
            break;
        }
        links.push(block);
        next = block.next_element_sibling();
    }
    (!links.is_empty()).then_some(links)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::boxes::without_named;
    use super::{About, without_lines, without_repeated_and_leading};

    fn left(html: &str) -> String {
        let document = Document::fragment(html);
        without_lines(&document, &About::default());
        document.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lines_of_the_page_leave_the_article() {
        let html = "<p>The pier won.</p> <p>Advertisement</p><p><a href=/a>Read more: the vote</a></p>\
            <p>Read more: nobody did, said the mayor of the town.</p> <h3>Related</h3>\
            <ul><li><a href=/b>The harbour</a></li></ul><p>It rained.</p> <h3>Related</h3> <p>They are cousins.</p>";
        assert_eq!(
            left(html),
            "The pier won. Read more: nobody did, said the mayor of the town. It rained. Related They are cousins."
        );
    }

    #[test]
    fn a_line_whose_links_lead_to_where_one_follows_goes_in_any_language() {
        let (a, b) = (
            "<a href='https://x.com/coast'>X</a>",
            "<a href='https://www.facebook.com/coast'>Facebook</a>",
        );
        assert_eq!(
            left(&format!("<p>It rained.</p><p>Seuraa meitä: {a} ja {b}</p>")),
            "It rained."
        );
        let said = "<a href='https://x.com/holm/status/12'>she wrote</a>";
        assert!(
            left(&format!("<p>It rained, {said}, and {a} was down.</p>")).contains("she wrote")
        );
    }

    #[test]
    fn a_sentence_that_begins_like_an_offer_stays() {
        for sentence in [
            "Copyright law is changing, said Ana Ruiz.",
            "Get the boats out, she told them.",
            "Want more? Then ask the harbour master, who has none.",
            "Posted on the door was a list of the missing.",
        ] {
            assert_eq!(left(&format!("<p>{sentence}</p>")), sentence);
        }
        for offer in [
            "<p>Copyright 2026 The Coast</p>",
            "<p>Get the <a href=/n>newsletter</a> every day.</p>",
            "<p>Your email address will not be published.</p>",
        ] {
            assert_eq!(left(offer), "", "{offer}");
        }
    }

    #[test]
    fn what_stands_again_and_links_behind_the_text_go() {
        let text: String = (0..5)
            .map(|n| format!("<p>The pier won vote number {n}, and the town was glad of it, said the mayor in her speech.</p> "))
            .collect();
        let html = format!(
            "<p>Updated 2 March 2026</p> {text}<p><a href='/a'>TOWN WINS AGAIN</a></p> <p>It rained on all of us, \
            said the mayor, and nobody in the town was glad of it on the day.</p> <ul><li><a href='/b'>Harbour \
            opens</a></li><li id='fn1'><a href='/c'>The source</a></li></ul>"
        );
        let document = Document::fragment(html.as_str());
        without_repeated_and_leading(&document, &About::default());
        let text = document.text().to_string();
        assert!(!text.contains("Updated") && !text.contains("AGAIN") && !text.contains("opens"));
        assert!(
            text.contains("number 4") && text.contains("on the day") && text.contains("source")
        );
    }

    #[test]
    fn what_is_named_goes_and_the_article_stays_whatever_its_class() {
        let long = "The pier won the vote, and the town was glad of it. ".repeat(10);
        let page = format!(
            "<body class='has-breadcrumb'><div class='related-layout'><h1>Pier</h1><p>{long}</p>\
            <div class='box author-bio'>Sign up</div></div><div class='entry tag-related'>It rained.</div>"
        );
        let document = Document::from(page.as_str());
        without_named(&document);
        let text = document.text().to_string();
        assert!(text.contains("The pier won") && text.contains("It rained."));
        assert!(!text.contains("Sign up"));
    }
}
