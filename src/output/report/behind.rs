//! What stands behind the gap, year by year: technologies in use, people who come and go, what they cost.

use super::html::{Cell, Grid, Html, paragraph, section};
use super::view::View;
use crate::output::results::OPENING;
use crate::output::rounded::{fte, money, percent};
use crate::output::{Table, facilities_left_out};
use std::collections::BTreeMap;

/// Each technology at the end of each year: from the facility that uses it least to the one that uses it most.
pub(super) fn adoption(view: &View<'_>) -> Html {
    let Some(table) = view.table("adoption") else { return Html::default() };
    if table.is_empty() && facilities_left_out(view.case).is_some() {
        let words = "Use of technologies is told by facility: tables/adoption.csv.";
        return section("adoption", "Technologies in use", &paragraph(words).0);
    }
    let number = |row: usize| table.number("adoption_mean_pct", row).unwrap_or(0.0);
    let mut rows: BTreeMap<&str, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for row in 0..table.len() {
        rows.entry(table.text("technology", row))
            .or_default()
            .entry(table.text("facility", row))
            .or_default()
            .push(row);
    }
    let shown: Vec<&str> = std::iter::once(OPENING).chain(view.year_ends()).collect();
    let lines = rows.into_iter().filter_map(|(technology, mut facilities)| {
        facilities.retain(|_, rows| rows.iter().any(|&row| number(row) > 0.0));
        let cells = shown.iter().map(|period| {
            let shares = facilities.values().flatten().filter(|&&row| table.text("period", row) == *period);
            let shares: Vec<f64> = shares.map(|&row| number(row)).collect();
            let low = shares.iter().copied().reduce(f64::min).map(percent)?;
            let high = shares.iter().copied().reduce(f64::max).map(percent)?;
            Some(if low == high { low } else { format!("{} to {high}", low.trim_end_matches(" %")) })
        });
        let name = Cell::words(&view.technology(technology));
        let count = Cell::number(facilities.len().to_string());
        (!facilities.is_empty()).then(|| [name, count].into_iter().chain(cells.map(Cell::maybe)).collect())
    });
    let head = ["Technology", "Facilities"].map(str::to_owned).into_iter();
    let grid = Grid {
        id: "adoption-years".into(),
        caption: "Share in use, mean of the futures: from the facility that uses it least to the one that uses it most, of those \
                  that ever do; in the last period of each year."
            .into(),
        source: "tables/adoption.csv",
        rows: lines.collect(),
        head: head.chain(shown.iter().map(|&period| if period == OPENING { "now" } else { period }.to_owned())).collect(),
        total: false,
    };
    section("adoption", "Technologies in use", &grid.html().0)
}

/// People who come and go, all roles and facilities together.
pub(super) fn flows(view: &View<'_>) -> Html {
    let Some(table) = view.table("supply_flows") else { return Html::default() };
    let columns = [
        ("hires_fte", "Hires"),
        ("graduates_fte", "Graduates"),
        ("moved_in_fte", "Moved in"),
        ("leavers_fte", "Leavers"),
        ("retirements_fte", "Retirements"),
        ("moved_out_fte", "Moved out"),
        ("released_fte", "Released"),
    ];
    let rows = by_year(view, table, |rows| {
        let at = |row: Option<&usize>, column: &str| row.and_then(|&row| table.number(column, row)).unwrap_or(0.0);
        let flows = columns.map(|(column, _)| rows.iter().filter_map(|&row| table.number(column, row)).sum::<f64>());
        let ends = (at(rows.first(), "opening_fte"), at(rows.last(), "closing_fte"));
        std::iter::once(ends.0).chain(flows).chain([ends.1]).map(|number| Cell::number(fte(number))).collect()
    });
    let names = columns.iter().map(|(_, name)| *name);
    let grid = Grid {
        id: "flow-years".into(),
        caption: "FTE, all roles and facilities, means of the futures. Staff at the end = staff at the start + hires + graduates + \
                  moved in − leavers − retirements − moved out − released."
            .into(),
        source: "tables/supply_flows.csv",
        head: ["Year", "Staff at the start"].into_iter().chain(names).chain(["Staff at the end"]).map(str::to_owned).collect(),
        rows,
        total: false,
    };
    section("flows", "People who come and go", &grid.html().0)
}

/// What staff cost, all roles and facilities together.
pub(super) fn costs(view: &View<'_>) -> Html {
    let Some(table) = view.table("costs") else { return Html::default() };
    let columns = [
        ("staff", "Staff"),
        ("hiring", "Hiring"),
        ("training", "Courses"),
        ("retraining", "Retraining"),
        ("contractors", "Contractors"),
        ("retention", "Retention"),
        ("vacancies", "Vacancies"),
        ("releases", "Releases"),
        ("total", "Total"),
    ];
    let rows = by_year(view, table, |rows| {
        let sum = |column: &str| {
            let stated: Vec<f64> = rows.iter().filter_map(|&row| table.number(column, row)).collect();
            (!stated.is_empty()).then(|| money(stated.iter().sum()))
        };
        columns.map(|(column, _)| Cell::maybe(sum(column))).to_vec()
    });
    let total = view.periods(table, "*", "*").into_values().last();
    let (currency, missing) =
        total.map_or(("", ""), |row| (table.text("currency", row), table.text("not_stated", row)));
    let grid = Grid {
        id: "cost-years".into(),
        caption: format!(
            "{currency}, nominal, means of the futures, to three figures (k thousand, M million, bn thousand million)."
        ),
        source: "tables/costs.csv",
        head: std::iter::once("Year").chain(columns.iter().map(|(_, name)| *name)).map(str::to_owned).collect(),
        rows,
        total: false,
    };
    let note = if missing.is_empty() {
        Html::default()
    } else {
        paragraph(&format!(
            "No price, or not every price, is stated of: {}. That is not 0: a dash, and totals hold what is stated.",
            missing.replace(';', ", ")
        ))
    };
    section("costs", "What it costs", &format!("{}{note}", grid.html()))
}

/// One row for each year: its name, then what `cells` makes of its rows of everything together.
fn by_year<'a>(view: &View<'a>, table: &'a Table, cells: impl Fn(&[usize]) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let rows = view.periods(table, "*", "*");
    let years = view.years().into_iter().map(|(year, periods)| {
        let rows: Vec<usize> = periods.iter().filter_map(|period| rows.get(period).copied()).collect();
        (year, rows)
    });
    let years = years.filter(|(_, rows)| !rows.is_empty());
    years.map(|(year, rows)| std::iter::once(Cell::words(&year)).chain(cells(&rows)).collect()).collect()
}
