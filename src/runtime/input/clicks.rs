//! Presses of the mouse that belong together: the second and the third at one place.

use std::time::{Duration, Instant};

use crate::app::{Mouse, MouseAction};

/// How soon a press must follow the one before to belong to it.
const SOON: Duration = Duration::from_millis(400);

/// The last press, and how many belong to it.
#[derive(Debug, Default)]
pub(super) struct Clicks {
    last: Option<(Instant, u16, u16, u8)>,
}

impl Clicks {
    /// The same with its press told as a second or third where it is one. A fourth is a first
    /// again.
    pub(super) fn count(&mut self, mouse: Mouse, now: Instant) -> Mouse {
        if mouse.action != MouseAction::Press {
            return mouse;
        }
        let goes_on = |&(then, column, row, _): &(Instant, u16, u16, u8)| {
            now.duration_since(then) < SOON && (column, row) == (mouse.column, mouse.row)
        };
        let count = self.last.filter(goes_on).map_or(1, |(.., count)| count % 3 + 1);
        self.last = Some((now, mouse.column, mouse.row, count));
        let action = match count {
            1 => MouseAction::Press,
            2 => MouseAction::PressTwice,
            _ => MouseAction::PressThrice,
        };
        Mouse { action, ..mouse }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Clicks;
    use crate::app::{Mouse, MouseAction};

    #[test]
    fn presses_at_one_place_and_time_are_counted() {
        let (mut clicks, start) = (Clicks::default(), Instant::now());
        let mut press = |column, milliseconds| {
            clicks
                .count(
                    Mouse { action: MouseAction::Press, column, row: 1 },
                    start + Duration::from_millis(milliseconds),
                )
                .action
        };
        let (once, twice, thrice) =
            (MouseAction::Press, MouseAction::PressTwice, MouseAction::PressThrice);
        assert_eq!(
            [press(5, 0), press(5, 150), press(5, 300), press(5, 450)],
            [once, twice, thrice, once]
        );
        assert_eq!([press(5, 2000), press(6, 2100), press(6, 2900)], [once, once, once]);
    }
}
