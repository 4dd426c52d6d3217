//! Workbooks that are odd and sound: each gives exactly these cells, and these remarks.

use super::parts::{Parts, RELATIONS, SHEET, STRINGS, STYLES, WORKBOOK};
use super::{problems, read, rows};

/// What is odd, the workbook, its rows, and what is said of it.
type Case = (&'static str, fn() -> Parts, &'static [&'static str], &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "positions left out",
        || {
            Parts::with(
                "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c><v>3</v></c></row><row><c r=\"C6\"><v>4</v></c><c><v>5</v></c></row>",
            )
        },
        &["1: #1, #2", "5: #3", "6: , , #4, #5"],
        &[],
    ),
    ("an empty sheet", || Parts::with(""), &[], &[]),
    (
        "rows and cells without values",
        || {
            Parts::with(
                "<row r=\"1\"/><row r=\"2\"><c r=\"A2\" s=\"0\"/><c r=\"B2\"><v></v></c><c r=\"C2\" t=\"s\"/><c r=\"XFD2\" s=\"0\"/></row><row r=\"3\"><c r=\"A3\"><v>7</v></c></row>",
            )
        },
        &["3: #7"],
        &[],
    ),
    ("a text of spaces", || Parts::with("<row><c t=\"str\"><v> \u{a0}\n</v></c></row>"), &[], &[]),
    (
        "whole numbers and exponents",
        || {
            Parts::with(
                "<row><c><v>1E3</v></c><c><v>-1.5e-3</v></c><c><v>-0</v></c><c><v> 7 </v></c><c><v>0.30000000000000004</v></c><c><v>123456789012345680</v></c></row>",
            )
        },
        &["1: #1000, #-0.0015, #0, #7, #0.30000000000000004, #123456789012345680"],
        &[],
    ),
    (
        "runs, and how to pronounce them",
        || {
            let mut p = Parts::with("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>");
            p.strings("<si><r><rPr><b/></rPr><t>ehr </t></r><r><t xml:space=\"preserve\">analyst</t></r><rPh sb=\"0\" eb=\"1\"><t>READ</t></rPh><phoneticPr fontId=\"1\"/></si><si><t/></si>");
            p
        },
        &["1: ehr analyst"],
        &[],
    ),
    (
        "space and escapes",
        || {
            Parts::with(
                "<row><c t=\"inlineStr\"><is><t xml:space=\"preserve\"> a_x000D__x000A_b </t></is></c><c t=\"inlineStr\"><is><t>&lt;c&gt; &#xE9;<![CDATA[<&>]]></t></is></c></row>",
            )
        },
        &["1: a\nb, <c> é<&>"],
        &[],
    ),
    ("a comment within a number", || Parts::with("<row><c><v>1<!-- two -->2</v></c></row>"), &["1: #12"], &[]),
    (
        "prefixes",
        || {
            let mut p = Parts::new();
            p.set(SHEET, "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row x:r=\"9\" r=\"2\"><x:c r=\"B2\"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>");
            p
        },
        &["2: , #5"],
        &[],
    ),
    (
        "the strict form",
        || {
            let mut p =
                Parts::with("<row><c t=\"d\"><v>2026-04-01</v></c><c t=\"d\"><v>2026-04-01T13:30:00</v></c></row>");
            for part in ["_rels/.rels", WORKBOOK, RELATIONS, SHEET, STRINGS, STYLES] {
                let text = p
                    .text(part)
                    .replace(
                        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                        "http://purl.oclc.org/ooxml/officeDocument/relationships",
                    )
                    .replace(
                        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        "http://purl.oclc.org/ooxml/spreadsheetml/main",
                    );
                p.set(part, &text);
            }
            p
        },
        &["1: @2026-04-01, @2026-04-01T13:30:00"],
        &[],
    ),
    (
        "targets from the root, in other letters",
        || {
            let mut p = Parts::new();
            p.replace(RELATIONS, "\"worksheets/sheet1.xml\"", "\"/xl/Worksheets/Sheet1.xml\"");
            p
        },
        &["1: role"],
        &[],
    ),
    (
        "backslashes in the zip",
        || {
            let mut p = Parts::new();
            for part in &mut p.parts {
                part.name = part.name.replace('/', "\\");
            }
            p
        },
        &["1: role"],
        &[],
    ),
    (
        "parts that are stored",
        || {
            let mut p = Parts::new();
            for part in &mut p.parts {
                part.stored = true;
            }
            p
        },
        &["1: role"],
        &[],
    ),
    (
        "zip64",
        || {
            let mut p = Parts::new();
            p.zip64 = true;
            p
        },
        &["1: role"],
        &[],
    ),
    (
        "a comment behind the zip",
        || {
            let mut p = Parts::new();
            p.comment = b"PK\x05\x06 made by hand".repeat(9);
            p
        },
        &["1: role"],
        &[],
    ),
    (
        "a mark of UTF-8",
        || {
            let mut p = Parts::new();
            let text = format!("\u{feff}{}", p.text(SHEET));
            p.set(SHEET, &text);
            p
        },
        &["1: role"],
        &[],
    ),
    (
        "no styles and no shared texts",
        || {
            let mut p = Parts::with("<row><c><v>46113</v></c></row>");
            p.remove(STYLES).remove(STRINGS).replace(RELATIONS, "/styles\"", "/stylesOfOld\"").replace(
                RELATIONS,
                "/sharedStrings\"",
                "/stringsOfOld\"",
            );
            p
        },
        &["1: #46113"],
        &[],
    ),
    (
        "the whole sheet as dimension and as a merged range",
        || {
            let mut p = Parts::new();
            p.sheet_around(
                "<dimension ref=\"A1:XFD1048576\"/>",
                "<row><c><v>1</v></c></row>",
                "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
            );
            p
        },
        &["1: #1"],
        &[
            "warning merged-cells book.xlsx, sheet staff:1 A1 | A1:XFD1048576 is merged: only the upper left cell has a value, the others are blank",
        ],
    ),
    (
        "merged cells beside the data and of one cell",
        || {
            let mut p = Parts::new();
            p.sheet_around("", "<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>", "<mergeCells><mergeCell ref=\"C1:D9\"/><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"B3\"/><mergeCell ref=\"A4:B4\"/></mergeCells>");
            p
        },
        &["3: , #1"],
        &[],
    ),
    (
        "many merged cells",
        || {
            let mut p = Parts::new();
            p.sheet_around("", "<row><c><v>1</v></c></row><row r=\"9\"><c><v>1</v></c></row>", "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"A5:B6\"/><mergeCell ref=\"A7:B7\"/></mergeCells>");
            p
        },
        &["1: #1", "9: #1"],
        &[
            "warning merged-cells book.xlsx, sheet staff:1 A1 | A1:B1, A2:B2, A3:A4 and 2 more are merged: only the upper left cell has a value, the others are blank",
        ],
    ),
    (
        "rows that a filter hides",
        || {
            let mut p = Parts::new();
            p.sheet_around("<cols><col min=\"1\" max=\"16384\" hidden=\"1\"/></cols>", "<row r=\"1\"><c><v>1</v></c></row><row r=\"3\" hidden=\"1\"><c><v>2</v></c></row><row r=\"7\" hidden=\"true\"/>", "<autoFilter ref=\"A1:A3\"/>");
            p
        },
        &["1: #1", "3: #2"],
        &[
            "warning hidden-cells book.xlsx, sheet staff:3 | row 3 is hidden (the sheet has a filter); it was read like all others",
            "warning hidden-cells book.xlsx, sheet staff | column A is hidden; it was read like all others",
        ],
    ),
    (
        "formulas with their results",
        || {
            Parts::with(
                "<row><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"C1\"><f t=\"shared\" ref=\"C1:D1\" si=\"0\">A1</f><v>3</v></c><c r=\"D1\"><f t=\"shared\" si=\"0\"/><v>4</v></c><c r=\"E1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"F1\"><f t=\"array\" ref=\"F1\">SUM(A1:B1)</f><v>5</v></c><c r=\"G1\" t=\"b\"><f>TRUE()</f><v>1</v></c></row>",
            )
        },
        &["1: #2, , #3, #4, !#DIV/0!, #5, ?TRUE"],
        &[
            "note formula-results book.xlsx, sheet staff:1 A1 | 7 cells are results of formulas; the saved values were read",
        ],
    ),
    (
        "formulas to other workbooks",
        || {
            Parts::with(
                "<row><c><v>1</v></c><c><f>[1]Rates!$A$1*2</f><v>2</v></c><c><f t=\"shared\" si=\"3\">'[2]My data'!A1</f><v>3</v></c><c><f t=\"shared\" si=\"3\"/><v>4</v></c><c><f>[1]Rates!A2</f><v>5</v></c></row>",
            )
        },
        &["1: #1, #2, #3, #4, #5"],
        &[
            "note formula-results book.xlsx, sheet staff:1 B1 | 4 cells are results of formulas; the saved values were read",
            "warning external-link book.xlsx, sheet staff:1 B1 | 4 cells are taken from another workbook (B1, C1, D1 and 1 more): the values are those of the last update",
        ],
    ),
    (
        "links that formulas may rest on",
        || {
            let mut p = Parts::with("<row><c><f>Rate</f><v>2</v></c></row>");
            p.relate("rId7", "externalLink", "externalLinks/externalLink1.xml");
            p
        },
        &["1: #2"],
        &[
            "note formula-results book.xlsx, sheet staff:1 A1 | 1 cell is the result of a formula; the saved values were read",
            "warning external-link book.xlsx, sheet staff:1 A1 | the workbook has links to other workbooks, on which its formulas may rest",
        ],
    ),
    (
        "links and no formula",
        || {
            let mut p = Parts::new();
            p.relate("rId7", "externalLink", "externalLinks/externalLink1.xml");
            p
        },
        &["1: role"],
        &[],
    ),
    (
        "macros",
        || {
            let mut p = Parts::new();
            p.relate("rId7", "vbaProject", "vbaProject.bin");
            p
        },
        &["1: role"],
        &[
            "note macros-ignored book.xlsx | the workbook holds macros; they were not run, and the saved values were read",
        ],
    ),
    (
        "a chart in front",
        || {
            let mut p = Parts::new();
            p.replace(WORKBOOK, "<sheets>", "<sheets><sheet name=\"chart\" sheetId=\"7\" r:id=\"rId7\"/>").relate(
                "rId7",
                "chartsheet",
                "chartsheets/sheet1.xml",
            );
            p
        },
        &["1: role"],
        &[],
    ),
    ("the last row", || Parts::with("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>"), &["1048576: #1"], &[]),
    (
        "a date below nought that is shown otherwise",
        || {
            let mut p =
                Parts::with("<row><c s=\"1\"><v>-0.5</v></c><c s=\"2\"><v>0.5</v></c><c s=\"2\"><v>2</v></c></row>");
            p.formats(&["yyyy;0.0", "[<1]0%;0.0"]);
            p
        },
        &["1: #-0.5, %0.5, #2"],
        &[],
    ),
    (
        "extensions within rows and cells",
        || {
            Parts::with(
                "<row><c><v>1</v><extLst><ext><x14:f xmlns:x14=\"urn:x\">9</x14:f></ext></extLst></c><extLst/></row>",
            )
        },
        &["1: #1"],
        &[],
    ),
];

#[test]
fn odd_workbooks_give_exactly_their_cells() {
    let mut wrong = Vec::new();
    for (what, build, expected, said) in CASES {
        let (grid, found) = read(&build().build());
        let (rows, problems) = (grid.as_ref().map(rows).unwrap_or_default(), problems(&found));
        if grid.is_none() || rows != *expected || problems != *said {
            wrong.push(format!("{what}:\n  {rows:?}\n  {problems:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
