//! Rows with errors beside those without, cell by cell as they stand in the planner's file.
//!
//! Files are found and opened by `folder`, as for a forecast. A file of which an error is about the whole, its header or a
//! whole column cannot be split: no row of it is known to be good. Left out: rows of single people, whatever is wrong
//! with them.

use super::conventions::Conventions;
use super::declared::{Declared, DeclaredFiles};
use super::folder;
use super::layout;
use super::number::{Decimal, hundredfold};
use super::row::Column;
use crate::diagnostics::{Diagnostics, Place, Problem, Severity, Slug};
use crate::files::{Files, FilesError};
use crate::grid::{CellKind, Grid, GridCell, GridRow};
use crate::tables::TableSpec;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Errors that name the first of many cells: they are about the whole column.
const OF_COLUMNS: [Slug; 2] = [Slug::LooksLikeFractions, Slug::MixedPercentages];
/// Tables of single people: their rows are in the planner's own file and nowhere else.
const OF_PEOPLE: [&str; 1] = ["roster"];

/// Kinds of error by the line of the row that has them.
type ByLine = BTreeMap<u32, BTreeSet<&'static str>>;

/// A table's file of which some rows have errors.
#[derive(Debug)]
pub struct RejectedTable {
    /// The table.
    pub table: &'static str,
    /// The file, or the sheet of a workbook, as problems name it.
    pub file: String,
    grid: Grid,
    /// The index of the header among the rows of the grid.
    header: usize,
    errors: ByLine,
    /// True if it is a sheet of a workbook.
    of_sheet: bool,
    /// True if decimals of the file's texts stand behind a comma.
    comma: bool,
}

/// A row with errors.
#[derive(Debug, PartialEq)]
pub struct RejectedRow<'t> {
    /// The line of the file on which it begins, from 1.
    pub line: u32,
    /// The row as a spreadsheet counts it, from 1.
    pub row: u32,
    /// The kinds of its errors.
    pub problems: Vec<&'static str>,
    /// Its cells.
    pub cells: Vec<Cow<'t, str>>,
}

/// The tables of `folder` and of `declared` files of which `problems` name single rows.
pub(in crate::input) fn rejected(
    files: &dyn Files,
    folder: &Path,
    named: &Place,
    declared: &DeclaredFiles,
    problems: &[Problem],
) -> Result<Vec<RejectedTable>, FilesError> {
    let errors = by_file(problems);
    let nothing = Declared::default();
    let mut tables = Vec::new();
    let mut look = |spec: &'static TableSpec, grid: &Grid, even| {
        let Some(Some(lines)) = errors.get(&*grid.name) else { return };
        let declared = declared.get(spec.name).unwrap_or(&nothing);
        if !OF_PEOPLE.contains(&spec.name) {
            tables.extend(RejectedTable::of(spec, grid, even, declared, lines));
        }
    };
    // What is wrong with the files is known.
    folder::read_watched(files, (folder, named), declared, &mut look, &mut Diagnostics::new())?;
    Ok(tables)
}

/// True if problems of this name are about a file of single people, of which no value may leave it.
pub fn is_of_people(file: &str) -> bool {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let sheet = name.rsplit_once(", sheet ").map(|(_, sheet)| sheet);
    let stem = sheet.unwrap_or_else(|| name.split('.').next().unwrap_or(name));
    OF_PEOPLE.contains(&layout::simplified(stem).as_str())
}

/// The errors of each file by their lines; `None` where one of them is about more than the row on its line.
fn by_file(problems: &[Problem]) -> BTreeMap<&str, Option<ByLine>> {
    let mut files: BTreeMap<&str, Option<ByLine>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
        let lines = files.entry(&problem.place.file).or_insert_with(|| Some(ByLine::new()));
        // Of errors that were only counted nobody knows the rows.
        let of_row = !OF_COLUMNS.contains(&problem.slug) && problem.only_counted == 0;
        match (problem.place.line.filter(|_| of_row), lines.as_mut()) {
            (Some(line), Some(lines)) => {
                lines.entry(line).or_default().insert(problem.slug.as_str());
            }
            _ => *lines = None,
        }
    }
    files
}

impl RejectedTable {
    /// The table of a grid as it was read; `None` if an error is about something else than a row below the header.
    fn of(spec: &'static TableSpec, grid: &Grid, even: bool, declared: &Declared, errors: &ByLine) -> Option<Self> {
        let mut copy = grid.clone();
        let (layout, _) = layout::find(spec, &mut copy, declared, even, &mut Diagnostics::new());
        let layout = layout?;
        let line = layout.header_at.0;
        let conventions = Conventions::of(spec, &layout, &Column::of(spec), declared);
        // One mark holds for all columns of a file.
        let comma = conventions.marks(usize::MAX).decimal == Decimal::Comma;
        let header = grid.rows().position(|row| row.line() == line)?;
        let below: BTreeSet<u32> = grid.rows().skip(header + 1).map(GridRow::line).collect();
        let all_below = errors.keys().all(|line| below.contains(line));
        all_below.then(|| Self {
            table: spec.name,
            file: grid.name.to_string(),
            grid: grid.clone(),
            header,
            errors: errors.clone(),
            of_sheet: !even,
            comma,
        })
    }

    /// The names of the columns as the file has them.
    pub fn header(&self) -> Vec<Cow<'_, str>> {
        self.grid.rows().nth(self.header).map_or_else(Vec::new, |row| self.cells(row))
    }

    /// The rows without errors.
    pub fn valid(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        self.rows().filter(|row| !self.errors.contains_key(&row.line())).map(|row| self.cells(row))
    }

    /// The rows with errors.
    pub fn rejected(&self) -> impl Iterator<Item = RejectedRow<'_>> {
        self.rows().filter_map(|row| {
            let problems = self.errors.get(&row.line())?.iter().copied().collect();
            Some(RejectedRow { line: row.line(), row: row.sheet_row(), problems, cells: self.cells(row) })
        })
    }

    fn rows(&self) -> impl Iterator<Item = GridRow<'_>> {
        self.grid.rows().skip(self.header + 1)
    }

    /// The cells of a row as text, and blank ones where a sheet leaves them out.
    fn cells<'t>(&'t self, row: GridRow<'t>) -> Vec<Cow<'t, str>> {
        let width = self.grid.rows().nth(self.header).map_or(0, GridRow::len);
        let mut cells: Vec<Cow<'t, str>> = row.cells().map(|cell| self.text(cell)).collect();
        // Of delimited text a short row is wrong as it is, and stays so.
        if self.of_sheet {
            cells.resize(cells.len().max(width), Cow::default());
        }
        cells
    }

    /// What a cell is in a text file: there a number does not say by itself that it is shown as a percentage.
    fn text<'t>(&self, cell: GridCell<'t>) -> Cow<'t, str> {
        let number = match cell.kind {
            CellKind::Percent => hundredfold(cell.text) + "%",
            CellKind::Number => cell.text.to_owned(),
            CellKind::Text | CellKind::Date | CellKind::Boolean | CellKind::Error => return cell.text.into(),
        };
        if self.comma { number.replace('.', ",").into() } else { number.into() }
    }
}
