//! A value that the forecast rests on: its range, what set it, and what it rests on.

use crate::ids::FacilityId;
use crate::statistics::distribution::Distribution;
use crate::streams;
use crate::tables::Origin;
use std::fmt;
use std::sync::Arc;

/// A value with its range, in the unit of its column; `low` and `high` equal `mode` when it is certain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Low end.
    pub low: f64,
    /// The most likely value; the central case uses it.
    pub mode: f64,
    /// High end.
    pub high: f64,
}

impl Spread {
    /// A value that is certain.
    pub fn certain(value: f64) -> Self {
        Self { low: value, mode: value, high: value }
    }

    /// True if there is no range.
    pub fn is_certain(&self) -> bool {
        self.low == self.high
    }
}

/// What a value rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Counted at the group itself.
    Measured,
    /// Computed from published or measured figures.
    Derived,
    /// Printed by a named source.
    Published,
    /// Somebody's judgement; also what a blank counts as.
    Judgement,
}

impl Basis {
    /// The word that stands in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Derived => "derived",
            Self::Published => "published",
            Self::Judgement => "judgement",
        }
    }

    /// The basis that a word of a file names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Measured, Self::Derived, Self::Published, Self::Judgement].into_iter().find(|basis| basis.word() == word)
    }
}

/// What gave a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// The planner: a cell of a table, or a change of a scenario.
    Planner {
        /// The file and line that set the value.
        origin: Origin,
        /// The number of the row that holds it, in the selector's table.
        row: u32,
    },
    /// staffcast itself, because the cell was blank and a published default exists.
    Default,
}

/// The name of a value: `table.column[key=value,…]`.
///
/// `row` holds the key without facility and date, because a facility's own row or a later one changes the range of a value
/// and not its luck; `facility` says at which facility the value is, `None` if it belongs to none. A value that is kept
/// once for all facilities at which its row holds has `*` there, and its name at one of them is [`Selector::at`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selector {
    /// The table.
    pub table: &'static str,
    /// The column, without `_low` or `_high`.
    pub column: &'static str,
    /// The key without the facility, such as `role=bmet,driver=staffed_beds`.
    pub row: Arc<str>,
    /// The facility.
    pub facility: Option<Arc<str>>,
    /// The period from which the value holds, as written; `None`: always.
    pub from: Option<Arc<str>>,
}

impl Selector {
    /// The name of the value with facility and date left out: what shared luck is keyed by.
    pub fn shared(&self) -> String {
        format!("{}.{}[{}]", self.table, self.column, self.row)
    }

    /// The name of the value at a facility.
    pub fn at(&self, facility: &FacilityId) -> Self {
        Self { facility: self.facility.as_ref().map(|_| facility.text().clone()), ..self.clone() }
    }

    /// The hashes of the value's name with the date left out: without the facility, what shared luck is keyed by
    /// ([`Self::shared`]), and at a facility, what its own is keyed by. A value has one luck for the whole horizon.
    pub fn keys(&self, facility: &FacilityId) -> (u64, u64) {
        let name = streams::Name::NONE.and(self.table).and(".").and(self.column).and("[").and(&self.row);
        let own = match self.facility {
            Some(_) => name.and(if self.row.is_empty() { "" } else { "," }).and("facility=").and(facility.as_str()),
            None => name,
        };
        (name.and("]").key(), own.and("]").key())
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}[{}", self.table, self.column, self.row)?;
        let mut comma = if self.row.is_empty() { "" } else { "," };
        for (name, code) in [("facility", &self.facility), ("from", &self.from)] {
            if let Some(code) = code {
                write!(f, "{comma}{name}={code}")?;
                comma = ",";
            }
        }
        f.write_str("]")
    }
}

/// A value as one row (or a default) gives it, wherever it holds.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// Its name.
    pub selector: Selector,
    /// The value and its range, in the column's unit.
    pub spread: Spread,
    /// The distribution, in the column's unit; `None` if the value is certain.
    pub distribution: Option<Distribution>,
    /// `p10-p90` or `bounds`: how `spread` is meant.
    pub range: &'static str,
    /// The column's unit, for people.
    pub unit: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// Where it comes from, in the planner's (or the default's) words.
    pub source: Arc<str>,
    /// What gave it.
    pub given: Given,
}
