//! Moves between roles.

use super::levers::{COMPLETION, Usual, places, value_or};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Alike, StaffKey, Transfer};
use crate::ids::{FacilityId, RoleId};
use crate::input::amounts::Establishment;
use crate::input::assume::row_value;
use crate::input::build::Build;
use crate::input::scope::is_forecast;
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const TABLE: &str = "transfers";
const PRODUCTIVITY: Usual = ("productivity_during_pct", 0.0, "usual value: retraining takes all of the working time");
/// Chances may miss 100 % by this much through the rounding of their decimals.
const ROUNDING: f64 = 1e-9;

/// Builds the moves, in the order from, to, provider.
pub(super) fn build(build: &Build<'_>, establishment: &Establishment, found: &mut Diagnostics) -> Vec<Transfer> {
    let mut transfers = Vec::new();
    let mut rows: BTreeMap<(RoleId, FacilityId), Vec<&Row>> = BTreeMap::new();
    for (index, places) in places(build, TABLE, "from_role", found) {
        let Some(row) = build.group.rows(TABLE).get(index) else { continue };
        if !check(build, row, found) {
            continue;
        }
        for place in &places {
            rows.entry(place.clone()).or_default().push(row);
        }
        transfers.extend(of_row(build, row, &places, establishment, found).into_iter().flatten());
    }
    report_over_hundred(build, &rows, found);
    transfers.sort_by(|a, b| {
        let key =
            |transfer: &Transfer| (transfer.from_role.clone(), transfer.to_role.clone(), transfer.facility.clone());
        key(a).cmp(&key(b))
    });
    transfers
}

/// Reports what does not fit in a row by itself; true if all does.
fn check(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> bool {
    let role = |column: &str| build.text(TABLE, row, column).unwrap_or_default();
    let place = |column: &str| build.group.place(TABLE, row, column);
    let (from, to) = (role("from_role"), role("to_role"));
    if from == to {
        let message = format!("staff of {from} would move to {to}, the role they have");
        found.push(Slug::TransferRoles, place("to_role"), message, "name the role that they join");
        return false;
    }
    if !is_forecast(build, to) {
        let message = format!("staff would move to {to}, whose scope is `source`: it is not forecast");
        let help = "name a role that is forecast, or write its scope as `forecast` in roles.csv";
        found.push(Slug::TransferRoles, place("to_role"), message, help);
        return false;
    }
    let given = |column: &str| build.number(TABLE, row, column).is_some();
    if !given("planned_per_year") && !given("annual_pct") {
        let message = "`planned_per_year` and `annual_pct` are both blank: nobody moves";
        let help = "write the FTE moved a year by plan, or the chance a year that somebody moves by choice";
        found.push(Slug::MissingValue, place("planned_per_year"), message, help);
        return false;
    }
    true
}

/// The move of a row at each of its providers.
fn of_row(
    build: &Build<'_>,
    row: &Row,
    places: &[StaffKey],
    establishment: &Establishment,
    found: &mut Diagnostics,
) -> Option<Vec<Transfer>> {
    let (from, to) = (build.text(TABLE, row, "from_role")?, build.text(TABLE, row, "to_role")?);
    let number = |column: &str| build.number(TABLE, row, column);
    let annual = row_value(build, TABLE, row, "annual_pct", found);
    let completion = value_or(build, TABLE, row, COMPLETION, found)?;
    let productivity_during = value_or(build, TABLE, row, PRODUCTIVITY, found)?;
    let planned = match number("planned_per_year") {
        Some(_) => establishment.divide(build, TABLE, row, "planned_per_year", places, found)?,
        None => BTreeMap::new(),
    };
    let name: Arc<str> = Arc::from(format!("from_role={from},to_role={to}"));
    let [completion, productivity_during] =
        [completion, productivity_during].map(|value| Alike::from(value.local(&name)));
    let annual = annual.map(|value| Alike::from(value.local(&name)));
    let to_role = RoleId::of(&build.code("roles", to));
    let transfer = |key: &StaffKey| Transfer {
        from_role: key.0.clone(),
        to_role: to_role.clone(),
        facility: key.1.clone(),
        planned_per_year: planned.get(key).copied().unwrap_or(0.0),
        annual: annual.clone(),
        months: number("months").unwrap_or(0.0) as u32,
        completion: completion.clone(),
        productivity_during: productivity_during.clone(),
        cost_each: number("cost_each"),
    };
    Some(places.iter().map(transfer).collect())
}

/// More people cannot choose to leave a role for others than there are; once for each set of rows.
fn report_over_hundred(build: &Build<'_>, rows: &BTreeMap<(RoleId, FacilityId), Vec<&Row>>, found: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    for ((role, facility), rows) in rows {
        let total: f64 = rows.iter().filter_map(|row| build.number(TABLE, row, "annual_pct")).sum();
        let lines: BTreeSet<u32> = rows.iter().map(|row| row.origin.line).collect();
        let Some(last) = rows.iter().max_by_key(|row| row.origin.line) else { continue };
        if total < 100.0 - ROUNDING || !reported.insert(lines.clone()) {
            continue;
        }
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        let message = format!(
            "{total} % of {role} at {facility} would move to other roles within a year (lines {})",
            lines.join(", ")
        );
        let help = "lower the chances: all moves out of one role must stay below 100 % together";
        found.push(Slug::TransfersOverHundred, build.group.place(TABLE, last, "annual_pct"), message, help);
    }
}
