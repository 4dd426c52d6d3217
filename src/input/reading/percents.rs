//! Percent columns that hold something else than percentages.

use super::declared::{Declared, to_paste};
use super::layout::{LaidRow, Layout};
use super::row::Column;
use crate::diagnostics::{Diagnostics, Place, Slug, column_letters, list};
use crate::grid::CellKind;
use crate::tables::{Row, Sheet};

/// Reports percent columns in which some cells are shown as percentages and others are plain numbers; true if there are
/// any. A plain 0.1 among them may be a percentage whose format was lost.
pub(super) fn mixed(columns: &[Column], layout: &Layout<'_>, found: &mut Diagnostics) -> bool {
    let mut any = false;
    for column in columns.iter().filter(|column| column.spec.is_percent()) {
        let slots = [Some(column.slot), column.ends.map(|ends| ends.0), column.ends.map(|ends| ends.1)];
        let (mut shown, mut plain): (Option<String>, Option<(usize, LaidRow<'_>, &str)>) = (None, None);
        for (slot, row) in slots.into_iter().flatten().flat_map(|slot| layout.rows().map(move |row| (slot, row))) {
            let Some(cell) = layout.cell(slot, row) else { continue };
            let explicit = cell.kind == CellKind::Percent || cell.kind == CellKind::Text && cell.text.ends_with('%');
            if explicit {
                shown.get_or_insert_with(|| layout.place(slot, row, column.spec.name).cell.unwrap_or_default());
            } else if !cell.text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b',')) {
                plain.get_or_insert((slot, row, cell.text));
            }
        }
        let (Some(shown), Some((slot, row, text))) = (shown, plain) else { continue };
        let message = format!(
            "`{}` holds both percentages ({shown}) and plain numbers (`{text}`): what the plain ones mean is open",
            column.spec.name
        );
        let help = "give all cells of the column the same format: 12.5 as a number, or 12.5 % as a percentage";
        let place = layout.place(slot, row, column.spec.name);
        found.push_value(Slug::MixedPercentages, place, Some(text), message, help);
        any = true;
    }
    any
}

/// Reports percent columns whose values all lie between 0 and 1; true if there are any. Where cells are shown as
/// percentages, or the scenario says what is meant, nothing is open.
pub(super) fn look_like_fractions(
    columns: &[Column],
    layout: &Layout<'_>,
    declared: &Declared,
    sheet: &Sheet,
    found: &mut Diagnostics,
) -> bool {
    let mut any = false;
    for (index, column) in columns.iter().enumerate() {
        let name = column.spec.name;
        if !sheet.looks_like_fractions(index) || declared.settled.contains(&name) || is_explicit(layout, column) {
            continue;
        }
        let all: Vec<(&Row, f64)> = sheet.rows.iter().filter_map(|row| Some((row, row.number(index)?.1))).collect();
        let given = || all.iter().filter(|(_, value)| *value != 0.0);
        let Some((first, _)) = given().next() else { continue };
        let letters = sheet.positions.get(column.slot).copied().flatten().map(column_letters);
        let address = |row: &Row| format!("{}{}", letters.as_deref().unwrap_or("row "), row.sheet_row);
        let cells: Vec<String> = given().map(|(row, _)| address(row)).collect();
        let values = given().map(|(_, value)| *value);
        let (least, most) = (values.clone().fold(f64::INFINITY, f64::min), values.fold(0.0, f64::max));
        let shown = list(cells.iter().map(String::as_str), 4);
        let message = match cells.len() {
            1 => format!("the value of `{name}` is {least} ({shown}): it looks like a fraction of 1"),
            count => format!(
                "all {count} values of `{name}` lie between {least} and {most} ({shown}): they look like fractions of 1"
            ),
        };
        let line = format!("unit = {{ {name} = \"fraction\" }}");
        let help = format!(
            "the column is in percent: 12.5 means 12.5 %. Multiply the values by 100, or say in the scenario what they are \
             (\"fraction\" or \"percent\"):{}",
            to_paste(sheet.spec.name, &line)
        );
        let place = match sheet.positions.get(column.slot).copied().flatten() {
            Some(position) => Place::cell(&sheet.file, first.origin.line, first.sheet_row, position, name),
            None => Place::line(&sheet.file, first.origin.line).in_column(name),
        };
        found.push(Slug::LooksLikeFractions, place, message, help);
        any = true;
    }
    any
}

/// True if some cell of the column is shown as a percentage; then all are.
fn is_explicit(layout: &Layout<'_>, column: &Column) -> bool {
    layout
        .rows()
        .filter_map(|row| layout.cell(column.slot, row))
        .any(|cell| cell.kind == CellKind::Percent || cell.kind == CellKind::Text && cell.text.ends_with('%'))
}
