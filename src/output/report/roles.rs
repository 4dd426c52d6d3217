//! One part for each role: its years, and what its gap is made of at the end.

use super::figures::figure;
use super::findings::range;
use super::html::{Cell, Grid, Html, escape, paragraph, section};
use super::view::{View, anchor};
use crate::output::RoleLine;
use crate::output::results::OPENING;
use crate::output::rounded::{fte, percent};
use std::collections::BTreeMap;

/// All roles together, then each role.
pub(super) fn roles(view: &View<'_>) -> Html {
    let mut causes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    if let Some(table) = view.table("gap_causes") {
        let (facilities, periods) = (table.texts("facility"), table.texts("period"));
        for row in (0..table.len()).filter(|&row| facilities[row] == *"*" && periods[row] == *view.last_period()) {
            causes.entry(table.text("role", row)).or_default().push(row);
        }
    }
    let lines = view.total.iter().chain(&view.roles);
    let inside: String =
        lines.map(|line| role(view, line, causes.get(line.code).map_or(&[][..], Vec::as_slice)).0).collect();
    section("roles", "Role by role", &inside)
}

fn role(view: &View<'_>, line: &RoleLine<'_>, causes: &[usize]) -> Html {
    let id = anchor(line.code);
    let chart = view.record.charts.iter().find(|chart| chart.name == format!("fan_{}", line.code));
    let heading = if line.code == "*" { "All roles together" } else { line.label.as_str() };
    Html(format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h3 id=\"{id}-h\">{}</h3>\n{}{}{}{}</section>\n",
        escape(heading),
        paragraph(&sentence(view, line)),
        chart.map(figure).unwrap_or_default(),
        years(view, line, &id),
        why(view, line, causes, &id),
        id = escape(&id),
    ))
}

fn sentence(view: &View<'_>, line: &RoleLine<'_>) -> String {
    let since = match line.short_since {
        None => "not short in at least half of the futures at the end".to_owned(),
        Some("now") => "short from now on to the end".to_owned(),
        Some(since) => format!("short from {since} on to the end"),
    };
    format!(
        "Gap of {} FTE in {}, {} in 8 of 10 futures; chance short {}; {since}.",
        fte(view.number("gap_mean_fte", line.row)),
        view.last_period(),
        range(view, line.row),
        percent(view.number("prob_shortage_pct", line.row)),
    )
}

fn years(view: &View<'_>, line: &RoleLine<'_>, id: &str) -> Html {
    let Some(gap) = view.gap else { return Html::default() };
    let rows = view.periods(gap, "*", line.code);
    let shown = std::iter::once(OPENING).chain(view.year_ends());
    let rows = shown.filter_map(|period| rows.get(period).map(|&row| (period, row))).map(|(period, row)| {
        let columns =
            ["demand_mean_fte", "demand_surge_mean_fte", "supply_mean_fte", "establishment_fte", "gap_mean_fte"];
        let words = if period == OPENING { format!("now ({})", view.as_of()) } else { period.to_owned() };
        std::iter::once(Cell::words(&words))
            .chain(columns.map(|column| Cell::number(fte(view.number(column, row)))))
            .chain([Cell::number(range(view, row)), Cell::number(percent(view.number("prob_shortage_pct", row)))])
            .collect()
    });
    let head = ["Period", "Demand", "of it surge", "Supply", "Funded posts", "Gap", "8 of 10 futures", "Chance short"];
    let grid = Grid {
        id: format!("{id}-years"),
        caption: "FTE, all facilities: now, and the last period of each year.".into(),
        source: "tables/gap.csv",
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        total: false,
    };
    grid.html()
}

/// The causes of the gap in the last period, the largest first.
fn why(view: &View<'_>, line: &RoleLine<'_>, causes: &[usize], id: &str) -> Html {
    let Some(table) = view.table("gap_causes").filter(|_| !causes.is_empty()) else { return Html::default() };
    let number = |row: usize| table.number("mean_fte", row).unwrap_or(0.0);
    let mut causes = causes.to_vec();
    let is_opening = |row: usize| table.text("side", row) == "opening";
    causes.sort_by(|&a, &b| is_opening(b).cmp(&is_opening(a)).then(number(b).abs().total_cmp(&number(a).abs())));
    let mut rows: Vec<Vec<Cell>> = causes
        .iter()
        .map(|&row| {
            let line = table.number("line", row).map_or_else(String::new, |line| format!(", line {line}"));
            let (file, column) = (table.text("file", row), table.text("column", row));
            let from = match (file, column) {
                ("", _) => "–".to_owned(),
                (file, "") => format!("{file}{line}"),
                (file, column) => format!("{file}{line}: {column}"),
            };
            vec![cause(view, table.text("cause", row)), Cell::number(fte(number(row))), Cell::words(&from)]
        })
        .collect();
    rows.push(vec![
        Cell::words(&format!("Gap in {}", view.last_period())),
        Cell::number(fte(view.number("gap_mean_fte", line.row))),
        Cell::words("the sum"),
    ]);
    let grid = Grid {
        id: format!("{id}-why"),
        caption: format!("What the gap of {} is made of, FTE; + makes it larger.", view.last_period()),
        source: "tables/gap_causes.csv",
        head: ["Cause", "FTE", "Set by (in inputs/)"].map(str::to_owned).to_vec(),
        rows,
        total: true,
    };
    grid.html()
}

/// A cause in words for people; its code stays beside where it names something.
fn cause(view: &View<'_>, code: &str) -> Cell {
    let words = match code.split_once(':') {
        Some(("driver", driver)) => format!("Activity: {}", view.driver(driver)),
        Some(("technology", technology)) => format!("In use: {}", view.technology(technology)),
        Some(("surge", technology)) => format!("Building, going live: {}", view.technology(technology)),
        Some(("role", role)) => format!("Follows the work of: {}", view.role(role)),
        Some(("family", family)) => format!("Follows the work of the family {family}"),
        Some(("rule", rule)) => format!("Work that begins or ends: {rule}"),
        _ => match code {
            "opening" => "Gap of the opening",
            "services" => "Work that moves between facilities",
            "floor" => "Smallest teams",
            "hires" => "Hires",
            "leavers" => "Leavers",
            "retirements" => "Retirements",
            "training" => "Graduates of courses",
            "transfers" => "Moves between roles",
            "releases" => "Releases",
            "newcomers" => "Newcomers not yet fully productive",
            other => other,
        }
        .to_owned(),
    };
    Cell::words(&words)
}
