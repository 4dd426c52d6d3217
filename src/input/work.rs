//! Workload rows, one for each facility at which they bring work.

use super::adoption::Plans;
use super::assume::row_value;
use super::build::Build;
use super::expand::expand;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{AdoptionPlan, WorkDriver, WorkPhase, WorkRow, WorkUnit};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::tables::Row;
use std::sync::Arc;

/// Builds the rows, in the order role, technology, driver, facility.
///
/// A row whose technology is not planned at a facility brings no work there and needs no activity: it is left out.
pub(super) fn build(build: &Build<'_>, plans: &Plans, found: &mut Diagnostics) -> Vec<WorkRow> {
    let rows = build.group.rows("workload");
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        let fits = driver_fits_unit(build, row, found);
        values.push(row_value(build, "workload", row, "mode", found).filter(|_| fits));
    }
    let mut work = Vec::new();
    for (key, index) in expand(build, "workload", found) {
        let [role, technology, phase, driver, facility] = key.as_slice() else { continue };
        let (Some(row), Some(Some(value))) = (rows.get(index), values.get(index)) else { continue };
        let word = build.text("workload", row, "unit").unwrap_or_default();
        let Some((_, unit)) = WorkUnit::NAMES.into_iter().find(|(name, _)| *name == word) else { continue };
        let technology_id = (!technology.is_empty()).then(|| TechnologyId::new(technology));
        let facility_id = FacilityId::new(facility);
        if let Some(technology) = &technology_id
            && matches!(plans.get(&(technology.clone(), facility_id.clone())), None | Some(AdoptionPlan::None))
        {
            continue;
        }
        let name = format!("role={role},technology={technology},phase={phase},driver={driver}");
        work.push(WorkRow {
            role: RoleId::new(role),
            technology: technology_id,
            phase: WorkPhase::Run,
            driver: (!driver.is_empty()).then(|| WorkDriver::Driver(DriverId::new(driver))),
            facility: facility_id,
            unit,
            rate: value.at(&Arc::from(name), facility),
            economy: None,
            from: None,
            until: None,
        });
    }
    work
}

/// A rate for each facility has no driver, and every other rate has one.
fn driver_fits_unit(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> bool {
    let unit = build.text("workload", row, "unit").unwrap_or_default();
    let driver = build.text("workload", row, "driver");
    let place = || build.group.place("workload", row, "driver");
    match (unit == "fte_per_facility", driver) {
        (true, Some(driver)) => {
            let message = format!("the unit `{unit}` has no driver, but the row names `{driver}`");
            let help = "clear the driver, or choose a unit that scales with it, such as fte_per_1000";
            found.push_value(Slug::DriverForUnit, place(), Some(driver), message, help);
            false
        }
        (false, None) => {
            let message = format!("the unit `{unit}` needs a driver, but the cell is blank");
            let help = "name the driver that the work scales with, or write the unit fte_per_facility";
            found.push(Slug::DriverForUnit, place(), message, help);
            false
        }
        _ => true,
    }
}
