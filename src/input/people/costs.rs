//! What staff cost. The rows of a role are one schedule: a role with rows of its own takes none of `*`.

use crate::diagnostics::{Diagnostics, Place, Slug, list};
use crate::domain::{CostRates, StaffKey, StaffPoint};
use crate::ids::RoleId;
use crate::input::build::Build;
use crate::input::dated::{Timeline, timelines};
use crate::input::scope::is_forecast;
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = "costs";

/// Builds the prices of each role that is forecast, in time order; the first always hold.
pub(super) fn build(
    build: &Build<'_>,
    staff: &BTreeMap<StaffKey, Vec<StaffPoint>>,
    found: &mut Diagnostics,
) -> BTreeMap<RoleId, Vec<CostRates>> {
    let timelines = timelines(build, TABLE, found);
    let mut costs = BTreeMap::new();
    // A table without rows says no more than no table: a workbook may have the sheet all the same.
    if build.group.rows(TABLE).is_empty() {
        return costs;
    }
    let mut missing = Vec::new();
    let priced = priced_roles(build, staff);
    for role in build.codes("roles").iter().filter(|role| is_forecast(build, role)) {
        let rates = timelines.get([role.clone()].as_slice()).map(|timeline| rates(build, &timeline.most_specific()));
        let rates = rates.unwrap_or_default();
        // Without a row that always holds there is nothing at the opening.
        let always = rates.first().is_some_and(|first| first.from.is_none());
        if always {
            costs.insert(RoleId::new(role), rates);
        } else if priced.contains(&**role) || !rates.is_empty() {
            missing.push(&**role);
        }
    }
    if !missing.is_empty() && build.group.complete(&[TABLE, "roles", "staff", "workload"]) {
        let message = format!("no row without `from` gives the costs of {}", list(missing.iter().copied(), 12));
        let help = "add a row for each of them, or one for `*`, with `from` blank, salary, on_cost_pct and \
                    salary_growth_pct; or take the table out";
        let place = Place::file(&build.group.file(TABLE)).in_column("role");
        found.push(Slug::MissingCosts, place, message, help);
    }
    costs
}

/// The roles that have staff or work, so that their costs are asked for.
fn priced_roles<'b>(build: &'b Build<'_>, staff: &'b BTreeMap<StaffKey, Vec<StaffPoint>>) -> BTreeSet<&'b str> {
    let work = build.group.rows("workload").iter().filter_map(|row| build.text("workload", row, "role"));
    staff.keys().map(|(role, _)| role.as_str()).chain(work).collect()
}

/// The prices of a role from one day to the next. Each day has a row of its own, and with it a salary of that day.
fn rates(build: &Build<'_>, timeline: &Timeline) -> Vec<CostRates> {
    let rows = build.group.rows(TABLE);
    let spans = timeline.instants().into_iter().filter_map(|instant| {
        let inforce: Vec<&Row> = timeline.at(instant).filter_map(|index| rows.get(index)).collect();
        let number = |column: &str| inforce.iter().find_map(|row| build.number(TABLE, row, column));
        Some(CostRates {
            from: (instant > f64::NEG_INFINITY).then_some(instant),
            salary: number("salary")?,
            on_cost_pct: number("on_cost_pct")?,
            salary_growth_pct: number("salary_growth_pct")?,
            hire_cost: number("hire_cost"),
            vacancy_cost_per_fte_year: number("vacancy_cost_per_fte_year"),
            redundancy_cost: number("redundancy_cost"),
        })
    });
    spans.collect()
}
