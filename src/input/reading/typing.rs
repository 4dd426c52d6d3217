//! The rows of a table as typed rows; `row` types the cells of each.
//!
//! Every cell is checked; a row with a problem is left out of the sheet and the sheet is marked incomplete, so that
//! later checks do not report what follows from the first mistake. Names of other tables' rows are checked in
//! `references`.

use super::conventions::Conventions;
use super::declared::Declared;
use super::duplicates::Sums;
use super::layout::{LaidRow, Layout};
use super::names::{LeftOut, NameMaps};
use super::number;
use super::percents;
use super::row::{Column, Otherwise, RowTyper, Source, Texts};
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::input::group::Table;
use crate::tables::{Cell, Kind, Origin, Row, TableSpec, Value};
use std::collections::BTreeMap;

/// What looks on as rows are typed: each row, and its cells by the columns of the spec.
pub(super) type Watch<'w> = dyn FnMut(LaidRow<'_>, &[Option<Cell>]) + 'w;

/// Types all rows of a table; `complete` says whether `layout` holds all rows of the file. The second value counts rows
/// that were left out, because a map says so of a name in them.
pub(super) fn type_table(
    spec: &'static TableSpec,
    layout: &Layout<'_>,
    (declared, maps): (&Declared, &NameMaps),
    complete: bool,
    watch: &mut Watch<'_>,
    remarks: &mut Vec<String>,
    found: &mut Diagnostics,
) -> (Table, LeftOut) {
    let columns = Column::of(spec);
    let file = layout.grid.name.clone();
    let mut conventions = Conventions::of(spec, layout, &columns, declared);
    remarks.append(&mut conventions.remarks);
    let mut table = Table { complete, codes_known: complete, ..Table::unreadable(spec, file.clone()) };
    let mut texts = Texts::default();
    let mut otherwise = Otherwise::default();
    let mut all_left_out = LeftOut::default();
    let mut sums = declared.sums.as_ref().map(|_| Sums::of(spec));
    for row in layout.rows() {
        if layout.is_header_again(row) {
            let message = "the row holds the names of the columns again";
            let help = "delete it: files that were put together keep only the first header";
            found.push(Slug::HeaderAgain, Place::line(&file, row.row.line()), message, help);
            (table.complete, table.codes_known) = (false, false);
            continue;
        }
        let left_out = maps.iter().find_map(|(column, map)| map.leaves_out(layout, row, column, spec));
        if let Some(name) = left_out {
            all_left_out.count(name, amount(spec, &columns, layout, row, &conventions));
            continue;
        }
        let source = Source::Laid { layout, row, conventions: &conventions, declared, maps };
        let mut typer =
            RowTyper { spec, source, texts: &mut texts, otherwise: &mut otherwise, found: &mut *found, good: true };
        let mut cells = Vec::with_capacity(columns.len());
        let origin = Origin::new(file.clone(), row.row.line());
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
            cells.push(value.map(|value| Cell { value, origin: origin.clone() }));
        }
        watch(row, &cells);
        if typer.good {
            let row = Row { origin, sheet_row: row.row.sheet_row(), number: 0, cells };
            match &mut sums {
                Some(sums) => {
                    sums.push(row);
                    table.added += 1;
                }
                None => table.sheet.rows.push(row),
            }
        } else {
            table.complete = false;
        }
    }
    if let Some(sums) = sums {
        table.sheet.rows = sums.finish();
        table.added -= table.sheet.rows.len();
    }
    remarks.extend(otherwise.remarks());
    table.sheet.positions = (0..layout.slots.len()).map(|slot| layout.own_column(slot)).collect();
    if !layout.clean {
        // What a row means is open until its columns are known: it gives no further messages.
        table.sheet.rows.clear();
        table.complete = false;
    }
    let open = percents::mixed(&columns, layout, found)
        || percents::look_like_fractions(&columns, layout, declared, &table.sheet, found);
    if open {
        table.sheet.rows.clear();
        table.complete = false;
    }
    (table, all_left_out)
}

/// The first amount of a row that could be added to others; 0 if it has none.
fn amount(
    spec: &TableSpec,
    columns: &[Column],
    layout: &Layout<'_>,
    row: LaidRow<'_>,
    conventions: &Conventions,
) -> f64 {
    let adds = |column: &&Column| column.spec.adds();
    let Some(column) = columns.iter().find(adds).filter(|_| !spec.key.is_empty()) else { return 0.0 };
    let cell = layout.cell(column.slot, row);
    let read = cell.and_then(|cell| number::read_cell(cell.text, conventions.marks(column.slot)).ok());
    read.map_or(0.0, |(value, _)| value)
}

/// Types the cells of one row that stands in a scenario at `origin`: texts by the names of [`TableSpec::header`]. The
/// second value is false if something was wrong with them; blank cells are let pass unless `whole`.
pub(in crate::input) fn type_cells(
    spec: &'static TableSpec,
    origin: &Origin,
    texts: &BTreeMap<String, String>,
    whole: bool,
    found: &mut Diagnostics,
) -> (Vec<Option<Value>>, bool) {
    let source = Source::Given { origin, texts };
    let (mut shared, mut otherwise) = (Texts::default(), Otherwise::default());
    let mut typer = RowTyper { spec, source, texts: &mut shared, otherwise: &mut otherwise, found, good: true };
    let spoken = |column: &Column| column.spec.header().iter().any(|name| texts.contains_key(name));
    let asked = |column: &Column| whole || spoken(column);
    let columns = Column::of(spec);
    let values = columns.iter().map(|column| if asked(column) { typer.value(column) } else { None }).collect();
    (values, typer.good)
}
