//! What brings work, who does it, and how much of it.

use super::super::{Kind, Number, TableSpec};
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
            Number::not_negative().adds(),
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
        DISTRIBUTION,
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
    key: &["role", "technology", "phase", "driver", "facility", "from"],
    columns: &[
        ROLE,
        refer_or_blank(
            "technology",
            "technologies",
            "The technology whose share in use the work is multiplied by (`run`) or whose rise brings it; blank: none.",
        ),
        choice(
            "phase",
            &["run", "build", "go_live"],
            true,
            "`run`: steady work. `build`: a team that prepares adoption ahead. `go_live`: extra work as use rises, dying away.",
        ),
        column(
            "driver",
            Kind::WorkDriver,
            false,
            "",
            "What the work scales with; blank for `fte_per_facility`. `role:CODE` is that role's steady demand at the same provider, `family:CODE` that of a family less the roles driven by it.",
        ),
        FACILITY_STAR,
        choice(
            "unit",
            UNIT_WORDS,
            true,
            "Unit of low, mode and high. `minutes_per_unit` needs the role's hours_per_week, `percent_of_role` a role or family as driver.",
        ),
        needed("mode", Number::not_negative().uncertain(), "see unit", "The rate; on a flow, for one unit a year."),
        number(
            "scale_exponent",
            Number::between(0.05, 3.0),
            "exponent",
            "Economy of scale of run work: it grows with this power of what the provider serves; below 1, large sites need less for each unit.",
        ),
        number(
            "scale_reference",
            Number::positive(),
            "driver's unit",
            "The size at which the rate holds as written; with scale_exponent or not at all.",
        ),
        number(
            "lead_months",
            Number::between(0.0, 120.0).whole(),
            "months",
            "Build: how long before adoption the team works.",
        ),
        number(
            "decay_months",
            Number { above_minimum: true, ..Number::between(0.0, 120.0) },
            "months",
            "Go-live: mean time that the extra work lasts.",
        ),
        period("from", false, "First day on which the row holds; blank: always."),
        period("until", false, "First day on which it holds no more; blank: for ever."),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static EFFECTS: TableSpec = TableSpec {
    name: "effects",
    meaning: "What a technology does to a role's other work, wherever it is in use.",
    required: false,
    key: &["technology", "role", "phase"],
    columns: &[
        TECHNOLOGY,
        refer("role", "roles", true, "Whose work changes; `*` is each role that has run work of another kind."),
        choice(
            "phase",
            &["run", "go_live"],
            true,
            "`run`: for as long as it is in use. `go_live`: only while use rises, dying away.",
        ),
        needed(
            "change_pct",
            Number { above_minimum: true, ..Number::between(-100.0, 500.0) }.uncertain(),
            "% of run work",
            "Change of the role's run work that is not the technology's own, at full adoption; negative saves work.",
        ),
        number(
            "realisation_months",
            Number::between(0.0, 120.0).whole(),
            "months",
            "Run: the effect follows adoption averaged over so many past months. Blank: 12.",
        ),
        number(
            "decay_months",
            Number { above_minimum: true, ..Number::between(0.0, 120.0) },
            "months",
            "Go-live: mean time that the effect lasts.",
        ),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static SKILLS: TableSpec = TableSpec {
    name: "skills",
    meaning: "Training that staff in post need when a technology comes.",
    required: false,
    key: &["technology", "role"],
    columns: &[
        TECHNOLOGY,
        refer("role", "roles", true, "Who is trained; `*` is each role that is forecast."),
        needed(
            "people_pct",
            Number::percent().uncertain(),
            "% (0-100)",
            "Share of the people in post who need it at full adoption.",
        ),
        needed("hours_each", Number::positive().uncertain(), "hours", "Hours for each of them."),
        number(
            "lead_months",
            Number::between(0.0, 120.0).whole(),
            "months",
            "How long before the adoption they are trained; blank: 0.",
        ),
        RANGE,
        DISTRIBUTION,
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
    meaning: "Working time: days a year on which one FTE is not at work, and work that no driver counts. They size the cover of posts and work in minutes.",
    required: false,
    key: &["role"],
    columns: &[
        ROLE_STAR,
        number("leave_days", Number::between(0.0, 260.0), "days a year", "Annual leave."),
        number("holiday_days", Number::between(0.0, 260.0), "days a year", "Public holidays."),
        number("sickness_days", Number::between(0.0, 260.0), "days a year", "Sickness."),
        number("training_days", Number::between(0.0, 260.0), "days a year", "Training."),
        number(
            "support_pct",
            Number::between(0.0, 99.0),
            "% of working time",
            "Support activities of everybody (WISN's category allowance), on top of work in minutes; blank: 0.",
        ),
        number(
            "individual_hours",
            Number::not_negative(),
            "hours a year",
            "Activities of some (WISN's individual allowance) for a provider's whole team that has work in minutes; blank: 0.",
        ),
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
