//! One project in the forms in which planners have it: each is the same case.

use super::project::{Project, TABLES};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use staffcast::diagnostics::{Diagnostics, Problem, Severity, Slug};
use staffcast::files::Disk;
use staffcast::input::{Overrides, load_case};
use staffcast::output::resolved_inputs;
use staffcast::tables::{Kind, input};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

type Inputs = BTreeMap<String, Vec<u8>>;

/// What a project on the disk resolves to, and what was said about it.
fn resolved(scenario: &Path) -> (Option<Inputs>, Vec<Problem>) {
    let mut found = Diagnostics::new();
    let case = load_case(&Disk, scenario, &Overrides::default(), &mut found).expect("the disk works");
    (case.map(|case| resolved_inputs(&case)), found.into_sorted())
}

fn of(project: &Project) -> (Option<Inputs>, Vec<Problem>) {
    let written = project.written();
    resolved(&written.path().join("scenarios/small.toml"))
}

fn plain() -> Inputs {
    of(&Project::small()).0.expect("the small project is sound")
}

/// Asserts that a project is the small one, and that reading it gave nothing but notes.
fn assert_same(project: &Project) -> Vec<Problem> {
    let (inputs, problems) = of(project);
    assert!(problems.iter().all(|problem| problem.severity == Severity::Note), "{problems:#?}");
    assert!(inputs.expect("a case") == plain(), "another case: {problems:#?}");
    problems
}

fn records(text: &str) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.into_records().map(|record| record.expect("CSV").iter().map(str::to_owned).collect()).collect()
}

/// The kind of a column; ends of ranges are numbers.
fn kind(table: &str, name: &str) -> Kind {
    let spec = input::table(table).expect("a table");
    spec.columns.iter().find(|column| column.header().iter().any(|known| known == name)).expect("a column").kind
}

/// All tables in one workbook, with percentages and months formatted as Excel does it.
fn workbook() -> Workbook {
    let mut workbook = Workbook::new();
    let (percent, month) = (Format::new().set_num_format("0.0%"), Format::new().set_num_format("mmm-yy"));
    for (table, text) in TABLES {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*table).expect("a name");
        let records = records(text);
        for (row, record) in (0..).zip(&records) {
            for (column, cell) in (0..).zip(record).filter(|(_, cell)| !cell.is_empty()) {
                let name = &records[0][usize::from(column)];
                let number =
                    cell.parse::<f64>().ok().filter(|_| row > 0 && matches!(kind(table, name), Kind::Number(_)));
                let is_month =
                    row > 0 && matches!(kind(table, name), Kind::Period) && cell.len() == 7 && !cell.contains('Q');
                let written = match number {
                    Some(number) if name.contains("_pct") => {
                        sheet.write_number_with_format(row, column, number / 100.0, &percent)
                    }
                    Some(number) => sheet.write_number(row, column, number),
                    None if is_month => {
                        let date = ExcelDateTime::parse_from_str(&format!("{cell}-01")).expect("a date");
                        sheet.write_datetime_with_format(row, column, &date, &month)
                    }
                    None => sheet.write_string(row, column, cell),
                };
                written.expect("a cell");
            }
        }
    }
    workbook
}

#[test]
fn a_workbook_with_percentages_and_months_is_the_same_case() {
    let mut project = Project::small();
    project.change("scenario", "\"../data\"", "\"../plan.xlsx\"");
    let written = project.written();
    let bytes = workbook().save_to_buffer().expect("a workbook");
    fs::write(written.path().join("plan.xlsx"), bytes).expect("a file");
    let (inputs, problems) = resolved(&written.path().join("scenarios/small.toml"));
    assert!(problems.iter().all(|problem| problem.severity == Severity::Note), "{problems:#?}");
    assert!(inputs.expect("a case") == plain(), "{problems:#?}");
}

#[test]
fn sheets_may_stand_beside_files_and_never_give_a_table_twice() {
    let mut project = Project::small();
    project.remove("supply").remove("growth");
    let written = project.written();
    let mut book = Workbook::new();
    for (table, text) in TABLES.iter().filter(|(table, _)| ["supply", "growth"].contains(table)) {
        let sheet = book.add_worksheet();
        sheet.set_name(*table).expect("a name");
        for (row, record) in (0..).zip(records(text)) {
            for (column, cell) in (0..).zip(record) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    fs::write(written.path().join("data/rates.xlsx"), book.save_to_buffer().expect("a workbook")).expect("a file");
    let scenario = written.path().join("scenarios/small.toml");
    let (inputs, problems) = resolved(&scenario);
    assert!(inputs.expect("a case") == plain(), "{problems:#?}");
    let (_, text) = TABLES.iter().find(|(table, _)| *table == "growth").expect("the table");
    fs::write(written.path().join("data/growth.csv"), text).expect("a file");
    let (inputs, problems) = resolved(&scenario);
    assert!(inputs.is_none());
    let twice: Vec<&Problem> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(
        matches!(twice.as_slice(), [problem] if problem.message.contains("two files give the table `growth`")),
        "{twice:#?}"
    );
}

#[test]
fn a_german_export_is_the_same_case() {
    let mut project = Project::small();
    for (table, text) in TABLES {
        let records = records(text);
        let line = |(row, record): (usize, &Vec<String>)| {
            let cell = |(index, cell): (usize, &String)| {
                let number = row > 0 && matches!(kind(table, &records[0][index]), Kind::Number(_));
                let cell = if number { cell.replace('.', ",") } else { cell.clone() };
                if cell.contains([';', '"', ',']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
            };
            record.iter().enumerate().map(cell).collect::<Vec<_>>().join(";")
        };
        let lines: Vec<String> = records.iter().enumerate().map(line).collect();
        let text = lines.join("\r\n") + "\r\n;;;\r\n";
        let text = text.replace("\r\n;;;\r\n", &format!("\r\n{}\r\n", ";".repeat(records[0].len() - 1)));
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        project.set(table, [b"\xFF\xFE".to_vec(), units.collect()].concat());
    }
    let notes = assert_same(&project);
    let supply = notes.iter().find(|problem| problem.place.file.ends_with("supply.csv")).expect("a note");
    assert_eq!(supply.slug, Slug::ReadAs);
    for said in ["UTF-16LE", "semicolons between cells", "decimal comma"] {
        assert!(supply.message.contains(said), "{}", supply.message);
    }
}

#[test]
fn periods_may_run_across() {
    let mut project = Project::small();
    project.set(
        "activity",
        "driver,facility,2026-Q2,2026-Q3,2025,2026-Q1,2026-07
beds,north,400,410,,,
beds,south,120,120,,,
beds,hub,0,0,,,
visits,north,,,90000,23000,
visits,south,,,,9000,
visits,hub,,,,,100
",
    );
    let notes = assert_same(&project);
    assert!(notes.iter().any(|note| note.message.contains("5 columns of periods")), "{notes:#?}");
}

#[test]
fn parts_of_one_amount_are_added_where_the_scenario_says_so() {
    let mut project = Project::small();
    project.change("activity", "beds,north,2026-Q3,410", "beds,north,2026-Q3,300.1\nbeds,north,2026-Q3,109.9");
    let (inputs, problems) = of(&project);
    assert!(
        inputs.is_none() && problems.iter().any(|problem| problem.help.contains("duplicates = \"sum\"")),
        "{problems:#?}"
    );
    project.append("scenario", "[files.activity]\nduplicates = \"sum\"");
    assert_same(&project);
}

#[test]
fn names_of_an_export_are_translated_by_a_map() {
    let mut project = Project::small();
    project
        .set("staff_map", "from,to\nDevice team,bmet\n")
        .append("scenario", "[files.staff]\nmap.role = \"../data/staff_map.csv\"");
    let text = TABLES.iter().find(|(table, _)| *table == "staff").expect("staff").1;
    project.set("staff", text.replace(",bmet,", ",Device Team,").replace(",ehr_analyst,", ",EHR ANALYST,"));
    let notes = assert_same(&project);
    let staff = notes.iter().find(|note| note.place.file.ends_with("staff.csv")).expect("a note");
    assert!(staff.message.contains("`EHR ANALYST` as ehr_analyst"), "{}", staff.message);
}

#[test]
fn small_percentages_that_are_meant_can_be_read_again_from_the_inputs_of_a_run() {
    let mut project = Project::small();
    let text = TABLES.iter().find(|(table, _)| *table == "adoption_points").expect("the table").1;
    let records = records(text);
    let small = |row: &Vec<String>| format!("{},{},{},0.{}", row[0], row[1], row[2], row[3]);
    let rows: Vec<String> = records.iter().skip(1).map(small).collect();
    project.set("adoption_points", format!("{}\n{}\n", records[0].join(","), rows.join("\n")));
    assert!(of(&project).0.is_none(), "fractions or percentages is open");
    project.append("scenario", "[files.adoption_points]\nunit = \"percent\"");
    let (inputs, problems) = of(&project);
    let inputs = inputs.unwrap_or_else(|| panic!("{problems:#?}"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in &inputs {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let (again, problems) = resolved(&folder.path().join("inputs/small.toml"));
    assert!(again.unwrap_or_else(|| panic!("{problems:#?}")) == inputs);
}
