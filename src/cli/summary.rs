//! What the terminal shows of a forecast: the last period, role by role, and the next useful command.

use super::console::counted;
use crate::domain::Case;
use crate::output::rounded::{fte, percent};
use crate::output::{OnJudgement, RoleLine, Table, TableSet, causes_left_out, role_lines};
use comfy_table::{CellAlignment, Table as Grid};
use serde_json::json;

/// Number of roles shown; the others are in the table.
const SHOWN: usize = 12;

/// The summary as text.
pub fn text(case: &Case, set: &TableSet) -> String {
    let Some(gap) = set.get("gap") else { return String::new() };
    let (mut lines, total) = role_lines(case, gap);
    let number = |line: &RoleLine<'_>, column: &str| gap.number(column, line.row).unwrap_or(0.0);
    lines.sort_by(|a, b| number(b, "gap_mean_fte").total_cmp(&number(a, "gap_mean_fte")));
    let Some(total) = total else { return String::new() };
    let period = gap.text("period", total.row);
    let shortage = case.settings.shortage;
    let mut grid = Grid::new();
    grid.load_style(comfy_table::presets::NOTHING);
    let header = ["role", "gap now", "supply", "demand", "gap", "8 of 10 futures", "chance short", "short since"];
    grid.set_header(header);
    for column in 1..7 {
        if let Some(column) = grid.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let rest = lines.len().saturating_sub(SHOWN);
    for line in lines.iter().take(SHOWN).chain([&total]) {
        grid.add_row([
            line.label.clone(),
            fte(gap.number("gap_mean_fte", line.opening).unwrap_or(0.0)),
            fte(number(line, "supply_mean_fte")),
            fte(number(line, "demand_mean_fte")),
            fte(number(line, "gap_mean_fte")),
            format!("{} to {}", fte(number(line, "gap_p10_fte")), fte(number(line, "gap_p90_fte"))),
            percent(number(line, "prob_shortage_pct")),
            line.short_since.unwrap_or("–").to_owned(),
        ]);
    }
    let mut text = format!(
        "{}\nStaff in {period}, all facilities (FTE; gap = demand − supply, + is a shortage; means of {} futures; now is {})\n\n",
        case.settings.title,
        case.settings.uncertainty.draws,
        case.settings.horizon.start.plus(-1).last_day()
    );
    for (index, line) in grid.lines().enumerate() {
        if index == lines.len().min(SHOWN) + 1 && rest > 0 {
            text.push_str(&format!("  … {} more: tables/gap.csv\n", counted(rest, "role", "roles")));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let [all, unfunded] = ["gap_mean_fte", "unfunded_mean_fte"].map(|column| number(&total, column));
    text.push_str(&format!(
        "\nOf the gap of {} FTE, {} have no funded post and {} are funded posts not filled (hiring: {}).\n",
        fte(all),
        fte(unfunded),
        fte(all - unfunded),
        case.settings.hiring.word()
    ));
    text.push_str(&surge_line(gap, &total));
    if !case.contractors.is_empty() {
        let [covered, left] = ["contractors_mean_fte", "residual_mean_fte"].map(|column| number(&total, column));
        text.push_str(&format!(
            "Contracted labour, which is no part of supply, covers {} FTE of the shortage of {period}; {} remain.\n",
            fte(covered),
            fte(left)
        ));
    }
    text.push_str(&format!(
        "Chance short: futures in which the shortages of all facilities, not netted, exceed {} % of demand and {} FTE.\n\
         Short since: from then on to the end, at least half of the futures are short. Ranges do not add up.\n",
        shortage.threshold_pct, shortage.threshold_fte
    ));
    if let Some(rests) = OnJudgement::of(set) {
        text.push_str(&format!("{}: tables/basis.csv\n", rests.sentence()));
    }
    if let Some(sentence) = causes_left_out(case) {
        text.push_str(&format!("{sentence}\n"));
    }
    text
}

/// How much of the shortage is surge where that is largest; nothing without surge.
fn surge_line(gap: &Table, total: &RoleLine<'_>) -> String {
    let number = |column: &str, row: usize| gap.number(column, row).unwrap_or(0.0);
    let surge = |row: usize| number("shortage_surge_mean_fte", row);
    let most = |best: usize, row: usize| if surge(row) > surge(best) { row } else { best };
    let Some(peak) = (total.opening..=total.row).reduce(most).filter(|&row| surge(row) >= 0.05) else {
        return String::new();
    };
    format!(
        "Surge (building, going live) is largest in {}: {} of the shortage of {} FTE; {} are steady. In {}: {} and {}.\n",
        gap.text("period", peak),
        fte(surge(peak)),
        fte(number("shortage_mean_fte", peak)),
        fte(number("shortage_steady_mean_fte", peak)),
        gap.text("period", total.row),
        fte(surge(total.row)),
        fte(number("shortage_steady_mean_fte", total.row)),
    )
}

/// The last period of everything together, for scripts.
pub fn headline(case: &Case, set: &TableSet) -> serde_json::Value {
    let Some(gap) = set.get("gap") else { return serde_json::Value::Null };
    let (lines, Some(total)) = role_lines(case, gap) else { return serde_json::Value::Null };
    let short = lines.iter().filter(|line| gap.text("direction", line.row) == "short");
    let number = |column: &str| gap.number(column, total.row);
    json!({
        "period": gap.text("period", total.row),
        "demand_mean_fte": number("demand_mean_fte"),
        "supply_mean_fte": number("supply_mean_fte"),
        "gap_mean_fte": number("gap_mean_fte"),
        "gap_p10_fte": number("gap_p10_fte"),
        "gap_p90_fte": number("gap_p90_fte"),
        "shortage_mean_fte": number("shortage_mean_fte"),
        "shortage_surge_mean_fte": number("shortage_surge_mean_fte"),
        "residual_mean_fte": number("residual_mean_fte"),
        "prob_shortage_pct": number("prob_shortage_pct"),
        "mc_error_fte": number("mc_error_fte"),
        "judgement_share_pct": OnJudgement::of(set).map(|rests| rests.share_pct),
        "roles_short": short.map(|line| line.code).collect::<Vec<_>>(),
    })
}
