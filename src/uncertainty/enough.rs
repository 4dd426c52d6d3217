//! How many draws are enough: the number with which the Monte Carlo error of the headline is small.
//!
//! The headline is the gap of all facilities and roles in the last row. Numbers are powers of two, tried from the fewest
//! on; nothing of a try is kept but that error, and nobody asks it for causes. Left out: what is said of the number
//! (`cli`).

use super::forecast_each;
use super::precision::MOST_DRAWS;
use super::summary::{Place, RoleGroup};
use crate::domain::Case;
use crate::program::Program;
use crate::progress::Progress;
use crate::projection::ProjectionError;

/// The number of draws that is tried first.
pub const FEWEST_TRIED: u32 = 256;

/// Draws that are enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Enough {
    /// Their number.
    pub draws: u32,
    /// The Monte Carlo error that they leave, FTE.
    pub error: f64,
}

/// Why no number of draws was found.
#[derive(Debug, thiserror::Error)]
pub enum NotEnough {
    /// A forecast could not be made.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// The error is still too large where a limit is reached.
    #[error(
        "{scenario}: {} draws leave a Monte Carlo error of {:.4} FTE in the gap of all facilities and roles in the last row, more than {tolerance}, and {limit}; allow a larger error than they leave (--draws auto=FTE), or give their number (--draws {})",
        tried.draws, tried.error, tried.draws
    )]
    Imprecise {
        /// The scenario.
        scenario: String,
        /// The most draws that were tried.
        tried: Enough,
        /// The error that was asked for, FTE.
        tolerance: f64,
        /// What the limit is.
        limit: String,
    },
}

/// Gives a case as many draws as it needs until the Monte Carlo error of its headline is at most `tolerance` FTE.
///
/// # Errors
/// As [`forecast_each`], and if the error is larger with as many draws as a forecast may have.
pub fn settle_draws(
    case: &mut Case,
    program: &mut Program,
    tolerance: f64,
    progress: &dyn Progress,
) -> Result<Enough, NotEnough> {
    let causes_wanted = std::mem::replace(&mut program.causes_wanted, false);
    let scenario = case.settings.name.clone();
    let found = search(&scenario, tolerance, |draws| {
        case.settings.uncertainty.draws = draws;
        headline_error(case, program, progress)
    });
    program.causes_wanted = causes_wanted;
    found
}

/// Tries numbers of draws, of which `error_of` says the error, until it is at most `tolerance`.
fn search(
    scenario: &str,
    tolerance: f64,
    mut error_of: impl FnMut(u32) -> Result<f64, ProjectionError>,
) -> Result<Enough, NotEnough> {
    let imprecise = |tried, limit| Err(NotEnough::Imprecise { scenario: scenario.to_owned(), tried, tolerance, limit });
    let mut tried = Enough { draws: FEWEST_TRIED, error: error_of(FEWEST_TRIED)? };
    while tried.error > tolerance {
        if tried.draws >= MOST_DRAWS {
            return imprecise(tried, "more are not tried".to_owned());
        }
        let draws = next(tried, tolerance);
        tried = match error_of(draws) {
            Ok(error) => Enough { draws, error },
            Err(ProjectionError::TooMuchMemory { gigabytes, .. }) => {
                return imprecise(tried, format!("{draws} draws would need about {gigabytes} GB"));
            }
            Err(error) => return Err(error.into()),
        };
    }
    Ok(tried)
}

/// The Monte Carlo error of the gap of all facilities and roles in the last row, FTE.
fn headline_error(case: &Case, program: &Program, progress: &dyn Progress) -> Result<f64, ProjectionError> {
    let everything = forecast_each(case, program, progress, |_, _| Ok::<_, ProjectionError>(()))?;
    let rows = everything.draws.group(Place::All, RoleGroup::All);
    Ok(rows.and_then(<[_]>::last).map_or(0.0, |row| row.error))
}

/// The fewest draws that may be enough where so many were not: the error of independent draws falls with the root of their
/// number, that of stratified draws faster, and hardly with the number itself.
fn next(tried: Enough, tolerance: f64) -> u32 {
    let wanted = f64::from(tried.draws) * (tried.error / tolerance);
    let mut next = tried.draws * 2;
    while f64::from(next) < wanted && next < MOST_DRAWS {
        next *= 2;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found where the error of so many draws is `error_of` them, and the numbers that were tried.
    fn found(tolerance: f64, error_of: impl Fn(f64) -> f64) -> (Result<Enough, NotEnough>, Vec<u32>) {
        let mut tried = Vec::new();
        let found = search("plan", tolerance, |draws| {
            tried.push(draws);
            Ok(error_of(f64::from(draws)))
        });
        (found, tried)
    }

    #[test]
    fn the_first_power_of_two_whose_error_is_small_enough_is_found_without_trying_all() {
        for (error_of, tolerance, expected, tries) in [
            ((|draws| 32.0 / draws.sqrt()) as fn(f64) -> f64, 2.0, 256, &[256][..]),
            (|draws| 32.0 / draws.sqrt(), 0.25, 16384, &[256, 2048, 8192, 16384]),
            (|draws| 512.0 / draws, 0.25, 2048, &[256, 2048]),
            (|_| 0.0, 1e-300, 256, &[256]),
        ] {
            let (found, tried) = found(tolerance, error_of);
            let found = found.expect("enough draws");
            assert_eq!((found.draws, found.error), (expected, error_of(f64::from(expected))));
            assert_eq!(tried, tries);
        }
    }

    #[test]
    fn an_error_that_stays_too_large_is_refused_with_what_was_reached() {
        let (refused, tried) = found(0.1, |_| 0.5);
        assert_eq!((tried.len(), tried.last()), (5, Some(&MOST_DRAWS)));
        let said = refused.expect_err("a refusal").to_string();
        assert!(said.starts_with("plan: 524288 draws leave a Monte Carlo error of 0.5000 FTE"), "{said}");
    }

    #[test]
    fn draws_that_do_not_fit_memory_are_refused_with_the_error_of_those_that_did() {
        let too_much = |draws| ProjectionError::TooMuchMemory { draws, rows: 40, gigabytes: 13 };
        let refused = search("plan", 0.1, |draws| if draws > 1000 { Err(too_much(draws)) } else { Ok(0.4) });
        let said = refused.expect_err("a refusal").to_string();
        assert!(said.contains("256 draws leave") && said.contains("1024 draws would need about 13 GB"), "{said}");
        let first = search("plan", 0.1, |draws| Err(too_much(draws)));
        assert!(matches!(first, Err(NotEnough::Projection(_))), "{first:?}");
    }
}
