//! Pairs of values with the correlation asked for each, and the groups that they connect.

use super::Asked;
use crate::diagnostics::{Diagnostics, Slug};
use std::collections::{BTreeMap, BTreeSet};

/// Two names of shared luck, in order.
pub(super) type Pair<'n> = (&'n str, &'n str);

/// Each of one side with each of the other, but none with itself.
pub(super) fn between<'n>(a: &BTreeSet<&'n str>, b: &BTreeSet<&'n str>) -> BTreeSet<Pair<'n>> {
    let each = a.iter().flat_map(|&a| b.iter().map(move |&b| if a < b { (a, b) } else { (b, a) }));
    each.filter(|(a, b)| a != b).collect()
}

/// What is asked for, pair by pair.
#[derive(Default)]
pub(super) struct Pairs<'n> {
    /// Rank correlation and line.
    asked: BTreeMap<Pair<'n>, (f64, u32)>,
    /// Lines that disagree, which are named once.
    disagreeing: BTreeSet<(u32, u32)>,
}

impl<'n> Pairs<'n> {
    /// Takes over what a row asks for a pair; another number than an earlier row's is refused.
    pub(super) fn ask(&mut self, pair: Pair<'n>, row: &Asked, found: &mut Diagnostics) {
        let &mut (rho, line) = self.asked.entry(pair).or_insert((row.rho, row.line));
        if rho != row.rho && self.disagreeing.insert((line, row.line)) {
            let message = format!(
                "lines {line} and {} give `{}` and `{}` two correlations: {rho} and {}",
                row.line, pair.0, pair.1, row.rho
            );
            let help = "give each pair one number: name fewer values by their keys in one of the two rows";
            found.push(Slug::CorrelationsDisagree, row.place.clone(), message, help);
        }
    }

    /// The rank correlation of two values; 0 where none is asked for.
    pub(super) fn rho(&self, a: &'n str, b: &'n str) -> f64 {
        let pair = if a < b { (a, b) } else { (b, a) };
        self.asked.get(&pair).map_or(0.0, |(rho, _)| *rho)
    }

    /// The values that are connected by pairs, group by group, each sorted.
    pub(super) fn groups(&self) -> Vec<Vec<&'n str>> {
        let mut next_to: BTreeMap<&str, Vec<&'n str>> = BTreeMap::new();
        for &(a, b) in self.asked.keys() {
            next_to.entry(a).or_default().push(b);
            next_to.entry(b).or_default().push(a);
        }
        let mut groups = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for &(first, _) in self.asked.keys() {
            let mut waiting = vec![first];
            let mut group = BTreeSet::new();
            while let Some(name) = waiting.pop() {
                if seen.insert(name) {
                    group.insert(name);
                    waiting.extend(next_to.get(name).into_iter().flatten());
                }
            }
            if !group.is_empty() {
                groups.push(group.into_iter().collect());
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_goes_with_each_but_not_with_itself() {
        let (a, b) = (BTreeSet::from(["x", "y"]), BTreeSet::from(["y", "z"]));
        assert_eq!(between(&a, &b), BTreeSet::from([("x", "y"), ("x", "z"), ("y", "z")]));
        assert_eq!(between(&a, &a), BTreeSet::from([("x", "y")]));
        assert!(between(&BTreeSet::from(["x"]), &BTreeSet::from(["x"])).is_empty());
    }

    #[test]
    fn what_is_connected_is_one_group() {
        let mut pairs = Pairs::default();
        for pair in [("b", "d"), ("a", "e"), ("c", "d")] {
            pairs.asked.insert(pair, (0.3, 2));
        }
        assert_eq!(pairs.groups(), [vec!["a", "e"], vec!["b", "c", "d"]]);
        assert_eq!((pairs.rho("d", "b"), pairs.rho("b", "c")), (0.3, 0.0));
    }
}
