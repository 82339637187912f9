//! Superscripts and subscripts as text.

/// Which way words are set off their line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Raised {
    Super,
    Sub,
}

/// The most characters that are written with signs; longer words are small print.
const MOST_SIGNS: usize = 12;

/// What stands for each character above the line (Unicode's superscripts and modifier letters),
/// all of which NFKC turns back.
const ABOVE: (&str, &str) = (
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡ",
);
const BELOW: (&str, &str) =
    ("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");

/// How `words` are written behind the character `touched` (`None`: they touch none): with signs of
/// their own (10⁶, H₂O, 1ˢᵗ), else with `^` or `_` before them where they touch a word (`x^q`,
/// `n_(i,q)`). `None` where they are no exponent, index or ordinal: small print, a sign like ®.
pub(super) fn raised(words: &str, way: Raised, touched: Option<char>) -> Option<String> {
    let words = words.trim();
    let count = words.chars().count();
    let is_attached = touched.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '}'));
    if count == 0 || !words.contains(char::is_alphanumeric) {
        return None;
    }
    let table = if way == Raised::Super { ABOVE } else { BELOW };
    let only_figures = words.chars().all(|c| !c.is_alphabetic());
    if count <= MOST_SIGNS && (is_attached || only_figures) {
        let signs: Option<String> = words.chars().map(|c| sign(table, c)).collect();
        if signs.is_some() {
            return signs;
        }
    }
    let before = if way == Raised::Super { '^' } else { '_' };
    if !is_attached || count > 4 * MOST_SIGNS {
        return None;
    }
    Some(if words.chars().all(char::is_alphanumeric) {
        format!("{before}{words}")
    } else {
        format!("{before}({})", words.trim_start_matches('(').trim_end_matches(')'))
    })
}

fn sign((plain, signs): (&str, &str), c: char) -> Option<char> {
    plain.chars().zip(signs.chars()).find(|(plain, _)| *plain == c).map(|(_, sign)| sign)
}

#[cfg(test)]
mod tests {
    use super::{ABOVE, BELOW, Raised, raised};

    #[test]
    fn signs_stand_for_what_has_one_and_a_caret_for_the_rest() {
        let above = |words, before| raised(words, Raised::Super, before);
        let below = |words, before| raised(words, Raised::Sub, before);
        assert_eq!(above("-6", Some('0')).as_deref(), Some("⁻⁶"));
        assert_eq!(above("th", Some('9')).as_deref(), Some("ᵗʰ"));
        assert_eq!(below("2", Some('H')).as_deref(), Some("₂"));
        assert_eq!(above("q", Some('x')).as_deref(), Some("^q"));
        assert_eq!(below("i,q", Some('n')).as_deref(), Some("_(i,q)"));
        assert_eq!(above("1", None).as_deref(), Some("¹"));
        for small in ["Advertisement", "®", "", "Continued on the next page"] {
            assert_eq!(above(small, None), None, "{small}");
        }
        assert_eq!(above("®", Some('x')), None);
    }

    #[test]
    fn every_character_has_one_sign() {
        for (plain, signs) in [ABOVE, BELOW] {
            assert_eq!(plain.chars().count(), signs.chars().count());
        }
    }
}
