//! Packs `assets/lexicon/` into the tables that ship.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use dateline::analysis::names::fold::{hash_word, join};
use dateline::analysis::names::lexicon::{self, LONGEST, Lexicon, listed};
use dateline::analysis::names::model::{GROUPINGS, cluster_key};
use dateline::analysis::names::table;
use dateline::text::{Document, Segments};

use crate::data::{Lists, Peoples, Text};

/// The lists of `peoples.txt` after the semicolon, small letters.
pub(crate) fn peoples(folder: &Path) -> Result<Peoples, Box<dyn Error>> {
    let raw = std::fs::read_to_string(folder.join("peoples.txt"))?;
    Ok(lines(&raw)
        .filter_map(|line| line.split_once(';'))
        .flat_map(|(_, rest)| rest.split(','))
        .map(|word| word.trim().to_lowercase())
        .filter(|word| !word.is_empty())
        .collect())
}

/// The hand-written places, organisations and events.
pub(crate) fn lists(folder: &Path) -> Result<Lists, Box<dyn Error>> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    let names = |raw: &str| -> Vec<String> {
        lines(raw).flat_map(|line| line.split(';')).map(|name| name.trim().to_owned()).collect()
    };
    let mut lists = Lists {
        places: names(&read("places.txt")?).into_iter().collect(),
        organizations: names(&read("organizations.txt")?).into_iter().collect(),
        events: names(&read("events.txt")?).into_iter().collect(),
    };
    lists.places.extend(
        lines(&read("peoples.txt")?)
            .filter_map(|line| line.split_once(';'))
            .map(|(place, _)| place.to_owned()),
    );
    Ok(lists)
}

fn lines(raw: &str) -> impl Iterator<Item = &str> {
    raw.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[derive(Default)]
struct Entries(BTreeMap<u32, u16>);

impl Entries {
    fn add(&mut self, phrase: &str, bit: u16) {
        let document = Document::verbatim(phrase.trim().to_owned());
        let words: Vec<u32> = Segments::of(&document)
            .tokens
            .iter()
            .map(|&token| hash_word(document.slice(token)))
            .collect();
        let Some((&first, rest)) = words.split_first() else { return };
        if words.len() > LONGEST {
            return;
        }
        let mut phrase = first;
        for &word in rest {
            *self.0.entry(phrase).or_default() |= listed::BEGINS;
            phrase = join(phrase, word);
        }
        *self.0.entry(phrase).or_default() |= bit;
    }
}

/// The lists that are written by hand.
const BY_HAND: u16 = listed::PLACE
    | listed::GROUP
    | listed::ORGANIZATION
    | listed::EVENT
    | listed::TITLE
    | listed::BEGINS
    | listed::CALENDAR
    | listed::ORGANIZATION_WORD
    | listed::PLACE_WORD
    | listed::EVENT_WORD;

/// The table of all lists, and of the words that the training texts write small.
pub(crate) fn pack(
    folder: &Path,
    texts: &[&Text],
    train: &Path,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut entries = Entries::default();
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    for (name, bit) in [
        ("cities.txt", listed::CITY),
        ("counties.txt", listed::COUNTY),
        ("given.txt", listed::GIVEN),
        ("surnames.txt", listed::SURNAME),
    ] {
        lines(&read(name)?).for_each(|line| entries.add(line, bit));
    }
    for (name, bit) in [
        ("places.txt", listed::PLACE),
        ("organizations.txt", listed::ORGANIZATION),
        ("events.txt", listed::EVENT),
        ("before_names.txt", listed::TITLE),
    ] {
        lines(&read(name)?)
            .flat_map(|line| line.split(';'))
            .for_each(|word| entries.add(word, bit));
    }
    for line in lines(&read("peoples.txt")?) {
        let Some((place, peoples)) = line.split_once(';') else { continue };
        if !matches!(
            place,
            "Creeds"
                | "Party people"
                | "Old peoples"
                | "Nigeria's peoples"
                | "Rwanda and Burundi"
                | "Uighurstan"
        ) {
            entries.add(place, listed::PLACE);
        }
        peoples.split(',').for_each(|word| entries.add(word, listed::GROUP));
    }
    for line in lines(&read("endings.txt")?) {
        let Some((kind, words)) = line.split_once(':') else { continue };
        let bit = match kind {
            "organization" => listed::ORGANIZATION_WORD,
            "place" => listed::PLACE_WORD,
            _ => listed::EVENT_WORD,
        };
        words.split(';').for_each(|word| entries.add(word, bit));
    }
    let calendar = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. Mon. Tues. Wed. Thurs. Fri. Sat. Sun.";
    calendar.split(' ').for_each(|word| entries.add(word, listed::CALENDAR));
    for (word, bit) in spellings(texts, train)? {
        *entries.0.entry(word).or_default() |= bit;
    }
    // A full bucket leaves the last ones out: what was written by hand goes in first.
    let mut entries: Vec<(u32, u16)> = entries.0.into_iter().collect();
    entries.sort_by_key(|&(_, bits)| bits & BY_HAND == 0);
    let list: Vec<(u64, Vec<u8>)> = entries
        .iter()
        .map(|&(phrase, bits)| (lexicon::key(phrase), bits.to_le_bytes().to_vec()))
        .collect();
    let (bytes, left_out) = table::build(&list, Lexicon::WIDTH, (list.len() / 6 + 1) as u32);
    println!("{} phrases, {left_out} left out", list.len());
    Ok(bytes)
}

/// Words that the texts write small at least three times: mostly so, or both ways.
fn spellings(texts: &[&Text], train: &Path) -> Result<BTreeMap<u32, u16>, Box<dyn Error>> {
    let mut counts: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    let ewt = std::fs::read_to_string(train.join("ewt-train.conllu"))?;
    let web = ewt.lines().filter_map(|line| line.strip_prefix("# text = "));
    for line in texts.iter().flat_map(|text| text.text.lines()).chain(web) {
        for word in line
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
            .skip(1)
            .filter(|word| word.len() > 1)
        {
            let count = counts.entry(hash_word(word)).or_default();
            if word.chars().all(|c| !c.is_uppercase()) {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
        }
    }
    let bits = |(small, capital): (u32, u32)| {
        if small < 3 {
            0
        } else if small >= 4 * capital {
            listed::COMMON
        } else if small * 6 >= capital {
            listed::BOTH_WAYS
        } else {
            0
        }
    };
    Ok(counts
        .into_iter()
        .map(|(word, count)| (word, bits(count)))
        .filter(|&(_, bits)| bits != 0)
        .collect())
}

/// The table of word clusters from `clusters.txt` ("word fine coarse"), or an empty one where it is
/// absent.
pub(crate) fn clusters(folder: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let raw = std::fs::read_to_string(folder.join("clusters.txt")).unwrap_or_default();
    let mut entries: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    for line in lines(&raw) {
        if let Some((word, groups)) = line.split_once(' ') {
            let groups: Vec<u8> = groups.split(' ').map(str::parse).collect::<Result<_, _>>()?;
            entries.entry(hash_word(word)).or_insert(groups);
        }
    }
    let list: Vec<(u64, Vec<u8>)> =
        entries.into_iter().map(|(word, payload)| (cluster_key(word), payload)).collect();
    let (bytes, left_out) = table::build(&list, GROUPINGS, (list.len() / 6 + 1) as u32);
    println!("{} words in clusters, {left_out} left out", list.len());
    Ok(bytes)
}
