//! What technologies do to the work of roles.

use super::assume::{DefaultValue, RowValue, default_value, row_value};
use super::build::Build;
use super::expand::expand;
use super::phase::{self, PhaseColumn};
use super::scope;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Basis, Effect, EffectTiming, Spread};
use crate::ids::{RoleId, TechnologyId};
use crate::tables::Row;
use std::collections::BTreeSet;
use std::sync::Arc;

const COLUMNS: [PhaseColumn; 2] = [
    PhaseColumn {
        name: "realisation_months",
        phase: "run",
        needed: false,
        says: "over how many past months adoption is averaged",
    },
    PhaseColumn {
        name: "decay_months",
        phase: "go_live",
        needed: true,
        says: "how many months the effect lasts on average",
    },
];
const DEFAULT_REALISATION_MONTHS: f64 = 12.0;

/// Builds the effects, in the order technology, role, phase. `*` is each role that has work to change.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Vec<Effect> {
    let rows = build.group.rows("effects");
    let read: Vec<Option<RowEffect>> = rows.iter().map(|row| RowEffect::read(build, row, found)).collect();
    let mut effects = Vec::new();
    let mut idle: BTreeSet<usize> = (0..rows.len()).collect();
    for (key, index) in expand(build, "effects", found) {
        let ([technology, role, phase], Some(row)) = (key.as_slice(), rows.get(index)) else { continue };
        let has_work = has_work_to_change(build, technology, role);
        if has_work {
            idle.remove(&index);
        }
        let starred = build.text("effects", row, "role") == Some("*");
        if starred && !(has_work && scope::is_forecast(build, role)) {
            continue;
        }
        if let Some(Some(effect)) = read.get(index) {
            let name: Arc<str> = Arc::from(format!("technology={technology},role={role},phase={phase}"));
            effects.push(Effect {
                technology: TechnologyId::new(technology),
                role: RoleId::new(role),
                change: effect.change.everywhere(&name),
                timing: match &effect.timing {
                    RowTiming::Realised(months) => EffectTiming::Realised(months.everywhere(&name)),
                    RowTiming::GoLive { decay_months } => EffectTiming::GoLive { decay_months: *decay_months },
                },
            });
        }
    }
    if build.group.complete(&["workload", "roles"]) {
        report_idle(build, &idle, found);
    }
    effects
}

/// True if the role has run work that is not the technology's own.
fn has_work_to_change(build: &Build<'_>, technology: &str, role: &str) -> bool {
    let text = |row: &Row, column: &str, wanted: &str| build.text("workload", row, column) == Some(wanted);
    let mut rows = build.group.rows("workload").iter();
    rows.any(|row| text(row, "role", role) && text(row, "phase", "run") && !text(row, "technology", technology))
}

/// Warns of rows that change nothing; roles of scope `source` have had a message of their own.
fn report_idle(build: &Build<'_>, idle: &BTreeSet<usize>, found: &mut Diagnostics) {
    for row in idle.iter().filter_map(|&index| build.group.rows("effects").get(index)) {
        let text = |column: &str| build.text("effects", row, column).unwrap_or_default();
        let (technology, role) = (text("technology"), text("role"));
        if !scope::is_forecast(build, role) {
            continue;
        }
        let who = if role == "*" { "no role has".to_owned() } else { format!("`{role}` has no") };
        let message =
            format!("the effect of `{technology}` changes nothing: {who} run work that is not the technology's own");
        let help = "add the work to workload.csv as a row of phase run, or take the effect out";
        found.push(Slug::EffectWithoutWork, build.group.place("effects", row, "role"), message, help);
    }
}

/// What a row says, before it is known for which roles.
struct RowEffect {
    change: RowValue,
    timing: RowTiming,
}

enum RowTiming {
    Realised(RowValue),
    GoLive { decay_months: f64 },
}

impl RowEffect {
    /// The effect of a row; `None` (and problems) if its columns do not fit its phase.
    fn read(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> Option<Self> {
        let errors = found.errors();
        let phase = build.text("effects", row, "phase")?;
        phase::check(build, ("effects", row), phase, &COLUMNS, found);
        let change = row_value(build, "effects", row, "change_pct", found);
        let timing = if phase == "go_live" {
            RowTiming::GoLive { decay_months: build.number("effects", row, "decay_months").unwrap_or(1.0) }
        } else {
            let given = row_value(build, "effects", row, "realisation_months", found);
            RowTiming::Realised(given.unwrap_or_else(default_realisation))
        };
        change.filter(|_| found.errors() == errors).map(|change| Self { change, timing })
    }
}

fn default_realisation() -> RowValue {
    default_value(&DefaultValue {
        table: "effects",
        column: "realisation_months",
        spread: Spread::certain(DEFAULT_REALISATION_MONTHS),
        range: "bounds",
        basis: Basis::Judgement,
        source: "effects follow adoption over a year",
    })
}
