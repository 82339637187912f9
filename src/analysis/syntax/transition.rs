//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011): a stack, a buffer,
//! three moves.
//!
//! The root stands behind the last token (Ballesteros and Nivre 2013) and takes exactly one
//! dependent.

use super::{ROOT, Relation};

/// What a move does, apart from the relation it gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Move {
    /// The next token goes onto the stack.
    Shift = 0,
    /// The top of the stack becomes a dependent of the next token.
    Left = 1,
    /// The top of the stack becomes a dependent of the one below it.
    Right = 2,
}

impl Move {
    pub fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Shift,
            1 => Self::Left,
            _ => Self::Right,
        }
    }
}

/// No token.
pub const NONE: u32 = u32::MAX;

/// What is known of a token while its tree grows.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    pub head: u32,
    pub relation: Relation,
    /// Outermost left child, the next one inside, outermost right child, the next one inside.
    pub children: [u32; 4],
    /// Number of left and of right children.
    pub counts: [u8; 2],
    /// One bit for each relation that a child stands in.
    pub taken: u64,
}

/// A parse under way over `n` tokens; token `n` is the root.
pub struct State {
    pub stack: Vec<u32>,
    pub next: u32,
    pub nodes: Vec<Node>,
}

impl State {
    /// Before the first move.
    pub fn new(tokens: usize) -> Self {
        let node = Node {
            head: NONE,
            relation: Relation::Root,
            children: [NONE; 4],
            counts: [0; 2],
            taken: 0,
        };
        Self { stack: Vec::with_capacity(tokens), next: 0, nodes: vec![node; tokens + 1] }
    }

    /// The number of the root.
    pub fn root(&self) -> u32 {
        self.nodes.len() as u32 - 1
    }

    /// Nothing is left to do: the root is next and the stack empty.
    pub fn is_done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// The `depth`th token from the top of the stack, or [`NONE`].
    #[inline]
    pub fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    /// Whether the move may be made now.
    #[inline]
    pub fn allows(&self, action: Move) -> bool {
        match action {
            Move::Shift => self.next < self.root(),
            Move::Left => {
                !self.stack.is_empty() && (self.next < self.root() || self.stack.len() == 1)
            }
            Move::Right => self.stack.len() >= 2,
        }
    }

    /// Makes a move that is allowed; one that is not is ignored.
    pub fn apply(&mut self, action: Move, relation: Relation) {
        if !self.allows(action) {
            return;
        }
        if action == Move::Shift {
            self.stack.push(self.next);
            self.next += 1;
        } else if let Some(dependent) = self.stack.pop() {
            let head = if action == Move::Left { self.next } else { self.stacked(0) };
            self.attach(dependent, head, relation);
        }
    }

    fn attach(&mut self, dependent: u32, head: u32, relation: Relation) {
        let relation = if head == self.root() { Relation::Root } else { relation };
        let node = &mut self.nodes[dependent as usize];
        (node.head, node.relation) = (head, relation);
        let side = usize::from(dependent > head);
        let node = &mut self.nodes[head as usize];
        node.children[2 * side + 1] = node.children[2 * side];
        node.children[2 * side] = dependent;
        node.counts[side] = node.counts[side].saturating_add(1);
        node.taken |= 1 << relation as u8;
    }

    /// The heads and relations of the tokens.
    pub fn finish(mut self) -> (Vec<u32>, Vec<Relation>) {
        let root = self.root();
        self.nodes.pop();
        self.nodes
            .iter()
            .map(|node| (if node.head == root { ROOT } else { node.head }, node.relation))
            .unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::{Move, ROOT, Relation, State};

    #[test]
    fn moves_build_the_tree() {
        let mut state = State::new(3);
        let moves = [
            (Move::Shift, Relation::Dep),
            (Move::Left, Relation::Nsubj),
            (Move::Shift, Relation::Dep),
            (Move::Shift, Relation::Dep),
            (Move::Right, Relation::Obj),
            (Move::Left, Relation::Dep),
        ];
        for (action, relation) in moves {
            assert!(state.allows(action));
            state.apply(action, relation);
        }
        assert!(state.is_done());
        assert_eq!(
            state.finish(),
            (vec![1, ROOT, 1], vec![Relation::Nsubj, Relation::Root, Relation::Obj])
        );
    }

    #[test]
    fn the_root_takes_one_dependent_only() {
        let mut state = State::new(2);
        state.apply(Move::Shift, Relation::Dep);
        state.apply(Move::Shift, Relation::Dep);
        assert!(
            !state.allows(Move::Left) && !state.allows(Move::Shift) && state.allows(Move::Right)
        );
    }
}
