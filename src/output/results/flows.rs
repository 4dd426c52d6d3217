//! People who come and go, and those who learn.

use super::{Results, new, tidy};
use crate::gap::Measure;
use crate::output::Table;
use crate::uncertainty::{Place, RoleGroup, Training};
use std::collections::BTreeMap;

/// The table `supply_flows`. Sources of staff are there with rows of their own.
pub(super) fn supply(results: &Results<'_>) -> Table {
    let mut table = new("supply_flows");
    for (group, rows) in results.forecast.draws.groups() {
        let [facility, role] = results.codes(group);
        for (period, row) in rows.iter().enumerate() {
            let flows = [
                Measure::Hires,
                Measure::Graduates,
                Measure::MovedIn,
                Measure::Leavers,
                Measure::Retirements,
                Measure::MovedOut,
                Measure::Released,
                Measure::Closing,
                Measure::Recruiting,
            ];
            let cells = results.row_of(&mut table, &[&facility, &role], period);
            cells.number(tidy(row.opening)).numbers(flows.map(|measure| tidy(row.total(measure)))).end();
        }
    }
    table
}

/// The table `upskilling`: of each facility and of all together, where anybody is trained at all.
pub(super) fn upskilling(results: &Results<'_>) -> Table {
    let mut all: BTreeMap<(Place, usize, usize), Vec<Training>> = BTreeMap::new();
    for (&(provider, role, technology), rows) in results.forecast.draws.trained() {
        for place in [Place::Facility(provider), Place::All] {
            let sums = all.entry((place, role, technology)).or_insert_with(|| vec![Training::default(); rows.len()]);
            for (sum, row) in sums.iter_mut().zip(rows) {
                sum.people += row.people;
                sum.hours += row.hours;
            }
        }
    }
    let mut table = new("upskilling");
    for ((place, role, technology), rows) in all.into_iter().filter(|(_, rows)| rows.iter().any(|row| row.people > 0.0))
    {
        let [facility, role] = results.codes(&(place, RoleGroup::Role(role)));
        let technology = results.program.technologies[technology].as_str();
        // Nobody is trained on the day of the opening.
        for (period, row) in rows.iter().enumerate().skip(1) {
            let cells = results.row_of(&mut table, &[&facility, &role, technology], period);
            cells.numbers([row.people, row.hours].map(tidy)).end();
        }
    }
    table
}
