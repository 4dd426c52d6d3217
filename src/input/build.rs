//! The parts of a case from the tables' good rows, and the checks that need several tables.

use super::group::Group;
use super::{adoption, floors, series, services, staff, supply, work};
use crate::calendar::{Horizon, Period};
use crate::diagnostics::Diagnostics;
use crate::domain::{AdoptionPlan, Case, Driver, DriverKind, Facility, Role, Settings, Technology};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::statistics::pert::Pert;
use crate::tables::Row;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every part is built from.
pub(super) struct Build<'a> {
    pub(super) group: &'a Group,
    pub(super) horizon: &'a Horizon,
    range: &'static str,
    codes: BTreeMap<&'static str, Vec<Arc<str>>>,
    /// Distributions already solved for: many rows have the same range.
    solved: RefCell<BTreeMap<[u64; 3], Option<Pert>>>,
}

impl<'a> Build<'a> {
    pub(super) fn new(group: &'a Group, horizon: &'a Horizon, range: &'static str) -> Self {
        let tables = ["roles", "facilities", "technologies", "drivers"];
        let codes = tables.into_iter().map(|table| (table, group.codes(table))).collect();
        Self { group, horizon, range, codes, solved: RefCell::default() }
    }

    /// The codes of a table, sorted.
    pub(super) fn codes(&self, table: &str) -> &[Arc<str>] {
        self.codes.get(table).map_or(&[], Vec::as_slice)
    }

    /// The text in a column of a row.
    pub(super) fn text<'r>(&self, table: &str, row: &'r Row, column: &str) -> Option<&'r str> {
        row.text(self.index(table, column)?)
    }

    /// The middle value in a column of a row.
    pub(super) fn number(&self, table: &str, row: &Row, column: &str) -> Option<f64> {
        row.number(self.index(table, column)?).map(|(_, mode, _)| mode)
    }

    /// The period in a column of a row.
    pub(super) fn period(&self, table: &str, row: &Row, column: &str) -> Option<Period> {
        row.period(self.index(table, column)?)
    }

    /// The instant in a column of a row, in months after the opening.
    pub(super) fn instant(&self, table: &str, row: &Row, column: &str) -> Option<f64> {
        self.period(table, row, column).map(|period| period.begins_after(self.horizon.start))
    }

    /// How the ranges of a row are meant.
    pub(super) fn range_of(&self, table: &str, row: &Row) -> &'static str {
        let word = self.text(table, row, "range");
        let words = crate::tables::input::RANGE_WORDS.iter().copied();
        word.and_then(|word| words.into_iter().find(|known| *known == word)).unwrap_or(self.range)
    }

    /// The distribution whose 10th and 90th percentiles are `low` and `high`.
    pub(super) fn pert_of_percentiles(&self, low: f64, mode: f64, high: f64) -> Option<Pert> {
        let solve = || Pert::from_p10_p90(low, mode, high);
        *self.solved.borrow_mut().entry([low, mode, high].map(f64::to_bits)).or_insert_with(solve)
    }

    fn index(&self, table: &str, column: &str) -> Option<usize> {
        self.group.sheet(table)?.spec.columns.iter().position(|known| known.name == column)
    }
}

/// All parts of a case but its settings and tables.
pub(super) struct Parts {
    roles: Vec<Role>,
    facilities: Vec<Facility>,
    technologies: Vec<Technology>,
    drivers: Vec<Driver>,
    activity: series::Activity,
    work: Vec<crate::domain::WorkRow>,
    services: services::Services,
    adoption: BTreeMap<(TechnologyId, FacilityId), AdoptionPlan>,
    floors: floors::Floors,
    staff: staff::Staff,
    supply: supply::Supply,
}

/// Builds all parts; problems go to `found`.
pub(super) fn parts(build: &Build<'_>, found: &mut Diagnostics) -> Parts {
    let adoption = adoption::build(build, found);
    let work = work::build(build, &adoption, found);
    let activity = series::build(build, &work, found);
    Parts {
        roles: roles(build),
        facilities: facilities(build),
        technologies: technologies(build),
        drivers: drivers(build),
        services: services::build(build, found),
        floors: floors::build(build, found),
        staff: staff::build(build, found),
        supply: supply::build(build, found),
        activity,
        adoption,
        work,
    }
}

impl Parts {
    /// The case, if no part had a problem.
    pub(super) fn into_case(self, settings: Settings, group: Group) -> Case {
        Case {
            settings,
            roles: self.roles,
            facilities: self.facilities,
            technologies: self.technologies,
            drivers: self.drivers,
            activity: self.activity.given,
            growth: self.activity.growth,
            services: self.services,
            adoption: self.adoption,
            workload: self.work,
            floors: self.floors,
            anchors: self.staff.anchors,
            posts: self.staff.posts,
            staff: self.staff.staff,
            supply: self.supply,
            tables: group.into_tables(),
        }
    }
}

/// The rows of a table in the order of their codes, with the code and the label.
fn labelled<'b>(build: &'b Build<'_>, table: &'static str) -> Vec<(&'b str, String, &'b Row)> {
    let rows = build.group.rows(table).iter().filter_map(|row| {
        let code = row.text(0)?;
        Some((code, build.text(table, row, "label").unwrap_or(code).to_owned(), row))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(code, ..)| *code);
    rows
}

fn roles(build: &Build<'_>) -> Vec<Role> {
    let role = |(code, label, row): (&str, String, &Row)| Role {
        id: RoleId::new(code),
        label,
        family: build.text("roles", row, "family").map(str::to_owned),
        hours_per_week: build.number("roles", row, "hours_per_week"),
    };
    labelled(build, "roles").into_iter().map(role).collect()
}

fn facilities(build: &Build<'_>) -> Vec<Facility> {
    let facility = |(code, label, row): (&str, String, &Row)| Facility {
        id: FacilityId::new(code),
        label,
        region: build.text("facilities", row, "region").map(str::to_owned),
    };
    labelled(build, "facilities").into_iter().map(facility).collect()
}

fn technologies(build: &Build<'_>) -> Vec<Technology> {
    let technology = |(code, label, _): (&str, String, &Row)| Technology { id: TechnologyId::new(code), label };
    labelled(build, "technologies").into_iter().map(technology).collect()
}

fn drivers(build: &Build<'_>) -> Vec<Driver> {
    let driver =
        |(code, label, row): (&str, String, &Row)| Driver { id: DriverId::new(code), label, kind: kind(build, row) };
    labelled(build, "drivers").into_iter().map(driver).collect()
}

fn kind(build: &Build<'_>, row: &Row) -> DriverKind {
    match build.text("drivers", row, "kind") {
        Some("flow") => DriverKind::Flow,
        _ => DriverKind::Stock,
    }
}

/// The kind of each driver.
pub(super) fn driver_kinds(build: &Build<'_>) -> BTreeMap<DriverId, DriverKind> {
    labelled(build, "drivers").into_iter().map(|(code, _, row)| (DriverId::new(code), kind(build, row))).collect()
}
