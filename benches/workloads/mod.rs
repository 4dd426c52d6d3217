//! Ordinary projects of any size, the same bytes every time: what measurements and comparisons run on.
//!
//! Hospitals get the sizes of American general acute hospitals. Everything about a hospital is a function of its number, so a
//! project of 408 holds the first 408 hospitals of a project of 6,120, less what all hospitals share: training places follow the
//! total establishment. Left out on purpose: building and go-live work, floors, services and contractors, so that the whole model
//! can be written a second time in a few hundred lines (`benches/peers`). `sample` brings most of that back with the sample's
//! own catalogue.

mod hospitals;
mod plain;
mod sample;

use std::fs;
use std::io::Result;
use std::path::{Path, PathBuf};

/// How large a project is.
#[derive(Clone, Debug)]
pub struct Shape {
    pub facilities: usize,
    /// Roles of the plain catalogue.
    pub roles: usize,
    /// Technologies of the plain catalogue.
    pub technologies: usize,
    /// Months forecast from October 2026, written by quarter.
    pub months: usize,
    pub draws: usize,
    /// Whether people leave and arrive whole.
    pub individuals: bool,
    /// No column has a range: every future is the central one.
    pub certain: bool,
    /// The roles, technologies and ratios of `sample-data` in the place of the plain ones.
    pub sample: bool,
}

impl Shape {
    /// W1 is a hospital group, W2 a nation, W3 one hospital.
    pub fn named(name: &str) -> Option<Shape> {
        let (facilities, draws) = match name {
            "W1" => (12, 10_000),
            "W2" => (6_120, 1_000),
            "W3" => (1, 1_000),
            _ => return None,
        };
        let shape = Shape {
            facilities,
            roles: 20,
            technologies: 10,
            months: 120,
            draws,
            individuals: true,
            certain: false,
            sample: false,
        };
        Some(shape)
    }

    /// Writes the project into a folder and tells the path of its scenario.
    pub fn write(&self, folder: &Path) -> Result<PathBuf> {
        let (scenarios, data) = (folder.join("scenarios"), folder.join("data"));
        fs::create_dir_all(&scenarios)?;
        fs::create_dir_all(&data)?;
        let mut tables = if self.sample { sample::tables(self.facilities)? } else { plain::tables(self) };
        tables.push(("facilities", hospitals::table(self.facilities)));
        for (name, text) in tables {
            let text = if self.certain { certain(name, &text)? } else { text };
            fs::write(data.join(format!("{name}.csv")), text)?;
        }
        let scenario = scenarios.join("baseline.toml");
        fs::write(&scenario, self.scenario())?;
        Ok(scenario)
    }

    fn scenario(&self) -> String {
        let last = 9 + self.months - 1;
        let currency = if self.sample { "\n[money]\ncurrency = \"USD\"\n" } else { "" };
        format!(
            "title = \"A workload to measure with\"
data = \"../data\"
start = \"2026-10\"
end = \"{}-{:02}\"
step = \"quarter\"
demand_anchor = \"establishment\"
{currency}
[shortage]
threshold_pct = 5
threshold_fte = 0.5

[uncertainty]
draws = {}
seed = 20261121
range = \"p10-p90\"
sampling = \"{}\"
individuals = {}

[hiring]
policy = \"fill-establishment\"
",
            2026 + last / 12,
            last % 12 + 1,
            self.draws,
            // Stratified draws come in sixteens.
            if self.draws.is_multiple_of(16) { "stratified" } else { "monte-carlo" },
            self.individuals,
        )
    }
}

/// The table without its lows and highs.
fn certain(name: &str, text: &str) -> Result<String> {
    let keeps = |column: &str| {
        !(column.ends_with("_low")
            || column.ends_with("_high")
            || name == "workload" && ["low", "high"].contains(&column))
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().collect::<csv::Result<Vec<_>>>()?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        let kept = row.iter().zip(&rows[0]).filter(|(_, column)| keeps(column)).map(|(cell, _)| cell);
        writer.write_record(kept)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes).expect("text stays text"))
}
