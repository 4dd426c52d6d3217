//! The first sheet: what the workbook is, its sheets, and the units of their columns.

use super::{About, WorkbookTable};
use rust_xlsxwriter::{Color, Format, Worksheet, XlsxError};

/// The name of the first sheet, which is no table.
pub const READ_ME: &str = "Read me";

/// Width of every column, in characters: room for the longest name. Longer texts run on over the blank cells beside them.
const WIDTH: f64 = 28.0;
/// So many names stand beside each other; those of a wide table take several rows, so that the page can be printed.
const BESIDE: usize = 7;

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, about: &About, tables: &[WorkbookTable<'_>]) -> Result<(), XlsxError> {
    sheet.set_name(READ_ME)?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_column_range_width(0, BESIDE as u16, WIDTH)?;
    let bold = Format::new().set_bold();
    let title = Format::new().set_bold().set_font_size(14);
    let grey = Format::new().set_italic().set_background_color(Color::RGB(0xE7_E7_E7));
    sheet.write_string_with_format(0, 0, &about.title, &title)?;
    let mut row = 2;
    for line in &about.lines {
        if !line.is_empty() {
            sheet.write_string(row, 0, line)?;
        }
        row += 1;
    }
    row += 1;
    for (column, name) in (0u16..).zip(["Sheet", "Needed", "A row says"]) {
        sheet.write_string_with_format(row, column, name, &bold)?;
    }
    for table in tables {
        row += 1;
        let needed = if table.spec.required { "yes" } else { "no" };
        sheet.write_string(row, 0, table.spec.name)?;
        sheet.write_string(row, 1, needed)?;
        sheet.write_string(row, 2, table.spec.meaning)?;
    }
    row += 2;
    let heading =
        "The columns of each sheet, and below them in grey their units. A cell without unit holds a code or text.";
    sheet.write_string_with_format(row, 0, heading, &bold)?;
    for table in tables {
        row += 2;
        sheet.write_string_with_format(row, 0, table.spec.name, &bold)?;
        for (line, names) in table.header.chunks(BESIDE).enumerate() {
            row += if line == 0 { 0 } else { 2 };
            sheet.write_string_with_format(row + 1, 0, "unit", &grey)?;
            for (column, name) in (1u16..).zip(names) {
                let unit = table.spec.column_of(name).map_or("", |column| column.unit);
                sheet.write_string(row, column, name.as_ref())?;
                sheet.write_string_with_format(row + 1, column, unit, &grey)?;
            }
        }
        row += 1;
    }
    Ok(())
}
