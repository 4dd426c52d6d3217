//! The typed rows of an input table, each cell with the place that set it.

use super::TableSpec;
use crate::calendar::Period;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

/// What set a value: a file and its line. The cells of a row share one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Arc<FileLine>);

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct FileLine {
    /// The file as the planner would type it.
    pub file: Arc<str>,
    /// The line of the file, from 1.
    pub line: u32,
}

impl Deref for Origin {
    type Target = FileLine;

    fn deref(&self) -> &FileLine {
        &self.0
    }
}

impl Origin {
    /// The line `line` of `file`; 0 for what stands on no line.
    pub fn new(file: Arc<str>, line: u32) -> Self {
        Self(Arc::new(FileLine { file, line }))
    }

    /// Both places in words: "lines 3 and 7", or each with its file where the files differ.
    pub fn and(&self, other: &Self) -> String {
        if self.file == other.file {
            return format!("lines {} and {}", self.line, other.line);
        }
        let said = |origin: &Self| match origin.line {
            0 => format!("`{}`", origin.file),
            line => format!("line {line} of {}", origin.file),
        };
        format!("{} and {}", said(self), said(other))
    }
}

/// A typed cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A code, a choice, or free text. `*` stands for itself.
    Text(Arc<str>),
    /// A number; `low` and `high` equal `mode` when it is certain.
    Number {
        /// Low end of the range.
        low: f64,
        /// The most likely value.
        mode: f64,
        /// High end of the range.
        high: f64,
    },
    /// A period.
    Period(Period),
}

/// A cell that is filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// What set it.
    pub origin: Origin,
}

/// One row: a cell for each column of the table's spec, `None` where it is blank.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where the row stands; several rows may be made from one line.
    pub origin: Origin,
    /// The row as a spreadsheet counts it (it differs from the line when cells hold line breaks); 0 if it stands in no
    /// table but in a scenario.
    pub sheet_row: u32,
    /// Its place in the sheet: what tells it from all others.
    pub number: u32,
    /// One cell per column of the spec.
    pub cells: Vec<Option<Cell>>,
}

impl Row {
    /// The text (code, choice) at the column `index`.
    pub fn text(&self, index: usize) -> Option<&str> {
        match &self.cells[index].as_ref()?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number at the column `index` as (low, mode, high).
    pub fn number(&self, index: usize) -> Option<(f64, f64, f64)> {
        match self.cells[index].as_ref()?.value {
            Value::Number { low, mode, high } => Some((low, mode, high)),
            _ => None,
        }
    }

    /// The period at the column `index`.
    pub fn period(&self, index: usize) -> Option<Period> {
        match self.cells[index].as_ref()?.value {
            Value::Period(period) => Some(period),
            _ => None,
        }
    }
}

/// The rows of one table.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the table is.
    pub spec: &'static TableSpec,
    /// The file that it was read from.
    pub file: Arc<str>,
    /// For each name of [`TableSpec::header`], where it stands in the file's own header.
    pub positions: Vec<Option<usize>>,
    /// Its rows, in file order.
    pub rows: Vec<Row>,
}

/// Percent columns in which fractions of 1 are usual: growth of a few tenths of a percent a year is ordinary.
const SMALL_PERCENTAGES: &[(&str, &str)] = &[("growth", "annual_pct"), ("transfers", "annual_pct")];
/// From this many values on, none of them above 1 is no coincidence.
const ENOUGH_VALUES: usize = 3;
/// Percent columns in which a value below 1 is hardly ever meant: there one is enough.
const NEVER_SMALL: &[(&str, &str)] = &[
    ("adoption", "ceiling_pct"),
    ("services", "share_pct"),
    ("skills", "people_pct"),
    ("supply", "leavers_pct"),
    ("supply", "offer_accept_pct"),
    ("supply", "start_productivity_pct"),
    ("training", "completion_pct"),
    ("training", "employed_pct"),
    ("transfers", "completion_pct"),
    ("transfers", "productivity_during_pct"),
    ("costs", "on_cost_pct"),
];

impl Sheet {
    /// True if the column at `index` is in percent and all its values look like fractions of 1.
    pub fn looks_like_fractions(&self, index: usize) -> bool {
        let Some(column) = self.spec.columns.get(index) else { return false };
        if !column.is_percent() || SMALL_PERCENTAGES.contains(&(self.spec.name, column.name)) {
            return false;
        }
        let values = || self.rows.iter().filter_map(|row| row.number(index)).filter(|value| value.2 != 0.0);
        let never_small = NEVER_SMALL.contains(&(self.spec.name, column.name));
        let enough = if never_small { 1 } else { ENOUGH_VALUES };
        // A value of 1 may be 1 % or all; among fractions it is all.
        let inside = values().all(|(low, _, high)| low >= 0.0 && high <= 1.0);
        values().count() >= enough && inside && values().any(|(_, mode, _)| mode < 1.0)
    }

    /// Gives each row its place as its number; due when rows have come or gone.
    pub fn number(&mut self) {
        for (number, row) in (0..).zip(&mut self.rows) {
            row.number = number;
        }
    }
}

/// All input tables of a case, by name. A table that was not given is not there.
pub type Tables = BTreeMap<&'static str, Sheet>;
