//! Demand against supply, and when it runs short.

use super::columns::{
    FACILITY, PERIOD, PERIOD_START, ROLE, SCENARIO, date_or_blank, filled, fte, fte_or_blank, percent, share, text,
    text_or_blank,
};
use crate::tables::{Kind, TableSpec};

/// Demand, supply, gap.
pub(super) static GAP: TableSpec = TableSpec {
    name: "gap",
    meaning: "Demand, supply and gap of every role at every provider, and all totals. Averages over the row's months; ranges do not add. Roles that are sources of staff only have no demand and are not here.",
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
        fte(
            "supply_mean_fte",
            "Supply: mean over all futures. Staff in post, less what newcomers beyond the usual number lack (fewer than usual add), with what people in retraining still do.",
        ),
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
        fte("demand_surge_mean_fte", "The part of demand that is surge: building, and going live. It passes."),
        fte(
            "supply_contracted_mean_fte",
            "Staff in post by contract; supply differs by newcomers who are not yet productive and by people in retraining.",
        ),
        fte("establishment_fte", "Posts funded."),
        fte("unfunded_mean_fte", "Demand - establishment: the part of the gap that no post is funded for."),
        fte("unfilled_mean_fte", "Establishment - supply: the part of the gap that is funded and not filled."),
        fte("shortage_mean_fte", "Mean of the shortages, month by month; never netted against a surplus elsewhere."),
        fte("shortage_steady_mean_fte", "The part of the shortage that is not surge."),
        fte("shortage_surge_mean_fte", "The part of the shortage that is surge: the smaller of shortage and surge."),
        fte("surplus_mean_fte", "Mean of the surpluses, month by month; never netted against a shortage elsewhere."),
        fte("contractors_mean_fte", "Contracted labour that covers shortage; it is no part of supply."),
        fte("residual_mean_fte", "Shortage that contracted labour does not cover: mean."),
        fte("residual_p10_fte", "Uncovered shortage: 10th percentile."),
        fte("residual_p90_fte", "Uncovered shortage: 90th percentile."),
        percent("adequacy_pct", "100 x mean supply / mean demand; blank without demand."),
        percent("coverage_pct", "100 x (mean supply + contractors_mean_fte) / mean demand; blank without demand."),
        percent(
            "vacancy_rate_pct",
            "100 x (establishment - staff in post) / establishment; blank without establishment.",
        ),
        share(
            "prob_shortage_pct",
            "%",
            "Share of futures in which the row's average gap (of a total: its shortage) exceeds the scenario's threshold. It depends on the step.",
        ),
        fte(
            "openings_mean_fte",
            "Posts to fill in the row's months: leavers, retirements and moves to other roles + growth of steady demand.",
        ),
        filled(
            "direction",
            Kind::Choice(&["short", "balanced", "surplus"]),
            "",
            "What the mean gap is, by the scenario's threshold.",
        ),
        fte("mc_error_fte", "Standard error of gap_mean_fte that the number of draws leaves."),
    ],
};

/// When each role runs short.
pub(super) static FIRST_SHORT: TableSpec = TableSpec {
    name: "first_short",
    meaning: "Since when each role is short, and when most. Short is a row whose prob_shortage_pct is 50 or more; the opening does not count. It depends on the step, as that chance does.",
    required: true,
    key: &["scenario", "facility", "role"],
    columns: &[
        SCENARIO,
        FACILITY,
        ROLE,
        text_or_blank("first_period", "The first period that is short; blank if none is."),
        date_or_blank("first_period_start", "First day of its months."),
        percent("prob_shortage_pct", "prob_shortage_pct of the first short period."),
        fte_or_blank("shortage_mean_fte", "shortage_mean_fte of the first short period."),
        text_or_blank("lasting_from", "The first period from which every period to the end is short; blank if none."),
        text("peak_period", "The period with the largest shortage_mean_fte; the first of equals."),
        fte("peak_shortage_mean_fte", "shortage_mean_fte of that period."),
        share("peak_prob_shortage_pct", "%", "prob_shortage_pct of that period."),
    ],
};
