//! The tables that planners write.

use super::{ColumnSpec, Kind, Number, Reference, TableSpec};

/// The words for how low and high of a range are meant.
pub const RANGE_WORDS: &[&str] = &["p10-p90", "bounds"];
/// The words for what a value rests on.
pub const BASIS_WORDS: &[&str] = &["measured", "derived", "published", "judgement"];
/// The units of a workload rate.
pub const UNIT_WORDS: &[&str] = &["fte_per_100", "fte_per_1000", "fte_per_unit", "units_per_fte", "fte_per_facility"];
/// The shapes of an adoption curve.
pub const SHAPE_WORDS: &[&str] = &["none", "step", "linear", "logistic", "gompertz", "bass", "points"];
/// What demand at the opening is anchored to.
pub const ANCHOR_WORDS: &[&str] = &["establishment", "in_post", "ratios"];

const fn column(name: &'static str, kind: Kind, filled: bool, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, filled, unit, meaning }
}

const fn code(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::NewCode, true, "", meaning)
}

const fn text(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Text, false, "", meaning)
}

const fn group(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Group, false, "", meaning)
}

const fn needed(name: &'static str, number: Number, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Number(number), true, unit, meaning)
}

const fn number(name: &'static str, number: Number, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Number(number), false, unit, meaning)
}

const fn period(name: &'static str, filled: bool, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Period, filled, "", meaning)
}

const fn choice(name: &'static str, words: &'static [&'static str], filled: bool, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Choice(words), filled, "", meaning)
}

const fn refer(name: &'static str, table: &'static str, star: bool, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Code(Reference { table, star }), true, "", meaning)
}

const fn refer_or_blank(name: &'static str, table: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Code(Reference { table, star: false }), false, "", meaning)
}

const NOTE: ColumnSpec = text("note", "A remark carried to the reader.");
const SOURCE: ColumnSpec = text("source", "Where the value comes from.");
const BASIS: ColumnSpec = choice("basis", BASIS_WORDS, false, "What the value rests on; blank counts as judgement.");
const RANGE: ColumnSpec =
    choice("range", RANGE_WORDS, false, "How low and high are meant in this row; blank: as the scenario says.");
const ROLE: ColumnSpec = refer("role", "roles", false, "The role.");
const ROLE_STAR: ColumnSpec = refer("role", "roles", true, "The role; `*` is each role.");
const FACILITY: ColumnSpec = refer("facility", "facilities", false, "The facility.");
const FACILITY_STAR: ColumnSpec = refer("facility", "facilities", true, "The facility; `*` is each facility.");
const PROVIDER_STAR: ColumnSpec =
    refer("facility", "facilities", true, "The facility that employs the staff; `*` is each.");
const TECHNOLOGY: ColumnSpec = refer("technology", "technologies", false, "The technology.");
const DRIVER: ColumnSpec = refer("driver", "drivers", false, "The driver.");

/// Every table that planners may write, in the order in which they are explained.
pub static TABLES: &[TableSpec] = &[
    TableSpec {
        name: "roles",
        meaning: "The roles that are forecast.",
        required: true,
        key: &["role"],
        columns: &[
            code("role", "Code of the role."),
            text("label", "Name of the role for people."),
            group("family", "Code of the family that the role belongs to, such as `interoperability`."),
            text("soc_code", "Occupation code (SOC 2018), such as `15-1212`; names the published default rates."),
            text("aliases", "Other names of the role in exports, separated by `;`; used to suggest corrections."),
            number(
                "hours_per_week",
                Number { above_minimum: true, ..Number::between(0.0, 84.0) },
                "hours",
                "Contracted hours of one FTE; needed where posts must be covered round the clock.",
            ),
            NOTE,
        ],
    },
    TableSpec {
        name: "facilities",
        meaning: "The places that have activity, employ staff, or both.",
        required: true,
        key: &["facility"],
        columns: &[
            code("facility", "Code of the facility."),
            text("label", "Name of the facility for people."),
            group("type", "Kind of facility, such as `teaching` or `shared_services`."),
            group("region", "Code of the region that totals are made for."),
            group("peer_group", "Facilities of one peer group are compared with each other."),
            NOTE,
        ],
    },
    TableSpec {
        name: "technologies",
        meaning: "The technologies whose adoption moves work.",
        required: true,
        key: &["technology"],
        columns: &[
            code("technology", "Code of the technology."),
            text("label", "Name of the technology for people."),
            group("family", "Family of the technology, such as `telemedicine`."),
            NOTE,
        ],
    },
    TableSpec {
        name: "drivers",
        meaning: "The quantities that work scales with.",
        required: true,
        key: &["driver"],
        columns: &[
            code("driver", "Code of the driver."),
            text("label", "Name of the driver for people."),
            choice(
                "kind",
                &["stock", "flow"],
                true,
                "A stock is given as its average in the period, a flow as its sum; rates on a flow are per unit a year.",
            ),
            text("unit", "What is counted, such as `beds` or `visits`."),
            NOTE,
        ],
    },
    TableSpec {
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
    },
    TableSpec {
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
    },
    TableSpec {
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
    },
    TableSpec {
        name: "adoption",
        meaning: "How far each technology is, and will be, in use at each facility.",
        required: true,
        key: &["technology", "facility"],
        columns: &[
            TECHNOLOGY,
            FACILITY_STAR,
            choice("shape", SHAPE_WORDS, true, "Form of the curve; `none`: not planned."),
            period("go_live", false, "First day of use; before it the share is 0."),
            number(
                "start_pct",
                Number::percent(),
                "% (0-100)",
                "Share in use on the later of go_live and the opening.",
            ),
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
            SOURCE,
            BASIS,
            NOTE,
        ],
    },
    TableSpec {
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
    },
    TableSpec {
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
    },
    TableSpec {
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
    },
    TableSpec {
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
    },
    TableSpec {
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
    },
    TableSpec {
        name: "posts",
        meaning: "Approved changes of the establishment.",
        required: false,
        key: &["role", "facility", "from"],
        columns: &[
            ROLE,
            refer("facility", "facilities", false, "The facility that employs the staff."),
            period("from", true, "First day of the change."),
            needed("change_fte", Number::any(), "FTE", "Posts added (or taken away, if negative)."),
            text("reason", "Why."),
            SOURCE,
            BASIS,
            NOTE,
        ],
    },
    TableSpec {
        name: "staff",
        meaning: "Permanent staff at the period's last day.",
        required: true,
        key: &["period", "facility", "role"],
        columns: &[
            period("period", true, "The period; its last day counts."),
            refer("facility", "facilities", false, "The facility that employs the staff."),
            ROLE,
            needed("fte", Number::not_negative(), "FTE", "Contracted FTE in post."),
            number("headcount", Number::not_negative(), "people", "People in post."),
            needed("budgeted_fte", Number::not_negative(), "FTE", "Establishment: FTE funded."),
            NOTE,
        ],
    },
    TableSpec {
        name: "supply",
        meaning: "How staff leave, retire and are recruited.",
        required: true,
        key: &["role", "facility"],
        columns: &[
            ROLE_STAR,
            PROVIDER_STAR,
            number(
                "leavers_pct",
                Number::between(0.0, 300.0).uncertain(),
                "% a year",
                "Leavers a year over average staff (a rate, it may exceed 100). A blank cell is filled from the row with more `*`, else from the published default of the role's soc_code.",
            ),
            choice(
                "turnover_includes",
                &["retirement", "nothing"],
                false,
                "`retirement`: leavers_pct counts retirements too; `nothing` or blank: it does not.",
            ),
            number(
                "retirement_pct",
                Number { maximum: 99.0, ..Number::percent() },
                "% a year",
                "Chance to retire within a year. Blank: as for leavers_pct.",
            ),
            number(
                "time_to_fill_months",
                Number { above_minimum: true, ..Number::between(0.0, 60.0) }.uncertain(),
                "months",
                "Mean time from the decision to recruit to the first day at work. Blank: as for leavers_pct.",
            ),
            RANGE,
            SOURCE,
            BASIS,
            NOTE,
        ],
    },
];

/// The table `name`, if planners may write one of that name.
pub fn table(name: &str) -> Option<&'static TableSpec> {
    TABLES.iter().find(|table| table.name == name)
}
