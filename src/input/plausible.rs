//! Is it plausible? Values that may stand as they are, and look as if something else was meant.
//!
//! One file for each subject; all run on inputs without errors, change nothing and only warn. A run keeps its warnings,
//! so that no message depends on where or in which order rows stood: it names keys, never lines, and the first of
//! several rows is the first by its key. Each threshold stands beside its reason.
//! Left out: what only shows when work meets staff (`projection`), and columns that are fractions throughout, which
//! are refused as they are read (`typing`).

mod alike;
mod courses;
mod fractions;
mod headcount;
mod hiring;
mod jumps;
mod magnitudes;
mod totals;
mod turnover;
mod vacancies;
mod wages;

use super::build::Build;
use super::people::People;
use crate::calendar::Period;
use crate::diagnostics::Diagnostics;
use crate::domain::{Settings, StaffKey};
use crate::tables::Row;

/// Looks at everything; warnings go to `found`, which holds no others.
pub(super) fn review(build: &Build<'_>, people: &People, settings: &Settings, found: &mut Diagnostics) {
    let counts = Count::all(build);
    headcount::review(build, &counts, found);
    totals::review(build, &counts, found);
    jumps::review(build, &counts, found);
    fractions::review(build, found);
    vacancies::review(build, people, settings, found);
    courses::review(build, people, found);
    hiring::review(build, people, settings, found);
    turnover::review(build, people, found);
    magnitudes::review(build, settings, found);
    alike::review(build, found);
}

/// A row of staff.
struct Count<'a> {
    period: Period,
    facility: &'a str,
    role: &'a str,
    fte: f64,
    headcount: Option<f64>,
    budgeted: f64,
    row: &'a Row,
}

impl<'a> Count<'a> {
    /// All rows by period, facility, role and age: in one order, however the file is sorted.
    fn all(build: &'a Build<'_>) -> Vec<Self> {
        let number = |row: &Row, column: &str| build.number("staff", row, column);
        let count = |row: &'a Row| {
            Some(Self {
                period: build.period("staff", row, "period")?,
                facility: build.text("staff", row, "facility")?,
                role: build.text("staff", row, "role")?,
                fte: number(row, "fte")?,
                headcount: number(row, "headcount"),
                budgeted: number(row, "budgeted_fte").unwrap_or(0.0),
                row,
            })
        };
        let mut counts: Vec<Self> = build.group.rows("staff").iter().filter_map(count).collect();
        let age = |count: &Self| build.text("staff", count.row, "age_band").unwrap_or_default();
        counts.sort_by_key(|count| (count.period.first_day(), count.period, count.facility, count.role, age(count)));
        counts
    }
}

/// A number as a sentence holds it: whole from 100 on, else to three figures.
fn figure(value: f64) -> String {
    let rounded = if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2e}") };
    rounded.parse::<f64>().map_or(rounded, |short| short.to_string())
}

/// The first few of several findings in one line, and the count of the rest.
fn some(findings: &[String], cap: usize) -> String {
    let shown = findings.iter().take(cap).map(String::as_str).collect::<Vec<_>>().join("; ");
    match findings.len().saturating_sub(cap) {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}

/// Staff in post at the opening and the most posts that are funded within `months` from there, FTE.
fn posts(people: &People, key: &StaffKey, months: f64) -> (f64, f64) {
    let last = people.staff.get(key).and_then(|points| points.last());
    let (fte, mut funded) = last.map_or((0.0, 0.0), |point| (point.fte, point.budgeted_fte));
    let mut most = funded;
    for change in people.posts.get(key).into_iter().flatten().take_while(|change| change.from < months) {
        funded += change.change_fte;
        most = most.max(funded);
    }
    (fte, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_short_and_keeps_what_counts() {
        let figures = [1234.56, 412.0, 99.96, 12.345, 0.123_45, 0.0, 1e-5].map(figure);
        assert_eq!(figures, ["1235", "412", "100", "12.3", "0.123", "0", "0.00001"]);
    }
}
