//! Demand, supply and gap of every cell and total.

use super::{Results, direction_of, new, percent, tidy};
use crate::gap::Measure;
use crate::output::Table;
use crate::uncertainty::{Distribution, Forecast, Row};

/// Rows of the table `gap`.
pub(super) fn table(results: &Results<'_>, finished: &Forecast) -> Table {
    let mut table = new("gap");
    for (group, rows) in finished.draws.groups().iter().filter(|(group, _)| results.has_gap(group)) {
        let [facility, role] = results.codes(group);
        let central = finished.central.groups().get(group);
        for (period, row) in rows.iter().enumerate() {
            let central = central.and_then(|rows| rows.get(period));
            let central = central.map_or([0.0; 3], |row| [row.demand.mean, row.supply.mean, row.gap.mean]).map(tidy);
            let contracted = row.average(Measure::Contracted);
            let contractors = row.average(Measure::Contractors);
            let cells = results.row_of(&mut table, &[&facility, &role], period);
            let cells = cells.numbers(quantiles(&row.demand)).numbers(quantiles(&row.supply));
            cells
                .numbers(quantiles(&row.gap))
                .numbers(central)
                .numbers([row.average(Measure::Surge), contracted].map(tidy))
                .numbers([row.establishment, row.unfunded, row.unfilled].map(tidy))
                .numbers(shortage(row))
                .numbers([row.surplus, contractors].map(tidy))
                .numbers([row.residual.mean, row.residual.p10, row.residual.p90].map(tidy))
                .maybe(percent(row.supply.mean, row.demand.mean))
                .maybe(percent(row.supply.mean + contractors, row.demand.mean))
                .maybe(percent(row.establishment - contracted, row.establishment))
                .numbers([100.0 * row.short_share, row.openings].map(tidy))
                .text(direction_of(row.gap.mean, row.demand.mean, results.case.settings.shortage))
                .number(tidy(row.error))
                .end();
        }
    }
    table
}

/// Shortage, and how much of it is steady and how much surge.
fn shortage(row: &Row) -> [f64; 3] {
    let surge = row.average(Measure::ShortageSurge);
    [row.shortage, row.shortage - surge, surge].map(tidy)
}

fn quantiles(distribution: &Distribution) -> [f64; 6] {
    let Distribution { mean, p10, p25, p50, p75, p90 } = *distribution;
    [mean, p10, p25, p50, p75, p90].map(tidy)
}
