//! What the walk has open, and what it has still to do.

use dom_query::NodeRef;

use super::super::media::Media;
use super::super::notes::Notes;
use crate::input::assembly::{Assembly, Within};
use crate::text::{Numeral, Ordinal};

/// What the walk knows of the page beside its tree.
#[derive(Clone, Copy, Default)]
pub(in crate::input::html) struct Page<'a> {
    /// What links are resolved against.
    pub base: Option<&'a str>,
    /// A heading that repeats it is left out.
    pub title: Option<&'a str>,
    /// The page's own language.
    pub language: Option<&'a str>,
}

/// What is still to be done, last first.
pub(super) enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(End),
    Show(Media),
    /// The head of a table is behind, its rows come.
    OpenTable,
}

/// What is undone at the end of an element.
#[derive(Clone)]
pub(super) enum End {
    Block,
    Heading,
    Within(Within),
    /// A quotation in a line, with what stood before it and the mark that closes it.
    Quoted(Within, &'static str),
    BlockQuote,
    Source,
    List,
    Item,
    Code,
    /// A line of code, with the length of the listing at its start.
    CodeLine(usize),
    Table,
    Row,
    Caption,
    Figure,
    /// A note, with the one that it stands in.
    Note(Option<u32>),
    Text(&'static str),
}

/// A walk on its way.
pub(super) struct Walk<'a, 'b> {
    pub page: Page<'b>,
    pub notes: Notes,
    pub assembly: &'b mut Assembly,
    pub steps: Vec<Step<'a>>,
    pub within: Within,
    pub quotes: u8,
    pub lists: Vec<List>,
    /// The number (if any) that the next block bears as a list item.
    pub marker: Option<Option<Ordinal>>,
    pub code: u32,
    /// The lines of the open block of code.
    pub listing: String,
    /// A line of code ended with its element rather than with a line end.
    pub line_done: bool,
    /// `<br>` in a row.
    pub breaks: u32,
    pub heading: Option<u8>,
    pub is_caption: bool,
    pub grid: Option<Grid>,
    /// The note whose words come.
    pub note: Option<u32>,
    /// The label of the note that the next block begins.
    pub label: Option<String>,
    /// The next block is the source of a quotation.
    pub dash: bool,
    /// Words of the quotation set apart that is open, or was last, stand in the text.
    pub holds_quoted: bool,
    /// A break between two parts of the text waits for the second.
    pub rule: bool,
    /// Whether there was any block.
    pub wrote: bool,
    /// Quotations in a line that are open.
    pub quoted: u32,
    /// The caption of the figure at hand.
    pub caption: Option<String>,
    /// What is shown behind the open block.
    pub waiting: Vec<Media>,
    /// The address of the picture shown last: lazy loading repeats it.
    pub shown: Option<String>,
}

/// A list that is open.
pub(super) struct List {
    /// The number of the next item, where items have numbers.
    pub next: Option<i32>,
    pub step: i32,
    pub numeral: Numeral,
}

/// Where the walk stands in a table.
#[derive(Default)]
pub(super) struct Grid {
    pub rows: u32,
    pub column: usize,
    /// Of each column, the rows that a cell above still takes.
    pub taken: Vec<u32>,
}

/// Elements that go with all they hold: what acts, what asks, what leads through the site.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "canvas"
            | "button"
            | "select"
            | "textarea"
            | "nav"
            | "title"
            | "meta"
            | "link"
            | "base"
            | "datalist"
            | "map"
            | "area"
            | "source"
            | "track"
            | "param"
            | "col"
            | "colgroup"
            | "wbr"
            | "noembed"
            | "bgsound"
            | "basefont"
            | "keygen"
            | "command"
            | "isindex"
            | "nextid"
            | "spacer"
            | "rp"
    )
}
