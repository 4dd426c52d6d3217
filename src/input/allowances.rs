//! Working time of the roles for which it matters: those whose posts must be covered, and those with work in minutes.
//!
//! One FTE is available (52.18 × 5 − leave − holidays − sickness − training) days of hours_per_week / 5 hours a year
//! (WISN's available working time; 52.18 weeks are 365.25 days).

use super::assume::{DefaultValue, RowValue, default_value, row_value};
use super::build::Build;
use super::expand::{Key, expand};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Allowance, Basis, Spread};
use crate::ids::RoleId;
use crate::tables::Row;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) type Allowances = BTreeMap<RoleId, Allowance>;

/// Weeks of a year.
pub(super) const WEEKS_PER_YEAR: f64 = 52.18;
const WORKING_DAYS_PER_WEEK: f64 = 5.0;
/// Days off where `allowances` is blank: a common set, judgement.
const DEFAULT_DAYS: [(&str, f64); 4] =
    [("leave_days", 25.0), ("holiday_days", 10.0), ("sickness_days", 8.0), ("training_days", 5.0)];

/// Builds the working time of each role that needs it; a role of which something is not known is left out.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Allowances {
    let terms = terms(build, found);
    let complete = build.group.complete(&["allowances"]);
    let mut allowances = Allowances::new();
    for (role, need) in needs(build) {
        let terms = match terms.get(role) {
            Some(terms) => terms.clone(),
            None if complete => Some(Terms::usual()),
            None => None,
        };
        let hours_per_week = hours_per_week(build, role, &need, found);
        let (Some(terms), Some(hours_per_week)) = (terms, hours_per_week) else { continue };
        allowances.insert(RoleId::new(role), terms.allowance(role, hours_per_week, need.minutes));
    }
    allowances
}

/// Why a role's working time matters: the first row that says so.
struct Need<'a> {
    why: &'static str,
    row: &'a Row,
    /// True if the role has work in minutes.
    minutes: bool,
}

fn needs<'a>(build: &'a Build<'_>) -> BTreeMap<&'a str, Need<'a>> {
    let mut needs = BTreeMap::new();
    for row in build.group.rows("floors") {
        let filled = |column: &str| build.number("floors", row, column).is_some();
        if let Some(role) = build.text("floors", row, "role")
            && filled("posts")
            && filled("hours_covered_per_week")
        {
            needs.entry(role).or_insert(Need { why: "its posts must be covered", row, minutes: false });
        }
    }
    for row in build.group.rows("workload") {
        if let Some(role) = build.text("workload", row, "role")
            && build.text("workload", row, "unit") == Some("minutes_per_unit")
        {
            let need = needs.entry(role).or_insert(Need { why: "its work is given in minutes", row, minutes: true });
            need.minutes = true;
        }
    }
    needs
}

fn hours_per_week(build: &Build<'_>, role: &str, need: &Need<'_>, found: &mut Diagnostics) -> Option<f64> {
    let row = build.group.rows("roles").iter().find(|row| row.text(0) == Some(role))?;
    let hours = build.number("roles", row, "hours_per_week");
    if hours.is_none() {
        let Need { why, row: needing, .. } = need;
        let message =
            format!("`hours_per_week` of {role} is blank, and {why} ({}:{})", needing.origin.file, needing.origin.line);
        let help = "write the contracted hours of one FTE a week, such as 37.5 or 40";
        found.push(Slug::MissingValue, build.group.place("roles", row, "hours_per_week"), message, help);
    }
    hours
}

/// What a row (or the defaults) says of a role's working time.
#[derive(Clone)]
struct Terms {
    /// One for each of [`DEFAULT_DAYS`].
    days: [RowValue; 4],
    support: Option<RowValue>,
    individual: Option<RowValue>,
}

impl Terms {
    fn usual() -> Self {
        Self { days: DEFAULT_DAYS.map(default_days), support: None, individual: None }
    }

    fn days_off(&self) -> f64 {
        self.days.iter().map(|value| value.spread.mode).sum()
    }

    /// The working time of a role. What is not counted is a default only where some work is counted, in minutes.
    fn allowance(self, role: &str, hours_per_week: f64, minutes: bool) -> Allowance {
        let working_hours = working_hours(hours_per_week, self.days_off());
        let [support, individual] = [(self.support, "support_pct"), (self.individual, "individual_hours")]
            .map(|(value, column)| value.or_else(|| minutes.then(|| none_of(column))));
        let amount = |value: &Option<RowValue>| value.as_ref().map_or(0.0, |value| value.spread.mode);
        let (support_share, individual_hours) = (amount(&support) / 100.0, amount(&individual));
        let name: Arc<str> = Arc::from(format!("role={role}"));
        let values = self.days.into_iter().chain(support).chain(individual);
        let assumptions = values.map(|value| value.everywhere(&name)).collect();
        Allowance { working_hours, support_share, individual_hours, assumptions }
    }
}

/// Hours of one FTE a year.
fn working_hours(hours_per_week: f64, days_off: f64) -> f64 {
    let working_days = WEEKS_PER_YEAR * WORKING_DAYS_PER_WEEK - days_off;
    working_days * (hours_per_week / WORKING_DAYS_PER_WEEK)
}

/// A default, which is certain.
fn usual(column: &'static str, value: f64, source: &str) -> RowValue {
    let (spread, basis) = (Spread::certain(value), Basis::Judgement);
    default_value(&DefaultValue { table: "allowances", column, spread, range: "bounds", basis, source })
}

fn default_days((column, days): (&'static str, f64)) -> RowValue {
    usual(column, days, "a common set of days, 25 + 10 + 8 + 5")
}

fn none_of(column: &'static str) -> RowValue {
    usual(column, 0.0, "all work is taken to be in the workload rows")
}

/// What is said of each role; `None` for one whose days leave no working time.
fn terms(build: &Build<'_>, found: &mut Diagnostics) -> BTreeMap<Arc<str>, Option<Terms>> {
    let mut of_rows = Vec::new();
    for row in build.group.rows("allowances") {
        let mut value = |column: &'static str| row_value(build, "allowances", row, column, found);
        let terms = Terms {
            days: DEFAULT_DAYS.map(|(column, days)| value(column).unwrap_or_else(|| default_days((column, days)))),
            support: value("support_pct"),
            individual: value("individual_hours"),
        };
        let days_off = terms.days_off();
        if days_off < WEEKS_PER_YEAR * WORKING_DAYS_PER_WEEK {
            of_rows.push(Some(terms));
            continue;
        }
        let message = format!("{days_off} days off a year leave no working time: a year has 260.9 working days");
        let help = "write working days, not calendar days; week-ends are not counted here";
        found.push(Slug::OutOfRange, build.group.place("allowances", row, "leave_days"), message, help);
        of_rows.push(None);
    }
    let of = |(key, index): (Key, usize)| Some((key.first()?.clone(), of_rows.get(index)?.clone()));
    expand(build, "allowances", found).into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// methods.md 2.6: with 117 days off of 365, week-ends among them, a post of one shift every day needs
    /// 365/248 = 1.47 people. 117 days are 104.36 days of week-ends and 12.64 working days.
    #[test]
    fn a_post_needs_the_published_number_of_people() {
        let factor = 7.0 * 8.0 * WEEKS_PER_YEAR / working_hours(40.0, 117.0 - 2.0 * WEEKS_PER_YEAR);
        assert!((factor - 365.0 / 248.0).abs() < 0.001, "{factor}");
    }

    /// 168 × 52.18 / ((260.9 − 48) × 7.5) = 5.49.
    #[test]
    fn round_the_clock_with_the_default_days_takes_five_and_a_half_people() {
        let days = Terms::usual().days_off();
        assert_eq!(days, 48.0);
        assert!((168.0 * WEEKS_PER_YEAR / working_hours(37.5, days) - 5.4900).abs() < 0.0005);
    }
}
