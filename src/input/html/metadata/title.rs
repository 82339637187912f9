//! The headline: what the page shows as such, without the name of the site.

use super::sight::{Sight, holds, line};

/// Longer ones are no titles.
const LONGEST: usize = 400;

/// Signs between a headline and the name of a site.
const PARTING: &[&str] = &[
    " | ", " - ", " – ", " — ", " » ", " › ", " « ", " :: ", " · ", " • ", " ǀ ", " │ ", " / ",
    " // ", " > ", " < ", " ~ ", "_", "|", " : ", " ∙ ", "｜", "－",
];

/// What is known of titles before the page's own headings are asked.
pub(super) struct Declared {
    /// Of metadata and of the window, the surest first.
    pub titles: Vec<String>,
    pub sites: Sites,
}

/// What the site is called, by letters alone.
#[derive(Default)]
pub(super) struct Sites(Vec<String>);

impl Sites {
    pub(super) fn of(names: impl Iterator<Item = String>, address: Option<&str>) -> Self {
        let mut sites: Vec<String> = names.map(|name| letters(&name)).collect();
        let host = address.and_then(|address| address.split("://").nth(1));
        let host = host.and_then(|rest| rest.split(['/', '?', '#', ':']).next());
        if let Some(host) = host {
            let host = host.trim_start_matches("www.");
            sites.push(letters(host));
            let mut labels = host.rsplit('.').skip(1);
            // "co.uk", "com.br"
            let label = labels.find(|label| label.len() > 3).unwrap_or_default();
            sites.push(letters(label));
        }
        sites.retain(|site| site.chars().count() > 1);
        Self(sites)
    }

    /// Whether words are a name of the site.
    pub(super) fn name(&self, words: &str) -> bool {
        let words = letters(words);
        !words.is_empty() && self.0.contains(&words)
    }

    /// Whether words are the name of the site, or that name and little more.
    pub(super) fn tell(&self, words: &str) -> bool {
        let words = letters(words);
        let length = words.chars().count();
        self.0.iter().any(|site| {
            let other = site.chars().count();
            words == *site
                || other > 4 && words.contains(site.as_str()) && length <= 2 * other
                || length > 4 && site.contains(&words) && other <= 3 * length
        })
    }
}

/// The title and the heading that shows it, with its place.
pub(super) fn title(sight: &Sight<'_>, declared: &Declared) -> (Option<String>, Option<usize>) {
    let titles: Vec<String> = declared.titles.iter().map(|title| letters(title)).collect();
    // The heading, whether it is a first one, its letters, its words.
    let mut shown = Vec::new();
    for (at, heading) in sight.headings.iter().enumerate() {
        let Some(words) = line(&heading.node, LONGEST).filter(|words| !words.is_empty()) else {
            continue;
        };
        let letters = letters(&words);
        if letters.is_empty()
            || declared.sites.name(&words)
            || holds(&heading.names, &["site-title", "logo", "sitename", "brand"])
        {
            continue;
        }
        shown.push((at, heading.tag == "h1", letters, words));
    }
    let repeats = |letters: &str| {
        letters.chars().count() > 3 && titles.iter().any(|title| title.contains(letters))
    };
    let first = |is_right: &dyn Fn(&(usize, bool, String, String)) -> bool| {
        shown.iter().find(|heading| is_right(heading))
    };
    let firsts = || shown.iter().filter(|heading| heading.1);
    let long = |letters: &str| {
        titles.iter().any(|title| 2 * letters.chars().count() >= title.chars().count())
    };
    let only = firsts().next().filter(|one| firsts().all(|other| other.2 == one.2));
    // What is said in the window and in the page, the longest of it.
    let said = shown
        .iter()
        .filter(|heading| repeats(&heading.2) && long(&heading.2))
        .max_by_key(|heading| (heading.2.len(), heading.1, std::cmp::Reverse(heading.0)));
    let heading = said
        .or_else(|| only.filter(|(at, ..)| !sight.is_aside(&sight.headings[*at].node)))
        .or_else(|| first(&|heading| heading.1 && similar(&heading.3, &declared.titles)))
        .or_else(|| first(&|heading| heading.1 && repeats(&heading.2)));
    if let Some((at, _, _, words)) = heading {
        let title = without_kicker(words, declared);
        return (Some(title), Some(*at));
    }
    let declared = declared.titles.iter().find_map(|title| {
        let title = without_site(title, &declared.sites);
        (!letters(title).is_empty() && !declared.sites.name(title)).then(|| title.to_owned())
    });
    let place = declared.as_deref().and_then(|title| {
        let title = letters(title);
        shown.iter().find(|heading| heading.2 == title).map(|heading| heading.0)
    });
    (declared.or_else(|| shown.first().map(|heading| heading.3.clone())), place)
}

/// A heading as it is declared, where it begins or ends with more: the words above the headline,
/// the names of rubrics.
fn without_kicker(heading: &str, declared: &Declared) -> String {
    let whole = letters(heading);
    let mut titles = declared.titles.iter().map(|title| without_site(title, &declared.sites));
    let bare = titles.find(|title| {
        let title = letters(title);
        title != whole
            && 2 * title.len() > whole.len()
            && (whole.ends_with(&title) || whole.starts_with(&title))
    });
    let Some(bare) = bare else { return heading.to_owned() };
    // The heading's own spelling.
    let bare_letters = letters(bare);
    let mut left = whole.chars().count() - bare_letters.chars().count();
    if !whole.ends_with(&bare_letters) {
        left = 0;
    }
    let start = heading.char_indices().find(|(_, c)| {
        if left == 0 {
            return c.is_alphanumeric() || "„“\"«»‘¿¡#".contains(*c);
        }
        left = left.saturating_sub(usize::from(c.is_alphanumeric()));
        false
    });
    let rest = start.map_or(heading, |(at, _)| &heading[at..]);
    if letters(rest) == bare_letters { rest.to_owned() } else { bare.to_owned() }
}

/// Whether half the words of a heading stand in a declared title.
fn similar(heading: &str, titles: &[String]) -> bool {
    let heading = heading.to_lowercase();
    let words: Vec<&str> =
        heading.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).collect();
    titles.iter().any(|title| {
        let title = title.to_lowercase();
        let held = words.iter().filter(|word| title.contains(**word)).count();
        held > 1 && 2 * held >= words.len()
    })
}

/// A title without the name of the site before or behind it.
pub(super) fn without_site<'a>(title: &'a str, sites: &Sites) -> &'a str {
    let mut title = title.trim();
    for _ in 0..3 {
        let cut = |at: usize, sign: &str| (title[..at].trim(), title[at + sign.len()..].trim());
        let behind = PARTING
            .iter()
            .filter_map(|sign| Some((title.rfind(sign)?, *sign)))
            .max_by_key(|(at, _)| *at);
        let before = PARTING
            .iter()
            .filter_map(|sign| Some((title.find(sign)?, *sign)))
            .min_by_key(|(at, _)| *at);
        let shorter = behind
            .map(|(at, sign)| cut(at, sign))
            .filter(|(rest, site)| sites.tell(site) && !rest.is_empty())
            .map(|(rest, _)| rest)
            .or_else(|| {
                before
                    .map(|(at, sign)| cut(at, sign))
                    .filter(|(site, rest)| sites.tell(site) && !rest.is_empty())
                    .map(|(_, rest)| rest)
            });
        match shorter {
            Some(shorter) => title = shorter,
            None => break,
        }
    }
    // Nothing says what the site is called: the last part goes where the rest is a headline still.
    for sign in [" | ", " » ", " :: ", "_", "｜", " ǀ ", " │ ", " — "] {
        if let Some((rest, site)) = title.rsplit_once(sign)
            && rest.chars().count() >= 12.max(2 * site.chars().count().min(30))
        {
            return rest.trim();
        }
    }
    title
}

/// The letters and digits of a text, small.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Declared, Sites, without_kicker, without_site};

    #[test]
    fn words_above_the_headline_are_no_part_of_it() {
        let declared =
            Declared { titles: vec!["‘Pier’ wins again".to_owned()], sites: Sites::default() };
        assert_eq!(without_kicker("Harbour: ‘Pier’ wins again", &declared), "‘Pier’ wins again");
        assert_eq!(without_kicker("Pier wins again 2 March", &declared), "‘Pier’ wins again");
        assert_eq!(without_kicker("Pier wins", &declared), "Pier wins");
    }

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_title() {
        let sites = Sites::of(
            ["The Bay Courier".to_owned()].into_iter(),
            Some("https://www.baycourier.example/2026/pier"),
        );
        for (title, bare) in [
            ("Pier wins | The Bay Courier", "Pier wins"),
            ("Pier wins - again – Bay Courier", "Pier wins - again"),
            ("baycourier.example: no sign", "baycourier.example: no sign"),
            ("The Bay Courier » Pier wins", "Pier wins"),
            ("Pier - a story of two towns", "Pier - a story of two towns"),
        ] {
            assert_eq!(without_site(title, &sites), bare);
        }
    }
}
