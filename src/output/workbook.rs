//! Tables as one Excel workbook.
//!
//! A workbook has a first sheet, [`READ_ME`], which says what it is and what its sheets hold, and one sheet a table:
//! names of columns in row 1 (bold, frozen, each with a note that says unit, range and meaning), rows below. Numbers are
//! numbers; everything else is text and stays text when it is typed over, so that `2027-04` never becomes a date. Sheets
//! for planners also offer lists of the codes and words that a cell may hold. The same tables give the same bytes.
//!
//! Left out: reading workbooks (`input`), and whether the cells make sense. No macros, formulas, merged cells or hidden
//! sheets; nothing is said by colour.

mod about;
mod choices;
mod note;
mod sheet;

pub use about::READ_ME;

use crate::tables::TableSpec;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::borrow::Cow;

/// What a workbook says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// What it is, in a line.
    pub title: String,
    /// What the reader should know before the list of sheets; one line each, blank ones too.
    pub lines: Vec<String>,
    /// Who works with it.
    pub reader: Reader,
}

/// Who works with a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A planner who fills in tables of the input: cells have lists to choose from.
    Planner,
    /// Somebody who reads tables of a run.
    Board,
}

/// One table of a workbook.
#[derive(Clone, Debug)]
pub struct WorkbookTable<'a> {
    /// What its columns mean.
    pub spec: &'static TableSpec,
    /// The names in row 1, all of them the specification's.
    pub header: Vec<Cow<'a, str>>,
    /// The rows below, as texts; numbers in plain decimal text.
    pub rows: Vec<Vec<Cow<'a, str>>>,
}

/// Why a workbook cannot be made: a name, a text or a number of rows that Excel does not take.
#[derive(Debug, thiserror::Error)]
#[error("Excel cannot hold this workbook: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// The bytes of a workbook with these tables, in their order.
///
/// # Errors
/// If a table exceeds what Excel holds: 1,048,575 rows, 32,767 characters in a cell.
pub fn workbook(about: &About, tables: &[WorkbookTable<'_>]) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    // Without a moment of its own the file would hold the clock's.
    let moment = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&about.title).set_creation_datetime(&moment));
    about::write(workbook.add_worksheet(), about, tables)?;
    for table in tables {
        sheet::write(workbook.add_worksheet(), about.reader, table, tables)?;
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::input;
    use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    fn table(name: &str, header: &[&'static str], rows: &[&[&'static str]]) -> WorkbookTable<'static> {
        let texts = |texts: &[&'static str]| texts.iter().copied().map(Cow::from).collect();
        WorkbookTable {
            spec: input::table(name).expect("a table of planners"),
            header: texts(header),
            rows: rows.iter().map(|row| texts(row)).collect(),
        }
    }

    fn made(tables: &[WorkbookTable<'_>]) -> Vec<u8> {
        let about = About { title: "Inputs".to_owned(), lines: vec!["A line".to_owned()], reader: Reader::Planner };
        workbook(&about, tables).expect("a workbook")
    }

    fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        let range = workbook.worksheet_range(sheet).expect("the sheet");
        range.rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn numbers_are_numbers_and_all_else_is_text() {
        let roles = table("roles", &["role", "soc_code", "hours_per_week"], &[&["bmet", "11-9111", "37.5"]]);
        let staff = table(
            "staff",
            &["period", "facility", "role", "age_band", "fte", "note"],
            &[&["2026-09", "north", "bmet", "61", "0.1", "=1+1"], &["2027", "1e5", "bmet", "60+", "", "12"]],
        );
        let bytes = made(&[roles, staff]);
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(cells(&bytes, "roles")[1], [text("bmet"), text("11-9111"), Data::Float(37.5)]);
        let staff = cells(&bytes, "staff");
        let (first, second) = (staff[1].clone(), staff[2].clone());
        assert_eq!(first, [text("2026-09"), text("north"), text("bmet"), text("61"), Data::Float(0.1), text("=1+1")]);
        assert_eq!(second, [text("2027"), text("1e5"), text("bmet"), text("60+"), Data::Empty, text("12")]);
    }

    #[test]
    fn the_first_sheet_says_what_the_others_are() {
        let bytes = made(&[table("growth", &["driver", "facility", "annual_pct"], &[])]);
        let rows = cells(&bytes, READ_ME);
        let row = |first: &str| {
            let found = rows.iter().find(|row| row[0] == Data::String(first.to_owned())).expect("the row");
            found.iter().map(ToString::to_string).filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(rows[0][0], Data::String("Inputs".to_owned()));
        assert_eq!(
            row("growth"),
            [
                "growth",
                "no",
                "How a driver goes on beyond its last given period, from the mean of its last twelve months."
            ]
        );
        assert_eq!(row("unit"), ["unit", "% a year"]);
        assert_eq!(rows.len(), 11, "title, line, list and one row of names with its units");
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        let tables = [table("facilities", &["facility"], &[&["north"]])];
        assert!(made(&tables) == made(&tables));
    }

    #[test]
    fn refuses_what_excel_cannot_hold() {
        let mut long = table("facilities", &["facility", "label"], &[]);
        long.rows.push(vec!["north".into(), "x".repeat(32_768).into()]);
        let about = About { title: String::new(), lines: Vec::new(), reader: Reader::Board };
        let refused = workbook(&about, &[long]).expect_err("too long").to_string();
        assert!(refused.starts_with("Excel cannot hold this workbook: "), "{refused}");
    }

    #[test]
    fn a_note_says_unit_range_and_whether_it_is_needed() {
        let spec = input::table("growth").expect("the table");
        let note = |name: &str| note::text(spec, name, Reader::Planner).expect("a note");
        assert_eq!(
            note("annual_pct"),
            "Growth a year. May be a range: annual_pct_low, annual_pct_high; both or neither.\nUnit: % a year\n\
             Holds: above -100 to 1000\nNeeded in every row"
        );
        assert_eq!(
            note("annual_pct_low"),
            "Low end of the range of annual_pct.\nUnit: % a year\nHolds: above -100 to 1000\nMay be blank"
        );
        assert!(
            note("facility").contains("Holds: a code of the sheet facilities, or * for each"),
            "{}",
            note("facility")
        );
        assert_eq!(note::text(spec, "nothing", Reader::Planner), None);
    }
}
