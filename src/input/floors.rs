//! Smallest teams: a number of FTE, or posts to be covered so many hours a week.
//!
//! A post needs hours_covered_per_week × 52.18 / AWT people, where AWT is the working time of one FTE in a year:
//! (52.18 × 5 − leave − holidays − sickness − training) days of hours_per_week / 5 hours (WISN's available working
//! time; 52.18 weeks are 365.25 days).

use super::assume::{DefaultValue, RowValue, default_value, row_value};
use super::build::Build;
use super::expand::expand;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Assumption, Basis, Floor, Spread};
use crate::ids::{FacilityId, RoleId};
use crate::tables::Row;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Smallest teams, and the days off that those with posts rest on.
#[derive(Default)]
pub(super) struct Floors {
    pub(super) floors: BTreeMap<(RoleId, FacilityId), Floor>,
    pub(super) allowances: BTreeMap<RoleId, Vec<Assumption>>,
}

const WEEKS_PER_YEAR: f64 = 52.18;
const WORKING_DAYS_PER_WEEK: f64 = 5.0;
/// Days off where `allowances` is blank: a common set, judgement.
const DEFAULT_DAYS: [(&str, f64); 4] =
    [("leave_days", 25.0), ("holiday_days", 10.0), ("sickness_days", 8.0), ("training_days", 5.0)];

/// Builds the floors of all providers.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Floors {
    let days_off = days_off(build, found);
    let allowances_complete = build.group.complete(&["allowances"]);
    let mut built = Floors::default();
    let mut teams: Vec<Option<f64>> = Vec::new();
    for row in build.group.rows("floors") {
        let role = build.text("floors", row, "role").unwrap_or_default();
        let days = match days_off.get(role) {
            Some(days) => days.clone(),
            None if allowances_complete => Some(DEFAULT_DAYS.map(default_days)),
            None => None,
        };
        let total = days.as_ref().map(total);
        teams.push(team(build, row, total, found));
        if let Some(days) = days.filter(|_| build.number("floors", row, "posts").is_some()) {
            let name: Arc<str> = Arc::from(format!("role={role}"));
            let days = days.iter().map(|value| value.everywhere(&name)).collect();
            built.allowances.insert(RoleId::new(role), days);
        }
    }
    for (key, index) in expand(build, "floors", found) {
        let ([role, facility], Some(row), Some(Some(fte))) =
            (key.as_slice(), build.group.rows("floors").get(index), teams.get(index))
        else {
            continue;
        };
        let always = build.text("floors", row, "always") == Some("yes");
        built.floors.insert((RoleId::new(role), FacilityId::new(facility)), Floor { fte: *fte, always });
    }
    built
}

/// Days off of each of the columns of [`DEFAULT_DAYS`].
type DaysOff = [RowValue; 4];

fn total(days: &DaysOff) -> f64 {
    days.iter().map(|value| value.spread.mode).sum()
}

fn default_days((column, days): (&'static str, f64)) -> RowValue {
    let (spread, basis) = (Spread::certain(days), Basis::Judgement);
    let source = "a common set of days, 25 + 10 + 8 + 5";
    default_value(&DefaultValue { table: "allowances", column, spread, range: "bounds", basis, source })
}

/// Working days off a year by role; `None` for a role whose days leave no working time.
fn days_off(build: &Build<'_>, found: &mut Diagnostics) -> BTreeMap<Arc<str>, Option<DaysOff>> {
    let mut of_rows = Vec::new();
    for row in build.group.rows("allowances") {
        let days = DEFAULT_DAYS.map(|(column, days)| {
            row_value(build, "allowances", row, column, found).unwrap_or_else(|| default_days((column, days)))
        });
        let total = total(&days);
        if total < WEEKS_PER_YEAR * WORKING_DAYS_PER_WEEK {
            of_rows.push(Some(days));
            continue;
        }
        let message = format!("{total} days off a year leave no working time: a year has 260.9 working days");
        let help = "write working days, not calendar days; week-ends are not counted here";
        found.push(Slug::OutOfRange, build.group.place("allowances", row, "leave_days"), message, help);
        of_rows.push(None);
    }
    let rows = expand(build, "allowances", found);
    let of = |(key, index): (super::expand::Key, usize)| Some((key.first()?.clone(), of_rows.get(index)?.clone()));
    rows.into_iter().filter_map(of).collect()
}

/// The smallest team that a row asks for.
fn team(build: &Build<'_>, row: &Row, days_off: Option<f64>, found: &mut Diagnostics) -> Option<f64> {
    let number = |column: &str| build.number("floors", row, column);
    let (minimum, posts, hours) = (number("minimum_fte"), number("posts"), number("hours_covered_per_week"));
    let mut blank = |column: &str, message: &str, help: &str| {
        found.push(Slug::MissingValue, build.group.place("floors", row, column), message, help);
        None
    };
    let (posts, hours) = match (minimum, posts, hours) {
        (None, None, None) => {
            let help = "write the smallest team in minimum_fte, or posts and hours_covered_per_week";
            return blank("minimum_fte", "the floor says neither `minimum_fte` nor `posts`", help);
        }
        (_, Some(_), None) => {
            let help = "write how many hours a week each post is covered: 168 is round the clock";
            return blank("hours_covered_per_week", "`posts` is given and `hours_covered_per_week` is blank", help);
        }
        (_, None, Some(_)) => {
            let help = "write how many posts are covered in these hours, such as 1";
            return blank("posts", "`hours_covered_per_week` is given and `posts` is blank", help);
        }
        (minimum, None, None) => return minimum,
        (_, Some(posts), Some(hours)) => (posts, hours),
    };
    let role = build.text("floors", row, "role").unwrap_or_default();
    let role_row = build.group.rows("roles").iter().find(|other| other.text(0) == Some(role))?;
    let Some(hours_per_week) = build.number("roles", role_row, "hours_per_week") else {
        let message = format!(
            "`hours_per_week` of {role} is blank, and its posts must be covered ({}:{})",
            row.origin.file, row.origin.line
        );
        let help = "write the contracted hours of one FTE a week, such as 37.5 or 40";
        found.push(Slug::MissingValue, build.group.place("roles", role_row, "hours_per_week"), message, help);
        return None;
    };
    Some(minimum.unwrap_or(0.0).max(posts * people_per_post(hours, hours_per_week, days_off?)))
}

/// How many FTE cover one post.
fn people_per_post(hours_covered_per_week: f64, hours_per_week: f64, days_off: f64) -> f64 {
    let working_days = WEEKS_PER_YEAR * WORKING_DAYS_PER_WEEK - days_off;
    let hours_per_day = hours_per_week / WORKING_DAYS_PER_WEEK;
    hours_covered_per_week * WEEKS_PER_YEAR / (working_days * hours_per_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// methods.md 2.6: with 117 days off of 365, week-ends among them, a post of one shift every day needs
    /// 365/248 = 1.47 people. 117 days are 104.36 days of week-ends and 12.64 working days.
    #[test]
    fn a_post_needs_the_published_number_of_people() {
        let factor = people_per_post(7.0 * 8.0, 40.0, 117.0 - 2.0 * WEEKS_PER_YEAR);
        assert!((factor - 365.0 / 248.0).abs() < 0.001, "{factor}");
    }

    /// 168 × 52.18 / ((260.9 − 48) × 7.5) = 5.49.
    #[test]
    fn round_the_clock_with_the_default_days_takes_five_and_a_half_people() {
        let days: f64 = DEFAULT_DAYS.iter().map(|(_, days)| days).sum();
        assert_eq!(days, 48.0);
        assert!((people_per_post(168.0, 37.5, days) - 5.4900).abs() < 0.0005);
    }
}
