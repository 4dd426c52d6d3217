//! Roles that scale with other roles must not form a loop, or none of them could be computed first; and a family must
//! have some role to scale with.

use super::row::driver_of;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::WorkDriver;
use crate::input::build::Build;
use crate::input::scope;
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};

/// For each role the roles that it scales with, and the first row that says so.
type Needs<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a Row>>;

/// Refuses loops, each spelled out once. Families count only when all roles and rows are known.
pub(super) fn check(build: &Build<'_>, found: &mut Diagnostics) {
    if !build.group.complete(&["roles", "workload"]) {
        return;
    }
    let needs = needs(build, found);
    for circle in loops(&needs) {
        let row = match circle.as_slice() {
            [first, second, ..] => needs.get(first).and_then(|needs| needs.get(second)),
            _ => None,
        };
        let Some(row) = row else { continue };
        let message = format!("the roles scale with each other in a loop: {}", circle.join(" -> "));
        let help = "each scales with the one after it: let one of them scale with activity instead";
        found.push(Slug::DriverCycle, build.group.place("workload", row, "driver"), message, help);
    }
}

fn needs<'a>(build: &'a Build<'_>, found: &mut Diagnostics) -> Needs<'a> {
    let driven: Vec<(&str, WorkDriver, &Row)> = build
        .group
        .rows("workload")
        .iter()
        .filter_map(|row| {
            let driver = driver_of(build.text("workload", row, "driver")?);
            Some((build.text("workload", row, "role")?, driver, row))
        })
        .collect();
    let roles = build.group.rows("roles");
    let mut needs: Needs<'a> = BTreeMap::new();
    for (role, driver, row) in &driven {
        let others: Vec<&str> = match driver {
            WorkDriver::Driver(_) => continue,
            WorkDriver::Role(other) => {
                roles.iter().filter_map(|row| row.text(0)).filter(|code| *code == other.as_str()).collect()
            }
            WorkDriver::Family(family) => {
                // A family leaves out the roles that are driven by it.
                let left_out: BTreeSet<&str> =
                    driven.iter().filter(|(_, other, _)| other == driver).map(|(role, ..)| *role).collect();
                let member = |row: &&Row| build.text("roles", row, "family") == Some(family);
                let codes = roles.iter().filter(member).filter_map(|row| row.text(0));
                let codes: Vec<&str> =
                    codes.filter(|code| !left_out.contains(code) && scope::is_forecast(build, code)).collect();
                if codes.is_empty() {
                    let message = format!("the family `{family}` has no role that is forecast and not driven by it");
                    let help = "name another family or a role, or give a role of the family work of its own";
                    found.push(Slug::UnknownFamily, build.group.place("workload", row, "driver"), message, help);
                }
                codes
            }
        };
        let of_role = needs.entry(role).or_default();
        for other in others {
            of_role.entry(other).or_insert(row);
        }
    }
    needs
}

/// The loops, each beginning and ending with its first role by code. Loops that share a role are found one at a time.
fn loops<'a, T>(needs: &BTreeMap<&'a str, BTreeMap<&'a str, T>>) -> Vec<Vec<&'a str>> {
    let mut open: BTreeMap<&str, BTreeSet<&str>> =
        needs.iter().map(|(role, others)| (*role, others.keys().copied().collect())).collect();
    let mut loops = Vec::new();
    loop {
        // Roles that need no open role are settled; what remains leads into loops.
        loop {
            let known: BTreeSet<&str> = open.keys().copied().collect();
            open.values_mut().for_each(|others| others.retain(|other| known.contains(other)));
            let before = open.len();
            open.retain(|_, others| !others.is_empty());
            if open.len() == before {
                break;
            }
        }
        let Some(mut at) = open.keys().next().copied() else { return loops };
        let mut path: Vec<&str> = Vec::new();
        while !path.contains(&at) {
            path.push(at);
            let Some(next) = open.get(at).and_then(|others| others.first().copied()) else { return loops };
            at = next;
        }
        let mut circle: Vec<&str> = path.into_iter().skip_while(|role| *role != at).collect();
        let smallest = circle.iter().enumerate().min_by_key(|(_, role)| **role).map_or(0, |(index, _)| index);
        circle.rotate_left(smallest);
        circle.iter().for_each(|role| {
            open.remove(role);
        });
        circle.extend(circle.first().copied());
        loops.push(circle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(needs: &[(&'static str, &[&'static str])]) -> Vec<String> {
        let needs = needs.iter().map(|(role, others)| (*role, others.iter().map(|other| (*other, ())).collect()));
        loops(&needs.collect()).iter().map(|circle| circle.join(" -> ")).collect()
    }

    #[test]
    fn a_loop_is_spelled_out_from_its_first_role_and_what_leads_into_it_is_left_out() {
        assert_eq!(found(&[("a", &["c"]), ("c", &["d", "e"]), ("d", &["b"]), ("b", &["c"])]), ["b -> c -> d -> b"]);
        assert_eq!(found(&[("a", &["a"]), ("b", &["c"]), ("c", &["b"])]), ["a -> a", "b -> c -> b"]);
    }

    #[test]
    fn roles_that_share_a_driver_form_no_loop() {
        assert!(found(&[("a", &["b", "c"]), ("b", &["c"]), ("d", &["b"])]).is_empty());
    }
}
