//! Rows with `*` spread over what they stand for: a row with fewer `*` wins.

use super::build::Build;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::tables::{Kind, Row, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Concrete codes, one for each key column; a blank is empty.
pub(super) type Key = Vec<Arc<str>>;

/// For each concrete key the index of the row that holds for it.
///
/// Two equally specific rows that meet where no more specific row holds are refused, once for each pair of rows.
pub(super) fn expand(build: &Build<'_>, table: &'static str, found: &mut Diagnostics) -> BTreeMap<Key, usize> {
    let layers = most_specific(build, table, 1, found);
    layers.into_iter().filter_map(|(key, rows)| Some((key, *rows.first()?))).collect()
}

/// For each concrete key the indexes of all rows that speak of it, the most specific first: a blank cell of one is
/// filled from the next.
///
/// Two equally specific rows that meet are refused, whether a more specific row holds there or not.
pub(super) fn expand_cells(
    build: &Build<'_>,
    table: &'static str,
    found: &mut Diagnostics,
) -> BTreeMap<Key, Vec<usize>> {
    most_specific(build, table, usize::MAX, found)
}

/// For each concrete key in the columns `key` the indexes of all rows that speak of it, in layers of which the most
/// specific comes first.
pub(super) fn layers(build: &Build<'_>, table: &str, key: &[&str]) -> BTreeMap<Key, BTreeMap<usize, Vec<usize>>> {
    let Some(sheet) = build.group.sheet(table) else { return BTreeMap::new() };
    let columns: Vec<Axis<'_>> = key
        .iter()
        .map(|name| {
            let index = sheet.spec.index(name);
            let all = match sheet.spec.columns.get(index).map(|column| column.kind) {
                Some(Kind::Code(reference)) if reference.star => build.codes(reference.table),
                _ => &[],
            };
            Axis { index, all }
        })
        .collect();
    let mut cells: BTreeMap<Key, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let (keys, stars) = keys(row, &columns);
        for key in keys {
            cells.entry(key).or_default().entry(stars).or_default().push(index);
        }
    }
    cells
}

/// The rows of each key in the `depth` most specific layers, the most specific first.
fn most_specific(
    build: &Build<'_>,
    table: &'static str,
    depth: usize,
    found: &mut Diagnostics,
) -> BTreeMap<Key, Vec<usize>> {
    let Some(sheet) = build.group.sheet(table) else { return BTreeMap::new() };
    let cells = layers(build, table, sheet.spec.key);
    let mut reported = BTreeSet::new();
    for (key, layers) in &cells {
        for rows in layers.values().take(depth) {
            let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { continue };
            if first != last && reported.insert((first, last)) {
                conflict(&sheet.rows, (first, last), sheet.spec.key, key, found);
            }
        }
    }
    let most_specific = |layers: BTreeMap<usize, Vec<usize>>| {
        layers.into_values().take(depth).filter_map(|rows| rows.first().copied()).collect()
    };
    cells.into_iter().map(|(key, layers)| (key, most_specific(layers))).collect()
}

/// A key column and the codes that `*` stands for in it.
struct Axis<'a> {
    index: usize,
    all: &'a [Arc<str>],
}

/// The concrete keys that a row speaks of, and how many `*` it has.
fn keys(row: &Row, columns: &[Axis<'_>]) -> (Vec<Key>, usize) {
    let mut keys: Vec<Key> = vec![Vec::new()];
    let mut stars = 0;
    for axis in columns {
        let text: Arc<str> = match row.cells.get(axis.index).and_then(Option::as_ref).map(|cell| &cell.value) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Period(period)) => Arc::from(period.to_string()),
            _ => Arc::from(""),
        };
        let single = [text];
        let codes = if &*single[0] == "*" {
            stars += 1;
            axis.all
        } else {
            &single
        };
        keys = keys
            .iter()
            .flat_map(|key| codes.iter().map(move |code| key.iter().cloned().chain([code.clone()]).collect()))
            .collect();
    }
    (keys, stars)
}

/// Reports two equally specific rows that meet at `key`, whose columns are `names`.
pub(super) fn conflict(
    rows: &[Row],
    (first, last): (usize, usize),
    names: &[&str],
    key: &Key,
    found: &mut Diagnostics,
) {
    let (Some(first), Some(last)) = (rows.get(first), rows.get(last)) else { return };
    let parts: Vec<String> = names
        .iter()
        .zip(key)
        .filter(|(_, code)| !code.is_empty())
        .map(|(name, code)| format!("{name} {code}"))
        .collect();
    let meeting = parts.join(", ");
    let message = format!(
        "lines {} and {} both hold for {meeting}, and neither is more specific",
        first.origin.line, last.origin.line
    );
    let help = format!("add a row for {meeting} itself, or name what one of the two rows is for instead of `*`");
    found.push(Slug::ConflictingRows, Place::line(&last.origin.file, last.origin.line), message, help);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{Cell, Origin};

    fn row(line: u32, key: &[&str]) -> Row {
        let origin = Origin { file: Arc::from("t.csv"), line };
        let cell = |text: &&str| {
            (!text.is_empty()).then(|| Cell { value: Value::Text(Arc::from(*text)), origin: origin.clone() })
        };
        Row { origin: origin.clone(), sheet_row: line, cells: key.iter().map(cell).collect() }
    }

    #[test]
    fn a_star_stands_for_each_code_and_a_blank_for_itself() {
        let (roles, facilities) = ([Arc::from("bmet")], [Arc::from("north"), Arc::from("south")]);
        let axes = [Axis { index: 0, all: &roles }, Axis { index: 1, all: &facilities }];
        let spread = |key: &[&str]| {
            let (keys, stars) = keys(&row(2, key), &axes);
            (keys.iter().map(|key| key.join("/")).collect::<Vec<_>>(), stars)
        };
        assert_eq!(spread(&["*", "*"]), (vec!["bmet/north".to_owned(), "bmet/south".to_owned()], 2));
        assert_eq!(spread(&["", "south"]), (vec!["/south".to_owned()], 0));
    }
}
