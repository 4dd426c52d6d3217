//! The whole command on the sample, as a planner runs it: seconds, peak memory, and nanoseconds per cell
//! (provider × role × month × draw). `cargo bench --bench baseline`.
//!
//! Peak memory is read from /proc and is only printed where that exists.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const REPEATS: usize = 5;
const MONTHS: f64 = 99.0;
const DRAWS: f64 = 2048.0;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut runs: Vec<(f64, f64)> = Vec::new();
    let mut cells = 0.0;
    for charts in ["none", "summary"] {
        runs.clear();
        for _ in 0..REPEATS {
            let out = tempfile::tempdir().expect("a temporary folder");
            let begun = Instant::now();
            let mut child = Command::new(env!("CARGO_BIN_EXE_staffcast"))
                .current_dir(root)
                .args(["run", "scenarios/baseline.toml", "-q", "--charts", charts, "--out"])
                .arg(out.path())
                .stdout(Stdio::null())
                .spawn()
                .expect("the program starts");
            let status = format!("/proc/{}/status", child.id());
            let mut peak = 0.0_f64;
            while child.try_wait().expect("the program is there").is_none() {
                peak = peak.max(peak_megabytes(&status).unwrap_or(0.0));
                std::thread::sleep(Duration::from_millis(2));
            }
            runs.push((begun.elapsed().as_secs_f64(), peak));
            cells = count_cells(out.path()) * MONTHS * DRAWS;
        }
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (seconds, peak) = runs[REPEATS / 2];
        println!(
            "charts {charts}: median of {REPEATS}: {seconds:.2} s, {peak:.0} MB peak, {:.1} ns per cell ({:.1} million cells); fastest {:.2} s, slowest {:.2} s",
            seconds * 1e9 / cells,
            cells / 1e6,
            runs[0].0,
            runs[REPEATS - 1].0
        );
    }
}

fn peak_megabytes(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// Provider × role pairs in the run's gap table.
fn count_cells(out: &Path) -> f64 {
    let folder = fs::read_dir(out).expect("the run").flatten().map(|entry| entry.path()).find(|path| path.is_dir());
    let table = folder.expect("a run folder").join("tables/gap.csv");
    let mut reader = csv::Reader::from_path(table).expect("the gap table");
    let opening = |record: &csv::StringRecord| {
        let [facility, role, period] = [1, 2, 3].map(|index| record.get(index).unwrap_or("*"));
        period == "opening" && ![facility, role].iter().any(|code| *code == "*" || code.contains(':'))
    };
    reader.records().flatten().filter(opening).count() as f64
}
