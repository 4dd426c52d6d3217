//! The tables that a run writes.

use super::{ColumnSpec, Kind, Number, Reference, TableSpec};

const fn filled(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, filled: true, unit, meaning }
}

const fn blankable(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, filled: false, unit, meaning }
}

const fn fte(name: &'static str, meaning: &'static str) -> ColumnSpec {
    filled(name, Kind::Number(Number::any()), "FTE", meaning)
}

const fn percent(name: &'static str, meaning: &'static str) -> ColumnSpec {
    blankable(name, Kind::Number(Number::any()), "%", meaning)
}

const fn text(name: &'static str, meaning: &'static str) -> ColumnSpec {
    filled(name, Kind::Text, "", meaning)
}

const fn text_or_blank(name: &'static str, meaning: &'static str) -> ColumnSpec {
    blankable(name, Kind::Text, "", meaning)
}

const SCENARIO: ColumnSpec = text("scenario", "Name of the scenario: its file's stem.");
const FACILITY: ColumnSpec = filled(
    "facility",
    Kind::Code(Reference { table: "facilities", star: true, region: false }),
    "",
    "The facility that employs the staff; `region:X` a region; `*` all together.",
);
const ROLE: ColumnSpec = filled(
    "role",
    Kind::Code(Reference { table: "roles", star: true, region: false }),
    "",
    "The role; `family:X` a family of roles; `*` all together.",
);
const TECHNOLOGY: ColumnSpec = filled(
    "technology",
    Kind::Code(Reference { table: "technologies", star: false, region: false }),
    "",
    "The technology.",
);
const PERIOD: ColumnSpec =
    text("period", "The row's period; `opening` is the state the day before the forecast starts.");
const PERIOD_START: ColumnSpec = filled(
    "period_start",
    Kind::Period,
    "date",
    "First day of the row's months; of `opening` the day before the start.",
);

/// The tables of a run, in the order in which they are explained.
pub static TABLES: &[TableSpec] = &[
    TableSpec {
        name: "gap",
        meaning: "Demand, supply and gap of every role at every provider, and all totals. Averages over the row's months; ranges do not add.",
        required: true,
        key: &["scenario", "facility", "role", "period"],
        columns: &[
            SCENARIO,
            FACILITY,
            ROLE,
            PERIOD,
            PERIOD_START,
            fte("demand_mean_fte", "Demand: mean over all futures."),
            fte("demand_p10_fte", "Demand: 10th percentile."),
            fte("demand_p25_fte", "Demand: 25th percentile."),
            fte("demand_p50_fte", "Demand: median."),
            fte("demand_p75_fte", "Demand: 75th percentile."),
            fte("demand_p90_fte", "Demand: 90th percentile."),
            fte("supply_mean_fte", "Supply: mean over all futures."),
            fte("supply_p10_fte", "Supply: 10th percentile."),
            fte("supply_p25_fte", "Supply: 25th percentile."),
            fte("supply_p50_fte", "Supply: median."),
            fte("supply_p75_fte", "Supply: 75th percentile."),
            fte("supply_p90_fte", "Supply: 90th percentile."),
            fte("gap_mean_fte", "Gap = demand - supply: mean; positive is a shortage. A total is net of surpluses."),
            fte("gap_p10_fte", "Gap: 10th percentile of the futures' own gaps."),
            fte("gap_p25_fte", "Gap: 25th percentile."),
            fte("gap_p50_fte", "Gap: median."),
            fte("gap_p75_fte", "Gap: 75th percentile."),
            fte("gap_p90_fte", "Gap: 90th percentile."),
            fte("demand_central_fte", "Demand when every assumption has its most likely value."),
            fte("supply_central_fte", "Supply when every assumption has its most likely value."),
            fte("gap_central_fte", "Gap when every assumption has its most likely value."),
            fte("establishment_fte", "Posts funded."),
            fte("unfunded_mean_fte", "Demand - establishment: the part of the gap that no post is funded for."),
            fte("unfilled_mean_fte", "Establishment - supply: the part of the gap that is funded and not filled."),
            fte(
                "shortage_mean_fte",
                "Mean of the shortages, month by month; never netted against a surplus elsewhere.",
            ),
            fte(
                "surplus_mean_fte",
                "Mean of the surpluses, month by month; never netted against a shortage elsewhere.",
            ),
            percent("adequacy_pct", "100 x mean supply / mean demand; blank without demand."),
            percent(
                "vacancy_rate_pct",
                "100 x (establishment - staff in post) / establishment; blank without establishment.",
            ),
            filled(
                "prob_shortage_pct",
                Kind::Number(Number::percent()),
                "%",
                "Share of futures in which the row's average gap (of a total: its shortage) exceeds the scenario's threshold. It depends on the step.",
            ),
            fte(
                "openings_mean_fte",
                "Posts to fill in the row's months: leavers and retirements + growth of steady demand.",
            ),
            filled(
                "direction",
                Kind::Choice(&["short", "balanced", "surplus"]),
                "",
                "What the mean gap is, by the scenario's threshold.",
            ),
            fte("mc_error_fte", "Standard error of gap_mean_fte that the number of draws leaves."),
        ],
    },
    TableSpec {
        name: "supply_flows",
        meaning: "How the staff of each provider and role change: opening + hires - leavers - retirements = closing. Means over all futures.",
        required: true,
        key: &["scenario", "facility", "role", "period"],
        columns: &[
            SCENARIO,
            FACILITY,
            ROLE,
            PERIOD,
            PERIOD_START,
            fte("opening_fte", "Staff in post before the row's first month."),
            fte("hires_fte", "People who start."),
            fte("leavers_fte", "People who leave for another reason than retirement."),
            fte("retirements_fte", "People who retire."),
            fte("closing_fte", "Staff in post after the row's last month."),
            fte("recruiting_fte", "Posts being recruited for after the row's last month."),
        ],
    },
    TableSpec {
        name: "adoption",
        meaning: "Share of each technology in use at each facility, averaged over the row's months.",
        required: true,
        key: &["scenario", "technology", "facility", "period"],
        columns: &[
            SCENARIO,
            TECHNOLOGY,
            filled(
                "facility",
                Kind::Code(Reference { table: "facilities", star: false, region: false }),
                "",
                "The facility where the technology is used.",
            ),
            PERIOD,
            PERIOD_START,
            filled("adoption_mean_pct", Kind::Number(Number::percent()), "% (0-100)", "Mean over all futures."),
            filled("adoption_p10_pct", Kind::Number(Number::percent()), "% (0-100)", "10th percentile."),
            filled("adoption_p90_pct", Kind::Number(Number::percent()), "% (0-100)", "90th percentile."),
        ],
    },
    TableSpec {
        name: "assumptions",
        meaning: "Every value that the forecast rests on, with what set it and what it rests on.",
        required: true,
        key: &["selector"],
        columns: &[
            text("selector", "The value as `table.column[key=value,...]`."),
            blankable("low", Kind::Number(Number::any()), "see unit", "Low end of the range; blank if certain."),
            filled("value", Kind::Number(Number::any()), "see unit", "The most likely value."),
            blankable("high", Kind::Number(Number::any()), "see unit", "High end of the range; blank if certain."),
            text_or_blank("range", "How low and high are meant: p10-p90 or bounds."),
            text_or_blank("unit", "Unit of low, value and high."),
            text("basis", "measured, derived, published or judgement; `default` where the planner gave none."),
            text_or_blank("source", "Where the value comes from."),
            text("set_by", "The file of `inputs/` that sets the value, or `default`."),
            blankable("line", Kind::Number(Number::positive()), "", "The line of that file."),
            blankable("used_by", Kind::Number(Number::positive()), "places", "Number of places whose value this is."),
        ],
    },
    TableSpec {
        name: "problems",
        meaning: "Warnings of the run.",
        required: true,
        key: &["slug", "file", "column", "message"],
        columns: &[
            text("slug", "Lasting name of the kind of problem."),
            text("severity", "warning."),
            text_or_blank("file", "The file."),
            text_or_blank("column", "The column."),
            text("message", "What is worth saying."),
            text_or_blank("help", "What can be done."),
        ],
    },
    TableSpec {
        name: "dictionary",
        meaning: "What every column of every table of this run means.",
        required: true,
        key: &["table", "column"],
        columns: &[
            text("table", "The table."),
            text("column", "The column."),
            text_or_blank("unit", "The unit."),
            text("meaning", "What the cell says."),
        ],
    },
];

/// The output table `name`.
pub fn table(name: &str) -> Option<&'static TableSpec> {
    TABLES.iter().find(|table| table.name == name)
}
