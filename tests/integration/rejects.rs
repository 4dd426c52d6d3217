//! `check --rejects`: rows without errors, rows with errors and problems as files, and nothing beyond.

use crate::project::{Project, TABLES};
use crate::workbooks::parts::{Parts, WORKBOOK};
use serde_json::Value;
use staffcast::diagnostics::{Diagnostics, Severity};
use staffcast::files::Disk;
use staffcast::input::{load_case, rejected};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn check(project: &TempDir, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_staffcast"));
    command.current_dir(project.path()).args(["check", "scenarios/small.toml", "--rejects", "out/rejects"]);
    command.args(words).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace(std::path::MAIN_SEPARATOR, "/")
}

/// The files of the rejects, by name; none if there is no folder.
fn written(project: &TempDir) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(project.path().join("out/rejects")) else { return BTreeMap::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    paths.map(|path| (name(&path), fs::read_to_string(&path).expect("text"))).collect()
}

/// The small project with three rows of staff that have errors.
fn three_bad_rows() -> Project {
    let mut project = Project::small();
    project
        .change("staff", "2026-Q3,north,bmet,9.5,10", "2026-Q3,north,bmet,twelve,-10")
        .change("staff", "2026-Q3,north,ehr_analyst,3", "2026-Q3,north,clerk,3")
        .change("staff", "2026-Q3,hub,bmet,1.5,2", "2026-Q3,hub,bmet,1,5,2");
    project
}

#[test]
fn rows_are_parted_and_all_problems_listed() {
    let project = three_bad_rows().written();
    let output = check(&project, &[]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let files = written(&project);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["problems.csv", "staff.rejected.csv", "staff.valid.csv"]);
    assert_eq!(
        files["staff.valid.csv"],
        "period,facility,role,fte,headcount,budgeted_fte\n2026-Q2,north,bmet,9,10,11\n2026-Q3,south,bmet,2,2,2\n\
         2026-Q3,south,ehr_analyst,1,1,1.2\n2026-Q3,hub,ehr_analyst,0,0,0\n"
    );
    assert_eq!(
        files["staff.rejected.csv"],
        "row,problems,period,facility,role,fte,headcount,budgeted_fte\n\
         3,not-a-number; out-of-range,2026-Q3,north,bmet,twelve,-10,11\n\
         5,unknown-role,2026-Q3,north,clerk,3,3,4\n8,ragged-row,2026-Q3,hub,bmet,1,5,2,1.5\n"
    );
    let problems: Vec<&str> = files["problems.csv"].lines().collect();
    assert_eq!(problems[0], "slug,severity,file,line,row,cell,column,value,message,help");
    assert_eq!(
        problems[1..3],
        [
            "not-a-number,error,data/staff.csv,3,3,D3,fte,twelve,`twelve` is not a number,\"write a plain decimal number, \
             such as 12 or 12.5\"",
            "out-of-range,error,data/staff.csv,3,3,E3,headcount,-10,\"`headcount` is -10, but it must be 0 or more\",\"a \
             leaver is not a negative row: lower the FTE of the period, and put leavers into supply.csv\"",
        ]
    );
    assert!(problems[3].starts_with("unknown-role,error,data/staff.csv,5,5,C5,role,clerk,"), "{}", problems[3]);
    assert!(problems[4].starts_with("ragged-row,error,data/staff.csv,8,8,,,,"), "{}", problems[4]);
    assert_eq!(problems.len(), 5);
    assert_eq!(
        text(&output.stdout),
        "Wrote out/rejects\n  staff.valid.csv: 4 rows of data/staff.csv without errors\n  staff.rejected.csv: 3 rows with \
         errors\n  problems.csv: 4 problems\nTables that are not named here gave no errors; nothing of them was written.\n"
    );
    let said = text(&output.stderr);
    assert!(said.contains("4 errors in 1 file; all of them are in out/rejects/problems.csv.\n"), "{said}");
}

#[test]
fn nothing_is_written_when_nothing_is_wrong() {
    let project = Project::small().written();
    let output = check(&project, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("No errors: nothing was written to out/rejects.\nsmall: "), "{output:?}");
    assert!(!project.path().join("out").exists());
    let json: Value = serde_json::from_slice(&check(&project, &["--json"]).stdout).expect("JSON");
    assert_eq!((&json["result"]["folder"], &json["result"]["tables"]), (&Value::Null, &Value::Array(Vec::new())));
}

#[test]
fn a_folder_that_holds_something_is_not_touched() {
    let project = three_bad_rows().written();
    fs::create_dir_all(project.path().join("out/rejects")).expect("a folder");
    fs::write(project.path().join("out/rejects/mine.txt"), "mine").expect("a file");
    let output = check(&project, &[]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(4), ""));
    assert!(text(&output.stderr).contains("out/rejects is not empty: it holds mine.txt; nothing was touched"));
    assert_eq!(written(&project).into_keys().collect::<Vec<_>>(), ["mine.txt"]);
    fs::remove_file(project.path().join("out/rejects/mine.txt")).expect("the file");
    assert_eq!(check(&project, &["--quiet"]).stdout, b"out/rejects\n");
    assert_eq!(written(&project).len(), 3);
}

#[test]
fn a_file_in_another_form_is_read_as_the_scenario_says_and_written_plainly() {
    let mut project = Project::small();
    let staff = project.text("staff").replace(',', ";").replace('.', ",").replace("9,5;10", "neuf;10");
    let export = format!("Export 2026\n\n{}", staff.replace("period;", "p\u{fffd}riode;"));
    let bytes = export.chars().flat_map(|c| match c {
        '\u{fffd}' => vec![0xE9],
        other => other.to_string().into_bytes(),
    });
    project.set("staff", bytes.collect::<Vec<u8>>());
    project.append(
        "scenario",
        "[files.staff]\nencoding = \"windows-1252\"\ndelimiter = \";\"\nheader_row = 3\ncolumns.period = \"période\"",
    );
    let project = project.written();
    let output = check(&project, &[]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let files = written(&project);
    let header = "période,facility,role,fte,headcount,budgeted_fte";
    assert_eq!(
        files["staff.rejected.csv"],
        format!("row,problems,{header}\n5,not-a-number,2026-Q3,north,bmet,neuf,10,11\n")
    );
    let valid: Vec<&str> = files["staff.valid.csv"].lines().collect();
    assert_eq!((valid.len(), valid[0], valid[4]), (7, header, "2026-Q3,south,ehr_analyst,1,1,\"1,2\""));
}

#[test]
fn a_sheet_is_written_as_text_that_means_the_same() {
    // Percentages of a workbook are fractions that are shown as such: 0.125 is 12.5 %.
    let text_cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |row: u32, role: &str, leavers: &str| {
        let leavers = format!("<c r=\"C{row}\" s=\"1\"><v>{leavers}</v></c>");
        let cells = [text_cell(&format!("A{row}"), role), text_cell(&format!("B{row}"), "*"), leavers];
        format!("<row r=\"{row}\">{}</row>", cells.concat())
    };
    let names = ["role", "facility", "leavers_pct", "turnover_includes"];
    let names = names.iter().zip(["A1", "B1", "C1", "D1"]).map(|(name, at)| text_cell(at, name));
    let header = format!("<row r=\"1\">{}</row>", names.collect::<String>());
    let end = text_cell("D3", "nothing");
    let sound = row(3, "bmet", "0.125").replace("</row>", &format!("{end}</row>"));
    let mut parts = Parts::with(&format!("{header}{sound}{}", row(4, "clerk", "0.07")));
    parts.formats(&["0.0%"]).replace(WORKBOOK, "\"staff\"", "\"supply\"");
    let mut project = Project::small();
    project.remove("supply").set("rates.xlsx", parts.build());
    let project = project.written();
    let output = check(&project, &[]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let files = written(&project);
    assert_eq!(files["supply.valid.csv"], "role,facility,leavers_pct,turnover_includes\nbmet,*,12.5%,nothing\n");
    assert_eq!(
        files["supply.rejected.csv"],
        "row,problems,role,facility,leavers_pct,turnover_includes\n4,unknown-role,clerk,*,7%,\n"
    );
    assert!(text(&output.stdout).contains("1 row of data/rates.xlsx, sheet supply without errors"));
}

#[test]
fn where_not_single_rows_are_in_question_only_the_problems_are_written() {
    let mut project = Project::small();
    project
        .change("staff", "role,fte,", "role,WTE,")
        .change("staff", "9.5,10", "twelve,10")
        .set("adoption_points", "technology,facility,period,share_pct\nai_scribe,*,2026-01,0.05\nai_scribe,*,2027-01,0.3\nai_scribe,*,2028-01,0.6\n")
        .set("roster", "role,fte\nsecret,1\n")
        .remove("floors");
    project.overrides.draws = Some(8);
    let project = project.written();
    let output = check(&project, &["--draws", "8"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let files = written(&project);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["problems.csv"]);
    let said = text(&output.stdout);
    let of = |file: &str, slugs: &str| {
        format!("Not parted: data/{file}.csv, as not single rows are in question ({slugs})\n")
    };
    assert!(said.contains(&of("staff", "unknown-column")) && said.contains(&of("roster", "missing-column")), "{said}");
    assert!(said.contains(&of("adoption_points", "looks-like-fractions")), "{said}");
    let problems = &files["problems.csv"];
    assert!(!problems.contains("secret"), "{problems}");
    // A spreadsheet would take `--draws` for a formula.
    assert!(problems.contains("scenarios/small.toml,,,, --draws,8,`--draws` cannot be 8"), "{problems}");
}

#[test]
fn more_errors_than_are_kept_part_nothing() {
    let mut project = Project::small();
    for row in 0..10_001 {
        project.append("staff", &format!("2026-Q3,north,bmet,x{row},,"));
    }
    let project = project.written();
    let output = check(&project, &["--max-problems", "1"]);
    assert!(text(&output.stdout).contains("Not parted: data/staff.csv"), "{}", text(&output.stdout));
    let files = written(&project);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["problems.csv"]);
    assert!(files["problems.csv"].contains("(and 1 more like this, which are not listed)"));
}

#[test]
fn scenarios_that_share_tables_give_each_once_and_others_under_names_of_their_own() {
    let mut project = three_bad_rows();
    let scenario = project.text("scenario");
    project.scenario("second", &scenario).scenario("other", &scenario.replace("../data", "../data2"));
    let project = project.written();
    fs::create_dir(project.path().join("data2")).expect("a folder");
    for entry in fs::read_dir(project.path().join("data")).expect("the tables") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, project.path().join("data2").join(path.file_name().expect("a name"))).expect("a copy");
    }
    let output = check(&project, &["scenarios/second.toml", "scenarios/other.toml", "--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["status"], &json["exit_code"]), (&"refused".into(), &3.into()));
    let result = &json["result"];
    assert_eq!((&result["folder"], &result["problems"]), (&"out/rejects".into(), &"problems.csv".into()));
    assert_eq!(
        (&result["tables"][0]["valid"], &result["tables"][0]["rejected_rows"]),
        (&"staff.valid.csv".into(), &3.into())
    );
    let second = &result["tables"][1];
    assert_eq!((&second["file"], &second["valid"]), (&"data2/staff.csv".into(), &"staff_2.valid.csv".into()));
    assert_eq!((result["tables"].as_array().map(Vec::len), written(&project).len()), (Some(2), 5));
}

#[test]
fn every_row_is_either_valid_or_rejected_with_its_errors() {
    for (table, whole) in TABLES {
        for broken in 1..whole.lines().next().expect("a header").split(',').count() {
            let mut project = Project::small();
            let lines = whole.lines().enumerate().map(|(line, row)| {
                let cell = |(index, cell)| if line % 2 == 1 && index == broken { "?!" } else { cell };
                row.split(',').enumerate().map(cell).collect::<Vec<_>>().join(",")
            });
            project.set(table, lines.collect::<Vec<_>>().join("\n"));
            let folder = project.written();
            let scenario = folder.path().join("scenarios/small.toml");
            let mut found = Diagnostics::new();
            load_case(&Disk, &scenario, &project.overrides, &mut found).expect("the disk works");
            let problems = found.into_sorted();
            let parted = rejected(&Disk, &scenario, &project.overrides, &problems).expect("the disk works");
            for parted in parted {
                let errors =
                    problems.iter().filter(|it| it.severity == Severity::Error && it.place.file == parted.file);
                let lines: BTreeSet<u32> = errors.filter_map(|problem| problem.place.line).collect();
                assert_eq!(parted.rejected().map(|row| row.line).collect::<BTreeSet<_>>(), lines);
                let all = fs::read_to_string(&parted.file).expect("the table").lines().count() - 1;
                assert_eq!(parted.valid().count() + parted.rejected().count(), all, "{table}, column {broken}");
                assert!(
                    parted.rejected().all(|row| !row.problems.is_empty() && row.cells.len() == parted.header().len())
                );
            }
        }
    }
}
