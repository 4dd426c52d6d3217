//! The files of a new project, in either form.

use super::examples::{Example, ExampleFiles};
use crate::output::workbook::{About, Reader, WorkbookError, WorkbookTable, workbook};
use crate::tables::TableSpec;
use crate::tables::input::{NOT_IN_WORKBOOKS, TABLES};
use ::csv::ReaderBuilder;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The workbook that holds the tables.
const WORKBOOK: &str = "inputs.xlsx";

/// Every file of the project by its path in the folder; with `xlsx`, the tables are sheets of one workbook.
pub fn files(example: Example, xlsx: bool) -> Result<BTreeMap<String, Vec<u8>>, WorkbookError> {
    let given = example.files();
    let pages = given.pages.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let mut files: BTreeMap<String, Vec<u8>> = pages.collect();
    for (name, text) in given.scenarios {
        files.insert(format!("scenarios/{name}.toml"), scenario(text, xlsx).into_bytes());
    }
    if xlsx {
        files.insert(WORKBOOK.to_owned(), workbook(&about(example), &sheets(given))?);
    } else {
        for (name, text) in given.tables {
            files.insert(format!("data/{name}.csv"), text.as_bytes().to_vec());
        }
    }
    Ok(files)
}

/// What to edit, as the planner sees it from the project's folder.
pub fn to_edit(xlsx: bool) -> String {
    if xlsx {
        format!("{WORKBOOK} in Excel: row 1 of a sheet names the columns, and each name has a note with its unit")
    } else {
        "the tables in data/: `staffcast schema TABLE` says what each column means, and in what unit".to_owned()
    }
}

/// The scenario with its data where they are in the new project.
fn scenario(text: &str, xlsx: bool) -> String {
    let path = if xlsx { format!("../{WORKBOOK}") } else { "../data".to_owned() };
    let line = |line: &str| match line.starts_with("data = ") {
        true => format!(
            "{:<33}# the tables: a folder of CSV files, or one .xlsx workbook, seen from this file\n",
            format!("data = \"{path}\"")
        ),
        false => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn about(example: Example) -> About {
    let lines = [
        "Edit the sheets and save; then, in the folder of this file:  staffcast check scenarios/baseline.toml  and  staffcast run scenarios/baseline.toml",
        "Each sheet is one table. Row 1 names the columns and stays; rows below are yours. The note at a name says what the column means, its unit and what it may hold.",
        "A blank cell says nothing; 0 is a number. Columns that end in _pct are percent from 0 to 100: write 12.5, not 0.125.",
        "Periods are text: 2027, 2027-Q2, 2027-04 or 2027-04-15. Codes are small letters, digits and _ .",
        "An uncertain value has three columns, such as leavers_pct_low, leavers_pct, leavers_pct_high: all three or the middle one.",
        "Optional columns that are not here may be added: staffcast schema TABLE lists them. Optional sheets may stay empty. This sheet is not read.",
        "Places, staff and activity are invented. Rates say in the columns source and basis what they rest on.",
    ];
    About {
        title: format!("staffcast inputs: {}", example.meaning()),
        lines: lines.map(str::to_owned).to_vec(),
        reader: Reader::Planner,
    }
}

/// The example's tables, and behind them those that it does not use, with their names of columns only.
fn sheets(given: &ExampleFiles) -> Vec<WorkbookTable<'static>> {
    let text = |name: &str| given.tables.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    let of_planners = TABLES.iter().copied().filter(|spec| !NOT_IN_WORKBOOKS.contains(&spec.name));
    let (used, unused): (Vec<&TableSpec>, Vec<&TableSpec>) = of_planners.partition(|spec| text(spec.name).is_some());
    let used = used.into_iter().map(|spec| {
        let mut records = records(text(spec.name).unwrap_or_default()).into_iter();
        WorkbookTable { spec, header: records.next().unwrap_or_default(), rows: records.collect() }
    });
    let header = |names: Vec<String>| names.into_iter().map(Cow::from).collect();
    let unused = unused.into_iter().map(|spec| WorkbookTable { spec, header: header(spec.header()), rows: Vec::new() });
    used.chain(unused).collect()
}

/// The records of a shipped CSV file.
fn records(text: &str) -> Vec<Vec<Cow<'static, str>>> {
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    // Shipped files are well formed; a test reads them all.
    reader.records().flatten().map(|record| record.iter().map(|cell| Cow::from(cell.to_owned())).collect()).collect()
}
