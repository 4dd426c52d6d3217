//! The heat map of the gap, role × year.

use super::view::View;
use crate::output::charts::{HeatCell, HeatMap, HeatRow};
use crate::output::results::direction_of;

/// The sum over a year's rows of gap and demand, weighted by their months.
#[derive(Clone, Copy, Default)]
struct Year {
    gap: f64,
    demand: f64,
    months: f64,
}

/// What the heat map shows.
pub(super) fn heat_map(view: &View<'_>) -> HeatMap {
    let horizon = &view.case.settings.horizon;
    // Years as the scenario counts them; a row belongs to the year in which it begins.
    let mut columns: Vec<String> = horizon.rows.iter().map(|row| horizon.year_label(row.first)).collect();
    columns.dedup();
    let mut rows: Vec<(f64, HeatRow)> = Vec::new();
    for role in &view.case.roles {
        let mut sums = vec![Year::default(); columns.len()];
        let of_role = view.rows("*", role.id.as_str()).skip(1);
        let mut any = false;
        for (row, period) in of_role.zip(&horizon.rows) {
            any = true;
            let year = horizon.year_label(period.first);
            let months = f64::from(period.months);
            let index = columns.iter().position(|column| *column == year);
            if let Some(sum) = index.and_then(|index| sums.get_mut(index)) {
                sum.gap += months * view.number("gap_mean_fte", row);
                sum.demand += months * view.number("demand_mean_fte", row);
                sum.months += months;
            }
        }
        if any {
            let cells: Vec<HeatCell> = sums.iter().map(|year| heat_cell(view, year)).collect();
            let worst = cells.iter().filter_map(|cell| cell.gap_pct).fold(f64::NEG_INFINITY, f64::max);
            rows.push((worst, HeatRow { code: role.id.to_string(), label: role.label.clone(), cells }));
        }
    }
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let rows: Vec<HeatRow> = rows.into_iter().map(|(_, row)| row).collect();
    HeatMap {
        name: "gap_heat_map".into(),
        title: heat_title(&rows, &columns),
        subtitle: format!(
            "Gap = demand − supply, mean FTE of the year{}, all facilities; colour: gap in % of demand; data as of {}",
            view.partial_years(),
            view.as_of()
        ),
        footer: view.footer(),
        rows,
        columns,
    }
}

fn heat_cell(view: &View<'_>, year: &Year) -> HeatCell {
    let per_month = 1.0 / year.months.max(1.0);
    let (gap, demand) = (year.gap * per_month, year.demand * per_month);
    HeatCell {
        gap_fte: gap,
        gap_pct: (demand > 0.0).then(|| 100.0 * gap / demand),
        short: direction_of(gap, demand, view.case.settings.shortage) == "short",
    }
}

/// The finding of the heat map: how many roles are short in the last year, and which most.
fn heat_title(rows: &[HeatRow], years: &[String]) -> String {
    let Some(last) = years.last() else { return "No period forecast".into() };
    let cell = |row: &HeatRow| row.cells.last().map_or((false, 0.0), |cell| (cell.short, cell.gap_fte));
    let short: Vec<&HeatRow> = rows.iter().filter(|row| cell(row).0).collect();
    let most = short.iter().max_by(|a, b| cell(a).1.total_cmp(&cell(b).1));
    match most {
        None => format!("No role is short in {last}"),
        Some(most) => format!(
            "{} of {} roles are short in {last}, most of all {} ({:.1} FTE)",
            short.len(),
            rows.len(),
            most.label,
            cell(most).1
        ),
    }
}
