//! `staffcast check --rejects DIR`: rows without errors, rows with errors and all problems as CSV files, so that whoever
//! owns the rows can mend them where they stand.
//!
//! The folder appears whole or not at all, and only if something refuses the input. Rows are the planner's own and are
//! written as they stand; no text of staffcast's own begins like a formula of a spreadsheet.

use super::check::Checked;
use super::console::counted;
use crate::diagnostics::{Problem, Severity, number};
use crate::files::{Disk, FilesError, Staged};
use crate::input::{self, Overrides, RejectedTable};
use crate::output::csv::encode;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The file of all problems.
const PROBLEMS: &str = "problems.csv";
/// Its columns.
const COLUMNS: [&str; 10] = ["slug", "severity", "file", "line", "row", "cell", "column", "value", "message", "help"];

/// What was written, and what could not be.
#[derive(Serialize)]
pub struct Rejects {
    /// The folder; none if nothing refuses.
    folder: Option<String>,
    /// Tables of which the rows are parted.
    tables: Vec<Parted>,
    /// Files with an error that is about more than single rows.
    not_parted: Vec<NotParted>,
    /// The file of all problems in the folder.
    problems: Option<&'static str>,
    #[serde(skip)]
    count: usize,
}

#[derive(Serialize)]
struct Parted {
    table: &'static str,
    file: String,
    valid: String,
    valid_rows: usize,
    rejected: String,
    rejected_rows: usize,
}

#[derive(Serialize)]
struct NotParted {
    file: String,
    problems: Vec<&'static str>,
}

/// Writes the folder that `staged` is for; nothing if nothing refuses the input.
pub fn write(
    staged: Box<dyn Staged>,
    checked: &Checked,
    strict: bool,
    overrides: &Overrides,
) -> Result<Rejects, FilesError> {
    if !checked.refused(strict) {
        return Ok(Rejects { folder: None, tables: Vec::new(), not_parted: Vec::new(), problems: None, count: 0 });
    }
    let mut tables: Vec<RejectedTable> = Vec::new();
    for scenario in &checked.scenarios {
        for table in input::rejected(&Disk, scenario, overrides, &checked.problems)? {
            // Scenarios share tables.
            if tables.iter().all(|other| other.file != table.file) {
                tables.push(table);
            }
        }
    }
    written(staged, &checked.problems, &tables)
}

fn written(mut staged: Box<dyn Staged>, problems: &[Problem], tables: &[RejectedTable]) -> Result<Rejects, FilesError> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut parted = Vec::new();
    for table in tables {
        // Scenarios with other data folders have other files of one table.
        let number = names.entry(table.table).or_default();
        *number += 1;
        let name = if *number == 1 { table.table.to_owned() } else { format!("{}_{number}", table.table) };
        let (valid, rejected) = (format!("{name}.valid.csv"), format!("{name}.rejected.csv"));
        staged.write(&valid, &encode(std::iter::once(table.header()).chain(table.valid())))?;
        let header = [Cow::from("row"), "problems".into()].into_iter().chain(table.header()).collect();
        let rows = table.rejected().map(|row| {
            let front = [Cow::from(row.row.to_string()), row.problems.join("; ").into()];
            front.into_iter().chain(row.cells).collect()
        });
        staged.write(&rejected, &encode(std::iter::once(header).chain(rows)))?;
        parted.push(Parted {
            table: table.table,
            file: table.file.clone(),
            valid,
            valid_rows: table.valid().count(),
            rejected,
            rejected_rows: table.rejected().count(),
        });
    }
    staged.write(PROBLEMS, &problems_csv(problems, tables))?;
    let folder = staged.commit()?;
    Ok(Rejects {
        folder: Some(folder.display().to_string()),
        tables: parted,
        not_parted: not_parted(problems, tables),
        problems: Some(PROBLEMS),
        count: number(problems),
    })
}

/// Files of tables with errors whose rows are not parted.
fn not_parted(problems: &[Problem], tables: &[RejectedTable]) -> Vec<NotParted> {
    let mut files: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
        let file = problem.place.file.as_str();
        let is_table = !file.ends_with(".toml") && !file.starts_with("--");
        if is_table && tables.iter().all(|table| table.file != file) {
            files.entry(file).or_default().insert(problem.slug.as_str());
        }
    }
    let not_parted =
        |(file, slugs): (&str, BTreeSet<_>)| NotParted { file: file.to_owned(), problems: slugs.into_iter().collect() };
    files.into_iter().map(not_parted).collect()
}

fn problems_csv(problems: &[Problem], tables: &[RejectedTable]) -> Vec<u8> {
    let rows: BTreeMap<(&str, u32), u32> = tables
        .iter()
        .flat_map(|table| table.rejected().map(|row| ((table.file.as_str(), row.line), row.row)))
        .collect();
    let record = |problem: &Problem| -> Vec<Cow<'static, str>> {
        let place = &problem.place;
        let number = |number: Option<u32>| number.map_or_else(Cow::default, |number| Cow::from(number.to_string()));
        let of_cell =
            place.cell.as_deref().and_then(|cell| cell.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok());
        let row = of_cell.or_else(|| rows.get(&(place.file.as_str(), place.line?)).copied());
        let value = problem.value.clone().filter(|_| !input::is_of_people(&place.file));
        let more = match problem.only_counted {
            0 => String::new(),
            more => format!(" (and {more} more like this, which are not listed)"),
        };
        vec![
            problem.slug.as_str().into(),
            problem.severity.word().into(),
            no_formula(&place.file),
            number(place.line),
            number(row),
            place.cell.clone().unwrap_or_default().into(),
            no_formula(place.column.as_deref().unwrap_or_default()),
            value.unwrap_or_default().into(),
            no_formula(&format!("{}{more}", problem.message)),
            no_formula(&problem.help),
        ]
    };
    let header = COLUMNS.iter().map(|name| Cow::from(*name)).collect();
    encode(std::iter::once(header).chain(problems.iter().map(record)))
}

/// A text that no spreadsheet takes for a formula: `--draws` gets a space in front.
fn no_formula(text: &str) -> Cow<'static, str> {
    let space = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { " " } else { "" };
    format!("{space}{text}").into()
}

impl Rejects {
    /// What is said behind the number of problems.
    pub fn then(&self) -> String {
        self.folder.as_ref().map_or_else(String::new, |folder| format!("; all of them are in {folder}/{PROBLEMS}"))
    }

    /// What was written, for people; only the folder when `quiet`.
    pub fn text(&self, wanted: &str, quiet: bool) -> String {
        let Some(folder) = &self.folder else {
            return if quiet { String::new() } else { format!("No errors: nothing was written to {wanted}.\n") };
        };
        if quiet {
            return format!("{folder}\n");
        }
        let mut text = format!("Wrote {folder}\n");
        for Parted { file, valid, valid_rows, rejected, rejected_rows, .. } in &self.tables {
            let (good, bad) = (counted(*valid_rows, "row", "rows"), counted(*rejected_rows, "row", "rows"));
            let _ = writeln!(text, "  {valid}: {good} of {file} without errors");
            let _ = writeln!(text, "  {rejected}: {bad} with errors");
        }
        let _ = writeln!(text, "  {PROBLEMS}: {}", counted(self.count, "problem", "problems"));
        for NotParted { file, problems } in &self.not_parted {
            let _ = writeln!(text, "Not parted: {file}, as not single rows are in question ({})", problems.join("; "));
        }
        text.push_str("Tables that are not named here gave no errors; nothing of them was written.\n");
        text
    }
}
