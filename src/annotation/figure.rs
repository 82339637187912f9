//! Numbers, sums and times.

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FigureKind {
    Money,
    Percent,
    Quantity,
    Date,
    Time,
    Ordinal,
}

impl FigureKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Time => "time",
            Self::Ordinal => "ordinal",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub kind: FigureKind,
    /// The number meant: 34100000 for "34.1 million".
    pub value: Option<f64>,
    /// ISO 4217 for money where the text settles it, else the counted thing ("people", "km").
    pub unit: Option<String>,
    /// ISO 8601 date, month, year or time where the article settles it ("2022", "2023-03-01").
    pub iso: Option<String>,
}
