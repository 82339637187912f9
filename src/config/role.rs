//! What a stretch of the screen is, so that a theme can say how it looks.

macro_rules! roles {
    ($($variant:ident $name:literal,)*) => {
        /// What a stretch of the screen is. Code names roles; only themes name colours.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Role { $($variant,)* }

        impl Role {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in a theme.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

roles! {
    Text "text",
    Title "title",
    Heading "heading",
    Subheading "subheading",
    Byline "byline",
    Caption "caption",
    Code "code",
    BlockQuote "block_quote",
    ListMarker "list_marker",
    Emphasis "emphasis",
    Strong "strong",
    Deleted "deleted",
    Inserted "inserted",
    Note "note",
    NoteMark "note.mark",
    Media "media",
    Link "link",
    Person "entity.person",
    Place "entity.place",
    Organization "entity.organization",
    Group "entity.group",
    Event "entity.event",
    Work "entity.work",
    Other "entity.other",
    EntitySelected "entity.selected",
    QuoteDirect "quote.direct",
    QuoteMixed "quote.mixed",
    QuoteIndirect "quote.indirect",
    QuoteSelected "quote.selected",
    QuoteSpeaker "quote.speaker",
    QuoteCue "quote.cue",
    Hit "search.hit",
    HitCurrent "search.current",
    HighlightPlain "highlight.plain",
    HighlightImportant "highlight.important",
    HighlightDoubtful "highlight.doubtful",
    HighlightFollow "highlight.follow",
    Selection "selection",
    SelectionEnd "selection.end",
    Figure "figure",
    Here "here",
    Cursor "cursor",
    QuoteSign "sign.quote",
    BookmarkSign "sign.bookmark",
    NoteSign "sign.note",
    Border "border",
    BorderFocused "border.focused",
    PanelTitle "panel.title",
    PanelTitleFocused "panel.title.focused",
    GroupHeading "list.heading",
    ListSelected "list.selected",
    ListSelectedElsewhere "list.selected.elsewhere",
    ListMarked "list.marked",
    Quiet "quiet",
    Strip "strip",
    Status "status",
    Notice "notice",
    Alarm "alarm",
    Prompt "prompt",
    Popup "popup",
    Key "key",
    Hint "hint",
}

impl Role {
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }
}
