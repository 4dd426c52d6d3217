//! Times, and the cases that they are taken on.

use crate::workloads::Shape;
use staffcast::diagnostics::Diagnostics;
use staffcast::domain::Case;
use staffcast::files::Disk;
use staffcast::input::{Overrides, load_case};
use std::fmt;
use std::path::Path;
use std::time::Instant;

/// Median and extremes of some measurements.
#[derive(Clone, Copy)]
pub struct Spread {
    pub median: f64,
    pub least: f64,
    pub most: f64,
}

impl Spread {
    pub fn of(mut measured: Vec<f64>) -> Self {
        measured.sort_by(f64::total_cmp);
        Self { median: measured[measured.len() / 2], least: measured[0], most: measured[measured.len() - 1] }
    }

    /// Amount a second, where the spread is one of seconds.
    #[allow(dead_code, reason = "not every bench asks for it")]
    pub fn rate(self, amount: f64) -> Self {
        Self { median: amount / self.median, least: amount / self.most, most: amount / self.least }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = text.precision().unwrap_or(2);
        write!(text, "{:.digits$} ({:.digits$} to {:.digits$})", self.median, self.least, self.most)
    }
}

/// Seconds that something takes.
pub fn seconds<R>(work: impl FnOnce() -> R) -> f64 {
    let begun = Instant::now();
    std::hint::black_box(work());
    begun.elapsed().as_secs_f64()
}

/// The case of a workload.
pub fn case_of(shape: &Shape) -> Case {
    let folder = tempfile::tempdir().expect("a temporary folder");
    case_at(&shape.write(folder.path()).expect("a folder that can be written"))
}

/// The case of a scenario file.
pub fn case_at(scenario: &Path) -> Case {
    let mut found = Diagnostics::new();
    let case = load_case(&Disk, scenario, &Overrides::default(), &mut found).expect("readable files");
    case.expect("a sound project")
}
