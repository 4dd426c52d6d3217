//! Tenure: how much likelier newcomers are to leave, and how long the staff of the opening have been there.
//!
//! Published turnover is the average of all staff. With m times the later hazard in the first year and a share s of staff
//! in it, the later hazard is h / (1 + (m − 1)·s); in a steady state s = a·(1 − e^(−x))/x with a = h + ρ and
//! x = m·h_later + ρ (`model-rules` 8).

use crate::maths::exp;

/// Months of the first year.
pub const FIRST_YEAR: usize = 12;

/// Hazards by tenure, and the classes of a team in a steady state.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Hazard of leaving in the first year, as a multiple of the average.
    pub first_year: f64,
    /// Hazard of leaving later, as a multiple of the average.
    pub later: f64,
    /// Share of a steady team in each month of tenure, from the first on; the rest has been there longer.
    pub classes: Vec<f64>,
}

/// The tenure of a team that loses `leavers` and `retirement` a year (hazards), where newcomers leave `multiplier` times
/// as often, in `classes` months of tenure.
pub(super) fn steady(leavers: f64, retirement: f64, multiplier: f64, classes: usize) -> Tenure {
    let total = leavers + retirement;
    let relative_later = |share: f64| 1.0 / (1.0 + (multiplier - 1.0) * share);
    let first_year_hazard = |share: f64| multiplier * leavers * relative_later(share) + retirement;
    // The share in the first year less what the hazards make of it rises from below 0 to above 0.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle < total * mean_survival(first_year_hazard(middle), 1.0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    let share = if total > 0.0 { 0.5 * (low + high) } else { 0.0 };
    let later = relative_later(share);
    let (x, y) = (first_year_hazard(share), leavers * later + retirement);
    let month = 1.0 / FIRST_YEAR as f64;
    let class = |index: usize| {
        let begins = index as f64 * month;
        if index < FIRST_YEAR {
            total * exp(-x * begins) * mean_survival(x, month)
        } else {
            total * exp(-x - y * (begins - 1.0)) * mean_survival(y, month)
        }
    };
    Tenure { first_year: multiplier * later, later, classes: (0..classes).map(class).collect() }
}

/// ∫ e^(−hazard·t) dt from 0 to `time`.
fn mean_survival(hazard: f64, time: f64) -> f64 {
    if hazard * time < 1e-9 { time * (1.0 - 0.5 * hazard * time) } else { (1.0 - exp(-hazard * time)) / hazard }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_of_all_staff_is_the_published_turnover() {
        for (leavers, retirement, multiplier) in [(0.18, 0.03, 1.5), (0.3, 0.0, 3.0), (2.5, 0.1, 2.0), (0.1, 0.02, 0.3)]
        {
            let tenure = steady(leavers, retirement, multiplier, 12);
            let first: f64 = tenure.classes.iter().sum();
            let average = leavers * (first * tenure.first_year + (1.0 - first) * tenure.later);
            assert!((average - leavers).abs() < 1e-12, "{average} {leavers}");
            // Who passes the first year is replaced: inflow = outflow.
            let total = leavers + retirement;
            let beyond = total * exp(-leavers * tenure.first_year - retirement) / (leavers * tenure.later + retirement);
            assert!((first + beyond - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_team_that_nobody_leaves_has_no_newcomers() {
        let tenure = steady(0.0, 0.0, 1.5, 12);
        assert_eq!((tenure.later, tenure.classes.iter().sum::<f64>()), (1.0, 0.0));
    }
}
