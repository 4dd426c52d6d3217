//! Who is there, who comes and who goes.

use super::super::{Number, TableSpec};
use super::columns::*;

pub(super) static POSTS: TableSpec = TableSpec {
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
};

pub(super) static STAFF: TableSpec = TableSpec {
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
};

pub(super) static SUPPLY: TableSpec = TableSpec {
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
};
