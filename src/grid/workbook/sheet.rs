//! One sheet, read cell by cell into a grid.
//!
//! Only cells with a value are kept, and blanks up to the last of them in a row; what the sheet says of its own size
//! is not looked at. Rows and cells must come in order, each once, as Excel writes them.

use super::cell::{Held, RawCell, refers_outside};
use super::limits::{MAX_BAD_CELLS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, SHEET_COLUMNS};
use super::reference::CellRef;
use super::remarks::{Remarks, not_a_range};
use super::trouble::{Trouble, quoted};
use super::xml::{SPREADSHEET, Xml};
use super::{SheetInfo, Workbook};
use crate::diagnostics::{Diagnostics, Place, column_letters};
use crate::grid::{CellKind, Grid};
use std::collections::BTreeSet;

/// Shared formulas to other workbooks whose numbers are remembered; all others are then taken for such.
const MAX_SHARED: usize = 10_000;

/// Reads the sheet; `None` (and problems) if it cannot be read for certain.
pub(super) fn read(workbook: &Workbook<'_>, info: &SheetInfo, found: &mut Diagnostics) -> Option<Grid> {
    let name = format!("{}, sheet {}", workbook.file, info.name);
    let mut sheet = Sheet::new(workbook, &name);
    if let Err(trouble) = sheet.read(info, found) {
        let place = if sheet.row == 0 { Place::file(&name) } else { Place::line(&name, sheet.row) };
        trouble.report(place, found);
        return None;
    }
    // Remarks on a sheet that is not used would only stand in the way.
    (sheet.bad_cells == 0 && sheet.remarks.report(workbook, &name, found)).then_some(sheet.grid)
}

struct Sheet<'w> {
    workbook: &'w Workbook<'w>,
    grid: Grid,
    remarks: Remarks,
    cell: RawCell,
    text: String,
    /// Bytes of text in the grid.
    text_bytes: usize,
    /// The row being read, or the last one, from 1; 0 before the first.
    row: u32,
    /// Numbers of shared formulas that take values from other workbooks.
    shared_outside: BTreeSet<u32>,
    bad_cells: usize,
}

impl<'w> Sheet<'w> {
    fn new(workbook: &'w Workbook<'w>, name: &str) -> Self {
        Self {
            workbook,
            grid: Grid::new(name),
            remarks: Remarks::new(),
            cell: RawCell::default(),
            text: String::new(),
            text_bytes: 0,
            row: 0,
            shared_outside: BTreeSet::new(),
            bad_cells: 0,
        }
    }

    fn read(&mut self, info: &SheetInfo, found: &mut Diagnostics) -> Result<(), Trouble> {
        let mut xml = Xml::open(self.workbook.package.part(&info.part)?, "worksheet", SPREADSHEET)?;
        let mut has_data = false;
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "cols" => self.columns(&mut xml)?,
                "sheetData" if has_data => return Err(xml.damaged("has two sets of cells")),
                "sheetData" => {
                    has_data = true;
                    self.rows(&mut xml, found)?;
                }
                "mergeCells" if has_data => self.merged(&mut xml)?,
                "mergeCells" => return Err(xml.damaged("has merged cells in front of its cells")),
                "autoFilter" => {
                    self.remarks.has_filter = true;
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        if !has_data {
            return Err(xml.damaged("has no set of cells, not even an empty one"));
        }
        xml.finish()
    }

    fn columns(&mut self, xml: &mut Xml<'_>) -> Result<(), Trouble> {
        let mut count = 0;
        while let Some(tag) = xml.child()? {
            if tag.name() == "col" && tag.flag("hidden", false)? {
                let (Some(from), Some(to)) = (tag.number("min")?, tag.number("max")?) else {
                    return Err(xml.damaged("has a tag `col` without `min` and `max`"));
                };
                self.remarks.hide_columns(from, to);
            }
            count += 1;
            if count > SHEET_COLUMNS {
                return Err(xml.damaged("has more columns than a sheet can have"));
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn merged(&mut self, xml: &mut Xml<'_>) -> Result<(), Trouble> {
        while let Some(tag) = xml.child()? {
            if tag.name() == "mergeCell" {
                let range = tag.required("ref")?;
                self.remarks.merge(&range).ok_or_else(|| xml.damaged(&not_a_range(&range)))?;
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn rows(&mut self, xml: &mut Xml<'_>, found: &mut Diagnostics) -> Result<(), Trouble> {
        while let Some(tag) = xml.child()? {
            if tag.name() != "row" {
                return Err(foreign(xml, "row"));
            }
            let hidden = tag.flag("hidden", false)?;
            let row = match tag.number("r")? {
                Some(row) if row == 0 || row > MAX_ROWS => return Err(tag.bad_value("r", &row.to_string())),
                Some(row) if row <= self.row => {
                    return Err(xml.damaged(&format!("has row {row} twice, or after row {}", self.row)));
                }
                Some(row) => row,
                None => self.row + 1,
            };
            if row > MAX_ROWS {
                return Err(Trouble::too_large(format!("the sheet has more than {MAX_ROWS} rows")));
            }
            self.row = row;
            let used = self.cells(xml, found)?;
            if used && hidden {
                self.remarks.hide_row(row);
            }
        }
        Ok(())
    }

    /// Reads the cells of the open row; true if one of them has a value.
    fn cells(&mut self, xml: &mut Xml<'_>, found: &mut Diagnostics) -> Result<bool, Trouble> {
        let row = self.row;
        // Columns read so far, and cells put into the grid.
        let (mut next, mut stored) = (0, 0);
        let mut used = false;
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "c" => {}
                "extLst" => {
                    xml.skip()?;
                    continue;
                }
                _ => return Err(foreign(xml, "c")),
            }
            self.cell.read(xml)?;
            let at = self.cell.at.unwrap_or(CellRef { row, column: next });
            if at.row != row {
                return Err(xml.damaged(&format!("has the cell {} in row {row}", at.name())));
            }
            if at.column < next {
                let last = column_letters(next as usize - 1);
                return Err(xml.damaged(&format!("has the cell {} twice, or after {last}{row}", at.name())));
            }
            if at.column >= SHEET_COLUMNS {
                return Err(xml.damaged(&format!("has more than {SHEET_COLUMNS} cells in row {row}")));
            }
            next = at.column + 1;
            self.count_formula(at);
            match self.cell.held(self.workbook, &mut self.text) {
                Held::Blank => continue,
                Held::Value(_) if self.text.trim().is_empty() => continue,
                Held::Value(kind) if (at.column as usize) < MAX_COLUMNS => {
                    if !used {
                        self.grid.begin_row(row, row);
                        used = true;
                    }
                    self.store(at, kind, &mut stored)?;
                }
                Held::Value(_) => {
                    let message =
                        format!("{} holds a value, and only the first {MAX_COLUMNS} columns are read", at.name());
                    self.bad_cell(at, Trouble::too_large(message), found)?;
                }
                Held::Wrong(trouble) => self.bad_cell(at, trouble, found)?,
            }
        }
        Ok(used)
    }

    /// Puts the text into the grid, after blanks for the columns left out since the last one.
    fn store(&mut self, at: CellRef, kind: CellKind, stored: &mut u32) -> Result<(), Trouble> {
        self.text_bytes += self.text.len();
        if self.text_bytes > MAX_TEXT {
            return Err(Trouble::too_large(format!(
                "the cells of the sheet hold more than {} MB of text",
                MAX_TEXT >> 20
            )));
        }
        if self.grid.cells() + (at.column - *stored + 1) as usize > MAX_CELLS {
            return Err(Trouble::too_large(format!("the sheet has more than {MAX_CELLS} cells")));
        }
        while *stored < at.column {
            self.grid.push("", CellKind::Text);
            *stored += 1;
        }
        self.grid.push(&self.text, kind);
        *stored += 1;
        self.remarks.use_cell(at);
        Ok(())
    }

    fn count_formula(&mut self, at: CellRef) {
        if !self.cell.has_formula {
            return;
        }
        let shared = self.cell.shared;
        let known = |number| self.shared_outside.contains(&number) || self.shared_outside.len() >= MAX_SHARED;
        let outside =
            if self.cell.formula.is_empty() { shared.is_some_and(known) } else { refers_outside(&self.cell.formula) };
        if let Some(number) = shared.filter(|_| outside && self.shared_outside.len() < MAX_SHARED) {
            self.shared_outside.insert(number);
        }
        self.remarks.formula(at, outside);
    }

    /// Reports a cell; the sheet is of no use any more, but its other cells may be wrong too.
    fn bad_cell(&mut self, at: CellRef, trouble: Trouble, found: &mut Diagnostics) -> Result<(), Trouble> {
        let place = Place { cell: Some(at.name()), ..Place::line(&self.grid.name, at.row) };
        trouble.report(place, found);
        self.bad_cells += 1;
        if self.bad_cells >= MAX_BAD_CELLS {
            let message = format!("{MAX_BAD_CELLS} cells of the sheet cannot be read; the rest was not looked at");
            return Err(Trouble::damaged(message));
        }
        Ok(())
    }
}

/// An element that may not stand where `wanted` should: its values would be lost without a word.
fn foreign(xml: &Xml<'_>, wanted: &str) -> Trouble {
    let name = xml.tag().name();
    let name = if name.is_empty() { "an element of another kind".to_owned() } else { quoted(name) };
    xml.damaged(&format!("has {name} where `{wanted}` should stand"))
}
