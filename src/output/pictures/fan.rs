//! The fan of demand against supply.

use super::view::{View, capitalised};
use crate::calendar::{Month, Period, Step};
use crate::domain::Scope;
use crate::output::charts::{Fan, PastPoint, Series};
use crate::output::results::OPENING;
use std::collections::BTreeMap;

/// What the fan of a role, or of all (`*`), shows.
pub(super) fn fan(view: &View<'_>, role: &str, name: &str, label: &str) -> Fan {
    let rows: Vec<usize> = view.rows("*", role).skip(1).collect();
    let series = |what: &str| {
        let of = |part: &str| {
            let column = format!("{what}_{part}_fte");
            rows.iter().map(|&row| view.number(&column, row)).collect()
        };
        Series { mean: of("mean"), p10: of("p10"), p25: of("p25"), p75: of("p75"), p90: of("p90") }
    };
    let periods: Vec<String> = rows.iter().map(|&row| view.gap.text("period", row).to_owned()).collect();
    let last = rows.last().copied();
    let at_last = |column: &str| last.map_or(0.0, |row| view.number(column, row));
    let last_period = periods.last().cloned().unwrap_or_else(|| OPENING.to_owned());
    let gap = at_last("gap_mean_fte");
    let title = match last.map(|row| view.gap.text("direction", row)) {
        Some("short") => format!("{}: {gap:.1} FTE short in {last_period}", capitalised(label)),
        Some("surplus") => format!("{}: {:.1} FTE more than needed in {last_period}", capitalised(label), -gap),
        _ => format!("{}: demand and supply in balance in {last_period}", capitalised(label)),
    };
    let chances = at_last("prob_shortage_pct");
    let shortage = view.case.settings.shortage;
    Fan {
        name: name.to_owned(),
        title,
        subtitle: format!("Demand against supply, FTE, all facilities; data as of {}", view.as_of()),
        footer: view.footer(),
        past: past(view, role),
        reading: format!(
            "In {} of 100 futures there is a shortage in {last_period} (more than {} % of demand and {} FTE).",
            chances.round(),
            shortage.threshold_pct,
            shortage.threshold_fte
        ),
        demand: series("demand"),
        supply: series("supply"),
        periods,
    }
}

/// Staff and establishment of the past, summed over all facilities, on the time scale of the forecast: one period a
/// row's length, blank where nothing was reported for its last day.
fn past(view: &View<'_>, role: &str) -> Vec<PastPoint> {
    let mut sums: BTreeMap<Month, (f64, f64)> = BTreeMap::new();
    for ((of_role, _), points) in &view.case.staff {
        // Sources of staff for other roles are in no total.
        let forecast = || view.case.roles.iter().any(|role| role.id == *of_role && role.scope == Scope::Forecast);
        if of_role.as_str() == role || role == "*" && forecast() {
            for point in points {
                let sum = sums.entry(point.month).or_default();
                sum.0 += point.budgeted_fte;
                sum.1 += point.fte;
            }
        }
    }
    let horizon = &view.case.settings.horizon;
    let step = match horizon.step {
        Step::Month => 1,
        Step::Quarter => 3,
        Step::Year => 12,
    };
    let opening = horizon.start.plus(-1);
    let Some((&first, _)) = sums.first_key_value() else { return Vec::new() };
    let periods = opening.since(first) / step;
    let points = (0..=periods).rev().map(|back| {
        let month = opening.plus(-back * step);
        let sum = sums.get(&month);
        PastPoint {
            label: match horizon.step {
                Step::Month => month.to_string(),
                Step::Quarter => Period::Quarter(month.year(), (month.of_year() - 1) / 3 + 1).to_string(),
                Step::Year => horizon.year_label(month),
            },
            demand: sum.map(|sum| sum.0),
            supply: sum.map(|sum| sum.1),
        }
    });
    points.collect()
}
