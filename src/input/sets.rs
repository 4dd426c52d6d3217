//! Rows that speak of one cell together: shares that add to a whole, or rates that follow each other in time.

use super::build::Build;
use super::expand::{Key, conflict, layers};
use crate::diagnostics::Diagnostics;
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};

/// For each concrete cell, named by the key columns `cell`, the rows of its most specific layer in the order of their
/// lines: they are one set and replace all rows with more `*`, whatever the rest of their keys.
///
/// Two equally specific rows that meet though they have their `*` in different columns are refused.
pub(super) fn expand_sets(
    build: &Build<'_>,
    table: &'static str,
    cell: &[&str],
    found: &mut Diagnostics,
) -> BTreeMap<Key, Vec<usize>> {
    let Some(sheet) = build.group.sheet(table) else { return BTreeMap::new() };
    let same_place =
        |a: &Row, b: &Row| cell.iter().all(|name| build.text(table, a, name) == build.text(table, b, name));
    let mut reported = BTreeSet::new();
    let mut sets = BTreeMap::new();
    for (key, layers) in layers(sheet, build.all_codes(), cell) {
        let set: Vec<usize> = layers.most_specific().collect();
        for pair in set.windows(2) {
            let [first, last] = *pair else { continue };
            let apart = match (sheet.rows.get(first), sheet.rows.get(last)) {
                (Some(a), Some(b)) => !same_place(a, b),
                _ => false,
            };
            if apart && reported.insert((first, last)) {
                conflict(&sheet.rows, (first, last), cell, &key, found);
            }
        }
        sets.insert(key, set);
    }
    sets
}
