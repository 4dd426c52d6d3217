//! Where the tables are: files of the data folder, and files that the scenario names.

use super::declared::{Declared, DeclaredFiles};
use super::names::{LeftOut, NameMap, NameMaps};
use super::{damage, duplicates, layout, left_out, names, roster, typing};
use crate::diagnostics::{Diagnostics, Place, Slug, suggest};
use crate::files::{Files, FilesError};
use crate::grid::delimited::{self, DelimiterFrom, TextUnderstood};
use crate::input::group::{Group, Table};
use crate::tables::TableSpec;
use crate::tables::input::{TABLES, table};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The table that is no table: rows of people are added up as they are read.
const ROSTER: &str = "roster";
/// What a roster gives, so that it may be blank in `staff`.
const GIVEN_BY_ROSTER: [&str; 1] = ["fte"];
/// Endings of files of delimited text.
const TEXT_ENDINGS: [&str; 4] = ["csv", "tsv", "txt", "tab"];

/// Reads all tables of `folder`, which `named` names, and those of `declared` files; `None` (and a problem) if there is no
/// such folder.
pub(in crate::input) fn read(
    files: &dyn Files,
    folder: &Path,
    named: &Place,
    declared: &DeclaredFiles,
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
    let mut reader = Reader { files, declared, found, remarks: BTreeMap::new(), left_out: Vec::new() };
    let mut group = Group { folder: folder.to_owned(), tables: BTreeMap::new(), roster: None };
    // What a roster tells may be blank in `staff`, so that it comes first.
    let (rosters, named): (Vec<_>, Vec<_>) =
        reader.named_files()?.into_iter().partition(|(spec, _)| spec.name == ROSTER);
    let (roster_names, names): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| name.rsplit_once('.').is_some_and(|(stem, _)| stem == ROSTER));
    if rosters.is_empty() && declared.get(ROSTER).is_some_and(|file| file.path.is_some()) {
        // Its path is wrong, which is said: what it would tell is not missed a second time.
        group.roster = Some(roster::Roster::unreadable(ROSTER));
    }
    for (files, names) in [(rosters, roster_names), (named, names)] {
        for (spec, path) in files {
            reader.file(&mut group, spec, &path)?;
        }
        for name in names {
            reader.one(&mut group, folder, name)?;
        }
    }
    let Reader { remarks, left_out, .. } = reader;
    left_out::list(&mut group, left_out);
    finish(&mut group, declared, remarks, found);
    Ok(Some(group))
}

/// What concerns all tables together, once each of them is read.
fn finish(group: &mut Group, declared: &DeclaredFiles, mut remarks: Remarks, found: &mut Diagnostics) {
    for spec in TABLES.iter().filter(|spec| spec.required && !group.tables.contains_key(spec.name)) {
        let message = format!("the table `{}` is not there", spec.name);
        let help = format!("{} Add the file, with the header {}", spec.meaning, spec.header().join(","));
        found.push(Slug::MissingTable, Place::file(&group.file(spec.name)), message, help);
    }
    for (table, said) in names::resolve(group) {
        remarks.entry(table).or_default().extend(said);
    }
    for (name, table) in &mut group.tables {
        if declared.get(name).is_some_and(|declared| declared.sums.is_some()) {
            duplicates::add(table, remarks.entry(*name).or_default());
        }
        duplicates::refuse(table, found);
        table.sheet.number();
    }
    for (table, said) in remarks.into_iter().filter(|(_, said)| !said.is_empty()) {
        let place = Place { table: Some(table), ..Place::file(&group.file(table)) };
        found.push(Slug::ReadAs, place, format!("read as follows: {}", said.join("; ")), "");
    }
}

/// How files were understood, by table.
type Remarks = BTreeMap<&'static str, Vec<String>>;

struct Reader<'a> {
    files: &'a dyn Files,
    declared: &'a DeclaredFiles,
    found: &'a mut Diagnostics,
    remarks: Remarks,
    left_out: Vec<(&'static str, LeftOut)>,
}

impl Reader<'_> {
    /// The files that the scenario names, of tables that it names them for.
    fn named_files(&mut self) -> Result<Vec<(&'static TableSpec, PathBuf)>, FilesError> {
        let mut named = Vec::new();
        for (name, file) in self.declared {
            let (Some(spec), Some((path, place))) = (table(name), &file.path) else { continue };
            if self.files.exists(path)? {
                named.push((spec, path.clone()));
                continue;
            }
            let shown = path.display().to_string();
            let help = "write the path as seen from the scenario file";
            let message = format!("there is no file {shown}");
            self.found.push_value(Slug::DataNotFound, place.clone(), Some(&shown), message, help);
        }
        Ok(named)
    }

    /// A file of the data folder.
    fn one(&mut self, group: &mut Group, folder: &Path, name: &str) -> Result<(), FilesError> {
        let Some((stem, ending)) = name.rsplit_once('.') else { return Ok(()) };
        let ending = ending.to_ascii_lowercase();
        if !TEXT_ENDINGS.contains(&ending.as_str()) {
            return Ok(());
        }
        let path = folder.join(name);
        let file = path.display().to_string();
        match table(stem) {
            Some(spec)
                if self
                    .declared
                    .get(spec.name)
                    .and_then(|file| file.path.as_ref())
                    .is_some_and(|(own, _)| *own == path) => {}
            Some(spec) if group.has(spec.name) => {
                let other = group.file(spec.name);
                let message = format!("two files give the table `{stem}`: this one and {other}");
                self.found.push(Slug::UnknownTable, Place::file(&file), message, "keep one of them");
            }
            Some(spec) => self.file(group, spec, &path)?,
            // A text file may be a remark to people; a CSV file is meant to be read.
            None if ending == "csv" && !self.is_used(&path) => unknown_table(stem, &file, self.found),
            None => {}
        }
        Ok(())
    }

    /// True if the scenario names the file, as a table or as a map of names.
    fn is_used(&self, path: &Path) -> bool {
        self.declared.values().any(|file| {
            file.path.as_ref().is_some_and(|(own, _)| own == path) || file.maps.values().any(|(own, _)| own == path)
        })
    }

    /// The file of a table.
    fn file(&mut self, group: &mut Group, spec: &'static TableSpec, path: &Path) -> Result<(), FilesError> {
        if spec.name == ROSTER {
            group.roster = self.roster(spec, path)?;
        } else {
            let nothing = Declared::default();
            let mut declared = self.declared.get(spec.name).unwrap_or(&nothing).clone();
            if spec.name == "staff" && group.roster.is_some() {
                declared.may_be_blank.extend(GIVEN_BY_ROSTER);
            }
            let read = self.text(spec, path, &declared)?;
            group.tables.insert(spec.name, read);
        }
        Ok(())
    }

    /// The people of a roster; `None` if it holds none.
    fn roster(&mut self, spec: &'static TableSpec, path: &Path) -> Result<Option<roster::Roster>, FilesError> {
        let file = path.display().to_string();
        let nothing = Declared::default();
        let declared = self.declared.get(spec.name).unwrap_or(&nothing);
        let maps = self.maps(declared)?;
        let source = roster::Source { spec, file: &file, declared, maps: &maps, open: &|| self.files.open(path) };
        let understood = roster::read(&source, self.found)?;
        let remarks = self.remarks.entry(spec.name).or_default();
        if let Some(text) = understood.text {
            remarks.extend(said_of_text(&text, &file, self.found));
        }
        remarks.extend(understood.remarks);
        self.left_out.push((spec.name, understood.left_out));
        if understood.roster.complete && !understood.came_to.is_empty() {
            let place = Place { table: Some(spec.name), ..Place::file(&file) };
            let message = format!("people were added up: {}", understood.came_to.join("; "));
            self.found.push(Slug::RosterAddedUp, place, message, "");
        }
        let there = understood.rows > 0 || !understood.roster.complete;
        Ok(Some(understood.roster).filter(|_| there))
    }

    /// A table of a file of delimited text.
    fn text(&mut self, spec: &'static TableSpec, path: &Path, declared: &Declared) -> Result<Table, FilesError> {
        let file = path.display().to_string();
        let maps = self.maps(declared)?;
        let input = self.files.open(path)?;
        let is_column = |name: &str| layout::is_column(spec, declared, name);
        let (mut grid, understood) = match delimited::grid(&file, input, &declared.text, &is_column) {
            Ok(read) => read,
            Err(damage) => {
                damage::report(&damage, &file, Some(spec.name), self.found);
                return Ok(Table::unreadable(spec, Arc::from(file)));
            }
        };
        let remarks = self.remarks.entry(spec.name).or_default();
        remarks.extend(said_of_text(&understood, &file, self.found));
        let (table, left_out) = typed(spec, &mut grid, (declared, &maps), true, remarks, self.found);
        self.left_out.push((spec.name, left_out));
        Ok(table)
    }

    /// The maps of names that the scenario gives for a table.
    fn maps(&mut self, declared: &Declared) -> Result<NameMaps, FilesError> {
        let mut maps = NameMaps::new();
        for (column, (path, said)) in &declared.maps {
            if let Some(map) = NameMap::read(self.files, path, said, self.found)? {
                maps.insert(column, map);
            }
        }
        Ok(maps)
    }
}

/// The typed table of a grid.
fn typed(
    spec: &'static TableSpec,
    grid: &mut crate::grid::Grid,
    said: (&Declared, &NameMaps),
    even: bool,
    remarks: &mut Vec<String>,
    found: &mut Diagnostics,
) -> (Table, LeftOut) {
    let name = grid.name.clone();
    let unreadable = || (Table::unreadable(spec, name.clone()), LeftOut::default());
    let (Some(mut layout), complete) = layout::find(spec, grid, said.0, even, found) else { return unreadable() };
    if complete && layout.rows().next().is_none() && spec.required {
        let help = format!("{} Add at least one row", spec.meaning);
        found.push(Slug::EmptyTable, Place::file(&name), format!("the table `{}` has no rows", spec.name), help);
        return unreadable();
    }
    remarks.append(&mut layout.remarks);
    typing::type_table(spec, &layout, said, complete, &mut |_, _| (), remarks, found)
}

/// How text was understood, and the note on its byte-order mark.
fn said_of_text(understood: &TextUnderstood, file: &str, found: &mut Diagnostics) -> Vec<String> {
    if understood.form.marked && understood.form.encoding == "UTF-8" {
        let message = "the file begins with a byte-order mark; it was read without it";
        found.push(Slug::ByteOrderMark, Place::file(file), message, "");
    }
    text_remarks(understood)
}

/// How text was understood, where it is not plain UTF-8 with commas.
fn text_remarks(understood: &TextUnderstood) -> Vec<String> {
    let mut remarks = Vec::new();
    let form = understood.form;
    if form.encoding != "UTF-8" {
        let why = match (form.declared, form.marked) {
            (true, _) => "as the scenario says",
            (false, true) => "by its byte-order mark",
            (false, false) => "by its zero bytes",
        };
        remarks.push(format!("{} text, {why}", form.encoding));
    }
    let name = delimiter_name(understood.delimiter);
    match understood.delimiter_from {
        DelimiterFrom::Declared => remarks.push(format!("{name} between cells, as the scenario says")),
        DelimiterFrom::SepLine => remarks.push(format!("{name} between cells, as the first line says")),
        DelimiterFrom::Header if understood.delimiter != b',' => remarks.push(format!("{name} between cells")),
        DelimiterFrom::Header | DelimiterFrom::OneColumn => {}
    }
    remarks
}

/// How text was understood, plain UTF-8 with commas too.
pub(super) fn text_words(understood: &TextUnderstood) -> Vec<String> {
    let form = understood.form;
    let encoding = match (form.encoding, form.marked) {
        ("UTF-8", false) => "UTF-8".to_owned(),
        (encoding, true) => format!("{encoding}, by its byte-order mark"),
        (encoding, false) => format!("{encoding}, by its zero bytes"),
    };
    let name = delimiter_name(understood.delimiter);
    let delimiter = match understood.delimiter_from {
        DelimiterFrom::Declared | DelimiterFrom::Header => format!("{name} between cells"),
        DelimiterFrom::SepLine => format!("{name} between cells, as the first line says"),
        DelimiterFrom::OneColumn => "one column".to_owned(),
    };
    vec![encoding, delimiter]
}

fn delimiter_name(delimiter: u8) -> &'static str {
    delimited::DELIMITERS.iter().find(|(byte, _)| *byte == delimiter).map_or("", |(_, name)| name)
}

fn unknown_table(stem: &str, file: &str, found: &mut Diagnostics) {
    let help =
        format!("rename the file or move it out of the folder; {}", suggest(stem, TABLES.iter().map(|spec| spec.name)));
    found.push(Slug::UnknownTable, Place::file(file), format!("`{stem}` is not one of the tables"), help);
}
