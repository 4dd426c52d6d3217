//! Results as named tables with typed columns, each tied to the description of its table.
//!
//! Rows are pushed cell by cell in the order of the [`TableSpec`]. Whatever breaks the spec (a word where a number
//! belongs, a blank in a filled column, a number that is not finite) is a bug of staffcast and panics in one place;
//! the same check is an error for a table that is read back from a file.

mod texts;

pub use texts::Texts;

use super::shown::Shown;
use crate::tables::{ColumnSpec, Kind, TableSpec};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The cells of a column. A blank text is empty; a blank number is `None`.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Codes, words, periods, free text.
    Text(Texts),
    /// Finite numbers, never −0.
    Number(Vec<Option<f64>>),
}

impl Column {
    /// A column without cells of the kind that `spec` asks for.
    fn empty(spec: &ColumnSpec) -> Self {
        match spec.kind {
            Kind::Number(_) => Self::Number(Vec::new()),
            _ => Self::Text(Texts::default()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(cells) => cells.len(),
            Self::Number(cells) => cells.len(),
        }
    }
}

/// A cell on its way into a table.
pub(super) enum Field<'t> {
    Text(&'t str),
    Number(Option<f64>),
}

/// One table of results.
#[derive(Clone, Debug)]
pub struct Table {
    /// What the table and its columns mean.
    pub spec: &'static TableSpec,
    columns: Vec<Column>,
}

impl Table {
    /// A table without rows.
    pub fn new(spec: &'static TableSpec) -> Self {
        Self { spec, columns: spec.columns.iter().map(Column::empty).collect() }
    }

    /// Begins a row; it is complete after [`RowBuilder::end`].
    pub fn row(&mut self) -> RowBuilder<'_> {
        RowBuilder { table: self, next: 0 }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The columns, in the order of the spec.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// All cells of the text column `name`.
    ///
    /// # Panics
    /// If there is no such column or it holds numbers: names are written in the code.
    pub fn texts(&self, name: &str) -> &Texts {
        match &self.columns[self.spec.index(name)] {
            Column::Text(cells) => cells,
            Column::Number(_) => panic!("`{name}` of table `{}` holds numbers", self.spec.name),
        }
    }

    /// All cells of the number column `name`.
    ///
    /// # Panics
    /// If there is no such column or it holds text: names are written in the code.
    pub fn numbers(&self, name: &str) -> &[Option<f64>] {
        match &self.columns[self.spec.index(name)] {
            Column::Number(cells) => cells,
            Column::Text(_) => panic!("`{name}` of table `{}` holds text", self.spec.name),
        }
    }

    /// The text at the column `name` in `row`; empty if blank.
    pub fn text(&self, name: &str, row: usize) -> &str {
        &self.texts(name)[row]
    }

    /// The number at the column `name` in `row`; `None` if blank.
    pub fn number(&self, name: &str, row: usize) -> Option<f64> {
        self.numbers(name)[row]
    }

    /// Adds rows of the same table, those of the numbers `chosen`.
    pub(super) fn extend(&mut self, other: &Self, chosen: &[usize]) {
        for (own, other) in self.columns.iter_mut().zip(&other.columns) {
            match (own, other) {
                (Column::Text(own), Column::Text(other)) => own.extend(chosen.iter().map(|&row| &other[row])),
                (Column::Number(own), Column::Number(other)) => own.extend(chosen.iter().map(|&row| other[row])),
                (Column::Text(_), Column::Number(_)) | (Column::Number(_), Column::Text(_)) => {}
            }
        }
    }

    /// The same rows sorted by the table's key, rows of one key as they stood: codes by name, then groups
    /// (`region:X`, `family:X`), then `*`; periods by `period_start`; blanks first.
    pub fn sorted(self) -> Self {
        let has_start = self.spec.columns.iter().any(|column| column.name == "period_start");
        let key = self.spec.key.iter().map(|&name| if name == "period" && has_start { "period_start" } else { name });
        let key: Vec<&Column> = key.map(|name| &self.columns[self.spec.index(name)]).collect();
        let mut order: Vec<usize> = (0..self.len()).collect();
        let by_key = |&a: &usize, &b: &usize| {
            key.iter().map(|column| compare(column, a, b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        if order.is_sorted_by(|a, b| by_key(a, b).is_le()) {
            return self;
        }
        order.sort_by(by_key);
        let columns = self.columns.iter().map(|column| match column {
            Column::Text(cells) => Column::Text(order.iter().map(|&row| &cells[row]).collect()),
            Column::Number(cells) => Column::Number(order.iter().map(|&row| cells[row]).collect()),
        });
        Self { spec: self.spec, columns: columns.collect() }
    }

    /// Adds a cell to the column at `index`, or says what is wrong with it.
    pub(super) fn put(&mut self, index: usize, field: Field<'_>) -> Result<(), String> {
        let Some(spec) = self.spec.columns.get(index) else {
            return Err(format!("a row has more than {} cells", self.spec.columns.len()));
        };
        let wrong = |what: &str| Err(format!("column `{}`: {what}", spec.name));
        match (&mut self.columns[index], field) {
            (Column::Text(_), Field::Text(text)) if text.is_empty() && spec.filled => wrong("a cell is blank"),
            (Column::Text(cells), Field::Text(text)) => match spec.kind {
                Kind::Choice(words) if !text.is_empty() && !words.contains(&text) => {
                    wrong(&format!("`{text}` is not one of {}", words.join(", ")))
                }
                _ => {
                    cells.push(text);
                    Ok(())
                }
            },
            (Column::Number(_), Field::Number(None)) if spec.filled => wrong("a cell is blank"),
            (Column::Number(_), Field::Number(Some(number))) if !number.is_finite() => {
                wrong(&format!("{number} is not a finite number"))
            }
            (Column::Number(cells), Field::Number(number)) => {
                // Adding 0 turns −0 into 0 and changes nothing else.
                cells.push(number.map(|number| number + 0.0));
                Ok(())
            }
            (Column::Text(_), Field::Number(_)) => wrong("a number stands where text belongs"),
            (Column::Number(_), Field::Text(_)) => wrong("text stands where a number belongs"),
        }
    }
}

/// How codes are sorted: those of things, then groups, then all together.
pub(super) fn class(code: &str) -> u8 {
    match code {
        "*" => 2,
        group if group.starts_with("region:") || group.starts_with("family:") => 1,
        _ => 0,
    }
}

fn compare(column: &Column, a: usize, b: usize) -> Ordering {
    match column {
        Column::Text(cells) if cells[a] == cells[b] => Ordering::Equal,
        Column::Text(cells) => (class(&cells[a]), &cells[a]).cmp(&(class(&cells[b]), &cells[b])),
        Column::Number(cells) => match (cells[a], cells[b]) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        },
    }
}

/// A row that is being pushed, cell by cell in the order of the spec.
#[must_use = "a row is complete only after `end`"]
pub struct RowBuilder<'a> {
    table: &'a mut Table,
    next: usize,
}

impl RowBuilder<'_> {
    /// The next cell, a text; an empty one is blank.
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.put(Field::Text(text.as_ref()))
    }

    /// The next cell, a number.
    pub fn number(self, number: f64) -> Self {
        self.put(Field::Number(Some(number)))
    }

    /// The next cell, a number or blank.
    pub fn maybe(self, number: Option<f64>) -> Self {
        self.put(Field::Number(number))
    }

    /// The next cells, numbers all.
    pub fn numbers(self, numbers: impl IntoIterator<Item = f64>) -> Self {
        numbers.into_iter().fold(self, Self::number)
    }

    /// Completes the row.
    ///
    /// # Panics
    /// If cells are missing: that is a bug in the code that makes the table.
    pub fn end(self) {
        let wanted = self.table.spec.columns.len();
        assert_eq!(self.next, wanted, "a row of table `{}` has {} cells", self.table.spec.name, self.next);
    }

    fn put(mut self, field: Field<'_>) -> Self {
        if let Err(what) = self.table.put(self.next, field) {
            panic!("table `{}`, row {}: {what}", self.table.spec.name, self.table.len());
        }
        self.next += 1;
        self
    }
}

/// The tables of a run, by name.
#[derive(Clone, Debug, Default)]
pub struct TableSet {
    tables: BTreeMap<&'static str, Table>,
}

impl TableSet {
    /// No tables yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table.
    ///
    /// # Panics
    /// If a table of that name is there already: each is made in one place.
    pub fn insert(&mut self, table: Table) {
        let name = table.spec.name;
        assert!(self.tables.insert(name, table).is_none(), "table `{name}` is made twice");
    }

    /// Adds rows of a table, those that are shown; the table is there even if none is.
    pub(super) fn extend(&mut self, rows: &Table, shown: &Shown) {
        let table = self.tables.entry(rows.spec.name).or_insert_with(|| Table::new(rows.spec));
        let rule = shown.rule(rows.spec);
        let text = |row: usize, column: usize| match &rows.columns[column] {
            Column::Text(cells) => &cells[row],
            Column::Number(_) => "",
        };
        let chosen: Vec<usize> = (0..rows.len()).filter(|&row| rule.shows(|column| text(row, column))).collect();
        table.extend(rows, &chosen);
    }

    /// The same tables, each sorted.
    pub(super) fn sorted(self) -> Self {
        Self { tables: self.tables.into_iter().map(|(name, table)| (name, table.sorted())).collect() }
    }

    /// The table `name`.
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }

    /// The tables in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.values()
    }

    /// The number of tables.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// True if there is no table.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::output;

    fn adoption() -> Table {
        Table::new(output::table("adoption").expect("a table of a run"))
    }

    fn push(table: &mut Table, facility: &str, period: &str, start: &str, mean: f64) {
        let row = table.row().text("baseline").text("telehealth").text(facility).text(period).text(start);
        row.numbers([mean, 0.0, 100.0]).end();
    }

    #[test]
    fn cells_come_back_by_column_name() {
        let mut table = adoption();
        push(&mut table, "north", "2026-Q4", "2026-10-01", 12.5);
        assert_eq!((table.len(), table.text("facility", 0)), (1, "north"));
        assert_eq!(table.number("adoption_mean_pct", 0), Some(12.5));
    }

    #[test]
    fn minus_zero_is_never_kept() {
        let mut table = adoption();
        push(&mut table, "north", "2026-Q4", "2026-10-01", -0.0);
        assert!(table.number("adoption_mean_pct", 0).is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn rows_are_sorted_by_key_with_totals_last_and_periods_in_time_order() {
        let mut table = Table::new(output::table("adoption").expect("a table of a run"));
        for facility in ["*", "region:west", "north"] {
            push(&mut table, facility, "FY2026/27", "2026-10-01", 1.0);
            push(&mut table, facility, "opening", "2026-09-30", 1.0);
        }
        let table = table.sorted();
        let keys: Vec<_> = (0..6).map(|row| (table.text("facility", row), table.text("period", row))).collect();
        let wanted = ["north", "region:west", "*"].map(|facility| [(facility, "opening"), (facility, "FY2026/27")]);
        assert_eq!(keys, wanted.concat());
    }

    #[test]
    #[should_panic(expected = "column `facility`: a cell is blank")]
    fn a_blank_in_a_filled_column_is_a_bug() {
        push(&mut adoption(), "", "2026-Q4", "2026-10-01", 1.0);
    }

    #[test]
    #[should_panic(expected = "column `adoption_mean_pct`: NaN is not a finite number")]
    fn a_number_that_is_none_is_a_bug() {
        push(&mut adoption(), "north", "2026-Q4", "2026-10-01", f64::NAN);
    }

    #[test]
    #[should_panic(expected = "column `technology`: a number stands where text belongs")]
    fn a_number_in_a_text_column_is_a_bug() {
        adoption().row().text("baseline").number(1.0).end();
    }

    #[test]
    #[should_panic(expected = "a row of table `adoption` has 1 cells")]
    fn a_short_row_is_a_bug() {
        adoption().row().text("baseline").end();
    }
}
