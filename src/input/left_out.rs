//! Rows that were left out on purpose are said, in every run and its report.

use super::group::Group;
use crate::diagnostics::{Diagnostics, Slug};

/// Says which names were left out, of how many rows and with what amount.
pub(super) fn report(group: &Group, found: &mut Diagnostics) {
    let Some(sheet) = group.sheet("left_out") else { return };
    let index = |name: &str| sheet.spec.index(name);
    for row in &sheet.rows {
        let text = |name: &str| row.text(index(name)).unwrap_or_default();
        let number = |name: &str| row.number(index(name)).map_or(0.0, |(_, mode, _)| mode);
        let (rows, amount) = (number("rows"), number("amount"));
        let what = match (text("table"), amount) {
            (_, 0.0) => String::new(),
            ("staff" | "roster" | "posts" | "actions", amount) => {
                format!(" with {} FTE", (amount * 10.0).round() / 10.0)
            }
            (_, amount) => format!(" with {amount} in all"),
        };
        let (rows, are) = if rows == 1.0 { ("1 row".to_owned(), "is") } else { (format!("{rows} rows"), "are") };
        let message = format!(
            "{rows} of {}.csv{what} whose {} is `{}` {are} left out of the forecast",
            text("table"),
            text("column"),
            text("name")
        );
        let help = "a map of names leaves them out; give the name a code in the map if they belong in";
        found.push(Slug::LeftOut, group.place("left_out", row, "name"), message, help);
    }
}
