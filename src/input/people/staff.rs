//! Staff through time, and their ages at the opening.

use super::ages::{self, Ages};
use super::key_of;
use crate::calendar::Month;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::domain::{StaffKey, StaffPoint};
use crate::input::build::Build;
use crate::input::scope::is_forecast;
use crate::tables::Row;
use std::collections::BTreeMap;

/// Who is there.
pub(super) struct Staff {
    pub(super) staff: BTreeMap<StaffKey, Vec<StaffPoint>>,
    pub(super) ages: Ages,
}

/// The rows of one count of staff: a role, a facility, and the month at whose end they were counted.
type Counts<'a> = BTreeMap<StaffKey, BTreeMap<Month, Vec<&'a Row>>>;

/// Builds both.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Staff {
    let (counts, complete) = counts(build, found);
    let opening = build.horizon.start.plus(-1);
    let mut staff = BTreeMap::new();
    let mut all_ages = Ages::new();
    let budgeted = has_budget_column(build, found);
    for (key, months) in &counts {
        let mut points = Vec::with_capacity(months.len());
        for (&month, rows) in months {
            let rows = of_one_period(build, key, month, rows, found);
            let bands = ages::bands(build, &rows, found);
            points.extend(point(build, month, &rows, budgeted, found));
            if month == opening && !bands.is_empty() {
                all_ages.insert(key.clone(), ages::by_year(&bands));
            }
        }
        if !points.is_empty() {
            staff.insert(key.clone(), points);
        }
    }
    if complete && build.group.complete(&["staff"]) {
        report_not_current(build, &counts, found);
    }
    if build.group.complete(&["staff", "workload"]) {
        report_roles_without_work(build, &staff, found);
    }
    Staff { staff, ages: all_ages }
}

/// The good rows by what they count; false if some row gave no month.
fn counts<'a>(build: &'a Build<'_>, found: &mut Diagnostics) -> (Counts<'a>, bool) {
    let mut counts = Counts::new();
    let mut complete = true;
    for row in build.group.rows("staff") {
        let (Some(key), Some(period)) = (key_of(build, "staff", row), build.period("staff", row, "period")) else {
            continue;
        };
        let Some(month) = period.last_month() else {
            let place = build.group.place("staff", row, "period");
            let message = format!("staff count at the end of a month, and {period} is not the last day of one");
            let month = period.first_month();
            let help = format!("write {month} for the staff on {}", month.last_day());
            found.push_value(Slug::NotAPeriod, place, Some(&period.to_string()), message, help);
            complete = false;
            continue;
        };
        if let (Some(fte), Some(people)) = (build.number("staff", row, "fte"), build.number("staff", row, "headcount"))
            && fte > people
        {
            let message = format!("{fte} FTE are more than {people} people: one person is at most 1 FTE");
            let help = "FTE is contracted time: leave overtime out, or correct the headcount";
            found.push(Slug::FteOverHeadcount, build.group.place("staff", row, "fte"), message, help);
        }
        counts.entry(key).or_default().entry(month).or_default().push(row);
    }
    (counts, complete)
}

/// The rows of a count that name the same period as the first of them; another name of the same day is refused.
fn of_one_period<'a>(
    build: &Build<'_>,
    (role, facility): &StaffKey,
    month: Month,
    rows: &[&'a Row],
    found: &mut Diagnostics,
) -> Vec<&'a Row> {
    let Some(first) = rows.first() else { return Vec::new() };
    let period = |row: &Row| build.period("staff", row, "period");
    let (mut same, other): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| period(row) == period(first));
    if let Some(other) = other.first() {
        let message = format!(
            "lines {} and {} both give the staff of {role} at {facility} on {}",
            first.origin.line,
            other.origin.line,
            month.last_day()
        );
        let place = build.group.place("staff", other, "period");
        found.push(Slug::OverlappingPeriods, place, message, "delete one of the two");
    }
    // Sums must not depend on the order of the file.
    same.sort_by_key(|row| build.text("staff", row, "age_band"));
    same
}

/// True if the table has a column of funded posts; else it is reported, once.
fn has_budget_column(build: &Build<'_>, found: &mut Diagnostics) -> bool {
    let Some(sheet) = build.group.sheet("staff") else { return false };
    let slot = sheet.spec.header().iter().position(|name| name == "budgeted_fte");
    // Without rows nothing is known of the columns.
    let there = slot.and_then(|slot| sheet.positions.get(slot).copied().flatten()).is_some();
    if !there && !sheet.rows.is_empty() {
        let help = "add it to the header. Establishment: FTE funded";
        let place = Place::line(&sheet.file, 1).in_column("budgeted_fte");
        found.push(Slug::MissingColumn, place, "the column `budgeted_fte` is missing", help);
    }
    there
}

/// All rows of one count added.
fn point(
    build: &Build<'_>,
    month: Month,
    rows: &[&Row],
    budgeted: bool,
    found: &mut Diagnostics,
) -> Option<StaffPoint> {
    let numbers = |column: &str| rows.iter().filter_map(|row| build.number("staff", row, column)).collect::<Vec<_>>();
    let (fte, headcount, funded) = (numbers("fte"), numbers("headcount"), numbers("budgeted_fte"));
    let first = rows.first()?;
    // With age bands the cell may be filled in a row that had a problem.
    let all_rows = build.group.complete(&["staff"]) || build.text("staff", first, "age_band").is_none();
    if funded.is_empty() && build.group.is_of_roster(first) {
        report_no_establishment(build, month, first, found);
        return None;
    }
    if funded.is_empty() && budgeted && all_rows {
        let help = "fill it in. Establishment: FTE funded";
        let place = build.group.place("staff", first, "budgeted_fte");
        found.push(Slug::MissingValue, place, "`budgeted_fte` is blank", help);
        return None;
    }
    if !headcount.is_empty() && headcount.len() < rows.len() {
        let blank = rows.iter().find(|row| build.number("staff", row, "headcount").is_none())?;
        let message = "`headcount` is blank here and filled in other age bands of the same staff";
        let help = "fill it in for all of them or for none";
        found.push(Slug::MissingValue, build.group.place("staff", blank, "headcount"), message, help);
    }
    let headcount = (!headcount.is_empty()).then(|| headcount.iter().sum());
    Some(StaffPoint { month, fte: fte.iter().sum(), headcount, budgeted_fte: funded.iter().sum() })
}

/// A roster tells who is in post; how many posts are funded stands in staff.csv.
fn report_no_establishment(build: &Build<'_>, month: Month, row: &Row, found: &mut Diagnostics) {
    let text = |column| build.text("staff", row, column).unwrap_or_default();
    let (facility, role) = (text("facility"), text("role"));
    let file = build.group.file("staff");
    let message = format!(
        "the roster has {role} in post at {facility} on {}, and {file} gives no `budgeted_fte` for them",
        month.last_day()
    );
    let help = format!(
        "add a row to {file} with period {month}, facility {facility}, role {role}, a blank fte and their budgeted_fte"
    );
    let place = build.group.place("staff", row, "budgeted_fte");
    found.push(Slug::MissingValue, place, message, help);
}

/// The last period of all staff must end the day before the start.
fn report_not_current(build: &Build<'_>, counts: &Counts<'_>, found: &mut Diagnostics) {
    let opening = build.horizon.start.plus(-1);
    let all = counts.values().flatten().flat_map(|(month, rows)| rows.iter().map(move |row| (*month, *row)));
    let last = all.max_by_key(|(month, row)| (*month, std::cmp::Reverse(row.origin.line)));
    let Some((month, row)) = last.filter(|(month, _)| *month != opening) else { return };
    let message = format!(
        "the last staff period ends on {}, but the forecast starts on {}: it needs the staff of {}",
        month.last_day(),
        build.horizon.start.first_day(),
        opening.last_day()
    );
    let next = month.plus(1);
    let help = if month < opening {
        format!("add staff rows for {opening}, or write start = \"{next}\" in the scenario file")
    } else {
        format!("write start = \"{next}\" in the scenario file, or take out the staff rows after {opening}")
    };
    found.push(Slug::StaffNotCurrent, build.group.place("staff", row, "period"), message, help);
}

fn report_roles_without_work(build: &Build<'_>, staff: &BTreeMap<StaffKey, Vec<StaffPoint>>, found: &mut Diagnostics) {
    let opening: Month = build.horizon.start.plus(-1);
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    for ((role, _), points) in staff {
        let now = points.last().filter(|point| point.month == opening);
        *totals.entry(role.as_str()).or_default() += now.map_or(0.0, |point| point.fte.max(point.budgeted_fte));
    }
    for row in build.group.rows("roles") {
        let Some(role) = row.text(0) else { continue };
        let fte = totals.get(role).copied().unwrap_or(0.0);
        let has_work = build.group.rows("workload").iter().any(|row| build.text("workload", row, "role") == Some(role));
        if fte <= 0.0 || has_work || !is_forecast(build, role) {
            continue;
        }
        let fte = (fte * 10.0).round() / 10.0;
        let message = format!("role `{role}` has staff ({fte} FTE) but no row in workload.csv");
        let help = format!(
            "its demand would be 0 and its whole team a surplus; add a row to workload.csv, such as \
             {role},,run,,*,fte_per_facility with its mode"
        );
        let place = build.group.place("roles", row, "role");
        found.push_value(Slug::RoleWithoutWork, place, Some(role), message, help);
    }
}
