//! What the rows of the table of commands do.

use super::geometry::Panel;
use super::keys::{Command, Count, Placed, Whereabouts};
use super::library::LibraryPanel;
use super::looks;
use super::message::{Ask, Effect, Passage};
use super::overlay::Popup;
use super::prompt::{Asked, Prompt};
use super::reader::Unit;
use super::state::App;
use crate::annotation::Correction;

/// What a command does with the state, and what is then to be done outside.
type Act = fn(&mut App, Count) -> Vec<Effect>;

/// What a function of the table gives back: nothing, one thing to be done outside, or several.
trait IntoEffects {
    fn effects(self) -> Vec<Effect>;
}

impl IntoEffects for () {
    fn effects(self) -> Vec<Effect> {
        Vec::new()
    }
}

impl IntoEffects for Effect {
    fn effects(self) -> Vec<Effect> {
        vec![self]
    }
}

impl IntoEffects for Vec<Effect> {
    fn effects(self) -> Vec<Effect> {
        self
    }
}

macro_rules! deeds {
    ($($variant:ident $id:literal $count:ident $purpose:ident $what:literal $words:literal { $($place:ident: |$app:pat_param, $n:pat_param| $does:expr,)+ },)*) => {
        fn act(command: Command, at: Whereabouts) -> Option<Act> {
            let deeds: Placed<Act> = match command {
                $(Command::$variant => Placed {
                    $($place: Some(|$app, $n| IntoEffects::effects($does)),)+
                    ..Placed::NOWHERE
                },)*
            };
            deeds.at(at)
        }
    };
}

commands!(deeds);

impl App {
    /// Carries a command out where the reader is, or says why it means nothing there.
    pub fn run(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        let closes = matches!(command, Command::Back | Command::Close);
        // What lies over the library is gone through as what lies over an article.
        let over =
            self.overlay.popup.is_some() && !closes && (self.library.shown || self.is_in_a_room());
        let at = if over { Whereabouts::Article } else { self.whereabouts() };
        if let Some(act) = act(command, at) {
            let mut effects = act(self, Count(count));
            self.empty_trays();
            effects.extend(self.tutor_saw(command.into()));
            return effects;
        }
        if at == Whereabouts::Library {
            let what = command.what().split([':', ';']).next().unwrap_or_default();
            self.refuse(format!("in the library this does nothing: {what}"));
        } else if !over {
            self.refuse("this is for articles of the library; {library} goes there");
        }
        Vec::new()
    }
}
