//! Where the tables are: files of the data folder, and files that the scenario names.

use super::declared::{Declared, DeclaredFiles};
use super::names::{LeftOut, NameMap, NameMaps};
use super::{damage, duplicates, layout, left_out, names, roster, sheets, typing};
use crate::diagnostics::{Diagnostics, Place, Slug, suggest};
use crate::files::{Files, FilesError};
use crate::grid::Grid;
use crate::grid::delimited::{self, DelimiterFrom, TextUnderstood};
use crate::grid::workbook::{self, Workbook};
use crate::input::group::{Group, Table};
use crate::tables::TableSpec;
use crate::tables::input::{TABLES, table};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;
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
    read_watched(files, (folder, named), declared, &mut |_, _, _| (), found)
}

/// What looks on as files are read: each table's grid before anything is taken out of it, and whether it is of delimited
/// text, in which every row has as many cells as the header.
pub(super) type Watch<'w> = dyn FnMut(&'static TableSpec, &Grid, bool) + 'w;

/// The same, watched.
pub(super) fn read_watched(
    files: &dyn Files,
    (folder, named): (&Path, &Place),
    declared: &DeclaredFiles,
    watch: &mut Watch<'_>,
    found: &mut Diagnostics,
) -> Result<Option<Group>, FilesError> {
    let mut reader =
        Reader { files, declared, watch, found, remarks: BTreeMap::new(), left_out: Vec::new(), has_people: false };
    let mut group = Group { folder: folder.to_owned(), is_workbook: false, tables: BTreeMap::new(), roster: None };
    let names = match files.list(folder) {
        Ok(names) => names,
        Err(FilesError::NotFound { path }) => {
            let is_workbook = folder.extension().is_some_and(|ending| ending == "xlsx" || ending == "xlsm");
            let help = "write the path as seen from the scenario file, such as data = \"../sample-data\"";
            let message = format!("there is no {} {path}", if is_workbook { "workbook" } else { "folder" });
            found.push_value(Slug::DataNotFound, named.clone(), Some(&path), message, help);
            return Ok(None);
        }
        Err(FilesError::Io { path, source, .. }) if source.kind() == io::ErrorKind::NotADirectory => {
            group.is_workbook = true;
            if !reader.whole_workbook(&mut group, folder)? {
                let message = format!("{path} is neither a folder nor an Excel workbook");
                let help = "name the folder that holds the CSV files, not one of them, or a workbook (.xlsx)";
                found.push_value(Slug::DataNotFound, named.clone(), Some(&path), message, help);
                return Ok(None);
            }
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    // What a roster tells may be blank in `staff`, so that it comes first.
    let is_roster = |name: &&String| name.rsplit_once('.').is_some_and(|(stem, _)| stem.eq_ignore_ascii_case(ROSTER));
    let (rosters, others): (Vec<&String>, Vec<&String>) = names.iter().partition(is_roster);
    for (names, of_people) in [(rosters, true), (others, false)] {
        reader.named_files(&mut group, of_people)?;
        for name in names {
            reader.one(&mut group, folder, name)?;
        }
        if group.roster.is_none() && declared.get(ROSTER).is_some_and(|file| file.path.is_some()) {
            // Its path is wrong, which is said: what it would tell is not missed a second time.
            group.roster = Some(roster::Roster::unreadable(ROSTER));
        }
        reader.has_people = group.roster.is_some();
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

struct Reader<'a, 'w> {
    files: &'a dyn Files,
    declared: &'a DeclaredFiles,
    watch: &'a mut Watch<'w>,
    found: &'a mut Diagnostics,
    remarks: Remarks,
    left_out: Vec<(&'static str, LeftOut)>,
    /// True if a roster tells what may then be blank in `staff`.
    has_people: bool,
}

impl Reader<'_, '_> {
    /// Reads the files that the scenario names: the roster, or all others.
    fn named_files(&mut self, group: &mut Group, of_people: bool) -> Result<(), FilesError> {
        for (name, declared) in self.declared.iter().filter(|(name, _)| (**name == ROSTER) == of_people) {
            let (Some(spec), Some((path, place))) = (table(name), &declared.path) else { continue };
            let is_folder = self.files.is_folder(path);
            if is_folder || !self.files.exists(path)? {
                let shown = path.display().to_string();
                let help = "write the path of the file as seen from the scenario file";
                let message = format!(
                    "{} {shown}",
                    if is_folder { "this is a folder, and no file:" } else { "there is no file" }
                );
                self.found.push_value(Slug::DataNotFound, place.clone(), Some(&shown), message, help);
            } else if self.is_free(group, spec, &path.display().to_string()) {
                if of_people {
                    group.roster = self.roster(spec, path)?;
                } else {
                    let read = self.named_file(spec, path, declared, place)?;
                    group.tables.insert(spec.name, read);
                }
            }
        }
        Ok(())
    }

    /// A table of a file that the scenario names, which may be one of several sheets.
    fn named_file(
        &mut self,
        spec: &'static TableSpec,
        path: &Path,
        declared: &Declared,
        place: &Place,
    ) -> Result<Table, FilesError> {
        let file = path.display().to_string();
        let Some(bytes) = workbook_bytes(self.files, path)? else { return self.text(spec, path) };
        let unreadable = || Table::unreadable(spec, Arc::from(file.as_str()));
        let Some(workbook) = Workbook::open(&file, &bytes, self.found) else { return Ok(unreadable()) };
        match sheets::choose(&workbook, spec, declared) {
            Ok(sheet) => self.sheet(spec, &workbook, sheet),
            Err((message, help)) => {
                let place = declared.sheet.as_ref().map_or(place, |(_, place)| place);
                self.found.push(Slug::SheetNotFound, place.clone(), message, help);
                Ok(unreadable())
            }
        }
    }

    /// A file of the data folder.
    fn one(&mut self, group: &mut Group, folder: &Path, name: &str) -> Result<(), FilesError> {
        let Some((stem, ending)) = name.rsplit_once('.') else { return Ok(()) };
        let (path, ending) = (folder.join(name), ending.to_ascii_lowercase());
        let file = path.display().to_string();
        if self.is_used(&path) {
            return Ok(());
        }
        match (ending.as_str(), table(&stem.to_lowercase())) {
            // What Excel puts beside a workbook that is open.
            ("xlsx" | "xlsm", _) if stem.starts_with("~$") => {}
            ("xlsx" | "xlsm", _) => self.workbook_of_folder(group, &path)?,
            (ending, Some(spec)) if TEXT_ENDINGS.contains(&ending) => {
                let free = self.is_free(group, spec, &file);
                if free && spec.name == ROSTER {
                    group.roster = self.roster(spec, &path)?;
                } else if free {
                    let read = self.named_text(spec, &path)?;
                    group.tables.insert(spec.name, read);
                }
            }
            ("xls" | "xlsb" | "ods", Some(_)) => {
                let message = "a spreadsheet of this kind is not read";
                self.found.push(
                    Slug::NotXlsx,
                    Place::file(&file),
                    message,
                    "save it as \"Excel Workbook (*.xlsx)\" or as CSV",
                );
            }
            // A text file may be a remark to people; a CSV file is meant to be read.
            ("csv", None) => unknown_table(stem, &file, self.found),
            _ => {}
        }
        Ok(())
    }

    /// True if no other file gives the table; reported if one does.
    fn is_free(&mut self, group: &Group, spec: &TableSpec, file: &str) -> bool {
        if !group.has(spec.name) {
            return true;
        }
        let message = format!("two files give the table `{}`: this one and {}", spec.name, group.file(spec.name));
        self.found.push(Slug::UnknownTable, Place::file(file), message, "keep one of them");
        false
    }

    /// True if the scenario names the file, as a table or as a map of names.
    fn is_used(&self, path: &Path) -> bool {
        self.declared.values().any(|file| {
            file.path.as_ref().is_some_and(|(own, _)| own == path) || file.maps.values().any(|(own, _)| own == path)
        })
    }

    /// All tables of the workbook that is the data; false if it is none.
    fn whole_workbook(&mut self, group: &mut Group, path: &Path) -> Result<bool, FilesError> {
        let Some(bytes) = workbook_bytes(self.files, path)? else { return Ok(false) };
        if let Some(workbook) = Workbook::open(&path.display().to_string(), &bytes, self.found) {
            self.sheets(group, &workbook)?;
        }
        Ok(true)
    }

    /// A workbook beside the files of a data folder: its sheets are tables, or it is something else.
    fn workbook_of_folder(&mut self, group: &mut Group, path: &Path) -> Result<(), FilesError> {
        let file = path.display().to_string();
        let Some(bytes) = workbook_bytes(self.files, path)? else {
            let message = "the file is no Excel workbook, whatever its name says";
            let help = "save it as \"Excel Workbook (*.xlsx)\", or move it out of the folder";
            self.found.push(Slug::NotXlsx, Place::file(&file), message, help);
            return Ok(());
        };
        match Workbook::open(&file, &bytes, self.found) {
            Some(workbook) => self.sheets(group, &workbook),
            None => Ok(()),
        }
    }

    /// The sheets of a workbook that are tables.
    fn sheets(&mut self, group: &mut Group, workbook: &Workbook<'_>) -> Result<(), FilesError> {
        for index in 0..workbook.sheets().len() {
            if let Some(spec) = sheets::table_of(workbook, index, self.found)
                && self.is_free(group, spec, &workbook.place_name(index))
            {
                if spec.name == ROSTER {
                    self.no_people_in_workbooks(&workbook.place_name(index));
                    continue;
                }
                let read = self.sheet(spec, workbook, index)?;
                group.tables.insert(spec.name, read);
            }
        }
        Ok(())
    }

    /// The people of a roster; `None` if it holds none.
    fn roster(&mut self, spec: &'static TableSpec, path: &Path) -> Result<Option<roster::Roster>, FilesError> {
        let file = path.display().to_string();
        if workbook_bytes(self.files, path)?.is_some() {
            self.no_people_in_workbooks(&file);
            return Ok(Some(roster::Roster::unreadable(ROSTER)));
        }
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

    fn no_people_in_workbooks(&mut self, place: &str) {
        let message = "rows of people are read from CSV files, not from workbooks";
        let help = "save the sheet as \"CSV UTF-8 (comma delimited)\" and name it roster.csv";
        self.found.push(Slug::NotYet, Place::file(place), message, help);
    }

    /// What the scenario says about the file of a table, and a roster makes of it.
    fn declared(&self, spec: &TableSpec) -> Declared {
        let mut declared = self.declared.get(spec.name).cloned().unwrap_or_default();
        if spec.name == "staff" && self.has_people {
            declared.may_be_blank.extend(GIVEN_BY_ROSTER);
        }
        declared
    }

    /// A table of a sheet.
    fn sheet(&mut self, spec: &'static TableSpec, workbook: &Workbook<'_>, index: usize) -> Result<Table, FilesError> {
        let declared = &self.declared(spec);
        let maps = self.maps(declared)?;
        let Some(mut grid) = workbook.grid(index, self.found) else {
            return Ok(Table::unreadable(spec, Arc::from(workbook.place_name(index))));
        };
        let remarks = self.remarks.entry(spec.name).or_default();
        if workbook.sheets().get(index).is_some_and(|sheet| sheet.hidden) {
            remarks.push("the sheet is hidden; it was read like all others".to_owned());
        }
        (self.watch)(spec, &grid, false);
        let (table, left_out) = typed(spec, &mut grid, (declared, &maps), false, remarks, self.found);
        self.left_out.push((spec.name, left_out));
        Ok(table)
    }

    /// A table of a file whose name says that it is delimited text.
    fn named_text(&mut self, spec: &'static TableSpec, path: &Path) -> Result<Table, FilesError> {
        if workbook_bytes(self.files, path)?.is_none() {
            return self.text(spec, path);
        }
        let file = path.display().to_string();
        let message = "the file is a spreadsheet, whatever its name says";
        let help = "give it the ending .xlsx, or save it as \"CSV UTF-8 (comma delimited)\"";
        self.found.push(Slug::DamagedCsv, Place::line(&file, 1), message, help);
        Ok(Table::unreadable(spec, Arc::from(file)))
    }

    /// A table of a file of delimited text.
    fn text(&mut self, spec: &'static TableSpec, path: &Path) -> Result<Table, FilesError> {
        let file = path.display().to_string();
        let declared = &self.declared(spec);
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
        (self.watch)(spec, &grid, true);
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

/// The bytes of a workbook, one too many if it is too large; `None` if the file is something else.
fn workbook_bytes(files: &dyn Files, path: &Path) -> Result<Option<Vec<u8>>, FilesError> {
    let failed = |source| FilesError::Io { action: "read", path: path.display().to_string(), source };
    let mut input = files.open(path)?;
    let mut bytes = Vec::new();
    input.by_ref().take(8).read_to_end(&mut bytes).map_err(failed)?;
    if !workbook::is_workbook(&bytes) {
        return Ok(None);
    }
    input.take(workbook::MAX_FILE as u64).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Some(bytes))
}

/// The typed table of a grid.
fn typed(
    spec: &'static TableSpec,
    grid: &mut Grid,
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
    if !layout.across.is_empty() && layout.rows().nth(delimited::MOST_ROWS).is_some() {
        let message = "the periods that run across make more than 1,048,576 rows, more than a table may hold";
        let help = "leave out what is not needed; quarters instead of months make a third of the rows";
        found.push(Slug::FileTooLarge, Place::line(&name, layout.header_at.0), message, help);
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
