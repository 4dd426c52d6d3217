//! What stands behind the results: technologies in use, assumptions, warnings, words.

use super::columns::{PERIOD, PERIOD_START, SCENARIO, TECHNOLOGY, blankable, code, filled, share, text, text_or_blank};
use crate::tables::{Kind, Number, TableSpec};

/// Technologies in use.
pub(super) static ADOPTION: TableSpec = TableSpec {
    name: "adoption",
    meaning: "Share of each technology in use at each facility, averaged over the row's months.",
    required: true,
    key: &["scenario", "technology", "facility", "period"],
    columns: &[
        SCENARIO,
        TECHNOLOGY,
        code("facility", "facilities", false, "The facility where the technology is used."),
        PERIOD,
        PERIOD_START,
        share("adoption_mean_pct", "% (0-100)", "Mean over all futures."),
        share("adoption_p10_pct", "% (0-100)", "10th percentile."),
        share("adoption_p90_pct", "% (0-100)", "90th percentile."),
    ],
};

/// What the forecast rests on.
pub(super) static ASSUMPTIONS: TableSpec = TableSpec {
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
        text_or_blank("distribution", "pert, triangular, uniform, normal or lognormal; blank if certain."),
        text_or_blank("unit", "Unit of low, value and high."),
        text("basis", "measured, derived, published or judgement; `default` where the planner gave none."),
        text_or_blank("source", "Where the value comes from."),
        text("set_by", "The file of `inputs/` that sets the value, or `default`."),
        blankable("line", Kind::Number(Number::positive()), "", "The line of that file."),
        blankable("used_by", Kind::Number(Number::positive()), "places", "Number of places whose value this is."),
    ],
};

/// What the answer rests on.
pub(super) static BASIS: TableSpec = TableSpec {
    name: "basis",
    meaning: "How many assumptions there are of each basis, and how much of what moves the gap rests on them. Counted are the causes of gap_causes.csv in the last period, of each role at each provider, each by its size whatever its sign. A cause rests on the values that set its size there, and if they differ in basis on the weakest (judgement, then derived, published, measured; of equals on staffcast's own default). `opening`: staff and posts, which are counted: measured; with floors, with surge under way and (under the anchor `ratios`) with workload rates. `driver`: its growth, or its activity: measured; the rate of an estimated driver; under `ratios` the workload rates. `technology`, `surge`: ceiling and speed of adoption (or its milestones), workload rates, effects. `role`, `family`, `rule`: workload rates. `floor`: its row. `leavers`: leavers_pct and retention; `retirements`: retirement; `hires`: time to fill and offers accepted; `newcomers`: their productivity; `training`, `transfers`: completion, employment, moves, productivity. Values that only shift when something happens (delays, realisation, first-year multiplier, ages) are counted as assumptions and carry nothing.",
    required: false,
    key: &["basis", "given"],
    columns: &[
        filled(
            "basis",
            Kind::Choice(&["measured", "derived", "published", "judgement", "unattributed"]),
            "",
            "What it rests on. `unattributed`: decisions that carry no basis, such as services that move and releases.",
        ),
        blankable(
            "given",
            Kind::Choice(&["planner", "default"]),
            "",
            "Who gave the value: the planner's files, or staffcast's own default; blank for `unattributed`.",
        ),
        filled(
            "assumptions",
            Kind::Number(Number::not_negative().whole()),
            "rows",
            "Rows of assumptions.csv. Staff, activity and posts are not among them.",
        ),
        filled(
            "fte_abs",
            Kind::Number(Number::not_negative()),
            "FTE",
            "Sum of the sizes of the causes that rest on it.",
        ),
        blankable(
            "share_pct",
            Kind::Number(Number::percent()),
            "%",
            "100 x fte_abs / its sum over all rows; blank if nothing moves.",
        ),
    ],
};

/// Warnings.
pub(super) static PROBLEMS: TableSpec = TableSpec {
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
};

/// What columns mean.
pub(super) static DICTIONARY: TableSpec = TableSpec {
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
};
