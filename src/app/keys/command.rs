//! The commands by their names: what the rows of the table say but for what they do.

/// Where keys are pressed. A key that means nothing in the panel at hand is looked up in `Global`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    Global,
    Article,
    Entities,
    Quotes,
    Library,
    /// An article that was opened from the library.
    Story,
    Help,
    /// While words or paragraphs are selected.
    Selection,
    /// In the list of marks.
    Marks,
    /// In the story room.
    Reports,
    /// In the room of people.
    People,
}

impl Scope {
    pub const ALL: [Self; 11] = [
        Self::Global,
        Self::Article,
        Self::Entities,
        Self::Quotes,
        Self::Library,
        Self::Story,
        Self::Help,
        Self::Selection,
        Self::Marks,
        Self::Reports,
        Self::People,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Article => "article",
            Self::Entities => "entities",
            Self::Quotes => "quotes",
            Self::Library => "library",
            Self::Story => "story",
            Self::Help => "help",
            Self::Selection => "selection",
            Self::Marks => "marks",
            Self::Reports => "reports",
            Self::People => "people",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// The number typed before a command's keys, if one was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Count(pub Option<u32>);

impl Count {
    /// How often, or how far: once where no number was typed.
    pub(crate) fn by(self) -> i64 {
        i64::from(self.0.unwrap_or(1))
    }
}

/// Where the reader is, as far as commands ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whereabouts {
    Library,
    /// An article that was opened from the library.
    KeptArticle,
    Article,
    /// The story room.
    Story,
    /// The room of people.
    People,
}

/// What one wants with a command: help is grouped by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    Move,
    Find,
    People,
    Marks,
    Articles,
    Program,
}

impl Purpose {
    pub const ALL: [Self; 6] =
        [Self::Move, Self::Find, Self::People, Self::Marks, Self::Articles, Self::Program];

    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Find => "Find",
            Self::People => "People and quotations",
            Self::Marks => "Marks, notes and copies",
            Self::Articles => "Articles and feeds",
            Self::Program => "The program",
        }
    }
}

/// What a row of the table has for each place where the command means something.
#[derive(Clone, Copy)]
pub(crate) struct Placed<T> {
    /// In an article.
    pub article: Option<T>,
    /// In the library's list.
    pub library: Option<T>,
    /// In the library's list and in an article that was opened from it.
    pub kept: Option<T>,
    /// In the story room.
    pub story: Option<T>,
    /// In the room of people.
    pub people: Option<T>,
    /// Wherever the reader is.
    pub anywhere: Option<T>,
}

impl<T: Copy> Placed<T> {
    pub(crate) const NOWHERE: Self = Self {
        article: None,
        library: None,
        kept: None,
        story: None,
        people: None,
        anywhere: None,
    };

    pub(crate) fn at(&self, at: Whereabouts) -> Option<T> {
        let own = match at {
            Whereabouts::Library => self.library.or(self.kept),
            Whereabouts::KeptArticle => self.article.or(self.kept),
            Whereabouts::Article => self.article,
            Whereabouts::Story => self.story,
            Whereabouts::People => self.people,
        };
        own.or(self.anywhere)
    }
}

/// What a row says of its command.
struct Row {
    id: &'static str,
    /// One line that says what it does.
    what: &'static str,
    /// Further words that a reader may look for it with.
    words: &'static str,
    purpose: Purpose,
    /// A number before its keys means something.
    counted: bool,
    /// Where it means something.
    places: Placed<()>,
}

macro_rules! names {
    ($($variant:ident $id:literal $count:ident $purpose:ident $what:literal $words:literal { $($place:ident: |$app:pat_param, $n:pat_param| $does:expr,)+ },)*) => {
        /// Everything a reader can do, by key, palette or mouse.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Command { $($variant,)* }

        impl Command {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn row(self) -> Row {
                match self {
                    $(Self::$variant => Row {
                        id: $id,
                        what: $what,
                        words: $words,
                        purpose: Purpose::$purpose,
                        counted: names!(@ $count),
                        places: Placed { $($place: Some(()),)+ ..Placed::NOWHERE },
                    },)*
                }
            }
        }
    };
    (@ counted) => { true };
    (@ single) => { false };
}

commands!(names);

impl Command {
    /// Its name in key tables and on the palette.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// One line that says what it does.
    pub fn what(self) -> &'static str {
        self.row().what
    }

    /// Further words that a reader may look for it with.
    pub fn words(self) -> &'static str {
        self.row().words
    }

    /// What one wants with it.
    pub fn purpose(self) -> Purpose {
        self.row().purpose
    }

    /// A number before its keys means something.
    pub fn takes_count(self) -> bool {
        self.row().counted
    }

    /// It does something where the reader is.
    pub fn means_something(self, at: Whereabouts) -> bool {
        self.row().places.at(at).is_some()
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Whereabouts};

    #[test]
    fn every_command_does_something_somewhere() {
        for &command in Command::ALL {
            let places = [
                Whereabouts::Library,
                Whereabouts::KeptArticle,
                Whereabouts::Article,
                Whereabouts::Story,
                Whereabouts::People,
            ];
            assert!(places.iter().any(|&at| command.means_something(at)), "{}", command.id());
        }
    }

    #[test]
    fn ids_are_unique_and_lead_back() {
        for &command in Command::ALL {
            assert_eq!(
                Command::from_id(command.id()),
                Some(command),
                "{} stands twice",
                command.id()
            );
        }
    }
}
