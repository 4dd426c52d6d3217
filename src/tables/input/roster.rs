//! Rows of single people, and what they come to month by month.

use super::super::{ColumnSpec, Number, TableSpec};
use super::columns::*;

/// What the reasons for leaving are gathered under.
pub const LEAVE_WORDS: &[&str] =
    &["retirement", "resignation", "end_of_contract", "dismissal", "death", "transfer", "other"];

pub(super) static ROSTER: TableSpec = TableSpec {
    name: "roster",
    meaning: "One row for each person, from an HR export. It is added up as it is read, into rows of `staff` and `staff_flows`: a person is in post on a day if the start date is not after it and the end date not before it. `staff` then gives the establishment, in rows whose `fte` is blank. Columns that are not listed here are not looked at, and no cell of a person is ever shown, logged or written.",
    required: false,
    key: &[],
    columns: &[
        period(
            "as_of",
            true,
            "The day that the row speaks of, which must be the last of a month; a month, quarter or year means its last day. A file may hold several days, each with all its people. Those in post on it are the staff of that day.",
        ),
        PROVIDER,
        ROLE,
        needed(
            "fte",
            Number::between(0.0, 1.0),
            "FTE",
            "Contracted FTE of this person: 1 is full time. Hours or percent must be divided beforehand.",
        ),
        number(
            "birth_year",
            Number::between(1900.0, 2100.0).whole(),
            "year",
            "Year of birth. Only bands of five years of age are kept, and only where it is given for everybody in post of a role and facility; birthdays are taken to be on 1 July.",
        ),
        period("start_date", false, "First day of employment; blank: before all others."),
        period("end_date", false, "Last day of employment; blank: none is known."),
        choice(
            "leave_reason",
            LEAVE_WORDS,
            false,
            "Why the person left. Other words are understood where they begin alike (retired, voluntary resignation), and else count as `other`.",
        ),
    ],
};

/// A column of `staff_flows` that counts people.
const fn people(name: &'static str, meaning: &'static str) -> ColumnSpec {
    number(name, Number::not_negative().whole().adds(), "people", meaning)
}

pub(super) static STAFF_FLOWS: TableSpec = TableSpec {
    name: "staff_flows",
    meaning: "Who came and went month by month, added up from a roster, for calibration; no forecast is computed from it. People at a month's end are those at the end of the month before, and the hires, less the leavers: whose last day is the last of a month leaves in the next. FTE are those of today's contracts, or the last. It begins with the month of the earliest end date, at most ten years back, because a roster seldom holds those who left before.",
    required: false,
    key: &["month", "facility", "role"],
    columns: &[
        period("month", true, "The month."),
        PROVIDER,
        ROLE,
        needed("headcount", Number::not_negative().whole().adds(), "people", "People in post at its end."),
        needed("fte", Number::not_negative().adds(), "FTE", "Their contracted FTE."),
        people("hires", "People who started."),
        number("hires_fte", Number::not_negative().adds(), "FTE", "Their contracted FTE."),
        people("leavers", "People who left, for whatever reason."),
        number("leavers_fte", Number::not_negative().adds(), "FTE", "Their contracted FTE."),
        people("retirements", "Leavers who retired; this and the next are blank if no reasons are known."),
        people("resignations", "Leavers who resigned."),
        people("ends_of_contract", "Leavers whose contract ended."),
        people("dismissals", "Leavers who were dismissed or made redundant."),
        people("deaths", "Leavers who died."),
        people("transfers", "Leavers who moved to another employer or team of the group."),
        people("others", "Leavers with another reason."),
        people("not_stated", "Leavers without a reason."),
        NOTE,
    ],
};
