//! Staff through time, approved posts, and anchors.

use super::build::Build;
use super::expand::expand;
use crate::calendar::Month;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Anchor, PostChange, StaffKey, StaffPoint};
use crate::ids::{FacilityId, RoleId};
use crate::tables::Row;
use std::collections::BTreeMap;

/// Who is there, whose posts are approved, and what demand at the opening is anchored to.
pub(super) struct Staff {
    pub(super) staff: BTreeMap<StaffKey, Vec<StaffPoint>>,
    pub(super) posts: BTreeMap<StaffKey, Vec<PostChange>>,
    pub(super) anchors: BTreeMap<StaffKey, Anchor>,
}

/// Builds all three.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Staff {
    let staff = staff(build, found);
    if build.group.complete(&["staff", "workload"]) {
        report_roles_without_work(build, &staff, found);
    }
    let posts = posts(build, &staff, found);
    Staff { staff, posts, anchors: anchors(build, found) }
}

fn key_of(build: &Build<'_>, table: &str, row: &Row) -> Option<StaffKey> {
    let role = build.text(table, row, "role")?;
    Some((RoleId::new(role), FacilityId::new(build.text(table, row, "facility")?)))
}

fn staff(build: &Build<'_>, found: &mut Diagnostics) -> BTreeMap<StaffKey, Vec<StaffPoint>> {
    let mut staff: BTreeMap<StaffKey, Vec<(StaffPoint, &Row)>> = BTreeMap::new();
    let mut complete = build.group.complete(&["staff"]);
    for row in build.group.rows("staff") {
        let number = |column: &str| build.number("staff", row, column);
        let (Some(key), Some(period)) = (key_of(build, "staff", row), build.period("staff", row, "period")) else {
            continue;
        };
        let (Some(fte), Some(budgeted_fte)) = (number("fte"), number("budgeted_fte")) else { continue };
        let headcount = number("headcount");
        let Some(month) = period.last_month() else {
            let place = build.group.place("staff", row, "period");
            let message = format!("staff count at the end of a month, and {period} is not the last day of one");
            let month = period.first_month();
            let help = format!("write {month} for the staff on {}", month.last_day());
            found.push_value(Slug::NotAPeriod, place, Some(&period.to_string()), message, help);
            complete = false;
            continue;
        };
        if let Some(people) = headcount
            && fte > people
        {
            let message = format!("{fte} FTE are more than {people} people: one person is at most 1 FTE");
            let help = "FTE is contracted time: leave overtime out, or correct the headcount";
            found.push(Slug::FteOverHeadcount, build.group.place("staff", row, "fte"), message, help);
        }
        staff.entry(key).or_default().push((StaffPoint { month, fte, headcount, budgeted_fte }, row));
    }
    for ((role, facility), points) in &mut staff {
        points.sort_by_key(|(point, row)| (point.month, row.origin.line));
        for pair in points.windows(2) {
            if let [(first, earlier), (second, later)] = pair
                && first.month == second.month
            {
                let message = format!(
                    "lines {} and {} both give the staff of {role} at {facility} on {}",
                    earlier.origin.line,
                    later.origin.line,
                    second.month.last_day()
                );
                let place = build.group.place("staff", later, "period");
                found.push(Slug::OverlappingPeriods, place, message, "delete one of the two");
            }
        }
    }
    if complete {
        report_not_current(build, &staff, found);
    }
    staff.into_iter().map(|(key, points)| (key, points.into_iter().map(|(point, _)| point).collect())).collect()
}

/// The last period of all staff must end the day before the start.
fn report_not_current(build: &Build<'_>, staff: &BTreeMap<StaffKey, Vec<(StaffPoint, &Row)>>, found: &mut Diagnostics) {
    let opening = build.horizon.start.plus(-1);
    let last = staff.values().flatten().max_by_key(|(point, row)| (point.month, std::cmp::Reverse(row.origin.line)));
    let Some((point, row)) = last.filter(|(point, _)| point.month != opening) else { return };
    let message = format!(
        "the last staff period ends on {}, but the forecast starts on {}: it needs the staff of {}",
        point.month.last_day(),
        build.horizon.start.first_day(),
        opening.last_day()
    );
    let next = point.month.plus(1);
    let help = if point.month < opening {
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
        if fte <= 0.0 || has_work {
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

fn posts(
    build: &Build<'_>,
    staff: &BTreeMap<StaffKey, Vec<StaffPoint>>,
    found: &mut Diagnostics,
) -> BTreeMap<StaffKey, Vec<PostChange>> {
    let mut posts: BTreeMap<StaffKey, Vec<PostChange>> = BTreeMap::new();
    for row in build.group.rows("posts") {
        let (Some(key), Some(from)) = (key_of(build, "posts", row), build.instant("posts", row, "from")) else {
            continue;
        };
        let Some(change_fte) = build.number("posts", row, "change_fte") else { continue };
        if from < 0.0 {
            let place = build.group.place("posts", row, "from");
            let start = build.horizon.start.first_day();
            let message = format!("the change of posts comes before the start of the forecast ({start})");
            let help = "what is funded before the start belongs into budgeted_fte of staff.csv: take the row out";
            found.push(Slug::OutOfRange, place, message, help);
            continue;
        }
        posts.entry(key).or_default().push(PostChange { from, change_fte });
    }
    for (key, changes) in &mut posts {
        // Gains before losses of the same day.
        changes.sort_by(|a, b| a.from.total_cmp(&b.from).then(b.change_fte.total_cmp(&a.change_fte)));
        let budgeted = staff.get(key).and_then(|points| points.last()).map_or(0.0, |point| point.budgeted_fte);
        report_below_zero(build, key, budgeted, changes, found);
    }
    posts
}

/// Posts can be taken away only while there are any.
fn report_below_zero(
    build: &Build<'_>,
    key: &StaffKey,
    budgeted: f64,
    changes: &[PostChange],
    found: &mut Diagnostics,
) {
    let mut left = budgeted;
    let is_below = |change: &&PostChange| {
        left += change.change_fte;
        left < -1e-9
    };
    let Some(change) = changes.iter().find(is_below) else { return };
    let rows = build.group.rows("posts").iter().filter(|row| key_of(build, "posts", row).as_ref() == Some(key));
    let at_fault = |row: &&Row| {
        build.instant("posts", row, "from") == Some(change.from)
            && build.number("posts", row, "change_fte") == Some(change.change_fte)
    };
    let Some(row) = rows.into_iter().find(at_fault) else { return };
    let message = format!(
        "taking away {} posts leaves {} at {} with fewer than none: {budgeted} are budgeted at the opening",
        -change.change_fte, key.0, key.1
    );
    let help = "take away fewer posts, or correct budgeted_fte in staff.csv";
    found.push(Slug::OutOfRange, build.group.place("posts", row, "change_fte"), message, help);
}

fn anchors(build: &Build<'_>, found: &mut Diagnostics) -> BTreeMap<StaffKey, Anchor> {
    let rows = build.group.rows("anchors");
    let anchor = |(key, index): (super::expand::Key, usize)| {
        let [role, facility] = key.as_slice() else { return None };
        let word = build.text("anchors", rows.get(index)?, "anchor")?;
        let (_, anchor) = Anchor::NAMES.into_iter().find(|(name, _)| *name == word)?;
        Some(((RoleId::new(role), FacilityId::new(facility)), anchor))
    };
    expand(build, "anchors", found).into_iter().filter_map(anchor).collect()
}
