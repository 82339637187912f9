//! Which names of places, organisations and all else that is no person mean the same: spellings,
//! acronyms, longer and shorter forms.

use std::collections::HashMap;

use super::form::fold;
use super::lexicon::SAME_NAMES;
use super::spelling::{Spellings, one_step};
use super::terms::{Term, Terms};
use crate::annotation::EntityKind::{self, Event, Group, Organization, Place};

/// How many longer names a short one is compared with.
const LONGER: usize = 24;

/// Words after which a name goes on with what can be left out: "… Foundation for the Visual Arts".
const LINKS: &[&str] = &["for", "of", "at", "in", "on", "de", "and"];
/// Words that say what kind of company it is, and are left out as often as not.
const COMPANY: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "ag",
    "sa",
    "gmbh",
    "nv",
    "group",
    "holdings",
    "holding",
];
/// What stands before a name and says only what kind of place it is.
const RANKS: &[&str] = &[
    "city of",
    "state of",
    "republic of",
    "kingdom of",
    "commonwealth of",
    "province of",
    "town of",
    "county of",
];
/// Kinds of bodies: alone, with "the", they mean one that was named: "the Church", "the Ministry".
const HEADS: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "chamber",
    "church",
    "club",
    "college",
    "commission",
    "committee",
    "commonwealth",
    "company",
    "conference",
    "congress",
    "corporation",
    "council",
    "court",
    "department",
    "federation",
    "foundation",
    "front",
    "fund",
    "institute",
    "institution",
    "league",
    "ministry",
    "movement",
    "museum",
    "navy",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "school",
    "senate",
    "service",
    "society",
    "treasury",
    "tribunal",
    "union",
    "university",
];
const DIRECTIONS: &[&str] = &["north", "south", "east", "west"];
/// First words that many bodies share, so that alone they do not mean one of them.
const SHARED: &[&str] = &[
    "american",
    "british",
    "central",
    "christian",
    "civil",
    "democratic",
    "eastern",
    "european",
    "federal",
    "first",
    "free",
    "general",
    "global",
    "grand",
    "great",
    "green",
    "high",
    "international",
    "islamic",
    "labor",
    "liberal",
    "local",
    "muslim",
    "national",
    "new",
    "northern",
    "old",
    "people",
    "peoples",
    "public",
    "red",
    "republican",
    "royal",
    "saint",
    "san",
    "social",
    "southern",
    "st",
    "state",
    "supreme",
    "union",
    "united",
    "us",
    "western",
    "white",
    "world",
];

/// Gives each term that is no person its candidate clusters; new clusters are counted from
/// `clusters` on.
pub(super) fn candidates(terms: &Terms, clusters: &mut usize, found: &mut [Vec<usize>]) {
    let mut bodies = Bodies {
        terms,
        found,
        clusters,
        longer: Longer::default(),
        names: HashMap::new(),
        spellings: Spellings::default(),
    };
    let mut order: Vec<usize> =
        (0..terms.terms.len()).filter(|&t| !terms.terms[t].is_person()).collect();
    order.sort_by_key(|&t| (usize::MAX - terms.terms[t].words.len(), t));
    for t in order {
        bodies.place(t);
    }
}

/// The names placed so far, by what a shorter one could be.
#[derive(Default)]
struct Longer {
    /// By initials: "kpa".
    initials: HashMap<String, Vec<usize>>,
    /// By the words they begin and end with: one word, and up to the first link.
    starts: HashMap<String, Vec<usize>>,
    ends: HashMap<String, Vec<usize>>,
    /// By the kind of body they name: "church".
    heads: HashMap<String, Vec<usize>>,
}

struct Bodies<'a> {
    terms: &'a Terms,
    found: &'a mut [Vec<usize>],
    clusters: &'a mut usize,
    longer: Longer,
    /// By kind and normalized name.
    names: HashMap<(EntityKind, String), usize>,
    spellings: Spellings,
}

impl Bodies<'_> {
    fn place(&mut self, t: usize) {
        let term = &self.terms.terms[t];
        let name = normal(term.kind, term.key());
        let mut same: Vec<usize> =
            self.names.get(&(term.kind, name.clone())).copied().into_iter().collect();
        if same.is_empty() {
            same = self.shortened(t, &name);
        }
        let key = term.key();
        if same.is_empty() && key.len() >= 8 {
            let near = self.spellings.near(&key).find(|&other| {
                let other = &self.terms.terms[other];
                other.kind == term.kind && other.key().len() >= 8 && one_step(&other.key(), &key)
            });
            same.extend(near.map(|other| self.found[other][0]));
        }
        if same.is_empty() {
            same.push(*self.clusters);
            *self.clusters += 1;
        }
        self.names.entry((term.kind, name.clone())).or_insert(same[0]);
        self.spellings.insert(&key, t);
        if term.is_full() {
            self.longer.index(term, &name, t);
        }
        self.found[t] = same;
    }

    /// The clusters of the longer names that `t` can be short for.
    fn shortened(&self, t: usize, name: &str) -> Vec<usize> {
        let term = &self.terms.terms[t];
        let single = !name.contains(' ');
        let article = term.forms.iter().any(|&f| self.terms.forms[f].article);
        let akin = |other: &usize| kinds_agree(term.kind, self.terms.terms[*other].kind);
        let same_kind = |other: &usize| self.terms.terms[*other].kind == term.kind;
        let clusters = |list: Option<&Vec<usize>>, fits: &dyn Fn(&usize) -> bool| -> Vec<usize> {
            let mut clusters: Vec<usize> = list
                .into_iter()
                .flatten()
                .filter(|other| fits(other))
                .map(|&other| self.found[other][0])
                .collect();
            clusters.sort_unstable();
            clusters.dedup();
            clusters
        };
        let only = |clusters: Vec<usize>| if clusters.len() == 1 { clusters } else { Vec::new() };
        if single && term.capitals && name.len() >= 2 {
            let same = only(clusters(self.longer.initials.get(name), &akin));
            if !same.is_empty() {
                return same;
            }
        }
        if single && article && HEADS.contains(&name) {
            return clusters(self.longer.heads.get(name), &akin);
        }
        if single && article && DIRECTIONS.contains(&name) {
            return only(clusters(self.longer.starts.get(name), &same_kind));
        }
        let lone = single
            && (term.kind != Organization
                || SHARED.contains(&name)
                || HEADS.contains(&name)
                || SAME_NAMES.has(name));
        if lone || !matches!(term.kind, Organization | Place | Event) {
            return Vec::new();
        }
        let mut same = if term.kind == Organization || !single {
            only(clusters(self.longer.starts.get(name), &same_kind))
        } else {
            Vec::new()
        };
        if same.is_empty() && (!single || term.kind == Organization) {
            same = only(clusters(self.longer.ends.get(name), &same_kind));
        }
        same
    }
}

fn kinds_agree(a: EntityKind, b: EntityKind) -> bool {
    a == b
        || matches!(
            (a, b),
            (
                Organization | Place | Event,
                Organization | Place | Event | EntityKind::Work | EntityKind::Other
            )
        )
        || a == EntityKind::Other
}

impl Longer {
    fn index(&mut self, term: &Term, name: &str, t: usize) {
        fn push(map: &mut HashMap<String, Vec<usize>>, key: String, t: usize) {
            let list = map.entry(key).or_default();
            if list.len() < LONGER && !list.contains(&t) {
                list.push(t);
            }
        }
        for initials in initials(&term.words) {
            push(&mut self.initials, initials, t);
        }
        let words: Vec<&str> = name.split(' ').take(16).collect();
        let link = words.iter().position(|word| LINKS.contains(word)).unwrap_or(words.len());
        if term.kind == Organization || DIRECTIONS.contains(&words[0]) {
            push(&mut self.starts, words[0].to_owned(), t);
        }
        for length in 2..words.len() {
            // A place goes on only after a link ("Museum of Flight in …"): "Hong Kong Island" is
            // not Hong Kong.
            if LINKS.contains(&words[length]) && words[length] != "and"
                || term.kind == Organization && !LINKS.contains(&words[length - 1]) && length < link
            {
                push(&mut self.starts, words[..length].join(" "), t);
            }
            push(&mut self.ends, words[words.len() - length..].join(" "), t);
        }
        // "Church of Scientology": Scientology; "Pro-Unity DAB": DAB.
        if let [.., before, last] = words[..]
            && term.kind == Organization
            && (before == "of" || last.len() <= 5)
        {
            push(&mut self.ends, last.to_owned(), t);
        }
        if let Some(head) = words[..link].last() {
            push(&mut self.heads, (*head).to_owned(), t);
        }
    }
}

/// The spellings an acronym of these words can have: of all words, without the small ones.
fn initials(words: &[String]) -> Vec<String> {
    let small = |word: &str| LINKS.contains(&word) || matches!(word, "the" | "a" | "&" | "to");
    let take = |words: &mut dyn Iterator<Item = &str>| {
        words.filter_map(|word| word.chars().next()).take(12).collect::<String>()
    };
    let all = || {
        words.iter().flat_map(|word| word.split(['-', '‐', '‑'])).filter(|word| !word.is_empty())
    };
    let long = take(&mut all().filter(|word| !small(word)));
    let mut found = vec![take(&mut all())];
    // "CNN" for "CNN News Network" would be taken for itself; "the Johnson Space Center (JSC)".
    if long.len() >= 2 && !found.contains(&long) {
        found.push(long);
    }
    // "Co-operation" is one word to some.
    let whole = take(&mut words.iter().map(String::as_str).filter(|word| !small(word)));
    if whole.len() >= 2 && !found.contains(&whole) {
        found.push(whole);
    }
    found.retain(|letters| letters.chars().count() >= 2);
    found
}

/// The name of a place or body as it is compared with others, in any article.
pub fn plain_name(kind: EntityKind, name: &str) -> String {
    normal(kind, folded_words(name).join(" "))
}

/// The acronyms that a name of several words can have.
pub fn initials_of(name: &str) -> Vec<String> {
    let words = folded_words(name);
    if words.len() > 1 { initials(&words) } else { Vec::new() }
}

fn folded_words(name: &str) -> Vec<String> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '(' | ')'))
        .map(fold)
        .filter(|word| !word.is_empty())
        .skip_while(|word| word == "the")
        .take(24)
        .collect()
}

/// The name as it is compared: one name for all names of a country, no company's suffix, no "City
/// of".
fn normal(kind: EntityKind, mut name: String) -> String {
    if matches!(kind, Place | Organization)
        && let Some(same) = SAME_NAMES.get(&name)
    {
        return same.to_owned();
    }
    match kind {
        Place => {
            if let Some(rest) =
                RANKS.iter().find_map(|rank| name.strip_prefix(rank)?.strip_prefix(' '))
            {
                let start = name.len() - rest.trim_start_matches("the ").len();
                name.drain(..start);
            }
        }
        Organization => {
            while let Some((rest, last)) = name.rsplit_once(' ')
                && COMPANY.contains(&last)
            {
                name.truncate(rest.len());
            }
        }
        // "Democrats" and "a Democrat" are one.
        Group => {
            if let Some(one) =
                name.strip_suffix('s').filter(|one| one.len() > 3 && !one.ends_with('s'))
            {
                name.truncate(one.len());
            }
        }
        _ => {}
    }
    SAME_NAMES
        .get(&name)
        .filter(|_| matches!(kind, Place | Organization))
        .map_or(name, str::to_owned)
}
