//! Roles of scope `source` supply people and have no demand: nothing may give them work.

use super::build::Build;
use crate::diagnostics::{Diagnostics, Slug};
use crate::tables::Row;
use std::collections::BTreeMap;

/// Tables whose rows bring, change or need work of a role.
const TABLES: [&str; 4] = ["workload", "effects", "floors", "skills"];

/// True if demand is forecast for a role, which is so unless its scope says otherwise.
pub(super) fn is_forecast(build: &Build<'_>, role: &str) -> bool {
    let row = build.group.rows("roles").iter().find(|row| row.text(0) == Some(role));
    row.is_none_or(|row| build.text("roles", row, "scope") != Some("source"))
}

/// Reports rows that give work to such a role or let work scale with one, once for each role and table.
pub(super) fn check(build: &Build<'_>, found: &mut Diagnostics) {
    for table in TABLES {
        let mut rows_of: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in build.group.rows(table) {
            if let Some(role) = build.text(table, row, "role").filter(|role| !is_forecast(build, role)) {
                rows_of.entry(role).or_default().push(row);
            }
        }
        for (role, rows) in rows_of {
            let Some(first) = rows.first() else { continue };
            let also = if rows.len() > 1 { format!(" ({} rows)", rows.len()) } else { String::new() };
            let message = format!("`{role}` is of scope `source`: it has no demand, and {table}.csv names it{also}");
            let help = "take the row out, or write the scope `forecast` in roles.csv";
            found.push_value(Slug::SourceRole, build.group.place(table, first, "role"), Some(role), message, help);
        }
    }
    for row in build.group.rows("workload") {
        let Some(driver) = build.text("workload", row, "driver") else { continue };
        if driver.strip_prefix("role:").is_some_and(|role| !is_forecast(build, role)) {
            let message = format!("work scales with `{driver}`, which is of scope `source` and has no demand");
            let help = "name a role that is forecast, or scale the work with activity";
            let place = build.group.place("workload", row, "driver");
            found.push_value(Slug::SourceRole, place, Some(driver), message, help);
        }
    }
}
