//! What every gap is made of.
//!
//! Means of parts add up, so that a role or a family within a region, and a family within a facility, need no rows of their
//! own: they are half of all rows and sums of the others. Cells are here, totals over facilities and totals over roles.

use super::index::{Origin, gave, word};
use super::origins::Origins;
use super::{Results, new, tidy};
use crate::domain::WorkDriver;
use crate::gap::SUPPLY_CAUSES;
use crate::output::Table;
use crate::program::{Cause, Provider};
use crate::uncertainty::{Finished, Group, Place, RoleGroup};
use std::collections::BTreeMap;

/// The gap of the day before the start, as a cause of all later ones.
const OPENING_GAP: &str = "opening";
/// What of it neither a floor nor surge explains.
const VACANCIES: &str = "vacancies";

/// Causes as they come, with where they come from.
pub(super) struct Causes<'a> {
    words: Vec<String>,
    sources: Origins<'a>,
    /// For each group, by place on the axis, where a cause comes from; after the axis that of the opening's gap.
    origins: BTreeMap<Group, BTreeMap<usize, Origin>>,
}

impl<'a> Causes<'a> {
    /// Of a forecast whose providers are still to come.
    pub fn new(results: &Results<'a>) -> Self {
        Self { words: words(results), sources: Origins::new(results.case, results.program), origins: BTreeMap::new() }
    }

    /// Remembers where the causes of a provider's roles come from, for its groups and for those that it is a part of.
    pub fn learn(&mut self, results: &Results<'_>, (provider, of_provider): (usize, &Provider), draws: &Finished) {
        let program = results.program;
        let Self { sources, origins, .. } = self;
        origins.retain(|(place, _), _| !matches!(place, Place::Facility(_)));
        for role in of_provider.roles.iter().filter(|role| program.forecast[role.role]) {
            let Some(rows) = draws.group(Place::Facility(provider), RoleGroup::Role(role.role)) else { continue };
            let groups = results.groups_of(provider, role.role);
            let mut tell = |at: usize, origin: Origin| {
                for group in &groups {
                    let known = origins.entry(group.clone()).or_default();
                    let shared = known.remove(&at).map_or(origin.clone(), |other| other.shared(&origin));
                    known.insert(at, shared);
                }
            };
            // What is printed as 0 is not told; the last cause of each side holds the crumbs of rounding.
            let acts = |at: usize| rows.iter().any(|row| row.causes.get(at).is_some_and(|&fte| tidy(fte) != 0.0));
            for &at in role.causes.iter().filter(|&&at| acts(at)) {
                tell(at, sources.of_demand(provider, role, &program.causes[at]));
            }
            let supply = (program.causes.len()..).zip(SUPPLY_CAUSES);
            for (at, cause) in supply.filter(|(at, _)| acts(*at)) {
                tell(at, sources.of_supply(provider, role, cause));
            }
            if rows.first().is_some_and(|row| tidy(row.gap.mean) != 0.0) {
                tell(program.causes.len() + SUPPLY_CAUSES.len(), sources.of_opening(provider, role));
            }
        }
    }

    /// Rows of the table `gap_causes`. Causes that add nothing are left out.
    pub fn table(&self, results: &Results<'_>, draws: &Finished) -> Table {
        let words = &self.words;
        let mut table = new("gap_causes");
        let told = |group: &Group| results.has_gap(group) && is_told(group);
        for (group, rows) in draws.groups().iter().filter(|(group, _)| told(group)) {
            let Some(opening) = rows.first() else { continue };
            let codes = results.codes(group);
            let known = self.origins.get(group);
            for (period, row) in rows.iter().enumerate() {
                let mut push = |cause: &str, side: &str, fte: f64, at: usize| {
                    let fte = tidy(fte);
                    if fte == 0.0 {
                        return;
                    }
                    let unknown = Origin::default();
                    let origin = known.and_then(|known| known.get(&at)).unwrap_or(&unknown);
                    let cells = results.row_of(&mut table, &[&codes[0], &codes[1]], period).text(cause).text(side);
                    let cells = cells.number(fte).text(origin.file.as_deref().unwrap_or_default());
                    cells.maybe(origin.line.map(f64::from)).text(origin.column.unwrap_or_default()).end();
                };
                let (first, fte) = if period == 0 {
                    (VACANCIES, row.gap.mean - row.causes.iter().map(|&fte| tidy(fte)).sum::<f64>())
                } else {
                    (OPENING_GAP, opening.gap.mean)
                };
                push(first, "opening", fte, words.len());
                for (at, (word, &fte)) in words.iter().zip(&row.causes).enumerate() {
                    let side = if at < results.program.causes.len() { "demand" } else { "supply" };
                    push(word, side, fte, at);
                }
            }
        }
        table
    }
}

/// True for a cell, a total over all facilities, and a total over all roles.
fn is_told((place, role): &Group) -> bool {
    matches!((place, role), (Place::Facility(_), RoleGroup::Role(_)) | (Place::All, _) | (_, RoleGroup::All))
}

/// The word of each cause on the axis: those of demand, then those of supply.
fn words(results: &Results<'_>) -> Vec<String> {
    let program = results.program;
    let demand = program.causes.iter().map(|cause| match cause {
        Cause::Driver(driver) => format!("driver:{}", program.drivers[*driver]),
        Cause::Family(family) => format!("family:{family}"),
        Cause::Floor => "floor".to_owned(),
        Cause::Role(role) => format!("role:{}", program.roles[*role]),
        Cause::Rule(row) => rule(results, *row),
        Cause::Services => "services".to_owned(),
        Cause::Surge(technology) => format!("surge:{}", program.technologies[*technology]),
        Cause::Technology(technology) => format!("technology:{}", program.technologies[*technology]),
    });
    demand.chain(SUPPLY_CAUSES.map(str::to_owned)).collect()
}

/// The word of a dated row of `workload`: role, technology, driver and facility where they are named, and its dates.
fn rule(results: &Results<'_>, row: usize) -> String {
    let row = &results.case.workload[row];
    let driver = match &row.driver {
        None => String::new(),
        Some(WorkDriver::Driver(driver)) => driver.to_string(),
        Some(WorkDriver::Role(role)) => format!("role:{role}"),
        Some(WorkDriver::Family(family)) => format!("family:{family}"),
    };
    let technology = row.technology.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut parts = vec![row.role.to_string(), technology, driver];
    let sheet = results.case.tables.get("workload");
    let found =
        sheet.and_then(|sheet| sheet.rows.iter().find(|line| gave(line, &row.rate.given)).map(|line| (sheet, line)));
    if let Some((sheet, line)) = found {
        let facility = word(sheet, line, "facility");
        parts.push(if facility == "*" { String::new() } else { facility });
        parts.push(format!("{}..{}", word(sheet, line, "from"), word(sheet, line, "until")));
    }
    parts.retain(|part| !part.is_empty());
    format!("rule:{}", parts.join("/"))
}
