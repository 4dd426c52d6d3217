//! What the people of a roster mean for the staff of a case.
//!
//! Those in post on a day become rows of `staff`; the establishment comes from rows of staff.csv for the same day,
//! facility and role, whose `fte` is blank or agrees. Who came and went becomes the table `staff_flows`.
//! Left out: reading (`reading`), and whether facilities and roles are known (`references`).

mod flows;

use super::group::{Group, Table};
use super::reading::{Count, Roster, band_name};
use crate::calendar::{Month, Period};
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::tables::{Cell, Origin, Row, Sheet, TableSpec, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far the FTE of staff.csv and of the people may be apart.
const AGREES_WITHIN: f64 = 0.05;

/// Rows of staff.csv by the month at whose end they count, the facility and the role.
type Given = BTreeMap<(Month, Arc<str>, Arc<str>), Vec<Row>>;

/// Adds what the roster tells to `staff` and `staff_flows`.
pub(super) fn fill(group: &mut Group, found: &mut Diagnostics) {
    let Some(roster) = group.roster.take() else { return };
    if let Some(staff) = group.tables.remove("staff") {
        let staff = filled(staff, &roster, found);
        group.tables.insert("staff", staff);
    }
    flows::add(group, &roster, found);
    group.roster = Some(roster);
}

/// The staff of both files.
fn filled(mut staff: Table, roster: &Roster, found: &mut Diagnostics) -> Table {
    let spec = staff.sheet.spec;
    let mut rows = Vec::new();
    let mut given = Given::new();
    for row in std::mem::take(&mut staff.sheet.rows) {
        let month = row.period(spec.index("period")).and_then(Period::last_month);
        let text = |column| row.text(spec.index(column)).map(Arc::from);
        match (month, text("facility"), text("role")) {
            (Some(month), Some(facility), Some(role)) => given.entry((month, facility, role)).or_default().push(row),
            // It is refused for what it lacks.
            _ => rows.push(row),
        }
    }
    for (key, count) in roster.counts.iter().filter(|(_, count)| count.in_post().heads > 0) {
        let of_staff = given.remove(key).unwrap_or_default();
        let period = |row: &Row| row.period(spec.index("period"));
        if of_staff.iter().any(|row| period(row) != of_staff.first().and_then(period)) {
            // Two names of one day are refused with the staff.
            rows.extend(of_staff);
            continue;
        }
        if staff.complete && roster.complete {
            disagreement(&staff.sheet, &of_staff, roster, count, found);
        }
        rows.extend(made(spec, &of_staff, roster, key, count));
    }
    for row in given.into_values().flatten() {
        if row.number(spec.index("fte")).is_some() {
            rows.push(row);
            continue;
        }
        if staff.complete && roster.complete {
            let message = format!("`fte` is blank, and {} has nobody in post there on that day", roster.file);
            let help =
                "write 0 if all the posts are vacant; else correct the period, facility or role in one of the files";
            found.push(Slug::MissingValue, place(&staff.sheet, &row, "fte"), message, help);
        }
        staff.complete = false;
    }
    staff.sheet.rows = rows;
    staff.sheet.number();
    staff.complete &= roster.complete;
    staff
}

/// Reports people and staff.csv that do not agree.
fn disagreement(sheet: &Sheet, rows: &[Row], roster: &Roster, count: &Count, found: &mut Diagnostics) {
    let Some(first) = rows.first() else { return };
    let spec = sheet.spec;
    let people = count.in_post();
    for (column, counted, within) in [("fte", people.fte(), AGREES_WITHIN), ("headcount", people.heads as f64, 0.0)] {
        // Part of the age bands says nothing of the whole.
        let Some(written) = total(spec, rows, column).filter(|(_, all)| *all).map(|(sum, _)| sum) else { continue };
        // Decimals that are on the limit as written are not over it.
        if (written - counted).abs() <= within + 1e-9 {
            continue;
        }
        let unit = if column == "fte" { "FTE" } else { "people" };
        let message = format!(
            "{} has {} {unit} here, and {} has {} in post on that day",
            first.origin.file,
            rounded(written),
            roster.file,
            rounded(counted)
        );
        let help = format!("leave `{column}` blank, so that the roster tells it, or correct the one that is wrong");
        found.push(Slug::RosterDisagrees, place(sheet, first, column), message, help);
    }
}

/// The place of a cell of staff.csv.
fn place(sheet: &Sheet, row: &Row, column: &str) -> Place {
    let slot = sheet.spec.header().iter().position(|name| name == column);
    let (file, line) = (&row.origin.file, row.origin.line);
    let place = match slot.and_then(|slot| sheet.positions.get(slot).copied().flatten()) {
        Some(index) if row.sheet_row > 0 => Place::cell(file, line, row.sheet_row, index, column),
        _ => Place::at(file, line).in_column(column),
    };
    Place { table: Some(sheet.spec.name), ..place }
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The sum of a column, and whether all rows have a value; `None` if none has.
fn total(spec: &TableSpec, rows: &[Row], column: &str) -> Option<(f64, bool)> {
    let index = spec.index(column);
    let mut values: Vec<f64> = rows.iter().filter_map(|row| row.number(index)).map(|(_, mode, _)| mode).collect();
    values.sort_by(f64::total_cmp);
    (!values.is_empty()).then(|| (values.iter().sum(), values.len() == rows.len()))
}

/// The rows of `staff` for the people of one day, facility and role: one for each band of age, or one for all.
fn made(
    spec: &'static TableSpec,
    given: &[Row],
    roster: &Roster,
    (month, facility, role): &(Month, Arc<str>, Arc<str>),
    count: &Count,
) -> Vec<Row> {
    let of_people = Origin::new(roster.file.clone(), count.line);
    let bands: Vec<_> = match count.by_band() {
        Some(bands) => bands.map(|(band, people)| (Some(band_name(band)), people)).collect(),
        None => vec![(None, count.in_post())],
    };
    let cell = |value: Value, origin: &Origin| Some(Cell { value, origin: origin.clone() });
    let number = |value: f64| Value::Number { low: value, mode: value, high: value };
    let period = given.first().and_then(|row| row.period(spec.index("period")));
    let period = period.unwrap_or(Period::Day(*month, month.days()));
    let mut rows = Vec::with_capacity(bands.len());
    for (place, (band, people)) in bands.into_iter().enumerate() {
        let mut cells: Vec<Option<Cell>> = vec![None; spec.columns.len()];
        let mut set = |column: &str, cell: Option<Cell>| {
            if let Some(place) = cells.get_mut(spec.index(column)) {
                *place = cell;
            }
        };
        set("period", cell(Value::Period(period), &of_people));
        set("facility", cell(Value::Text(facility.clone()), &of_people));
        set("role", cell(Value::Text(role.clone()), &of_people));
        set("age_band", band.and_then(|band| cell(Value::Text(Arc::from(band)), &of_people)));
        set("fte", cell(number(people.fte()), &of_people));
        set("headcount", cell(number(people.heads as f64), &of_people));
        // The establishment is of all ages; it stands in the first of the rows, which are added.
        if let Some(first) = given.first().filter(|_| place == 0) {
            let budget = total(spec, given, "budgeted_fte").map(|(sum, _)| sum);
            set("budgeted_fte", budget.and_then(|budget| cell(number(budget), &first.origin)));
            set("note", first.cells.get(spec.index("note")).cloned().flatten());
        }
        rows.push(Row { origin: of_people.clone(), sheet_row: 0, number: 0, cells });
    }
    rows
}
