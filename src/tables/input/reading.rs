//! What reading left out.

use super::super::{Kind, Number, TableSpec};
use super::columns::*;

pub(super) static LEFT_OUT: TableSpec = TableSpec {
    name: "left_out",
    meaning: "Rows of other tables that were left out on purpose, because a map of names says so. A run writes it into its `inputs/`, so that its report can say it; nothing is computed from it.",
    required: false,
    key: &["table", "column", "name"],
    columns: &[
        column("table", Kind::Text, true, "", "The table whose rows were left out."),
        column("column", Kind::Text, true, "", "The column whose name was left out."),
        column("name", Kind::Text, true, "", "The name, as the export writes it."),
        needed("rows", Number::positive().whole(), "rows", "How many rows."),
        number("amount", Number::any(), "FTE, or the driver's unit", "The sum of what stood in them."),
    ],
};
