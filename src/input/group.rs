//! The tables of a data folder as far as they could be read.

use super::reading::Roster;
use crate::diagnostics::Place;
use crate::tables::{Row, Sheet, TableSpec, Tables};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A table that was there: its good rows, and whether these are all its rows.
pub(super) struct Table {
    pub(super) sheet: Sheet,
    /// False if some row had a problem, or the file could not be read at all. What is missing from such a table
    /// is not reported.
    pub(super) complete: bool,
    /// The codes that the table gives, those of rows with other problems too.
    pub(super) codes: Vec<Arc<str>>,
    /// False if some codes could not be read, so that a name not among them may still be right.
    pub(super) codes_known: bool,
    /// How many rows went into others as they were read, because they are parts of one amount.
    pub(super) added: usize,
}

impl Table {
    /// A table of which nothing could be read.
    pub(super) fn unreadable(spec: &'static TableSpec, file: Arc<str>) -> Self {
        let sheet = Sheet { spec, file, positions: vec![None; spec.header().len()], rows: Vec::new() };
        Self { sheet, complete: false, codes: Vec::new(), codes_known: false, added: 0 }
    }
}

/// All tables of a data folder.
pub(super) struct Group {
    pub(super) folder: PathBuf,
    /// True if the folder is no folder but a workbook, with a sheet for each table.
    pub(super) is_workbook: bool,
    pub(super) tables: BTreeMap<&'static str, Table>,
    /// What the rows of people come to; they are no table.
    pub(super) roster: Option<Roster>,
}

impl Group {
    /// True if a file gave the table.
    pub(super) fn has(&self, table: &str) -> bool {
        self.tables.contains_key(table) || table == "roster" && self.roster.is_some()
    }

    /// The rows of a table; none if it is not there.
    pub(super) fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], |table| &table.sheet.rows)
    }

    /// The sheet of a table that is there.
    pub(super) fn sheet(&self, table: &str) -> Option<&Sheet> {
        self.tables.get(table).map(|table| &table.sheet)
    }

    /// True if every row of these tables was good. An optional table that is not there has no rows.
    pub(super) fn complete(&self, tables: &[&str]) -> bool {
        tables.iter().all(|name| match self.tables.get(name) {
            Some(table) => table.complete,
            None => crate::tables::input::table(name).is_none_or(|spec| !spec.required),
        })
    }

    /// True if these tables gave all their codes.
    pub(super) fn codes_known(&self, tables: &[&str]) -> bool {
        tables.iter().all(|name| self.tables.get(name).is_some_and(|table| table.codes_known))
    }

    /// The codes of a table, sorted.
    pub(super) fn codes(&self, table: &str) -> Vec<Arc<str>> {
        let mut codes = self.tables.get(table).map_or_else(Vec::new, |table| table.codes.clone());
        codes.sort();
        codes.dedup();
        codes
    }

    /// The file of a table as the planner would type it, also where it is not there.
    pub(super) fn file(&self, table: &str) -> String {
        match self.tables.get(table) {
            Some(table) => table.sheet.file.to_string(),
            None if table == "roster" && self.roster.is_some() => {
                self.roster.as_ref().map_or_else(String::new, |roster| roster.file.to_string())
            }
            None if self.is_workbook => format!("{}, sheet {table}", self.folder.display()),
            None => self.folder.join(format!("{table}.csv")).display().to_string(),
        }
    }

    /// The place of a cell; `name` is a name of the header.
    pub(super) fn place(&self, table: &str, row: &Row, name: &str) -> Place {
        let spec = crate::tables::input::table(table);
        Place { table: spec.map(|spec| spec.name), ..self.place_of(table, row, name) }
    }

    fn place_of(&self, table: &str, row: &Row, name: &str) -> Place {
        let Some(sheet) = self.sheet(table) else {
            return Place::at(&row.origin.file, row.origin.line).in_column(name);
        };
        // A cell that a scenario changed stands where the change does.
        let column = sheet.spec.columns.iter().position(|column| column.header().iter().any(|known| known == name));
        let cell = column.and_then(|column| row.cells.get(column)?.as_ref());
        let origin = cell.map_or(&row.origin, |cell| &cell.origin);
        let line = Place::at(&origin.file, origin.line).in_column(name);
        if row.sheet_row == 0 || *origin != row.origin {
            return line;
        }
        let slot = sheet.spec.header().iter().position(|known| known == name);
        match slot.and_then(|slot| sheet.positions.get(slot).copied().flatten()) {
            Some(index) => Place::cell(&row.origin.file, row.origin.line, row.sheet_row, index, name),
            None => line,
        }
    }

    /// True if the row was made from people: it stands in no file as it is.
    pub(super) fn is_of_roster(&self, row: &Row) -> bool {
        self.roster.as_ref().is_some_and(|roster| roster.file == row.origin.file)
    }

    /// The sheets alone.
    pub(super) fn into_tables(self) -> Tables {
        // Rows of people never get here; this holds whatever may be changed elsewhere.
        let tables = self.tables.into_iter().filter(|(name, _)| *name != "roster");
        tables.map(|(name, table)| (name, table.sheet)).collect()
    }
}
