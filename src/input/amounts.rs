//! Amounts of rows that speak of several places together: one for all of them, divided beforehand in proportion to the
//! establishment at the opening.

use super::build::Build;
use crate::diagnostics::{Diagnostics, Slug, list};
use crate::domain::{StaffKey, StaffPoint};
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};

/// The budgeted FTE of each place at the opening, by which amounts are divided.
pub(super) struct Establishment {
    budgeted: BTreeMap<StaffKey, f64>,
    /// False if some staff could not be read, so that what seems to be nothing may be something.
    complete: bool,
}

impl Establishment {
    /// The establishment that the staff table gives.
    pub(super) fn of(build: &Build<'_>, staff: &BTreeMap<StaffKey, Vec<StaffPoint>>) -> Self {
        let opening = build.horizon.start.plus(-1);
        let budgeted = staff.iter().filter_map(|(key, points)| {
            let point = points.iter().find(|point| point.month == opening)?;
            Some((key.clone(), point.budgeted_fte))
        });
        Self { budgeted: budgeted.collect(), complete: build.group.complete(&["staff"]) }
    }

    /// The part of each of `places` in the amount in `column` of a row that holds for them together; `None` if the
    /// cell is blank, or (with a problem) if the amount cannot be divided. A single place has all of it.
    pub(super) fn divide(
        &self,
        build: &Build<'_>,
        table: &'static str,
        row: &Row,
        column: &'static str,
        places: &[StaffKey],
        found: &mut Diagnostics,
    ) -> Option<BTreeMap<StaffKey, f64>> {
        let amount = build.number(table, row, column)?;
        let budgeted = |place: &StaffKey| self.budgeted.get(place).copied().unwrap_or(0.0);
        let total: f64 = places.iter().map(budgeted).sum();
        if total <= 0.0 && amount != 0.0 && places.len() > 1 {
            if self.complete {
                report(build, table, row, column, amount, places, found);
            }
            return None;
        }
        let part = |place: &StaffKey| match places {
            [_] => amount,
            _ if amount == 0.0 => 0.0,
            _ => amount * budgeted(place) / total,
        };
        Some(places.iter().map(|place| (place.clone(), part(place))).collect())
    }
}

fn report(
    build: &Build<'_>,
    table: &'static str,
    row: &Row,
    column: &'static str,
    amount: f64,
    places: &[StaffKey],
    found: &mut Diagnostics,
) {
    let roles: BTreeSet<&str> = places.iter().map(|(role, _)| role.as_str()).collect();
    let facilities: BTreeSet<&str> = places.iter().map(|(_, facility)| facility.as_str()).collect();
    let message = format!(
        "{amount} is one amount for {} at {} together, to be divided by budgeted_fte, and none of them has any on {}",
        list(roles, 6),
        list(facilities, 6),
        build.horizon.start.plus(-1).last_day()
    );
    let help = "write one row for each facility with its own amount, or fill in budgeted_fte of staff.csv";
    found.push(Slug::AmountNotDivisible, build.group.place(table, row, column), message, help);
}
