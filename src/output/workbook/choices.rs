//! Lists from which a cell may be chosen.

use super::WorkbookTable;
use crate::tables::{ColumnSpec, Kind};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, XlsxError};

/// The list for the cells of a column, if there is one.
///
/// A word outside a fixed list is refused by Excel. A code that no sheet has yet may be typed after a warning, since its row
/// may come later. Where `*`, `region:X` or `role:X` may stand, the list is an offer and nothing is warned of.
pub(super) fn of(column: &ColumnSpec, tables: &[WorkbookTable<'_>]) -> Result<Option<DataValidation>, XlsxError> {
    let (list, free) = match column.kind {
        Kind::Choice(words) => {
            let list = DataValidation::new().allow_list_strings(words)?;
            return Ok(Some(refusing(list, &format!("One of: {}", words.join(", ")))?));
        }
        Kind::Code(reference) => (codes(reference.table, tables), reference.star || reference.region),
        Kind::WorkDriver => (codes("drivers", tables), true),
        _ => (None, true),
    };
    let Some(list) = list else { return Ok(None) };
    let list = DataValidation::new().allow_list_formula(list);
    Ok(Some(if free { list.show_error_message(false) } else { warning(list)? }))
}

fn refusing(list: DataValidation, message: &str) -> Result<DataValidation, XlsxError> {
    list.set_error_title("Not one of the words")?.set_error_message(message)
}

fn warning(list: DataValidation) -> Result<DataValidation, XlsxError> {
    let message = "No sheet has this code yet. Add a row for it, or choose one from the list.";
    list.set_error_style(DataValidationErrorStyle::Warning).set_error_title("A new code?")?.set_error_message(message)
}

/// The codes that a sheet gives, as many as it has rows: the list grows with the sheet.
fn codes(table: &str, tables: &[WorkbookTable<'_>]) -> Option<Formula> {
    let table = tables.iter().find(|other| other.spec.name == table)?;
    let code = table.spec.columns.iter().find(|column| matches!(column.kind, Kind::NewCode))?;
    let index = table.header.iter().position(|name| name == code.name)?;
    let (name, letter) = (table.spec.name, column_number_to_name(u16::try_from(index).ok()?));
    let rows = format!("MAX(1,COUNTA({name}!${letter}:${letter})-1)");
    Some(Formula::new(format!("=OFFSET({name}!${letter}$2,0,0,{rows},1)")))
}
