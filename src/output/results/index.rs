//! Which lines of a run's `inputs/` hold for a cell.
//!
//! Rows are found as the reader found them: a row with fewer `*` wins, and a blank cell is filled from the next less
//! specific row. `region:X` stands between a facility and `*`.

use crate::domain::Given;
use crate::ids::{FacilityId, RoleId};
use crate::output::inputs::canonical_places;
use crate::tables::{Row, Sheet, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A place in `inputs/`; what several places have in common, the rest blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// The file.
    pub file: Option<Arc<str>>,
    /// The line.
    pub line: Option<u32>,
    /// The column, or the setting.
    pub column: Option<&'static str>,
}

impl Origin {
    /// What this place and another have in common.
    pub fn shared(self, other: &Self) -> Self {
        if self.file != other.file {
            return Self::default();
        }
        Self {
            line: self.line.filter(|_| self.line == other.line),
            column: self.column.filter(|_| self.column == other.column),
            file: self.file,
        }
    }

    /// What all of them have in common; nothing if there is none.
    pub fn of_all(origins: impl IntoIterator<Item = Self>) -> Self {
        origins.into_iter().reduce(|all, origin| all.shared(&origin)).unwrap_or_default()
    }
}

/// Things of a case by the role and the facility that they are of, in their order.
pub(super) struct ByCell<'a, T>(BTreeMap<&'a RoleId, BTreeMap<&'a FacilityId, Vec<&'a T>>>);

impl<'a, T> ByCell<'a, T> {
    /// Of all `things`; `cells` says which cells one is of.
    pub fn new<const N: usize>(things: &'a [T], cells: impl Fn(&'a T) -> [(&'a RoleId, &'a FacilityId); N]) -> Self {
        let mut by_cell: BTreeMap<_, BTreeMap<_, Vec<&T>>> = BTreeMap::new();
        for thing in things {
            for (role, facility) in cells(thing) {
                by_cell.entry(role).or_default().entry(facility).or_default().push(thing);
            }
        }
        Self(by_cell)
    }

    /// Those of a cell.
    pub fn of(&self, role: &RoleId, facility: &FacilityId) -> &[&'a T] {
        self.0.get(role).and_then(|at| at.get(facility)).map_or(&[], Vec::as_slice)
    }
}

/// The rows of one table by some of its columns.
#[derive(Default)]
pub(super) struct Index<'a> {
    sheet: Option<&'a Sheet>,
    file: Arc<str>,
    lines: Vec<u32>,
    rows: BTreeMap<Vec<&'a str>, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// The rows of `sheet` that `keep` keeps, by their cells in `columns`; a blank is empty.
    pub fn new(sheet: Option<&'a Sheet>, columns: &[&str], keep: impl Fn(&Row) -> bool) -> Self {
        let Some(sheet) = sheet else { return Self::default() };
        let at: Vec<Option<usize>> = columns.iter().map(|name| position(sheet, name)).collect();
        let mut rows: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
        for (index, row) in sheet.rows.iter().enumerate().filter(|(_, row)| keep(row)) {
            let key = at.iter().map(|at| at.and_then(|at| row.text(at)).unwrap_or_default()).collect();
            rows.entry(key).or_default().push(index);
        }
        let (file, lines) = canonical_places(sheet);
        Self { sheet: Some(sheet), file: file.into(), lines, rows }
    }

    /// Where `column` is set for `key`; `region` is what `region:X` may stand for in it.
    pub fn find(&self, key: &[&str], region: Option<&str>, column: &'static str) -> Origin {
        let rows = self.rows_of(key, region, |row| {
            let at = self.sheet.and_then(|sheet| position(sheet, column));
            at.is_some_and(|at| row.cells[at].is_some())
        });
        Origin::of_all(rows.into_iter().map(|row| self.at(row, column)))
    }

    /// The same, in the first of `columns` that is set.
    pub fn find_any(&self, key: &[&str], region: Option<&str>, columns: &[&'static str]) -> Origin {
        let found = columns.iter().map(|column| self.find(key, region, column));
        found.into_iter().find(|origin| origin.file.is_some()).unwrap_or_default()
    }

    /// `column` of the row that gave a value.
    pub fn given_by(&self, given: &Given, column: &'static str) -> Origin {
        let rows = self.sheet.map_or(&[][..], |sheet| &sheet.rows);
        rows.iter().position(|row| gave(row, given)).map(|row| self.at(row, column)).unwrap_or_default()
    }

    /// The texts of `column` in the rows that hold for `key`; a blank is empty.
    pub fn words(&self, key: &[&str], column: &str) -> Vec<String> {
        let Some(sheet) = self.sheet else { return Vec::new() };
        self.rows_of(key, None, |_| true).into_iter().map(|row| word(sheet, &sheet.rows[row], column)).collect()
    }

    /// The cell of `column` in a row.
    fn at(&self, row: usize, column: &'static str) -> Origin {
        Origin { file: Some(self.file.clone()), line: self.lines.get(row).copied(), column: Some(column) }
    }

    /// The most specific rows of `key` that `fills` accepts.
    fn rows_of(&self, key: &[&str], region: Option<&str>, fills: impl Fn(&Row) -> bool) -> Vec<usize> {
        let Some(sheet) = self.sheet else { return Vec::new() };
        let region = region.map(|region| format!("region:{region}"));
        // Every way to say the key, the most specific first.
        let mut ways: Vec<(usize, Vec<&str>)> = vec![(0, Vec::new())];
        for code in key {
            let words = [(0, Some(*code)), (1, region.as_deref()), (2, Some("*"))];
            let said = words.into_iter().filter_map(|(vague, word)| word.map(|word| (vague, word)));
            let said: Vec<_> = said.take(if code.is_empty() { 1 } else { 3 }).collect();
            let longer = |(sum, way): &(usize, Vec<_>)| {
                let (sum, way) = (*sum, way.clone());
                said.clone()
                    .into_iter()
                    .map(move |(vague, word)| (sum + vague, way.iter().copied().chain([word]).collect::<Vec<_>>()))
            };
            ways = ways.iter().flat_map(longer).collect();
        }
        ways.sort_by_key(|(vague, _)| *vague);
        for layer in ways.chunk_by(|a, b| a.0 == b.0) {
            let rows = layer.iter().filter_map(|(_, way)| self.rows.get(way)).flatten().copied();
            let rows: Vec<usize> = rows.filter(|&row| fills(&sheet.rows[row])).collect();
            if !rows.is_empty() {
                return rows;
            }
        }
        Vec::new()
    }
}

/// True if a row of the table that `given` is of gave the value.
pub(super) fn gave(row: &Row, given: &Given) -> bool {
    matches!(given, Given::Planner { row: number, .. } if row.number == *number)
}

/// The index of a column of a table, if it has it.
pub(super) fn position(sheet: &Sheet, column: &str) -> Option<usize> {
    sheet.spec.columns.iter().position(|known| known.name == column)
}

/// The text of a row's cell, periods as written; empty if blank.
pub(super) fn word(sheet: &Sheet, row: &Row, column: &str) -> String {
    let cell = position(sheet, column).and_then(|at| row.cells[at].as_ref());
    match cell.map(|cell| &cell.value) {
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Period(period)) => period.to_string(),
        Some(Value::Number { .. }) | None => String::new(),
    }
}
