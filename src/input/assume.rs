//! A row's value with its range and distribution: computed and named once for all facilities at which it holds.

use super::build::Build;
use super::ranges::{self, Asked};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Assumption, Basis, Given, Selector, Spread};
use crate::statistics::distribution::{Distribution, DistributionKind};
use crate::tables::{Kind, Row};
use std::sync::Arc;

/// More than ten of a role for one of another is a slip of the pen.
const MOST_PERCENT_OF_ROLE: f64 = 1000.0;

/// A value as one row (or a default) gives it, before it is known where it holds.
#[derive(Clone, Debug)]
pub(super) struct RowValue {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) spread: Spread,
    pub(super) distribution: Option<Distribution>,
    pub(super) range: &'static str,
    pub(super) unit: &'static str,
    pub(super) basis: Basis,
    pub(super) source: Arc<str>,
    pub(super) given: Given,
    /// The period from which it holds, if the row's key has one.
    pub(super) from: Option<Arc<str>>,
}

impl RowValue {
    /// The value at each facility where the row holds; `row` is the key without the facility.
    pub(super) fn local(&self, row: &Arc<str>) -> Assumption {
        self.named(row, Some(Arc::from("*")))
    }

    /// The value of a row that belongs to no facility.
    pub(super) fn everywhere(&self, row: &Arc<str>) -> Assumption {
        self.named(row, None)
    }

    fn named(&self, row: &Arc<str>, facility: Option<Arc<str>>) -> Assumption {
        Assumption {
            selector: Selector {
                table: self.table,
                column: self.column,
                row: row.clone(),
                facility,
                from: self.from.clone(),
            },
            spread: self.spread,
            distribution: self.distribution,
            range: self.range,
            unit: self.unit,
            basis: self.basis,
            source: self.source.clone(),
            given: self.given.clone(),
        }
    }
}

/// What a default says, in the unit of its column.
pub(super) struct DefaultValue<'a> {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) spread: Spread,
    pub(super) range: &'static str,
    pub(super) basis: Basis,
    pub(super) source: &'a str,
}

/// A value that staffcast itself gives.
pub(super) fn default_value(default: &DefaultValue<'_>) -> RowValue {
    let Spread { low, mode, high } = default.spread;
    let distribution = match default.range {
        "bounds" => Distribution::from_bounds(DistributionKind::Pert, [low, mode, high]),
        _ => Distribution::from_p10_p90(DistributionKind::Pert, [low, mode, high]),
    };
    let columns = crate::tables::input::table(default.table).map_or(&[][..], |table| table.columns);
    RowValue {
        table: default.table,
        column: default.column,
        spread: default.spread,
        distribution: distribution.ok().filter(|_| low < high),
        range: default.range,
        unit: columns.iter().find(|column| column.name == default.column).map_or("", |column| column.unit),
        basis: default.basis,
        source: Arc::from(default.source),
        given: Given::Default,
        from: None,
    }
}

/// The value of `column` in a row; `None` if the cell is blank, or its range makes no distribution or reaches outside
/// what is allowed.
pub(super) fn row_value(
    build: &Build<'_>,
    table: &'static str,
    row: &Row,
    column: &'static str,
    found: &mut Diagnostics,
) -> Option<RowValue> {
    let spec = build.group.sheet(table)?.spec;
    let index = spec.index(column);
    let column_spec = spec.columns.get(index)?;
    let Kind::Number(mut legal) = column_spec.kind else { return None };
    let mut unit = column_spec.unit;
    if table == "workload" {
        let word = row.text(spec.index("unit")).unwrap_or_default();
        unit = crate::tables::input::UNIT_WORDS.iter().copied().find(|known| *known == word).unwrap_or(unit);
        // The FTE is the driver over the rate.
        legal.above_minimum |= unit == "units_per_fte";
        if unit == "percent_of_role" {
            legal.maximum = MOST_PERCENT_OF_ROLE;
        }
    }
    let (low, mode, high) = row.number(index)?;
    let spread = Spread { low, mode, high };
    let value = RowValue {
        table,
        column,
        spread,
        distribution: None,
        range: build.range_of(table, row),
        unit,
        basis: build.text(table, row, "basis").and_then(Basis::from_word).unwrap_or(Basis::Judgement),
        source: Arc::from(build.text(table, row, "source").unwrap_or_default()),
        given: given_by(row, index),
        from: build
            .period(table, row, "from")
            .filter(|_| spec.key.contains(&"from"))
            .map(|period| Arc::from(period.to_string())),
    };
    if let Some(end) = [low, mode, high].into_iter().find(|&end| !legal.allows(end)) {
        let message = format!("`{column}` is {end}, but in {unit} it must be {}", legal.words());
        let help = match unit {
            "percent_of_role" => "12.5 means 12.5 % of the demand that the row scales with",
            _ => "units_per_fte divides by the rate: write how many units one FTE handles",
        };
        found.push(Slug::OutOfRange, build.group.place(table, row, column), message, help);
        return None;
    }
    if spread.is_certain() {
        return Some(value);
    }
    let asked = Asked { range: value.range, kind: build.distribution_of(table, row), legal };
    let distribution = ranges::distribution(build, (table, row, column), spread, asked, found)?;
    Some(RowValue { distribution: Some(distribution), ..value })
}

/// What set the cell at the column `index` of a row.
fn given_by(row: &Row, index: usize) -> Given {
    let cell = row.cells.get(index).and_then(Option::as_ref);
    Given::Planner { origin: cell.map_or(&row.origin, |cell| &cell.origin).clone(), row: row.number }
}
