//! Sums of money: "€12.2 million", "US$5", "34.1 million Belarusian rubles", "50 cents", "USD 300".

use super::line::Line;
use super::{Found, currency, number};
use crate::annotation::{Figure, FigureKind};

pub(super) fn find(line: &Line, at: usize) -> Option<Found> {
    signed(line, at).or_else(|| coded(line, at)).or_else(|| named(line, at))
}

fn sum(tokens: usize, value: f64, unit: Option<String>) -> Found {
    Found {
        tokens,
        figure: Figure { kind: FigureKind::Money, value: Some(value), unit, iso: None },
    }
}

/// "$5.2m", "US$300", "£3bn"
fn signed(line: &Line, at: usize) -> Option<Found> {
    let word = line.word(at);
    let (sign, code) = if let Some(code) = currency::of_sign(word) {
        (1, code)
    } else if line.word(at + 1) == "$" && line.touches(at + 1) {
        (2, currency::of_dollar(word)?)
    } else {
        return None;
    };
    let number = number::read(line, at + sign).filter(|number| !number.in_words)?;
    let mut tokens = sign + number.tokens;
    // "$5 million US"
    if code == "USD"
        && currency::of_code(line.word(at + tokens)).is_some()
        && line.capital(at + tokens)
    {
        let own = currency::of_code(line.word(at + tokens));
        tokens += 1;
        return Some(sum(tokens, number.value, own));
    }
    Some(sum(tokens, number.value, Some(code.to_owned())))
}

/// "USD 300 million", "300 million USD"
fn coded(line: &Line, at: usize) -> Option<Found> {
    if let Some(code) = currency::of_code(line.word(at)).filter(|_| line.capital(at)) {
        let number = number::read(line, at + 1).filter(|number| !number.in_words)?;
        return Some(sum(1 + number.tokens, number.value, Some(code)));
    }
    let number = number::read(line, at)?;
    let next = at + number.tokens;
    let code = currency::of_code(line.word(next)).filter(|_| line.capital(next))?;
    Some(sum(number.tokens + 1, number.value, Some(code)))
}

/// "34.1 million Belarusian rubles", "five euros"
fn named(line: &Line, at: usize) -> Option<Found> {
    let number = number::read(line, at)?;
    let next = at + number.tokens;
    for countries in 0..=2 {
        let name = line.word(next + countries);
        if name.is_empty() {
            break;
        }
        let country =
            (0..countries).map(|step| line.word(next + step)).collect::<Vec<_>>().join(" ");
        let Some((code, part)) = currency::of_name(name, &country) else { continue };
        if countries == 0 && currency::is_doubtful(name) && !number.scaled {
            return None;
        }
        let code =
            code.or_else(|| (matches!(name, "pounds" | "pound") && number.scaled).then_some("GBP"));
        // Cents without a country are of the dollar or the euro: the text does not say.
        return Some(sum(
            number.tokens + countries + 1,
            number.value * part,
            code.map(str::to_owned),
        ));
    }
    None
}
