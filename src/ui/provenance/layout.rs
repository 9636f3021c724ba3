//! Where the nodes of a provenance tree are: each level in a row, a node above the middle of its ingredients, no two in one
//! place.

/// A node's place, in cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Node {
    /// Its column, which may be between two.
    pub(super) column: f32,
    /// Its level, from the top.
    pub(super) level: usize,
    /// The node that it is an ingredient of.
    pub(super) parent: Option<usize>,
}

/// A direction in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To the node that it is an ingredient of.
    Up,
    /// To its first ingredient.
    Down,
    /// To the one before it in its level.
    Left,
    /// To the one after it in its level.
    Right,
    /// To the file itself.
    Root,
    /// To the last node.
    Last,
}

/// A tree with places. Node 0 is the file, the others are its ingredients in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// How many columns it takes.
    pub(super) columns: f32,
    /// How many levels it has.
    pub(super) levels: usize,
}

impl Tree {
    /// Places a file's ingredients, whose depths are given in order: each follows the one it belongs to.
    pub(super) fn of(depths: impl IntoIterator<Item = usize>) -> Self {
        let mut nodes = vec![Node {
            column: 0.0,
            level: 0,
            parent: None,
        }];
        // The last node of each level so far.
        let mut path = vec![0];
        for depth in depths {
            // A gap in the depths would leave a node without a parent.
            let level = depth.saturating_add(1).min(path.len());
            path.truncate(level);
            nodes.push(Node {
                column: 0.0,
                level,
                parent: path.last().copied(),
            });
            path.push(nodes.len() - 1);
        }
        let columns = place(&mut nodes);
        let levels = nodes.iter().map(|node| node.level + 1).max().unwrap_or(1);
        Self { nodes, columns, levels }
    }

    /// The node in this direction. `None` at the end.
    pub(super) fn step(&self, from: usize, step: Step) -> Option<usize> {
        let node = self.nodes.get(from)?;
        let of_level = |other: &usize| self.nodes.get(*other).is_some_and(|other| other.level == node.level);
        match step {
            Step::Up => node.parent,
            Step::Down => self.nodes.iter().position(|other| other.parent == Some(from)),
            Step::Left => (0..from).rev().find(of_level),
            Step::Right => (from + 1..self.nodes.len()).find(of_level),
            Step::Root => (from != 0).then_some(0),
            Step::Last => self.nodes.len().checked_sub(1).filter(|last| *last != from),
        }
    }

    /// Whether a node is this one or above it.
    pub(super) fn is_on_path(&self, node: usize, to: usize) -> bool {
        let mut at = Some(to);
        while let Some(current) = at {
            if current == node {
                return true;
            }
            at = self.nodes.get(current).and_then(|current| current.parent);
        }
        false
    }
}

/// Gives each node its column and returns how many there are. A node without ingredients takes the next free column of its
/// own; the others stand in the middle of theirs.
fn place(nodes: &mut [Node]) -> f32 {
    let mut free = 0.0;
    // Children come after their parents.
    let mut spans: Vec<Option<(f32, f32)>> = vec![None; nodes.len()];
    let mut leaves = Vec::with_capacity(nodes.len());
    for number in 0..nodes.len() {
        let has_children = nodes.get(number + 1).is_some_and(|next| next.parent == Some(number));
        leaves.push(!has_children);
    }
    for (node, is_leaf) in nodes.iter_mut().zip(&leaves) {
        if *is_leaf {
            node.column = free;
            free += 1.0;
        }
    }
    for number in (0..nodes.len()).rev() {
        let span = spans.get(number).copied().flatten();
        let Some(node) = nodes.get_mut(number) else { continue };
        if let Some((first, last)) = span {
            node.column = f32::midpoint(first, last);
        }
        let (column, parent) = (node.column, node.parent);
        if let Some(span) = parent.and_then(|parent| spans.get_mut(parent)) {
            *span = Some(span.map_or((column, column), |(first, last)| (first.min(column), last.max(column))));
        }
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(tree: &Tree) -> Vec<f32> {
        tree.nodes.iter().map(|node| node.column).collect()
    }

    #[test]
    fn a_file_without_ingredients_is_one_tile() {
        let tree = Tree::of([]);
        assert_eq!((tree.nodes.len(), tree.columns, tree.levels), (1, 1.0, 1));
        for step in [Step::Up, Step::Down, Step::Left, Step::Right, Step::Root, Step::Last] {
            assert_eq!(tree.step(0, step), None, "{step:?}");
        }
    }

    #[test]
    fn a_node_stands_above_the_middle_of_its_ingredients() {
        // The file has a (with b and c) and d.
        let tree = Tree::of([0, 1, 1, 0]);
        assert_eq!(columns(&tree), [1.25, 0.5, 0.0, 1.0, 2.0]);
        assert_eq!((tree.columns, tree.levels), (3.0, 3));
        let parents: Vec<_> = tree.nodes.iter().map(|node| node.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0)]);
    }

    #[test]
    fn no_two_nodes_share_a_place_in_any_tree() {
        let mut random = fastrand::Rng::with_seed(17);
        for _ in 0..300 {
            let mut depth = 0;
            let depths: Vec<usize> = (0..random.usize(..120))
                .map(|_| {
                    let own = depth;
                    depth = random.usize(..=(depth + 1).min(23));
                    own
                })
                .collect();
            let tree = Tree::of(depths.clone());
            assert_eq!(tree.nodes.len(), depths.len() + 1);
            for level in 0..tree.levels {
                let row: Vec<_> = tree.nodes.iter().filter(|node| node.level == level).collect();
                for pair in row.windows(2) {
                    assert!(pair[0].column + 1.0 <= pair[1].column, "{depths:?}");
                }
            }
            for node in &tree.nodes {
                assert!(node.column >= 0.0 && node.column <= tree.columns - 1.0);
                assert!(
                    node.parent
                        .is_none_or(|parent| tree.nodes[parent].level + 1 == node.level)
                );
            }
        }
    }

    #[test]
    fn wide_and_deep_trees_have_as_many_columns_and_levels_as_they_need() {
        let wide = Tree::of(std::iter::repeat_n(0, 100));
        assert_eq!((wide.columns, wide.levels), (100.0, 2));
        let deep = Tree::of(0..20);
        assert_eq!((deep.columns, deep.levels), (1.0, 21));
        // Depths that leave some out.
        let gaps = Tree::of([7, 9, 0]);
        assert_eq!(
            gaps.nodes.iter().map(|node| node.level).collect::<Vec<_>>(),
            [0, 1, 2, 1]
        );
    }

    #[test]
    fn arrows_lead_along_the_tree_and_its_levels() {
        let tree = Tree::of([0, 1, 1, 0]);
        assert_eq!(tree.step(0, Step::Down), Some(1));
        assert_eq!(tree.step(1, Step::Right), Some(4));
        assert_eq!(tree.step(4, Step::Left), Some(1));
        assert_eq!(tree.step(1, Step::Down), Some(2));
        assert_eq!(tree.step(2, Step::Right), Some(3));
        assert_eq!(tree.step(3, Step::Up), Some(1));
        assert_eq!((tree.step(3, Step::Root), tree.step(3, Step::Last)), (Some(0), Some(4)));
        assert!(tree.is_on_path(1, 3) && tree.is_on_path(0, 3) && !tree.is_on_path(2, 3));
    }
}
