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
/// Small teams may well take two at a time; FTE a year.
const LEAST_FTE: f64 = 3.0;

pub(super) fn review(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    graduates(build, people, found);
    moves(build, people, found);
}

/// Adds the graduates of a course who take a job, FTE, to the years of the forecast in which they come.
fn add_graduates(course: &Training, months: u32, years: &mut [f64]) {
    let each = course.places * course.completion.spread.mode / 100.0 * course.employed.spread.mode / 100.0;
    let courses =
        course.repeat_every_months.map_or(1, |every| 1 + (f64::from(months) - course.start).max(0.0) as u32 / every);
    for number in 0..courses {
        let start = course.start + f64::from(number * course.repeat_every_months.unwrap_or(0));
        let end = start + f64::from(course.months);
        if end < 0.0 || number > 0 && course.until.is_some_and(|until| start >= until) {
            continue;
        }
        if let Some(year) = years.get_mut((end / 12.0) as usize) {
            *year += each;
        }
    }
}

fn graduates(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    let mut joining: BTreeMap<StaffKey, Vec<&Training>> = BTreeMap::new();
    for course in &people.training {
        joining.entry((course.role.clone(), course.facility.clone())).or_default().push(course);
    }
    let mut too_many: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, courses) in &joining {
        let months = build.horizon.months;
        let mut years = vec![0.0; months.div_ceil(12) as usize];
        courses.iter().for_each(|course| add_graduates(course, months, &mut years));
        let graduates = years.iter().copied().fold(0.0, f64::max);
        let (_, posts) = posts(people, key, f64::INFINITY);
        if graduates < LEAST_FTE || graduates <= LARGE_INTAKE * posts {
            continue;
        }
        let [graduates, posts] = [graduates, posts].map(figure);
        let said = format!("{} at {}: {graduates} FTE in one year for {posts} posts", key.0, key.1);
        // One warning stands at the first course that brings them.
        if let Some(first) = courses.first() {
            too_many.entry(&first.cohort).or_default().push(said);
        }
    }
    for (cohort, said) in too_many {
        let Some(row) = build.group.rows("training").iter().find(|row| row.text(0) == Some(cohort)) else { continue };
        let message = format!("courses bring more graduates in a year than 30 % of the posts: {}", some(&said, 3));
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
