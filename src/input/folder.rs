//! The data folder: which files are there, and their tables.

use super::group::{Group, Table};
use super::{header, later, raw, typing};
use crate::diagnostics::{Diagnostics, Place, Slug, suggest};
use crate::files::{Files, FilesError};
use crate::tables::input::{TABLES, table};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Reads all tables of `folder`, which `named` names; `None` (and a problem) if it does not exist.
pub(super) fn read(
    files: &dyn Files,
    folder: &Path,
    named: &Place,
    found: &mut Diagnostics,
) -> Result<Option<Group>, FilesError> {
    let names = match files.list(folder) {
        Ok(names) => names,
        Err(FilesError::NotFound { path }) => {
            let help = "write the path as seen from the scenario file, such as data = \"../sample-data\"";
            let message = format!("there is no folder {path}");
            found.push_value(Slug::DataNotFound, named.clone(), Some(&path), message, help);
            return Ok(None);
        }
        Err(FilesError::Io { path, source, .. }) if source.kind() == io::ErrorKind::NotADirectory => {
            let message = format!("{path} is not a folder");
            let help = "name the folder that holds the CSV files, not one of them";
            found.push_value(Slug::DataNotFound, named.clone(), Some(&path), message, help);
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let mut group = Group { folder: folder.to_owned(), tables: BTreeMap::new() };
    for name in &names {
        let Some((stem, ending)) = name.rsplit_once('.') else { continue };
        if !ending.eq_ignore_ascii_case("csv") {
            continue;
        }
        let path = folder.join(name);
        let file = path.display().to_string();
        match table(stem) {
            Some(spec) if group.tables.contains_key(spec.name) => {
                let message = format!("two files give the table `{stem}`");
                found.push(Slug::UnknownTable, Place::file(&file), message, "keep one of them in the folder");
            }
            Some(spec) => {
                let read = read_table(spec, &file, &files.read(&path)?, found);
                group.tables.insert(spec.name, read);
            }
            None => unknown_table(stem, &file, found),
        }
    }
    for spec in TABLES.iter().filter(|spec| spec.required && !group.tables.contains_key(spec.name)) {
        let message = format!("the table `{}` is not there", spec.name);
        let help = format!("{} Add the file, with the header {}", spec.meaning, spec.header().join(","));
        found.push(Slug::MissingTable, Place::file(&group.file(spec.name)), message, help);
    }
    Ok(Some(group))
}

fn read_table(spec: &'static crate::tables::TableSpec, file: &str, bytes: &[u8], found: &mut Diagnostics) -> Table {
    let unreadable = || Table::unreadable(spec, Arc::from(file));
    let Some(csv) = raw::read(file, bytes, found) else { return unreadable() };
    let Some(positions) = header::positions(spec, &csv.table, found) else { return unreadable() };
    if csv.complete && csv.table.rows.is_empty() && spec.required {
        let help = format!("{} Add at least one row", spec.meaning);
        found.push(Slug::EmptyTable, Place::file(file), format!("the table `{}` has no rows", spec.name), help);
        return unreadable();
    }
    typing::type_table(spec, &csv.table, positions, csv.complete, found)
}

fn unknown_table(stem: &str, file: &str, found: &mut Diagnostics) {
    if let Some((_, what)) = later::TABLES.iter().find(|(name, _)| *name == stem) {
        let message = format!("the table `{stem}` ({what}) is not computed by this version of staffcast");
        found.push(Slug::NotYet, Place::file(file), message, "move the file out of the folder");
        return;
    }
    let help =
        format!("rename the file or move it out of the folder; {}", suggest(stem, TABLES.iter().map(|spec| spec.name)));
    found.push(Slug::UnknownTable, Place::file(file), format!("`{stem}` is not one of the tables"), help);
}
