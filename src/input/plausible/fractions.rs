//! Single fractions of 1 in percent columns. Columns that hold nothing else, three times or more, are refused as they
//! are read.

use super::some;
use crate::diagnostics::{Diagnostics, Slug};
use crate::input::build::Build;
use crate::tables::{Row, Sheet};

/// Columns in which a percentage below 1 is hardly ever meant. The others may well hold one: growth, retirement below
/// sixty, a technology that has just begun, moves between roles, growth of salaries.
const NEVER_SMALL: &[(&str, &[&str])] = &[
    ("adoption", &["ceiling_pct"]),
    ("services", &["share_pct"]),
    ("effects", &["change_pct"]),
    ("skills", &["people_pct"]),
    ("allowances", &["support_pct"]),
    ("supply", &["leavers_pct", "offer_accept_pct", "start_productivity_pct"]),
    ("training", &["completion_pct", "employed_pct"]),
    ("transfers", &["completion_pct", "productivity_during_pct"]),
    ("retention", &["leavers_change_pct"]),
    ("costs", &["on_cost_pct"]),
];
/// Beside others of this many times its size, a value below 1 is not of their kind.
const TIMES: f64 = 20.0;

pub(super) fn review(build: &Build<'_>, found: &mut Diagnostics) {
    for (table, columns) in NEVER_SMALL {
        let Some(sheet) = build.group.sheet(table) else { continue };
        columns.iter().for_each(|column| look(build, sheet, column, found));
    }
}

fn look(build: &Build<'_>, sheet: &Sheet, column: &'static str, found: &mut Diagnostics) {
    let table = sheet.spec.name;
    let mut values: Vec<(f64, String, &Row)> = sheet
        .rows
        .iter()
        .filter_map(|row| Some((build.number(table, row, column).filter(|value| *value != 0.0)?, key(sheet, row), row)))
        .collect();
    values.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.total_cmp(&b.0)));
    let mut sizes: Vec<f64> = values.iter().map(|(value, ..)| value.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    let Some(&median) = sizes.get(sizes.len() / 2) else { return };
    let alone = sizes.iter().all(|size| *size < 1.0);
    let small = |value: f64| value.abs() < 1.0 && (alone || value.abs() * TIMES <= median);
    let suspects: Vec<_> = values.iter().filter(|(value, ..)| small(*value)).collect();
    let Some((value, _, first)) = suspects.first() else { return };
    let shown: Vec<String> = suspects.iter().map(|(value, key, _)| format!("{value} for {key}")).collect();
    let others = if alone { String::new() } else { format!(", while half of the others are {median} or more") };
    let message = format!(
        "{} of {} values of `{column}` look like fractions of 1 ({}){others}: {value} means {value} %",
        suspects.len(),
        values.len(),
        some(&shown, 3)
    );
    let meant = 100.0 * value;
    // A hundred times 0.29 is a little less than 29.
    let meant = (meant * 1e6).round() / 1e6;
    let help = format!("the column is in percent: write {meant} if {meant} % is meant, and leave it if {value} % is");
    found.push(Slug::FractionsAmongPercent, build.group.place(table, first, column), message, help);
}

/// What a row is for: its key.
fn key(sheet: &Sheet, row: &Row) -> String {
    let cells = sheet.spec.key.iter().map(|name| sheet.spec.index(name));
    let texts = cells.filter_map(|index| match row.period(index) {
        Some(period) => Some(period.to_string()),
        None => row.text(index).map(str::to_owned),
    });
    texts.collect::<Vec<_>>().join(", ")
}
