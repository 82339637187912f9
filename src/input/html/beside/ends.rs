//! What stands above the first paragraph of an article and behind the last: who wrote it and when,
//! who the author is, other articles, headings of what is gone.

use dom_query::{Document, NodeRef};

use super::super::super::calendar::{is_weekday, month_named, says_nothing};
use super::super::metadata::is_byword;
use super::super::metadata::letters;
use super::about::About;
use super::boxes::{MOST, Weights, is};
use super::phrases::{OF_CLOCKS, OF_DAYS};

/// Bytes of the shortest paragraph that counts as one, and paragraphs of an article behind which
/// something else may stand.
const PARAGRAPH: usize = 80;
const ENOUGH_PARAGRAPHS: usize = 4;
/// Bytes of the longest line that names authors and days, and of the longest lead to another
/// article.
const LONGEST_BYLINE: usize = 160;
const LONGEST_TEASER: usize = 320;
/// Articles that are offered behind one, at least, and the lines between two of them.
const FEWEST_OFFERED: usize = 3;
const MOST_BETWEEN: usize = 3;

/// An element that holds words and no other blocks.
struct Leaf<'a> {
    node: NodeRef<'a>,
    words: String,
    is_heading: bool,
    /// Wholly a link to another page of the same site.
    leads: bool,
}

/// Takes away what stands at the two ends of an article and is none of it.
pub(in crate::input::html) fn without_ends(article: &Document, about: &About) {
    let root = article.root();
    let leaves = leaves(&root, about);
    let paragraphs: Vec<usize> =
        (0..leaves.len()).filter(|&at| is_paragraph(&leaves[at])).collect();
    let first = paragraphs.first().copied().unwrap_or(0);
    for leaf in &leaves[..first] {
        let leads_around = leaf.leads && links(&leaf.node).nth(1).is_some();
        if leads_around || tells_of_making(&leaf.words, about) {
            leaf.node.remove_from_parent();
        }
    }
    let Some(&enough) = paragraphs.get(ENOUGH_PARAGRAPHS - 1) else { return };
    let mut end = leaves.len();
    if let Some(start) = offered(&leaves, enough) {
        leaves[start..].iter().for_each(|leaf| leaf.node.remove_from_parent());
        end = start;
    }
    let mut last = paragraphs.iter().rev().copied().filter(|at| *at < end);
    for at in last.by_ref().take(2).filter(|at| *at > enough) {
        if about.is_of_author(&leaves[at].words) {
            leaves[at].node.remove_from_parent();
        }
    }
    without_bare_headings(&root);
}

fn leaves<'a>(root: &NodeRef<'a>, about: &About) -> Vec<Leaf<'a>> {
    let weights = Weights::of(root);
    root.descendants_it()
        .take(MOST)
        .filter(|node| {
            is(
                node,
                &["p", "div", "li", "h2", "h3", "h4", "h5", "h6", "span", "a", "address", "td"],
            ) && (1..10_000).contains(&weights.get(node))
                && !holds_blocks(node)
                && !node.parent().is_some_and(|parent| is_leaf(&parent))
        })
        .map(|node| {
            let words = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
            let linked: usize = links(&node).map(|link| link.text().trim().len()).sum();
            let leads = 100 * linked >= 95 * words.len()
                && links(&node).all(|link| link.attr("href").is_some_and(|to| about.is_own(&to)));
            let is_heading = is(&node, &["h2", "h3", "h4", "h5", "h6"]);
            Leaf { node, words, is_heading, leads }
        })
        .filter(|leaf| !leaf.words.is_empty())
        .collect()
}

/// Whether an element in a line stands in an element that is a leaf itself.
fn is_leaf(node: &NodeRef<'_>) -> bool {
    is(
        node,
        &["p", "li", "h2", "h3", "h4", "h5", "h6", "span", "a", "address", "b", "strong", "em"],
    ) || is(node, &["div"]) && !holds_blocks(node)
}

fn links<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    let own = std::iter::once(*node);
    own.chain(node.descendants_it().take(40)).filter(|part| is(part, &["a"]))
}

fn holds_blocks(node: &NodeRef<'_>) -> bool {
    node.descendants_it().take(12).any(|part| {
        is(
            &part,
            &[
                "p",
                "div",
                "ul",
                "ol",
                "table",
                "section",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "blockquote",
                "pre",
            ],
        )
    })
}

fn is_paragraph(leaf: &Leaf<'_>) -> bool {
    leaf.words.len() >= PARAGRAPH && !leaf.is_heading && !leaf.leads
}

/// Whether a line is made of nothing but authors' names, days, clocks and the name of the site.
fn tells_of_making(words: &str, about: &About) -> bool {
    if words.len() > LONGEST_BYLINE {
        return false;
    }
    let (mut tells, mut names) = (false, 0);
    for part in words.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'') {
        let word = part.trim_matches(['.', '\'']).to_lowercase();
        if word.is_empty() {
            continue;
        }
        if about.names.contains(&letters(&word)) {
            names += 1;
        } else if word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 10
            || month_named(&word).is_some()
            || is_weekday(&word)
        {
            tells = true;
        } else if !OF_DAYS.contains(&word.as_str())
            && !OF_CLOCKS.contains(&word.as_str())
            && !about.site.contains(&letters(&word))
            && !is_byword(&word)
            && !says_nothing(&word)
        {
            return false;
        }
    }
    // A day alone may be a heading of a chronicle; two words of a name are its bearer.
    names > 1 || names == 1 && tells
}

/// Where other articles begin that are offered behind this one: headings that are links within the
/// site, with few words under each, up to the end.
fn offered(leaves: &[Leaf<'_>], enough: usize) -> Option<usize> {
    let heads: Vec<usize> =
        (0..leaves.len()).filter(|&at| leaves[at].is_heading && leaves[at].leads).collect();
    let first = *heads.first().filter(|first| **first > enough && heads.len() >= FEWEST_OFFERED)?;
    let ends = heads.iter().skip(1).copied().chain([leaves.len()]);
    let is_list = heads.iter().zip(ends).all(|(head, end)| {
        end - head <= MOST_BETWEEN + 1
            && leaves[head + 1..end].iter().all(|leaf| leaf.words.len() <= LONGEST_TEASER)
    });
    if !is_list {
        return None;
    }
    // The words above the first heading belong to it.
    let above = first - 1;
    let is_above = !is_paragraph(&leaves[above])
        && leaves[above].words.len() < PARAGRAPH
        && !leaves[above].words.ends_with(['.', '!', '?', '…', ':', '”']);
    Some(if is_above { above } else { first })
}

/// Takes away the headings behind which nothing stands.
fn without_bare_headings(root: &NodeRef<'_>) {
    let nodes: Vec<NodeRef<'_>> = root.descendants_it().take(MOST).collect();
    let mut bare = Vec::new();
    for node in nodes.iter().rev() {
        let heading = std::iter::once(*node)
            .chain(node.ancestors_it(Some(4)))
            .find(|node| is(node, &["h2", "h3", "h4", "h5", "h6"]));
        if is(node, &["img", "video", "audio", "iframe", "object", "embed", "math", "svg"])
            || node.attr("data-media").is_some()
        {
            break;
        }
        if !node.is_text() || node.text().trim().is_empty() {
            continue;
        }
        let Some(heading) = heading else { break };
        bare.push(heading);
    }
    for heading in bare {
        heading.remove_from_parent();
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{About, without_ends};

    fn left(html: &str, byline: &str) -> String {
        let document = Document::fragment(html);
        let about = About::of(Some(byline), Some("The Coast"), Some("https://coast.example/pier"));
        without_ends(&document, &about);
        document.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn text() -> String {
        (0..6)
            .map(|n| format!("<p>The pier won vote number {n}, and the town was glad of it, said the mayor in her speech.</p> "))
            .collect()
    }

    #[test]
    fn lines_of_names_and_days_above_the_text_go_and_sentences_stay() {
        for line in [
            "By Ana Ruiz - 11/18/19 11:04 PM EST / The Coast",
            "Von Ana Ruiz, 20. November 2026, 10:15 Uhr",
            "ANA RUIZ",
            "Par Ana Ruiz le 3 mars 2026",
        ] {
            let left = left(&format!("<div>{line}</div> {}", text()), "Ana Ruiz");
            assert!(left.starts_with("The pier won"), "{line}: {left}");
        }
        for line in ["Ana Ruiz won", "3 March 2026", "Ana"] {
            let left = left(&format!("<div>{line}</div> {}", text()), "Ana Ruiz");
            assert!(left.starts_with(line), "{line}: {left}");
        }
    }

    #[test]
    fn who_the_author_is_goes_from_the_end_alone() {
        let about = "<p>Ana Ruiz skriver om kysten og bor i Skellan med to hunde, tre både og en meget gammel kat.</p> ";
        let text = text();
        assert!(!left(&format!("{text}{about}"), "Ana Ruiz").contains("Skellan"));
        assert!(left(&format!("{about}{text}"), "Ana Ruiz").contains("Skellan"));
        assert!(left(&format!("{text}{about}"), "Ana Ruizova").contains("Skellan"));
    }

    #[test]
    fn other_articles_behind_the_text_go_with_the_words_above_them() {
        let other = |n: usize, to: &str| {
            format!(
                "<div>KICKER</div><h3><a href='{to}{n}'>Another story {n}</a></h3><p>And so on.</p> "
            )
        };
        let others = |to: &str| (0..3).map(|n| other(n, to)).collect::<String>();
        let text = text();
        let own = left(&format!("{text}{}", others("/s")), "");
        assert!(own.ends_with("speech."), "{own}");
        assert!(left(&format!("{text}{}", others("https://a.example/")), "").contains("And so on"));
        let list = format!("{}{text}", others("/s"));
        assert!(left(&list, "").contains("And so on"));
    }

    #[test]
    fn a_heading_behind_which_nothing_stands_goes() {
        let text = text();
        assert!(
            left(&format!("{text}<h2>Przeczytaj jeszcze</h2><div> </div>"), "")
                .ends_with("speech.")
        );
        assert!(left(&format!("{text}<h2>The film</h2><img src=a.jpg>"), "").ends_with("The film"));
        assert!(left(&format!("<h2>The vote</h2>{text}"), "").starts_with("The vote"));
    }
}
