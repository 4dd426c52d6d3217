//! Names of things as exports write them: maps that a scenario gives, and the labels and aliases that the tables hold.
//!
//! A map (`from,to`) translates the names of one column; an empty `to` leaves its rows out, which is counted. Beyond maps
//! only what can mean one thing is taken: a code, label or alias in other letters and spacing, or the code of an occupation, if
//! it is of one row.

use super::layout::{LaidRow, Layout, simplified};
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::files::{Files, FilesError};
use crate::grid::delimited::{self, DeclaredText};
use crate::input::group::Group;
use crate::input::occupations::Occupations;
use crate::tables::{Kind, TableSpec, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Maps by the column whose names they translate.
pub(super) type NameMaps = BTreeMap<&'static str, NameMap>;

/// What names of one column mean.
#[derive(Clone, Debug, Default)]
pub(super) struct NameMap {
    /// By their name in small letters: ours, empty to leave it out.
    names: BTreeMap<String, String>,
}

/// Rows left out, by the name in them: how many, and the amount in them.
#[derive(Clone, Debug, Default)]
pub(super) struct LeftOut(pub(super) BTreeMap<(&'static str, String), (usize, f64)>);

impl LeftOut {
    /// Counts a row.
    pub(super) fn count(&mut self, name: (&'static str, String), amount: f64) {
        let (rows, sum) = self.0.entry(name).or_default();
        *rows += 1;
        *sum += amount;
    }
}

impl NameMap {
    /// Reads a map from a CSV file with the columns `from` and `to`; `None` (and problems) if it is none.
    pub(super) fn read(
        files: &dyn Files,
        path: &Path,
        said: &Place,
        found: &mut Diagnostics,
    ) -> Result<Option<Self>, FilesError> {
        let file = path.display().to_string();
        if files.is_folder(path) {
            let message = format!("this is a folder, and no file: {file}");
            let help = "write the path of a CSV file with the columns from,to";
            found.push_value(Slug::DataNotFound, said.clone(), Some(&file), message, help);
            return Ok(None);
        }
        let input = match files.open(path) {
            Ok(input) => input,
            Err(FilesError::NotFound { path }) => {
                let message = format!("there is no file {path}");
                let help = "write the path as seen from the scenario file; the file has the columns from,to";
                found.push_value(Slug::DataNotFound, said.clone(), Some(&path), message, help);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let is_column = |name: &str| matches!(simplified(name).as_str(), "from" | "to");
        let grid = match delimited::grid(&file, input, &DeclaredText::default(), &is_column) {
            Ok((grid, _)) => grid,
            Err(damage) => {
                super::damage::report(&damage, &file, None, found);
                return Ok(None);
            }
        };
        let mut rows = grid.rows();
        let header: Vec<String> =
            rows.next().map_or_else(Vec::new, |row| row.cells().map(|cell| simplified(cell.text)).collect());
        let column = |name: &str| header.iter().position(|known| known == name);
        let (Some(from), Some(to)) = (column("from"), column("to")) else {
            let message = "a map of names needs the columns `from` and `to`";
            let help =
                "write the header from,to: `from` is the name in the export, `to` ours (blank: leave its rows out)";
            found.push(Slug::MissingColumn, Place::line(&file, 1), message, help);
            return Ok(None);
        };
        let mut map = Self::default();
        for row in rows {
            let text = |index: usize| row.cell(index).map_or("", |cell| cell.text);
            let place = |column: &str, index| Place::cell(&file, row.line(), row.sheet_row(), index, column);
            if text(from).is_empty() {
                let help = "write the name as it stands in the export, or delete the row";
                found.push(Slug::MissingValue, place("from", from), "`from` is blank", help);
                continue;
            }
            let before = map.names.insert(simplified(text(from)), text(to).to_owned());
            if before.is_some_and(|before| before != text(to)) {
                let message = format!("`{}` is translated twice, in different ways", text(from));
                found.push_value(
                    Slug::DuplicateRow,
                    place("from", from),
                    Some(text(from)),
                    message,
                    "delete one of the rows",
                );
            }
        }
        Ok(Some(map))
    }

    /// What a name means; `None` if the map does not say.
    pub(super) fn to(&self, name: &str) -> Option<&str> {
        self.names.get(&simplified(name)).map(String::as_str).filter(|to| !to.is_empty())
    }

    /// True if rows with this name are to be left out.
    pub(super) fn is_out(&self, name: &str) -> bool {
        self.names.get(&simplified(name)).is_some_and(String::is_empty)
    }

    /// The column and the name for which a row is to be left out.
    pub(super) fn leaves_out(
        &self,
        layout: &Layout<'_>,
        row: LaidRow<'_>,
        column: &'static str,
        spec: &TableSpec,
    ) -> Option<(&'static str, String)> {
        let slot = spec.header().iter().position(|name| name == column)?;
        let name = layout.cell(slot, row)?.text;
        self.is_out(name).then(|| (column, name.to_owned()))
    }
}

/// Names in the other tables that mean exactly one code, put in its place; how many of them, by table.
pub(super) fn resolve(group: &mut Group) -> BTreeMap<&'static str, Vec<String>> {
    let known: BTreeMap<&str, Known> = ["roles", "facilities", "technologies", "drivers"]
        .into_iter()
        .filter_map(|table| Some((table, Known::of(group, table)?)))
        .collect();
    let mut remarks: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut say = |table, (name, code): (String, Arc<str>), count| {
        let rows = if count == 1 { "row" } else { "rows" };
        remarks.entry(table).or_default().push(format!("`{name}` as {code} ({count} {rows})"));
    };
    if let Some(roster) = &mut group.roster {
        let seen = roster.rename(&|table, name| known.get(table)?.code(name));
        seen.into_iter().for_each(|(names, count)| say("roster", names, count));
    }
    for (table, read) in &mut group.tables {
        let columns = read.sheet.spec.columns.iter().enumerate();
        let columns: Vec<(usize, &str)> = columns
            .filter_map(|(index, column)| match column.kind {
                Kind::Code(reference) => Some((index, reference.table)),
                Kind::WorkDriver => Some((index, "drivers")),
                _ => None,
            })
            .collect();
        let mut seen: BTreeMap<(String, Arc<str>), usize> = BTreeMap::new();
        for row in &mut read.sheet.rows {
            for (index, of) in &columns {
                let Some(Some(cell)) = row.cells.get_mut(*index) else { continue };
                let Value::Text(text) = &mut cell.value else { continue };
                if let Some(code) = known.get(of).and_then(|known| known.code(text)) {
                    *seen.entry((text.to_string(), code.clone())).or_default() += 1;
                    *text = code;
                }
            }
        }
        seen.into_iter().for_each(|(names, count)| say(table, names, count));
    }
    remarks
}

/// The names of a table's rows.
struct Known {
    codes: BTreeSet<Arc<str>>,
    /// By the name in small letters: the one code that it means, `None` if there are several.
    others: BTreeMap<String, Option<Arc<str>>>,
    /// Roles by the codes of their occupations.
    occupations: Occupations,
}

impl Known {
    /// `None` if some codes could not be read: then a name may be theirs.
    fn of(group: &Group, table: &str) -> Option<Self> {
        let read = group.tables.get(table).filter(|read| read.codes_known)?;
        let mut others: BTreeMap<String, Option<Arc<str>>> = BTreeMap::new();
        let mut add = |name: &str, code: &Arc<str>| {
            let same = |known: &mut Option<Arc<str>>| *known = known.take().filter(|known| known == code);
            others.entry(simplified(name)).and_modify(same).or_insert_with(|| Some(code.clone()));
        };
        for row in &read.sheet.rows {
            let Some(code) = row.text(0).map(Arc::from) else { continue };
            add(&code, &code);
            for column in ["label", "aliases"] {
                let index = read.sheet.spec.columns.iter().position(|known| known.name == column);
                let text = index.and_then(|index| row.text(index)).unwrap_or_default();
                text.split(';').map(str::trim).filter(|name| !name.is_empty()).for_each(|name| add(name, &code));
            }
        }
        let occupations = if table == "roles" { Occupations::of(group) } else { None }.unwrap_or_default();
        Some(Self { codes: read.codes.iter().cloned().collect(), others, occupations })
    }

    /// The code that a name means, if it is not a code itself.
    fn code(&self, name: &str) -> Option<Arc<str>> {
        if self.codes.contains(name) || name == "*" || name.contains(':') {
            return None;
        }
        // What the planner wrote as a name goes before what staffcast knows of occupations.
        if let Some(said) = self.others.get(&simplified(name)) {
            return said.clone();
        }
        let mut roles = self.occupations.roles(name);
        roles.next().filter(|_| roles.len() == 0).cloned()
    }
}
