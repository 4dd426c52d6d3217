//! Rows with `*` or `region:X` spread over what they stand for: a row with fewer `*` wins, and among those the one
//! without a region.

use super::build::{Build, Codes};
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::tables::{Kind, Row, Sheet, TableSpec, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Concrete codes, one for each key column; a blank is empty.
pub(super) type Key = Vec<Arc<str>>;

/// For each concrete key the index of the row that holds for it.
///
/// Two equally specific rows that meet where no more specific row holds are refused, once for each pair of rows.
pub(super) fn expand(build: &Build<'_>, table: &'static str, found: &mut Diagnostics) -> BTreeMap<Key, usize> {
    let Some(sheet) = build.group.sheet(table) else { return BTreeMap::new() };
    let mut reported = BTreeSet::new();
    let mut most_specific = BTreeMap::new();
    for (key, layers) in layers(sheet, build.all_codes(), sheet.spec.key) {
        let mut rows = layers.most_specific();
        let Some(first) = rows.next() else { continue };
        let last = rows.last().unwrap_or(first);
        if first != last && reported.insert((first, last)) {
            conflict(&sheet.rows, (first, last), sheet.spec.key, &key, found);
        }
        most_specific.insert(key, first);
    }
    most_specific
}

/// The indexes of the rows that speak of one key, in layers of which the most specific comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Layers(Vec<(u32, u32)>);

impl Layers {
    /// The rows of the most specific layer, in order.
    pub(super) fn most_specific(&self) -> impl Iterator<Item = usize> {
        self.each().next().into_iter().flatten()
    }

    /// The rows of each layer, in order.
    pub(super) fn each(&self) -> impl Iterator<Item = impl Iterator<Item = usize>> {
        let layers = self.0.chunk_by(|(one, _), (other, _)| one == other);
        layers.map(|layer| layer.iter().map(|(_, row)| *row as usize))
    }
}

/// For each concrete key in the columns `key` the indexes of all rows that speak of it.
pub(super) fn layers(sheet: &Sheet, codes: &Codes, key: &[&str]) -> BTreeMap<Key, Layers> {
    let columns: Vec<Axis<'_>> = key.iter().map(|name| Axis::of(codes, sheet.spec, name)).collect();
    let mut cells: BTreeMap<Key, Layers> = BTreeMap::new();
    for (index, row) in (0..).zip(&sheet.rows) {
        let (keys, groups) = keys(row, &columns);
        for key in keys {
            cells.entry(key).or_default().0.push((groups as u32, index));
        }
    }
    cells.values_mut().for_each(|layers| layers.0.sort_unstable());
    cells
}

/// The facilities that a text stands for: one, those of a region, or all.
pub(super) fn facilities_of(build: &Build<'_>, text: &str) -> Vec<Arc<str>> {
    let codes = build.all_codes();
    let axis = Axis { index: 0, all: codes.of_table("facilities"), regions: Some(codes.regions()) };
    axis.codes(&[Arc::from(text)]).0.to_vec()
}

/// A key column and the codes that groups of them stand for.
pub(super) struct Axis<'a> {
    index: usize,
    /// What `*` stands for.
    all: &'a [Arc<str>],
    /// What each `region:X` stands for.
    regions: Option<&'a BTreeMap<String, Vec<Arc<str>>>>,
}

impl<'a> Axis<'a> {
    /// The column `name` of a table.
    pub(super) fn of(known: &'a Codes, spec: &TableSpec, name: &str) -> Self {
        let index = spec.index(name);
        match spec.columns.get(index).map(|column| column.kind) {
            Some(Kind::Code(reference)) => Self {
                index,
                all: if reference.star { known.of_table(reference.table) } else { &[] },
                regions: reference.region.then(|| known.regions()),
            },
            _ => Self { index, all: &[], regions: None },
        }
    }

    /// The codes that a text of this column stands for, and how wide it is: a code 0, a region 1, `*` 2.
    pub(super) fn codes<'c>(&'c self, text: &'c [Arc<str>; 1]) -> (&'c [Arc<str>], usize) {
        let [only] = text;
        if &**only == "*" {
            return (self.all, 2);
        }
        match self.regions.and_then(|regions| regions.get(&**only)) {
            Some(codes) => (codes, 1),
            None => (text, 0),
        }
    }
}

/// The concrete keys that a row speaks of, and how wide its groups are together.
fn keys(row: &Row, columns: &[Axis<'_>]) -> (Vec<Key>, usize) {
    let mut keys: Vec<Key> = vec![Vec::new()];
    let mut width = 0;
    for axis in columns {
        let text: Arc<str> = match row.cells.get(axis.index).and_then(Option::as_ref).map(|cell| &cell.value) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Period(period)) => Arc::from(period.to_string()),
            _ => Arc::from(""),
        };
        let single = [text];
        let (codes, wide) = axis.codes(&single);
        width += wide;
        keys = keys
            .iter()
            .flat_map(|key| codes.iter().map(move |code| key.iter().cloned().chain([code.clone()]).collect()))
            .collect();
    }
    (keys, width)
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
    let meeting = written(names, key);
    let message = format!("{} both hold for {meeting}, and neither is more specific", first.origin.and(&last.origin));
    let help = format!("add a row for {meeting} itself, or name what one of the two rows is for instead of `*`");
    found.push(Slug::ConflictingRows, Place::at(&last.origin.file, last.origin.line), message, help);
}

/// A key in words: "role bmet, facility hub".
pub(super) fn written(names: &[&str], key: &Key) -> String {
    let parts = names.iter().zip(key).filter(|(_, code)| !code.is_empty());
    parts.map(|(name, code)| format!("{name} {code}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{Cell, Origin};

    fn row(line: u32, key: &[&str]) -> Row {
        let origin = Origin::new(Arc::from("t.csv"), line);
        let cell = |text: &&str| {
            (!text.is_empty()).then(|| Cell { value: Value::Text(Arc::from(*text)), origin: origin.clone() })
        };
        Row { origin: origin.clone(), sheet_row: line, number: 0, cells: key.iter().map(cell).collect() }
    }

    #[test]
    fn a_star_stands_for_each_code_a_region_for_its_own_and_a_blank_for_itself() {
        let (roles, facilities) = ([Arc::from("bmet")], [Arc::from("north"), Arc::from("south")]);
        let regions = BTreeMap::from([("region:metro".to_owned(), vec![Arc::from("north")])]);
        let axes = [
            Axis { index: 0, all: &roles, regions: None },
            Axis { index: 1, all: &facilities, regions: Some(&regions) },
        ];
        let spread = |key: &[&str]| {
            let (keys, width) = keys(&row(2, key), &axes);
            (keys.iter().map(|key| key.join("/")).collect::<Vec<_>>(), width)
        };
        assert_eq!(spread(&["*", "*"]), (vec!["bmet/north".to_owned(), "bmet/south".to_owned()], 4));
        assert_eq!(spread(&["bmet", "region:metro"]), (vec!["bmet/north".to_owned()], 1));
        assert_eq!(spread(&["", "south"]), (vec!["/south".to_owned()], 0));
    }
}
