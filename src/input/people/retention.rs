//! Measures that keep people.

use super::levers::places;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Alike, Assumption, Retention};
use crate::ids::RoleId;
use crate::input::assume::row_value;
use crate::input::build::Build;
use std::collections::BTreeMap;
use std::sync::Arc;

const TABLE: &str = "retention";

/// Builds the measures, in the order role, provider, time.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Vec<Retention> {
    let mut measures = Vec::new();
    for (index, places) in places(build, TABLE, "role", found) {
        let Some(row) = build.group.rows(TABLE).get(index) else { continue };
        let (Some(from), Some(change)) =
            (build.instant(TABLE, row, "from"), row_value(build, TABLE, row, "leavers_change_pct", found))
        else {
            continue;
        };
        if from < 0.0 {
            let start = build.horizon.start.first_day();
            let message = format!("the measure begins before the start of the forecast ({start})");
            let help = format!(
                "what is already done shows in leavers_pct of supply.csv: take the row out, or write {}",
                build.horizon.start
            );
            found.push(Slug::OutOfRange, build.group.place(TABLE, row, "from"), message, help);
            continue;
        }
        let mut changes: BTreeMap<RoleId, Alike<Assumption>> = BTreeMap::new();
        for (role, facility) in places {
            let named = || Alike::from(change.local(&Arc::from(format!("role={role}"))));
            measures.push(Retention {
                leavers_change: changes.entry(role.clone()).or_insert_with(named).clone(),
                role,
                facility,
                from,
                ramp_months: build.number(TABLE, row, "ramp_months").unwrap_or(0.0),
                cost_per_fte_year: build.number(TABLE, row, "cost_per_fte_year"),
                on: build.text(TABLE, row, "on") != Some("no"),
            });
        }
    }
    measures.sort_by(|a, b| (&a.role, &a.facility).cmp(&(&b.role, &b.facility)).then(a.from.total_cmp(&b.from)));
    measures
}
