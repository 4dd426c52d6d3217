//! One table of a sound project, as cells that can be changed and written in many ways.

use super::{At, Base, Changed, Verdict};
use crate::nudge;
use staffcast::diagnostics::{Slug, column_letters};
use staffcast::tables::input::TABLES;
use staffcast::tables::{ColumnSpec, Kind, TableSpec};

/// A table of a project.
#[derive(Clone)]
pub struct Sheet<'b> {
    pub base: &'b Base,
    pub spec: &'static TableSpec,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl<'b> Sheet<'b> {
    pub fn of(base: &'b Base, spec: &'static TableSpec) -> Self {
        let bytes = base.project.bytes(&format!("{}.csv", spec.name)).expect("the table is there");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
        let mut rows: Vec<Vec<String>> = rows.collect();
        let header = rows.remove(0);
        Self { base, spec, header, rows }
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.csv", self.spec.name)
    }

    /// The table as plain CSV.
    pub fn text(&self) -> String {
        self.divided(",", "\n")
    }

    /// The table as text with another delimiter and line end; cells in quotes where they must be.
    pub fn divided(&self, delimiter: &str, end: &str) -> String {
        self.written(delimiter, end, |cell| {
            if cell.contains(delimiter) || cell.contains(['"', '\n', '\r']) { quoted(cell) } else { cell.to_owned() }
        })
    }

    /// The table as text, with each cell as `write` writes it.
    pub fn written(&self, delimiter: &str, end: &str, write: impl Fn(&str) -> String) -> String {
        let line = |row: &Vec<String>| row.iter().map(|cell| write(cell)).collect::<Vec<_>>().join(delimiter) + end;
        std::iter::once(&self.header).chain(&self.rows).map(line).collect()
    }

    /// The project with these bytes as the table's file.
    pub fn project(&self, bytes: impl Into<Vec<u8>>) -> nudge::Project {
        self.base.project.with_file(&self.file(), bytes)
    }

    /// The project with this sheet in place of the table that it was.
    pub fn itself(&self) -> nudge::Project {
        self.project(self.text())
    }

    /// Every third of these, another third in the next table: each is tried in many tables, and none takes all the time.
    pub fn share<'t, T: ?Sized>(&self, all: &[&'t T]) -> Vec<&'t T> {
        let place = TABLES.iter().position(|spec| spec.name == self.spec.name).expect("a table");
        let mine = |(index, one): (usize, &&'t T)| (all.len() < 3 || (index + place) % 3 == 0).then_some(*one);
        all.iter().enumerate().filter_map(mine).collect()
    }

    /// A file that must give the same case.
    pub fn same(&self, bytes: impl Into<Vec<u8>>) -> Vec<Changed> {
        vec![Changed { project: self.project(bytes), verdict: Verdict::Same }]
    }

    /// A file that must give the case of another one.
    pub fn same_as(&self, bytes: impl Into<Vec<u8>>, other: impl Into<Vec<u8>>) -> Vec<Changed> {
        vec![Changed { project: self.project(bytes), verdict: Verdict::SameAs(self.project(other)) }]
    }

    /// A file that must be refused.
    pub fn refused(&self, bytes: impl Into<Vec<u8>>, slugs: &'static [Slug], at: At) -> Vec<Changed> {
        vec![Changed { project: self.project(bytes), verdict: Verdict::Refused(slugs, at) }]
    }

    /// The sheet with another text in a cell.
    pub fn with(&self, row: usize, column: usize, text: &str) -> Self {
        let mut changed = self.clone();
        changed.rows[row][column] = text.to_owned();
        changed
    }

    /// The place of a cell in a problem.
    pub fn at(&self, row: usize, column: usize) -> At {
        At::Cell(row + 2, format!("{}{}", column_letters(column), row + 2))
    }

    /// The column of the spec to which a name of the header belongs.
    pub fn column(&self, index: usize) -> &'static ColumnSpec {
        self.spec.column_of(&self.header[index]).expect("a column of the table")
    }

    /// The columns of a kind.
    pub fn columns(&self, wanted: impl Fn(Kind) -> bool) -> Vec<usize> {
        (0..self.header.len()).filter(|index| wanted(self.column(*index).kind)).collect()
    }

    pub fn is_number(&self, index: usize) -> bool {
        matches!(self.column(index).kind, Kind::Number(_))
    }

    pub fn is_percent(&self, index: usize) -> bool {
        self.column(index).name.ends_with("_pct") && self.is_number(index)
    }

    /// The first filled cell of each of these columns: its row and column.
    pub fn first_cells(&self, columns: &[usize]) -> Vec<(usize, usize)> {
        let first = |column: usize| (0..self.rows.len()).find(|row| !self.rows[*row][column].is_empty());
        columns.iter().filter_map(|column| Some((first(*column)?, *column))).collect()
    }

    /// Every filled cell of these columns.
    pub fn cells(&self, columns: &[usize]) -> Vec<(usize, usize)> {
        let filled = |column: usize| (0..self.rows.len()).filter(move |row| !self.rows[*row][column].is_empty());
        columns.iter().flat_map(|column| filled(*column).map(move |row| (row, *column))).collect()
    }

    /// The sheet with every cell of these columns written in another way.
    pub fn rewritten(&self, columns: &[usize], write: impl Fn(&str) -> String) -> Self {
        let mut changed = self.clone();
        for (row, column) in self.cells(columns) {
            changed.rows[row][column] = write(&self.rows[row][column]);
        }
        changed
    }

    /// The sheet with a free-text column: that of labels, reasons or notes, or a new one of notes; `None` if the table has
    /// none.
    pub fn with_text(&self) -> Option<(Self, usize)> {
        let texts = self.columns(|kind| matches!(kind, Kind::Text));
        let free = texts.into_iter().find(|index| ["label", "reason", "note"].contains(&self.header[*index].as_str()));
        let mut changed = self.clone();
        let index = match free {
            Some(index) => index,
            None if self.spec.columns.iter().any(|column| column.name == "note") => {
                changed.header.push("note".to_owned());
                changed.rows.iter_mut().for_each(|row| row.push(String::new()));
                changed.header.len() - 1
            }
            None => return None,
        };
        Some((changed, index))
    }

    /// The sheet with the text in a free-text cell of its last row.
    pub fn noted(&self, text: &str) -> Option<Self> {
        let (sheet, index) = self.with_text()?;
        Some(sheet.with(sheet.rows.len() - 1, index, text))
    }
}

/// A cell in quotes.
pub fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}
