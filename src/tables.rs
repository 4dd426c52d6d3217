//! One static description of every table: what the reader, the checker, `schema` and the dictionary are made from.
//!
//! [`input`] lists the tables that planners write, [`output`] those that a run writes. [`Sheet`] holds the rows of an
//! input table once its cells are typed: codes, choices, periods and numbers, each with the place it came from.
//! Left out: how files are read (`input`) and what the rows mean together (`domain`).

pub mod input;
pub mod output;
mod sheet;

pub use sheet::{Cell, Origin, Row, Sheet, Tables, Value};

/// One table: its name is the file's stem and the sheet's name.
#[derive(Debug)]
pub struct TableSpec {
    /// Name of the table.
    pub name: &'static str,
    /// What a row says.
    pub meaning: &'static str,
    /// True if no forecast can be made without it (input), or if every run writes it (output).
    pub required: bool,
    /// The columns that together name a row.
    pub key: &'static [&'static str],
    /// All columns, in the order in which they are written.
    pub columns: &'static [ColumnSpec],
}

impl TableSpec {
    /// The index of the column `name`.
    ///
    /// # Panics
    /// If the table has no such column: names are written in the code, never read from a file.
    pub fn index(&self, name: &str) -> usize {
        let found = self.columns.iter().position(|column| column.name == name);
        found.unwrap_or_else(|| panic!("table `{}` has no column `{name}`", self.name))
    }

    /// The column that `name` in a header belongs to: its own, or that of the range whose end it is.
    pub fn column_of(&self, name: &str) -> Option<&'static ColumnSpec> {
        self.columns.iter().find(|column| column.header().iter().any(|known| known == name))
    }

    /// Every name that may stand in the header, with the ends of ranges, in order.
    pub fn header(&self) -> Vec<String> {
        self.columns.iter().flat_map(ColumnSpec::header).collect()
    }
}

/// One column of a table.
#[derive(Debug)]
pub struct ColumnSpec {
    /// Name of the column; it carries the unit where there is one.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// True if no cell of it may be blank (input), or if no cell ever is (output).
    pub filled: bool,
    /// The unit, such as `FTE` or `% (0-100)`; empty for codes and text.
    pub unit: &'static str,
    /// What the cell says.
    pub meaning: &'static str,
}

impl ColumnSpec {
    /// The names in the header: one, or three for a number that may be a range (low, mode, high).
    pub fn header(&self) -> Vec<String> {
        match self.range_ends() {
            Some((low, high)) => vec![low, self.name.to_owned(), high],
            None => vec![self.name.to_owned()],
        }
    }

    /// True if the column is in percent: 12.5 means 12.5 %.
    pub fn is_percent(&self) -> bool {
        self.name.ends_with("_pct") && matches!(self.kind, Kind::Number(_))
    }

    /// True if it holds amounts, of which rows of one key may be parts.
    pub fn adds(&self) -> bool {
        matches!(self.kind, Kind::Number(number) if number.adds)
    }

    /// The names of the columns that hold the ends of the range, if the number may be uncertain.
    pub fn range_ends(&self) -> Option<(String, String)> {
        match self.kind {
            Kind::Number(Number { uncertain: true, .. }) if self.name == "mode" => Some(("low".into(), "high".into())),
            Kind::Number(Number { uncertain: true, .. }) => {
                Some((format!("{}_low", self.name), format!("{}_high", self.name)))
            }
            _ => None,
        }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A code that this table gives to something; unique in the table.
    NewCode,
    /// A code that another table gives.
    Code(Reference),
    /// A driver, or the work of others: `role:CODE` or `family:CODE`.
    WorkDriver,
    /// A code that needs no table of its own, such as a region or a family.
    Group,
    /// Completed years of age: `55-59`, `60+` or `61`.
    AgeBand,
    /// The code of an occupation.
    Occupation(Classification),
    /// A number, perhaps with a range.
    Number(Number),
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// `2027`, `2027-Q2`, `2027-04` or `2027-04-15`.
    Period,
    /// The name of values: `table.column[key=value,…]`.
    Selector,
    /// Free text. It never changes a number.
    Text,
}

/// A classification of occupations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Classification {
    /// SOC 2018: `15-1212`.
    Soc,
    /// ISCO-08, unit groups: `2529`.
    Isco,
}

/// A column that names a row of another table.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// The table whose codes are allowed.
    pub table: &'static str,
    /// True if `*` may stand for every code (input), or for all together (output).
    pub star: bool,
    /// True if `region:X` may stand for the facilities of a region together (input).
    pub region: bool,
}

/// A number's legal range. Percentages are 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Smallest value.
    pub minimum: f64,
    /// True if the smallest value itself is not allowed.
    pub above_minimum: bool,
    /// Largest value.
    pub maximum: f64,
    /// True if low and high may be given beside the value.
    pub uncertain: bool,
    /// True if only whole numbers are allowed.
    pub whole: bool,
    /// True if it is one amount for all that `*` or `region:X` stands for together (input).
    pub together: bool,
    /// True if it is an amount, so that rows of one key may be parts of it (input).
    pub adds: bool,
}

impl Number {
    /// Any number from `minimum` to `maximum`.
    pub const fn between(minimum: f64, maximum: f64) -> Self {
        Self { minimum, above_minimum: false, maximum, uncertain: false, whole: false, together: false, adds: false }
    }

    /// Any number from 0.
    pub const fn not_negative() -> Self {
        Self::between(0.0, f64::INFINITY)
    }

    /// Any number above 0.
    pub const fn positive() -> Self {
        Self { above_minimum: true, ..Self::not_negative() }
    }

    /// Any finite number.
    pub const fn any() -> Self {
        Self::between(f64::NEG_INFINITY, f64::INFINITY)
    }

    /// A percentage, 0 to 100.
    pub const fn percent() -> Self {
        Self::between(0.0, 100.0)
    }

    /// The same, and it may be given as a range.
    pub const fn uncertain(self) -> Self {
        Self { uncertain: true, ..self }
    }

    /// The same, and it must be a whole number.
    pub const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// The same, and `*` means one amount for all together.
    pub const fn together(self) -> Self {
        Self { together: true, ..self }
    }

    /// The same, and rows of one key may be parts of it.
    pub const fn adds(self) -> Self {
        Self { adds: true, ..self }
    }

    /// True if `value` is allowed.
    pub fn allows(&self, value: f64) -> bool {
        value.is_finite()
            && (!self.whole || value == value.trunc())
            && value <= self.maximum
            && (value > self.minimum || value == self.minimum && !self.above_minimum)
    }

    /// The legal range in words: "from 0 to 100", "above 0", "a whole number from 0 to 60".
    pub fn words(&self) -> String {
        let whole = if self.whole { "a whole number " } else { "" };
        format!("{whole}{}", self.range_words())
    }

    fn range_words(&self) -> String {
        let bound = |value: f64| if value == value.trunc() { format!("{value:.0}") } else { value.to_string() };
        let low = if self.above_minimum { "above" } else { "from" };
        match (self.minimum.is_finite(), self.maximum.is_finite()) {
            (true, true) => format!("{low} {} to {}", bound(self.minimum), bound(self.maximum)),
            (true, false) if self.above_minimum => format!("above {}", bound(self.minimum)),
            (true, false) => format!("{} or more", bound(self.minimum)),
            (false, true) => format!("up to {}", bound(self.maximum)),
            (false, false) => "any finite number".to_owned(),
        }
    }
}
