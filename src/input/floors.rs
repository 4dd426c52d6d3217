//! Smallest teams: a number of FTE, or posts to be covered so many hours a week.
//!
//! A post needs hours_covered_per_week × 52.18 / AWT people, where AWT is the working time of one FTE in a year
//! (see `allowances`).

use super::allowances::{Allowances, WEEKS_PER_YEAR};
use super::build::Build;
use super::expand::expand;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Floor, StaffKey};
use crate::ids::{FacilityId, RoleId};
use crate::tables::Row;
use std::collections::BTreeMap;

/// Builds the floors of all providers.
pub(super) fn build(build: &Build<'_>, allowances: &Allowances, found: &mut Diagnostics) -> BTreeMap<StaffKey, Floor> {
    let rows = build.group.rows("floors");
    let teams: Vec<Option<f64>> = rows.iter().map(|row| team(build, row, allowances, found)).collect();
    let mut floors = BTreeMap::new();
    for (key, index) in expand(build, "floors", found) {
        let ([role, facility], Some(row), Some(Some(fte))) = (key.as_slice(), rows.get(index), teams.get(index)) else {
            continue;
        };
        let always = build.text("floors", row, "always") == Some("yes");
        floors.insert((RoleId::new(role), FacilityId::new(facility)), Floor { fte: *fte, always });
    }
    floors
}

/// The smallest team that a row asks for.
fn team(build: &Build<'_>, row: &Row, allowances: &Allowances, found: &mut Diagnostics) -> Option<f64> {
    let number = |column: &str| build.number("floors", row, column);
    let (minimum, posts, hours) = (number("minimum_fte"), number("posts"), number("hours_covered_per_week"));
    let mut blank = |column: &str, message: &str, help: &str| {
        found.push(Slug::MissingValue, build.group.place("floors", row, column), message, help);
        None
    };
    match (minimum, posts, hours) {
        (None, None, None) => {
            let help = "write the smallest team in minimum_fte, or posts and hours_covered_per_week";
            blank("minimum_fte", "the floor says neither `minimum_fte` nor `posts`", help)
        }
        (_, Some(_), None) => {
            let help = "write how many hours a week each post is covered: 168 is round the clock";
            blank("hours_covered_per_week", "`posts` is given and `hours_covered_per_week` is blank", help)
        }
        (_, None, Some(_)) => {
            let help = "write how many posts are covered in these hours, such as 1";
            blank("posts", "`hours_covered_per_week` is given and `posts` is blank", help)
        }
        (minimum, None, None) => minimum,
        (minimum, Some(posts), Some(hours)) => {
            let role = RoleId::new(build.text("floors", row, "role")?);
            let people_per_post = hours * WEEKS_PER_YEAR / allowances.get(&role)?.working_hours;
            Some(minimum.unwrap_or(0.0).max(posts * people_per_post))
        }
    }
}
