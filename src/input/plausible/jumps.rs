//! Jumps from one period to the next.

use super::{Count, figure, some};
use crate::calendar::{Month, Period};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::DriverKind;
use crate::ids::DriverId;
use crate::input::build::{Build, driver_kinds};
use crate::tables::Row;
use std::collections::BTreeMap;

/// A change is a jump above this share of the earlier value.
const A_JUMP: f64 = 0.4;
/// Counts have luck of their own: of n events 40 % are four standard deviations of a difference, √(2n), from n = 200 on.
const LEAST_EVENTS: f64 = 200.0;
/// A stock (beds, devices) has no such luck, yet a few more are ordinary: the change must be at least so many units.
const LEAST_UNITS: f64 = 20.0;
/// A team that is smaller, or changes by less, may well be changed by one decision; FTE.
const LEAST_FTE: f64 = 5.0;
/// Over more than a year a team may grow by as much in the ordinary way.
const MONTHS: i32 = 12;

pub(super) fn review(build: &Build<'_>, counts: &[Count<'_>], found: &mut Diagnostics) {
    activity(build, found);
    staff(build, counts, found);
}

/// "falls 41 %" if a value jumps.
fn jump(from: f64, to: f64) -> Option<String> {
    let share = (to - from) / from;
    let word = if share < 0.0 { "falls" } else { "rises" };
    (from > 0.0 && share.abs() > A_JUMP).then(|| format!("{word} {:.0} %", 100.0 * share.abs()))
}

/// A value of a driver at a facility.
struct Given<'a> {
    first: Month,
    period: Period,
    months: u32,
    value: f64,
    row: &'a Row,
}

fn activity(build: &Build<'_>, found: &mut Diagnostics) {
    let kinds = driver_kinds(build);
    let mut series: BTreeMap<&str, BTreeMap<&str, Vec<Given<'_>>>> = BTreeMap::new();
    for row in build.group.rows("activity") {
        let text = |column: &str| build.text("activity", row, column);
        let (Some(driver), Some(facility)) = (text("driver"), text("facility")) else { continue };
        let period = build.period("activity", row, "period");
        let (Some(period), Some(value)) = (period, build.number("activity", row, "value")) else { continue };
        let Some(months) = period.months() else { continue };
        let given = Given { first: period.first_month(), period, months, value, row };
        series.entry(driver).or_default().entry(facility).or_default().push(given);
    }
    for (driver, facilities) in series {
        let flow = kinds.get(&DriverId::new(driver)) == Some(&DriverKind::Flow);
        let (mut jumps, mut first) = (Vec::new(), None);
        for (facility, mut given) in facilities {
            given.sort_by_key(|given| given.first);
            for pair in given.windows(2) {
                let [before, after] = pair else { continue };
                let per_month = |given: &Given<'_>| given.value / if flow { f64::from(given.months) } else { 1.0 };
                let (from, to) = (per_month(before), per_month(after));
                // A flow in a period of another length is put on the later one's.
                let events = if flow { from.max(to) * f64::from(after.months) } else { 0.0 };
                let large = if flow { events >= LEAST_EVENTS } else { (to - from).abs() >= LEAST_UNITS };
                let Some(said) = jump(from, to).filter(|_| large) else { continue };
                let (values, unit) = match flow && before.months != after.months {
                    true => ([from, to], " a month"),
                    false => ([before.value, after.value], ""),
                };
                let [from, to] = values.map(figure);
                jumps.push(format!(
                    "at {facility} it {said} from {} to {} ({from} → {to}{unit})",
                    before.period, after.period
                ));
                first = first.or(Some(after.row));
            }
        }
        let Some(row) = first else { continue };
        let message = format!("`{driver}` jumps by more than 40 %: {}. Kept as written", some(&jumps, 3));
        let help = "correct the value if a period is not complete, a unit is another or a digit is missing; if a site \
                    opened, closed or moved work, say so in `note`";
        found.push(Slug::JumpInActivity, build.group.place("activity", row, "value"), message, help);
    }
}

/// FTE of a team through time, each with its first row.
type Points<'a> = BTreeMap<Month, (f64, &'a Count<'a>)>;

fn staff(build: &Build<'_>, counts: &[Count<'_>], found: &mut Diagnostics) {
    let mut teams: BTreeMap<&str, BTreeMap<&str, Points<'_>>> = BTreeMap::new();
    for count in counts {
        let Some(month) = count.period.last_month() else { continue };
        let team = teams.entry(count.facility).or_default().entry(count.role).or_default();
        team.entry(month).or_insert((0.0, count)).0 += count.fte;
    }
    for (facility, roles) in teams {
        let (mut jumps, mut first) = (Vec::new(), None);
        for (role, months) in roles {
            let points: Vec<_> = months.into_iter().collect();
            for pair in points.windows(2) {
                let [(earlier, (from, before)), (later, (to, after))] = pair else { continue };
                let large = *from >= LEAST_FTE && (to - from).abs() >= LEAST_FTE && later.since(*earlier) <= MONTHS;
                let Some(said) = jump(*from, *to).filter(|_| large) else { continue };
                let (from, to) = (figure(*from), figure(*to));
                jumps.push(format!("{role} {said} from {} to {} ({from} → {to})", before.period, after.period));
                first = first.or(Some(after.row));
            }
        }
        let Some(row) = first else { continue };
        let message = format!("staff at {facility} jump by more than 40 %: {}. Kept as written", some(&jumps, 3));
        let help = "correct the FTE if a digit or a team is missing; if a team moved to another facility or role, say so \
                    in `note`";
        found.push(Slug::JumpInStaff, build.group.place("staff", row, "fte"), message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_is_more_than_two_fifths_of_the_earlier_value() {
        assert_eq!(jump(412.0, 243.0).as_deref(), Some("falls 41 %"));
        assert_eq!(jump(100.0, 240.0).as_deref(), Some("rises 140 %"));
        assert_eq!(jump(100.0, 140.0), None);
        assert_eq!(jump(0.0, 500.0), None);
    }
}
