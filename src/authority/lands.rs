//! Countries by their names and those of their people; states of federations and their short forms.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::analysis::entities::plain_name;
use crate::annotation::EntityKind;

const PEOPLES: &str = include_str!("../../assets/lexicon/peoples.txt");

/// States and provinces with the short forms in which news give them.
const STATES: &[(&str, &str)] = &[
    ("alabama", "ala"),
    ("alaska", "alaska"),
    ("arizona", "ariz"),
    ("arkansas", "ark"),
    ("california", "calif"),
    ("colorado", "colo"),
    ("connecticut", "conn"),
    ("delaware", "del"),
    ("florida", "fla"),
    ("georgia", "ga"),
    ("hawaii", "hawaii"),
    ("idaho", "idaho"),
    ("illinois", "ill"),
    ("indiana", "ind"),
    ("iowa", "iowa"),
    ("kansas", "kan"),
    ("kentucky", "ky"),
    ("louisiana", "la"),
    ("maine", "maine"),
    ("maryland", "md"),
    ("massachusetts", "mass"),
    ("michigan", "mich"),
    ("minnesota", "minn"),
    ("mississippi", "miss"),
    ("missouri", "mo"),
    ("montana", "mont"),
    ("nebraska", "neb"),
    ("nevada", "nev"),
    ("new hampshire", "nh"),
    ("new jersey", "nj"),
    ("new mexico", "nm"),
    ("new york", "ny"),
    ("north carolina", "nc"),
    ("north dakota", "nd"),
    ("ohio", "ohio"),
    ("oklahoma", "okla"),
    ("oregon", "ore"),
    ("pennsylvania", "pa"),
    ("rhode island", "ri"),
    ("south carolina", "sc"),
    ("south dakota", "sd"),
    ("tennessee", "tenn"),
    ("texas", "tex"),
    ("utah", "utah"),
    ("vermont", "vt"),
    ("virginia", "va"),
    ("washington", "wash"),
    ("west virginia", "wva"),
    ("wisconsin", "wis"),
    ("wyoming", "wyo"),
    ("ontario", "ont"),
    ("quebec", "que"),
    ("alberta", "alta"),
    ("manitoba", "man"),
    ("saskatchewan", "sask"),
    ("nova scotia", "ns"),
    ("british columbia", "bc"),
    ("new brunswick", "nb"),
    ("new south wales", "nsw"),
    ("queensland", "qld"),
    ("tasmania", "tas"),
    ("victoria", "vic"),
    ("england", "england"),
    ("scotland", "scotland"),
    ("wales", "wales"),
    ("northern ireland", "ni"),
    ("bavaria", "bavaria"),
    ("saxony", "saxony"),
    ("hesse", "hesse"),
    ("brandenburg", "brandenburg"),
    ("tuscany", "tuscany"),
    ("catalonia", "catalonia"),
];

struct Lands {
    /// The country of a people or an adjective, and of the country itself.
    by_name: HashMap<String, String>,
    countries: HashSet<String>,
}

fn lands() -> &'static Lands {
    static LANDS: OnceLock<Lands> = OnceLock::new();
    LANDS.get_or_init(|| {
        let (mut by_name, mut countries) = (HashMap::new(), HashSet::new());
        for line in PEOPLES.lines().filter(|line| !line.starts_with('#')) {
            let Some((land, people)) = line.split_once("; ") else { continue };
            let land = plain_name(EntityKind::Place, land);
            for name in people.split(", ") {
                by_name.insert(plain_name(EntityKind::Group, name), land.clone());
                by_name.insert(plain_name(EntityKind::Place, name), land.clone());
            }
            by_name.insert(land.clone(), land.clone());
            countries.insert(land);
        }
        Lands { by_name, countries }
    })
}

/// The country that a plain name or a people means.
pub(super) fn country(plain: &str) -> Option<String> {
    lands().by_name.get(plain).cloned()
}

pub(super) fn is_country(plain: &str) -> bool {
    lands().countries.contains(plain)
}

/// The state that a plain name or its short form means.
pub(super) fn state(plain: &str) -> Option<&'static str> {
    let bare: String = plain.chars().filter(|c| *c != '.').collect();
    STATES.iter().find(|(state, short)| *state == bare || *short == bare).map(|(state, _)| *state)
}

#[cfg(test)]
mod tests {
    use super::{country, is_country, state};

    #[test]
    fn a_people_is_of_a_country_and_a_short_form_of_a_state() {
        assert_eq!(country("albanian").as_deref(), Some("albania"));
        assert!(is_country("albania") && !is_country("albanian"));
        assert_eq!(state("ill"), Some("illinois"));
        assert_eq!(state("lund"), None);
    }
}
