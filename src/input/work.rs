//! Workload rows, one for each facility at which they bring work.
//!
//! Rows of one role, technology, phase, driver and facility may follow each other in time; they may not overlap.

mod order;
mod providers;
mod row;

pub(super) use providers::check as check_providers;

use super::adoption::Plans;
use super::build::Build;
use super::sets::expand_sets;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{AdoptionPlan, Alike, WorkRow, WorkRule};
use crate::ids::{FacilityId, TechnologyId};
use crate::tables::Row;
use row::RowWork;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The columns that name a cell; rows of one cell differ in the days on which they hold.
const CELL: [&str; 5] = ["role", "technology", "phase", "driver", "facility"];

/// Builds the rows, in the order role, technology, phase, driver, facility, and of one cell in time order.
///
/// A row whose technology is not planned at a facility brings no work there and needs no activity: it is left out.
pub(super) fn build(build: &Build<'_>, plans: &Plans, found: &mut Diagnostics) -> Vec<WorkRow> {
    let rows = build.group.rows("workload");
    let read: Vec<Option<RowWork>> = rows.iter().map(|row| RowWork::read(build, row, found)).collect();
    let mut reported = BTreeSet::new();
    let mut rules: BTreeMap<(u32, [Arc<str>; 4]), Alike<WorkRule>> = BTreeMap::new();
    let mut work = Vec::new();
    for (key, set) in expand_sets(build, "workload", &CELL, found) {
        let [role, technology, phase, driver, facility] = key.as_slice() else { continue };
        let good = set.into_iter().filter_map(|index| Some((rows.get(index)?, read.get(index)?.as_ref()?)));
        let mut good: Vec<(&Row, &RowWork)> = good.collect();
        good.sort_by(|a, b| a.1.begins().total_cmp(&b.1.begins()).then(a.0.origin.line.cmp(&b.0.origin.line)));
        report_overlaps(build, &good, &mut reported, found);
        let facility_id = FacilityId::of(facility);
        if !technology.is_empty() {
            let plan = plans.get(&(TechnologyId::of(technology), facility_id.clone()));
            if plan.is_none_or(|plan| matches!(**plan, AdoptionPlan::None)) {
                continue;
            }
        }
        // All facilities at which a row holds for the same role, technology and driver have one rule.
        let rule = |(number, row): (u32, &RowWork)| {
            let name = [role, technology, phase, driver].map(Arc::clone);
            rules
                .entry((number, name))
                .or_insert_with(|| Alike::from(row.rule([role, technology, phase, driver])))
                .clone()
        };
        let rules = good.into_iter().map(|(row, work)| (row.number, work)).map(rule);
        work.extend(rules.map(|rule| WorkRow { facility: facility_id.clone(), rule }));
    }
    order::check(build, found);
    work
}

/// Reports rows of one cell that begin before the one ahead of them ends, once for each pair of lines.
fn report_overlaps(
    build: &Build<'_>,
    rows: &[(&Row, &RowWork)],
    reported: &mut BTreeSet<(u32, u32)>,
    found: &mut Diagnostics,
) {
    for pair in rows.windows(2) {
        let [(earlier, first), (later, second)] = pair else { continue };
        let lines = (earlier.origin.line, later.origin.line);
        if second.begins() >= first.ends() || !reported.insert(lines) {
            continue;
        }
        let begins = build.period("workload", later, "from").map(|from| from.to_string());
        let since = begins.as_ref().map_or_else(|| "at one time".to_owned(), |from| format!("from {from} on"));
        let message = format!("lines {} and {} both hold {since} for the same work", lines.0, lines.1);
        let help = match begins {
            Some(from) => format!("write {from} into `until` of line {}", lines.0),
            None => "write `from` and `until`, so that one row follows the other".to_owned(),
        };
        found.push(Slug::OverlappingPeriods, build.group.place("workload", later, "from"), message, help);
    }
}
