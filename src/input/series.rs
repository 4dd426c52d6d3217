//! Activity: the given values of drivers as one level a month, and how they go on.

use super::assume::row_value;
use super::build::{Build, driver_kinds};
use super::estimates;
use super::expand::expand;
use crate::calendar::{Month, Period};
use crate::diagnostics::{Diagnostics, Place, Slug, list};
use crate::domain::{Alike, Assumption, DriverKind, Estimate, Given, Series, WorkDriver, WorkRow};
use crate::ids::{DriverId, FacilityId};
use crate::tables::Row;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) type Pair = (DriverId, FacilityId);

type Growth = BTreeMap<Pair, Alike<Assumption>>;

/// What was given of the drivers, and their growth beyond it.
pub(super) struct Activity {
    pub(super) given: BTreeMap<Pair, Series>,
    pub(super) growth: Growth,
    pub(super) estimates: BTreeMap<Pair, Estimate>,
}

/// Builds the series and checks that all work has what it scales with.
pub(super) fn build(build: &Build<'_>, work: &[WorkRow], found: &mut Diagnostics) -> Activity {
    let kinds = driver_kinds(build);
    let mut spans: BTreeMap<Pair, Vec<Span<'_>>> = BTreeMap::new();
    let mut complete = build.group.complete(&["activity", "drivers"]);
    for row in build.group.rows("activity") {
        let (Some(driver), Some(facility)) =
            (build.text("activity", row, "driver"), build.text("activity", row, "facility"))
        else {
            continue;
        };
        let (Some(period), Some(value)) =
            (build.period("activity", row, "period"), build.number("activity", row, "value"))
        else {
            continue;
        };
        let Some(months) = period.months() else {
            report_day(build, row, period, found);
            complete = false;
            continue;
        };
        let pair = (DriverId::of(&build.code("drivers", driver)), FacilityId::of(&build.code("facilities", facility)));
        let per_year = match kinds.get(&pair.0) {
            Some(DriverKind::Flow) => 12.0 / f64::from(months),
            _ => 1.0,
        };
        spans.entry(pair).or_default().push(Span {
            first: period.first_month(),
            months,
            level: value * per_year,
            period,
            row,
        });
    }
    let mut given = BTreeMap::new();
    for (pair, mut spans) in spans {
        spans.sort_by_key(|span| (span.first, span.row.origin.line));
        let joined = joined(&pair, &spans, complete, found);
        complete &= joined.is_some();
        given.extend(joined.map(|series| (pair, series)));
    }
    let sources = estimates::sources(build, found);
    let mut uses = uses(work);
    let mut estimates = BTreeMap::new();
    if complete {
        (estimates, uses) = estimates::resolve(build, uses, &given, &sources, found);
        report_missing_activity(build, &uses, &given, found);
    }
    let growth = growth(build, &given, found);
    if complete && build.group.complete(&["growth"]) {
        report_missing_growth(build, &uses, &given, &growth, found);
    }
    Activity { given, growth, estimates }
}

/// A given period of a series.
struct Span<'a> {
    first: Month,
    months: u32,
    level: f64,
    period: Period,
    row: &'a Row,
}

impl Span<'_> {
    fn end(&self) -> Month {
        self.first.plus(self.months as i32)
    }
}

fn report_day(build: &Build<'_>, row: &Row, period: Period, found: &mut Diagnostics) {
    let place = build.group.place("activity", row, "period");
    let message = format!("`{period}` is a day, but activity is counted in a year, a quarter or a month");
    let help = format!("write {}", period.first_month());
    found.push_value(Slug::NotAPeriod, place, Some(&period.to_string()), message, help);
}

/// The spans, in time order, as one series; `None` (and problems) if they overlap or leave months out.
fn joined((driver, facility): &Pair, spans: &[Span<'_>], complete: bool, found: &mut Diagnostics) -> Option<Series> {
    let mut good = true;
    let mut levels = Vec::new();
    let mut last: Option<&Span<'_>> = None;
    for span in spans {
        let place = || Place::line(&span.row.origin.file, span.row.origin.line).in_column("period");
        if let Some(last) = last {
            if span.first < last.end() {
                let message = format!(
                    "{} overlaps {} (line {}) for driver {driver} at {facility}",
                    span.period, last.period, last.row.origin.line
                );
                let help = "keep the coarse row or the fine rows, not both";
                found.push(Slug::OverlappingPeriods, place(), message, help);
                good = false;
                continue;
            }
            if span.first > last.end() {
                good = false;
                // A row that could not be read may have filled it.
                if complete {
                    let (from, to) = (last.end(), span.first.plus(-1));
                    let months = if from == to { from.to_string() } else { format!("{from} to {to}") };
                    let message = format!("no value for {months}, for driver {driver} at {facility}");
                    let help =
                        format!("add the missing rows between {} and {}; 0 is a value too", last.period, span.period);
                    found.push(Slug::GapInSeries, place(), message, help);
                }
            }
        }
        levels.extend(std::iter::repeat_n(span.level, span.months as usize));
        last = Some(span);
    }
    let first = spans.first()?.first;
    good.then_some(Series { first, levels })
}

/// The pairs that work scales with, each with the line of a row that says so.
fn uses(work: &[WorkRow]) -> Uses<'_> {
    let mut uses = Uses::new();
    for row in work {
        let Given::Planner { origin, .. } = &row.rate.given else { continue };
        if let Some(WorkDriver::Driver(driver)) = &row.driver {
            let first = Use { line: origin.line, through: None };
            let first = uses.entry(driver).or_default().entry(&row.facility).or_insert(first);
            first.line = first.line.min(origin.line);
        }
    }
    uses
}

/// Why a driver must have activity at a facility.
#[derive(Clone, Copy)]
pub(super) struct Use<'w> {
    /// The first workload row that says so.
    pub(super) line: u32,
    /// The driver that the row names, if it is estimated from this one.
    pub(super) through: Option<&'w DriverId>,
}

pub(super) type Uses<'w> = BTreeMap<&'w DriverId, BTreeMap<&'w FacilityId, Use<'w>>>;

/// Reports drivers without activity, or with activity that begins after the opening, once for each driver.
fn report_missing_activity(
    build: &Build<'_>,
    uses: &Uses<'_>,
    given: &BTreeMap<Pair, Series>,
    found: &mut Diagnostics,
) {
    let opening = build.horizon.start.plus(-1);
    let place = || Place::file(&build.group.file("activity")).in_column("driver");
    for (&driver, facilities) in uses {
        let series = |facility: &FacilityId| given.get(&(driver.clone(), facility.clone()));
        let missing: Vec<&str> =
            facilities.keys().filter(|facility| series(facility).is_none()).map(|facility| facility.as_str()).collect();
        let late: Vec<&str> = facilities
            .keys()
            .filter(|facility| series(facility).is_some_and(|series| series.first > opening))
            .map(|facility| facility.as_str())
            .collect();
        let scales = |at: &str| {
            let of_place = facilities.iter().find(|(facility, _)| facility.as_str() == at);
            let (through, line) = of_place.map_or((None, 1), |(_, first)| (first.through, first.line));
            let why = match through {
                Some(estimated) => format!("`{estimated}`, which is estimated from it, brings work there"),
                None => "work scales with it there".to_owned(),
            };
            (why, format!("{}:{line}", build.group.file("workload")))
        };
        if let Some(first) = missing.first() {
            let (scales, place_of_work) = scales(first);
            let message = format!(
                "driver `{driver}` has no activity at {}, though {scales} ({place_of_work})",
                list(missing.iter().copied(), 12)
            );
            let help = format!(
                "add rows such as {driver},{first},{opening},120 (0 where there is none), \
                 or name the facilities in workload.csv instead of `*`"
            );
            found.push(Slug::MissingActivity, place(), message, help);
        }
        if let Some(first) = late.first() {
            let (scales, _) = scales(first);
            let message = format!(
                "driver `{driver}` has no activity on the day before the start at {}, though {scales}",
                list(late.iter().copied(), 12)
            );
            let help = format!("add a row for {opening}: {driver},{first},{opening},0 if there was none yet");
            found.push(Slug::MissingActivity, place(), message, help);
        }
    }
}

/// Growth of every pair whose series ends within the horizon and that a row speaks of.
fn growth(build: &Build<'_>, given: &BTreeMap<Pair, Series>, found: &mut Diagnostics) -> Growth {
    let rows = expand(build, "growth", found);
    let values: Vec<_> =
        build.group.rows("growth").iter().map(|row| row_value(build, "growth", row, "annual_pct", found)).collect();
    let mut alike: BTreeMap<(usize, Arc<str>), Alike<Assumption>> = BTreeMap::new();
    let mut growth = BTreeMap::new();
    for (key, index) in rows {
        let ([driver, facility], Some(Some(value))) = (key.as_slice(), values.get(index)) else { continue };
        let pair = (DriverId::of(driver), FacilityId::of(facility));
        if given.get(&pair).is_some_and(|series| series.end() <= build.horizon.end()) {
            let named = || Alike::from(value.local(&Arc::from(format!("driver={driver}"))));
            growth.insert(pair, alike.entry((index, driver.clone())).or_insert_with(named).clone());
        }
    }
    growth
}

fn report_missing_growth(
    build: &Build<'_>,
    uses: &Uses<'_>,
    given: &BTreeMap<Pair, Series>,
    growth: &Growth,
    found: &mut Diagnostics,
) {
    // A row whose range was refused has had its message.
    let mentioned = |driver: &DriverId| {
        let mut rows = build.group.rows("growth").iter();
        rows.any(|row| build.text("growth", row, "driver") == Some(driver.as_str()) && refused(build, row))
    };
    for (&driver, facilities) in uses {
        let ends = |facility: &FacilityId| -> Option<Month> {
            let pair = (driver.clone(), facility.clone());
            let end = given.get(&pair)?.end();
            (end <= build.horizon.end() && !growth.contains_key(&pair)).then_some(end)
        };
        let missing: Vec<(&str, Month)> =
            facilities.keys().filter_map(|facility| Some((facility.as_str(), ends(facility)?))).collect();
        let Some((_, end)) = missing.first() else { continue };
        if mentioned(driver) {
            continue;
        }
        let message = format!(
            "driver `{driver}` ends after {} and has no growth row for {}, but the forecast goes on to {}",
            end.plus(-1),
            list(missing.iter().map(|(facility, _)| *facility), 12),
            build.horizon.end()
        );
        let help =
            format!("add a row to growth.csv, such as driver,facility,annual_pct: {driver},*,0 (0: it stays as it is)");
        found.push(Slug::MissingGrowth, Place::file(&build.group.file("growth")).in_column("driver"), message, help);
    }
}

fn refused(build: &Build<'_>, row: &Row) -> bool {
    row_value(build, "growth", row, "annual_pct", &mut Diagnostics::new()).is_none()
}
