//! Drivers: given levels, and where growth takes over.

use crate::calendar::Month;
use crate::domain::{DriverKind, Series};

/// A series as the engine reads it, without its growth.
pub(super) struct Compiled {
    pub given: Vec<f64>,
    pub base: f64,
    pub base_at: f64,
    pub opening: Option<f64>,
}

/// Compiles a series for a forecast that begins with month `start`.
///
/// Growth starts from the mean of the last twelve given months, placed in the middle of those months, so that a series
/// that has always grown at that rate goes on without a step. Where the series reaches beyond the opening, the level at
/// the opening is given: a stock's in the last month before it, a flow's mean over the last twelve (no season).
pub(super) fn compile(series: &Series, kind: DriverKind, start: Month) -> Compiled {
    let end = series.end().since(start);
    let before = usize::try_from(start.since(series.first)).unwrap_or(0).min(series.levels.len());
    let (base, months) = mean_of_last_year(&series.levels);
    let opening = (end > 0).then(|| match kind {
        DriverKind::Stock => series.levels[..before].last().or(series.levels.first()).copied().unwrap_or(0.0),
        DriverKind::Flow if before > 0 => mean_of_last_year(&series.levels[..before]).0,
        DriverKind::Flow => mean_of_last_year(&series.levels[..series.levels.len().min(12)]).0,
    });
    Compiled { given: series.levels[before..].to_vec(), base, base_at: f64::from(end) - months / 2.0, opening }
}

fn mean_of_last_year(levels: &[f64]) -> (f64, f64) {
    let last = &levels[levels.len().saturating_sub(12)..];
    let months = last.len().max(1) as f64;
    (last.iter().sum::<f64>() / months, months)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Month {
        Month::new(2026, 10).expect("a month")
    }

    #[test]
    fn growth_starts_in_the_middle_of_the_last_twelve_months() {
        let levels = (0..24).map(|month| 100.0 + f64::from(month)).collect();
        let series = Series { first: start().plus(-24), levels };
        let compiled = compile(&series, DriverKind::Stock, start());
        assert_eq!((compiled.base, compiled.base_at), (117.5, -6.0));
        assert!(compiled.given.is_empty() && compiled.opening.is_none());
    }

    #[test]
    fn a_known_future_gives_the_opening_itself() {
        let levels = (0..24).map(f64::from).collect();
        let series = Series { first: start().plus(-12), levels };
        let stock = compile(&series, DriverKind::Stock, start());
        assert_eq!((stock.opening, stock.given.len(), stock.base_at), (Some(11.0), 12, 6.0));
        assert_eq!(compile(&series, DriverKind::Flow, start()).opening, Some(5.5));
    }
}
