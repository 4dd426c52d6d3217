//! Training of staff in post that technologies need.

use super::assume::row_value;
use super::build::Build;
use super::expand::expand;
use super::scope;
use crate::diagnostics::Diagnostics;
use crate::domain::Skill;
use crate::ids::{RoleId, TechnologyId};
use std::sync::Arc;

/// Builds the rows, in the order technology, role. `*` is each role that is forecast.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Vec<Skill> {
    let rows = build.group.rows("skills");
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        values.push(["people_pct", "hours_each"].map(|column| row_value(build, "skills", row, column, found)));
    }
    let mut skills = Vec::new();
    for (key, index) in expand(build, "skills", found) {
        let ([technology, role], Some(row)) = (key.as_slice(), rows.get(index)) else { continue };
        let Some([Some(people), Some(hours)]) = values.get(index) else { continue };
        if !scope::is_forecast(build, role) {
            continue;
        }
        let name: Arc<str> = Arc::from(format!("technology={technology},role={role}"));
        skills.push(Skill {
            technology: TechnologyId::new(technology),
            role: RoleId::new(role),
            people: people.everywhere(&name),
            hours: hours.everywhere(&name),
            lead_months: build.number("skills", row, "lead_months").unwrap_or(0.0) as u32,
        });
    }
    skills
}
