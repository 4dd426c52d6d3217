//! The heat map as table rows and in words.

use super::{super::alternative, HeatCell, HeatMap};
use crate::output::csv::number_text;
use crate::output::rounded;

/// The numbers of the map, one row per cell.
pub(super) fn rows(data: &HeatMap) -> Vec<Vec<String>> {
    let header = ["role", "period", "gap_fte", "gap_pct", "short"].map(str::to_owned).to_vec();
    let cells = data.rows.iter().flat_map(|row| {
        row.cells.iter().zip(&data.columns).map(|(cell, period)| {
            let percent = cell.gap_pct.map(number_text).unwrap_or_default();
            let short = if cell.short { "1" } else { "0" };
            vec![row.code.clone(), period.clone(), number_text(cell.gap_fte), percent, short.to_owned()]
        })
    });
    std::iter::once(header).chain(cells).collect()
}

/// Role, period and cell of every cell.
fn cells(data: &HeatMap) -> impl Iterator<Item = (&str, &str, HeatCell)> {
    data.rows.iter().flat_map(|row| {
        row.cells.iter().zip(&data.columns).map(|(cell, period)| (row.label.as_str(), period.as_str(), *cell))
    })
}

/// The map in a few sentences.
pub(super) fn summary(data: &HeatMap) -> String {
    let count = |number: usize, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    let (roles, periods) = (count(data.rows.len(), "role"), count(data.columns.len(), "period"));
    let extreme = |sign: f64, word: &str| {
        let (role, period, cell) =
            cells(data).max_by(|one, other| (sign * one.2.gap_fte).total_cmp(&(sign * other.2.gap_fte)))?;
        let percent = cell.gap_pct.map(|percent| format!(" ({} of demand)", rounded::signed_percent(percent)));
        let text = rounded::signed_fte(cell.gap_fte);
        let role = alternative::clip(role, 40);
        (sign * cell.gap_fte > 0.0)
            .then(|| format!("Largest {word}: {role}, {period}, {text} FTE{}.", percent.unwrap_or_default()))
    };
    let short = cells(data).filter(|(_, _, cell)| cell.short).count();
    alternative::summary(&[
        format!("Heat map of the gap in FTE, {roles} by {periods}."),
        alternative::sentence(&alternative::clip(&data.title, 130)),
        extreme(1.0, "shortage").unwrap_or_else(|| "No shortage.".to_owned()),
        format!("Short in {short} of {}.", count(data.rows.len() * data.columns.len(), "cell")),
        extreme(-1.0, "surplus").unwrap_or_default(),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
    ])
}

/// The whole map in words.
pub(super) fn text(data: &HeatMap, summary: &str) -> String {
    let mut lines = vec![
        summary.to_owned(),
        String::new(),
        alternative::printable(&data.title),
        alternative::printable(&data.subtitle),
        String::new(),
        "How to read it: one line per role, periods from left to right. The number is the gap, demand less supply, in \
         FTE; + is short, − is surplus. The gap in percent of demand stands in brackets."
            .to_owned(),
        String::new(),
    ];
    for row in &data.rows {
        let cells = row.cells.iter().zip(&data.columns).map(|(cell, period)| {
            let gap = rounded::signed_fte(cell.gap_fte);
            let percent = cell.gap_pct.map_or("no demand".to_owned(), rounded::signed_percent);
            let short = if cell.short { ", short" } else { "" };
            format!("{period} {gap} ({percent}{short})")
        });
        lines.push(alternative::printable(&format!("{}: {}.", row.label, cells.collect::<Vec<_>>().join("; "))));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
}
