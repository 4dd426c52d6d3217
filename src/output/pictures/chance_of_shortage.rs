//! The chance that each role is short, in three years: how likely is trouble?
//!
//! A year is seen at its last period: chances of several periods cannot be put together from the tables.

use super::view::{View, counted, short};
use crate::output::charts::{ChanceRow, Chances};
use crate::output::rounded::chance;

/// From here on a shortage is likelier than none, and here very likely.
const LIKELY: f64 = 50.0;
const VERY_LIKELY: f64 = 80.0;

/// What the strips show.
pub(super) fn chances(view: &View<'_>) -> Chances {
    let shown = shown(view);
    let periods = &view.case.settings.horizon.rows;
    let labels: Vec<String> = shown.iter().map(|&row| periods[row].label.clone()).collect();
    let mut rows = Vec::new();
    for role in &view.case.roles {
        let of_role: Vec<usize> = view.rows("*", role.id.as_str()).skip(1).collect();
        if !of_role.is_empty() {
            let of_period = |&row: &usize| of_role.get(row).map_or(0.0, |&row| view.number("prob_shortage_pct", row));
            let chances = shown.iter().map(of_period).collect();
            rows.push(ChanceRow { code: role.id.to_string(), label: role.label.clone(), chances });
        }
    }
    // By the last period, then by those before.
    rows.sort_by(|one, other| {
        let pairs = other.chances.iter().zip(&one.chances).rev();
        let order = pairs.map(|(other, one)| other.total_cmp(one)).find(|order| order.is_ne());
        order.unwrap_or_else(|| one.code.cmp(&other.code))
    });
    let shortage = view.case.settings.shortage;
    let last = view.last_period();
    Chances {
        name: "chance_of_shortage".into(),
        title: title(&rows, &last),
        subtitle: format!(
            "Share of futures in which a role is short by more than {} % of demand and {} FTE, all facilities; {}; data as of {}",
            shortage.threshold_pct,
            shortage.threshold_fte,
            if labels.len() > 1 { "each year at its last period" } else { "last period" },
            view.as_of()
        ),
        footer: view.footer(),
        periods: labels,
        reading: reading(&rows, &last),
        note: "A chance of 80 % means: short in 8 of 10 simulated futures. Shortages of facilities are added up; a surplus \
               elsewhere does not offset them. How much is missing is in the heat map."
            .to_owned(),
        rows,
    }
}

/// The last rows of the first full year, the middle year and the last year, counted from the first after the opening.
fn shown(view: &View<'_>) -> Vec<usize> {
    let years = view.years();
    let Some(last) = years.len().checked_sub(1) else { return Vec::new() };
    let first = years.iter().position(|year| year.months == 12).unwrap_or(0);
    let mut shown: Vec<usize> = [first, usize::midpoint(first, last), last].map(|index| years[index].last_row).to_vec();
    shown.dedup();
    shown
}

fn final_chance(row: &ChanceRow) -> f64 {
    row.chances.last().copied().unwrap_or(0.0)
}

/// The chance in counts: of the role, or how many roles are nearly sure to be short.
fn reading(rows: &[ChanceRow], last: &str) -> String {
    if let [only] = rows {
        return format!("In {} of 100 futures there is a shortage in {last}.", chance(final_chance(only)));
    }
    let roles = match rows.iter().filter(|row| final_chance(row) >= VERY_LIKELY).count() {
        0 => "No role is short".to_owned(),
        very => counted(very, "role is short", "roles are short"),
    };
    format!("{roles} in at least 8 of 10 futures in {last}.")
}

/// The finding: how many roles are likelier short than not, and which most.
fn title(rows: &[ChanceRow], last: &str) -> String {
    let percent = |row: &ChanceRow| format!("{} %", chance(final_chance(row)));
    match rows {
        [] => format!("No role is forecast in {last}"),
        [only] => format!("{}: {} chance of a shortage in {last}", short(&only.label), percent(only)),
        [most, ..] => {
            let highest = percent(most);
            let which = match rows.iter().filter(|row| percent(row) == highest).count() {
                1 => format!("most of all {} ({highest})", short(&most.label)),
                ties => format!("{ties} of them with a chance of {highest}"),
            };
            match rows.iter().filter(|row| final_chance(row) > LIKELY).count() {
                0 => format!("No role is likelier to be short than not in {last}; the highest chance is {highest}"),
                1 => format!("1 of {} roles is likelier to be short than not in {last}, {which}", rows.len()),
                likely => {
                    format!("{likely} of {} roles are likelier to be short than not in {last}, {which}", rows.len())
                }
            }
        }
    }
}
