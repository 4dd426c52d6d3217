//! What a scenario changes in the tables: `[[change]]`, `[[row]]` and `--set`.
//!
//! A change chooses cells by table, column and key (`fit`), whatever the `*` of their rows (`places` and `supply` make rows
//! that hold for just the cells meant), and gives them another value, which remembers the file and line of the change (`cells`). Changes act
//! in their order: those of the scenario that is extended first, those of the command line last. What they leave is
//! checked as any table is. Left out: settings, which have no rows.

mod cells;
mod fit;
mod places;
mod read;
mod supply;

use super::build::Codes;
use super::group::{Group, Table};
use super::reading;
use super::selector;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::tables::{Origin, Row, Sheet, TableSpec};
use cells::Wish;
use std::sync::Arc;

pub(super) use read::{read, typed};

/// Why a change cannot be made: what is wrong, and how to mend it.
type Refusal = (Slug, String, String);

/// One change.
pub(super) struct Change {
    /// Where it stands.
    origin: Origin,
    /// What it is called in messages: `change`, `row`, or the words typed.
    name: String,
    table: &'static TableSpec,
    /// Columns and the values wanted in them.
    wanted: Vec<(&'static str, Vec<String>)>,
    deed: Deed,
    /// Why, in the planner's words.
    why: Option<String>,
}

/// What is done.
enum Deed {
    /// Cells get another value.
    Cells(Vec<Wish>),
    /// Rows are taken out.
    Remove,
    /// A row is put in.
    Append(Vec<Wish>),
}

/// Makes all changes, in order.
pub(super) fn apply(changes: &[Change], group: &mut Group, found: &mut Diagnostics) {
    for change in changes {
        if let Err((slug, message, help)) = make(change, group, found) {
            let place = Place::at(&change.origin.file, change.origin.line).in_column(&change.name);
            found.push(slug, place, message, help);
        }
    }
    let mut touched: Vec<&str> = changes.iter().map(|change| change.table.name).collect();
    touched.sort_unstable();
    touched.dedup();
    for name in touched {
        if let Some(table) = group.tables.get_mut(name) {
            reading::refuse_duplicates(table, found);
            table.sheet.number();
        }
    }
}

fn make(change: &Change, group: &mut Group, found: &mut Diagnostics) -> Result<(), Refusal> {
    if let Deed::Append(wishes) = &change.deed {
        return append(change, wishes, group, found);
    }
    let codes = Codes::of(group);
    let whole = group.complete(&[change.table.name, "roles", "facilities", "technologies", "drivers"]);
    let Some(table) = group.tables.get_mut(change.table.name) else {
        let message = format!("the table `{}` is not there", change.table.name);
        return Err((Slug::ChangeMatchesNothing, message, "append rows with [[row]], or add the file".to_owned()));
    };
    if let Some(refusal) = fit::unmet(&table.sheet, &change.wanted, &codes) {
        // What it was meant for may stand in rows that could not be read.
        return if whole { Err(refusal) } else { Ok(()) };
    }
    match &change.deed {
        Deed::Cells(wishes) => cells::change(&mut table.sheet, change, wishes, &codes, found),
        _ => remove(change, table, &codes),
    }
}

/// Takes rows out.
fn remove(change: &Change, table: &mut Table, codes: &Codes) -> Result<(), Refusal> {
    let spec = change.table;
    let partly = |row: &Row| matches!(fit::fit(spec, row, &change.wanted, codes), fit::Fit::Part(_));
    if spec.name == supply::TABLE && table.sheet.rows.iter().any(partly) {
        let message = "a row for all of them holds here, and a part of it cannot be taken out".to_owned();
        return Err((Slug::BadChange, message, "write `set` with the values that hold instead".to_owned()));
    }
    places::remove(&mut table.sheet, &change.wanted, codes)?;
    if cells::gives_code(spec) {
        table.codes = table.sheet.rows.iter().filter_map(|row| row.text(0)).map(Arc::from).collect();
    }
    if spec.required && table.complete && table.sheet.rows.is_empty() {
        let message = format!("this takes all rows of `{}` out, and no forecast can be made without it", spec.name);
        return Err((Slug::EmptyTable, message, "name the rows to take out with `where`".to_owned()));
    }
    Ok(())
}

/// Puts a row in; the cells are those that it names.
fn append(change: &Change, wishes: &[Wish], group: &mut Group, found: &mut Diagnostics) -> Result<(), Refusal> {
    let Change { table: spec, origin, .. } = change;
    let texts = cells::set_texts(wishes);
    let (values, good) = reading::type_cells(spec, origin, &texts, true, found);
    let table = group.tables.entry(spec.name).or_insert_with(|| {
        let sheet = Sheet { spec, file: origin.file.clone(), positions: Vec::new(), rows: Vec::new() };
        Table { sheet, complete: true, codes: Vec::new(), codes_known: true, added: 0 }
    });
    if !good {
        table.complete = false;
        table.codes_known &= !cells::gives_code(spec);
        return Ok(());
    }
    let cells: Vec<_> = values.into_iter().map(|value| value.map(|value| cells::cell(value, origin))).collect();
    let mut row = Row { origin: origin.clone(), sheet_row: 0, number: 0, cells };
    cells::explain(&mut row, spec, change, false);
    if cells::gives_code(spec) {
        table.codes.extend(row.text(0).map(Arc::from));
    }
    table.sheet.rows.push(row);
    Ok(())
}

/// A refusal of words that name no table, column or key.
fn misnamed((message, help): (String, String)) -> Refusal {
    (Slug::BadChange, message, help)
}

/// The table and the rows of a selector's words.
fn wanted_of(spec: &'static TableSpec, key: &str) -> Result<&'static str, Refusal> {
    selector::key_named(spec, key).map(|column| column.name).map_err(misnamed)
}
