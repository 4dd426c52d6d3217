//! Reading people: how fast a roster is added up, and how much memory `staffcast check` takes for it, beside a plain loop
//! over the same file with `csv::ByteRecord`. `cargo bench --bench roster [ROWS]`.
//!
//! Peak memory is read from /proc and is only printed where that exists.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROWS: usize = 1_000_000;
const REPEATS: usize = 5;
const FACILITIES: usize = 12;
const ROLES: [&str; 4] = ["bmet", "ehr_analyst", "it_support", "coder"];

fn main() {
    let rows = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(ROWS);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path();
    write_project(project, rows);
    let roster = project.join("data/roster.csv");
    let size = fs::metadata(&roster).expect("the roster").len() as f64 / 1e6;
    println!("{rows} rows, {size:.1} MB");
    // One and the other in turn, so that what else the machine does meets both.
    let (mut plain, mut whole, mut empty) = (Vec::new(), Vec::new(), Vec::new());
    let mut peak = 0.0_f64;
    for _ in 0..REPEATS {
        plain.push(byte_records(&roster));
        let (seconds, memory) = check(project, "scenarios/small.toml");
        whole.push(seconds);
        peak = peak.max(memory);
        empty.push(check(project, "scenarios/none.toml").0);
    }
    let [plain, whole, empty] = [plain, whole, empty].map(median);
    let reading = whole - empty;
    println!("csv::ByteRecord, nothing parsed: {plain:.3} s, {:.0} MB/s", size / plain);
    println!("staffcast check, whole command: {whole:.3} s, {peak:.0} MB peak; without a roster {empty:.3} s");
    println!("added up in {reading:.3} s, {:.0} MB/s: {:.2} times the plain loop", size / reading, reading / plain);
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Seconds to walk over all records.
fn byte_records(path: &Path) -> f64 {
    let begun = Instant::now();
    let mut reader = csv::ReaderBuilder::new().from_path(path).expect("the roster");
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record).expect("a record") {
        cells += record.len();
    }
    assert!(cells > 0);
    begun.elapsed().as_secs_f64()
}

/// Seconds and peak megabytes of a check.
fn check(project: &Path, scenario: &str) -> (f64, f64) {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_staffcast"))
        .current_dir(project)
        .args(["check", scenario, "-q"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("the program is there") {
            break ended;
        }
        peak = peak.max(peak_megabytes(&status).unwrap_or(0.0));
        std::thread::sleep(Duration::from_millis(1));
    };
    assert!(ended.success(), "the project is sound");
    (begun.elapsed().as_secs_f64(), peak)
}

fn peak_megabytes(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// A project whose staff stand in a roster, and a scenario that needs none.
fn write_project(project: &Path, rows: usize) {
    let put = |name: &str, text: &str| {
        let path = project.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(path, text).expect("the file");
    };
    let scenario = |data: &str| {
        format!(
            "title = \"Roster\"\ndata = \"../{data}\"\nstart = \"2026-10\"\nend = \"2027-12\"\n\
             demand_anchor = \"establishment\"\n[hiring]\npolicy = \"none\"\n"
        )
    };
    put("scenarios/small.toml", &scenario("data"));
    put("scenarios/none.toml", &scenario("none"));
    let places: Vec<String> = (0..FACILITIES).map(|site| format!("site_{site}")).collect();
    let mut with = String::from("period,facility,role,fte,headcount,budgeted_fte\n");
    let mut without = with.clone();
    let mut activity = String::from("driver,facility,period,value\n");
    for site in &places {
        let _ = writeln!(activity, "beds,{site},2026,500");
        for role in ROLES {
            let _ = writeln!(with, "2026-Q3,{site},{role},,,20000");
            let _ = writeln!(without, "2026-Q3,{site},{role},18000,20000,20000");
        }
    }
    for (folder, staff) in [("data", &with), ("none", &without)] {
        let table = |name: &str, text: &str| put(&format!("{folder}/{name}.csv"), text);
        table("staff", staff);
        table("activity", &activity);
        table("facilities", &format!("facility\n{}\n", places.join("\n")));
        table("technologies", "technology\nrpm\n");
        table("drivers", "driver,kind\nbeds,stock\n");
        table("growth", "driver,facility,annual_pct\nbeds,*,1\n");
        table("adoption", "technology,facility,shape\nrpm,*,none\n");
        let of_roles = |row: &dyn Fn(&str) -> String| ROLES.map(row).join("\n");
        table("roles", &format!("role\n{}\n", of_roles(&str::to_owned)));
        let work = |role: &str| format!("{role},run,beds,*,fte_per_100,3000");
        table("workload", &format!("role,phase,driver,facility,unit,mode\n{}\n", of_roles(&work)));
        let supply = |role: &str| format!("{role},*,10,2,3");
        let header = "role,facility,leavers_pct,retirement_pct,time_to_fill_months";
        table("supply", &format!("{header}\n{}\n", of_roles(&supply)));
    }
    let mut roster =
        String::from("as_of,person_key,name,facility,role,fte,birth_year,start_date,end_date,leave_reason\n");
    for row in 0..rows {
        let site = &places[row / 7 % FACILITIES];
        let role = ROLES[row % ROLES.len()];
        let (year, month, day) = (1990 + row * 7 % 36, 1 + row * 5 % 12, 1 + row * 11 % 28);
        let left = if row % 16 == 3 { "2026-06-15,resigned" } else { "," };
        let year = if row % 16 == 3 { year.min(2025) } else { year };
        let month = if year == 2026 { 1 + month % 8 } else { month };
        let (tenths, born) = (5 + row % 5, 1960 + row * 13 % 45);
        let _ = writeln!(
            roster,
            "2026-09-30,k{row:07},N{row:07},{site},{role},0.{tenths},{born},{year}-{month:02}-{day:02},{left}"
        );
    }
    put("data/roster.csv", &roster);
}
