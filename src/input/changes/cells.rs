//! What becomes of cells: another value, so much more, so many times, so much later.

use super::{Change, Refusal};
use super::{fit, places, supply};
use crate::calendar::{Month, Period};
use crate::diagnostics::{Diagnostics, Place, Slug, list};
use crate::input::build::Codes;
use crate::input::reading;
use crate::tables::{Cell, ColumnSpec, Kind, Origin, Row, Sheet, TableSpec, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is wanted of a column.
pub(super) struct Wish {
    pub(super) column: &'static ColumnSpec,
    pub(super) act: Act,
}

/// What is done to a cell.
pub(super) enum Act {
    /// It gets what this text says: a number, `low/mode/high`, a code, a word or a period; nothing, and it is cleared.
    Set(String),
    /// Low, mode and high move together by so much.
    Add(f64),
    /// Low, mode and high are multiplied.
    Multiply(f64),
    /// A period moves by so many months.
    Shift(i32),
}

impl Act {
    /// Whether a cell holds a range afterwards; `None` if that depends on what it holds now.
    fn ranged(&self) -> Option<bool> {
        match self {
            Self::Set(text) => Some(text.contains('/')),
            _ => None,
        }
    }
}

/// Changes all cells meant.
pub(super) fn change(
    sheet: &mut Sheet,
    change: &Change,
    wishes: &[Wish],
    codes: &Codes,
    found: &mut Diagnostics,
) -> Result<(), Refusal> {
    let set = set_texts(wishes);
    let (values, good) = reading::type_cells(sheet.spec, &change.origin, &set, false, found);
    if !good {
        return Ok(());
    }
    let mut effects = 0;
    for wish in wishes {
        let index = sheet.spec.index(wish.column.name);
        let rows = rows(sheet, change, wish, codes, index)?;
        let mut any = false;
        for at in rows {
            let Some(row) = sheet.rows.get_mut(at) else { continue };
            let Some(before) = row.cells.get(index) else { continue };
            let after = match &wish.act {
                // Blank where the text is.
                Act::Set(_) => values.get(index).cloned().flatten(),
                act => match before {
                    Some(before) => Some(moved(&before.value, act, wish.column)?),
                    None => continue,
                },
            };
            any = true;
            if before.as_ref().map(|before| &before.value) == after.as_ref() {
                continue;
            }
            effects += 1;
            let is_number = matches!(wish.column.kind, Kind::Number(_));
            if let Some(cell) = row.cells.get_mut(index) {
                *cell = after.map(|after| self::cell(after, &change.origin));
            }
            let says_so = wishes.iter().any(|wish| wish.column.name == "basis");
            explain(row, sheet.spec, change, is_number && !says_so);
        }
        if !any {
            let name = wish.column.name;
            let message = format!("`{name}` is blank in all rows that are meant: there is nothing to change");
            let help = format!("write its value: set = {{ {name} = … }}");
            return Err((Slug::ChangeMatchesNothing, message, help));
        }
    }
    if effects == 0 {
        let columns = list(wishes.iter().map(|wish| wish.column.name), 6);
        let message = format!("the change leaves {columns} of `{}` as they are", sheet.spec.name);
        let help = "the values are there already: take the change out, or correct what it sets or which rows it names";
        let place = Place::at(&change.origin.file, change.origin.line).in_column(&change.name);
        found.push(Slug::ChangeWithoutEffect, place, message, help);
    }
    Ok(())
}

/// The rows whose cell in a column is meant, and nothing else.
fn rows(sheet: &mut Sheet, change: &Change, wish: &Wish, codes: &Codes, index: usize) -> Result<Vec<usize>, Refusal> {
    let name = wish.column.name;
    if sheet.spec.key.contains(&name) {
        places::refuse_uncovered(sheet, &change.wanted, codes)?;
    }
    if sheet.spec.name != supply::TABLE || sheet.spec.key.contains(&name) {
        return places::separate(sheet, &change.wanted, codes);
    }
    let is_number = matches!(wish.column.kind, Kind::Number(_));
    if !is_number {
        if sheet.rows.iter().any(|row| matches!(fit::fit(sheet.spec, row, &change.wanted, codes), fit::Fit::Part(_))) {
            let message = format!("`{name}` belongs to the numbers of its row, which holds for others as well");
            return Err((Slug::BadChange, message, "append a row with [[row]] that gives both".to_owned()));
        }
        return places::separate(sheet, &change.wanted, codes);
    }
    if matches!(&wish.act, Act::Set(text) if text.is_empty()) {
        let message = format!("`{name}` of `supply` cannot be cleared: a blank cell is filled from another row");
        return Err((Slug::BadChange, message, "write the value that holds instead".to_owned()));
    }
    let sets = matches!(wish.act, Act::Set(_));
    supply::separate(sheet, &change.wanted, codes, index, (wish.act.ranged(), sets))
}

/// The value after `act`.
fn moved(value: &Value, act: &Act, column: &ColumnSpec) -> Result<Value, Refusal> {
    let of = |f: &dyn Fn(f64) -> f64| -> Result<Value, Refusal> {
        let (&Value::Number { low, mode, high }, Kind::Number(legal)) = (value, column.kind) else {
            return Err(wrong_kind(column, "a number", "set"));
        };
        // Without the last digits, which are noise of the arithmetic.
        let f = |number: f64| format!("{:.14e}", f(number)).parse().unwrap_or(number);
        let (low, mode, high): (f64, f64, f64) = (f(low), f(mode), f(high));
        if let Some(end) = [low, mode, high].into_iter().find(|end| !legal.allows(*end)) {
            let message = format!("`{}` would be {end}, but it must be {}", column.name, legal.words());
            return Err((Slug::OutOfRange, message, "change it by less, or set the value itself".to_owned()));
        }
        if !(low <= mode && mode <= high) {
            let message = format!("the range of `{}` would be out of order: {low}, {mode}, {high}", column.name);
            return Err((Slug::UnorderedRange, message, "multiply by a positive number".to_owned()));
        }
        Ok(Value::Number { low, mode, high })
    };
    match act {
        Act::Add(by) => of(&|number| number + by),
        Act::Multiply(by) => of(&|number| number * by),
        Act::Shift(months) => match value {
            Value::Period(period) => shifted(*period, *months).map(Value::Period).ok_or_else(|| {
                let message = format!("`{}` would leave the calendar", column.name);
                (Slug::OutOfRange, message, "shift it by less".to_owned())
            }),
            _ => Err(wrong_kind(column, "a period", "set")),
        },
        Act::Set(_) => Ok(value.clone()),
    }
}

/// The period so many months later, as coarse as it can be written.
fn shifted(period: Period, months: i32) -> Option<Period> {
    let month = |month: Month| {
        let moved = month.plus(months);
        Month::new(moved.year(), moved.of_year())
    };
    Some(match period {
        Period::Year(year) if months % 12 == 0 => Period::Year(month(Month::new(year, 1)?)?.year()),
        Period::Quarter(..) if months % 3 == 0 => {
            let first = month(period.first_month())?;
            Period::Quarter(first.year(), (first.of_year() - 1) / 3 + 1)
        }
        Period::Day(of, day) => {
            let moved = month(of)?;
            Period::Day(moved, day.min(moved.days()))
        }
        other => Period::Month(month(other.first_month())?),
    })
}

/// A refusal of an act that the column does not take.
pub(super) fn wrong_kind(column: &ColumnSpec, what: &str, instead: &str) -> Refusal {
    let message = format!("`{}` does not hold {what}", column.name);
    (Slug::BadChange, message, format!("use `{instead}` for it: shift moves periods, add and multiply move numbers"))
}

/// The texts of wishes that set, by the names of the header; `9/12/15` fills all three of a range.
pub(super) fn set_texts(wishes: &[Wish]) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for wish in wishes {
        let Act::Set(text) = &wish.act else { continue };
        match (wish.column.range_ends(), text.split('/').collect::<Vec<_>>().as_slice()) {
            (Some((low, high)), [first, middle, last]) => {
                let names = [low, wish.column.name.to_owned(), high];
                texts.extend(names.into_iter().zip([first, middle, last].map(|part| part.trim().to_owned())));
            }
            _ => {
                texts.insert(wish.column.name.to_owned(), text.trim().to_owned());
            }
        }
    }
    texts
}

/// A cell set by a change.
pub(super) fn cell(value: Value, origin: &Origin) -> Cell {
    Cell { value, origin: origin.clone() }
}

/// True if rows of the table give codes.
pub(super) fn gives_code(spec: &TableSpec) -> bool {
    spec.columns.first().is_some_and(|column| matches!(column.kind, Kind::NewCode))
}

/// Writes into a row's source why it says what it says; what somebody assumes in a scenario is `judgement`.
pub(super) fn explain(row: &mut Row, spec: &TableSpec, change: &Change, judged: bool) {
    let position = |name: &str| spec.columns.iter().position(|column| column.name == name);
    let why = change.why.as_deref().unwrap_or("changed by the scenario");
    if let Some(cell) = position("source").and_then(|index| row.cells.get_mut(index)) {
        let said = match cell.as_ref().map(|cell| &cell.value) {
            Some(Value::Text(said)) if said.contains(why) => said.to_string(),
            Some(Value::Text(said)) => format!("{said}; {why}"),
            _ => why.to_owned(),
        };
        *cell = Some(self::cell(Value::Text(Arc::from(said)), &change.origin));
    }
    if judged && let Some(cell) = position("basis").and_then(|index| row.cells.get_mut(index)) {
        *cell = Some(self::cell(Value::Text(Arc::from("judgement")), &change.origin));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_move_and_stay_as_coarse_as_they_can() {
        let moved = |text: &str, months: i32| {
            let period = Period::parse(text).expect("a period");
            shifted(period, months).map(|period| period.to_string())
        };
        for (text, months, expected) in [
            ("2028", -12, "2027"),
            ("2028", 6, "2028-07"),
            ("2028-Q2", 9, "2029-Q1"),
            ("2028-Q2", 1, "2028-05"),
            ("2028-01", -1, "2027-12"),
            ("2028-01-31", 1, "2028-02-29"),
        ] {
            assert_eq!(moved(text, months).as_deref(), Some(expected), "{text} {months}");
        }
    }
}
