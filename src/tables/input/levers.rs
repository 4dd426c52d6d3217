//! What can be done about supply, and what it costs.

use super::super::{Number, TableSpec};
use super::columns::*;

const COST_EACH: Number = Number::not_negative();
const MONEY: &str = "currency";

pub(super) static TRAINING: TableSpec = TableSpec {
    name: "training",
    meaning: "Courses that bring people into a role; one row for each cohort, or for cohorts that repeat.",
    required: false,
    key: &["cohort"],
    columns: &[
        code("cohort", "Code of the cohort."),
        refer("role", "roles", false, "The role that graduates join."),
        PROVIDER_TOGETHER,
        group("kind", "Kind of course, such as degree, certificate or apprenticeship."),
        period("start", true, "First day of the first course; it may lie before the forecast."),
        number(
            "repeat_every_months",
            Number::between(1.0, 1200.0).whole(),
            "months",
            "Months from the start of one course to the next; blank: there is one course.",
        ),
        period("until", false, "No course begins on or after this day; blank: to the end of the forecast."),
        needed("places", Number::positive().together(), "FTE", "People who begin each course, as FTE; an amount."),
        needed("months", Number::between(1.0, 120.0).whole(), "months", "Length of a course."),
        number(
            "completion_pct",
            Number::percent().uncertain(),
            "% (0-100)",
            "Share of those who begin that completes the course. Default: 85.",
        ),
        number(
            "employed_pct",
            Number::percent().uncertain(),
            "% (0-100)",
            "Share of those who complete that takes a job here. Default: 70.",
        ),
        number("age", Number::between(14.0, 80.0), "years", "Age of graduates. Default: 25."),
        number("cost_each", COST_EACH, MONEY, "Cost of one place."),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static TRANSFERS: TableSpec = TableSpec {
    name: "transfers",
    meaning: "Staff of one role who move to another at the same facility.",
    required: false,
    key: &["from_role", "to_role", "facility"],
    columns: &[
        refer("from_role", "roles", false, "The role they leave; it may have the scope `source`."),
        refer("to_role", "roles", false, "The role they join."),
        PROVIDER_TOGETHER,
        number(
            "planned_per_year",
            Number::not_negative().together(),
            "FTE a year",
            "FTE moved by plan; an amount, divided in proportion to budgeted_fte of from_role.",
        ),
        number(
            "annual_pct",
            Number { maximum: 99.0, ..Number::percent() },
            "% a year",
            "Chance that somebody moves by choice within a year.",
        ),
        number("months", Number::between(0.0, 60.0).whole(), "months", "Months of retraining. Blank: 0, at once."),
        number(
            "completion_pct",
            Number::percent().uncertain(),
            "% (0-100)",
            "Share that completes the retraining; the others return. Default: 85.",
        ),
        number(
            "productivity_during_pct",
            Number::percent(),
            "% (0-100)",
            "How much of the old work somebody in retraining still does. Default: 0.",
        ),
        number("cost_each", COST_EACH, MONEY, "Cost of one FTE retrained."),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static RETENTION: TableSpec = TableSpec {
    name: "retention",
    meaning: "Measures that change how many leave; measures of different days at one place act together.",
    required: false,
    key: &["role", "facility", "from"],
    columns: &[
        ROLE_STAR,
        PROVIDER_STAR,
        period("from", true, "First day of the measure."),
        needed(
            "leavers_change_pct",
            Number { above_minimum: true, ..Number::between(-100.0, 500.0) }.uncertain(),
            "%",
            "Change of the rate of leaving; -20 keeps a fifth of those who would leave.",
        ),
        number(
            "ramp_months",
            Number::between(0.0, 1200.0),
            "months",
            "Months until the full effect, in a straight line. Blank: 0.",
        ),
        number("cost_per_fte_year", COST_EACH, MONEY, "Cost a year of each FTE in post."),
        choice("on", &["yes", "no"], false, "`no`: only the action `retain` switches it on; blank: yes."),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static CONTRACTORS: TableSpec = TableSpec {
    name: "contractors",
    meaning: "Contracted labour; it stands outside the gap. Rows of different days at one place are added.",
    required: false,
    key: &["role", "facility", "from"],
    columns: &[
        ROLE,
        PROVIDER_TOGETHER,
        number("fte_in_use", Number::not_negative().together(), "FTE", "FTE at work; an amount. Blank: none."),
        period("from", false, "First day; blank: since before the forecast."),
        period("until", false, "First day without them, those on call too; blank: for ever."),
        number(
            "fte_available",
            Number::not_negative().together(),
            "FTE",
            "FTE more that can be called when short; an amount. Blank: none.",
        ),
        number("day_rate", COST_EACH, MONEY, "Price of one FTE for a working day."),
        number(
            "notice_weeks",
            Number::between(0.0, 520.0),
            "weeks",
            "Weeks until somebody who is called is there; needed with fte_available.",
        ),
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static ACTIONS: TableSpec = TableSpec {
    name: "actions",
    meaning: "What is done when, under the hiring policy `schedule`.",
    required: false,
    key: &["action", "facility", "role", "period", "from_role"],
    columns: &[
        choice("action", ACTION_WORDS, true, "What is done."),
        PROVIDER,
        ROLE,
        period("period", true, "The months over which it is spread evenly: a year, a quarter or a month."),
        number("fte", Number::not_negative().adds(), "FTE", "How much of it in the whole period; blank for `retain`."),
        refer_or_blank("from_role", "roles", "The role that staff are retrained from; for `retrain` only."),
        number("cost_each", COST_EACH, MONEY, "Cost of one FTE of it; blank: what the role's other tables say."),
        NOTE,
    ],
};

pub(super) static COSTS: TableSpec = TableSpec {
    name: "costs",
    meaning: "What staff cost, in the currency of the scenario. A role with rows of its own takes none of `*`; a blank cell is filled from the row that held before `from`.",
    required: false,
    key: &["role", "from"],
    columns: &[
        ROLE_STAR,
        period("from", false, "First day of these prices; blank: always."),
        needed("salary", Number::positive(), "currency a year", "Salary of one FTE on that day."),
        needed("on_cost_pct", Number::between(0.0, 300.0), "%", "Employer's costs on top of the salary."),
        number("hire_cost", COST_EACH, MONEY, "Cost of recruiting one FTE; blank: not stated."),
        needed("salary_growth_pct", Number::between(-50.0, 100.0), "% a year", "Growth of the salary."),
        number(
            "vacancy_cost_per_fte_year",
            COST_EACH,
            MONEY,
            "Cost a year of one vacant FTE; blank: not stated, which is not 0.",
        ),
        number("redundancy_cost", COST_EACH, MONEY, "Cost of releasing one FTE; blank: not stated."),
        SOURCE,
        BASIS,
        NOTE,
    ],
};
