//! What differs between a finished run folder and the same run computed again, file by file.
//!
//! Bytes are compared; of a CSV the first cell that differs is named, because "gap.csv differs" helps nobody. Left out:
//! `provenance.json`, which says when and where a run was made, and computing (`cli`).

use super::OutputError;
use super::content::Content;
use super::manifest::PROVENANCE;
use crate::files::{Files, FilesError};
use ::csv::{Reader, ReaderBuilder, StringRecord};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// A file that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its path in the run folder.
    pub file: String,
    /// How it differs.
    #[serde(flatten)]
    pub how: How,
}

/// How a file differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "difference", rename_all = "snake_case")]
pub enum How {
    /// It stands in the folder and is not computed again.
    OnlyInFolder,
    /// It is computed and does not stand in the folder.
    OnlyComputed,
    /// It holds other bytes.
    Bytes,
    /// It is a table; this is the first cell that differs.
    Cell {
        /// The line of the file in the folder, from 1.
        line: u64,
        /// The column's name.
        column: String,
        /// The cell in the folder; `None` where the row is only computed.
        folder: Option<String>,
        /// The cell computed again; `None` where the row is only in the folder.
        computed: Option<String>,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.how {
            How::OnlyInFolder => write!(f, "{file} is not computed again"),
            How::OnlyComputed => write!(f, "{file} is computed and not in the folder"),
            How::Bytes => write!(f, "{file} differs"),
            How::Cell { line, folder: Some(_), computed: None, .. } => {
                write!(f, "{file} differs first in line {line}, which is not computed again")
            }
            How::Cell { line, folder: None, .. } => {
                write!(f, "{file} differs first in line {line}, which is computed and not in the folder")
            }
            How::Cell { line, column, folder: Some(folder), computed: Some(computed) } => {
                write!(f, "{file} differs first in line {line}, column `{column}`: `{folder}`, now `{computed}`")
            }
        }
    }
}

/// Every file but the provenance that differs between `folder` and the files `computed` again, by path.
///
/// # Errors
/// If a file of the folder cannot be read.
pub fn differences(
    files: &dyn Files,
    folder: &Path,
    listed: impl IntoIterator<Item = String>,
    computed: &BTreeMap<String, Content<'_>>,
) -> Result<Vec<Difference>, OutputError> {
    let in_folder: BTreeSet<String> = listed.into_iter().collect();
    let mut found = Vec::new();
    for file in in_folder.iter().chain(computed.keys().filter(|&file| !in_folder.contains(file))) {
        if file == PROVENANCE {
            continue;
        }
        let how = match (in_folder.contains(file), computed.get(file)) {
            (true, Some(now)) => {
                let place = folder.join(file);
                let unreadable = |error| FilesError::unreadable(&place, error);
                if same(files.open(&place)?, now.open()).map_err(unreadable)? {
                    continue;
                }
                let cell = if file.ends_with(".csv") { first_cell(files.open(&place)?, now.open()) } else { None };
                cell.unwrap_or(How::Bytes)
            }
            (true, None) => How::OnlyInFolder,
            (false, _) => How::OnlyComputed,
        };
        found.push(Difference { file: file.clone(), how });
    }
    found.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(found)
}

/// True if both give the same bytes.
fn same(one: impl Read, other: impl Read) -> io::Result<bool> {
    let [mut one, mut other] = [Box::new(one) as Box<dyn Read>, Box::new(other)].map(BufReader::new);
    loop {
        let (here, there) = (one.fill_buf()?, other.fill_buf()?);
        let both = here.len().min(there.len());
        if both == 0 {
            return Ok(here.is_empty() && there.is_empty());
        }
        if here[..both] != there[..both] {
            return Ok(false);
        }
        one.consume(both);
        other.consume(both);
    }
}

/// The first cell in which two tables differ; `None` if they are no tables, or the same but for quotes and line ends.
fn first_cell(before: impl Read, now: impl Read) -> Option<How> {
    let (mut before, mut now) = (Records::new(before), Records::new(now));
    let mut header: Option<StringRecord> = None;
    loop {
        let (one, other) = (before.next()?, now.next()?);
        let header = header.get_or_insert_with(|| one.or(other).map(|(_, record)| record.clone()).unwrap_or_default());
        let (line, _) = one.or(other)?;
        if one.map(|(_, record)| record) == other.map(|(_, record)| record) {
            continue;
        }
        let cells = |of: Option<(u64, &StringRecord)>, at: usize| {
            of.map(|(_, record)| record.get(at).unwrap_or_default().to_owned())
        };
        let wide = [one, other].into_iter().flatten().map(|(_, record)| record.len()).max().unwrap_or(0);
        let at = (0..wide).find(|&at| cells(one, at) != cells(other, at)).unwrap_or(0);
        let column = header.get(at).unwrap_or_default().to_owned();
        return Some(How::Cell { line, column, folder: cells(one, at), computed: cells(other, at) });
    }
}

/// The records of a table with the line on which each begins.
struct Records<R> {
    reader: Reader<R>,
    record: StringRecord,
}

impl<R: Read> Records<R> {
    fn new(bytes: R) -> Self {
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        Self { reader, record: StringRecord::new() }
    }

    /// The next record, none after the last; nothing at all if it cannot be read.
    fn next(&mut self) -> Option<Option<(u64, &StringRecord)>> {
        if !self.reader.read_record(&mut self.record).ok()? {
            return Some(None);
        }
        let line = self.record.position().map_or(0, ::csv::Position::line);
        // Where a record stands is told beside it, and is no part of what it says.
        self.record.set_position(None);
        Some(Some((line, &self.record)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Disk;

    fn of(files: &[(&str, &str)]) -> BTreeMap<String, Content<'static>> {
        files.iter().map(|(file, text)| ((*file).to_owned(), Content::Bytes(text.as_bytes().to_vec()))).collect()
    }

    fn told(before: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (file, text) in before {
            std::fs::write(folder.path().join(file), text).expect("a file");
        }
        let listed = before.iter().map(|(file, _)| (*file).to_owned());
        let found = differences(&Disk, folder.path(), listed, &of(now)).expect("readable");
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_first_cell_that_differs_is_named_with_both_values() {
        let before = [("gap.csv", "role,fte\na,1\nb,2\nc,3\n"), ("same.csv", "x\n"), ("a.svg", "<svg/>")];
        let now = [("gap.csv", "role,fte\na,1\nb,2.5\nc,4\n"), ("same.csv", "x\n"), ("a.svg", "<svg />")];
        assert_eq!(
            told(&before, &now),
            ["a.svg differs", "gap.csv differs first in line 3, column `fte`: `2`, now `2.5`"]
        );
    }

    #[test]
    fn rows_and_files_of_one_side_only_are_told_apart() {
        let before = [("gap.csv", "role,fte\na,1\n"), ("old.csv", "x\n"), ("provenance.json", "{}")];
        let now = [("gap.csv", "role,fte\na,1\nb,2\n"), ("new.csv", "x\n"), ("provenance.json", "{ }")];
        assert_eq!(
            told(&before, &now),
            [
                "gap.csv differs first in line 3, which is computed and not in the folder",
                "new.csv is computed and not in the folder",
                "old.csv is not computed again",
            ]
        );
        assert_eq!(told(&now[..1], &before[..1]), ["gap.csv differs first in line 3, which is not computed again"]);
    }

    #[test]
    fn a_line_break_inside_a_cell_moves_the_lines_after_it() {
        let before = [("a.csv", "note,fte\n\"one\ntwo\",1\nb,2\n")];
        let now = [("a.csv", "note,fte\n\"one\ntwo\",1\nb,3\n")];
        assert_eq!(told(&before, &now), ["a.csv differs first in line 4, column `fte`: `2`, now `3`"]);
        assert_eq!(told(&before, &[("a.csv", "note,fte\r\n\"one\ntwo\",1\nb,2\n")]), ["a.csv differs"]);
    }
}
