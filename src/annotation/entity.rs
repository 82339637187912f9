//! Who and what an article is about.

/// Index of an [`Entity`] in its analysis, in order of weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityId(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntityKind {
    Person,
    Place,
    Organization,
    /// Nationalities, peoples, creeds, parties as groups of people.
    Group,
    Event,
    Work,
    Other,
}

impl EntityKind {
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Place,
        Self::Organization,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::Other,
    ];

    /// The word for it in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organization => "organization",
            Self::Group => "group",
            Self::Event => "event",
            Self::Work => "work",
            Self::Other => "other",
        }
    }
}

/// One person, place, organisation and so on, under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub kind: EntityKind,
    /// The fullest form in the article, without titles and without "'s".
    pub name: String,
    /// The other names in the article, in order of appearance.
    pub aliases: Vec<String>,
    /// As the text gives it: "Ukrainian President".
    pub role: Option<String>,
    /// How much the story is about it, 0 to 1.
    pub salience: f32,
}

/// One place where an entity is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    pub entity: EntityId,
    pub form: MentionForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    Name,
    Pronoun,
    /// "the Chinese leader"
    Description,
}

impl MentionForm {
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Pronoun => "pronoun",
            Self::Description => "description",
        }
    }
}
