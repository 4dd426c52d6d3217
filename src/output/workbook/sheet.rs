//! The sheet of one table.

use super::{Reader, WorkbookTable, choices, note};
use crate::tables::Kind;
use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};
use std::borrow::Cow;

/// The last row that Excel has, from 0.
const LAST_ROW: u32 = 1_048_575;
/// Columns are as wide as their texts, but no narrower and no wider than so many characters.
const WIDTHS: (usize, usize) = (9, 48);

/// Writes the table; `tables` are all of the workbook, for the codes that they give.
pub(super) fn write(
    sheet: &mut Worksheet,
    reader: Reader,
    table: &WorkbookTable<'_>,
    tables: &[WorkbookTable<'_>],
) -> Result<(), XlsxError> {
    sheet.set_name(table.spec.name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?.set_landscape();
    let header = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_num_format("@");
    let text = Format::new().set_num_format("@");
    let number = Format::new();
    for (index, name) in (0u16..).zip(&table.header) {
        let column = table.spec.column_of(name);
        let is_number = column.is_some_and(|column| matches!(column.kind, Kind::Number(_)));
        let format = if is_number { &number } else { &text };
        let cells = table.rows.iter().map(|row| row.get(usize::from(index)).map_or("", Cow::as_ref));
        sheet.set_column_width(index, width(name, cells.clone()))?.set_column_format(index, format)?;
        sheet.write_string_with_format(0, index, name.as_ref(), &header)?;
        if let Some(text) = note::text(table.spec, name, reader) {
            sheet.insert_note(0, index, &note::note(&text))?;
        }
        for (row, cell) in (1u32..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            // A text that begins with `=` is a text, too; only `write_string` takes it for one.
            match cell.parse::<f64>().ok().filter(|value| is_number && value.is_finite()) {
                Some(value) => sheet.write_number_with_format(row, index, value, format)?,
                None => sheet.write_string_with_format(row, index, cell, format)?,
            };
        }
        if let Some(column) = column.filter(|_| reader == Reader::Planner)
            && let Some(list) = choices::of(column, tables)?
        {
            sheet.add_data_validation(1, index, LAST_ROW, index, &list)?;
        }
    }
    Ok(())
}

/// A readable width for a column, in characters.
fn width<'a>(name: &str, cells: impl Iterator<Item = &'a str>) -> f64 {
    let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0).clamp(WIDTHS.0, WIDTHS.1);
    // A name is bold and always to be read in full.
    (widest.max(name.chars().count() + 1) + 1) as f64
}
