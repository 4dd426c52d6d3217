//! A role that scales with another one must be where that one's work is done.
//!
//! A `role:` driver is the other role's steady demand at the same provider. If `services` sends the first role's work
//! elsewhere and leaves the other's, the work would vanish without a word.

use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::domain::{Service, WorkDriver, WorkPhase, WorkRow};
use crate::ids::{FacilityId, RoleId};
use crate::input::build::Build;
use std::collections::{BTreeMap, BTreeSet};

type Pair = (RoleId, FacilityId);

/// Refuses arrangements in which a provider does a role's work for a facility, and none of the work of the role that
/// it scales with. `lines` are those of the `services` rows of each pair.
pub(in crate::input) fn check(
    build: &Build<'_>,
    work: &[WorkRow],
    services: &BTreeMap<Pair, Vec<Service>>,
    lines: &BTreeMap<Pair, BTreeSet<u32>>,
    found: &mut Diagnostics,
) {
    // A row that could not be read may have sent the other role's work there.
    if !build.group.complete(&["services", "workload"]) {
        return;
    }
    let has_run_work: BTreeSet<(&RoleId, &FacilityId)> =
        work.iter().filter(|row| row.phase == WorkPhase::Run).map(|row| (&row.role, &row.facility)).collect();
    let driven: BTreeSet<(&RoleId, &RoleId, &FacilityId)> = work
        .iter()
        .filter_map(|row| match &row.driver {
            Some(WorkDriver::Role(other)) => Some((&row.role, other, &row.facility)),
            _ => None,
        })
        .collect();
    let pairs: BTreeSet<(&RoleId, &RoleId)> = driven.iter().map(|(role, other, _)| (*role, *other)).collect();
    let mut reported = BTreeSet::new();
    for ((role, facility), given) in services {
        for (_, other) in pairs.iter().filter(|(driven, _)| *driven == role) {
            for service in given.iter().filter(|service| service.share > 0.0) {
                let provider = &service.provider;
                let scales_here = [facility, provider].into_iter().any(|at| driven.contains(&(role, *other, at)));
                let others = services.get(&((*other).clone(), facility.clone())).map_or(&[][..], Vec::as_slice);
                if !scales_here || !has_run_work.contains(&(*other, facility)) || does(provider, facility, others) {
                    continue;
                }
                let line = line_of(build, lines.get(&(role.clone(), facility.clone())), provider);
                let other_line = lines.get(&((*other).clone(), facility.clone())).and_then(BTreeSet::first).copied();
                if reported.insert((line, (*other).clone())) {
                    report(build, (role, other), (facility, provider), (line, other_line), found);
                }
            }
        }
    }
}

/// True if `provider` ever does some of the work for `facility` that `services` divide.
fn does(provider: &FacilityId, facility: &FacilityId, services: &[Service]) -> bool {
    let given: f64 = services.iter().filter(|service| service.from.is_none()).map(|service| service.share).sum();
    let own_rest = provider == facility && given < 1.0 - 1e-9;
    own_rest || services.iter().any(|service| service.provider == *provider && service.share > 0.0)
}

fn line_of(build: &Build<'_>, lines: Option<&BTreeSet<u32>>, provider: &FacilityId) -> u32 {
    let mut rows = build.group.rows("services").iter();
    let row = rows.find(|row| {
        lines.is_some_and(|lines| lines.contains(&row.origin.line))
            && build.text("services", row, "provider") == Some(provider.as_str())
    });
    row.map_or(1, |row| row.origin.line)
}

fn report(
    build: &Build<'_>,
    (role, other): (&RoleId, &RoleId),
    (facility, provider): (&FacilityId, &FacilityId),
    (line, other_line): (u32, Option<u32>),
    found: &mut Diagnostics,
) {
    let instead = match other_line {
        Some(other_line) => format!("line {other_line} gives to others"),
        None => format!("stays at {facility}: no row moves it"),
    };
    let message = format!(
        "{provider} does work of {role} for {facility} that scales with {other}, but none of the work of {other} for \
         {facility}, which {instead}"
    );
    let help = format!(
        "let {provider} do work of {other} for {facility} too, or take out the row: work that scales with a role is \
         where that role is"
    );
    let place = Place::line(&build.group.file("services"), line).in_column("provider");
    found.push(Slug::DriverRoleElsewhere, place, message, help);
}
