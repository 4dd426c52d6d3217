//! What brings work, who does it, and how much of it.

use super::super::{Number, TableSpec};
use super::columns::*;

pub(super) static ACTIVITY: TableSpec = TableSpec {
    name: "activity",
    meaning: "What each driver was, and what is already known of its future.",
    required: true,
    key: &["driver", "facility", "period"],
    columns: &[
        DRIVER,
        FACILITY,
        period("period", true, "The period; a year, a quarter or a month."),
        needed(
            "value",
            Number::not_negative(),
            "driver's unit",
            "The average (stock) or the sum (flow) in the period.",
        ),
        SOURCE,
        NOTE,
    ],
};

pub(super) static GROWTH: TableSpec = TableSpec {
    name: "growth",
    meaning: "How a driver goes on beyond its last given period, from the mean of its last twelve months.",
    required: false,
    key: &["driver", "facility"],
    columns: &[
        DRIVER,
        FACILITY_STAR,
        needed(
            "annual_pct",
            Number { above_minimum: true, ..Number::between(-100.0, 1000.0) }.uncertain(),
            "% a year",
            "Growth a year.",
        ),
        RANGE,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static SERVICES: TableSpec = TableSpec {
    name: "services",
    meaning: "Who does the work of a role for a facility; without a row the facility itself does.",
    required: false,
    key: &["role", "facility", "provider", "from"],
    columns: &[
        ROLE_STAR,
        FACILITY_STAR,
        refer("provider", "facilities", false, "The facility that employs the staff who do the work."),
        needed(
            "share_pct",
            Number::percent(),
            "% (0-100)",
            "Share of the work; what is not given away stays with the facility.",
        ),
        period("from", false, "First day of the arrangement; blank: always."),
        NOTE,
    ],
};

pub(super) static WORKLOAD: TableSpec = TableSpec {
    name: "workload",
    meaning: "How much work of a role a driver brings; rows of one role add.",
    required: true,
    key: &["role", "technology", "phase", "driver", "facility"],
    columns: &[
        ROLE,
        refer_or_blank(
            "technology",
            "technologies",
            "The technology whose share in use the work is multiplied by; blank: none.",
        ),
        choice(
            "phase",
            &["run", "build", "go_live"],
            true,
            "`run`: steady work. `build` and `go_live` are not computed by this version.",
        ),
        refer_or_blank("driver", "drivers", "The driver; blank for `fte_per_facility`."),
        FACILITY_STAR,
        choice("unit", UNIT_WORDS, true, "Unit of low, mode and high."),
        needed("mode", Number::not_negative().uncertain(), "see unit", "The rate."),
        RANGE,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static FLOORS: TableSpec = TableSpec {
    name: "floors",
    meaning: "The smallest team that a provider must keep for a role.",
    required: false,
    key: &["role", "facility"],
    columns: &[
        ROLE,
        PROVIDER_STAR,
        number("minimum_fte", Number::not_negative(), "FTE", "Smallest team."),
        number(
            "posts",
            Number::not_negative(),
            "posts",
            "Posts that must be covered at all times named in the next column.",
        ),
        number(
            "hours_covered_per_week",
            Number::between(0.0, 168.0),
            "hours",
            "Hours a week that each post is covered; 168 is round the clock.",
        ),
        choice("always", &["yes", "no"], false, "`yes`: also in months without steady work."),
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static ALLOWANCES: TableSpec = TableSpec {
    name: "allowances",
    meaning: "Working days a year on which one FTE is not at work; they size the cover of posts.",
    required: false,
    key: &["role"],
    columns: &[
        ROLE_STAR,
        number("leave_days", Number::between(0.0, 260.0), "days a year", "Annual leave."),
        number("holiday_days", Number::between(0.0, 260.0), "days a year", "Public holidays."),
        number("sickness_days", Number::between(0.0, 260.0), "days a year", "Sickness."),
        number("training_days", Number::between(0.0, 260.0), "days a year", "Training."),
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static ANCHORS: TableSpec = TableSpec {
    name: "anchors",
    meaning: "What demand at the opening is anchored to, where it differs from the scenario's `demand_anchor`.",
    required: false,
    key: &["role", "facility"],
    columns: &[
        ROLE_STAR,
        PROVIDER_STAR,
        choice("anchor", ANCHOR_WORDS, true, "What demand at the opening equals."),
        NOTE,
    ],
};
