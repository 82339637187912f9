//! What the reader is at, and what one does there first: the head of help, the hints in the lowest
//! line, and the menu of the right button.

use super::command::Command;

/// What the reader is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    Text,
    /// A link in the text.
    Link,
    /// A name, in the text or in its panel.
    Name,
    /// A quotation, in the text or in its panel.
    Quotation,
    Selection,
    /// The feeds of the library.
    Feeds,
    /// The list of articles.
    Articles,
    Preview,
    Marks,
    Story,
    /// The list of people, places and organisations.
    People,
    /// The page of one of them.
    Person,
}

impl Spot {
    #[cfg(test)]
    pub const ALL: [Self; 12] = [
        Self::Text,
        Self::Link,
        Self::Name,
        Self::Quotation,
        Self::Selection,
        Self::Feeds,
        Self::Articles,
        Self::Preview,
        Self::Marks,
        Self::Story,
        Self::People,
        Self::Person,
    ];

    /// What it is called behind "here, in".
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "the article",
            Self::Link => "a link",
            Self::Name => "the names",
            Self::Quotation => "the quotations",
            Self::Selection => "a selection",
            Self::Feeds => "the feeds",
            Self::Articles => "the list of articles",
            Self::Preview => "the preview",
            Self::Marks => "the list of marks",
            Self::Story => "the story",
            Self::People => "the list of people",
            Self::Person => "the page of somebody",
        }
    }

    /// What one does here, the most wanted first, each with the word of its hint.
    pub(crate) fn deeds(self) -> &'static [(Command, &'static str)] {
        use Command as C;
        match self {
            Self::Text => &[
                (C::NextQuote, "quotation"),
                (C::Why, "why"),
                (C::ShowPeople, "person"),
                (C::Search, "find"),
                (C::SetMark, "mark"),
                (C::WriteNote, "note"),
                (C::Star, "star"),
                (C::NextMention, "name"),
                (C::NextLink, "link"),
                (C::Contents, "contents"),
                (C::SelectWords, "select"),
                (C::Highlight, "highlight"),
                (C::CopyParagraph, "copy"),
            ],
            Self::Link => &[
                (C::Follow, "read here"),
                (C::OpenInBrowser, "browser"),
                (C::CopyLink, "copy"),
                (C::NextLink, "next link"),
            ],
            Self::Name => &[
                (C::NextOfEntity, "next"),
                (C::ShowPeople, "page"),
                (C::OnlyThisSpeaker, "only said by"),
                (C::Follow, "mentions"),
                (C::CopyEntity, "copy"),
                (C::CorrectName, "name is wrong"),
                (C::CorrectKind, "kind is wrong"),
                (C::CorrectMerge, "same as"),
                (C::CorrectSplit, "is two"),
            ],
            Self::Quotation => &[
                (C::Why, "why"),
                (C::CopyQuote, "copy"),
                (C::OnlyThisSpeaker, "only this speaker"),
                (C::Follow, "place"),
                (C::CorrectSpeaker, "speaker is wrong"),
                (C::ClearSpeaker, "nobody"),
                (C::OnlySpeech, "thoughts too"),
                (C::OnlyCertain, "certain alone"),
            ],
            Self::Selection => &[
                (C::CopySelection, "copy"),
                (C::MarkSelection, "mark"),
                (C::WriteNote, "note"),
                (C::Highlight, "highlight"),
                (C::SwapEnds, "other end"),
            ],
            Self::Feeds => &[
                (C::Follow, "articles"),
                (C::RefreshFeed, "ask"),
                (C::Search, "filter"),
                (C::MarkAllRead, "all read"),
                (C::AddFeed, "add"),
                (C::ManageFeed, "edit"),
                (C::HideRead, "hide read"),
                (C::ListFailures, "failures"),
                (C::FoldFolder, "fold"),
                (C::ReadRule, "when read"),
            ],
            Self::Articles => &[
                (C::Follow, "read"),
                (C::ReadAndNext, "done"),
                (C::Star, "star"),
                (C::Search, "filter"),
                (C::RefreshAll, "what is new"),
                (C::AddFeed, "add a feed"),
                (C::ShowPeople, "people"),
                (C::ShowStory, "story"),
                (C::Tag, "tag"),
                (C::OnlyUnread, "unread"),
                (C::OpenInBrowser, "browser"),
                (C::ToggleRead, "read or not"),
                (C::Flag, "flag"),
            ],
            Self::Preview => &[
                (C::Follow, "read"),
                (C::Star, "star"),
                (C::ShowFeedText, "feed’s text"),
                (C::FetchPage, "whole page"),
            ],
            Self::Marks => &[
                (C::Follow, "go there"),
                (C::WriteNote, "note"),
                (C::RemoveMark, "remove"),
                (C::Search, "filter"),
                (C::AttachMark, "put here"),
            ],
            Self::Story => &[
                (C::Follow, "open"),
                (C::NextSection, "difference"),
                (C::Star, "star"),
                (C::CopyStory, "copy"),
                (C::Back, "leave"),
            ],
            Self::People => &[
                (C::Follow, "page"),
                (C::Search, "narrow"),
                (C::NextPanel, "places, bodies"),
                (C::TurnOrder, "order"),
                (C::Back, "leave"),
            ],
            Self::Person => &[
                (C::Follow, "article"),
                (C::NextSection, "section"),
                (C::Star, "star"),
                (C::Back, "leave"),
            ],
        }
    }
}
