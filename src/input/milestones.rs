//! Milestones of technologies whose shape is `points`: whole series, a site's own in place of the one for all.

use super::build::Build;
use crate::diagnostics::{Diagnostics, Place, Slug, list};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The series that `adoption_points` holds.
pub(super) struct Milestones {
    series: BTreeMap<(Arc<str>, Arc<str>), Series>,
}

struct Series {
    points: Vec<(f64, f64)>,
    first: Place,
    used: bool,
}

impl Milestones {
    /// Reads all series, by technology and facility as written (`*` stands for itself).
    pub(super) fn read(build: &Build<'_>, found: &mut Diagnostics) -> Self {
        type Written<'r> = (f64, f64, &'r crate::tables::Row);
        let mut written: BTreeMap<(Arc<str>, Arc<str>), Vec<Written<'_>>> = BTreeMap::new();
        for row in build.group.rows("adoption_points") {
            let text = |column: &str| build.text("adoption_points", row, column).map(Arc::from);
            let (Some(technology), Some(facility)) = (text("technology"), text("facility")) else { continue };
            let instant = build.instant("adoption_points", row, "period");
            let share = build.number("adoption_points", row, "share_pct");
            let (Some(instant), Some(share)) = (instant, share) else { continue };
            written.entry((technology, facility)).or_default().push((instant, share / 100.0, row));
        }
        let complete = build.group.complete(&["adoption_points"]);
        let series = written.into_iter().filter_map(|(key, mut rows)| {
            rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.origin.line.cmp(&b.2.origin.line)));
            for pair in rows.windows(2) {
                if let [(first, _, earlier), (second, _, later)] = pair
                    && first == second
                {
                    let (technology, facility) = &key;
                    let message = format!(
                        "lines {} and {} give a share on the same day for {technology} at {facility}: a coarse period means its first day",
                        earlier.origin.line, later.origin.line
                    );
                    let place = build.group.place("adoption_points", later, "period");
                    found.push(Slug::OverlappingPeriods, place, message, "delete one of the two");
                }
            }
            if let Some((instant, share, row)) = rows.first()
                && *instant > 0.0
                && *share > 0.0
                && complete
            {
                let message = "the first point lies after the opening and is above 0: how much is in use before it?";
                let help = "add a point for today's share, or one with 0 where use begins";
                let place = build.group.place("adoption_points", row, "period");
                found.push(Slug::AdoptionPoints, place, message, help);
            }
            let first = rows.iter().map(|(.., row)| *row).min_by_key(|row| row.origin.line)?;
            let first = build.group.place("adoption_points", first, "technology");
            let points = rows.iter().map(|(instant, share, _)| (*instant, *share)).collect();
            Some((key, Series { points, first, used: false }))
        });
        Self { series: series.collect() }
    }

    /// The milestones that hold for a facility.
    pub(super) fn take(&mut self, technology: &Arc<str>, facility: &Arc<str>) -> Option<Vec<(f64, f64)>> {
        let own = (technology.clone(), facility.clone());
        let key = if self.series.contains_key(&own) { own } else { (technology.clone(), Arc::from("*")) };
        let series = self.series.get_mut(&key)?;
        series.used = true;
        Some(series.points.clone())
    }

    /// Reports series that no plan of shape `points` takes up; not those of `lacking` technologies, whose plans are
    /// not all there.
    pub(super) fn report_unused(&self, lacking: &BTreeSet<Arc<str>>, found: &mut Diagnostics) {
        for ((technology, facility), series) in &self.series {
            if series.used || lacking.contains(technology) {
                continue;
            }
            let at = if &**facility == "*" { String::new() } else { format!(" at {facility}") };
            let message = format!("the points of `{technology}`{at} change nothing: its shape there is not `points`");
            let help = "write `points` as its shape in adoption.csv, or delete the points";
            found.push(Slug::AdoptionPoints, series.first.clone(), message, help);
        }
    }
}

/// Reports adoption rows of shape `points` that have none, by the number of the row.
pub(super) fn report_without(build: &Build<'_>, rows: &BTreeMap<u32, Vec<Arc<str>>>, found: &mut Diagnostics) {
    for row in build.group.rows("adoption") {
        let Some(facilities) = rows.get(&row.number) else { continue };
        let technology = build.text("adoption", row, "technology").unwrap_or_default();
        let message = format!(
            "the shape is `points`, but adoption_points.csv has none for `{technology}` at {}",
            list(facilities.iter().map(|facility| &**facility), 12)
        );
        let help = format!("add rows to adoption_points.csv, such as {technology},*,2028-01,40");
        found.push(Slug::AdoptionPoints, build.group.place("adoption", row, "shape"), message, help);
    }
}

/// True if nothing is in use at the opening and something is later: a go-live ahead.
pub(super) fn begins_later(points: &[(f64, f64)]) -> bool {
    share_at_opening(points) <= 0.0 && points.iter().any(|(instant, share)| *instant > 0.0 && *share > 0.0)
}

/// Straight lines between the milestones, the first and the last held outside them.
fn share_at_opening(points: &[(f64, f64)]) -> f64 {
    let before = points.iter().rev().find(|(instant, _)| *instant <= 0.0);
    let after = points.iter().find(|(instant, _)| *instant > 0.0);
    match (before, after) {
        (Some((from, start)), Some((to, end))) => start + (end - start) * (0.0 - from) / (to - from),
        (Some((_, share)), None) | (None, Some((_, share))) => *share,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_go_live_lies_ahead_if_nothing_is_in_use_at_the_opening() {
        assert!(begins_later(&[(3.0, 0.0), (9.0, 0.4)]));
        assert!(begins_later(&[(-3.0, 0.0), (0.0, 0.0), (9.0, 0.4)]));
        assert!(!begins_later(&[(-3.0, 0.0), (9.0, 0.4)]));
        assert!(!begins_later(&[(3.0, 0.2), (9.0, 0.4)]));
        assert!(!begins_later(&[(3.0, 0.0)]));
    }
}
