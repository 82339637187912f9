//! The words that roles are made of and that end them.

/// What stands before a name and says no office.
pub(super) const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mister", "messrs", "dr", "sir", "lord", "lady", "dame", "hon",
    "mme", "madam", "herr", "frau", "signor", "the", "rev",
];
/// Words before the noun of a role that belong to it.
pub(super) const MODIFIERS: &[&str] = &[
    "former",
    "ex",
    "acting",
    "interim",
    "then",
    "late",
    "deputy",
    "vice",
    "senior",
    "junior",
    "chief",
    "top",
    "prime",
    "foreign",
    "lead",
    "leading",
    "head",
    "first",
    "new",
    "old",
    "young",
    "long-time",
    "longtime",
    "veteran",
    "fellow",
    "co",
    "self",
    "retired",
    "jailed",
    "exiled",
    "ousted",
    "outgoing",
    "incoming",
    "current",
    "assistant",
    "associate",
    "principal",
    "executive",
    "managing",
    "general",
    "special",
    "staff",
    "star",
    "famous",
    "renowned",
    "prominent",
    "noted",
    "key",
    "local",
    "elder",
    "younger",
    "eldest",
    "youngest",
    "rival",
    "far-right",
    "far-left",
    "right-wing",
    "left-wing",
    "major",
    "female",
    "male",
    "gay",
    "black",
    "white",
    "billionaire",
];
/// Nouns that say in what somebody has the role.
pub(super) const FIELDS: &[&str] = &[
    "police",
    "opposition",
    "party",
    "team",
    "company",
    "group",
    "state",
    "trade",
    "union",
    "defence",
    "defense",
    "climate",
    "rights",
    "human",
    "fashion",
    "film",
    "movie",
    "football",
    "soccer",
    "basketball",
    "baseball",
    "cricket",
    "rugby",
    "tennis",
    "army",
    "navy",
    "military",
    "security",
    "finance",
    "health",
    "education",
    "interior",
    "justice",
    "labour",
    "labor",
    "art",
    "law",
    "history",
    "science",
    "physics",
    "chemistry",
    "biology",
    "computer",
    "software",
    "media",
    "news",
    "television",
    "tv",
    "radio",
    "newspaper",
    "magazine",
    "music",
    "pop",
    "rock",
    "jazz",
    "opera",
    "rebel",
    "guerrilla",
    "militia",
    "hedge",
    "fund",
    "bank",
    "business",
    "industry",
    "oil",
    "energy",
    "tech",
    "technology",
    "internet",
    "property",
    "estate",
    "city",
    "town",
    "village",
    "county",
    "district",
    "school",
    "university",
    "college",
    "church",
    "parish",
    "government",
    "cabinet",
    "parliament",
    "senate",
    "house",
    "court",
    "supreme",
    "district",
    "campaign",
    "election",
    "policy",
    "press",
    "communications",
    "marketing",
    "research",
    "project",
    "program",
    "programme",
    "mission",
    "space",
    "flight",
    "fire",
    "rescue",
    "coast",
    "guard",
    "prison",
    "drug",
    "crime",
    "war",
    "peace",
    "aid",
    "refugee",
    "environment",
    "wildlife",
    "weather",
    "food",
    "wine",
    "travel",
    "sports",
    "sport",
    "racing",
    "chess",
    "boxing",
    "ice",
    "hockey",
    "golf",
    "track",
    "intelligence",
    "minority",
    "majority",
    "faction",
    "coalition",
    "cult",
    "gang",
    "mafia",
    "tribal",
    "regional",
    "immigration",
    "tax",
    "budget",
    "economics",
];
/// Words that what somebody is of, for or in goes on with.
pub(super) const PREPOSITIONS: &[&str] = &[
    "of",
    "for",
    "at",
    "in",
    "from",
    "with",
    "on",
    "to",
    "under",
    "since",
    "by",
    "behind",
    "within",
    "between",
    "before",
    "after",
    "during",
    "based",
    "responsible",
    "working",
    "living",
    "turned",
];
/// Words that end what stands behind a name.
pub(super) const ENDS: &[&str] = &[
    "who", "whose", "which", "that", "whom", "said", "says", "told", "was", "is", "has", "had",
    "were", "are", "will", "would", "did", "does", "added", "wrote", "but", "where", "when", "as",
];

/// Adjectives by their endings, and words tied by a hyphen: "autocratic", "pro-democracy".
pub(super) fn describes(word: &str) -> bool {
    let endings = [
        "al", "ic", "ive", "ous", "ary", "ian", "ish", "ist", "ful", "elected", "winning", "born",
        "based",
    ];
    word.len() > 4 && (endings.iter().any(|ending| word.ends_with(ending)) || word.contains('-'))
}

/// Articles, pronouns and the like, which no role begins with.
pub(super) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "its"
            | "my"
            | "our"
            | "your"
            | "this"
            | "that"
            | "these"
            | "when"
            | "while"
            | "after"
            | "before"
            | "but"
            | "and"
            | "in"
            | "on"
            | "at"
            | "for"
            | "with"
            | "by"
            | "from"
            | "as"
            | "if"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "i"
            | "you"
            | "to"
            | "of"
            | "what"
            | "who"
            | "whose"
            | "both"
            | "however"
            | "also"
            | "according"
            | "like"
            | "since"
            | "although"
            | "though"
            | "said"
            | "says"
            | "former"
            | "then"
            | "late"
    ) && !matches!(word, "former")
}
