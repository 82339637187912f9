//! Percentages: "144 percent", "3-4 %", "10 percentage points".

use super::line::Line;
use super::{Found, number};
use crate::annotation::{Figure, FigureKind};

pub(super) fn find(line: &Line, at: usize) -> Option<Found> {
    let number = number::read(line, at)?;
    let next = at + number.tokens;
    let (tokens, unit) = match line.word(next) {
        "%" | "percent" | "pct" | "pc" => (1, None),
        "per" if line.word(next + 1) == "cent" => (2, None),
        "percentage" if line.is(next + 1, &["point", "points"]) => (2, Some("percentage points")),
        _ => return None,
    };
    let figure = Figure {
        kind: FigureKind::Percent,
        value: Some(number.value),
        unit: unit.map(str::to_owned),
        iso: None,
    };
    Some(Found { tokens: number.tokens + tokens, figure })
}
