//! Commands of the reader's own: lists of commands, and other programs.

use std::collections::VecDeque;

use super::command::Command;
use super::external::External;

/// What keys lead to: a row of the command table, or a command of the reader's own by its number in
/// the keymap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Action {
    Command(Command),
    Own(usize),
}

impl From<Command> for Action {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}

/// A command that the settings make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its name on the palette; empty for a list that stands at its keys.
    pub name: String,
    /// One line that says what it does.
    pub what: String,
    pub does: Does,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Commands in order.
    Steps(Vec<Step>),
    Run(External),
}

/// One command of a list, with its count: `12 next_line`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub action: Action,
    pub count: Option<u32>,
}

/// The commands of a list that are still to be carried out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    pub name: String,
    pub steps: VecDeque<Step>,
    /// Goes on when this input is read.
    pub awaits: Option<u64>,
}
