//! The header of a roster. What stands in it is repeated only once it is known to be a header: a file without one
//! begins with a person.

use super::super::declared::to_paste;
use super::super::layout::{is_column, same_thing, simplified};
use super::Source;
use crate::diagnostics::{Diagnostics, Place, Slug, list};
use crate::grid::{Damage, Record, Records};
use crate::tables::TableSpec;
use std::borrow::Cow;

/// Rows below the first in which a header is looked for.
const LOOKED_AT: usize = 30;

/// Where the columns stand.
pub(super) struct Header {
    spec: &'static TableSpec,
    pub(super) sheet_row: u32,
    /// Its cells.
    names: Vec<String>,
    /// How many cells it has.
    pub(super) width: usize,
    /// For each column of the spec.
    slots: Vec<Option<usize>>,
    /// How it was understood.
    pub(super) remarks: Vec<String>,
}

impl Header {
    /// The index of a column of the spec in the file.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.slots.get(self.spec.columns.iter().position(|column| column.name == name)?).copied().flatten()
    }

    /// True if the file has the column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.column(name).is_some()
    }

    /// The text of a row in a column; `None` if it is blank, or if the file has no such column.
    pub(super) fn cell<'a>(&self, name: &str, record: &Record<'a>) -> Option<Cow<'a, str>> {
        record.cell(self.column(name)?).filter(|text| !text.is_empty())
    }

    /// Its names, each with ours if it is read.
    pub(super) fn ours(&self) -> Vec<(String, Option<&'static str>)> {
        let of = |index| self.slots.iter().position(|slot| *slot == Some(index));
        let ours = |slot: usize| self.spec.columns.get(slot).map(|column| column.name);
        let names = self.names.iter().cloned().enumerate();
        names.map(|(index, name)| (name, of(index).and_then(ours))).collect()
    }
}

/// True if `name` is the name of a column, by itself or as the scenario says.
pub(super) fn names(source: &Source<'_>, name: &str) -> bool {
    is_column(source.spec, source.declared, name)
}

/// Reads on to the header and finds the columns; `None` (and problems) if rows cannot be read.
pub(super) fn find(
    source: &Source<'_>,
    records: &mut Records<'_>,
    found: &mut Diagnostics,
) -> Result<Option<Header>, Damage> {
    let wanted = source.declared.header_row.as_ref();
    while let Some(record) = records.next()? {
        if record.is_blank() || wanted.is_some_and(|(row, _)| record.sheet_row < *row) {
            continue;
        }
        if wanted.is_some_and(|(row, _)| record.sheet_row > *row) {
            break;
        }
        let cells: Vec<String> = record.cells().map(Cow::into_owned).collect();
        let (line, sheet_row) = (record.line, record.sheet_row);
        if wanted.is_none() && !cells.iter().any(|name| names(source, name)) {
            let help = below(source, records)?;
            let message = format!("line {line} is not the header: none of its cells is a column of roster.csv");
            found.push(Slug::UnknownColumn, Place::line(source.file, line), message, help);
            return Ok(None);
        }
        return Ok(columns(source, &cells, (line, sheet_row), found));
    }
    match wanted {
        Some((row, said)) => {
            let message = format!("row {row} of {} is blank or not there", source.file);
            let help = "write the row of the spreadsheet that holds the names of the columns";
            found.push_value(Slug::UnknownColumn, said.clone(), Some(&row.to_string()), message, help);
        }
        None => {
            let help = format!("the first row holds the names of the columns: {}", source.spec.header().join(","));
            found.push(Slug::EmptyTable, Place::file(source.file), "the file is empty: it has no header", help);
        }
    }
    Ok(None)
}

/// What to do about a first row that is not the header.
fn below(source: &Source<'_>, records: &mut Records<'_>) -> Result<String, Damage> {
    for _ in 0..LOOKED_AT {
        let Some(record) = records.next()? else { break };
        if record.cells().filter(|name| names(source, name)).count() >= 2 {
            let row = record.sheet_row;
            let paste = to_paste(source.spec.name, &format!("header_row = {row}"));
            return Ok(format!(
                "delete the rows above row {row}, which holds names of columns, or say in the scenario:{paste}"
            ));
        }
    }
    let needed = source.spec.columns.iter().filter(|column| column.filled).map(|column| column.name);
    Ok(format!("the first row must hold the names of the columns ({}, …)", list(needed, 6)))
}

/// Gives every column of the spec its place.
fn columns(
    source: &Source<'_>,
    cells: &[String],
    (line, sheet_row): (u32, u32),
    found: &mut Diagnostics,
) -> Option<Header> {
    let Source { spec, file, declared, .. } = source;
    let mut slots: Vec<Option<usize>> = vec![None; spec.columns.len()];
    let mut remarks = Vec::new();
    let mut unread = Vec::new();
    let mut usable = true;
    for (index, name) in cells.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let renamed = declared.columns.iter().find(|renamed| renamed.theirs == *name);
        let plain = simplified(name);
        let ours = renamed.map_or(plain.as_str(), |renamed| renamed.ours.as_str());
        let ignored = declared.ignored.iter().any(|(theirs, _)| theirs == name);
        let slot = spec.columns.iter().position(|column| column.name == ours).filter(|_| !ignored);
        let Some((place, column)) = slot.and_then(|slot| slots.get_mut(slot).zip(spec.columns.get(slot))) else {
            unread.push(name.as_str());
            continue;
        };
        if place.is_some() {
            usable = false;
            let message = format!("two columns of the header are the column `{}`", column.name);
            let at = Place::cell(file, line, sheet_row, index, column.name);
            found.push(Slug::DuplicateColumn, at, message, "delete one of the two, or give it its right name");
            continue;
        }
        *place = Some(index);
        if renamed.is_some() || name != ours {
            remarks.push(format!("column `{name}` as `{ours}`"));
        }
    }
    for renamed in declared.columns.iter().filter(|renamed| !cells.contains(&renamed.theirs)) {
        usable = false;
        let message = format!("{file} has no column `{}`", renamed.theirs);
        let help = "write the name as it stands in the header of the file";
        found.push_value(Slug::UnknownColumn, renamed.place.clone(), Some(&renamed.theirs), message, help);
    }
    let absent = spec.columns.iter().zip(&slots).filter(|(column, slot)| column.filled && slot.is_none());
    for (column, _) in absent {
        usable = false;
        if declared.columns.iter().any(|renamed| renamed.ours == column.name) {
            continue;
        }
        let message = format!("the column `{}` is missing", column.name);
        let other = cells.iter().find(|name| same_thing(name, &[column.name]).is_some());
        let help = match other {
            Some(other) => {
                let line = format!("columns = {{ {} = {} }}", column.name, toml::Value::from(other.as_str()));
                format!("is it `{other}`? Then rename it, or say in the scenario:{}", to_paste(spec.name, &line))
            }
            None => format!(
                "add it to the header, or say in the scenario which column it is (see files.{}.columns). {}",
                spec.name, column.meaning
            ),
        };
        found.push(Slug::MissingColumn, Place::line(file, line).in_column(column.name), message, help);
    }
    if !unread.is_empty() {
        let columns = if unread.len() == 1 { "column" } else { "columns" };
        remarks.push(format!("{} {columns} not read: {}", unread.len(), list(unread, 12)));
    }
    usable.then_some(Header { spec, sheet_row, names: cells.to_vec(), width: cells.len(), slots, remarks })
}
