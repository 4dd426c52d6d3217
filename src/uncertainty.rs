//! Many futures: where the values of a draw come from, and what is kept of the results.
//!
//! [`Sampled`] gives each value its luck, [`Central`] its mode. [`Summary`] is the sink that turns draws into means,
//! quantiles, chances of shortage and Monte Carlo errors, for every cell and every total; [`forecast_each`] hands them out
//! provider by provider; [`review_errors`] says when the errors are too large for what is read from them.

mod precision;
mod sampled;
mod statistic;
mod summary;

pub use precision::review_errors;
pub use sampled::{Central, Sampled};
pub use statistic::{Adoption, Distribution, Row};
pub use summary::{Finished, Group, Piece, Place, RoleGroup, Summary, Training};

use crate::domain::Case;
use crate::program::{Program, Provider};
use crate::progress::{Progress, Silent};
use crate::projection::{self, ProjectionError, Projector};

/// A forecast, or what of it is finished: all draws, and the central case beside them.
#[derive(Clone, Debug, Default)]
pub struct Forecast {
    /// Means, quantiles and chances over the draws.
    pub draws: Finished,
    /// The central case: every value at its mode. One future, not one of the draws.
    pub central: Finished,
}

/// Forecasts a case and keeps all of it.
///
/// # Errors
/// As [`projection::run`].
pub fn forecast(case: &Case, program: &Program, progress: &dyn Progress) -> Result<Forecast, ProjectionError> {
    let mut kept = Forecast::default();
    let mut append = |finished: Forecast| {
        kept.draws.append(finished.draws);
        kept.central.append(finished.central);
    };
    let everything = forecast_each(case, program, progress, |_, finished| {
        append(finished);
        Ok::<_, ProjectionError>(())
    })?;
    append(everything);
    Ok(kept)
}

/// Forecasts a case, one provider after the other: all its draws, then the central case, through the same path. `keep`
/// gets each provider (its index and itself) with what it has finished: its own rows, and those of its region if it is the
/// last of it. Returned is what is said of all together. So memory does not grow with the number of providers.
///
/// # Errors
/// As [`projection::run`], and those of `keep`.
pub fn forecast_each<E: From<ProjectionError>>(
    case: &Case,
    program: &Program,
    progress: &dyn Progress,
    mut keep: impl FnMut((usize, &Provider), Forecast) -> Result<(), E>,
) -> Result<Forecast, E> {
    let uncertainty = &case.settings.uncertainty;
    fits_memory(program, uncertainty.draws)?;
    progress.begin(program.facilities.len() as u64);
    let sampled = Sampled::new(program, uncertainty);
    let (mut many, mut one) = (Projector::<{ projection::WIDTH }>::new(), Projector::<1>::new());
    let (mut draws, mut central) = (Summary::new(case, program), Summary::new(case, program));
    for index in draws.order() {
        let compiled = program.provider(case, index);
        let provider = (index, &compiled);
        many.project(program, provider, &sampled, 0..uncertainty.draws, &mut draws, progress)?;
        one.project(program, provider, &Central, 0..1, &mut central, &Silent)?;
        keep(provider, Forecast { draws: draws.take(), central: central.take() })?;
        progress.advance(1);
    }
    Ok(Forecast { draws: draws.finish()?, central: central.finish()? })
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
