//! The day of publication, found in the order of htmldate: what the page declares, what it shows
//! near its headline, its address, anything else.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::super::super::calendar::{month_named, says_nothing};
use super::super::super::date::parse_date;
use super::data::Data;
use super::sight::{Seen, Sight, holds, words};

/// Names of `<meta>` that hold the day of publication, the surest first.
const SURE_NAMES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "shareaholic:article_published_time",
    "datepublished",
    "date_published",
    "published_time",
    "publication_date",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "parsely-pub-date",
    "pubdate",
    "og:pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_at",
    "published",
    "article.published",
    "article.created",
    "article_date_original",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "rnews:datepublished",
    "sailthru.date",
];

/// Those that may hold the day of a change, or of anything.
const UNSURE_NAMES: &[&str] = &[
    "date",
    "dc.date",
    "dc:date",
    "bepress_citation_date",
    "citation_date",
    "created",
    "datecreated",
    "uploaddate",
    "ob:date",
    "eomportal-issuedate",
    "pub_date",
    "release_date",
    "article:post_date",
    "prism.publicationdate",
];

/// Those that hold the day of the last change.
const CHANGED_NAMES: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
    "revision_date",
];

/// Texts behind and before the headline where its day stands.
const BEHIND: usize = 45;
const BEFORE: usize = 20;
/// Bytes of an element that shows a day, and of a line that shows one without being marked.
const LONGEST: usize = 160;
const LONGEST_LINE: usize = 70;

pub(super) fn published(
    sight: &Sight<'_>,
    data: &Data,
    metas: &[(String, String)],
    address: Option<&str>,
    language: Option<&str>,
) -> Option<Timestamp> {
    let order = Order::of(language);
    let named = |names: &[&str]| {
        names.iter().find_map(|name| {
            let mut contents = metas.iter().filter(|(other, _)| other == name);
            contents.find_map(|(_, content)| stated(content, order))
        })
    };
    let of_data = |value: &Option<String>| value.as_deref().and_then(|text| stated(text, order));
    named(SURE_NAMES)
        .or_else(|| of_data(&data.published))
        .or_else(|| element(sight, order, true))
        .or_else(|| named(UNSURE_NAMES))
        .or_else(|| line(sight, order))
        .or_else(|| address.and_then(in_address))
        .or_else(|| element(sight, order, false))
        .or_else(|| named(CHANGED_NAMES))
        .or_else(|| of_data(&data.modified))
        .or_else(|| last_line(sight, order))
}

/// Which of two numbers is the day, where both could be.
#[derive(Clone, Copy)]
struct Order {
    month_first: bool,
}

impl Order {
    fn of(language: Option<&str>) -> Self {
        let language = language.unwrap_or_default().to_ascii_lowercase();
        let month_first = matches!(language.as_str(), "en" | "en-us" | "en_us" | "fil" | "es-us");
        Self { month_first }
    }
}

/// A value that should be a day and nothing else.
fn stated(text: &str, order: Order) -> Option<Timestamp> {
    let text = text.trim();
    let is_year_alone = text.len() < 8;
    parse_date(text).filter(|_| !is_year_alone).or_else(|| day_in(text, order))
}

/// From an element that is called a date: the one behind the headline first, then one before it,
/// and elsewhere where `near` does not forbid it.
fn element(sight: &Sight<'_>, order: Order, near: bool) -> Option<Timestamp> {
    let headline = sight.headline;
    let zone = |seen: &Seen<'_>| match headline {
        Some(at) if seen.place >= at && seen.place < at + BEHIND => 0,
        Some(at) if seen.place < at && seen.place + BEFORE >= at => 1,
        _ => 2,
    };
    let mut best: Option<(u32, Timestamp)> = None;
    for (at, seen) in sight.dates.iter().enumerate() {
        let zone = zone(seen);
        let says_published =
            holds(&seen.names, &["datepublished", "pubdate", "entry-date", "published"])
                || seen.node.has_attr("pubdate");
        if near && zone == 2 && !says_published || best.is_some_and(|(rank, _)| rank < 2) {
            continue;
        }
        let says_changed =
            holds(&seen.names, &["updat", "modif", "lastchange", "lastmod"]) && !says_published;
        let is_time = seen.tag == "time";
        let is_named = is_time
            || says_published
            || holds(&seen.names, &["date", "datum", "fecha", "publi", "fch"]);
        let rank = zone * 10
            + if says_published {
                0
            } else if is_time || is_named {
                2
            } else {
                4
            }
            + if says_changed { 5 } else { 0 };
        if best.is_some_and(|(other, _)| other <= rank) || sight.is_aside(&seen.node) || at > 300 {
            continue;
        }
        let declared = ["datetime", "content", "title", "data-datetime", "date"]
            .iter()
            .find_map(|name| stated(&seen.node.attr(name)?, order));
        let found =
            declared.or_else(|| words(&seen.node, LONGEST).and_then(|words| day_in(&words, order)));
        if let Some(found) = found {
            best = Some((rank, found));
        }
    }
    best.map(|(_, found)| found)
}

/// From a short line near the headline.
fn line(sight: &Sight<'_>, order: Order) -> Option<Timestamp> {
    let headline = sight.headline?;
    let behind = headline..headline + BEHIND;
    let before = (headline.saturating_sub(BEFORE)..headline).rev();
    behind.chain(before).find_map(|at| {
        let text = sight.texts.get(at)?;
        short_line(sight, text, order)
    })
}

/// From the last short line of all that says a day, where the page says nothing else: "Last
/// changed on …".
fn last_line(sight: &Sight<'_>, order: Order) -> Option<Timestamp> {
    let mut days = sight.texts.iter().filter_map(|text| short_line(sight, text, order));
    let first = days.next()?;
    // Several are the days of other things.
    days.take(20).all(|day| day == first).then_some(first)
}

fn short_line(sight: &Sight<'_>, text: &dom_query::NodeRef<'_>, order: Order) -> Option<Timestamp> {
    let own = text.text();
    let own = own.trim();
    // "2.3.2026 – The pier has won": a dateline.
    let dateline = [" – ", " - ", " — ", ": "].iter().find_map(|sign| own.split_once(sign));
    if let Some((day, _)) = dateline
        && day.len() <= 12
        && day.starts_with(|c: char| c.is_ascii_digit())
        && let Some(day) = day_in(day, order)
    {
        return (!sight.is_aside(text)).then_some(day);
    }
    if !own.contains(|c: char| c.is_ascii_digit()) || own.len() > LONGEST {
        return None;
    }
    let day = (own.len() <= LONGEST_LINE).then(|| day_in(own, order)).flatten().or_else(|| {
        let line = words(&text.parent()?, LONGEST_LINE)?;
        day_in(&line, order)
    })?;
    (!sight.is_aside(text)).then_some(day)
}

/// The day that an address names: /2026/03/02/, /2026-03-02-pier, /20260302/.
fn in_address(address: &str) -> Option<Timestamp> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    // An archive's own address holds the day on which it took its copy.
    let path = path.rfind("://").map_or(path, |at| &path[at + 3..]);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let numbers: Vec<(&str, usize)> = {
        let bytes = path.as_bytes();
        let mut numbers = Vec::new();
        let mut at = 0;
        while at < bytes.len() && numbers.len() < 40 {
            let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length > 0 {
                numbers.push((&path[at..at + length], at));
            }
            at += length.max(1);
        }
        numbers
    };
    let touch = |a: &(&str, usize), b: &(&str, usize)| a.1 + a.0.len() + 1 == b.1;
    let whole = |one: &(&str, usize)| {
        let number = (one.0.len() == 8).then_some(one.0)?;
        day(&number[..4], &number[4..6], &number[6..])
    };
    let three = numbers.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        if !touch(a, b) || !touch(b, c) {
            return None;
        }
        if a.0.len() == 4 {
            day(a.0, b.0, c.0)
        } else {
            (c.0.len() == 4).then(|| day(c.0, b.0, a.0)).flatten()
        }
    });
    three.or_else(|| numbers.iter().find_map(whole))
}

/// The first whole day that a line names.
fn day_in(line: &str, order: Order) -> Option<Timestamp> {
    let line = line.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], " ");
    let mut pieces: Vec<&str> = Vec::new();
    for word in line
        .split(|c: char| {
            c.is_whitespace()
                || matches!(c, ',' | '(' | ')' | '|' | '[' | ']' | ';' | '·' | '•' | '»')
        })
        .take(60)
    {
        let has_letters = word.contains(char::is_alphabetic);
        let is_instant = word.contains('T') && word.starts_with(|c: char| c.is_ascii_digit());
        if has_letters && word.contains(|c: char| c.is_ascii_digit()) && !is_instant {
            pieces.extend(word.split(['.', '-', '/']).filter(|piece| !piece.is_empty()));
        } else if !word.is_empty() {
            pieces.push(word);
        }
    }
    (0..pieces.len()).find_map(|at| day_at(&pieces[at..], order))
}

fn day_at(words: &[&str], order: Order) -> Option<Timestamp> {
    let word = words[0];
    if let Some(day) = in_numbers(word, order) {
        return Some(day);
    }
    // What stands between the parts says nothing: "2 de marzo de 2026".
    let mut parts =
        words[1..].iter().take(6).filter(|word| !says_nothing(word) && !word.contains(':'));
    if let Some(number) = day_number(word) {
        let next = parts.next()?;
        if let Some(month) = month_named(next) {
            return date(year(parts.next()?)?, month, number);
        }
        // "4. 2. 2022"
        let month = next.strip_suffix('.').filter(|_| word.ends_with('.'))?.parse().ok()?;
        return date(year(parts.next()?)?, month, number);
    }
    let month = month_named(word)?;
    let number = day_number(parts.next()?)?;
    date(year(parts.next()?)?, month, number)
}

/// "2026-03-02", "2.3.2026", "02/03/26".
fn in_numbers(word: &str, order: Order) -> Option<Timestamp> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let word = word.split(['T', '_']).next().unwrap_or_default();
    let sign = word.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(sign, '.' | '-' | '/') {
        return None;
    }
    let mut parts = word.split(sign);
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    // "2.3.2026/pier"
    let three = three.split(|c: char| !c.is_ascii_digit()).next()?;
    if parts.next().is_some() || two.len() > 2 || two.is_empty() {
        return None;
    }
    if one.len() == 4 {
        return day(one, two, three);
    }
    if one.len() > 2 || !matches!(three.len(), 2 | 4) {
        return None;
    }
    let long = if three.len() == 2 { format!("20{three}") } else { three.to_owned() };
    let (first, second) = if order.month_first && sign != '.' { (two, one) } else { (one, two) };
    day(&long, second, first).or_else(|| day(&long, first, second))
}

fn day(year: &str, month: &str, day: &str) -> Option<Timestamp> {
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Midnight of a day that a page on the web may bear.
fn date(year: i16, month: i8, day: i8) -> Option<Timestamp> {
    if !(1995..2100).contains(&year) {
        return None;
    }
    let date = Date::new(year, month, day).ok()?;
    Offset::UTC.to_timestamp(date.to_datetime(Time::midnight())).ok()
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_ordinal =
        matches!(&word[digits..], "" | "st" | "nd" | "rd" | "th" | "." | "er" | "º" | "°" | ".º");
    ((1..=2).contains(&digits) && is_ordinal).then(|| word[..digits].parse().ok()).flatten()
}

fn year(word: &str) -> Option<i16> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    match word.len() {
        4 => word.parse().ok(),
        2 => word.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, day_in, in_address};

    fn told(line: &str, month_first: bool) -> String {
        let day = day_in(line, Order { month_first });
        day.map(|day| day.to_string()[..10].to_owned()).unwrap_or_default()
    }

    #[test]
    fn a_line_names_its_first_whole_day() {
        for (line, day) in [
            ("Published on March 2nd, 2026 at 8:00", "2026-03-02"),
            ("Von Ana Ruiz am 2. März 2026 um 11:14 Uhr", "2026-03-02"),
            ("02.03.2026, 05:00 Uhr", "2026-03-02"),
            ("By Ana Ruiz | 2026-03-02T08:00:00Z", "2026-03-02"),
            ("le 2 mars 2026", "2026-03-02"),
            ("2 de marzo de 2026", "2026-03-02"),
            ("Datum: 02.Mar.26 , Ana", "2026-03-02"),
            ("2 марта 2026, 13:43", "2026-03-02"),
            ("2026年03月02日 11:00", "2026-03-02"),
            ("Bund 2. 3. 2026. Ana", "2026-03-02"),
            ("Mar 02 09:34 2026", "2026-03-02"),
            ("2 marca 2026", "2026-03-02"),
        ] {
            assert_eq!(told(line, false), day, "{line}");
        }
        for line in ["March 2026", "in 2026", "3 of 4", "1.5.2 beta", "12:30", "2 votes 2026"] {
            assert_eq!(told(line, false), "", "{line}");
        }
        assert_eq!(told("03/02/2026", true), "2026-03-02");
        assert_eq!(told("03/02/2026", false), "2026-02-03");
        assert_eq!(told("03/22/2026", false), "2026-03-22");
    }

    #[test]
    fn an_address_may_name_the_day() {
        for (address, day) in [
            ("https://a.example/2026/03/02/pier", "2026-03-02"),
            ("https://a.example/news/pier-2026-03-02.html", "2026-03-02"),
            ("https://a.example/20260302/pier", "2026-03-02"),
            (
                "https://archive.example/web/20280101101010/http://a.example/2026/3/2/pier",
                "2026-03-02",
            ),
            ("https://a.example/2026/03/pier", ""),
            ("https://a.example/20269302/pier-12", ""),
        ] {
            let found = in_address(address).map(|day| day.to_string()[..10].to_owned());
            assert_eq!(found.unwrap_or_default(), day, "{address}");
        }
    }
}
