//! Totals that are counted as if they were one more part.

use super::{Count, figure};
use crate::calendar::Period;
use crate::diagnostics::{Diagnostics, Slug};
use crate::input::build::Build;
use crate::tables::Row;
use std::collections::BTreeMap;

/// Below this sums of whole numbers meet by chance: 1 + 1 + 1 = 3.
const LEAST_TOTAL: f64 = 10.0;
/// A total has at least so many parts; two parts can well be equal to a third.
const LEAST_PARTS: usize = 3;
/// What a sum of rounded parts may miss, as a share.
const ROUNDING: f64 = 1e-6;
/// Codes that say so themselves; so does the end `_total`.
const TOTAL_CODES: &[&str] = &[
    "total",
    "totals",
    "all",
    "sum",
    "gesamt",
    "summe",
    "subtotal",
    "grand_total",
    "total_staff",
    "total_fte",
    "all_facilities",
    "all_sites",
    "all_hospitals",
    "all_roles",
    "all_staff",
];

pub(super) fn review(build: &Build<'_>, counts: &[Count<'_>], found: &mut Diagnostics) {
    staff(build, counts, found);
    activity(build, found);
    codes(build, found);
}

/// One part: who it is for, its values (all of which a total adds), and its row.
struct Part<'a> {
    subject: &'a str,
    values: [f64; 2],
    row: &'a Row,
}

/// Parts that a total would add, by the period and what else they share.
type Groups<'a, K> = BTreeMap<K, Vec<Part<'a>>>;

/// A code that is the sum of the others wherever it stands beside enough of them.
struct Total<'a> {
    subject: &'a str,
    groups: usize,
    matches: usize,
    /// The largest sum, where it stands, its parts, and the row.
    example: Option<(f64, String, Vec<f64>, &'a Row)>,
    /// True if two columns that differ both add up.
    twice: bool,
}

impl Total<'_> {
    fn is_sure(&self) -> bool {
        let large = self.example.as_ref().is_some_and(|(sum, ..)| *sum >= LEAST_TOTAL);
        self.matches > 0 && self.matches == self.groups && large && (self.matches > 1 || self.twice)
    }
}

fn totals<'a, K>(groups: &Groups<'a, K>, named: impl Fn(&K) -> String) -> Vec<Total<'a>> {
    let mut totals: BTreeMap<&str, Total<'a>> = BTreeMap::new();
    for (key, parts) in groups {
        let all: [f64; 2] = std::array::from_fn(|index| parts.iter().map(|part| part.values[index]).sum());
        let filled = parts.iter().filter(|part| part.values[0] > 0.0).count();
        for part in parts.iter().filter(|part| part.values[0] > 0.0 && filled > LEAST_PARTS) {
            let subject = part.subject;
            let new = Total { subject, groups: 0, matches: 0, example: None, twice: false };
            let total = totals.entry(subject).or_insert(new);
            total.groups += 1;
            let adds = |(value, all): (&f64, &f64)| (2.0 * value - all).abs() <= ROUNDING * all.abs();
            if !part.values.iter().zip(&all).all(adds) {
                continue;
            }
            total.matches += 1;
            total.twice |= (part.values[0] - part.values[1]).abs() > ROUNDING * part.values[0];
            if total.example.as_ref().is_none_or(|(sum, ..)| part.values[0] > *sum) {
                let others = parts.iter().filter(|other| other.subject != subject && other.values[0] > 0.0);
                let others = others.map(|other| other.values[0]).collect();
                total.example = Some((part.values[0], named(key), others, part.row));
            }
        }
    }
    totals.into_values().filter(Total::is_sure).collect()
}

fn report(
    build: &Build<'_>,
    table: &'static str,
    column: &str,
    kind: &str,
    total: &Total<'_>,
    found: &mut Diagnostics,
) {
    let Some((sum, at, parts, row)) = &total.example else { return };
    let shown = parts.iter().take(4).map(|part| figure(*part)).collect::<Vec<_>>().join(" + ");
    let more = if parts.len() > 4 { " + …" } else { "" };
    let subject = total.subject;
    let message = format!(
        "the {kind} `{subject}` equals the sum of the others wherever it stands beside three or more ({} times; {at}: {} = \
         {shown}{more}): a total that is counted as one more counts everything twice",
        total.matches,
        figure(*sum)
    );
    let help = format!("take the rows of `{subject}` out of {table}.csv: staffcast adds up by itself");
    found.push(Slug::TotalRow, build.group.place(table, row, column), message, help);
}

/// FTE and budgeted FTE, over facilities and over roles.
fn staff(build: &Build<'_>, counts: &[Count<'_>], found: &mut Diagnostics) {
    let mut cells: BTreeMap<(Period, &str, &str), ([f64; 2], &Row)> = BTreeMap::new();
    for count in counts {
        let (values, _) = cells.entry((count.period, count.facility, count.role)).or_insert(([0.0; 2], count.row));
        values[0] += count.fte;
        values[1] += count.budgeted;
    }
    let mut over_facilities: Groups<'_, (Period, &str)> = Groups::new();
    let mut over_roles: Groups<'_, (Period, &str)> = Groups::new();
    for ((period, facility, role), (values, row)) in cells {
        over_facilities.entry((period, role)).or_default().push(Part { subject: facility, values, row });
        over_roles.entry((period, facility)).or_default().push(Part { subject: role, values, row });
    }
    let named = |(period, other): &(Period, &str)| format!("{other} in {period}");
    for (kind, groups) in [("facility", over_facilities), ("role", over_roles)] {
        totals(&groups, named).iter().for_each(|total| report(build, "staff", "fte", kind, total, found));
    }
}

fn activity(build: &Build<'_>, found: &mut Diagnostics) {
    let mut parts: Vec<((Period, &str), Part<'_>)> = Vec::new();
    for row in build.group.rows("activity") {
        let text = |column: &str| build.text("activity", row, column);
        let (Some(driver), Some(subject)) = (text("driver"), text("facility")) else { continue };
        let period = build.period("activity", row, "period");
        let (Some(period), Some(value)) = (period, build.number("activity", row, "value")) else { continue };
        parts.push(((period, driver), Part { subject, values: [value; 2], row }));
    }
    // Sums must not depend on the order of the file.
    parts.sort_by_key(|(key, part)| (*key, part.subject));
    let mut groups: Groups<'_, (Period, &str)> = Groups::new();
    for (key, part) in parts {
        groups.entry(key).or_default().push(part);
    }
    let named = |(period, driver): &(Period, &str)| format!("{driver} in {period}");
    totals(&groups, named).iter().for_each(|total| report(build, "activity", "value", "facility", total, found));
}

/// Facilities and roles that are named like a total, beside two or more others.
fn codes(build: &Build<'_>, found: &mut Diagnostics) {
    for (table, kind, others) in [("facilities", "facility", "facilities"), ("roles", "role", "roles")] {
        let all = build.codes(table);
        for code in all.iter().filter(|code| TOTAL_CODES.contains(&&***code) || code.ends_with("_total")) {
            let row = build.group.rows(table).iter().find(|row| row.text(0) == Some(code));
            let Some(row) = row.filter(|_| all.len() > 2) else { continue };
            let message = format!(
                "the {kind} `{code}` is named like a total, and it stands beside {} other {others}: what it holds is added \
                 to theirs",
                all.len() - 1
            );
            let help = format!(
                "take `{code}` and its rows out if they are a total (staffcast adds up by itself); else give it a code of \
                 its own"
            );
            let place = build.group.place(table, row, kind);
            found.push_value(Slug::TotalRow, place, Some(code), message, help);
        }
    }
}
