//! The values of a supply row, and what stands in for blanks.

use super::catalogue::Occupation;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Basis, Spread};
use crate::input::assume::{DefaultValue, RowValue, default_value, row_value};
use crate::input::build::Build;
use crate::tables::Row;
use std::sync::Arc;

/// The columns that must have a value, given or default. Those in front have a default only for a known occupation.
pub(super) const COLUMNS: [&str; 8] = [
    "leavers_pct",
    "retirement_pct",
    "time_to_fill_months",
    "first_year_multiplier",
    "hire_age",
    "offer_accept_pct",
    "months_to_productive",
    "start_productivity_pct",
];

/// Values of all occupations: column, value, and where it comes from.
const USUAL: [(&str, f64, &str); 5] = [
    (
        "first_year_multiplier",
        1.5,
        "usual value: people leave in their first year 1.5 to 3 times as often as later; the low end",
    ),
    ("hire_age", 35.0, "usual value: most are hired with some years of experience"),
    ("offer_accept_pct", 100.0, "usual value: times to fill are measured up to an offer that was accepted"),
    (
        "months_to_productive",
        6.0,
        "usual value: training on the group's own systems after hire takes three to six months",
    ),
    ("start_productivity_pct", 30.0, "usual value: newcomers begin with simple tasks under guidance"),
];

/// One value for each of [`COLUMNS`]; `None` where there is none.
pub(super) type Values = [Option<RowValue>; COLUMNS.len()];

/// What a row gives.
pub(super) struct RowRates {
    pub(super) values: Values,
    /// True if its leavers count retirements too.
    pub(super) leavers_include_retirement: bool,
    /// True if it says how many may start in a year.
    pub(super) limits_hires: bool,
    /// True if a range of the row was refused.
    pub(super) refused: bool,
}

impl RowRates {
    /// Reads a row.
    pub(super) fn read(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> Self {
        let errors = found.errors();
        let values = COLUMNS.map(|column| row_value(build, "supply", row, column, found));
        let word = build.text("supply", row, "turnover_includes");
        let [leavers, ..] = &values;
        if word.is_some() && leavers.is_none() && found.errors() == errors {
            let message = "`turnover_includes` says what `leavers_pct` counts, and that is blank in this row";
            let help = "write leavers_pct in the same row, or leave turnover_includes blank";
            found.push(Slug::MissingValue, build.group.place("supply", row, "leavers_pct"), message, help);
        }
        let leavers_include_retirement = word == Some("retirement");
        let limits_hires = build.number("supply", row, "max_hires_per_year").is_some();
        Self { values, leavers_include_retirement, limits_hires, refused: found.errors() > errors }
    }
}

/// What stands in for blanks of a role of this occupation, which `isco` may have led to.
pub(super) fn defaults(occupation: Option<&Occupation>, isco: Option<&str>) -> Values {
    let led = |value: RowValue| match isco {
        Some(isco) => RowValue { source: Arc::from(format!("{}; by ISCO-08 {isco}", value.source)), ..value },
        None => value,
    };
    COLUMNS.map(|column| match column {
        "leavers_pct" => occupation.and_then(Occupation::leavers).map(led),
        "retirement_pct" => occupation.map(Occupation::retirement).map(led),
        "time_to_fill_months" => occupation.and_then(Occupation::time_to_fill).map(led),
        _ => USUAL.iter().find(|(name, ..)| *name == column).map(|&(column, value, source)| {
            let spread = Spread::certain(value);
            let basis = Basis::Judgement;
            default_value(&DefaultValue { table: "supply", column, spread, range: "bounds", basis, source })
        }),
    })
}
