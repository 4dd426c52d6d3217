//! Leaving and retiring faster than teams can stand.

use super::{figure, some};
use crate::diagnostics::{Diagnostics, Slug};
use crate::input::build::Build;
use crate::input::people::People;
use crate::tables::Row;

/// Retirements above this share of a team in its first year mean another table or another team, as a rule.
const A_WAVE: f64 = 0.25;
/// In smaller teams single people decide; FTE.
const LEAST_FTE: f64 = 5.0;

pub(super) fn review(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    over_hundred(build, found);
    retiring(build, people, found);
}

fn over_hundred(build: &Build<'_>, found: &mut Diagnostics) {
    let rate = |row: &Row| build.number("supply", row, "leavers_pct");
    let mut over: Vec<_> = build.group.rows("supply").iter().filter(|row| rate(row) > Some(100.0)).collect();
    let text = |row: &Row, column: &str| build.text("supply", row, column).unwrap_or_default().to_owned();
    over.sort_by_key(|row| (text(row, "role"), text(row, "facility"), build.period("supply", row, "from")));
    let Some(first) = over.first() else { return };
    let said = |row: &&Row| {
        format!("{} % for {} at {}", rate(row).unwrap_or_default(), text(row, "role"), text(row, "facility"))
    };
    let said: Vec<String> = over.iter().map(said).collect();
    let message = format!("more leave within a year than there are: {}", some(&said, 3));
    let help = "`leavers_pct` is the leavers of a year for each 100 in post: 12.5 means one in eight. Write a smaller rate, \
                or leave it if people do stay for less than a year";
    found.push(Slug::TurnoverOverHundred, build.group.place("supply", first, "leavers_pct"), message, help);
}

/// Those who are of age at the opening, by the chances of retirement.csv.
fn retiring(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    let mut waves = Vec::new();
    for (key, ages) in &people.ages {
        let Some(chances) = people.retirement.get(&key.0) else { continue };
        let chance = |age: u32| {
            let upto = chances.iter().take_while(|(from, _)| *from <= age).last();
            upto.map_or(0.0, |(_, chance)| chance.spread.mode / 100.0)
        };
        let staff: f64 = ages.iter().map(|(_, fte)| fte).sum();
        let retiring: f64 = ages.iter().map(|(age, fte)| fte * chance(*age)).sum();
        if staff >= LEAST_FTE && retiring > A_WAVE * staff {
            let [gone, all] = [retiring, staff].map(figure);
            waves.push((key, format!("{gone} of {all} FTE of {} at {}", key.0, key.1)));
        }
    }
    let Some(((role, facility), _)) = waves.first() else { return };
    let opening = build.horizon.start.plus(-1);
    let row = build.group.rows("staff").iter().filter(|row| {
        let text = |column: &str| build.text("staff", row, column);
        (text("role"), text("facility")) == (Some(role.as_str()), Some(facility.as_str()))
            && build.period("staff", row, "period").and_then(crate::calendar::Period::last_month) == Some(opening)
    });
    let Some(row) = row.max_by_key(|row| build.text("staff", row, "age_band")) else { return };
    let said: Vec<String> = waves.iter().map(|(_, said)| said.clone()).collect();
    let message =
        format!("by their ages more than a quarter of a team would retire in the first year: {}", some(&said, 3));
    let help = "`annual_pct` of retirement.csv is the chance within one year, not the share that has retired by that age; \
                check it and the age bands";
    found.push(Slug::RetirementWave, build.group.place("staff", row, "age_band"), message, help);
}
