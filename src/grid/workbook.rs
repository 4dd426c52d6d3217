//! An Excel workbook (`.xlsx`, `.xlsm`) as grids, one a sheet.
//!
//! A workbook is a zip of XML parts. The reader is our own because a forecast needs what a general one does not give:
//! whether a number is shown as a percentage, which cells are results of formulas, what is hidden or merged; and because
//! any file must end in cells or in a problem, within bounded memory and time (`limits`). Nothing that the file says
//! of itself is trusted: sizes are counted while unpacking, and what Excel would have to repair is refused.
//!
//! A number is text in its shortest decimal form. A date is text as `2026-04-01`; a time of day or a length of time
//! (`7:30`, `37:30`) is text as `07:30:00` and never the number behind it, so that a column of numbers refuses it rather
//! than take 37.5 hours for 1.5625. A formula counts as the value that was saved with it.
//!
//! Left out: writing, styles beyond number formats, charts, comments, pivot tables, the older `.xls`, `.xlsb` and `.ods`.

mod cell;
mod contents;
mod date;
mod format;
mod limits;
mod package;
mod part;
mod reference;
mod relations;
mod remarks;
mod sheet;
mod strings;
mod styles;
mod trouble;
mod xml;

pub use limits::{MAX_CELLS, MAX_CHARACTERS, MAX_COLUMNS, MAX_FILE, MAX_PART, MAX_TEXT, MAX_UNPACKED};

use super::Grid;
use crate::diagnostics::{Diagnostics, Place, Slug};
use contents::Contents;
use package::Package;
use strings::Strings;
use styles::Styles;
use trouble::Trouble;

/// The first bytes of an OLE file: the older `.xls`, and any workbook with a password.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// True if the bytes begin like a spreadsheet's file (a zip, or an OLE file) and so are no text.
pub fn is_workbook(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06"].iter().any(|zip| bytes.starts_with(*zip)) || bytes.starts_with(OLE)
}

/// A workbook whose parts were found sound. Holds the packed bytes; sheets are read one at a time.
#[derive(Debug)]
pub struct Workbook<'b> {
    file: String,
    package: Package<'b>,
    contents: Contents,
    strings: Strings,
    styles: Styles,
}

/// What a workbook says of one of its worksheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// The name on its tab.
    pub name: String,
    /// True if the tab is not shown.
    pub hidden: bool,
    /// True if the tab is not shown and Excel's menus do not offer to show it.
    pub very_hidden: bool,
    /// The part of the package that holds its cells.
    part: String,
}

impl<'b> Workbook<'b> {
    /// Opens the bytes of the file called `file`; `None` (and problems) if they are not a sound `.xlsx`.
    pub fn open(file: &str, bytes: &'b [u8], found: &mut Diagnostics) -> Option<Self> {
        match Self::try_open(file, bytes) {
            Ok(workbook) => {
                if workbook.contents.has_macros {
                    let message = "the workbook holds macros; they were not run, and the saved values were read";
                    found.push(Slug::MacrosIgnored, Place::file(file), message, "");
                }
                Some(workbook)
            }
            Err(trouble) => {
                trouble.report(Place::file(file), found);
                None
            }
        }
    }

    fn try_open(file: &str, bytes: &'b [u8]) -> Result<Self, Trouble> {
        if bytes.starts_with(OLE) {
            return Err(ole_trouble(bytes));
        }
        let package = Package::open(bytes)?;
        let contents = Contents::read(&package)?;
        let strings = contents.strings.as_deref().map(|part| Strings::read(&package, part)).transpose()?;
        let styles = contents.styles.as_deref().map(|part| Styles::read(&package, part)).transpose()?;
        Ok(Self {
            file: file.to_owned(),
            package,
            contents,
            strings: strings.unwrap_or_default(),
            styles: styles.unwrap_or_default(),
        })
    }

    /// The worksheets, in workbook order; sheets of another kind (charts, dialogs, old macros) are left out.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.contents.sheets
    }

    /// True if days are counted from 1904, as Excel for the Macintosh once did; else from 1900.
    pub fn date1904(&self) -> bool {
        self.contents.date1904
    }

    /// The sheet at index `sheet` of [`Self::sheets`] as a grid called `{file}, sheet {name}`, blank rows left out.
    ///
    /// `None` (and problems) if the sheet is damaged or too large, if one of its cells cannot be read for certain, or if
    /// there is no such sheet. Warnings say what is hidden or merged or taken from other workbooks.
    pub fn grid(&self, sheet: usize, found: &mut Diagnostics) -> Option<Grid> {
        let info = self.contents.sheets.get(sheet)?;
        sheet::read(self, info, found)
    }

    /// Bytes unpacked so far, of all parts, those read twice counted twice.
    pub fn unpacked(&self) -> u64 {
        self.package.spent.bytes.get()
    }

    /// What problems call the sheet at an index: `{file}, sheet {name}`.
    pub fn place_name(&self, sheet: usize) -> String {
        let name = self.contents.sheets.get(sheet).map_or("", |sheet| sheet.name.as_str());
        format!("{}, sheet {name}", self.file)
    }
}

/// A workbook with a password is an OLE file that holds the encrypted package as a stream of that name.
fn ole_trouble(bytes: &[u8]) -> Trouble {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        let help = "open it in Excel, take the password away (File > Info > Protect Workbook), and save it";
        Trouble::other_kind("the workbook is protected by a password, so it cannot be read", help)
    } else {
        let help = "open it in Excel and save it as \"Excel Workbook (*.xlsx)\"";
        Trouble::other_kind("this is a workbook of the older kind (.xls), which staffcast does not read", help)
    }
}
