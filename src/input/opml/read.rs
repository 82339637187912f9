//! OPML in, however broken.

use std::collections::HashSet;

use super::{Attributes, HeadElement, Opml, OpmlError, Outline, is_name};
use crate::input::markup::{Scanner, Token, attributes, decode};

/// Folders deeper than this are laid into the last that fits; no outline is lost.
const DEEPEST: usize = 64;
/// So far is looked for the rest of a broken tag.
const LONGEST_TAG: usize = 4096;
/// What ends the place where the rest of a broken tag may stand.
const NEXT: [&str; 3] = ["<outline", "</outline", "</body"];

impl Opml {
    /// Reads the whole; elements that are not closed end with the file.
    pub fn read(text: &str) -> Result<Self, OpmlError> {
        let mut reader = Reader::default();
        let mut scanner = Scanner::new(text);
        while let Some(token) = scanner.next() {
            match token {
                Token::Start { name, attributes, is_empty }
                    if name.eq_ignore_ascii_case("outline") =>
                {
                    let (attributes, is_empty) = whole_tag(&mut scanner, attributes, is_empty);
                    reader.outline(attributes, is_empty);
                }
                Token::End { name } if name.eq_ignore_ascii_case("outline") => reader.end_outline(),
                Token::Start { name, attributes, is_empty } => {
                    reader.element(name, attributes, is_empty)
                }
                Token::End { name } => reader.end_element(name),
                Token::Text(part) => {
                    reader.head.iter_mut().for_each(|element| element.text.push_str(&decode(part)))
                }
                Token::Literal(part) => {
                    reader.head.iter_mut().for_each(|element| element.text.push_str(part))
                }
            }
        }
        reader.end()
    }
}

/// A list being read.
#[derive(Default)]
struct Reader {
    opml: Opml,
    is_opml: bool,
    /// Outlines that have begun and not ended.
    open: Vec<Outline>,
    /// Beyond the deepest folder: outlines that are open but were put aside already.
    deeper: usize,
    in_head: bool,
    /// The element of the head that has begun.
    head: Option<HeadElement>,
}

impl Reader {
    fn outline(&mut self, inner: &str, is_empty: bool) {
        self.is_opml = true;
        self.end_head();
        let outline = Outline { attributes: named(inner), children: Vec::new() };
        if is_empty || self.open.len() >= DEEPEST {
            self.deeper += usize::from(!is_empty);
            self.siblings().push(outline);
        } else {
            self.open.push(outline);
        }
    }

    fn end_outline(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(outline) = self.open.pop() {
            self.siblings().push(outline);
        }
    }

    fn element(&mut self, name: &str, inner: &str, is_empty: bool) {
        match name.to_ascii_lowercase().as_str() {
            "opml" => {
                self.is_opml = true;
                (self.opml.version, self.opml.attributes) = (None, named(inner));
                if let Some(at) =
                    self.opml.attributes.iter().position(|(name, _)| name == "version")
                {
                    self.opml.version = Some(self.opml.attributes.remove(at).1);
                }
            }
            "head" => self.in_head = !is_empty,
            "body" => {
                self.end_head();
                self.opml.body = named(inner);
            }
            _ if self.in_head && is_name(name) => {
                self.opml.head.extend(self.head.take());
                let element = HeadElement {
                    name: name.to_owned(),
                    attributes: named(inner),
                    text: String::new(),
                };
                if is_empty { self.opml.head.push(element) } else { self.head = Some(element) }
            }
            _ => {}
        }
    }

    fn end_element(&mut self, name: &str) {
        self.opml.head.extend(self.head.take());
        if name.eq_ignore_ascii_case("head") {
            self.in_head = false;
        }
    }

    fn end_head(&mut self) {
        self.opml.head.extend(self.head.take());
        self.in_head = false;
    }

    fn siblings(&mut self) -> &mut Vec<Outline> {
        match self.open.last_mut() {
            Some(parent) => &mut parent.children,
            None => &mut self.opml.outlines,
        }
    }

    fn end(mut self) -> Result<Opml, OpmlError> {
        self.end_head();
        while let Some(outline) = self.open.pop() {
            self.siblings().push(outline);
        }
        if self.is_opml { Ok(self.opml) } else { Err(OpmlError::NotOpml) }
    }
}

/// The attributes that can be written again, each name once.
fn named(inner: &str) -> Attributes {
    let mut seen = HashSet::new();
    attributes(inner)
        .filter(|(name, _)| is_name(name) && seen.insert(*name))
        .map(|(name, value)| (name.to_owned(), value.into_owned()))
        .collect()
}

/// The inside of an outline's tag. Some programs put markup into an attribute as it is, so that the
/// tag seems to end inside it; if an address is still to come before the next outline, the tag goes
/// on to the last `>` before that.
fn whole_tag<'a>(scanner: &mut Scanner<'a>, inner: &'a str, is_empty: bool) -> (&'a str, bool) {
    let rest = &scanner.text[scanner.at..];
    let near = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
    let next = memchr::memchr_iter(b'<', near.as_bytes())
        .find(|at| NEXT.iter().any(|tag| near[*at..].starts_with(tag)))
        .unwrap_or(near.len());
    let between = &near[..next];
    let Some(end) = between.rfind('>').filter(|_| between.contains("xmlUrl=")) else {
        return (inner, is_empty);
    };
    let start = inner.as_ptr() as usize - scanner.text.as_ptr() as usize;
    let whole = &scanner.text[start..scanner.at + end];
    scanner.at += end + 1;
    (whole.strip_suffix('/').unwrap_or(whole), whole.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{HeadElement, Opml};

    #[test]
    fn markup_in_an_attribute_does_not_lose_the_feed() {
        let list = Opml::read("<opml><outline description=\"At <a href=\"https://x.example/\">X</a> now\" xmlUrl=\"https://a.example/\" type=\"rss\"/><outline xmlUrl='b:'/></opml>").unwrap_or_default();
        assert_eq!(
            list.feeds().iter().map(|(_, feed)| feed.url()).collect::<Vec<_>>(),
            [Some("https://a.example/"), Some("b:")]
        );
        assert_eq!(
            list.outlines[0].attribute("description"),
            Some("At <a href=\"https://x.example/\">X</a> now")
        );
    }

    #[test]
    fn a_hundred_thousand_folders_lose_no_feed() {
        let deep = format!(
            "<opml>{}<outline xmlUrl='http://a.example/'/>",
            "<outline text='x'>".repeat(100_000)
        );
        let list = Opml::read(&deep).unwrap_or_default();
        assert_eq!(list.feeds().len(), 1);
        assert!(!list.write().is_empty());
    }

    #[test]
    fn an_empty_head_holds_nothing_and_one_that_is_not_closed_ends_at_the_body() {
        for head in ["<head/>", "<head></head>", "<head>"] {
            let list = Opml::read(&format!(
                "<opml>{head}<body><outline text='a'>b</outline></body></opml>"
            ))
            .unwrap_or_default();
            assert_eq!((list.head.len(), list.outlines.len()), (0, 1), "{head}");
        }
        let list = Opml::read("<opml><head><dateModified/><x:y a='1'>t</x:y></head></opml>")
            .unwrap_or_default();
        let element = |name: &str| HeadElement { name: name.into(), ..HeadElement::default() };
        let attributes = vec![("a".into(), "1".into())];
        assert_eq!(
            list.head,
            [
                element("dateModified"),
                HeadElement { attributes, text: "t".into(), ..element("x:y") }
            ]
        );
    }
}
