//! Currencies by sign, code, name and country: ISO 4217.

/// Signs that stand before a sum.
const SIGNS: &[(&str, &str)] = &[
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("฿", "THB"),
];

/// Letters that stand before "$" and say whose dollar it is.
const DOLLARS: &[(&str, &str)] = &[
    ("us", "USD"),
    ("u.s.", "USD"),
    ("a", "AUD"),
    ("au", "AUD"),
    ("c", "CAD"),
    ("ca", "CAD"),
    ("nz", "NZD"),
    ("hk", "HKD"),
    ("s", "SGD"),
    ("nt", "TWD"),
    ("r", "BRL"),
];

/// Codes that stand before or behind a sum.
const CODES: &[&str] = &[
    "usd", "eur", "gbp", "jpy", "cny", "rmb", "rub", "inr", "aud", "cad", "nzd", "hkd", "chf",
    "sek", "nok", "dkk", "pln", "uah", "brl", "mxn", "zar", "krw", "try", "ngn",
];

/// Adjectives of countries, each with the currency of that name there.
type Countries = &'static [(&'static str, &'static str)];

/// Names, in the singular, with the currency they mean without a country (empty: none), the part of
/// it, and those of countries.
const NAMES: &[(&str, &str, f64, Countries)] = &[
    (
        "dollar",
        "USD",
        1.0,
        &[
            ("us", "USD"),
            ("u.s.", "USD"),
            ("american", "USD"),
            ("australian", "AUD"),
            ("canadian", "CAD"),
            ("new zealand", "NZD"),
            ("hong kong", "HKD"),
            ("singapore", "SGD"),
            ("taiwan", "TWD"),
            ("taiwanese", "TWD"),
            ("jamaican", "JMD"),
            ("zimbabwean", "ZWL"),
            ("namibian", "NAD"),
            ("fijian", "FJD"),
            ("liberian", "LRD"),
        ],
    ),
    (
        "cent",
        "",
        0.01,
        &[
            ("us", "USD"),
            ("u.s.", "USD"),
            ("euro", "EUR"),
            ("australian", "AUD"),
            ("canadian", "CAD"),
        ],
    ),
    ("euro", "EUR", 1.0, &[]),
    ("penny", "GBP", 0.01, &[]),
    ("yen", "JPY", 1.0, &[]),
    ("yuan", "CNY", 1.0, &[]),
    ("renminbi", "CNY", 1.0, &[]),
    ("ruble", "RUB", 1.0, &[("belarusian", "BYN"), ("belarussian", "BYN"), ("russian", "RUB")]),
    ("rouble", "RUB", 1.0, &[("belarusian", "BYN"), ("belarussian", "BYN"), ("russian", "RUB")]),
    (
        "pound",
        "",
        1.0,
        &[
            ("british", "GBP"),
            ("egyptian", "EGP"),
            ("lebanese", "LBP"),
            ("syrian", "SYP"),
            ("sudanese", "SDG"),
            ("sterling", "GBP"),
        ],
    ),
    (
        "rupee",
        "",
        1.0,
        &[
            ("indian", "INR"),
            ("pakistani", "PKR"),
            ("sri lankan", "LKR"),
            ("nepalese", "NPR"),
            ("mauritian", "MUR"),
        ],
    ),
    (
        "peso",
        "",
        1.0,
        &[
            ("mexican", "MXN"),
            ("argentine", "ARS"),
            ("chilean", "CLP"),
            ("colombian", "COP"),
            ("philippine", "PHP"),
            ("cuban", "CUP"),
            ("uruguayan", "UYU"),
            ("dominican", "DOP"),
        ],
    ),
    (
        "franc",
        "",
        1.0,
        &[("swiss", "CHF"), ("cfa", "XOF"), ("congolese", "CDF"), ("rwandan", "RWF")],
    ),
    ("krona", "SEK", 1.0, &[("swedish", "SEK"), ("icelandic", "ISK")]),
    ("krone", "", 1.0, &[("norwegian", "NOK"), ("danish", "DKK")]),
    ("rand", "ZAR", 1.0, &[]),
    ("real", "BRL", 1.0, &[]),
    ("lira", "TRY", 1.0, &[("turkish", "TRY"), ("lebanese", "LBP"), ("syrian", "SYP")]),
    ("shekel", "ILS", 1.0, &[]),
    ("riyal", "", 1.0, &[("saudi", "SAR"), ("qatari", "QAR")]),
    ("rial", "", 1.0, &[("iranian", "IRR"), ("omani", "OMR"), ("yemeni", "YER")]),
    ("dirham", "", 1.0, &[("moroccan", "MAD"), ("uae", "AED"), ("emirati", "AED")]),
    (
        "dinar",
        "",
        1.0,
        &[
            ("iraqi", "IQD"),
            ("jordanian", "JOD"),
            ("kuwaiti", "KWD"),
            ("libyan", "LYD"),
            ("tunisian", "TND"),
            ("algerian", "DZD"),
            ("serbian", "RSD"),
            ("bahraini", "BHD"),
        ],
    ),
    ("hryvnia", "UAH", 1.0, &[]),
    ("zloty", "PLN", 1.0, &[]),
    ("forint", "HUF", 1.0, &[]),
    ("koruna", "CZK", 1.0, &[]),
    ("lev", "BGN", 1.0, &[]),
    ("baht", "THB", 1.0, &[]),
    ("ringgit", "MYR", 1.0, &[]),
    ("rupiah", "IDR", 1.0, &[]),
    ("dong", "VND", 1.0, &[]),
    ("won", "KRW", 1.0, &[("south korean", "KRW"), ("north korean", "KPW")]),
    ("naira", "NGN", 1.0, &[]),
    ("cedi", "GHS", 1.0, &[]),
    ("taka", "BDT", 1.0, &[]),
    ("tenge", "KZT", 1.0, &[]),
    ("lari", "GEL", 1.0, &[]),
    ("dram", "AMD", 1.0, &[]),
    (
        "shilling",
        "",
        1.0,
        &[("kenyan", "KES"), ("tanzanian", "TZS"), ("ugandan", "UGX"), ("somali", "SOS")],
    ),
    ("birr", "ETB", 1.0, &[]),
    ("kwacha", "", 1.0, &[("zambian", "ZMW"), ("malawian", "MWK")]),
    ("afghani", "AFN", 1.0, &[]),
];

/// The plurals that are not made with an "s".
const PLURALS: &[(&str, &str)] = &[
    ("pence", "penny"),
    ("pennies", "penny"),
    ("kronor", "krona"),
    ("kroner", "krone"),
    ("reais", "real"),
    ("liras", "lira"),
    ("leva", "lev"),
    ("hryvnias", "hryvnia"),
    ("koruny", "koruna"),
];

pub(super) fn of_sign(sign: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(s, _)| *s == sign).map(|&(_, code)| code)
}

/// Whose dollar the letters before "$" mean.
pub(super) fn of_dollar(letters: &str) -> Option<&'static str> {
    DOLLARS.iter().find(|(s, _)| *s == letters).map(|&(_, code)| code)
}

pub(super) fn of_code(word: &str) -> Option<String> {
    CODES
        .contains(&word)
        .then(|| if word == "rmb" { "CNY".to_owned() } else { word.to_ascii_uppercase() })
}

/// What one piece of money named `word` is: the ISO code, where it is settled, and how much of the
/// currency. `country` are the words before it.
pub(super) fn of_name(word: &str, country: &str) -> Option<(Option<&'static str>, f64)> {
    let one = PLURALS
        .iter()
        .find(|(plural, _)| *plural == word)
        .map_or_else(|| word.strip_suffix('s').unwrap_or(word), |&(_, one)| one);
    let (_, code, part, countries) =
        NAMES.iter().find(|(name, ..)| *name == one || *name == word)?;
    let code = if country.is_empty() {
        (!code.is_empty()).then_some(*code)
    } else {
        Some(countries.iter().find(|(name, _)| *name == country)?.1)
    };
    Some((code, *part))
}

/// Names that mean something else more often, unless the sum is large or a country stands before:
/// weights, the verb "won".
pub(super) fn is_doubtful(word: &str) -> bool {
    matches!(
        word,
        "pound"
            | "pounds"
            | "won"
            | "real"
            | "dong"
            | "rand"
            | "lev"
            | "dram"
            | "crown"
            | "crowns"
            | "lari"
            | "taka"
    )
}
