//! The cells of one row as values, by the table's spec: each checked by itself, wherever the row comes from.

use super::age_band::AgeBand;
use super::conventions::{Conventions, Dates};
use super::declared::{Declared, to_paste};
use super::layout::{self, LaidRow, Layout};
use super::names::NameMaps;
use super::number;
use super::period::{self, DateOrder, Written, of_pair};
use crate::calendar::Period;
use crate::diagnostics::{Diagnostics, Place, Slug, list, nearest};
use crate::grid::{CellKind, GridCell};
use crate::ids::is_code;
use crate::input::occupations;
use crate::tables::{Classification, ColumnSpec, Kind, Number, Origin, TableSpec, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// True if a text holds what moves a cursor or rings a bell, beyond the end of a line.
pub(in crate::input) fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}

/// A column of the spec and where its names stand in [`TableSpec::header`].
pub(super) struct Column {
    pub(super) spec: &'static ColumnSpec,
    pub(super) slot: usize,
    pub(super) ends: Option<(usize, usize)>,
}

impl Column {
    pub(super) fn of(spec: &'static TableSpec) -> Vec<Self> {
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

/// Texts that many cells share.
#[derive(Default)]
pub(super) struct Texts(BTreeSet<Arc<str>>);

impl Texts {
    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let text: Arc<str> = Arc::from(text);
        // Remarks and sources may be many and long, and are seldom the same.
        if text.len() <= 64 {
            self.0.insert(text.clone());
        }
        text
    }
}

/// Cells that were written in another way than the plain one: a count and the first, by what they were.
#[derive(Default)]
pub(super) struct Otherwise(BTreeMap<&'static str, (usize, String)>);

impl Otherwise {
    pub(super) fn remarks(self) -> Vec<String> {
        let words = |(what, (count, first)): (&str, (usize, String))| {
            format!("{count} {} {what}, first {first}", if count == 1 { "cell" } else { "cells" })
        };
        self.0.into_iter().map(words).collect()
    }
}

/// Where the cells of a row come from.
pub(super) enum Source<'a> {
    /// A row of a file.
    Laid {
        layout: &'a Layout<'a>,
        row: LaidRow<'a>,
        conventions: &'a Conventions,
        /// What the scenario says of the file.
        declared: &'a Declared,
        /// What names mean, by column.
        maps: &'a NameMaps,
    },
    /// Texts by the names of columns, at one place of a scenario.
    Given { origin: &'a Origin, texts: &'a BTreeMap<String, String> },
}

pub(super) struct RowTyper<'a> {
    pub(super) spec: &'static TableSpec,
    pub(super) source: Source<'a>,
    pub(super) texts: &'a mut Texts,
    pub(super) otherwise: &'a mut Otherwise,
    pub(super) found: &'a mut Diagnostics,
    /// False once a cell had a problem.
    pub(super) good: bool,
}

impl<'a> RowTyper<'a> {
    /// The cell of a slot, unless it is blank.
    fn cell(&self, slot: usize) -> Option<GridCell<'a>> {
        match self.source {
            Source::Laid { layout, row, .. } => layout.cell(slot, row),
            Source::Given { texts, .. } => {
                let text = texts.get(&self.name(slot)).filter(|text| !text.is_empty())?;
                Some(GridCell { text, kind: CellKind::Text })
            }
        }
    }

    /// The text of a cell, unless it is blank.
    fn text(&self, slot: usize) -> Option<&'a str> {
        self.cell(slot).map(|cell| cell.text)
    }

    fn name(&self, slot: usize) -> String {
        self.spec.header().get(slot).cloned().unwrap_or_default()
    }

    /// True if what seems blank may stand in a column that is not known.
    fn is_open(&self, slot: usize) -> bool {
        match &self.source {
            Source::Laid { layout, row, .. } => !layout.clean && layout.column(slot, *row).is_none(),
            Source::Given { .. } => false,
        }
    }

    fn place(&self, slot: usize) -> Place {
        let name = self.name(slot);
        match &self.source {
            Source::Laid { layout, row, .. } => layout.place(slot, *row, &name),
            Source::Given { origin, .. } => Place::at(&origin.file, origin.line).in_column(&name),
        }
    }

    fn problem(&mut self, slug: Slug, slot: usize, message: String, help: impl Into<String>) {
        let (place, value) = (self.place(slot), self.text(slot));
        self.found.push_value(slug, place, value, message, help);
        self.good = false;
    }

    /// Counts a cell that was written in another way; the first of its kind is kept with its address.
    fn remark(&mut self, what: &'static str, slot: usize, text: &str) {
        if let Some((count, _)) = self.otherwise.0.get_mut(what) {
            *count += 1;
            return;
        }
        let cell = self.place(slot).cell.unwrap_or_default();
        self.otherwise.0.insert(what, (1, format!("`{text}` ({cell})")));
    }

    /// The value of a column; nothing if its cell is blank or has a problem.
    pub(super) fn value(&mut self, column: &Column) -> Option<Value> {
        if let (Some(ends), Kind::Number(number)) = (column.ends, column.spec.kind) {
            return self.range(column, ends, number);
        }
        if let Some(period) = self.period_across(column) {
            return Some(Value::Period(period));
        }
        let Some(cell) = self.cell(column.slot) else {
            return self.blank(column);
        };
        if cell.kind == CellKind::Error {
            return self.error_cell(column.slot, cell.text);
        }
        if !matches!(column.spec.kind, Kind::Number(_)) && has_control(cell.text) {
            let message = format!("`{}` holds a character that cannot be shown", column.spec.name);
            let help = "type the text anew; the character came with a copy from another program";
            self.problem(Slug::ControlCharacter, column.slot, message, help);
            return None;
        }
        let cell = self.mapped(column, cell);
        match column.spec.kind {
            Kind::Number(number) => {
                let value = self.number(column.spec, column.slot, number)?;
                Some(Value::Number { low: value, mode: value, high: value })
            }
            Kind::NewCode | Kind::Group => self.code(column.slot, cell.text),
            Kind::AgeBand => match AgeBand::parse(cell.text) {
                Some(_) => Some(Value::Text(self.texts.shared(cell.text))),
                None => {
                    let message = format!("`{}` is not an age band", cell.text);
                    let help = "write completed years from 14 to 100: 55-59, 60+ (which means 60 to 69) or 61";
                    self.problem(Slug::NotAnAgeBand, column.slot, message, help);
                    None
                }
            },
            Kind::Occupation(classification) => self.occupation(column, cell.text, classification),
            Kind::Code(_) | Kind::WorkDriver | Kind::Selector | Kind::Text => {
                Some(Value::Text(self.texts.shared(cell.text)))
            }
            Kind::Choice(words) => self.choice(column, cell.text, words),
            Kind::Period => self.period(column.slot, cell).map(Value::Period),
        }
    }

    /// No value; reported where there must be one.
    fn blank(&mut self, column: &Column) -> Option<Value> {
        if column.spec.filled && !self.may_be_blank(column) {
            let help = format!("fill it in. {}", column.spec.meaning);
            self.problem(Slug::MissingValue, column.slot, format!("`{}` is blank", column.spec.name), help);
        }
        None
    }

    /// True if another file gives what is blank here.
    fn may_be_blank(&self, column: &Column) -> bool {
        matches!(self.source, Source::Laid { declared, .. } if declared.may_be_blank.contains(&column.spec.name))
    }

    /// The cell, or what the map of its column makes of it.
    fn mapped(&mut self, column: &Column, cell: GridCell<'a>) -> GridCell<'a> {
        let Source::Laid { maps, .. } = self.source else { return cell };
        let Some(text) = maps.get(column.spec.name).and_then(|map| map.to(cell.text)) else { return cell };
        self.remark("with a name that a map file translates", column.slot, cell.text);
        GridCell { text, ..cell }
    }

    fn error_cell(&mut self, slot: usize, text: &str) -> Option<Value> {
        let message = format!("the cell holds the error {text}");
        let help = "mend the formula, or clear the cell if the value is not given";
        self.problem(Slug::ErrorCell, slot, message, help);
        None
    }

    /// The period that stands above the cell that the row is made from.
    fn period_across(&self, column: &Column) -> Option<Period> {
        match &self.source {
            Source::Laid { layout, row, .. } if layout.is_across(column.slot) => layout.period_across(*row),
            _ => None,
        }
    }

    fn period(&mut self, slot: usize, cell: GridCell<'_>) -> Option<Period> {
        let text = cell.text;
        let dates = match &self.source {
            Source::Laid { conventions, .. } => conventions.dates(slot).cloned(),
            Source::Given { .. } => None,
        };
        let help = match (Written::of(text), &self.source) {
            (Written::Plain(period), _) => return Some(period),
            // A scenario is written by hand, where the plain form is no trouble.
            (_, Source::Given { .. }) => period::remedy(text),
            (Written::Other(period), _) => {
                self.remark("with a period in another form", slot, text);
                return Some(period);
            }
            // In a workbook the number may count from 1904, and nobody sees a date there.
            (Written::DayNumber(_), _) if cell.kind == CellKind::Number => period::remedy(text),
            (Written::DayNumber(period), _) => {
                let said = format!("{text}, which is {period}");
                self.remark("with a day as Excel counts it (1900 system)", slot, &said);
                return Some(period);
            }
            (Written::Pair(a, b, year), _) => match dates {
                Some(Dates::Known(order)) => match of_pair((a, b, year), order) {
                    Some(period) => return Some(period),
                    None => format!("the dates of this column are {}: {}", order.word(), period::remedy(text)),
                },
                Some(Dates::Both(day, month)) => format!(
                    "some dates of this column are day first, as {day}, others month first, as {month}: write all of them as \
                     2026-04-15"
                ),
                _ => {
                    let order = DateOrder::DayMonthYear.word();
                    let paste = to_paste(self.spec.name, &format!("date_order = \"{order}\""));
                    format!("{}, or say in the scenario which it is:{paste}", period::remedy(text))
                }
            },
            (Written::Unknown, _) => period::remedy(text),
        };
        self.problem(Slug::NotAPeriod, slot, format!("`{text}` is not a period"), help);
        None
    }

    fn code(&mut self, slot: usize, text: &str) -> Option<Value> {
        if is_code(text) {
            return Some(Value::Text(self.texts.shared(text)));
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

    fn occupation(&mut self, column: &Column, text: &str, classification: Classification) -> Option<Value> {
        let Some(plain) = occupations::plain(classification, text) else {
            let message = format!("`{text}` is not a code for `{}`", column.spec.name);
            self.problem(Slug::NotAnOccupationCode, column.slot, message, occupations::remedy(classification, text));
            return None;
        };
        if plain != text {
            self.remark("with an occupation code in another form", column.slot, text);
        }
        Some(Value::Text(self.texts.shared(&plain)))
    }

    fn choice(&mut self, column: &Column, text: &str, words: &[&'static str]) -> Option<Value> {
        let name = column.spec.name;
        if words.contains(&text) {
            return Some(Value::Text(self.texts.shared(text)));
        }
        // `Linear` and `go live` can mean nothing else.
        if let Some(word) = words.iter().find(|word| layout::simplified(word) == layout::simplified(text)) {
            self.remark("with a word in other letters", column.slot, text);
            return Some(Value::Text(self.texts.shared(word)));
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

    fn number(&mut self, column: &ColumnSpec, slot: usize, legal: Number) -> Option<f64> {
        let cell = self.cell(slot)?;
        let text = cell.text;
        if cell.kind == CellKind::Error {
            self.error_cell(slot, text);
            return None;
        }
        match self.written_number(column, slot, cell) {
            Ok(value) if legal.allows(value) => Some(value),
            Ok(value) => {
                let name = self.name(slot);
                let read = if value.to_string() == text { String::new() } else { format!(" (read as {value})") };
                let message = format!("`{name}` is {text}{read}, but it must be {}", legal.words());
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

    /// The number that a cell writes, in the unit of its column; or how to write it.
    fn written_number(&mut self, column: &ColumnSpec, slot: usize, cell: GridCell<'_>) -> Result<f64, String> {
        let text = cell.text;
        let Source::Laid { conventions, declared, .. } = &self.source else {
            return number::read(text);
        };
        let percent = column.is_percent();
        let fraction = declared.fractions.contains(&column.name);
        let marks = conventions.marks(slot);
        let shifted = |plain: &str| number::read(&number::hundredfold(plain));
        match cell.kind {
            CellKind::Number if fraction => shifted(&number::fifteen_digits(text)),
            CellKind::Number => number::read(text),
            CellKind::Percent if percent => {
                let value = shifted(&number::fifteen_digits(text))?;
                self.remark("shown as percentages, read as such", slot, text);
                Ok(value)
            }
            CellKind::Percent => {
                let shown = number::hundredfold(text);
                Err(format!(
                    "the cell is shown as {shown} %, but `{}` is not in percent: format it as a number",
                    column.name
                ))
            }
            CellKind::Date => Err("the cell holds a date: format it as a number and write the value".to_owned()),
            CellKind::Boolean => Err("write a plain decimal number, such as 12 or 12.5".to_owned()),
            CellKind::Text | CellKind::Error => {
                let bare = text.strip_suffix('%').map(|text| text.trim_end_matches([' ', '\u{a0}', '\u{202f}']));
                if percent && let Some(bare) = bare {
                    let help = conventions.help(bare, slot);
                    let (value, _) = number::read_cell(bare, marks).map_err(|remedy| help.unwrap_or(remedy))?;
                    self.remark("with a percent sign", slot, text);
                    return Ok(value);
                }
                if bare.is_some() {
                    return Err(format!("`{}` is not in percent: leave out the percent sign", column.name));
                }
                let help = conventions.help(text, slot);
                let (value, otherwise) = number::read_cell(text, marks).map_err(|remedy| help.unwrap_or(remedy))?;
                let value = if fraction { shifted(&value.to_string())? } else { value };
                if otherwise && !text.contains(marks.decimal.mark()) || text.contains([' ', '\'', '\u{a0}']) {
                    self.remark("with a number in another form", slot, text);
                }
                Ok(value)
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
        if [low, column.slot, high].into_iter().any(|slot| self.is_open(slot)) {
            return None;
        }
        match there {
            [false, false, false] => return self.blank(column),
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
        let mode = self.number(column.spec, column.slot, number);
        if !there[0] {
            let mode = mode?;
            return Some(Value::Number { low: mode, mode, high: mode });
        }
        let ends = (self.number(column.spec, low, number), self.number(column.spec, high, number));
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
