//! Who came and went, month by month, from the dates of the people.

use crate::calendar::{Month, Period};
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::input::group::{Group, Table};
use crate::input::reading::{Count, Flow, People, REASONS, Roster};
use crate::tables::{Cell, Origin, Row, TableSpec, Value, input};
use std::sync::Arc;

/// The table that it makes.
const TABLE: &str = "staff_flows";
/// The columns of the reasons, in their order.
const OF_REASONS: [&str; REASONS] =
    ["retirements", "resignations", "ends_of_contract", "dismissals", "deaths", "transfers", "others", "not_stated"];

/// Adds the table, if people are there who have left.
pub(super) fn add(group: &mut Group, roster: &Roster, found: &mut Diagnostics) {
    let (Some(spec), Some((as_of, first))) = (input::table(TABLE), covered(roster)) else { return };
    if group.tables.contains_key(TABLE) {
        let message = format!("two files give the table `{TABLE}`: this one and {}", roster.file);
        let help = "keep one of them: take this file out, or the end dates of the roster";
        found.push(Slug::UnknownTable, Place::file(&group.file(TABLE)), message, help);
        return;
    }
    let mut table = Table::unreadable(spec, roster.file.clone());
    for ((_, facility, role), count) in roster.counts.iter().filter(|((month, ..), _)| *month == as_of) {
        let key = (facility, role);
        table.sheet.rows.extend(rows(spec, roster, key, count, (first, as_of)));
    }
    table.sheet.number();
    (table.complete, table.codes_known) = (roster.complete, true);
    group.tables.insert(TABLE, table);
    let message = format!("who came and went is known from {first} on, the month of the earliest end date that counts");
    let help = "staff_flows.csv in the `inputs` of a run holds it month by month; nothing is forecast from it";
    let place = Place { table: Some("roster"), ..Place::file(&roster.file) };
    found.push(Slug::RosterAddedUp, place, message, help);
}

/// The last day with people who have left, and the first month of which leavers are known.
fn covered(roster: &Roster) -> Option<(Month, Month)> {
    let leaving = |count: &Count| {
        let months = count.flows.iter().filter(|(_, flow)| flow.leavers.heads > 0);
        months.map(|(month, _)| *month).next()
    };
    let days = roster.counts.iter().filter_map(|((as_of, ..), count)| Some((*as_of, leaving(count)?)));
    let last = days.clone().map(|(as_of, _)| as_of).max()?;
    let first = days.filter(|(as_of, _)| *as_of == last).map(|(_, month)| month).min()?;
    Some((last, first))
}

/// The rows of one facility and role, from the first month to the last.
fn rows(
    spec: &'static TableSpec,
    roster: &Roster,
    (facility, role): (&Arc<str>, &Arc<str>),
    count: &Count,
    (first, as_of): (Month, Month),
) -> Vec<Row> {
    let origin = Origin::new(roster.file.clone(), count.line);
    let mut rows = Vec::new();
    let mut there = count.in_post();
    let mut month = as_of;
    // Backwards from those who are there: a month's end is the next one's, less its hires, and with its leavers.
    while month >= first {
        let flow = count.flows.get(&month).copied().unwrap_or_default();
        if there.heads > 0 || flow != Flow::default() {
            let cells = cells(spec, (month, facility, role), (there, flow), roster.has_reasons);
            let cells = cells.into_iter().map(|value| Some(Cell { value: value?, origin: origin.clone() })).collect();
            rows.push(Row { origin: origin.clone(), sheet_row: 0, number: 0, cells });
        }
        there = there.with(flow.leavers).without(flow.hires);
        month = month.plus(-1);
    }
    rows.reverse();
    rows
}

fn cells(
    spec: &TableSpec,
    (month, facility, role): (Month, &Arc<str>, &Arc<str>),
    (there, flow): (People, Flow),
    has_reasons: bool,
) -> Vec<Option<Value>> {
    let number = |value: f64| Some(Value::Number { low: value, mode: value, high: value });
    let value = |column: &str| match column {
        "month" => Some(Value::Period(Period::Month(month))),
        "facility" => Some(Value::Text(facility.clone())),
        "role" => Some(Value::Text(role.clone())),
        "headcount" => number(there.heads as f64),
        "fte" => number(there.fte()),
        "hires" => number(flow.hires.heads as f64),
        "hires_fte" => number(flow.hires.fte()),
        "leavers" => number(flow.leavers.heads as f64),
        "leavers_fte" => number(flow.leavers.fte()),
        other => {
            let place = OF_REASONS.iter().position(|name| *name == other).filter(|_| has_reasons)?;
            number(*flow.by_reason.get(place)? as f64)
        }
    };
    spec.columns.iter().map(|column| value(column.name)).collect()
}
