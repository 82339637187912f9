//! What is not text: one quiet line that says what it is, with its link.

use dom_query::{Document, NodeRef};

use super::super::address::resolve;
use super::super::quiet_line::{quiet_line as line, shortened};
use crate::text::clean_line;

/// Pixels up to which a picture is a spacer, a counter or an icon.
const ICON: u32 = 32;

/// What stands for something that is not text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Media {
    pub line: String,
    pub url: Option<String>,
}

/// Players and makers of embedded pages by a part of their address, and what their frames hold.
const KNOWN: &[(&str, &str)] = &[
    ("youtube", "Video"),
    ("youtu.be", "Video"),
    ("vimeo", "Video"),
    ("dailymotion", "Video"),
    ("brightcove", "Video"),
    ("jwplayer", "Video"),
    ("jwplatform", "Video"),
    ("wistia", "Video"),
    ("twitch.tv", "Video"),
    ("rumble", "Video"),
    ("peertube", "Video"),
    ("player", "Player"),
    ("soundcloud", "Audio"),
    ("spotify", "Audio"),
    ("podcast", "Audio"),
    ("bandcamp", "Audio"),
    ("twitter", "Post"),
    ("x.com", "Post"),
    ("facebook", "Post"),
    ("instagram", "Post"),
    ("tiktok", "Post"),
    ("bsky", "Post"),
    ("mastodon", "Post"),
    ("reddit", "Post"),
    ("threads.net", "Post"),
    ("datawrapper", "Chart"),
    ("dwcdn", "Chart"),
    ("flourish", "Chart"),
    ("infogram", "Chart"),
    ("google.com/maps", "Map"),
    ("openstreetmap", "Map"),
    ("documentcloud", "Document"),
    ("scribd", "Document"),
];

/// A picture. Spacers, counters and icons are nothing.
pub(super) fn picture(node: &NodeRef<'_>, base: Option<&str>) -> Option<Media> {
    let side =
        |name: &str| -> Option<u32> { node.attr(name)?.trim().trim_end_matches("px").parse().ok() };
    let source = ["src", "data-src", "data-original", "data-lazy-src"].iter().find_map(|name| {
        node.attr(name)
            .map(|src| src.to_string())
            .filter(|src| !src.starts_with("data:") && !src.trim().is_empty())
    });
    let url = source.and_then(|src| resolve(&src, base));
    let told: Vec<String> = ["alt", "title"].iter().filter_map(|name| said(node, name)).collect();
    let is_icon = [side("width"), side("height")].into_iter().flatten().any(|side| side <= ICON);
    if is_icon
        || node.attr("role").is_some_and(|role| &*role == "presentation")
        || told.is_empty() && url.is_none()
    {
        return None;
    }
    Some(Media { line: line("Picture", &distinct(told), &[]), url })
}

/// The words that stand for a small picture inside a line: an emoji, a formula.
pub(super) fn in_line(node: &NodeRef<'_>) -> Option<String> {
    let alt = node.attr("alt").map(|alt| alt.trim().to_owned()).filter(|alt| !alt.is_empty())?;
    let class = node.attr_or("class", "").to_ascii_lowercase();
    let is_emoji = alt.chars().count() <= 8
        && !alt.contains(|c: char| c.is_ascii() && c != '\u{200d}')
        || class.contains("emoji")
        || class.contains("smiley");
    let is_formula = ["latex", "math", "tex"].iter().any(|word| class.contains(word));
    (is_emoji || is_formula).then(|| shortened(&clean_line(&alt)))
}

/// A drawing that says that it is a picture.
pub(super) fn drawing(node: &NodeRef<'_>) -> Option<Media> {
    node.attr("role").filter(|role| &**role == "img")?;
    let title = || {
        let mut children = node.children_it(false);
        let title = children.find(|node| node.node_name().is_some_and(|name| &*name == "title"))?;
        Some(clean_line(&title.text())).filter(|words| !words.is_empty())
    };
    let told = said(node, "aria-label").or_else(title)?;
    Some(Media { line: line("Picture", &told, &[]), url: None })
}

/// A film or a recording.
pub(super) fn recording(node: &NodeRef<'_>, kind: &'static str, base: Option<&str>) -> Media {
    let inner = || {
        node.descendants_it().take(20).find_map(|node| {
            node.qual_name_ref()
                .filter(|name| &*name.local == "source")
                .and_then(|_| node.attr("src"))
        })
    };
    let url = node.attr("src").or_else(inner).and_then(|src| resolve(&src, base));
    let told: Vec<String> =
        ["title", "aria-label", "data-title"].iter().filter_map(|name| said(node, name)).collect();
    let length = ["data-duration", "duration"].iter().find_map(|name| length(&node.attr(name)?));
    let host = url.as_deref().and_then(host).filter(|_| told.is_empty());
    let facts: Vec<String> = length.into_iter().chain(host).collect();
    Media { line: line(kind, &distinct(told), &facts), url }
}

/// A page or a program set into the page.
pub(super) fn frame(node: &NodeRef<'_>, base: Option<&str>) -> Option<Media> {
    let url = ["src", "data-src", "data", "href"]
        .iter()
        .find_map(|name| {
            node.attr(name).filter(|src| !src.trim().is_empty() && !src.starts_with("about:"))
        })
        .and_then(|src| resolve(&src, base))?;
    let side = |name: &str| node.attr(name).and_then(|side| side.trim().parse::<u32>().ok());
    if [side("width"), side("height")].into_iter().flatten().any(|side| side <= 2) {
        return None;
    }
    let address = url.to_ascii_lowercase();
    let kind =
        KNOWN.iter().find(|(part, _)| address.contains(part)).map_or("Frame", |(_, kind)| kind);
    let told: Vec<String> =
        ["title", "aria-label"].iter().filter_map(|name| said(node, name)).collect();
    let facts: Vec<String> = host(&url).into_iter().collect();
    Some(Media { line: line(kind, &distinct(told), &facts), url: Some(url) })
}

/// On a `wbr` that is a line break: the extraction leaves it where it stands.
pub(super) const BREAK: &str = "data-break";

/// Puts a link that says what it stands for in the place of each frame and form of a page, and
/// signs
/// for ticks, so that extraction keeps them with the words around them; the footer of a quotation,
/// which extraction would drop as a page's, becomes the source that it is.
pub(super) fn stand_in(document: &Document, base: Option<&str>) {
    for node in document.select("iframe, object, embed, applet").nodes() {
        if let Some(Media { url: Some(url), .. }) = frame(node, base) {
            let told = ["title", "aria-label"].iter().find_map(|name| said(node, name));
            replace(node, "frame", Some(&url), told.as_deref().unwrap_or("Frame"));
        }
    }
    for node in document.select("form").nodes() {
        let Some(Media { line, url }) = form(node, base) else { continue };
        let asks_who = node.descendants_it().any(|node| {
            let told = ["type", "name", "id", "placeholder"].map(|name| node.attr_or(name, ""));
            ["email", "e-mail", "password", "search", "newsletter"]
                .iter()
                .any(|word| told.iter().any(|told| told.to_ascii_lowercase().contains(word)))
        });
        if !asks_who {
            let told = line.split_once(": ").map_or("Form", |(_, told)| told);
            replace(node, "form", url.as_deref(), told);
        }
    }
    // The extraction sets a line apart from what it does not know as an element in a line.
    for (unknown, known) in [
        ("u", "em"),
        ("s", "del"),
        ("strike", "del"),
        ("tt", "code"),
        ("acronym", "abbr"),
        ("big", "span"),
        ("bdi", "span"),
        ("nobr", "span"),
        ("blink", "span"),
    ] {
        for node in document.select(unknown).nodes() {
            node.rename(known);
        }
    }
    // Two breaks would become a paragraph inside the element, with the words on its sides joined to
    // those before or parted from those behind it.
    for node in document.select("br").nodes() {
        if node.parent().as_ref().is_some_and(is_in_a_line) {
            node.rename("wbr");
            node.set_attr(BREAK, "");
        }
    }
    // It drops hidden signs, and would join the words on their sides.
    for node in document.select("svg[aria-hidden=true]").nodes() {
        node.replace_with_html(" ");
    }
    // A row of cells in which it sees no table becomes one line, its cells joined.
    for node in document.select("td + td, td + th, th + td, th + th").nodes() {
        node.prepend_html(" ");
    }
    for node in document.select("blockquote footer").nodes() {
        node.rename("cite");
    }
    for node in document.select("li input[type=checkbox]").nodes() {
        node.replace_with_html(if node.attr("checked").is_some() { "[x] " } else { "[ ] " });
    }
}

fn is_in_a_line(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| {
        matches!(
            &*name,
            "a" | "abbr"
                | "b"
                | "big"
                | "cite"
                | "code"
                | "del"
                | "em"
                | "font"
                | "i"
                | "ins"
                | "mark"
                | "q"
                | "s"
                | "small"
                | "span"
                | "strike"
                | "strong"
                | "sub"
                | "sup"
                | "u"
        )
    })
}

fn replace(node: &NodeRef<'_>, kind: &str, url: Option<&str>, told: &str) {
    let quoted = html_escape::encode_double_quoted_attribute;
    let (told, url) = (html_escape::encode_text(told), url.unwrap_or_default());
    node.replace_with_html(format!(
        "<p><a data-media=\"{kind}\" href=\"{}\" title=\"{}\">{told}</a></p>",
        quoted(url),
        quoted(&told)
    ));
}

/// What a cleaned feed keeps of a frame or form: a link that says what it stood for.
pub(super) fn kept(node: &NodeRef<'_>, kind: &str, base: Option<&str>) -> Option<Media> {
    match kind {
        "frame" => frame(node, base),
        "audio" | "video" | "picture" | "file" | "form" => {
            let url = node.attr("href").and_then(|href| resolve(&href, base));
            let words = clean_line(&node.text());
            let kind = match kind {
                "audio" => "Audio",
                "video" => "Video",
                "picture" => "Picture",
                "form" => "Form",
                _ => "File",
            };
            Some(Media { line: line(kind, &words, &[]), url })
        }
        _ => None,
    }
}

/// A form that asks the reader for something.
pub(super) fn form(node: &NodeRef<'_>, base: Option<&str>) -> Option<Media> {
    /// Elements of a form that asks; one around a whole page has more.
    const MOST: usize = 200;
    let inside: Vec<NodeRef<'_>> = node.descendants_it().take(MOST + 1).collect();
    let named =
        |node: &NodeRef<'_>| node.node_name().map(|name| name.to_string()).unwrap_or_default();
    let asks = inside.iter().any(|node| match named(node).as_str() {
        "textarea" | "select" => true,
        "input" => !matches!(
            node.attr_or("type", "text").to_ascii_lowercase().as_str(),
            "hidden" | "submit" | "button" | "image" | "search"
        ),
        _ => false,
    });
    if !asks || inside.len() > MOST || node.attr("role").is_some_and(|role| &*role == "search") {
        return None;
    }
    let told = ["aria-label", "title", "name"].iter().find_map(|name| said(node, name));
    let button = || {
        inside.iter().find_map(|node| match named(node).as_str() {
            "button" => Some(clean_line(&node.text())).filter(|words| !words.is_empty()),
            "input" if &*node.attr_or("type", "") == "submit" => said(node, "value"),
            _ => None,
        })
    };
    let url = node.attr("action").and_then(|action| resolve(&action, base));
    Some(Media { line: line("Form", &told.or_else(button).unwrap_or_default(), &[]), url })
}

/// What an attribute says, in one line.
fn said(node: &NodeRef<'_>, name: &str) -> Option<String> {
    Some(clean_line(&node.attr(name)?)).filter(|words| !words.is_empty())
}

/// All that is said, nothing twice.
fn distinct(told: Vec<String>) -> String {
    let mut words = String::new();
    for part in told {
        if words.is_empty() {
            words = part;
        } else if !words.contains(&part) {
            let stop = if words.ends_with(['.', '!', '?', '…']) { " " } else { ". " };
            words = format!("{words}{stop}{part}");
        }
    }
    words
}

/// "youtube.example" of an address.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// A length in seconds, in ISO 8601 (`PT3M12S`) or by the clock, as the clock says it.
pub(super) fn length(told: &str) -> Option<String> {
    let told = told.trim();
    if told.contains(':')
        && told.len() <= 10
        && told.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    {
        return Some(told.to_owned());
    }
    let seconds = match told.parse::<f64>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let span: jiff::Span = told.parse().ok()?;
            span.total(jiff::Unit::Second).ok()?
        }
    };
    let seconds = Some(seconds).filter(|seconds| (1.0..1e6).contains(seconds))? as u32;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    })
}

#[cfg(test)]
mod tests {
    use super::{host, length};

    #[test]
    fn lengths_and_hosts_are_said_shortly() {
        assert_eq!(length("192").as_deref(), Some("3:12"));
        assert_eq!(length("PT1H2M3S").as_deref(), Some("1:02:03"));
        assert_eq!(length("12:05").as_deref(), Some("12:05"));
        assert_eq!(length("soon"), None);
        assert_eq!(host("https://u:p@www.a.example/x").as_deref(), Some("a.example"));
    }
}
