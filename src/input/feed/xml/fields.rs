//! What the elements of RSS and Atom say of a feed and its items.

use std::borrow::Cow;

use super::super::super::date::parse_date;
use super::super::super::markup::attribute;
use super::super::authors::Standing;
use super::super::files::File;
use super::super::model::{Enclosure, FeedKind, Related, RelatedKind};
use super::super::value::{Form, html, line, literal};
use super::vocabulary::APART;
use super::{Reader, split};
use crate::text::clean_line;

/// No more categories are kept of one item,
const MOST_CATEGORIES: usize = 200;
/// nor more related pages.
const MOST_RELATED: usize = 20;

/// Elements whose children are walked and say nothing of the item.
const CONTAINERS: [&str; 11] = [
    "contributor",
    "image",
    "textinput",
    "group",
    "items",
    "thumbnail",
    "player",
    "cloud",
    "hash",
    "rating",
    "owner",
];

/// Elements that hold words.
const WORDS: [&str; 11] = [
    "title",
    "description",
    "summary",
    "content",
    "encoded",
    "body",
    "tagline",
    "subtitle",
    "info",
    "abstract",
    "fullitem",
];

/// Elements that hold one fact, or are known to hold none.
const FACTS: [&str; 22] = [
    "guid",
    "id",
    "identifier",
    "pubdate",
    "date",
    "published",
    "issued",
    "created",
    "updated",
    "modified",
    "lastbuilddate",
    "author",
    "creator",
    "name",
    "email",
    "managingeditor",
    "language",
    "ttl",
    "hour",
    "day",
    "comments",
    "valid",
];

type Value<'a> = Option<Cow<'a, str>>;

impl<'a> Reader<'a> {
    /// Reads a field; `false` where the element is none, and its children are to be walked.
    pub(super) fn field(
        &mut self,
        name: &'a str,
        local: &str,
        attributes: &'a str,
        is_empty: bool,
    ) -> bool {
        let prefix = split(name).0.to_ascii_lowercase();
        let is_atom =
            prefix.starts_with("atom") || prefix.is_empty() && self.feed.kind == FeedKind::Atom;
        if self.is_within("source") {
            return self.source_field(name, local, attributes, is_empty);
        }
        if self.parent_is("group") && prefix != "media" {
            return false;
        }
        let of = |name: &str| attribute(attributes, name);
        match local {
            "link" => self.link(name, attributes, is_empty, is_atom),
            "enclosure" => self.file(of("url"), of("type"), of("length"), File::default()),
            "content" if prefix == "media" => self.media(attributes),
            "category" | "subject" | "keywords" if !self.parent_is("author") => {
                self.category(name, local, attributes, is_empty);
            }
            "author" | "managingeditor" if !is_empty && self.author_has_parts() => {
                self.names_authors(local);
                return false;
            }
            "source" => return self.source(name, attributes, is_empty),
            _ if CONTAINERS.contains(&local) => return false,
            _ if WORDS.contains(&local) => {
                let form = Form::of(of("type").as_deref(), of("mode").as_deref(), is_atom);
                let source = of("src").filter(|_| local == "content");
                if let Some(inside) = self.inside(name, is_empty) {
                    self.words(local, inside, form, APART.contains(&prefix.as_str()));
                } else if let Some(source) = source {
                    let url = self.resolve(&source);
                    self.offer(url, 1);
                }
            }
            _ if FACTS.contains(&local) => {
                if let Some(inside) = self.inside(name, is_empty) {
                    self.fact(local, &prefix, inside, attributes);
                } else {
                    self.names_authors(local);
                }
            }
            _ => return false,
        }
        true
    }

    /// Whether an author's element has elements of its own inside.
    fn author_has_parts(&self) -> bool {
        let rest = &self.scanner.text[self.scanner.at..];
        rest.trim_start()
            .strip_prefix('<')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    /// An element for authors was there.
    fn names_authors(&mut self, local: &str) {
        if let Some(draft) = &mut self.item {
            draft.names_authors |= matches!(local, "author" | "creator");
        }
    }

    fn words(&mut self, local: &str, inside: &str, form: Form, foreign: bool) {
        let item = self.item.as_mut().map(|draft| &mut draft.item);
        // What stands between items is hardly the feed's own.
        let late = foreign || !self.feed.items.is_empty();
        match (item, local) {
            (Some(item), "title") => set(&mut item.title, || line(inside, form), foreign),
            (Some(item), "description" | "summary" | "abstract" | "subtitle") => {
                let long = local == "description" && item.summary.is_some() && !foreign;
                if long && item.content.is_none() {
                    item.content = some(html(inside, form));
                } else {
                    set(&mut item.summary, || some(html(inside, form)), true);
                }
            }
            (Some(item), "content" | "encoded" | "body" | "fullitem") => {
                set(&mut item.content, || some(html(inside, form)), true);
            }
            (Some(_), _) => {}
            (None, "title") => set(&mut self.feed.title, || line(inside, form), late),
            (None, _) => set(&mut self.feed.description, || line(inside, form), true),
        }
    }

    fn link(&mut self, name: &'a str, attributes: &'a str, is_empty: bool, is_atom: bool) {
        let Some(href) = attribute(attributes, "href") else {
            if let Some(inside) = self.inside(name, is_empty) {
                let url = self.resolve(&literal(inside));
                self.offer(url, 5);
            }
            return;
        };
        let rel = attribute(attributes, "rel")
            .map_or("alternate".into(), |rel| rel.trim().to_ascii_lowercase());
        let kind = attribute(attributes, "type").map(|kind| kind.to_ascii_lowercase());
        let is_page = kind.as_deref().is_none_or(|kind| kind.contains("html"));
        let url = self.resolve(&href);
        if rel == "enclosure" {
            let of = |name: &str| attribute(attributes, name);
            self.file(Some(href), of("type"), of("length"), File::default());
        }
        let related = match rel.as_str() {
            "related" => Some(RelatedKind::Subject),
            "via" => Some(RelatedKind::Source),
            "replies" => Some(RelatedKind::Comments),
            _ => None,
        };
        if let (Some(kind), Some(url), true) = (related, &url, is_page) {
            let title = attribute(attributes, "title").map(|title| clean_line(&title));
            self.related(kind, url.clone(), title);
        }
        let rank = match rel.as_str() {
            "alternate" | "http://www.iana.org/assignments/relation/alternate" => {
                if is_page {
                    4
                } else {
                    3
                }
            }
            "self" if !is_atom || self.item.is_none() => 0,
            "self" | "related" | "via" => 1,
            _ => 0,
        };
        self.offer(url, rank);
        if !is_empty && let Some(inside) = self.inside(name, is_empty) {
            let url = self.resolve(&literal(inside));
            self.offer(url, 2);
        }
    }

    fn offer(&mut self, url: Option<String>, rank: u8) {
        let links = match &mut self.item {
            Some(draft) => &mut draft.links,
            None => &mut self.feed_links,
        };
        links.offer(url, rank);
    }

    fn related(&mut self, kind: RelatedKind, url: String, title: Option<String>) {
        let Some(draft) = &mut self.item else { return };
        let related = &mut draft.item.related;
        if related.len() < MOST_RELATED && related.iter().all(|other| other.url != url) {
            related.push(Related { kind, url, title: title.filter(|title| !title.is_empty()) });
        }
    }

    /// The source of an item: RSS names it in one element, Dublin Core by its address, Atom in
    /// elements of its own.
    fn source(&mut self, name: &'a str, attributes: &'a str, is_empty: bool) -> bool {
        let address = attribute(attributes, "url").and_then(|url| self.resolve(&url));
        let in_parts = address.is_none() && self.author_has_parts();
        if is_empty || self.item.is_none() || in_parts {
            return false;
        }
        let inside = self.inside(name, is_empty).unwrap_or_default();
        let text = line(inside, Form::Html);
        match (address, text) {
            (Some(url), title) => self.related(RelatedKind::Source, url, title),
            (None, Some(text)) if text.contains("://") => {
                if let Some(url) = self.resolve(&text) {
                    self.related(RelatedKind::Source, url, None);
                }
            }
            _ => {}
        }
        true
    }

    /// A field of the feed that an entry was taken from.
    fn source_field(
        &mut self,
        name: &'a str,
        local: &str,
        attributes: &'a str,
        is_empty: bool,
    ) -> bool {
        let href = attribute(attributes, "href").and_then(|href| self.resolve(&href));
        let is_its_page = attribute(attributes, "rel").is_none_or(|rel| rel == "alternate");
        let inside = match local {
            "title" | "name" => self.inside(name, is_empty),
            _ => None,
        };
        let Some(draft) = &mut self.item else { return false };
        let source = draft.source.get_or_insert_with(|| Related {
            kind: RelatedKind::Source,
            url: String::new(),
            title: None,
        });
        match (local, inside, href) {
            ("title", Some(inside), _) => set(&mut source.title, || line(inside, Form::Html), true),
            ("name", Some(inside), _) => draft.authors.add(Standing::Source, inside),
            ("link", _, Some(href)) if is_its_page && source.url.is_empty() => source.url = href,
            _ => return false,
        }
        true
    }

    /// A file of Media RSS.
    fn media(&mut self, attributes: &str) {
        let of = |name: &str| attribute(attributes, name);
        let number = |name: &str| of(name).and_then(|value| value.trim().parse().ok()).unwrap_or(0);
        let file = File {
            medium: of("medium").map(|medium| medium.trim().to_ascii_lowercase()),
            group: self.parent_is("group").then_some(self.groups),
            width: number("width"),
            is_default: of("isDefault").is_some_and(|value| value.trim() == "true"),
            ..File::default()
        };
        self.file(of("url"), of("type"), of("fileSize"), file);
    }

    fn file(&mut self, url: Value<'_>, kind: Value<'_>, length: Value<'_>, file: File) {
        let Some(url) = url.and_then(|url| self.resolve(&url)) else { return };
        let Some(draft) = &mut self.item else { return };
        let enclosure = Enclosure {
            url,
            media_type: kind.map(|kind| clean_line(&kind)).filter(|kind| !kind.is_empty()),
            length: length.and_then(|length| length.trim().parse().ok()),
        };
        draft.files.add(File { enclosure, ..file });
    }

    fn category(&mut self, name: &'a str, local: &str, attributes: &'a str, is_empty: bool) {
        let named = ["term", "label", "text"]
            .iter()
            .find_map(|name| attribute(attributes, name))
            .map(|term| clean_line(&term));
        let inside = self.inside(name, is_empty).and_then(|inside| line(inside, Form::Html));
        let Some(named) = named.filter(|term| !term.is_empty()).or(inside) else { return };
        let Some(draft) = &mut self.item else { return };
        // Keywords of iTunes and Media RSS stand between commas.
        let parts = if local == "keywords" { named.split(',').collect() } else { vec![&*named] };
        let categories = &mut draft.item.categories;
        for category in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
            let is_known = categories.iter().any(|other| other == category);
            if categories.len() < MOST_CATEGORIES && !is_known {
                categories.push(category.to_owned());
            }
        }
    }

    fn fact(&mut self, local: &str, prefix: &str, inside: &str, attributes: &str) {
        if matches!(local, "author" | "creator" | "name" | "email" | "managingeditor") {
            return self.author(local, prefix, inside);
        }
        let text = clean_line(&literal(inside));
        if text.is_empty() {
            return;
        }
        match local {
            "guid" | "id" | "identifier" => self.identity(local, text, attributes),
            "pubdate" | "published" | "issued" => self.date(&text, true, true),
            "created" | "date" => self.date(&text, true, false),
            "updated" | "modified" | "lastbuilddate" => self.date(&text, false, true),
            "language" if self.item.is_none() => self.feed.language = Some(text),
            "ttl" => self.feed.ttl = text.parse().ok().or(self.feed.ttl),
            "hour" => {
                if let Ok(hour) = text.parse::<u8>()
                    && hour <= 24
                    && !self.feed.skip_hours.contains(&(hour % 24))
                {
                    self.feed.skip_hours.push(hour % 24);
                }
            }
            "day" if self.feed.skip_days.len() < 7 => self.feed.skip_days.push(text.to_lowercase()),
            // `slash:comments` is their number.
            "comments" if prefix != "slash" => {
                if let Some(url) = self.resolve(&text) {
                    self.related(RelatedKind::Comments, url, None);
                }
            }
            _ => {}
        }
    }

    fn author(&mut self, local: &str, prefix: &str, inside: &str) {
        if matches!(local, "name" | "email")
            && !self.parent_is("author")
            && !self.parent_is("managingeditor")
        {
            return;
        }
        self.names_authors(local);
        let authors = match &mut self.item {
            Some(draft) => &mut draft.authors,
            None => &mut self.feed_authors,
        };
        let standing = match (local, prefix) {
            (_, "itunes" | "googleplay") => Standing::Show,
            ("email", _) => Standing::Mail,
            _ => Standing::Author,
        };
        authors.add(standing, inside);
    }

    fn identity(&mut self, local: &str, text: String, attributes: &str) {
        let is_link = local == "guid"
            && attribute(attributes, "isPermaLink")
                .is_none_or(|value| !value.trim().eq_ignore_ascii_case("false"));
        let url = if is_link && text.contains("://") { self.resolve(&text) } else { None };
        let Some(draft) = &mut self.item else { return };
        if local != "identifier" || draft.item.id.is_none() {
            draft.item.id = Some(text);
        }
        if is_link {
            draft.links.guid = url;
        }
    }

    fn date(&mut self, text: &str, is_publication: bool, is_sure: bool) {
        let Some(at) = parse_date(text).filter(|at| at.as_second() > 0) else { return };
        let Some(draft) = &mut self.item else {
            self.feed.updated = self.feed.updated.or(Some(at));
            return;
        };
        let item = &mut draft.item;
        let target = if is_publication { &mut item.published } else { &mut item.updated };
        if is_sure || target.is_none() {
            *target = Some(at);
        }
    }
}

/// Sets a field; with `only_empty` it stays as it is if it has a value.
fn set(field: &mut Option<String>, value: impl FnOnce() -> Option<String>, only_empty: bool) {
    if field.is_none() || !only_empty {
        *field = value().or_else(|| field.take());
    }
}

fn some(html: String) -> Option<String> {
    Some(html).filter(|html| !html.is_empty())
}
