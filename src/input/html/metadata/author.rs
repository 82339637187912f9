//! Who wrote the article: from data for machines, from the line under the headline.

use dom_query::NodeRef;

use super::super::super::calendar::{is_weekday, month_named};
use super::bywords::{ENDS_BEFORE_A_DAY, JOBS, LEADS_TO_A_LEAD, NOBODY, is_any_end, is_any_lead};
use super::data::Data;
use super::sight::{Seen, Sight, holds, words};
use super::title::{Sites, letters};

/// Bytes of the longest line that names authors.
const LONGEST: usize = 160;
/// Letters of the longest name.
const LONGEST_NAME: usize = 70;
/// Authors of one article.
const MOST: usize = 12;
/// Texts around the headline among which a line without a mark may name the author.
const NEAR: usize = 25;

/// Names of `<meta>` that hold authors, the surest first.
const META_NAMES: &[&str] = &[
    "parsely-author",
    "citation_author",
    "author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "sailthru.author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "og:author",
    "shareaholic:article_author_name",
    "byl",
    "twitter:data1",
];

/// The authors, parted by commas.
pub(super) fn author(
    sight: &Sight<'_>,
    data: &Data,
    metas: &[(String, String)],
    sites: &Sites,
) -> Option<String> {
    let best = Sources::of(sight, data, metas, sites).best();
    let best = if best.is_empty() { unmarked(sight, sites).unwrap_or_default() } else { best };
    let best = if best.is_empty() { all_of(&data.houses, sites) } else { best };
    if !best.is_empty() {
        return Some(best.join(", "));
    }
    // A house, or somebody whose site bears the name, is better than nobody.
    let nothing = Sites::default();
    let anybody = Sources::of(sight, data, metas, &nothing).best();
    let anybody = if anybody.is_empty() { all_of(&data.houses, &nothing) } else { anybody };
    (!anybody.is_empty()).then(|| anybody.join(", "))
}

/// Who the page says it is by, in three places.
struct Sources {
    /// In its data for machines.
    told: Vec<String>,
    meta: Vec<String>,
    /// In the line that a reader sees.
    shown: Vec<String>,
}

impl Sources {
    fn of(sight: &Sight<'_>, data: &Data, metas: &[(String, String)], sites: &Sites) -> Self {
        let meta = META_NAMES.iter().find_map(|name| {
            let lines: Vec<String> = metas
                .iter()
                .filter(|(other, content)| {
                    other == name && (*name != "twitter:data1" || is_person(content))
                })
                .map(|(_, content)| content.clone())
                .collect();
            Some(all_of(&lines, sites)).filter(|names| !names.is_empty())
        });
        Self {
            told: all_of(&data.authors, sites),
            meta: meta.unwrap_or_default(),
            shown: shown(sight, sites).unwrap_or_default(),
        }
    }

    fn best(self) -> Vec<String> {
        let Self { told, meta, shown } = self;
        let holds = |more: &[String], less: &[String]| {
            less.iter().all(|name| more.iter().any(|other| letters(other) == letters(name)))
        };
        // Two that agree outvote one.
        if !shown.is_empty() && holds(&meta, &shown) && holds(&shown, &meta) {
            return shown;
        }
        let first = if told.is_empty() { meta.clone() } else { told };
        if first.is_empty() {
            return shown;
        }
        for other in [shown, meta] {
            let is_more = other.len() > first.len() && holds(&other, &first);
            // The name of an account is written out elsewhere.
            let is_written_out = are_accounts(&first) && !other.is_empty() && !are_accounts(&other);
            if is_more || is_written_out {
                return other;
            }
        }
        first
    }
}

fn are_accounts(names: &[String]) -> bool {
    names.iter().all(|name| !name.contains(' ') && !name.contains(char::is_uppercase))
}

fn all_of(lines: &[String], sites: &Sites) -> Vec<String> {
    let mut all = Vec::new();
    for line in lines {
        add(&mut all, names(line, sites));
    }
    all
}

/// Adds the names that are not there yet.
fn add(all: &mut Vec<String>, names: Vec<String>) {
    for name in names {
        if all.len() < MOST && !all.iter().any(|other| letters(other) == letters(&name)) {
            all.push(name);
        }
    }
}

/// Whether a value that may be anything is a name: two words or more, each with a capital.
fn is_person(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (2..=5).contains(&count)
        && words.split_whitespace().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && !word.contains(|c: char| c.is_ascii_digit())
        })
}

/// The names that elements show which their maker calls authors.
fn shown(sight: &Sight<'_>, sites: &Sites) -> Option<Vec<String>> {
    let mut best: Option<(u8, &Seen<'_>, Vec<String>)> = None;
    for seen in &sight.authors {
        let Some(sureness) = sureness(seen) else { continue };
        if best.as_ref().is_some_and(|(other, ..)| *other >= sureness) || sight.is_aside(&seen.node)
        {
            continue;
        }
        let names = of_element(&seen.node, sites);
        if !names.is_empty() {
            best = Some((sureness, seen, names));
        }
    }
    let (_, first, mut all) = best?;
    // Each of several authors often has an element of its own.
    let home = |node: &NodeRef<'_>| {
        Some((node.parent()?.id, node.parent()?.parent().map(|parent| parent.id)))
    };
    let at = home(&first.node);
    for seen in sight.authors.iter().filter(|seen| seen.node.id != first.node.id) {
        let is_beside = seen.names == first.names
            && home(&seen.node)
                .zip(at)
                .is_some_and(|(a, b)| a.0 == b.0 || a.1.is_some() && a.1 == b.1)
            && seen.place < first.place + NEAR;
        if is_beside {
            add(&mut all, of_element(&seen.node, sites));
        }
    }
    Some(all)
}

fn of_element(node: &NodeRef<'_>, sites: &Sites) -> Vec<String> {
    words(node, LONGEST).map(|words| names(&words, sites)).unwrap_or_default()
}

/// How surely an element names the author, by what it is called.
fn sureness(seen: &Seen<'_>) -> Option<u8> {
    let names = seen.names.as_str();
    if holds(
        names,
        &[
            "avatar",
            "image",
            "img",
            "photo",
            "bio",
            "desc",
            "about",
            "social",
            "follow",
            "share",
            "caption",
            "auth0",
            "oauth",
            "unauth",
            "authent",
            "author-box",
            "authorbox",
            "teaser",
            "entry-author-link-more",
            "date",
            "authors-list",
        ],
    ) && !names.split_whitespace().any(|name| name == "author")
    {
        return None;
    }
    let is = |word: &str| names.split_whitespace().any(|name| name == word);
    let has_name = holds(
        names,
        &[
            "author-name",
            "author_name",
            "author__name",
            "authorname",
            "byline-name",
            "byline__name",
            "byline_name",
            "byline__author",
            "byline-author",
        ],
    );
    Some(
        if matches!(seen.tag.as_str(), "a" | "span" | "address" | "b" | "strong") && is("author") {
            5
        } else if has_name || is("author") {
            4
        } else if holds(names, &["byline"]) {
            3
        } else if matches!(seen.tag.as_str(), "article" | "section" | "main" | "ul" | "figure") {
            return None;
        } else {
            2
        },
    )
}

/// The name in a line near the headline that says of itself that it names the author.
fn unmarked(sight: &Sight<'_>, sites: &Sites) -> Option<Vec<String>> {
    let headline = sight.headline?;
    let from = headline.saturating_sub(NEAR / 2);
    let near = sight.texts.iter().skip(from).take(NEAR / 2 + NEAR);
    for text in near {
        let Some(line) = text.parent().and_then(|parent| words(&parent, LONGEST)) else { continue };
        let parts: Vec<&str> = line.split_whitespace().collect();
        let first = plain(parts.first().copied().unwrap_or_default());
        // "The Long Weir" is a title, "A story by Ana Ruiz" a line about its author.
        let leads = is_any_lead(&first) && first != "de" && is_lead(&parts);
        let names = if leads && parts.len() > 1 { names(&line, sites) } else { continue };
        let are_people = !names.is_empty() && names.iter().all(|name| is_person(name));
        if are_people && !sight.is_aside(text) {
            return Some(names);
        }
    }
    None
}

/// The names in a line: "By Ana Ruiz and Ben Ode, The Bay Courier | 2 March" names two.
pub(super) fn names(line: &str, sites: &Sites) -> Vec<String> {
    let line = line.trim().trim_matches(['\'', '"', '[', ']']);
    if line.len() > 2 * LONGEST || line.contains("://") || line.starts_with(['@', '/']) {
        return Vec::new();
    }
    let parted = [" | ", " • ", " · ", " – ", " — ", " - ", " » ", "  ", " // ", " ∙ "]
        .iter()
        .fold(line.to_owned(), |line, sign| line.replace(sign, "\n"));
    // "Date: 2 March Author: Ana Ruiz"
    let parted = ["Autor:", "Autorin:", "Author:", "Auteur:", "Text:", "Fotos:"]
        .iter()
        .fold(parted, |line, label| line.replace(label, "\n"));
    for part in parted.split('\n') {
        let names = of_part(part, sites);
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

fn of_part(part: &str, sites: &Sites) -> Vec<String> {
    let mut words: Vec<&str> =
        part.split_whitespace().skip_while(|word| !word.contains(char::is_alphanumeric)).collect();
    // "Name:" alone is a label of a form.
    while words.len() > 1
        && (is_any_lead(&plain(words[0])) && is_lead(&words) || words[0].ends_with(':'))
    {
        words.remove(0);
    }
    let end = words.iter().enumerate().skip(1).find(|(at, word)| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || word.ends_with(':')
            || word.contains('»')
            || is_any_end(&plain(word))
                && words.get(at + 1).is_none_or(|next| {
                    next.starts_with(|c: char| c.is_ascii_digit())
                        || month_named(next).is_some()
                        || is_weekday(next)
                        || word.ends_with(':')
                        || !ENDS_BEFORE_A_DAY.contains(&plain(word).as_str())
                })
            || is_day(word)
                && words.get(at + 1).is_some_and(|next| next.contains(|c: char| c.is_ascii_digit()))
    });
    if let Some((at, word)) = end {
        if matches!(plain(word).as_str(), "says" | "sagt") {
            return Vec::new();
        }
        words.truncate(at);
    }
    let line = words.join(" ");
    let mut names = Vec::new();
    for (at, name) in line.split([',', ';']).enumerate() {
        // "The Bay Courier, Porto": where a house is.
        if at == 0 && sites.tell(name) {
            break;
        }
        let last = name.trim_end().rsplit(' ').next().unwrap_or_default();
        let is_initial = last.ends_with('.') && last.chars().count() == 2;
        let name = name.trim().trim_matches(['-', '–', '|', ':', '*', '.', '/', '(', '[']).trim();
        let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_job = at > 0 && JOBS.contains(&last.as_str());
        if is_name(name) && !is_job && !sites.name(name) {
            names.push(format!("{name}{}", if is_initial { "." } else { "" }));
        }
    }
    names
}

fn is_lead(words: &[&str]) -> bool {
    let first = plain(words[0]);
    // "Ein Artikel von", "The Editors": an article leads only where another lead follows.
    !LEADS_TO_A_LEAD.contains(&first.as_str())
        || words[0].ends_with(':')
        || words.get(1).is_some_and(|next| is_any_lead(&plain(next)))
}

fn is_day(word: &str) -> bool {
    let bare = word.trim_matches([',', '.']);
    bare.len() > 2 && (month_named(bare).is_some() || is_weekday(bare))
}

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    let letters_of = letters(name);
    (2..=LONGEST_NAME).contains(&count)
        && name.split_whitespace().count() <= 9
        && letters_of.chars().any(char::is_alphabetic)
        && !NOBODY.contains(&name.to_lowercase().as_str())
        && !NOBODY.contains(&letters_of.as_str())
        && !name.contains(['@', '{', '}', '<', '>', '=', '?'])
        && !(name.split_whitespace().count() == 1
            && (is_any_lead(&plain(name)) || is_any_end(&plain(name)) || is_day(name)))
}

#[cfg(test)]
mod tests {
    use super::{Sites, names};

    #[test]
    fn a_line_gives_its_names_and_nothing_else() {
        let sites = Sites::of(["The Bay Courier".to_owned()].into_iter(), None);
        for (line, expected) in [
            ("By Ana Ruiz", &["Ana Ruiz"][..]),
            ("Von: Ana Ruiz -", &["Ana Ruiz"]),
            ("By Ana Ruiz and Ben Ode, The Bay Courier", &["Ana Ruiz and Ben Ode"]),
            ("2. März 2026, 23:39 · von Ana Ruiz", &["Ana Ruiz"]),
            ("VON ANA RUIZ am 2. März 2026", &["ANA RUIZ"]),
            ("Ein Artikel von Ana Ruiz 2. März 2026", &["Ana Ruiz"]),
            ("Post author By Ana Ruiz", &["Ana Ruiz"]),
            ("Ana Ruiz, Senior Editor", &["Ana Ruiz"]),
            ("Ana Ruiz, Ben Ode", &["Ana Ruiz", "Ben Ode"]),
            ("ana77", &["ana77"]),
            ("View all posts by Ana Ruiz", &["Ana Ruiz"]),
            ("Datum: 2.3.2026 Autor: Ana Ruiz", &["Ana Ruiz"]),
            ("Ana Ruiz C.", &["Ana Ruiz C."]),
            ("The Bay Courier, Porto", &[]),
            ("Ana Ruiz says:", &[]),
            ("Posted on", &[]),
            ("Name *", &[]),
            ("November 8, 2026", &[]),
            ("The Bay Courier", &[]),
            ("https://a.example/ana", &[]),
        ] {
            assert_eq!(names(line, &sites), expected, "{line}");
        }
    }
}
