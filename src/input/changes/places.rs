//! Which rows hold for the cells that a change means, and rows that hold for nothing else.
//!
//! A row for `*` may hold for cells that a change means and for others. Then the rows that speak of its place together are
//! copied for the cells meant, under their own codes: a row with fewer `*` wins, and the others keep what they have.

use super::Refusal;
use crate::calendar::Period;
use crate::diagnostics::{Slug, list, suggest};
use crate::input::build::Codes;
use crate::input::expand::{Axis, layers};
use crate::tables::{Cell, ColumnSpec, Kind, Number, Row, Sheet, TableSpec, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Columns and the values wanted in them.
pub(super) type Wanted = [(&'static str, Vec<String>)];

/// Key columns that say which of the rows of a place, not which place: all rows of a place hold together.
const WITHIN_A_PLACE: [&str; 4] = ["from", "period", "provider", "age"];
/// The table whose blank cells are filled from the next less specific row, so that a place may hold cells of several rows.
const FILLED_FROM_BELOW: &str = "supply";

/// How a row meets what is wanted.
enum Fit {
    /// Not at all.
    None,
    /// In all that it holds for.
    Whole,
    /// In these codes of these columns.
    Part(Vec<(usize, Vec<Arc<str>>)>),
}

/// Makes rows that hold for just what is wanted, and gives the places in the sheet of all rows that do.
///
/// `column` is the one to be changed: in the table `supply` a new row holds no other. `ranged` says whether the cells will
/// hold a range, if that does not depend on what they hold now.
pub(super) fn separate(
    sheet: &mut Sheet,
    wanted: &Wanted,
    codes: &Codes,
    column: &'static ColumnSpec,
    ranged: Option<bool>,
) -> Result<Vec<usize>, Refusal> {
    let filled = (sheet.spec.name == FILLED_FROM_BELOW).then(|| sheet.spec.index(column.name));
    let fits: Vec<Fit> = sheet.rows.iter().map(|row| fit(sheet.spec, row, wanted, codes)).collect();
    let parts = || {
        fits.iter().enumerate().filter_map(|(at, fit)| if let Fit::Part(part) = fit { Some((at, part)) } else { None })
    };
    if parts().next().is_some() {
        let holds = Holds::new(sheet, codes, filled);
        let mut made: BTreeMap<Vec<String>, Row> = BTreeMap::new();
        for (at, part) in parts() {
            for codes in products(part) {
                if !holds.wins(at, &codes) {
                    continue;
                }
                let together = holds.together(at);
                let fills = |at: &usize| filled.is_none_or(|column| is_filled(sheet, *at, column));
                let any_fills = together.iter().any(fills);
                for other in together.into_iter().filter(|other| fills(other) || !any_fills) {
                    refuse_shared_amount(sheet, other, filled)?;
                    let row = copied(sheet, other, &codes, filled);
                    made.entry(key_words(sheet.spec, &row)).or_insert(row);
                }
            }
        }
        put(sheet, made, filled.map(|column| (column, ranged)))?;
    }
    let whole = |(at, row): (usize, &Row)| matches!(fit(sheet.spec, row, wanted, codes), Fit::Whole).then_some(at);
    Ok(sheet.rows.iter().enumerate().filter_map(whole).collect())
}

/// Takes out what is wanted; false if there is nothing.
pub(super) fn remove(sheet: &mut Sheet, wanted: &Wanted, codes: &Codes) -> Result<bool, Refusal> {
    let fits: Vec<Fit> = sheet.rows.iter().map(|row| fit(sheet.spec, row, wanted, codes)).collect();
    let holds = Holds::new(sheet, codes, None);
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut made: BTreeMap<Vec<String>, Row> = BTreeMap::new();
    for (at, fit) in fits.iter().enumerate() {
        let Fit::Part(part) = fit else {
            gone.extend(matches!(fit, Fit::Whole).then_some(at));
            continue;
        };
        if sheet.spec.name == FILLED_FROM_BELOW {
            let message = "a row for all of them holds here, and a part of it cannot be taken out".to_owned();
            return Err((Slug::BadChange, message, "write `set` with the values that hold instead".to_owned()));
        }
        // The row for all is replaced by rows for each of the others.
        let everywhere = all_of(sheet, at, part, codes);
        for choice in products(&everywhere) {
            if !holds.wins(at, &choice) {
                continue;
            }
            let meant = part
                .iter()
                .all(|(column, codes)| choice.iter().any(|(other, code)| other == column && codes.contains(code)));
            for other in holds.together(at) {
                refuse_shared_amount(sheet, other, None)?;
                if !meant || matches!(fits.get(other), Some(Fit::None)) {
                    let row = copied(sheet, other, &choice, None);
                    made.entry(key_words(sheet.spec, &row)).or_insert(row);
                }
            }
        }
        gone.extend(holds.together(at));
    }
    let mut at = 0;
    sheet.rows.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    let any = !gone.is_empty();
    put(sheet, made, None)?;
    Ok(any)
}

/// What to say of a change that meets no row.
pub(super) fn matches_nothing(sheet: &Sheet, wanted: &Wanted, codes: &Codes) -> Refusal {
    let name = sheet.spec.name;
    for (key, values) in wanted {
        let alone = [(*key, values.clone())];
        if sheet.rows.iter().any(|row| !matches!(fit(sheet.spec, row, &alone, codes), Fit::None)) {
            continue;
        }
        let index = sheet.spec.index(key);
        let mut known: BTreeSet<String> = sheet.rows.iter().filter_map(|row| word(row, index)).collect();
        if known.remove("*") {
            let of_table = sheet.spec.columns.get(index).and_then(|column| match column.kind {
                Kind::Code(reference) => Some(codes.of_table(reference.table)),
                _ => None,
            });
            known.extend(of_table.unwrap_or_default().iter().map(ToString::to_string));
        }
        let wrong: Vec<&str> = values.iter().map(String::as_str).collect();
        let message = format!("no row of `{name}` is for {key} {}", list(wrong.iter().copied(), 6));
        let help = wrong.first().map_or_else(String::new, |first| suggest(first, known.iter().map(String::as_str)));
        return (Slug::ChangeMatchesNothing, message, help);
    }
    let said: Vec<String> = wanted.iter().map(|(key, values)| format!("{key} {}", values.join(" or "))).collect();
    let message = match said.as_slice() {
        [] => format!("the table `{name}` has no rows"),
        said => format!("no row of `{name}` is for {} together", said.join(", ")),
    };
    (Slug::ChangeMatchesNothing, message, "append a row with [[row]], or name rows that are there".to_owned())
}

/// How a row meets what is wanted.
fn fit(spec: &TableSpec, row: &Row, wanted: &Wanted, codes: &Codes) -> Fit {
    let mut parts = Vec::new();
    for (key, values) in wanted {
        let index = spec.index(key);
        let axis = Axis::of(codes, spec, key);
        let single = [Arc::from(word(row, index).unwrap_or_default())];
        let (stood, width) = axis.codes(&single);
        let wants = |code: &Arc<str>| {
            values.iter().any(|value| {
                let value = [Arc::from(value.as_str())];
                &*value[0] == "*"
                    || value[0] == *code
                    || axis.codes(&value).0.contains(code)
                    || same_period(&value[0], code)
            })
        };
        let hit: Vec<Arc<str>> = stood.iter().filter(|code| wants(code)).cloned().collect();
        if hit.is_empty() {
            return Fit::None;
        }
        if width > 0 && hit.len() < stood.len() {
            parts.push((index, hit));
        }
    }
    if parts.is_empty() { Fit::Whole } else { Fit::Part(parts) }
}

/// True if both are periods that begin on one day.
fn same_period(a: &str, b: &str) -> bool {
    matches!((Period::parse(a), Period::parse(b)), (Some(a), Some(b)) if a == b)
}

/// Which row holds at which key.
struct Holds {
    /// The columns of a place, by index.
    columns: Vec<usize>,
    /// For each key, the rows of which the most specific speaks.
    winners: BTreeMap<Vec<Arc<str>>, Vec<usize>>,
    /// For each row, those written for the same place.
    sets: Vec<Vec<usize>>,
}

impl Holds {
    /// `filled` is the column that a row must fill to hold, if rows fill each other's blanks.
    fn new(sheet: &Sheet, codes: &Codes, filled: Option<usize>) -> Self {
        let spec = sheet.spec;
        let names: Vec<&str> = spec.key.iter().copied().filter(|name| !WITHIN_A_PLACE.contains(name)).collect();
        let columns: Vec<usize> = names.iter().map(|name| spec.index(name)).collect();
        let fills = |at: &usize| filled.is_none_or(|column| is_filled(sheet, *at, column));
        let mut winners = BTreeMap::new();
        for (key, layers) in layers(sheet, codes, &names) {
            // Where no row fills the column, the most specific is as good as any.
            let first = layers.values().next().cloned();
            let filling = layers.into_values().find(|rows| rows.iter().any(fills));
            winners.insert(key, filling.or(first).unwrap_or_default());
        }
        let place =
            |row: &Row| -> Vec<String> { columns.iter().map(|at| word(row, *at).unwrap_or_default()).collect() };
        let mut by_place: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, row) in sheet.rows.iter().enumerate() {
            by_place.entry(place(row)).or_default().push(at);
        }
        let sets = sheet.rows.iter().map(|row| by_place.get(&place(row)).cloned().unwrap_or_default()).collect();
        Self { columns, winners, sets }
    }

    /// True if the row at `at` holds at some key with these codes.
    fn wins(&self, at: usize, codes: &[(usize, Arc<str>)]) -> bool {
        let positions: Vec<(usize, &Arc<str>)> = codes
            .iter()
            .filter_map(|(column, code)| Some((self.columns.iter().position(|known| known == column)?, code)))
            .collect();
        self.winners.iter().any(|(key, rows)| {
            rows.contains(&at) && positions.iter().all(|(position, code)| key.get(*position) == Some(*code))
        })
    }

    /// The rows written for the place of the row at `at`, itself too.
    fn together(&self, at: usize) -> Vec<usize> {
        self.sets.get(at).cloned().unwrap_or_default()
    }
}

/// Every choice of one code for each column.
fn products(part: &[(usize, Vec<Arc<str>>)]) -> Vec<Vec<(usize, Arc<str>)>> {
    part.iter().fold(vec![Vec::new()], |choices, (column, codes)| {
        let longer = |choice: &Vec<(usize, Arc<str>)>| {
            let choice = choice.clone();
            codes
                .iter()
                .map(move |code| choice.iter().cloned().chain([(*column, code.clone())]).collect())
                .collect::<Vec<_>>()
        };
        choices.iter().flat_map(longer).collect()
    })
}

/// All codes that a row stands for in the columns of `part`.
fn all_of(sheet: &Sheet, at: usize, part: &[(usize, Vec<Arc<str>>)], codes: &Codes) -> Vec<(usize, Vec<Arc<str>>)> {
    let all = |column: usize| {
        let name = sheet.spec.columns.get(column).map_or("", |spec| spec.name);
        let text = [Arc::from(sheet.rows.get(at).and_then(|row| word(row, column)).unwrap_or_default())];
        (column, Axis::of(codes, sheet.spec, name).codes(&text).0.to_vec())
    };
    part.iter().map(|(column, _)| all(*column)).collect()
}

/// A row for these codes in place of its `*`.
fn copied(sheet: &Sheet, at: usize, codes: &[(usize, Arc<str>)], only: Option<usize>) -> Row {
    let mut row = sheet.rows.get(at).cloned().unwrap_or_else(|| Row {
        origin: crate::tables::Origin { file: sheet.file.clone(), line: 0 },
        sheet_row: 0,
        number: 0,
        cells: vec![None; sheet.spec.columns.len()],
    });
    let origin = row.origin.clone();
    for (column, code) in codes {
        if let Some(cell) = row.cells.get_mut(*column) {
            *cell = Some(Cell { value: Value::Text(code.clone()), origin: origin.clone() });
        }
    }
    if let Some(only) = only {
        for (index, (cell, spec)) in row.cells.iter_mut().zip(sheet.spec.columns).enumerate() {
            if index != only && matches!(spec.kind, Kind::Number(_)) {
                *cell = None;
            }
        }
    }
    row
}

/// Puts new rows in; where a row of the key is there (its cell was blank), its blank cell is filled instead.
fn put(
    sheet: &mut Sheet,
    made: BTreeMap<Vec<String>, Row>,
    filled: Option<(usize, Option<bool>)>,
) -> Result<(), Refusal> {
    let spec = sheet.spec;
    for (key, mut row) in made {
        let Some(known) = sheet.rows.iter_mut().find(|known| key_words(spec, known) == key) else {
            sheet.rows.push(row);
            continue;
        };
        let Some((column, ranged)) = filled.filter(|(column, _)| known.cells.get(*column).is_some_and(Option::is_none))
        else {
            continue;
        };
        let name = spec.columns.get(column).map_or("", |column| column.name);
        let value = row.cells.get(column).and_then(Option::as_ref).map(|cell| &cell.value);
        let is_range = matches!(value, Some(Value::Number { low, high, .. }) if low != high);
        // What the row itself says of how its numbers are meant must be what the value's own row says.
        let matters = |other: &str| match other {
            "range" | "distribution" => ranged.unwrap_or(is_range),
            "turnover_includes" => name == "leavers_pct",
            _ => false,
        };
        let said = |row: &Row, index: usize| word(row, index);
        let mut meanings = spec.columns.iter().enumerate().filter(|(_, column)| matters(column.name));
        if let Some((_, other)) = meanings.find(|(index, _)| said(known, *index) != said(&row, *index)) {
            let message = format!(
                "line {} of `{}` leaves `{name}` blank and says another `{}` than line {}, whose value holds there",
                known.origin.line, spec.name, other.name, row.origin.line
            );
            return Err((Slug::BadChange, message, format!("write `{name}` into line {} itself", known.origin.line)));
        }
        if let (Some(cell), Some(value)) = (known.cells.get_mut(column), row.cells.get_mut(column)) {
            *cell = value.take();
        }
    }
    Ok(())
}

/// True if the row at `at` fills a column.
fn is_filled(sheet: &Sheet, at: usize, column: usize) -> bool {
    sheet.rows.get(at).and_then(|row| row.cells.get(column)).is_some_and(Option::is_some)
}

/// Refuses to part an amount that `*` or a region has together: what the others keep of it would be a guess.
fn refuse_shared_amount(sheet: &Sheet, at: usize, only: Option<usize>) -> Result<(), Refusal> {
    let Some(row) = sheet.rows.get(at) else { return Ok(()) };
    for (index, (cell, column)) in row.cells.iter().zip(sheet.spec.columns).enumerate() {
        let together = matches!(column.kind, Kind::Number(Number { together: true, .. }));
        if together && cell.is_some() && only.is_none_or(|only| only == index) {
            let message = format!(
                "`{}` of `{}` is one amount for several facilities together (line {}): a part of them cannot be changed alone",
                column.name, sheet.spec.name, row.origin.line
            );
            let help = "change it for all of them, or give each facility a row with its own amount".to_owned();
            return Err((Slug::BadChange, message, help));
        }
    }
    Ok(())
}

/// The words of a row's key.
fn key_words(spec: &TableSpec, row: &Row) -> Vec<String> {
    spec.key.iter().map(|name| word(row, spec.index(name)).unwrap_or_default()).collect()
}

/// A code, word, period or number as text; `None` if the cell is blank.
fn word(row: &Row, index: usize) -> Option<String> {
    match &row.cells.get(index)?.as_ref()?.value {
        Value::Text(text) => Some(text.to_string()),
        Value::Period(period) => Some(period.to_string()),
        Value::Number { mode, .. } => Some(mode.to_string()),
    }
}
