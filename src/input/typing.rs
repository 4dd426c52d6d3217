//! Text cells to typed cells, by the table's spec.
//!
//! Every cell is checked; a row with a problem is left out of the sheet and the sheet is marked incomplete, so that
//! later checks do not report what follows from the first mistake. Names of other tables' rows are checked in
//! `references`.

use super::age_band::AgeBand;
use super::group::Table;
use super::header::Positions;
use super::raw::{RawRow, RawTable};
use super::{number, period};
use crate::calendar::Period;
use crate::diagnostics::{Diagnostics, Place, Slug, list, nearest};
use crate::ids::is_code;
use crate::tables::{Cell, ColumnSpec, Kind, Number, Origin, Row, Sheet, TableSpec, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Types all rows of a table; `complete` says whether `raw` holds all rows of the file.
pub(super) fn type_table(
    spec: &'static TableSpec,
    raw: &RawTable,
    header: Positions,
    complete: bool,
    found: &mut Diagnostics,
) -> Table {
    let columns = Column::of(spec);
    let Positions { slots: positions, clean } = header;
    let mut table = Table { complete, codes_known: complete, ..Table::unreadable(spec, raw.file.clone()) };
    for row in &raw.rows {
        let mut typer = RowTyper { spec, raw, positions: &positions, clean, row, found: &mut *found, good: true };
        let mut cells = Vec::with_capacity(columns.len());
        for column in &columns {
            let was_good = std::mem::replace(&mut typer.good, true);
            let value = typer.value(column);
            if matches!(column.spec.kind, Kind::NewCode) {
                match &value {
                    Some(Value::Text(code)) => table.codes.push(code.clone()),
                    _ => table.codes_known = false,
                }
            }
            typer.good &= was_good;
            let origin = Origin { file: raw.file.clone(), line: row.line };
            cells.push(value.map(|value| Cell { value, origin }));
        }
        let origin = Origin { file: raw.file.clone(), line: row.line };
        if typer.good {
            table.sheet.rows.push(Row { origin, sheet_row: row.sheet_row, number: 0, cells });
        } else {
            table.complete = false;
        }
    }
    table.sheet.positions = positions;
    if !clean {
        // What a row means is open until its columns are known: it gives no further messages.
        table.sheet.rows.clear();
        table.complete = false;
    }
    if look_like_fractions(&columns, raw, &table.sheet, found) {
        table.sheet.rows.clear();
        table.complete = false;
    }
    drop_duplicates(&mut table, found);
    table.sheet.number();
    table
}

/// Types the cells of one row that stands in a scenario at `origin`: texts by the names of [`TableSpec::header`]. The
/// second value is false if something was wrong with them; blank cells are let pass unless `whole`.
pub(super) fn type_cells(
    spec: &'static TableSpec,
    origin: &Origin,
    texts: &BTreeMap<String, String>,
    whole: bool,
    found: &mut Diagnostics,
) -> (Vec<Option<Value>>, bool) {
    let header = spec.header();
    let cells = header.iter().map(|name| texts.get(name).cloned().unwrap_or_default()).collect();
    let row = RawRow { line: origin.line, sheet_row: 0, cells };
    let positions: Vec<Option<usize>> = (0..header.len()).map(Some).collect();
    let raw = RawTable { file: origin.file.clone(), header, header_at: (0, 0), rows: Vec::new() };
    let mut typer = RowTyper { spec, raw: &raw, positions: &positions, clean: true, row: &row, found, good: true };
    let spoken = |column: &Column| column.spec.header().iter().any(|name| texts.contains_key(name));
    let asked = |column: &Column| whole || spoken(column);
    let columns = Column::of(spec);
    let values = columns.iter().map(|column| if asked(column) { typer.value(column) } else { None }).collect();
    (values, typer.good)
}

/// A column of the spec and where its names stand in [`TableSpec::header`].
struct Column {
    spec: &'static ColumnSpec,
    slot: usize,
    ends: Option<(usize, usize)>,
}

impl Column {
    fn of(spec: &'static TableSpec) -> Vec<Self> {
        let mut slot = 0;
        let columns = spec.columns.iter().map(|spec| match spec.range_ends() {
            Some(_) => {
                slot += 3;
                Self { spec, slot: slot - 2, ends: Some((slot - 3, slot - 1)) }
            }
            None => {
                slot += 1;
                Self { spec, slot: slot - 1, ends: None }
            }
        });
        columns.collect()
    }
}

struct RowTyper<'a> {
    spec: &'static TableSpec,
    raw: &'a RawTable,
    positions: &'a [Option<usize>],
    /// False if the header holds unknown columns: what seems blank may stand in one of them.
    clean: bool,
    row: &'a RawRow,
    found: &'a mut Diagnostics,
    good: bool,
}

impl RowTyper<'_> {
    fn position(&self, slot: usize) -> Option<usize> {
        self.positions.get(slot).copied().flatten()
    }

    /// The text of a cell, unless it is blank.
    fn text(&self, slot: usize) -> Option<&str> {
        let text = self.row.cells.get(self.position(slot)?)?;
        (!text.is_empty()).then_some(text)
    }

    fn name(&self, slot: usize) -> String {
        self.spec.header().get(slot).cloned().unwrap_or_default()
    }

    fn problem(&mut self, slug: Slug, slot: usize, message: String, help: impl Into<String>) {
        let name = self.name(slot);
        let place = match self.position(slot) {
            Some(index) if self.row.sheet_row > 0 => {
                Place::cell(&self.raw.file, self.row.line, self.row.sheet_row, index, &name)
            }
            _ => Place::at(&self.raw.file, self.row.line).in_column(&name),
        };
        let value = self.text(slot).map(str::to_owned);
        self.found.push_value(slug, place, value.as_deref(), message, help);
        self.good = false;
    }

    fn value(&mut self, column: &Column) -> Option<Value> {
        if let (Some(ends), Kind::Number(number)) = (column.ends, column.spec.kind) {
            return self.range(column, ends, number);
        }
        let Some(text) = self.text(column.slot).map(str::to_owned) else {
            if column.spec.filled {
                let message = format!("`{}` is blank", column.spec.name);
                self.problem(Slug::MissingValue, column.slot, message, format!("fill it in. {}", column.spec.meaning));
            }
            return None;
        };
        match column.spec.kind {
            Kind::Number(number) => {
                let value = self.number(column.slot, number)?;
                Some(Value::Number { low: value, mode: value, high: value })
            }
            Kind::NewCode | Kind::Group => self.code(column.slot, &text),
            Kind::AgeBand => match AgeBand::parse(&text) {
                Some(_) => Some(Value::Text(Arc::from(text))),
                None => {
                    let message = format!("`{text}` is not an age band");
                    let help = "write completed years from 14 to 100: 55-59, 60+ (which means 60 to 69) or 61";
                    self.problem(Slug::NotAnAgeBand, column.slot, message, help);
                    None
                }
            },
            Kind::Code(_) | Kind::WorkDriver | Kind::Selector | Kind::Text => Some(Value::Text(Arc::from(text))),
            Kind::Choice(words) => self.choice(column, &text, words),
            Kind::Period => match Period::parse(&text) {
                Some(period) => Some(Value::Period(period)),
                None => {
                    self.problem(
                        Slug::NotAPeriod,
                        column.slot,
                        format!("`{text}` is not a period"),
                        period::remedy(&text),
                    );
                    None
                }
            },
        }
    }

    fn code(&mut self, slot: usize, text: &str) -> Option<Value> {
        if is_code(text) {
            return Some(Value::Text(Arc::from(text)));
        }
        let plain = simplified(text);
        let help = if is_code(&plain) {
            format!("write it in small letters, digits and `_`: {plain}; its name for people goes into `label`")
        } else {
            "write a code of small letters, digits and `_` that begins with a letter, such as ehr_analyst".to_owned()
        };
        self.problem(Slug::NotACode, slot, format!("`{text}` is not a code"), help);
        None
    }

    fn choice(&mut self, column: &Column, text: &str, words: &[&str]) -> Option<Value> {
        let name = column.spec.name;
        if words.contains(&text) {
            return Some(Value::Text(Arc::from(text)));
        }
        let all = list(words.iter().copied(), 12);
        let help = match nearest(text, words.iter().copied()) {
            Some(word) => format!("did you mean `{word}`? Allowed: {all}"),
            None => format!("write one of {all}"),
        };
        self.problem(
            Slug::UnknownChoice,
            column.slot,
            format!("`{text}` is not a word for `{name}` that staffcast knows"),
            help,
        );
        None
    }

    fn number(&mut self, slot: usize, legal: Number) -> Option<f64> {
        let text = self.text(slot)?.to_owned();
        match number::read(&text) {
            Ok(value) if legal.allows(value) => Some(value),
            Ok(_) => {
                let name = self.name(slot);
                let message = format!("`{name}` is {text}, but it must be {}", legal.words());
                let help = self.out_of_range_help(&name, legal);
                self.problem(Slug::OutOfRange, slot, message, help);
                None
            }
            Err(help) => {
                self.problem(Slug::NotANumber, slot, format!("`{text}` is not a number"), help);
                None
            }
        }
    }

    fn out_of_range_help(&self, name: &str, legal: Number) -> String {
        match (self.spec.name, name) {
            ("staff", "fte" | "headcount" | "budgeted_fte") => {
                "a leaver is not a negative row: lower the FTE of the period, and put leavers into supply.csv"
                    .to_owned()
            }
            _ if name.contains("_pct") => format!("write a percentage {}: 12.5 means 12.5 %", legal.words()),
            _ if legal.whole => format!("write {}", legal.words()),
            _ => format!("write a number {}", legal.words()),
        }
    }

    /// A number that may have a range: both ends or none, in order.
    fn range(&mut self, column: &Column, (low, high): (usize, usize), number: Number) -> Option<Value> {
        let name = column.spec.name;
        let there = [self.text(low).is_some(), self.text(column.slot).is_some(), self.text(high).is_some()];
        let (low_name, high_name) = (self.name(low), self.name(high));
        if !self.clean && [low, column.slot, high].into_iter().any(|slot| self.position(slot).is_none()) {
            return None;
        }
        match there {
            [false, false, false] => {
                if column.spec.filled {
                    let help = format!("fill it in. {}", column.spec.meaning);
                    self.problem(Slug::MissingValue, column.slot, format!("`{name}` is blank"), help);
                }
                return None;
            }
            [_, false, _] => {
                let message = format!("the range has no middle: `{name}` is blank");
                let help =
                    format!("fill in the most likely value in `{name}`, or clear `{low_name}` and `{high_name}`");
                self.problem(Slug::IncompleteRange, column.slot, message, help);
                return None;
            }
            [true, true, false] | [false, true, true] => {
                let (slot, blank) = if there[0] { (high, &high_name) } else { (low, &low_name) };
                let message = format!("the range has one end only: `{blank}` is blank");
                let help =
                    format!("fill in both `{low_name}` and `{high_name}`, or neither: the value is then certain");
                self.problem(Slug::IncompleteRange, slot, message, help);
                return None;
            }
            _ => {}
        }
        let mode = self.number(column.slot, number);
        if !there[0] {
            let mode = mode?;
            return Some(Value::Number { low: mode, mode, high: mode });
        }
        let ends = (self.number(low, number), self.number(high, number));
        let (low_value, mode, high_value) = (ends.0?, mode?, ends.1?);
        if low_value <= mode && mode <= high_value {
            return Some(Value::Number { low: low_value, mode, high: high_value });
        }
        let message = format!("the range is out of order: low {low_value}, most likely {mode}, high {high_value}");
        let help = format!("write `{low_name}` ≤ `{name}` ≤ `{high_name}`");
        self.problem(Slug::UnorderedRange, column.slot, message, help);
        None
    }
}

/// Small letters, digits and `_` only.
fn simplified(text: &str) -> String {
    let mut plain = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            plain.push(c);
        } else if !plain.ends_with('_') {
            plain.push('_');
        }
    }
    plain.trim_matches('_').to_owned()
}

/// Percent columns in which fractions of 1 are usual: growth of a few tenths of a percent a year is ordinary.
const SMALL_PERCENTAGES: &[(&str, &str)] = &[("growth", "annual_pct"), ("transfers", "annual_pct")];
/// From this many values on, all of them below 1 is no coincidence.
const ENOUGH_VALUES: usize = 3;

/// Reports percent columns whose values all lie between 0 and 1; true if there are any.
fn look_like_fractions(columns: &[Column], raw: &RawTable, sheet: &Sheet, found: &mut Diagnostics) -> bool {
    let mut any = false;
    for (index, column) in columns.iter().enumerate() {
        let name = column.spec.name;
        let is_percent = name.ends_with("_pct") && matches!(column.spec.kind, Kind::Number(_));
        if !is_percent || SMALL_PERCENTAGES.contains(&(sheet.spec.name, name)) {
            continue;
        }
        let all: Vec<(&Row, (f64, f64, f64))> =
            sheet.rows.iter().filter_map(|row| Some((row, row.number(index)?))).filter(|(_, n)| n.2 != 0.0).collect();
        let inside = all.iter().all(|(_, (low, _, high))| *low >= 0.0 && *high < 1.0);
        let (Some((first, _)), Some(position)) = (all.first(), sheet.positions.get(column.slot).copied().flatten())
        else {
            continue;
        };
        if !inside || all.len() < ENOUGH_VALUES {
            continue;
        }
        let letters = crate::diagnostics::column_letters(position);
        let cells: Vec<String> = all.iter().map(|(row, _)| format!("{letters}{}", row.sheet_row)).collect();
        let values = all.iter().map(|(_, n)| n.1);
        let (least, most) = (values.clone().fold(f64::INFINITY, f64::min), values.fold(0.0, f64::max));
        let message = format!(
            "all {} values of `{name}` lie between {least} and {most} ({}): they look like fractions of 1",
            all.len(),
            list(cells.iter().map(String::as_str), 4)
        );
        let help = "the column is in percent: 12.5 means 12.5 %. Multiply the values by 100";
        let place = Place::cell(&raw.file, first.origin.line, first.sheet_row, position, name);
        found.push(Slug::LooksLikeFractions, place, message, help);
        any = true;
    }
    any
}

/// Takes out rows whose key stands on an earlier line.
pub(super) fn drop_duplicates(table: &mut Table, found: &mut Diagnostics) {
    let spec = table.sheet.spec;
    let key: Vec<usize> = spec.key.iter().map(|name| spec.index(name)).collect();
    let mut seen = std::collections::BTreeMap::new();
    let mut good = Vec::with_capacity(table.sheet.rows.len());
    for row in std::mem::take(&mut table.sheet.rows) {
        let name: Vec<String> = key.iter().map(|&index| words(&row, index)).collect();
        let said = |row: &Row| -> Vec<Option<Value>> {
            let columns = spec.columns.iter().zip(&row.cells).filter(|(column, _)| !matches!(column.kind, Kind::Text));
            columns.map(|(_, cell)| cell.as_ref().map(|cell| cell.value.clone())).collect()
        };
        match seen.get(&name) {
            None => {
                seen.insert(name, (row.origin.clone(), said(&row)));
                good.push(row);
            }
            Some((first, earlier)) => {
                let parts: Vec<String> =
                    spec.key.iter().zip(&name).map(|(column, text)| format!("{column} {text}")).collect();
                let message = format!(
                    "{} are both for {}",
                    first.and(&row.origin),
                    parts.into_iter().filter(|part| !part.ends_with(' ')).collect::<Vec<_>>().join(", ")
                );
                let help = if *earlier == said(&row) {
                    "they say the same: probably pasted twice; delete one"
                } else {
                    "they differ: delete the one that is wrong"
                };
                found.push(Slug::DuplicateRow, Place::at(&row.origin.file, row.origin.line), message, help);
                table.complete = false;
                // One of two equal codes may have been meant for another.
                table.codes_known = false;
            }
        }
    }
    table.sheet.rows = good;
}

/// The text of a key cell; empty if it is blank.
fn words(row: &Row, index: usize) -> String {
    match row.cells.get(index).and_then(Option::as_ref).map(|cell| &cell.value) {
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Period(period)) => period.to_string(),
        Some(Value::Number { mode, .. }) => mode.to_string(),
        None => String::new(),
    }
}
