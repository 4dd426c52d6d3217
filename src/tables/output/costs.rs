//! What staff cost.

use super::columns::{FACILITY, PERIOD, PERIOD_START, ROLE, SCENARIO, blankable, filled, text_or_blank};
use crate::tables::{ColumnSpec, Kind, Number, TableSpec};

const fn money(name: &'static str, meaning: &'static str) -> ColumnSpec {
    blankable(name, Kind::Number(Number::any()), "currency", meaning)
}

/// What staff cost.
pub(super) static COSTS: TableSpec = TableSpec {
    name: "costs",
    meaning: "What staff cost in the row's months, nominal: means over all futures. A cell is blank where the item occurs and no price is stated, which is not 0. Roles that are sources of staff only are in no total. Written if the case has costs.",
    required: false,
    key: &["scenario", "facility", "role", "period"],
    columns: &[
        SCENARIO,
        FACILITY,
        ROLE,
        PERIOD,
        PERIOD_START,
        money("staff", "Salaries of the staff in post with the employer's costs."),
        money("hiring", "Recruiting of those who start."),
        money("training", "Courses that begin."),
        money("retraining", "Retraining of people who begin it, for the role that they are to join."),
        money("contractors", "Contracted labour: what is in use, needed or not, and what is called when short."),
        money("retention", "Retention measures."),
        money("vacancies", "Funded posts that are vacant."),
        money("releases", "Releases."),
        filled("total", Kind::Number(Number::any()), "currency", "Sum of the items that are stated."),
        text_or_blank("currency", "The scenario's currency."),
        text_or_blank(
            "not_stated",
            "Items that occur (or may: vacancies) and whose price is not stated, apart by `;`. In a total an item may be stated for some parts only: its cell is then the sum of those.",
        ),
    ],
};
