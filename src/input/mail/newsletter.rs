//! The markup of a letter without what its reader never sees: lines hidden for the list of mails
//! (preheaders), pictures of one point that tell the sender who reads.

use dom_query::Document;

use crate::input::address::resolve;
use crate::input::html::flatten;

/// The letter's markup as it is meant to be seen.
pub(super) fn cleared(html: &str) -> String {
    let flat = flatten(html).html;
    let document = Document::from(flat.as_ref());
    for node in document.select("[style], [hidden]").nodes() {
        let style = node.attr("style").unwrap_or_default();
        if node.has_attr("hidden") || is_hidden(&style) {
            node.remove_from_parent();
        }
    }
    for picture in document.select("img").nodes() {
        let is_point = ["width", "height"].iter().all(|side| {
            picture.attr(side).is_some_and(|size| {
                size.trim().trim_end_matches("px").parse::<u32>().is_ok_and(|size| size <= 2)
            })
        });
        if is_point {
            picture.remove_from_parent();
        }
    }
    let body = document.select("body");
    body.inner_html().to_string()
}

/// Whether a style hides what has it, in the ways that programs for letters write.
fn is_hidden(style: &str) -> bool {
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    style.split(';').any(|rule| {
        let rule = rule.trim_end_matches("!important");
        ["display:none", "visibility:hidden", "mso-hide:all"].contains(&rule)
            || ["max-height:0", "max-height:0px", "font-size:0", "font-size:0px"].contains(&rule)
                && (style.contains("overflow:hidden") || style.contains("opacity:0"))
    })
}

/// The address behind the words “view in browser”, in the languages that letters are written in.
pub(super) fn address_in_the_browser(html: &str) -> Option<String> {
    const WORDS: &[&str] = &[
        "browser",
        "view online",
        "read online",
        "web version",
        "view this email",
        "online lesen",
        "online ansehen",
        "webversion",
        "en ligne",
        "navigateur",
        "navegador",
        "en línea",
        "nel browser",
        "in je browser",
        "i webbläsaren",
        "przeglądarce",
    ];
    let document = Document::fragment(html);
    document.select("a[href]").nodes().iter().find_map(|link| {
        let text = link.text();
        let words: String = text.chars().take(80).flat_map(char::to_lowercase).collect();
        let leads = text.chars().count() <= 80 && WORDS.iter().any(|known| words.contains(known));
        leads
            .then(|| link.attr("href"))
            .flatten()
            .and_then(|to| resolve(&to, None).filter(|to| to.starts_with("http")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_goes_and_what_is_seen_stays() {
        let html = "<html><body><div style='display: none; max-height:0'>Peek: bridge news</div>\
            <table><tr><td style='font-size:16px'>The bridge opens.</td></tr></table>\
            <img src='https://t.example/o.gif' width=1 height='1'><img src='p.png' width=600 height=2></body></html>";
        let cleared = cleared(html);
        assert!(!cleared.contains("Peek") && !cleared.contains("o.gif"), "{cleared}");
        assert!(cleared.contains("The bridge opens.") && cleared.contains("p.png"));
    }

    #[test]
    fn the_letter_on_the_web_is_found_by_its_words() {
        let html = "<a href='https://l.example/1'>The bridge</a><a href='https://l.example/web'>View this email in your browser</a>";
        assert_eq!(address_in_the_browser(html).as_deref(), Some("https://l.example/web"));
        assert_eq!(address_in_the_browser("<a href='mailto:a@b.example'>browser</a>"), None);
    }
}
