//! How technologies spread.

use super::super::{Number, TableSpec};
use super::columns::*;

pub(super) static ADOPTION: TableSpec = TableSpec {
    name: "adoption",
    meaning: "How far each technology is, and will be, in use at each facility.",
    required: true,
    key: &["technology", "facility"],
    columns: &[
        TECHNOLOGY,
        FACILITY_STAR,
        choice("shape", SHAPE_WORDS, true, "Form of the curve; `none`: not planned."),
        period("go_live", false, "First day of use; before it the share is 0."),
        number("start_pct", Number::percent(), "% (0-100)", "Share in use on the later of go_live and the opening."),
        number("ceiling_pct", Number::percent().uncertain(), "% (0-100)", "Share that is reached in the end."),
        number(
            "rate_per_year",
            Number::between(0.001, 24.0).uncertain(),
            "per year",
            "Speed of a logistic or Gompertz curve.",
        ),
        number(
            "p_per_year",
            Number::between(0.0, 24.0),
            "per year",
            "Bass: share of non-users who start by themselves.",
        ),
        number("q_per_year", Number::between(0.0, 24.0), "per year", "Bass: imitation."),
        period("midpoint", false, "Logistic: half of the ceiling; Gompertz: 1/e of the ceiling."),
        number(
            "ramp_months",
            Number { above_minimum: true, ..Number::between(0.0, 600.0) },
            "months",
            "Linear: time from start to ceiling.",
        ),
        number(
            "delay_months",
            Number::between(0.0, 120.0).uncertain(),
            "months",
            "Delay that all facilities share. Blank: a go-live ahead slips by 0 to 6 months, most likely 2; a running programme is not delayed. Write 0 for none.",
        ),
        number(
            "site_delay_months",
            Number::between(0.0, 120.0).uncertain(),
            "months",
            "Further delay of this facility alone; blank: none.",
        ),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static ADOPTION_POINTS: TableSpec = TableSpec {
    name: "adoption_points",
    meaning: "Milestones of technologies whose shape is `points`; straight lines between them, the last one held.",
    required: false,
    key: &["technology", "facility", "period"],
    columns: &[
        TECHNOLOGY,
        FACILITY_STAR,
        period("period", true, "The milestone's day; a coarse period means its first day."),
        needed("share_pct", Number::percent(), "% (0-100)", "Share in use on that day."),
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static ADOPTION_SHOCKS: TableSpec = TableSpec {
    name: "adoption_shocks",
    meaning: "Events that change how a technology spreads: policy, payment, a pandemic.",
    required: false,
    key: &["technology", "facility", "from"],
    columns: &[
        refer("technology", "technologies", true, "The technology; `*` is each one that has a plan with a speed."),
        refer("facility", "facilities", true, "The facility; `*` is each one that has a plan."),
        period("from", true, "First day of the event; delays of a plan do not move it."),
        number(
            "rate_multiplier",
            Number::between(0.0, 20.0).uncertain(),
            "times",
            "The plan's clock runs at this multiple; 0: it stands still. This or change_pct.",
        ),
        number(
            "change_pct",
            Number { above_minimum: true, ..Number::between(-100.0, 1000.0) }.uncertain(),
            "% of the share",
            "The share in use changes by so many percent of itself; it never exceeds 100 %.",
        ),
        number("decay_months", Number::positive(), "months", "Mean time in which the event fades; blank: it stays."),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};
