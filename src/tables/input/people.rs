//! Who is there, who comes and who goes.

use super::super::{Kind, Number, TableSpec};
use super::columns::*;

pub(super) static POSTS: TableSpec = TableSpec {
    name: "posts",
    meaning: "Approved changes of the establishment.",
    required: false,
    key: &["role", "facility", "from"],
    columns: &[
        ROLE,
        PROVIDER_TOGETHER,
        period("from", true, "First day of the change."),
        needed(
            "change_fte",
            Number::any().together().adds(),
            "FTE",
            "Posts added (or taken away, if negative); an amount.",
        ),
        text("reason", "Why."),
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static STAFF: TableSpec = TableSpec {
    name: "staff",
    meaning: "Permanent staff at the period's last day.",
    required: true,
    key: &["period", "facility", "role", "age_band"],
    columns: &[
        period("period", true, "The period; its last day counts."),
        PROVIDER,
        ROLE,
        column(
            "age_band",
            Kind::AgeBand,
            false,
            "completed years",
            "Age of the staff of this row; a period, facility and role then has one row for each band. A band is spread evenly over its years, and 60+ means 60 to 69. Blank: the row is for all ages.",
        ),
        needed(
            "fte",
            Number::not_negative().adds(),
            "FTE",
            "Contracted FTE in post. It may be blank only where a roster tells who is in post.",
        ),
        number("headcount", Number::not_negative().adds(), "people", "People in post."),
        number(
            "budgeted_fte",
            Number::not_negative().adds(),
            "FTE",
            "Establishment: FTE funded. Needed; with age bands on one row at least, and the rows are added.",
        ),
        NOTE,
    ],
};

pub(super) static SUPPLY: TableSpec = TableSpec {
    name: "supply",
    meaning: "How staff leave, retire, are recruited and become productive. A blank cell is filled from the row that held before `from`, else from the row with more `*`, else from the default.",
    required: true,
    key: &["role", "facility", "from"],
    columns: &[
        ROLE_STAR,
        PROVIDER_STAR,
        period("from", false, "First day on which the row holds; blank: always."),
        number(
            "leavers_pct",
            Number::between(0.0, 300.0).uncertain(),
            "% a year",
            "Leavers a year over average staff (a rate, it may exceed 100). Default: published, by the role's soc_code.",
        ),
        choice(
            "turnover_includes",
            &["retirement", "nothing"],
            false,
            "`retirement`: leavers_pct counts retirements too; `nothing` or blank: it does not.",
        ),
        number(
            "first_year_multiplier",
            Number::between(0.1, 10.0),
            "times",
            "How many times as likely somebody leaves in the first year as later. Default: 1.5.",
        ),
        number(
            "retirement_pct",
            Number { maximum: 99.0, ..Number::percent() },
            "% a year",
            "Chance to retire within a year, where ages or the table `retirement` do not say it. Default: published, by the role's soc_code.",
        ),
        number("hire_age", Number::between(14.0, 80.0), "years", "Age of people when they are hired. Default: 35."),
        number(
            "time_to_fill_months",
            Number { above_minimum: true, ..Number::between(0.0, 60.0) }.uncertain(),
            "months",
            "Mean time from the decision to recruit to the first day at work, for each attempt. Default: by the role's soc_code.",
        ),
        number(
            "offer_accept_pct",
            Number { above_minimum: true, ..Number::percent() }.uncertain(),
            "% (0-100)",
            "Offers accepted; the others are recruited for again. Default: 100.",
        ),
        number(
            "max_hires_per_year",
            Number::not_negative().together(),
            "FTE a year",
            "At most so many FTE start in a forecast year. An amount: with `*` one for all together, divided in proportion to budgeted_fte at the opening. Blank: no limit.",
        ),
        number(
            "months_to_productive",
            Number::between(0.0, 60.0).whole(),
            "months",
            "Months until a newcomer is fully productive. Default: 6.",
        ),
        number(
            "start_productivity_pct",
            Number::percent().uncertain(),
            "% (0-100)",
            "Productivity of a newcomer on the first day. Default: 30.",
        ),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

pub(super) static RETIREMENT: TableSpec = TableSpec {
    name: "retirement",
    meaning: "Chance to retire by age; an age holds up to the next that is listed, and below the first nobody retires. A role with rows of its own takes none of `*`.",
    required: false,
    key: &["role", "age"],
    columns: &[
        ROLE_STAR,
        needed("age", Number::between(14.0, 100.0).whole(), "years", "Completed years of age."),
        needed("annual_pct", Number::percent(), "% a year", "Chance to retire within a year."),
        SOURCE,
        BASIS,
        NOTE,
    ],
};
