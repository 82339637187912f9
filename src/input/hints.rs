//! What is known about bytes before they are looked at.

use super::Stop;

/// What an input is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Markdown,
    Html,
    /// A mail, or a page saved in the form of one (MHTML).
    #[cfg(feature = "reader")]
    Mail,
}

/// What the outside says about an input. All of it may be absent; what is set by hand (`kind`,
/// `encoding`) wins.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// As the user orders it (`--as`).
    pub kind: Option<Kind>,
    /// A label of the Encoding Standard as the user orders it (`--encoding`): "windows-1252",
    /// "utf-16le".
    pub encoding: Option<String>,
    /// The value of an HTTP header: "text/html; charset=koi8-r".
    pub content_type: Option<String>,
    /// Path or URL: its ending tells the kind, and links are resolved against it.
    pub source: Option<String>,
    /// A page is read as it stands, no article cut out of it.
    pub whole_page: bool,
    /// Ends the reading before it is done.
    pub stop: Stop,
}

impl Hints {
    /// "text/html" of "Text/HTML; charset=koi8-r".
    pub(super) fn media_type(&self) -> Option<String> {
        let whole = self.content_type.as_deref()?;
        Some(whole.split(';').next().unwrap_or(whole).trim().to_ascii_lowercase())
    }

    /// "koi8-r" of "text/html; charset=koi8-r".
    pub(super) fn declared_charset(&self) -> Option<&str> {
        let whole = self.content_type.as_deref()?;
        whole.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches(['"', '\'']))
        })
    }

    /// "md" of "notes/today.md" or "<https://a.example/today.md?x=1>".
    pub(super) fn ending(&self) -> Option<String> {
        let source = self.source.as_deref()?;
        let path = source.split(['?', '#']).next().unwrap_or(source);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
    }

    /// The source, where it is an address on the web.
    #[cfg(feature = "html")]
    pub(super) fn base(&self) -> Option<&str> {
        self.source.as_deref().filter(|source| {
            let start = source.get(..8).unwrap_or(source).to_ascii_lowercase();
            start.starts_with("http://") || start.starts_with("https://")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Hints;

    #[test]
    fn a_content_type_falls_into_its_parts() {
        let hints = Hints {
            content_type: Some("Text/HTML; Charset=\"koi8-r\"".into()),
            ..Hints::default()
        };
        assert_eq!(hints.media_type().as_deref(), Some("text/html"));
        assert_eq!(hints.declared_charset(), Some("koi8-r"));
    }

    #[test]
    fn the_ending_is_that_of_the_last_part_of_the_path() {
        let ending =
            |source: &str| Hints { source: Some(source.into()), ..Hints::default() }.ending();
        assert_eq!(ending("https://a.example/x.y/today.MD?from=b.html").as_deref(), Some("md"));
        assert_eq!(ending("x.y/today"), None);
    }
}
