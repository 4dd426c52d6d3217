//! People who come and go, and those who learn.

use super::{Results, new, tidy};
use crate::gap::Measure;
use crate::output::Table;
use crate::uncertainty::{Finished, Group, Place, RoleGroup, Training};
use std::collections::BTreeMap;

/// Rows of the table `supply_flows`. Sources of staff are there with rows of their own.
pub(super) fn supply(results: &Results<'_>, draws: &Finished) -> Table {
    let mut table = new("supply_flows");
    for (group, rows) in draws.groups() {
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

/// Rows of the table `upskilling`, where anybody is trained at all.
pub(super) fn upskilling(results: &Results<'_>, draws: &Finished) -> Table {
    let mut table = new("upskilling");
    for (&(provider, role, technology), rows) in draws.trained() {
        let group = (Place::Facility(provider), RoleGroup::Role(role));
        trained(results, &mut table, (&group, technology), rows);
    }
    table
}

/// Parts of a person and of an hour in which those of all providers are summed, so that their order cannot matter.
const PARTS: f64 = (1_u64 << 60) as f64;

/// Training at all providers together.
#[derive(Default)]
pub(super) struct AllTrained(BTreeMap<(usize, usize), Vec<[i128; 2]>>);

impl AllTrained {
    /// Adds what is finished.
    pub fn add(&mut self, draws: &Finished) {
        for (&(_, role, technology), rows) in draws.trained() {
            let sums = self.0.entry((role, technology)).or_insert_with(|| vec![[0; 2]; rows.len()]);
            for (sum, row) in sums.iter_mut().zip(rows) {
                sum[0] += (row.people * PARTS) as i128;
                sum[1] += (row.hours * PARTS) as i128;
            }
        }
    }

    /// The rows of all together.
    pub fn table(&self, results: &Results<'_>) -> Table {
        let mut table = new("upskilling");
        for (&(role, technology), sums) in &self.0 {
            let mean =
                |&[people, hours]: &[i128; 2]| Training { people: people as f64 / PARTS, hours: hours as f64 / PARTS };
            let rows: Vec<Training> = sums.iter().map(mean).collect();
            trained(results, &mut table, (&(Place::All, RoleGroup::Role(role)), technology), &rows);
        }
        table
    }
}

fn trained(results: &Results<'_>, table: &mut Table, (group, technology): (&Group, usize), rows: &[Training]) {
    if !rows.iter().any(|row| row.people > 0.0) {
        return;
    }
    let [facility, role] = results.codes(group);
    let technology = results.program.technologies[technology].as_str();
    // Nobody is trained on the day of the opening.
    for (period, row) in rows.iter().enumerate().skip(1) {
        let cells = results.row_of(table, &[&facility, &role, technology], period);
        cells.numbers([row.people, row.hours].map(tidy)).end();
    }
}
