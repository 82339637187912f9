//! The article where the page says that it is: an element that is called one.

use std::collections::{HashSet, hash_map::DefaultHasher};
use std::hash::{Hash, Hasher};

use dom_query::{Document, NodeRef};

use super::beside::{Weights, is};

/// What makers call the element that holds the words of an article, the surest first.
const NAMES: &[&str] = &[
    "articlebody",
    "article-body",
    "article__body",
    "article_body",
    "article-content",
    "article__content",
    "article_content",
    "articlecontent",
    "article-text",
    "article_text",
    "articletext",
    "story-body",
    "storybody",
    "story-content",
    "story_content",
    "story-text",
    "entry-content",
    "entry-text",
    "entry__content",
    "entry_content",
    "post-content",
    "post__content",
    "post_content",
    "post-body",
    "postcontent",
    "post-text",
    "news-text",
    "news-content",
    "single-content",
    "single_content",
    "blog-content",
    "content-body",
    "body-copy",
    "main-article",
    "node__content",
    "text-content",
    "the-content",
    "td-post-content",
];

/// Elements around one that are asked what they are.
const FAR: usize = 30;
/// Elements that are asked.
const MOST: usize = 100_000;

fn names(node: &NodeRef<'_>) -> String {
    let mut names = String::new();
    for name in ["class", "id", "itemprop"] {
        if let Some(value) = node.attr(name) {
            names.push_str(&value[..value.floor_char_boundary(300)].to_ascii_lowercase());
            names.push(' ');
        }
    }
    names
}

/// The markup of the element that holds most of the sentences of those that are called the
/// article's body, and whether it is called so; where there is none, of those that are called
/// article or main.
pub(super) fn container(document: &Document) -> Option<(String, bool)> {
    let root = document.root();
    let prose = Weights::of_prose(&root);
    let mut called: Option<(usize, NodeRef<'_>)> = None;
    let mut other: Option<(usize, NodeRef<'_>)> = None;
    for node in root.descendants_it().take(MOST) {
        if !is(&node, &["div", "section", "article", "main", "td"]) {
            continue;
        }
        let names = names(&node);
        if names.contains("comment") || node.ancestors_it(Some(FAR)).any(|node| is_comment(&node)) {
            continue;
        }
        let has = |part: &&str| names.split_whitespace().any(|name| name.contains(part));
        let best = if NAMES.iter().any(has) {
            &mut called
        } else if is(&node, &["article", "main"]) {
            &mut other
        } else {
            continue;
        };
        let sentences = prose.get(&node);
        // The inner of two that hold the same.
        if sentences > 0 && best.as_ref().is_none_or(|(most, _)| 20 * sentences >= 19 * most) {
            *best = Some((sentences, node));
        }
    }
    let is_called = called.is_some();
    let (_, node) = called.or(other)?;
    Some((node.html().to_string(), is_called))
}

fn is_comment(node: &NodeRef<'_>) -> bool {
    !is(node, &["body", "html", "main", "article"]) && names(node).contains("comment")
}

/// Words in a row that are compared.
const ROW: usize = 5;

/// What part of the rows of words in `of` stands in `within` too, from 0 to 1, and how many words
/// `of` has.
pub(super) fn share(of: &str, within: &str) -> (f64, usize) {
    let rows = |text: &str| -> Vec<u64> {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words
            .windows(ROW)
            .map(|row| {
                let mut hasher = DefaultHasher::new();
                row.hash(&mut hasher);
                hasher.finish()
            })
            .collect()
    };
    let held: HashSet<u64> = rows(within).into_iter().collect();
    let of = rows(of);
    let common = of.iter().filter(|row| held.contains(row)).count();
    (if of.is_empty() { 1.0 } else { common as f64 / of.len() as f64 }, of.len())
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{container, share};

    #[test]
    fn the_container_with_the_most_sentences_is_the_article() {
        let page = "<div class='post-content'><p>A short one of another story.</p></div>\
            <div class='post-content'><p>The pier won the vote, and the town was glad of it.</p><p>It rained on all of us, said the mayor.</p></div>\
            <main><p>Links and links and links.</p></main>";
        let (found, _) = container(&Document::from(page)).unwrap_or_default();
        assert!(found.contains("said the mayor") && !found.contains("another story"));
    }

    #[test]
    fn a_text_that_stands_in_another_is_wholly_shared() {
        let text = "the pier won the vote and the town was glad";
        assert!((share(text, &format!("Once {text}. It rained.")).0 - 1.0).abs() < 1e-9);
        assert!(share("nobody knows the name of the man in the boat", text).0 < 0.01);
    }
}
