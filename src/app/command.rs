//! The one table of commands: what can be done, where, and in which words.
//!
//! The keymap, the which-key box, the help, the palette, `dateline keys` and the README's table
//! come from it.

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
}

impl Scope {
    pub const ALL: [Self; 9] = [
        Self::Global,
        Self::Article,
        Self::Entities,
        Self::Quotes,
        Self::Library,
        Self::Story,
        Self::Help,
        Self::Selection,
        Self::Marks,
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
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

macro_rules! commands {
    ($($variant:ident $id:literal $count:ident $what:literal,)*) => {
        /// Everything a reader can do, by key, palette or mouse.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Command { $($variant,)* }

        impl Command {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in key tables and on the palette.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// One line that says what it does.
            pub fn what(self) -> &'static str {
                match self { $(Self::$variant => $what,)* }
            }

            /// Does a count before its key mean something?
            pub fn takes_count(self) -> bool {
                match self { $(Self::$variant => commands!(@ $count),)* }
            }
        }
    };
    (@ counted) => { true };
    (@ single) => { false };
}

commands! {
    NextLine "next_line" counted "next line; in a list, next item",
    PreviousLine "previous_line" counted "previous line; in a list, previous item",
    PageDown "page_down" counted "one page down",
    PageUp "page_up" counted "one page up",
    HalfPageDown "half_page_down" counted "half a page down",
    HalfPageUp "half_page_up" counted "half a page up",
    GoToStart "go_to_start" counted "start; with a count, that paragraph",
    GoToEnd "go_to_end" counted "end; with a count, that paragraph",
    NextParagraph "next_paragraph" counted "next paragraph",
    PreviousParagraph "previous_paragraph" counted "previous paragraph",
    NextSection "next_section" counted "next section (heading, or group of a list)",
    PreviousSection "previous_section" counted "previous section",
    NextQuote "next_quote" counted "next quotation",
    PreviousQuote "previous_quote" counted "previous quotation",
    NextMention "next_mention" counted "next name",
    PreviousMention "previous_mention" counted "previous name",
    NextOfEntity "next_of_entity" counted "next mention of the same entity, by any of its names",
    PreviousOfEntity "previous_of_entity" counted "previous mention of the same entity",
    NextFigure "next_figure" counted "next figure",
    PreviousFigure "previous_figure" counted "previous figure",
    NextLink "next_link" counted "next link",
    PreviousLink "previous_link" counted "previous link",
    NextPanel "next_panel" single "next panel",
    PreviousPanel "previous_panel" single "previous panel",
    PanelLeft "panel_left" single "panel to the left",
    PanelRight "panel_right" single "panel to the right",
    FocusArticle "focus_article" single "go to the article",
    FocusEntities "focus_entities" single "go to the people, places and organisations",
    FocusQuotes "focus_quotes" single "go to the quotations",
    Follow "follow" single "follow: entity to its mentions, quotation to its place, link to its page",
    Why "why" single "why this speaker",
    OnlyThisSpeaker "only_this_speaker" single "only quotations of this speaker, or all again",
    JumpBack "jump_back" counted "back to where the last jump started",
    JumpForward "jump_forward" counted "forward again",
    Search "search" single "search forward; in a list, filter it",
    NextHit "next_hit" counted "next hit",
    PreviousHit "previous_hit" counted "previous hit",
    OnlyMatching "only_matching" single "show only paragraphs that match",
    LinkHints "link_hints" single "letters on every link in sight, to follow one",
    OpenInBrowser "open_in_browser" single "open the link or the article in the browser",
    FocusMode "focus_mode" single "the article alone, or all panels again",
    Wider "wider" counted "wider text column",
    Narrower "narrower" counted "narrower text column",
    ResetMeasure "reset_measure" single "text column as set",
    ToggleTints "toggle_tints" single "tint names and quotations: names, all, none",
    ToggleJustify "toggle_justify" single "even right edge on or off",
    ToggleHyphenation "toggle_hyphenation" single "hyphenation on or off",
    ToggleBidi "toggle_bidi" single "right-to-left text: ordered by the reader or by the terminal",
    SetMark "set_mark" single "mark the paragraph: m a bookmark on or off, a to z by name",
    GoToMark "go_to_mark" single "go to the mark of a letter",
    ListMarks "list_marks" single "all bookmarks, marks and notes of this article",
    NextMark "next_mark" counted "next bookmark, mark or note",
    PreviousMark "previous_mark" counted "previous bookmark, mark or note",
    WriteNote "write_note" single "note on the paragraph or the selection",
    EditNote "edit_note" single "the same in your own editor ($EDITOR)",
    SelectWords "select_words" single "select words; again ends it",
    SelectParagraphs "select_paragraphs" single "select paragraphs; again ends it",
    NextWord "next_word" counted "selection: one word on",
    PreviousWord "previous_word" counted "selection: one word back",
    SwapEnds "swap_ends" single "selection: move the other end",
    CopySelection "copy_selection" single "copy the selection",
    MarkSelection "mark_selection" single "bookmark the selection or the paragraph",
    Highlight "highlight" single "highlight the selection, or what you are at, in one of four roles",
    RemoveMark "remove_mark" single "take a mark away: the chosen one of the list, or one of the paragraph",
    AttachMark "attach_mark" single "put the chosen mark of the list on the paragraph or the selection",
    Undo "undo" single "undo the last mark, note or correction",
    Redo "redo" single "do again what was undone",
    CopyParagraph "copy_paragraph" single "copy the paragraph",
    CopyQuote "copy_quote" single "copy the quotation with speaker, title, source and date",
    CopyEntity "copy_entity" single "copy the name",
    CopyLink "copy_link" single "copy the link",
    CopySource "copy_source" single "copy the article's address",
    CorrectKind "correct_kind" single "correct what kind of name it is",
    CorrectName "correct_name" single "correct the name itself",
    CorrectMerge "correct_merge" single "say that this is the same as another name",
    CorrectSplit "correct_split" single "say that the names spelled like this are somebody else's",
    CorrectSpeaker "correct_speaker" single "correct who said it",
    ClearSpeaker "clear_speaker" single "say that nobody can be named for it",
    JoinQuote "join_quote" single "join the quotation with the one before it",
    SeparateQuote "separate_quote" single "make each part a quotation of its own",
    OnlySpeech "only_speech" single "only what was said, or thoughts, names and words without a source too",
    OnlyCertain "only_certain" single "only quotations whose speaker is certain, or all again",
    NextArticle "next_article" counted "next article",
    PreviousArticle "previous_article" counted "previous article",
    Library "library" single "to the library, and back to the article",
    ShowFeeds "show_feeds" single "library: go to the feeds",
    ShowArticles "show_articles" single "library: go to the list of articles",
    ShowPreview "show_preview" single "library: go to the preview",
    NextUnread "next_unread" single "library: next unread article, in this list, then in the other feeds (in an article with a search on: next hit)",
    ReadAndNext "read_and_next" single "library: mark as read and go to the next article",
    ToggleRead "toggle_read" single "library: mark as read, or as unread again",
    Star "star" single "library: star on or off",
    Tag "tag" single "library: set a tag, or take it off; Tab completes",
    Flag "flag" single "library: flag the article; star, tag and read are then for all flagged",
    FlagAll "flag_all" single "library: flag all of the list, or none",
    MarkAllRead "mark_all_read" single "library: mark all of this list as read; undo takes it back",
    RefreshFeed "refresh_feed" single "library: ask this feed for what is new",
    RefreshAll "refresh_all" single "library: ask all feeds for what is new; Esc stops it",
    ListFailures "list_failures" single "library: the feeds that failed in the last refresh, and why",
    OnlyUnread "only_unread" single "library: only the unread of this list, or all again",
    TurnOrder "turn_order" single "library: another order: by date, source, length",
    FoldFolder "fold_folder" single "library: fold or unfold the folder",
    SaveQuery "save_query" single "library: save what the list is filtered by, under a name",
    RemoveQuery "remove_query" single "library: remove the saved query under the cursor",
    ReadRule "read_rule" single "library: when the articles of this feed count as read",
    ShowDifference "show_difference" single "library: what changed in the article, word by word",
    ShowFeedText "show_feed_text" single "library: the feed's own text instead of the page's, or the page's again",
    PipeArticle "pipe_article" single "give the article to a program",
    PipeParagraph "pipe_paragraph" single "give the paragraph to a program",
    PipeQuote "pipe_quote" single "give the quotation to a program",
    PipeSelection "pipe_selection" single "give the selection, or the words at hand, to a program",
    Palette "palette" single "any command by name",
    Help "help" single "what the keys do here",
    Theme "theme" counted "another theme until the end: the next of those that come with the program",
    Redraw "redraw" single "draw the screen anew",
    Suspend "suspend" single "suspend; fg comes back",
    Back "back" single "close what is open; else quit",
    Close "close" single "close or stop what is open",
    Quit "quit" single "quit",
}

impl Command {
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

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
