//! What every part of a case is built from: the tables' good rows, the codes, the horizon.

use super::group::Group;
use crate::calendar::{Horizon, Period};
use crate::domain::DriverKind;
use crate::ids::DriverId;
use crate::statistics::distribution::{Distribution, DistributionKind, Unfit};
use crate::tables::Row;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What `*` and `region:X` stand for.
pub(super) struct Codes {
    codes: BTreeMap<&'static str, Vec<Arc<str>>>,
    regions: BTreeMap<String, Vec<Arc<str>>>,
}

impl Codes {
    /// The codes that the tables of a group give.
    pub(super) fn of(group: &Group) -> Self {
        let tables = ["roles", "facilities", "technologies", "drivers"];
        let codes = tables.into_iter().map(|table| (table, group.codes(table))).collect();
        let mut regions: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
        if let Some(sheet) = group.sheet("facilities") {
            for row in &sheet.rows {
                if let (Some(code), Some(region)) = (row.text(0), row.text(sheet.spec.index("region"))) {
                    regions.entry(format!("region:{region}")).or_default().push(Arc::from(code));
                }
            }
        }
        regions.values_mut().for_each(|facilities| facilities.sort());
        Self { codes, regions }
    }

    /// The codes of a table, sorted.
    pub(super) fn of_table(&self, table: &str) -> &[Arc<str>] {
        self.codes.get(table).map_or(&[], Vec::as_slice)
    }

    /// The facilities of each region, sorted, by `region:CODE`.
    pub(super) fn regions(&self) -> &BTreeMap<String, Vec<Arc<str>>> {
        &self.regions
    }
}

/// Distributions by their kind and range.
type Solved = BTreeMap<(DistributionKind, [u64; 3]), Result<Distribution, Unfit>>;

/// What every part is built from.
pub(super) struct Build<'a> {
    pub(super) group: &'a Group,
    pub(super) horizon: &'a Horizon,
    range: &'static str,
    distribution: DistributionKind,
    codes: Codes,
    /// Distributions already solved for: many rows have the same range.
    solved: RefCell<Solved>,
}

impl<'a> Build<'a> {
    /// `ranges` says how ranges are meant, and which distribution they have, where a row does not say.
    pub(super) fn new(group: &'a Group, horizon: &'a Horizon, ranges: (&'static str, DistributionKind)) -> Self {
        let (range, distribution) = ranges;
        Self { group, horizon, range, distribution, codes: Codes::of(group), solved: RefCell::default() }
    }

    /// The codes of a table, sorted.
    pub(super) fn codes(&self, table: &str) -> &[Arc<str>] {
        self.codes.of_table(table)
    }

    /// A code of a table, kept where the table's codes are; one that is not among them stands by itself.
    pub(super) fn code(&self, table: &str, code: &str) -> Arc<str> {
        let codes = self.codes.of_table(table);
        codes.binary_search_by(|known| (**known).cmp(code)).map_or_else(|_| Arc::from(code), |at| codes[at].clone())
    }

    /// All codes.
    pub(super) fn all_codes(&self) -> &Codes {
        &self.codes
    }

    /// The text in a column of a row.
    pub(super) fn text<'r>(&self, table: &str, row: &'r Row, column: &str) -> Option<&'r str> {
        row.text(self.index(table, column)?)
    }

    /// The middle value in a column of a row.
    pub(super) fn number(&self, table: &str, row: &Row, column: &str) -> Option<f64> {
        row.number(self.index(table, column)?).map(|(_, mode, _)| mode)
    }

    /// The period in a column of a row.
    pub(super) fn period(&self, table: &str, row: &Row, column: &str) -> Option<Period> {
        row.period(self.index(table, column)?)
    }

    /// The instant in a column of a row, in months after the opening.
    pub(super) fn instant(&self, table: &str, row: &Row, column: &str) -> Option<f64> {
        self.period(table, row, column).map(|period| period.begins_after(self.horizon.start))
    }

    /// How the ranges of a row are meant.
    pub(super) fn range_of(&self, table: &str, row: &Row) -> &'static str {
        let word = self.text(table, row, "range");
        let words = crate::tables::input::RANGE_WORDS.iter().copied();
        word.and_then(|word| words.into_iter().find(|known| *known == word)).unwrap_or(self.range)
    }

    /// The kind of distribution that the ranges of a row have.
    pub(super) fn distribution_of(&self, table: &str, row: &Row) -> DistributionKind {
        let word = self.text(table, row, "distribution");
        word.and_then(DistributionKind::from_word).unwrap_or(self.distribution)
    }

    /// The distribution of a kind whose 10th and 90th percentiles are the ends of a range.
    pub(super) fn of_percentiles(&self, kind: DistributionKind, range: [f64; 3]) -> Result<Distribution, Unfit> {
        let solve = || Distribution::from_p10_p90(kind, range);
        *self.solved.borrow_mut().entry((kind, range.map(f64::to_bits))).or_insert_with(solve)
    }

    fn index(&self, table: &str, column: &str) -> Option<usize> {
        self.group.sheet(table)?.spec.columns.iter().position(|known| known.name == column)
    }
}

pub(super) fn kind(build: &Build<'_>, row: &Row) -> DriverKind {
    match build.text("drivers", row, "kind") {
        Some("flow") => DriverKind::Flow,
        _ => DriverKind::Stock,
    }
}

/// The kind of each driver.
pub(super) fn driver_kinds(build: &Build<'_>) -> BTreeMap<DriverId, DriverKind> {
    let rows = build.group.rows("drivers").iter();
    rows.filter_map(|row| Some((DriverId::new(row.text(0)?), kind(build, row)))).collect()
}
