//! Approved posts, and anchors.

use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Anchor, PostChange, StaffKey, StaffPoint};
use crate::ids::{FacilityId, RoleId};
use crate::input::amounts::Establishment;
use crate::input::build::Build;
use crate::input::expand::{Key, expand};
use crate::tables::Row;
use std::collections::BTreeMap;

/// Builds the changes of the establishment, in time order.
pub(super) fn build(
    build: &Build<'_>,
    staff: &BTreeMap<StaffKey, Vec<StaffPoint>>,
    establishment: &Establishment,
    found: &mut Diagnostics,
) -> BTreeMap<StaffKey, Vec<PostChange>> {
    let mut places: BTreeMap<usize, Vec<StaffKey>> = BTreeMap::new();
    for (key, index) in expand(build, "posts", found) {
        let [role, facility, _] = key.as_slice() else { continue };
        places.entry(index).or_default().push((RoleId::new(role), FacilityId::new(facility)));
    }
    let mut posts: BTreeMap<StaffKey, Vec<(PostChange, &Row)>> = BTreeMap::new();
    for (index, places) in places {
        let Some(row) = build.group.rows("posts").get(index) else { continue };
        let Some(from) = build.instant("posts", row, "from") else { continue };
        if from < 0.0 {
            let place = build.group.place("posts", row, "from");
            let start = build.horizon.start.first_day();
            let message = format!("the change of posts comes before the start of the forecast ({start})");
            let help = "what is funded before the start belongs into budgeted_fte of staff.csv: take the row out";
            found.push(Slug::OutOfRange, place, message, help);
            continue;
        }
        let parts = establishment.divide(build, "posts", row, "change_fte", &places, found);
        for (key, change_fte) in parts.into_iter().flatten().filter(|(_, change)| *change != 0.0) {
            posts.entry(key).or_default().push((PostChange { from, change_fte }, row));
        }
    }
    for (key, changes) in &mut posts {
        // Gains before losses of the same day.
        changes.sort_by(|(a, _), (b, _)| a.from.total_cmp(&b.from).then(b.change_fte.total_cmp(&a.change_fte)));
        let budgeted = staff.get(key).and_then(|points| points.last()).map_or(0.0, |point| point.budgeted_fte);
        report_below_zero(build, key, budgeted, changes, found);
    }
    let alone = |changes: Vec<(PostChange, &Row)>| changes.into_iter().map(|(change, _)| change).collect();
    posts.into_iter().map(|(key, changes)| (key, alone(changes))).collect()
}

/// Posts can be taken away only while there are any.
fn report_below_zero(
    build: &Build<'_>,
    key: &StaffKey,
    budgeted: f64,
    changes: &[(PostChange, &Row)],
    found: &mut Diagnostics,
) {
    let mut left = budgeted;
    let is_below = |(change, _): &&(PostChange, &Row)| {
        left += change.change_fte;
        left < -1e-9
    };
    let Some((change, row)) = changes.iter().find(is_below) else { return };
    let message = format!(
        "taking away {} posts leaves {} at {} with fewer than none: {budgeted} are budgeted at the opening",
        -change.change_fte, key.0, key.1
    );
    let help = "take away fewer posts, or correct budgeted_fte in staff.csv";
    found.push(Slug::OutOfRange, build.group.place("posts", row, "change_fte"), message, help);
}

/// What demand at the opening is anchored to, where a row says so.
pub(super) fn anchors(build: &Build<'_>, found: &mut Diagnostics) -> BTreeMap<StaffKey, Anchor> {
    let rows = build.group.rows("anchors");
    let anchor = |(key, index): (Key, usize)| {
        let [role, facility] = key.as_slice() else { return None };
        let word = build.text("anchors", rows.get(index)?, "anchor")?;
        let (_, anchor) = Anchor::NAMES.into_iter().find(|(name, _)| *name == word)?;
        Some(((RoleId::new(role), FacilityId::new(facility)), anchor))
    };
    expand(build, "anchors", found).into_iter().filter_map(anchor).collect()
}
