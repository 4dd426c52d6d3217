//! Rows of `supply` that hold for just the cells that a change means.
//!
//! In this table a blank cell is filled from the row that held before, then from rows with more `*`; so what holds at a
//! place over time may come from several rows. Where one of them holds for other places too, all that holds of the column
//! at the place meant is written out in rows of the place's own, which win there and change nothing else.

use super::Refusal;
use super::fit::{Fit, Wanted, fit, is_wanted, refuse_shared_amount, word};
use crate::calendar::Period;
use crate::diagnostics::Slug;
use crate::input::build::Codes;
use crate::input::expand::{Axis, Layers, layers};
use crate::tables::{Cell, Kind, Origin, Row, Sheet, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The table.
pub(super) const TABLE: &str = "supply";

/// Columns that say which place a row is for.
const PLACE: [&str; 2] = ["role", "facility"];

/// From one day on: the day as a row writes it (none: always), and the row that gives the value then.
#[derive(Clone, Copy)]
struct Segment {
    from: Option<Period>,
    source: Option<usize>,
    meant: bool,
}

/// Makes rows that hold for just the cells of the column at `index` that are wanted, and gives their places in the sheet.
/// `ranged` says whether the cells will hold a range, if that does not depend on what they hold now; `sets` whether a cell
/// that has only a default may be given a value.
pub(super) fn separate(
    sheet: &mut Sheet,
    wanted: &Wanted,
    codes: &Codes,
    index: usize,
    (ranged, sets): (Option<bool>, bool),
) -> Result<Vec<usize>, Refusal> {
    let spec = sheet.spec;
    let of_rows: Vec<(&'static str, Vec<String>)> =
        wanted.iter().filter(|(key, _)| !PLACE.contains(key)).cloned().collect();
    let meant_row = |row: &Row| matches!(fit(spec, row, &of_rows, codes), Fit::Whole);
    let mut places: Vec<(Vec<Arc<str>>, Vec<Segment>)> = Vec::new();
    // Rows whose cell holds somewhere where it is not meant.
    let mut parted: BTreeSet<usize> = BTreeSet::new();
    for (key, layers) in layers(sheet, codes, &PLACE) {
        let here = PLACE.iter().zip(&key).all(|(name, code)| {
            let values = wanted.iter().find(|(known, _)| known == name).map(|(_, values)| values.as_slice());
            values.is_none_or(|values| is_wanted(code, values, &Axis::of(codes, spec, name)))
        });
        let mut segments = timeline(sheet, &layers, index);
        for segment in &mut segments {
            let row = segment.source.and_then(|source| sheet.rows.get(source));
            segment.meant = here && row.map_or(sets && of_rows.is_empty(), meant_row);
            parted.extend(segment.source.filter(|_| !segment.meant));
        }
        if segments.iter().any(|segment| segment.meant) {
            places.push((key, segments));
        }
    }
    let mut targets: BTreeSet<usize> = BTreeSet::new();
    if sets && !of_rows.is_empty() {
        targets.extend(named_blanks(sheet, wanted, codes, index)?);
    }
    for (key, segments) in places {
        let clean = |segment: &Segment| segment.source.is_some_and(|source| !parted.contains(&source));
        if segments.iter().filter(|segment| segment.meant).all(clean) {
            targets.extend(segments.iter().filter(|segment| segment.meant).filter_map(|segment| segment.source));
            continue;
        }
        for segment in segments.iter().filter(|segment| segment.source.is_some() || segment.meant) {
            let at = own_row(sheet, &key, segment, index, ranged.filter(|_| segment.meant))?;
            targets.extend(segment.meant.then_some(at));
        }
    }
    Ok(targets.into_iter().collect())
}

/// Rows that are named by more than their place and leave the column blank: their cells are to be filled.
fn named_blanks(sheet: &Sheet, wanted: &Wanted, codes: &Codes, index: usize) -> Result<Vec<usize>, Refusal> {
    let spec = sheet.spec;
    let mut blanks = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        if row.cells.get(index).is_some_and(Option::is_some) {
            continue;
        }
        match fit(spec, row, wanted, codes) {
            Fit::None => {}
            Fit::Whole => blanks.push(at),
            Fit::Part(_) => {
                let name = spec.columns.get(index).map_or("", |column| column.name);
                let message =
                    format!("line {} of `{TABLE}` leaves `{name}` blank and holds for others as well", row.origin.line);
                return Err((
                    Slug::BadChange,
                    message,
                    "append a row with [[row]] for the place that is meant".to_owned(),
                ));
            }
        }
    }
    Ok(blanks)
}

/// What holds of a column at a place, in time order; the first segment holds always.
fn timeline(sheet: &Sheet, layers: &Layers, index: usize) -> Vec<Segment> {
    let from = sheet.spec.index("from");
    let begins = |at: usize| sheet.rows.get(at).and_then(|row| row.period(from));
    let filled = |at: &usize| sheet.rows.get(*at).and_then(|row| row.cells.get(index)).is_some_and(Option::is_some);
    let mut days: Vec<Option<Period>> = layers.each().flatten().filter(|at| filled(at)).map(begins).collect();
    days.push(None);
    days.sort_by_key(|day| day.map(Period::first_day));
    days.dedup_by_key(|day| day.map(Period::first_day));
    let source = |day: Option<Period>| {
        layers.each().find_map(|rows| {
            let begun = |at: &usize| begins(*at).map(Period::first_day) <= day.map(Period::first_day);
            rows.filter(filled).filter(begun).max_by_key(|at| begins(*at).map(Period::first_day))
        })
    };
    let mut segments: Vec<Segment> = Vec::new();
    for from in days {
        let source = source(from);
        if segments.last().is_none_or(|last| last.source != source) {
            segments.push(Segment { from, source, meant: false });
        }
    }
    segments
}

/// The row of a place alone that gives the column's value from the segment's day on; made, or filled, if need be.
fn own_row(
    sheet: &mut Sheet,
    key: &[Arc<str>],
    segment: &Segment,
    index: usize,
    ranged: Option<bool>,
) -> Result<usize, Refusal> {
    let spec = sheet.spec;
    let from = spec.index("from");
    let source = segment.source.and_then(|at| sheet.rows.get(at)).cloned();
    let is_own = |row: &Row| {
        PLACE.iter().zip(key).all(|(name, code)| row.text(spec.index(name)) == Some(&**code))
            && row.period(from).map(Period::first_day) == segment.from.map(Period::first_day)
    };
    let own = sheet.rows.iter().position(is_own);
    if let Some(own) = own
        && (segment.source == Some(own) || source.is_none())
    {
        return Ok(own);
    }
    if let Some(source) = &source {
        refuse_shared_amount(spec, source, Some(index))?;
    }
    let Some(own) = own else {
        sheet.rows.push(new_row(sheet, key, segment, index, source.as_ref()));
        return Ok(sheet.rows.len() - 1);
    };
    if let (Some(source), Some(row)) = (&source, sheet.rows.get_mut(own)) {
        take_meaning(spec, row, source, index, ranged)?;
        if let (Some(cell), Some(value)) = (row.cells.get_mut(index), source.cells.get(index)) {
            *cell = value.clone();
        }
    }
    Ok(own)
}

/// A row of a place alone with this column alone, and what is said of how it is meant.
fn new_row(sheet: &Sheet, key: &[Arc<str>], segment: &Segment, index: usize, source: Option<&Row>) -> Row {
    let spec = sheet.spec;
    let origin = source.map_or_else(|| Origin::new(sheet.file.clone(), 0), |row| row.origin.clone());
    let mut row = source.cloned().unwrap_or_else(|| Row {
        origin: origin.clone(),
        sheet_row: 0,
        number: 0,
        cells: vec![None; spec.columns.len()],
    });
    for (at, (cell, column)) in row.cells.iter_mut().zip(spec.columns).enumerate() {
        if at != index && matches!(column.kind, Kind::Number(_)) {
            *cell = None;
        }
    }
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(cell) = row.cells.get_mut(spec.index(name)) {
            *cell = value.map(|value| Cell { value, origin: origin.clone() });
        }
    };
    for (name, code) in PLACE.iter().zip(key) {
        put(name, Some(Value::Text(code.clone())));
    }
    put("from", segment.from.map(Value::Period));
    row
}

/// Lets a row say how its numbers are meant as the row does from which a blank cell is filled; refused if it says otherwise
/// of ranges of its own.
fn take_meaning(
    spec: &'static crate::tables::TableSpec,
    row: &mut Row,
    source: &Row,
    index: usize,
    ranged: Option<bool>,
) -> Result<(), Refusal> {
    let name = spec.columns.get(index).map_or("", |column| column.name);
    let is_range = |cell: Option<&Cell>| matches!(cell.map(|cell| &cell.value), Some(Value::Number { low, high, .. }) if low != high);
    let filled_with_range = ranged.unwrap_or_else(|| is_range(source.cells.get(index).and_then(Option::as_ref)));
    let has_ranges = row.cells.iter().any(|cell| is_range(cell.as_ref()));
    for (at, column) in spec.columns.iter().enumerate() {
        let matters = match column.name {
            "range" | "distribution" => filled_with_range,
            "turnover_includes" => name == "leavers_pct",
            _ => false,
        };
        if !matters || word(row, at) == word(source, at) {
            continue;
        }
        if has_ranges && column.name != "turnover_includes" {
            let message = format!(
                "line {} of `{TABLE}` leaves `{name}` blank and says another `{}` than line {}, whose value holds there",
                row.origin.line, column.name, source.origin.line
            );
            return Err((Slug::BadChange, message, format!("write `{name}` into line {} itself", row.origin.line)));
        }
        if let (Some(cell), Some(value)) = (row.cells.get_mut(at), source.cells.get(at)) {
            *cell = value.clone();
        }
    }
    Ok(())
}
