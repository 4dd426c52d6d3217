//! The staff: how they change, what they were, what they learn.

use super::columns::{FACILITY, PERIOD, PERIOD_START, ROLE, SCENARIO, TECHNOLOGY, blankable, filled, fte, text};
use crate::tables::{Kind, Number, TableSpec};

/// How staff change.
pub(super) static SUPPLY_FLOWS: TableSpec = TableSpec {
    name: "supply_flows",
    meaning: "How the staff of each provider and role change: opening + hires + graduates + moved in - leavers - retirements - moved out - released = closing. Means over all futures. Roles that are sources of staff only are here with their own rows and in no total over roles.",
    required: true,
    key: &["scenario", "facility", "role", "period"],
    columns: &[
        SCENARIO,
        FACILITY,
        ROLE,
        PERIOD,
        PERIOD_START,
        fte("opening_fte", "Staff in post before the row's first month."),
        fte("hires_fte", "People recruited who start."),
        fte("graduates_fte", "Graduates of courses who start."),
        fte("moved_in_fte", "People who come from retraining: into this role, or back to it without completing."),
        fte("leavers_fte", "People who leave for another reason than retirement."),
        fte("retirements_fte", "People who retire."),
        fte("moved_out_fte", "People who begin retraining for another role."),
        fte("released_fte", "People released by a scheduled action."),
        fte("closing_fte", "Staff in post after the row's last month; people in retraining are in no role."),
        fte("recruiting_fte", "Posts being recruited for after the row's last month."),
    ],
};

/// What staff were.
pub(super) static HISTORY: TableSpec = TableSpec {
    name: "history",
    meaning: "Staff as the planner's files give them, the opening last. Totals (`*`) stand where every cell that occurs in the table has a row of that month; the total of all roles leaves out sources of staff.",
    required: true,
    key: &["scenario", "facility", "role", "period"],
    columns: &[
        SCENARIO,
        FACILITY,
        ROLE,
        text("period", "The month, as YYYY-MM."),
        filled("period_start", Kind::Period, "date", "The day that the row is about: the last of the month."),
        fte("fte", "Contracted staff in post."),
        blankable(
            "headcount",
            Kind::Number(Number::not_negative()),
            "people",
            "People in post; blank where a part does not say.",
        ),
        fte("budgeted_fte", "Posts funded."),
    ],
};

/// What staff learn.
pub(super) static UPSKILLING: TableSpec = TableSpec {
    name: "upskilling",
    meaning: "Staff in post who are to be trained for technologies that come to their facility; in each row those who are trained in its months. Means over all futures. Written if the case has skills.",
    required: false,
    key: &["scenario", "facility", "role", "technology", "period"],
    columns: &[
        SCENARIO,
        FACILITY,
        ROLE,
        TECHNOLOGY,
        PERIOD,
        PERIOD_START,
        filled("people", Kind::Number(Number::not_negative()), "people", "People to be trained."),
        filled("hours", Kind::Number(Number::not_negative()), "hours", "Hours of training for them."),
    ],
};
