//! Computing a checked scenario into everything that its run folder holds; `run` writes it, `verify` compares it.

use super::Exit;
use super::check::Sound;
use super::console::Console;
use super::progress::{Bar, interrupted};
use crate::diagnostics::Diagnostics;
use crate::files::FilesError;
use crate::output::{
    self, ChartError, Charts, Fingerprint, OutputError, Provenance, RunRecord, Shown, Spools, Tabulation,
};
use crate::program::Provider;
use crate::projection::ProjectionError;
use crate::uncertainty::{self, Enough, NotEnough};
use jiff::Timestamp;
use std::time::Instant;

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The disk refused.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// A run folder could not be written, or is not to be trusted.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The forecast could not be made.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// No number of draws is enough.
    #[error(transparent)]
    Draws(#[from] NotEnough),
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// There are not so many threads to be had.
    #[error("cannot start {0} threads: {1}")]
    Threads(u16, rayon::ThreadPoolBuildError),
    /// Only the forecast showed something that is refused.
    #[error("the run of {0} was not written: --strict refuses warnings")]
    Strict(String),
}

impl RunError {
    /// How a command that failed so ends.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Files(_) | Self::Output(_) => Exit::Files,
            Self::Projection(ProjectionError::Interrupted)
            | Self::Draws(NotEnough::Projection(ProjectionError::Interrupted)) => Exit::Interrupted,
            Self::Projection(
                ProjectionError::TooLarge { .. }
                | ProjectionError::TotalTooLarge
                | ProjectionError::TooMuchMemory { .. },
            )
            | Self::Draws(_)
            | Self::Threads(..) => Exit::Limit,
            Self::Chart(_) => Exit::Bug,
            Self::Strict(_) => Exit::Refused,
        }
    }
}

/// Gives a scenario as many draws as it needs until the headline's Monte Carlo error is at most `tolerance` FTE.
pub fn settle(sound: &mut Sound, tolerance: f64, jobs: Option<u16>, console: &Console) -> Result<(), RunError> {
    let Sound { case, program, .. } = sound;
    let name = case.settings.name.clone();
    let bar = Bar::new(console.progress, format!("Looking for enough draws of {name}"));
    let found = pool(jobs)?.install(|| uncertainty::settle_draws(case, program, tolerance, &bar));
    bar.clear();
    let Enough { draws, error } = found?;
    console.say(&format!(
        "{name}: {draws} draws, with which the Monte Carlo error of the total gap is {error:.4} FTE (asked for: at most {tolerance})."
    ));
    Ok(())
}

/// Forecasts one scenario, and makes its tables and charts; rows wait in `spools`. `doing` stands before the progress bar.
pub fn compute<'a>(
    sound: &'a Sound,
    (charts, jobs): (Charts, Option<u16>),
    spools: Spools<'a>,
    doing: &str,
    console: &Console,
) -> Result<RunRecord<'a>, RunError> {
    let Sound { case, program, problems } = sound;
    let name = &case.settings.name;
    let started = Timestamp::now();
    let pool = pool(jobs)?;
    let bar = Bar::new(console.progress, format!("{doing} {name}"));
    let begun = Instant::now();
    let mut tabulation = Tabulation::new(case, program, Shown::of(case), spools);
    let add = |provider: (usize, &Provider), finished| Ok::<_, RunError>(tabulation.add(provider, &finished)?);
    let forecast = pool.install(|| uncertainty::forecast_each(case, program, &bar, add));
    bar.clear();
    let everything = forecast?;
    console.detail(&format!("forecast of {name} in {:.2} s", begun.elapsed().as_secs_f64()));
    let begun = Instant::now();
    let fingerprint = Fingerprint::of(case, charts.word());
    // What only a forecast shows is part of the run, whoever makes it.
    let mut late = Diagnostics::new();
    uncertainty::review_errors(case, &everything.draws, &mut late);
    let problems = [problems.as_slice(), late.problems()].concat();
    let (tables, rows) = pool.install(|| tabulation.finish(&everything, &problems))?;
    let stamp = format!("staffcast {}, run {}", env!("CARGO_PKG_VERSION"), fingerprint.short());
    let charts = pool.install(|| output::pictures(case, &tables, charts, &stamp))?;
    console.detail(&format!("tables and charts of {name} in {:.2} s", begun.elapsed().as_secs_f64()));
    if interrupted() {
        return Err(ProjectionError::Interrupted.into());
    }
    let provenance = Provenance {
        command: std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" "),
        started,
        finished: Timestamp::now(),
        threads: pool.current_num_threads(),
    };
    Ok(RunRecord { scenario: name, fingerprint, tables, rows, charts, case, provenance })
}

fn pool(jobs: Option<u16>) -> Result<rayon::ThreadPool, RunError> {
    let threads = jobs.unwrap_or(0);
    let built = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build();
    built.map_err(|error| RunError::Threads(threads, error))
}
