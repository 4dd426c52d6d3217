//! What is said of the draws of one row.

use crate::domain::Shortage;
use crate::gap::{ITEMS, MEASURES, MONEY_PARTS, Measure, Sums, UNITS_PER_FTE};
use crate::projection::DrawsOfRow;
use crate::statistics::quantile::type_7_between;
use crate::statistics::samples::{self, Extent};
use crate::streams::SCRAMBLINGS;

/// The levels of the quantiles kept.
const LEVELS: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];

/// Mean and quantiles, in FTE (or shares).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Distribution {
    /// The mean.
    pub mean: f64,
    /// 10th percentile.
    pub p10: f64,
    /// 25th percentile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 90th percentile.
    pub p90: f64,
}

impl Distribution {
    /// Of `sample`, whose extent is given and whose numbers are `per_unit` units each.
    fn of(sample: &[i64], extent: Extent, per_unit: f64) -> Self {
        let mean = extent.sum as f64 / (per_unit * sample.len().max(1) as f64);
        let ends = (extent.smallest, extent.largest);
        let levels = type_7_between(sample, ends, LEVELS).unwrap_or_default();
        let [p10, p25, p50, p75, p90] = levels.map(|units| units / per_unit);
        Self { mean, p10, p25, p50, p75, p90 }
    }
}

/// One row of one cell or total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Demand, averaged over the row's months.
    pub demand: Distribution,
    /// Supply, likewise.
    pub supply: Distribution,
    /// Gap, from each draw's own.
    pub gap: Distribution,
    /// Shortage that contracted labour does not cover, likewise.
    pub residual: Distribution,
    /// Mean shortage, month by month and cell by cell.
    pub shortage: f64,
    /// Mean surplus, likewise.
    pub surplus: f64,
    /// Establishment.
    pub establishment: f64,
    /// Demand − establishment.
    pub unfunded: f64,
    /// Establishment − supply.
    pub unfilled: f64,
    /// Share of draws that count as short, 0 to 1.
    pub short_share: f64,
    /// Standard error of the gap's mean.
    pub error: f64,
    /// Staff before the row's first month, mean.
    pub opening: f64,
    /// Exits + growth of steady demand since the row before, mean.
    pub openings: f64,
    /// Means of all measures; flows and what holds at the end as they are, the others summed over the months.
    measures: [f64; MEASURES],
    /// Months of the row.
    months: f64,
    /// Costs, mean.
    pub money: [f64; ITEMS],
    /// What each cause adds to the gap since the opening, on average over the months: those of the program, then those of
    /// supply. In the row of the opening: what stands in its gap.
    pub causes: Vec<f64>,
}

impl Row {
    /// The mean of a flow of the row, or of what stands at its end.
    pub fn total(&self, measure: Measure) -> f64 {
        self.measures[measure as usize]
    }

    /// The mean of a measure that is summed over the months, on average over them.
    pub fn average(&self, measure: Measure) -> f64 {
        self.measures[measure as usize] / self.months
    }
}

/// Adoption in one row, shares of 1.
pub type Adoption = Distribution;

/// Statistics of adoption draws summed over `months`.
pub(super) fn adoption(draws: &[i64], months: usize) -> Adoption {
    Distribution::of(draws, samples::extent(draws), UNITS_PER_FTE * months as f64)
}

/// Adds draw by draw; an empty sum takes over the length of the other. False if a sum does not fit 64 bits.
#[must_use]
pub(super) fn add_draws(sum: &mut DrawsOfRow, other: &DrawsOfRow) -> bool {
    let mut fits = true;
    for (sum, part) in [
        (&mut sum.demand, &other.demand),
        (&mut sum.supply, &other.supply),
        (&mut sum.shortage, &other.shortage),
        (&mut sum.residual, &other.residual),
    ] {
        if sum.is_empty() {
            sum.extend_from_slice(part);
        } else {
            fits &= samples::add(sum, part);
        }
    }
    fits
}

/// What a row sums up over its draws.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    /// Establishment, summed over the months.
    pub establishment: i128,
    /// Staff before the first month.
    pub opening: i128,
    /// Steady demand of the row before.
    pub steady_before: i128,
    pub sums: Sums,
    /// By the program's causes, then those of supply.
    pub causes: Vec<i128>,
}

impl Totals {
    /// Adds the totals of another cell.
    pub fn add(&mut self, other: &Self) {
        self.establishment += other.establishment;
        self.opening += other.opening;
        self.steady_before += other.steady_before;
        self.causes.resize(other.causes.len(), 0);
        self.sums.add(&other.sums);
        self.causes.iter_mut().zip(&other.causes).for_each(|(sum, part)| *sum += part);
    }

    pub fn get(&self, measure: Measure) -> i128 {
        self.sums.get(measure)
    }
}

/// What a shortage is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// A cell: its gap.
    ByGap,
    /// A total: the shortages within it.
    ByShortage,
}

/// Room for copies of draws, used again and again.
#[derive(Default)]
pub(super) struct Room {
    gap: Vec<i64>,
}

/// How draws are judged and their error is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub shortage: Shortage,
    pub stratified: bool,
}

/// Statistics of a row of `months` months.
pub(super) fn row(
    draws: &DrawsOfRow,
    totals: &Totals,
    months: usize,
    judged: Judged,
    rules: Rules,
    room: &mut Room,
) -> Row {
    let per_fte = UNITS_PER_FTE * months as f64;
    let count = draws.demand.len().max(1) as f64;
    samples::differences(&draws.demand, &draws.supply, &mut room.gap);
    let of = |sample: &[i64]| {
        let extent = samples::extent(sample);
        (Distribution::of(sample, extent, per_fte), extent.sum)
    };
    let (demand, demand_sum) = of(&draws.demand);
    let (supply, supply_sum) = of(&draws.supply);
    let (gap, gap_sum) = of(&room.gap);
    let (residual, _) = of(&draws.residual);
    let shortage_sum = samples::extent(&draws.shortage).sum;
    let establishment = totals.establishment as f64 / per_fte;
    let threshold = rules.shortage.threshold_fte * per_fte;
    let part = rules.shortage.threshold_pct / 100.0;
    let measure = match judged {
        Judged::ByGap => &room.gap,
        Judged::ByShortage => &draws.shortage,
    };
    let short = samples::count_above(measure, &draws.demand, part, threshold);
    let all_fte = UNITS_PER_FTE * count;
    let mean = |sum: i128| sum as f64 / all_fte;
    let establishment_sum = totals.establishment * draws.demand.len() as i128;
    let over_months = |sum: i128| sum as f64 / (per_fte * count);
    let exits = totals.get(Measure::Leavers) + totals.get(Measure::Retirements) + totals.get(Measure::MovedOut);
    Row {
        demand,
        supply,
        gap,
        residual,
        shortage: over_months(shortage_sum),
        surplus: over_months(shortage_sum - gap_sum),
        establishment,
        unfunded: over_months(demand_sum - establishment_sum),
        unfilled: over_months(establishment_sum - supply_sum),
        short_share: short as f64 / count,
        error: standard_error(&room.gap, gap_sum, rules.stratified) / per_fte,
        opening: mean(totals.opening),
        openings: mean(exits + totals.get(Measure::LastSteady) - totals.steady_before),
        measures: totals.sums.units.map(mean),
        months: months as f64,
        money: totals.sums.money.map(|parts| parts as f64 / MONEY_PARTS / count),
        causes: totals.causes.iter().map(|&units| over_months(units)).collect(),
    }
}

/// The standard error of the mean of a sample of this sum: over the scramblings of stratified draws, else that of independent
/// draws.
fn standard_error(sample: &[i64], sum: i128, stratified: bool) -> f64 {
    const GROUPS: usize = SCRAMBLINGS as usize;
    if stratified && sample.len() >= GROUPS {
        let of_group = sample.len().div_ceil(GROUPS) as f64;
        let means = samples::sums_by_turns::<GROUPS>(sample).map(|sum| sum as f64 / of_group);
        let mean = means.iter().sum::<f64>() / GROUPS as f64;
        let squares: f64 = means.iter().map(|value| (value - mean) * (value - mean)).sum();
        return (squares / (GROUPS - 1) as f64 / GROUPS as f64).sqrt();
    }
    let count = sample.len() as f64;
    if count < 2.0 {
        return 0.0;
    }
    (samples::squares_about(sum as f64 / count, sample) / (count - 1.0) / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FTE: i64 = 1 << 36;

    fn rules() -> Rules {
        Rules { shortage: Shortage { threshold_pct: 5.0, threshold_fte: 0.5 }, stratified: false }
    }

    #[test]
    fn a_row_of_two_futures() {
        let draws = DrawsOfRow {
            demand: vec![10 * FTE, 12 * FTE],
            supply: vec![11 * FTE, 9 * FTE],
            shortage: vec![0, 3 * FTE],
            residual: vec![0, 2 * FTE],
        };
        let totals = Totals { establishment: i128::from(11 * FTE), ..Totals::default() };
        let row = row(&draws, &totals, 1, Judged::ByGap, rules(), &mut Room::default());
        assert_eq!((row.demand.mean, row.supply.mean, row.gap.mean), (11.0, 10.0, 1.0));
        assert_eq!((row.shortage, row.surplus), (1.5, 0.5));
        assert_eq!((row.unfunded, row.unfilled), (0.0, 1.0));
        assert_eq!(row.residual.mean, 1.0);
        assert_eq!((row.short_share, row.gap.p50), (0.5, 1.0));
        assert_eq!(row.error, 2.0);
    }

    #[test]
    fn a_total_is_judged_by_the_shortages_within_it() {
        let draws = DrawsOfRow {
            demand: vec![100 * FTE],
            supply: vec![100 * FTE],
            shortage: vec![9 * FTE],
            residual: vec![9 * FTE],
        };
        let judge = |judged| row(&draws, &Totals::default(), 1, judged, rules(), &mut Room::default()).short_share;
        assert_eq!((judge(Judged::ByGap), judge(Judged::ByShortage)), (0.0, 1.0));
    }

    #[test]
    fn the_error_of_stratified_draws_is_that_of_their_scramblings() {
        let sample: Vec<i64> = (0..64).map(|draw| (draw % 16) * FTE).collect();
        let deviations: f64 = (0..16).map(|group| (f64::from(group) - 7.5).powi(2)).sum();
        let expected = (deviations / 15.0 / 16.0).sqrt() * FTE as f64;
        assert!(
            (standard_error(&sample, sample.iter().map(|&units| i128::from(units)).sum(), true) / expected - 1.0).abs()
                < 1e-12
        );
    }
}
