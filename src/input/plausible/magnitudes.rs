//! Values that are off by a power of ten, or given in another unit, against what is usual for the occupation.

use super::{figure, some, wages};
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::domain::Settings;
use crate::input::build::Build;
use crate::input::people::{Occupation, occupation, occupation_of};
use crate::tables::Row;
use std::collections::BTreeMap;

/// Only values that miss what is usual by more than this factor are looked at: a group may well differ twofold.
const BEYOND: f64 = 3.0;
/// Weeks in a month.
const WEEKS: f64 = 365.25 / 7.0 / 12.0;

/// What is usual, low and high.
type Usual = [f64; 2];
/// What a value is to be multiplied by if it was meant otherwise, and how it was meant.
type Slip = (f64, &'static str);

const TENS: &[Slip] = &[
    (10.0, "10 times too small"),
    (0.1, "10 times too large"),
    (100.0, "100 times too small"),
    (0.01, "100 times too large"),
    (1000.0, "1,000 times too small"),
    (0.001, "1,000 times too large"),
];
const DURATIONS: &[Slip] =
    &[(1.0 / WEEKS, "given in weeks"), (12.0 / 365.25, "given in days"), (12.0, "given in years")];
const HOURS: &[Slip] = &[(5.0, "like the hours of a day"), (12.0 / 365.25 * 7.0, "like the hours of a month")];
const PAY: &[Slip] = &[
    (1000.0, "given in thousands"),
    (12.0, "like the pay of a month"),
    (2080.0, "like the pay of an hour (2,080 a year)"),
];

/// Hours a week of full-time contracts in most countries.
const FULL_TIME: Usual = [30.0, 48.0];
/// Months until people are fully productive: around the usual value of 6.
const PRODUCTIVE: Usual = [3.0, 12.0];
/// What pay may be, as shares of the median wage: about the 10th and 90th percentile of most occupations.
const PAY_SPREAD: Usual = [0.6, 1.7];

pub(super) fn review(build: &Build<'_>, settings: &Settings, found: &mut Diagnostics) {
    let known = Known::of(build);
    let supply =
        |column: &'static str, slips, usual: &dyn Fn(&Occupation) -> Option<Usual>, found: &mut Diagnostics| {
            look(
                build,
                ("supply", column),
                slips,
                &|row| known.usual(build, "supply", row, |soc| usual(occupation(soc)?)),
                found,
            );
        };
    supply("leavers_pct", &[], &|known| known.turnover_pct(), found);
    // The published rate is one number; ages make it differ twofold.
    supply("retirement_pct", &[], &|known| Some([known.exit_pct() / 2.0, known.exit_pct() * 2.0]), found);
    supply("time_to_fill_months", DURATIONS, &|known| known.months_to_fill(), found);
    look(build, ("supply", "months_to_productive"), DURATIONS, &|_| Some(PRODUCTIVE), found);
    look(build, ("roles", "hours_per_week"), HOURS, &|_| Some(FULL_TIME), found);
    if settings.currency.as_deref() == Some("USD") {
        look(build, ("costs", "salary"), PAY, &|row| known.usual(build, "costs", row, pay), found);
    }
}

fn pay(soc: &str) -> Option<Usual> {
    let median = wages::median(soc)?;
    Some(PAY_SPREAD.map(|share| share * median))
}

/// The occupations of the roles.
struct Known<'a> {
    roles: BTreeMap<&'a str, &'a str>,
}

impl<'a> Known<'a> {
    fn of(build: &'a Build<'_>) -> Self {
        let rows = build.group.rows("roles").iter();
        Self { roles: rows.filter_map(|row| Some((row.text(0)?, occupation_of(build, row)?.0))).collect() }
    }

    /// What is usual for the role of a row; with `*` for any of the roles.
    fn usual(&self, build: &Build<'_>, table: &str, row: &Row, of: impl Fn(&str) -> Option<Usual>) -> Option<Usual> {
        match build.text(table, row, "role")? {
            "*" => {
                let all = self.roles.values().filter_map(|soc| of(soc));
                all.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])])
            }
            role => of(self.roles.get(role)?),
        }
    }
}

/// Warns once for a column.
fn look(
    build: &Build<'_>,
    (table, column): (&'static str, &'static str),
    slips: &[Slip],
    usual: &dyn Fn(&Row) -> Option<Usual>,
    found: &mut Diagnostics,
) {
    // One doubt about a column is enough.
    let doubted = |place: &Place| place.table == Some(table) && place.column.as_deref() == Some(column);
    if found.problems().iter().any(|problem| doubted(&problem.place)) {
        return;
    }
    let mut suspects: Vec<(String, f64, Usual, Slip, &Row)> = Vec::new();
    for row in build.group.rows(table) {
        let Some(value) = build.number(table, row, column).filter(|value| *value > 0.0) else { continue };
        let Some([low, high]) = usual(row).filter(|[low, high]| value * BEYOND < *low || value > high * BEYOND) else {
            continue;
        };
        let fits = |slip: &&Slip| (low..=high).contains(&(value * slip.0));
        if let Some(&slip) = slips.iter().chain(TENS).find(fits) {
            suspects.push((named(build, table, row), value, [low, high], slip, row));
        }
    }
    suspects.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let Some((_, value, _, (factor, _), first)) = suspects.first() else { return };
    let said = |(name, value, [low, high], (_, slip), _): &(String, f64, Usual, Slip, &Row)| {
        format!("{name} {value} looks {slip}, as {} to {} is usual", figure(*low), figure(*high))
    };
    let said: Vec<String> = suspects.iter().map(said).collect();
    let message = format!("`{column}` is far from what is usual in {}: {}", counted(suspects.len()), some(&said, 3));
    let unit = build.group.sheet(table).map_or("", |sheet| sheet.spec.columns[sheet.spec.index(column)].unit);
    let help = format!(
        "the column is in {unit}: write {} if that is meant; what is meant as it stands may stay",
        figure(value * factor)
    );
    found.push(Slug::FarFromUsual, build.group.place(table, first, column), message, help);
}

fn counted(rows: usize) -> String {
    if rows == 1 { "one row".to_owned() } else { format!("{rows} rows") }
}

/// Whom a row is for.
fn named(build: &Build<'_>, table: &str, row: &Row) -> String {
    let role = build.text(table, row, "role").unwrap_or_default();
    let facility = build.text(table, row, "facility").filter(|facility| *facility != "*");
    let from = build.period(table, row, "from").map(|from| format!(" from {from}")).unwrap_or_default();
    match facility {
        Some(facility) => format!("{role} at {facility}{from}"),
        None => format!("{role}{from}"),
    }
}
