//! Workbooks that are broken or made to do harm: each is refused, for this reason, at this place.

use super::parts::{Parts, RELATIONS, SHEET, STRINGS, STYLES, WORKBOOK};
use super::{problems, read};
use staffcast::diagnostics::Diagnostics;
use staffcast::grid::workbook::{MAX_CELLS, Workbook};

/// What is wrong, the workbook, and the beginning of its one error; `…` stands for anything.
type Case = (&'static str, fn() -> Vec<u8>, &'static str);

fn row(cells: &str) -> Vec<u8> {
    Parts::with(&format!("<row r=\"1\">{cells}</row>")).build()
}

fn rows(rows: &str) -> Vec<u8> {
    Parts::with(rows).build()
}

fn changed(change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = Parts::new();
    change(&mut parts);
    parts.build()
}

fn styled(code: &str, value: &str) -> Vec<u8> {
    let mut parts = Parts::with(&format!("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>{value}</v></c></row>"));
    parts.formats(&[code]).build()
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const CASES: &[Case] = &[
    // The file as a whole.
    (
        "an old .xls",
        || b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(),
        "error not-xlsx book.xlsx | this is a workbook of the older kind (.xls)",
    ),
    (
        "a password",
        || [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), utf16("EncryptedPackage", false)].concat(),
        "error not-xlsx book.xlsx | the workbook is protected by a password",
    ),
    (
        "an OpenDocument file",
        || {
            changed(|p| {
                p.parts.clear();
                p.set("content.xml", "<x/>");
            })
        },
        "error not-xlsx book.xlsx | this is an OpenDocument file (.ods)",
    ),
    (
        "a binary workbook",
        || {
            changed(|p| {
                p.replace("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin");
            })
        },
        "error not-xlsx book.xlsx | this is a binary workbook (.xlsb)",
    ),
    (
        "a Word document",
        || {
            changed(|p| {
                p.replace("_rels/.rels", "xl/workbook.xml", "word/document.xml").set("word/document.xml", "<x/>");
            })
        },
        "error not-xlsx book.xlsx | this is a document of Word",
    ),
    (
        "any other zip",
        || {
            changed(|p| {
                p.parts.clear();
                p.set("staff.csv", "role\n");
            })
        },
        "error not-xlsx book.xlsx | this is a zip file, but there is no workbook in it",
    ),
    ("an empty zip", || changed(|p| p.parts.clear()), "error not-xlsx book.xlsx | this is a zip file"),
    (
        "half a file",
        || {
            let bytes = Parts::new().build();
            bytes[..bytes.len() / 2].to_vec()
        },
        "error damaged-workbook book.xlsx | the file is not a whole workbook",
    ),
    ("nothing", Vec::new, "error damaged-workbook book.xlsx | the file is not a whole workbook"),
    (
        "an encrypted part",
        || changed(|p| p.part(SHEET).flags = 1),
        "error not-xlsx book.xlsx | the part `xl/worksheets/sheet1.xml` of the workbook is encrypted",
    ),
    (
        "an odd way of packing",
        || changed(|p| p.part(SHEET).method = Some(12)),
        "error damaged-workbook book.xlsx | the part `xl/worksheets/sheet1.xml` is packed in a way",
    ),
    (
        "a part twice",
        || {
            changed(|p| {
                let bytes = p.part(SHEET).bytes.clone();
                p.add(SHEET, bytes);
            })
        },
        "error damaged-workbook book.xlsx | the workbook holds the part `xl/worksheets/sheet1.xml` twice",
    ),
    (
        "a part twice in other letters",
        || changed(|p| p.add("XL/styles.XML", Vec::new())),
        "error damaged-workbook book.xlsx | the workbook holds the part `xl/styles.xml` twice",
    ),
    (
        "a checksum that differs",
        || {
            let mut p = Parts::new();
            p.part(SHEET).stored = true;
            let mut bytes = p.build();
            let at = bytes.windows(4).position(|w| w == b"role").expect("the text");
            bytes[at] = b'R';
            bytes
        },
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook is not what was packed",
    ),
    (
        "a size that is smaller than the truth",
        || changed(|p| p.part(SHEET).claimed = Some(10)),
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook is larger than",
    ),
    (
        "a size that is larger than the truth",
        || changed(|p| p.part(SHEET).claimed = Some(u32::MAX - 1)),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook is not what was packed",
    ),
    (
        "bytes that cannot be unpacked",
        || {
            changed(|p| {
                let part = p.part(SHEET);
                part.stored = true;
                part.method = Some(8);
                part.bytes = vec![0xFF; 99];
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook cannot be unpacked",
    ),
    (
        "too large a file",
        || {
            let mut bytes = Parts::new().build();
            bytes.resize(100_000_001, 0);
            bytes
        },
        "error workbook-too-large book.xlsx | the file has more than 100 MB",
    ),
    (
        "too many parts",
        || {
            let mut p = Parts::new();
            p.parts.clear();
            for at in 0..20_001 {
                p.add(&at.to_string(), Vec::new());
            }
            p.build()
        },
        "error workbook-too-large book.xlsx | the workbook has more than 20000 parts",
    ),
    // What the workbook says of itself.
    (
        "no sheet part",
        || {
            changed(|p| {
                p.remove(SHEET);
            })
        },
        "error damaged-workbook book.xlsx | the sheet `staff` is not in the workbook",
    ),
    (
        "a sheet without relationship",
        || {
            changed(|p| {
                p.replace(WORKBOOK, "rId1", "rId8");
            })
        },
        "error damaged-workbook book.xlsx | the sheet `staff` is not in the workbook",
    ),
    (
        "a sheet outside of the workbook",
        || {
            changed(|p| {
                p.replace(
                    RELATIONS,
                    "Target=\"worksheets/sheet1.xml\"",
                    "Target=\"http://x/sheet1.xml\" TargetMode=\"External\"",
                );
            })
        },
        "error damaged-workbook book.xlsx | the sheet `staff` is not in the workbook",
    ),
    (
        "a sheet above the package",
        || {
            changed(|p| {
                p.replace(RELATIONS, "worksheets/sheet1.xml", "../../sheet1.xml");
            })
        },
        "error damaged-workbook book.xlsx | the sheet `staff` is not in the workbook",
    ),
    (
        "no workbook part",
        || {
            changed(|p| {
                p.remove(WORKBOOK);
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/workbook.xml` of the workbook is missing",
    ),
    (
        "no styles part",
        || {
            changed(|p| {
                p.remove(STYLES);
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/styles.xml` of the workbook is missing",
    ),
    (
        "two sheets of one name",
        || {
            changed(|p| {
                p.second_sheet("STAFF", "");
            })
        },
        "error damaged-workbook book.xlsx | the workbook has two sheets called `STAFF`",
    ),
    (
        "two sheets of one part",
        || {
            changed(|p| {
                p.second_sheet("roles", "").replace(RELATIONS, "sheet2.xml", "sheet1.xml");
            })
        },
        "error damaged-workbook book.xlsx | the sheet `roles` has the same cells as another one",
    ),
    (
        "two relationships of one id",
        || {
            changed(|p| {
                p.relate("rId1", "worksheet", "worksheets/sheet9.xml");
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/_rels/workbook.xml.rels` of the workbook has the relationship `rId1` twice",
    ),
    (
        "a sheet without name",
        || {
            changed(|p| {
                p.replace(WORKBOOK, "name=\"staff\" ", "");
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/workbook.xml` of the workbook has a tag `sheet` without `name`",
    ),
    (
        "only charts",
        || {
            changed(|p| {
                p.replace(RELATIONS, "/worksheet\"", "/chartsheet\"");
            })
        },
        "error damaged-workbook book.xlsx | the workbook has no worksheet",
    ),
    (
        "too many sheets",
        || {
            changed(|p| {
                let sheets: String =
                    (0..1_001).map(|at| format!("<sheet name=\"s{at}\" sheetId=\"9\" r:id=\"rId2\"/>")).collect();
                p.replace(WORKBOOK, "<sheets>", &format!("<sheets>{sheets}"));
            })
        },
        "error workbook-too-large book.xlsx | the workbook has more than 1000 sheets",
    ),
    // XML.
    (
        "UTF-16 with a mark",
        || {
            changed(|p| {
                let bytes = utf16(&p.text(SHEET), true);
                p.set_bytes(SHEET, bytes);
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook is written in UTF-16",
    ),
    (
        "UTF-16 without a mark",
        || {
            changed(|p| {
                let bytes = utf16(&p.text(STRINGS), false);
                p.set_bytes(STRINGS, bytes);
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/sharedstrings.xml` of the workbook is written in UTF-16",
    ),
    (
        "another encoding",
        || {
            changed(|p| {
                let text = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", p.text(SHEET));
                p.set(SHEET, &text);
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook is written in `ISO-8859-1`",
    ),
    (
        "bytes that are no UTF-8",
        || {
            changed(|p| {
                let mut bytes = p.part(SHEET).bytes.clone();
                let at = bytes.windows(4).position(|w| w == b"role").expect("the text");
                bytes[at] = 0xFF;
                p.set_bytes(SHEET, bytes);
            })
        },
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook is not sound XML",
    ),
    (
        "tags that do not match",
        || row("<c r=\"A1\"><v>1</w></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook is not sound XML",
    ),
    (
        "an end in the middle",
        || {
            changed(|p| {
                p.set(
                    SHEET,
                    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row>",
                );
            })
        },
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook ends in the middle",
    ),
    (
        "more after the end",
        || {
            changed(|p| {
                let text = p.text(SHEET) + "<worksheet/>";
                p.set(SHEET, &text);
            })
        },
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook goes on after its end",
    ),
    (
        "an empty part",
        || {
            changed(|p| {
                p.set(SHEET, "");
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook is empty",
    ),
    (
        "another root",
        || {
            changed(|p| {
                p.set(SHEET, "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>");
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook is not what it should be",
    ),
    (
        "another namespace",
        || {
            changed(|p| {
                p.set(SHEET, "<worksheet><sheetData/></worksheet>");
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook is not what it should be",
    ),
    (
        "a document type",
        || {
            changed(|p| {
                let text =
                    format!("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}", p.text(STRINGS));
                p.set(STRINGS, &text);
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/sharedstrings.xml` of the workbook has a document type",
    ),
    (
        "an entity",
        || row("<c r=\"A1\" t=\"str\"><v>&secret;</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook uses the entity `secret`",
    ),
    (
        "an attribute twice",
        || row("<c r=\"A1\" r=\"B1\"><v>1</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has a tag with the same attribute twice",
    ),
    (
        "tags a thousand deep",
        || {
            changed(|p| {
                p.sheet_around(&"<a>".repeat(1_000), "", "");
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook has tags within each other more than 100 deep",
    ),
    (
        "a tag of ten megabytes",
        || {
            changed(|p| {
                p.part(SHEET).stored = true;
                p.sheet_around("", &format!("<row {}>", noise(10 << 20)), "");
            })
        },
        "error workbook-too-large book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` has a tag or a text of more than 4 MB",
    ),
    (
        "no cells at all",
        || {
            changed(|p| {
                p.set(SHEET, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>");
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook has no set of cells",
    ),
    (
        "two sets of cells",
        || {
            changed(|p| {
                p.sheet_around("<sheetData/>", "", "");
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook has two sets of cells",
    ),
    (
        "cells of another namespace",
        || row("<mc:AlternateContent xmlns:mc=\"urn:x\"><c><v>1</v></c></mc:AlternateContent>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has an element of another kind where `c` should stand",
    ),
    // Places.
    (
        "a column beyond the sheet",
        || row("<c r=\"ZZZZ3\"><v>1</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | `ZZZZ3` is no cell of a sheet",
    ),
    (
        "a row beyond the sheet",
        || row("<c r=\"A99999999999\"><v>1</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | `A99999999999` is no cell of a sheet",
    ),
    (
        "the last cell of the sheet",
        || rows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"),
        "error workbook-too-large book.xlsx, sheet staff:1048576 XFD1048576 | XFD1048576 holds a value, and only the first 200 columns",
    ),
    (
        "the column after the last",
        || row("<c r=\"GR1\"><v>1</v></c><c><v>2</v></c>"),
        "error workbook-too-large book.xlsx, sheet staff:1 GS1 | GS1 holds a value",
    ),
    (
        "a cell twice",
        || row("<c r=\"D1\"><v>1</v></c><c r=\"D1\"><v>2</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has the cell D1 twice, or after D1",
    ),
    (
        "cells out of order",
        || row("<c r=\"D1\"><v>1</v></c><c r=\"B1\"><v>2</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has the cell B1 twice, or after D1",
    ),
    (
        "a cell of another row",
        || row("<c r=\"A2\"><v>1</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has the cell A2 in row 1",
    ),
    (
        "rows out of order",
        || rows("<row r=\"3\"/><row r=\"2\"/>"),
        "error damaged-workbook book.xlsx, sheet staff:3 | the part `xl/worksheets/sheet1.xml` of the workbook has row 2 twice, or after row 3",
    ),
    (
        "row 0",
        || rows("<row r=\"0\"/>"),
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook has a tag `row` with r = `0`",
    ),
    (
        "more rows than a sheet",
        || rows("<row r=\"1048576\"/><row/>"),
        "error workbook-too-large book.xlsx, sheet staff:1048576 | the sheet has more than 1048576 rows",
    ),
    (
        "merged cells that are no range",
        || {
            changed(|p| {
                p.sheet_around("", "", "<mergeCells><mergeCell ref=\"C3:A1\"/></mergeCells>");
            })
        },
        "error damaged-workbook book.xlsx, sheet staff | the part `xl/worksheets/sheet1.xml` of the workbook has the merged cells `C3:A1`",
    ),
    // Values.
    (
        "not a number",
        || row("<c r=\"B1\"><v>NaN</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell should hold a number, and holds `NaN`",
    ),
    (
        "infinity",
        || row("<c r=\"B1\"><v>INF</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell should hold a number, and holds `INF`",
    ),
    (
        "too large a number",
        || row("<c r=\"B1\"><v>1E999</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell should hold a number, and holds `1E999`",
    ),
    (
        "a decimal comma",
        || row("<c r=\"B1\"><v>1,5</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell should hold a number, and holds `1,5`",
    ),
    (
        "a style that is not there",
        || row("<c r=\"B1\" s=\"7\"><v>1</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell has the style 7",
    ),
    (
        "a text that is not there",
        || row("<c r=\"B1\" t=\"s\"><v>1</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell refers to text `1`",
    ),
    (
        "a text of negative number",
        || row("<c r=\"B1\" t=\"s\"><v>-1</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell refers to text `-1`",
    ),
    (
        "neither yes nor no",
        || row("<c r=\"B1\" t=\"b\"><v>2</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell should hold yes or no, and holds `2`",
    ),
    (
        "an unknown type",
        || row("<c r=\"B1\" t=\"x\"><v>2</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has a tag `c` with t = `x`",
    ),
    (
        "two values",
        || row("<c r=\"B1\"><v>2</v><v>3</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has a cell with `v`",
    ),
    (
        "a value in a text cell",
        || row("<c r=\"B1\" t=\"inlineStr\"><v>2</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has a cell with `v`",
    ),
    (
        "a tag within a number",
        || row("<c r=\"B1\"><v>1<b/>2</v></c>"),
        "error damaged-workbook book.xlsx, sheet staff:1 | the part `xl/worksheets/sheet1.xml` of the workbook has a tag within a text",
    ),
    (
        "too long a text",
        || row(&format!("<c r=\"B1\" t=\"str\"><v>{}</v></c>", "é".repeat(32_768))),
        "error damaged-workbook book.xlsx, sheet staff:1 B1 | the cell holds more than 32767 characters",
    ),
    (
        "too long a shared text",
        || {
            changed(|p| {
                p.strings(&format!("<si><t>{}</t></si>", "x".repeat(32_768)));
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/sharedstrings.xml` of the workbook has a text (number 1) of more than 32767 characters",
    ),
    (
        "a text of endless runs",
        || {
            changed(|p| {
                p.strings(&format!("<si>{}</si>", "<r><t>abc</t></r>".repeat(200_000)));
            })
        },
        "error damaged-workbook book.xlsx | the part `xl/sharedstrings.xml` of the workbook has a text of more than 32767 characters",
    ),
    (
        "29 February 1900",
        || styled("yyyy-mm-dd", "60"),
        "error not-a-date book.xlsx, sheet staff:1 A1 | the cell is shown as a date or time, and its number 60 is 29 February 1900, a day that never was",
    ),
    (
        "day 0",
        || styled("d/m/yy", "0"),
        "error not-a-date book.xlsx, sheet staff:1 A1 | the cell is shown as a date or time, and its number 0 is a day before",
    ),
    (
        "a day after 9999",
        || styled("d/m/yy", "2958466"),
        "error not-a-date book.xlsx, sheet staff:1 A1 | the cell is shown as a date or time, and its number 2958466 is no day",
    ),
    (
        "a negative time",
        || styled("h:mm", "-0.5"),
        "error not-a-date book.xlsx, sheet staff:1 A1 | the cell is shown as a date or time, and its number -0.5 is a day before",
    ),
    (
        "a written date that is none",
        || row("<c r=\"B1\" t=\"d\"><v>2026-02-30</v></c>"),
        "error not-a-date book.xlsx, sheet staff:1 B1 | the cell is a date, and `2026-02-30` is none",
    ),
    (
        "a formula without result",
        || row("<c r=\"B1\"><f>A1</f></c>"),
        "error formula-without-value book.xlsx, sheet staff:1 B1 | the cell holds a formula, and no result",
    ),
    (
        "a formula with an empty result",
        || row("<c r=\"B1\"><f>A1</f><v></v></c>"),
        "error formula-without-value book.xlsx, sheet staff:1 B1 | the cell holds a formula, and no result",
    ),
    (
        "a workbook calculated by hand",
        || {
            let mut p = Parts::with("<row><c><f>1</f><v>1</v></c></row>");
            p.replace(WORKBOOK, "</sheets>", "</sheets><calcPr calcMode=\"manual\" calcOnSave=\"0\"/>").build()
        },
        "error formula-without-value book.xlsx, sheet staff:1 A1 | the formulas of the workbook were not calculated",
    ),
];

/// Letters that do not pack well.
fn noise(length: usize) -> String {
    let mut state = 1u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 26)
    };
    (0..length).map(next).collect()
}

#[test]
fn broken_workbooks_are_refused_for_one_reason() {
    let mut wrong = Vec::new();
    for (what, build, expected) in CASES {
        let problems = problems(&read(&build()).1);
        if problems.len() != 1 || !problems[0].starts_with(expected) {
            wrong.push(format!("{what}:\n  {problems:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bombs_are_refused_long_before_they_are_unpacked() {
    let blanks = format!("<row>{}</row>", "<c s=\"0\"/>".repeat(16_000));
    let mut bomb = Parts::new();
    bomb.sheet(&blanks.repeat(700));
    let bytes = bomb.build();
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
    let mut found = Diagnostics::new();
    let workbook = Workbook::open("book.xlsx", &bytes, &mut found).expect("sound parts");
    assert!(workbook.grid(0, &mut found).is_none());
    assert!(workbook.unpacked() < 9 << 20, "{}", workbook.unpacked());
    let expected = "the part `xl/worksheets/sheet1.xml` unpacks to more than 100 times its size";
    assert!(found.problems()[0].message.starts_with(expected), "{found:?}");
}

#[test]
fn a_sheet_of_too_many_cells_is_refused_with_bounded_memory() {
    let mut cells = String::new();
    for row in 1..=30_000 {
        cells += &format!("<row r=\"{row}\"><c r=\"GR{row}\"><v>1</v></c></row>");
    }
    let (grid, found) = read(&rows(&cells));
    assert!(grid.is_none());
    let expected =
        format!("error workbook-too-large book.xlsx, sheet staff:20972 | the sheet has more than {MAX_CELLS} cells");
    assert_eq!(problems(&found), [expected]);
    let (grid, _) = read(&rows(&"<row><c><v>1</v></c></row>".repeat(30_000)));
    assert!(grid.is_some_and(|grid| grid.cells() == 30_000 && grid.bytes() < 1 << 20));
}

#[test]
fn one_shared_text_in_many_cells_does_not_fill_the_memory() {
    let mut parts = Parts::with(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(1_100));
    parts.strings(&format!("<si><t>{}</t></si>", "x".repeat(32_767)));
    let (grid, found) = read(&parts.build());
    assert!(grid.is_none());
    let expected =
        "error workbook-too-large book.xlsx, sheet staff:1025 | the cells of the sheet hold more than 32 MB of text";
    assert_eq!(problems(&found), [expected]);
}

#[test]
fn many_bad_cells_are_given_up() {
    let (_, found) = read(&rows(&"<row><c><v>x</v></c></row>".repeat(10_000)));
    assert_eq!(found.errors(), 51);
    let last = problems(&found).pop();
    let expected = "error damaged-workbook book.xlsx, sheet staff:50 | 50 cells of the sheet cannot be read; the rest was not looked at";
    assert_eq!(last.as_deref(), Some(expected));
}

#[test]
fn column_200_is_read_and_blanks_beyond_it_are_not_in_the_way() {
    let bytes = row("<c r=\"GR1\"><v>1</v></c><c r=\"GS1\" t=\"str\"><v> </v></c><c r=\"XFD1\" s=\"0\"/>");
    let (grid, found) = read(&bytes);
    assert_eq!((grid.map(|grid| grid.cells()), found.problems().len()), (Some(200), 0));
}
