//! Many futures: where the values of a draw come from, and what is kept of the results.
//!
//! [`Sampled`] gives each value its luck, [`Central`] its mode. [`Summary`] is the sink that turns draws into means,
//! quantiles, chances of shortage and Monte Carlo errors, for every cell and every total; [`forecast_each`] hands them out
//! provider by provider; [`review_errors`] says when the errors are too large for what is read from them, and
//! [`settle_draws`] finds a number of draws with which that of the headline is small enough.

mod enough;
mod precision;
mod sampled;
mod statistic;
mod summary;

pub use enough::{Enough, FEWEST_TRIED, NotEnough, settle_draws};
pub use precision::review_errors;
pub use sampled::{Central, Sampled};
pub use statistic::{Adoption, Distribution, Row};
pub use summary::{Finished, Group, Piece, Place, RoleGroup, Summary, Training};

use crate::domain::Case;
use crate::program::{Program, Provider};
use crate::progress::Progress;
use crate::projection::{self, ProjectionError, Projector, Sink};
use rayon::prelude::*;

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
    let (mut draws, mut central) = (Summary::new(case, program), Summary::new(case, program));
    let together = rayon::current_num_threads().clamp(1, TOGETHER);
    let mut rooms: Vec<_> =
        (0..together).map(|_| (Projector::<{ projection::WIDTH }>::new(), Projector::<1>::new())).collect();
    for group in draws.order().chunks(together) {
        // Compiled and projected side by side; then counted one after the other.
        let providers: Vec<Provider> = group.par_iter().map(|&index| program.provider(case, index)).collect();
        let projected =
            rooms.par_iter_mut().zip(group.par_iter().zip(&providers)).map(|((many, one), (&index, provider))| {
                let all = many.project(program, (index, provider), &sampled, 0..uncertainty.draws, progress)?;
                Ok((all, one.project(program, (index, provider), &Central, 0..1, progress)?))
            });
        let projected: Vec<Result<_, ProjectionError>> = projected.collect();
        for ((&index, provider), results) in group.iter().zip(&providers).zip(projected) {
            let (of_draws, of_central) = results?;
            draws.provider(program, &of_draws);
            central.provider(program, &of_central);
            keep((index, provider), Forecast { draws: draws.take(), central: central.take() })?;
            progress.advance(1);
        }
    }
    Ok(Forecast { draws: draws.finish()?, central: central.finish()? })
}

/// Providers that are projected side by side, each in a room of its own.
const TOGETHER: usize = 4;

/// The most memory that a forecast may ask for.
const MOST_BYTES: u64 = 12 << 30;

/// Refuses a forecast whose draws would not fit: four numbers per draw, row and role are kept for a provider, a region
/// and everything together, and one per draw for each shared value.
fn fits_memory(program: &Program, draws: u32) -> Result<(), ProjectionError> {
    let rows = program.row_months.len() + 1;
    let cells = rows * (TOGETHER * program.widest + 2 * program.roles.len()) * 4 + program.shared_luck.len();
    let bytes = cells as u64 * 8 * u64::from(draws);
    if bytes > MOST_BYTES {
        return Err(ProjectionError::TooMuchMemory { draws, rows, gigabytes: bytes >> 30 });
    }
    Ok(())
}
