//! Chances to retire by age.

use super::ages::Ages;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::Assumption;
use crate::ids::RoleId;
use crate::input::assume::row_value;
use crate::input::build::Build;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Builds the chances of each role of which the table speaks, in order of age.
///
/// The rows of a role are one schedule: a role with rows of its own takes none of `*`.
pub(super) fn build(
    build: &Build<'_>,
    ages: &Ages,
    found: &mut Diagnostics,
) -> BTreeMap<RoleId, Vec<(u32, Assumption)>> {
    let rows = build.group.rows("retirement");
    let named = |code: &str| rows.iter().filter(|row| build.text("retirement", row, "role") == Some(code)).collect();
    let all: Vec<_> = named("*");
    let mut retirement = BTreeMap::new();
    for role in build.codes("roles") {
        let own: Vec<_> = named(role);
        let mut chances = Vec::new();
        for row in if own.is_empty() { &all } else { &own } {
            let Some(age) = build.number("retirement", row, "age") else { continue };
            let Some(value) = row_value(build, "retirement", row, "annual_pct", found) else { continue };
            chances.push((age as u32, value.everywhere(&Arc::from(format!("role={role},age={age}")))));
        }
        chances.sort_by_key(|(age, _)| *age);
        if !chances.is_empty() {
            retirement.insert(RoleId::new(role), chances);
        }
    }
    if build.group.complete(&["retirement", "staff"]) {
        report_unused(build, ages, &retirement, found);
    }
    retirement
}

/// Says once for a role that its ages change nothing.
fn report_unused(
    build: &Build<'_>,
    ages: &Ages,
    retirement: &BTreeMap<RoleId, Vec<(u32, Assumption)>>,
    found: &mut Diagnostics,
) {
    let roles: BTreeSet<&RoleId> = ages.keys().map(|(role, _)| role).collect();
    for role in roles.into_iter().filter(|role| !retirement.contains_key(role)) {
        let first = build.group.rows("staff").iter().find(|row| {
            let is_role = build.text("staff", row, "role") == Some(role.as_str());
            is_role && build.text("staff", row, "age_band").is_some()
        });
        let Some(row) = first else { continue };
        let message = format!("staff of {role} are given by age, and no row of retirement.csv is for {role}");
        let help = format!(
            "the flat retirement_pct holds for all ages; add rows such as {role},60,8 to retirement.csv, or rows for `*`"
        );
        found.push(Slug::AgesUnused, build.group.place("staff", row, "age_band"), message, help);
    }
}
