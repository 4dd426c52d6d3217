//! Columns that tables of planners have in common, and short ways to write the others.

use super::super::{Classification, ColumnSpec, Kind, Number, Reference};

/// The words for how low and high of a range are meant.
pub const RANGE_WORDS: &[&str] = &["p10-p90", "bounds"];
/// The words for the distribution that a range has.
pub const DISTRIBUTION_WORDS: &[&str] = &["pert", "triangular", "uniform", "normal", "lognormal"];
/// The words for what a value rests on.
pub const BASIS_WORDS: &[&str] = &["measured", "derived", "published", "judgement"];
/// The units of a workload rate.
pub const UNIT_WORDS: &[&str] = &[
    "fte_per_100",
    "fte_per_1000",
    "fte_per_unit",
    "units_per_fte",
    "fte_per_facility",
    "minutes_per_unit",
    "percent_of_role",
];
/// Whether demand is forecast for a role.
pub const SCOPE_WORDS: &[&str] = &["forecast", "source"];
/// The shapes of an adoption curve.
pub const SHAPE_WORDS: &[&str] = &["none", "step", "linear", "logistic", "gompertz", "bass", "points"];
/// What an action does.
pub const ACTION_WORDS: &[&str] = &["hire", "train", "retrain", "contract", "retain", "release"];
/// What demand at the opening is anchored to.
pub const ANCHOR_WORDS: &[&str] = &["establishment", "in_post", "ratios"];

pub(super) const fn column(
    name: &'static str,
    kind: Kind,
    filled: bool,
    unit: &'static str,
    meaning: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind, filled, unit, meaning }
}

pub(super) const fn code(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::NewCode, true, "", meaning)
}

pub(super) const fn text(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Text, false, "", meaning)
}

pub(super) const fn occupation(
    name: &'static str,
    classification: Classification,
    meaning: &'static str,
) -> ColumnSpec {
    column(name, Kind::Occupation(classification), false, "", meaning)
}

pub(super) const fn group(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Group, false, "", meaning)
}

pub(super) const fn needed(
    name: &'static str,
    number: Number,
    unit: &'static str,
    meaning: &'static str,
) -> ColumnSpec {
    column(name, Kind::Number(number), true, unit, meaning)
}

pub(super) const fn number(
    name: &'static str,
    number: Number,
    unit: &'static str,
    meaning: &'static str,
) -> ColumnSpec {
    column(name, Kind::Number(number), false, unit, meaning)
}

pub(super) const fn period(name: &'static str, filled: bool, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Period, filled, "", meaning)
}

pub(super) const fn choice(
    name: &'static str,
    words: &'static [&'static str],
    filled: bool,
    meaning: &'static str,
) -> ColumnSpec {
    column(name, Kind::Choice(words), filled, "", meaning)
}

pub(super) const fn refer(name: &'static str, table: &'static str, star: bool, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Code(Reference { table, star, region: false }), true, "", meaning)
}

/// A column whose code may be a group that shares one amount: `region:X`, or `*` for all.
pub(super) const fn refer_together(name: &'static str, table: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Code(Reference { table, star: true, region: true }), true, "", meaning)
}

pub(super) const fn refer_or_blank(name: &'static str, table: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Code(Reference { table, star: false, region: false }), false, "", meaning)
}

pub(super) const NOTE: ColumnSpec = text("note", "A remark carried to the reader.");
pub(super) const SOURCE: ColumnSpec = text("source", "Where the value comes from.");
pub(super) const BASIS: ColumnSpec =
    choice("basis", BASIS_WORDS, false, "What the value rests on; blank counts as judgement.");
pub(super) const RANGE: ColumnSpec =
    choice("range", RANGE_WORDS, false, "How low and high are meant in this row; blank: as the scenario says.");
pub(super) const DISTRIBUTION: ColumnSpec = choice(
    "distribution",
    DISTRIBUTION_WORDS,
    false,
    "The distribution of this row's ranges; blank: as the scenario says. `normal` and `lognormal` have no bounds, and their middle value must agree with low and high.",
);
pub(super) const ROLE: ColumnSpec = refer("role", "roles", false, "The role.");
pub(super) const ROLE_STAR: ColumnSpec = refer("role", "roles", true, "The role; `*` is each role.");
pub(super) const FACILITY: ColumnSpec = refer("facility", "facilities", false, "The facility.");
pub(super) const FACILITY_STAR: ColumnSpec =
    refer("facility", "facilities", true, "The facility; `*` is each facility.");
pub(super) const PROVIDER_STAR: ColumnSpec =
    refer("facility", "facilities", true, "The facility that employs the staff; `*` is each.");
pub(super) const PROVIDER: ColumnSpec = refer("facility", "facilities", false, "The facility that employs the staff.");
pub(super) const PROVIDER_TOGETHER: ColumnSpec = refer_together(
    "facility",
    "facilities",
    "The facility that employs the staff. With `region:X` or `*` an amount is one for all of them together, divided in proportion to budgeted_fte at the opening; a rate is each one's.",
);
pub(super) const TECHNOLOGY: ColumnSpec = refer("technology", "technologies", false, "The technology.");
pub(super) const DRIVER: ColumnSpec = refer("driver", "drivers", false, "The driver.");
