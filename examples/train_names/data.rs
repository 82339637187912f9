//! The training texts in one shape, whatever they came in.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use dateline::annotation::EntityKind;
use dateline::text::Span;

/// A text with its names.
pub(crate) struct Text {
    pub text: String,
    pub names: Vec<(Span, EntityKind)>,
    /// How much it counts.
    pub weight: f32,
    /// What its source calls it; empty where it has no name.
    pub id: String,
}

/// Names of peoples and creeds, small letters.
pub(crate) type Peoples = BTreeSet<String>;

/// Places, organisations and events by their whole names, as written by hand in `assets/lexicon/`.
#[derive(Default)]
pub(crate) struct Lists {
    pub places: BTreeSet<String>,
    pub organizations: BTreeSet<String>,
    pub events: BTreeSet<String>,
}

/// All training texts, in a fixed order.
pub(crate) fn read(
    folder: &Path,
    dev: &Path,
    peoples: &Peoples,
    lists: &Lists,
) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut texts = crate::gmb::read(&folder.join("news-gmb.tsv"), peoples, lists)?;
    texts.extend(crate::gum::read(&folder.join("gum"), peoples)?);
    texts.extend(crate::standoff::read(
        &folder.join("entities-wikigold.jsonl"),
        1.5,
        true,
        peoples,
    )?);
    texts.extend(crate::standoff::read(
        &folder.join("entities-politics.jsonl"),
        4.0,
        false,
        peoples,
    )?);
    texts.extend(crate::standoff::read(
        &dev.join("entities-politics-dev.jsonl"),
        4.0,
        false,
        peoples,
    )?);
    texts.extend(crate::standoff::read(&dev.join("entities-web-dev.jsonl"), 3.0, false, peoples)?);
    Ok(texts)
}

/// The web texts of EWT, without names: a document each.
pub(crate) fn web(folder: &Path) -> Result<Vec<Text>, Box<dyn Error>> {
    let raw = std::fs::read_to_string(folder.join("ewt-train.conllu"))?;
    let mut texts: Vec<Text> = Vec::new();
    for line in raw.lines() {
        if line.starts_with("# newdoc") {
            texts.push(Text {
                text: String::new(),
                names: Vec::new(),
                weight: 1.0,
                id: String::new(),
            });
        }
        if let (Some(sentence), Some(last)) = (line.strip_prefix("# text = "), texts.last_mut()) {
            last.text.push_str(sentence);
            last.text.push('\n');
        }
    }
    Ok(texts)
}

/// Joins words into text as a newspaper sets them, and says where each went.
pub(crate) fn set(words: &[&str], text: &mut String) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = false;
    let mut glue = true;
    for &word in words {
        let word = if matches!(word, "``" | "''") { "\"" } else { word };
        let closes = word == "\"" && open;
        let tight = matches!(
            word,
            "," | "." | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "n't" | "'" | "..."
        ) || word.starts_with('\'') && word.len() < 4
            || closes;
        if !glue && !tight {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        spans.push(Span::from_usize(start, text.len()));
        glue = matches!(word, "(" | "[" | "$") || word == "\"" && !open;
        if word == "\"" {
            open = !open;
        }
    }
    spans
}

/// The kind of a name that its source only calls "other".
pub(crate) fn other_kind(name: &str, peoples: &Peoples) -> EntityKind {
    const EVENTS: &[&str] = &[
        "election",
        "elections",
        "war",
        "wars",
        "battle",
        "cup",
        "olympics",
        "games",
        "championship",
        "championships",
        "tournament",
        "revolution",
        "conference",
        "summit",
        "referendum",
        "rebellion",
        "uprising",
        "revolt",
        "festival",
        "crisis",
        "siege",
        "campaign",
        "massacre",
        "hurricane",
        "putsch",
        "convention",
        "open",
        "league",
        "bowl",
        "series",
        "holocaust",
        "convention",
    ];
    if peoples.contains(&name.to_lowercase()) {
        return EntityKind::Group;
    }
    let event = name.to_lowercase().split_whitespace().any(|word| EVENTS.contains(&word));
    if event { EntityKind::Event } else { EntityKind::Other }
}

/// Is the name that of a building or a site ("Baghdad International Airport", "National Museum of
/// Iraq")? Sources differ: some call it a work or the body that runs it; here it is a place.
pub(crate) fn is_site(words: &[&str]) -> bool {
    const SITES: &[&str] = &[
        "Airport",
        "Base",
        "Stadium",
        "Arena",
        "Hotel",
        "Mosque",
        "Prison",
        "Bridge",
        "Park",
        "Palace",
        "Camp",
        "Station",
        "Cathedral",
        "Street",
        "Avenue",
        "Mall",
        "Zoo",
        "Museum",
        "Tower",
        "Towers",
        "Castle",
        "Monument",
        "Memorial",
        "Cemetery",
        "Square",
        "Plaza",
        "Tunnel",
        "Dam",
        "Highway",
        "Shrine",
    ];
    const OF_SITES: &[&str] = &["Space", "Trade", "Convention", "Visitor", "Visitors", "Shopping"];
    let end = words
        .iter()
        .position(|&word| matches!(word, "of" | "for" | "in" | "at"))
        .filter(|&at| at > 0)
        .unwrap_or(words.len());
    let Some((&last, before)) = words[..end].split_last() else { return false };
    words.len() > 1
        && (SITES.contains(&last)
            || matches!(last, "Center" | "Centre")
                && before.last().is_some_and(|word| OF_SITES.contains(word)))
}

/// Words of peoples that the source left unmarked become groups: sources differ in whether they
/// mark them.
pub(crate) fn mark_peoples(
    words: &[&str],
    labels: &mut [(u8, Option<EntityKind>)],
    peoples: &Peoples,
) {
    for (at, word) in words.iter().enumerate() {
        if labels[at].1.is_none()
            && word.starts_with(char::is_uppercase)
            && peoples.contains(&word.to_lowercase())
        {
            let pair =
                at > 0 && peoples.contains(&format!("{} {}", words[at - 1], word).to_lowercase());
            if pair && labels[at - 1].1.is_none_or(|kind| kind == EntityKind::Group) {
                labels[at - 1] = (0, Some(EntityKind::Group));
                labels[at] = (1, Some(EntityKind::Group));
            } else {
                labels[at] = (0, Some(EntityKind::Group));
            }
        }
    }
}

/// Spans of names from labels (0 begins, 1 goes on) over words set at `spans`.
pub(crate) fn names(
    labels: &[(u8, Option<EntityKind>)],
    spans: &[Span],
) -> Vec<(Span, EntityKind)> {
    let mut names: Vec<(Span, EntityKind)> = Vec::new();
    let mut before = None;
    for (&(place, kind), &span) in labels.iter().zip(spans) {
        match (kind, names.last_mut()) {
            (Some(kind), Some(last)) if place == 1 && before == Some(kind) => {
                last.0 = last.0.cover(span)
            }
            (Some(kind), _) => names.push((span, kind)),
            (None, _) => {}
        }
        before = kind;
    }
    names
}

/// Is the word a title or part of one ("President", "Prime", "Mr.")?
pub(crate) fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "president",
        "vice",
        "prime",
        "minister",
        "foreign",
        "defense",
        "interior",
        "finance",
        "secretary",
        "secretary-general",
        "general",
        "mr.",
        "mr",
        "mrs.",
        "mrs",
        "ms.",
        "ms",
        "dr.",
        "dr",
        "senator",
        "sen.",
        "rep.",
        "gov.",
        "governor",
        "chancellor",
        "premier",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "judge",
        "justice",
        "chief",
        "mayor",
        "ambassador",
        "envoy",
        "colonel",
        "col.",
        "gen.",
        "lt.",
        "lieutenant",
        "major",
        "maj.",
        "captain",
        "capt.",
        "admiral",
        "adm.",
        "sergeant",
        "sgt.",
        "commander",
        "spokesman",
        "spokeswoman",
        "chairman",
        "director",
        "leader",
        "archbishop",
        "bishop",
        "cardinal",
        "father",
        "rev.",
        "reverend",
        "sheikh",
        "mullah",
        "ayatollah",
        "grand",
        "imam",
        "prof.",
        "professor",
        "sir",
        "lord",
        "lady",
        "dame",
        "emperor",
        "crown",
        "attorney",
        "deputy",
        "former",
        "acting",
        "ex-president",
        "president-elect",
        "congressman",
        "congresswoman",
        "representative",
        "commissioner",
        "state",
        "coach",
        "under",
        "undersecretary",
        "then",
        "of",
        "us",
        "u.s.",
        "state",
        "treasury",
        "homeland",
        "press",
        "opposition",
        "first",
        "brigadier",
        "marshal",
        "field",
        "staff",
        "inspector",
        "detective",
        "sheriff",
        "officer",
        "emeritus",
        "speaker",
        "honorable",
        "private",
        "petty",
        "specialist",
        "sultan",
        "emir",
    ];
    TITLES.contains(&word.to_lowercase().as_str())
}
