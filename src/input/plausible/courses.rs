//! Courses and moves that are too large for the teams they feed, or feed on.

use super::{figure, posts, some};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{StaffKey, Training};
use crate::input::build::Build;
use crate::input::people::People;
use crate::tables::Row;
use std::collections::BTreeMap;

/// A team that takes in more than this share of its posts a year cannot train them on the job.
const LARGE_INTAKE: f64 = 0.3;
/// Small teams may well take one or two; FTE a year.
const LEAST_FTE: f64 = 2.0;

pub(super) fn review(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    graduates(build, people, found);
    moves(build, people, found);
}

/// Graduates a year who take a job, FTE.
fn a_year(course: &Training) -> f64 {
    let courses = course.repeat_every_months.map_or(1.0, |months| 12.0 / f64::from(months));
    course.places * courses * course.completion.spread.mode / 100.0 * course.employed.spread.mode / 100.0
}

fn graduates(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    let mut joining: BTreeMap<StaffKey, Vec<&Training>> = BTreeMap::new();
    for course in &people.training {
        joining.entry((course.role.clone(), course.facility.clone())).or_default().push(course);
    }
    let mut too_many: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, courses) in &joining {
        let graduates: f64 = courses.iter().map(|course| a_year(course)).sum();
        let (_, posts) = posts(people, key, f64::INFINITY);
        if graduates < LEAST_FTE || graduates <= LARGE_INTAKE * posts {
            continue;
        }
        let [graduates, posts] = [graduates, posts].map(figure);
        let said = format!("{} at {}: {graduates} FTE a year for {posts} posts", key.0, key.1);
        // One warning stands at the first course that brings them.
        if let Some(first) = courses.first() {
            too_many.entry(&first.cohort).or_default().push(said);
        }
    }
    for (cohort, said) in too_many {
        let Some(row) = build.group.rows("training").iter().find(|row| row.text(0) == Some(cohort)) else { continue };
        let message = format!("courses bring more graduates than 30 % of the posts a year: {}", some(&said, 3));
        let help = "`places` are those of each course at this facility, as FTE: correct places, repeat_every_months or \
                    employed_pct; or add the posts to posts.csv";
        found.push(Slug::CoursesAboveStaff, build.group.place("training", row, "places"), message, help);
    }
}

fn moves(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    let mut leaving: BTreeMap<StaffKey, f64> = BTreeMap::new();
    for step in &people.transfers {
        *leaving.entry((step.from_role.clone(), step.facility.clone())).or_default() += step.planned_per_year;
    }
    let too_many = leaving.iter().filter_map(|(key, planned)| {
        let (staff, _) = posts(people, key, 0.0);
        // That nobody is there is said where work meets staff.
        let said = || format!("{} at {}: {} of {} FTE", key.0, key.1, figure(*planned), figure(staff));
        (staff > 0.0 && *planned > staff).then(|| (key.0.as_str(), said()))
    });
    let too_many: Vec<(&str, String)> = too_many.collect();
    let Some((role, _)) = too_many.first() else { return };
    let of_role = |row: &&Row| build.text("transfers", row, "from_role") == Some(role);
    let rows = build.group.rows("transfers").iter().filter(of_role);
    let to = |row: &&Row| build.text("transfers", row, "to_role").unwrap_or_default().to_owned();
    let Some(row) = rows.min_by_key(to) else { return };
    let said: Vec<String> = too_many.iter().map(|(_, said)| said.clone()).collect();
    let message = format!("more staff are to be retrained in a year than there are: {}", some(&said, 3));
    let help = "`planned_per_year` is in FTE a year at this facility: lower it, or correct the staff of from_role";
    found.push(Slug::MovesAboveStaff, build.group.place("transfers", row, "planned_per_year"), message, help);
}
