//! An article as a server gives it, as the library takes it in.

use std::collections::HashSet;

use jiff::Timestamp;

use super::super::refresh::new_items;
use super::answers::Content;
use crate::input::Stop;
use crate::input::feed::{Enclosure, Feed, Item};
use crate::library::{AccountId, NewItem};

/// The article, with its text packed. Its number is what its feed knows it by.
pub(super) fn item(account: AccountId, content: Content) -> Option<NewItem> {
    let web = |href: Option<String>| href.filter(|href| href.starts_with("http"));
    let address = content.canonical.into_iter().chain(content.alternate).find_map(|l| web(l.href));
    let markup = content
        .content
        .and_then(|markup| markup.content)
        .filter(|markup| !markup.trim().is_empty())
        .or_else(|| content.summary.and_then(|markup| markup.content))
        .unwrap_or_default();
    let mut seen = HashSet::new();
    let enclosures = content
        .enclosure
        .into_iter()
        .filter_map(|link| {
            let url = web(link.href)?;
            // FreshRSS has them in the text, too.
            let is_told = markup.contains(&*url) || !seen.insert(url.clone());
            (!is_told).then(|| Enclosure {
                url,
                media_type: link.media_type,
                length: link.length.and_then(|length| u64::try_from(length).ok()),
            })
        })
        .collect();
    let item = Item {
        id: Some(format!("account:{}/{}", account.0, content.id)),
        title: content.title.map(|title| with_signs(&title)).filter(|title| !title.is_empty()),
        link: address,
        published: content.published.and_then(|at| Timestamp::from_second(at).ok()),
        authors: content
            .author
            .map(|author| with_signs(&author))
            .filter(|author| !author.is_empty())
            .into_iter()
            .collect(),
        content: Some(markup),
        enclosures,
        ..Item::default()
    };
    let feed = Feed { items: vec![item], ..Feed::default() };
    new_items(&feed, None, &Stop::default())?.pop()
}

/// A title with the signs that FreshRSS writes as wide ones. In a script that has wide signs of its
/// own they stay.
pub(super) fn with_signs(title: &str) -> String {
    let title = crate::text::clean_line(title);
    let is_replaced = |c: char| matches!(c, '＆' | '＜' | '＞');
    let is_wide = |c: char| matches!(c, '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{ffef}');
    if !title.contains(is_replaced) || title.chars().any(|c| is_wide(c) && !is_replaced(c)) {
        return title;
    }
    let plain = title.replace('＆', "&").replace('＜', "<").replace('＞', ">");
    // Signs that the feed itself had written as HTML.
    html_escape::decode_html_entities(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::sync::answers::{Contents, read};

    #[test]
    fn an_article_comes_with_its_words_address_and_files() {
        let contents: Contents = read(
            r#"{"items":[{"id":"tag:google.com,2005:reader/item/0000000000000007","published":1709337600,"title":"Ferry ＆ pier",
               "canonical":[{"href":"https://a.example/7"}],"author":"Ana Ruiz","origin":{"streamId":"feed/2"},
               "summary":{"content":"<p>The ferry was late. <a href=\"https://a.example/1.mp3\">x</a></p>"},
               "enclosure":[{"href":"https://a.example/1.mp3","type":"audio/mpeg","length":5},{"href":"https://a.example/2.mp3"},{"href":"javascript:x"}]}]}"#
                .as_bytes(),
        )
        .expect("an answer");
        let content = contents.items.into_iter().next().expect("one");
        let article = item(AccountId(1), content).expect("an article").article;
        assert_eq!(article.title.as_deref(), Some("Ferry & pier"));
        assert_eq!(article.byline.as_deref(), Some("Ana Ruiz"));
        assert_eq!(article.source.as_deref(), Some("https://a.example/7"));
        let text = article.document.text();
        assert!(text.contains("The ferry was late.") && text.contains("2.mp3"), "{text}");
        assert!(!text.contains("1.mp3") && !text.contains("javascript"), "{text}");
    }

    #[test]
    fn wide_signs_stay_where_the_script_is_wide() {
        assert_eq!(with_signs("AT＆T ＜b＞"), "AT&T <b>");
        assert_eq!(with_signs("R＆amp;D"), "R&D");
        assert_eq!(with_signs("How &amp; is written"), "How &amp; is written");
        assert_eq!(with_signs("港＆橋"), "港＆橋");
    }
}
