//! Columns that several tables of a run share, and short ways to describe the others.

use crate::tables::{ColumnSpec, Kind, Number, Reference};

/// A cell that is never blank.
pub(super) const fn filled(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, filled: true, unit, meaning }
}

/// A cell that may be blank.
pub(super) const fn blankable(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, filled: false, unit, meaning }
}

/// Any number of FTE.
pub(super) const fn fte(name: &'static str, meaning: &'static str) -> ColumnSpec {
    filled(name, Kind::Number(Number::any()), "FTE", meaning)
}

/// Any number of FTE, or blank.
pub(super) const fn fte_or_blank(name: &'static str, meaning: &'static str) -> ColumnSpec {
    blankable(name, Kind::Number(Number::any()), "FTE", meaning)
}

/// A ratio in percent; blank where it has no meaning.
pub(super) const fn percent(name: &'static str, meaning: &'static str) -> ColumnSpec {
    blankable(name, Kind::Number(Number::any()), "%", meaning)
}

/// A chance or a share in percent, 0 to 100.
pub(super) const fn share(name: &'static str, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    filled(name, Kind::Number(Number::percent()), unit, meaning)
}

/// Words.
pub(super) const fn text(name: &'static str, meaning: &'static str) -> ColumnSpec {
    filled(name, Kind::Text, "", meaning)
}

/// Words, or blank.
pub(super) const fn text_or_blank(name: &'static str, meaning: &'static str) -> ColumnSpec {
    blankable(name, Kind::Text, "", meaning)
}

/// A date, or blank.
pub(super) const fn date_or_blank(name: &'static str, meaning: &'static str) -> ColumnSpec {
    blankable(name, Kind::Period, "date", meaning)
}

/// A code of another table; with `star` groups of them and all together, too.
pub(super) const fn code(name: &'static str, table: &'static str, star: bool, meaning: &'static str) -> ColumnSpec {
    filled(name, Kind::Code(Reference { table, star, region: false }), "", meaning)
}

pub(super) const SCENARIO: ColumnSpec = text("scenario", "Name of the scenario: its file's stem.");
pub(super) const FACILITY: ColumnSpec =
    code("facility", "facilities", true, "The facility that employs the staff; `region:X` a region; `*` all together.");
pub(super) const ROLE: ColumnSpec =
    code("role", "roles", true, "The role; `family:X` a family of roles; `*` all together.");
pub(super) const TECHNOLOGY: ColumnSpec = code("technology", "technologies", false, "The technology.");
pub(super) const PERIOD: ColumnSpec =
    text("period", "The row's period; `opening` is the state the day before the forecast starts.");
pub(super) const PERIOD_START: ColumnSpec = filled(
    "period_start",
    Kind::Period,
    "date",
    "First day of the row's months; of `opening` the day before the start.",
);
