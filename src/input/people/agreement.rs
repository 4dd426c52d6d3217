//! What the settings and the tables must agree on.

use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::domain::{HiringPolicy, Settings};
use crate::input::build::Build;
use crate::tables::{ColumnSpec, Row, Sheet};

/// Checks that actions are there if and only if they are carried out, and that costs have a currency. `scenario` is the
/// scenario file.
pub(in crate::input) fn check(build: &Build<'_>, settings: &Settings, scenario: &str, found: &mut Diagnostics) {
    let has_actions = !build.group.rows("actions").is_empty();
    let scheduled = settings.hiring == HiringPolicy::Schedule;
    if scheduled && build.group.sheet("actions").is_none_or(|_| !has_actions && build.group.complete(&["actions"])) {
        let message = "the hiring policy is \"schedule\", and the table `actions` holds nothing to carry out";
        let help = "add actions.csv with a row such as hire,FACILITY,ROLE,2027-Q1,2, or write another hiring.policy";
        found.push(Slug::MissingTable, Place::file(&build.group.file("actions")), message, help);
    }
    if has_actions && !scheduled {
        let message = format!(
            "actions are given and not carried out, because the hiring policy is \"{}\"",
            settings.hiring.word()
        );
        let help = "write policy = \"schedule\" below [hiring] in the scenario file to carry them out";
        found.push(Slug::ActionsNotUsed, Place::file(&build.group.file("actions")), message, help);
    }
    if settings.currency.is_none()
        && let Some((sheet, row, column)) = first_price(build)
    {
        let message = format!(
            "`money.currency` is not stated, and `{}` holds money ({}:{})",
            column.name, sheet.file, row.origin.line
        );
        let help = "write [money] on a line of its own and below it currency = \"USD\"";
        found.push(Slug::MissingKey, Place::file(scenario).in_column("money.currency"), message, help);
    }
}

/// The first cell that holds money.
fn first_price<'b>(build: &'b Build<'_>) -> Option<(&'b Sheet, &'b Row, &'static ColumnSpec)> {
    let sheets = build.group.tables.values().map(|table| &table.sheet);
    let mut cells = sheets.flat_map(|sheet| {
        let priced = sheet.spec.columns.iter().enumerate().filter(|(_, column)| column.unit.starts_with("currency"));
        priced.flat_map(move |(index, column)| {
            let row = sheet.rows.iter().find(|row| row.cells.get(index).is_some_and(Option::is_some));
            row.map(|row| (sheet, row, column))
        })
    });
    cells.next()
}
