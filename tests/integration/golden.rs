//! The golden runs: every sample scenario with few draws and yearly rows leaves the files, and the numbers, that it left
//! before.
//!
//! `tests/golden/NAME.csv` holds, for the scenario NAME, the names of all files, the main figures of every role over all
//! facilities, and the sum of every column of numbers of every table, so that no number can move unseen. Where a change is
//! meant, `STAFFCAST_GOLDEN=write cargo test golden` writes the files anew; the difference of the files then shows what
//! has changed.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Columns of `gap.csv` kept figure by figure.
const FIGURES: [&str; 9] = [
    "demand_mean_fte",
    "supply_mean_fte",
    "gap_mean_fte",
    "gap_p10_fte",
    "gap_p90_fte",
    "gap_central_fte",
    "shortage_surge_mean_fte",
    "residual_mean_fte",
    "prob_shortage_pct",
];
/// Periods whose figures are kept.
const PERIODS: [&str; 3] = ["opening", "2029", "2034"];
/// Numbers may differ by this share of themselves: between platforms the last digits may.
const TOLERANCE: f64 = 1e-9;

type Golden = BTreeMap<String, String>;

fn run(scenario: &str, out: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = ["run", "--json", "--draws", "16", "--set", "step=year", "--out"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_staffcast"));
    command.current_dir(root).args(words).arg(out).arg(format!("scenarios/{scenario}.toml"));
    let output = command.output().expect("the program starts");
    let said: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(said["status"], "done", "{said}");
    root.join(said["runs"][0]["folder"].as_str().expect("a folder"))
}

/// Names and figures of a run folder.
fn golden(folder: &Path) -> Golden {
    let mut golden = Golden::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("a file of the folder").to_string_lossy().replace('\\', "/");
            if name.starts_with("tables/") {
                table(&name, &path, &mut golden);
            }
            golden.insert(format!("file {name}"), String::new());
        }
    }
    golden
}

fn table(name: &str, path: &Path, golden: &mut Golden) {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let header = reader.headers().expect("a header").clone();
    let mut sums: Vec<(usize, f64)> = vec![(0, 0.0); header.len()];
    for record in reader.records() {
        let record = record.expect("a row");
        for (sum, cell) in sums.iter_mut().zip(&record) {
            if let Ok(number) = cell.parse::<f64>() {
                *sum = (sum.0 + 1, sum.1 + number);
            }
        }
        if name == "tables/gap.csv" && &record[1] == "*" && PERIODS.contains(&&record[3]) {
            for (column, cell) in header.iter().zip(&record).filter(|(column, _)| FIGURES.contains(column)) {
                golden.insert(format!("{name} {} {} {column}", &record[2], &record[3]), cell.to_owned());
            }
        }
    }
    for (column, (count, sum)) in header.iter().zip(sums).filter(|(_, (count, _))| *count > 0) {
        golden.insert(format!("{name} sum of {count} numbers of {column}"), sum.to_string());
    }
}

fn same(a: &str, b: &str) -> bool {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1.0),
        _ => a == b,
    }
}

fn read(path: &Path) -> Golden {
    let Ok(mut reader) = csv::Reader::from_path(path) else { return Golden::new() };
    reader.deserialize().map(|row| row.expect("a row of two cells")).collect()
}

fn write(path: &Path, golden: &Golden) {
    let mut writer = csv::Writer::from_path(path).expect("a writable file");
    writer.write_record(["what", "value"]).expect("a header");
    golden.iter().for_each(|row| writer.serialize(row).expect("a row"));
}

fn is_as_before(scenario: &str) {
    let out = tempfile::tempdir().expect("a temporary folder");
    let found = golden(&run(scenario, out.path()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{scenario}.csv"));
    if std::env::var_os("STAFFCAST_GOLDEN").is_some_and(|word| word == "write") {
        write(&path, &found);
    }
    let before = read(&path);
    let mut names: Vec<&String> = before.keys().chain(found.keys()).collect();
    names.sort();
    names.dedup();
    let shown =
        |golden: &Golden, name: &str| golden.get(name).map_or_else(|| "not there".to_owned(), |it| format!("`{it}`"));
    let differs = |name: &&&String| match (before.get(**name), found.get(**name)) {
        (Some(a), Some(b)) => !same(a, b),
        _ => true,
    };
    let differences: Vec<String> = names
        .iter()
        .filter(differs)
        .map(|name| format!("  {name}: was {}, is {}", shown(&before, name), shown(&found, name)))
        .collect();
    assert!(
        differences.is_empty(),
        "{scenario}: {} of {} figures differ\n{}",
        differences.len(),
        names.len(),
        differences.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
    );
}

macro_rules! golden_runs {
    ($($name:ident: $scenario:literal;)+) => {
        $(#[test]
        fn $name() {
            is_as_before($scenario);
        })+

        #[test]
        fn every_sample_scenario_has_a_golden_run() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
            let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
            let mut stems: Vec<String> = entries
                .filter(|path| path.extension().is_some_and(|it| it == "toml"))
                .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
                .collect();
            stems.sort();
            assert_eq!(stems, [$($scenario),+]);
        }
    };
}

golden_runs! {
    ai_fast_is_as_before: "ai-fast";
    the_baseline_is_as_before: "baseline";
    ehr_waves_are_as_before: "ehr-waves";
    everything_at_once_is_as_before: "everything-at-once";
    frozen_technology_is_as_before: "technology-frozen";
    expanded_telemedicine_is_as_before: "telemedicine-expansion";
}
