//! Which panel lies where, for a screen of a given size.

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }

    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column)
            && (self.y..self.y + self.height).contains(&row)
    }

    /// Without a frame of one cell.
    #[must_use]
    pub fn inner(self) -> Self {
        Self {
            x: self.x + 1,
            y: self.y + 1,
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Panel {
    Article,
    Entities,
    Quotes,
}

impl Panel {
    pub const ALL: [Self; 3] = [Self::Article, Self::Entities, Self::Quotes];

    pub fn title(self) -> &'static str {
        match self {
            Self::Article => "Article",
            Self::Entities => "In this story",
            Self::Quotes => "Said",
        }
    }
}

/// How much room there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    /// Three panels.
    Wide,
    /// The article and one side panel.
    Medium,
    /// One panel and a line of tabs.
    Narrow,
    /// The article and nothing else, by the reader's wish.
    Alone,
    /// Nothing fits.
    TooSmall,
}

/// The least that a panel can be shown in.
pub(crate) const LEAST: (u16, u16) = (20, 6);
const WIDE: u16 = 110;
const MEDIUM: u16 = 80;

/// Where everything lies. Panels overlap by one column or row, where they share a line of the
/// frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Geometry {
    pub room: Room,
    pub screen: Area,
    /// With their frames; `None` where a panel is not on the screen.
    pub article: Option<Area>,
    pub entities: Option<Area>,
    pub quotes: Option<Area>,
    /// The lowest line.
    pub status: Area,
}

impl Geometry {
    /// `side` is the panel beside the article where one has room; `focus` the one that is shown
    /// where only one has.
    pub fn new(width: u16, height: u16, alone: bool, side: Panel, focus: Panel) -> Self {
        let screen = Area::new(0, 0, width, height);
        let status = Area::new(0, height.saturating_sub(1), width, height.min(1));
        let room = match width {
            _ if width < LEAST.0 || height < LEAST.1 => Room::TooSmall,
            _ if alone => Room::Alone,
            WIDE.. if height >= 12 => Room::Wide,
            MEDIUM.. => Room::Medium,
            _ => Room::Narrow,
        };
        let mut geometry =
            Self { room, screen, article: None, entities: None, quotes: None, status };
        let body = height.saturating_sub(1);
        match room {
            Room::TooSmall => {}
            Room::Alone => geometry.article = Some(Area::new(0, 0, width, body)),
            Room::Narrow => *geometry.slot(focus) = Some(Area::new(0, 0, width, body)),
            Room::Medium | Room::Wide => {
                let beside = side_width(width);
                geometry.article = Some(Area::new(0, 0, width - beside + 1, body));
                let x = width - beside;
                if room == Room::Medium {
                    *geometry.slot(side) = Some(Area::new(x, 0, beside, body));
                } else {
                    let upper = body.div_ceil(2) + 1;
                    geometry.entities = Some(Area::new(x, 0, beside, upper));
                    geometry.quotes = Some(Area::new(x, upper - 1, beside, body - upper + 1));
                }
            }
        }
        geometry
    }

    fn slot(&mut self, panel: Panel) -> &mut Option<Area> {
        match panel {
            Panel::Article => &mut self.article,
            Panel::Entities => &mut self.entities,
            Panel::Quotes => &mut self.quotes,
        }
    }

    pub fn area(&self, panel: Panel) -> Option<Area> {
        match panel {
            Panel::Article => self.article,
            Panel::Entities => self.entities,
            Panel::Quotes => self.quotes,
        }
    }

    /// The panel's room without its frame.
    pub fn inner(&self, panel: Panel) -> Option<Area> {
        self.area(panel).map(|area| if self.room == Room::Alone { area } else { area.inner() })
    }

    /// The panel that holds a cell.
    pub fn panel_at(&self, column: u16, row: u16) -> Option<Panel> {
        Panel::ALL
            .into_iter()
            .find(|&panel| self.area(panel).is_some_and(|area| area.contains(column, row)))
    }
}

/// The side panels take a bit more than a third where there is room, and never so much that the
/// article is cramped.
fn side_width(width: u16) -> u16 {
    if width >= WIDE { (width * 36 / 100).clamp(38, 60) } else { (width * 36 / 100).clamp(28, 38) }
}

/// How the article panel's room is divided: the columns left of the text and the text column
/// itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// First column of the text, from the panel's inner left.
    pub left: u16,
    /// Cells of the text column.
    pub measure: u16,
    /// Columns for signs left of the text, one to four, a free one before the text counted in from
    /// two on.
    pub gutter: u16,
}

impl Column {
    pub fn new(inner_width: u16, wished: u16) -> Self {
        let gutter = match inner_width {
            ..30 => 1,
            30..50 => 2,
            _ => 4,
        };
        let measure = wished.min(inner_width.saturating_sub(gutter + 1)).max(1);
        let left = gutter + (inner_width.saturating_sub(gutter + measure)) / 2;
        Self { left, measure, gutter }
    }
}

/// Where what a program printed lies, its frame counted in.
pub(crate) fn pager_area(width: u16, height: u16) -> Area {
    let wide = width.min(100);
    Area::new((width - wide) / 2, 0, wide, height.saturating_sub(1))
}

/// Rows at the foot of the entities panel that tell about the one under the cursor, a blank one
/// before them counted in.
pub(crate) fn detail_rows(inner: Area) -> usize {
    if inner.height >= 10 { 4 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{Column, Geometry, Panel, Room};

    #[test]
    fn rooms_follow_the_width() {
        let room = |width, height| {
            Geometry::new(width, height, false, Panel::Entities, Panel::Article).room
        };
        assert_eq!(
            [
                room(200, 50),
                room(120, 34),
                room(100, 30),
                room(80, 24),
                room(40, 12),
                room(20, 6),
                room(19, 6)
            ],
            [
                Room::Wide,
                Room::Wide,
                Room::Medium,
                Room::Medium,
                Room::Narrow,
                Room::Narrow,
                Room::TooSmall
            ]
        );
    }

    #[test]
    fn panels_share_their_frames_and_stay_on_the_screen() {
        for width in 20..220 {
            for height in 6..60 {
                let geometry = Geometry::new(width, height, false, Panel::Quotes, Panel::Article);
                for area in Panel::ALL.into_iter().filter_map(|panel| geometry.area(panel)) {
                    assert!(
                        area.x + area.width <= width && area.y + area.height < height,
                        "{width}x{height}: {area:?}"
                    );
                }
                let inner = geometry.inner(Panel::Article).expect("the article is in focus");
                let column = Column::new(inner.width, 68);
                assert!(column.left + column.measure <= inner.width, "{width}: {column:?}");
            }
        }
    }
}
