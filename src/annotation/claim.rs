//! What a quotation claims: what was done with words, whether it was done, and by what kind of
//! source.

/// What somebody does with the words, by the verb that reports them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Act {
    /// says, adds, explains, according to
    States,
    /// denies, rejects, disputes
    Denies,
    /// asks, wonders
    Asks,
    /// orders, demands, calls for, advises
    Urges,
    /// promises, vows, offers
    Promises,
    Warns,
    /// accuses, blames, alleges
    Accuses,
    /// thinks, believes, hopes, fears, wants
    Thinks,
    /// agrees, admits, accepts
    Agrees,
    /// Declines to act: refuses to resign.
    Refuses,
}

impl Act {
    pub const ALL: [Self; 10] = [
        Self::States,
        Self::Denies,
        Self::Asks,
        Self::Urges,
        Self::Promises,
        Self::Warns,
        Self::Accuses,
        Self::Thinks,
        Self::Agrees,
        Self::Refuses,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::States => "states",
            Self::Denies => "denies",
            Self::Asks => "asks",
            Self::Urges => "urges",
            Self::Promises => "promises",
            Self::Warns => "warns",
            Self::Accuses => "accuses",
            Self::Thinks => "thinks",
            Self::Agrees => "agrees",
            Self::Refuses => "refuses",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// Whether the text says that it was said, or that it was not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Polarity {
    Said,
    /// never said, declined to say, stopped short of saying
    NotSaid,
}

impl Polarity {
    pub const ALL: [Self; 2] = [Self::Said, Self::NotSaid];

    pub fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::NotSaid => "not_said",
        }
    }
}

/// How sure the text is that it was said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Modality {
    Certain,
    /// may have told, could say
    Possible,
    /// will announce, is expected to say
    Planned,
}

impl Modality {
    pub const ALL: [Self; 3] = [Self::Certain, Self::Possible, Self::Planned];

    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Possible => "possible",
            Self::Planned => "planned",
        }
    }
}

/// What kind of source the words beside a quotation name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SourceKind {
    /// A person whose name the article gives.
    Person,
    /// A firm, an office, a government.
    Body,
    /// "a senior official"
    UnnamedPerson,
    /// "voters", "two aides"
    Group,
    /// A report, law, letter, study.
    Document,
    /// Nobody is said to have said it.
    None,
}

impl SourceKind {
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Body, Self::UnnamedPerson, Self::Group, Self::Document, Self::None];

    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::UnnamedPerson => "unnamed_person",
            Self::Group => "group",
            Self::Document => "document",
            Self::None => "none",
        }
    }
}
