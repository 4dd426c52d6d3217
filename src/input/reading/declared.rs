//! What a scenario says about the files of tables: `[files.TABLE]`.
//!
//! Each key settles one thing that a file cannot tell by itself, or that is unlike what staffcast expects. Of a scenario
//! and those that it extends, the nearest that has a key decides.

use super::number::Decimal;
use super::period::DateOrder;
use crate::diagnostics::{Diagnostics, Place, Slug, list, suggest};
use crate::files::joined;
use crate::grid::delimited::{DELIMITERS, DeclaredText};
use crate::input::document::{Document, Entry};
use crate::tables::input::{TABLES, table};
use crate::tables::{Kind, TableSpec};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::de::DeValue;

/// The keys, in the order in which they are explained.
const KEYS: &[&str] = &[
    "path",
    "sheet",
    "encoding",
    "delimiter",
    "decimal",
    "date_order",
    "header_row",
    "columns",
    "ignore",
    "map",
    "unit",
    "duplicates",
];

/// What is said about the file of one table.
#[derive(Clone, Debug, Default)]
pub(in crate::input) struct Declared {
    /// The file, instead of the one in the data folder.
    pub(super) path: Option<(PathBuf, Place)>,
    /// The sheet of a workbook.
    pub(super) sheet: Option<(String, Place)>,
    pub(super) text: DeclaredText,
    pub(super) decimal: Option<Decimal>,
    pub(super) dates: Option<DateOrder>,
    /// The row of the spreadsheet that holds the names of the columns.
    pub(super) header_row: Option<(u32, Place)>,
    /// Our names of columns, with theirs.
    pub(super) columns: Vec<Renamed>,
    /// Their columns that are not to be read.
    pub(super) ignored: Vec<(String, Place)>,
    /// Files that say what names mean, by column.
    pub(super) maps: BTreeMap<&'static str, (PathBuf, Place)>,
    /// Percent columns that hold fractions of 1.
    pub(super) fractions: Vec<&'static str>,
    /// Percent columns of which is said what they hold.
    pub(super) settled: Vec<&'static str>,
    /// Where it says that rows of one key are parts of one amount.
    pub(super) sums: Option<Place>,
    /// Needed columns whose cells may be blank, because another file gives them; no scenario says this.
    pub(super) may_be_blank: Vec<&'static str>,
}

/// A column under another name.
#[derive(Clone, Debug)]
pub(super) struct Renamed {
    pub(super) ours: String,
    pub(super) theirs: String,
    pub(super) place: Place,
}

/// All that is said, by table.
pub(in crate::input) type DeclaredFiles = BTreeMap<&'static str, Declared>;

/// The lines to paste that settle a thing about a table's file.
pub(in crate::input) fn to_paste(table: &str, line: &str) -> String {
    format!("\n[files.{table}]\n{line}")
}

/// Reads what the documents say, the first that has a key decides; paths are seen from the folders of their files.
pub(in crate::input) fn read(
    documents: &[Document<'_>],
    folders: &BTreeMap<&str, &Path>,
    found: &mut Diagnostics,
) -> DeclaredFiles {
    let mut all = DeclaredFiles::new();
    for document in documents {
        let Some(files) = document.find("", "files") else { continue };
        let Some(tables) = files.value.as_table() else {
            let place = Place::at(files.file, files.line).in_column("files");
            let help = "write a section for each table: [files.staff], with its keys below it";
            found.push(Slug::WrongType, place, "`files` is a section, not a single value", help);
            continue;
        };
        for entry in document.entries_of(tables) {
            let place = Place::at(entry.file, entry.line).in_column(&format!("files.{}", entry.key));
            let Some(spec) = table(entry.key) else {
                let help = suggest(entry.key, TABLES.iter().map(|spec| spec.name));
                found.push(Slug::UnknownKey, place, format!("`{}` is not one of the tables", entry.key), help);
                continue;
            };
            let Some(keys) = entry.value.as_table() else {
                let message = format!("`files.{}` is a section, not a single value", entry.key);
                let help = format!("write [files.{}] on a line of its own and its keys below it", entry.key);
                found.push(Slug::WrongType, place, message, help);
                continue;
            };
            let folder = folders.get(entry.file).copied().unwrap_or(Path::new(""));
            let mut reader = Reader { spec, document, folder, found: &mut *found, file: Declared::default() };
            for key in document.entries_of(keys) {
                reader.key(&key);
            }
            let said = reader.file;
            let nearer = all.entry(spec.name).or_default();
            nearer.extend(said);
        }
    }
    all
}

impl Declared {
    /// The file that says what the names of a column mean.
    pub(in crate::input) fn map(&self, column: &str) -> Option<&Path> {
        self.maps.get(column).map(|(path, _)| path.as_path())
    }

    /// Takes over what `farther` says and this does not.
    fn extend(&mut self, farther: Self) {
        self.path = self.path.take().or(farther.path);
        self.sheet = self.sheet.take().or(farther.sheet);
        self.text.encoding = self.text.encoding.take().or(farther.text.encoding);
        self.text.delimiter = self.text.delimiter.or(farther.text.delimiter);
        self.decimal = self.decimal.or(farther.decimal);
        self.dates = self.dates.or(farther.dates);
        self.header_row = self.header_row.take().or(farther.header_row);
        self.sums = self.sums.take().or(farther.sums);
        if self.columns.is_empty() {
            self.columns = farther.columns;
        }
        if self.ignored.is_empty() {
            self.ignored = farther.ignored;
        }
        if self.settled.is_empty() {
            (self.fractions, self.settled) = (farther.fractions, farther.settled);
        }
        for (column, map) in farther.maps {
            self.maps.entry(column).or_insert(map);
        }
    }
}

/// Reads the keys of one section.
struct Reader<'a, 'i> {
    spec: &'static TableSpec,
    document: &'a Document<'i>,
    folder: &'a Path,
    found: &'a mut Diagnostics,
    file: Declared,
}

impl Reader<'_, '_> {
    fn place(&self, entry: &Entry<'_, '_>) -> Place {
        Place::at(entry.file, entry.line).in_column(&format!("files.{}.{}", self.spec.name, entry.key))
    }

    fn wrong_type(&mut self, entry: &Entry<'_, '_>, help: String) {
        let message = format!("`files.{}.{}` holds the wrong kind of value", self.spec.name, entry.key);
        let place = self.place(entry);
        self.found.push(Slug::WrongType, place, message, help);
    }

    fn bad(&mut self, entry: &Entry<'_, '_>, value: &str, help: String) {
        let message = format!("`files.{}.{}` cannot be \"{value}\"", self.spec.name, entry.key);
        let place = self.place(entry);
        self.found.push_value(Slug::BadSetting, place, Some(value), message, help);
    }

    fn text(&mut self, entry: &Entry<'_, '_>, example: &str) -> Option<String> {
        match entry.value.as_str() {
            Some(text) => Some(text.to_owned()),
            None => {
                self.wrong_type(entry, format!("write text in quotes, such as {} = \"{example}\"", entry.key));
                None
            }
        }
    }

    fn choice<T: Copy>(&mut self, entry: &Entry<'_, '_>, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(entry, words.first().map_or("", |(word, _)| word))?;
        let known = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if known.is_none() {
            self.bad(entry, &text, format!("write one of {}", list(words.iter().map(|(word, _)| *word), 12)));
        }
        known
    }

    fn file_path(&mut self, entry: &Entry<'_, '_>, text: &str) -> (PathBuf, Place) {
        (joined(self.folder, Path::new(text)), self.place(entry))
    }

    fn key(&mut self, entry: &Entry<'_, '_>) {
        match entry.key {
            "path" => {
                if let Some(text) = self.text(entry, "hr_export.csv") {
                    self.file.path = Some(self.file_path(entry, &text));
                }
            }
            "sheet" => {
                let text = self.text(entry, "Sheet1");
                self.file.sheet = text.map(|text| (text, self.place(entry)));
            }
            "encoding" => {
                let Some(text) = self.text(entry, "windows-1252") else { return };
                if crate::grid::encoding(&text).is_some() || text.eq_ignore_ascii_case("utf-16") {
                    self.file.text.encoding = Some(text);
                } else {
                    self.bad(
                        entry,
                        &text,
                        "write \"utf-8\", \"utf-16\", \"windows-1252\" or \"iso-8859-15\"".to_owned(),
                    );
                }
            }
            "delimiter" => self.delimiter(entry),
            "decimal" => self.file.decimal = self.choice(entry, &[(",", Decimal::Comma), (".", Decimal::Point)]),
            "date_order" => self.file.dates = self.choice(entry, &DateOrder::NAMES),
            "header_row" => self.header_row(entry),
            "columns" => self.columns(entry),
            "ignore" => self.ignore(entry),
            "map" => self.maps(entry),
            "unit" => self.unit(entry),
            "duplicates" => {
                if self.choice(entry, &[("sum", ())]).is_some() {
                    self.file.sums = Some(self.place(entry));
                }
            }
            other => {
                let message = format!("staffcast knows no key `files.{}.{other}`", self.spec.name);
                let place = self.place(entry);
                self.found.push(Slug::UnknownKey, place, message, suggest(other, KEYS.iter().copied()));
            }
        }
    }

    fn delimiter(&mut self, entry: &Entry<'_, '_>) {
        let Some(text) = self.text(entry, ";") else { return };
        let named = |name: &str| match name {
            "comma" => Some(b','),
            "semicolon" => Some(b';'),
            "tab" => Some(b'\t'),
            "bar" | "pipe" => Some(b'|'),
            _ => None,
        };
        let known = DELIMITERS.iter().map(|(byte, _)| *byte).find(|byte| text.as_bytes() == [*byte]);
        match known.or_else(|| named(&text)) {
            Some(byte) => self.file.text.delimiter = Some(byte),
            None => self.bad(entry, &text, "write \",\", \";\", \"|\" or \"tab\"".to_owned()),
        }
    }

    fn header_row(&mut self, entry: &Entry<'_, '_>) {
        let help = "write the row of the spreadsheet that holds the names of the columns, such as header_row = 3";
        let number = match entry.value {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse::<u32>().ok(),
            _ => None,
        };
        match number.filter(|row| (1..=1000).contains(row)) {
            Some(row) => self.file.header_row = Some((row, self.place(entry))),
            None => self.wrong_type(entry, help.to_owned()),
        }
    }

    /// The entries of a table of texts, each with its own place; reported if it is something else.
    fn texts(&mut self, entry: &Entry<'_, '_>, help: &str) -> Vec<(String, String, Place)> {
        let Some(table) = entry.value.as_table() else {
            self.wrong_type(entry, help.to_owned());
            return Vec::new();
        };
        let mut texts = Vec::new();
        for inner in self.document.entries_of(table) {
            match inner.value.as_str() {
                Some(text) => {
                    let full = format!("files.{}.{}.{}", self.spec.name, entry.key, inner.key);
                    let place = Place::at(inner.file, inner.line).in_column(&full);
                    texts.push((inner.key.to_owned(), text.to_owned(), place));
                }
                None => self.wrong_type(entry, help.to_owned()),
            }
        }
        texts
    }

    fn unknown_column(&mut self, name: &str, place: Place, known: &[&str]) {
        let message = format!("{}.csv has no column `{name}`", self.spec.name);
        self.found.push_value(Slug::UnknownColumn, place, Some(name), message, suggest(name, known.iter().copied()));
    }

    fn columns(&mut self, entry: &Entry<'_, '_>) {
        let names = self.spec.header();
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        for (ours, theirs, place) in self.texts(entry, "write our name = \"their name\": columns = { fte = \"WTE\" }") {
            if let Some(twice) = self.file.columns.iter().find(|other| other.theirs == theirs) {
                let message = format!("the column `{theirs}` cannot be both `{}` and `{ours}`", twice.ours);
                let help = "name each of their columns once";
                self.found.push_value(Slug::BadSetting, place, Some(&theirs), message, help);
            } else if names.contains(&ours) {
                self.file.columns.push(Renamed { ours, theirs, place });
            } else {
                self.unknown_column(&ours, place, &known);
            }
        }
    }

    fn ignore(&mut self, entry: &Entry<'_, '_>) {
        let help = "write a list of their names: ignore = [\"Remarks\", \"Cost centre\"]";
        let Some(items) = entry.value.as_array() else { return self.wrong_type(entry, help.to_owned()) };
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => self.file.ignored.push((text.to_owned(), self.place(entry))),
                None => return self.wrong_type(entry, help.to_owned()),
            }
        }
    }

    fn maps(&mut self, entry: &Entry<'_, '_>) {
        let named = |kind: Kind| {
            matches!(kind, Kind::Code(_) | Kind::NewCode | Kind::Choice(_) | Kind::Group | Kind::WorkDriver)
        };
        let columns = self.spec.columns.iter().filter(|column| named(column.kind)).map(|column| column.name);
        let columns: Vec<&'static str> = columns.collect();
        for (column, path, place) in self.texts(entry, "write a column and a file: map.role = \"role_map.csv\"") {
            match columns.iter().find(|known| **known == column) {
                Some(known) => {
                    self.file.maps.insert(known, (joined(self.folder, Path::new(&path)), place));
                }
                None => self.unknown_column(&column, place, &columns),
            }
        }
    }

    fn unit(&mut self, entry: &Entry<'_, '_>) {
        let percent: Vec<&'static str> = {
            let percent = self.spec.columns.iter().filter(|column| column.is_percent());
            percent.map(|column| column.name).collect()
        };
        let help = "write unit = \"fraction\" for all percent columns, or unit = { leavers_pct = \"fraction\" }";
        if let Some(text) = entry.value.as_str() {
            return match text {
                "fraction" => (self.file.fractions, self.file.settled) = (percent.clone(), percent),
                "percent" => self.file.settled = percent,
                other => self.bad(entry, other, help.to_owned()),
            };
        }
        for (column, unit, place) in self.texts(entry, help) {
            match percent.iter().find(|known| **known == column) {
                None => self.unknown_column(&column, place, &percent),
                Some(known) if unit == "fraction" => {
                    self.file.fractions.push(known);
                    self.file.settled.push(known);
                }
                Some(known) if unit == "percent" => self.file.settled.push(known),
                Some(_) => self.bad(entry, &unit, help.to_owned()),
            }
        }
    }
}
