//! What the tables of levers have in common: values with usual defaults, spans of time, places of a row.

use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Basis, Spread, StaffKey};
use crate::ids::{FacilityId, RoleId};
use crate::input::assume::{DefaultValue, RowValue, default_value, row_value};
use crate::input::build::Build;
use crate::input::expand::expand;
use crate::tables::Row;
use std::collections::BTreeMap;

/// A value of all rows that leave a cell blank: column, value, and where it comes from.
pub(super) type Usual = (&'static str, f64, &'static str);

/// Retraining and courses: who begins and does not complete.
pub(super) const COMPLETION: Usual = (
    "completion_pct",
    85.0,
    "usual value: most of those whom the employer selects and pays complete; open programmes lose far more",
);

/// The value in a cell, or the usual one if it is blank; `None` (and a problem) if its range is refused.
pub(super) fn value_or(
    build: &Build<'_>,
    table: &'static str,
    row: &Row,
    (column, value, source): Usual,
    found: &mut Diagnostics,
) -> Option<RowValue> {
    if build.number(table, row, column).is_some() {
        return row_value(build, table, row, column, found);
    }
    let spread = Spread::certain(value);
    let basis = Basis::Judgement;
    Some(default_value(&DefaultValue { table, column, spread, range: "bounds", basis, source }))
}

/// Reports a row whose `until` does not lie after the day in `from`; true if it does or says nothing.
pub(super) fn ends_later(
    build: &Build<'_>,
    table: &'static str,
    row: &Row,
    from: &str,
    found: &mut Diagnostics,
) -> bool {
    let (Some(begin), Some(end)) = (build.period(table, row, from), build.period(table, row, "until")) else {
        return true;
    };
    let instant = |column: &str| build.instant(table, row, column);
    if instant("until") > instant(from) {
        return true;
    }
    let message = format!("it begins on {begin} and ends on {end}, which is not later");
    let help = "`until` is the first day on which it holds no more, and a year, quarter or month means its first day: \
                write a later one, or leave it blank";
    found.push(Slug::EndsBeforeItBegins, build.group.place(table, row, "until"), message, help);
    false
}

/// The places at which each row of a table holds, in the order of the rows. `role` and `facility` must be in the key.
pub(super) fn places(
    build: &Build<'_>,
    table: &'static str,
    role: &str,
    found: &mut Diagnostics,
) -> BTreeMap<usize, Vec<StaffKey>> {
    let mut places: BTreeMap<usize, Vec<StaffKey>> = BTreeMap::new();
    let Some(sheet) = build.group.sheet(table) else { return places };
    let position = |name: &str| sheet.spec.key.iter().position(|column| *column == name);
    let (Some(role), Some(facility)) = (position(role), position("facility")) else { return places };
    for (key, index) in expand(build, table, found) {
        if let (Some(role), Some(facility)) = (key.get(role), key.get(facility)) {
            places.entry(index).or_default().push((RoleId::of(role), FacilityId::of(facility)));
        }
    }
    places
}
