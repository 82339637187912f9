//! Help: what can be done here and now, by what one wants, and what the signs on the screen mean.

use crate::app::key::show_keys;
use crate::app::keys::{Action, Command, Keys, Purpose, Scope, Sign, Spot, Whereabouts, legend};
use crate::app::list::List;

/// What can be done where help was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// Where keys went to.
    pub scope: Scope,
    pub spot: Spot,
    pub list: List,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// As they pass the filter; headings only over something.
    pub rows: Vec<HelpRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    Heading(String),
    /// A command: its keys, and what it does.
    Deed {
        action: Action,
        keys: String,
        what: String,
    },
    Sign(Sign),
}

impl Help {
    /// Asks the keymap. What one does first where one is stands first; commands without a key are
    /// told as the palette has them.
    pub(super) fn fill(&mut self, keys: &Keys, at: Whereabouts) {
        let mut rows = Vec::new();
        let own = self.spot.deeds().iter().map(|(command, _)| *command);
        let own: Vec<Command> = own.filter(|command| command.means_something(at)).collect();
        let first = own.iter().map(|command| Action::from(*command));
        self.group(
            &format!("Here, in {}", self.spot.title()),
            first.collect(),
            keys,
            at,
            &mut rows,
        );
        let of_program: Vec<Action> = keys
            .map
            .nameless()
            .chain(keys.map.actions().filter(|action| matches!(action, Action::Own(_))))
            .collect();
        self.group("Your own", of_program, keys, at, &mut rows);
        for purpose in Purpose::ALL {
            let wanted = |command: &Command| {
                command.purpose() == purpose
                    && command.means_something(at)
                    && !own.contains(command)
            };
            let actions = Command::ALL.iter().copied().filter(wanted).map(Action::from);
            self.group(purpose.title(), actions.collect(), keys, at, &mut rows);
        }
        let title = "Signs on the screen";
        let passes = |sign: &&Sign| {
            [sign.sign, sign.means, title].iter().any(|words| self.list.passes(words))
        };
        let signs: Vec<&Sign> = legend(at).iter().filter(passes).collect();
        if !signs.is_empty() {
            rows.push(HelpRow::Heading(title.to_owned()));
            rows.extend(signs.into_iter().map(|sign| HelpRow::Sign(*sign)));
        }
        self.rows = rows;
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }

    /// Adds a group under its heading, where something of it passes the filter.
    fn group(
        &self,
        title: &str,
        actions: Vec<Action>,
        keys: &Keys,
        at: Whereabouts,
        rows: &mut Vec<HelpRow>,
    ) {
        let of = |action: Action| {
            let found: Vec<String> =
                keys.map.keys_of(self.scope, action).into_iter().map(show_keys).collect();
            if found.is_empty() { format!(":{}", keys.map.id(action)) } else { found.join("  ") }
        };
        let deed = |action: Action| {
            let (keys_of, what) = (of(action), keys.what_here(action, at).to_owned());
            let passes = self.list.passes(&keys_of)
                || self.list.passes(title)
                || keys.is_about(action, &self.list.filter, at);
            passes.then_some(HelpRow::Deed { action, keys: keys_of, what })
        };
        let found: Vec<HelpRow> = actions.into_iter().filter_map(deed).collect();
        if !found.is_empty() {
            rows.push(HelpRow::Heading(title.to_owned()));
            rows.extend(found);
        }
    }

    /// What the row under the cursor does.
    pub(in crate::app) fn chosen(&self) -> Option<Action> {
        match self.rows.get(self.list.at)? {
            HelpRow::Deed { action, .. } => Some(*action),
            _ => None,
        }
    }
}

impl Help {
    /// The first row in sight of so many.
    pub fn top(&self, shown: usize) -> usize {
        self.list.at.saturating_sub(shown / 2).min(self.rows.len().saturating_sub(shown))
    }
}
