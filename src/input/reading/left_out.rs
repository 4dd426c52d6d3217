//! Rows left out, as rows of the table `left_out`: it goes into a run's `inputs/`, so that a run of these says it too.

use super::names::LeftOut;
use crate::input::group::{Group, Table};
use crate::tables::{Cell, Origin, Row, Value, input};
use std::sync::Arc;

/// Adds what was left out of tables to the table `left_out`.
pub(super) fn list(group: &mut Group, all: Vec<(&'static str, LeftOut)>) {
    let Some(spec) = input::table("left_out") else { return };
    for (table, left_out) in all {
        let file: Arc<str> = Arc::from(group.file(table));
        for ((column, name), (rows, amount)) in left_out.0 {
            let origin = Origin::new(file.clone(), 1);
            let text = |text: &str| Value::Text(Arc::from(text));
            let number = |value: f64| Value::Number { low: value, mode: value, high: value };
            let amount = (amount * 1e9).round() / 1e9;
            let values = [text(table), text(column), text(&name), number(rows as f64), number(amount)];
            let cells = values.into_iter().map(|value| Some(Cell { value, origin: origin.clone() })).collect();
            let listed = group.tables.entry(spec.name).or_insert_with(|| {
                let table = Table::unreadable(spec, file.clone());
                Table { complete: true, codes_known: true, ..table }
            });
            listed.sheet.rows.push(Row { origin, sheet_row: 0, number: 0, cells });
        }
    }
}
