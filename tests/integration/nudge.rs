//! Cells of a project's tables, changed a little one at a time.

use staffcast::calendar::{Month, Period};
use staffcast::diagnostics::{Diagnostics, Problem};
use staffcast::domain::Case;
use staffcast::files::{Disk, Files, FilesError, Staged};
use staffcast::input::{Overrides, load_case};
use staffcast::tables::input::TABLES;
use staffcast::tables::{Kind, Number, TableSpec};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project in memory.
#[derive(Clone)]
pub struct Project {
    scenario: PathBuf,
    data: PathBuf,
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

/// A cell that holds a number or a period.
#[derive(Clone, Debug)]
pub struct Place {
    /// The table.
    pub table: &'static TableSpec,
    /// The name in the header.
    pub column: String,
    /// True if it is an end of a range, which only draws show.
    pub is_end: bool,
    /// The line of the file.
    pub line: usize,
    kind: Kind,
    index: usize,
    text: String,
}

/// What became of a changed cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A result moved.
    Moved,
    /// No result moved.
    Still,
    /// Every change was refused.
    Refused,
}

impl Project {
    /// Reads a project: its scenario and its data folder.
    pub fn read(scenario: &Path, data: &Path) -> Self {
        let mut files = BTreeMap::from([(scenario.to_owned(), Disk.read(scenario).expect("a scenario").into())]);
        for name in Disk.list(data).expect("a data folder") {
            files.insert(data.join(&name), Disk.read(&data.join(&name)).expect("a table").into());
        }
        Self { scenario: scenario.to_owned(), data: data.to_owned(), files }
    }

    /// The same files in memory: a scenario, and its data folder.
    pub fn of(scenario: &Path, data: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Self {
        let files = files.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice().into()));
        Self { scenario: scenario.to_owned(), data: data.to_owned(), files: files.collect() }
    }

    /// The path of a file of the data folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }

    /// The bytes of a file of the data folder, if it is there.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.files.get(&self.path(name)).map(|bytes| &**bytes)
    }

    /// The project with another file of this name in its data folder.
    pub fn with_file(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let mut changed = self.clone();
        changed.files.insert(self.path(name), bytes.into().into());
        changed
    }

    /// The project without a file of its data folder.
    pub fn without_file(&self, name: &str) -> Self {
        let mut changed = self.clone();
        changed.files.remove(&self.path(name));
        changed
    }

    /// The path of its scenario.
    pub fn scenario(&self) -> &Path {
        &self.scenario
    }

    /// The project with another scenario file.
    pub fn with_scenario(&self, bytes: impl Into<Vec<u8>>) -> Self {
        let mut changed = self.clone();
        changed.files.insert(self.scenario.clone(), bytes.into().into());
        changed
    }

    /// The project with words added to its scenario.
    pub fn saying(&self, words: &str) -> Self {
        self.with_scenario([&self.files[&self.scenario], words.as_bytes()].concat())
    }

    /// The case, if the project is sound.
    pub fn case(&self) -> Option<Case> {
        self.load().0
    }

    /// The case, if the project is sound, and all problems.
    pub fn load(&self) -> (Option<Case>, Vec<Problem>) {
        let mut found = Diagnostics::new();
        let case = load_case(self, &self.scenario, &Overrides::default(), &mut found).expect("memory works");
        (case, found.into_sorted())
    }

    /// What is wrong with it, in words.
    pub fn problems(&self) -> String {
        let line = |problem: &Problem| format!("{}: {} {}", problem.place.file, problem.slug.as_str(), problem.message);
        self.load().1.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn rows(&self, table: &TableSpec) -> Vec<Vec<String>> {
        let Some(bytes) = self.files.get(&self.data.join(format!("{}.csv", table.name))) else { return Vec::new() };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&**bytes);
        let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
        rows.collect()
    }

    /// Every filled cell that holds a number or a period.
    pub fn cells(&self) -> Vec<Place> {
        let mut cells = Vec::new();
        for &table in TABLES {
            let rows = self.rows(table);
            let Some((header, rows)) = rows.split_first() else { continue };
            for (kind, column, is_end) in columns(table) {
                let Some(index) = header.iter().position(|name| *name == column) else { continue };
                for (row, cells_of_row) in rows.iter().enumerate().filter(|(_, row)| !row[index].is_empty()) {
                    let (column, text, line) = (column.clone(), cells_of_row[index].clone(), row + 2);
                    cells.push(Place { table, column, is_end, line, kind, index, text });
                }
            }
        }
        cells
    }

    fn with(&self, place: &Place, text: &str) -> Self {
        let mut rows = self.rows(place.table);
        rows[place.line - 1][place.index] = text.to_owned();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).expect("a row"));
        let mut changed = self.clone();
        let path = self.data.join(format!("{}.csv", place.table.name));
        changed.files.insert(path, writer.into_inner().expect("bytes").into());
        changed
    }

    /// Changes a cell, in several ways until `moves` says that a result moved.
    pub fn nudge(&self, place: &Place, moves: impl Fn(&Place, &Case) -> bool) -> Outcome {
        let mut outcome = Outcome::Refused;
        for text in place.nudges() {
            match self.with(place, &text).case() {
                Some(case) if moves(place, &case) => return Outcome::Moved,
                Some(_) => outcome = Outcome::Still,
                None => {}
            }
        }
        outcome
    }

    /// The project with `new` for `old` in its scenario.
    pub fn rewritten(mut self, old: &str, new: &str) -> Self {
        let text = String::from_utf8(self.files[&self.scenario].to_vec()).expect("text");
        assert!(text.contains(old), "{old}");
        self.files.insert(self.scenario.clone(), text.replace(old, new).into_bytes().into());
        self
    }
}

/// The columns of numbers and periods of a table, with every end of a range.
pub fn columns(table: &'static TableSpec) -> Vec<(Kind, String, bool)> {
    let wanted = |kind| matches!(kind, Kind::Number(_) | Kind::Period);
    let columns = table.columns.iter().filter(|column| wanted(column.kind));
    columns
        .flat_map(|column| column.header().into_iter().map(|name| (column.kind, name.clone(), name != column.name)))
        .collect()
}

impl Place {
    /// The cell for people.
    pub fn name(&self) -> String {
        format!("{}.csv:{} {} ({})", self.table.name, self.line, self.column, self.text)
    }

    /// True if it holds a number.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }

    /// Other texts that the cell may hold, the smallest change first.
    fn nudges(&self) -> Vec<String> {
        match self.kind {
            Kind::Number(legal) => numbers(self.text.parse().expect("a number"), legal),
            _ => periods(Period::parse(&self.text).expect("a period"), &self.text),
        }
    }
}

fn numbers(value: f64, legal: Number) -> Vec<String> {
    let others = match value {
        value if legal.whole => [value + 1.0, value - 1.0, value + 6.0],
        0.0 => [0.5, 1.0, -0.5],
        value => [value * 1.07, value * 0.93, value * 1.5],
    };
    others.into_iter().filter(|&other| legal.allows(other)).map(|other| other.to_string()).collect()
}

fn periods(period: Period, text: &str) -> Vec<String> {
    let day = if let Period::Day(..) = period { &text[7..] } else { "" };
    let month = |month: Month| format!("{month}{day}");
    vec![month(period.first_month().plus(1)), month(period.first_month().plus(-1))]
}

impl Files for Project {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FilesError> {
        let found = self.files.get(path);
        found.map(|bytes| bytes.to_vec()).ok_or(FilesError::NotFound { path: path.display().to_string() })
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        let inside = self.files.keys().filter(|path| path.parent() == Some(folder));
        let names = inside.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned());
        let names: Vec<String> = names.collect();
        if names.is_empty() {
            return Err(FilesError::NotFound { path: folder.display().to_string() });
        }
        Ok(names)
    }

    fn list_recursive(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        self.list(folder)
    }

    fn exists(&self, path: &Path) -> Result<bool, FilesError> {
        Ok(self.files.keys().any(|file| file.starts_with(path)))
    }

    fn stage(&self, _: &Path, _: &str) -> Result<Box<dyn Staged>, FilesError> {
        unreachable!("nothing is written")
    }

    fn stage_project(&self, _: &Path) -> Result<Box<dyn Staged>, FilesError> {
        unreachable!("nothing is written")
    }

    fn replace(&self, _: &Path, _: &[u8]) -> Result<(), FilesError> {
        unreachable!("nothing is written")
    }
}
