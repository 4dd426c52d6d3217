//! Many futures: where the values of a draw come from, and what is kept of the results.
//!
//! [`Sampled`] gives each value its luck, [`Central`] its mode. [`Summary`] is the sink that turns draws into means,
//! quantiles, chances of shortage and Monte Carlo errors, for every cell and every total; [`review_errors`] says when
//! the errors are too large for what is read from them.

mod precision;
mod sampled;
mod statistic;
mod summary;

pub use precision::review_errors;
pub use sampled::{Central, Sampled};
pub use statistic::{Adoption, Distribution, Row};
pub use summary::{Group, Piece, Place, RoleGroup, Summary, Training};

use crate::domain::Case;
use crate::program::Program;
use crate::progress::Progress;
use crate::projection::{self, ProjectionError};

/// A forecast: all draws, and the central case beside them.
pub struct Forecast {
    /// Means, quantiles and chances over the draws.
    pub draws: Summary,
    /// The central case: every value at its mode. One future, not one of the draws.
    pub central: Summary,
}

/// Forecasts a case: all its draws, then the central case, through the same path.
///
/// # Errors
/// As [`projection::run`].
pub fn forecast(case: &Case, program: &Program, progress: &dyn Progress) -> Result<Forecast, ProjectionError> {
    let uncertainty = &case.settings.uncertainty;
    fits_memory(program, uncertainty.draws)?;
    progress.begin(program.facilities.len() as u64);
    let mut draws = Summary::new(case, program, uncertainty.draws as usize);
    let providers = draws.order();
    let sampled = Sampled::new(program, uncertainty);
    projection::run::<{ projection::WIDTH }>(
        (case, program),
        &sampled,
        &providers,
        0..uncertainty.draws,
        &mut draws,
        progress,
    )?;
    let mut central = Summary::new(case, program, 1);
    projection::run::<1>((case, program), &Central, &providers, 0..1, &mut central, &crate::progress::Silent)?;
    draws.finish()?;
    central.finish()?;
    Ok(Forecast { draws, central })
}

/// The most memory that a forecast may ask for.
const MOST_BYTES: u64 = 12 << 30;

/// Refuses a forecast whose draws would not fit: four numbers per draw, row and role are kept for a provider, a region
/// and everything together, and one per draw for each shared value.
fn fits_memory(program: &Program, draws: u32) -> Result<(), ProjectionError> {
    let rows = program.row_months.len() + 1;
    let cells = rows * (program.widest + 2 * program.roles.len()) * 4 + program.shared_luck.len();
    let bytes = cells as u64 * 8 * u64::from(draws);
    if bytes > MOST_BYTES {
        return Err(ProjectionError::TooMuchMemory { draws, rows, gigabytes: bytes >> 30 });
    }
    Ok(())
}
