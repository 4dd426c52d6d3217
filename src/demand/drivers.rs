//! The levels of a driver: as given, then growing.

use crate::lanes::Lanes;
use crate::program::DriverCurve;

/// Fills `months` with the driver's level, averaged over each month, and returns the level at the opening.
///
/// Growth is continuous: a level of `base` at the instant `base_at` becomes base·(1 + g)^((t − base_at)/12).
#[inline(always)]
pub fn levels<const L: usize>(curve: &DriverCurve, values: &[Lanes<L>], months: &mut [Lanes<L>]) -> Lanes<L> {
    let given = curve.given.len().min(months.len());
    for (month, level) in months.iter_mut().zip(&curve.given) {
        *month = Lanes::splat(*level);
    }
    let monthly_log = (values[curve.growth.0 as usize] + 1.0).ln() * (1.0 / 12.0);
    let at = |instant: f64| (monthly_log * (instant - curve.base_at)).exp() * curve.base;
    if given < months.len() {
        let factor = monthly_log.exp();
        let mut level = at(given as f64) * mean_over_a_month(monthly_log);
        for month in &mut months[given..] {
            *month = level;
            level = level * factor;
        }
    }
    let opening = curve.opening.map_or_else(|| at(0.0), Lanes::splat);
    let Some(per_unit) = curve.per_unit else { return opening };
    // Estimated from the driver whose levels these are.
    let per_unit = values[per_unit.0 as usize];
    for month in months.iter_mut() {
        *month = *month * per_unit;
    }
    opening * per_unit
}

/// (eʸ − 1)/y: the mean over a month of what grows at the log rate y, as a series, since y is small.
#[inline(always)]
fn mean_over_a_month<const L: usize>(y: Lanes<L>) -> Lanes<L> {
    let mut series = Lanes::splat(1.0);
    for term in (2..=18).rev() {
        series = series * y * (1.0 / f64::from(term)) + 1.0;
    }
    series
}
