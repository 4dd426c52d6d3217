//! Projects under `tests/projects`, read and forecast in the ordinary way.

use staffcast::diagnostics::{Diagnostics, Severity};
use staffcast::files::Disk;
use staffcast::input::{Overrides, load_case};
use staffcast::output::{Table, TableSet, result_tables};
use staffcast::program;
use staffcast::progress::Silent;
use staffcast::uncertainty::forecast;
use std::path::{Path, PathBuf};

/// The folder of a project.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects").join(name)
}

/// The tables of a project's run.
pub struct Answer(TableSet);

impl Answer {
    /// Forecasts the project `name`.
    pub fn of(name: &str) -> Self {
        Self::of_scenario(name, "scenario")
    }

    /// Forecasts another scenario of the project.
    pub fn of_scenario(name: &str, scenario: &str) -> Self {
        let mut found = Diagnostics::new();
        let scenario = folder(name).join(format!("{scenario}.toml"));
        let case = load_case(&Disk, &scenario, &Overrides::default(), &mut found).expect("the disk works");
        let problems = found.into_sorted();
        let errors: Vec<_> = problems.iter().filter(|problem| problem.slug.severity() == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let case = case.expect("a case");
        let program = program::compile(&case);
        let drawn = |index| !program.provider(&case, index).names.is_empty();
        assert!(!(0..program.facilities.len()).any(drawn), "a known answer has no ranges and no uncertain defaults");
        let forecast = forecast(&case, &program, &Silent).expect("a forecast");
        Self(result_tables(&case, &program, &forecast, &[]))
    }

    fn table(&self, name: &str) -> &Table {
        self.0.get(name).expect("the run has the table")
    }

    /// A number of the row of a table in which each column named holds what stands beside it.
    pub fn cell(&self, table: &str, key: &[(&str, &str)], column: &str) -> f64 {
        let found = self.cells(table, key, column);
        assert_eq!(found.len(), 1, "{table} {key:?}");
        found[0]
    }

    /// The numbers of all such rows.
    pub fn cells(&self, table: &str, key: &[(&str, &str)], column: &str) -> Vec<f64> {
        let table = self.table(table);
        let rows = (0..table.len()).filter(|&row| key.iter().all(|&(name, value)| table.text(name, row) == value));
        rows.map(|row| table.number(column, row).expect("a number")).collect()
    }

    /// A number of `gap.csv`.
    pub fn gap(&self, facility: &str, role: &str, period: &str, column: &str) -> f64 {
        self.cell("gap", &[("facility", facility), ("role", role), ("period", period)], column)
    }

    /// A number of `supply_flows.csv`.
    pub fn flow(&self, role: &str, period: &str, column: &str) -> f64 {
        self.cell("supply_flows", &[("facility", "*"), ("role", role), ("period", period)], column)
    }
}

/// Asserts that a number is as expected, give or take `tolerance`.
#[track_caller]
pub fn assert_close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, where {expected} is known (± {tolerance})");
}
