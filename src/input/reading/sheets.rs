//! Which sheets of a workbook are tables.

use super::declared::{Declared, to_paste};
use super::layout::simplified;
use crate::diagnostics::{Diagnostics, Place, Slug, list, nearest};
use crate::grid::workbook::Workbook;
use crate::tables::TableSpec;
use crate::tables::input::{TABLES, table};

/// The sheet that `staffcast init` puts in front, for people.
const READ_ME: &str = "read_me";

/// The table that a sheet is named after. A sheet that is none is noted, or reported if its name is nearly that of a table.
pub(super) fn table_of(workbook: &Workbook<'_>, index: usize, found: &mut Diagnostics) -> Option<&'static TableSpec> {
    let name = &workbook.sheets().get(index)?.name;
    let plain = simplified(name);
    if let Some(spec) = table(&plain) {
        return Some(spec);
    }
    if plain == READ_ME {
        return None;
    }
    let place = Place::file(&workbook.place_name(index));
    match nearest(&plain, TABLES.iter().map(|spec| spec.name)) {
        Some(near) => {
            let message = format!("the sheet `{name}` is not one of the tables");
            let help =
                format!("did you mean `{near}`? If it is something else, give the sheet a name that is less like it");
            found.push_value(Slug::UnknownTable, place, Some(name), message, help);
        }
        None => {
            let message = format!("the sheet `{name}` is not one of the tables; it was not read");
            found.push_value(Slug::SheetNotRead, place, Some(name), message, "");
        }
    }
    None
}

/// The sheet of a workbook that holds the table for which the scenario names the workbook; else why it cannot be told.
pub(super) fn choose(
    workbook: &Workbook<'_>,
    spec: &TableSpec,
    declared: &Declared,
) -> Result<usize, (String, String)> {
    let sheets = workbook.sheets();
    let names = || list(sheets.iter().map(|sheet| sheet.name.as_str()), 12);
    if let Some((wanted, _)) = &declared.sheet {
        let found = sheets.iter().position(|sheet| sheet.name == *wanted);
        let found = found.or_else(|| sheets.iter().position(|sheet| simplified(&sheet.name) == simplified(wanted)));
        return found
            .ok_or_else(|| (format!("the workbook has no sheet `{wanted}`"), format!("its sheets are {}", names())));
    }
    let named = sheets.iter().position(|sheet| simplified(&sheet.name) == spec.name);
    let mut shown = sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden).map(|(index, _)| index);
    let only = shown.next().filter(|_| shown.next().is_none());
    named.or(only).ok_or_else(|| {
        let first = sheets.first().map_or("Sheet1", |sheet| sheet.name.as_str());
        let paste = to_paste(spec.name, &format!("sheet = {}", toml::Value::from(first)));
        (
            format!("which sheet holds the table `{}` cannot be told: there are {}", spec.name, names()),
            format!("name it in the scenario:{paste}"),
        )
    })
}
