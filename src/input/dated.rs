//! Rows that hold from a day on, at each place of which they speak.
//!
//! A row with fewer `*` wins, whatever the days; among rows of one place the latest that has begun. A blank cell is
//! filled from the row that would hold in its place: first those of earlier days, then those with more `*`.

use super::build::Build;
use super::expand::{Key, Layers, conflict, layers, written};
use crate::diagnostics::{Diagnostics, Slug};
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// The rows that speak of one place.
pub(super) struct Timeline {
    /// For each layer, the most specific first: the instant at which a row begins, and its index; the latest first.
    layers: Vec<Vec<(f64, usize)>>,
}

impl Timeline {
    /// The instants at which something may change, in months after the opening; the first, always, is minus infinity.
    pub(super) fn instants(&self) -> Vec<f64> {
        let mut instants = vec![f64::NEG_INFINITY];
        instants.extend(self.layers.iter().flatten().map(|(from, _)| *from));
        instants.sort_by(f64::total_cmp);
        instants.dedup();
        instants
    }

    /// The rows of the most specific layer alone, as one schedule.
    pub(super) fn most_specific(&self) -> Self {
        Self { layers: self.layers.iter().take(1).cloned().collect() }
    }

    /// The rows in force at an instant, the one that decides first.
    pub(super) fn at(&self, instant: f64) -> impl Iterator<Item = usize> {
        self.layers.iter().flatten().filter(move |(from, _)| *from <= instant).map(|(_, index)| *index)
    }
}

/// The timeline of each concrete key (the key of the table without `from`) of which a row speaks.
///
/// Two equally specific rows that meet are refused, whether a more specific row holds there or not.
pub(super) fn timelines(
    build: &Build<'_>,
    table: &'static str,
    found: &mut Diagnostics,
) -> BTreeMap<Key, Rc<Timeline>> {
    let Some(sheet) = build.group.sheet(table) else { return BTreeMap::new() };
    let names: Vec<&str> = sheet.spec.key.iter().copied().filter(|name| *name != "from").collect();
    let begins = |row: &Row| build.instant(table, row, "from").unwrap_or(f64::NEG_INFINITY);
    let same_place =
        |a: &Row, b: &Row| names.iter().all(|name| build.text(table, a, name) == build.text(table, b, name));
    let mut reported = BTreeSet::new();
    let mut timelines = BTreeMap::new();
    // Places of which the same rows speak have the same timeline.
    let mut known: BTreeMap<Layers, Rc<Timeline>> = BTreeMap::new();
    for (key, layers) in layers(sheet, build.all_codes(), &names) {
        if let Some(timeline) = known.get(&layers) {
            timelines.insert(key, timeline.clone());
            continue;
        }
        let mut sorted = Vec::new();
        for indexes in layers.each() {
            let rows = indexes.filter_map(|index| Some((index, sheet.rows.get(index)?)));
            let mut rows: Vec<(f64, usize, &Row)> = rows.map(|(index, row)| (begins(row), index, row)).collect();
            rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            for pair in rows.windows(2) {
                let [(from, a, earlier), (other, b, later)] = pair else { continue };
                let lines = ((*a).min(*b), (*a).max(*b));
                if !same_place(earlier, later) {
                    if reported.insert(lines) {
                        conflict(&sheet.rows, lines, &names, &key, found);
                    }
                } else if from == other && reported.insert(lines) {
                    // As the rows say it: `*` is not one of the places that it stands for.
                    let text = |name: &&str| Arc::from(build.text(table, later, name).unwrap_or_default());
                    let own: Key = names.iter().map(text).collect();
                    let place = written(&names, &own);
                    let lines = (earlier.origin.line, later.origin.line);
                    let message = format!("lines {} and {} hold from the same day for {place}", lines.0, lines.1);
                    let help = "a coarse period means its first day: delete one of the rows";
                    found.push(Slug::ConflictingRows, build.group.place(table, later, "from"), message, help);
                }
            }
            sorted.push(rows.into_iter().map(|(from, index, _)| (from, index)).collect());
        }
        let timeline = Rc::new(Timeline { layers: sorted });
        known.insert(layers, timeline.clone());
        timelines.insert(key, timeline);
    }
    timelines
}
