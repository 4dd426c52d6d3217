//! The parts of a case from the tables' good rows, in the order in which one needs another.

use super::build::{Build, kind};
use super::group::Group;
use super::{adoption, allowances, effects, floors, people, scope, series, services, shocks, skills, work};
use crate::diagnostics::Diagnostics;
use crate::domain::{
    Case, Driver, Effect, Facility, Floor, Role, Scope, Settings, Skill, StaffKey, Technology, WorkRow,
};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::tables::Row;
use std::collections::BTreeMap;

/// All parts of a case but its settings and tables.
pub(super) struct Parts {
    roles: Vec<Role>,
    facilities: Vec<Facility>,
    technologies: Vec<Technology>,
    drivers: Vec<Driver>,
    activity: series::Activity,
    shocks: shocks::Shocks,
    work: Vec<WorkRow>,
    effects: Vec<Effect>,
    skills: Vec<Skill>,
    services: services::Services,
    adoption: adoption::Plans,
    floors: BTreeMap<StaffKey, Floor>,
    allowances: allowances::Allowances,
    pub(super) people: people::People,
}

/// Builds all parts; problems go to `found`.
pub(super) fn parts(build: &Build<'_>, found: &mut Diagnostics) -> Parts {
    let adoption = adoption::build(build, found);
    let work = work::build(build, &adoption, found);
    let activity = series::build(build, &work, found);
    let allowances = allowances::build(build, found);
    scope::check(build, found);
    Parts {
        roles: roles(build),
        facilities: facilities(build),
        technologies: technologies(build),
        drivers: drivers(build),
        services: services::build(build, &work, found),
        shocks: shocks::build(build, &adoption, found),
        effects: effects::build(build, found),
        skills: skills::build(build, found),
        floors: floors::build(build, &allowances, found),
        allowances,
        people: people::build(build, found),
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
            allowances: self.allowances,
            estimates: self.activity.estimates,
            shocks: self.shocks,
            effects: self.effects,
            skills: self.skills,
            staff: self.people.staff,
            ages: self.people.ages,
            posts: self.people.posts,
            anchors: self.people.anchors,
            supply: self.people.supply,
            retirement: self.people.retirement,
            training: self.people.training,
            transfers: self.people.transfers,
            retention: self.people.retention,
            contractors: self.people.contractors,
            actions: self.people.actions,
            costs: self.people.costs,
            correlated: Vec::new(),
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
        fte_per_head: build.number("roles", row, "fte_per_head").unwrap_or(1.0),
        scope: if scope::is_forecast(build, code) { Scope::Forecast } else { Scope::Source },
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
