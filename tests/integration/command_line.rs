//! The built program as a planner or a script meets it: words, exit codes, files.

use super::project::Project;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_staffcast"));
    command.current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

pub fn run(folder: &Path, words: &[&str]) -> Output {
    program(folder).args(words).output().expect("the program starts")
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the program speaks UTF-8")
}

/// The run folder that a quiet run names.
pub fn quiet_run(folder: &Path, words: &[&str]) -> PathBuf {
    let output = run(folder, &[&["run", "-q"], words].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder.join(text(&output.stdout).trim_end())
}

#[test]
fn every_resolved_value_is_printed_with_what_set_it() {
    let mut project = Project::small();
    let plan = "extends = \"small\"\n[[change]]\ntable = \"growth\"\nwhere = { driver = \"beds\" }\nadd = { annual_pct = 1 }\n";
    project.scenario("plan", plan);
    let project = project.written();
    let words = ["check", "scenarios/plan.toml", "--resolved", "--set", "floors.minimum_fte[role=ehr_analyst]=0.8"];
    let output = run(project.path(), &words);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    for line in [
        "selector,value,file,line",
        "start,2026-10,scenarios/small.toml,3",
        "hiring.policy,fill-establishment,scenarios/small.toml,12",
        "shortage.threshold_pct,5,default,",
        "\"growth.annual_pct[driver=beds,facility=*]\",0.5/1.3/2,scenarios/plan.toml,2",
        "\"growth.annual_pct[driver=visits,facility=*]\",2,data/growth.csv,3",
        "\"floors.minimum_fte[role=ehr_analyst,facility=*]\",0.8,--set floors.minimum_fte[role=ehr_analyst]=0.8,",
        "\"staff.fte[period=2026-Q3,facility=north,role=bmet]\",9.5,data/staff.csv,3",
        "\"supply.hire_age[role=bmet,facility=*]\",35,default,",
    ] {
        assert!(said.lines().any(|found| found == line), "{line}\n{said}");
    }
    let json: Value =
        serde_json::from_slice(&run(project.path(), &[&words[..], &["--json"]].concat()).stdout).expect("JSON");
    assert_eq!(json["result"][0]["scenario"], "plan");
    assert_eq!(json["result"][0]["values"].as_array().map(Vec::len), Some(said.lines().count() - 1));
}

/// Every file of a folder but the provenance, with its bytes.
pub fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if !path.ends_with("provenance.json") {
                let bytes = fs::read(&path).expect("a readable file");
                files.push((path.strip_prefix(folder).expect("a file of the folder").to_owned(), bytes));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_run_writes_its_folder_and_says_what_it_found() {
    let project = Project::small().written();
    let output = run(project.path(), &["run", "scenarios/small.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("Equipment technician") && said.contains("Next: open"), "{said}");
    let name = fs::read_to_string(project.path().join("output/latest.txt")).expect("latest.txt");
    let folder = project.path().join("output").join(name.trim_end());
    for file in
        ["report.html", "manifest.json", "provenance.json", "README.txt", "inputs/small.toml", "inputs/staff.csv"]
    {
        assert!(folder.join(file).is_file(), "{file}");
    }
    for table in ["gap", "supply_flows", "adoption", "assumptions", "problems", "dictionary"] {
        assert!(folder.join(format!("tables/{table}.csv")).is_file(), "{table}");
    }
    let charts = [
        "gap_heat_map",
        "fan_all_roles",
        "adoption_curves",
        "chance_of_shortage",
        "demand_by_cause",
        "facility_comparison",
        "joiners_and_leavers",
    ];
    assert_eq!(fs::read_dir(folder.join("charts")).expect("charts").count(), 4 * charts.len());
    for chart in charts {
        for form in ["svg", "png", "txt", "csv"] {
            assert!(folder.join(format!("charts/{chart}.{form}")).is_file(), "{chart}.{form}");
        }
    }
}

#[test]
fn the_same_run_is_not_made_twice_and_a_damaged_one_is_not_touched() {
    let project = Project::small().written();
    let folder = quiet_run(project.path(), &["scenarios/small.toml", "--charts", "none"]);
    let again = run(project.path(), &["run", "scenarios/small.toml", "--charts", "none"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(text(&again.stderr).contains("Already computed") && text(&again.stdout).contains("Equipment technician"));
    let table = folder.join("tables/gap.csv");
    fs::write(&table, "changed\n").expect("a writable file");
    let damaged = run(project.path(), &["run", "scenarios/small.toml", "--charts", "none"]);
    assert_eq!(damaged.status.code(), Some(4));
    assert!(text(&damaged.stderr).contains("tables/gap.csv"));
    assert_eq!(fs::read_to_string(table).expect("the file"), "changed\n");
}

#[test]
fn a_runs_own_inputs_give_the_same_run() {
    let project = Project::small().written();
    let folder = quiet_run(project.path(), &["scenarios/small.toml"]);
    let scenario = folder.join("inputs/small.toml");
    let again =
        quiet_run(project.path(), &[scenario.to_str().expect("a plain path"), "--out", "elsewhere", "--jobs", "1"]);
    assert_eq!(folder.file_name(), again.file_name());
    assert!(contents(&folder) == contents(&again));
}

/// The system's locale and time zone, the number of threads, the order of rows and the form of the files are no part of a
/// run.
#[test]
fn what_surrounds_a_run_does_not_change_a_byte() {
    let project = Project::small();
    let mut shuffled = project.clone();
    for (table, _) in super::project::TABLES {
        let text = project.text(table);
        let mut lines: Vec<&str> = text.lines().collect();
        let middle = 1 + (lines.len() - 1) / 2;
        lines[1..].rotate_left(middle - 1);
        shuffled.set(table, format!("\u{feff}{}\r\n", lines.join("\r\n")));
    }
    let surroundings = [
        (&project, "1", "C", "UTC"),
        (&project, "2", "de_DE.UTF-8", "Asia/Tokyo"),
        (&project, "3", "tr_TR.UTF-8", "America/St_Johns"),
        (&shuffled, "8", "C.UTF-8", "Pacific/Chatham"),
    ];
    let mut first = None;
    for (project, jobs, locale, zone) in surroundings {
        let written = project.written();
        let words = ["run", "-q", "scenarios/small.toml", "--jobs", jobs];
        let output =
            program(written.path()).args(words).env("LC_ALL", locale).env("LANG", locale).env("TZ", zone).output();
        let output = output.expect("the program starts");
        assert!(output.status.success(), "{}", text(&output.stderr));
        let folder = written.path().join(text(&output.stdout).trim_end());
        let found = (folder.file_name().map(ToOwned::to_owned), contents(&folder));
        let first = first.get_or_insert_with(|| found.clone());
        assert!(*first == found, "{jobs} threads, {locale}, {zone} give other bytes");
    }
}

#[test]
fn a_run_folder_stands_wherever_a_scenario_may() {
    let project = Project::small().written();
    let folder = quiet_run(project.path(), &["scenarios/small.toml", "--charts", "none"]);
    let name = folder.to_str().expect("a plain path");
    let again = quiet_run(project.path(), &[name, "--charts", "none", "--out", "elsewhere"]);
    assert!(contents(&folder) == contents(&again));
    let checked = run(project.path(), &["check", name]);
    assert!(text(&checked.stdout).starts_with("small: 2 roles"), "{}", text(&checked.stderr));
    let refused = run(project.path(), &["check", "scenarios"]);
    assert_eq!(refused.status.code(), Some(4));
    let said = text(&refused.stderr);
    assert!(said.contains("scenarios is no run folder: it has no manifest.json; name a folder"), "{said}");
    fs::write(folder.join("inputs/staff.csv"), "period\n").expect("a writable file");
    let damaged = run(project.path(), &["run", name]);
    assert_eq!(damaged.status.code(), Some(4));
    assert!(text(&damaged.stderr).contains("inputs/staff.csv was changed"), "{}", text(&damaged.stderr));
}

#[test]
fn refused_inputs_exit_with_3_and_write_nothing() {
    let mut project = Project::small();
    project.change("staff", "9.5,10,11", "9.5,ten,11").change("roles", "37.5", "");
    let project = project.written();
    let output = run(project.path(), &["run", "scenarios/small.toml"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stdout).is_empty());
    let said = text(&output.stderr);
    assert!(
        said.contains("error[not-a-number]")
            && said.contains("data/staff.csv:3")
            && said.contains("nothing was written")
    );
    assert!(!project.path().join("output").exists());
}

#[test]
fn one_refused_scenario_stops_them_all() {
    let project = Project::small().written();
    fs::write(project.path().join("scenarios/bad.toml"), "data = \"../data\"\n").expect("a writable folder");
    let output = run(project.path(), &["run", "scenarios/small.toml", "scenarios/bad.toml"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(!project.path().join("output").exists());
}

#[test]
fn warnings_refuse_only_when_strict() {
    let mut project = Project::small();
    project.change("staff", "9.5,10,11", "9.5,10,40");
    let project = project.written();
    let check = |words: &[&str]| run(project.path(), &[&["check", "scenarios/small.toml"], words].concat());
    assert_eq!(check(&[]).status.code(), Some(0));
    assert!(text(&check(&[]).stderr).contains("warning[anchor-ratio]"));
    assert_eq!(check(&["--strict"]).status.code(), Some(3));
}

#[test]
fn json_is_one_document_on_success_and_on_refusal() {
    let project = Project::small().written();
    let document = |words: &[&str]| -> Value {
        serde_json::from_slice(&run(project.path(), words).stdout).expect("one JSON document")
    };
    let done = document(&["run", "--json", "--charts", "none", "scenarios/small.toml"]);
    assert_eq!((&done["status"], &done["exit_code"], &done["command"]), (&"done".into(), &0.into(), &"run".into()));
    assert_eq!(done["runs"][0]["scenario"], "small");
    assert!(done["runs"][0]["headline"]["gap_mean_fte"].is_number());
    fs::write(project.path().join("data/staff.csv"), "period\n").expect("a writable file");
    let refused = document(&["run", "--json", "scenarios/small.toml"]);
    assert_eq!((&refused["status"], &refused["exit_code"]), (&"refused".into(), &3.into()));
    let problem = &refused["problems"][0];
    assert!(problem["slug"].is_string() && problem["file"] == "data/staff.csv" && problem["help"].is_string());
    let missing = document(&["run", "--json", "no/such.toml"]);
    assert_eq!((&missing["status"], &missing["exit_code"]), (&"failed".into(), &4.into()));
}

#[test]
fn a_kind_of_problem_is_explained_without_a_scenario() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let explained = run(folder.path(), &["check", "--explain", "not-a-number"]);
    assert_eq!(explained.status.code(), Some(0), "{}", text(&explained.stderr));
    let said = text(&explained.stdout);
    assert!(
        said.starts_with("error[not-a-number]: ")
            && said.ends_with("Read more: staffcast schema activity; scenarios/README.md ([files.TABLE])\n"),
        "{said}"
    );
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let all = run(folder.path(), &["check", "--explain"]);
    assert!(all.status.success() && text(&all.stdout).contains("\nnot-a-number (error)\n    A cell that"));
    let unknown = run(folder.path(), &["check", "--explain", "not-a-nummer"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("did you mean `not-a-number`?"), "{}", text(&unknown.stderr));
    assert_eq!(unknown.stdout, all.stdout);
    let json: Value =
        serde_json::from_slice(&run(folder.path(), &["check", "--explain", "not-a-number", "--json"]).stdout)
            .expect("JSON");
    assert_eq!((&json["result"]["file"], &json["result"]["severity"]), (&"activity.csv".into(), &"error".into()));
    assert_eq!(json["result"]["after"][1], "visits,north,2025,90000");
}

#[test]
fn many_problems_are_capped_and_counted_in_full() {
    let mut project = Project::small();
    for row in 0..12_000 {
        project.append("staff", &format!("2026-Q3,north,bmet,x{row},,"));
    }
    (0..60).for_each(|row| {
        project.append("posts", &format!("bmet,hub,x{row},x"));
    });
    let project = project.written();
    let check = |words: &[&str]| run(project.path(), &[&["check", "scenarios/small.toml"], words].concat());
    let said = |words: &[&str]| text(&check(words).stderr).to_owned();
    let usual = said(&[]);
    assert!(usual.contains("   … and 11,997 more like this\n"), "{usual}");
    assert!(usual.contains(" errors in 2 files; nothing was written.\nMore about "), "{usual}");
    assert!(usual.ends_with(": staffcast check --explain not-a-period\n"), "{usual}");
    // One place for all kinds of problem in a file.
    let few = said(&["--max-problems", "1"]);
    assert_eq!(few.matches("error[").count(), 2, "{few}");
    assert!(few.contains("\n… and 60 more problems in data/posts.csv (check --max-problems 0 shows all)\n"), "{few}");
    let all = said(&["--max-problems", "0"]);
    assert_eq!(all.matches("error[not-a-number]").count(), 10_060);
    let document = |words: &[&str]| -> Value { serde_json::from_slice(&check(words).stdout).expect("JSON") };
    let number = |document: &Value| document["problems"].as_array().map(Vec::len).expect("problems");
    let whole = document(&["--json"]);
    let capped = document(&["--json", "--max-problems", "5"]);
    assert_eq!((number(&capped), whole["problems_left_out"].as_u64()), (10, Some(2_000)));
    assert_eq!(capped["problems_left_out"].as_u64(), Some(number(&whole) as u64 + 2_000 - 10));
}

#[test]
fn wrong_words_exit_with_2_and_suggest() {
    let project = Project::small().written();
    let output = run(project.path(), &["rum", "scenarios/small.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("run"));
    let schema = run(project.path(), &["schema", "workloads"]);
    assert_eq!(schema.status.code(), Some(2));
    assert!(text(&schema.stderr).contains("did you mean `workload`?"));
}

#[test]
fn what_cannot_be_read_or_written_exits_with_4() {
    let project = Project::small().written();
    assert_eq!(run(project.path(), &["run", "scenarios/none.toml"]).status.code(), Some(4));
    fs::write(project.path().join("file"), "").expect("a writable folder");
    let output = run(project.path(), &["run", "scenarios/small.toml", "--out", "file"]);
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let project = Project::small().written();
    let mut child = program(project.path())
        .args(["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn pipes_get_no_colours_unless_asked_for() {
    let mut project = Project::small();
    project.change("staff", "9.5,10,11", "9.5,ten,11");
    let project = project.written();
    let check = |words: &[&str]| run(project.path(), &[&["check", "scenarios/small.toml"], words].concat()).stderr;
    assert!(!check(&[]).contains(&0x1B));
    assert!(check(&["--color", "always"]).contains(&0x1B));
}

#[test]
fn the_schema_lists_every_table_as_text_and_as_json() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = run(folder.path(), &["schema"]).stdout;
    let listed = text(&output);
    let specs =
        staffcast::tables::input::TABLES.iter().copied().chain(staffcast::tables::output::TABLES.iter().copied());
    for column in specs.flat_map(|table| table.columns) {
        assert!(listed.contains(column.name), "{}", column.name);
    }
    let json: Value =
        serde_json::from_slice(&run(folder.path(), &["schema", "workload", "--json"]).stdout).expect("JSON");
    assert!(json.to_string().contains("fte_per_100"));
}

#[test]
fn a_run_is_the_same_whatever_scenarios_stand_beside_it() {
    let mut project = Project::small();
    project.change("staff", "9.5,10,11", "9.5,10,40");
    let project = project.written();
    let other = fs::read_to_string(project.path().join("scenarios/small.toml")).expect("the scenario");
    let other = other.replace("draws = 512", "draws = 128");
    fs::write(project.path().join("scenarios/other.toml"), other).expect("a writable folder");
    let alone = quiet_run(project.path(), &["scenarios/small.toml", "--charts", "none", "--out", "alone"]);
    let both = run(
        project.path(),
        &["run", "-q", "scenarios/small.toml", "scenarios/other.toml", "--charts", "none", "--out", "both"],
    );
    let first = text(&both.stdout).lines().next().expect("two folders").to_owned();
    assert!(contents(&alone) == contents(&project.path().join(first)));
}

#[cfg(unix)]
#[test]
fn odd_names_are_refused_and_never_end_in_a_panic() {
    use std::os::unix::ffi::OsStrExt;
    let project = Project::small().written();
    let odd = std::ffi::OsStr::from_bytes(b"scenarios/t\xFF.toml");
    fs::copy(project.path().join("scenarios/small.toml"), project.path().join(odd)).expect("a writable folder");
    let output = program(project.path()).arg("run").arg(odd).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Few independent draws, of wide ranges.
fn imprecise() -> Project {
    let mut project = Project::small();
    project.change("scenario", "draws = 512", "draws = 300\nsampling = \"monte-carlo\"");
    project.change("growth", "-0.5,0.3,1", "-15,0.3,25");
    project.append("scenario", "[shortage]\nthreshold_pct = 0\nthreshold_fte = 0");
    project
}

#[test]
fn a_large_monte_carlo_error_is_said_and_kept_with_the_run() {
    let project = imprecise().written();
    let output = run(project.path(), &["run", "scenarios/small.toml", "--charts", "none"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(said.contains("warning[large-error]: the Monte Carlo error of 300 draws is large"), "{said}");
    assert!(said.contains("`bmet`") && said.contains("draws would do"), "{said}");
    let folder = quiet_run(project.path(), &["scenarios/small.toml", "--charts", "none"]);
    let problems = fs::read_to_string(folder.join("tables/problems.csv")).expect("the problems");
    assert!(problems.contains("\nlarge-error,warning,small.toml,uncertainty.draws,"), "{problems}");
    // A run that is there already says it in its own table, and in JSON.
    let again = run(project.path(), &["run", "scenarios/small.toml", "--charts", "none", "--json"]);
    let document: Value = serde_json::from_slice(&again.stdout).expect("JSON");
    let slugs = || document["problems"].as_array().expect("problems").iter().map(|problem| &problem["slug"]);
    assert_eq!(slugs().filter(|slug| *slug == "large-error").count(), 1, "{document:#}");
    let strict = run(project.path(), &["run", "scenarios/small.toml", "--charts", "none", "--strict"]);
    assert_eq!(strict.status.code(), Some(3));
}

#[test]
fn strict_refuses_a_large_error_before_anything_is_written() {
    let mut project = imprecise();
    // Everything else that could be warned of is out of the way.
    project.set("services", "role,facility,provider,share_pct\nbmet,south,hub,60\n").remove("floors").remove("anchors");
    project.change("supply", "bmet,south,,12,,nothing,,,,,\n", "");
    project.change("staff", "2026-Q3,hub,ehr_analyst,0,0,0\n", "2026-Q3,hub,ehr_analyst,0.04,1,0.04\n");
    let folder = project.written();
    let strict = run(folder.path(), &["run", "scenarios/small.toml", "--strict", "--json"]);
    let document: Value = serde_json::from_slice(&strict.stdout).expect("JSON");
    assert_eq!((strict.status.code(), document["exit_code"].as_i64()), (Some(3), Some(3)));
    let warnings: Vec<&str> = document["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter(|problem| problem["severity"] == "warning")
        .filter_map(|problem| problem["slug"].as_str())
        .collect();
    assert_eq!(warnings, ["large-error"], "{document:#}");
    assert!(!folder.path().join("output").exists());
}
