//! What gaps and demand are made of.

use super::columns::{
    FACILITY, PERIOD, PERIOD_START, ROLE, SCENARIO, blankable, code, filled, fte, text, text_or_blank,
};
use crate::tables::{Kind, Number, TableSpec};

/// What a gap is made of.
pub(super) static GAP_CAUSES: TableSpec = TableSpec {
    name: "gap_causes",
    meaning: "Every gap of gap.csv as a sum: the rows of one facility, role and period add up to its gap_mean_fte. Causes that add nothing are left out, and so are roles and families within a region and families within a facility: their causes are the sums of those of their facilities and roles. Not there with `[output] causes = false`.",
    required: false,
    key: &["scenario", "facility", "role", "period", "cause"],
    columns: &[
        SCENARIO,
        FACILITY,
        ROLE,
        PERIOD,
        PERIOD_START,
        text(
            "cause",
            "`opening`: the gap of the day before the start, itself made of `vacancies` (under the anchor `ratios`: all that the ratios need beyond staff), `floor` and `surge:TECHNOLOGY`. Later what has changed since. Demand: `driver:CODE`, `technology:CODE` (its use, and its effects on other work), `role:CODE` and `family:CODE` (work that follows others' work), `services` (work that moves between providers), `rule:ROLE/TECHNOLOGY/DRIVER/FROM..UNTIL` (a dated row of workload), `floor`, `surge:TECHNOLOGY` (building, going live). Supply: `hires`, `leavers`, `retirements`, `training`, `transfers`, `releases`, `newcomers` (not yet fully productive).",
        ),
        filled("side", Kind::Choice(&["opening", "demand", "supply"]), "", "What the cause moves."),
        fte("mean_fte", "What it adds to the gap: mean over all futures. People who come make it smaller."),
        text_or_blank(
            "file",
            "The file of `inputs/` that it comes from; blank where several files or a default give it.",
        ),
        blankable(
            "line",
            Kind::Number(Number::positive()),
            "",
            "The line of that file; blank where several lines give it, as in most totals.",
        ),
        text_or_blank("column", "The column of that file, or the setting; blank where several give it."),
    ],
};

/// What demand is made of.
pub(super) static DEMAND_PARTS: TableSpec = TableSpec {
    name: "demand_parts",
    meaning: "The demand of each provider and role as a sum: the rows of one facility, role and period add up to its demand_mean_fte of gap.csv. Parts that are 0 in all periods are left out. Not there with `[output] causes = false`.",
    required: false,
    key: &["scenario", "facility", "role", "served_facility", "technology", "phase", "driver", "period"],
    columns: &[
        SCENARIO,
        code("facility", "facilities", false, "The facility that employs the staff."),
        code("role", "roles", false, "The role."),
        code("served_facility", "facilities", false, "The facility that the work is for."),
        text_or_blank("technology", "The technology of the workload row; blank if it has none."),
        filled(
            "phase",
            Kind::Choice(&["run", "build", "go_live", "floor", "individual", "unexplained"]),
            "",
            "run, build, go_live: work of workload rows. floor: what the smallest team adds. individual: activities of some, from allowances. unexplained: staff at the opening that no work explains, carried unchanged.",
        ),
        text_or_blank("driver", "The driver of the workload row, or `role:CODE`, `family:CODE`; blank if it has none."),
        PERIOD,
        PERIOD_START,
        fte("demand_mean_fte", "Mean over all futures, average over the row's months."),
        fte(
            "displaced_mean_fte",
            "What technologies save of this work since the opening; demand_mean_fte is after it.",
        ),
        fte("created_mean_fte", "What technologies add to this work since the opening; demand_mean_fte is with it."),
    ],
};
