//! Which moves lose nothing: the dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013).

use dateline::analysis::syntax::ROOT;
use dateline::analysis::syntax::transition::{Move, NONE, State};

/// The gold tree, with the root behind the last token and each token's dependents at hand.
pub(crate) struct Gold {
    heads: Vec<u32>,
    dependents: Vec<Vec<u32>>,
}

impl Gold {
    pub(crate) fn new(heads: &[u32]) -> Self {
        let root = heads.len() as u32;
        let heads: Vec<u32> =
            heads.iter().map(|&head| if head == ROOT { root } else { head }).collect();
        let mut dependents = vec![Vec::new(); heads.len() + 1];
        for (dependent, &head) in heads.iter().enumerate() {
            dependents[head as usize].push(dependent as u32);
        }
        Self { heads, dependents }
    }

    /// How many gold arcs the move puts out of reach.
    pub(crate) fn cost(&self, state: &State, action: Move, on_stack: &[bool]) -> u32 {
        let (s, t, b) = (state.stacked(0), state.stacked(1), state.next);
        match action {
            Move::Left => {
                let head = self.heads[s as usize];
                let lost = (head == t && t != NONE) || (head > b && head != NONE);
                u32::from(lost) + self.right_of(s, b)
            }
            Move::Right => u32::from(self.heads[s as usize] >= b) + self.right_of(s, b),
            Move::Shift => {
                let head = self.heads[b as usize];
                let lost = head < b && on_stack[head as usize] && head != s;
                let waiting = self.dependents[b as usize]
                    .iter()
                    .filter(|&&dependent| dependent < b && on_stack[dependent as usize])
                    .count();
                u32::from(lost) + waiting as u32
            }
        }
    }

    /// Dependents of `token` that are still in the buffer.
    fn right_of(&self, token: u32, next: u32) -> u32 {
        self.dependents[token as usize].iter().filter(|&&dependent| dependent >= next).count()
            as u32
    }
}
