//! New projects: each runs as it is, in either form, and nothing of the planner's is touched.

use super::command_line::{quiet_run, run, text};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::Value;
use staffcast::files::{Disk, Files};
use staffcast::output::workbook::READ_ME;
use staffcast::tables::{Kind, input};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const EXAMPLES: &[&str] = &["minimal", "community-hospital", "health-system", "nhs-trust"];

/// A new project of an example, and the folder above it.
fn project(example: &str, words: &[&str]) -> (TempDir, PathBuf) {
    let above = tempfile::tempdir().expect("a temporary folder");
    let output = run(above.path(), &[&["init", "mercy", "--example", example, "-q"], words].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "mercy\n");
    let folder = above.path().join("mercy");
    (above, folder)
}

/// Every file of a folder.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = Disk.list_recursive(folder).expect("a list");
    names.into_iter().map(|name| (name.clone(), fs::read(folder.join(&name)).expect("the file"))).collect()
}

fn scenarios(folder: &Path) -> Vec<String> {
    let names = Disk.list(&folder.join("scenarios")).expect("scenarios");
    names.iter().filter(|name| name.ends_with(".toml")).map(|name| format!("scenarios/{name}")).collect()
}

/// What `check` warns of.
fn warnings(folder: &Path) -> Vec<String> {
    let scenarios = scenarios(folder);
    let words: Vec<&str> = ["check", "--json"].into_iter().chain(scenarios.iter().map(String::as_str)).collect();
    let document: Value = serde_json::from_slice(&run(folder, &words).stdout).expect("JSON");
    assert_eq!(document["status"], "done", "{document:#}");
    let problems = document["problems"].as_array().expect("problems");
    let slugs = problems.iter().filter(|problem| problem["severity"] == "warning").filter_map(|it| it["slug"].as_str());
    let mut slugs: Vec<String> = slugs.map(str::to_owned).collect();
    slugs.sort();
    slugs.dedup();
    slugs
}

#[test]
fn every_example_checks_clean_and_runs_as_it_is() {
    for example in EXAMPLES {
        let (_above, folder) = project(example, &[]);
        // What the sample warns of is meant, and its page says so.
        let meant: &[&str] = if *example == "health-system" { &["estimated-driver", "surge-at-opening"] } else { &[] };
        assert_eq!(warnings(&folder), meant, "{example}");
        let scenarios = if meant.is_empty() { scenarios(&folder) } else { vec!["scenarios/baseline.toml".to_owned()] };
        assert!(
            meant.is_empty() || fs::read_to_string(folder.join("README.md")).expect("a page").contains("warns of two")
        );
        for scenario in scenarios {
            let made = quiet_run(&folder, &[&scenario, "--draws", "16", "--charts", "none"]);
            assert!(made.join("tables/gap.csv").is_file(), "{example}: {scenario}");
        }
    }
}

#[test]
fn a_new_project_holds_the_files_of_this_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for example in EXAMPLES {
        let (_above, folder) = project(example, &[]);
        let own = root.join("projects").join(example);
        let (data, plans) = match *example {
            "health-system" => (root.join("sample-data"), root.join("scenarios")),
            _ => (own.join("data"), own.join("scenarios")),
        };
        let mut wanted = BTreeMap::from([("README.md".to_owned(), fs::read(own.join("README.md")).expect("a page"))]);
        for (name, bytes) in everything(&data) {
            if name.ends_with(".csv") {
                wanted.insert(format!("data/{name}"), bytes);
            }
        }
        for (name, bytes) in everything(&plans) {
            let line = "data = \"../data\"                 # the tables: a folder of CSV files, or one .xlsx workbook, seen from this file\n";
            let lines = String::from_utf8(bytes).expect("UTF-8");
            let line_of = |text: &str| match text.starts_with("data = ") {
                true => line.to_owned(),
                false => format!("{text}\n"),
            };
            let text: String = if name.ends_with(".toml") { lines.lines().map(line_of).collect() } else { lines };
            wanted.insert(format!("scenarios/{name}"), text.into_bytes());
        }
        assert!(everything(&folder) == wanted, "{example}: a file of projects/ is not built in, or another one is");
    }
}

#[test]
fn the_same_words_give_the_same_bytes() {
    for words in [&[][..], &["--xlsx"]] {
        let (_one, first) = project("community-hospital", words);
        let (_two, second) = project("community-hospital", words);
        assert!(everything(&first) == everything(&second), "{words:?}");
    }
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_not_touched() {
    let above = tempfile::tempdir().expect("a temporary folder");
    let mercy = above.path().join("mercy");
    fs::create_dir(&mercy).expect("a folder");
    fs::write(mercy.join("plan.csv"), "mine").expect("a file");
    let refused = run(above.path(), &["init", "mercy"]);
    assert_eq!(refused.status.code(), Some(4));
    assert_eq!(
        text(&refused.stderr),
        "error: mercy is not empty: it holds plan.csv; nothing was touched. Name a folder that does not exist yet, or an \
         empty one\n"
    );
    assert!(refused.stdout.is_empty());
    let json: Value = serde_json::from_slice(&run(above.path(), &["init", "mercy", "--json"]).stdout).expect("JSON");
    assert_eq!((&json["status"], &json["exit_code"], &json["command"]), (&"failed".into(), &4.into(), &"init".into()));
    fs::write(above.path().join("file"), "mine").expect("a file");
    assert_eq!(run(above.path(), &["init", "file"]).status.code(), Some(4));
    let names: Vec<String> = everything(above.path()).into_keys().collect();
    assert_eq!(names, ["file", "mercy/plan.csv"]);
}

#[test]
fn an_empty_folder_is_filled_even_the_one_that_we_stand_in() {
    let above = tempfile::tempdir().expect("a temporary folder");
    let output = run(above.path(), &["init", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("\n  staffcast run scenarios/baseline.toml\n"), "{}", text(&output.stdout));
    assert!(everything(above.path()).keys().all(|name| !name.contains(".staging")));
    assert!(above.path().join("scenarios/baseline.toml").is_file());
    assert_eq!(run(above.path(), &["init", "."]).status.code(), Some(4), "it is not empty any more");
}

#[test]
fn says_what_was_made_and_what_comes_next() {
    let above = tempfile::tempdir().expect("a temporary folder");
    let output = run(above.path(), &["init", "our plan", "--xlsx"]);
    assert_eq!(
        text(&output.stdout),
        "Created our plan (4 files): one hospital, four roles, the nine needed tables, each on one screen\n  \
         README.md inputs.xlsx\n  \
         scenarios/ baseline.toml ehr-a-year-later.toml\n\
         It runs as it is:\n  cd \"our plan\" && staffcast run scenarios/baseline.toml\n\
         Then edit inputs.xlsx in Excel: row 1 of a sheet names the columns, and each name has a note with its unit. \
         README.md says the rest.\n"
    );
    let json = run(above.path(), &["init", "a/b", "--json", "--example", "minimal"]);
    let json: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let result = &json["result"];
    assert_eq!(
        (&json["status"], &result["folder"], &result["example"]),
        (&"done".into(), &"a/b".into(), &"minimal".into())
    );
    assert_eq!(result["next"], "cd a/b && staffcast run scenarios/baseline.toml");
    assert_eq!(result["files"].as_array().map(Vec::len), Some(12));
    let help = run(above.path(), &["init", "--help"]);
    assert!(
        EXAMPLES.iter().all(|example| text(&help.stdout).contains(&format!("- {example}"))),
        "{}",
        text(&help.stdout)
    );
    assert_eq!(run(above.path(), &["init", "c", "--example", "clinic"]).status.code(), Some(2));
}

/// The texts of a CSV file's records.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.expect("CSV").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_workbook_holds_what_the_csv_files_hold() {
    for example in EXAMPLES {
        let (_csv, files) = project(example, &[]);
        let (_xlsx, folder) = project(example, &["--xlsx"]);
        assert!(!folder.join("data").exists());
        for scenario in scenarios(&folder) {
            let plan = fs::read_to_string(folder.join(&scenario)).expect("a scenario");
            assert!(plan.contains("\ndata = \"../inputs.xlsx\" ") || plan.contains("\nextends = "), "{scenario}");
        }
        let bytes = fs::read(folder.join("inputs.xlsx")).expect("the workbook");
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(&bytes[..])).expect("a workbook");
        let mut names = workbook.sheet_names();
        assert_eq!(names.remove(0), READ_ME);
        let of_planners = || input::TABLES.iter().filter(|spec| !input::NOT_IN_WORKBOOKS.contains(&spec.name));
        let mut tables: Vec<&str> = of_planners().map(|spec| spec.name).collect();
        let sorted = |names: &mut Vec<String>| names.sort();
        sorted(&mut names);
        tables.sort_unstable();
        assert_eq!(names, tables);
        for spec in of_planners() {
            let range = workbook.worksheet_range(spec.name).expect("a sheet");
            let cell = |(index, cell): (usize, &Data)| match cell {
                Data::Empty => String::new(),
                Data::String(text) => text.clone(),
                Data::Float(number) => {
                    let name = range.get((0, index)).expect("a name").to_string();
                    let column = spec.column_of(&name).expect("a column");
                    assert!(matches!(column.kind, Kind::Number(_)), "{}.{name} holds a number", spec.name);
                    number.to_string()
                }
                other => panic!("{}: {other:?}", spec.name),
            };
            let found: Vec<Vec<String>> = range.rows().map(|row| row.iter().enumerate().map(cell).collect()).collect();
            let wanted = match fs::read(files.join(format!("data/{}.csv", spec.name))) {
                Ok(bytes) => records(&bytes),
                Err(_) => vec![spec.header()],
            };
            assert_eq!(found, wanted, "{example}: {}", spec.name);
        }
    }
}

#[test]
fn a_project_in_a_workbook_is_the_same_run_byte_for_byte() {
    for example in ["minimal", "nhs-trust"] {
        let runs = [&[][..], &["--xlsx"]].map(|words| {
            let (above, folder) = project(example, words);
            assert_eq!(warnings(&folder), [""; 0], "{example}");
            let made = quiet_run(&folder, &["scenarios/baseline.toml", "--draws", "16", "--charts", "none"]);
            let mut files = everything(&made);
            files.remove("provenance.json");
            (above, made.file_name().expect("a name").to_owned(), files)
        });
        assert_eq!(runs[0].1, runs[1].1, "{example}");
        assert!(runs[0].2 == runs[1].2, "{example}: the runs differ");
    }
}

/// The parts of a workbook's zip file as texts.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let count = archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        (part.name().expect("a name").into_owned(), text)
    };
    (0..count).map(read).collect()
}

#[test]
fn a_sheet_is_frozen_noted_and_offers_lists_that_never_refuse_a_star() {
    let (_above, folder) = project("nhs-trust", &["--xlsx"]);
    let parts = parts(&fs::read(folder.join("inputs.xlsx")).expect("the workbook"));
    let mut sheets: Vec<&str> = vec![READ_ME];
    sheets.extend(parts["xl/workbook.xml"].split("<sheet name=\"").skip(2).filter_map(|rest| rest.split('"').next()));
    assert_eq!(sheets.len(), input::TABLES.len() + 1 - input::NOT_IN_WORKBOOKS.len());
    for (index, name) in sheets.iter().enumerate().skip(1) {
        let sheet = &parts[&format!("xl/worksheets/sheet{}.xml", index + 1)];
        assert!(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\""), "{name} is frozen below its names");
        let names = sheet.split("<c r=\"").skip(1).filter_map(|cell| cell.split('"').next());
        let names = names.filter(|cell| cell.trim_start_matches(|c: char| c.is_ascii_uppercase()) == "1").count();
        let notes = parts[&format!("xl/comments{index}.xml")].matches("<comment ref=").count();
        assert_eq!((notes, notes > 0), (names, true), "{name}: a note at each name");
    }
    let list = |sheet: &str, place: &str| {
        let index = sheets.iter().position(|name| *name == sheet).expect("the sheet") + 1;
        let lists = parts[&format!("xl/worksheets/sheet{index}.xml")].split("<dataValidation ").skip(1);
        let found = lists.map(str::to_owned).find(|list| list.contains(&format!("sqref=\"{place}2:{place}1048576\"")));
        found.unwrap_or_else(|| panic!("{sheet} has no list in column {place}"))
    };
    // staff: period, facility, role; workload: role, technology, phase, driver, facility; supply: role, facility.
    let codes = "<formula1>OFFSET(facilities!$A$2,0,0,MAX(1,COUNTA(facilities!$A:$A)-1),1)</formula1>";
    assert!(list("staff", "B").contains(codes) && list("staff", "B").contains("errorStyle=\"warning\""));
    assert!(
        list("supply", "B").contains(codes) && !list("supply", "B").contains("showErrorMessage"),
        "* may stand there"
    );
    assert!(list("posts", "B").contains(codes) && !list("posts", "B").contains("showErrorMessage"), "region:X too");
    assert!(
        list("workload", "D").contains("OFFSET(drivers!$A$2") && !list("workload", "D").contains("showErrorMessage")
    );
    let phases = list("workload", "C");
    assert!(phases.contains("<formula1>\"run,build,go_live\"</formula1>") && phases.contains("showErrorMessage=\"1\""));
    let all: String = parts.values().map(String::as_str).collect();
    for word in ["mergeCell", "state=\"hidden\"", "hidden=\"1\"", "<f>", "veryHidden"] {
        assert!(!all.contains(word), "{word}");
    }
    assert!(parts.keys().all(|name| !name.contains("vba") && !name.contains("macro")));
}

#[test]
fn tables_with_names_and_no_rows_change_nothing() {
    let (_above, folder) = project("minimal", &[]);
    let words = ["scenarios/baseline.toml", "--draws", "16", "--charts", "none"];
    let before = quiet_run(&folder, &words);
    for spec in input::TABLES.iter().filter(|spec| !spec.required) {
        fs::write(folder.join(format!("data/{}.csv", spec.name)), spec.header().join(",")).expect("a file");
    }
    assert_eq!(quiet_run(&folder, &words), before, "the same fingerprint");
}
