//! Vacancies that an anchor makes disappear.

use super::figure;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::domain::{Anchor, Settings, StaffKey};
use crate::input::build::Build;
use crate::input::people::People;
use crate::input::scope::is_forecast;
use std::collections::BTreeSet;

/// Fewer FTE of vacancies, or a smaller share of the posts, are not worth a word.
const LEAST_FTE: f64 = 1.0;
const LEAST_SHARE: f64 = 0.01;

/// Warns once for the settings' own anchor and once for those of the table.
pub(super) fn review(build: &Build<'_>, people: &People, settings: &Settings, found: &mut Diagnostics) {
    let forecast: BTreeSet<&str> =
        build.codes("roles").iter().map(|role| &**role).filter(|role| is_forecast(build, role)).collect();
    let opening = settings.horizon.start.plus(-1);
    for from_table in [false, true] {
        let here = |key: &StaffKey| {
            let anchor = people.anchors.get(key);
            anchor.is_some() == from_table && *anchor.unwrap_or(&settings.demand_anchor) == Anchor::InPost
        };
        let (mut funded, mut vacant, mut most) = (0.0, 0.0, (0.0, String::new()));
        for (key, points) in people.staff.iter().filter(|(key, _)| forecast.contains(key.0.as_str()) && here(key)) {
            let Some(point) = points.last().filter(|point| point.month == opening) else { continue };
            let open = (point.budgeted_fte - point.fte).max(0.0);
            funded += point.budgeted_fte;
            vacant += open;
            if open > most.0 {
                most = (open, format!("{} at {}", key.0, key.1));
            }
        }
        if vacant < LEAST_FTE || vacant < LEAST_SHARE * funded {
            continue;
        }
        let message = format!(
            "demand at the opening equals the staff in post (`in_post`), so that {} FTE of vacancies in {} budgeted FTE count \
             as no need (most at {}: {})",
            figure(vacant),
            figure(funded),
            most.1,
            figure(most.0)
        );
        let help = if from_table {
            "write establishment in `anchor` if the vacant posts are needed; leave it if they are not"
        } else {
            "write demand_anchor = \"establishment\" if the vacant posts are needed; leave it if they are not"
        };
        found.push(Slug::VacanciesAsNoNeed, place(build, settings, from_table), message, help);
    }
}

fn place(build: &Build<'_>, settings: &Settings, from_table: bool) -> Place {
    if from_table {
        return Place::file(&build.group.file("anchors")).in_column("anchor");
    }
    match settings.set_by.get("demand_anchor") {
        Some(origin) => Place::at(&origin.file, origin.line).in_column("demand_anchor"),
        None => Place::default().in_column("demand_anchor"),
    }
}
