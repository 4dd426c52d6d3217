//! Workbooks as programs write them: every value is the one that another reader finds.

use super::parts::Parts;
use super::{problems, read, rows};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer, Worksheet};
use staffcast::diagnostics::Diagnostics;
use staffcast::grid::workbook::{Workbook, is_workbook};
use staffcast::grid::{CellKind, Grid};
use std::io::Cursor;

/// A workbook with one sheet, `staff`.
fn written(fill: impl FnOnce(&mut Worksheet) -> Result<(), rust_xlsxwriter::XlsxError>) -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.set_name("staff").and_then(fill).expect("a sheet");
    writer.save_to_buffer().expect("a workbook")
}

/// Reads the workbook, which must have no problem but notes and warnings, and compares every cell with calamine's.
fn compared(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (grid, found) = read(bytes);
    let grid = grid.unwrap_or_else(|| panic!("no grid: {found:?}"));
    compare(&grid, bytes);
    (rows(&grid), problems(&found))
}

fn compare(grid: &Grid, bytes: &[u8]) {
    let mut reader: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("calamine opens it");
    let range = reader.worksheet_range_at(0).expect("a sheet").expect("cells");
    let mut count = 0;
    for row in grid.rows() {
        for (column, cell) in row.cells().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            count += 1;
            let theirs = range.get_value((row.sheet_row() - 1, column as u32)).expect("their cell");
            let text = match theirs {
                Data::Float(value) => {
                    assert!(matches!(cell.kind, CellKind::Number | CellKind::Percent), "{theirs:?} {cell:?}");
                    assert_eq!(cell.text.parse(), Ok(*value), "{cell:?}");
                    continue;
                }
                Data::String(text) => text.trim().replace("\r\n", "\n").replace('\r', "\n"),
                Data::Bool(value) => value.to_string().to_uppercase(),
                Data::Error(error) => error.to_string(),
                Data::DateTime(day) if cell.kind == CellKind::Date => {
                    let (year, month, day, hour, minute, second, _) = day.to_ymd_hms_milli();
                    let time = format!("T{hour:02}:{minute:02}:{second:02}");
                    format!("{year}-{month:02}-{day:02}{}", if time == "T00:00:00" { "" } else { &time })
                }
                Data::DateTime(time) => {
                    let seconds = (time.as_f64() * 86_400.0).round() as i64;
                    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
                }
                other => panic!("{other:?} in {cell:?}"),
            };
            // Of a month we keep the month, they its first day.
            let text = if cell.kind == CellKind::Date && cell.text.len() == 7 {
                text.strip_suffix("-01").unwrap_or(&text).to_owned()
            } else {
                text
            };
            assert_eq!(cell.text, text, "row {}", row.sheet_row());
        }
    }
    let theirs = range.used_cells().filter(|(_, _, data)| !data.to_string().trim().is_empty()).count();
    assert_eq!(count, theirs, "as many cells as calamine finds");
}

#[test]
fn texts_numbers_and_blanks() {
    let bytes = written(|sheet| {
        sheet.write(0, 0, "role")?.write(0, 1, "fte")?.write(0, 3, "note")?;
        sheet.write(2, 0, " ehr_analyst ")?.write(2, 1, 9.5)?.write(2, 3, "two\nlines")?;
        sheet.write(3, 0, "bmet")?.write(3, 1, -0.1)?.write(3, 2, 1e15)?.write(3, 3, 1e-7)?;
        sheet.write_blank(3, 9, &Format::new().set_bold())?.write_blank(5, 0, &Format::new().set_bold())?;
        Ok(())
    });
    let (rows, problems) = compared(&bytes);
    assert_eq!(
        rows,
        ["1: role, fte, , note", "3: ehr_analyst, #9.5, , two\nlines", "4: bmet, #-0.1, #1000000000000000, #0.0000001",]
    );
    assert_eq!(problems, [""; 0]);
}

#[test]
fn percentages_are_fractions_of_that_kind() {
    let bytes = written(|sheet| {
        for (row, code) in ["0%", "0.00%", "0.0 %;[Red]-0.0 %;\"-\"", "0.00", "0\"%\"", "General"].iter().enumerate() {
            sheet.write_with_format(row as u32, 0, 0.125, &Format::new().set_num_format(*code))?;
        }
        sheet.write_with_format(6, 0, 0.07, &Format::new().set_num_format_index(10))?;
        sheet.write_with_format(7, 0, "12.5%", &Format::new().set_num_format("0%"))?;
        Ok(())
    });
    let expected =
        ["1: %0.125", "2: %0.125", "3: %0.125", "4: #0.125", "5: #0.125", "6: #0.125", "7: %0.07", "8: 12.5%"];
    assert_eq!(compared(&bytes).0, expected);
}

#[test]
fn dates_and_times() {
    let bytes = written(|sheet| {
        let day = ExcelDateTime::from_ymd(2026, 4, 1)?;
        let noon = ExcelDateTime::from_ymd(2026, 4, 1)?.and_hms(13, 30, 0)?;
        sheet.write_with_format(0, 0, &day, &Format::new().set_num_format("yyyy-mm-dd"))?;
        sheet.write_with_format(1, 0, &day, &Format::new().set_num_format("[$-809]dd mmmm yyyy;@"))?;
        sheet.write_with_format(2, 0, &noon, &Format::new().set_num_format("dd/mm/yyyy hh:mm"))?;
        sheet.write_with_format(3, 0, 46_113, &Format::new().set_num_format_index(14))?;
        sheet.write_with_format(4, 0, 46_113, &Format::new().set_num_format("[Red]0"))?;
        sheet.write_with_format(5, 0, 0.3125, &Format::new().set_num_format("h:mm"))?;
        sheet.write_with_format(6, 0, 1.5625, &Format::new().set_num_format("[h]:mm"))?;
        sheet.write_with_format(7, 0, 46_113, &Format::new().set_num_format("mmm-yy"))?;
        Ok(())
    });
    let expected = [
        "1: @2026-04-01",
        "2: @2026-04-01",
        "3: @2026-04-01T13:30:00",
        "4: @2026-04-01",
        "5: #46113",
        "6: 07:30:00",
        "7: 37:30:00",
        "8: @2026-04",
    ];
    assert_eq!(compared(&bytes).0, expected);
}

#[test]
fn dates_that_are_counted_from_1904() {
    let mut parts = Parts::with("<row><c s=\"1\"><v>44651</v></c><c s=\"1\"><v>0</v></c><c><v>44651</v></c></row>");
    parts.formats(&["yyyy-mm-dd"]).replace(super::parts::WORKBOOK, "<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    let bytes = parts.build();
    assert_eq!(compared(&bytes).0, ["1: @2026-04-01, @1904-01-01, #44651"]);
    let mut found = Diagnostics::new();
    assert!(Workbook::open("book.xlsx", &bytes, &mut found).is_some_and(|workbook| workbook.date1904()));
}

#[test]
fn digits_typed_as_text_stay_text() {
    let bytes = written(|sheet| {
        sheet.write_string(0, 0, "0012")?.write_string(0, 1, "9.5")?.write_string(0, 2, "=1+1")?;
        Ok(())
    });
    assert_eq!(compared(&bytes).0, ["1: 0012, 9.5, =1+1"]);
}

#[test]
fn text_of_several_looks_is_one_text() {
    let bytes = written(|sheet| {
        let (bold, plain) = (Format::new().set_bold(), Format::new());
        sheet.write_rich_string(0, 0, &[(&plain, "ehr "), (&bold, "analyst"), (&plain, " (north)")])?;
        Ok(())
    });
    assert_eq!(compared(&bytes).0, ["1: ehr analyst (north)"]);
}

#[test]
fn truth_values_and_letters_of_all_languages() {
    let bytes = written(|sheet| {
        sheet.write(0, 0, true)?.write(0, 1, false)?.write(0, 2, "Zürich 東京 😀 & <b> \"q\"")?;
        sheet.write(1, 0, "a_x000D_b")?.write(1, 1, "\u{7}bell")?.write(1, 2, "\u{a0}held\u{a0}")?;
        Ok(())
    });
    let (rows, _) = compared(&bytes);
    assert_eq!(rows, ["1: ?TRUE, ?FALSE, Zürich 東京 😀 & <b> \"q\"", "2: a_x000D_b, \u{7}bell, held"]);
}

#[test]
fn what_is_hidden_is_read_and_said() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("staff").expect("a name");
    for row in 0..12 {
        sheet.write(row, 0, row + 1).and_then(|sheet| sheet.write(row, 2, "x")).expect("a cell");
    }
    for row in [4, 5, 6, 7, 8, 10, 20] {
        sheet.set_row_hidden(row).expect("a row");
    }
    sheet.set_column_hidden(2).and_then(|sheet| sheet.set_column_hidden(7)).expect("a column");
    writer.add_worksheet().set_name("old").expect("a name").set_hidden(true);
    writer.add_worksheet().set_name("secret").expect("a name").set_very_hidden(true);
    let bytes = writer.save_to_buffer().expect("a workbook");
    let (rows, problems) = compared(&bytes);
    assert_eq!(rows.len(), 12);
    assert_eq!(
        problems,
        [
            "warning hidden-cells book.xlsx, sheet staff:5 | rows 5–9, 11 are hidden; they were read like all others",
            "warning hidden-cells book.xlsx, sheet staff | column C is hidden; it was read like all others",
        ]
    );
    let workbook = Workbook::open("book.xlsx", &bytes, &mut Diagnostics::new()).expect("a workbook");
    let sheets: Vec<_> = workbook.sheets().iter().map(|s| (s.name.as_str(), s.hidden, s.very_hidden)).collect();
    assert_eq!(sheets, [("staff", false, false), ("old", true, false), ("secret", true, true)]);
}

#[test]
fn formulas_that_nobody_calculated_are_refused() {
    let bytes = written(|sheet| {
        sheet.write(0, 0, 2)?.write_formula(0, 1, Formula::new("=A1*2"))?;
        Ok(())
    });
    let (grid, found) = read(&bytes);
    assert!(grid.is_none());
    assert_eq!(
        problems(&found),
        ["error formula-without-value book.xlsx, sheet staff:1 B1 | the formulas of the workbook were not calculated \
             when it was saved, so their results may be wrong"]
    );
}

#[test]
fn merged_cells_are_said_where_they_touch_the_data() {
    let bytes = written(|sheet| {
        sheet.merge_range(0, 0, 0, 3, "Staff of the group", &Format::new())?;
        sheet.write(1, 0, "role")?.write(1, 1, "fte")?.write(2, 1, 3)?;
        sheet.merge_range(20, 0, 21, 3, "", &Format::new())?;
        Ok(())
    });
    let (rows, problems) = compared(&bytes);
    assert_eq!(rows, ["1: Staff of the group", "2: role, fte", "3: , #3"]);
    let expected = "warning merged-cells book.xlsx, sheet staff:1 A1 | A1:D1 is merged: only the upper left cell has a \
                    value, the others are blank";
    assert_eq!(problems, [expected]);
}

#[test]
fn ten_thousand_rows_in_several_sheets() {
    let mut writer = Writer::new();
    for name in ["staff", "roles"] {
        let sheet = writer.add_worksheet().set_name(name).expect("a name");
        for row in 0..10_000u32 {
            let value = f64::from(row) / 7.0;
            let text = format!("role_{}", row % 97);
            sheet.write(row, 0, text).and_then(|sheet| sheet.write(row, 1, value)).expect("a cell");
        }
    }
    let bytes = writer.save_to_buffer().expect("a workbook");
    let (rows, problems) = compared(&bytes);
    assert_eq!((rows.len(), problems.len()), (10_000, 0));
    assert_eq!(rows.last().map(String::as_str), Some("10000: role_8, #1428.4285714285713"));
    let workbook = Workbook::open("book.xlsx", &bytes, &mut Diagnostics::new()).expect("a workbook");
    let second = workbook.grid(1, &mut Diagnostics::new()).expect("a grid");
    assert_eq!((second.name.as_ref(), second.cells()), ("book.xlsx, sheet roles", 20_000));
    assert!(workbook.grid(2, &mut Diagnostics::new()).is_none());
}

#[test]
fn a_workbook_is_known_by_its_first_bytes() {
    assert!(is_workbook(&Parts::new().build()));
    assert!(is_workbook(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."));
    assert!(!is_workbook(b"role,fte\n") && !is_workbook(b"") && !is_workbook(b"PK,fte\n"));
}
