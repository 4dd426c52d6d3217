//! What a planner should know of a sheet beyond its cells: hidden, merged, calculated, taken from elsewhere.
//!
//! None of it changes a value, and each is said once a sheet, with its count and the first of its kind.

use super::Workbook;
use super::limits::MAX_COLUMNS;
use super::reference::{CellRef, range};
use super::trouble::quoted;
use crate::diagnostics::{Diagnostics, Place, Slug, column_letters};

/// How many of a kind are named.
const NAMED: usize = 3;

/// What was seen of a sheet.
pub(super) struct Remarks {
    formulas: Tally,
    outside: Tally,
    merged: Tally,
    hidden_rows: Spans,
    /// By column.
    hidden_columns: [bool; MAX_COLUMNS],
    used_columns: [bool; MAX_COLUMNS],
    used_rows: Option<(u32, u32)>,
    pub(super) has_filter: bool,
}

/// Things counted, the first few by name.
#[derive(Default)]
struct Tally {
    count: u32,
    names: Vec<String>,
    first: Option<CellRef>,
}

/// Rows counted, the first few runs of them as their first and last.
#[derive(Default)]
struct Spans {
    count: u32,
    runs: Vec<(u32, u32)>,
    last: Option<u32>,
}

impl Remarks {
    pub(super) fn new() -> Self {
        Self {
            formulas: Tally::default(),
            outside: Tally::default(),
            merged: Tally::default(),
            hidden_rows: Spans::default(),
            hidden_columns: [false; MAX_COLUMNS],
            used_columns: [false; MAX_COLUMNS],
            used_rows: None,
            has_filter: false,
        }
    }

    /// Columns `from` to `to`, from 1, are hidden.
    pub(super) fn hide_columns(&mut self, from: u32, to: u32) {
        let to = (to as usize).min(MAX_COLUMNS);
        let hidden = self.hidden_columns.get_mut((from as usize).saturating_sub(1)..to);
        hidden.unwrap_or_default().fill(true);
    }

    /// A cell is not blank.
    pub(super) fn use_cell(&mut self, at: CellRef) {
        if let Some(used) = self.used_columns.get_mut(at.column as usize) {
            *used = true;
        }
        self.used_rows = Some((self.used_rows.map_or(at.row, |(first, _)| first), at.row));
    }

    /// A row with cells is hidden.
    pub(super) fn hide_row(&mut self, row: u32) {
        self.hidden_rows.add(row);
    }

    /// A cell holds the result of a formula, which may take values from another workbook.
    pub(super) fn formula(&mut self, at: CellRef, outside: bool) {
        self.formulas.add(at, || at.name());
        if outside {
            self.outside.add(at, || at.name());
        }
    }

    /// A range is merged; `None` if it is no range. It matters where it has more than one cell and touches used ones.
    pub(super) fn merge(&mut self, name: &str) -> Option<()> {
        let (first, last) = range(name)?;
        let columns = self.used_columns.iter().rposition(|used| *used).map_or(0, |last| last as u32 + 1);
        let touches = self
            .used_rows
            .is_some_and(|(top, bottom)| first.row <= bottom && last.row >= top && first.column < columns);
        if touches && first != last {
            self.merged.add(first, || name.to_owned());
        }
        Some(())
    }

    /// Says all of it; `name` is what problems call the sheet. False if the values of formulas cannot be relied on.
    pub(super) fn report(&self, workbook: &Workbook<'_>, name: &str, found: &mut Diagnostics) -> bool {
        self.report_hidden(name, found);
        if let Some(first) = self.merged.first {
            let message =
                format!("{} merged: only the upper left cell has a value, the others are blank", self.merged.is());
            let help = "unmerge the cells and write the value into each of them";
            found.push(Slug::MergedCells, place(name, first), message, help);
        }
        let Some(first) = self.formulas.first else { return true };
        if workbook.contents.uncalculated {
            let message =
                "the formulas of the workbook were not calculated when it was saved, so their results may be wrong";
            let help = "open the workbook in Excel, so that it is calculated, and save it";
            found.push(Slug::FormulaWithoutValue, place(name, first), message, help);
            return false;
        }
        let message = format!("{}; the saved values were read", self.formulas.results());
        found.push(Slug::FormulaResults, place(name, first), message, "");
        let help = "open both workbooks and update the links, or put the values in the place of the formulas";
        if let Some(first) = self.outside.first {
            let message = format!(
                "{} from another workbook ({}): the values are those of the last update",
                self.outside.cells_taken(),
                self.outside.names()
            );
            found.push(Slug::ExternalLink, place(name, first), message, help);
        } else if workbook.contents.has_links {
            let message = "the workbook has links to other workbooks, on which its formulas may rest";
            found.push(Slug::ExternalLink, place(name, first), message, help);
        }
        true
    }

    fn report_hidden(&self, name: &str, found: &mut Diagnostics) {
        let help = "look whether they belong to the data: show them, or take them out";
        if let Some(&(first, _)) = self.hidden_rows.runs.first() {
            let filter = if self.has_filter { " (the sheet has a filter)" } else { "" };
            let (are, they_were) = self.hidden_rows.are();
            let message = format!("{are} hidden{filter}; {they_were} read like all others");
            found.push(Slug::HiddenCells, Place::line(name, first), message, help);
        }
        let both = self.hidden_columns.iter().zip(&self.used_columns);
        let hidden: Vec<usize> =
            both.enumerate().filter(|(_, (hidden, used))| **hidden && **used).map(|(i, _)| i).collect();
        if !hidden.is_empty() {
            let letters: Vec<String> = hidden.iter().take(NAMED).map(|index| column_letters(*index)).collect();
            let more = more(hidden.len() - letters.len());
            let (columns, are, they) = match hidden.len() {
                1 => ("column", "is", "it was read like all others"),
                _ => ("columns", "are", "they were read like all others"),
            };
            let message = format!("{columns} {}{more} {are} hidden; {they}", letters.join(", "));
            found.push(Slug::HiddenCells, Place::file(name), message, help);
        }
    }
}

impl Tally {
    fn add(&mut self, at: CellRef, name: impl FnOnce() -> String) {
        self.count += 1;
        self.first = self.first.or(Some(at));
        if self.names.len() < NAMED {
            self.names.push(name());
        }
    }

    fn names(&self) -> String {
        format!("{}{}", self.names.join(", "), more(self.count as usize - self.names.len()))
    }

    fn is(&self) -> String {
        format!("{} {}", self.names(), if self.count == 1 { "is" } else { "are" })
    }

    fn results(&self) -> String {
        match self.count {
            1 => "1 cell is the result of a formula".to_owned(),
            count => format!("{count} cells are results of formulas"),
        }
    }

    fn cells_taken(&self) -> String {
        if self.count == 1 { "1 cell is taken".to_owned() } else { format!("{} cells are taken", self.count) }
    }
}

impl Spans {
    fn add(&mut self, row: u32) {
        self.count += 1;
        let goes_on = self.last.is_some_and(|last| last + 1 == row);
        match self.runs.last_mut() {
            Some((_, last)) if goes_on && Some(*last) == self.last => *last = row,
            _ => {
                if self.runs.len() < NAMED {
                    self.runs.push((row, row));
                }
            }
        }
        self.last = Some(row);
    }

    /// What is so, and how a sentence goes on about it.
    fn are(&self) -> (String, &'static str) {
        let run =
            |&(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
        let named: u32 = self.runs.iter().map(|(first, last)| last - first + 1).sum();
        let runs = self.runs.iter().map(run).collect::<Vec<_>>().join(", ");
        let more = more((self.count - named) as usize);
        if self.count == 1 {
            (format!("row {runs} is"), "it was")
        } else {
            (format!("rows {runs}{more} are"), "they were")
        }
    }
}

fn more(count: usize) -> String {
    if count == 0 { String::new() } else { format!(" and {count} more") }
}

fn place(name: &str, at: CellRef) -> Place {
    Place { cell: Some(at.name()), ..Place::line(name, at.row) }
}

/// A merged range that is none.
pub(super) fn not_a_range(name: &str) -> String {
    format!("has the merged cells {}, which are no range", quoted(name))
}
