//! Hires for which there are no posts.

use super::{figure, posts, some};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Action, ActionKind, HiringPolicy, Settings, StaffKey};
use crate::input::build::Build;
use crate::input::people::People;
use crate::tables::Row;
use std::collections::BTreeMap;

/// So many FTE too many are not worth a word.
const SLACK: f64 = 1.0;
/// A limit above this multiple of the posts limits nothing.
const TIMES: f64 = 3.0;
/// Smaller limits are often the smallest whole number that does not bind; FTE a year.
const LEAST_LIMIT: f64 = 10.0;

pub(super) fn review(build: &Build<'_>, people: &People, settings: &Settings, found: &mut Diagnostics) {
    if settings.hiring == HiringPolicy::Schedule {
        scheduled(build, people, settings, found);
    }
    limits(build, people, found);
}

/// FTE of an action's hires before the end of month `months` of the forecast.
fn hired(action: &Action, months: u32) -> f64 {
    let past = f64::from(months) - f64::from(action.first_month);
    action.fte * (past / f64::from(action.months)).clamp(0.0, 1.0)
}

/// Hires so far must find open posts, or posts that leavers left: counted at the end of each year of the forecast.
fn scheduled(build: &Build<'_>, people: &People, settings: &Settings, found: &mut Diagnostics) {
    let mut hires: BTreeMap<StaffKey, Vec<&Action>> = BTreeMap::new();
    for action in people.actions.iter().filter(|action| action.kind == ActionKind::Hire) {
        hires.entry((action.role.clone(), action.facility.clone())).or_default().push(action);
    }
    let mut too_many = Vec::new();
    for (key, actions) in &hires {
        // The highest rate that holds at any time, so that nothing is warned of that may be right.
        let rates = people.supply.get(key).into_iter().flatten();
        let leaving = rates.map(|rates| {
            let retiring = if rates.leavers_include_retirement { 0.0 } else { rates.retirement.spread.mode };
            (rates.leavers.spread.mode + retiring) / 100.0
        });
        let leaving = leaving.fold(0.0, f64::max);
        let years = settings.horizon.months.div_ceil(12);
        let over = (1..=years).find_map(|year| {
            let hired: f64 = actions.iter().map(|action| hired(action, 12 * year)).sum();
            let (staff, posts) = posts(people, key, 12.0 * f64::from(year));
            let left = leaving * posts.max(staff) * f64::from(year);
            let room = (posts - staff).max(0.0) + left;
            (hired > room + SLACK).then(|| {
                let [hired, open, left] = [hired, (posts - staff).max(0.0), left].map(figure);
                let within = if year == 1 { "the first year".to_owned() } else { format!("{year} years") };
                format!(
                    "{} at {}: {hired} FTE within {within}, for {open} open posts and some {left} leavers",
                    key.0, key.1
                )
            })
        });
        too_many.extend(over.map(|said| (key, said)));
    }
    let Some(((role, facility), _)) = too_many.first() else { return };
    let rows = build.group.rows("actions").iter().filter(|row| {
        let text = |column: &str| build.text("actions", row, column);
        (text("action"), text("role"), text("facility")) == (Some("hire"), Some(role.as_str()), Some(facility.as_str()))
    });
    let Some(row) = rows.min_by_key(|row| build.period("actions", row, "period")) else { return };
    let said: Vec<String> = too_many.iter().map(|(_, said)| said.clone()).collect();
    let message = format!("more are to be hired than there are posts for: {}", some(&said, 3));
    let help = "`fte` is what the whole period hires: lower it, or add the posts to posts.csv";
    found.push(Slug::HiresAbovePosts, build.group.place("actions", row, "fte"), message, help);
}

fn limits(build: &Build<'_>, people: &People, found: &mut Diagnostics) {
    let idle = people.supply.iter().filter_map(|(key, rates)| {
        let limit = rates.iter().filter_map(|rates| rates.max_hires_per_year).fold(0.0, f64::max);
        let (_, posts) = posts(people, key, f64::INFINITY);
        let said = || format!("{} at {}: {} a year for {} posts", key.0, key.1, figure(limit), figure(posts));
        (limit >= LEAST_LIMIT && posts > 0.0 && limit > TIMES * posts).then(|| (key.0.as_str(), said()))
    });
    let idle: Vec<(&str, String)> = idle.collect();
    let Some((role, _)) = idle.first() else { return };
    let largest = |row: &&Row| {
        let of_role = [Some(*role), Some("*")].contains(&build.text("supply", row, "role"));
        build.number("supply", row, "max_hires_per_year").filter(|_| of_role).unwrap_or(-1.0)
    };
    let row = build.group.rows("supply").iter().max_by(|a, b| largest(a).total_cmp(&largest(b)));
    let Some(row) = row else { return };
    let said: Vec<String> = idle.iter().map(|(_, said)| said.clone()).collect();
    let message =
        format!("`max_hires_per_year` is more than three times the posts, and limits nothing: {}", some(&said, 3));
    let help = "it is in FTE a year, with `*` one amount for all together: correct it, or clear the cell for no limit";
    found.push(Slug::HireLimitAbovePosts, build.group.place("supply", row, "max_hires_per_year"), message, help);
}
