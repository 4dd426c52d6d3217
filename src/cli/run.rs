//! `staffcast run`: check, forecast, write one run folder per scenario.

use super::args::Run;
use super::check::{self, Sound, failed};
use super::console::Console;
use super::document::{Document, RunEntry};
use super::progress::{Bar, interrupted, listen};
use super::{Exit, summary};
use crate::diagnostics::{Diagnostics, Problem, Slug};
use crate::domain::Case;
use crate::files::{Disk, FilesError};
use crate::output::{
    self, ChartError, Charts, Fingerprint, Outcome, OutputError, Provenance, RunRecord, TableSet, existing_run,
    write_run,
};
use crate::projection::ProjectionError;
use crate::uncertainty;
use jiff::Timestamp;
use std::path::Path;
use std::time::Instant;

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
enum RunError {
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    #[error(transparent)]
    Chart(#[from] ChartError),
    #[error("cannot start {0} threads: {1}")]
    Threads(u16, rayon::ThreadPoolBuildError),
    #[error("the run of {0} was not written: --strict refuses warnings")]
    Strict(String),
}

impl RunError {
    fn exit(&self) -> Exit {
        match self {
            Self::Files(_) | Self::Output(_) => Exit::Files,
            Self::Projection(
                ProjectionError::TooLarge { .. }
                | ProjectionError::TotalTooLarge
                | ProjectionError::TooMuchMemory { .. },
            )
            | Self::Threads(..) => Exit::Limit,
            Self::Projection(ProjectionError::Interrupted) => Exit::Interrupted,
            Self::Chart(_) => Exit::Bug,
            Self::Strict(_) => Exit::Refused,
        }
    }
}

/// Runs the command.
pub fn run(options: &Run, console: &Console) -> Exit {
    listen();
    let begun = Instant::now();
    let checked = match check::load(&options.scenarios, &options.draws) {
        Ok(checked) => checked,
        Err(error) => {
            failed(Document::new("run", Exit::Files, &[]), &error.to_string(), console);
            return Exit::Files;
        }
    };
    console.detail(&format!("read and checked in {:.2} s", begun.elapsed().as_secs_f64()));
    console.problems(&checked.problems, options.strict);
    if checked.refused(options.strict) {
        if console.json {
            console.answer(&Document::new("run", Exit::Refused, &checked.problems).text());
        }
        return Exit::Refused;
    }
    let mut problems = checked.problems;
    let mut runs = Vec::new();
    for sound in &checked.cases {
        match one(options, console, sound, &mut problems) {
            Ok(entry) => runs.push(entry),
            Err(error) => {
                let document = Document::new("run", error.exit(), &problems).with_runs(runs);
                failed(document, &error.to_string(), console);
                return error.exit();
            }
        }
    }
    if console.json {
        console.answer(&Document::new("run", Exit::Done, &problems).with_runs(runs).text());
    }
    Exit::Done
}

/// Forecasts one scenario and writes its folder; what only its forecast shows is added to `all`.
fn one(options: &Run, console: &Console, sound: &Sound, all: &mut Vec<Problem>) -> Result<RunEntry, RunError> {
    let Sound { case, program, problems } = sound;
    let fingerprint = Fingerprint::of(case, options.charts.word());
    let name = &case.settings.name;
    if let Some(folder) = existing_run(&Disk, &options.out, name, &fingerprint)? {
        let tables = output::read_tables(&Disk, &folder)?;
        let late = output::kept_problems(&tables, Slug::LargeError);
        all.extend_from_slice(&late);
        if late.iter().any(|problem| problem.severity.refuses(options.strict)) {
            console.late_problems(&late, options.strict);
            return Err(RunError::Strict(name.clone()));
        }
        console.say("Already computed from the same inputs; nothing was written.");
        return Ok(shown(console, case, &tables, &folder, options.charts));
    }
    let started = Timestamp::now();
    let pool = pool(options.jobs)?;
    let bar = Bar::new(console.progress, format!("Forecasting {name}"));
    let begun = Instant::now();
    let forecast = pool.install(|| uncertainty::forecast(case, program, &bar));
    bar.clear();
    let forecast = forecast?;
    console.detail(&format!("forecast of {name} in {:.2} s", begun.elapsed().as_secs_f64()));
    let mut late = Diagnostics::new();
    uncertainty::review_errors(case, &forecast, &mut late);
    let late = late.into_sorted();
    console.late_problems(&late, options.strict);
    all.extend_from_slice(&late);
    if late.iter().any(|problem| problem.severity.refuses(options.strict)) {
        return Err(RunError::Strict(name.clone()));
    }
    let begun = Instant::now();
    let tables = output::result_tables(case, program, &forecast, &[problems.as_slice(), &late].concat());
    let stamp = format!("staffcast {}, run {}", env!("CARGO_PKG_VERSION"), fingerprint.short());
    let charts = pool.install(|| output::pictures(case, &tables, options.charts, &stamp))?;
    if interrupted() {
        return Err(ProjectionError::Interrupted.into());
    }
    let provenance = Provenance {
        command: std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" "),
        started,
        finished: Timestamp::now(),
        threads: pool.current_num_threads(),
    };
    let record = RunRecord { scenario: name, fingerprint: &fingerprint, tables: &tables, charts, case, provenance };
    let folder = match write_run(&Disk, &options.out, &record)? {
        Outcome::Written(folder) | Outcome::AlreadyComputed(folder) => folder,
    };
    console.detail(&format!("tables, charts and folder in {:.2} s", begun.elapsed().as_secs_f64()));
    Ok(shown(console, case, &tables, &folder, options.charts))
}

fn pool(jobs: Option<u16>) -> Result<rayon::ThreadPool, RunError> {
    let threads = jobs.unwrap_or(0);
    let built = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build();
    built.map_err(|error| RunError::Threads(threads, error))
}

/// Prints the answer, and returns it for the JSON document.
fn shown(console: &Console, case: &Case, tables: &TableSet, folder: &Path, charts: Charts) -> RunEntry {
    if console.quiet {
        console.answer(&format!("{}\n", folder.display()));
    } else if !console.json {
        console.answer(&summary::text(case, tables));
        let picture = folder.join("charts/gap_heat_map.png");
        let table = folder.join("tables/gap.csv").display().to_string();
        let next = if charts == Charts::None { table } else { format!("{} and {table}", picture.display()) };
        console.answer(&format!("\nWritten to {}\nNext: open {next}\n\n", folder.display()));
    }
    RunEntry {
        scenario: case.settings.name.clone(),
        folder: folder.display().to_string(),
        headline: summary::headline(case, tables),
    }
}
