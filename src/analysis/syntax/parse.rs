//! The dependency tree of one sentence.

use std::ops::Range;

use super::Relation;

/// The head of the sentence's root.
pub const ROOT: u32 = u32::MAX;

/// A projective tree over the tokens of a sentence. All indices count tokens within the sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// The head of each token, or [`ROOT`].
    pub heads: Vec<u32>,
    /// What each token is to its head.
    pub relations: Vec<Relation>,
    /// First and one past the last token of each subtree.
    extents: Vec<(u32, u32)>,
}

impl Parse {
    /// The tree with these heads and relations; both have one entry a token.
    pub fn new(heads: Vec<u32>, relations: Vec<Relation>) -> Self {
        let extents = extents(&heads);
        Self { heads, relations, extents }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The token without a head; `None` in an empty sentence.
    pub fn root(&self) -> Option<usize> {
        self.heads.iter().position(|&head| head == ROOT)
    }

    /// The head of token `index`, unless it is the root.
    pub fn head(&self, index: usize) -> Option<usize> {
        self.heads.get(index).filter(|&&head| head != ROOT).map(|&head| head as usize)
    }

    pub fn relation(&self, index: usize) -> Relation {
        self.relations.get(index).copied().unwrap_or(Relation::Dep)
    }

    /// The tokens whose head is `index`, from left to right. Looks only at the subtree of `index`.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(index).filter(move |&child| self.heads[child] == index as u32)
    }

    /// The first child of `index` that stands in `relation`.
    pub fn child(&self, index: usize, relation: Relation) -> Option<usize> {
        self.children(index).find(|&child| self.relations[child] == relation)
    }

    /// The tokens of the subtree below and with `index`: one stretch, because the tree is
    /// projective.
    pub fn subtree(&self, index: usize) -> Range<usize> {
        self.extents.get(index).map_or(index..index, |&(start, end)| start as usize..end as usize)
    }

    /// Whether `ancestor` stands above `index` or is the same.
    pub fn dominates(&self, ancestor: usize, index: usize) -> bool {
        self.subtree(ancestor).contains(&index)
    }
}

/// Subtree extents, from the leaves up: each token is handed to its head once all its own children
/// have come in.
fn extents(heads: &[u32]) -> Vec<(u32, u32)> {
    let mut extents: Vec<(u32, u32)> =
        (0..heads.len() as u32).map(|index| (index, index + 1)).collect();
    let mut waiting = vec![0u32; heads.len()];
    for &head in heads.iter().filter(|&&head| head != ROOT) {
        waiting[head as usize] += 1;
    }
    let mut ready: Vec<usize> = (0..heads.len()).filter(|&index| waiting[index] == 0).collect();
    while let Some(index) = ready.pop() {
        let head = heads[index] as usize;
        if heads[index] == ROOT {
            continue;
        }
        let (start, end) = extents[index];
        extents[head] = (extents[head].0.min(start), extents[head].1.max(end));
        waiting[head] -= 1;
        if waiting[head] == 0 {
            ready.push(head);
        }
    }
    extents
}

#[cfg(test)]
mod tests {
    use super::{Parse, ROOT};
    use crate::analysis::syntax::Relation::{Ccomp, Nsubj, Punct, Root};

    fn they_won_he_said() -> Parse {
        Parse::new(vec![1, 4, 1, 4, ROOT], vec![Nsubj, Ccomp, Punct, Nsubj, Root])
    }

    #[test]
    fn a_subtree_holds_all_below_its_head() {
        let parse = they_won_he_said();
        assert_eq!(parse.subtree(1), 0..3);
        assert_eq!(parse.subtree(4), 0..5);
        assert_eq!(parse.subtree(3), 3..4);
    }

    #[test]
    fn children_are_only_the_direct_ones() {
        let parse = they_won_he_said();
        assert_eq!(parse.children(4).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(parse.child(4, Nsubj), Some(3));
        assert_eq!(parse.root(), Some(4));
        assert_eq!(parse.head(4), None);
    }
}
