//! Which panel of the library lies where.

use crate::app::geometry::{Area, LEAST, Room};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum LibraryPanel {
    Feeds,
    #[default]
    Articles,
    Preview,
}

impl LibraryPanel {
    pub const ALL: [Self; 3] = [Self::Feeds, Self::Articles, Self::Preview];

    pub fn title(self) -> &'static str {
        match self {
            Self::Feeds => "Feeds",
            Self::Articles => "Articles",
            Self::Preview => "Preview",
        }
    }
}

const WIDE: u16 = 110;
const MEDIUM: u16 = 80;

/// Where everything lies. Panels overlap where they share a line of the frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LibraryGeometry {
    pub room: Room,
    pub screen: Area,
    pub feeds: Option<Area>,
    pub articles: Option<Area>,
    pub preview: Option<Area>,
    pub status: Area,
}

impl LibraryGeometry {
    /// `side` is the panel beside the list where one has room; `focus` the one that is shown where
    /// only one has.
    pub fn new(width: u16, height: u16, side: LibraryPanel, focus: LibraryPanel) -> Self {
        let room = match width {
            _ if width < LEAST.0 || height < LEAST.1 => Room::TooSmall,
            WIDE.. if height >= 12 => Room::Wide,
            MEDIUM.. => Room::Medium,
            _ => Room::Narrow,
        };
        let screen = Area::new(0, 0, width, height);
        let status = Area::new(0, height.saturating_sub(1), width, height.min(1));
        let mut geometry =
            Self { room, screen, feeds: None, articles: None, preview: None, status };
        let body = height.saturating_sub(1);
        // The list takes a bit more than half of what it shares with the preview.
        let upper = body.div_ceil(2) + 1;
        match room {
            Room::TooSmall | Room::Alone => {}
            Room::Narrow => *geometry.slot(focus) = Some(screen_without(screen, 1)),
            Room::Medium if side == LibraryPanel::Preview => {
                geometry.articles = Some(Area::new(0, 0, width, upper));
                geometry.preview = Some(Area::new(0, upper - 1, width, body - upper + 1));
            }
            Room::Medium | Room::Wide => {
                let beside = if room == Room::Wide {
                    (width * 24 / 100).clamp(28, 44)
                } else {
                    (width * 25 / 100).clamp(22, 27)
                };
                let rest = width - beside + 1;
                geometry.feeds = Some(Area::new(0, 0, beside, body));
                if room == Room::Medium {
                    geometry.articles = Some(Area::new(beside - 1, 0, rest, body));
                } else {
                    geometry.articles = Some(Area::new(beside - 1, 0, rest, upper));
                    geometry.preview =
                        Some(Area::new(beside - 1, upper - 1, rest, body - upper + 1));
                }
            }
        }
        geometry
    }

    fn slot(&mut self, panel: LibraryPanel) -> &mut Option<Area> {
        match panel {
            LibraryPanel::Feeds => &mut self.feeds,
            LibraryPanel::Articles => &mut self.articles,
            LibraryPanel::Preview => &mut self.preview,
        }
    }

    pub fn area(&self, panel: LibraryPanel) -> Option<Area> {
        match panel {
            LibraryPanel::Feeds => self.feeds,
            LibraryPanel::Articles => self.articles,
            LibraryPanel::Preview => self.preview,
        }
    }

    /// The panel's room without its frame.
    pub fn inner(&self, panel: LibraryPanel) -> Option<Area> {
        self.area(panel).map(Area::inner)
    }

    /// The panel that holds a cell.
    pub fn panel_at(&self, column: u16, row: u16) -> Option<LibraryPanel> {
        LibraryPanel::ALL
            .into_iter()
            .find(|&panel| self.area(panel).is_some_and(|area| area.contains(column, row)))
    }
}

fn screen_without(screen: Area, rows: u16) -> Area {
    Area { height: screen.height.saturating_sub(rows), ..screen }
}

#[cfg(test)]
mod tests {
    use super::{LibraryGeometry, LibraryPanel};
    use crate::app::Room;

    #[test]
    fn panels_follow_the_width_and_stay_on_the_screen() {
        for width in 20..220 {
            for height in 6..60 {
                for side in [LibraryPanel::Feeds, LibraryPanel::Preview] {
                    let geometry =
                        LibraryGeometry::new(width, height, side, LibraryPanel::Articles);
                    assert!(geometry.articles.is_some());
                    for area in
                        LibraryPanel::ALL.into_iter().filter_map(|panel| geometry.area(panel))
                    {
                        assert!(
                            area.x + area.width <= width && area.y + area.height < height,
                            "{width}x{height}: {area:?}"
                        );
                        assert!(area.height >= 3 || height < 12, "{width}x{height}: {area:?}");
                    }
                }
            }
        }
        let room = |width, height| {
            LibraryGeometry::new(width, height, LibraryPanel::Feeds, LibraryPanel::Articles).room
        };
        assert_eq!(
            [room(200, 50), room(80, 24), room(40, 12), room(19, 6)],
            [Room::Wide, Room::Medium, Room::Narrow, Room::TooSmall]
        );
    }
}
