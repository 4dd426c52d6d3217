//! Courses.

use super::levers::{COMPLETION, Usual, ends_later, value_or};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Alike, Course, StaffKey, Training};
use crate::ids::{FacilityId, RoleId};
use crate::input::amounts::Establishment;
use crate::input::build::Build;
use crate::input::expand::facilities_of;
use crate::tables::Row;
use std::sync::Arc;

const TABLE: &str = "training";

/// Graduates who take a job: far from all, or HITECH's courses would have closed the gap.
const EMPLOYED: Usual = (
    "employed_pct",
    70.0,
    "usual value: judgement; of the CIOs who knew the HITECH courses (2012) only 12 % had hired from them, so \
     graduates are not yet staff",
);
const AGE: Usual = ("age", 25.0, "usual value: graduates of a first course");

/// Builds the courses, by cohort and provider.
pub(super) fn build(build: &Build<'_>, establishment: &Establishment, found: &mut Diagnostics) -> Vec<Training> {
    let mut courses = Vec::new();
    for row in build.group.rows(TABLE) {
        courses.extend(of_row(build, row, establishment, found).into_iter().flatten());
    }
    courses.sort_by(|a, b| (&a.cohort, &a.facility).cmp(&(&b.cohort, &b.facility)));
    courses
}

/// The course of a row at each of its providers.
fn of_row(
    build: &Build<'_>,
    row: &Row,
    establishment: &Establishment,
    found: &mut Diagnostics,
) -> Option<Vec<Training>> {
    let (cohort, role) = (build.text(TABLE, row, "cohort")?, build.text(TABLE, row, "role")?);
    let number = |column: &str| build.number(TABLE, row, column);
    let whole = |column: &str| number(column).map(|value| value as u32);
    let repeat_every_months = whole("repeat_every_months");
    if repeat_every_months.is_none() && build.period(TABLE, row, "until").is_some() {
        let message =
            "`until` says when courses cease to begin, and `repeat_every_months` is blank: there is one course";
        let help = "write the months from one course to the next, or clear `until`";
        found.push(Slug::MissingValue, build.group.place(TABLE, row, "repeat_every_months"), message, help);
        return None;
    }
    let fits = ends_later(build, TABLE, row, "start", found);
    let values = [COMPLETION, EMPLOYED, AGE].map(|usual| value_or(build, TABLE, row, usual, found));
    let facilities = facilities_of(build, build.text(TABLE, row, "facility")?);
    let role = RoleId::of(&build.code("roles", role));
    let places: Vec<StaffKey> = facilities.iter().map(|facility| (role.clone(), FacilityId::of(facility))).collect();
    let parts = establishment.divide(build, TABLE, row, "places", &places, found)?;
    let [Some(completion), Some(employed), Some(age)] = values else { return None };
    let (start, months) = (build.instant(TABLE, row, "start")?, whole("months")?);
    let name: Arc<str> = Arc::from(format!("cohort={cohort}"));
    let course = Alike::from(Course {
        cohort: cohort.to_owned(),
        role,
        start,
        repeat_every_months,
        until: build.instant(TABLE, row, "until"),
        months,
        completion: completion.local(&name),
        employed: employed.local(&name),
        age: age.local(&name),
        cost_each: number("cost_each"),
    });
    let at = |(key, places): (StaffKey, f64)| Training { facility: key.1, places, course: course.clone() };
    fits.then(|| parts.into_iter().map(at).collect())
}
