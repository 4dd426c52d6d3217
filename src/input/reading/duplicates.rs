//! Rows of one key: a mistake, or parts of one amount if the scenario says so.

use super::declared::to_paste;
use crate::calendar::Period;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::input::group::Table;
use crate::tables::{Cell, ColumnSpec, Kind, Row, TableSpec, Value};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Adds the amounts of rows with one key, where everything else agrees; what cannot be added stays apart, and is then
/// refused as a duplicate.
pub(super) fn add(table: &mut Table, remarks: &mut Vec<String>) {
    let mut sums = Sums::of(table.sheet.spec);
    let rows = std::mem::take(&mut table.sheet.rows);
    let before = rows.len() + table.added;
    rows.into_iter().for_each(|row| sums.push(row));
    let kept = sums.finish();
    if kept.len() < before {
        remarks.push(format!("{before} rows added up to {} with keys of their own, as the scenario says", kept.len()));
    }
    table.sheet.rows = kept;
}

/// The amounts of each column: low, mode and high of every row.
type Amounts = Vec<Vec<[f64; 3]>>;

/// Rows that are added up one by one, so that a file of a million parts of few amounts takes little memory.
pub(super) struct Sums {
    spec: &'static TableSpec,
    /// For each column whether it is an amount.
    adds: Vec<bool>,
    /// Rows that agree in all but amounts and remarks: the place of the first, and the amounts of each column.
    groups: BTreeMap<Vec<Part>, (usize, Amounts)>,
    kept: Vec<Row>,
}

/// What a cell says, in an order of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Blank,
    Text(Arc<str>),
    Period(Period),
    Number(u64),
}

impl Sums {
    /// No rows yet.
    pub(super) fn of(spec: &'static TableSpec) -> Self {
        let adds = spec.columns.iter().map(ColumnSpec::adds);
        Self { spec, adds: adds.collect(), groups: BTreeMap::new(), kept: Vec::new() }
    }

    /// Adds a row to those that agree with it.
    pub(super) fn push(&mut self, row: Row) {
        let columns = self.spec.columns.iter().zip(&row.cells).zip(&self.adds);
        let counts = columns.map(|((column, cell), adds)| {
            let value = cell.as_ref().filter(|_| !adds && !matches!(column.kind, Kind::Text)).map(|cell| &cell.value);
            match value {
                None => Part::Blank,
                Some(Value::Text(text)) => Part::Text(text.clone()),
                Some(Value::Period(period)) => Part::Period(*period),
                Some(Value::Number { mode, .. }) => Part::Number(mode.to_bits()),
            }
        });
        let name: Vec<Part> = counts.collect();
        let amounts: Vec<(usize, [f64; 3])> = (0..self.adds.len())
            .filter(|&index| self.adds.get(index) == Some(&true))
            .filter_map(|index| row.number(index).map(|(low, mode, high)| (index, [low, mode, high])))
            .collect();
        let (_, parts) = self.groups.entry(name).or_insert_with(|| {
            self.kept.push(row);
            (self.kept.len() - 1, vec![Vec::new(); self.adds.len()])
        });
        for (index, amount) in amounts {
            if let Some(parts) = parts.get_mut(index) {
                parts.push(amount);
            }
        }
    }

    /// One row for each group, in the order of the first of them.
    pub(super) fn finish(mut self) -> Vec<Row> {
        for (at, parts) in self.groups.into_values() {
            let Some(row) = self.kept.get_mut(at) else { continue };
            for (cell, parts) in row.cells.iter_mut().zip(parts) {
                if parts.len() > 1 {
                    let [low, mode, high] = [0, 1, 2].map(|end| total(parts.iter().map(|part| part[end]).collect()));
                    let origin = row.origin.clone();
                    *cell = Some(Cell { value: Value::Number { low, mode, high }, origin });
                }
            }
        }
        self.kept
    }
}

/// The sum, whatever the order of the parts, to a thousand-millionth: 0.1 and 0.2 are 0.3.
fn total(mut parts: Vec<f64>) -> f64 {
    const STEPS: f64 = 1e9;
    parts.sort_by(f64::total_cmp);
    let sum: f64 = parts.iter().sum();
    if sum.abs() < 1e6 { (sum * STEPS).round() / STEPS } else { sum }
}

/// Takes out rows whose key stands on an earlier line.
pub(in crate::input) fn refuse(table: &mut Table, found: &mut Diagnostics) {
    let spec = table.sheet.spec;
    let key: Vec<usize> = spec.key.iter().map(|name| spec.index(name)).collect();
    let rows = &table.sheet.rows;
    // Rows of one key stand together, the first of the file in front; files are mostly sorted already.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| by_key(&rows[a], &rows[b], &key));
    let mut first = order.first().copied().unwrap_or(0);
    let mut again: Vec<(usize, usize)> = Vec::new();
    for &at in order.iter().skip(1) {
        match by_key(&rows[first], &rows[at], &key) {
            Ordering::Equal => again.push((at, first)),
            _ => first = at,
        }
    }
    if again.is_empty() {
        return;
    }
    again.sort_unstable();
    for &(at, first) in &again {
        report(spec, &key, &rows[first], &rows[at], found);
    }
    let again: BTreeSet<usize> = again.into_iter().map(|(at, _)| at).collect();
    let mut index = 0;
    table.sheet.rows.retain(|_| {
        index += 1;
        !again.contains(&(index - 1))
    });
    table.complete = false;
    // One of two equal codes may have been meant for another.
    table.codes_known = false;
}

/// The order of two rows by the cells of their keys.
fn by_key(a: &Row, b: &Row, key: &[usize]) -> Ordering {
    let cell = |&index: &usize| match (value(a, index), value(b, index)) {
        (Some(Value::Text(a)), Some(Value::Text(b))) => a.cmp(b),
        (Some(Value::Period(a)), Some(Value::Period(b))) => a.cmp(b),
        (Some(Value::Number { mode: a, .. }), Some(Value::Number { mode: b, .. })) => a.total_cmp(b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    };
    key.iter().map(cell).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn value(row: &Row, index: usize) -> Option<&Value> {
    row.cells.get(index).and_then(Option::as_ref).map(|cell| &cell.value)
}

fn report(spec: &TableSpec, key: &[usize], first: &Row, row: &Row, found: &mut Diagnostics) {
    let said = |row: &Row| -> Vec<Option<Value>> {
        let columns = spec.columns.iter().zip(&row.cells).filter(|(column, _)| !matches!(column.kind, Kind::Text));
        columns.map(|(_, cell)| cell.as_ref().map(|cell| cell.value.clone())).collect()
    };
    let parts = spec.key.iter().zip(key).map(|(column, &index)| (column, words(row, index)));
    let parts: Vec<String> =
        parts.filter(|(_, text)| !text.is_empty()).map(|(column, text)| format!("{column} {text}")).collect();
    let message = format!("{} are both for {}", first.origin.and(&row.origin), parts.join(", "));
    let adds = spec.columns.iter().any(ColumnSpec::adds);
    let help = match (said(first) == said(row), adds) {
        (true, _) => "they say the same: probably pasted twice; delete one".to_owned(),
        (false, false) => "they differ: delete the one that is wrong".to_owned(),
        (false, true) => format!(
            "they differ: delete the one that is wrong, or say in the scenario that they are parts of one amount:{}",
            to_paste(spec.name, "duplicates = \"sum\"")
        ),
    };
    found.push(Slug::DuplicateRow, Place::at(&row.origin.file, row.origin.line), message, help);
}

/// The text of a key cell; empty if it is blank.
fn words(row: &Row, index: usize) -> String {
    match value(row, index) {
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Period(period)) => period.to_string(),
        Some(Value::Number { mode, .. }) => mode.to_string(),
        None => String::new(),
    }
}
